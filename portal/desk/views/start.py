"""/desk/: who I am here, what is due, what is coming."""

from dataclasses import dataclass
from typing import Any

from django.http import HttpResponse
from django.shortcuts import render

from accounts.auth.http import AuthenticatedHttpRequest
from accounts.models import User
from grid.models import GridAppointment, PioneerLink, UnitAppointment
from grid.selectors.coverage import Coverage, coverage_of, of_buildings, visitable
from portal.desk.decorators import READ, RECEIVES, VISITS, at_desk
from portal.desk.views.buildings import in_walking_order, own_buildings, with_seen
from portal.desk.views.handover import waiting_for
from portal.desk.views.registrations import coming
from portal.desk.views.stations import duty_stations
from portal.desk.views.visits import just_recorded
from stations.models import StationAppointment

DUE_SHOWN = 3
COMING_SHOWN = 3
BUILDINGS_SHOWN = 5


@dataclass(frozen=True, slots=True)
class Post:
    role: str
    place: str


def my_posts(user: User) -> list[Post]:
    """The posts of all kinds that the user holds."""
    units = UnitAppointment.objects.current().filter(user=user).select_related("unit").order_by("unit__level", "pk")
    grids = GridAppointment.objects.current().filter(user=user).select_related("grid").order_by("grid__number")
    stations = StationAppointment.objects.current().filter(user=user).select_related("station").order_by("pk")
    return [Post(one.role_label, str(one.scope)) for one in (*units, *grids, *stations)]


@at_desk(*READ, needs=(VISITS, RECEIVES))
def start(request: AuthenticatedHttpRequest) -> HttpResponse:
    """The first page of the desk. Users who only receive people at a station see no households."""
    user = request.user
    duty = list(duty_stations(user).order_by("kind", "name")) if user.has_perm(RECEIVES) else []
    context = {"posts": my_posts(user), "duty": duty, "visits": user.has_perm(VISITS)}
    return render(request, "desk/start.html", context | (_households(user) if context["visits"] else {}))


def _households(user: User) -> dict[str, Any]:
    buildings = list(of_buildings(own_buildings(user)))
    figures = [(building, coverage_of(building)) for building in buildings]
    figure = sum((figure for _building, figure in figures), start=Coverage(0, 0))
    due = in_walking_order(visitable(user))
    return {
        "figure": figure,
        "figures": figures[:BUILDINGS_SHOWN],
        "more_buildings": len(figures) > BUILDINGS_SHOWN,
        "days": buildings[0].community.visit_days if buildings else None,
        "due": with_seen(list(due[:DUE_SHOWN])) if figure.due else [],
        "coming": coming(user)[:COMING_SHOWN],
        "handovers": waiting_for(user),
        "neighbours": PioneerLink.objects.current().visible_to(user).count(),
        "just": just_recorded(user),
        "is_pioneer": any(held.role == UnitAppointment.Role.PIONEER for held in user.rights.held),
    }
