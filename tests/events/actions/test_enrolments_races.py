"""Races on the dates of one course, stepped on two real connections, with their controls, and many at once."""

import threading
from collections import Counter
from collections.abc import Callable

import pytest
from django.db import OperationalError, transaction

from accounts.models import User
from common.exceptions import Refused
from events.actions import locks
from events.actions.enrolments import enrol, leave
from events.actions.registrations import cancel_registration, register
from events.actions.series import change_series
from events.models import Enrolment, Event, EventSeries, Registration
from tests.factories import NeighbourFactory, PrivacyNoticeFactory, StaffFactory
from tests.support.courses import course, dates_of, plan_of, standing
from tests.support.racing import PATIENCE, all_at_once, while_open

pytestmark = pytest.mark.django_db(transaction=True)

CLIENTS = 12


@pytest.fixture
def staff() -> User:
    PrivacyNoticeFactory()
    return StaffFactory()


@pytest.fixture
def series(staff) -> EventSeries:
    """Four evenings with one place each."""
    return course(staff, capacity=1)


@pytest.fixture
def dates_unlocked(monkeypatch):
    """The actions read series and dates without locking them."""
    monkeypatch.setattr(locks, "lock_series", read_series)
    monkeypatch.setattr(locks, "lock_dates", read_dates)


def read_series(pk: int) -> EventSeries:
    return EventSeries.objects.select_related("space__station").get(pk=pk)


def read_dates(series: EventSeries) -> list[Event]:
    dates = list(Event.objects.filter(series=series).order_by("pk"))
    for event in dates:
        event.series = series
    return dates


def take(series: EventSeries, by: User) -> Enrolment:
    return enrol(series, person=NeighbourFactory(), by=by)


def join(series: EventSeries, number: int, by: User) -> Registration:
    return register(dates_of(series)[number], person=NeighbourFactory(), by=by)


# --- Two on the last place of several dates -----------------------------------------------------------------------


def test_of_two_who_take_the_last_places_of_a_course_one_has_all_and_the_other_heads_each_queue(series, staff):
    waited, second = while_open(lambda: take(series, staff), lambda: take(series, staff))

    assert waited
    assert standing(second) == ["waitlisted"] * 4
    assert [event.seats_taken for event in dates_of(series)] == [1, 1, 1, 1]


def test_control_without_the_locks_the_second_is_refused_and_not_queued(series, staff, dates_unlocked):
    _waited, second = while_open(lambda: take(series, staff), lambda: take(series, staff))

    assert isinstance(second, Refused)
    assert second.code == "event_not_oversold"
    assert Enrolment.objects.count() == 1


# --- A course against a single date -------------------------------------------------------------------------------


def test_a_single_registration_waits_behind_a_course_that_is_being_taken(series, staff):
    waited, single = while_open(lambda: take(series, staff), lambda: join(series, 2, staff))

    assert waited
    assert single.status == "waitlisted"


def test_a_course_waits_on_the_date_whose_last_place_is_just_going(series, staff):
    waited, taken = while_open(lambda: join(series, 2, staff), lambda: take(series, staff))

    assert waited
    assert standing(taken) == ["registered", "registered", "waitlisted", "registered"]


def test_control_without_the_locks_the_whole_course_is_refused_for_one_place(series, staff, dates_unlocked):
    _waited, refused = while_open(lambda: join(series, 2, staff), lambda: take(series, staff))

    assert isinstance(refused, Refused)
    assert refused.code == "event_not_oversold"
    assert not Enrolment.objects.exists()


# --- A date is added ----------------------------------------------------------------------------------------------


def added_while_somebody_enrols(series: EventSeries, staff: User) -> tuple[bool, object]:
    seen = plan_of(series, by=staff, times=5).digest
    return while_open(lambda: change_series(series, by=staff, seen=seen, times=5), lambda: take(series, staff))


def test_who_takes_a_course_while_a_date_is_added_has_that_date_too(series, staff):
    waited, taken = added_while_somebody_enrols(series, staff)

    assert waited
    assert standing(taken) == ["registered"] * 5


def test_control_without_the_lock_of_the_series_the_new_date_is_missed(series, staff, monkeypatch):
    monkeypatch.setattr(locks, "lock_series", read_series)
    waited, taken = added_while_somebody_enrols(series, staff)

    # It waited for the dates that it knew of, and the new one was none of them.
    assert waited
    assert standing(taken) == ["registered"] * 4
    assert len(dates_of(series)) == 5


def test_a_date_that_is_added_while_somebody_enrols_is_joined(series, staff):
    seen = plan_of(series, by=staff, times=5).digest
    waited, _answer = while_open(
        lambda: take(series, staff), lambda: change_series(series, by=staff, seen=seen, times=5)
    )

    assert waited
    assert standing(Enrolment.objects.get()) == ["registered"] * 5


