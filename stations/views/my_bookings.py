"""/me/bookings/: the reader's bookings and the wards', to come and past; and as a file for a calendar."""

from django.contrib.auth.decorators import login_required
from django.http import HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from accounts.auth.http import AuthenticatedHttpRequest
from common.files.ical import calendar_response
from common.http.cache_headers import private
from common.http.pagination import page_of
from common.time import clock
from stations.exports.ical import calendar_of_bookings
from stations.models import Booking
from stations.selectors.bookings import coming_bookings
from stations.selectors.no_shows import booking_pauses_in_care_of

FILE_HOLDS = 200


@private
@login_required
@require_safe
def bookings(request: AuthenticatedHttpRequest) -> HttpResponse:
    """/me/bookings/: the reader's bookings and the wards', to come and, in pages, past; and for whom booking is
    paused.
    """
    now = clock.now()
    over = Booking.objects.owned_by(request.user).exclude(status__in=Booking.LIVE, ends_at__gt=now)
    past = over.select_related("space__station", "person").order_by("-starts_at", "-pk")
    context = {
        "coming": coming_bookings(request.user),
        "past": page_of(past, request.GET.get("page", "")),
        "asked_for_past": "page" in request.GET,
        "pauses": booking_pauses_in_care_of(request.user),
    }
    return render(request, "stations/my_bookings.html", context)


@private
@login_required
@require_safe
def calendar_file(request: AuthenticatedHttpRequest) -> HttpResponse:
    """/me/bookings.ics: the coming bookings of the reader and the wards as an iCalendar file, at most FILE_HOLDS."""
    return calendar_response(
        calendar_of_bookings(coming_bookings(request.user)[:FILE_HOLDS]), filename="bookings.ics"
    )
