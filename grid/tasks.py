"""Scheduled tasks of the organisation."""

from crontask import cron
from django.tasks import task

from common.db.audit import acting
from grid.actions.identity import end_displays_of_the_past


@cron("10 0 * * *")
@task()
def end_displays() -> int:
    """Every night: end the identity displays of appointments that ended yesterday and delete their photos.

    Returns their number.
    """
    with acting(task="end_displays"):
        return end_displays_of_the_past()
