"""Hours of the week in which a room stays empty."""

import datetime as dt
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import groupby

from common.time import clock
from stations.models import OpeningHours, ReservedHours, Space
from stations.selectors.availability import MIDNIGHT
from stations.selectors.usage import HOUR, Cells, UseFigures, UsePeriod, use_heat_map

LAST_DAYS = 8 * 7
THRESHOLD = 0.10
# An hour that was open for less than this in all those weeks says nothing about itself.
ENOUGH_OF_AN_HOUR = 4 * HOUR


@dataclass(frozen=True, slots=True)
class IdleHours:
    """From `starts` to `ends` on that weekday the room is hardly used. `kept_in`: where the station keeps them for
    itself, all or in part, so that residents could not book them: the room itself, its whole or its parts."""

    day: int
    starts: dt.time
    ends: dt.time
    use: UseFigures
    kept_in: tuple[Space, ...]

    @property
    def reserved(self) -> bool:
        return bool(self.kept_in)

    @property
    def weekday(self) -> str:
        return str(OpeningHours.Day(self.day).label)

    @property
    def until(self) -> str:
        return idle_hours_end_in_words(self.ends)


def idle_hours(space: Space, *, cells: Cells | None = None, threshold: float = THRESHOLD) -> list[IdleHours]:
    """Neighbouring idle hours of a room together, as far as the same rooms keep them, in the order of the week.

    `cells`: the heat map of the last eight weeks, where the caller has it.
    """
    cells = use_heat_map(space, UsePeriod.days_until_now(LAST_DAYS)) if cells is None else cells
    reserved = _reserved_hours(space)
    idle = [
        IdleHours(day, _hour(hour), _hour(hour + 1), use, _kept_in(reserved, day, hour * 60, (hour + 1) * 60))
        for (day, hour), use in sorted(cells.items())
        if use.open >= ENOUGH_OF_AN_HOUR and (use.use_rate or 0) < threshold
    ]
    return list(_joined(idle))


def kept_elsewhere(space: Space, *, day: int, starts: dt.time, ends: dt.time) -> list[Space]:
    """The whole or parts that keep some of the idle hours too: to open them in `space` alone is not enough."""
    rooms = _kept_in(
        _reserved_hours(space), day, minutes_since_midnight(starts), minutes_since_midnight(ends, end=True)
    )
    return [room for room in rooms if room != space]


def _reserved_hours(space: Space) -> list[ReservedHours]:
    """Those in force today that bind the room: one query."""
    rows = ReservedHours.objects.at_same_place(space).filter(during__contains=clock.today())
    return list(rows.select_related("space").order_by("space__number", "space__name", "pk"))


def _hour(hour: int) -> dt.time:
    return MIDNIGHT if hour == 24 else dt.time(hour)


def idle_hours_end_in_words(time: dt.time) -> str:
    """The end of idle hours: 18:00; 24:00 for the midnight after."""
    return f"{time:%H:%M}" if time != MIDNIGHT else "24:00"


def minutes_since_midnight(time: dt.time, *, end: bool = False) -> int:
    """A time of idle or reserved hours in minutes since midnight; an end at 00:00 is the midnight after."""
    since_midnight = time.hour * 60 + time.minute
    return 24 * 60 if end and not since_midnight else since_midnight


def _kept_in(rows: list[ReservedHours], day: int, start: int, end: int) -> tuple[Space, ...]:
    """Which rooms keep some of these minutes of the weekday."""
    kept = [
        row
        for row in rows
        if row.day == day
        and minutes_since_midnight(row.starts) < end
        and minutes_since_midnight(row.ends, end=True) > start
    ]
    return tuple(dict.fromkeys(row.space for row in kept))


def _joined(idle: list[IdleHours]) -> Iterator[IdleHours]:
    """Hours that follow each other differ from their own number by the same."""
    numbered = enumerate(idle)
    for _key, run in groupby(numbered, lambda one: (one[1].day, one[1].kept_in, one[1].starts.hour - one[0])):
        hours = [hour for _number, hour in run]
        use = sum((hour.use for hour in hours), UseFigures())
        yield IdleHours(hours[0].day, hours[0].starts, hours[-1].ends, use, hours[0].kept_in)
