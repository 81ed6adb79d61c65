"""Idle hours are opened to residents, and taken back for the station's own use."""

import datetime as dt

from django.db.backends.postgresql.psycopg_any import DateRange
from django.db.models import QuerySet

from accounts.models import User
from accounts.rules.permissions import require_permission
from common.actions import action
from common.db.dated_rows import end_row
from common.time import clock
from common.time.ranges import since
from stations.actions.holds import locked_space
from stations.models import ReservedHours, Space
from stations.rules.reserved_hours import require_reserved_hours_in_order
from stations.selectors.idle_hours import minutes_since_midnight

type Times = tuple[int, int]


@action
def open_reserved_hours(space: Space, *, day: int, starts: dt.time, ends: dt.time, by: User) -> list[ReservedHours]:
    """From today on residents may book these hours of the weekday; return the reserved hours that this opened.

    Hours kept until now stay in the records, ended yesterday; what remains of them goes on. Raises Refused.
    """
    space = _checked(space, day, starts, ends, by)
    opened = _times(starts, ends)
    rows = [row for row in _of_today_or_later(space, day) if _overlap(_times(row.starts, row.ends), opened)]
    for row in rows:
        _open_part(row, opened)
    return rows


@action
def keep_reserved_hours(space: Space, *, day: int, starts: dt.time, ends: dt.time, by: User) -> list[ReservedHours]:
    """From today on the station reserves these hours for itself again; return what was added. Raises Refused.

    What residents have booked in them stays booked.
    """
    space = _checked(space, day, starts, ends, by)
    kept = [
        _times(row.starts, row.ends)
        for row in _of_today_or_later(space, day)
        if row.during.lower <= clock.today() and row.during.upper is None
    ]
    return [_keep(space, day, gap, since()) for gap in _without(_times(starts, ends), kept)]


def _checked(space: Space, day: int, starts: dt.time, ends: dt.time, by: User) -> Space:
    require_permission(by, "stations.change_space", space)
    space = locked_space(space)
    require_reserved_hours_in_order(day, starts, ends)
    return space


def _of_today_or_later(space: Space, day: int) -> QuerySet[ReservedHours]:
    rows = ReservedHours.objects.filter(space=space, day=day, during__overlap=since())
    return rows.select_for_update(no_key=True).order_by("pk")


def _open_part(row: ReservedHours, opened: Times) -> None:
    """The row ends; what of it lies outside the opened hours goes on as rows of their own."""
    today = clock.today()
    rest = DateRange(max(row.during.lower, today), row.during.upper)
    for remaining in _without(_times(row.starts, row.ends), [opened]):
        _keep(row.space, row.day, remaining, rest)
    end_row(row, on=today)


def _keep(space: Space, day: int, times: Times, during: DateRange) -> ReservedHours:
    starts, ends = (dt.time(minute // 60 % 24, minute % 60) for minute in times)
    return ReservedHours.objects.create(space=space, day=day, starts=starts, ends=ends, during=during)


def _times(starts: dt.time, ends: dt.time) -> Times:
    return minutes_since_midnight(starts), minutes_since_midnight(ends, end=True)


def _overlap(one: Times, other: Times) -> bool:
    return one[0] < other[1] and other[0] < one[1]


def _without(times: Times, others: list[Times]) -> list[Times]:
    """What is left of `times` when `others` are taken out."""
    left = [times]
    for other in others:
        pieces = [
            (start, end)
            for one in left
            for start, end in ((one[0], min(one[1], other[0])), (max(one[0], other[1]), one[1]))
        ]
        left = [piece for piece in pieces if piece[0] < piece[1]]
    return left
