"""Two people at the same minutes at once: what the locks and triggers let through, and what they would without."""

import datetime as dt

import pytest

from common.exceptions import Refused
from common.time import clock
from tests.factories import UserFactory, officer
from tests.factories.volunteers import (
    ActivityFactory,
    AssignmentFactory,
    ServiceRecordFactory,
    ShiftFactory,
    TeamAppointmentFactory,
    VolunteerFactory,
)
from tests.support import records as records_support
from tests.support.racing import all_at_once, while_open
from tests.support.raw_sql import without_trigger
from volunteers.actions import records
from volunteers.actions.minutes import confirm_minutes
from volunteers.actions.records import confirm_record
from volunteers.models import ServiceRecord, Volunteer
from volunteers.querysets import Minutes

pytestmark = pytest.mark.django_db(transaction=True)


def entered(volunteer, by, name: str, minutes: int) -> ServiceRecord:
    return records_support.entered(volunteer, by, activity_name=name, minutes=minutes, long_day_reason="台风")


def minutes_of(volunteer) -> int:
    return sum(volunteer.records.exclude(state="refused").values_list("minutes", flat=True))


def raw(volunteer, by, minutes: int):
    """As an import would: a row without any lock of an action."""
    return lambda: ServiceRecordFactory(
        volunteer=volunteer, entered_by=by, minutes=minutes, by_hand=True, waiting=True, long_day_reason="台风"
    )


def test_two_records_of_one_day_that_together_pass_twelve_hours(volunteer, lead):
    waited, answer = while_open(
        lambda: entered(volunteer, lead, "上午", 400), lambda: entered(volunteer, lead, "下午", 400)
    )
    assert waited
    assert isinstance(answer, Refused)
    assert (answer.code, minutes_of(volunteer)) == ("service_record_at_most_12_hours_a_day", 400)


def without_the_trigger():
    return without_trigger(ServiceRecord, "service_record_at_most_12_hours_a_day")


def test_control_without_the_trigger_the_day_has_thirteen_hours(volunteer, lead):
    with without_the_trigger():
        while_open(lambda: entered(volunteer, lead, "上午", 400), lambda: entered(volunteer, lead, "下午", 400))
    assert minutes_of(volunteer) == 800


def test_eight_writers_of_one_day_stay_within_twelve_hours(volunteer, lead):
    works = [lambda name=name: entered(volunteer, lead, f"服务{name}", 100) for name in range(8)]
    answers = all_at_once(works)
    assert sum(isinstance(answer, ServiceRecord) for answer in answers) == 7
    assert minutes_of(volunteer) == 700


# --- Two leads confirm two shifts of one day


@pytest.fixture
def shifts_of_a_day(volunteer):
    """Five hours in the morning and five in the afternoon, with a lead for each."""
    begins = clock.day_start(clock.today()) - dt.timedelta(hours=18)
    activities = [
        ActivityFactory(team=volunteer.team, starts_at=at, ends_at=at + dt.timedelta(hours=5))
        for at in (begins, begins + dt.timedelta(hours=6))
    ]
    for activity in activities:
        AssignmentFactory(shift=ShiftFactory(activity=activity), volunteer=volunteer, served=True)
    return [(activity, TeamAppointmentFactory(team=volunteer.team).user) for activity in activities]


def confirm_both(shifts):
    """Neither of the two leads sees what the other has not committed yet: five hours need no reason."""
    (morning, first), (afternoon, second) = shifts
    return while_open(lambda: confirm_minutes(morning, by=first), lambda: confirm_minutes(afternoon, by=second))


def test_two_leads_at_once_do_not_make_a_long_day_without_a_reason(volunteer, shifts_of_a_day):
    waited, answer = confirm_both(shifts_of_a_day)
    assert waited
    assert isinstance(answer, Refused)
    assert (answer.code, minutes_of(volunteer)) == ("service_record_over_8_hours_with_reason", 300)


def test_control_without_the_trigger_the_long_day_has_no_reason(volunteer, shifts_of_a_day):
    with without_the_trigger():
        confirm_both(shifts_of_a_day)
    assert minutes_of(volunteer) == 600
    assert set(volunteer.records.values_list("long_day_reason", flat=True)) == {""}


# --- One person in two teams


@pytest.fixture
def elsewhere(volunteer):
    """The same person in another team."""
    return VolunteerFactory(person=volunteer.person)


@pytest.mark.parametrize("newer_first", [False, True])
def test_two_teams_on_one_day_of_one_person_wait_for_each_other(volunteer, elsewhere, newer_first):
    office = UserFactory(is_staff=True)
    first, second = (elsewhere, volunteer) if newer_first else (volunteer, elsewhere)
    waited, answer = while_open(
        lambda: entered(first, office, "上午", 400), lambda: entered(second, office, "下午", 400)
    )
    assert waited
    assert isinstance(answer, Refused)
    assert answer.code == "service_record_at_most_12_hours_a_day"
    assert (minutes_of(first), minutes_of(second)) == (400, 0)


def test_writers_of_two_teams_never_lock_each_other_out(volunteer, elsewhere):
    office = UserFactory(is_staff=True)
    works = [
        lambda n=n, one=one: entered(one, office, f"服务{n}", 50) for n, one in enumerate([volunteer, elsewhere] * 4)
    ]
    assert all(isinstance(answer, ServiceRecord) for answer in all_at_once(works))


# --- Confirming


@pytest.fixture
def waiting(volunteer):
    return ServiceRecordFactory(volunteer=volunteer, by_hand=True, waiting=True)


def test_a_record_is_confirmed_once_by_whoever_comes_first(waiting, team, lead):
    office = officer("office_worker", team.unit)
    waited, answer = while_open(lambda: confirm_record(waiting, by=lead), lambda: confirm_record(waiting, by=office))
    assert waited
    assert isinstance(answer, Refused)
    assert answer.code == "decided"
    waiting.refresh_from_db()
    assert (waiting.decided_by, waiting.volunteer.records.counted().minutes()) == (lead, Minutes(0, 120))


def test_control_without_the_lock_the_second_one_finds_it_still_waiting(waiting, team, lead, monkeypatch):
    """Then only the trigger keeps what was decided, and the second one reads of a rule of the database."""
    office = officer("office_worker", team.unit)
    unlocked = lambda pk: Volunteer.objects.get(pk=pk)  # noqa: E731
    monkeypatch.setattr(records, "lock_volunteer", unlocked)
    monkeypatch.setattr(records, "_lock", lambda record: ServiceRecord.objects.get(pk=record.pk))
    _waited, answer = while_open(lambda: confirm_record(waiting, by=lead), lambda: confirm_record(waiting, by=office))
    assert isinstance(answer, Refused)
    assert answer.code == "service_record_stays_decided"
