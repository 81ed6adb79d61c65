"""Who was there: by the QR at the place, by the own code, by the lead's list, by a code told; and taking it back.

Every act locks the shift first and then the assignment, so two leads tick one after the other.
"""

import datetime as dt

from django.db.models import F
from django.utils.translation import gettext as _

from accounts.models import User
from common.actions import action
from common.db import prepared
from common.exceptions import Refused
from common.time import clock
from volunteers.actions import locks
from volunteers.actions.waitlist import promote_waiting
from volunteers.models import Assignment, Shift, Volunteer
from volunteers.rules.all_as_planned import PlannedMarks, planned_end, require_planned_marks, stands_as_planned
from volunteers.rules.check_in import (
    PlaceRelation,
    require_check_in_opened,
    require_leads_here,
    require_may_add,
    require_may_arrive,
    require_may_check_in,
    require_may_check_out,
    require_may_leave,
    require_may_mark_absent,
    require_may_serve,
    require_may_set_times,
    require_may_undo_check_in,
    require_not_over,
    require_others_presence,
    require_place,
    require_receives,
    require_still_believed,
    require_times,
)
from volunteers.selectors.check_in import with_recorded

Status, Way = Assignment.Status, Assignment.Way

# --- The lead and whoever receives people


@action
def check_in(assignment: Assignment, *, way: Assignment.Way = Way.LIST, by: User) -> Assignment:
    """Tick a volunteer in who has come; again changes nothing. Raises Refused.

    After the end of the shift a tick in the list says that the volunteer came as planned; a scan is refused then.
    """
    assignment = locks.lock_assignment(assignment)
    require_may_check_in(PlaceRelation(by, assignment.shift.activity), assignment)
    if way != Way.LIST:
        require_not_over(assignment.shift)
    return _come(assignment, way=way, at=_planned_start(assignment.shift), by=by)


def _planned_start(shift: Shift) -> dt.datetime:
    """When somebody came whom the list ticks in: now, and once the shift is over, when it began."""
    return shift.starts_at if shift.is_over else clock.now()


@action
def check_out(assignment: Assignment, *, way: Assignment.Way = Way.LIST, by: User) -> Assignment:
    """Tick a volunteer out who leaves; again changes nothing. Raises Refused.

    After the end of the shift a tick in the list says that the volunteer stayed until then; a scan says now, and is
    refused long after the end.
    """
    assignment = locks.lock_assignment(assignment)
    require_may_check_out(PlaceRelation(by, assignment.shift.activity), assignment)
    if way != Way.LIST:
        require_still_believed(assignment.shift)
    at_the_end = way == Way.LIST and assignment.shift.is_over
    return _go(assignment, way=way, at=planned_end(assignment) if at_the_end else None, by=by)


@action
def pass_by_code(shift: Shift, *, code: str, by: User) -> Assignment:
    """A volunteer tells the four digits of the reminder: ticked in, or out when already in. Raises Refused.

    A wrong code tells nothing of anybody; the caller counts them (`WRONG_CODES`).
    """
    shift = locks.lock_shift(shift.pk)
    require_receives(PlaceRelation(by, shift.activity))
    require_check_in_opened(shift)
    told = shift.assignments.filter(told_code=code, status__in=[Status.ASSIGNED, Status.SERVED], checked_out_at=None)
    # Two volunteers of one shift may have the same four digits: then nobody knows which of them is here.
    keys = list(told.values_list("pk", flat=True)[:2])
    if len(keys) != 1:
        raise Refused(_("This code fits nobody here. Please look at the list."), code="wrong_code")
    assignment = told.get(pk=keys[0])
    act = check_in if assignment.is_assigned else check_out
    return act(assignment, way=Way.CODE, by=by)


# --- The volunteer, or family, by the QR at the place


@action
def arrive(assignment: Assignment, *, by: User) -> Assignment:
    """“I am here”: the volunteer has scanned the QR at the place. Raises Refused."""
    assignment = locks.lock_assignment(assignment)
    require_may_arrive(PlaceRelation(by, assignment.shift.activity), assignment)
    return _come(assignment, way=Way.PLACE, by=by)


@action
def leave(assignment: Assignment, *, by: User) -> Assignment:
    """“I am leaving”: the volunteer has scanned the QR at the place again. Raises Refused."""
    assignment = locks.lock_assignment(assignment)
    require_may_leave(PlaceRelation(by, assignment.shift.activity), assignment)
    return _go(assignment, way=Way.PLACE, by=by)


