"""Races on shifts, stepped through the bad order of things on two real connections, and their controls.

A control runs the same body with the guard taken away and must see the harm, which proves that the test can fail.
"""

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

import pytest
from django.db import connection, transaction

from accounts.models import User
from common.exceptions import Refused
from tests.factories import (
    ActivityFactory,
    AssignmentFactory,
    NeighbourFactory,
    ShiftFactory,
    StaffFactory,
    VolunteerFactory,
)
from tests.support.racing import Rival, all_at_once, while_open
from tests.support.raw_sql import delete_all_rows
from tests.support.shifts import state
from volunteers.actions import assignments, locks
from volunteers.actions.activities import change_activity
from volunteers.actions.check_in import check_in
from volunteers.models import Activity, Assignment, Shift, Volunteer

pytestmark = pytest.mark.django_db(transaction=True)

CLIENTS = 20


@pytest.fixture
def staff() -> User:
    return StaffFactory()


@pytest.fixture
def shift_unlocked(monkeypatch):
    """The actions read the shift without locking it."""

    def read(pk: int) -> Shift:
        return Shift.objects.select_related("activity__team").get(pk=pk)

    monkeypatch.setattr(locks, "lock_shift", read)


@pytest.fixture
def volunteer_unlocked(monkeypatch):
    """The actions read the volunteer without locking the row."""
    monkeypatch.setattr(assignments, "_locked", lambda volunteer: volunteer)


@contextmanager
def without(model: Any, name: str) -> Iterator[None]:
    """Take a constraint away; put it back once the rows that break it are gone."""
    (constraint,) = (one for one in model._meta.constraints if one.name == name)
    with connection.schema_editor() as editor:
        editor.remove_constraint(model, constraint)
    try:
        yield
    finally:
        delete_all_rows(["volunteers_assignment", "volunteers_shift"])
        with connection.schema_editor() as editor:
            editor.add_constraint(model, constraint)


def volunteer_of(shift: Shift) -> Volunteer:
    return VolunteerFactory(team=shift.activity.team, person=NeighbourFactory(birth_year=1960))


# --- Two on the last place ----------------------------------------------------------------------------------------


def two_on_the_last_place(staff: User) -> tuple[Shift, list[int], bool, object]:
    shift = ShiftFactory(capacity=1)
    first, second = volunteer_of(shift), volunteer_of(shift)
    waited, answer = while_open(
        lambda: assignments.sign_up(shift, volunteer=first, by=staff),
        lambda: assignments.sign_up(shift, volunteer=second, by=staff),
    )
    shift.refresh_from_db()
    return shift, [first.pk, second.pk], waited, answer


def test_of_two_on_the_last_place_one_gets_it_and_the_other_the_head_of_the_queue(staff):
    shift, (first, second), waited, _answer = two_on_the_last_place(staff)

    assert waited
    assert state(shift) == ([first], [second])
    assert shift.seats_taken == 1


def test_the_check_alone_still_keeps_the_shift_from_being_overfilled(staff, shift_unlocked):
    shift, (first, _second), _waited, answer = two_on_the_last_place(staff)

    assert isinstance(answer, Refused)
    assert answer.code == "shift_not_overfilled"
    assert state(shift) == ([first], [])


def test_control_without_lock_and_check_the_shift_is_overfilled(staff, shift_unlocked):
    with without(Shift, "shift_not_overfilled"):
        shift, keys, _waited, _answer = two_on_the_last_place(staff)

        assert state(shift) == (keys, [])
        assert shift.seats_taken == 2


# --- One volunteer on two shifts at once ----------------------------------------------------------------------------


def one_on_two_shifts(staff: User) -> tuple[Volunteer, bool, object]:
    shift = ShiftFactory()
    other = ShiftFactory(activity=ActivityFactory(team=shift.activity.team, starts_at=shift.starts_at))
    volunteer = volunteer_of(shift)
    waited, answer = while_open(
        lambda: assignments.sign_up(shift, volunteer=volunteer, by=staff),
        lambda: assignments.sign_up(other, volunteer=volunteer, by=staff),
    )
    return volunteer, waited, answer


def test_of_two_shifts_at_one_time_a_volunteer_gets_the_first_and_hears_why_not_the_second(staff):
    volunteer, waited, answer = one_on_two_shifts(staff)

    assert waited
    assert isinstance(answer, Refused)
    assert answer.code == "busy"
    assert volunteer.assignments.count() == 1


