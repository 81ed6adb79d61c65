"""Races of bookings for one space, stepped through the bad order of things on two real connections; with controls.

Events against bookings are in tests/events/actions/test_rooms_races.py. A control runs the same body with the
guards taken away and must see the harm.
"""

from collections import Counter

import pytest
from django.db import IntegrityError, transaction

from accounts.models import Notification, Person
from stations.actions.bookings import (
    book_for_known,
    cancel_booking,
    change_booking_time,
    undo_cancellation,
)
from stations.models import Booking, Space
from stations.rules import bookings as bookings_rules
from tests.factories import (
    BookingFactory,
    PrivacyNoticeFactory,
    ResidentFactory,
    SpaceFactory,
    officer,
)
from tests.support.racing import Rival, all_at_once, answer_of, while_open
from tests.support.raw_sql import execute
from tests.support.rooms import (
    LOCK,
    OF_HOLDS,
    at,
    book,
    given,
    nothing_is_half,
    replaced,
    statuses,
    without_exclusion,
)

pytestmark = pytest.mark.django_db(transaction=True)

CLIENTS = 16
OF_PARTS = "pgtrigger_space_parts_stay_under_holds%"


@pytest.fixture
def space():
    return SpaceFactory()


@pytest.fixture
def hall():
    """A hall of two parts."""
    whole = SpaceFactory()
    for _part in range(2):
        SpaceFactory(station=whole.station, part_of=whole)
    return whole


@pytest.fixture
def unlocked(lock_nothing):
    """Neither the actions nor the ledger's own trigger lock a space."""
    lock_nothing(Space)
    with replaced(OF_HOLDS, LOCK, ""):
        yield


@pytest.fixture
def unasked(monkeypatch):
    """Nobody looks before the leap whether the time is free."""
    monkeypatch.setattr(bookings_rules, "require_space_free", lambda *args: None)


# --- Booking and booking ------------------------------------------------------------------------------------------


def test_the_second_for_an_hour_waits_and_is_told_that_it_is_taken(space):
    first, second = ResidentFactory(), ResidentFactory()
    waited, answer = while_open(lambda: book(space, first), lambda: book(space, second))

    assert waited
    assert answer.code == "taken"
    assert Booking.objects.get().person == first.person
    assert not Notification.objects.filter(recipient=second.person).exists()
    nothing_is_half()


def test_the_exclusion_alone_still_gives_the_hour_once_and_leaves_nothing_half(space, unlocked):
    first, second = ResidentFactory(), ResidentFactory()
    waited, answer = while_open(lambda: book(space, first), lambda: book(space, second))

    assert waited
    assert answer.code == "occupancy_never_twice"
    assert Booking.objects.get().person == first.person
    assert not Notification.objects.filter(recipient=second.person).exists()
    nothing_is_half()


def test_the_lock_alone_still_gives_the_hour_once(space):
    with without_exclusion():
        while_open(lambda: book(space, ResidentFactory()), lambda: book(space, ResidentFactory()))
        assert given() == {"booking": 1}


def test_control_without_lock_and_exclusion_the_hour_is_given_twice(space, unlocked):
    first, second = ResidentFactory(), ResidentFactory()
    with without_exclusion():
        while_open(lambda: book(space, first), lambda: book(space, second))
        assert given() == {"booking": 2}


def test_of_sixteen_at_once_for_one_hour_exactly_one_has_it(space):
    answers = sixteen_at_once(space)

    assert Counter(getattr(answer, "code", type(answer)) for answer in answers) == {
        Booking: 1,
        "taken": CLIENTS - 1,
    }
    assert given() == {"booking": 1}
    nothing_is_half()


def test_of_sixteen_at_once_the_exclusion_alone_still_lets_one_have_it(space, unlocked, unasked):
    sixteen_at_once(space)
    assert given() == {"booking": 1}
    nothing_is_half()


def test_control_of_sixteen_at_once_without_any_guard_more_than_one_has_it(space, unlocked, unasked):
    with without_exclusion():
        sixteen_at_once(space)
        assert given()["booking"] > 1


def sixteen_at_once(space):
    residents = [ResidentFactory() for _ in range(CLIENTS)]
    return all_at_once([lambda resident=resident: book(space, resident) for resident in residents])


