"""The bookings of the user and of the wards."""

from accounts.models import User
from stations.models import Booking
from stations.querysets import BookingQuerySet


def coming_bookings(user: User) -> BookingQuerySet:
    """What the user and the wards have booked or asked for and is not over, the nearest first."""
    own = Booking.objects.owned_by(user).live()
    return own.select_related("space__station", "person").order_by("starts_at", "pk")
