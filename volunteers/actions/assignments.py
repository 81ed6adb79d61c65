"""Signing up for a shift, withdrawing, finding a substitute. Every act locks the shift first: the queue is fair."""

import datetime as dt
import uuid

from accounts.models import User
from accounts.notifications.send import send_notices
from common.actions import action
from common.db import prepared
from common.exceptions import require_reason
from common.time import clock
from volunteers.actions import locks
from volunteers.actions.waitlist import next_in_queue, promote_waiting
from volunteers.models import Assignment, Shift, Volunteer
from volunteers.notifications import assignments as notifications
from volunteers.rules.assignments import (
    AssignmentAct,
    is_late_withdrawal,
    is_leading,
    require_assignment_act_possible,
    require_can_serve,
    require_free_at_that_time,
    require_may_act_for,
    require_may_sign_up,
    require_own_withdrawal,
    require_shift_not_begun,
    require_shift_takes_place,
    require_sign_up_still_stands,
)
from volunteers.rules.substitutes import volunteers_who_could_serve
from volunteers.selectors.assignments import SignUpFacts, assignment_made_by_form

# What giving a place up changes, and taking that back.
GIVEN_UP = ["status", "withdrawn_at", "withdrawn_by", "queued_at", "substitute_since", "placed_at"]

# --- Signing up ---------------------------------------------------------------------------------------------------


@action
def sign_up(
    shift: Shift, *, volunteer: Volunteer, words: str = "", by: User, token: uuid.UUID | None = None
) -> Assignment:
    """Sign a volunteer up for a shift: a place, or the last one in the queue when none is free.

    Free places belong to the queue first, to those of it who can come. Where no place is free and somebody looks for
    a substitute, whoever signs up takes that place over. `words` are for the lead. `token` is that of the form: the
    same form sent again is answered by the assignment that it has made. Raises Refused with the reason: consent,
    membership, age, skill, another shift at that time, cancelled, begun.
    """
    shift = locks.lock_shift(shift.pk)
    volunteer = _locked(volunteer)
    facts = SignUpFacts.read(shift, volunteer, by=by, token=token)
    if facts.token_is_used:
        made = assignment_made_by_form(shift, by=by, token=token)
        if made and made.volunteer_id == volunteer.pk:
            require_sign_up_still_stands(made)
            made.already_made = True
            return made
        token = None  # The form was filled in anew for somebody else.
    require_may_sign_up(shift, volunteer, by=by, facts=facts)
    _require_may_join(shift, volunteer, facts)
    assignment = Assignment(
        shift=shift,
        volunteer=volunteer,
        person=volunteer.person,
        starts_at=shift.starts_at,
        ends_at=shift.ends_at,
        words=words.strip(),
        by=by,
        token=token,
    )
    _place_or_queue(assignment, facts)
    prepared.insert_row(assignment, audited=True)
    _promote_or_confirm(assignment, by=by)
    return assignment


def _relieve(shift: Shift, key: int) -> Assignment:
    """Whoever looks for a substitute has found one, and the place is free. The shift is locked."""
    relieved = shift.assignments.select_related("person").get(pk=key)
    relieved.shift = shift
    relieved.status, relieved.withdrawn_at, relieved.substitute_since = (
        Assignment.Status.WITHDRAWN,
        clock.now(),
        None,
    )
    relieved.save(update_fields=["status", "withdrawn_at", "substitute_since"])
    shift.refresh_from_db(fields=["seats_taken"])
    return relieved


def _locked(volunteer: Volunteer) -> Volunteer:
    """The volunteer as it is now, locked after the shift: two shifts of one volunteer wait for each other here."""
    person = volunteer.person
    volunteer = prepared.lock_row(Volunteer, volunteer.pk)
    volunteer.person = person
    return volunteer


def _require_may_join(shift: Shift, volunteer: Volunteer, facts: SignUpFacts) -> None:
    require_shift_takes_place(shift)
    require_shift_not_begun(shift)
    require_can_serve(shift, volunteer)
    require_free_at_that_time(facts.busy_assignment)


