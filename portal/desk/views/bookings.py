"""One booking at the desk: who comes, and what the reader may do about it."""

from collections.abc import Callable

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from accounts.auth.http import AuthenticatedHttpRequest
from common.exceptions import Refused
from common.http.ratelimit import refuse_if_too_many
from portal.desk.decorators import READ, View, at_desk, sending
from portal.desk.permissions import RECEIVES, VISITS
from portal.desk.selectors.bookings import visible_bookings
from portal.desk.selectors.calls import may_call
from portal.desk.views.stations import redirect_to_board
from stations.actions import check_in as check_in_actions
from stations.actions.bookings import approve_booking, cancel_booking, refuse_booking, undo_cancellation
from stations.models import Booking
from stations.rules.access import is_receptionist
from stations.rules.booking_acts import BookingRelation, possible_booking_acts
from stations.rules.check_in import undo_check_in_until

RATES = "300/10m/user"

reading = at_desk(*READ, needs=(VISITS, RECEIVES))


@reading
def booking(request: AuthenticatedHttpRequest, pk: int) -> HttpResponse:
    """/desk/bookings/…/: one booking at the desk: who comes, and what the reader may do about it."""
    one = get_object_or_404(visible_bookings(request.user), pk=pk)
    who = BookingRelation(request.user, one)
    context = {
        "booking": one,
        "who": who,
        "may_call": may_call(request.user, one.person),
        "acts": possible_booking_acts(who),
        "undo_ends_at": one.undo_ends_at(),
        "undo_check_in_until": undo_check_in_until(one),
    }
    return render(request, "desk/booking.html", context)


def booking_act(use_case: Callable[[Booking, AuthenticatedHttpRequest], object], said: str | Promise) -> View:
    """The view of a button about a booking: do it, say so, and go back to where the button stood."""

    @sending("desk:booking", needs=(VISITS, RECEIVES))
    def view(request: AuthenticatedHttpRequest, pk: int) -> HttpResponse:
        one = get_object_or_404(visible_bookings(request.user), pk=pk)
        if refusal := refuse_if_too_many(request, "desk_booking", RATES):
            return refusal
        try:
            use_case(one, request)
        except Refused as refused:
            messages.error(request, str(refused))
        else:
            messages.success(request, said % {"name": one.person.name, "space": one.space})
        if request.POST.get("back") == "board" and is_receptionist(request.user, one.space):
            return redirect_to_board(one.space.station_id, f"b{pk}")
        return redirect("desk:booking", pk=pk)

    return view


def _typed(request: AuthenticatedHttpRequest) -> str:
    """The reason, as long as the column is."""
    return request.POST.get("reason", "").strip()[:200]


check_in = booking_act(
    lambda one, request: check_in_actions.check_in(one, by=request.user), _("%(name)s is checked in.")
)
undo_check_in = booking_act(
    lambda one, request: check_in_actions.undo_check_in(one, by=request.user),
    _("The check-in of %(name)s is taken back."),
)
finish = booking_act(
    lambda one, request: check_in_actions.finish_booking(one, by=request.user), _("%(space)s is free again.")
)
approve = booking_act(
    lambda one, request: approve_booking(one, by=request.user), _("Approved. %(name)s is told at once.")
)
refuse = booking_act(
    lambda one, request: refuse_booking(one, answer=_typed(request), by=request.user),
    _("Not approved. %(name)s is told why."),
)
cancel = booking_act(
    lambda one, request: cancel_booking(one, reason=_typed(request), by=request.user),
    _("The booking of %(name)s is cancelled."),
)
undo_cancelling = booking_act(
    lambda one, request: undo_cancellation(one, by=request.user), _("%(name)s has the booking again.")
)
waive = booking_act(
    lambda one, request: check_in_actions.waive_no_show(one, reason=_typed(request), by=request.user),
    _("This no-show does not count against %(name)s."),
)
