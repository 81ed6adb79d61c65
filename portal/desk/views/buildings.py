"""My buildings, the households in them, and who has not been seen for long."""

from itertools import groupby

from django.db.models import F, Prefetch, QuerySet
from django.db.models.functions import Length
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, render

from accounts.auth.http import AuthenticatedHttpRequest
from accounts.models import User
from common.http.keys import get_named_or_404, whole_number
from common.http.pagination import page_of
from grid.models import Building, Household, OrgUnit, UnitAppointment
from grid.selectors import coverage
from portal.desk.decorators import VISITS, reading
from portal.desk.selectors.last_visit import seen
from portal.desk.views.visits import just_recorded

# A staircase is shown by itself where a building has more households than one scrolls through.
MOST_AT_ONCE = 60
BUILDINGS_A_PAGE = 40


def own_buildings(user: User) -> QuerySet[Building]:
    """The buildings whose households the user visits, in the order of their numbers."""
    rows = Building.objects.within(user.rights.holding(VISITS))
    return rows.select_related("estate", "community").order_by("estate__name", "estate_id", "number")


@reading
def buildings(request: AuthenticatedHttpRequest) -> HttpResponse:
    rows = coverage.of_buildings(own_buildings(request.user))
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
    rows = coverage.with_last_visit(one.households.order_by("entrance"))
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
    rows = coverage.visitable(request.user)
    if only:
        rows = rows.filter(building=only)
    figure = coverage.overall(rows)
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


def in_walking_order(rows: QuerySet[Household]) -> QuerySet[Household]:
    """Those of the households that are due: never visited first, then by how long ago; then as one walks."""
    return (
        coverage.due(rows)
        .select_related("building__estate", "building__community")
        .order_by(
            F("last_visit").asc(nulls_first=True),
            "building__estate__name",
            "building__number",
            "building",
            "entrance",
            Length("code"),
            "code",
            "pk",
        )
    )


def with_seen(rows: list[Household]) -> list[tuple[Household, object]]:
    return [(household, seen(household, within=household.building.community.visit_days)) for household in rows]


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


def held_posts(user: User) -> QuerySet[OrgUnit]:
    held = UnitAppointment.objects.current().select_related("user__person")
    rows = OrgUnit.objects.posts().within(user.rights.holding(VISITS))
    return (
        coverage.of_posts(rows)
        .select_related("parent")
        .prefetch_related(Prefetch("appointments", queryset=held, to_attr="held_now"))
        .order_by("parent__number", "parent_id", "number", "name", "pk")
    )


def holder(post: OrgUnit) -> str:
    """Who holds the post today; an empty string while it is vacant."""
    return next((str(one.user) for one in post.held_now), "")  # type: ignore[attr-defined]
