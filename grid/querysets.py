from typing import TYPE_CHECKING, Any, Self

from django.db.models import Case, Count, F, OrderBy, OuterRef, QuerySet, Subquery, Value, When
from django.db.models.functions import Coalesce

from accounts.models.appointments import AppointmentQuerySet
from common.db.querysets import ScopedQuerySet
from common.time import clock

if TYPE_CHECKING:
    pass


class PlaceQuerySet(ScopedQuerySet):
    """Grids, estates, buildings, gates: public facts."""

    def published(self) -> Self:
        return self.all()


class CurrentQuerySet(ScopedQuerySet):
    """Dated relations."""

    def current(self) -> Self:
        return self.filter(during__contains=clock.today())


def counted(relation: QuerySet, on: str) -> Coalesce:
    """How many rows of `relation` point by `on` at the outer row, as a subquery that joins nothing."""
    rows = relation.order_by().filter(**{on: OuterRef("pk")}).values(on).annotate(n=Count("*")).values("n")
    return Coalesce(Subquery(rows), 0)


class GridQuerySet(PlaceQuerySet):
    def with_counts(self) -> Self:
        """Annotate `building_count`, `household_count` and `estate_count`."""
        from grid.models import Building, Household  # noqa: PLC0415 - they import this module

        return self.annotate(
            building_count=counted(Building.objects.all(), "grid"),
            household_count=counted(Household.objects.all(), "building__grid"),
            estate_count=Count("buildings__estate", distinct=True),
        )


def tree_order() -> list[Any]:
    """Orders units as a tree: each right after the one above it, neighbours by their number and name."""

    def of(level: int, name: str, empty: Any) -> OrderBy:
        """`name` of the unit on this path that stands at `level`; `empty`, which sorts first, above that level."""
        whens = [When(level=own, then=F("parent__" * (own - level) + name)) for own in range(level, 4)]
        return Case(*whens, default=Value(empty)).asc()

    path = [
        of(level, name, empty) for level in (1, 2, 3) for name, empty in (("number", -1), ("name", ""), ("pk", 0))
    ]
    return [F("community").asc(), *path, F("pk").asc()]


class OrgUnitQuerySet(PlaceQuerySet):
    def branches(self) -> Self:
        return self.filter(level=2)

    def posts(self) -> Self:
        return self.filter(level=3)

    def general_branches(self) -> Self:
        return self.filter(level=1)

    def in_tree_order(self) -> Self:
        return self.order_by(*tree_order())


# --- Appointments and what goes with them


class UnitAppointmentQuerySet(AppointmentQuerySet):
    def leading(self) -> Self:
        """Those of whom a unit has one at a time."""
        return self.filter(role__in=self.model.LEADING)


class HandoverQuerySet(ScopedQuerySet):
    def open(self) -> Self:
        return self.filter(state=self.model.State.PREPARED)


class IdentityDisplayQuerySet(ScopedQuerySet):
    def live(self) -> Self:
        """What the public sees: consent stands, and so does the appointment."""
        return self.filter(withdrawn_at=None, appointment__during__contains=clock.today())


# --- The party register


class PartyRelationQuerySet(CurrentQuerySet):
    def at_branch(self) -> Self:
        return self.filter(kind__in=self.model.AT_BRANCH)


class PartyTransferQuerySet(ScopedQuerySet):
    def open(self) -> Self:
        return self.filter(state=self.model.State.REQUESTED)

    def incoming(self, user: Any) -> Self:
        """Those that the user may answer."""
        return self.filter(to_branch__in=self._answered_for(user))

    def outgoing(self, user: Any) -> Self:
        """Those that the user may withdraw."""
        return self.filter(relation__branch__in=self._answered_for(user))

    def _answered_for(self, user: Any) -> QuerySet:
        """The branches for whose transfers the user answers."""
        units: Any = self.model._meta.get_field("to_branch").related_model
        reach = user.rights.holding("grid.transfer_partyrelation")
        keys: QuerySet = units.objects.within(reach).order_by().values("pk")
        return keys


# --- Neighbours
