"""Pictures that people uploaded. gunicorn serves them itself, so that one process is all a community needs."""

from django.conf import settings
from django.http import Http404, HttpRequest
from django.http.response import HttpResponseBase
from django.views.decorators.http import require_safe
from django.views.static import serve

from grid.models import IdentityDisplay

YEAR = 365 * 24 * 3600


@require_safe
def cover(request: HttpRequest, path: str) -> HttpResponseBase:
    """A cover of an event."""
    return _kept_for_ever(request, f"events/covers/{path}.webp")


@require_safe
def station_photo(request: HttpRequest, path: str) -> HttpResponseBase:
    """A photo of a station."""
    return _kept_for_ever(request, f"stations/{path}.webp")


def _kept_for_ever(request: HttpRequest, path: str) -> HttpResponseBase:
    """Only what the site itself encoded as WebP is ever served; its name never changes."""
    response = serve(request, path, document_root=str(settings.MEDIA_ROOT))
    response.headers["Content-Type"] = "image/webp"
    response.headers["Cache-Control"] = f"public, max-age={YEAR}, immutable"
    response.headers["X-Content-Type-Options"] = "nosniff"
    return response


@require_safe
def portrait(request: HttpRequest, name: str) -> HttpResponseBase:
    """A pioneer's photo, while the consent and the appointment last. No cache keeps it beyond that."""
    path = f"grid/portraits/{name}.webp"
    if not IdentityDisplay.objects.live().filter(photo=path).exists():
        raise Http404
    response = serve(request, path, document_root=str(settings.MEDIA_ROOT))
    response.headers["Content-Type"] = "image/webp"
    response.headers["Cache-Control"] = "private, no-store"
    response.headers["X-Content-Type-Options"] = "nosniff"
    return response
