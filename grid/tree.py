"""The organisation as the public reads it."""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from django.utils.translation import ngettext, pgettext

from grid.models import Building


@dataclass(frozen=True, slots=True)
class TreeCounts:
    branches: int
    posts: int
    buildings: int


def buildings_in_words(buildings: Iterable[Building]) -> list[str]:
    """“海棠苑 1–3、7 幢” for each estate: a post of five buildings should not take five lines.

    `buildings` come with their estates, ordered by estate and number.
    """
    numbers: dict[str, list[int]] = {}
    for building in buildings:
        numbers.setdefault(building.estate.name, []).append(building.number)
    return [
        ngettext("%(estate)s building %(numbers)s", "%(estate)s buildings %(numbers)s", len(own))
        % {"estate": estate, "numbers": _runs(own)}
        for estate, own in numbers.items()
    ]


def _runs(numbers: list[int]) -> str:
    """[1, 2, 3, 7] as “1–3, 7”."""
    runs: list[list[int]] = []
    for number in sorted(set(numbers)):
        if runs and number == runs[-1][-1] + 1:
            runs[-1].append(number)
        else:
            runs.append([number])
    shown = [str(run[0]) if len(run) == 1 else f"{run[0]}–{run[-1]}" for run in runs]
    return pgettext("between names", ", ").join(shown)


def count_tree(roots: Iterable[Any]) -> TreeCounts:
    """Counts of a tree that `as_tree()` loaded. A building that two posts look after counts once."""
    branches = [branch for root in roots for branch in root.branches]
    posts = [post for branch in branches for post in branch.posts]
    return TreeCounts(
        branches=len(branches),
        posts=len(posts),
        buildings=len({link.building_id for post in posts for link in post.current_buildings}),
    )
