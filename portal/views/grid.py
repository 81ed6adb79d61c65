"""The page of one grid: its places, its posts, its stations and its events."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.views.decorators.http import require_safe

from common.http.cache_headers import private_when_signed_in
from common.http.page_cache import public_page
from events.rules.registrations import mark_open_to
from grid.models import Grid
from grid.presenters.plan import load_plan
from grid.selectors.duty import duty_on_grids
from grid.selectors.homes import group_by_estate
from portal.selectors.grid import branches_of, buildings_on_grid, events_at_grid
from stations.models import Station
from stations.presenters.plan import StationPlan
from stations.presenters.stations import StationEntry, station_entries_of


@require_safe
@public_page
def grid(request: HttpRequest, pk: int) -> HttpResponse:
    """/grid/…/: the page of one grid, for everybody."""
    grids = list(Grid.objects.published().select_related("community"))
    here = get_object_or_404(Grid.objects.published().with_counts().select_related("community"), pk=pk)
    stations = station_entries_of(Station.objects.published().filter(grid=here))
    events = events_at_grid(here)
    mark_open_to(events, request.user)
    context = {
        "grid": here,
        "drawn": plan_of_grid(here, grids, stations),
        "estates": group_by_estate(buildings_on_grid(here)),
        "branches": branches_of(here),
        "duty": duty_on_grids([here.pk])[here.pk],
        "events": events,
        "stations": stations,
        "others": [grid for grid in grids if grid.pk != here.pk and grid.community_id == here.community_id],
    }
    return private_when_signed_in(request, render(request, "portal/grid.html", context))


def plan_of_grid(here: Grid, grids: list[Grid], stations: list[StationEntry]) -> StationPlan | None:
    """The plan of the grid and its surroundings, with its stations."""
    plan = load_plan(here=here, grids=grids)
    if plan is None or not plan.close:
        return None
    drawn = StationPlan(plan)
    for entry in stations:
        drawn.pin_of(entry)
    return drawn
