"""Cards with a QR code for doors and gates: whoever scans one reports a matter of this place."""

from dataclasses import dataclass
from typing import Any

from django.conf import settings
from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.http import require_safe

from accounts.auth.http import AuthenticatedHttpRequest
from common.http.cache_headers import private
from common.http.keys import get_named_or_404, get_visible_or_404
from common.http.qr_codes import qr_code_response
from grid.models import Building, Gate

KINDS: dict[str, Any] = {"building": Building, "gate": Gate}


@dataclass(frozen=True, slots=True)
class PlaceCard:
    """A card for a door or a gate: its place, and where the picture of its code lies."""

    place: Building | Gate
    code: str


@private
@login_required
@require_safe
def posters(request: AuthenticatedHttpRequest) -> HttpResponse:
    """/matters/posters/: cards to cut out, of all that the reader looks after, or of `?building=` or `?gate=`."""
    rows = {kind: model.objects.visible_to(request.user).select_related("estate") for kind, model in KINDS.items()}
    asked = {kind: get_named_or_404(request, kind, rows[kind]) for kind in KINDS}
    places = (
        [(kind, place) for kind, place in asked.items() if place]
        if any(asked.values())
        else [(kind, place) for kind in KINDS for place in rows[kind].order_by("estate__name", "pk")]
    )
    if not places:
        raise Http404
    cards = [PlaceCard(place, reverse("matters:poster_code", args=[kind, place.pk])) for kind, place in places]
    return render(request, "grid/matters/posters.html", {"cards": cards})


@private
@login_required
@require_safe
def poster_code(request: AuthenticatedHttpRequest, kind: str, pk: int) -> HttpResponse:
    """/matters/posters/….svg: the QR code of a card."""
    if kind not in KINDS:
        raise Http404
    place: Any = get_visible_or_404(KINDS[kind].objects.visible_to(request.user), pk)
    return qr_code_response(f"{settings.SITE_URL}{reverse('matters:new')}?{kind}={place.pk}")
