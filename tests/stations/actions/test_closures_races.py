"""A neighbour cancels while a station closes: what is gone is left out, and everything else is cancelled."""

import datetime as dt

import pytest
from django.db import transaction

from common.exceptions import Refused
from common.time import clock
from stations.actions import closures
from stations.actions.bookings import cancel_booking
from stations.actions.check_in import release_no_shows
from stations.actions.closures import cancel_bookings_outside
from stations.models import Booking, OpeningException, Space
from tests.factories import BookingFactory, OpeningExceptionFactory, ResidentFactory, SpaceFactory, officer
from tests.support.racing import Rival, while_open

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture
def closing() -> OpeningException:
    """A station that closes tomorrow; a room has three bookings then, each by its own person."""
    space = SpaceFactory()
    begins = clock.day_start(clock.today()) + dt.timedelta(days=1, hours=9)
    for hour in range(3):
        resident = ResidentFactory()
        starts = begins + dt.timedelta(hours=hour)
        BookingFactory(space=space, person=resident.person, by=resident, starts_at=starts)
    tomorrow = clock.today() + dt.timedelta(days=1)
    days = (tomorrow, tomorrow + dt.timedelta(days=1))
    return OpeningExceptionFactory(station=space.station, during=days, opens=None, closes=None, reason="停水")


@pytest.fixture
def office(closing):
    from tests.factories import OrgUnitFactory

    return officer("office_worker", OrgUnitFactory(community=closing.station.community))


def states() -> list[str]:
    return sorted(Booking.objects.values_list("status", flat=True))


def test_whoever_cancels_first_is_left_out(closing, office):
    first = Booking.objects.order_by("pk")[0]
    exception = OpeningException.objects.get()
    waited, answer = while_open(
        lambda: cancel_booking(first, by=first.by), lambda: cancel_bookings_outside(exception, by=office)
    )
    assert waited
    assert answer == 2
    assert states() == ["cancelled"] * 3
    assert Booking.objects.get(pk=first.pk).answer == ""


def test_whoever_cancels_second_hears_that_it_is_cancelled(closing, office):
    first = Booking.objects.order_by("pk")[0]
    waited, answer = while_open(
        lambda: cancel_bookings_outside(OpeningException.objects.get(), by=office),
        lambda: cancel_booking(first, by=first.by),
    )
    assert waited
    assert isinstance(answer, Refused)
    assert states() == ["cancelled"] * 3
    assert Booking.objects.get(pk=first.pk).answer == "停水"


def test_control_what_was_read_before_the_lock_stops_the_closing(closing, office, monkeypatch):
    first = Booking.objects.order_by("pk")[0]
    stale = list(Booking.objects.select_related("space__station", "person__user").order_by("pk"))
    monkeypatch.setattr(closures, "locked_space", lambda *_spaces: None)
    monkeypatch.setattr(closures, "bookings_outside", lambda _exception: stale)
    monkeypatch.setattr(closures, "list", lambda rows: rows if isinstance(rows, list) else stale, raising=False)
    waited, answer = while_open(
        lambda: cancel_booking(first, by=first.by),
        lambda: cancel_bookings_outside(OpeningException.objects.get(), by=office),
    )
    assert waited
    assert isinstance(answer, Refused)
    assert "confirmed" in states()


def test_the_rooms_are_locked_before_their_bookings_as_everybody_does(closing, office):
    """Else this and somebody who moves a booking would wait for each other."""
    first = Booking.objects.order_by("pk")[0]
    with transaction.atomic():
        Space.objects.select_for_update(no_key=True).get(pk=first.space_id)
        rival = Rival(lambda: cancel_bookings_outside(OpeningException.objects.get(), by=office)).go()
        assert rival.waits()
        Booking.objects.select_for_update(no_key=True, nowait=True).get(pk=first.pk)
    assert rival.result() == 3


def test_what_the_clock_has_released_meanwhile_is_left_out(closing, office):
    """The clock takes no lock of the room, only the row of the booking."""
    first = Booking.objects.order_by("pk")[0]
    with transaction.atomic():
        Booking.objects.select_for_update(no_key=True).get(pk=first.pk)
        rival = Rival(lambda: cancel_bookings_outside(OpeningException.objects.get(), by=office)).go()
        assert rival.waits()
        Booking.objects.filter(pk=first.pk).update(status="no_show", hold=None)
    assert rival.result() == 2
    assert states() == ["cancelled", "cancelled", "no_show"]
    assert release_no_shows() == 0
