"""The community on a plan, and the organisation as a tree.

Public: nobody is named but pioneers who agreed to be shown, and people are counted only as `public_counts` tells.
"""

from dataclasses import dataclass

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from common.http.page_cache import public_page
from grid.models import Grid
from grid.presenters.plan import load_plan
from grid.selectors.organisation import add_public_counts, count_tree, load_tree


@dataclass(frozen=True, slots=True)
class GridEntry:
    """What the text beside the plan says of one grid."""

    grid: Grid
    tint: int
    estates: list[str]


@require_safe
@public_page
def plan(request: HttpRequest) -> HttpResponse:
    grids = list(Grid.objects.published().with_counts().select_related("community"))
    drawn = load_plan(grids=grids)
    entries = []
    for area in drawn.areas if drawn else []:
        names = {block.building.estate.name: None for block in area.blocks}
        entries.append(GridEntry(area.grid, area.tint, list(names)))
    totals = {
        "buildings": sum(grid.building_count for grid in grids),
        "households": sum(grid.household_count for grid in grids),
    }
    return render(request, "grid/plan.html", {"plan": drawn, "areas": entries, "totals": totals})


@require_safe
@public_page
def organisation(request: HttpRequest) -> HttpResponse:
    tree = load_tree()
    add_public_counts(tree)
    return render(request, "grid/organisation.html", {"tree": tree, "counts": count_tree(tree)})
