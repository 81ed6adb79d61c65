from typing import TYPE_CHECKING, Self

from django.db.models import Count, OuterRef, QuerySet, Subquery
from django.db.models.functions import Coalesce

from common import clock
from common.querysets import ScopedQuerySet

if TYPE_CHECKING:
    from grid.models import OrgUnit


class CommunityQuerySet(ScopedQuerySet):
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
        from grid.models import Building, Household

        return self.annotate(
            building_count=counted(Building.objects.all(), "grid"),
            household_count=counted(Household.objects.all(), "building__grid"),
            estate_count=Count("buildings__estate", distinct=True),
        )


class OrgUnitQuerySet(PlaceQuerySet):
    def general_branches(self) -> Self:
        return self.filter(level=self.model.Level.GENERAL_BRANCH)

    def as_tree(self) -> "list[OrgUnit]":
        """The roots, each with `.branches`, each of those with `.posts`: three queries whatever the size."""
        from django.db.models import Prefetch

        posts = self.model.objects.order_by("number", "name")
        branches = self.model.objects.order_by("number", "name").prefetch_related(
            Prefetch("children", queryset=posts, to_attr="posts")
        )
        return list(
            self.general_branches()
            .order_by("number", "name")
            .prefetch_related(Prefetch("children", queryset=branches, to_attr="branches"))
        )
