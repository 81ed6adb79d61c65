"""Where an event stands for somebody who would like to come: one word that every page and colour follows."""

import enum

from common.time import clock
from events.models import Event


class Standing(enum.StrEnum):
    """In the order in which they are asked: the first that holds is the answer."""

    CANCELLED = "cancelled"
    OVER = "over"
    JUST_COME = "just_come"
    CLOSED = "closed"
    WAITLIST = "waitlist"
    OPEN = "open"


def standing_of(event: Event, *, waiting: int) -> Standing:
    """`waiting` is how many parties are on the waitlist: free seats are theirs before a newcomer's."""
    if event.is_cancelled:
        return Standing.CANCELLED
    if event.is_over:
        return Standing.OVER
    if not event.takes_registrations:
        return Standing.JUST_COME
    if clock.now() >= event.closes_at:
        return Standing.CLOSED
    if waiting or event.is_full:
        return Standing.WAITLIST
    return Standing.OPEN
