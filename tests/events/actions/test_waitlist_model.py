"""Any sequence of acts on one event against a model of a dozen lines: strict order, never oversold."""

from dataclasses import dataclass, field

import pytest
from django.db import transaction
from hypothesis import HealthCheck, Phase, settings
from hypothesis import strategies as st
from hypothesis.stateful import (
    RuleBasedStateMachine,
    initialize,
    invariant,
    precondition,
    rule,
    run_state_machine_as_test,
)

from common.exceptions import Refused
from common.time import clock
from events.actions import registrations, waitlist
from events.actions.events import change_event
from events.models import Registration
from tests.factories import EventFactory, NeighbourFactory, UserFactory

SEATS = st.integers(1, 3)
CAPACITY = st.integers(1, 5)


@dataclass
class Model:
    """Who sits and who waits, by number of registration; `seats` is the size of each party."""

    capacity: int
    seats: dict[int, int] = field(default_factory=dict)
    seated: set[int] = field(default_factory=set)
    queue: list[int] = field(default_factory=list)

    @property
    def free(self) -> int:
        return self.capacity - sum(self.seats[party] for party in self.seated)

    def enter(self, party: int) -> None:
        if not self.queue and self.seats[party] <= self.free:
            self.seated.add(party)
        else:
            self.queue.append(party)

    def leave(self, party: int) -> None:
        self.seated.discard(party)
        if party in self.queue:
            self.queue.remove(party)
        self.move_up()

    def move_up(self) -> None:
        while self.queue and self.seats[self.queue[0]] <= self.free:
            self.seated.add(self.queue.pop(0))


class OneEvent(RuleBasedStateMachine):
    def __init__(self) -> None:
        super().__init__()
        self.transaction = transaction.atomic()
        self.transaction.__enter__()
        self.parties: list[Registration] = []

    def teardown(self) -> None:
        transaction.set_rollback(True)
        self.transaction.__exit__(None, None, None)

    @initialize(capacity=CAPACITY)
    def begin(self, capacity: int) -> None:
        self.event = EventFactory(capacity=capacity, largest_party=3)
        self.staff = UserFactory(is_staff=True)
        self.model = Model(capacity)

    def done(self, act, *args, **kwargs) -> bool:
        """Whether the act happened; a refusal must leave everything as it was, which the invariants see."""
        try:
            act(*args, by=self.staff, **kwargs)
        except Refused:
            return False
        return True

    def pick(self, data, numbers) -> int:
        return data.draw(st.sampled_from(sorted(numbers)))

    @rule(seats=SEATS)
    def register(self, seats: int) -> None:
        try:
            party = registrations.register(self.event, person=NeighbourFactory(), seats=seats, by=self.staff)
        except Refused:
            assert seats > self.model.capacity
            return
        self.parties.append(party)
        self.model.seats[party.pk] = seats
        self.model.enter(party.pk)

    @precondition(lambda self: self.parties)
    @rule(data=st.data())
    def cancel(self, data) -> None:
        party = data.draw(st.sampled_from(self.parties))
        live = party.pk in self.model.seated or party.pk in self.model.queue
        assert self.done(registrations.cancel_registration, party) == live
        if live:
            self.model.leave(party.pk)

    @precondition(lambda self: self.parties)
    @rule(data=st.data())
    def undo(self, data) -> None:
        party = data.draw(st.sampled_from(self.parties))
        assert self.done(registrations.undo_cancellation, party)
        if party.pk not in self.model.seated and party.pk not in self.model.queue:
            self.model.enter(party.pk)

    @precondition(lambda self: self.parties)
    @rule(data=st.data(), seats=SEATS)
    def change_party(self, data, seats: int) -> None:
        party, model = data.draw(st.sampled_from(self.parties)), self.model
        more = seats - model.seats[party.pk]
        sits = party.pk in model.seated
        possible = (sits or party.pk in model.queue) and (
            more <= 0 or (sits and not model.queue and more <= model.free and seats <= model.capacity)
        )
        assert self.done(registrations.change_party, party, seats=seats) == possible
        if possible:
            model.seats[party.pk] = seats
            model.move_up()

    @rule(capacity=CAPACITY)
    def change_capacity(self, capacity: int) -> None:
        model = self.model
        possible = capacity >= model.capacity - model.free
        assert self.done(change_event, self.event, capacity=capacity) == possible
        if possible:
            model.capacity = capacity
            model.move_up()

    @precondition(lambda self: self.model.queue)
    @rule(data=st.data())
    def promote_past_queue(self, data) -> None:
        party, model = self.pick(data, self.model.queue), self.model
        possible = model.seats[party] <= model.free
        registration = Registration.objects.get(pk=party)
        assert self.done(waitlist.promote_past_queue, registration, reason="急") == possible
        if possible:
            model.queue.remove(party)
            model.seated.add(party)
            model.move_up()

    @invariant()
    def the_database_says_the_same(self) -> None:
        self.event.refresh_from_db()
        rows = self.event.registrations.all()
        assert set(rows.seated().values_list("pk", flat=True)) == self.model.seated
        assert list(rows.waitlisted().in_queue_order().values_list("pk", flat=True)) == self.model.queue
        assert self.event.seats_taken == sum(self.model.seats[party] for party in self.model.seated)
        assert self.event.seats_taken <= self.event.capacity == self.model.capacity

    @invariant()
    def the_head_of_the_queue_does_not_fit(self) -> None:
        if self.model.queue:
            assert self.model.seats[self.model.queue[0]] > self.model.free


def run(machine: type[RuleBasedStateMachine], examples: int, phases: tuple[Phase, ...] = tuple(Phase)) -> None:
    run_state_machine_as_test(
        machine,
        settings=settings(
            max_examples=examples,
            stateful_step_count=20,
            phases=phases,
            report_multiple_bugs=False,
            deadline=None,
            database=None,
            derandomize=True,
            suppress_health_check=list(HealthCheck),
        ),
    )


@pytest.mark.django_db
def test_no_sequence_of_acts_oversells_an_event_or_lets_anybody_pass():
    run(OneEvent, examples=12)


@pytest.mark.django_db
def test_control_newcomers_who_take_a_seat_past_the_queue_are_found_out(monkeypatch):
    def seat_whoever_fits(registration: Registration, *, last_queued_at: object, **more) -> None:
        fits = registration.seats <= registration.event.seats_left
        registration.status = "registered" if fits else "waitlisted"
        registration.queued_at = None if fits else clock.now()
        registration.cancelled_at = registration.offered_seats = None

    monkeypatch.setattr(registrations, "seat_or_queue", seat_whoever_fits)
    with pytest.raises(AssertionError):
        run(OneEvent, examples=100, phases=(Phase.generate,))  # found is enough, no need to shrink it
