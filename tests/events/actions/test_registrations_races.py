"""Races on one event, stepped through the bad order of things on two real connections, and their controls.

A control runs the same body with the guard taken away and must see the harm, which proves that the test can fail.
"""

import threading
import uuid
from collections import Counter
from collections.abc import Callable, Iterator
from contextlib import contextmanager

import pytest
from django.db import OperationalError, connection, transaction

from accounts.models import Person, User
from common.exceptions import Refused
from events.actions import locks, registrations
from events.actions.events import change_event
from events.actions.waitlist import promote_past_queue
from events.models import Event, Registration
from tests.factories import EventFactory, NeighbourFactory, PrivacyNoticeFactory, ResidentFactory, UserFactory
from tests.support.racing import PATIENCE, Rival, all_at_once, while_open
from tests.support.raw_sql import emptied, execute

pytestmark = pytest.mark.django_db(transaction=True)

CLIENTS = 16


@pytest.fixture
def staff() -> User:
    return UserFactory(is_staff=True)


@pytest.fixture
def unlocked(monkeypatch):
    """The actions read the event without locking it."""
    monkeypatch.setattr(locks, "lock_event", lambda pk: Event.objects.get(pk=pk))


@contextmanager
def without_the_check() -> Iterator[None]:
    """Take CHECK (seats_taken <= capacity) away; put it back once the oversold rows are gone."""
    (check,) = (constraint for constraint in Event._meta.constraints if constraint.name == "event_not_oversold")
    with connection.schema_editor() as editor:
        editor.remove_constraint(Event, check)
    try:
        yield
    finally:
        emptied("events_registration", "events_event")
        with connection.schema_editor() as editor:
            editor.add_constraint(Event, check)


def state(event: Event) -> tuple[list[str], list[str]]:
    """The names of who is seated, and of who waits, both in order."""
    rows = event.registrations.select_related("person")
    return [row.person.name for row in rows.seated()], [row.person.name for row in rows.waitlisted().in_queue_order()]


def join(event: Event, name: str, by: User, seats: int = 1) -> Registration:
    return registrations.register(event, person=NeighbourFactory(name=name), seats=seats, by=by)


# --- Two on the last seat -----------------------------------------------------------------------------------------


def two_on_the_last_seat(staff: User) -> tuple[Event, bool]:
    event = EventFactory(capacity=1)
    waited, _answer = while_open(lambda: join(event, "first", staff), lambda: join(event, "second", staff))
    event.refresh_from_db()
    return event, waited


def test_of_two_on_the_last_seat_one_gets_it_and_the_other_the_head_of_the_queue(staff):
    event, waited = two_on_the_last_seat(staff)

    assert waited
    assert state(event) == (["first"], ["second"])
    assert event.seats_taken == 1


def test_the_check_alone_still_keeps_the_last_seat_from_being_sold_twice(staff, unlocked):
    event, _waited = two_on_the_last_seat(staff)

    assert state(event) == (["first"], [])  # the second was refused, not queued: that is what the lock is for


def test_the_lock_alone_still_keeps_the_last_seat_from_being_sold_twice(staff):
    with without_the_check():
        event, _waited = two_on_the_last_seat(staff)

        assert state(event) == (["first"], ["second"])


def test_control_without_lock_and_check_the_last_seat_is_sold_twice(staff, unlocked):
    with without_the_check():
        event, _waited = two_on_the_last_seat(staff)

        assert state(event) == (["first", "second"], [])
        assert event.seats_taken == 2


# --- A double click -----------------------------------------------------------------------------------------------


def double_click(staff: User) -> tuple[Event, object]:
    event, person = EventFactory(capacity=5), NeighbourFactory()
    register = lambda: registrations.register(event, person=person, by=staff)  # noqa: E731
    _waited, answer = while_open(register, register)
    return event, answer


def test_a_double_click_registers_once_and_the_second_is_told_so(staff):
    event, answer = double_click(staff)

    assert isinstance(answer, Refused)
    assert answer.code == "registration_once_an_event"
    assert event.registrations.count() == 1


def test_control_without_the_unique_constraint_a_double_click_registers_twice(staff):
    execute("DROP INDEX registration_once_an_event")
    try:
        event, _answer = double_click(staff)
        assert event.registrations.count() == 2
    finally:
        emptied("events_registration")
        (unique,) = (c for c in Registration._meta.constraints if c.name == "registration_once_an_event")
        with connection.schema_editor() as editor:
            editor.add_constraint(Registration, unique)


# --- One form sent twice ------------------------------------------------------------------------------------------


