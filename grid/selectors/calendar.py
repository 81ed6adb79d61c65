"""Statutory holidays and make-up working days: the community's own table, else the library, else nobody knows."""

import datetime as dt
from dataclasses import dataclass
from typing import Self

from common.time.holidays import day_kind, is_announced
from grid.models import CalendarDay, Community

SATURDAY = 5


@dataclass(frozen=True, slots=True)
class DayKind:
    """The kind of a calendar day: “off”, “work” or empty. `known`: False for a year that is not announced yet."""

    kind: str
    known: bool


class Calendar:
    """The statutory calendar of a community from `first` to `last`, both included: one query."""

    def __init__(self, community: Community | int, first: dt.date, last: dt.date) -> None:
        rows = CalendarDay.objects.filter(community=community, day__range=(first, last))
        self._own = dict(rows.order_by().values_list("day", "kind"))

    @classmethod
    def of_days(cls, own: dict[dt.date, str]) -> Self:
        """By the community's own table, which was read already."""
        calendar = cls.__new__(cls)
        calendar._own = own
        return calendar

    def of(self, day: dt.date) -> DayKind:
        own = self._own.get(day)
        return DayKind(own, True) if own else DayKind(day_kind(day), is_announced(day))

    def is_working_day(self, day: dt.date) -> bool:
        """Monday to Friday without holidays, and make-up working days; in a year not announced, Monday to Friday."""
        kind = self.of(day).kind
        if kind:
            return kind == CalendarDay.Kind.WORKDAY
        return day.weekday() < SATURDAY

    def working_days_between(self, after: dt.date, last: dt.date) -> int:
        """How many working days lie after `after`, up to `last` with that day itself; 0 where it is not later."""
        days = (last - after).days
        return sum(self.is_working_day(after + dt.timedelta(days=n)) for n in range(1, days + 1))

    def working_day_after(self, day: dt.date, number: int) -> dt.date:
        """The working day with this number after `day`: 1 is the next one."""
        while number:
            day += dt.timedelta(days=1)
            number -= self.is_working_day(day)
        return day

    def is_holiday(self, day: dt.date) -> bool:
        return self.of(day).kind == CalendarDay.Kind.HOLIDAY
