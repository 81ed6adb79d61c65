"""What is booked in days for which other opening hours are entered."""

from accounts.models import User
from accounts.rules.permissions import require_permission
from common.actions import action
from stations.actions.bookings import cancel_booking, refuse_booking
from stations.actions.holds import locked_space
from stations.models import Booking, OpeningException, Space
from stations.selectors.bookings import bookings_outside


@action
def cancel_bookings_outside(exception: OpeningException, *, by: User) -> int:
    """Cancel what is booked outside of other opening hours, with their reason, which is told; return how many.

    What was only asked for is refused. What somebody has cancelled meanwhile is not counted. Raises Refused.
    """
    require_permission(by, "stations.change_openingexception", exception)
    # The rooms first, as everywhere; then nobody cancels between the reading and the writing.
    if spaces := list(Space.objects.filter(station=exception.station_id)):
        locked_space(*spaces)
    outside = [booking.pk for booking in bookings_outside(exception)]
    # What the clock has ended meanwhile, without the lock of a room, is left out here.
    bookings = list(
        Booking.objects.to_come()
        .filter(pk__in=outside)
        .select_related("space__station", "person__user")
        .select_for_update(no_key=True, of=("self",))
        .order_by("pk")
    )
    for booking in bookings:
        if booking.is_requested:
            refuse_booking(booking, answer=exception.reason, by=by)
        else:
            cancel_booking(booking, reason=exception.reason, by=by)
    return len(bookings)
