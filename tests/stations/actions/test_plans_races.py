"""Somebody books by the hours that are just going: they wait, and are told that the station is closed then."""

import datetime as dt

import pytest

from common.exceptions import Refused
from stations.actions import plans
from stations.actions.bookings import cancel_booking
from stations.actions.opening_hours import set_weekly_hours
from stations.actions.plans import PlanAnswer
from stations.models import Booking, Station
from tests.factories import OrgUnitFactory, ResidentFactory, SpaceFactory, officer
from tests.support.racing import while_open
from tests.support.rooms import book, statuses

pytestmark = pytest.mark.django_db(transaction=True)

EVENING = 19


@pytest.fixture
def space():
    return SpaceFactory()


@pytest.fixture
def office(space):
    return officer("office_worker", OrgUnitFactory(community=space.station.community))


def close_early(station: Station, by, **more):
    """From now on the station closes at 18:00."""
    return set_weekly_hours(station, days=range(8), hours=(dt.time(8), dt.time(18)), by=by, **more)


def test_who_books_while_the_hours_change_waits_and_is_refused(space, office):
    waited, answer = while_open(
        lambda: close_early(space.station, office), lambda: book(space, ResidentFactory(), EVENING)
    )
    assert waited
    assert isinstance(answer, Refused)
    assert answer.code == "closed"
    assert not Booking.objects.exists()


def test_who_has_just_booked_is_seen_by_whoever_changes_the_hours(space, office):
    waited, answer = while_open(
        lambda: book(space, ResidentFactory(), EVENING), lambda: close_early(space.station, office)
    )
    assert waited
    assert isinstance(answer, plans.StillPlanned)
    assert [obstacle.plan.booking for obstacle in answer.obstacles] == list(Booking.objects.all())


def test_control_without_the_lock_a_booking_stays_outside_in_silence(space, office, monkeypatch):
    monkeypatch.setattr(plans, "locked_space", lambda *_spaces: None)
    waited, answer = while_open(
        lambda: close_early(space.station, office), lambda: book(space, ResidentFactory(), EVENING)
    )
    assert not waited
    assert isinstance(answer, Booking)
    assert statuses(answer) == ["confirmed"]


def test_what_somebody_gives_up_meanwhile_is_not_cancelled_again(space, office):
    resident = ResidentFactory()
    booking = book(space, resident, EVENING)
    waited, answer = while_open(
        lambda: cancel_booking(booking, by=resident),
        lambda: close_early(space.station, office, planned=PlanAnswer(cancel=True, reason="停电")),
    )
    assert waited
    assert answer == []
    assert Booking.objects.get().answer == ""
