"""Any sequence of acts on rooms and their parts against a model of a few lines: what is free, and who holds what."""

import datetime as dt
import itertools
from dataclasses import dataclass

import pytest
from django.db import connection, transaction
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
from stations.actions import holds
from stations.actions.bookings import (
    approve_booking,
    book_space,
    cancel_booking,
    change_booking_time,
    undo_cancellation,
)
from stations.actions.series import book_series, cancel_series
from stations.models import Booking, BookingSeries, Hold, Occupancy
from stations.selectors.availability import Availability
from tests.factories import ConsentFactory, OrgUnitFactory, SpaceFactory, StationFactory, officer

# hall = left + right; a lone room; and one that waits for approval.
ROOMS = st.sampled_from(["hall", "left", "right", "lone"])
LEAVES = {"hall": {"left", "right"}, "left": {"left"}, "right": {"right"}, "lone": {"lone"}, "asked": {"asked"}}
BUFFER = {"hall": 30, "left": 0, "right": 0, "lone": 60, "asked": 0}
HOURS = st.integers(7, 22)
LENGTHS = st.integers(1, 3)
OPENS, CLOSES = 8, 22
WEEKS = 3


@dataclass(frozen=True)
class Taken:
    """Hours since midnight of tomorrow, and what is kept free after them."""

    room: str
    start: float
    end: float
    buffer: float

    def meets(self, other: "Taken") -> bool:
        return (
            bool(LEAVES[self.room] & LEAVES[other.room])
            and self.start < other.end + other.buffer
            and other.start < self.end + self.buffer
        )


