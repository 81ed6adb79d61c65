"""Giving a place on a shift up, and looking for a substitute; races are in test_assignments_races.py."""

import datetime as dt

import pytest
import time_machine

from common.time import clock
from tests.factories import (
    ActivityFactory,
    AssignmentFactory,
    ResidentFactory,
    ShiftFactory,
    StaffFactory,
    VolunteerFactory,
)
from tests.support.refusals import refusal
from tests.support.registrations import heard
from tests.support.shifts import fresh, join, lead_of, state, volunteer_user
from volunteers.actions import locks
from volunteers.actions.assignments import (
    confirm_coming,
    find_substitute,
    find_substitute_by_link,
    keep_place,
    sign_up,
    undo_withdrawal,
    withdraw,
    withdraw_all,
    withdraw_by_link,
)
from volunteers.models import Activity, Volunteer
from volunteers.rules.assignments import possible_assignment_acts

pytestmark = pytest.mark.django_db

HOUR, DAY = dt.timedelta(hours=1), dt.timedelta(days=1)


# --- Withdrawing --------------------------------------------------------------------------------------------------


def test_a_place_that_is_given_up_goes_to_the_head_of_the_queue():
    shift = ShiftFactory(capacity=1)
    seated, head, last = join(shift), join(shift), join(shift)

    withdraw(seated, reason="发烧了", by=seated.by)

    assert state(shift) == ([head.volunteer_id], [last.volunteer_id])
    assert fresh(seated).reason == "发烧了"
    assert heard(head.person) == ["shift_waitlisted", "shift_promoted"]
    assert heard(seated.person) == ["shift_signed_up", "shift_withdrawn"]


def test_the_queue_passes_over_who_pauses_or_is_elsewhere_and_they_keep_their_place():
    shift = ShiftFactory(capacity=1)
    seated, paused, elsewhere, third = join(shift), join(shift), join(shift), join(shift)
    Volunteer.objects.filter(pk=paused.volunteer_id).update(status="paused")
    other = ShiftFactory(activity=ActivityFactory(team=shift.activity.team, starts_at=shift.starts_at))
    AssignmentFactory(shift=other, volunteer=elsewhere.volunteer)

    withdraw(seated, by=seated.by)

    assert state(shift) == ([third.volunteer_id], [paused.volunteer_id, elsewhere.volunteer_id])


def test_less_than_a_day_before_the_lead_hears_at_once_and_earlier_does_not():
    soon = ShiftFactory(activity=ActivityFactory(starts_at=clock.now() + 20 * HOUR, lead=ResidentFactory()))
    later = ShiftFactory(activity=ActivityFactory(starts_at=clock.now() + 30 * HOUR, lead=ResidentFactory()))
    for shift in (soon, later):
        one = join(shift)
        withdraw(one, by=one.by)

    assert heard(soon.activity.lead.person) == ["shift_late_withdrawal"]
    assert heard(later.activity.lead.person) == []


def test_after_the_deadline_one_does_not_withdraw_but_looks_for_a_substitute():
    shift = ShiftFactory(activity=ActivityFactory(starts_at=clock.now() + HOUR, withdraw_hours=2))
    one = join(shift)
    with time_machine.travel(clock.now() + 11 * dt.timedelta(minutes=1), tick=False):
        assert refusal(withdraw, one, by=one.by) == "too_late"
        assert refusal(withdraw_by_link, one) == "too_late"
        assert find_substitute(one, by=one.by).substitute_since == clock.now()
    assert fresh(one).is_assigned


def test_just_after_signing_up_one_takes_it_back_also_after_the_deadline():
    shift = ShiftFactory(activity=ActivityFactory(starts_at=clock.now() + HOUR, withdraw_hours=2))
    one = join(shift)

    assert withdraw(one, by=one.by).is_withdrawn


def test_the_lead_takes_somebody_off_with_a_reason_that_is_told_also_after_the_deadline():
    shift = ShiftFactory(activity=ActivityFactory(starts_at=clock.now() + HOUR, withdraw_hours=2))
    one = join(shift)
    lead = lead_of(shift)
    with time_machine.travel(clock.now() + 11 * dt.timedelta(minutes=1), tick=False):
        assert refusal(withdraw, one, by=lead) == "no_reason"
        withdraw(one, reason="人手够了", by=lead)

    notice = one.person.notifications.filter(kind="shift_withdrawn").get()
    assert "人手够了" in notice.title


def test_a_lead_is_offered_no_more_with_the_own_place_than_the_act_allows():
    """After the deadline the page offers a lead to take others off, and of the own place to look for a substitute."""
    shift = ShiftFactory(activity=ActivityFactory(starts_at=clock.now() + HOUR, withdraw_hours=2))
    lead, one = lead_of(shift), join(shift)
    own = sign_up(shift, volunteer=VolunteerFactory(team=shift.activity.team, person=lead.person), by=lead)
    with time_machine.travel(clock.now() + 11 * dt.timedelta(minutes=1), tick=False):
        assert possible_assignment_acts(one, lead) == {"withdraw", "find_substitute"}
        assert possible_assignment_acts(own, lead) == {"find_substitute"}
        assert refusal(withdraw, own, reason="病了", by=lead) == "too_late"


