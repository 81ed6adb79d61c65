"""What is booked in days for which other opening hours are entered."""

from accounts.models import User
from accounts.rules.permissions import require_permission
from common.actions import action
from stations.actions.bookings import cancel_booking, refuse_booking
from stations.models import OpeningException
from stations.selectors.bookings import bookings_outside


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
