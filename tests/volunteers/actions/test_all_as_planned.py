"""“All as planned”: what one tap writes for the whole list, and that it is taken back."""

import datetime as dt
import json

import pytest
import time_machine

from common.time import clock
from tests.factories import AssignmentFactory, ServiceRecordFactory, ShiftFactory, TeamAppointmentFactory
from tests.support.refusals import refusal
from volunteers.actions import check_in as actions
from volunteers.models import Assignment
from volunteers.rules.all_as_planned import PlannedMarks

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("noon")]

MINUTE = dt.timedelta(minutes=1)


@pytest.fixture
def shift():
    """It begins in ten minutes and lasts two hours."""
    return ShiftFactory(activity__starts_at=clock.now() + 10 * MINUTE)


@pytest.fixture
def lead(shift):
    return TeamAppointmentFactory(team=shift.activity.team).user


def at(moment: dt.datetime) -> time_machine.travel:
    return time_machine.travel(moment, tick=False)


def state(assignment: Assignment) -> tuple[str, str, str]:
    assignment.refresh_from_db()
    return assignment.status, assignment.checked_in_way, assignment.checked_out_way


def test_before_the_end_all_as_planned_ticks_everybody_in(shift, lead):
    for _n in range(3):
        AssignmentFactory(shift=shift)
    late = AssignmentFactory(shift=shift, waitlisted=True)
    assert len(actions.all_as_planned(shift, by=lead)) == 3
    assert len(actions.all_as_planned(shift, by=lead)) == 0
    came = Assignment.objects.served().values_list("checked_in_at", "checked_in_way", "checked_out_at")
    assert set(came) == {(clock.now(), "list", None)}
    assert state(late)[0] == "waitlisted"


def test_all_as_planned_is_taken_back_to_what_was_before(shift, lead):
    other = TeamAppointmentFactory(team=shift.activity.team).user
    ticked, unmarked, other_times, confirmed = (AssignmentFactory(shift=shift) for _n in range(4))
    with at(shift.starts_at + 5 * MINUTE):
        actions.check_in(ticked, by=lead)
    with at(shift.ends_at):
        marks = actions.all_as_planned(shift, by=lead)
        assert marks.came == dict.fromkeys([unmarked.pk, other_times.pk, confirmed.pk])
        assert marks.left == {ticked.pk: shift.starts_at + 5 * MINUTE}
        actions.set_times(other_times, came=shift.starts_at, left=shift.ends_at - 5 * MINUTE, by=lead)
        ServiceRecordFactory(assignment=confirmed, volunteer=confirmed.volunteer)
        assert refusal(actions.undo_all_as_planned, shift, marks=marks, by=other) == "changed_since"
        assert actions.undo_all_as_planned(shift, marks=marks, by=lead) == 2
        assert refusal(actions.undo_all_as_planned, shift, marks=marks, by=lead) == "changed_since"
    assert [state(one) for one in (ticked, unmarked, other_times, confirmed)] == [
        ("served", "list", ""),
        ("assigned", "", ""),
        ("served", "list", "list"),
        ("served", "list", "list"),
    ]
    ticked.refresh_from_db()
    assert ticked.checked_in_at == shift.starts_at + 5 * MINUTE


def test_of_whom_it_only_ticked_out_a_later_coming_that_was_entered_since_stays(shift, lead):
    ticked, later = AssignmentFactory(shift=shift), AssignmentFactory(shift=shift)
    with at(shift.starts_at):
        actions.check_in(ticked, by=lead)
        actions.check_in(later, by=lead)
    with at(shift.ends_at + MINUTE):
        marks = actions.all_as_planned(shift, by=lead)
        actions.set_times(later, came=shift.starts_at + 40 * MINUTE, left=shift.ends_at, by=lead)
        assert actions.undo_all_as_planned(shift, marks=marks, by=lead) == 1
    assert (state(ticked), state(later)) == (("served", "list", ""), ("served", "list", "list"))
    assert (later.checked_in_at, later.checked_out_at) == (shift.starts_at + 40 * MINUTE, shift.ends_at)


def test_taken_back_a_substitute_is_looked_for_as_before(shift, lead):
    asked_at = clock.now() - MINUTE
    looking, other = AssignmentFactory(shift=shift, substitute_since=asked_at), AssignmentFactory(shift=shift)
    marks = actions.all_as_planned(shift, by=lead)
    # So a session keeps it.
    kept = json.loads(json.dumps(marks.as_json()))
    actions.undo_all_as_planned(shift, marks=PlannedMarks.from_json(kept), by=lead)
    assert (state(looking)[0], looking.substitute_since) == ("assigned", asked_at)
    assert (state(other)[0], other.substitute_since) == ("assigned", None)


def test_after_the_end_all_as_planned_says_the_times_of_the_shift(shift, lead):
    ticked, unmarked, absent, scanned = (AssignmentFactory(shift=shift) for _n in range(4))
    with at(shift.starts_at + 5 * MINUTE):
        actions.check_in(ticked, by=lead)
        actions.mark_absent(absent, by=lead)
        actions.check_in(scanned, way="card", by=lead)
    with at(shift.ends_at):
        assert len(actions.all_as_planned(shift, by=lead)) == 2
    assert [state(one) for one in (ticked, unmarked, absent, scanned)] == [
        ("served", "list", "list"),
        ("served", "list", "list"),
        ("absent", "", ""),
        # Whoever was scanned in and forgot to check out is asked for one by one.
        ("served", "card", ""),
    ]
    assert (unmarked.checked_in_at, unmarked.checked_out_at) == (shift.starts_at, shift.ends_at)
    assert ticked.checked_in_at == shift.starts_at + 5 * MINUTE
