"""Coverage of visits as the organisation reads it: branch → post → building. Three queries, whatever the size."""

from collections.abc import Iterable
from dataclasses import dataclass, field

from accounts.models import User
from grid.coverage import Coverage, coverage_of, of_buildings
from grid.models import Building, OrgUnit, PostBuilding


def together(parts: Iterable["CoveredBuilding"]) -> Coverage:
    """A building that two posts look after counts once."""
    own = {part.building.pk: part.coverage for part in parts}
    return sum(own.values(), start=Coverage(0, 0))


@dataclass(frozen=True, slots=True)
class CoveredBuilding:
    building: Building
    coverage: Coverage


@dataclass(slots=True)
class CoveredPost:
    """A post with its buildings of today; without a unit, the buildings that no post looks after."""

    unit: OrgUnit | None
    buildings: list[CoveredBuilding] = field(default_factory=list)

    @property
    def name(self) -> str:
        return self.unit.name if self.unit else ""

    @property
    def coverage(self) -> Coverage:
        return together(self.buildings)


@dataclass(slots=True)
class CoveredBranch:
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
        return together(self.buildings)


@dataclass(slots=True)
class CoverageTree:
    branches: list[CoveredBranch] = field(default_factory=list)

    @property
    def coverage(self) -> Coverage:
        return together(row for branch in self.branches for row in branch.buildings)

    @property
    def visit_days(self) -> list[int]:
        """The periods that count, of each community once; mostly one."""
        return sorted({row.building.community.visit_days for branch in self.branches for row in branch.buildings})


def coverage_tree(user: User) -> CoverageTree:
    """The buildings whose visits the user may read, below the posts and branches that look after them."""
    seen = Building.objects.within(user.rights.holding("grid.view_visit"))
    counted = of_buildings(seen).select_related("estate", "community").order_by("estate__name", "number")
    rows = {building.pk: CoveredBuilding(building, coverage_of(building)) for building in counted}
    links = (
        PostBuilding.objects.current()
        .filter(building__in=seen.order_by().values("pk"))
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
