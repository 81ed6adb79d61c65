"""The bookings that the user sees at the desk."""

from django.db.models import QuerySet

from accounts.models import User
from stations.models import Booking


def visible_bookings(user: User) -> QuerySet[Booking]:
    return Booking.objects.visible_to(user).select_related("space__station", "person", "by__person", "decided_by")
