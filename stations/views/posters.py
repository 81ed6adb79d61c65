"""The poster for the door of a room, and the QR code that it carries."""

from django.conf import settings
from django.contrib.auth.decorators import login_required
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.views.decorators.http import require_safe

from accounts.auth.http import AuthenticatedHttpRequest
from common.http.cache_headers import private
from common.http.qr_codes import qr_code_response
from stations.models import Space


def door_address(space: Space) -> str:
    """The full address that the QR code on a poster holds: the check-in at the door of the space."""
    return settings.SITE_URL + reverse("stations:door", args=[space.door_code])


def _own(request: AuthenticatedHttpRequest, pk: int) -> Space:
    """A space that the reader may change: only they hang posters up."""
    rows = Space.objects.permitted(request.user, "change").select_related("station__community")
    space: Space = get_object_or_404(rows, pk=pk)
    return space


@private
@login_required
@require_safe
def poster(request: AuthenticatedHttpRequest, pk: int) -> HttpResponse:
    """/stations/spaces/…/poster/: the poster for the door of a space, to be printed; only for who may change the
    space.
    """
    space = _own(request, pk)
    context = {
        "space": space,
        "address": door_address(space),
        "code": reverse("stations:poster_code", args=[space.pk]),
        "phone": space.station.phone or space.station.community.phone,
    }
    return render(request, "stations/poster.html", context)


@private
@login_required
@require_safe
def poster_code(request: AuthenticatedHttpRequest, pk: int) -> HttpResponse:
    """/stations/spaces/…/poster.svg: the QR code of a poster as a file."""
    return qr_code_response(door_address(_own(request, pk)))
