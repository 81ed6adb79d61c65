"""`/healthz` for monitoring: whether the portal works. It has no personal data."""

from django.db import Error, connection
from django.http import HttpRequest, JsonResponse
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe
from psycopg_pool import PoolTimeout

from portal.selectors.health import queue_state


@never_cache
@require_safe
def health(request: HttpRequest) -> JsonResponse:
    """/healthz: 200 while the database answers, 503 when it does not. `worker` is `late` when tasks wait too long."""
    try:
        with connection.cursor() as cursor:
            cursor.execute("SELECT 1")
        tasks = queue_state()
    except (Error, PoolTimeout):
        return JsonResponse({"database": "down"}, status=503)
    return JsonResponse({"database": "ok", **tasks})
