"""What the page of a grid shows of other apps: branches, posts and events."""

from dataclasses import dataclass, field

from django.db.models import QuerySet

from events.models import Event
from grid.models import Building, Grid, Household, OrgUnit, PostBuilding
from grid.models.places import buildings_in_words
from grid.querysets import count_of_rows
from grid.selectors.duty import Duty, duty_at_units
from grid.selectors.organisation import PublicPost, linked_people_by_post, members_by_branch, public_posts
from grid.selectors.public_counts import PublicCount, public_count

# The page shows the next few; the list of events has the others.
SHOWN_EVENTS = 6


@dataclass(slots=True)
class GridPost:
    """On the page of a grid: a pioneer post with its buildings in this grid."""

    unit: OrgUnit
    public: PublicPost
    buildings: list[Building] = field(default_factory=list)

    @property
    def in_words(self) -> list[str]:
        return buildings_in_words(self.buildings)


@dataclass(slots=True)
class GridBranch:
    """On the page of a grid: a branch, and its posts that look after buildings of this grid."""

    unit: OrgUnit
    members: PublicCount
    duty: Duty
    posts: list[GridPost] = field(default_factory=list)


def branches_of(grid: Grid) -> list[GridBranch]:
    """The branches of the grid, each with the posts that look after its buildings today.

    A post and a branch show the same numbers as on the page of the organisation, also when they have buildings
    outside the grid: sums by grid would divide the same people in a second way (see grid/selectors/public_counts.py).
    """
    links = list(
        PostBuilding.objects.current()
        .filter(building__grid=grid)
        .select_related("post__parent", "building__estate")
        .order_by("post__parent__number", "post__number", "building__estate__name", "building__number")
    )
    units = {unit.pk: unit for unit in grid.branches.filter(level=OrgUnit.Level.ESTATE_BRANCH)}
    units |= {link.post.parent.pk: link.post.parent for link in links if link.post.parent}
    members = members_by_branch(units)
    duties = duty_at_units((unit.pk, unit.level) for unit in units.values())
    branches = {key: GridBranch(unit, public_count(members[key]), duties[key]) for key, unit in units.items()}
    keys = list({link.post_id: None for link in links})
    public = public_posts(keys, linked_people_by_post(keys))
    posts: dict[int, GridPost] = {}
    for link in links:
        if link.post_id not in posts:
            posts[link.post_id] = GridPost(link.post, public[link.post_id])
            branches[link.post.parent_id].posts.append(posts[link.post_id])  # type: ignore[index]
        posts[link.post_id].buildings.append(link.building)
    return list(branches.values())


def buildings_on_grid(grid: Grid) -> QuerySet[Building]:
    """The buildings of a grid, each with its number of households, by estate and number."""
    rows = Building.objects.published().filter(grid=grid).select_related("estate")
    counted = rows.annotate(household_count=count_of_rows(Household.objects.all(), "building"))
    return counted.order_by("estate__name", "number")


def events_at_grid(grid: Grid) -> list[Event]:
    """The next events of this grid and of the whole community."""
    events = Event.objects.published().to_come().at(grid.pk)
    return list(events.for_cards().order_by("starts_at", "pk")[:SHOWN_EVENTS])