def test_once_the_shift_has_begun_nobody_withdraws():
    shift = ShiftFactory()
    one = join(shift)
    with time_machine.travel(shift.starts_at + HOUR, tick=False):
        assert refusal(withdraw, one, by=one.by) == "begun"


def test_a_withdrawal_is_taken_back_within_ten_minutes_with_the_place_or_the_end_of_the_queue():
    shift = ShiftFactory(capacity=1)
    one = join(shift)
    withdraw(one, by=one.by)
    assert undo_withdrawal(one, by=one.by).is_assigned
    waiting = join(shift)
    withdraw(one, by=one.by)

    assert undo_withdrawal(one, by=one.by).is_waitlisted
    assert state(shift) == ([waiting.volunteer_id], [one.volunteer_id])
    withdraw(one, by=one.by)
    with time_machine.travel(clock.now() + 11 * dt.timedelta(minutes=1), tick=False):
        assert refusal(undo_withdrawal, one, by=one.by) == "undo_over"


def test_who_leaves_the_team_gives_all_places_to_come_away():
    shift, past = ShiftFactory(), ShiftFactory(activity=ActivityFactory(past=True))
    one = join(shift)
    served = AssignmentFactory(shift=past, volunteer=one.volunteer, served=True)

    assert withdraw_all(one.volunteer, reason="搬家", by=StaffFactory()) == 1
    assert (fresh(one).status, fresh(served).status) == ("withdrawn", "served")


def test_who_leaves_locks_the_shifts_in_the_order_of_their_keys_whenever_they_are(monkeypatch):
    """As everybody else does, so that two never wait for each other."""
    later = ShiftFactory(activity__starts_at=clock.now() + dt.timedelta(days=9))
    sooner = ShiftFactory(activity__starts_at=clock.now() + dt.timedelta(days=2), activity__team=later.activity.team)
    volunteer = join(later).volunteer
    AssignmentFactory(shift=sooner, volunteer=volunteer)
    locked, lock_shift = [], locks.lock_shift
    monkeypatch.setattr(locks, "lock_shift", lambda pk: locked.append(pk) or lock_shift(pk))

    withdraw_all(volunteer, reason="搬家", by=StaffFactory())
    assert locked[:2] == [later.pk, sooner.pk]


# --- A substitute -------------------------------------------------------------------------------------------------


def test_who_looks_for_a_substitute_keeps_the_place_until_somebody_takes_it_over():
    shift = ShiftFactory(capacity=1, activity=ActivityFactory(lead=ResidentFactory()))
    one = join(shift)
    could, _user = volunteer_user(shift.activity.team)
    other_kind, _user = volunteer_user(shift.activity.team, kinds=["culture"])

    find_substitute(one, by=one.by)

    assert fresh(one).is_assigned
    assert heard(shift.activity.lead.person) == ["shift_substitute_looked_for"]
    assert heard(could.person) == ["shift_substitute_wanted"]
    assert heard(other_kind.person) == []

    after = join(shift)

    assert (after.is_assigned, after.took_over_id) == (True, one.pk)
    assert state(shift) == ([after.volunteer_id], [])
    assert heard(one.person) == ["shift_signed_up", "shift_taken_over"]
    assert refusal(undo_withdrawal, one, by=one.by) == "taken_over"


def test_who_waits_for_a_place_takes_it_over_at_once():
    shift = ShiftFactory(capacity=1)
    one, waiting = join(shift), join(shift)

    assert find_substitute_by_link(one).is_withdrawn
    assert state(shift) == ([waiting.volunteer_id], [])


def test_one_who_comes_after_all_keeps_the_place_and_the_next_waits():
    shift = ShiftFactory(capacity=1)
    one = join(shift)
    find_substitute(one, by=one.by)
    assert refusal(find_substitute, one, by=one.by) == "already_looking"

    keep_place(one, by=one.by)

    assert join(shift).is_waitlisted
    assert refusal(keep_place, one, by=one.by) == "not_looking"


def test_i_come_is_kept_once():
    one = join(ShiftFactory())
    first = confirm_coming(one).confirmed_at

    assert first is not None
    assert confirm_coming(one).confirmed_at == first


def test_a_cancelled_activity_is_no_longer_answered():
    one = join(ShiftFactory())
    Activity.objects.update(status="cancelled", cancel_reason="下雨")

    assert refusal(confirm_coming, one) == "cancelled"
    assert refusal(withdraw_by_link, one) == "cancelled"
