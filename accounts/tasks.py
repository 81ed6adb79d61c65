"""Scheduled tasks: late deliveries are tried again, sign-ins change, and expired records are deleted."""

import datetime as dt
from typing import Any

from crontask import cron
from django.conf import settings
from django.core.management import call_command
from django.db import connection
from django.tasks import task

from accounts.actions.sign_in_changes import make_change
from accounts.models import AccessLog, Delivery, SecurityEvent, SignInChange
from accounts.notifications.deliveries import LEASE, send_deliveries
from common.db.audit import acting
from common.time import clock

ACCESS_LOG_RETENTION = dt.timedelta(days=365)


@cron("*/10 * * * *")
@task()
def redeliver_overdue() -> None:
    """Enqueue deliveries again that are long due: their worker died, or their task was lost."""
    late = clock.now() - LEASE
    overdue = Delivery.objects.filter(state=Delivery.State.WAITING, due_at__lt=late).order_by("pk")
    if pks := list(overdue.values_list("pk", flat=True)[:500]):
        send_deliveries.enqueue(pks)


@cron("*/10 * * * *")
@task()
def make_due_sign_in_changes() -> None:
    """New numbers and addresses of sign-ins that have waited for their day count from now."""
    with acting(task="sign_in_changes"):
        for change in SignInChange.objects.due().select_related("user").order_by("pk"):
            make_change(change)


@cron("20 3 * * *")
@task()
def delete_expired() -> None:
    """Every night: delete expired sessions, cache rows and task results, and logs older than a year."""
    with acting(task="delete_expired"):
        call_command("clearsessions")
        _delete_expired_cache_rows()
        call_command("prune_db_task_results", verbosity=0)
        for log in (AccessLog, SecurityEvent):
            log.objects.filter(at__lt=clock.now() - ACCESS_LOG_RETENTION).delete()
        SignInChange.objects.filter(due_at__lt=clock.now() - ACCESS_LOG_RETENTION).delete()


def _delete_expired_cache_rows() -> None:
    """Delete expired rows of the cache table, which otherwise stay until the table is full."""
    caches: Any = settings.CACHES
    table = connection.ops.quote_name(caches["default"]["LOCATION"])
    with connection.cursor() as cursor:
        cursor.execute(f"DELETE FROM {table} WHERE expires < %s", [clock.now()])  # noqa: S608 - our own table name
