import datetime as dt
from collections import defaultdict
from collections.abc import Iterable
from typing import TYPE_CHECKING, Any, Self

from django.db.models import Q

from accounts.models.appointments import AppointmentQuerySet
from common.db.querysets import ScopedQuerySet
from common.time import clock
from stations import scopes as scopes_stations

if TYPE_CHECKING:
    from accounts.models import User
    from accounts.permissions import Reach

# CHECK hold_ends_after_start: whatever still holds a space began no earlier than this before.
LONGEST = dt.timedelta(days=31)


def same_place(space: Any) -> Q:
    """The space, its whole, or any of its parts."""
    return Q(space__in=[space.pk, space.part_of_id]) | Q(space__part_of=space)


class StationQuerySet(ScopedQuerySet):
    def in_scope_of(self, reach: "Reach") -> Self:
        return self.filter(pk__in=scopes_stations.stations(reach))

    def published(self) -> Self:
        return self.filter(listed=True)


class OfStationQuerySet(ScopedQuerySet):
    """Records that stand at a station."""

    def in_scope_of(self, reach: "Reach") -> Self:
        return self.filter(station__in=scopes_stations.stations(reach))


class SpaceQuerySet(OfStationQuerySet):
    def published(self) -> Self:
        return self.filter(active=True, station__listed=True)

    def bookable(self) -> Self:
        return self.published().filter(use=self.model.Use.BOOKABLE)


class OfSpaceQuerySet(ScopedQuerySet):
    """Records that stand at a space."""

    def in_scope_of(self, reach: "Reach") -> Self:
        return self.filter(space__station__in=scopes_stations.stations(reach))


class ReservedHoursQuerySet(OfSpaceQuerySet):
    def at_same_place(self, space: Any) -> Self:
        """What binds the space: its own hours, those of its whole, and those of its parts."""
        return self.filter(same_place(space))

    def by_space(self, spaces: Iterable[Any]) -> dict[int, list[Any]]:
        """By the key of each of these spaces, what `at_same_place` finds for it: one query for all of them."""
        whole = {space.pk: space.part_of_id for space in spaces}
        places = {*whole, *filter(None, whole.values())}
        found: dict[int, list[Any]] = defaultdict(list)
        rows: Any = self.filter(Q(space__in=places) | Q(space__part_of__in=places)).select_related("space")
        for row in rows:
            for pk, part_of in whole.items():
                if row.space_id in (pk, part_of) or row.space.part_of_id == pk:
                    found[pk].append(row)
        return found


class StationAppointmentQuerySet(AppointmentQuerySet):
    def in_scope_of(self, reach: "Reach") -> Self:
        return self.filter(station__in=scopes_stations.stations(reach))


class ServiceRingQuerySet(ScopedQuerySet):
    def in_scope_of(self, reach: "Reach") -> Self:
        from grid import scopes

        return self.filter(scopes.whole_community(reach))


class OccupancyQuerySet(ScopedQuerySet):
    def in_scope_of(self, reach: "Reach") -> Self:
        return self.filter(space__station__in=scopes_stations.stations(reach))

    def at(self, space: Any, start: dt.datetime, end: dt.datetime) -> Self:
        """What takes any leaf of `space` in the time `[start, end)`, buffers included."""
        from django.db.backends.postgresql.psycopg_any import DateTimeTZRange

        return self.filter(
            Q(space=space) | Q(space__part_of=space), during__overlap=DateTimeTZRange(start, end, "[)")
        )


class BookingQuerySet(ScopedQuerySet):
    model: Any  # type[Booking]

    def in_scope_of(self, reach: "Reach") -> Self:
        """Those at the stations of the reach, and those of the own people for whom one may book."""
        from accounts.models import Person

        people = Person.objects.own_within(reach.having("stations.book_others")).order_by().values("pk")
        of_them = self.model.objects.filter(person__in=people)
        return self.in_any_of(self.model.objects.at_stations_within(reach).values("pk"), of_them.values("pk"))

    def permitted(self, user: Any, act: str) -> Self:
        """Read also of the own people wherever they book; whatever else is done, is done by who runs the station."""
        if act == "view" or not user.is_active or user.is_anonymous:
            return super().permitted(user, act)
        reach = user.rights.holding(f"stations.{act}_booking")
        if not reach or reach.everything:
            return self.within(reach)
        return self.filter(pk__in=self.model.objects.at_stations_within(reach).values("pk"))

    def at_stations_within(self, reach: "Reach") -> Self:
        stations = scopes_stations.stations(reach.having("stations.view_station"))
        return self.filter(space__station__in=stations).order_by()

    def owned_by(self, user: "User") -> Self:
        """Bookings that the user may see and change: the own and the wards' (guardianship of today)."""
        from accounts.models import Person

        return self.filter(person__in=Person.objects.in_care_of(user).values("pk"))

    def holding(self) -> Self:
        return self.filter(status__in=self.model.HOLDING)

    def live(self) -> Self:
        """Asked for, booked or checked in, and not over."""
        return self.filter(status__in=self.model.LIVE, ends_at__gt=clock.now())

    def to_come(self) -> Self:
        """Asked for or booked, for a time that has not begun."""
        return self.filter(status__in=self.model.TO_COME, starts_at__gt=clock.now())

    def requested(self) -> Self:
        """Waiting for approval, for a time that has not begun."""
        return self.filter(status=self.model.Status.REQUESTED, starts_at__gt=clock.now())

    def overlapping(self, start: dt.datetime, end: dt.datetime) -> Self:
        return self.filter(starts_at__lt=end, ends_at__gt=start)

    def no_shows_that_count(self) -> Self:
        """Neither waived nor booked by staff for a neighbour (DOMAIN.md §3)."""
        return self.filter(status=self.model.Status.NO_SHOW, for_neighbour=False, waived_by=None)

    def at_same_place(self, space: Any) -> Self:
        """In the space, its whole, or any of its parts."""
        return self.filter(same_place(space))
