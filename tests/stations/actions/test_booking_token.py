"""A form sent twice books once: by the look before, by the unique constraint in a race, and their controls."""

import dataclasses
import datetime as dt
from contextlib import contextmanager
from uuid import uuid4

import pytest
from django.db import connection

from accounts.models import Person
from common.exceptions import Refused
from common.time import clock
from stations.actions import bookings
from stations.actions.bookings import book_for_known, book_for_neighbour, book_space, cancel_booking
from stations.models import Booking
from tests.factories import (
    ConsentFactory,
    OrgUnitFactory,
    PrivacyNoticeFactory,
    ResidentFactory,
    SpaceFactory,
    officer,
)
from tests.support.racing import while_open
from tests.support.raw_sql import delete_all_rows

pytestmark = pytest.mark.django_db(transaction=True)


def at(hour, *, days=1):
    return clock.day_start(clock.today() + dt.timedelta(days=days)) + dt.timedelta(hours=hour)


def book(space, user, token, start=10):
    return book_space(
        space,
        person=Person.objects.get(pk=user.person_id),
        starts_at=at(start),
        ends_at=at(start + 1),
        purpose="games",
        token=token,
        by=user,
    )


@contextmanager
def without_constraint():
    """Take the unique constraint of tokens away; put it back once what it would forbid is gone."""
    (unique,) = (one for one in Booking._meta.constraints if one.name == "booking_once_a_token")
    with connection.schema_editor() as editor:
        editor.remove_constraint(Booking, unique)
    try:
        yield
    finally:
        delete_all_rows(["stations_booking", "stations_hold", "stations_occupancy"])
        with connection.schema_editor() as editor:
            editor.add_constraint(Booking, unique)


@pytest.mark.parametrize("needs_approval", [False, True])
def test_the_second_time_the_booking_of_the_first_is_returned(needs_approval):
    space, user, token = SpaceFactory(needs_approval=needs_approval), ResidentFactory(), uuid4()
    first = book(space, user, token)
    assert book(space, user, token, start=14) == first
    assert Booking.objects.count() == 1


def test_a_form_sent_again_after_cancelling_does_not_say_that_it_is_booked():
    space, user, token = SpaceFactory(), ResidentFactory(), uuid4()
    cancel_booking(book(space, user, token), by=user)
    with pytest.raises(Refused) as refused:
        book(space, user, token)
    assert refused.value.code == "cancelled_meanwhile"
    assert Booking.objects.count() == 1


def test_a_request_that_staff_have_refused_meanwhile_is_not_said_to_be_booked():
    space, user, token = SpaceFactory(needs_approval=True), ResidentFactory(), uuid4()
    office = officer("office_worker", OrgUnitFactory(community=space.station.community))
    bookings.refuse_booking(book(space, user, token), answer="停电", by=office)
    with pytest.raises(Refused) as refused:
        book(space, user, token)
    assert refused.value.code == "cancelled_meanwhile"


def test_without_a_token_and_with_another_one_books_anew():
    space, user = SpaceFactory(), ResidentFactory()
    made = [book(space, user, token, start) for token, start in ((None, 9), (None, 10), (uuid4(), 11), (uuid4(), 12))]
    assert len({booking.pk for booking in made}) == 4


def test_the_token_of_somebody_else_is_refused_and_says_nothing_of_the_booking():
    token = uuid4()
    book(SpaceFactory(), ResidentFactory(), token)
    with pytest.raises(Refused) as refusal:
        book(SpaceFactory(), ResidentFactory(), token)
    assert refusal.value.code == "booking_once_a_token"
    assert Booking.objects.count() == 1


def test_two_at_once_with_one_token_in_one_room_are_led_to_one_booking():
    space, user, token = SpaceFactory(), ResidentFactory(), uuid4()
    waited, answer = while_open(lambda: book(space, user, token), lambda: book(space, user, token))

    assert waited
    assert answer == Booking.objects.get()


def test_control_who_does_not_look_for_the_token_finds_the_own_hour_taken(monkeypatch):
    real = bookings.booking_facts_of
    monkeypatch.setattr(
        bookings, "booking_facts_of", lambda *args, **who: dataclasses.replace(real(*args, **who), made=None)
    )
    space, user, token = SpaceFactory(), ResidentFactory(), uuid4()
    _waited, answer = while_open(lambda: book(space, user, token), lambda: book(space, user, token))

    assert answer.code == "taken"


@pytest.fixture
def office():
    return OrgUnitFactory()


@pytest.fixture
def rooms(office):
    return [SpaceFactory(station__community=office.community) for _room in range(2)]


@pytest.fixture
def desk(office):
    return officer("secretary", office)


def test_two_at_once_with_one_token_in_two_rooms_are_led_to_one_booking(rooms, desk):
    """Neither waits for a lock of the other, so the look before finds nothing and the unique constraint decides."""
    notice, token = PrivacyNoticeFactory(), uuid4()
    waited, answer = while_open(
        lambda: new_neighbour(rooms[0], desk, notice, token), lambda: new_neighbour(rooms[1], desk, notice, token)
    )

    assert waited
    assert answer == Booking.objects.get()
    assert Person.objects.filter(name="赵大爷").count() == 1


def test_control_without_the_constraint_two_at_once_in_two_rooms_book_twice(rooms, desk):
    notice, token = PrivacyNoticeFactory(), uuid4()
    with without_constraint():
        waited, answer = while_open(
            lambda: new_neighbour(rooms[0], desk, notice, token), lambda: new_neighbour(rooms[1], desk, notice, token)
        )
        assert not waited
        assert isinstance(answer, Booking)
        assert Booking.objects.filter(token=token).count() == 2


def new_neighbour(space, by, notice, token):
    return book_for_neighbour(
        space, name="赵大爷", notice=notice, token=token, by=by, starts_at=at(10), ends_at=at(11), purpose="games"
    )


def test_at_the_desk_a_form_sent_twice_books_once_for_who_is_known(rooms, desk):
    person, token = ConsentFactory().person, uuid4()
    wanted = {"starts_at": at(10), "ends_at": at(11), "purpose": "games", "token": token, "by": desk}
    first, second = (book_for_known(rooms[0], person=person, **wanted) for _time in range(2))
    assert first == second
    assert Booking.objects.count() == 1


def test_at_the_desk_a_form_sent_twice_enters_nobody_twice(rooms, desk):
    notice, token = PrivacyNoticeFactory(), uuid4()
    first, second = (new_neighbour(rooms[0], desk, notice, token) for _time in range(2))
    assert first == second
    assert Person.objects.filter(name="赵大爷").count() == 1
