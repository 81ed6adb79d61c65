"""The community on a plan, and the organisation as a tree.

Public: nobody is named but pioneers who agreed to be shown, and people are counted only as `public_counts` tells.
"""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from common.http.page_cache import public_page
from grid.models import Grid
from grid.presenters.plan import grid_entries_of_plan, load_plan
from grid.selectors.organisation import add_public_counts, count_organisation_tree, load_organisation_tree


@require_safe
@public_page
def plan(request: HttpRequest) -> HttpResponse:
    """/grid/: the plan of all grids, an entry for each, and the sums of buildings and households."""
    grids = list(Grid.objects.published().with_counts().select_related("community"))
    drawn = load_plan(grids=grids)
    totals = {
        "buildings": sum(grid.building_count for grid in grids),
        "households": sum(grid.household_count for grid in grids),
    }
    return render(request, "grid/plan.html", {"plan": drawn, "areas": grid_entries_of_plan(drawn), "totals": totals})


@require_safe
@public_page
def organisation(request: HttpRequest) -> HttpResponse:
    """/organisation/: the public page of the organisation: the tree of its units, with counts of people."""
    tree = load_organisation_tree()
    add_public_counts(tree)
    return render(request, "grid/organisation.html", {"tree": tree, "counts": count_organisation_tree(tree)})
