"""The QR code at a door: who stands there checks in to the own booking; and the poster that carries the code."""

from django.contrib import messages
from django.contrib.auth.views import redirect_to_login
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from accounts.models import User
from common.exceptions import Refused
from common.http.cache_headers import private
from common.http.ratelimit import refuse_if_too_many
from stations.actions.check_in import check_in_at_door, finish_booking
from stations.models import Space
from stations.rules.booking_acts import BookingRelation, possible_booking_acts
from stations.selectors.check_in import booking_of_now, free_today

RATES = "60/10m/user"


@private
@require_http_methods(["GET", "HEAD", "POST"])
def door(request: HttpRequest, code: str) -> HttpResponse:
    """/stations/door/…/: check-in at the door of a room: the reader's booking of now and one button. Nobody else's
    name is ever here.
    """
    # Also of a room that is shown no more: who has booked it before must still be able to check in.
    rows = Space.objects.select_related("station__community")
    space = get_object_or_404(rows, door_code=code)
    user = request.user if isinstance(request.user, User) else None
    if request.method == "POST":
        if user is None:
            return redirect_to_login(request.path)
        if refusal := refuse_if_too_many(request, "door", RATES):
            return refusal
        _act(request, space, by=user)
        return redirect(request.path)
    booking = booking_of_now(space, user) if user else None
    context = {
        "space": space,
        "booking": booking,
        "acts": possible_booking_acts(BookingRelation(user, booking)) if user and booking else frozenset(),
        "entrance": f"{reverse('account_login')}?next={request.path}",
        "free": [] if booking else free_today(space),
    }
    return render(request, "stations/check_in.html", context)


def _act(request: HttpRequest, space: Space, *, by: User) -> None:
    """Check in, or leave early when that button was pressed."""
    try:
        if request.POST.get("act") == "leave":
            booking = booking_of_now(space, by)
            if booking:
                finish_booking(booking, by=by)
                messages.success(request, _("Thank you. The room is free for others now."))
            return
        check_in_at_door(space, by=by)
        messages.success(request, _("You are checked in. Have a good time!"))
    except Refused as refused:
        messages.error(request, str(refused))


# --- The poster
