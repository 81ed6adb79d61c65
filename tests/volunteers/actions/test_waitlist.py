"""Free places go to those who wait and can come; whoever cannot keeps the place in the queue and blocks nobody."""

import datetime as dt

import pytest
import time_machine

from accounts.actions.consent import withdraw_consent
from common.time import clock
from tests.factories import ActivityFactory, ShiftFactory, StaffFactory
from tests.support.refusals import refusal
from tests.support.registrations import heard
from tests.support.shifts import fresh, join, lead_of, state, volunteer_user
from volunteers.actions.activities import cancel_activity, remove_shift
from volunteers.actions.assignments import (
    find_substitute,
    find_substitute_by_link,
    keep_place,
    sign_up,
    undo_withdrawal,
    withdraw,
    withdraw_by_link,
)
from volunteers.actions.waitlist import fill_free_places
from volunteers.models import Shift, Volunteer

pytestmark = pytest.mark.django_db

HOUR = dt.timedelta(hours=1)


def pause(assignment, status="paused"):
    Volunteer.objects.filter(pk=assignment.volunteer_id).update(status=status)


def test_whoever_cannot_come_keeps_the_place_in_the_queue_and_keeps_nobody_out():
    shift = ShiftFactory(capacity=1)
    seated, paused = join(shift), join(shift)
    pause(paused)
    withdraw(seated, by=seated.by)

    newcomer = join(shift)

    assert state(shift) == ([newcomer.volunteer_id], [paused.volunteer_id])
    assert newcomer.is_assigned
    assert heard(newcomer.person) == ["shift_promoted"]


def test_once_the_pause_is_over_the_next_free_place_is_theirs():
    shift = ShiftFactory(capacity=1)
    seated, paused = join(shift), join(shift)
    pause(paused)
    withdraw(seated, by=seated.by)
    assert fill_free_places() == 0
    pause(paused, "active")

    assert fill_free_places() == 1
    assert state(shift) == ([paused.volunteer_id], [])
    assert fill_free_places() == 0


def test_whoever_no_longer_agrees_to_the_notice_is_given_no_place():
    shift = ShiftFactory(capacity=1)
    seated, waiting = join(shift), join(shift)
    withdraw_consent(waiting.person, by=waiting.by)

    withdraw(seated, by=seated.by)

    assert state(shift) == ([], [waiting.volunteer_id])


def test_whoever_stands_in_is_seated_also_where_somebody_waits_who_cannot_come():
    shift = ShiftFactory(capacity=1)
    seated, paused = join(shift), join(shift)
    pause(paused)
    find_substitute(seated, by=seated.by)

    after = join(shift)

    assert (after.is_assigned, after.took_over_id) == (True, seated.pk)
    assert state(shift) == ([after.volunteer_id], [paused.volunteer_id])


def test_while_places_are_free_nobody_is_relieved():
    shift = ShiftFactory(capacity=3)
    one = join(shift)
    find_substitute(one, by=one.by)

    other = join(shift)

    assert state(shift) == ([one.volunteer_id, other.volunteer_id], [])


def test_a_cancelled_activity_keeps_nobody_busy():
    shift = ShiftFactory(capacity=1)
    volunteer, user = volunteer_user(shift.activity.team)
    one, waiting = sign_up(shift, volunteer=volunteer, by=user), join(shift)
    instead = ShiftFactory(activity=ActivityFactory(team=volunteer.team, starts_at=shift.starts_at))

    cancel_activity(shift.activity, reason="下雨", by=StaffFactory())

    assert (fresh(one).status, fresh(one).reason, fresh(waiting).status) == ("withdrawn", "下雨", "withdrawn")
    assert sign_up(instead, volunteer=volunteer, by=user).is_assigned


# --- Giving a place up, and taking that back


def test_whoever_has_left_or_pauses_does_not_take_a_withdrawal_back():
    shift = ShiftFactory()
    one = join(shift)
    withdraw(one, by=one.by)
    pause(one)
    assert refusal(undo_withdrawal, one, by=one.by) == "paused"
    pause(one, "left")
    assert refusal(undo_withdrawal, one, by=one.by) == "not_a_member"


def test_whom_the_lead_took_off_the_lead_puts_back():
    shift = ShiftFactory()
    one, lead = join(shift), lead_of(shift)
    withdraw(one, reason="人手够了", by=lead)

    assert refusal(undo_withdrawal, one, by=one.by) == "withdrawn_by_another"
    assert undo_withdrawal(one, by=lead).is_assigned


def test_whoever_is_given_a_place_after_the_deadline_may_decline_it():
    shift = ShiftFactory(capacity=1, activity=ActivityFactory(starts_at=clock.now() + 5 * HOUR, withdraw_hours=2))
    seated, waiting = join(shift), join(shift)
    with time_machine.travel(shift.starts_at - HOUR, tick=False):
        withdraw(seated, reason="人手够了", by=lead_of(shift))
    with time_machine.travel(shift.starts_at - HOUR / 2, tick=False):
        assert fresh(waiting).is_assigned
        assert withdraw_by_link(waiting).is_withdrawn


def test_those_who_could_stand_in_are_asked_once_however_often_one_changes_ones_mind():
    shift = ShiftFactory(capacity=1)
    one = join(shift)
    could, _user = volunteer_user(shift.activity.team)
    for _ in range(3):
        find_substitute_by_link(one)
        keep_place(one, by=one.by)

    assert heard(could.person) == ["shift_substitute_wanted"]


def test_whoever_is_relieved_does_not_learn_by_whom():
    shift = ShiftFactory(capacity=1)
    one = join(shift)
    find_substitute(one, by=one.by)
    after = join(shift)

    assert after.person.name not in one.person.notifications.get(kind="shift_taken_over").title


def test_a_shift_on_which_one_took_anothers_place_is_removed_once_both_have_withdrawn():
    activity = ActivityFactory()
    shift, _other = ShiftFactory(activity=activity, capacity=1), ShiftFactory(activity=activity)
    one = join(shift)
    find_substitute(one, by=one.by)
    after = join(shift)
    withdraw(after, by=after.by)

    remove_shift(shift, by=StaffFactory())

    assert not Shift.objects.filter(pk=shift.pk).exists()
