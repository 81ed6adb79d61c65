"""The events around a day: a pure function of that day."""

import datetime as dt
from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass

from demo.festivals import FESTIVALS, Festival, LunarDay, is_quiet_holiday
from demo.organisation import GENERAL
from demo.programme.holidays import HOLIDAY_SERIES
from demo.programme.regular import ALL_DAY, EXTRA_SERIES, SERIES
from demo.programme.rooms import GRID_ROOMS, HOW_TO_GET_THERE
from demo.programme.series import Series, SeriesVariant, season_of_year
from events.models import Event
from events.models.practical import Access

WEEKS = 8  # shown before and after today
NOON = dt.time(12, 0)
# Weekend classes with waitlists.
CLASSES = ("reading", "handicraft", "robots")
# The branch that organises the meetings of each grid.
GRID_BRANCH = {1: "映山花园党支部", 2: "海棠苑党支部", 3: "青禾家园党支部", 4: "溪语雅居党支部"}


@dataclass(frozen=True)
class PlannedEvent:
    """A demo event before it is a row. `fill`: its popularity from 0 to 1."""

    key: str
    kind: Event.Kind
    audience: Event.Audience
    title: str
    summary: str
    description: str
    day: dt.date
    start: dt.time
    minutes: int
    place: str
    organiser: str
    grid: int | None
    capacity: int | None
    largest_party: int
    ages: tuple[int | None, int | None]
    fill: float
    bring: str = ""
    access: tuple[Access, ...] = ()
    seats_for_elders: int | None = None

    @property
    def starts(self) -> dt.datetime:
        """Local time in the community, naive."""
        return dt.datetime.combine(self.day, self.start)

    @property
    def ends(self) -> dt.datetime:
        return self.starts + dt.timedelta(minutes=self.minutes)


class EventSchedule:
    """Planned demo events. It counts the topics that were used and knows the rooms that are taken."""

    def __init__(self, today: dt.date) -> None:
        self.today = today
        self.events: list[PlannedEvent] = []
        self.used: Counter[str] = Counter()

    def days(self) -> Iterable[dt.date]:
        return (self.today + dt.timedelta(days=n) for n in range(-7 * WEEKS, 7 * WEEKS + 1))

    def on(self, *days: dt.date) -> list[PlannedEvent]:
        return [event for event in self.events if event.day in days]

    def add_festival(self, festival: Festival, day: dt.date) -> None:
        directions = HOW_TO_GET_THERE[festival.place]
        self.events.append(
            PlannedEvent(
                key=festival.key,
                kind=festival.kind,
                audience=festival.audience,
                title=festival.title,
                summary=festival.summary,
                description="\n\n".join([*festival.paragraphs, directions]),
                day=day,
                start=festival.start,
                minutes=festival.minutes,
                place=festival.place,
                organiser=GENERAL,
                grid=None,
                capacity=festival.capacity,
                largest_party=festival.largest_party,
                ages=(None, None),
                fill=festival.fill,
            )
        )

    def add(self, series: Series, day: dt.date) -> bool:
        """Plan the series on that day in its first free room. Returns whether there was one."""
        turn = number_of_week(day) // series.every
        grid = turn % 4 + 1 if series.by_grid else None
        places = [GRID_ROOMS[grid]] if grid else series.places
        place = next((place for place in places if self._is_free(place, day, series)), None)
        if place is None:
            return False
        variant = self._variant(series, day, turn)
        self.events.append(
            PlannedEvent(
                key=series.key,
                kind=series.kind,
                audience=series.audience,
                title=variant.title,
                summary=variant.summary,
                description="\n\n".join([variant.about, series.practical, HOW_TO_GET_THERE[place]]),
                day=day,
                start=series.start,
                minutes=series.minutes,
                place=place,
                organiser=GRID_BRANCH[grid] if grid else series.organiser,
                grid=grid or _grid_of(place),
                capacity=series.capacity,
                largest_party=series.largest_party,
                ages=series.ages,
                fill=series.fill,
                bring=series.bring,
                access=series.access,
                seats_for_elders=series.seats_for_elders,
            )
        )
        return True

    def _is_free(self, place: str, day: dt.date, series: Series) -> bool:
        starts = dt.datetime.combine(day, series.start)
        ends = starts + dt.timedelta(minutes=series.minutes)
        return not any(event.place == place and event.starts < ends and starts < event.ends for event in self.on(day))

    def _variant(self, series: Series, day: dt.date, turn: int) -> SeriesVariant:
        """The least used topic of the season."""
        offered = [variant for variant in series.variants if season_of_year(day) in variant.seasons]
        turned = [*offered[turn % len(offered) :], *offered[: turn % len(offered)]]
        chosen = min(turned, key=lambda variant: self.used[variant.title])
        self.used[chosen.title] += 1
        return chosen

    def fill_up(self, day: dt.date, pool: list[Series]) -> None:
        """One more event on that day: the series in `pool` whose last event is furthest away."""
        here = {event.key for event in self.on(day)}
        for series in sorted(pool, key=lambda series: -self._distance(series, day)):
            if series.key not in here and self.add(series, day):
                return
        raise LookupError(f"nothing left to offer on {day}")

    def _distance(self, series: Series, day: dt.date) -> int:
        return min((abs((event.day - day).days) for event in self.events if event.key == series.key), default=999)


