"""Two secretaries answer the same requests at once: each request gets one answer, and nobody waits for ever."""

import pytest
from django.db import transaction

from accounts.models import Notification
from common.exceptions import Refused
from stations.actions import requests
from stations.actions.bookings import approve_booking, refuse_booking
from stations.actions.requests import approve_requests, refuse_requests
from stations.models import Booking, Space
from tests.factories import OrgUnitFactory, ResidentFactory, SpaceFactory, StationFactory, agree, officer
from tests.support.racing import Rival, answer_of, while_open
from tests.support.rooms import book, nothing_is_half, replaced, statuses

pytestmark = pytest.mark.django_db(transaction=True)

# The trigger by which a refused request stays refused, taken away: its name, and what of its text becomes what.
REFUSED_STAYS = ("pgtrigger_booking_stays_refused%", "(OLD.status <> 'refused') IS NOT TRUE", "false")


@pytest.fixture
def rooms():
    """Two rooms of a station for which one asks."""
    station = StationFactory()
    return [SpaceFactory(station=station, needs_approval=True) for _n in range(2)]


@pytest.fixture
def secretaries(rooms):
    unit = OrgUnitFactory(community=rooms[0].station.community)
    both = [officer("secretary", unit), officer("office_worker", unit)]
    for one in both:
        agree(one.person)
    return both


def answered(answers: object) -> list[str | None]:
    """Of each answer why it was refused, None where it was given."""
    return [refused.code if refused else None for _booking, refused in answers]  # type: ignore[attr-defined]


def test_of_two_lists_with_clashing_requests_the_first_is_approved_and_the_second_told_why_not(rooms, secretaries):
    one, other = secretaries
    first, second = book(rooms[0], ResidentFactory()), book(rooms[0], ResidentFactory())
    waited, answers = while_open(
        lambda: approve_requests([first], by=one), lambda: approve_requests([second], by=other)
    )
    assert waited
    assert answered(answers) == ["not_waiting"]
    assert statuses(first, second) == ["confirmed", "refused"]
    nothing_is_half()


def test_of_two_lists_that_share_requests_each_request_is_answered_once(rooms, secretaries):
    one, other = secretaries
    asked = [book(room, ResidentFactory()) for room in rooms]
    waited, answers = while_open(
        lambda: approve_requests(asked[:1], by=one), lambda: refuse_requests(asked, answer="停电", by=other)
    )
    assert waited
    assert answered(answers) == ["not_waiting", None]
    assert statuses(*asked) == ["confirmed", "refused"]
    assert Notification.objects.filter(recipient=asked[0].person, kind="booking_refused").count() == 0
    nothing_is_half()


def test_a_request_that_is_just_approved_is_not_refused(rooms, secretaries):
    one, other = secretaries
    request = book(rooms[0], ResidentFactory())
    waited, answer = while_open(
        lambda: approve_booking(request, by=one), lambda: refuse_booking(request, answer="停电", by=other)
    )
    assert waited
    assert answer.code == "not_waiting"
    assert statuses(request) == ["confirmed"]
    assert Booking.objects.get().decided_by == one
    nothing_is_half()


def test_a_request_that_is_just_refused_is_not_approved(rooms, secretaries):
    one, other = secretaries
    request = book(rooms[0], ResidentFactory())
    waited, answer = while_open(
        lambda: refuse_booking(request, answer="停电", by=one), lambda: approve_booking(request, by=other)
    )
    assert waited
    assert answer.code == "not_waiting"
    assert statuses(request) == ["refused"]
    nothing_is_half()


def test_without_locks_the_database_alone_still_lets_one_answer_through(rooms, secretaries, lock_nothing):
    one, other = secretaries
    request = book(rooms[0], ResidentFactory())
    lock_nothing(Space, Booking)
    _waited, answer = while_open(
        lambda: refuse_booking(request, answer="停电", by=one), lambda: approve_booking(request, by=other)
    )
    assert answer.code == "booking_stays_refused"
    assert statuses(request) == ["refused"]
    nothing_is_half()


def test_control_without_any_guard_a_request_gets_both_answers(rooms, secretaries, lock_nothing):
    one, other = secretaries
    request = book(rooms[0], ResidentFactory())
    lock_nothing(Space, Booking)
    with replaced(*REFUSED_STAYS):
        while_open(lambda: refuse_booking(request, answer="停电", by=one), lambda: approve_booking(request, by=other))
    assert statuses(request) == ["confirmed"]
    told = Notification.objects.filter(recipient=request.person).values_list("kind", flat=True)
    assert {"booking_refused", "booking_approved"} <= set(told)


def crossing(rooms: list[Space], secretaries: list) -> object:
    """One has the first room and then wants the second; another approves a list that wants them the other way."""
    one, other = secretaries
    listed = [book(room, ResidentFactory()) for room in reversed(rooms)]
    mine = [book(room, ResidentFactory(), 14) for room in rooms]
    rival = Rival(lambda: approve_requests(listed, by=other))
    try:
        with transaction.atomic():
            approve_booking(mine[0], by=one)
            assert rival.go().waits()
            approve_booking(mine[1], by=one)
    except Refused as refused:
        answer_of(rival)
        return refused
    return answer_of(rival)


def test_lists_over_several_rooms_take_them_in_one_order(rooms, secretaries):
    assert answered(crossing(rooms, secretaries)) == [None, None]
    assert Booking.objects.filter(status="confirmed").count() == 4
    nothing_is_half()


def test_control_without_that_order_two_answers_wait_for_each_other(rooms, secretaries, monkeypatch):
    monkeypatch.setattr(requests, "locked_space", lambda *_spaces: None)
    answer = crossing(rooms, secretaries)
    assert isinstance(answer, Refused)
    assert answer.code == "busy"
