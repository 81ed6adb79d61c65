"""The database keeps the invariants of assignments by itself: raw SQL and bulk writes cannot break them."""

import datetime as dt
import uuid

import pytest

from common.time import clock
from tests.factories import (
    ActivityFactory,
    AssignmentFactory,
    NeighbourFactory,
    ShiftFactory,
    UserFactory,
    VolunteerFactory,
)
from tests.support.raw_sql import copy, refused, run, update, without_trigger
from volunteers.models import Assignment

pytestmark = pytest.mark.django_db

HOUR = dt.timedelta(hours=1)
NOW = clock.now()

# What raw SQL sets on somebody who has signed up, and the constraint that answers.
BREAKS = {
    "assignment_status_known": {"status": "lost"},
    "assignment_waiting_since": {"status": "waitlisted"},
    "assignment_withdrawn_at_with_status": {"status": "withdrawn"},
    "assignment_checked_in_with_status": {"checked_in_at": NOW, "checked_in_way": "list"},
    "assignment_checked_out_after_in": {"checked_out_at": NOW, "checked_out_way": "list"},
    "assignment_told_code_of_digits": {"told_code": "12a4"},
    "assignment_waited_before_it_came": {"waited_since": NOW},
}
# Tested below, since they need other records or another state.
OTHERS = {
    "assignment_once_a_shift",
    "assignment_once_a_form",
    "assignment_one_shift_at_a_time",
    "assignment_substitute_for_a_place",
    "assignment_withdrawn_by_with_status",
}


def test_every_constraint_is_broken_here():
    own = {constraint.name for constraint in Assignment._meta.constraints}
    assert own == BREAKS.keys() | OTHERS


@pytest.mark.parametrize(("name", "columns"), BREAKS.items())
def test_a_wrong_value_is_refused(name, columns):
    assert refused(*update(AssignmentFactory(), **columns)) == name


def test_one_has_one_live_assignment_a_shift_and_any_number_of_withdrawn_ones():
    one = AssignmentFactory()
    withdrawn = {"status": "withdrawn", "withdrawn_at": NOW, "answer_code": "x"}

    assert refused(*copy(one, answer_code="y", status="absent")) == "assignment_once_a_shift"
    run(*copy(one, **withdrawn))


def test_a_form_makes_one_assignment():
    token = uuid.uuid4()
    one = AssignmentFactory(token=token)
    other = AssignmentFactory(by=one.by)

    assert (
        refused(*copy(other, answer_code="y", token=token, status="withdrawn", withdrawn_at=NOW))
        == "assignment_once_a_form"
    )


def overlapping(one: Assignment) -> Assignment:
    """The same volunteer waits for a shift that begins an hour later, before the first is over."""
    activity = ActivityFactory(team=one.volunteer.team, starts_at=one.starts_at + HOUR)
    return AssignmentFactory(shift=ShiftFactory(activity=activity), volunteer=one.volunteer, waitlisted=True)


def test_nobody_is_on_two_shifts_at_once():
    one = AssignmentFactory()
    assert refused(*update(overlapping(one), status="assigned", queued_at=None)) == "assignment_one_shift_at_a_time"
    after = ActivityFactory(team=one.volunteer.team, starts_at=one.ends_at)
    AssignmentFactory(shift=ShiftFactory(activity=after), volunteer=one.volunteer)


def test_a_shift_takes_the_times_of_its_assignments_along_and_no_volunteer_is_then_on_two():
    one = AssignmentFactory()
    later = ActivityFactory(team=one.volunteer.team, starts_at=one.starts_at + 5 * HOUR)
    other = AssignmentFactory(shift=ShiftFactory(activity=later), volunteer=one.volunteer)

    earlier = other.ends_at - HOUR / 2
    run(*update(other.shift, ends_at=earlier))
    other.refresh_from_db()
    assert other.ends_at == earlier

    assert refused(*update(other.shift, starts_at=one.starts_at)) == "assignment_one_shift_at_a_time"
    assert refused(*update(other, ends_at=other.ends_at + HOUR)) == "assignment_time_of_shift"


def test_an_assignment_is_of_the_volunteers_own_person():
    one = AssignmentFactory()
    assert refused(*copy(one, person_id=NeighbourFactory().pk, answer_code="y")) == "assignment_of_volunteer"


def test_only_who_has_withdrawn_was_withdrawn_by_somebody():
    one = AssignmentFactory()
    assert refused(*update(one, withdrawn_by_id=one.by_id)) == "assignment_withdrawn_by_with_status"


def test_only_who_has_a_place_looks_for_a_substitute():
    one = AssignmentFactory(waitlisted=True)
    assert refused(*update(one, substitute_since=NOW)) == "assignment_substitute_for_a_place"


@pytest.mark.parametrize("fields", [{"draft": True}, {"cancelled": True}])
def test_nobody_was_at_an_activity_that_did_not_take_place(fields):
    one = AssignmentFactory(shift=ShiftFactory(activity=ActivityFactory(**fields)))
    here = {"status": "served", "checked_in_at": NOW, "checked_in_way": "list"}

    assert refused(*update(one, **here)) == "assignment_of_published_activity"
    assert refused(*update(one, status="absent")) == "assignment_of_published_activity"


@pytest.mark.parametrize("column", ["shift_id", "volunteer_id", "person_id", "by_id", "created_at", "answer_code"])
def test_whose_an_assignment_is_and_who_entered_it_stays(column):
    one = AssignmentFactory()
    other = {
        "shift_id": lambda: ShiftFactory().pk,
        "volunteer_id": lambda: VolunteerFactory().pk,
        "person_id": lambda: NeighbourFactory().pk,
        "by_id": lambda: UserFactory().pk,
        "created_at": lambda: NOW - HOUR,
        "answer_code": lambda: "another",
    }
    assert refused(*update(one, **{column: other[column]()})) in {
        "assignment_stays",
        "assignment_time_of_shift",
        "assignment_of_volunteer",
    }


def test_places_are_counted_whoever_writes():
    shift = ShiftFactory(capacity=2)
    one, other = AssignmentFactory(shift=shift), AssignmentFactory(shift=shift)
    third = AssignmentFactory(shift=shift, waitlisted=True)

    assert refused(*update(third, status="assigned", queued_at=None)) == "shift_not_overfilled"
    run(*update(one, status="withdrawn", withdrawn_at=NOW))
    run("DELETE FROM volunteers_assignment WHERE id = %s", other.pk)
    run("UPDATE volunteers_shift SET seats_taken = 7 WHERE id = %s", shift.pk)
    shift.refresh_from_db()
    assert shift.seats_taken == 0


def test_control_without_the_trigger_nobody_counts():
    shift = ShiftFactory(capacity=1)
    with without_trigger(Assignment, "assignment_takes_a_place"):
        AssignmentFactory(shift=shift)
        AssignmentFactory(shift=shift)
    shift.refresh_from_db()
    assert (shift.seats_taken, shift.assignments.seated().count()) == (0, 2)