# --- The lead's list


@action
def all_as_planned(shift: Shift, *, by: User) -> PlannedMarks:
    """Everybody who is expected was there as planned; return of whom that was written down. Raises Refused.

    Before the end they are ticked in, after it also out, with those whom the list has ticked in. Whoever was scanned
    in and not out stays on the list: that end the lead says one by one. The lead's own line, and those of the family,
    are left to somebody else.
    """
    shift = locks.lock_shift(shift.pk)
    who = PlaceRelation(by, shift.activity)
    require_leads_here(who)
    require_check_in_opened(shift)
    rows = shift.assignments.select_for_update(no_key=True, of=("self",)).order_by("pk")
    marks = PlannedMarks(clock.now())
    for assignment in rows.filter(status__in=[Status.ASSIGNED, Status.SERVED]):
        if who.is_family_of(assignment.person_id):
            continue
        assignment.shift = shift
        _as_planned(assignment, marks, by=by)
    return marks


def _as_planned(assignment: Assignment, marks: PlannedMarks, *, by: User) -> None:
    """The locked assignment is in, and out where the shift is over; what of it is news is noted."""
    shift = assignment.shift
    if assignment.is_assigned:
        marks.came[assignment.pk] = assignment.substitute_since
        _come(assignment, way=Way.LIST, at=min(marks.at, shift.starts_at), by=by)
    elif shift.is_over and assignment.checked_in_way == Way.LIST and not assignment.checked_out_at:
        marks.left[assignment.pk] = assignment.checked_in_at
    if shift.is_over and assignment.checked_in_way == Way.LIST:
        _go(assignment, way=Way.LIST, at=planned_end(assignment), by=by)


@action
def undo_all_as_planned(shift: Shift, *, marks: PlannedMarks, by: User) -> int:
    """Take back what one “all as planned” of the same user has written; return of how many. Raises Refused.

    What was changed or confirmed since stays as it is (`stands_as_planned`).
    """
    shift = locks.lock_shift(shift.pk)
    who = PlaceRelation(by, shift.activity)
    require_leads_here(who)
    rows = with_recorded(shift.assignments.filter(pk__in=[*marks.came, *marks.left]))
    undone = 0
    for assignment in rows.select_for_update(no_key=True, of=("self",)).order_by("pk"):
        assignment.shift = shift
        if not stands_as_planned(assignment, marks, who):
            continue
        if assignment.pk in marks.came:
            _unmark(assignment)
            assignment.status, assignment.substitute_since = Status.ASSIGNED, marks.came[assignment.pk]
        else:
            _stay(assignment)
        _saved(assignment)
        undone += 1
    require_planned_marks(undone)
    return undone


@action
def set_times(assignment: Assignment, *, came: dt.datetime, left: dt.datetime | None, by: User) -> Assignment:
    """The lead says from when until when somebody was there; what that changes is the list's word. Raises Refused."""
    assignment = locks.lock_assignment(assignment)
    require_may_set_times(PlaceRelation(by, assignment.shift.activity), assignment)
    require_times(assignment.shift, came, left)
    # A page says minutes: of a scan the seconds stay, and that it was one.
    if assignment.checked_in_at is None or _minute(assignment.checked_in_at) != _minute(came):
        assignment.checked_in_at, assignment.checked_in_way, assignment.checked_in_by = came, Way.LIST, by
    if left is None:
        assignment.checked_out_at, assignment.checked_out_way, assignment.checked_out_by = None, "", None
    elif assignment.checked_out_at is None or _minute(assignment.checked_out_at) != _minute(left):
        assignment.checked_out_at, assignment.checked_out_way, assignment.checked_out_by = left, Way.LIST, by
    assignment.status, assignment.substitute_since = Status.SERVED, None
    return _saved(assignment)


def _minute(moment: dt.datetime) -> dt.datetime:
    return moment.replace(second=0, microsecond=0)


@action
def mark_absent(assignment: Assignment, *, by: User) -> Assignment:
    """Somebody who had signed up did not come; the place stays taken. Raises Refused."""
    assignment = locks.lock_assignment(assignment)
    require_may_mark_absent(PlaceRelation(by, assignment.shift.activity), assignment)
    _unmark(assignment)
    assignment.status = Status.ABSENT
    return _saved(assignment)


