"""What the clock does for the organisation."""

from crontask import cron
from django.tasks import task

from common.db.audit import acting
from grid.actions.identity import end_displays_of_the_past


@cron("10 0 * * *")
@task()
def end_displays() -> int:
    """Every night: an appointment ended with yesterday, so its holder's photo goes; how many went."""
    with acting(task="end_displays"):
        return end_displays_of_the_past()
