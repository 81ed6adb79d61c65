"""Use of the demo's rooms: two months of bookings and visits, enough for rates and heat maps."""

import datetime as dt
import random
from collections import defaultdict
from typing import NamedTuple

from django.utils import timezone

from accounts.models import Person, User
from common.time import clock
from demo.logins import ELDER, RESIDENT
from demo.people import People
from demo.stations import CORNER, HAPPINESS, PARTY, Spaces
from stations.models import Booking, DropIn, Hold, Space
from stations.models.spaces import Purpose
from stations.selectors.opening_hours import Hours, Span

DAY, HOUR = dt.timedelta(days=1), dt.timedelta(hours=1)
BEHIND, AHEAD = 56, 13
# The hall was closed for some days and renovated; since then more people book it.
RENOVATED_FROM, RENOVATED_UNTIL = 33, 28
Status = Booking.Status


class BookingDemand(NamedTuple):
    """The chance that an hour of a demo room is booked: by weekday or weekend, in the morning, afternoon, evening."""

    weekday: tuple[float, float, float]
    weekend: tuple[float, float, float]
    purposes: tuple[str, ...]
    who: str
    party: tuple[int, int]
    renovated: bool = False

    def chance(self, start: dt.datetime, *, before_renovation: bool) -> float:
        part = 0 if start.hour < 12 else 1 if start.hour < 18 else 2
        chance = (self.weekend if start.weekday() >= 5 else self.weekday)[part]
        return chance * (0.35 if self.renovated and before_renovation else 1)


GATHERING, FAMILY, GAMES, MEETING = Purpose.GATHERING, Purpose.FAMILY, Purpose.GAMES, Purpose.MEETING
DEMAND = {
    (HAPPINESS, "会客厅"): BookingDemand(
        (0.04, 0.3, 0.42), (0.45, 0.6, 0.5), (GATHERING, FAMILY, MEETING), "adults", (3, 10)
    ),
    (HAPPINESS, "长者活动室"): BookingDemand(
        (0.62, 0.7, 0.08), (0.4, 0.5, 0.05), (GAMES, GATHERING), "elders", (4, 16)
    ),
    (HAPPINESS, "东厅"): BookingDemand(
        (0.38, 0.25, 0.5),
        (0.4, 0.45, 0.3),
        (Purpose.REHEARSAL, Purpose.HANDICRAFT),
        "elders",
        (8, 30),
        renovated=True,
    ),
    (HAPPINESS, "西厅"): BookingDemand(
        (0.1, 0.2, 0.4), (0.3, 0.45, 0.3), (MEETING, Purpose.READING), "adults", (6, 30), renovated=True
    ),
    (HAPPINESS, "多功能厅"): BookingDemand(
        (0.01, 0.01, 0.04), (0.03, 0.05, 0.03), (Purpose.REHEARSAL,), "adults", (30, 70), renovated=True
    ),
    (CORNER, "棋牌室"): BookingDemand((0.3, 0.6, 0.1), (0.3, 0.55, 0.1), (GAMES,), "elders", (3, 12)),
    (PARTY, "议事厅"): BookingDemand((0.08, 0.12, 0.25), (0.05, 0.08, 0.05), (MEETING,), "residents", (4, 14)),
    (PARTY, "党员活动室"): BookingDemand((0.03, 0.05, 0.12), (0.08, 0.05, 0.02), (MEETING,), "residents", (10, 30)),
}


class DropInRate(NamedTuple):
    """Person-times without a booking in an hour, in a demo room, by part of the day."""

    night: float
    morning: float
    afternoon: float
    evening: float

    def at(self, start: dt.datetime) -> float:
        hour = start.hour
        return (
            self.night if hour < 7 else self.morning if hour < 12 else self.afternoon if hour < 18 else self.evening
        )


DROP_IN_RATES = {
    (HAPPINESS, "阅览室"): DropInRate(0, 2, 6, 4),
    (HAPPINESS, "儿童乐园"): DropInRate(0, 3, 6, 2),
    (CORNER, "亲子角"): DropInRate(0, 1, 3, 1),
    ("青禾家园暖心驿站", "歇脚区"): DropInRate(0.4, 2, 2, 3),
    ("海棠苑暖心驿站", "歇脚区"): DropInRate(0.7, 1, 1, 1.5),
    ("映山花园暖心驿站", "歇脚区"): DropInRate(0, 1, 1.4, 1),
    ("溪语雅居暖心驿站", "歇脚区"): DropInRate(0.8, 0, 0, 1.6),
}


