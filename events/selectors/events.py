"""Where an event stands for somebody who would like to come: one word that every page and colour follows."""

import enum

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
