"""What the clock starts: it picks up what was left behind, and tidies up."""

import datetime as dt
from typing import Any

from crontask import cron
from django.conf import settings
from django.core.management import call_command
from django.db import connection
from django.tasks import task

from accounts.models import AccessLog, Delivery, SecurityEvent
from accounts.notifications.deliveries import LEASE, deliver
from common.db.audit import acting
from common.time import clock

ACCESS_LOG_KEPT = dt.timedelta(days=365)


@cron("*/10 * * * *")
@task()
def deliver_left_behind() -> None:
    """Hand over again what is long due: its worker died, or its task was lost."""
    late = clock.now() - LEASE
    left = Delivery.objects.filter(state=Delivery.State.WAITING, due_at__lt=late).order_by("pk")
    if pks := list(left.values_list("pk", flat=True)[:500]):
        deliver.enqueue(pks)


@cron("20 3 * * *")
@task()
def tidy_up() -> None:
    """Every night: sessions, counters and finished tasks that are over, and access logs older than a year."""
    with acting(task="tidy_up"):
        call_command("clearsessions")
        _forget_cached()
        call_command("prune_db_task_results", verbosity=0)
        for log in (AccessLog, SecurityEvent):
            log.objects.filter(at__lt=clock.now() - ACCESS_LOG_KEPT).delete()


def _forget_cached() -> None:
    """Delete expired rows of the cache table, which otherwise stay until the table is full."""
    stores: Any = settings.CACHES
    table = connection.ops.quote_name(stores["default"]["LOCATION"])
    with connection.cursor() as cursor:
        cursor.execute(f"DELETE FROM {table} WHERE expires < %s", [clock.now()])  # noqa: S608 - our own table name
