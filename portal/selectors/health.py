"""How the portal stands: its database, its tasks, its disks."""

import datetime as dt
import os
import shutil
import tempfile
import time
from typing import Any

from django.conf import settings
from django.db import DatabaseError, connection, transaction
from django.db.models import Case, F, Min, When
from django_tasks_db.models import DBTaskResult

from accounts.models import Delivery
from accounts.tasks import redeliver_overdue
from common.db import workers
from common.db.task_backend import AT_ONCE
from common.time import clock

# No answer takes longer, whatever is locked.
STATEMENT_TIMEOUT = "300ms"
# The clock enqueues a task each minute, and a worker takes it at once.
LATE_AFTER_SECONDS = 180
LITTLE_DISK = 200 * 1024 * 1024
# A probe writes, so a process probes at most this often.
PROBE_SECONDS = 10


def portal_health() -> dict[str, Any]:
    """For monitoring: figures, and `problems` by name; none has personal data.

    Ages are in seconds, disks in free bytes; None where it is not known.
    """
    problems = []
    if not database_works():
        problems.append("database")
    figures: dict[str, Any] = {}
    try:
        with transaction.atomic():
            _bound()
            figures |= _queue_figures()
            figures["database_disk_free"] = _database_disk_free()
    except DatabaseError:
        problems += [] if "database" in problems else ["database_slow"]
    figures |= _upload_figures()
    for name in ("oldest_due_notice", "oldest_due_task", "clock_age"):
        if (figures.get(name) or 0) > LATE_AFTER_SECONDS:
            problems.append(name)
    if figures.get("tasks_without_worker"):
        problems.append("tasks_without_worker")
    if figures.get("workers") == 0:
        problems.append("workers")
    for name in ("database_disk_free", "uploads_disk_free"):
        if (free := figures.get(name)) is not None and free < LITTLE_DISK:
            problems.append(name)
    if not figures["uploads_writable"]:
        problems.append("uploads_writable")
    return {"problems": problems, **figures}


_probed: tuple[float, bool] | None = None


def database_works() -> bool:
    """Whether the database answers and writes. One with a full disk still reads, so a row is really written."""
    global _probed
    try:
        with transaction.atomic():
            _bound()
            with connection.cursor() as cursor:
                if _probed and _probed[1] and time.monotonic() - _probed[0] < PROBE_SECONDS:
                    cursor.execute("SELECT 1")
                    return True
                # Larger than what may still be free in a page, and gone with the transaction.
                cursor.execute("CREATE TEMPORARY TABLE healthz ON COMMIT DROP AS SELECT repeat('x', 1000)")
            transaction.set_rollback(True)
    except DatabaseError:
        _probed = None
        return False
    _probed = time.monotonic(), True
    return True


def _bound() -> None:
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT set_config('statement_timeout', %s, true), set_config('lock_timeout', %s, true)",
            [STATEMENT_TIMEOUT, STATEMENT_TIMEOUT],
        )


def _queue_figures() -> dict[str, Any]:
    now = clock.now()
    due_at = Case(When(run_after=AT_ONCE, then=F("enqueued_at")), default=F("run_after"))
    notice = Delivery.objects.filter(state=Delivery.State.WAITING).aggregate(at=Min("due_at"))["at"]
    task = DBTaskResult.objects.ready().aggregate(at=Min(due_at))["at"]
    by_clock = DBTaskResult.objects.filter(task_path=redeliver_overdue.module_path)
    newest = by_clock.order_by("-enqueued_at").values_list("enqueued_at", flat=True).first()
    return {
        "oldest_due_notice": _age(notice, now) or 0,
        "oldest_due_task": _age(task, now) or 0,
        "clock_age": _age(newest, now),
        "tasks_without_worker": workers.count_lost_tasks(),
        "workers": workers.count_workers(),
    }


def _age(at: dt.datetime | None, now: dt.datetime) -> int | None:
    return max(0, round((now - at).total_seconds())) if at else None


def _database_disk_free() -> int | None:
    """Known when the server runs on this machine and this user may ask where."""
    try:
        with transaction.atomic(), connection.cursor() as cursor:
            cursor.execute("SELECT current_setting('data_directory')")
            return shutil.disk_usage(cursor.fetchone()[0]).free
    except (DatabaseError, OSError):
        return None


def _upload_figures() -> dict[str, Any]:
    """Whether a file can be written to the folder of uploads, and how much space is left there."""
    folder = settings.MEDIA_ROOT
    try:
        os.makedirs(folder, exist_ok=True)
        with tempfile.NamedTemporaryFile(dir=folder, prefix=".healthz-") as probe:
            probe.write(b"x" * 4096)
            probe.flush()
        writable = True
    except OSError:
        writable = False
    try:
        return {"uploads_writable": writable, "uploads_disk_free": shutil.disk_usage(folder).free}
    except OSError:
        return {"uploads_writable": writable, "uploads_disk_free": None}
