"""Reminders of bookings."""

import datetime as dt

from accounts.notifications.send import send_notices
from common.actions import action
from common.time import clock
from stations.models import Booking
from stations.notifications import bookings as notices

REMIND_WITHIN = dt.timedelta(hours=24)


@action
def send_booking_reminders(*, within: dt.timedelta = REMIND_WITHIN, at_most: int = 500) -> int:
    """Remind of bookings that begin soon, each once; return how many were dealt with.

    Who booked within that time is spared. Rows that another worker holds are skipped, so that running twice reminds
    nobody twice; as nothing here waits for a lock, taking no space's lock before is safe.
    """
    now = clock.now()
    due = list(
        Booking.objects.filter(
            status=Booking.Status.CONFIRMED, reminded_at=None, starts_at__gt=now, starts_at__lte=now + within
        )
        .select_related("space__station", "person__user")
        .select_for_update(no_key=True, of=("self",), skip_locked=True)
        .order_by("pk")[:at_most]
    )
    Booking.objects.filter(pk__in=[booking.pk for booking in due]).update(reminded_at=now)
    send_notices(notices.reminder(booking) for booking in due if booking.created_at < booking.starts_at - within)
    return len(due)
