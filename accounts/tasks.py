"""Scheduled tasks: overdue deliveries are tried again, sign-ins change, and expired records are deleted."""

import datetime as dt
from typing import Any

from crontask import cron
from django.conf import settings
from django.core.management import call_command
from django.db import connection
from django.tasks import task
from django_tasks_db.models import DBTaskResult

from accounts.actions.sign_in_changes import make_change
from accounts.models import AccessLog, CodeTally, Delivery, SecurityEvent, SignInChange
from accounts.notifications.deliveries import INTERRUPTED, SENDING, enqueue_deliveries, send_deliveries
from common.db.audit import acting
from common.time import clock

# A task of its own has sent a delivery by then.
OVERDUE = dt.timedelta(minutes=1)
ACCESS_LOG_RETENTION = dt.timedelta(days=365)


@cron("* * * * *")
@task()
def redeliver_overdue() -> None:
    """Every minute: enqueue deliveries that are due and in no task, because their task has failed or was lost.

    A delivery whose worker has died while sending it may have been sent: it is not sent again, and the office sees it
    among the failed ones. `/healthz` also sees by this task that the clock runs.
    """
    now = clock.now()
    waiting = Delivery.objects.filter(state=Delivery.State.WAITING)
    waiting.filter(error=SENDING, due_at__lte=now).update(state=Delivery.State.FAILED, error=INTERRUPTED)
    overdue = waiting.filter(due_at__lt=now - OVERDUE).order_by("pk").values_list("pk", flat=True)
    if pks := set(overdue) - _in_tasks():
        enqueue_deliveries(sorted(pks))


def _in_tasks() -> set[int]:
    """The deliveries of all tasks that wait or run."""
    tasks = DBTaskResult.objects.filter(status__in=["READY", "RUNNING"], task_path=send_deliveries.module_path)
    return {pk for held in tasks.values_list("args_kwargs", flat=True) for pk in held["args"][0]}


@cron("5 * * * *")
@task()
def delete_expired_sessions() -> None:
    """Every hour: delete expired sessions, so that what visitors typed who have left does not lie there."""
    with acting(task="delete_expired_sessions"):
        call_command("clearsessions")


@cron("*/10 * * * *")
@task()
def make_due_sign_in_changes() -> None:
    """New numbers and addresses of sign-ins that have waited for their day count from now."""
    with acting(task="sign_in_changes"):
        for change in SignInChange.objects.due().select_related("user").order_by("pk"):
            make_change(change)


@cron("20 3 * * *")
@task(queue_name="mass")
def delete_expired() -> None:
    """Every night: delete expired cache rows and task results, and logs older than a year."""
    with acting(task="delete_expired"):
        _delete_expired_cache_rows()
        call_command("prune_db_task_results", verbosity=0)
        for log in (AccessLog, SecurityEvent):
            log.objects.filter(at__lt=clock.now() - ACCESS_LOG_RETENTION).delete()
        CodeTally.objects.filter(day__lt=clock.today() - ACCESS_LOG_RETENTION).delete()
        SignInChange.objects.filter(due_at__lt=clock.now() - ACCESS_LOG_RETENTION).delete()


def _delete_expired_cache_rows() -> None:
    """Delete expired rows of the cache table, which otherwise stay until the table is full."""
    caches: Any = settings.CACHES
    table = connection.ops.quote_name(caches["default"]["LOCATION"])
    with connection.cursor() as cursor:
        cursor.execute(f"DELETE FROM {table} WHERE expires < %s", [clock.now()])  # noqa: S608 - our own table name