def _place_or_queue(assignment: Assignment, facts: SignUpFacts) -> None:
    """A place that is free or taken over, or the last one in the queue. The shift is locked.

    A place in the queue comes after all that were given before, whatever the clock of this machine says: the lock
    decides who comes first.
    """
    shift, last = assignment.shift, facts.last_queued_at
    assignment.status, assignment.queued_at = Assignment.Status.ASSIGNED, None
    assignment.withdrawn_at = assignment.withdrawn_by = None
    if not shift.seats_left and facts.looking is not None:
        assignment.took_over = _relieve(shift, facts.looking)
    elif not shift.seats_left or last is not None:
        assignment.status, assignment.queued_at = Assignment.Status.WAITLISTED, clock.now()
        if last is not None:
            assignment.queued_at = max(assignment.queued_at, last + dt.timedelta(microseconds=1))


def _promote_or_confirm(assignment: Assignment, *, by: User) -> None:
    """Those who wait may all be such as cannot come; then the place is for the one who has just joined the queue."""
    if assignment.is_waitlisted and assignment.shift.seats_left:
        promoted = promote_waiting(assignment.shift)
        if assignment.pk in {one.pk for one in promoted}:
            assignment.refresh_from_db(fields=["status", "queued_at", "placed_at"])
            return
    said = notifications.waitlisted if assignment.is_waitlisted else notifications.signed_up
    send_notices([said(assignment, by=by)])
    if assignment.took_over:
        send_notices(notifications.taken_over(assignment.took_over, assignment, by=by))


# --- Withdrawing --------------------------------------------------------------------------------------------------


@action
def withdraw(assignment: Assignment, *, reason: str = "", by: User) -> Assignment:
    """“I can't come”: give the place or the place in the queue up; who waits moves up. Raises Refused.

    Less than 24 hours before the shift the lead is told at once. Within ten minutes of signing up this is the undo.
    Who leads the team takes somebody off with a reason, which the volunteer reads, also after the deadline.
    """
    assignment = locks.lock_assignment(assignment)
    require_may_act_for(by, assignment.volunteer, assignment.shift)
    leads = is_leading(by, assignment)
    require_assignment_act_possible(AssignmentAct.WITHDRAW, assignment, leads=leads)
    if leads:
        require_reason(reason)
    return _withdraw(assignment, reason=reason, by=by)


@action
def withdraw_by_link(assignment: Assignment) -> Assignment:
    """“I can't come”, answered by the link of a reminder, which only the volunteer has. Raises Refused."""
    assignment = locks.lock_assignment(assignment)
    require_assignment_act_possible(AssignmentAct.WITHDRAW, assignment)
    return _withdraw(assignment, reason="", by=None)


def _withdraw(assignment: Assignment, *, reason: str, by: User | None) -> Assignment:
    """The shift and the assignment are locked."""
    late = is_late_withdrawal(assignment.shift) and assignment.is_assigned
    assignment.status = Assignment.Status.WITHDRAWN
    assignment.withdrawn_at, assignment.withdrawn_by = clock.now(), by
    assignment.queued_at = assignment.substitute_since = assignment.placed_at = None
    assignment.reason = reason.strip()
    assignment.save(update_fields=[*GIVEN_UP, "reason"])
    send_notices([notifications.withdrawn(assignment, by=by)])
    promoted = promote_waiting(assignment.shift)
    if late:
        send_notices(notifications.late_withdrawal(assignment, promoted[:1], by=by))
    return assignment


@action
def undo_withdrawal(assignment: Assignment, *, by: User) -> Assignment:
    """Take a withdrawal back within ten minutes: a place that is still free, else the end of the queue.

    Raises Refused, also where the volunteer has signed up for something else at that time.
    """
    assignment = locks.lock_assignment(assignment)
    require_may_act_for(by, assignment.volunteer, assignment.shift)
    if not assignment.is_withdrawn:
        return assignment
    require_assignment_act_possible(AssignmentAct.UNDO, assignment)
    require_own_withdrawal(assignment, by)
    volunteer = _locked(assignment.volunteer)
    facts = SignUpFacts.read(assignment.shift, volunteer, by=by)
    require_may_sign_up(assignment.shift, volunteer, by=by, facts=facts)
    _require_may_join(assignment.shift, volunteer, facts)
    _place_or_queue(assignment, facts)
    assignment.reason = ""
    assignment.save(update_fields=[*GIVEN_UP, "reason", "took_over"])
    _promote_or_confirm(assignment, by=by)
    return assignment