# --- A whole and its parts ----------------------------------------------------------------------------------------


@pytest.mark.parametrize("whole_first", [True, False])
def test_a_whole_and_its_part_wait_for_each_other_and_one_has_it(hall, whole_first):
    part, neighbour, resident = hall.parts.first(), ResidentFactory(), ResidentFactory()
    both = [lambda: book(hall, resident), lambda: book(part, neighbour)]
    waited, answer = while_open(*(both if whole_first else reversed(both)))

    assert waited
    assert answer.code == "taken"
    assert Booking.objects.get().space == (hall if whole_first else part)
    nothing_is_half()


def test_control_without_lock_and_exclusion_whole_and_part_are_both_given(hall, unlocked):
    part, neighbour, resident = hall.parts.first(), ResidentFactory(), ResidentFactory()
    with without_exclusion():
        while_open(lambda: book(hall, resident), lambda: book(part, neighbour))
        assert Booking.objects.holding().count() == 2


def test_two_parts_do_not_wait_for_each_other(hall):
    (left, right), neighbour = hall.parts.all(), ResidentFactory()
    waited, answer = while_open(lambda: book(left, ResidentFactory()), lambda: book(right, neighbour))

    assert not waited
    assert answer.status == "confirmed"


# --- Parts change while a whole is booked -------------------------------------------------------------------------


def made_part(room, hall):
    return Space.objects.filter(pk=room.pk).update(part_of=hall)


def test_who_waits_while_a_room_becomes_a_part_books_the_whole_with_that_part(hall):
    room, resident = SpaceFactory(station=hall.station), ResidentFactory()
    waited, booking = while_open(lambda: made_part(room, hall), lambda: book(hall, resident))

    assert waited
    assert booking.hold.occupancies.filter(space=room).exists()
    nothing_is_half()


def test_a_room_does_not_become_a_part_of_what_is_just_booked(space):
    room, resident = SpaceFactory(station=space.station), ResidentFactory()
    rival = Rival(lambda: made_part(room, space))
    with transaction.atomic():
        book(space, resident)
        assert rival.go().waits()
    with pytest.raises(IntegrityError, match="space_parts_stay_under_holds"):
        rival.result()
    nothing_is_half()


def test_control_without_its_lock_a_room_becomes_part_of_what_is_just_booked_and_is_given_again(space):
    room, resident, neighbour = SpaceFactory(station=space.station), ResidentFactory(), ResidentFactory()
    with replaced(OF_PARTS, LOCK, ""):
        waited, changed = while_open(lambda: book(space, resident), lambda: made_part(room, space))

    assert not waited
    assert changed == 1
    room.refresh_from_db()
    book(room, neighbour)
    # The whole and its part at one hour, and the ledger has seen nothing.
    assert Booking.objects.holding().filter(starts_at=at(10)).count() == 2


# --- Giving up and moving -----------------------------------------------------------------------------------------


def test_who_waits_for_an_hour_that_is_just_given_up_has_it(space):
    resident, neighbour = ResidentFactory(), ResidentFactory()
    booking = book(space, resident)
    waited, answer = while_open(lambda: cancel_booking(booking, by=resident), lambda: book(space, neighbour))

    assert waited
    assert answer.status == "confirmed"
    nothing_is_half()


def test_a_cancellation_is_not_undone_once_somebody_else_has_the_hour(space):
    resident, neighbour = ResidentFactory(), ResidentFactory()
    booking = cancel_booking(book(space, resident), by=resident)
    waited, answer = while_open(lambda: book(space, neighbour), lambda: undo_cancellation(booking, by=resident))

    assert waited
    assert answer.code == "taken"
    assert statuses(booking) == ["cancelled"]
    nothing_is_half()


def crosswise(space, part, hold_up):
    """Two bookings move to each other's hour; `hold_up()` keeps both waiting until both are on their way."""
    users = [ResidentFactory(), ResidentFactory()]
    forth, back = book(space, users[0], start=10), book(part, users[1], start=14)
    rivals = [
        Rival(lambda: change_booking_time(forth, starts_at=at(14), ends_at=at(15), by=users[0])),
        Rival(lambda: change_booking_time(back, starts_at=at(10), ends_at=at(11), by=users[1])),
    ]
    with transaction.atomic():
        hold_up()
        assert all(rival.go().waits() for rival in rivals)
    return [answer_of(rival) for rival in rivals]


