"""The organisation as the public reads it."""

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Any

from django.db.models import Count, Prefetch

from grid.models import IdentityDisplay, OrgUnit, PartyRelation, PioneerLink, PostBuilding, UnitAppointment
from grid.selectors.duty import duty_at_units
from grid.selectors.public_counts import PublicCount, public_count, public_total


@dataclass(frozen=True, slots=True)
class OrganisationCounts:
    """How many branches, posts and looked-after buildings the public tree of the organisation has."""

    branches: int
    posts: int
    buildings: int


def load_organisation_tree() -> list[OrgUnit]:
    """The general branches, each with `.branches`, these with `.posts`, these with `.current_buildings`.

    Estates and grids of branches are prefetched: six queries whatever the size.
    """
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
        OrgUnit.objects.general_branches()
        .order_by("community_id", "number", "name")
        .select_related("community")
        .prefetch_related(Prefetch("children", queryset=branches, to_attr="branches"))
    )
    return list(tops)


def count_organisation_tree(roots: Iterable[Any]) -> OrganisationCounts:
    """Counts of `load_organisation_tree()`. A building that two posts look after counts once."""
    branches = [branch for root in roots for branch in root.branches]
    posts = [post for branch in branches for post in branch.posts]
    return OrganisationCounts(
        branches=len(branches),
        posts=len(posts),
        buildings=len({link.building_id for post in posts for link in post.current_buildings}),
    )


# --- What is told of people, beside each unit


@dataclass(frozen=True, slots=True)
class PublicPost:
    """What the public sees of a post: whether it has a pioneer, their card, and how many people are linked."""

    filled: bool
    display: IdentityDisplay | None
    linked: PublicCount


@dataclass(frozen=True, slots=True)
class PublicBranch:
    """What the public sees of a branch: how many members it has, and how many people its posts have."""

    members: PublicCount
    linked: PublicCount


def public_posts(keys: Sequence[int], linked: Counter[int]) -> dict[int, PublicPost]:
    """What the public sees of each post, by key; `linked` is from `linked_people_by_post()`. Two queries."""
    pioneers = UnitAppointment.objects.current().filter(unit__in=keys, role=UnitAppointment.Role.PIONEER)
    filled = set(pioneers.order_by().values_list("unit", flat=True))
    shown = IdentityDisplay.objects.live().filter(appointment__in=pioneers.order_by().values("pk"))
    displays = {one.appointment.unit_id: one for one in shown.select_related("appointment__user__person")}
    return {key: PublicPost(key in filled, displays.get(key), public_count(linked[key])) for key in keys}


def linked_people_by_post(keys: Iterable[int]) -> Counter[int]:
    """How many people are linked to each post today. One query."""
    links = PioneerLink.objects.current().filter(post__in=keys)
    return Counter(dict(links.order_by().values_list("post").annotate(Count("pk"))))


def members_by_branch(keys: Iterable[int]) -> Counter[int]:
    """How many members each branch looks after, all kinds together: the public never sees the kinds."""
    relations = PartyRelation.objects.current().at_branch().filter(branch__in=keys)
    return Counter(dict(relations.order_by().values_list("branch").annotate(Count("pk"))))


def add_public_counts(roots: Iterable[Any]) -> None:
    """Set `public` on every unit of a tree of the organisation, and `duty` on branches: what the public may know.

    Five queries.
    """
    roots = list(roots)
    branches = [branch for root in roots for branch in root.branches]
    keys = [post.pk for branch in branches for post in branch.posts]
    linked = linked_people_by_post(keys)
    posts = public_posts(keys, linked)
    members = members_by_branch(branch.pk for branch in branches)
    duties = duty_at_units((unit.pk, unit.level) for unit in (*roots, *branches))
    for unit in (*roots, *branches):
        unit.duty = duties[unit.pk]
    for branch in branches:
        for post in branch.posts:
            post.public = posts[post.pk]
        below = sum(linked[post.pk] for post in branch.posts)
        branch.public = PublicBranch(
            public_count(members[branch.pk]), public_total([post.public.linked for post in branch.posts], below)
        )
    for root in roots:
        own = [branch.public for branch in root.branches]
        everybody = sum(members[branch.pk] for branch in root.branches)
        below = sum(linked[post.pk] for branch in root.branches for post in branch.posts)
        root.public = PublicBranch(
            public_total([one.members for one in own], everybody), public_total([one.linked for one in own], below)
        )
