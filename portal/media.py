"""Pictures that staff uploaded. gunicorn serves them itself, so that one process is all a community needs."""

from django.conf import settings
from django.http import HttpRequest
from django.http.response import HttpResponseBase
from django.views.decorators.http import require_safe
from django.views.static import serve

YEAR = 365 * 24 * 3600


@require_safe
def cover(request: HttpRequest, path: str) -> HttpResponseBase:
    """A cover of an event. Only what the site itself encoded as WebP is ever served; its name never changes."""
    response = serve(request, f"events/covers/{path}.webp", document_root=str(settings.MEDIA_ROOT))
    response.headers["Content-Type"] = "image/webp"
    response.headers["Cache-Control"] = f"public, max-age={YEAR}, immutable"
    response.headers["X-Content-Type-Options"] = "nosniff"
    return response
