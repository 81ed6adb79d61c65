"""The use cases of activities. Each locks the event, if it is at one, then the activity and its shifts."""

import datetime as dt
from collections.abc import Callable, Iterable
from typing import Any

from django.utils.translation import gettext as _

from accounts.models import User
from accounts.notifications.send import NoticeToSend, send_notices
from accounts.rules.permissions import require_permission
from common.actions import action
from common.exceptions import Refused, require_reason
from common.time import clock
from events.actions.locks import lock_event
from events.models import Event
from grid.actions.matter_steps import write_that_volunteers_help
from stations.actions.programme import free_programme_room, hold_programme_room
from volunteers.actions import locks
from volunteers.actions.waitlist import promote_waiting
from volunteers.models import Activity, Assignment, Shift
from volunteers.models.activities import place_code
from volunteers.notifications import activities as notifications
from volunteers.rules.activities import (
    ActivityAct,
    require_activity_act_possible,
    require_activity_not_cancelled,
    require_event_takes_place,
    require_last_shift_kept,
    require_lead_may_lead,
    require_nobody_elsewhere,
    require_nobody_served,
    require_not_moved_into_past,
    require_shift_nobody_served,
    require_shift_within_activity,
    require_shift_without_volunteers,
    require_some_shift,
    require_team_kept,
)
from volunteers.rules.public_words import require_no_mobile
from volunteers.selectors.activities import place_of

# What the hold of its room depends on, and what its place is made of.
HELD = {"space", "starts_at", "ends_at"}
PLACED = {"space", "event", "building", "place"}
# What volunteers must hear of when it changes after publication.
MOVES = {"starts_at", "ends_at", "place", "meeting_point"}
# What everybody reads.
WORDS = {"title", "content", "risks", "bring", "meeting_point", "place"}


@action
def draft_activity(activity: Activity, *, by: User) -> Activity:
    """Keep a new activity, which nobody sees until it is published; its room is held from now on. Raises Refused."""
    require_permission(by, "volunteers.add_activity")
    activity.status = Activity.Status.DRAFT
    activity.community_id = activity.team.community_id
    require_no_mobile(**{field: getattr(activity, field) for field in sorted(WORDS)})
    _lock_its_event(activity)
    if activity.event:
        require_event_takes_place(activity.event, public=False)
    if activity.space:
        hold_programme_room(activity, by=by)
    activity.place = place_of(activity)
    activity.save()
    require_permission(by, "volunteers.add_activity", activity)  # as it is now: for nobody else's team
    return activity


@action
def publish_activity(activity: Activity, *, by: User) -> Activity:
    """Let the public see a draft. Raises Refused when it is over, has no shift, or nobody who may lead it."""
    require_permission(by, "volunteers.change_activity", activity)
    activity = _locked(activity)
    if activity.is_published:
        return activity
    require_activity_act_possible(ActivityAct.PUBLISH, activity)
    require_some_shift(activity)
    require_lead_may_lead(activity)
    if activity.event:
        require_event_takes_place(activity.event, public=True)
    activity.status = Activity.Status.PUBLISHED
    _save(activity, "status")
    if activity.matter:
        write_that_volunteers_help(activity.matter, activity.title, by=by)
    return activity


@action
def change_activity(activity: Activity, *, by: User, **changes: Any) -> Activity:
    """Set fields of the activity. A new time or place is told to everybody who is on a shift or waits for one.

    When it moves, its shifts move by as much, and the volunteers on them; when it becomes longer or shorter, shifts
    that began or ended with it still do. The room moves along, and is free again when the activity leaves it. Raises
    Refused, for example when the room is taken at the new time, or a volunteer is on another shift then.
    """
    require_permission(by, "volunteers.change_activity", activity)
    require_no_mobile(**{field: changes[field] for field in sorted(WORDS & changes.keys())})
    if changes.get("event"):
        activity, changes["event"] = _locked_with(activity, changes["event"])
    else:
        activity = _locked(activity)
    require_activity_not_cancelled(activity)
    changed = _change(activity, changes, by=by)
    if changed:
        # As it is now: nobody gives it away, nor takes it to somebody else's.
        require_permission(by, "volunteers.change_activity", activity)
    return activity


def _change(activity: Activity, changes: dict[str, Any], *, by: User) -> set[str]:
    """Set fields of the locked activity, and what follows from them; return which have changed."""
    old, place = (activity.starts_at, activity.ends_at), activity.place
    if "team" in changes:
        require_team_kept(activity, changes["team"])
    changed = {field for field, value in changes.items() if getattr(activity, field) != value}
    for field in changed:
        setattr(activity, field, changes[field])
    if changed & PLACED:
        activity.place = place_of(activity)  # whatever was typed
        changed = changed - {"place"} | ({"place"} if activity.place != place else set())
    if not changed:
        return changed
    require_not_moved_into_past(activity, old[0], activity.starts_at)
    if "kind" in changed:
        require_nobody_served(activity)
    if activity.event and "event" in changed:
        require_event_takes_place(activity.event, public=activity.is_published)
    if activity.is_published and changed & {"lead", "team"}:
        require_lead_may_lead(activity)
    if changed & HELD:
        hold_programme_room(activity, by=by)
        changed.add("hold")
    moved = _move_shifts(activity, *old) if changed & {"starts_at", "ends_at"} else []
    if changed & MOVES:
        activity.sequence += 1
    _save(activity, "sequence", *changed)
    _save_times(moved)
    if changed & MOVES:
        _tell_all(activity, notifications.activity_changed, by=by)
    return changed


