"""Which rooms of a station are free now, and from when on: for all of them at once, in two queries.

It only tells. What may be booked when, the day's page of a room says (stations/selectors/availability.py).
"""

import datetime as dt
from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass

from django.db.backends.postgresql.psycopg_any import DateRange, DateTimeTZRange
from django.db.models import Q
from django.utils import timezone

from stations.models import Occupancy, ReservedHours, Space, Station
from stations.selectors.opening_hours import DAY, Hours, Span, opening_span

# How far ahead a free time is looked for.
AHEAD = 7 * DAY


@dataclass(frozen=True, slots=True)
class FreeRoomState:
    """Whether a room is free now; if so, `until` when, else from when one can have it `next`, if in sight."""

    now: bool
    until: dt.datetime | None = None
    next: dt.datetime | None = None


def free_room_states(
    hours: Hours, station: Station, spaces: Iterable[Space], at: dt.datetime
) -> dict[int, FreeRoomState]:
    """Of each of these rooms of a station, by key: whether it is free at that time. Two queries."""
    spaces = list(spaces)
    taken, reserved = _taken(spaces, at), _reserved(spaces, at)
    opened = hours.whole_spans(station, at, at + AHEAD)
    return {space.pk: _free(space, opened, taken[space.pk], reserved[space.pk], at) for space in spaces}


def _taken(spaces: list[Space], at: dt.datetime) -> dict[int, list[Span]]:
    """What takes each space or any part of it, buffers included."""
    keys = [space.pk for space in spaces]
    rows = Occupancy.objects.filter(Q(space__in=keys) | Q(space__part_of__in=keys))
    rows = rows.filter(during__overlap=DateTimeTZRange(at, at + AHEAD + DAY, "[)"))
    taken: dict[int, list[Span]] = defaultdict(list)
    for space, whole, during in rows.values_list("space", "space__part_of", "during"):
        for key in (space, *([whole] if whole else [])):
            taken[key].append(Span(during.lower, during.upper))
    return taken


def _reserved(spaces: list[Space], at: dt.datetime) -> dict[int, list[Span]]:
    """The hours that the station keeps for itself."""
    first = timezone.localdate(at) - DAY
    days = [first + n * DAY for n in range(AHEAD.days + 2)]
    rows = ReservedHours.objects.filter(during__overlap=DateRange(days[0], days[-1] + DAY)).by_space(spaces)
    return {
        space.pk: [
            opening_span(day, row.starts, row.ends)
            for row in rows[space.pk]
            for day in days
            if row.day == day.weekday() and day in row.during
        ]
        for space in spaces
    }


def _free(
    space: Space, opened: list[Span], taken: list[Span], reserved: list[Span], at: dt.datetime
) -> FreeRoomState:
    """Free now means worth going there: where one books, the shortest booking still begins in this gap."""
    busy = taken + reserved
    nearest = _next(space, opened, taken, reserved, at)
    for one in opened:
        if one.start <= at and not any(other.start <= at < other.end for other in busy):
            until = min((other.start for other in busy if other.start > at), default=one.end)
            until = min(until, one.end)
            if space.use == Space.Use.DROP_IN or (nearest is not None and nearest < until):
                return FreeRoomState(True, until)
    return FreeRoomState(False, next=nearest)


def _next(
    space: Space, opened: list[Span], taken: list[Span], reserved: list[Span], at: dt.datetime
) -> dt.datetime | None:
    """The first step from which the shortest stay fits, with the notice and the buffer that bookings keep."""
    drop_in = space.use == Space.Use.DROP_IN
    step = dt.timedelta(minutes=space.step)
    stay = step if drop_in else dt.timedelta(minutes=space.shortest)
    after = dt.timedelta(minutes=0 if drop_in else space.buffer)
    earliest = at if drop_in else at + dt.timedelta(minutes=space.notice)
    for one in opened:
        # Whole steps from the opening on, as bookings begin.
        start = one.start + max(0, -((one.start - earliest) // step)) * step
        while start + stay <= one.end:
            held = any(other.overlaps(start, start + stay + after) for other in taken)
            if not held and not any(other.overlaps(start, start + stay) for other in reserved):
                return start
            start += step
    return None
