"""Uploaded pictures. gunicorn serves them itself, so a community needs no second web server."""

import errno

from django.conf import settings
from django.db.models import QuerySet
from django.http import Http404, HttpRequest
from django.http.response import HttpResponseBase
from django.views.decorators.http import require_safe
from django.views.static import serve

from accounts.models import User
from events.selectors.recaps import is_photo_shown as is_event_photo_shown
from events.selectors.recaps import may_see_photo
from grid.models import IdentityDisplay, Matter, MatterPhoto
from volunteers.models import VolunteerCard
from volunteers.selectors.teams import is_photo_shown

YEAR = 365 * 24 * 3600
# A photo that is taken away is seen no longer than that.
FEW_MINUTES = 5 * 60


@require_safe
def cover(request: HttpRequest, path: str) -> HttpResponseBase:
    """/media/events/covers/….webp: the cover photo of an event."""
    return _immutable(request, f"events/covers/{path}.webp")


@require_safe
def station_photo(request: HttpRequest, path: str) -> HttpResponseBase:
    """/media/stations/….webp: a photo of a station."""
    return _immutable(request, f"stations/{path}.webp")


@require_safe
def result_photo(request: HttpRequest, name: str) -> HttpResponseBase:
    """/media/volunteers/results/….webp: a photo of what came of an activity, as long as that is public."""
    path = f"volunteers/results/{name}.webp"
    if not is_photo_shown(path):
        raise Http404
    return _for_few_minutes(request, path)


@require_safe
def recap_photo(request: HttpRequest, name: str) -> HttpResponseBase:
    """/media/events/recaps/….webp: a photo of an event, for everybody as long as the recap is public.

    Until then, and once it is withdrawn, it is there for who may change the event.
    """
    path = f"events/recaps/{name}.webp"
    if is_event_photo_shown(path):
        return _for_few_minutes(request, path)
    if not (isinstance(request.user, User) and may_see_photo(path, request.user)):
        raise Http404
    return _uncached(request, path)


def _for_few_minutes(request: HttpRequest, path: str) -> HttpResponseBase:
    response = _webp(request, path)
    response.headers["Cache-Control"] = f"public, max-age={FEW_MINUTES}"
    return response


def _immutable(request: HttpRequest, path: str) -> HttpResponseBase:
    """Serve only files that the portal itself encoded as WebP.

    Their names never change, so browsers may keep them.
    """
    response = _webp(request, path)
    response.headers["Cache-Control"] = f"public, max-age={YEAR}, immutable"
    return response


def _webp(request: HttpRequest, path: str) -> HttpResponseBase:
    try:
        response = serve(request, path, document_root=str(settings.MEDIA_ROOT))
    except OSError as error:
        if error.errno == errno.ENAMETOOLONG:  # longer than the name of any file
            raise Http404 from None
        raise
    response.headers["Content-Type"] = "image/webp"
    response.headers["X-Content-Type-Options"] = "nosniff"
    return response


@require_safe
def portrait(request: HttpRequest, name: str) -> HttpResponseBase:
    """/media/grid/portraits/….webp: a pioneer's photo, as long as the consent and the appointment last."""
    path = f"grid/portraits/{name}.webp"
    return _while_shown(request, path, IdentityDisplay.objects.live().filter(photo=path))


@require_safe
def matter_photo(request: HttpRequest, name: str) -> HttpResponseBase:
    """/media/grid/matters/….webp: a photo of a report, for who may see the report: everybody, its reporters, staff.

    Of a report that is not public, the name of the file is on the pages of those alone who may see it. Of one that
    was not taken up, staff alone see it: they may take it up after all.
    """
    path = f"grid/matters/{name}.webp"
    photos = MatterPhoto.objects.filter(photo=path)
    shown = photos.exclude(matter__status=Matter.Status.REJECTED)
    if isinstance(request.user, User):
        shown |= photos.filter(matter__in=Matter.objects.visible_to(request.user))
    return _while_shown(request, path, shown)


@require_safe
def volunteer_photo(request: HttpRequest, name: str) -> HttpResponseBase:
    """/media/volunteers/cards/….webp: a volunteer's photo, as long as the consent and the membership last."""
    path = f"volunteers/cards/{name}.webp"
    return _while_shown(request, path, VolunteerCard.objects.live().filter(photo=path))


def _while_shown(request: HttpRequest, path: str, shown: QuerySet) -> HttpResponseBase:
    """A photo that somebody may withdraw at any moment: it may not be cached."""
    if not shown.exists():
        raise Http404
    return _uncached(request, path)


def _uncached(request: HttpRequest, path: str) -> HttpResponseBase:
    response = _webp(request, path)
    response.headers["Cache-Control"] = "private, no-store"
    return response
