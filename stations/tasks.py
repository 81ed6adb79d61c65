"""Scheduled tasks of bookings. Each batch is a transaction of its own; after a failure the next run continues."""

from collections.abc import Callable

from crontask import cron
from django.tasks import task

from common.db.audit import acting
from stations.actions.bookings import end_unanswered
from stations.actions.check_in import end_what_is_over, release_no_shows
from stations.actions.reminders import send_booking_reminders

BATCH = 500


def _all(batch: Callable[..., int], name: str) -> int:
    with acting(task=name):
        total = 0
        while done := batch(at_most=BATCH):
            total += done
        return total


@cron("*/10 * * * *")
@task(queue_name="mass")
def remind_of_bookings() -> int:
    """Every ten minutes: remind of bookings that begin soon. Returns the number of bookings."""
    return _all(send_booking_reminders, "remind_of_bookings")


@cron("*/5 * * * *")
@task(queue_name="urgent")
def free_rooms() -> int:
    """Release no-shows, complete bookings that are over, end unanswered requests. Returns the number of bookings."""
    batches = (release_no_shows, end_what_is_over, end_unanswered)
    return sum(_all(batch, batch.__name__) for batch in batches)