def locks(space):
    return lambda: Space.objects.select_for_update(no_key=True).get(pk=space.pk)


def test_two_bookings_that_move_crosswise_are_both_told_so_and_both_keep_their_hour(space):
    answers = crosswise(space, space, locks(space))

    assert [answer.code for answer in answers] == ["taken", "taken"]
    assert sorted(Booking.objects.values_list("starts_at", flat=True)) == [at(10), at(14)]
    nothing_is_half()


def test_a_whole_and_a_part_that_move_crosswise_do_not_deadlock(hall):
    part = hall.parts.last()
    answers = crosswise(hall, part, locks(part))

    assert [answer.code for answer in answers] == ["taken", "taken"]
    nothing_is_half()


def test_control_without_locks_two_bookings_that_move_crosswise_deadlock(space, lock_nothing, unasked):
    lock_nothing(Space)
    # Both wait where the lock of the space was, between giving up the old hour and taking the new one.
    with replaced(OF_HOLDS, f"ORDER BY s.id {LOCK};", "; PERFORM pg_advisory_xact_lock_shared(41);"):
        answers = crosswise(space, space, lambda: execute("SELECT pg_advisory_xact_lock(41)"))

    assert "busy" in [getattr(answer, "code", "") for answer in answers]


def test_the_desk_that_takes_down_consent_and_the_person_who_books_do_not_deadlock(space):
    desk, resident, notice = officer("receptionist", space.station), ResidentFactory(), PrivacyNoticeFactory()
    BookingFactory(space=space, person=resident.person, starts_at=at(16))
    wanted = {"starts_at": at(10), "ends_at": at(11), "purpose": "gathering"}
    person = Person.objects.get(pk=resident.person_id)
    rivals = [
        Rival(lambda: book_for_known(space, person=person, notice=notice, by=desk, **wanted)),
        Rival(lambda: book(space, resident, start=12)),
    ]
    with transaction.atomic():
        Person.objects.select_for_update(no_key=True).get(pk=person.pk)
        assert all(rival.go().waits() for rival in rivals)

    assert [getattr(answer_of(rival), "status", None) for rival in rivals] == ["confirmed", "confirmed"]


# --- So many a week -----------------------------------------------------------------------------------------------


def two_in_one_week(lock_nothing, *without):
    """One person books two hours of a room that one has once a week, in two threads."""
    space, resident = SpaceFactory(weekly_limit=1), ResidentFactory()
    lock_nothing(*without)
    waited, answer = while_open(lambda: book(space, resident, start=10), lambda: book(space, resident, start=14))
    return waited, getattr(answer, "code", "has it")


@pytest.mark.parametrize("without", [(), (Person,)])
def test_a_weekly_limit_holds_against_two_threads_by_the_lock_of_the_space(lock_nothing, without):
    assert two_in_one_week(lock_nothing, *without) == (True, "weekly_limit")


def test_a_weekly_limit_holds_against_two_threads_by_the_lock_of_the_person_alone(lock_nothing):
    with replaced(OF_HOLDS, LOCK, ""):
        assert two_in_one_week(lock_nothing, Space) == (True, "weekly_limit")


def test_control_without_both_locks_a_weekly_limit_is_passed(lock_nothing):
    with replaced(OF_HOLDS, LOCK, ""):
        assert two_in_one_week(lock_nothing, Space, Person) == (False, "has it")


def test_who_moves_or_takes_back_a_booking_waits_for_another_act_on_the_same_person(space):
    resident = ResidentFactory()
    moved, gone = book(space, resident), cancel_booking(book(space, resident, start=14), by=resident)
    rivals = [
        Rival(lambda: change_booking_time(moved, starts_at=at(16), ends_at=at(17), by=resident)),
        Rival(lambda: undo_cancellation(gone, by=resident)),
    ]
    for rival in rivals:
        with transaction.atomic():
            Person.objects.select_for_update(no_key=True).get(pk=resident.person_id)
            assert rival.go().waits()
        assert rival.result().is_confirmed
