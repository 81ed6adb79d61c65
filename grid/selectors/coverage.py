"""Which households have been visited lately, and which are due. Everything is counted by the database.

A household counts as visited while somebody was met there within `community.visit_days`; a knock at a door that
nobody opened is a try, and the household stays due.
"""

from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import Any

from django.db.models import (
    Count,
    DateField,
    Exists,
    ExpressionWrapper,
    F,
    IntegerField,
    OuterRef,
    Q,
    QuerySet,
    Subquery,
    Value,
)
from django.db.models.functions import Coalesce

from accounts.models import User
from common.time import clock
from grid.models import Building, Household, OrgUnit, PostBuilding, Visit


@dataclass(frozen=True, slots=True)
class Coverage:
    """The coverage of visits: how many households there are, and how many were visited within the period."""

    households: int
    visited: int

    @property
    def due(self) -> int:
        return self.households - self.visited

    @property
    def percent(self) -> int:
        """Rounded down, so that 100 % means every household."""
        return self.visited * 100 // self.households if self.households else 0

    def __add__(self, other: "Coverage") -> "Coverage":
        return Coverage(self.households + other.households, self.visited + other.visited)


def coverage_of(place: Any) -> Coverage:
    """The coverage of a building or post that `buildings_with_coverage` or `posts_with_coverage` has counted."""
    return Coverage(households=place.household_count, visited=place.visited_count)


# --- Households


def visitable_households(user: Any) -> QuerySet[Household]:
    """The households whose visits the user may read: places are public, who was visited is not."""
    if not getattr(user, "is_active", False) or user.is_anonymous:
        return Household.objects.none()
    return Household.objects.within(user.rights.holding("grid.view_visit"))


def households_with_last_visit(households: QuerySet[Household]) -> QuerySet[Household]:
    """Households with `last_visit`, when somebody was met, and `last_try`, when somebody last knocked."""
    visits = Visit.objects.filter(household=OuterRef("pk")).order_by("-on").values("on")
    return households.annotate(last_visit=Subquery(visits.filter(met=True)[:1]), last_try=Subquery(visits[:1]))


def households_due(households: QuerySet[Household]) -> QuerySet[Household]:
    """Households not visited within the period, with `last_visit`: never visited ones first, then the longest ago."""
    return (
        households_with_last_visit(households)
        .filter(~_visited_lately())
        .order_by(F("last_visit").asc(nulls_first=True), "building", "entrance", "code", "pk")
    )


def coverage_of_households(households: QuerySet[Household]) -> Coverage:
    """The coverage of all these households together, in one query."""
    counts = households.order_by().aggregate(n=Count("pk"), visited=Count("pk", filter=_visited_lately()))
    return Coverage(households=counts["n"], visited=counts["visited"])


def _visited_lately(building: str = "building") -> Exists:
    """Whether somebody was met at a household within the days that its community has set."""
    first_day = ExpressionWrapper(
        Value(clock.today(), DateField()) - OuterRef(f"{building}__community__visit_days"), DateField()
    )
    return Exists(Visit.objects.order_by().filter(household=OuterRef("pk"), met=True, on__gt=first_day))


# --- Buildings and posts


def buildings_with_coverage(buildings: QuerySet[Building]) -> QuerySet[Building]:
    """Buildings with `household_count` and `visited_count`."""
    return _counted(buildings, Q(building=OuterRef("pk")), "building")


def posts_with_coverage(posts: QuerySet[OrgUnit]) -> QuerySet[OrgUnit]:
    """Posts with `household_count` and `visited_count` of the buildings that each looks after today."""
    looked_after = Q(
        building__post_buildings__post=OuterRef("pk"), building__post_buildings__during__contains=clock.today()
    )
    return _counted(posts, looked_after, "building__post_buildings__post")


def _counted[Q_: QuerySet](places: Q_, belongs: Q, by: str) -> Q_:
    households = Household.objects.filter(belongs).order_by().values(by)

    def number(count: Count) -> Coalesce:
        return Coalesce(Subquery(households.annotate(n=count).values("n"), output_field=IntegerField()), 0)

    return places.annotate(
        household_count=number(Count("pk")), visited_count=number(Count("pk", filter=_visited_lately()))
    )


def coverage_of_buildings(parts: Iterable["CoveredBuilding"]) -> Coverage:
    """The coverage of all these buildings together. A building that two posts look after counts once."""
    own = {part.building.pk: part.coverage for part in parts}
    return sum(own.values(), start=Coverage(0, 0))


@dataclass(frozen=True, slots=True)
class CoveredBuilding:
    """A building in the tree of coverage, with its own figures."""

    building: Building
    coverage: Coverage


@dataclass(slots=True)
class CoveredPost:
    """A post in the tree of coverage with its buildings of today; without a unit, those that no post looks after."""

    unit: OrgUnit | None
    buildings: list[CoveredBuilding] = field(default_factory=list)

    @property
    def name(self) -> str:
        return self.unit.name if self.unit else ""

    @property
    def coverage(self) -> Coverage:
        return coverage_of_buildings(self.buildings)


@dataclass(slots=True)
class CoveredBranch:
    """A branch in the tree of coverage with its posts; without a unit, it holds the buildings without a post."""

    unit: OrgUnit | None
    posts: list[CoveredPost] = field(default_factory=list)

    @property
    def name(self) -> str:
        return self.unit.name if self.unit else ""

    @property
    def buildings(self) -> list[CoveredBuilding]:
        return [row for post in self.posts for row in post.buildings]

    @property
    def coverage(self) -> Coverage:
        return coverage_of_buildings(self.buildings)


@dataclass(slots=True)
class CoverageTree:
    """The coverage of visits by branch, post and building; its sums count each building once."""

    branches: list[CoveredBranch] = field(default_factory=list)

    @property
    def coverage(self) -> Coverage:
        return coverage_of_buildings(row for branch in self.branches for row in branch.buildings)

    @property
    def visit_days(self) -> list[int]:
        """The periods of the communities in the tree, each once; mostly there is one."""
        return sorted({row.building.community.visit_days for branch in self.branches for row in branch.buildings})


def coverage_tree(user: User) -> CoverageTree:
    """The coverage of the buildings whose visits the user may read, below their posts and branches."""
    readable = Building.objects.within(user.rights.holding("grid.view_visit"))
    counted = (
        buildings_with_coverage(readable).select_related("estate", "community").order_by("estate__name", "number")
    )
    rows = {building.pk: CoveredBuilding(building, coverage_of(building)) for building in counted}
    links = (
        PostBuilding.objects.current()
        .filter(building__in=readable.order_by().values("pk"))
        .select_related("post__parent")
        .order_by("post__parent__number", "post__parent", "post__number", "post", "building__number")
    )
    branches: dict[int | None, CoveredBranch] = {}
    posts: dict[int, CoveredPost] = {}
    for link in links:
        branch = branches.setdefault(link.post.parent_id, CoveredBranch(link.post.parent))
        if link.post_id not in posts:
            posts[link.post_id] = CoveredPost(link.post)
            branch.posts.append(posts[link.post_id])
        posts[link.post_id].buildings.append(rows[link.building_id])
    looked_after = {link.building_id for link in links}
    if left := [row for key, row in rows.items() if key not in looked_after]:
        branches[None] = CoveredBranch(None, [CoveredPost(None, left)])
    return CoverageTree(list(branches.values()))
