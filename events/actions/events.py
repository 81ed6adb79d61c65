"""The use cases of events. Every one locks the event first, so the queue is fair and nothing deadlocks."""

import datetime as dt
from collections.abc import Callable
from typing import Any

from django.db.models import Q
from django.utils.translation import gettext as _

from accounts.models import Person, User
from accounts.notifications.send import NoticeToSend, send_notices
from accounts.rules.permissions import require_permission
from accounts.rules.public_words import require_no_mobile
from common.actions import action
from common.exceptions import Refused, require_reason
from common.time import clock
from events.actions import locks
from events.actions.waitlist import promote_waiting
from events.models import Event, Registration
from events.notifications import registrations as registrations_notifications
from events.rules.events import (
    EventAct,
    require_event_act_possible,
    require_event_queue_kept,
    require_list_fits_time,
    require_recap_fits_time,
)
from events.rules.registrations import is_elder_at
from events.selectors.series import own_fields_of
from stations.actions.programme import free_programme_room, hold_programme_room
from stations.models.spaces import door_code
from stations.selectors.programme import place_of_room

# What the hold of its room depends on.
HELD = {"space", "starts_at", "ends_at"}
COVER = {"cover", "cover_width", "cover_height"}


# What a neighbour must hear of when it changes after publication.
MOVES = {"starts_at", "ends_at", "place", "meeting_point"}

SEATS_FOR_ELDERS = {"seats_for_elders", "elders_until"}

# Moments that are meant as so long before the beginning.
BEFORE_IT = {"registration_closes_at", "elders_until"}

# What an app above does once an event has moved or is called off; it gets the event, by how much time, and by whom.
type Follower = Callable[[Event, dt.timedelta, User], None]
_followers: list[Follower] = []


def when_event_moves(follower: Follower) -> None:
    """An app above says what follows an event that moves or is called off, in the same transaction."""
    _followers.append(follower)


def _let_follow(event: Event, moved: dt.timedelta, by: User) -> None:
    for follower in _followers:
        follower(event, moved, by)


@action
def draft_event(event: Event, *, by: User) -> Event:
    """Keep a new event, which nobody sees until it is published; its room is held from now on. Raises Refused."""
    require_permission(by, "events.add_event")
    event.status = Event.Status.DRAFT
    if event.space:
        hold_programme_room(event, by=by)
        event.place = place_of_room(event.space)
    event.save()
    require_permission(by, "events.add_event", event)  # as it is now: for nobody else's branch
    return event


@action
def publish_event(event: Event, *, by: User) -> Event:
    """Let the public see a draft. Raises Refused when it is cancelled or over."""
    require_permission(by, "events.change_event", event)
    event = locks.lock_event(event.pk)
    if event.is_published:
        return event
    require_event_act_possible(EventAct.PUBLISH, event)
    event.status = Event.Status.PUBLISHED
    _save(event, "status")
    return event


@action
def change_event(event: Event, *, by: User, **changes: Any) -> Event:
    """Set fields of the event. More seats go to the queue; a new time or place is told to all who come.

    The room moves along, and is free again when the event leaves it. Raises Refused, for example when the room is
    taken at the new time, or more people are registered than a lower capacity allows.
    """
    require_permission(by, "events.change_event", event)
    event = locks.lock_event(event.pk)
    changed = set_on_event(event, changes, by=by)
    if not changed:
        return event
    if event.is_published and not event.is_over:
        if changed & MOVES:
            _tell_all(event, registrations_notifications.event_changed, by=by)
        promote_waiting(event)
    if changed & COVER:
        # Last: a refusal takes rows back, but no file.
        event.save(update_fields=COVER)
    return event


def set_on_event(event: Event, changes: dict[str, Any], *, by: User) -> set[str]:
    """Set fields of the locked event inside the caller's action, which tells people and fills freed seats.

    Its room moves along. Returns the names of what is different now; a cover is yet to be saved. Raises Refused.
    """
    room = changes.get("space", event.space)
    if room and changes.keys() & {"space", "place"}:
        changes["place"] = place_of_room(room)
    changed = {field for field, value in changes.items() if getattr(event, field) != value}
    elders: list[int] = []
    if not changed:
        return changed
    began = event.starts_at
    for field in changed:
        setattr(event, field, changes[field])
    if "ends_at" in changed:
        require_list_fits_time(event)
        require_recap_fits_time(event)
    if event.series and "own_fields" not in changes:
        event.own_fields = own_fields_of(event, event.series, changed)
        changed.add("own_fields")
    if changed & HELD:
        hold_programme_room(event, by=by)
        changed.add("hold")
    along = _move_along(event, event.starts_at - began, BEFORE_IT - changed)
    if "capacity" in changed:
        require_event_queue_kept(event)
    if changed & SEATS_FOR_ELDERS:
        if event.elders_until is None or clock.now() < event.elders_until:
            event.elders_released_at = None
        changed.add("elders_released_at")
        # Before the event is saved they may count as elders, and after it as others: the seats must suffice for both.
        elders = _elders_among(event, by=by)
        event.registrations.filter(pk__in=elders, for_elder=False).update(for_elder=True)
    if changed & MOVES:
        event.sequence += 1
    _save(event, "sequence", *along, *(changed - COVER))
    if changed & SEATS_FOR_ELDERS:
        event.registrations.exclude(pk__in=elders).filter(for_elder=True).update(for_elder=False)
    # As it is now: nobody gives it away, nor takes it to somebody else's.
    require_permission(by, "events.change_event", event)
    if "starts_at" in changed:
        _ask_again(event)
    if changed & MOVES:
        _let_follow(event, event.starts_at - began, by)
    return changed


