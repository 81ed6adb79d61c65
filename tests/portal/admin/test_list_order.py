"""In every list of what happens at a time the next stands first; what is over follows, the latest first."""

import datetime as dt
from collections.abc import Callable
from typing import Any

import pytest
import time_machine
from django.db.backends.postgresql.psycopg_any import DateRange
from django.urls import reverse

from common.time import clock
from grid.actions.register import withdraw_transfer
from grid.models import Handover, OrgUnit
from tests.factories import (
    BookingFactory,
    BookingSeriesFactory,
    CalendarDayFactory,
    EventFactory,
    GridAppointmentFactory,
    HandoverFactory,
    HoldFactory,
    OpeningExceptionFactory,
    OrgUnitFactory,
    PartyTransferFactory,
    SpaceFactory,
    StationAppointmentFactory,
    StationFactory,
    SurveyFactory,
    UnitAppointmentFactory,
    officer,
)

pytestmark = pytest.mark.django_db

NOON = clock.day_start(dt.date(2026, 10, 14)) + dt.timedelta(hours=12)
# Days from today, in the order of the list: what goes on or comes, then what is over.
IN_ORDER = [0, 1, 9, -2, -30]


def hours(day: int) -> dict[str, Any]:
    starts = NOON + dt.timedelta(days=day, minutes=-30)
    return {"starts_at": starts, "ends_at": starts + dt.timedelta(hours=1)}


def days(day: int) -> DateRange:
    first = clock.today() + dt.timedelta(days=day)
    return DateRange(first, first + dt.timedelta(days=1))


@pytest.fixture
def top() -> OrgUnit:
    return OrgUnitFactory()


def rows_by_day(name: str, top: OrgUnit, day: int) -> Any:
    community = top.community
    makers: dict[str, Callable[[], Any]] = {
        "events_event": lambda: EventFactory(organiser=top, **hours(day)),
        "stations_booking": lambda: BookingFactory(space=space(top), **hours(day)),
        "stations_hold": lambda: HoldFactory(space=space(top), **hours(day)),
        "stations_bookingseries": lambda: BookingSeriesFactory(
            space=space(top), first_day=days(day).lower, last_day=days(day).lower
        ),
        "grid_calendarday": lambda: CalendarDayFactory(community=community, day=days(day).lower),
        "grid_survey": lambda: SurveyFactory(unit=top, during=days(day)),
        "grid_unitappointment": lambda: UnitAppointmentFactory(role="office_worker", unit=top, during=days(day)),
        "grid_gridappointment": lambda: GridAppointmentFactory(grid__community=community, during=days(day)),
        "stations_stationappointment": lambda: StationAppointmentFactory(
            station__community=community, during=days(day)
        ),
    }
    return makers[name]()


def space(top: OrgUnit) -> Any:
    return SpaceFactory(station__community=top.community)


def listed(client: Any, name: str, **query: str) -> list[Any]:
    return list(client.get(reverse(f"admin:{name}_changelist", query=query)).context_data["cl"].result_list)


@pytest.mark.parametrize(
    "name",
    [
        "events_event",
        "stations_booking",
        "stations_hold",
        "stations_bookingseries",
        "grid_calendarday",
        "grid_survey",
        "grid_unitappointment",
        "grid_gridappointment",
        "stations_stationappointment",
    ],
)
def test_what_is_next_stands_first(client, top, name):
    with time_machine.travel(NOON, tick=False):
        client.force_login(officer("secretary", top))
        rows = {day: rows_by_day(name, top, day) for day in (9, -30, 1, 0, -2)}
        shown = [row for row in listed(client, name) if row in rows.values()]
        assert shown == [rows[day] for day in IN_ORDER]


def test_what_waits_for_an_answer_stands_before_what_was_answered(client, top):
    secretary = officer("secretary", top)
    client.force_login(secretary)
    branch = OrgUnitFactory(estate_branch=True, parent=top, community=top.community)
    relation = {"relation__branch": branch, "to_branch": OrgUnitFactory(estate_branch=True, parent=top)}
    older, newer = PartyTransferFactory(**relation), PartyTransferFactory(**relation)
    answered = withdraw_transfer(PartyTransferFactory(**relation), by=secretary)
    assert listed(client, "grid_partytransfer", state="all") == [older, newer, answered]

    posts = [OrgUnitFactory(pioneer_post=True, parent=branch, community=top.community) for _n in range(2)]
    waiting = HandoverFactory(appointment__unit=posts[0])
    closed = HandoverFactory(appointment__unit=posts[1], state=Handover.State.CALLED_OFF, closed_at=clock.now())
    assert listed(client, "grid_handover") == [waiting, closed]


def test_a_station_shows_its_next_closed_days_first(client, top):
    client.force_login(officer("secretary", top))
    station = StationFactory(community=top.community)
    rows = {day: OpeningExceptionFactory(station=station, during=days(day)) for day in (9, -30, 1, 0, -2)}
    page = client.get(reverse("admin:stations_station_change", args=[station.pk]))
    (formset,) = [
        one.formset for one in page.context_data["inline_admin_formsets"] if "exceptions" in one.formset.prefix
    ]
    assert [form.instance for form in formset.initial_forms] == [rows[day] for day in IN_ORDER]
