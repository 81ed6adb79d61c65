"""Residents are entered with consent, once, by who keeps the building."""

import datetime as dt

import pytest

from accounts.models import Person
from common.time import clock
from common.time.ranges import since
from grid.actions.residents import enter_resident, move_in, move_out
from grid.models import Residence
from tests.factories import (
    BuildingFactory,
    PrivacyNoticeFactory,
    ResidenceFactory,
    StaffFactory,
    agree,
    officer,
)
from tests.support.refusals import refused

pytestmark = pytest.mark.django_db


def test_a_resident_is_entered_with_consent(place):
    by = officer("office_worker", place.top)
    home = enter_resident(
        name="陈奶奶", phone="+8613800138000", household=place.household, notice=PrivacyNoticeFactory(), by=by
    )
    assert (home.household, home.building) == (place.household, place.building)
    assert home.during == since()
    assert home.person.consents.get().given_by == by


def test_a_resident_of_a_building_needs_no_household(place):
    home = enter_resident(
        name="陈奶奶", building=place.building, notice=PrivacyNoticeFactory(), by=officer("office_worker", place.top)
    )
    assert (home.household, home.building) == (None, place.building)


def test_a_resident_without_consent_is_not_entered(place):
    with refused("no_consent"):
        enter_resident(name="陈奶奶", household=place.household, by=officer("secretary", place.top))
    assert not Residence.objects.exists()
    assert not Person.objects.filter(name="陈奶奶").exists()


def test_a_namesake_without_a_phone_is_asked_for_and_then_entered(place):
    by, notice = officer("office_worker", place.top), PrivacyNoticeFactory()
    who = {"name": "陈奶奶", "notice": notice, "by": by}
    enter_resident(**who, household=place.household)
    for name in ("陈奶奶", "陳奶奶", "陈·奶奶"):
        with refused("namesake"):
            enter_resident(**who | {"name": name}, building=place.building)
    assert Person.objects.filter(name="陈奶奶").count() == 1
    enter_resident(**who, building=place.building, another=True)
    assert Residence.objects.filter(building=place.building, person__name="陈奶奶").count() == 2


def test_a_resident_with_the_same_name_and_number_is_entered_once(place):
    by, notice = officer("office_worker", place.top), PrivacyNoticeFactory()
    who = {"name": "陈奶奶", "phone": "+8613800138000", "household": place.household, "notice": notice, "by": by}
    enter_resident(**who)
    for name in ("陈奶奶", "陳奶奶", "陈 奶奶"):
        with refused("already_entered"):
            enter_resident(**who | {"name": name}, another=True)


@pytest.mark.parametrize("role", ["pioneer", "operator"])
def test_pioneers_and_the_operator_enter_no_residents_and_end_no_residence(place, role):
    by = officer("pioneer", place.post) if role == "pioneer" else StaffFactory()
    with refused("not_allowed"):
        enter_resident(name="陈奶奶", household=place.household, notice=PrivacyNoticeFactory(), by=by)
    with refused("not_allowed"):
        move_out(ResidenceFactory(household=place.household), by=by)


def test_nobody_moves_in_where_others_keep_the_building(place):
    by, person = officer("office_worker", place.top), place.resident()
    with refused("not_allowed"):
        move_in(person, building=BuildingFactory(estate__community__name="邻社区"), by=by)
    assert person.residences.count() == 1


def test_a_residence_ends_once(place):
    home = ResidenceFactory(household=place.household, during=since(clock.today() - dt.timedelta(days=30)))
    by = officer("office_worker", place.top)
    ended = move_out(home, by=by)
    assert ended.during.upper == clock.today()
    with refused("ended"):
        move_out(home, by=by)


def test_a_residence_ends_with_its_last_day(place):
    by, during = officer("office_worker", place.top), since(clock.today() - dt.timedelta(days=30))
    for last_day in (clock.today() - dt.timedelta(days=2), clock.today() + dt.timedelta(days=9)):
        home = move_out(ResidenceFactory(household=place.household, during=during), by=by, last_day=last_day)
        assert home.during.upper == last_day + dt.timedelta(days=1)


def test_nobody_moves_in_where_they_live_already(place):
    by, home = officer("office_worker", place.top), ResidenceFactory(household=place.household)
    agree(home.person)
    for where in ({"household": place.household}, {"building": place.building}):
        with refused("already_entered"):
            move_in(home.person, **where, by=by)
