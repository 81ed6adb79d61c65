"""When stations are open: weekly hours, statutory holidays, exceptions; across midnight too.

What begins on a day belongs to that day: an exception closes what would begin in its days, not the end of the night
before. Make-up working days keep the hours of their own weekday.
"""

import datetime as dt
from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Self

from django.db.backends.postgresql.psycopg_any import DateRange
from django.utils import timezone

from common.time import clock
from grid.selectors.calendar import Calendar
from stations.models import OpeningException, OpeningHours, Station
from stations.models.stations import HOLIDAY

DAY = dt.timedelta(days=1)
# How far “opens at …” looks ahead, and back for a span that still goes on.
AHEAD = 14


@dataclass(frozen=True, slots=True, order=True)
class Span:
    """A span of opening hours, or of time that takes a room: from `start` to `end`, half-open."""

    start: dt.datetime
    end: dt.datetime

    def covers(self, start: dt.datetime, end: dt.datetime) -> bool:
        return self.start <= start and end <= self.end

    def overlaps(self, start: dt.datetime, end: dt.datetime) -> bool:
        return self.start < end and start < self.end

    @property
    def minutes(self) -> float:
        return (self.end - self.start).total_seconds() / 60


@dataclass(frozen=True, slots=True)
class StationStanding:
    """Whether a station is open at a moment. `until`: when it closes; `opens`: when it opens next, None if unknown.

    `why`: what neighbours read about an exception of that day. `announced`: False when the holidays of the year are
    not known yet, so that weekdays are a guess.
    """

    is_open: bool
    until: dt.datetime | None = None
    opens: dt.datetime | None = None
    why: str = ""
    announced: bool = True


class Hours:
    """The opening hours of some stations of one community, in the days `first` to `last`: three queries."""

    def __init__(self, stations: Iterable[Station], first: dt.date, last: dt.date) -> None:
        self.stations = {station.pk: station for station in stations}
        # A night that began on the day before still goes on.
        self.first, self.last = first - DAY, last
        self._weekly: dict[tuple[int, int], list[tuple[dt.time, dt.time]]] = defaultdict(list)
        weekly = OpeningHours.objects.filter(station__in=self.stations)
        for station, day, opens, closes in weekly.values_list("station", "day", "opens", "closes"):
            self._weekly[station, day].append((opens, closes))
        self._exceptions: dict[int, list[OpeningException]] = defaultdict(list)
        days = DateRange(self.first, self.last + DAY)
        for other in OpeningException.objects.filter(station__in=self.stations, during__overlap=days):
            self._exceptions[other.station_id].append(other)
        self._on: dict[tuple[int, dt.date], list[Span]] = {}
        communities = {station.community_id for station in self.stations.values()}
        self._calendars = {pk: Calendar(pk, self.first, self.last) for pk in communities}

    @classmethod
    def of_one(
        cls,
        station: Station,
        first: dt.date,
        last: dt.date,
        *,
        weekly: Iterable[tuple[int, dt.time, dt.time]],
        exceptions: list[OpeningException],
        calendar: dict[dt.date, str],
    ) -> Self:
        """Of one station, by rows that were read already, with those of the days before `first` and after `last`."""
        hours = cls.__new__(cls)
        hours.stations, hours.first, hours.last = {station.pk: station}, first - DAY, last
        hours._weekly = defaultdict(list)
        for day, opens, closes in weekly:
            hours._weekly[station.pk, day].append((opens, closes))
        hours._exceptions = defaultdict(list, {station.pk: exceptions})
        hours._on = {}
        hours._calendars = {station.community_id: Calendar.of_days(calendar)}
        return hours

    def exception(self, station: Station, day: dt.date) -> OpeningException | None:
        return next((row for row in self._exceptions[station.pk] if day in row.during), None)

    def is_announced(self, station: Station, day: dt.date) -> bool:
        return self._calendars[station.community_id].of(day).known

    def is_holiday(self, station: Station, day: dt.date) -> bool:
        return self._calendars[station.community_id].is_holiday(day)

    def on(self, station: Station, day: dt.date) -> list[Span]:
        """The spans that begin on that day, merged, in order."""
        key = station.pk, day
        if key not in self._on:
            self._on[key] = self._read(station, day)
        return self._on[key]

    def _read(self, station: Station, day: dt.date) -> list[Span]:
        exception = self.exception(station, day)
        if exception:
            if exception.opens is None or exception.closes is None:
                return []
            return [opening_span(day, exception.opens, exception.closes)]
        return self._usual(station, day)

    def _usual(self, station: Station, day: dt.date) -> list[Span]:
        """As if no exception were entered."""
        holiday = station.own_holiday_hours and self.is_holiday(station, day)
        rows = self._weekly[station.pk, HOLIDAY if holiday else day.weekday()]
        return merged_spans(opening_span(day, opens, closes) for opens, closes in rows)

    def between(self, station: Station, start: dt.datetime, end: dt.datetime) -> list[Span]:
        """When it is open in the time `[start, end)`, merged and cut to it."""
        day, last = timezone.localdate(start, clock.HERE) - DAY, timezone.localdate(end, clock.HERE)
        spans: list[Span] = []
        while day <= last:
            spans += self.on(station, day)
            day += DAY
        return [
            Span(max(one.start, start), min(one.end, end)) for one in merged_spans(spans) if one.overlaps(start, end)
        ]

    def closing_exception(self, station: Station, start: dt.datetime, end: dt.datetime) -> OpeningException | None:
        """The exception for which the station is not open all of that time; None if it is open, or closed anyway."""
        if any(one.covers(start, end) for one in self.between(station, start, end)):
            return None
        first, last = timezone.localdate(start), timezone.localdate(end - dt.timedelta(microseconds=1))
        if exception := self.exception(station, first) or self.exception(station, last):
            return exception
        # A night that usually goes on until then, and was closed when it would have begun.
        night = any(one.overlaps(start, end) for one in self._usual(station, first - DAY))
        return self.exception(station, first - DAY) if night else None

    def whole_spans(self, station: Station, start: dt.datetime, end: dt.datetime) -> list[Span]:
        """The spans that touch `[start, end)`, merged with their neighbours and not cut."""
        days = (self.last - self.first).days + 1
        spans = merged_spans(one for n in range(days) for one in self.on(station, self.first + n * DAY))
        return [one for one in spans if one.overlaps(start, end)]


