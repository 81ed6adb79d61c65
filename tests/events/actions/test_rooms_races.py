"""Races for one room between an event and a booking, or two events, stepped on two real connections; with controls.

The room's lock makes the loser's refusal a reasoned one; the ledger's exclusion constraint alone still lets only one
have the room. A control takes both away and must see the room given twice.
"""

import datetime as dt
from collections import Counter

import pytest
from django.db import transaction

from accounts.models import User
from common.exceptions import Refused
from events.actions.events import cancel_event, change_event, copy_event, delete_draft, draft_event, publish_event
from events.models import Event
from grid.models import OrgUnit
from stations.actions import holds, programme
from stations.actions.bookings import cancel_booking
from stations.models import Space
from tests.factories import BookingFactory, EventFactory, OrgUnitFactory, ResidentFactory, SpaceFactory, officer
from tests.support.racing import Rival, all_at_once, answer_of, while_open
from tests.support.rooms import LOCK, OF_HOLDS, at, book, given, replaced, without_exclusion

pytestmark = pytest.mark.django_db(transaction=True)

CLIENTS = 8


@pytest.fixture
def branch() -> OrgUnit:
    return OrgUnitFactory()


@pytest.fixture
def office(branch) -> User:
    return officer("office_worker", branch)


@pytest.fixture
def space() -> Space:
    return SpaceFactory()


@pytest.fixture
def unlocked(monkeypatch):
    """The actions read the room without locking it, and the ledger's own trigger locks nothing either."""
    monkeypatch.setattr(holds, "LOCK_SPACES", "")
    with replaced(OF_HOLDS, LOCK, ""):
        yield


def plan(space: Space, branch: OrgUnit, by: User, start: int = 10) -> Event:
    event = EventFactory.build(
        organiser=branch, community=branch.community, starts_at=at(start), ends_at=at(start + 2), title="茶话会"
    )
    event.space = space
    return draft_event(event, by=by)


# --- An event and a booking ---------------------------------------------------------------------------------------


def test_a_booking_that_comes_while_an_event_takes_the_room_waits_and_is_refused(space, branch, office):
    resident = ResidentFactory()
    waited, answer = while_open(lambda: plan(space, branch, office), lambda: book(space, resident))

    assert waited
    assert isinstance(answer, Refused)
    assert answer.code == "taken"
    assert given() == {"event": 1}


def test_an_event_that_comes_while_a_booking_takes_the_room_waits_and_is_told_of_it(space, branch, office):
    resident = ResidentFactory()
    waited, answer = while_open(lambda: book(space, resident), lambda: plan(space, branch, office))

    assert waited
    assert isinstance(answer, Refused)
    assert answer.code == "room_taken"
    assert given() == {"booking": 1}


def test_the_exclusion_alone_still_gives_the_room_only_once(space, branch, office, unlocked):
    resident = ResidentFactory()
    _waited, answer = while_open(lambda: book(space, resident), lambda: plan(space, branch, office))

    assert isinstance(answer, Refused)
    assert answer.code == "occupancy_never_twice"
    assert given() == {"booking": 1}
    assert not Event.objects.exists()


def test_the_lock_alone_still_gives_the_room_only_once(space, branch, office):
    with without_exclusion():
        while_open(lambda: book(space, ResidentFactory()), lambda: plan(space, branch, office))
        assert given() == {"booking": 1}


@pytest.mark.parametrize("event_first", [True, False])
def test_control_without_lock_and_exclusion_the_room_is_given_twice(space, branch, office, unlocked, event_first):
    resident = ResidentFactory()
    both = [lambda: plan(space, branch, office), lambda: book(space, resident)]
    with without_exclusion():
        while_open(*(both if event_first else reversed(both)))
        assert given() == {"event": 1, "booking": 1}


# --- Moving, cancelling, copying ----------------------------------------------------------------------------------


def test_an_event_that_moves_and_a_booking_for_its_new_time(space, branch, office):
    event = plan(space, branch, office)
    waited, answer = while_open(
        lambda: change_event(event, by=office, starts_at=at(14), ends_at=at(16)),
        lambda: book(space, ResidentFactory(), start=14),
    )

    assert waited
    assert answer.code == "taken"
    assert given() == {"event": 1}


