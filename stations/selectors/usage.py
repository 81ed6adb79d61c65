"""How much the rooms are used: time open, booked and used, from records, up to now and never beyond.

Open: the opening hours, less what was closed for maintenance. Booked: what bookings (those that nobody came to as
well) and events took of it. Used: bookings that somebody came to, and events that were published. Never the minutes
kept free after a booking, and nothing outside the opening hours. Figures are made leaf by leaf: the time of a whole
counts on each of its parts, so rates of rooms and stations are those of all of their leaves together.
"""

import datetime as dt
from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import cached_property

from django.db.models import QuerySet
from django.utils import timezone

from accounts.models import User
from common.time import clock
from stations.models import Space, Station
from stations.selectors.opening_hours import DAY, Hours, Span
from stations.selectors.usage_sql import OpeningSpans, drop_ins_by_week, spaces_used, use_by_hour, use_by_week

WEEK = 7 * DAY
ZERO = dt.timedelta(0)
HOUR = dt.timedelta(hours=1)
# With less open time than this a rate says nothing, and is not told.
ENOUGH = 10 * HOUR


@dataclass(frozen=True, slots=True)
class UseFigures:
    """Time open, booked and used. `people`: person-times without a booking, counted, and no part of a rate."""

    open: dt.timedelta = ZERO
    booked: dt.timedelta = ZERO
    used: dt.timedelta = ZERO
    people: int = 0

    def __add__(self, other: "UseFigures") -> "UseFigures":
        return UseFigures(
            self.open + other.open, self.booked + other.booked, self.used + other.used, self.people + other.people
        )

    @property
    def use_rate(self) -> float | None:
        """Used ÷ open; None when it was not open."""
        return self.used / self.open if self.open else None

    @property
    def booked_rate(self) -> float | None:
        return self.booked / self.open if self.open else None

    @property
    def use_percent(self) -> int | None:
        return None if self.use_rate is None else round(100 * self.use_rate)

    @property
    def booked_percent(self) -> int | None:
        return None if self.booked_rate is None else round(100 * self.booked_rate)

    @property
    def says_something(self) -> bool:
        return self.open >= ENOUGH

    @property
    def open_hours(self) -> float:
        return round(self.open / HOUR, 1)

    @property
    def booked_hours(self) -> float:
        return round(self.booked / HOUR, 1)

    @property
    def used_hours(self) -> float:
        return round(self.used / HOUR, 1)


def monday_of(day: dt.date) -> dt.date:
    """The Monday by which the figures of use name the week of that day."""
    return day - day.weekday() * DAY


