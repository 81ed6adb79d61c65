"""What is planned in the rooms of stations, and what of it cannot take place as hours and rooms are now."""

import datetime as dt
from collections.abc import Collection
from dataclasses import dataclass
from typing import Any

from django.utils import timezone

from common.time import clock
from stations.models import Booking, Hold, Space
from stations.selectors.opening_hours import Hours


@dataclass(frozen=True, slots=True)
class Plan:
    """A booking or request, or else a `programme`, that is not over. `people`: how many, if it is known."""

    space: Space
    starts_at: dt.datetime
    ends_at: dt.datetime
    people: int | None
    booking: Booking | None = None
    hold: Hold | None = None

    @property
    def programme(self) -> Any:
        """The event or activity; None for a booking."""
        return self.hold.programme if self.hold else None


@dataclass(frozen=True, slots=True)
class Obstacle:
    """A plan, and what is in its way: `CLOSED`, `UNUSED` or `SMALL`."""

    CLOSED = "closed"  # the station is not open all of that time
    UNUSED = "unused"  # the room is not booked any more, or its station not shown
    SMALL = "small"  # more people than the room has places

    plan: Plan
    kind: str

    @property
    def key(self) -> tuple[str, int, str]:
        """The same for the same plan and obstacle, however often they are read."""
        row = self.plan.booking or self.plan.hold
        assert row is not None
        return row._meta.label, row.pk, self.kind


def plans_at(stations: Collection[int]) -> list[Plan]:
    """What is to come or goes on at the stations with these keys, the next first. Two queries."""
    bookings = Booking.objects.live().filter(space__station__in=stations)
    holds = Hold.objects.filter(kind__in=Hold.PROGRAMME, space__station__in=stations, ends_at__gt=clock.now())
    plans = [
        *(
            Plan(row.space, row.starts_at, row.ends_at, row.party_size, booking=row)
            for row in bookings.select_related("space__station")
        ),
        *(
            # How many volunteers are in the room at once, no row says: shifts follow each other.
            Plan(row.space, row.starts_at, row.ends_at, getattr(row.programme, "capacity", None), hold=row)
            for row in holds.select_related("space__station", *Hold.PROGRAMME)
        ),
    ]
    return sorted(plans, key=lambda plan: (plan.starts_at, plan.space.pk))


def obstacles_at(stations: Collection[int]) -> list[Obstacle]:
    """What is in the way of the plans at these stations of one community. A fixed number of queries.

    What an exception of the opening hours closes is left out: it is asked about where the exception is entered.
    """
    plans = plans_at(stations)
    if not plans:
        return []
    hours = Hours(
        {plan.space.station for plan in plans},
        min(timezone.localdate(plan.starts_at) for plan in plans),
        max(timezone.localdate(plan.ends_at) for plan in plans),
    )
    return [Obstacle(plan, kind) for plan in plans for kind in _kinds(plan, hours)]


def _kinds(plan: Plan, hours: Hours) -> list[str]:
    space, time = plan.space, (plan.starts_at, plan.ends_at)
    station = space.station
    is_open = any(span.covers(*time) for span in hours.between(station, *time))
    in_use = space.active and station.listed and space.use != Space.Use.DROP_IN
    return [
        kind
        for kind, applies in (
            (Obstacle.CLOSED, not is_open and hours.closing_exception(station, *time) is None),
            (Obstacle.UNUSED, not in_use),
            (Obstacle.SMALL, plan.people is not None and plan.people > space.capacity),
        )
        if applies
    ]
