"""Which hours of a space are free: what the day's page draws, what may begin when, and the nearest free time.

It only tells; whoever books is answered by the rules and, in the end, by the ledger.
"""

import datetime as dt
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from enum import StrEnum
from functools import cached_property
from typing import Any

from django.db.backends.postgresql.psycopg_any import DateRange
from django.utils import timezone

from common.db.prepared import fetch_all, fetch_one
from common.time import clock
from stations.models import OpeningException, Space
from stations.selectors.opening_hours import DAY, Hours, Span, merged_spans, opening_span

MIDNIGHT = dt.time(0)


class SlotState(StrEnum):
    """Whether a step of a space's day is available, and if not, why."""

    FREE = "free"
    TAKEN = "taken"
    RESERVED = "reserved"
    PAST = "past"


@dataclass(frozen=True, slots=True)
class AvailabilitySlot:
    """One step of a space's day. `may_begin`: the shortest booking fits from here. `taken_by`: kind of the hold."""

    start: dt.datetime
    end: dt.datetime
    state: SlotState
    may_begin: bool
    taken_by: str = ""


@dataclass(frozen=True, slots=True)
class TakenTime:
    """A time in which a space, or a part, is held, buffer included; `kind` and `note` are the hold's; never who."""

    during: Span
    kind: str
    note: str


# What says when a space `s` at a station `st` can be had, in the days `first` to `last` and one day around them: five
# columns of JSON. `hold` is the key of a hold that does not count, or NULL.
COLUMNS = """
    (SELECT json_agg(json_build_array(h.day, h.opens, h.closes))
        FROM stations_openinghours h WHERE h.station_id = s.station_id),
    (SELECT json_agg(
            json_build_array(lower(e.during), upper(e.during), e.opens, e.closes, e.reason) ORDER BY e.during DESC)
        FROM stations_openingexception e
        WHERE e.station_id = s.station_id
        AND e.during && daterange(%(first)s::date - 1, %(last)s::date + 2)),
    (SELECT json_agg(json_build_array(c.day, c.kind)) FROM grid_calendarday c
        WHERE c.community_id = st.community_id AND c.day BETWEEN %(first)s::date - 1 AND %(last)s::date + 1),
    (SELECT json_agg(json_build_array(r.day, r.starts, r.ends, lower(r.during), upper(r.during)))
        FROM stations_reservedhours r JOIN stations_space own ON own.id = r.space_id
        WHERE (own.id = s.id OR own.id = s.part_of_id OR own.part_of_id = s.id)
        AND r.during && daterange(%(first)s::date, %(last)s::date + 2)),
    (SELECT json_agg(json_build_array(lower(o.during), upper(o.during), held.kind, held.note) ORDER BY o.during)
        FROM stations_space leaf
        JOIN stations_occupancy o
            ON int8range(o.space_id, o.space_id, '[]') = int8range(leaf.id, leaf.id, '[]')
            AND o.during && tstzrange(%(start)s::timestamptz, %(end)s::timestamptz)
        JOIN stations_hold held ON held.id = o.hold_id
        WHERE (leaf.id = s.id OR leaf.part_of_id = s.id) AND held.id IS DISTINCT FROM %(hold)s::bigint)
"""
WIDTH = 5
SQL = f"""
    SELECT {COLUMNS} FROM stations_space s JOIN stations_station st ON st.id = s.station_id
    WHERE s.id = %(space)s::bigint
"""  # noqa: S608 - no value is in it

# The same of several spaces, with the key of each.
SQL_OF_SEVERAL = f"""
    SELECT s.id, {COLUMNS} FROM stations_space s JOIN stations_station st ON st.id = s.station_id
    WHERE s.id = ANY(%(spaces)s::bigint[])
"""  # noqa: S608 - no value is in it


