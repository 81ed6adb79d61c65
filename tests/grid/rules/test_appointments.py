"""Nobody lays down the own last role that grants others, neither today nor by a date."""

import datetime as dt

import pytest
from django.db.backends.postgresql.psycopg_any import DateRange

from accounts.actions.appointments import appoint, end_appointment
from accounts.rules.appointments import require_may_end_appointment
from common.exceptions import Refused
from common.time import clock
from common.time.ranges import AFTER_LAST_DAY
from grid.models import UnitAppointment
from tests.factories import OrgUnitFactory, StaffFactory, UnitAppointmentFactory, UserFactory, officer
from tests.support.refusals import refusal

pytestmark = pytest.mark.django_db


def in_days(days: int) -> dt.date:
    return clock.today() + dt.timedelta(days=days)


def leads(user, first: int = -30, upper: int | None = None) -> UnitAppointment:
    """A granting role from that day on; `upper` is the first day without it."""
    during = DateRange(in_days(first), None if upper is None else in_days(upper))
    unit = OrgUnitFactory(estate_branch=True)
    return UnitAppointmentFactory(user=user, role="branch_secretary", unit=unit, during=during)


def refused(appointment: UnitAppointment, last_day: dt.date | None = None) -> bool:
    try:
        end_appointment(appointment, by=appointment.user, last_day=last_day)
    except Refused as refusal:
        return refusal.code == "own_rights"
    return False


def test_the_last_two_do_not_both_end_with_today():
    user = UserFactory()
    one, other = leads(user), leads(user)
    leads(UserFactory())  # stands in for nobody else
    assert not refused(one, clock.today())
    assert refused(other, clock.today())
    assert refused(other)
    assert refused(other, in_days(90)), "nobody would grant after that day either"


def test_one_that_ends_by_its_date_stands_in_for_none_that_goes_on():
    user = UserFactory()
    brief, lasting = leads(user, upper=10), leads(user)
    assert refused(lasting)
    assert refused(lasting, in_days(5))
    assert not refused(brief, in_days(5))


def test_one_that_goes_on_longer_stands_in_for_one_that_ends_by_its_date():
    user = UserFactory()
    sooner, later = leads(user, upper=10), leads(user, upper=20)
    assert refused(later)
    assert not refused(sooner)


def test_one_to_come_stands_in_only_from_its_first_day():
    user = UserFactory()
    held, _to_come = leads(user), leads(user, first=10)
    assert refused(held)
    assert refused(held, in_days(8)), "a day would be without any"
    require_may_end_appointment(user, held)
    assert not refused(held, in_days(9))


def test_a_second_one_to_come_is_laid_down_as_long_as_the_first_goes_on():
    user = UserFactory()
    held, to_come = leads(user), leads(user, first=10)
    assert not refused(to_come)
    assert refused(held)


def test_one_to_come_stays_when_the_present_one_ends_before():
    user = UserFactory()
    held, to_come = leads(user), leads(user, first=10)
    assert not refused(held, in_days(9))
    assert refused(to_come)


def test_an_operator_grants_without_any_appointment():
    assert not refused(leads(StaffFactory()), clock.today())
    assert refused(leads(UserFactory()), clock.today()), "another operator is no role of one's own"
    assert refused(leads(StaffFactory(is_active=False)), clock.today())


def test_a_role_that_grants_nothing_is_laid_down_at_any_time():
    pioneer = UnitAppointmentFactory(unit=OrgUnitFactory(pioneer_post=True), during=DateRange(in_days(-9), None))
    assert pioneer.role == "pioneer"
    assert refused(leads(pioneer.user)), "nor does it stand in for one that grants"
    assert not refused(pioneer)


def test_a_sign_in_that_is_switched_off_gets_no_post():
    unit, operator = OrgUnitFactory(estate_branch=True), StaffFactory()
    user = UserFactory(is_active=False)
    assert refusal(appoint, user, role="branch_secretary", at=unit, by=operator) == "no_person"
    user.is_active = True
    user.save()
    assert appoint(user, role="branch_secretary", at=unit, by=operator).user == user


def test_nobody_appoints_themselves():
    unit, operator = OrgUnitFactory(estate_branch=True), StaffFactory()
    assert refusal(appoint, operator, role="branch_secretary", at=unit, by=operator) == "own_rights"


def test_nobody_out_of_sight_gets_a_post():
    post = OrgUnitFactory(pioneer_post=True)
    secretary = officer("branch_secretary", post.parent)
    assert refusal(appoint, UserFactory(), role="pioneer", at=post, by=secretary) == "not_visible"


def test_a_post_ends_in_a_year_that_the_calendar_knows():
    unit, operator = OrgUnitFactory(estate_branch=True), StaffFactory()
    facts = {"role": "branch_secretary", "at": unit, "by": operator}
    assert refusal(appoint, UserFactory(), **facts, last_day=AFTER_LAST_DAY) == "unknown_year"
    held = appoint(UserFactory(), **facts, last_day=AFTER_LAST_DAY - dt.timedelta(days=1))
    assert refusal(end_appointment, held, by=operator, last_day=AFTER_LAST_DAY) == "unknown_year"


@pytest.mark.parametrize("role", ["receptionist", "boss"])
def test_a_unit_has_no_roles_of_a_station_and_none_that_nobody_knows(role):
    unit, operator = OrgUnitFactory(estate_branch=True), StaffFactory()
    assert refusal(appoint, UserFactory(), role=role, at=unit, by=operator) == "no_role"


def test_a_post_does_not_end_before_it_begins():
    unit, operator = OrgUnitFactory(estate_branch=True), StaffFactory()
    facts = {"role": "branch_secretary", "at": unit, "by": operator, "first_day": in_days(5)}
    assert refusal(appoint, UserFactory(), **facts, last_day=in_days(4)) == "ends_before"
    assert appoint(UserFactory(), **facts, last_day=in_days(5)).during == DateRange(in_days(5), in_days(6))


def test_a_post_does_not_end_in_the_past():
    held, operator = UnitAppointmentFactory(during=DateRange(in_days(-30), None)), StaffFactory()
    assert refusal(end_appointment, held, by=operator, last_day=in_days(-2)) == "in_the_past"
    assert end_appointment(held, by=operator, last_day=in_days(-1)).during.upper == in_days(0)
