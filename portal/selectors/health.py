"""How the queue of tasks stands."""

from typing import Any

from django_tasks_db.models import DBTaskResult

from common.time import clock

# When a task waits longer than this, no worker is running.
LATE_AFTER_SECONDS = 120


def queue_state() -> dict[str, Any]:
    """For `/healthz`: how many tasks wait and how long (seconds); `late` when no worker takes them."""
    oldest = DBTaskResult.objects.ready().order_by("enqueued_at").values_list("enqueued_at", flat=True).first()
    waited = round((clock.now() - oldest).total_seconds()) if oldest else 0
    return {
        "worker": "late" if waited > LATE_AFTER_SECONDS else "ok",
        "waiting_tasks": DBTaskResult.objects.ready().count(),
        "oldest_waits_seconds": waited,
    }
