"""A strip of days to choose from, and the parts of one of them: morning, afternoon and evening."""

import datetime as dt
from collections.abc import Callable, Iterable
from dataclasses import dataclass

from django.utils.functional import Promise

from common.time import clock, formatting
from stations.selectors.opening_hours import DAY
from stations.selectors.rooms import PartOfDay

type Part[Item] = tuple[str | Promise, list[Item]]


@dataclass(frozen=True, slots=True)
class DayStrip:
    """The days from `first` to `last`, both included, with the chosen `day` among them.

    `earlier` and `later` are days of the strips before and after, None where there is no such day. `understood` is
    False when the address asked for something that is no day, or for a day outside those that can be booked.
    """

    day: dt.date
    first: dt.date
    last: dt.date
    earlier: dt.date | None
    later: dt.date | None
    understood: bool

    @classmethod
    def around(cls, asked: str, *, until: dt.date, width: int) -> "DayStrip":
        """The strip of `width` days that holds the day `asked`, from today to `until`; empty text asks for today.

        What cannot be booked leads to the nearest day that can.
        """
        today = clock.today()
        named = formatting.day_from_address(asked) if asked else today
        day = min(max(named or today, today), until)
        first = today + (day - today).days // width * width * DAY
        last = min(first + (width - 1) * DAY, until)
        return cls(
            day=day,
            first=first,
            last=last,
            earlier=first - DAY if first > today else None,
            later=last + DAY if last < until else None,
            understood=named == day,
        )

    @property
    def days(self) -> list[dt.date]:
        return [self.first + n * DAY for n in range((self.last - self.first).days + 1)]


def items_by_part_of_day[Item](
    items: Iterable[Item], day: dt.date, *, start: Callable[[Item], dt.datetime]
) -> list[Part[Item]]:
    """The items of a day by part of the day, each with its title; empty parts are left out.

    `start(item)` is when the item begins. A night belongs to the day on which it began.
    """
    parts: dict[PartOfDay, list[Item]] = {part: [] for part in PartOfDay}
    for item in items:
        parts[PartOfDay.of(start(item), day)].append(item)
    return [(part.label, items) for part, items in parts.items() if items]
