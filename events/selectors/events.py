"""Where an event stands for somebody who would like to come: one word that every page and colour follows."""

import datetime as dt
import enum
from collections import defaultdict
from statistics import median
from typing import Any

from common.time import clock
from events.models import Event


class EventStanding(enum.StrEnum):
    """Where an event stands, in the order in which it is asked: the first that holds is the answer."""

    CANCELLED = "cancelled"
    OVER = "over"
    JUST_COME = "just_come"
    CLOSED = "closed"
    WAITLIST = "waitlist"
    OPEN = "open"


def standing_of_event(event: Event, *, waiting: int) -> EventStanding:
    """Where an event stands. `waiting`: parties on the waitlist; free seats are theirs before a newcomer's."""
    if event.is_cancelled:
        return EventStanding.CANCELLED
    if event.is_over:
        return EventStanding.OVER
    if not event.takes_registrations:
        return EventStanding.JUST_COME
    if clock.now() >= event.closes_at:
        return EventStanding.CLOSED
    if waiting or event.is_full:
        return EventStanding.WAITLIST
    return EventStanding.OPEN


# So many of the last events say how long one usually lasts.
LOOKED_AT = 300
# (default) of a kind that there has not been yet.
USUAL_MINUTES = 120


def usual_minutes(user: Any) -> dict[str, int]:
    """How long events of each kind usually last, by those that the user sees: the median, to five minutes."""
    rows = Event.objects.visible_to(user).published().order_by("-starts_at", "-pk")[:LOOKED_AT]
    lasted: dict[str, list[float]] = defaultdict(list)
    for kind, starts_at, ends_at in rows.values_list("kind", "starts_at", "ends_at"):
        lasted[kind].append((ends_at - starts_at) / dt.timedelta(minutes=5))
    known = {kind: round(median(each)) * 5 for kind, each in lasted.items()}
    return {kind: known.get(kind, 0) or USUAL_MINUTES for kind in Event.Kind.values}
