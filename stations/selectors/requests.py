"""What stands beside a request for a room: what has the time already, who else asks for it, whether it fits now."""

import datetime as dt
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from django.db.backends.postgresql.psycopg_any import DateTimeTZRange
from django.db.models import Q
from django.utils import timezone

from stations.models import Booking, Hold, Occupancy, Space
from stations.selectors.opening_hours import Hours, Span


@dataclass(frozen=True, slots=True)
class RequestOutlook:
    """What would become of a request if it were approved now.

    `holds`: what has the room, the whole or a part, then; `rivals`: other requests for that time, which are refused
    when this one is approved. It only tells: the action asks the rules again under the locks.
    """

    booking: Booking
    is_open: bool
    holds: list[Hold]
    rivals: list[Booking]

    @property
    def in_use(self) -> bool:
        space = self.booking.space
        return space.active and space.station.listed and space.use != Space.Use.DROP_IN

    @property
    def fits(self) -> bool:
        return self.in_use and self.is_open and not self.holds


def outlooks_of_requests(requests: Iterable[Booking]) -> dict[int, RequestOutlook]:
    """The outlook of each request, by key, each with its space, station and person; a fixed number of queries."""
    asked = list(requests)
    if not asked:
        return {}
    first, end = min(one.starts_at for one in asked), max(kept_until(one) for one in asked)
    hours = Hours({one.space.station for one in asked}, timezone.localdate(first), timezone.localdate(end))
    taken = _taken(asked, first, end)
    others = _requests_beside(asked, first, end)
    return {
        one.pk: RequestOutlook(
            one,
            is_open=any(
                span.covers(one.starts_at, one.ends_at)
                for span in hours.between(one.space.station, one.starts_at, one.ends_at)
            ),
            holds=list(
                {
                    occupancy.hold.pk: occupancy.hold
                    for occupancy in taken
                    if one.space_id in (occupancy.space_id, occupancy.space.part_of_id)
                    and _kept(one).overlaps(occupancy.during.lower, occupancy.during.upper)
                }.values()
            ),
            rivals=[other for other in others if other.pk != one.pk and are_rivals(one, other)],
        )
        for one in asked
    }


def are_rivals(one: Booking, other: Booking) -> bool:
    """Whether two requests cannot both have what they ask for: one place, and one time with what is kept free."""
    here, there = one.space, other.space
    same = here.pk == there.pk or here.part_of_id == there.pk or there.part_of_id == here.pk
    return same and _kept(one).overlaps(other.starts_at, kept_until(other))


def kept_until(booking: Booking) -> dt.datetime:
    """The end of what the booking takes, with the time that its room is kept free afterwards."""
    return booking.ends_at + dt.timedelta(minutes=booking.space.buffer)


def _kept(booking: Booking) -> Span:
    return Span(booking.starts_at, kept_until(booking))


def _taken(asked: Sequence[Booking], first: dt.datetime, end: dt.datetime) -> list[Occupancy]:
    """What takes a leaf of the rooms that are asked for, in order, with what stands behind it."""
    rooms = {one.space_id for one in asked}
    rows = Occupancy.objects.filter(Q(space__in=rooms) | Q(space__part_of__in=rooms))
    rows = rows.filter(during__overlap=DateTimeTZRange(first, end, "[)"))
    behind = ["hold__booking__person", *(f"hold__{kind}" for kind in Hold.PROGRAMME)]
    return list(rows.select_related("space", *behind).order_by("during", "pk"))


def _requests_beside(asked: Sequence[Booking], first: dt.datetime, end: dt.datetime) -> list[Booking]:
    """Requests at the same stations, who asked first on top."""
    stations = {one.space.station_id for one in asked}
    rows = Booking.objects.requested().overlapping(first, end).filter(space__station__in=stations)
    return list(rows.select_related("space", "person").order_by("created_at", "pk"))
