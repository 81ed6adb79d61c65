"""Scheduled tasks of events."""

from crontask import cron
from django.tasks import task

from common.db.audit import acting
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
