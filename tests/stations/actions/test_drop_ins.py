"""Visitors without a booking, and the devices on the wall."""

import datetime as dt

import pytest
import time_machine

from common.time import clock
from stations.actions.displays import add_display, revoke_display
from stations.actions.drop_ins import take_back_drop_in, tally_drop_in
from stations.models import DropIn
from stations.selectors.displays import display_of_token
from tests.factories import CommunityFactory, OrgUnitFactory, SpaceFactory, StationFactory, UserFactory, officer
from tests.support.refusals import refusal

pytestmark = pytest.mark.django_db


@pytest.fixture
def space():
    return SpaceFactory(use="drop_in")


@pytest.fixture
def receptionist(space):
    return officer("receptionist", space.station)


def test_visitors_are_counted_and_a_tap_too_many_is_taken_back(space, receptionist):
    tally_drop_in(space, by=receptionist)
    family = tally_drop_in(space, people=4, by=receptionist)
    take_back_drop_in(family, by=receptionist)
    take_back_drop_in(family, by=receptionist)
    assert [row.people for row in DropIn.objects.all()] == [1]


def test_nobody_counts_at_another_station(space, receptionist):
    row = tally_drop_in(space, by=receptionist)
    for by in (officer("receptionist", StationFactory()), UserFactory()):
        assert refusal(tally_drop_in, space, by=by) == "not_allowed"
        assert refusal(take_back_drop_in, row, by=by) == "not_allowed"
    assert DropIn.objects.count() == 1


@pytest.mark.parametrize("people", [0, -1, 501, 2**40])
def test_a_number_that_cannot_be_is_refused(space, receptionist, people):
    assert refusal(tally_drop_in, space, people=people, by=receptionist) == "people"


def test_five_hundred_come_at_a_time_at_most(space, receptionist):
    assert tally_drop_in(space, people=500, by=receptionist).people == 500


def test_what_was_counted_at_midnight_was_counted_today(space, receptionist):
    midnight = clock.day_start(clock.today())
    with time_machine.travel(midnight, tick=False):
        row = tally_drop_in(space, people=3, by=receptionist)
    with time_machine.travel(midnight + dt.timedelta(hours=9), tick=False):
        take_back_drop_in(row, by=receptionist)
    assert not DropIn.objects.exists()


def test_what_was_counted_yesterday_stays(space, receptionist):
    row = tally_drop_in(space, by=receptionist)
    with time_machine.travel(clock.now() + dt.timedelta(days=1), tick=False):
        assert refusal(take_back_drop_in, row, by=receptionist) == "not_today"
    assert DropIn.objects.count() == 1


def test_a_display_is_known_by_its_token_until_it_is_switched_off(space):
    office = officer("office_worker", OrgUnitFactory(community=space.station.community))
    display, token = add_display(space.station, name="大厅屏幕", by=office)
    assert token not in str(display.__dict__)
    assert display_of_token(token) == display
    assert display_of_token(display.token_digest) is None
    assert display_of_token("") is None
    first = revoke_display(display, by=office)
    assert revoke_display(display, by=office).revoked_at == first.revoked_at
    assert display_of_token(token) is None


def test_only_who_runs_the_station_adds_or_ends_a_display(space, receptionist):
    office = officer("office_worker", OrgUnitFactory(community=space.station.community))
    display, _token = add_display(space.station, name="大厅屏幕", by=office)
    for by in (
        receptionist,
        officer("office_worker", OrgUnitFactory(community=CommunityFactory(name="别处社区"))),
        UserFactory(),
    ):
        assert refusal(add_display, space.station, name="x", by=by) == "not_allowed"
        assert refusal(revoke_display, display, by=by) == "not_allowed"