@action
def cancel_event(event: Event, *, by: User, reason: str) -> Event:
    """Call the event off, with the reason told to everybody registered or waiting; its room is free. Raises Refused.

    A draft cannot be cancelled, since a cancelled event stays in public view: it is deleted.
    """
    require_permission(by, "events.change_event", event)
    event = locks.lock_event(event.pk)
    if event.is_cancelled:
        return event
    call_off(event, by=by, reason=reason)
    _tell_all(event, registrations_notifications.event_cancelled, by=by)
    return event


def call_off(event: Event, *, by: User, reason: str) -> None:
    """Call the locked event off inside the caller's action, which tells people. Raises Refused."""
    require_event_act_possible(EventAct.CALL_OFF, event)
    require_reason(reason, _("Please say why, so that everybody who registered knows."))
    require_no_mobile(reason=reason)
    event.status = Event.Status.CANCELLED
    event.cancel_reason = reason.strip()
    event.sequence += 1
    free_programme_room(event)
    _save(event, "status", "cancel_reason", "sequence", "hold")
    _let_follow(event, dt.timedelta(0), by)


@action
def copy_event(event: Event, *, by: User, days_later: int = 7) -> Event:
    """A draft with the same content, `days_later` days after, in no series; registrations stay behind.

    It has the same room if that is free then; else it has none, and its place is still to be found. Both show the
    same cover file; no action ever deletes one.
    """
    require_permission(by, "events.add_event", event)  # the copy stays with the same organiser
    later = dt.timedelta(days=days_later)
    copy = Event.objects.get(pk=event.pk)
    copy.pk = None
    copy._state.adding = True
    copy.status = Event.Status.DRAFT
    copy.cancel_reason = ""
    copy.seats_taken = copy.seats_of_others = copy.sequence = 0
    copy.list_closed_at = copy.headcount = copy.headcount_at = None
    copy.recap, copy.recap_published_at = "", None
    copy.series = copy.series_day = None
    copy.own_fields = []
    copy.door_code = door_code()
    copy.created_at = copy.changed_at = clock.now()
    copy.starts_at += later
    copy.ends_at += later
    if copy.registration_closes_at:
        copy.registration_closes_at += later
    if copy.elders_until:
        copy.elders_until += later
    copy.elders_released_at = None
    copy.hold = None
    _take_the_room_if_free(copy, by=by)
    copy.save()
    return copy


def _take_the_room_if_free(event: Event, *, by: User) -> None:
    if event.space is None:
        return
    try:
        hold_programme_room(event, by=by)
    except Refused:
        event.space = None
        event.place = _("place still to be found")


@action
def delete_draft(event: Event, *, by: User) -> None:
    """Delete an event that is still a draft: nobody has seen it; its room is free again. Raises Refused.

    A series remembers that this date was taken out, so that no later change of it brings the date back.
    """
    require_permission(by, "events.delete_event", event)
    series = locks.lock_series(event.series_id) if event.series_id else None
    event = locks.lock_event(event.pk)
    require_event_act_possible(EventAct.DELETE, event)
    if series and event.series_day:
        series.skipped.append({"day": event.series_day.isoformat(), "why": "left_out", "words": ""})
        series.save(update_fields=["skipped"])
    free_programme_room(event)
    event.delete()


def _save(event: Event, *fields: str) -> None:
    event.changed_at = clock.now()
    event.save(update_fields={*fields, "changed_at"})


def _elders_among(event: Event, *, by: User) -> list[int]:
    """The keys of the parties that may have the seats for elders; nobody where the event keeps none.

    Who counted as an elder still does, whoever changes the event; of the others, whose age the user may know.
    """
    if event.seats_for_elders is None:
        return []
    of_event = Person.objects.own_of(by).filter(registrations__event=event)
    own = set(of_event.order_by().values_list("pk", flat=True))
    known = event.registrations.filter(Q(for_elder=True) | Q(person__in=own)).select_related("person")
    return [one.pk for one in known if is_elder_at(event, one.person)]


def _move_along(event: Event, moved: dt.timedelta, moments: set[str]) -> set[str]:
    """Moments before the event move along with it, and so do nothing that has come to pass; the names of those moved.

    Seats that were released stay everybody's, and so does the moment since when.
    """
    if event.elders_released_at:
        moments = moments - {"elders_until"}
    moments = {name for name in moments if moved and getattr(event, name)}
    for name in moments:
        setattr(event, name, getattr(event, name) + moved)
    return moments


def _ask_again(event: Event) -> None:
    """Who said “we come” meant the old time, and so did the desk that rang somebody up in vain.

    All who have seats hear of the new one now; the next reminder asks.
    """
    event.registrations.filter(status=Registration.Status.REGISTERED).update(
        reminded_at=clock.now(), confirmed_at=None
    )
    event.registrations.waitlisted().exclude(skipped_at=None).update(skipped_at=None, skip_reason="")


def _tell_all(event: Event, message: Callable[..., NoticeToSend], *, by: User) -> None:
    told = event.registrations.live().select_related("person__user")
    send_notices(message(registration, by=by) for registration in told)
