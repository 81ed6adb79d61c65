"""The day of a space: what is free, and how one books."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.utils import timezone
from django.views.decorators.http import require_safe

from common.care import Care
from common.http.cache_headers import private_when_signed_in
from common.http.page_cache import public_page
from stations.forms.room_filter import purpose_from_address
from stations.models import Booking, Space
from stations.presenters.day_page import DayPage
from stations.presenters.opening_hours import closing_in_words, moment_in_words
from stations.presenters.policy import booking_policy_in_words
from stations.selectors.no_shows import booking_pauses_in_care_of
from stations.selectors.opening_hours import standing_of_station

# Two weeks fit a phone as two rows; in care mode one reads them one below the other.
DAYS, DAYS_IN_CARE = 14, 7


@require_safe
@public_page
def space(request: HttpRequest, pk: int) -> HttpResponse:
    """/stations/spaces/…/: the page of a space on one day, for everybody; who taps a free hour is led to sign in and
    back to that hour.
    """
    space = get_object_or_404(Space.objects.published().select_related("station__community", "part_of"), pk=pk)
    if space.use == Space.Use.DROP_IN:
        return _drop_in(request, space)
    page = day_page(request, space)
    context = {
        "space": space,
        "page": page,
        "chosen": page.chosen(request.GET.get("start", "")),
        "purpose": purpose_from_address(request.GET.get("purpose", "")),
        "policy": booking_policy_in_words(space),
        "parts": space.parts.filter(active=True),
        "pauses": booking_pauses_in_care_of(request.user) if request.user.is_authenticated else [],
    }
    return private_when_signed_in(request, render(request, "stations/space.html", context))


def _drop_in(request: HttpRequest, space: Space) -> HttpResponse:
    standing = standing_of_station(space.station)
    context = {
        "space": space,
        "standing": standing,
        "closes": closing_in_words(standing.until) if standing.until else "",
        "opens": moment_in_words(standing.opens) if standing.opens else "",
    }
    return private_when_signed_in(request, render(request, "stations/drop_in.html", context))


def day_page(request: HttpRequest, space: Space, *, moving: Booking | None = None) -> DayPage:
    """A space on the day in the address; else today, or the day of the booking for which another time is sought."""
    user = request.user if request.user.is_authenticated else None
    care: Care = request.care  # type: ignore[attr-defined]
    day = f"{timezone.localdate(moving.starts_at)}" if moving else ""
    return DayPage(
        space,
        request.GET.get("day", day),
        user=user,
        width=DAYS_IN_CARE if care.on else DAYS,
        moving=moving,
        only_offers=care.on,
    )
