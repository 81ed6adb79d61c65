"""Who is reminded of a booking, and when."""

import datetime as dt

import pytest

from accounts.models import Notification
from common.time import clock
from stations import tasks
from stations.actions.reminders import send_booking_reminders
from tests.factories import (
    BookingFactory,
)
from tests.support.rooms import minutes_after

pytestmark = pytest.mark.django_db


def test_a_booking_is_reminded_of_once_the_day_before():
    booking = BookingFactory(created_at=clock.now() - dt.timedelta(days=3))
    with minutes_after(booking, -24 * 60 - 1):
        assert send_booking_reminders() == 0
    with minutes_after(booking, -24 * 60):
        assert tasks.remind_of_bookings.call() == 1
        assert tasks.remind_of_bookings.call() == 0
    assert Notification.objects.filter(kind="booking_reminder").count() == 1


@pytest.mark.parametrize("status", ["requested", "refused", "cancelled", "checked_in", "no_show"])
def test_nobody_is_reminded_of_what_is_not_booked(status):
    booking = BookingFactory(status=status, created_at=clock.now() - dt.timedelta(days=5))
    with minutes_after(booking, -60):
        assert send_booking_reminders() == 0


def test_nobody_is_reminded_of_what_has_begun():
    booking = BookingFactory(created_at=clock.now() - dt.timedelta(days=5))
    with minutes_after(booking, 0):
        assert send_booking_reminders() == 0


@pytest.mark.parametrize("hours", [5, 24])
def test_who_booked_within_the_day_is_spared(hours):
    begins = clock.day_start(clock.today()) + dt.timedelta(days=1, hours=10)
    booking = BookingFactory(starts_at=begins, created_at=begins - dt.timedelta(hours=hours))
    with minutes_after(booking, -60):
        assert send_booking_reminders() == 1
        assert send_booking_reminders() == 0
    assert not Notification.objects.exists()