def one_form_sent_twice(staff: User) -> tuple[Event, object]:
    """The form enters a new neighbour: nothing but its token tells that the two are one."""
    event, notice, token = EventFactory(capacity=5), PrivacyNoticeFactory(), uuid.uuid4()
    enter = lambda: registrations.register_neighbour(event, name="张奶奶", notice=notice, by=staff, token=token)  # noqa: E731
    _waited, answer = while_open(enter, enter)
    return event, answer


def test_one_form_sent_twice_at_once_enters_one_neighbour_and_both_are_answered(staff):
    event, answer = one_form_sent_twice(staff)

    assert answer == event.registrations.get()
    assert Person.objects.filter(name="张奶奶").count() == 1


def test_the_unique_constraint_alone_still_keeps_one_form_from_entering_two(staff, unlocked):
    event, answer = one_form_sent_twice(staff)

    assert isinstance(answer, Refused)
    assert answer.code == "registration_once_a_form"
    assert event.registrations.count() == Person.objects.filter(name="张奶奶").count() == 1


def test_control_without_lock_and_unique_constraint_one_form_enters_two(staff, unlocked):
    execute("DROP INDEX registration_once_a_form")
    try:
        event, _answer = one_form_sent_twice(staff)
        assert event.registrations.count() == Person.objects.filter(name="张奶奶").count() == 2
    finally:
        emptied("events_registration")
        (unique,) = (c for c in Registration._meta.constraints if c.name == "registration_once_a_form")
        with connection.schema_editor() as editor:
            editor.add_constraint(Registration, unique)


# --- The queue against everything else ----------------------------------------------------------------------------


def capacity_rises_while_somebody_queues(staff: User) -> Event:
    event = EventFactory(capacity=1)
    join(event, "seated", staff)
    while_open(
        lambda: join(event, "waiting", staff),
        lambda: change_event(event, by=staff, capacity=2),
    )
    return event


def test_a_seat_that_staff_add_goes_to_whoever_is_just_joining_the_queue(staff):
    assert state(capacity_rises_while_somebody_queues(staff)) == (["seated", "waiting"], [])


def test_control_without_the_lock_the_added_seat_stays_empty_while_somebody_waits(staff, unlocked):
    assert state(capacity_rises_while_somebody_queues(staff)) == (["seated"], ["waiting"])


def test_a_newcomer_finds_the_added_seat_already_given_to_the_queue(staff):
    event = EventFactory(capacity=1)
    join(event, "seated", staff)
    join(event, "waiting", staff)

    waited, _answer = while_open(
        lambda: change_event(event, by=staff, capacity=2), lambda: join(event, "newcomer", staff)
    )

    assert waited
    assert state(event) == (["seated", "waiting"], ["newcomer"])


def somebody_leaves_while_another_queues(staff: User) -> Event:
    event = EventFactory(capacity=1)
    leaving = join(event, "leaving", staff)
    while_open(
        lambda: join(event, "waiting", staff),
        lambda: registrations.cancel_registration(leaving, by=staff),
    )
    return event


def test_a_seat_that_is_given_up_goes_to_whoever_is_just_joining_the_queue(staff):
    assert state(somebody_leaves_while_another_queues(staff)) == (["waiting"], [])


def test_control_without_the_lock_the_seat_given_up_stays_empty(staff, unlocked):
    assert state(somebody_leaves_while_another_queues(staff)) == ([], ["waiting"])


def newcomer_beside_a_large_party(staff: User) -> Event:
    """One seat is free; a party of two joins the queue, and a newcomer wants the one seat."""
    event = EventFactory(capacity=2)
    join(event, "seated", staff)
    while_open(lambda: join(event, "large", staff, seats=2), lambda: join(event, "newcomer", staff))
    return event


def test_a_newcomer_does_not_pass_a_large_party_that_is_just_joining_the_queue(staff):
    assert state(newcomer_beside_a_large_party(staff)) == (["seated"], ["large", "newcomer"])


def test_control_without_the_lock_the_newcomer_passes(staff, unlocked):
    assert state(newcomer_beside_a_large_party(staff)) == (["seated", "newcomer"], ["large"])


def undo_beside_a_newcomer(staff: User) -> Event:
    event = EventFactory(capacity=1)
    returning = join(event, "returning", staff)
    registrations.cancel_registration(returning, by=staff)
    while_open(lambda: join(event, "newcomer", staff), lambda: registrations.undo_cancellation(returning, by=staff))
    return event


