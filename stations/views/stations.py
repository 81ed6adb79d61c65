"""Where the stations are, and which are open: a list and a plan with the same filters in the address."""

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from accounts.models import User
from common.http.page_cache import public_page
from grid.models import Building
from grid.selectors.homes import home_of
from stations.forms.station_filter import StationFilter, read_station_filter
from stations.presenters.plan import StationPlan, station_plan
from stations.presenters.stations import StationEntry, find_stations, nearest_station
from stations.selectors.service_area import service_rings_of


@require_safe
@public_page
def stations(request: HttpRequest) -> HttpResponse:
    """/stations/: the list of stations by the filters in the address, for everybody."""
    asked = read_station_filter(request.GET, home=_home(request))
    entries = find_stations(asked)
    return render(
        request, "stations/stations.html", {"filter": asked, "entries": entries, "nearest": nearest_station(entries)}
    )


@require_safe
@public_page
def plan(request: HttpRequest) -> HttpResponse:
    """/stations/plan/: the same stations on the plan, with the same filters in the address."""
    asked = read_station_filter(request.GET, home=_home(request))
    entries = find_stations(asked)
    context: dict[str, Any] = {
        "filter": asked,
        "entries": entries,
        "nearest": nearest_station(entries),
        "drawn": draw(entries, asked),
    }
    return render(request, "stations/plan.html", context)


def _home(request: HttpRequest) -> Building | None:
    """The building of a reader who has signed in and whose home is known."""
    home = home_of(request.user) if isinstance(request.user, User) else None
    return home.building if home else None


def draw(entries: list[StationEntry], asked: StationFilter) -> StationPlan | None:
    """The plan with a pin for each station, numbered as in the list, and the rings of the service circle."""
    communities = [entry.station.community_id for entry in entries]
    community = asked.origin.community if asked.origin else next(iter(communities), None)
    shown = [entry for entry in entries if entry.station.community_id == community]
    places = [entry.station for entry in shown if entry.station.x is not None]
    plan = station_plan(places, community=community)
    if plan is None:
        return None
    if community is not None:
        plan.draw_rings(service_rings_of(community), places)
    for index, entry in enumerate(entries, 1):
        if entry in shown:
            plan.pin_of(entry, index)
    if asked.origin:
        plan.here = plan.at(asked.origin)
    return plan