def test_the_time_that_an_event_leaves_is_free_for_who_waits_for_it(space, branch, office):
    event, resident = plan(space, branch, office), ResidentFactory()
    waited, answer = while_open(
        lambda: change_event(event, by=office, starts_at=at(14), ends_at=at(16)),
        lambda: book(space, resident),
    )

    assert waited
    assert answer.status == "confirmed"


def test_a_room_of_an_event_that_is_just_cancelled_is_free_for_who_waits_for_it(space, branch, office):
    event, resident = publish_event(plan(space, branch, office), by=office), ResidentFactory()
    waited, answer = while_open(
        lambda: cancel_event(event, by=office, reason="讲师生病"), lambda: book(space, resident)
    )

    assert waited
    assert answer.status == "confirmed"


def test_a_room_of_a_draft_that_is_just_deleted_is_free_for_who_waits_for_it(space, branch, office):
    event, resident = plan(space, branch, office), ResidentFactory()
    waited, answer = while_open(lambda: delete_draft(event, by=office), lambda: book(space, resident))

    assert waited
    assert answer.status == "confirmed"


def test_a_copy_takes_the_room_that_a_booking_has_just_given_up(space, branch, office):
    event, resident = plan(space, branch, office), ResidentFactory()
    booking = BookingFactory(
        space=space,
        person=resident.person,
        by=resident,
        starts_at=event.starts_at + dt.timedelta(days=7),
        ends_at=event.ends_at + dt.timedelta(days=7),
    )
    waited, copy = while_open(lambda: cancel_booking(booking, by=resident), lambda: copy_event(event, by=office))

    assert waited
    assert copy.space == space


# --- Two events ---------------------------------------------------------------------------------------------------


def test_of_two_events_for_one_room_the_second_is_told_of_the_first(space, branch, office):
    waited, answer = while_open(lambda: plan(space, branch, office), lambda: plan(space, branch, office, start=11))

    assert waited
    assert "茶话会" in str(answer)
    assert given() == {"event": 1}


def swap(branch: OrgUnit, office: User) -> list[object]:
    """Two events move into each other's hall at other times, while somebody holds up the second hall."""
    halls = [SpaceFactory() for _ in range(2)]
    parts = [SpaceFactory(station=hall.station, part_of=hall) for hall in reversed(halls)]
    forth, back = plan(halls[0], branch, office), plan(parts[0], branch, office)
    rivals = [
        Rival(lambda: change_event(forth, by=office, space=halls[1], starts_at=at(15), ends_at=at(16))),
        Rival(lambda: change_event(back, by=office, space=halls[0], starts_at=at(17), ends_at=at(18))),
    ]
    with transaction.atomic():
        Space.objects.select_for_update(no_key=True).get(pk=halls[0].pk)
        assert all(rival.go().waits() for rival in rivals)
    return [answer_of(rival) for rival in rivals]


def test_two_events_that_change_rooms_crosswise_do_not_deadlock(branch, office):
    assert [type(answer) for answer in swap(branch, office)] == [Event, Event]


def test_many_at_once_for_one_room_exactly_one_has_it(space, branch, office):
    residents = [ResidentFactory() for _ in range(CLIENTS)]
    works = [lambda resident=resident: book(space, resident) for resident in residents]
    works += [lambda: plan(space, branch, office)] * CLIENTS
    answers = all_at_once(works)

    assert sum(given().values()) == 1
    codes = Counter(getattr(answer, "code", "has it") for answer in answers)
    assert codes.pop("has it") == 1
    assert set(codes) <= {"taken", "room_taken"}


def test_the_words_of_the_refusal_are_not_what_keeps_the_room(space, branch, office, monkeypatch):
    monkeypatch.setattr(programme, "require_room_free", lambda event, by: None)
    _waited, answer = while_open(lambda: book(space, ResidentFactory()), lambda: plan(space, branch, office))

    assert answer.code == "occupancy_never_twice"