def test_who_takes_a_cancellation_back_queues_behind_who_was_faster(staff):
    assert state(undo_beside_a_newcomer(staff)) == (["newcomer"], ["returning"])


def test_control_without_lock_and_check_taking_back_oversells(staff, unlocked):
    with without_the_check():
        assert state(undo_beside_a_newcomer(staff)) == (["returning", "newcomer"], [])


def undo_beside_a_promotion(staff: User) -> Event:
    """The first has left a full event, whose second seat staff just add; the queue's head gets it."""
    event = EventFactory(capacity=2)
    returning = join(event, "returning", staff)
    join(event, "seated", staff, seats=2)
    registrations.cancel_registration(returning, by=staff)
    while_open(
        lambda: join(event, "waiting", staff),
        lambda: registrations.undo_cancellation(returning, by=staff),
    )
    return event


def test_taking_back_beside_a_promotion_rejoins_at_the_end(staff):
    event = undo_beside_a_promotion(staff)

    assert state(event) == (["seated"], ["waiting", "returning"])


def test_two_members_of_staff_cannot_give_the_same_seat_to_two_waiting_parties(staff):
    event = EventFactory(capacity=2)
    join(event, "seated", staff)
    join(event, "large", staff, seats=2)
    one, other = join(event, "one", staff), join(event, "other", staff)

    waited, answer = while_open(
        lambda: promote_past_queue(one, by=staff, reason="急"),
        lambda: promote_past_queue(other, by=staff, reason="急"),
    )

    assert waited
    assert isinstance(answer, Refused)
    assert answer.code == "no_seats"
    assert state(event) == (["seated", "one"], ["large", "other"])


# --- No deadlocks -------------------------------------------------------------------------------------------------


def opposite_orders(change: Callable[[Registration], object]) -> object:
    """Two transactions change the same two registrations of one event in opposite order."""
    staff, event = UserFactory(is_staff=True), EventFactory(capacity=10)
    one, other = join(event, "one", staff, seats=3), join(event, "other", staff, seats=3)

    def backwards() -> None:
        with transaction.atomic():
            change(other)
            change(one)

    rival = Rival(backwards)
    try:
        with transaction.atomic():
            change(one)
            assert rival.go().waits()
            change(other)
        return rival.result()
    except OperationalError as error:
        return error


def test_changing_two_parties_of_an_event_in_opposite_orders_does_not_deadlock(staff):
    assert opposite_orders(lambda party: registrations.change_party(party, seats=1, by=staff)) is None


def test_control_without_locking_the_event_first_opposite_orders_deadlock():
    def plainly(party: Registration) -> None:
        Registration.objects.filter(pk=party.pk).update(seats=2)

    assert "deadlock detected" in str(opposite_orders(plainly))


# --- Many at once -------------------------------------------------------------------------------------------------


def many_on_few_seats(seats: int) -> tuple[Event, list[object]]:
    event = EventFactory(capacity=seats)
    families = ResidentFactory.create_batch(CLIENTS)
    answers = all_at_once(
        [
            lambda family=family: registrations.register(
                event, person=Person.objects.get(pk=family.person_id), by=family
            )
            for family in families
        ]
    )
    event.refresh_from_db()
    return event, answers


def test_sixteen_clients_on_five_seats_five_win_and_eleven_queue_without_gap_or_double():
    event, answers = many_on_few_seats(5)

    assert Counter(answer.status for answer in answers) == {"registered": 5, "waitlisted": 11}
    assert event.seats_taken == 5
    assert event.registrations.values("person").distinct().count() == CLIENTS
    positions = event.registrations.waitlisted().with_position().values_list("position", flat=True)
    assert sorted(positions) == list(range(1, 12))


def test_control_without_guards_sixteen_clients_oversell_five_seats(monkeypatch):
    together = threading.Barrier(CLIENTS)

    def read_together(pk: int) -> Event:
        event = Event.objects.get(pk=pk)
        together.wait(PATIENCE)
        return event

    monkeypatch.setattr(locks, "lock_event", read_together)
    with without_the_check():
        event, _answers = many_on_few_seats(5)
        assert event.seats_taken == CLIENTS


def test_sixteen_clicks_of_one_person_make_one_registration(staff):
    event, person = EventFactory(capacity=5), NeighbourFactory()

    answers = all_at_once([lambda: registrations.register(event, person=person, by=staff)] * CLIENTS)

    codes = Counter(getattr(answer, "code", "registered") for answer in answers)
    assert codes == {"registered": 1, "registration_once_an_event": CLIENTS - 1}
    assert event.registrations.count() == 1
