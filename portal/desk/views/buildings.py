"""My buildings, the households in them, and who has not been seen for long."""

from itertools import groupby

from django.http import HttpResponse
from django.shortcuts import get_object_or_404, render

from accounts.auth.http import AuthenticatedHttpRequest
from common.http.keys import get_named_or_404, whole_number
from common.http.pagination import page_of
from grid.selectors import coverage
from portal.desk.decorators import reading
from portal.desk.selectors.buildings import in_walking_order, own_buildings, with_seen
from portal.desk.selectors.last_visit import seen
from portal.desk.selectors.posts import held_posts, holder
from portal.desk.selectors.visits import just_recorded

# A staircase is shown by itself where a building has more households than one scrolls through.
MOST_AT_ONCE = 60
BUILDINGS_A_PAGE = 40


@reading
def buildings(request: AuthenticatedHttpRequest) -> HttpResponse:
    rows = coverage.buildings_with_coverage(own_buildings(request.user))
    page = page_of(rows, request.GET.get("page", ""), size=BUILDINGS_A_PAGE)
    figures = [(building, coverage.coverage_of(building)) for building in page.rows]
    return render(
        request,
        "desk/buildings.html",
        {"figures": figures, "page": page},
        status=200 if page.understood else 400,
    )


@reading
def building(request: AuthenticatedHttpRequest, pk: int) -> HttpResponse:
    """The households by their entrances, each with when somebody was last met there."""
    one = get_object_or_404(own_buildings(request.user), pk=pk)
    days = one.community.visit_days
    rows = coverage.households_with_last_visit(one.households.order_by("entrance"))
    households = sorted(rows, key=lambda household: (household.entrance, len(household.code), household.code))
    entrances = [
        (number, [(household, seen(household, within=days)) for household in there])
        for number, there in groupby(households, key=lambda household: household.entrance)
    ]
    entrance = whole_number(request.GET.get("entrance", ""))
    apart = len(households) > MOST_AT_ONCE and len(entrances) > 1
    current = entrance if entrance in {number for number, _there in entrances} else None
    if apart and current is None:
        current = entrances[0][0]
    numbers = [number for number, _there in entrances]
    return render(
        request,
        "desk/building.html",
        {
            "building": one,
            "entrances": [pair for pair in entrances if pair[0] == current] if apart else entrances,
            "numbers": numbers if apart else [],
            "current": current,
            "figure": coverage.Coverage(
                len(households), sum(state.state == "lately" for _n, there in entrances for _h, state in there)
            ),
            "just": just_recorded(request.user),
        },
    )


@reading
def due(request: AuthenticatedHttpRequest) -> HttpResponse:
    """Who has not been seen for long, never-visited households first."""
    mine = own_buildings(request.user)
    only = get_named_or_404(request, "building", mine)
    rows = coverage.visitable_households(request.user)
    if only:
        rows = rows.filter(building=only)
    figure = coverage.coverage_of_households(rows)
    page = page_of(in_walking_order(rows), request.GET.get("page", ""))
    return render(
        request,
        "desk/due.html",
        {
            "households": with_seen(page.rows),
            "page": page,
            "figure": figure,
            "buildings": mine,
            "only": only,
            "just": just_recorded(request.user),
        },
        status=200 if page.understood else 400,
    )


@reading
def posts(request: AuthenticatedHttpRequest) -> HttpResponse:
    """The pioneer posts that I look after: who holds each, or that it is vacant."""
    page = page_of(held_posts(request.user), request.GET.get("page", ""), size=30)
    return render(
        request,
        "desk/posts.html",
        {"page": page, "figures": [(post, coverage.coverage_of(post), holder(post)) for post in page.rows]},
        status=200 if page.understood else 400,
    )
