"""Which hours of a space are free: what the day's page draws, what may begin when, and the nearest free time.

It only tells; whoever books is answered by the rules and, in the end, by the ledger.
"""

import datetime as dt
from collections.abc import Iterator
from dataclasses import dataclass
from enum import StrEnum
from functools import cached_property

from django.db.backends.postgresql.psycopg_any import DateRange
from django.utils import timezone

from common.time import clock
from stations.models import Occupancy, ReservedHours, Space
from stations.selectors.opening_hours import DAY, Hours, Span, merged, span

MIDNIGHT = dt.time(0)


class State(StrEnum):
    FREE = "free"
    TAKEN = "taken"
    RESERVED = "reserved"
    PAST = "past"


@dataclass(frozen=True, slots=True)
class Slot:
    """One step of the day. `may_begin`: the shortest booking fits from here. `taken_by`: the kind of the hold."""

    start: dt.datetime
    end: dt.datetime
    state: State
    may_begin: bool
    taken_by: str = ""


@dataclass(frozen=True, slots=True)
class Taken:
    """What takes the space or a part of it, buffer included. `kind` and `note` are the hold's; never who."""

    during: Span
    kind: str
    note: str


class Availability:
    """A space in the days `first` to `last`: five queries whatever the number of days.

    `staff`: reserved hours and how late one books do not count. `but`: the key of a hold that does not count.
    """

    def __init__(
        self, space: Space, first: dt.date, last: dt.date, *, staff: bool = False, but: int | None = None
    ) -> None:
        self.space, self.first, self.last, self.staff, self.but = space, first, last, staff, but
        self.hours = Hours([space.station], first, last + DAY)
        self.start, self.end = clock.day_start(first), clock.day_start(last + DAY)

    @cached_property
    def taken(self) -> list[Taken]:
        """What takes the space or any part of it, buffers included, in order."""
        rows = Occupancy.objects.at(self.space, self.start - DAY, self.end + DAY)
        if self.but is not None:
            rows = rows.exclude(hold=self.but)
        found = rows.values_list("during", "hold__kind", "hold__note")
        return sorted(
            (Taken(Span(during.lower, during.upper), kind, note) for during, kind, note in found),
            key=lambda one: one.during,
        )

    @cached_property
    def busy(self) -> list[Span]:
        return [one.during for one in self.taken]

    @cached_property
    def reserved(self) -> list[Span]:
        """The hours that the station keeps for itself in these days, here, in the whole or in any part."""
        if self.staff:
            return []
        rows = list(
            ReservedHours.objects.at_same_place(self.space).filter(
                during__overlap=DateRange(self.first, self.last + DAY + DAY)
            )
        )
        days = [self.first + n * DAY for n in range((self.last - self.first).days + 2)]
        return sorted(
            span(day, row.starts, row.ends)
            for day in days
            for row in rows
            if row.day == day.weekday() and day in row.during
        )

    @cached_property
    def earliest(self) -> dt.datetime:
        """Nothing may begin before this moment."""
        return clock.now() if self.staff else clock.now() + dt.timedelta(minutes=self.space.notice)

    def is_open(self, start: dt.datetime, end: dt.datetime) -> bool:
        return any(one.covers(start, end) for one in self.hours.between(self.space.station, start, end))

    def is_reserved(self, start: dt.datetime, end: dt.datetime) -> bool:
        return any(one.overlaps(start, end) for one in self.reserved)

    def is_taken(self, start: dt.datetime, end: dt.datetime) -> bool:
        """With the buffer that is kept free after it."""
        end += dt.timedelta(minutes=self.space.buffer)
        return any(one.overlaps(start, end) for one in self.busy)

    def on_a_step(self, start: dt.datetime, end: dt.datetime) -> bool:
        """Whether it begins a whole number of steps after the station opens, and lasts as many."""
        step = dt.timedelta(minutes=self.space.step)
        day = timezone.localdate(start)
        opened = [one for before in (DAY, 0 * DAY) for one in self.hours.on(self.space.station, day - before)]
        begins = any(one.start <= start < one.end and not (start - one.start) % step for one in opened)
        return begins and not (end - start) % step

    def fits(self, start: dt.datetime, minutes: int) -> bool:
        """Whether so many minutes from `start` on are open, free, not reserved and not too soon."""
        end = start + dt.timedelta(minutes=minutes)
        return (
            start >= self.earliest
            and self.is_open(start, end)
            and not self.is_reserved(start, end)
            and not self.is_taken(start, end)
        )

    def slots(self, day: dt.date) -> list[Slot]:
        """The day in steps, from opening to closing; empty when it is closed. A night ends on the day it began."""
        return [self._slot(one.start, one.end) for one in self._steps(day)]

    def free_minutes(self, day: dt.date) -> int:
        """How long somebody could have the space on that day; what is too short for any booking does not count."""
        shortest = dt.timedelta(minutes=self.space.shortest)
        usable = [Span(slot.start, slot.start + shortest) for slot in self.slots(day) if slot.may_begin]
        return round(sum(one.minutes for one in merged(usable)))

    def _slot(self, start: dt.datetime, end: dt.datetime) -> Slot:
        taken_by = next((one.kind for one in self.taken if one.during.overlaps(start, end)), "")
        if start < self.earliest:
            state = State.PAST
        elif taken_by:
            state = State.TAKEN
        elif self.is_reserved(start, end):
            state = State.RESERVED
        else:
            state = State.FREE
        return Slot(start, end, state, state == State.FREE and self.fits(start, self.space.shortest), taken_by)

    def _steps(self, day: dt.date) -> Iterator[Span]:
        step = dt.timedelta(minutes=self.space.step)
        for opened in self.hours.on(self.space.station, day):
            start = opened.start
            while start + step <= opened.end:
                yield Span(start, start + step)
                start += step

    def starts(self, day: dt.date, minutes: int) -> list[dt.datetime]:
        """When a booking of so many minutes may begin on that day."""
        return [one.start for one in self._steps(day) if self.fits(one.start, minutes)]

    def lengths(self, start: dt.datetime) -> list[int]:
        """How many minutes a booking that begins then may last, shortest first."""
        choices = range(self.space.shortest, self.space.longest + 1, self.space.step)
        found = []
        for minutes in choices:
            if not self.fits(start, minutes):
                break
            found.append(minutes)
        return found


def last_day(space: Space) -> dt.date:
    """The last day for which residents may book."""
    return clock.today() + space.days_ahead * DAY


def nearest(
    space: Space, wanted: dt.datetime, minutes: int, *, staff: bool = False, most: int = 3, but: int | None = None
) -> list[dt.datetime]:
    """Up to `most` free beginnings for so many minutes, those nearest to `wanted` first, within a week of it.

    Where that week cannot be booked yet, or no more, those nearest to it that can.
    """
    day = max(timezone.localdate(wanted), clock.today())
    if not staff:
        day = min(day, last_day(space))
    first, last = (
        max(day - 3 * DAY, clock.today()),
        min(day + 7 * DAY, last_day(space) if not staff else day + 7 * DAY),
    )
    if last < first:
        return []
    free = Availability(space, first, last, staff=staff, but=but)
    found = [start for n in range((last - first).days + 1) for start in free.starts(first + n * DAY, minutes)]
    return sorted(found, key=lambda start: (abs(start - wanted), start))[:most]


def lengths(space: Space, start: dt.datetime, *, staff: bool, but: int | None = None) -> list[int]:
    """Which lengths fit from there; `staff` and `but` as for `Availability`."""
    day = timezone.localdate(start)
    return Availability(space, day, day + dt.timedelta(days=1), staff=staff, but=but).lengths(start)
