"""Ten working days for service and evaluation, by the statutory calendar, beyond it Monday to Friday."""

import datetime as dt
import zoneinfo

import pytest
import time_machine

from grid.models import CalendarDay
from grid.selectors.calendar import Calendar
from tests.factories.volunteers import (
    ActivityFactory,
    AssignmentFactory,
    ServiceRecordFactory,
    ShiftFactory,
    TeamAppointmentFactory,
    TeamFactory,
    VolunteerFactory,
)
from volunteers.models import Evaluation
from volunteers.selectors.deadlines import count_incomplete, record_deadlines
from volunteers.selectors.yearly_report import yearly_report

pytestmark = pytest.mark.django_db

HERE = zoneinfo.ZoneInfo("Asia/Shanghai")
# A Saturday before the holidays of 1 to 8 October 2025, with make-up days on 28 September and 11 October.
SATURDAY = dt.datetime(2025, 9, 27, 9, tzinfo=HERE)


def at(month: int, day: int, hour: int = 12, year: int = 2025) -> time_machine.travel:
    return time_machine.travel(dt.datetime(year, month, day, hour, tzinfo=HERE), tick=False)


@pytest.fixture
def team():
    return TeamFactory()


@pytest.fixture
def lead(team):
    return TeamAppointmentFactory(team=team, during="[2020-01-01,)").user


@pytest.fixture
def activity(team):
    return ActivityFactory(team=team, starts_at=SATURDAY)


@pytest.fixture
def served(activity):
    return AssignmentFactory(shift=ShiftFactory(activity=activity), served=True)


def recorded(assignment, **more):
    return ServiceRecordFactory(
        volunteer=assignment.volunteer,
        assignment=assignment,
        activity=assignment.shift.activity,
        day=SATURDAY.date(),
        **more,
    )


def test_holidays_do_not_count_and_make_up_days_do(lead, served):
    with at(9, 28):
        (one,) = record_deadlines(lead)
        # Counted from 27 September: 28, 29, 30 September; 9, 10, 11, 13, 14, 15, 16 October.
        assert (one.last_day, one.days_left, one.announced) == (dt.date(2025, 10, 16), 9, True)


@pytest.mark.parametrize(
    ("month", "day", "left"),
    [(9, 27, 10), (9, 28, 9), (10, 5, 7), (10, 15, 1), (10, 16, 0), (10, 17, -1), (10, 19, -1), (10, 20, -2)],
)
def test_the_days_left_are_working_days(lead, served, month, day, left):
    with at(month, day):
        assert [one.days_left for one in record_deadlines(lead)] == [left]


def test_the_own_calendar_of_the_community_goes_before_the_statutory_one(lead, served):
    community = served.shift.activity.community
    CalendarDay.objects.create(community=community, day=dt.date(2025, 9, 29), kind="off")
    CalendarDay.objects.create(community=community, day=dt.date(2025, 10, 12), kind="work")
    CalendarDay.objects.create(community=community, day=dt.date(2025, 10, 14), kind="off")
    with at(9, 27):
        assert [one.last_day for one in record_deadlines(lead)] == [dt.date(2025, 10, 17)]


def test_a_year_that_is_not_announced_counts_monday_to_friday_and_says_so(team, lead):
    friday = ActivityFactory(team=team, starts_at=dt.datetime(2090, 1, 6, 9, tzinfo=HERE))
    AssignmentFactory(shift=ShiftFactory(activity=friday), served=True)
    with at(1, 6, year=2090):
        (one,) = record_deadlines(lead)
        assert (one.last_day, one.days_left, one.announced) == (dt.date(2090, 1, 20), 10, False)


def test_calendar_counts_the_same_forwards_and_between():
    calendar = Calendar.of_days({})
    start = dt.date(2025, 9, 27)
    for number in range(1, 15):
        assert calendar.working_days_between(start, calendar.working_day_after(start, number)) == number
    assert calendar.working_days_between(start, start) == 0


