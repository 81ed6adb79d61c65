"""Who asked for what others now have is told; what was granted is granted again; nobody touches another's booking."""

import datetime as dt

import pytest
import time_machine

from accounts.models import Notification
from common.exceptions import Refused
from common.time import clock
from events.actions.events import change_event
from stations.actions import holds
from stations.actions.bookings import (
    approve_booking,
    book_space,
    cancel_booking,
    change_booking_time,
    end_unanswered,
    undo_cancellation,
)
from stations.models import Booking
from tests.factories import BookingFactory, EventFactory, OrgUnitFactory, ResidentFactory, SpaceFactory, officer
from tests.support.refusals import refused

pytestmark = pytest.mark.django_db


def at(hour, *, days=1):
    return clock.day_start(clock.today() + dt.timedelta(days=days)) + dt.timedelta(hours=hour)


@pytest.fixture
def asked():
    """Asked for from 10 to 11 tomorrow, in a room that waits for approval."""
    return BookingFactory(status="requested", space__needs_approval=True, person=ResidentFactory().person)


@pytest.fixture
def branch(asked):
    return OrgUnitFactory(community=asked.space.station.community)


@pytest.fixture
def office(branch):
    return officer("office_worker", branch)


def book(space, person, by, start=10, end=11):
    return book_space(space, person=person, starts_at=at(start), ends_at=at(end), purpose="gathering", by=by)


def was_told(booking, kind="booking_given_to_another"):
    booking.refresh_from_db()
    return booking.status == "refused" and Notification.objects.filter(kind=kind, recipient=booking.person).exists()


def test_a_booking_by_staff_answers_who_asked_for_that_time(asked, office):
    book(asked.space, ResidentFactory().person, office)
    assert was_told(asked)
    assert (asked.decided_by, asked.decided_at is None) == (office, False)


def test_maintenance_answers_who_asked_for_that_time(asked, office):
    holds.close_for_maintenance(asked.space, starts_at=at(8), ends_at=at(12), note="检修", by=office)
    assert was_told(asked)


def test_an_event_that_takes_the_room_answers_who_asked_for_it(asked, office, branch):
    event = EventFactory(organiser=branch, community=branch.community, starts_at=at(9), ends_at=at(12))
    change_event(event, space=asked.space, by=office)
    assert was_told(asked)


def test_a_booking_that_moves_there_answers_who_asked_for_it(asked, office):
    other = BookingFactory(space=asked.space, starts_at=at(14))
    change_booking_time(other, starts_at=at(10), ends_at=at(11), by=office)
    assert was_told(asked)


def test_who_asked_for_another_time_goes_on_waiting(asked, office):
    book(asked.space, ResidentFactory().person, office, start=11, end=12)
    asked.refresh_from_db()
    assert asked.is_requested


def test_who_asked_for_the_minutes_that_are_kept_free_after_it_is_answered(asked, office):
    type(asked.space).objects.filter(pk=asked.space_id).update(buffer=30)
    book(asked.space, ResidentFactory().person, office, start=9, end=10)
    assert was_told(asked)


def test_who_asked_for_a_part_is_answered_when_the_whole_is_given(office):
    hall = SpaceFactory(needs_approval=True)
    part = SpaceFactory(station=hall.station, part_of=hall, needs_approval=True)
    asked_part = BookingFactory(space=part, status="requested")
    book(hall, ResidentFactory().person, office)
    assert was_told(asked_part)


def test_nobody_approves_a_request_whose_time_has_begun(asked, office):
    with time_machine.travel(asked.starts_at + dt.timedelta(seconds=1)):
        with pytest.raises(Refused) as refusal:
            approve_booking(asked, by=office)
        assert refusal.value.code == "begun"
    asked.refresh_from_db()
    assert asked.is_requested
    with time_machine.travel(asked.starts_at, tick=False):
        assert approve_booking(asked, by=office).is_confirmed


def test_a_request_whose_time_has_come_is_answered(asked):
    with time_machine.travel(asked.starts_at + dt.timedelta(minutes=1)):
        assert end_unanswered() == 1
        assert was_told(asked, "booking_unanswered")
        assert end_unanswered() == 0


def test_a_request_to_come_is_left_alone(asked):
    assert end_unanswered() == 0


def test_a_request_that_was_never_answered_takes_nothing_of_the_week():
    user = ResidentFactory()
    space = SpaceFactory(weekly_limit=1, needs_approval=True)
    now = clock.day_start(clock.today() + dt.timedelta(days=7 - clock.today().weekday())) + dt.timedelta(hours=9)
    with time_machine.travel(now):
        BookingFactory(space=space, person=user.person, status="requested", starts_at=at(8, days=0))
        assert book(space, user.person, user).is_requested


def test_a_room_out_of_use_is_approved_for_nobody(asked, office):
    type(asked.space).objects.filter(pk=asked.space_id).update(active=False)
    with pytest.raises(Refused) as refusal:
        approve_booking(asked, by=office)
    assert refusal.value.code == "not_in_use"


# --- Undoing


def test_what_staff_gave_is_given_again(asked, office):
    user = ResidentFactory()
    booking = cancel_booking(book(asked.space, user.person, office, start=15, end=16), by=user)
    assert undo_cancellation(booking, by=user).status == "confirmed"


def test_a_slip_shortly_before_is_taken_back_although_nobody_could_book_so_late():
    user = ResidentFactory()
    booking = BookingFactory(space__notice=120, person=user.person, created_at=clock.now() - dt.timedelta(days=2))
    with time_machine.travel(booking.starts_at - dt.timedelta(minutes=90)):
        gone = cancel_booking(booking, by=user)
        assert undo_cancellation(gone, by=user).status == "confirmed"


# --- Whose it is


@pytest.fixture
def receptionist(asked):
    return officer("receptionist", asked.space.station)


def test_who_receives_at_the_station_does_not_change_what_a_neighbour_booked_alone(receptionist, asked):
    booking = BookingFactory(space=asked.space, starts_at=at(15))
    with pytest.raises(Refused) as refusal:
        cancel_booking(booking, by=receptionist)
    assert refusal.value.code == "not_yours"
    with refused("not_yours"):
        change_booking_time(booking, starts_at=at(17), ends_at=at(18), by=receptionist)
    booking.refresh_from_db()
    assert booking.status == "confirmed"


def test_what_was_booked_for_the_neighbour_is_changed_for_the_neighbour_too(receptionist, asked):
    booking = BookingFactory(space=asked.space, starts_at=at(15), for_neighbour=True)
    assert cancel_booking(booking, by=receptionist).is_cancelled
    assert Booking.objects.get(pk=booking.pk).hold is None