def _move_shifts(activity: Activity, began: dt.datetime, ended: dt.datetime) -> list[Shift]:
    """The shifts that get other times with the activity, with those, in the order in which they are to be saved."""
    by_so_much = activity.starts_at - began
    moves_whole = activity.ends_at - ended == by_so_much
    shifts = list(activity.shifts.order_by("starts_at", "pk"))
    moved = []
    for shift in shifts:
        if moves_whole:
            times = (shift.starts_at + by_so_much, shift.ends_at + by_so_much)
        else:
            times = (
                activity.starts_at if shift.starts_at == began else shift.starts_at,
                activity.ends_at if shift.ends_at == ended else shift.ends_at,
            )
        if times != (shift.starts_at, shift.ends_at):
            require_not_moved_into_past(activity, shift.starts_at, times[0])
            shift.starts_at, shift.ends_at = times
            moved.append(shift)
        require_shift_within_activity(shift, activity)
    if by_so_much:
        require_nobody_served(activity)
    require_nobody_elsewhere(moved)
    # Somebody on two shifts, one after the other, is never on both at once meanwhile.
    return moved[::-1] if by_so_much > dt.timedelta(0) else moved


def _save_times(shifts: Iterable[Shift]) -> None:
    """The assignments move along; who was reminded of the old time, or has said “I come” to it, is asked again."""
    for shift in shifts:
        shift.save(update_fields=["starts_at", "ends_at"])
        shift.assignments.update(reminded_at=None, confirmed_at=None)


@action
def cancel_activity(activity: Activity, *, by: User, reason: str) -> Activity:
    """Call the activity off, with the reason told to everybody on it; its room is free. Raises Refused.

    A draft cannot be cancelled, since a cancelled activity stays in public view: it is deleted.
    """
    require_permission(by, "volunteers.change_activity", activity)
    activity = _locked(activity)
    if activity.is_cancelled:
        return activity
    require_activity_act_possible(ActivityAct.CALL_OFF, activity)
    require_reason(reason, _("Please say why, so that everybody who signed up knows."))
    require_no_mobile(reason=reason)
    _cancel(activity, reason.strip(), by=by)
    return activity


def _cancel(activity: Activity, reason: str, *, by: User) -> None:
    activity.status = Activity.Status.CANCELLED
    activity.cancel_reason = reason
    activity.result_published_at = None
    activity.sequence += 1
    free_programme_room(activity)
    _save(activity, "status", "cancel_reason", "result_published_at", "sequence", "hold")
    _tell_all(activity, notifications.activity_cancelled, by=by)
    # Nobody is busy with what does not take place.
    Assignment.objects.live().filter(shift__activity=activity).update(
        status=Assignment.Status.WITHDRAWN,
        withdrawn_at=clock.now(),
        queued_at=None,
        substitute_since=None,
        reason=reason[: Assignment._meta.get_field("reason").max_length],
    )


@action
def copy_activity(activity: Activity, *, by: User, days_later: int = 7) -> Activity:
    """A draft with the same content and shifts, `days_later` days after; the volunteers stay behind.

    It has the same room if that is free then; else it has none, and its place is still to be found. It is at no
    event: that one has its own day.
    """
    require_permission(by, "volunteers.add_activity", activity)  # the copy stays with the same team
    later = dt.timedelta(days=days_later)
    copy = Activity.objects.get(pk=activity.pk)
    shifts = list(copy.shifts.all())
    copy.pk = None
    copy._state.adding = True
    copy.status = Activity.Status.DRAFT
    copy.cancel_reason = copy.result = ""
    copy.result_published_at = copy.event = copy.hold = None
    copy.sequence = 0
    copy.place_code = place_code()
    copy.created_at = copy.changed_at = clock.now()
    copy.starts_at += later
    copy.ends_at += later
    if copy.space is not None:
        _take_the_room_if_free(copy, by=by)
    copy.save()
    for shift in shifts:
        shift.pk = None
        shift._state.adding = True
        shift.activity = copy
        shift.seats_taken = 0
        shift.starts_at += later
        shift.ends_at += later
        shift.save()
    return copy


def _take_the_room_if_free(activity: Activity, *, by: User) -> None:
    try:
        hold_programme_room(activity, by=by)
    except Refused:
        activity.space = None
        activity.place = _("place still to be found")


@action
def delete_draft_activity(activity: Activity, *, by: User) -> None:
    """Delete an activity that is still a draft: nobody has seen it; its room is free again. Raises Refused."""
    require_permission(by, "volunteers.delete_activity", activity)
    activity = _locked(activity)
    require_activity_act_possible(ActivityAct.DELETE, activity)
    free_programme_room(activity)
    activity.delete()


