"""The day of a space, and one's bookings."""

from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render

from accounts.http import AuthenticatedHttpRequest
from common import clock
from stations.availability import Availability
from stations.models import Booking, Space


def space(request: HttpRequest, pk: int) -> HttpResponse:
    found = get_object_or_404(Space.objects.published().select_related("station"), pk=pk)
    today = clock.today()
    slots = Availability(found, today, today).slots(today)
    return render(request, "stations/space.html", {"space": found, "slots": slots})


@login_required
def booking(request: AuthenticatedHttpRequest, pk: int) -> HttpResponse:
    found = get_object_or_404(Booking.objects.owned_by(request.user).select_related("space__station"), pk=pk)
    return render(request, "stations/booking.html", {"booking": found})