def test_what_is_served_is_open_until_a_record_of_it_is_confirmed(lead, activity, served):
    with at(10, 17):
        (line,) = record_deadlines(lead)
        assert (line.activity, line.unrecorded, line.unevaluated) == (activity, 1, 0)
        assert (line.is_overdue, line.days_late) == (True, 1)

        recorded(served, waiting=True, by_hand=True)
        assert record_deadlines(lead)[0].unrecorded == 1  # once, as the shift or as the record


def test_what_is_settled_at_the_place_is_not_due(lead, activity, served):
    early = {"checked_in_at": SATURDAY - dt.timedelta(minutes=30), "checked_out_at": SATURDAY}
    with at(10, 17):
        type(served).objects.update(**early)
        assert record_deadlines(lead) == []
        assert yearly_report(lead, 2025).overdue == 0
        unmarked = AssignmentFactory(shift=served.shift)
        assert [one.unrecorded for one in record_deadlines(lead)] == [1]
        assert yearly_report(lead, 2025).overdue == 1
        type(served).objects.filter(pk=unmarked.pk).update(status="absent")
        assert record_deadlines(lead) == []


def test_an_evaluation_has_the_same_days(lead, activity, served):
    with at(10, 10):
        record = recorded(served)
        (line,) = record_deadlines(lead)
        assert (line.unrecorded, line.unevaluated, line.days_left) == (0, 1, 5)
        Evaluation.objects.create(record=record, text="好", by=lead)
        assert record_deadlines(lead) == []


def test_a_correction_needs_no_evaluation_of_its_own_and_one_to_nothing_none_at_all(lead, activity, served):
    with at(10, 10):
        record = recorded(served)
        correction = {"corrects": record, "correction_reason": "没来", "by_hand": True, "activity": activity}
        zero = ServiceRecordFactory(volunteer=record.volunteer, day=record.day, minutes=0, waiting=True, **correction)
        assert record_deadlines(lead)[0].unevaluated == 1
        type(zero).objects.filter(pk=zero.pk).update(state="confirmed", decided_by=lead, decided_at=SATURDAY)
        assert record_deadlines(lead) == []


def test_minutes_by_hand_of_nobodys_shift_are_open_while_they_wait(lead, team, activity):
    with at(10, 10):
        ServiceRecordFactory(
            volunteer=VolunteerFactory(team=team), activity=activity, day=SATURDAY.date(), by_hand=True, waiting=True
        )
        assert [one.unrecorded for one in record_deadlines(lead)] == [1]


def test_service_without_an_activity_has_the_same_days_from_its_own_day(lead, team, activity, served):
    alone = {"volunteer": VolunteerFactory(team=team), "day": SATURDAY.date(), "by_hand": True}
    with at(10, 17):
        waiting = ServiceRecordFactory(**alone, waiting=True)
        confirmed = ServiceRecordFactory(**alone, activity_name="送餐")
        ServiceRecordFactory(**alone | {"volunteer": VolunteerFactory()}, waiting=True)
        refused = ServiceRecordFactory(**alone, activity_name="巡逻", waiting=True)
        type(refused).objects.filter(pk=refused.pk).update(
            state="refused", decision="没去", decided_by=lead, decided_at=SATURDAY
        )
        lines = [(one.record, one.unrecorded, one.unevaluated, one.days_late) for one in record_deadlines(lead)]
        assert lines == [(None, 1, 0, 1), (waiting, 1, 0, 1), (confirmed, 0, 1, 1)]
        assert count_incomplete(lead) == 3
        assert yearly_report(lead, 2025).overdue == 3
        Evaluation.objects.create(record=confirmed, text="好", by=lead)
        assert [one.record for one in record_deadlines(lead)] == [None, waiting]


def test_nothing_is_due_of_what_is_no_service_to_come_cancelled_or_of_others(lead, team):
    with at(10, 10):
        for more in (
            {"training": True, "team": team, "past": True},
            {"team": team},
            {"team": team, "past": True},
            {"team": TeamFactory(), "past": True},
        ):
            activity = ActivityFactory(**more)
            if activity.is_over and activity.team != team:
                AssignmentFactory(shift=ShiftFactory(activity=activity), served=True)
        assert record_deadlines(lead) == []