def plan_events(today: dt.date) -> list[PlannedEvent]:
    """The demo's events: two months of past and two of future ones, with some today and this weekend.

    One of today lasts all day: its list of who comes is kept from the morning on, whenever somebody looks.
    """
    schedule = EventSchedule(today)
    days = {date: LunarDay.of(date) for date in schedule.days()}
    _plan_festivals(schedule, days)
    for date, day in days.items():
        if not is_quiet_holiday(day):
            for series in SERIES:
                if series_takes_place(series, date):
                    schedule.add(series, date)
    _fill_gaps(schedule, days)
    schedule.add(ALL_DAY, today)
    return sorted(schedule.events, key=lambda event: (event.starts, event.key))


def _plan_festivals(schedule: EventSchedule, days: dict[dt.date, LunarDay]) -> None:
    for date in days:
        for festival in FESTIVALS:
            ahead = date + dt.timedelta(days=festival.days_before)
            if festival.falls_on(days.get(ahead) or LunarDay.of(ahead)):
                schedule.add_festival(festival, date)


def _fill_gaps(schedule: EventSchedule, days: dict[dt.date, LunarDay]) -> None:
    """At least one event this morning, one later today, one with registration tomorrow, and three this weekend."""
    today = schedule.today
    morning, later = _pools(days[today])
    if not any(event.start < NOON for event in schedule.on(today)):
        schedule.fill_up(today, morning)
    if not any(event.start >= NOON for event in schedule.on(today)):
        schedule.fill_up(today, later)
    tomorrow = today + dt.timedelta(days=1)
    if not any(event.capacity for event in schedule.on(tomorrow)) and not is_quiet_holiday(days[tomorrow]):
        morning, later = _pools(days[tomorrow])
        schedule.fill_up(tomorrow, [series for series in [*later, *morning] if series.capacity])
    weekend = rest_of_weekend(today)
    _offer_a_class(schedule, [day for day in weekend if not is_quiet_holiday(days[day])])
    while len(schedule.on(*weekend)) < 3:
        emptiest = min(weekend, key=lambda day: len(schedule.on(day)))
        schedule.fill_up(emptiest, [series for pool in reversed(_pools(days[emptiest])) for series in pool])


def _offer_a_class(schedule: EventSchedule, days: list[dt.date]) -> None:
    """At least one weekend class on one of these days."""
    if days and not any(event.key in CLASSES for event in schedule.on(*days)):
        emptiest = min(days, key=lambda day: len(schedule.on(day)))
        schedule.fill_up(emptiest, [series for series in SERIES if series.key in CLASSES])


def _pools(day: LunarDay) -> tuple[list[Series], list[Series]]:
    """Series that can be added on that day: those of the morning, and those of the rest of the day."""
    open_today = HOLIDAY_SERIES if is_quiet_holiday(day) else [*EXTRA_SERIES, *SERIES]
    pool = [series for series in open_today if day.date.weekday() in series.fills_in.value]
    return [series for series in pool if series.start < NOON], [series for series in pool if series.start >= NOON]


def series_takes_place(series: Series, day: dt.date) -> bool:
    """Whether a demo series has its day: its weekday, in a week of its turn."""
    return day.weekday() == series.weekday and number_of_week(day) % series.every == series.phase


def number_of_week(day: dt.date) -> int:
    """For the turns of demo series: the number of the week, Monday first, counted from the year 1."""
    return (day.toordinal() - 1) // 7


def rest_of_weekend(today: dt.date) -> list[dt.date]:
    """The remaining days of this week's Saturday and Sunday, on which the demo has three events."""
    saturday = today + dt.timedelta(days=5 - today.weekday())
    return [day for day in (saturday, saturday + dt.timedelta(days=1)) if day >= today]


def _grid_of(place: str) -> int | None:
    return next((number for number, room in GRID_ROOMS.items() if room == place), None)
