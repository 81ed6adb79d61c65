"""What is booked in days for which other opening hours are entered."""

import datetime as dt

from django.utils import timezone

from accounts.models import User
from accounts.rules.permissions import require_permission
from common.actions import action
from common.time import clock
from stations.actions.bookings import cancel_booking, refuse_booking
from stations.models import Booking, OpeningException
from stations.selectors.opening_hours import DAY, Hours


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
    hours = Hours([station], min(map(_first_day, rows)), max(map(_last_day, rows)))
    return [row for row in rows if hours.closing_exception(station, row.starts_at, row.ends_at) == exception]


@action
def cancel_bookings_outside(exception: OpeningException, *, by: User) -> int:
    """Cancel what is booked outside of other opening hours, with their reason, which is told; return how many.

    What was only asked for is refused. Raises Refused.
    """
    require_permission(by, "stations.change_openingexception", exception)
    bookings = bookings_outside(exception)
    for booking in bookings:
        if booking.is_requested:
            refuse_booking(booking, answer=exception.reason, by=by)
        else:
            cancel_booking(booking, reason=exception.reason, by=by)
    return len(bookings)


def _first_day(booking: Booking) -> dt.date:
    return timezone.localdate(booking.starts_at)


def _last_day(booking: Booking) -> dt.date:
    return timezone.localdate(booking.ends_at)
