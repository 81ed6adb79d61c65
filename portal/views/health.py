"""`/healthz` for monitoring: whether the portal works. It has no personal data."""

from typing import Any

from django.db import Error, connection
from django.http import HttpRequest, JsonResponse
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe
from django_tasks_db.models import DBTaskResult
from psycopg_pool import PoolTimeout

from common.time import clock

# When a task waits longer than this, no worker is running.
LATE_AFTER_SECONDS = 120


@never_cache
@require_safe
def health(request: HttpRequest) -> JsonResponse:
    """200 while the database answers, 503 when it does not. `worker` is `late` when tasks wait too long."""
    try:
        with connection.cursor() as cursor:
            cursor.execute("SELECT 1")
        tasks = queue_state()
    except (Error, PoolTimeout):
        return JsonResponse({"database": "down"}, status=503)
    return JsonResponse({"database": "ok", **tasks})


def queue_state() -> dict[str, Any]:
    """For `/healthz`: how many tasks wait and how long (seconds); `late` when no worker takes them."""
    oldest = DBTaskResult.objects.ready().order_by("enqueued_at").values_list("enqueued_at", flat=True).first()
    waited = round((clock.now() - oldest).total_seconds()) if oldest else 0
    return {
        "worker": "late" if waited > LATE_AFTER_SECONDS else "ok",
        "waiting_tasks": DBTaskResult.objects.ready().count(),
        "oldest_waits_seconds": waited,
    }
