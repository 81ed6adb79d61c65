"""The iCalendar entry of a booking: which version of it the file shows."""

import datetime as dt

import pytest
import time_machine
from django.db.backends.postgresql.psycopg_any import DateRange
from django.utils import timezone
from icalendar import Calendar

from accounts.models import User
from stations.actions.bookings import (
    cancel_booking,
    change_booking_time,
    undo_cancellation,
)
from stations.actions.check_in import check_in, finish_booking, release_no_shows
from stations.exports.ical import calendar_of_bookings
from stations.models import Booking
from tests.factories import BookingFactory, OpeningExceptionFactory, ResidentFactory, officer

pytestmark = pytest.mark.django_db

HOUR = dt.timedelta(hours=1)


def minutes_after(booking: Booking, minutes: int) -> time_machine.travel:
    return time_machine.travel(booking.starts_at + dt.timedelta(minutes=minutes), tick=False)


def receptionist(booking: Booking) -> User:
    return officer("receptionist", booking.space.station)


def move(booking: Booking) -> None:
    times = {"starts_at": booking.starts_at + HOUR, "ends_at": booking.ends_at + HOUR}
    change_booking_time(booking, **times, by=booking.by)


def cancelled_and_taken_back(booking: Booking) -> None:
    undo_cancellation(cancel_booking(booking, by=booking.by), by=booking.by)


def closed_and_released(booking: Booking) -> None:
    day = timezone.localdate(booking.starts_at)
    OpeningExceptionFactory(station=booking.space.station, during=DateRange(day, day + dt.timedelta(days=1)))
    nobody_came(booking)


def nobody_came(booking: Booking) -> None:
    with minutes_after(booking, 15):
        release_no_shows()


def came_late(booking: Booking) -> None:
    with minutes_after(booking, 16):
        release_no_shows()
        booking.refresh_from_db()
        check_in(booking, by=receptionist(booking))


def left_early(booking: Booking) -> None:
    desk = receptionist(booking)
    with minutes_after(booking, 0):
        check_in(booking, by=desk)
    with minutes_after(booking, 20):
        finish_booking(booking, by=booking.by)


def cancelled(booking: Booking) -> None:
    cancel_booking(booking, by=booking.by)


@pytest.mark.parametrize(
    ("act", "status", "versions"),
    [
        (move, "CONFIRMED", 1),
        (cancelled, "CANCELLED", 1),
        (cancelled_and_taken_back, "CONFIRMED", 2),
        (closed_and_released, "CANCELLED", 1),
        (nobody_came, "CANCELLED", 1),
        (came_late, "CONFIRMED", 2),
        (left_early, "CONFIRMED", 1),
    ],
)
def test_each_act_that_a_calendar_shows_makes_a_newer_version(act, status, versions):
    user = ResidentFactory()
    booking = BookingFactory(person=user.person, by=user)
    act(booking)
    (entry,) = Calendar.from_ical(calendar_of_bookings(Booking.objects.all())).walk("VEVENT")
    assert (entry["STATUS"], entry["SEQUENCE"]) == (status, versions)