class BookingLoader:
    """Draws and writes bookings of the demo's rooms that do not overlap each other or other holds."""

    def __init__(self, spaces: Spaces, people: People, *, rng: random.Random, today: dt.date) -> None:
        self.spaces, self.people, self.rng, self.today = spaces, people, rng, today
        self.now = clock.now()
        self.groups = {
            "adults": people.adults,
            "elders": people.elders,
            "residents": [*people.adults, *people.elders],
        }
        self.busy: dict[int, list[Span]] = defaultdict(list)
        self.rows: list[Booking] = []

    def load(self) -> tuple[int, int]:
        """Write everything. Returns the number of bookings and of visits without a booking."""
        first, last = self.today - BEHIND * DAY, self.today + AHEAD * DAY
        stations = {space.station_id: space.station for space in self.spaces.values()}
        self.hours = Hours(stations.values(), first, last)
        for held in Hold.objects.filter(ends_at__gt=clock.day_start(first)):
            self._take(held.space, Span(held.starts_at, held.ends_at))
        self._maintain()
        self._personas()
        for day in (first + n * DAY for n in range(BEHIND + AHEAD + 1)):
            for key, demand in DEMAND.items():
                self._day(self.spaces[key], demand, day)
        self._save()
        return len(self.rows), self._drop_ins(first)

    # --- Occupied times

    def _same_place(self, space: Space) -> list[int]:
        """The keys of the room, its whole and its parts: a booking of one occupies the others."""
        return [
            one.pk
            for one in self.spaces.values()
            if one.pk == space.pk or one.part_of_id == space.pk or one.pk == space.part_of_id
        ]

    def _take(self, space: Space, span: Span) -> None:
        for pk in self._same_place(space):
            self.busy[pk].append(span)

    def _is_free(self, space: Space, start: dt.datetime, end: dt.datetime) -> bool:
        family = self._same_place(space)
        buffer = dt.timedelta(minutes=max(one.buffer for one in self.spaces.values() if one.pk in family))
        return not any(one.overlaps(start - buffer, end + buffer) for one in self.busy[space.pk])

    def _maintain(self) -> None:
        """Two holds for maintenance: the renovation of the hall last month, and a future morning of cleaning."""
        at = clock.day_start(self.today)
        for name, first, last, note in (
            ("多功能厅", -RENOVATED_FROM * DAY, -RENOVATED_UNTIL * DAY, "换地板、装镜墙"),
            ("会客厅", 3 * DAY + 8.5 * HOUR, 3 * DAY + 11 * HOUR, "空调清洗"),
        ):
            space = self.spaces[HAPPINESS, name]
            span = Span(at + first, at + last)
            if self._is_free(space, span.start, span.end):
                Hold.objects.create(
                    space=space,
                    kind=Hold.Kind.MAINTENANCE,
                    starts_at=span.start,
                    ends_at=span.end,
                    note=note,
                    by=self.people.office,
                )
            self._take(space, span)

    # --- Bookings

    def _day(self, space: Space, demand: BookingDemand, day: dt.date) -> None:
        before = (self.today - day).days > RENOVATED_UNTIL
        step = dt.timedelta(minutes=max(space.step, 60))
        for opened in self.hours.on(space.station, day):
            start = opened.start
            while start + step <= opened.end:
                if self.rng.random() < demand.chance(timezone.localtime(start), before_renovation=before):
                    minutes = self.rng.choice([length for length in (60, 120, 120, 180) if length <= space.longest])
                    end = start + dt.timedelta(minutes=minutes)
                    if end <= opened.end and self._is_free(space, start, end):
                        self._book(space, self.rng.choice(self.groups[demand.who]), demand, start, end)
                        start = end
                        continue
                start += step

    def _book(
        self, space: Space, person: Person, demand: BookingDemand, start: dt.datetime, end: dt.datetime
    ) -> None:
        actor = self.people.acting.get(person.pk)
        low, high = demand.party
        self._add(
            Booking(
                space=space,
                person=person,
                by=actor or self.people.office,
                for_neighbour=actor is None,
                starts_at=start,
                ends_at=end,
                party_size=min(self.rng.randint(low, high), space.capacity),
                purpose=self.rng.choice(demand.purposes),
                status=self._status(space, start, end),
            )
        )

    def _status(self, space: Space, start: dt.datetime, end: dt.datetime) -> str:
        drawn = self.rng.random()
        if drawn < 0.08:
            return Status.CANCELLED
        if end <= self.now:
            return Status.NO_SHOW if drawn < 0.13 else Status.DONE
        if start <= self.now:
            return Status.CHECKED_IN
        if space.needs_approval and start > self.now + 3 * DAY:
            return Status.REQUESTED
        return Status.CONFIRMED

    def _add(self, booking: Booking) -> None:
        asked = min(booking.starts_at - self.rng.randint(1, 9) * DAY, self.now - self.rng.randint(1, 40) * HOUR)
        booking.created_at = asked
        if booking.status == Status.CANCELLED:
            booking.cancelled_at = min(asked + 20 * HOUR, self.now)
        if booking.status in Booking.USED:
            booking.checked_in_at = booking.starts_at + self.rng.randint(-8, 9) * dt.timedelta(minutes=1)
        if booking.space.needs_approval and booking.status not in (Status.REQUESTED, Status.CANCELLED):
            booking.decided_by, booking.decided_at = self.people.office, asked + 5 * HOUR
        if booking.status in Booking.HOLDING:
            self._take(booking.space, Span(booking.starts_at, booking.ends_at))
        self.rows.append(booking)

    def _personas(self) -> None:
        """Bookings for the demo sign-ins: a future one, a past one, and a no-show."""
        resident, elder = (self.people.by_login[login.key] for login in (RESIDENT, ELDER))
        lounge, games = self.spaces[HAPPINESS, "会客厅"], self.spaces[HAPPINESS, "长者活动室"]
        for person, space, days, hour, minutes, purpose, status in (
            (resident, lounge, 2, 15, 120, FAMILY, Status.CONFIRMED),
            (resident, lounge, -6, 19, 60, GATHERING, Status.DONE),
            (resident, lounge, -16, 19, 60, GATHERING, Status.NO_SHOW),
            (elder, games, 1, 14.5, 120, GAMES, Status.CONFIRMED),
            (elder, games, -3, 13.5, 180, GAMES, Status.DONE),
            (elder, games, -10, 13.5, 180, GAMES, Status.DONE),
        ):
            start = clock.day_start(self.today + days * DAY) + hour * HOUR
            end = start + dt.timedelta(minutes=minutes)
            if self._is_free(space, start, end):
                by = self._sign_in(person)
                self._add(
                    Booking(
                        space=space,
                        person=person,
                        by=by,
                        starts_at=start,
                        ends_at=end,
                        party_size=6,
                        purpose=purpose,
                        status=status,
                    )
                )

    def _sign_in(self, person: Person) -> User:
        return self.people.users[person.pk]

    def _save(self) -> None:
        held = [booking for booking in self.rows if booking.status in Booking.HOLDING]
        holds = Hold.objects.bulk_create(
            Hold(
                space=booking.space,
                kind=Hold.Kind.BOOKING,
                starts_at=booking.starts_at,
                ends_at=booking.ends_at,
                buffer=booking.space.buffer,
                by=booking.by,
            )
            for booking in held
        )
        for booking, hold in zip(held, holds, strict=True):
            booking.hold = hold
        Booking.objects.bulk_create(self.rows)

    # --- Visits without a booking

    def _drop_ins(self, first: dt.date) -> int:
        """One row for each hour in which people came. Weekends have half as many again."""
        rows = []
        for key, visits in DROP_IN_RATES.items():
            space = self.spaces[key]
            for day in (first + n * DAY for n in range(BEHIND + 1)):
                busy = 1.5 if day.weekday() >= 5 else 1
                for opened in self.hours.on(space.station, day):
                    start = opened.start
                    while start + HOUR <= min(opened.end, self.now):
                        people = self._about(visits.at(timezone.localtime(start)) * busy)
                        if people:
                            at = start + self.rng.randint(0, 59) * dt.timedelta(minutes=1)
                            rows.append(DropIn(space=space, at=at, people=people, by=self.people.office))
                        start += HOUR
        DropIn.objects.bulk_create(rows)
        return sum(row.people for row in rows)

    def _about(self, mean: float) -> int:
        return round(self.rng.triangular(0, 2 * mean, mean))
