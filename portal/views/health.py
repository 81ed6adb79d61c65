"""`/healthz` for monitoring: whether the portal works. It has no personal data."""

from django.conf import settings
from django.http import HttpRequest, JsonResponse
from django.utils.crypto import constant_time_compare
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from portal.selectors import health as selectors


@never_cache
@require_safe
def health(request: HttpRequest) -> JsonResponse:
    """/healthz: 200 while the database answers and writes, else 503.

    Whoever sends HEALTH_TOKEN is told the figures too, and gets 503 with any problem, such as tasks without a worker.
    """
    if knows_token(request):
        figures = selectors.portal_health()
        return JsonResponse({"ok": not figures["problems"], **figures}, status=503 if figures["problems"] else 200)
    works = selectors.database_works()
    return JsonResponse({"ok": works}, status=200 if works else 503)


def knows_token(request: HttpRequest) -> bool:
    """Whether the request has the header `Authorization: Bearer` with HEALTH_TOKEN; none has while it is not set."""
    token: str = settings.HEALTH_TOKEN
    given = request.headers.get("Authorization", "")
    return bool(token) and constant_time_compare(given, f"Bearer {token}")
