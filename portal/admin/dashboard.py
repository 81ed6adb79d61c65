"""What the admin's first page says: what is to do today, what is on, and a few figures, each with its list."""

import datetime as dt
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from django.db.models import Model
from django.http import HttpRequest
from django.urls import NoReverseMatch, reverse
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from accounts.auth.http import acting_user
from accounts.models import Person, User
from common.admin.pages import admin_address
from common.admin.scope import visible
from common.time import clock
from events.models import Event, Registration
from grid.models import Building, Household, OrgUnit
from portal.selectors.office import OfficeTask, tasks_of_today
from stations.selectors.usage import StationsUse, UsePeriod, stations_whose_use_is_visible

AHEAD = dt.timedelta(days=14)
SHOWN = 8


@dataclass(frozen=True, slots=True)
class DashboardFigure:
    """A number on the first page of admin, with its label and the list that it counts."""

    label: str
    value: int
    href: str


@dataclass(frozen=True, slots=True)
class DashboardTask:
    """A line of “to do today”: how many wait, and the list that they stand in."""

    code: str
    label: str
    value: int
    href: str


# Task → its words, the list that it leads to, and how that list is narrowed to it.
TASKS: dict[OfficeTask, tuple[Any, str, dict[str, str]]] = {
    OfficeTask.BOOKINGS: (
        _("Requests for rooms that wait for your answer"),
        "stations_booking_changelist",
        {"status__exact": "requested"},
    ),
    OfficeTask.MATTERS: (_("Reports of neighbours that are overdue"), "grid_matter_changelist", {"late": "1"}),
    OfficeTask.WITHOUT_LEAD: (
        _("Volunteer activities that nobody leads any longer: choose who is in charge"),
        "volunteers_activity_changelist",
        {"when": "without_lead"},
    ),
    OfficeTask.CALLS: (_("Notices that did not arrive: please call"), "calls", {}),
    OfficeTask.NUMBERS: (
        _("People whose number somebody else has now: reach them at home"),
        "accounts_person_changelist",
        {"number": "freed"},
    ),
    OfficeTask.EVENTS_TODAY: (
        _("Events that are on today"),
        "events_event_changelist",
        {"when": "today", "status__exact": "published"},
    ),
    OfficeTask.WAITLISTS: (_("Events for which people wait"), "events_event_changelist", {"when": "waiting"}),
    OfficeTask.CHECK_IN: (_("Past events: enter who came"), "events_event_changelist", {"when": "unknown"}),
    OfficeTask.DRAFTS: (
        _("Drafts not yet published"),
        "events_event_changelist",
        {"status__exact": "draft", "when": "coming"},
    ),
    OfficeTask.TRANSFERS_IN: (
        _("Transfers that wait for your answer"),
        "grid_partytransfer_changelist",
        {"way": "in"},
    ),
    OfficeTask.TRANSFERS_OUT: (
        _("Transfers that wait for the answer of others"),
        "grid_partytransfer_changelist",
        {"way": "out"},
    ),
    OfficeTask.HANDOVERS: (
        _("Handovers that wait for the new holder"),
        "grid_handover_changelist",
        {"state__exact": "prepared"},
    ),
    OfficeTask.HOUSEHOLDS: (_("Households to visit"), "grid_visit_due", {}),
    OfficeTask.RECORDS_DUE: (
        _("Volunteer service to record and evaluate"),
        "volunteers_servicerecord_deadlines",
        {},
    ),
    OfficeTask.RECORDS_WAITING: (
        _("Minutes entered by hand that wait for a second person"),
        "volunteers_servicerecord_changelist",
        {"state__exact": "waiting"},
    ),
    OfficeTask.CORRECTIONS: (
        _("Volunteers who ask for a correction"),
        "volunteers_correctionrequest_changelist",
        {"state__exact": "open"},
    ),
    OfficeTask.SIGN_INS: (_("Changes of sign-ins that wait"), "accounts_user_changelist", {"change": "waiting"}),
    OfficeTask.APPLICATIONS: (
        _("Applications to the volunteer team"),
        "volunteers_volunteer_changelist",
        {"status__exact": "applied"},
    ),
}


