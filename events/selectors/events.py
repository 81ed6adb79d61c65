"""One event for its page, and where it stands for somebody who would like to come: one word that every page and
colour follows.
"""

import datetime as dt
import enum
from collections import defaultdict
from collections.abc import Iterable, Iterator
from functools import cache
from itertools import islice
from statistics import median
from typing import Any

from common.db.prepared import Columns, columns, fetch_one
from common.time import clock
from events.models import Event
from events.querysets import WAITING
from grid.models import Community, Grid, OrgUnit
from stations.models import Space, Station


class EventStanding(enum.StrEnum):
    """Where an event stands, in the order in which it is asked: the first that holds is the answer."""

    CANCELLED = "cancelled"
    OVER = "over"
    JUST_COME = "just_come"
    CLOSED = "closed"
    WAITLIST = "waitlist"
    OPEN = "open"


def standing_of_event(event: Event, *, waiting: int) -> EventStanding:
    """Where an event stands. `waiting`: parties on the waitlist; free seats are theirs before a newcomer's."""
    if event.is_cancelled:
        return EventStanding.CANCELLED
    if event.is_over:
        return EventStanding.OVER
    if not event.takes_registrations:
        return EventStanding.JUST_COME
    if clock.now() >= event.closes_at:
        return EventStanding.CLOSED
    if waiting or event.is_full:
        return EventStanding.WAITLIST
    return EventStanding.OPEN


def event_for_page(pk: int) -> Event | None:
    """The event with this key, if the public sees it, with `waiting` (see `with_waiting()`) and, in one statement,
    what its page says of its organiser, community and grid, and of the room and its station.
    """
    sql, parts = _page_sql()
    row = fetch_one(sql, {"pk": pk})
    if row is None:
        return None
    waiting, *values = row
    rest = iter(values)
    event, organiser, community, grid, space, station = (_instance(part, rest) for part in parts)
    if space is not None:
        space.station = station
    event.waiting, event.organiser, event.community = waiting, organiser, community
    event.grid, event.space = grid, space
    return event


@cache
def _page_sql() -> tuple[str, tuple[Columns[Any], ...]]:
    """The statement of `event_for_page`, and whose columns follow the first."""
    parts: tuple[Columns[Any], ...] = (
        columns(Event, "events_event"),
        columns(OrgUnit, "o", "id", "name"),
        columns(Community, "c", "id", "phone", "office_hours"),
        columns(Grid, "g", "id", "name"),
        columns(Space, "s", "id", "station"),
        columns(Station, "st", "id", "address", "listed", "access", "facilities"),
    )
    sql = f"""
        SELECT ({WAITING}), {", ".join(part.sql for part in parts)}
        FROM events_event
        JOIN grid_orgunit o ON o.id = events_event.organiser_id
        JOIN grid_community c ON c.id = events_event.community_id
        LEFT JOIN grid_grid g ON g.id = events_event.grid_id
        LEFT JOIN stations_space s ON s.id = events_event.space_id
        LEFT JOIN stations_station st ON st.id = s.station_id
        WHERE events_event.id = %(pk)s::bigint AND events_event.status <> '{Event.Status.DRAFT}'
    """  # noqa: S608 - only names and a state are in it
    return sql, parts


def _instance(part: Columns[Any], values: Iterator[Any]) -> Any:
    """The instance that the next values make; None where the row has none."""
    own = list(islice(values, part.width))
    return part.instance(own) if own[0] is not None else None


# So many of the last events say how long one usually lasts.
LOOKED_AT = 300
# (default) of a kind that there has not been yet.
USUAL_MINUTES = 120


def usual_minutes(user: Any) -> dict[str, int]:
    """How long events of each kind usually last, by those that the user sees: the median, to five minutes."""
    rows = Event.objects.visible_to(user).published().order_by("-starts_at", "-pk")[:LOOKED_AT]
    return minutes_by_kind(rows.values_list("kind", "starts_at", "ends_at"), Event.Kind.values)


def minutes_by_kind(rows: Iterable[tuple[str, dt.datetime, dt.datetime]], kinds: Iterable[str]) -> dict[str, int]:
    """The median length of what is of each kind, in minutes, to five; `USUAL_MINUTES` where there is none yet."""
    lasted: dict[str, list[float]] = defaultdict(list)
    for kind, starts_at, ends_at in rows:
        lasted[kind].append((ends_at - starts_at) / dt.timedelta(minutes=5))
    known = {kind: round(median(each)) * 5 for kind, each in lasted.items()}
    return {kind: known.get(kind, 0) or USUAL_MINUTES for kind in kinds}
