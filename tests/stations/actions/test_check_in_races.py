"""Who comes just when a room is given free: stepped through the bad order on two real connections; with controls."""

import datetime as dt

import pytest
import time_machine

from stations.actions.bookings import (
    book_space,
)
from stations.actions.check_in import check_in, release_no_shows
from stations.models import Booking
from tests.factories import (
    BookingFactory,
    ResidentFactory,
    officer,
)
from tests.support.racing import while_open
from tests.support.rooms import at, nothing_is_half, statuses

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture
def late():
    """Booked from 10 to 12, and it is a minute past the moment at which the room is given free."""
    resident = ResidentFactory()
    booking = BookingFactory(person=resident.person, by=resident, starts_at=at(10), ends_at=at(12))
    with time_machine.travel(booking.starts_at + dt.timedelta(minutes=16), tick=False):
        yield booking


@pytest.fixture
def desk(late):
    return officer("receptionist", late.space.station)


def test_what_is_being_checked_in_is_not_given_free(late, desk):
    waited, released = while_open(lambda: check_in(late, by=desk), release_no_shows)

    assert not waited
    assert released == 0
    assert statuses(late) == ["checked_in"]
    nothing_is_half()


def test_who_comes_while_the_room_is_given_free_waits_and_has_it_again(late, desk):
    waited, booking = while_open(release_no_shows, lambda: check_in(late, by=desk))

    assert waited
    assert booking.status == "checked_in"
    nothing_is_half()


def test_control_without_its_lock_a_check_in_holds_what_was_just_given_free(late, desk, lock_nothing):
    lock_nothing(Booking)
    _waited, answer = while_open(release_no_shows, lambda: check_in(late, by=desk))

    assert answer.code.startswith("stations_booking_hold_id")


@pytest.mark.parametrize("late_first", [True, False])
def test_of_who_comes_late_and_who_wants_the_freed_room_one_has_it(late, desk, late_first):
    release_no_shows()
    neighbour = ResidentFactory()
    freed = {"starts_at": late.starts_at + dt.timedelta(hours=1), "ends_at": late.ends_at, "purpose": "gathering"}
    both = [
        lambda: check_in(late, by=desk),
        lambda: book_space(late.space, person=neighbour.person, by=neighbour, **freed),
    ]
    waited, answer = while_open(*(both if late_first else reversed(both)))

    assert waited
    assert answer.code == ("taken" if late_first else "given_away")
    assert statuses(late) == ["checked_in" if late_first else "no_show"]
    nothing_is_half()