@action
def undo_check_in(assignment: Assignment, *, by: User) -> Assignment:
    """Take the last step back: going, then coming; or that somebody was absent. Raises Refused.

    Who had come unannounced is not on the shift then, and who had waited waits again, at the old place.
    """
    assignment = locks.lock_assignment(assignment)
    require_may_undo_check_in(PlaceRelation(by, assignment.shift.activity), assignment)
    if assignment.checked_out_at:
        _stay(assignment)
        return _saved(assignment)
    _unmark(assignment)
    if assignment.walk_in:
        assignment.status, assignment.withdrawn_at = Status.WITHDRAWN, clock.now()
    elif assignment.waited_since:
        assignment.status, assignment.queued_at = Status.WAITLISTED, assignment.waited_since
    else:
        assignment.status = Status.ASSIGNED
    assignment.waited_since = None
    _saved(assignment)
    if assignment.status not in Assignment.SEATED:
        promote_waiting(assignment.shift)
    return assignment


# --- Who comes unannounced


@action
def add_walk_in(shift: Shift, *, volunteer: Volunteer, one_more: bool = False, by: User) -> Assignment:
    """A volunteer who had not signed up, or who waits, has come and is ticked in. Raises Refused.

    Who turns out to be on the list is ticked in there. `one_more`: where all places are taken, the lead adds one.
    """
    shift = locks.lock_shift(shift.pk)
    who = PlaceRelation(by, shift.activity)
    require_may_add(who, shift)
    require_others_presence(who, volunteer.person_id)
    assignment = (
        shift.assignments.live().filter(person=volunteer.person_id).select_related("volunteer", "person").first()
    )
    if assignment and not assignment.is_waitlisted:
        return check_in(assignment, by=by)
    volunteer = locks.lock_volunteer(volunteer.pk)
    require_may_serve(volunteer, shift)
    require_place(shift, volunteer, one_more=one_more)
    if not shift.seats_left:
        Shift.objects.filter(pk=shift.pk).update(capacity=F("capacity") + 1)
    came_at = _planned_start(shift)
    if assignment:
        assignment.shift = shift
        assignment.waited_since, assignment.queued_at = assignment.queued_at, None
        return _come(assignment, way=Way.LIST, at=came_at, by=by)
    assignment = Assignment(
        shift=shift,
        volunteer=volunteer,
        person=volunteer.person,
        starts_at=shift.starts_at,
        ends_at=shift.ends_at,
        status=Status.SERVED,
        walk_in=True,
        checked_in_at=came_at,
        checked_in_way=Way.LIST,
        checked_in_by=by,
        by=by,
    )
    prepared.insert_row(assignment, audited=True)
    return assignment


# --- The locked row


def _come(assignment: Assignment, *, way: str, by: User, at: dt.datetime | None = None) -> Assignment:
    """The volunteer is in; whoever is in already stays so, with the time and the way."""
    if assignment.is_served:
        return assignment
    assignment.status, assignment.substitute_since = Status.SERVED, None
    assignment.checked_in_at, assignment.checked_in_way, assignment.checked_in_by = at or clock.now(), way, by
    return _saved(assignment)


def _go(assignment: Assignment, *, way: str, by: User, at: dt.datetime | None = None) -> Assignment:
    """The volunteer is out; whoever is out already stays so, with the time and the way."""
    if assignment.checked_out_at:
        return assignment
    assignment.checked_out_at, assignment.checked_out_way, assignment.checked_out_by = at or clock.now(), way, by
    return _saved(assignment)


def _stay(assignment: Assignment) -> None:
    """The volunteer has not left."""
    assignment.checked_out_at, assignment.checked_out_way, assignment.checked_out_by = None, "", None


def _unmark(assignment: Assignment) -> None:
    assignment.checked_in_at, assignment.checked_in_way, assignment.checked_in_by = None, "", None
    _stay(assignment)
    assignment.substitute_since = None


PRESENCE = [
    "status",
    "queued_at",
    "withdrawn_at",
    "waited_since",
    "substitute_since",
    "checked_in_at",
    "checked_in_way",
    "checked_in_by",
    "checked_out_at",
    "checked_out_way",
    "checked_out_by",
]


def _saved(assignment: Assignment) -> Assignment:
    assignment.save(update_fields=PRESENCE)
    return assignment
