"""The SQL behind the figures of use. Times are compared as multiranges, so nothing is ever counted twice.

Opening hours come in as spans (station, week, start, end): `opening.Hours` alone knows them. Of each leaf the same
time is then cut out of what was booked and what was used, so that used ≤ booked ≤ open holds by construction.
"""

import datetime as dt
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, field
from typing import Any

from django.conf import settings
from django.db import connection
from django.db.models import QuerySet

from stations.models import Booking, Hold
from stations.querysets import LONGEST

DAY = dt.timedelta(days=1)
# A no-show's time was booked, though its hold has gone; whoever took it over then makes it no longer.
BOOKED = (*Booking.HOLDING, Booking.Status.NO_SHOW)

CLIPPED = """
WITH opening AS (
    SELECT station_id, week, range_agg(tstzrange(starts, ends)) AS hours
    FROM unnest(%(stations)s::bigint[], %(weeks)s::date[], %(starts)s::timestamptz[], %(ends)s::timestamptz[])
        AS span(station_id, week, starts, ends)
    GROUP BY station_id, week
), leaf AS (
    SELECT id, part_of_id, station_id FROM stations_space WHERE id = ANY(%(leaves)s::bigint[])
), place AS (
    SELECT id AS leaf_id, id AS space_id FROM leaf
    UNION ALL
    SELECT id, part_of_id FROM leaf WHERE part_of_id IS NOT NULL
), taken AS (
    SELECT place.leaf_id, b.starts_at, b.ends_at, b.status = ANY(%(used)s) AS used, FALSE AS shut
    FROM place JOIN stations_booking b ON b.space_id = place.space_id
    WHERE b.status = ANY(%(booked)s)
    AND b.starts_at > %(first)s::timestamptz - interval '1 day' AND b.starts_at < %(end)s AND b.ends_at > %(first)s
    UNION ALL
    SELECT place.leaf_id, h.starts_at, h.ends_at,
        h.kind = ANY(%(programme)s::text[]) AND h.id <> ALL(%(unused)s::bigint[]),
        h.kind = %(maintenance)s
    FROM place JOIN stations_hold h ON h.space_id = place.space_id
    WHERE h.kind = ANY(%(programme)s::text[] || %(maintenance)s::text)
    AND h.starts_at > %(first)s::timestamptz - %(longest)s AND h.starts_at < %(end)s AND h.ends_at > %(first)s
), begun AS MATERIALIZED (
    SELECT *, date_trunc('week', starts_at AT TIME ZONE %(zone)s) AS monday, ends_at AT TIME ZONE %(zone)s AS until
    FROM taken
), touched AS ( -- every week that it touches, and hardly anything touches two
    SELECT leaf_id, monday, starts_at, ends_at, used, shut FROM begun
    UNION ALL
    SELECT leaf_id, later, starts_at, ends_at, used, shut
    FROM begun CROSS JOIN LATERAL generate_series(monday + interval '7 days', until, interval '7 days') AS later
    WHERE until > monday + interval '7 days'
), of_week AS ( -- cutting each week out of a year of bookings would cost the year each time
    SELECT leaf_id, monday::date AS week,
        coalesce(range_agg(tstzrange(starts_at, ends_at)) FILTER (WHERE shut), '{}') AS shut,
        coalesce(range_agg(tstzrange(starts_at, ends_at)) FILTER (WHERE NOT shut), '{}') AS booked,
        coalesce(range_agg(tstzrange(starts_at, ends_at)) FILTER (WHERE used), '{}') AS used
    FROM touched
    GROUP BY leaf_id, week
), open AS MATERIALIZED (
    SELECT leaf.id AS leaf_id, opening.week, of_week.booked, of_week.used,
        opening.hours - coalesce(of_week.shut, '{}') AS open
    FROM leaf JOIN opening USING (station_id)
    LEFT JOIN of_week ON of_week.leaf_id = leaf.id AND of_week.week = opening.week
), clipped AS MATERIALIZED (
    SELECT leaf_id, week, open, open * coalesce(booked, '{}') AS booked, open * coalesce(used, '{}') AS used FROM open
)
"""

LENGTH = "(SELECT coalesce(sum(upper(r) - lower(r)), interval '0') FROM unnest({}) AS r)"

BY_WEEK = f"""
{CLIPPED}
SELECT leaf_id, week, {LENGTH.format("open")}, {LENGTH.format("booked")}, {LENGTH.format("used")} FROM clipped
"""  # noqa: S608 - our own words only