class Rooms(RuleBasedStateMachine):
    def __init__(self) -> None:
        super().__init__()
        self.transaction = transaction.atomic()
        self.transaction.__enter__()
        # What the model says is held, by the key of the hold's owner: ("booking", 7), ("maintenance", 3).
        self.held: dict[tuple[str, int], Taken] = {}
        self.waiting: dict[int, Taken] = {}
        self.cancelled: dict[int, Taken] = {}
        self.series: list[int] = []

    def teardown(self) -> None:
        transaction.set_rollback(True)
        self.transaction.__exit__(None, None, None)

    @initialize()
    def begin(self) -> None:
        hours = [(day, f"{OPENS:02}:00", f"{CLOSES:02}:00") for day in range(7)]
        station = StationFactory(hours=hours)
        policy = {"station": station, "step": 60, "shortest": 60, "longest": 180, "days_ahead": 60}
        hall = SpaceFactory(buffer=BUFFER["hall"], **policy)
        self.rooms = {
            "hall": hall,
            "left": SpaceFactory(part_of=hall, **policy),
            "right": SpaceFactory(part_of=hall, **policy),
            "lone": SpaceFactory(buffer=BUFFER["lone"], **policy),
            "asked": SpaceFactory(needs_approval=True, **policy),
        }
        self.staff = officer("office_worker", OrgUnitFactory(community=station.community))
        self.person = ConsentFactory().person
        self.midnight = clock.day_start(clock.today() + dt.timedelta(days=1))

    # --- The two sides

    def at(self, hour: float) -> dt.datetime:
        return self.midnight + dt.timedelta(hours=hour)

    def hour(self, moment: dt.datetime) -> float:
        return (moment - self.midnight) / dt.timedelta(hours=1)

    def wish(self, room: str, start: float, length: float) -> Taken:
        return Taken(room, start, start + length, BUFFER[room] / 60)

    def is_open(self, wish: Taken) -> bool:
        return wish.start % 24 >= OPENS and wish.start % 24 + wish.end - wish.start <= CLOSES

    def is_free(self, wish: Taken, but: tuple[str, int] | None = None) -> bool:
        return not any(wish.meets(one) for owner, one in self.held.items() if owner != but)

    def tried(self, act, *args, **kwargs):
        """What the act gives, or None for a refusal, which must leave everything as it was."""
        try:
            return act(*args, by=self.staff, **kwargs)
        except Refused:
            return None

    # --- Bookings

    @rule(room=ROOMS, start=HOURS, length=LENGTHS)
    def book(self, room: str, start: int, length: int) -> None:
        wish = self.wish(room, start, length)
        booking = self.tried(
            book_space,
            self.rooms[room],
            person=self.person,
            starts_at=self.at(wish.start),
            ends_at=self.at(wish.end),
            purpose="gathering",
        )
        assert (booking is not None) == (self.is_open(wish) and self.is_free(wish))
        if booking:
            self.held["booking", booking.pk] = wish

    @rule(start=st.integers(OPENS, 18), length=LENGTHS)
    def ask(self, start: int, length: int) -> None:
        """A request holds nothing, so any number may ask for the same hours."""
        wish = self.wish("asked", start, length)
        booking = Booking.objects.create(
            space=self.rooms["asked"],
            person=self.person,
            by=self.staff,
            starts_at=self.at(wish.start),
            ends_at=self.at(wish.end),
            purpose="gathering",
            status=Booking.Status.REQUESTED,
        )
        self.waiting[booking.pk] = wish

    @precondition(lambda self: self.waiting)
    @rule(data=st.data())
    def approve(self, data: st.DataObject) -> None:
        pk = data.draw(st.sampled_from(sorted(self.waiting)))
        wish = self.waiting[pk]
        given = self.tried(approve_booking, Booking.objects.get(pk=pk))
        assert (given is not None) == self.is_free(wish)
        if given:
            self.held["booking", pk] = wish
            self.waiting = {other: one for other, one in self.waiting.items() if other != pk and not one.meets(wish)}

    @precondition(lambda self: any(kind == "booking" for kind, _pk in self.held))
    @rule(data=st.data())
    def cancel(self, data: st.DataObject) -> None:
        owner = data.draw(st.sampled_from(sorted(owner for owner in self.held if owner[0] == "booking")))
        assert self.tried(cancel_booking, Booking.objects.get(pk=owner[1]), reason="停水")
        self.cancelled[owner[1]] = self.held.pop(owner)

    @precondition(lambda self: self.cancelled)
    @rule(data=st.data())
    def undo(self, data: st.DataObject) -> None:
        pk = data.draw(st.sampled_from(sorted(self.cancelled)))
        wish = self.cancelled[pk]
        back = self.tried(undo_cancellation, Booking.objects.get(pk=pk))
        assert (back is not None) == self.is_free(wish)
        if back:
            self.held["booking", pk] = self.cancelled.pop(pk)

    @precondition(lambda self: any(kind == "booking" for kind, _pk in self.held))
    @rule(data=st.data(), start=HOURS, length=LENGTHS)
    def move(self, data: st.DataObject, start: int, length: int) -> None:
        owner = data.draw(st.sampled_from(sorted(owner for owner in self.held if owner[0] == "booking")))
        wish = self.wish(self.held[owner].room, start, length)
        moved = self.tried(
            change_booking_time,
            Booking.objects.get(pk=owner[1]),
            starts_at=self.at(wish.start),
            ends_at=self.at(wish.end),
        )
        assert (moved is not None) == (self.is_open(wish) and self.is_free(wish, but=owner))
        if moved:
            self.held[owner] = wish

    # --- Series

    @rule(room=st.sampled_from(["hall", "left", "lone"]), start=st.integers(OPENS, 18))
    def repeat(self, room: str, start: int) -> None:
        wishes = [self.wish(room, start + week * 7 * 24, 2) for week in range(WEEKS)]
        first = clock.today() + dt.timedelta(days=1)
        series = self.tried(
            book_series,
            self.rooms[room],
            person=self.person,
            first_day=first,
            last_day=first + dt.timedelta(weeks=WEEKS - 1),
            every_weeks=1,
            starts=dt.time(start),
            minutes=120,
            purpose="gathering",
            party_size=2,
            remark="",
        )
        free = [wish for wish in wishes if self.is_free(wish)]
        assert (series is not None) == bool(free)
        if series:
            made = list(series.bookings.order_by("starts_at"))
            assert [booking.starts_at for booking in made] == [self.at(wish.start) for wish in free]
            assert len(series.skipped) == WEEKS - len(free)
            self.held |= {("booking", booking.pk): wish for booking, wish in zip(made, free, strict=True)}
            self.series.append(series.pk)

    @precondition(lambda self: self.series)
    @rule()
    def stop_repeating(self) -> None:
        series = BookingSeries.objects.get(pk=self.series.pop())
        ended = [pk for pk in series.bookings.values_list("pk", flat=True) if ("booking", pk) in self.held]
        assert (self.tried(cancel_series, series, reason="队伍解散") is not None) == bool(ended)
        for pk in ended:
            self.cancelled[pk] = self.held.pop(("booking", pk))

    # --- Maintenance

    @rule(room=ROOMS, start=st.integers(0, 30), length=st.integers(1, 20))
    def close(self, room: str, start: int, length: int) -> None:
        wish = Taken(room, start, start + length, 0)
        held = self.tried(
            holds.close_for_maintenance,
            self.rooms[room],
            starts_at=self.at(wish.start),
            ends_at=self.at(wish.end),
            note="检修",
        )
        assert (held is not None) == self.is_free(wish)
        if held:
            self.held["maintenance", held.pk] = wish

    @precondition(lambda self: any(kind == "maintenance" for kind, _pk in self.held))
    @rule(data=st.data())
    def reopen(self, data: st.DataObject) -> None:
        owner = data.draw(st.sampled_from(sorted(owner for owner in self.held if owner[0] == "maintenance")))
        holds.end_maintenance(Hold.objects.get(pk=owner[1]), by=self.staff)
        del self.held[owner]

    # --- What is always so

    @invariant()
    def the_ledger_says_what_the_model_says(self) -> None:
        if not hasattr(self, "rooms"):
            return
        names = {room.pk: name for name, room in self.rooms.items()}
        written = sorted(
            (names[space], self.hour(during.lower), self.hour(during.upper))
            for space, during in Occupancy.objects.values_list("space", "during")
        )
        said = sorted(
            (leaf, one.start, one.end + one.buffer) for one in self.held.values() for leaf in LEAVES[one.room]
        )
        assert written == said

    @invariant()
    def no_leaf_is_taken_twice(self) -> None:
        taken = sorted(Occupancy.objects.values_list("space", "during"), key=lambda row: (row[0], row[1].lower))
        for (space, first), (other, second) in itertools.pairwise(taken):
            assert space != other or first.upper <= second.lower


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
def test_any_sequence_of_acts_leaves_the_ledger_as_the_model_has_it():
    run(Rooms, examples=8)


class Unguarded(Rooms):
    """Without the exclusion constraint; its removal is rolled back with everything else."""

    def __init__(self) -> None:
        super().__init__()
        with connection.cursor() as cursor:
            cursor.execute("ALTER TABLE stations_occupancy DROP CONSTRAINT occupancy_never_twice")


@pytest.mark.django_db
def test_control_without_the_constraint_and_the_look_before_the_model_finds_a_room_given_twice(monkeypatch):
    monkeypatch.setattr(Availability, "is_taken", lambda self, start, end: False)
    with pytest.raises(AssertionError):
        run(Unguarded, examples=100, phases=(Phase.generate,))  # found is enough, no need to shrink it


@pytest.mark.django_db
def test_the_ledger_alone_keeps_the_model_true(monkeypatch):
    """Nobody looks before the leap, as when two look at once: every answer is still the same."""
    monkeypatch.setattr(Availability, "is_taken", lambda self, start, end: False)
    run(Rooms, examples=6)
