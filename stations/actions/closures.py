"""What is booked is cancelled because the station cannot have it: in days with other opening hours, above all."""

from collections.abc import Collection

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
    outside = {booking.pk for booking in bookings_outside(exception)}
    return call_off(outside, reason=exception.reason, by=by)


def call_off(keys: Collection[int], *, reason: str, by: User) -> int:
    """Cancel the bookings with these keys as far as they are still to come, and refuse requests; return how many.

    Inside the caller's action, which has locked the rooms.
    """
    # What the clock has ended meanwhile, without the lock of a room, is left out here.
    bookings = list(
        Booking.objects.to_come()
        .filter(pk__in=keys)
        .select_related("space__station", "person__user")
        .select_for_update(no_key=True, of=("self",))
        .order_by("pk")
    )
    for booking in bookings:
        if booking.is_requested:
            refuse_booking(booking, answer=reason, by=by)
        else:
            cancel_booking(booking, reason=reason, by=by)
    return len(bookings)
