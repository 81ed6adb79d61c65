"""My buildings, the households in them, and who has not been seen for long."""

from itertools import groupby

from django.http import HttpResponse
from django.shortcuts import get_object_or_404, render

from accounts.auth.http import AuthenticatedHttpRequest
from common.http.keys import get_named_or_404, whole_number
from common.http.pagination import page_of
from grid.selectors import coverage
from portal.desk.decorators import reading
from portal.desk.selectors.buildings import due_households_in_walking_order, own_buildings, with_last_visit
from portal.desk.selectors.posts import holder_of_post, pioneer_posts_of
from portal.desk.selectors.visits import last_visit_of, visit_just_recorded

# A staircase is shown by itself where a building has more households than one scrolls through.
MOST_AT_ONCE = 60
BUILDINGS_A_PAGE = 40


@reading
def buildings(request: AuthenticatedHttpRequest) -> HttpResponse:
    """/desk/buildings/: the buildings whose households the user visits."""
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
    """/desk/buildings/…/: one building at the desk: its households by entrance, each with when somebody was last met
    there.
    """
    one = get_object_or_404(own_buildings(request.user), pk=pk)
    days = one.community.visit_days
    rows = coverage.households_with_last_visit(one.households.order_by("entrance"))
    households = sorted(rows, key=lambda household: (household.entrance, len(household.code), household.code))
    entrances = [
        (number, [(household, last_visit_of(household, within=days)) for household in there])
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
            "just": visit_just_recorded(request.user),
        },
    )


@reading
def due(request: AuthenticatedHttpRequest) -> HttpResponse:
    """/desk/due/: the households of the user's buildings that are due for a visit, never-visited ones first."""
    mine = own_buildings(request.user)
    only = get_named_or_404(request, "building", mine)
    rows = coverage.visitable_households(request.user)
    if only:
        rows = rows.filter(building=only)
    figure = coverage.coverage_of_households(rows)
    page = page_of(due_households_in_walking_order(rows), request.GET.get("page", ""))
    return render(
        request,
        "desk/due.html",
        {
            "households": with_last_visit(page.rows),
            "page": page,
            "figure": figure,
            "buildings": mine,
            "only": only,
            "just": visit_just_recorded(request.user),
        },
        status=200 if page.understood else 400,
    )


@reading
def posts(request: AuthenticatedHttpRequest) -> HttpResponse:
    """/desk/posts/: at the desk: the pioneer posts that I look after: who holds each, or that it is vacant."""
    page = page_of(pioneer_posts_of(request.user), request.GET.get("page", ""), size=30)
    return render(
        request,
        "desk/posts.html",
        {"page": page, "figures": [(post, coverage.coverage_of(post), holder_of_post(post)) for post in page.rows]},
        status=200 if page.understood else 400,
    )
