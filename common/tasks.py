"""Scheduled tasks of no single app."""

import datetime as dt

from crontask import cron
from django.tasks import task

from common.files.pictures import cut_missing_sizes
from common.models import Submission
from common.time import clock

SUBMISSION_RETENTION = dt.timedelta(days=1)


@cron("40 * * * *")
@task()
def forget_submissions() -> None:
    """Every hour: forget the forms that were sent more than a day ago."""
    Submission.objects.filter(at__lt=clock.now() - SUBMISSION_RETENTION).delete()


@cron("*/10 * * * *")
@task(queue_name="pictures")
def recut_pictures() -> None:
    """Cut sizes that are missing: the disk was full, the worker died, or the uploads were restored without them."""
    cut_missing_sizes()
