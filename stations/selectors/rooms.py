"""From when on rooms can be had on some days, for all of them at once: what the list of rooms by purpose says.

It only tells; whoever books is answered by the rules and, in the end, by the ledger.
"""

import datetime as dt
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from django.db.models import TextChoices
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from common.time import clock
from stations.models import Space
from stations.selectors.availability import Availability, availability_of_spaces, last_bookable_day
from stations.selectors.opening_hours import DAY

# How many days after the last one that was asked for the next free time is looked for.
AHEAD = 14 * DAY


def purposes_suited() -> set[str]:
    """What at least one of the rooms in use suits, as far as the office has said it. One query."""
    rooms = Space.objects.published().exclude(purposes=[]).order_by()
    return {purpose for purposes in rooms.values_list("purposes", flat=True).distinct() for purpose in purposes}


class PartOfDay(TextChoices):
    """A part of a day, by the hour at which it ends. What begins after midnight counts to the evening before."""

    MORNING = "morning", _("Morning")
    AFTERNOON = "afternoon", _("Afternoon")
    EVENING = "evening", _("Evening")

    @classmethod
    def of(cls, start: dt.datetime, day: dt.date) -> "PartOfDay":
        """The part of `day` in which something begins; a night belongs to the day on which it began."""
        begins = timezone.localtime(start, clock.HERE)
        if begins.date() > day or begins.hour >= 18:
            return cls.EVENING
        return cls.MORNING if begins.hour < 12 else cls.AFTERNOON


@dataclass(frozen=True, slots=True)
class RoomTime:
    """The first time at which a room can be had: on a day that was asked for, or, `is_later`, after them."""

    start: dt.datetime
    day: dt.date
    is_later: bool


def first_room_times(
    spaces: Iterable[Space], days: Sequence[dt.date], *, part: PartOfDay | None = None
) -> dict[int, RoomTime]:
    """For each of these rooms, by key, its first free time on `days` (in order), else on the next day that has one.

    Rooms without any in sight are left out. `part`: only times in this part of a day count. One query.
    """
    spaces = list(spaces)
    first, last = days[0], days[-1]
    known = availability_of_spaces(spaces, first, last + AHEAD)
    later = [last + n * DAY for n in range(1, AHEAD.days + 1)]
    times = {}
    for space in spaces:
        free = known[space.pk]
        for day in (*days, *later):
            if start := _first_start(free, day, part):
                times[space.pk] = RoomTime(start, day, day > last)
                break
    return times


def _first_start(free: Availability, day: dt.date, part: PartOfDay | None) -> dt.datetime | None:
    """When the shortest booking, or the shortest stay where none is needed, may begin on that day at the earliest."""
    space = free.space
    drop_in = space.use == Space.Use.DROP_IN
    if not drop_in and day > last_bookable_day(space):
        return None
    starts = free.starts(day, space.step if drop_in else space.shortest)
    return next((start for start in starts if part is None or PartOfDay.of(start, day) == part), None)
