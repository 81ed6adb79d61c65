"""My booking: what it says, and what can still be done about it."""

import datetime as dt
from collections.abc import Callable
from functools import partial

from django.conf import settings
from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from accounts.auth.http import AuthenticatedHttpRequest
from accounts.models import User
from common.exceptions import Refused
from common.files.ical import calendar_response
from common.http.cache_headers import private
from common.http.methods import post_only
from common.http.ratelimit import refuse_if_too_many
from common.time import formatting
from stations.actions.bookings import cancel_booking, change_booking_time, undo_cancellation
from stations.exports.ical import calendar_of_bookings
from stations.forms.bookings import BookingTimeForm
from stations.models import Booking
from stations.presenters.alternatives import alternative_times
from stations.rules.access import is_in_charge
from stations.rules.booking_acts import BookingAct, BookingRelation, possible_booking_acts
from stations.rules.bookings import refusal_of_booking_from
from stations.selectors.availability import availability_around
from stations.views.book import RATES
from stations.views.spaces import day_page


def owned(request: AuthenticatedHttpRequest, pk: int) -> Booking:
    """The booking, if it is the reader's or a ward's of today; else 404."""
    own = Booking.objects.owned_by(request.user).select_related("space__station__community", "person")
    return get_object_or_404(own, pk=pk)


@private
@login_required
@require_safe
def booking(request: AuthenticatedHttpRequest, pk: int) -> HttpResponse:
    """/stations/bookings/…/: the reader's booking: what it says, and the acts that are possible now."""
    one = owned(request, pk)
    context = {
        "booking": one,
        "space": one.space,
        "acts": possible_booking_acts(BookingRelation(request.user, one)),
        "undo_ends_at": one.undo_ends_at(),
        "released_after": settings.NO_SHOW_AFTER_MINUTES,
    }
    return render(request, "stations/booking.html", context)


def _act(request: AuthenticatedHttpRequest, pk: int, act: Callable[[Booking, User], str]) -> HttpResponse:
    """Do `act` to the reader's booking, say what it answers or why it was refused, and show it again."""
    one = owned(request, pk)
    if refusal := refuse_if_too_many(request, "booking", RATES):
        return refusal
    try:
        messages.success(request, act(one, request.user))
    except Refused as refused:
        messages.error(request, str(refused))
    return redirect(one)


@private
@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def cancel(request: AuthenticatedHttpRequest, pk: int) -> HttpResponse:
    """/stations/bookings/…/cancel/: cancel a booking: asks once; within ten minutes of booking the booking's own
    page posts here without asking.
    """
    one = owned(request, pk)
    if request.method != "POST":
        if BookingAct.CANCEL not in possible_booking_acts(BookingRelation(request.user, one)):
            return redirect(one)
        return render(request, "stations/cancel.html", {"booking": one})

    def act(one: Booking, by: User) -> str:
        cancel_booking(one, by=by)
        return _("The booking is cancelled. The room is free for others.")

    return _act(request, pk, act)


@private
@login_required
@post_only("stations:booking", "pk")
def undo_cancelling(request: AuthenticatedHttpRequest, pk: int) -> HttpResponse:
    """/stations/bookings/…/undo/: take the cancellation of the reader's booking back, and show the booking again."""

    def act(one: Booking, by: User) -> str:
        again = undo_cancellation(one, by=by)
        if again.is_requested:
            return _("The request is restored: it waits for the station's answer again.")
        return _("The booking is restored: the room is still yours.")

    return _act(request, pk, act)


@private
@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def move(request: AuthenticatedHttpRequest, pk: int) -> HttpResponse:
    """/stations/bookings/…/time/: another time for a booking in the same space: first the day, then, with `?start=`,
    for how long.
    """
    one = owned(request, pk)
    if request.method == "POST" and (refusal := refuse_if_too_many(request, "booking", RATES)):
        return refusal
    if BookingAct.MOVE not in possible_booking_acts(BookingRelation(request.user, one)):
        messages.error(request, _("The time of this booking can no longer be changed."))
        return redirect(one)
    start = formatting.from_address(request.GET.get("start", ""))
    if start is None:
        page = day_page(request, one.space, moving=one)
        return render(request, "stations/move.html", {"booking": one, "space": one.space, "page": page})
    return _to(request, one, start)


def _to(request: AuthenticatedHttpRequest, one: Booking, start: dt.datetime) -> HttpResponse:
    free = availability_around(
        one.space, start, staff=partial(is_in_charge, request.user, one.space), ignored_hold=one.hold_id
    )
    if request.method != "POST" and (refused := refusal_of_booking_from(free, start)):
        context = {
            "booking": one,
            "space": one.space,
            "refused": refused,
            "offers": alternative_times(free, refused, starts_at=start, minutes=one.minutes),
        }
        return render(request, "stations/not_free.html", context)
    data = request.POST if request.method == "POST" else None
    form = BookingTimeForm(data, free=free, start=start, minutes=one.minutes)
    near: list[dt.datetime] = []
    minutes = one.minutes
    if form.is_valid():
        minutes = form.cleaned_data["minutes"]
        ends_at = start + dt.timedelta(minutes=minutes)
        try:
            moved = change_booking_time(one, starts_at=start, ends_at=ends_at, by=request.user)
        except Refused as refused:
            form.add_error(None, refused.as_validation_error())
            near = alternative_times(free.read_again(), refused, starts_at=start, minutes=minutes)
        else:
            asked = _("The station has your request for the new time. It answers soon.")
            messages.success(request, asked if moved.is_requested else _("The time is changed."))
            return redirect(one)
    context = {
        "booking": one,
        "space": one.space,
        "start": start,
        "form": form,
        "minutes": minutes,
        "offers": near,
    }
    return render(request, "stations/move_to.html", context, status=422 if form.errors else 200)


@private
@login_required
@require_safe
def calendar_file(request: AuthenticatedHttpRequest, pk: int) -> HttpResponse:
    """/stations/bookings/…/booking.ics: the reader's booking as an iCalendar file."""
    return calendar_response(calendar_of_bookings([owned(request, pk)]), filename=f"booking-{pk}.ics")
