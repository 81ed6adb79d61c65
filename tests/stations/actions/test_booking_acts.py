"""Every act on a booking writes down all that it changes and nothing else, and tells the person at most once."""

import datetime as dt
from collections.abc import Callable
from typing import Any

import pytest
import time_machine
from django.db.backends.postgresql.psycopg_any import DateRange

from accounts.models import Notification, Person, User
from common.time import clock
from stations.actions.bookings import (
    approve_booking,
    cancel_booking,
    change_booking_time,
    end_unanswered,
    refuse_booking,
    undo_cancellation,
)
from stations.actions.check_in import (
    check_in,
    end_what_is_over,
    finish_booking,
    release_no_shows,
    undo_check_in,
    waive_no_show,
)
from stations.actions.holds import close_for_maintenance
from stations.actions.reminders import send_booking_reminders
from stations.actions.series import cancel_series
from stations.models import Booking
from tests.factories import (
    BookingFactory,
    BookingSeriesFactory,
    OpeningExceptionFactory,
    OrgUnitFactory,
    ResidentFactory,
    SpaceFactory,
    StationFactory,
    officer,
)
from tests.support.refusals import refused
from tests.support.rooms import at, minutes_after

pytestmark = pytest.mark.django_db

type Act = Callable[[Booking, User], object]
GIVEN_UP = {"status", "cancelled_at", "hold_id", "answer", "sequence"}
LONG_AGO = clock.now() - dt.timedelta(days=9)


def move(booking: Booking, by: User) -> object:
    return change_booking_time(booking, starts_at=at(14), ends_at=at(15), by=by)


def close(booking: Booking, by: User) -> object:
    return close_for_maintenance(
        booking.space, starts_at=booking.starts_at, ends_at=booking.ends_at, note="检修", by=by
    )


def close_for_the_day(booking: Booking, by: User) -> object:
    day = clock.today()
    during = DateRange(day, day + dt.timedelta(days=1))
    OpeningExceptionFactory(station=booking.space.station, during=during, reason="停电")
    return release_no_shows()


# The status of a booking, the minutes since its beginning, the act; the columns that it changes, and the new status;
# of what the person is told.
ACTS: dict[str, tuple[str, int, Act, set[str], str, list[str]]] = {
    "approve": (
        "requested",
        -99,
        lambda booking, by: approve_booking(booking, by=by),
        {"status", "hold_id", "decided_by_id", "decided_at"},
        "confirmed",
        ["booking_approved"],
    ),
    "refuse": (
        "requested",
        -99,
        lambda booking, by: refuse_booking(booking, answer="有活动", by=by),
        {"status", "answer", "decided_by_id", "decided_at"},
        "refused",
        ["booking_refused"],
    ),
    "leave unanswered": (
        "requested",
        0,
        lambda booking, by: end_unanswered(),
        {"status", "decided_at"},
        "refused",
        ["booking_unanswered"],
    ),
    "give to another": (
        "requested",
        -99,
        close,
        {"status", "decided_by_id", "decided_at"},
        "refused",
        ["booking_given_to_another"],
    ),
    "cancel": (
        "confirmed",
        -99,
        lambda booking, by: cancel_booking(booking, reason="停水", by=by),
        GIVEN_UP,
        "cancelled",
        ["booking_cancelled"],
    ),
    "cancel the series": (
        "confirmed",
        -99,
        lambda booking, by: cancel_series(booking.series, reason="停水", by=by),
        GIVEN_UP,
        "cancelled",
        ["series_cancelled"],
    ),
    "undo cancelling": (
        "cancelled",
        -99,
        lambda booking, by: undo_cancellation(booking, by=by),
        GIVEN_UP,
        "confirmed",
        ["booking_booked"],
    ),
    "move": (
        "confirmed",
        -99,
        move,
        {"starts_at", "ends_at", "sequence", "reminded_at"},
        "confirmed",
        ["booking_moved"],
    ),
    "move where staff approve": (
        "confirmed",
        -99,
        lambda booking, by: move(booking, booking.by),
        {"starts_at", "ends_at", "sequence", "reminded_at", "status", "hold_id", "decided_by_id", "decided_at"},
        "requested",
        ["booking_requested"],
    ),
    "move a request": (
        "requested",
        -99,
        lambda booking, by: move(booking, booking.by),
        {"starts_at", "ends_at", "sequence", "reminded_at"},
        "requested",
        ["booking_requested"],
    ),
    "remind": (
        "confirmed",
        -99,
        lambda booking, by: send_booking_reminders(),
        {"reminded_at"},
        "confirmed",
        ["booking_reminder"],
    ),
    "check in": (
        "confirmed",
        5,
        lambda booking, by: check_in(booking, by=by),
        {"status", "checked_in_at"},
        "checked_in",
        [],
    ),
    "check in late": (
        "no_show",
        20,
        lambda booking, by: check_in(booking, by=by),
        {"status", "checked_in_at", "hold_id", "starts_at", "waived_by_id", "waive_reason", "sequence"},
        "checked_in",
        [],
    ),
    "undo check-in": (
        "checked_in",
        5,
        lambda booking, by: undo_check_in(booking, by=by),
        {"status", "checked_in_at"},
        "confirmed",
        [],
    ),
    "finish": (
        "checked_in",
        5,
        lambda booking, by: finish_booking(booking, by=by),
        {"status", "ends_at", "sequence"},
        "done",
        [],
    ),
    "be over": ("checked_in", 60, lambda booking, by: end_what_is_over(), {"status"}, "done", []),
    "not come": (
        "confirmed",
        15,
        lambda booking, by: release_no_shows(),
        {"status", "hold_id", "sequence"},
        "no_show",
        ["booking_released"],
    ),
    "find it closed": ("confirmed", 15, close_for_the_day, GIVEN_UP, "cancelled", ["booking_cancelled"]),
    "waive": (
        "no_show",
        20,
        lambda booking, by: waive_no_show(booking, reason="生病", by=by),
        {"waived_by_id", "waive_reason"},
        "no_show",
        ["booking_waived"],
    ),
}


