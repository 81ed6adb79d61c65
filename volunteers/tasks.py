"""Scheduled tasks of the volunteer team."""

from crontask import cron
from django.tasks import task

from common.db.audit import acting
from volunteers.actions.reminders import remind_volunteers
from volunteers.actions.volunteers import resume_after_pauses
from volunteers.actions.waitlist import fill_free_places

BATCH = 500


@cron("*/10 * * * *")
@task(queue_name="mass")
def remind_of_shifts() -> int:
    """Send reminders in batches until none is due. Returns the number of volunteers.

    Each batch is a transaction of its own: a failure loses at most one batch, which the next run sends.
    """
    with acting(task="remind_of_shifts"):
        total = 0
        while done := remind_volunteers(at_most=BATCH):
            total += done
        return total


@cron("10 4 * * *")
@task(queue_name="mass")
def end_pauses() -> int:
    """Every night: whoever wanted to pause until today is back. Returns the number of volunteers."""
    with acting(task="end_pauses"):
        return resume_after_pauses()


@cron("*/10 * * * *")
@task(queue_name="mass")
def fill_places() -> int:
    """Give free places to those on waitlists who have come to be able to take them. Returns how many."""
    with acting(task="fill_places"):
        return fill_free_places()