def test_the_exclusion_constraint_alone_still_keeps_a_volunteer_from_two_shifts_at_once(staff, volunteer_unlocked):
    volunteer, _waited, answer = one_on_two_shifts(staff)

    assert isinstance(answer, Refused)
    assert answer.code == "assignment_one_shift_at_a_time"
    assert volunteer.assignments.count() == 1


def test_control_without_lock_and_constraint_a_volunteer_is_on_two_shifts_at_once(staff, volunteer_unlocked):
    with without(Assignment, "assignment_one_shift_at_a_time"):
        volunteer, _waited, _answer = one_on_two_shifts(staff)

        assert volunteer.assignments.seated().count() == 2


# --- The queue against everything else ----------------------------------------------------------------------------


def two_stand_in(staff: User) -> tuple[Shift, list[int]]:
    """Two sign up at the same moment for a full shift on which one looks for a substitute."""
    shift = ShiftFactory(capacity=1)
    looking, first, second = (volunteer_of(shift) for _ in range(3))
    one = assignments.sign_up(shift, volunteer=looking, by=staff)
    assignments.find_substitute(one, by=staff)
    while_open(
        lambda: assignments.sign_up(shift, volunteer=first, by=staff),
        lambda: assignments.sign_up(shift, volunteer=second, by=staff),
    )
    return shift, [first.pk, second.pk]


def test_one_place_that_looks_for_a_substitute_is_taken_over_by_one(staff):
    shift, (first, second) = two_stand_in(staff)

    assert state(shift) == ([first], [second])


def test_control_without_the_lock_the_second_does_not_get_into_the_queue(staff, shift_unlocked):
    shift, (first, _second) = two_stand_in(staff)

    assert state(shift) == ([first], [])


def test_who_signs_up_while_the_activity_is_cancelled_is_told(staff):
    shift = ShiftFactory()
    volunteer = volunteer_of(shift)

    def cancel() -> None:
        locks.lock_activity(shift.activity_id)
        Activity.objects.filter(pk=shift.activity_id).update(status="cancelled", cancel_reason="下雨")

    waited, answer = while_open(cancel, lambda: assignments.sign_up(shift, volunteer=volunteer, by=staff))

    assert waited
    assert isinstance(answer, Refused)
    assert answer.code == "cancelled"


def test_twenty_phones_on_the_last_place(staff):
    shift = ShiftFactory(capacity=1)
    volunteers = [volunteer_of(shift) for _ in range(CLIENTS)]

    answers = all_at_once([lambda one=one: assignments.sign_up(shift, volunteer=one, by=staff) for one in volunteers])

    assert all(isinstance(answer, Assignment) for answer in answers)
    seated, waiting = state(shift)
    assert (len(seated), len(waiting)) == (1, CLIENTS - 1)
    shift.refresh_from_db()
    assert shift.seats_taken == 1


def test_a_tick_at_the_place_and_a_change_of_the_activity_follow_each_other(staff):
    """Both lock the activity first; in the other order one of them would be ended as a deadlock."""
    shift = ShiftFactory(activity=ActivityFactory(past=True))
    one = AssignmentFactory(shift=shift)
    change = Rival(lambda: change_activity(shift.activity, bring="手套", by=staff))

    with transaction.atomic():
        locks.lock_shift(shift.pk)
        assert change.go().waits()
        check_in(one, by=staff)

    assert change.result().bring == "手套"
    one.refresh_from_db()
    assert one.is_served


def test_whoever_leaves_the_team_locks_everything_before_places_go_on(staff, monkeypatch):
    """Whoever gets the first place signs up for the second shift at that moment; nobody is refused as busy."""
    first = ShiftFactory(capacity=1)
    later = ActivityFactory(team=first.activity.team, starts_at=first.ends_at)
    second = ShiftFactory(activity=later, capacity=2)
    leaver, other = volunteer_of(first), volunteer_of(first)
    for shift in (first, second):
        assignments.sign_up(shift, volunteer=leaver, by=staff)
    assignments.sign_up(first, volunteer=other, by=staff)
    rival = Rival(lambda: assignments.sign_up(second, volunteer=other, by=staff))
    promote, promoted = assignments.promote_waiting, []

    def promote_and_let_the_rival_go(shift):
        promoted.append(promote(shift))
        if len(promoted) == 1:
            assert rival.go().waits()
        return promoted[-1]

    monkeypatch.setattr(assignments, "promote_waiting", promote_and_let_the_rival_go)
    with transaction.atomic():
        assignments.withdraw_all(leaver, reason="搬家", by=staff)

    assert rival.result().is_assigned
    assert (state(first), state(second)) == (([other.pk], []), ([other.pk], []))
