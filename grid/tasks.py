"""Scheduled tasks of the organisation, and of matters."""

from crontask import cron
from django.tasks import task

from common.db.audit import acting
from grid.actions.identity import end_displays_of_the_past
from grid.actions.matter_answers import confirm_quiet
from grid.actions.matter_reports import delete_photos_never_sent, forget_guests


@cron("10 0 * * *")
@task()
def end_displays() -> int:
    """Every night: end the identity displays of appointments that ended yesterday and delete their photos.

    Returns their number.
    """
    with acting(task="end_displays"):
        return end_displays_of_the_past()


@cron("25 * * * *")
@task(queue_name="mass")
def confirm_matters() -> int:
    """Every hour: what was mended seven days ago and nobody sent back is confirmed. Returns how many."""
    with acting(task="confirm_matters"):
        total = 0
        while done := confirm_quiet():
            total += done
        return total


@cron("40 3 * * *")
@task(queue_name="mass")
def tidy_matters() -> int:
    """Every night: photos that were never sent, and what guests left long ago. Returns how many rows."""
    with acting(task="tidy_matters"):
        return delete_photos_never_sent() + forget_guests()
