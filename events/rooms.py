"""The room that an event takes: held through the stations' ledger, moved and freed together with the event."""

import datetime as dt

from django.db.models import QuerySet
from django.utils import timezone

from accounts.models import User
from events import rules
from events.models import Event
from stations.actions import ledger
from stations.availability import Availability
from stations.models import Hold, Space
from stations.rules import ends_later


def place_of(space: Space) -> str:
    """“幸福驿站·阅览室”, as the field `place` keeps it."""
    return space.full_name[: Event._meta.get_field("place").max_length]


def settle(event: Event, *, by: User) -> None:
    """Hold the room of the event at its time, and nothing else any more. The event is locked, and saved after.

    Raises Refused when the user may not take the room, or when anything else has it then.
    """
    held = event.hold
    if event.space is None or event.is_cancelled:
        let_go(event)
        return
    event.space = space = ledger.locked(event.space, *([held.space] if held else []))
    ends_later(event.starts_at, event.ends_at)
    rules.may_take_the_room(by, space)
    rules.room_is_in_use(space, but=held)
    rules.room_is_free(event, by=by)
    if held:
        ledger.move(held, space=space, starts_at=event.starts_at, ends_at=event.ends_at, by=by)
    else:
        event.hold = ledger.hold(
            space,
            kind=Hold.Kind.EVENT,
            starts_at=event.starts_at,
            ends_at=event.ends_at,
            buffer=space.buffer,
            by=by,
        )


def let_go(event: Event) -> None:
    """The room is free as soon as the event is saved."""
    if event.hold:
        ledger.locked(event.hold.space)
        event.hold = None


def opens_for(event: Event) -> bool:
    """Whether the station is open all that time; an event outside its hours needs somebody with a key."""
    if event.space is None:
        return True
    days = [timezone.localdate(moment) for moment in (event.starts_at, event.ends_at)]
    return Availability(event.space, *days, staff=True).is_open(event.starts_at, event.ends_at)


def held_by_drafts(first: dt.datetime, end: dt.datetime) -> QuerySet:
    """The holds of that time behind events that were never published: nobody came to them."""
    drafts = Event.objects.filter(status=Event.Status.DRAFT, hold__isnull=False)
    return drafts.filter(starts_at__lt=end, ends_at__gt=first).values_list("hold", flat=True)
