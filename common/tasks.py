"""Scheduled tasks: sizes of uploaded photos that are missing are cut again."""

from crontask import cron
from django.tasks import task

from common.files.pictures import cut_missing_sizes


@cron("*/10 * * * *")
@task(queue_name="pictures")
def recut_pictures() -> None:
    """Cut sizes that are missing: the disk was full, the worker died, or the uploads were restored without them."""
    cut_missing_sizes()
