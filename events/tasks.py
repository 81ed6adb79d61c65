"""Scheduled tasks of events."""

from crontask import cron
from django.tasks import task

from common.db.audit import acting
from events.actions.check_in import close_lists_kept_long_enough
from events.actions.reminders import remind_parties

BATCH = 500


@cron("*/10 * * * *")
@task(queue_name="mass")
def remind_of_events() -> int:
    """Send reminders in batches until none is due. Returns the number of parties.

    Each batch is a transaction of its own: a failure loses at most one batch, which the next run sends.
    """
    with acting(task="remind_of_events"):
        total = 0
        while done := remind_parties(at_most=BATCH):
            total += done
        return total


@cron("20 3 * * *")
@task(queue_name="mass")
def close_lists() -> int:
    """Every night: close the lists of who came that are kept no more. Returns the number of events."""
    with acting(task="close_lists"):
        total = 0
        while done := close_lists_kept_long_enough():
            total += done
        return total
