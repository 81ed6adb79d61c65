"""What the admin's first page says: what is on, where people wait, and a few figures, each with its source."""

import datetime as dt
from dataclasses import dataclass
from typing import Any

from django.db.models import Model
from django.http import HttpRequest
from django.urls import NoReverseMatch, reverse
from django.utils.translation import gettext as _

from accounts.models import Person, User
from common.admin.pages import admin_address
from common.admin.scope import visible
from common.time import clock
from events.models import Event, Registration
from grid.models import Building, Household, OrgUnit, PartyTransfer
from stations.models import Booking
from stations.selectors.usage import StationsUse, UsePeriod, stations_whose_use_is_visible

AHEAD = dt.timedelta(days=14)
SHOWN = 8


@dataclass(frozen=True, slots=True)
class DashboardFigure:
    """A number on the first page of admin, with its label and the list that it counts."""

    label: str
    value: int
    href: str


def dashboard(request: HttpRequest, context: dict[str, Any]) -> dict[str, Any]:
    """The context of the first page of admin, from rows that this user may see."""
    today = clock.today()
    events = visible(Event, request).published().with_waiting().select_related("grid")
    soon = list(events.filter(status=Event.Status.PUBLISHED).between(today, today + AHEAD).order_by("starts_at"))
    drafts = visible(Event, request).filter(status=Event.Status.DRAFT, starts_at__gt=clock.now())
    context |= {
        "title": _("Overview"),
        "today": [event for event in soon if clock.day_start(today + dt.timedelta(days=1)) > event.starts_at],
        "waiting": [event for event in soon if event.waiting][:SHOWN],
        "drafts": drafts.order_by("starts_at")[:SHOWN],
        "figures": dashboard_figures(request, coming=len(soon)),
        "event_change": change_url_name(Event),
    }
    return context


def dashboard_figures(request: HttpRequest, *, coming: int) -> list[DashboardFigure]:
    """The figures on the first page of admin, counted now from records; each leads to the list that it counts."""
    since = clock.now() - dt.timedelta(days=7)
    new = visible(Registration, request).live().filter(created_at__gte=since)
    units = visible(OrgUnit, request)
    return [
        _figure(request, _("Events in the next 14 days"), Event, coming),
        _figure(request, _("Registrations in the last 7 days"), Registration, new.count()),
        _figure(request, _("People"), Person, Person.objects.own_of(request.user).count()),
        _figure(request, _("Households"), Household, visible(Household, request).count()),
        _figure(request, _("Buildings"), Building, visible(Building, request).count()),
        _figure(request, _("Pioneer posts"), OrgUnit, units.filter(level=OrgUnit.Level.PIONEER_POST).count()),
        *waiting_transfers(request),
        *waiting_booking_requests(request),
        *room_use_figures(request),
    ]


def waiting_transfers(request: HttpRequest) -> list[DashboardFigure]:
    """On the first page of admin: the transfers that wait, for users who may answer or withdraw them."""
    user = request.user
    if not isinstance(user, User) or not user.has_perm("grid.transfer_partyrelation"):
        return []
    waiting = PartyTransfer.objects.open()
    address = reverse("admin:grid_partytransfer_changelist")
    return [
        DashboardFigure(
            _("Transfers that wait for your answer"), waiting.incoming(user).count(), f"{address}?way=in"
        ),
        DashboardFigure(
            _("Transfers that wait for the answer of others"), waiting.outgoing(user).count(), f"{address}?way=out"
        ),
    ]


def waiting_booking_requests(request: HttpRequest) -> list[DashboardFigure]:
    """On the first page of admin: the requests that wait, for users who decide on the bookings of a station."""
    user = request.user
    if not isinstance(user, User) or not user.has_perm("stations.change_booking"):
        return []
    waiting = Booking.objects.permitted(user, "change").requested().count()
    address = reverse("admin:stations_booking_changelist")
    return [
        DashboardFigure(
            _("Requests for rooms that wait for your answer"), waiting, f"{address}?status__exact=requested"
        )
    ]


def room_use_figures(request: HttpRequest) -> list[DashboardFigure]:
    """The use rate of the stations that the reader looks after, once one of them has been open. Of seven days rather
    than of the running week, which says nothing on a Monday."""
    user = request.user
    if not isinstance(user, User) or not user.has_perm("stations.view_use"):
        return []
    percent = StationsUse(stations_whose_use_is_visible(user), UsePeriod.days_until_now(7)).total().use_percent
    if percent is None:
        return []
    return [DashboardFigure(_("Use of rooms in the last 7 days (%)"), percent, reverse("admin:stations_use"))]


def _figure(request: HttpRequest, label: str, model: type[Model], value: int) -> DashboardFigure:
    """The figure, with a link for who may open the list."""
    meta = model._meta
    may_open = request.user.has_perm(f"{meta.app_label}.view_{meta.model_name}")
    return DashboardFigure(
        label, value, admin_address(f"admin:{meta.app_label}_{meta.model_name}_changelist") if may_open else ""
    )


def change_url_name(model: type[Model]) -> str:
    """The name of the page that changes one `model`; empty where admin has none."""
    name = f"admin:{model._meta.app_label}_{model._meta.model_name}_change"
    try:
        reverse(name, args=[1])
    except NoReverseMatch:
        return ""
    return name