def before(act: str, by: User, person: Person) -> dict[str, Any]:
    """What the act changes, as it was."""
    return {
        "undo cancelling": {"answer": "停水", "decided_by": by, "decided_at": LONG_AGO},
        "check in late": {"waived_by": by, "waive_reason": "生病"},
        "cancel the series": {"series": BookingSeriesFactory(person=person)},
        "move": {"reminded_at": LONG_AGO},
        "move a request": {"reminded_at": LONG_AGO},
        "move where staff approve": {"reminded_at": LONG_AGO, "decided_by": by, "decided_at": LONG_AGO},
    }.get(act, {})


def stored(booking: Booking) -> dict[str, Any]:
    return Booking.objects.filter(pk=booking.pk).values().get()


@pytest.mark.parametrize("name", ACTS)
def test_an_act_writes_down_all_that_it_changes_and_tells_the_person(name):
    status, minutes, act, columns, becomes, notices = ACTS[name]
    space, resident, begins = SpaceFactory(needs_approval=True), ResidentFactory(), at(10)
    office = officer("office_worker", OrgUnitFactory(community=space.station.community))
    with time_machine.travel(begins + dt.timedelta(minutes=minutes), tick=False):
        booking = BookingFactory(
            space=space,
            person=resident.person,
            by=resident,
            starts_at=begins,
            status=status,
            created_at=LONG_AGO,
            **before(name, office, resident.person),
        )
        was = stored(booking)
        act(booking, office)
    now = stored(booking)
    assert {column for column in now if now[column] != was[column]} == columns
    assert (now["status"], now["sequence"]) == (becomes, int("sequence" in columns))
    assert list(Notification.objects.filter(recipient=booking.person).values_list("kind", flat=True)) == notices


@pytest.mark.parametrize("days", [0, 1])
def test_who_has_a_room_over_midnight_is_excused_when_either_day_is_closed(days):
    station = StationFactory(hours=[(day, "00:00", "00:00") for day in range(7)])
    booking = BookingFactory(space__station=station, starts_at=at(23), ends_at=at(25))
    day = clock.today() + dt.timedelta(days=1 + days)
    OpeningExceptionFactory(station=station, during=DateRange(day, day + dt.timedelta(days=1)), reason="停电")
    with minutes_after(booking, 15):
        assert release_no_shows() == 1
    assert (stored(booking)["status"], stored(booking)["answer"]) == ("cancelled", "停电")


def test_a_day_that_has_been_closed_meanwhile_is_neither_given_nor_given_back():
    space = SpaceFactory(needs_approval=True)
    office = officer("office_worker", OrgUnitFactory(community=space.station.community))
    asked = BookingFactory(space=space, status="requested", starts_at=at(10), ends_at=at(11))
    gone = cancel_booking(BookingFactory(space=space, starts_at=at(14), ends_at=at(15)), reason="停电", by=office)
    week = DateRange(clock.today(), clock.today() + dt.timedelta(days=7))
    OpeningExceptionFactory(station=space.station, during=week, reason="检修电路")
    with refused("closed"):
        approve_booking(asked, by=office)
    with refused("closed"):
        undo_cancellation(gone, by=office)
