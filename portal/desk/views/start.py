"""/desk/: who I am here, what is due, what is coming."""

from typing import Any

from django.http import HttpResponse
from django.shortcuts import render

from accounts.auth.http import AuthenticatedHttpRequest
from accounts.models import User
from accounts.rules.permissions import can_enter_admin
from events.rules.events import CHECKS_IN, PERMISSION, EventAct
from grid.models import PioneerLink, UnitAppointment
from grid.selectors.coverage import Coverage, buildings_with_coverage, coverage_of, visitable_households
from grid.selectors.matters import count_due_today
from portal.desk.decorators import READ, at_desk
from portal.desk.permissions import CONFIRMS, ENTERS_VOLUNTEERS, MATTERS, RECEIVES, REPORTS, VISITS
from portal.desk.selectors.buildings import due_households_in_walking_order, own_buildings, with_last_visit
from portal.desk.selectors.check_in import events_of_today
from portal.desk.selectors.handover import handovers_waiting_for
from portal.desk.selectors.posts import my_posts
from portal.desk.selectors.registrations import coming_registrations
from portal.desk.selectors.shifts import shifts_of_today
from portal.desk.selectors.stations import duty_stations
from portal.desk.selectors.visits import visit_just_recorded
from portal.desk.selectors.volunteers import teams_to_enter_into
from volunteers.rules.check_in import CHECKS_IN as TICKS_VOLUNTEERS
from volunteers.selectors.deadlines import count_to_do

DUE_SHOWN = 3
COMING_SHOWN = 3
SHIFTS_SHOWN = 3
BUILDINGS_SHOWN = 5


@at_desk(*READ, needs=(VISITS, RECEIVES, TICKS_VOLUNTEERS, CONFIRMS, MATTERS))
def start(request: AuthenticatedHttpRequest) -> HttpResponse:
    """/desk/: the first page of the desk. Who only receives people, or leads a team, sees no households."""
    user = request.user
    duty = list(duty_stations(user).order_by("kind", "name")) if user.has_perm(RECEIVES) else []
    today = list(events_of_today(user)) if user.has_perm(CHECKS_IN) else []
    context = {
        "posts": my_posts(user),
        "duty": duty,
        "today": today,
        "shifts": list(shifts_of_today(user)[:SHIFTS_SHOWN]) if user.has_perm(TICKS_VOLUNTEERS) else [],
        "visits": user.has_perm(VISITS),
        "in_office": can_enter_admin(user),
        "enters_volunteers": user.has_perm(ENTERS_VOLUNTEERS) and teams_to_enter_into(user).exists(),
        "tells": user.has_perm(PERMISSION[EventAct.RECAP]),
        "confirms": user.has_perm(CONFIRMS),
        "handles": user.has_perm(MATTERS),
        "matters_due": count_due_today(user) if user.has_perm(MATTERS) else 0,
        "reports": user.has_perm(REPORTS),
        "to_do": count_to_do(user) if user.has_perm(CONFIRMS) else 0,
    }
    return render(request, "desk/start.html", context | (_households(user) if context["visits"] else {}))


def _households(user: User) -> dict[str, Any]:
    buildings = list(buildings_with_coverage(own_buildings(user)))
    figures = [(building, coverage_of(building)) for building in buildings]
    figure = sum((figure for _building, figure in figures), start=Coverage(0, 0))
    due = due_households_in_walking_order(visitable_households(user))
    return {
        "figure": figure,
        "figures": figures[:BUILDINGS_SHOWN],
        "more_buildings": len(figures) > BUILDINGS_SHOWN,
        "days": buildings[0].community.visit_days if buildings else None,
        "due": with_last_visit(list(due[:DUE_SHOWN])) if figure.due else [],
        "coming": coming_registrations(user)[:COMING_SHOWN],
        "handovers": handovers_waiting_for(user),
        "neighbours": PioneerLink.objects.current().visible_to(user).count(),
        "just": visit_just_recorded(user),
        "is_pioneer": any(held.role == UnitAppointment.Role.PIONEER for held in user.rights.held),
    }
