"""The organisation as the public reads it."""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any


@dataclass(frozen=True, slots=True)
class TreeCounts:
    branches: int
    posts: int
    buildings: int


def count_tree(roots: Iterable[Any]) -> TreeCounts:
    """Counts of a tree that `as_tree()` loaded. A building that two posts look after counts once."""
    branches = [branch for root in roots for branch in root.branches]
    posts = [post for branch in branches for post in branch.posts]
    return TreeCounts(
        branches=len(branches),
        posts=len(posts),
        buildings=len({link.building_id for post in posts for link in post.current_buildings}),
    )
