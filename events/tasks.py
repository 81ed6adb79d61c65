"""Scheduled tasks of events."""

from crontask import cron
from django.tasks import task

from common.db.audit import acting
from events.actions.check_in import close_lists_kept_long_enough
from events.actions.feedback import ask_for_feedback
from events.actions.reminders import remind_parties
from events.actions.waitlist import release_due_seats

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


@cron("*/5 * * * *")
@task(queue_name="urgent")
def release_seats_of_elders() -> int:
    """Seats that were kept for elders until now go to who waits. Returns the number of events."""
    with acting(task="release_seats_of_elders"):
        total = 0
        while done := release_due_seats():
            total += done
        return total


@cron("10 9-20 * * *")
@task(queue_name="mass")
def ask_how_it_was() -> int:
    """By day: ask those who came to an event whose list is closed. Returns the number of parties."""
    with acting(task="ask_how_it_was"):
        total = 0
        while done := ask_for_feedback(at_most=BATCH):
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