def withdraw_all(volunteer: Volunteer, *, reason: str, by: User) -> int:
    """Somebody pauses or leaves: all places of shifts to come go to others; return how many. Raises Refused."""
    to_come = Assignment.objects.filter(
        volunteer=volunteer,
        status__in=[Assignment.Status.ASSIGNED, Assignment.Status.WAITLISTED],
        starts_at__gt=clock.now(),
    )
    # All that is to be locked, in the one order: places that come free lock those who wait for them.
    assignments = list(to_come.order_by("shift_id", "pk"))
    for one in assignments:
        locks.lock_shift(one.shift_id)
    locks.lock_waiting([one.shift_id for one in assignments], volunteer.pk)
    for one in assignments:
        locked = locks.lock_assignment(one)
        if locked.is_assigned or locked.is_waitlisted:
            _withdraw(locked, reason=reason, by=by)
    return len(assignments)


# --- A substitute -------------------------------------------------------------------------------------------------


@action
def find_substitute(assignment: Assignment, *, by: User) -> Assignment:
    """“Find me a substitute”: the volunteer keeps the place until somebody takes it over. Raises Refused.

    Whoever waits for a place gets this one at once. Else the lead and those who could come are told.
    """
    assignment = locks.lock_assignment(assignment)
    require_may_act_for(by, assignment.volunteer, assignment.shift)
    return _find_substitute(assignment, by=by)


@action
def find_substitute_by_link(assignment: Assignment) -> Assignment:
    """“Find me a substitute”, answered by the link of a reminder. Raises Refused."""
    return _find_substitute(locks.lock_assignment(assignment), by=None)


def _find_substitute(assignment: Assignment, *, by: User | None) -> Assignment:
    require_assignment_act_possible(AssignmentAct.FIND_SUBSTITUTE, assignment)
    shift = assignment.shift
    if next_in_queue(shift, at_most=1):
        return _withdraw(assignment, reason="", by=by)
    asked_before = assignment.asked_at
    assignment.substitute_since = assignment.asked_at = clock.now()
    assignment.save(update_fields=["substitute_since", "asked_at"])
    # Whoever changes their mind again and again does not ask everybody again and again.
    if asked_before is None:
        could = volunteers_who_could_serve(shift)
        send_notices(
            [
                *notifications.looks_for_substitute(assignment, by=by),
                *(notifications.substitute_wanted(one, shift) for one in could),
            ]
        )
    return assignment


@action
def keep_place(assignment: Assignment, *, by: User) -> Assignment:
    """Look for no substitute any longer: “I come after all”. Raises Refused when somebody has taken the place."""
    assignment = locks.lock_assignment(assignment)
    require_may_act_for(by, assignment.volunteer, assignment.shift)
    require_assignment_act_possible(AssignmentAct.KEEP, assignment)
    assignment.substitute_since = None
    assignment.confirmed_at = clock.now()
    assignment.save(update_fields=["substitute_since", "confirmed_at"])
    return assignment


# --- The answer to a reminder -------------------------------------------------------------------------------------


@action
def confirm_coming(assignment: Assignment) -> Assignment:
    """“Yes, I come”: by the link of a reminder, or on the own page. Again changes nothing. Raises Refused."""
    assignment = locks.lock_assignment(assignment)
    require_shift_takes_place(assignment.shift)
    if assignment.is_assigned and (assignment.confirmed_at is None or assignment.substitute_since):
        assignment.confirmed_at, assignment.substitute_since = clock.now(), None
        assignment.save(update_fields=["confirmed_at", "substitute_since"])
    return assignment
