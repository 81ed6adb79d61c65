import datetime as dt
from collections import defaultdict
from collections.abc import Iterable
from typing import TYPE_CHECKING, Any, Self

from django.db.backends.postgresql.psycopg_any import DateTimeTZRange
from django.db.models import Count, OuterRef, Q, Subquery
from django.db.models.functions import Coalesce

from common.db.querysets import ScopedQuerySet
from common.time import clock

if TYPE_CHECKING:
    from accounts.models import User

# By the CHECK hold_ends_after_start, a hold that is not over began at most this long ago.
LONGEST = dt.timedelta(days=31)


def same_place(space: Any) -> Q:
    """Condition: a row's space is the space, its whole, or one of its parts."""
    return Q(space__in=[space.pk, space.part_of_id]) | Q(space__part_of=space)


class StationQuerySet(ScopedQuerySet):
    """Stations; `published`: those that are listed."""

    def published(self) -> Self:
        return self.filter(listed=True)

    def with_rooms(self) -> Self:
        """Annotate `rooms`: how many rooms of the station can be booked."""
        spaces: Any = self.model._meta.get_field("spaces").related_model
        rooms = spaces.objects.bookable().order_by().filter(station=OuterRef("pk")).values("station")
        return self.annotate(rooms=Coalesce(Subquery(rooms.annotate(n=Count("*")).values("n")), 0))


class SpaceQuerySet(ScopedQuerySet):
    """Spaces; `published`: in use at a listed station, `bookable`: not for visitors without a booking."""

    def published(self) -> Self:
        return self.filter(active=True, station__listed=True)

    def bookable(self) -> Self:
        return self.published().filter(use=self.model.Use.BOOKABLE)


class ReservedHoursQuerySet(ScopedQuerySet):
    """The hours that stations reserve for themselves, by the space that they bind."""

    def at_same_place(self, space: Any) -> Self:
        """The hours that apply to the space: its own, those of its whole, and those of its parts."""
        return self.filter(same_place(space))

    def by_space(self, spaces: Iterable[Any]) -> dict[int, list[Any]]:
        """For each of these spaces, by its key, the rows of `at_same_place`; one query for all."""
        whole = {space.pk: space.part_of_id for space in spaces}
        places = {*whole, *filter(None, whole.values())}
        by_space: dict[int, list[Any]] = defaultdict(list)
        rows: Any = self.filter(Q(space__in=places) | Q(space__part_of__in=places)).select_related("space")
        for row in rows:
            for pk, part_of in whole.items():
                if row.space_id in (pk, part_of) or row.space.part_of_id == pk:
                    by_space[pk].append(row)
        return by_space


class OccupancyQuerySet(ScopedQuerySet):
    """Occupancies: what takes a leaf of a space during a time."""

    def at(self, space: Any, start: dt.datetime, end: dt.datetime) -> Self:
        """Occupancies of any leaf of `space` during `[start, end)`, including buffers."""
        return self.filter(
            Q(space=space) | Q(space__part_of=space), during__overlap=DateTimeTZRange(start, end, "[)")
        )


class BookingQuerySet(ScopedQuerySet):
    """Bookings by whose they are, by status and by time."""

    model: Any  # type[Booking]

    def owned_by(self, user: "User") -> Self:
        """Bookings that the user may see and change: their own and those of their wards (guardianship of today)."""
        people: Any = self.model._meta.get_field("person").related_model
        return self.filter(person__in=people.objects.in_care_of(user).values("pk"))

    def read_in_full_by(self, user: Any) -> Self:
        """Those at the stations where the user works: others do not read what is meant for the station alone."""
        in_charge, at_desk = (self.permitted(user, act).order_by().values("pk") for act in ("change", "check_in"))
        return self.visible_to(user).filter(Q(pk__in=in_charge) | Q(pk__in=at_desk))

    def holding(self) -> Self:
        return self.filter(status__in=self.model.HOLDING)

    def live(self) -> Self:
        """Requested, confirmed or checked in, and not over."""
        return self.filter(status__in=self.model.LIVE, ends_at__gt=clock.now())

    def to_come(self) -> Self:
        """Requested or confirmed, for a time that has not begun."""
        return self.filter(status__in=self.model.TO_COME, starts_at__gt=clock.now())

    def requested(self) -> Self:
        """Waiting for approval, for a time that has not begun."""
        return self.filter(status=self.model.Status.REQUESTED, starts_at__gt=clock.now())

    def overlapping(self, start: dt.datetime, end: dt.datetime) -> Self:
        return self.filter(starts_at__lt=end, ends_at__gt=start)

    def no_shows_that_count(self) -> Self:
        """No-shows that were neither waived nor booked by staff for a neighbour (DOMAIN.md §3)."""
        return self.filter(status=self.model.Status.NO_SHOW, for_neighbour=False, waived_by=None)

    def at_same_place(self, space: Any) -> Self:
        """Bookings of the space, its whole, or one of its parts."""
        return self.filter(same_place(space))