# --- Shifts -------------------------------------------------------------------------------------------------------


@action
def add_shift(shift: Shift, *, by: User) -> Shift:
    """Add a new shift to its activity. Raises Refused when it lies outside the activity's time."""
    require_permission(by, "volunteers.add_shift", shift.activity)
    shift.activity = activity = locks.lock_activity(shift.activity_id)
    require_activity_not_cancelled(activity)
    require_shift_within_activity(shift, activity)
    require_no_mobile(role=shift.role)
    shift.save()
    return shift


@action
def change_shift(shift: Shift, *, by: User, **changes: Any) -> Shift:
    """Set fields of a shift. More places go to its waitlist; a new time is told to everybody on it.

    Raises Refused, for example when more volunteers have signed up than are needed now, or one of them is on another
    shift at the new time.
    """
    require_permission(by, "volunteers.change_shift", shift.activity)
    activity = locks.lock_activity(shift.activity_id)
    shift = locks.lock_shift(shift.pk)
    require_activity_not_cancelled(activity)
    changed = {field for field, value in changes.items() if getattr(shift, field) != value}
    began = shift.starts_at
    for field in changed:
        setattr(shift, field, changes[field])
    if not changed:
        return shift
    require_no_mobile(role=shift.role)
    moves = bool(changed & {"starts_at", "ends_at"})
    if moves:
        require_not_moved_into_past(activity, began, shift.starts_at)
        require_shift_within_activity(shift, activity)
        if "starts_at" in changed:
            require_shift_nobody_served(shift)
        require_nobody_elsewhere([shift])
        _save_times([shift])
    shift.save(update_fields=changed)
    if moves and activity.is_published and not activity.is_over:
        _tell(shift.assignments.live(), notifications.activity_changed, by=by)
    promote_waiting(shift)
    return shift


@action
def remove_shift(shift: Shift, *, by: User) -> None:
    """Take a shift out of its activity. Raises Refused while anybody is on it, and for the last one of a public one.

    Service records of it stay: they say in words what was done.
    """
    require_permission(by, "volunteers.delete_shift", shift.activity)
    locks.lock_activity(shift.activity_id)
    shift = locks.lock_shift(shift.pk)
    require_shift_without_volunteers(shift)
    require_last_shift_kept(shift)
    shift.delete()


# --- An event, at whose place the activity is ---------------------------------------------------------------------


def follow_event(event: Event, moved: dt.timedelta, by: User) -> None:
    """What is at an event follows it: to its new place, by as much in time, and it is called off with it.

    The event is locked and saved. Raises Refused as `change_activity` and `cancel_activity` do.
    """
    there = Activity.objects.filter(event=event).exclude(status=Activity.Status.CANCELLED).order_by("pk")
    for key in there.values_list("pk", flat=True):
        activity = locks.lock_activity(key)
        activity.event = event
        if event.is_cancelled:
            if activity.is_published and not activity.is_over:
                require_nobody_served(activity)
                require_no_mobile(reason=event.cancel_reason)
                _cancel(activity, event.cancel_reason, by=by)
            continue
        times = {"starts_at": activity.starts_at + moved, "ends_at": activity.ends_at + moved} if moved else {}
        _change(activity, {"place": event.place, **times}, by=by)


# --- Parts of several ---------------------------------------------------------------------------------------------


def _lock_its_event(activity: Activity) -> None:
    if activity.event_id:
        activity.event = lock_event(activity.event_id)


def _locked(activity: Activity) -> Activity:
    """The activity as it is now; the event at which it is is locked before it."""
    return _locked_after(activity, _events_locked(activity))


def _locked_with(activity: Activity, event: Event) -> tuple[Activity, Event]:
    """The activity as it is now, and the event at which it is to be; that at which it is is locked before it too."""
    events = _events_locked(activity, event.pk)
    return _locked_after(activity, events), events[event.pk]


def _events_locked(activity: Activity, *others: int) -> dict[int, Event]:
    now = Activity.objects.filter(pk=activity.pk, event__isnull=False).values_list("event", flat=True)
    return {key: lock_event(key) for key in sorted({*now, *others})}


def _locked_after(activity: Activity, events: dict[int, Event]) -> Activity:
    activity = locks.lock_activity(activity.pk)
    if activity.event_id in events:
        activity.event = events[activity.event_id]
    return activity


def _save(activity: Activity, *fields: str) -> None:
    activity.changed_at = clock.now()
    activity.save(update_fields={*fields, "changed_at"})


def _tell_all(activity: Activity, message: Callable[..., NoticeToSend], *, by: User) -> None:
    """Everybody who is on a shift of it or waits for one, of what the public knows and is not over."""
    if activity.is_over or activity.status == Activity.Status.DRAFT:
        return
    _tell(Assignment.objects.live().filter(shift__activity=activity), message, by=by)


def _tell(assignments: Any, message: Callable[..., NoticeToSend], *, by: User) -> None:
    told = assignments.select_related("person__user", "shift__activity").order_by("pk")
    send_notices(message(assignment, by=by) for assignment in told)
