"""Scheduled tasks of the volunteer team."""

from crontask import cron
from django.tasks import task

from common.db.audit import acting
from volunteers.actions.volunteers import resume_after_pauses


@cron("10 4 * * *")
@task(queue_name="mass")
def end_pauses() -> int:
    """Every night: whoever wanted to pause until today is back. Returns the number of volunteers."""
    with acting(task="end_pauses"):
        return resume_after_pauses()