def opening_span(day: dt.date, opens: dt.time, closes: dt.time) -> Span:
    """A span of opening or reserved hours: from `opens` on that day to the next `closes` after it."""
    start = timezone.make_aware(dt.datetime.combine(day, opens), clock.HERE)
    end = timezone.make_aware(dt.datetime.combine(day if closes > opens else day + DAY, closes), clock.HERE)
    return Span(start, end)


def merged_spans(spans: Iterable[Span]) -> list[Span]:
    """The same opening hours in as few spans as possible, in order."""
    whole: list[Span] = []
    for one in sorted(spans):
        if whole and one.start <= whole[-1].end:
            whole[-1] = Span(whole[-1].start, max(whole[-1].end, one.end))
        else:
            whole.append(one)
    return whole


def standings_of_stations(
    stations: Iterable[Station], *, at: dt.datetime | None = None
) -> dict[int, StationStanding]:
    """Whether each station, of one community or several, is open now or at a moment: three or four queries."""
    now = at or clock.now()
    today = timezone.localdate(now, clock.HERE)
    stations = list(stations)
    hours = Hours(stations, today, today + AHEAD * DAY)
    return {station.pk: standing_by_hours(hours, station, now) for station in stations}


def standing_of_station(station: Station, *, at: dt.datetime | None = None) -> StationStanding:
    """Whether one station is open now or at a moment; for several, `standings_of_stations` costs no more queries."""
    return standings_of_stations([station], at=at)[station.pk]


def standing_by_hours(hours: Hours, station: Station, now: dt.datetime) -> StationStanding:
    """Whether a station is open, by hours that were read already for the days from today to `AHEAD` days later."""
    today = timezone.localdate(now, clock.HERE)
    exception = hours.exception(station, today)
    why = exception.reason if exception else ""
    announced = hours.is_announced(station, today)
    spans = hours.whole_spans(station, now, now + AHEAD * DAY)
    if spans and spans[0].start <= now:
        ends = spans[0].end
        return StationStanding(True, ends if ends < now + AHEAD * DAY else None, None, why, announced)
    return StationStanding(False, None, spans[0].start if spans else None, why, announced)
