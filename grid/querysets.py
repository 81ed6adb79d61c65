from typing import TYPE_CHECKING, Any, Self

from django.db.models import Case, Count, F, OrderBy, OuterRef, Prefetch, QuerySet, Subquery, Value, When
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
    def general_branches(self) -> Self:
        return self.filter(level=1)

    def in_tree_order(self) -> Self:
        return self.order_by(*tree_order())

    def as_tree(self) -> "list[OrgUnit]":
        """The roots, each with `.branches`, each of those with `.posts`, each of those with `.current_buildings`.

        Estates and grids of branches are prefetched: six queries whatever the size.
        """
        from grid.models import OrgUnit, PostBuilding

        links = (
            PostBuilding.objects.current()
            .select_related("building__estate")
            .order_by("building__estate__name", "building__number")
        )
        posts = OrgUnit.objects.order_by("number", "name").prefetch_related(
            Prefetch("post_buildings", queryset=links, to_attr="current_buildings")
        )
        branches = OrgUnit.objects.order_by("number", "name").prefetch_related(
            "estates", "grids", Prefetch("children", queryset=posts, to_attr="posts")
        )
        tops: Any = (
            self.general_branches()
            .order_by("community_id", "number", "name")
            .select_related("community")
            .prefetch_related(Prefetch("children", queryset=branches, to_attr="branches"))
        )
        return list(tops)