def dashboard(request: HttpRequest, context: dict[str, Any]) -> dict[str, Any]:
    """The context of the first page of admin, from rows that this user may see."""
    user = acting_user(request)
    context |= {"title": gettext("Overview"), "tasks": dashboard_tasks(user), "figures": dashboard_figures(request)}
    if user.has_perm("events.view_event"):
        context |= event_boards(request)
    return context


def dashboard_tasks(user: User) -> list[DashboardTask]:
    """What waits for this user today, each with the list in which it is done."""
    return [
        DashboardTask(waiting.task.value, str(words), waiting.count, reverse(f"admin:{name}", query=narrowed or None))
        for waiting in tasks_of_today(user)
        for words, name, narrowed in [TASKS[waiting.task]]
    ]


def event_boards(request: HttpRequest) -> dict[str, Any]:
    """What is on today, where people wait, and what is not published yet."""
    today = clock.today()
    events = visible(Event, request).with_waiting().select_related("grid")
    soon = list(
        events.filter(status=Event.Status.PUBLISHED).between(today, today + AHEAD).order_by("starts_at", "pk")
    )
    tomorrow = clock.day_start(today + dt.timedelta(days=1))
    return {
        "boards": True,
        "today": [event for event in soon if tomorrow > event.starts_at],
        "waiting": [event for event in soon if event.waiting][:SHOWN],
        "drafts": events.drafts_to_come().order_by("starts_at", "pk")[:SHOWN],
        "event_change": change_url_name(Event),
    }


def dashboard_figures(request: HttpRequest) -> list[DashboardFigure]:
    """The figures on the first page of admin, counted now from the lists to which they lead."""
    user = acting_user(request)
    now = clock.now()
    figures: list[tuple[Any, type[Model], Callable[[], int]]] = [
        (
            _("Events in the next 14 days"),
            Event,
            lambda: (
                visible(Event, request).filter(status="published").between(now.date(), now.date() + AHEAD).count()
            ),
        ),
        (
            _("Registrations in the last 7 days"),
            Registration,
            lambda: visible(Registration, request).live().filter(created_at__gte=now - dt.timedelta(days=7)).count(),
        ),
        (_("People"), Person, lambda: Person.objects.own_of(user).count()),
        (_("Households"), Household, lambda: visible(Household, request).count()),
        (_("Buildings"), Building, lambda: visible(Building, request).count()),
        (_("Pioneer posts"), OrgUnit, lambda: visible(OrgUnit, request).posts().count()),
    ]
    return [
        *(
            DashboardFigure(str(label), count(), admin_address(f"admin:{_list_of(model)}"))
            for label, model, count in figures
            if user.has_perm(f"{model._meta.app_label}.view_{model._meta.model_name}")
        ),
        *room_use_figures(request),
    ]


def _list_of(model: type[Model]) -> str:
    return f"{model._meta.app_label}_{model._meta.model_name}_changelist"


def room_use_figures(request: HttpRequest) -> list[DashboardFigure]:
    """The use rate of the stations that the reader looks after, once one of them has been open. Of seven days rather
    than of the running week, which says nothing on a Monday."""
    user = request.user
    if not isinstance(user, User) or not user.has_perm("stations.view_use"):
        return []
    percent = StationsUse(stations_whose_use_is_visible(user), UsePeriod.days_until_now(7)).total().use_percent
    if percent is None:
        return []
    return [DashboardFigure(gettext("Use of rooms in the last 7 days (%)"), percent, reverse("admin:stations_use"))]


def change_url_name(model: type[Model]) -> str:
    """The name of the page that changes one `model`; empty where admin has none."""
    name = f"admin:{model._meta.app_label}_{model._meta.model_name}_change"
    try:
        reverse(name, args=[1])
    except NoReverseMatch:
        return ""
    return name
