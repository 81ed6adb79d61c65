"""Races for seats that are kept for elders, stepped on two connections, and their controls."""

import datetime as dt
from collections.abc import Iterator
from contextlib import contextmanager

import pytest
from django.db import connection

from accounts.models import User
from common.exceptions import Refused
from common.time import clock
from events.actions import locks, registrations
from events.models import Event
from events.models.seats import SEATS_FOR_ELDERS
from tests.factories import EventFactory, NeighbourFactory, ResidentFactory, UserFactory
from tests.support.racing import all_at_once, while_open
from tests.support.raw_sql import delete_all_rows

pytestmark = pytest.mark.django_db(transaction=True)

CLIENTS = 16
DAY = dt.timedelta(days=1)


@pytest.fixture
def staff() -> User:
    return UserFactory(is_staff=True)


@pytest.fixture
def unlocked(monkeypatch):
    """The actions read the event without locking it."""
    monkeypatch.setattr(locks, "lock_event", lambda pk: Event.objects.get(pk=pk))


@contextmanager
def without_the_check() -> Iterator[None]:
    """Take away the CHECK that keeps the seats; put it back once the rows that break it are gone."""
    (check,) = (one for one in SEATS_FOR_ELDERS if one.name == "event_keeps_seats_for_elders")
    with connection.schema_editor() as editor:
        editor.remove_constraint(Event, check)
    try:
        yield
    finally:
        delete_all_rows(["events_registration", "events_event"])
        with connection.schema_editor() as editor:
            editor.add_constraint(Event, check)


def event_with(capacity: int, kept: int) -> Event:
    starts = clock.now() + 5 * DAY
    return EventFactory(starts_at=starts, capacity=capacity, seats_for_elders=kept, elders_until=starts - DAY)


def two_others_on_the_last_seat_for_all(staff: User) -> tuple[int, list[str]]:
    """Two seats, one of them kept: how many others have one, and where each of the two stands."""
    event = event_with(2, 1)
    join = lambda: registrations.register(event, person=NeighbourFactory(), by=staff)  # noqa: E731
    while_open(join, join)
    event.refresh_from_db()
    return event.seats_of_others, sorted(event.registrations.values_list("status", flat=True))


def test_of_two_others_one_has_the_seat_for_all_and_one_waits(staff):
    assert two_others_on_the_last_seat_for_all(staff) == (1, ["registered", "waitlisted"])


def test_the_check_alone_still_keeps_the_elders_seat(staff, unlocked):
    assert two_others_on_the_last_seat_for_all(staff) == (1, ["registered"])


def test_control_without_lock_and_check_the_elders_seat_is_sold(staff, unlocked):
    with without_the_check():
        assert two_others_on_the_last_seat_for_all(staff) == (2, ["registered", "registered"])


def rush() -> tuple[int, int]:
    """Sixteen others and four elders at once on four seats, two of them kept: seats of others, and of elders."""
    event = event_with(4, 2)
    young = [ResidentFactory(person__birth_year=1990) for _n in range(CLIENTS)]
    old = [ResidentFactory(person__birth_year=1950) for _n in range(4)]
    everybody = [*young, *old]

    def register(user: User) -> object:
        try:
            return registrations.register(event, person=user.person, by=user)
        except Refused as refused:
            return refused

    all_at_once([lambda user=user: register(user) for user in everybody])
    event.refresh_from_db()
    assert event.registrations.count() == len(everybody)
    return event.seats_of_others, event.seats_taken - event.seats_of_others


def test_in_a_rush_the_seats_that_are_kept_go_to_elders():
    others, elders = rush()
    assert others <= 2
    assert (others + elders, elders >= 2) == (4, True)