BY_HOUR = f"""
{CLIPPED}
SELECT extract(isodow FROM piece.local)::int - 1, extract(hour FROM piece.local)::int,
    coalesce(sum(piece.long) FILTER (WHERE kind.what = 'open'), interval '0'),
    coalesce(sum(piece.long) FILTER (WHERE kind.what = 'booked'), interval '0'),
    coalesce(sum(piece.long) FILTER (WHERE kind.what = 'used'), interval '0')
FROM clipped
CROSS JOIN LATERAL (VALUES ('open', open), ('booked', booked), ('used', used)) AS kind(what, spans)
CROSS JOIN LATERAL unnest(kind.spans) AS r
CROSS JOIN LATERAL generate_series(
    date_trunc('hour', lower(r), %(zone)s), upper(r) - interval '1 microsecond', interval '1 hour'
) AS h
CROSS JOIN LATERAL (
    SELECT h AT TIME ZONE %(zone)s AS local,
        least(upper(r), h + interval '1 hour') - greatest(lower(r), h) AS long
) AS piece
GROUP BY 1, 2
"""  # noqa: S608 - our own words only

DROP_INS = """
SELECT space_id, date_trunc('week', at AT TIME ZONE %(zone)s)::date, sum(people)
FROM stations_dropin
WHERE space_id = ANY(%(spaces)s::bigint[]) AND at >= %(first)s AND at < %(end)s
GROUP BY 1, 2
"""


@dataclass(slots=True)
class OpeningSpans:
    """Opening hours by station and the Monday of their week, column by column, as PostgreSQL takes them."""

    stations: list[int] = field(default_factory=list)
    weeks: list[dt.date] = field(default_factory=list)
    starts: list[dt.datetime] = field(default_factory=list)
    ends: list[dt.datetime] = field(default_factory=list)

    def add(self, station: int, week: dt.date, start: dt.datetime, end: dt.datetime) -> None:
        self.stations.append(station)
        self.weeks.append(week)
        self.starts.append(start)
        self.ends.append(end)


def spaces_used(spaces: Iterable[int], first: dt.datetime, end: dt.datetime) -> set[int]:
    """Which of the spaces anybody booked, or anything on there held, in that time: two queries, or none for none."""
    keys = list(spaces)
    if not keys:
        return set()
    when = {"space__in": keys, "starts_at__lt": end, "ends_at__gt": first}
    booked = Booking.objects.filter(status__in=BOOKED, starts_at__gt=first - DAY, **when)
    held = Hold.objects.filter(kind__in=Hold.PROGRAMME, starts_at__gt=first - LONGEST, **when)
    return {key for rows in (booked, held) for key in rows.order_by().values_list("space", flat=True).distinct()}


type Lengths = tuple[dt.timedelta, dt.timedelta, dt.timedelta]


def use_by_week(
    spans: OpeningSpans, leaves: list[int], first: dt.datetime, end: dt.datetime
) -> Iterator[tuple[int, dt.date, Lengths]]:
    """The use as (leaf, Monday, (open, booked, used)) of every leaf and week with opening hours: one query."""
    for leaf, week, *lengths in _rows(BY_WEEK, _parameters(spans, leaves, first, end)):
        yield leaf, week, tuple(lengths)


def use_by_hour(
    spans: OpeningSpans, leaves: list[int], first: dt.datetime, end: dt.datetime
) -> Iterator[tuple[int, int, Lengths]]:
    """The use as (weekday from 0 for Monday, hour, (open, booked, used)), of all leaves together: one query."""
    for day, hour, *lengths in _rows(BY_HOUR, _parameters(spans, leaves, first, end)):
        yield day, hour, tuple(lengths)


def drop_ins_by_week(spaces: list[int], first: dt.datetime, end: dt.datetime) -> list[tuple[int, dt.date, int]]:
    """Visitors without a booking as (space, Monday, person-times): one query."""
    return _rows(DROP_INS, {"spaces": spaces, "first": first, "end": end, "zone": settings.TIME_ZONE})


def _parameters(spans: OpeningSpans, leaves: list[int], first: dt.datetime, end: dt.datetime) -> dict[str, Any]:
    return {
        "stations": spans.stations,
        "weeks": spans.weeks,
        "starts": spans.starts,
        "ends": spans.ends,
        "leaves": leaves,
        "first": first,
        "end": end,
        "unused": _unused(first, end),
        "booked": [status.value for status in BOOKED],
        "used": [status.value for status in Booking.USED],
        "programme": [kind.value for kind in Hold.PROGRAMME],
        "maintenance": Hold.Kind.MAINTENANCE.value,
        "longest": LONGEST,
        "zone": settings.TIME_ZONE,
    }


type Held = Callable[[dt.datetime, dt.datetime], QuerySet]
_never_took_place: list[Held] = []


def leave_out_of_use(held: Held) -> None:
    """An app above says which holds of a time count as not used: a queryset of their keys."""
    _never_took_place.append(held)


def _unused(first: dt.datetime, end: dt.datetime) -> list[int]:
    return [key for held in _never_took_place for key in held(first, end)]


def _rows(sql: str, parameters: dict[str, Any]) -> list[Any]:
    with connection.cursor() as cursor:
        cursor.execute(sql, parameters)
        return cursor.fetchall()
