"""What the clock does for events."""

from crontask import cron
from django.tasks import task

from common.db.audit import acting
from events.actions.reminders import remind

BATCH = 500


@cron("*/10 * * * *")
@task()
def remind_of_events() -> int:
    """Remind, batch by batch, until nobody is due; return how many parties were dealt with.

    Each batch is a transaction of its own, so a failure loses at most one batch, which the next run makes up for.
    """
    with acting(task="remind_of_events"):
        total = 0
        while done := remind(at_most=BATCH):
            total += done
        return total
