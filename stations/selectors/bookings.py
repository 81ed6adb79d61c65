"""The bookings of a user and the wards, of a form, and of hours that change."""

from uuid import UUID

from django.utils import timezone

from accounts.models import User
from common.time import clock
from stations.models import Booking, OpeningException
from stations.querysets import BookingQuerySet
from stations.selectors.opening_hours import DAY, Hours

# What a page shows of a booking.
SHOWN = ("space__station", "person__user", "by__person")


def coming_bookings(user: User) -> BookingQuerySet:
    """What the user and the wards have booked or asked for and is not over, the nearest first."""
    own = Booking.objects.owned_by(user).live()
    return own.select_related("space__station", "person").order_by("starts_at", "pk")


def booking_made_with(token: UUID | None, *, by: User) -> Booking | None:
    """The booking that this user has made with the token of a form; somebody else's says nothing."""
    if token is None:
        return None
    return Booking.objects.filter(token=token, by=by).select_related(*SHOWN).first()


def bookings_outside(exception: OpeningException) -> list[Booking]:
    """Bookings and requests to come that can no longer take place because of other opening hours."""
    station, days = exception.station, exception.during
    start, end = clock.day_start(days.lower), clock.day_start(days.upper + DAY)  # its last night too
    rows = list(
        Booking.objects.to_come()
        .filter(space__station=station, starts_at__gte=start - DAY)
        .overlapping(start, end)
        .select_related("space__station", "person")
        .order_by("space", "starts_at", "pk")
    )
    if not rows:
        return []
    first = min(timezone.localdate(row.starts_at) for row in rows)
    last = max(timezone.localdate(row.ends_at) for row in rows)
    hours = Hours([station], first, last)
    return [row for row in rows if hours.closing_exception(station, row.starts_at, row.ends_at) == exception]