class Availability:
    """Which hours of a space are free in the days `first` to `last`: one query whatever the number of days.

    `staff`: reserved hours and how late one books do not count; a function is called only where that matters.
    `ignored_hold`: the key of a hold that does not count. `row`: the answer to COLUMNS, when it was read already.
    """

    def __init__(
        self,
        space: Space,
        first: dt.date,
        last: dt.date,
        *,
        staff: bool | Callable[[], bool] = False,
        ignored_hold: int | None = None,
        row: Sequence[Any] | None = None,
    ) -> None:
        self.space, self.first, self.last, self.ignored_hold = space, first, last, ignored_hold
        self._staff = staff
        self.start, self.end = clock.day_start(first), clock.day_start(last + DAY)
        if row is None:
            row = fetch_one(
                SQL, {"space": space.pk, **availability_parameters(first, last, ignored_hold=ignored_hold)}
            )
            assert row, "the space is saved"
        weekly, exceptions, calendar, self._reserved, self._taken = row
        self.hours = Hours.of_one(
            space.station,
            first,
            last + DAY,
            weekly=[(day, _time(opens), _time(closes)) for day, opens, closes in weekly or ()],
            exceptions=[_exception(space, *one) for one in exceptions or ()],
            calendar={_date(day): kind for day, kind in calendar or ()},
        )

    def read_again(self) -> "Availability":
        """The same days as they are now: whoever was refused a time may have lost it a moment ago."""
        return Availability(self.space, self.first, self.last, staff=self._staff, ignored_hold=self.ignored_hold)

    @cached_property
    def staff(self) -> bool:
        """Whether who asks runs the station, and its limits for residents do not bind."""
        return self._staff if isinstance(self._staff, bool) else self._staff()

    @cached_property
    def taken(self) -> list[TakenTime]:
        """What takes the space or any part of it, buffers included, in order."""
        return [TakenTime(Span(_moment(lower), _moment(upper)), *words) for lower, upper, *words in self._taken or ()]

    @cached_property
    def busy(self) -> list[Span]:
        return [one.during for one in self.taken]

    @cached_property
    def reserved(self) -> list[Span]:
        """The hours that the station keeps for itself in these days, here, in the whole or in any part."""
        if not self._reserved or self.staff:
            return []
        days = [self.first + n * DAY for n in range((self.last - self.first).days + 2)]
        return sorted(
            opening_span(day, _time(starts), _time(ends))
            for weekday, starts, ends, lower, upper in self._reserved
            for day in days
            if day.weekday() == weekday and _date(lower) <= day and (upper is None or day < _date(upper))
        )

    @cached_property
    def earliest(self) -> dt.datetime:
        """Nothing may begin before this moment."""
        if not self.space.notice or self.staff:
            return clock.now()
        return clock.now() + dt.timedelta(minutes=self.space.notice)

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
        day = timezone.localdate(start, clock.HERE)
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

    def slots(self, day: dt.date) -> list[AvailabilitySlot]:
        """The day in steps, from opening to closing; empty when it is closed. A night ends on the day it began."""
        return [self._slot(one.start, one.end) for one in self._steps(day)]

    def free_minutes(self, day: dt.date) -> int:
        """How long somebody could have the space on that day; what is too short for any booking does not count."""
        shortest = dt.timedelta(minutes=self.space.shortest)
        usable = [Span(slot.start, slot.start + shortest) for slot in self.slots(day) if slot.may_begin]
        return round(sum(one.minutes for one in merged_spans(usable)))

    def _slot(self, start: dt.datetime, end: dt.datetime) -> AvailabilitySlot:
        taken_by = next((one.kind for one in self.taken if one.during.overlaps(start, end)), "")
        if start < self.earliest:
            state = SlotState.PAST
        elif taken_by:
            state = SlotState.TAKEN
        elif self.is_reserved(start, end):
            state = SlotState.RESERVED
        else:
            state = SlotState.FREE
        return AvailabilitySlot(
            start, end, state, state == SlotState.FREE and self.fits(start, self.space.shortest), taken_by
        )

    def _steps(self, day: dt.date) -> Iterator[Span]:
        step = dt.timedelta(minutes=self.space.step)
        for opened in self.hours.on(self.space.station, day):
            start = opened.start
            while start + step <= opened.end:
                yield Span(start, start + step)
                start += step

    def starts(self, day: dt.date, minutes: int) -> Iterator[dt.datetime]:
        """When a booking of so many minutes may begin on that day, each computed when it is asked for."""
        return (one.start for one in self._steps(day) if self.fits(one.start, minutes))

    def lengths(self, start: dt.datetime) -> list[int]:
        """How many minutes a booking that begins then may last, shortest first."""
        choices = range(self.space.shortest, self.space.longest + 1, self.space.step)
        fitting = []
        for minutes in choices:
            if not self.fits(start, minutes):
                break
            fitting.append(minutes)
        return fitting


def availability_of_spaces(spaces: Iterable[Space], first: dt.date, last: dt.date) -> dict[int, Availability]:
    """The availability of each of these spaces, by key, for residents. One query, whatever their number."""
    by_key = {space.pk: space for space in spaces}
    rows = fetch_all(SQL_OF_SEVERAL, {"spaces": list(by_key), **availability_parameters(first, last)})
    return {pk: Availability(by_key[pk], first, last, row=row) for pk, *row in rows}


def availability_parameters(first: dt.date, last: dt.date, *, ignored_hold: int | None = None) -> dict[str, Any]:
    """What the SQL of availability (COLUMNS) asks for, beside the space."""
    start, end = clock.day_start(first - DAY), clock.day_start(last + DAY + DAY)
    return {"first": first, "last": last, "start": start, "end": end, "hold": ignored_hold}


# As JSON says them.
_time, _date, _moment = dt.time.fromisoformat, dt.date.fromisoformat, dt.datetime.fromisoformat


def _exception(
    space: Space, lower: str, upper: str | None, opens: str | None, closes: str | None, reason: str
) -> OpeningException:
    return OpeningException(
        station_id=space.station_id,
        during=DateRange(_date(lower), _date(upper) if upper else None),
        opens=_time(opens) if opens else None,
        closes=_time(closes) if closes else None,
        reason=reason,
    )


def last_bookable_day(space: Space) -> dt.date:
    """The last day for which residents may book the space."""
    return clock.today() + space.days_ahead * DAY


def availability_around(
    space: Space, starts_at: dt.datetime, *, staff: bool | Callable[[], bool] = False, ignored_hold: int | None = None
) -> Availability:
    """The availability of a space around a wanted beginning: enough to say what fits there or is free near it.

    Where that time cannot be booked yet, or no more, the days nearest to it that can.
    """
    day, last = max(timezone.localdate(starts_at), clock.today()), last_bookable_day(space)
    if day > last and not (staff if isinstance(staff, bool) else staff()):
        day = last
    return Availability(
        space, max(day - 3 * DAY, clock.today()), day + 7 * DAY, staff=staff, ignored_hold=ignored_hold
    )


def nearest_free_starts(
    free: Availability, starts_at: dt.datetime, minutes: int, *, most: int = 3
) -> list[dt.datetime]:
    """Up to `most` free beginnings for so many minutes, those nearest to `starts_at` first."""
    last = free.last if free.staff else min(free.last, last_bookable_day(free.space))
    days = (free.first + n * DAY for n in range((last - free.first).days + 1))
    starts = [start for day in days for start in free.starts(day, minutes)]
    return sorted(starts, key=lambda start: (abs(start - starts_at), start))[:most]
