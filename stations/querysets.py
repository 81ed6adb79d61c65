import datetime as dt
from collections import defaultdict
from collections.abc import Iterable
from typing import TYPE_CHECKING, Any, Self

from django.db.backends.postgresql.psycopg_any import DateTimeTZRange
from django.db.models import Q

from common.db.querysets import ScopedQuerySet
from common.time import clock

if TYPE_CHECKING:
    from accounts.models import User

# CHECK hold_ends_after_start: whatever still holds a space began no earlier than this before.
LONGEST = dt.timedelta(days=31)


def same_place(space: Any) -> Q:
    """The space, its whole, or any of its parts."""
    return Q(space__in=[space.pk, space.part_of_id]) | Q(space__part_of=space)


class StationQuerySet(ScopedQuerySet):
    def published(self) -> Self:
        return self.filter(listed=True)


class SpaceQuerySet(ScopedQuerySet):
    def published(self) -> Self:
        return self.filter(active=True, station__listed=True)

    def bookable(self) -> Self:
        return self.published().filter(use=self.model.Use.BOOKABLE)


class ReservedHoursQuerySet(ScopedQuerySet):
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


class OccupancyQuerySet(ScopedQuerySet):
    def at(self, space: Any, start: dt.datetime, end: dt.datetime) -> Self:
        """What takes any leaf of `space` in the time `[start, end)`, buffers included."""
        return self.filter(
            Q(space=space) | Q(space__part_of=space), during__overlap=DateTimeTZRange(start, end, "[)")
        )


class BookingQuerySet(ScopedQuerySet):
    model: Any  # type[Booking]

    def owned_by(self, user: "User") -> Self:
        """Bookings that the user may see and change: the own and the wards' (guardianship of today)."""
        people: Any = self.model._meta.get_field("person").related_model
        return self.filter(person__in=people.objects.in_care_of(user).values("pk"))

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
