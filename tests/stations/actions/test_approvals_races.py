"""Races of approvals for one space, stepped through the bad order on two real connections; with controls."""

import pytest

from stations.actions import holds
from stations.actions.bookings import (
    approve_booking,
    cancel_booking,
)
from stations.models import Booking, Space
from tests.factories import (
    OrgUnitFactory,
    ResidentFactory,
    SpaceFactory,
    agree,
    officer,
)
from tests.support.racing import while_open
from tests.support.rooms import LOCK, OF_HOLDS, book, given, nothing_is_half, replaced, statuses, without_exclusion

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture
def asked():
    """A room for which one asks."""
    return SpaceFactory(needs_approval=True)


@pytest.fixture
def office(asked):
    worker = officer("office_worker", OrgUnitFactory(community=asked.station.community))
    agree(worker.person)
    return worker


def test_of_two_approvals_of_rivals_the_second_finds_its_request_refused(asked, office):
    first, second = book(asked, ResidentFactory()), book(asked, ResidentFactory())
    waited, answer = while_open(lambda: approve_booking(first, by=office), lambda: approve_booking(second, by=office))

    assert waited
    assert answer.code == "not_waiting"
    assert statuses(first, second) == ["confirmed", "refused"]
    nothing_is_half()


def test_of_two_approvals_the_exclusion_alone_still_lets_one_through(asked, office, lock_nothing):
    first, second = book(asked, ResidentFactory()), book(asked, ResidentFactory())
    lock_nothing(Space, Booking)
    with replaced(OF_HOLDS, LOCK, ""):
        _waited, answer = while_open(
            lambda: approve_booking(first, by=office), lambda: approve_booking(second, by=office)
        )

    assert answer.code == "occupancy_never_twice"
    assert statuses(first, second) == ["confirmed", "refused"]
    nothing_is_half()


def test_control_without_locks_and_exclusion_both_rivals_are_approved(asked, office, lock_nothing, monkeypatch):
    monkeypatch.setattr(holds, "_refuse_rivals", lambda held, **_who: None)
    first, second = book(asked, ResidentFactory()), book(asked, ResidentFactory())
    lock_nothing(Space, Booking)
    with without_exclusion(), replaced(OF_HOLDS, LOCK, ""):
        while_open(lambda: approve_booking(first, by=office), lambda: approve_booking(second, by=office))
        assert statuses(first, second) == ["confirmed", "confirmed"]


def test_staff_who_book_an_hour_that_is_just_approved_wait_and_are_refused(asked, office):
    request = book(asked, ResidentFactory())
    waited, answer = while_open(lambda: approve_booking(request, by=office), lambda: book(asked, office))

    assert waited
    assert answer.code == "taken"
    assert given() == {"booking": 1}


def test_a_request_for_what_staff_have_just_booked_is_answered_and_not_approved(asked, office):
    request = book(asked, ResidentFactory())
    waited, answer = while_open(lambda: book(asked, office), lambda: approve_booking(request, by=office))

    assert waited
    assert answer.code == "not_waiting"
    assert statuses(request) == ["refused"]
    nothing_is_half()


def test_a_request_that_is_just_taken_back_is_not_approved(asked, office):
    resident = ResidentFactory()
    request = book(asked, resident)
    waited, answer = while_open(
        lambda: cancel_booking(request, by=resident), lambda: approve_booking(request, by=office)
    )

    assert waited
    assert answer.code == "not_waiting"
    assert statuses(request) == ["cancelled"]
    nothing_is_half()
