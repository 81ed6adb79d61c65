"""The receptionist's desk: the board of the day at a station, and visitors counted by one tap."""

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from accounts.auth.http import AuthenticatedHttpRequest
from common.exceptions import Refused
from common.http.keys import whole_number
from common.http.ratelimit import refuse_if_too_many
from portal.desk.decorators import READ, at_desk
from portal.desk.permissions import RECEIVES
from portal.desk.selectors.stations import duty_spaces, duty_stations
from portal.selectors.station_board import StationBoard
from stations.actions.drop_ins import take_back_drop_in, tally_drop_in
from stations.models import DropIn
from stations.presenters.opening_hours import standing_in_words
from stations.selectors.opening_hours import standings_of_stations

RATES = "600/10m/user"
PARTIES = (1, 2, 3, 4, 5)

on_duty = at_desk(*READ, needs=(RECEIVES,))
# The address names a room; the boards of the stations are found from their list.
sending_on_duty = at_desk(needs=(RECEIVES,), button_of=("desk:stations",))


@on_duty
def stations(request: AuthenticatedHttpRequest) -> HttpResponse:
    """/desk/stations/: the stations where the reader receives people; who has only one is led to its board by
    /desk/.
    """
    found = list(duty_stations(request.user).order_by("kind", "name"))
    now = standings_of_stations(found)
    return render(
        request,
        "desk/stations.html",
        {"stations": [(one, now[one.pk], standing_in_words(now[one.pk])) for one in found]},
    )


@on_duty
def board(request: AuthenticatedHttpRequest, pk: int) -> HttpResponse:
    """/desk/stations/…/: the receptionist's board of the day at a station."""
    user = request.user
    station = get_object_or_404(duty_stations(user), pk=pk)
    day = StationBoard(station, reader=user)
    runs = user.has_perm("stations.change_booking", station)
    return render(
        request,
        "desk/station.html",
        {
            "station": station,
            "board": day,
            "requests": day.requests() if runs else [],
            "parties": PARTIES,
            "several": duty_stations(user).count() > 1,
        },
    )


@sending_on_duty
def tally(request: AuthenticatedHttpRequest, pk: int) -> HttpResponse:
    """/desk/rooms/…/tally/: count visitors who have just come into a station."""
    space = get_object_or_404(duty_spaces(request.user), pk=pk)
    if refusal := refuse_if_too_many(request, "desk_tally", RATES):
        return refusal
    people = whole_number(request.POST.get("people", "1")) or 0
    try:
        tally_drop_in(space, people=people, by=request.user)
    except Refused as refused:
        messages.error(request, str(refused))
    else:
        said = ngettext("%(space)s: %(n)d person counted.", "%(space)s: %(n)d people counted.", people)
        messages.success(request, said % {"space": space, "n": people})
    return redirect_to_board(space.station_id, f"s{space.pk}")


@sending_on_duty
def take_back(request: AuthenticatedHttpRequest, pk: int) -> HttpResponse:
    """/desk/rooms/…/take-back/: take the last tap of the count of visitors back.

    A second tap finds nothing left, so the space is named, not the row.
    """
    space = get_object_or_404(duty_spaces(request.user), pk=pk)
    found = DropIn.objects.permitted(request.user, "delete").filter(
        space=space, by=request.user, pk=whole_number(request.POST.get("tally", "")) or 0
    )
    row = found.select_related("space").first()
    if row is None:
        messages.info(request, _("There is nothing to take back any more."))
        return redirect_to_board(space.station_id, f"s{space.pk}")
    try:
        take_back_drop_in(row, by=request.user)
    except Refused as refused:
        messages.error(request, str(refused))
    else:
        messages.success(request, _("Taken back: %(n)d at %(space)s.") % {"n": row.people, "space": space})
    return redirect_to_board(space.station_id, f"s{space.pk}")


def redirect_to_board(station: int, anchor: str = "") -> HttpResponse:
    """Back to the board of the station, at the part of the page that was tapped."""
    return redirect(reverse("desk:station", args=[station]) + (f"#{anchor}" if anchor else ""))
