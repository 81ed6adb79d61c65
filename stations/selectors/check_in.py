"""What the page at the door of a room asks: the reader's booking of now, and the hours that are free today."""

import datetime as dt

from accounts.models import User
from common.time import clock
from stations.models import Booking, Space
from stations.selectors.availability import Availability, SlotState
from stations.selectors.opening_hours import Span, merged_spans

EARLY = dt.timedelta(minutes=15)


def booking_of_now(space: Space, user: User) -> Booking | None:
    """The user's own booking, or a ward's, that one may check in to at this door; one not yet checked in first.

    A booking of the whole is met at the doors of its parts, and the other way round.
    """
    now = clock.now()
    bookings = list(
        Booking.objects.owned_by(user)
        .at_same_place(space)
        .filter(
            status__in=[*Booking.USED, Booking.Status.CONFIRMED, Booking.Status.NO_SHOW],
            starts_at__lte=now + EARLY,
            ends_at__gt=now,
        )
        .select_related("space__station", "person")
        .order_by("starts_at", "pk")
    )
    order = [Booking.Status.CONFIRMED, Booking.Status.NO_SHOW, Booking.Status.CHECKED_IN, Booking.Status.DONE]
    return min(bookings, key=lambda booking: order.index(Booking.Status(booking.status)), default=None)


def free_today(space: Space) -> list[Span]:
    """At the door of a room: the hours of today that can still be booked; none for one without bookings."""
    if not space.is_bookable or not space.station.listed:
        return []
    today = clock.today()
    slots = Availability(space, today, today).slots(today)
    return merged_spans(Span(slot.start, slot.end) for slot in slots if slot.state == SlotState.FREE)