# --- Leaving ------------------------------------------------------------------------------------------------------


def test_who_joins_while_a_course_is_left_has_the_place_at_once(series, staff):
    mine = take(series, staff)
    waited, single = while_open(lambda: leave(mine, by=staff), lambda: join(series, 1, staff))

    assert waited
    assert single.status == "registered"


def test_a_double_click_leaves_once(series, staff):
    mine = take(series, staff)
    waited, second = while_open(lambda: leave(mine, by=staff), lambda: leave(mine, by=staff))

    assert waited
    assert isinstance(second, Refused)
    assert second.code == "left"


def test_one_person_takes_a_course_once_by_a_double_click(series, staff):
    person = NeighbourFactory()
    _waited, second = while_open(
        lambda: enrol(series, person=person, by=staff), lambda: enrol(series, person=person, by=staff)
    )

    assert isinstance(second, Refused)
    assert second.code == "enrolment_once_a_series"
    assert Registration.objects.count() == 4


# --- Deadlocks ----------------------------------------------------------------------------------------------------


def two_in_step(series: EventSeries, lock: Callable[[list[int], threading.Barrier], None]) -> list[object]:
    """Two transactions that lock the first of their dates, wait for each other, and lock the rest."""
    keys, step = sorted(event.pk for event in dates_of(series)), threading.Barrier(2)

    def work(order: list[int]) -> Callable[[], object]:
        def run() -> str:
            with transaction.atomic():
                lock(order, step)
            return "done"

        return run

    return all_at_once([work(keys), work(keys[::-1])])


def test_dates_are_locked_in_one_order_so_nobody_deadlocks(series, staff):
    def lock(_order: list[int], _step: threading.Barrier) -> None:
        locks.lock_dates(series)

    assert two_in_step(series, lock) == ["done", "done"]


def test_control_dates_locked_in_opposite_orders_deadlock(series, staff):
    def lock(order: list[int], step: threading.Barrier) -> None:
        locks.lock_event(order[0])
        step.wait(PATIENCE)
        for pk in order[1:]:
            locks.lock_event(pk)

    answers = two_in_step(series, lock)
    assert sorted(type(answer) for answer in answers if not isinstance(answer, str)) == [OperationalError]


# --- Many at once -------------------------------------------------------------------------------------------------


def rush(staff: User) -> tuple[EventSeries, list[object]]:
    """Some take the course, some a single date, some leave, and some are absent once: all together."""
    series = course(staff, capacity=3)
    leaving, absent = take(series, staff), take(series, staff)
    people = NeighbourFactory.create_batch(CLIENTS)
    third = dates_of(series)[2]
    once = absent.registrations.get(event=third)
    works = [lambda one=one: enrol(series, person=one, by=staff) for one in people[: CLIENTS // 2]]
    works += [lambda one=one: register(third, person=one, by=staff) for one in people[CLIENTS // 2 :]]
    works += [lambda: leave(leaving, by=staff), lambda: cancel_registration(once, by=staff)]
    return series, all_at_once(works)


def test_many_on_few_places_end_with_full_dates_queues_without_gap_and_no_deadlock(staff):
    series, answers = rush(staff)

    kinds = Counter(type(answer).__name__ for answer in answers)
    assert kinds == {"Enrolment": CLIENTS // 2 + 1, "Registration": CLIENTS // 2 + 1}
    for event in dates_of(series):
        assert event.seats_taken == 3
        live = event.registrations.live()
        positions = live.waitlisted().with_position().values_list("position", flat=True)
        assert sorted(positions) == list(range(1, live.count() - 3 + 1))


def test_control_without_the_locks_some_of_the_many_are_turned_away(staff, monkeypatch):
    together = threading.Barrier(CLIENTS // 2)

    def read_together(series: EventSeries) -> list[Event]:
        dates = read_dates(series)
        if threading.current_thread() is not threading.main_thread():
            together.wait(PATIENCE)
        return dates

    series = course(staff, capacity=3)
    people = NeighbourFactory.create_batch(CLIENTS // 2)
    monkeypatch.setattr(locks, "lock_series", read_series)
    monkeypatch.setattr(locks, "lock_dates", read_together)
    answers = all_at_once([lambda one=one: enrol(series, person=one, by=staff) for one in people])

    # Nobody is queued: whoever came too late was refused by the last guard, or by a deadlock.
    assert sum(isinstance(answer, Enrolment) for answer in answers) <= 3
    assert sum(isinstance(answer, Exception) for answer in answers) >= CLIENTS // 2 - 3
    assert not Registration.objects.waitlisted().exists()
