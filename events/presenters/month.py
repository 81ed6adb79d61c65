"""A month of events, as weeks of days."""

import calendar
import datetime as dt
from collections.abc import Collection
from dataclasses import dataclass, field

from django.utils import timezone

from common.time import clock, formatting
from common.time.clock import FIRST_YEAR, LAST_YEAR
from common.time.holidays import day_kind, day_name
from common.time.months import next_month
from events.models import Event

# What the sheet for the notice board says of an event beside its title and time.
BOARD = ("place", "capacity", "audience", "min_age", "max_age")
# More than a cell of the table can hold: the rest is one link away.
MOST_A_DAY = 4


@dataclass(slots=True)
class EventDay:
    """One day in the month view of events, with its name, its kind and its events."""

    date: dt.date
    in_month: bool
    is_today: bool
    name: str
    kind: str
    events: list[Event] = field(default_factory=list)

    @property
    def shown(self) -> list[Event]:
        return self.events[:MOST_A_DAY]

    @property
    def by_hour(self) -> list[Event]:
        """All of them in the order of the hour: one that goes on since yesterday among those of today."""
        return sorted(self.events, key=lambda event: formatting.clock_time(event.starts_at))

    @property
    def hidden(self) -> int:
        return max(0, len(self.events) - MOST_A_DAY)


@dataclass(slots=True)
class EventMonth:
    """A month of events as weeks of days, Monday first."""

    first: dt.date
    weeks: list[list[EventDay]]

    @classmethod
    def load(cls, first: dt.date, *, more: Collection[str] = ()) -> "EventMonth":
        """The month that begins on `first`, whole weeks from Monday, with its published events. One query.

        `more`: what is read of an event beside its title, kind, times and status.
        """
        today = clock.today()
        weeks = [
            [
                EventDay(date, date.month == first.month, date == today, day_name(date), day_kind(date))
                for date in week
            ]
            for week in calendar.Calendar(calendar.MONDAY).monthdatescalendar(first.year, first.month)
        ]
        days = {day.date: day for week in weeks for day in week if day.in_month}
        _fill(days, more)
        return cls(first, weeks)

    @property
    def previous(self) -> dt.date | None:
        before = (self.first - dt.timedelta(days=1)).replace(day=1)
        return before if before.year >= FIRST_YEAR else None

    @property
    def next(self) -> dt.date | None:
        after = next_month(self.first)
        return after if after.year <= LAST_YEAR else None

    @property
    def busy_days(self) -> list[EventDay]:
        return [day for week in self.weeks for day in week if day.events]

    @property
    def days_to_come(self) -> list[EventDay]:
        """The days with events from today on; all of a month that has none to come."""
        busy = self.busy_days
        return [day for day in busy if day.date >= clock.today()] or busy

    @property
    def days_before(self) -> list[EventDay]:
        """The days with events that `days_to_come` leaves out."""
        busy = self.busy_days
        return busy[: len(busy) - len(self.days_to_come)]

    @property
    def weekdays(self) -> list[dt.date]:
        return [day.date for day in self.weeks[0]]


def _fill(days: dict[dt.date, EventDay], more: Collection[str]) -> None:
    first, last = min(days), max(days)
    events = Event.objects.published().between(first, last)
    for event in events.only("title", "starts_at", "ends_at", "status", "kind", *more):
        date = max(first, timezone.localdate(event.starts_at))
        until = min(last, event.last_day)
        while date <= until:
            days[date].events.append(event)
            date += dt.timedelta(days=1)