@dataclass(frozen=True, slots=True)
class UsePeriod:
    """The days `first` to `last` of figures of use, both included; what is not over yet does not count."""

    first: dt.date
    last: dt.date

    @classmethod
    def weeks_until_now(cls, weeks: int) -> "UsePeriod":
        """The running week and those before it."""
        this = monday_of(clock.today())
        return cls(this - (weeks - 1) * WEEK, this + WEEK - DAY)

    @classmethod
    def days_until_now(cls, days: int) -> "UsePeriod":
        return cls(clock.today() - (days - 1) * DAY, clock.today())

    @property
    def mondays(self) -> list[dt.date]:
        """Of every week that it touches."""
        start = monday_of(self.first)
        return [start + n * WEEK for n in range((self.last - start).days // 7 + 1)]

    @property
    def weeks(self) -> float:
        return ((self.last - self.first).days + 1) / 7

    @property
    def start(self) -> dt.datetime:
        return clock.day_start(self.first)

    @property
    def end(self) -> dt.datetime:
        return max(self.start, min(clock.day_start(self.last + DAY), clock.now()))


def leaves_with_use(spaces: Iterable[Space], period: UsePeriod) -> list[Space]:
    """The undivided rooms that figures of use are made of: in use themselves, or as part of a whole that is.

    Also those put out of use since: a room that was used in the period does not lose its past.
    """
    spaces = list(spaces)
    wholes = {space.part_of_id for space in spaces}
    active = {space.pk for space in spaces if space.active}
    active |= spaces_used((space.pk for space in spaces if not space.active), period.start, period.end)
    return [
        space for space in spaces if space.pk not in wholes and (space.pk in active or space.part_of_id in active)
    ]


class StationsUse:
    """The use of all spaces of some stations in a period, week by week: a fixed number of queries.

    Rooms into which people just come have no rate: what they are used for is counted in person-times.
    """

    def __init__(self, stations: Iterable[Station], period: UsePeriod) -> None:
        self.stations, self.period = list(stations), period
        self.spaces = list(
            Space.objects.filter(station__in=self.stations).order_by("station", "number", "name", "pk")
        )
        self.leaves = leaves_with_use(self.spaces, period)
        bookable = {space.pk for space in self.spaces if space.use == Space.Use.BOOKABLE}
        self._rated = {space.pk for space in self.spaces if {space.pk, space.part_of_id} & bookable}
        bounds = period.start, period.end
        self._weeks: dict[int, dict[dt.date, UseFigures]] = defaultdict(dict)
        spans = opening_spans_by_week(self.stations, period)
        for leaf, week, lengths in use_by_week(spans, [leaf.pk for leaf in self.leaves], *bounds):
            self._weeks[leaf][week] = UseFigures(*lengths)
        self._people: dict[int, dict[dt.date, int]] = defaultdict(dict)
        for space, week, people in drop_ins_by_week([space.pk for space in self.spaces], *bounds):
            self._people[space][week] = people

    @cached_property
    def _of_space(self) -> "SpacesTogether":
        """By the key of each space: itself and its parts."""
        return SpacesTogether((key, space) for space in self.spaces for key in (space.pk, space.part_of_id) if key)

    @cached_property
    def _of_station(self) -> "SpacesTogether":
        return SpacesTogether((space.station_id, space) for space in self.spaces)

    def of_space(self, space: Space, week: dt.date | None = None) -> UseFigures:
        """Of a room with all of its parts, in the week of that Monday or in the whole period."""
        family = self._of_space.spaces[space.pk]
        return self._sum(family, {one.pk for one in family}, week)

    def of_station(self, station: Station, week: dt.date | None = None) -> UseFigures:
        return self._sum(self._of_station.spaces[station.pk], self._rated, week)

    def total(self, week: dt.date | None = None) -> UseFigures:
        return self._sum(self.spaces, self._rated, week)

    def spaces_of(self, station: Station) -> list[Space]:
        return self._of_station.spaces[station.pk]

    def is_rated(self, space: Space) -> bool:
        """Whether it is booked, by itself or as a part."""
        return space.pk in self._rated

    def _sum(self, spaces: list[Space], rated: set[int], week: dt.date | None) -> UseFigures:
        """Visits of all of the spaces; time of those that have a rate. Only leaves have any time of their own."""
        uses = [use for space in spaces if space.pk in rated for use in _chosen(self._weeks[space.pk], week)]
        return UseFigures(
            sum((use.open for use in uses), ZERO),
            sum((use.booked for use in uses), ZERO),
            sum((use.used for use in uses), ZERO),
            sum(people for space in spaces for people in _chosen(self._people[space.pk], week)),
        )


class SpacesTogether:
    """The spaces whose figures of use are added: by their station, or by the whole of which they are parts."""

    def __init__(self, pairs: Iterable[tuple[int, Space]]) -> None:
        self.spaces: dict[int, list[Space]] = defaultdict(list)
        for key, space in pairs:
            self.spaces[key].append(space)


def _chosen[T](weeks: dict[dt.date, T], week: dt.date | None) -> list[T]:
    if week is None:
        return list(weeks.values())
    return [weeks[week]] if week in weeks else []


type Cells = dict[tuple[int, int], UseFigures]


def use_heat_map(space: Space, period: UsePeriod) -> Cells:
    """The use of a room, its parts included, by (weekday from 0 for Monday, hour): a fixed number of queries.

    Only cells in which it was ever open.
    """
    family = Space.objects.filter(station=space.station_id)
    leaves = [leaf.pk for leaf in leaves_with_use(family, period) if space.pk in (leaf.pk, leaf.part_of_id)]
    spans = opening_spans_by_week([space.station], period)
    rows = use_by_hour(spans, leaves, period.start, period.end)
    return {(day, hour): UseFigures(*lengths) for day, hour, lengths in rows}


def opening_spans_by_week(stations: Iterable[Station], period: UsePeriod) -> OpeningSpans:
    """The opening hours in a period of use, cut at the ends of weeks, as one list for the database."""
    stations = list(stations)
    hours = Hours(stations, period.first, period.last)
    spans = OpeningSpans()
    for station in stations:
        for span in hours.between(station, period.start, period.end):
            for week, part in _weeks(span):
                spans.add(station.pk, week, part.start, part.end)
    return spans


def _weeks(span: Span) -> Iterator[tuple[dt.date, Span]]:
    """The span in parts, each within the week of its Monday."""
    start = span.start
    while start < span.end:
        week = monday_of(timezone.localdate(start))
        end = min(span.end, clock.day_start(week + WEEK))
        yield week, Span(start, end)
        start = end


# --- Two periods compared

# A difference of fewer points may be chance.
HARDLY = 5


@dataclass(frozen=True, slots=True)
class UseOfPeriod:
    """The use of a station or room in one of two periods that are compared, and in each of its weeks."""

    period: UsePeriod
    use: UseFigures
    weeks: list[tuple[dt.date, UseFigures]]

    @property
    def weeks_counted(self) -> float:
        """How many weeks of it are over by now."""
        return (self.period.end - self.period.start) / WEEK

    @property
    def used_a_week(self) -> float:
        return round(self.use.used / HOUR / self.weeks_counted, 1) if self.weeks_counted else 0

    @property
    def people_a_week(self) -> int:
        return round(self.use.people / self.weeks_counted) if self.weeks_counted else 0


@dataclass(frozen=True, slots=True)
class UseComparison:
    """The use of a station or room in two periods, and by how much it rose."""

    before: UseOfPeriod
    after: UseOfPeriod

    @property
    def sides(self) -> tuple[UseOfPeriod, UseOfPeriod]:
        return self.before, self.after

    @property
    def says_something(self) -> bool:
        return self.before.use.says_something and self.after.use.says_something

    @property
    def points(self) -> int | None:
        """By how many percentage points the use rate rose; None when either period was open too little to tell."""
        before, after = self.before.use.use_percent, self.after.use.use_percent
        if not self.says_something or before is None or after is None:
            return None
        return after - before

    @property
    def is_hardly_any(self) -> bool:
        return self.points is not None and abs(self.points) < HARDLY


def compare_use(
    station: Station, before: UsePeriod, after: UsePeriod, *, space: Space | None = None
) -> UseComparison:
    """The use of a station, or of one of its rooms, in two periods: a fixed number of queries."""
    return UseComparison(_side(station, before, space), _side(station, after, space))


def _side(station: Station, period: UsePeriod, space: Space | None) -> UseOfPeriod:
    figures = StationsUse([station], period)

    def use(week: dt.date | None = None) -> UseFigures:
        return figures.of_space(space, week) if space else figures.of_station(station, week)

    return UseOfPeriod(period, use(), [(week, use(week)) for week in period.mondays])


def stations_whose_use_is_visible(user: User) -> QuerySet[Station]:
    """The stations of which the user may see figures of use, in the order of the page."""
    return Station.objects.within(user.rights.holding("stations.view_use")).order_by("kind", "name", "pk")
