"""Coverage of visits in admin: per branch, post and building; and which households are due."""

from typing import Any

from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from accounts.auth.http import acting_user
from accounts.models import User
from common.admin.pages import require_allowed, site_page
from common.files.spreadsheets import spreadsheet_response
from common.http.keys import get_visible_or_404
from grid.actions.exports import export_coverage
from grid.models import Building, OrgUnit, PostBuilding
from grid.selectors.coverage import coverage_of_households, coverage_tree, households_due, visitable_households

DUE_A_PAGE = 100


def _reader(request: HttpRequest) -> User:
    user = acting_user(request)
    require_allowed(user.has_perm("grid.view_visit"))
    return user


@require_safe
def coverage_overview(request: HttpRequest) -> HttpResponse:
    """The page of the office on the coverage of visits: a tree of branches, posts and buildings."""
    user = _reader(request)
    return site_page(
        request,
        "admin/grid/visits/coverage.html",
        _("Coverage of visits"),
        tree=coverage_tree(user),
        may_export=user.has_perm("grid.export_visit"),
    )


@require_safe
def coverage_export(request: HttpRequest) -> HttpResponse:
    """The coverage of visits as a spreadsheet, for users who may export visits."""
    user = _reader(request)
    require_allowed(user.has_perm("grid.export_visit"))
    return spreadsheet_response(export_coverage(coverage_tree(user), by=user), "coverage.xlsx")


@require_safe
def households_due_list(request: HttpRequest) -> HttpResponse:
    """The page of the households whose visit is due: of one post, of one building, or of all."""
    user = _reader(request)
    households = visitable_households(user)
    of: Any = None
    if "post" in request.GET:
        of = get_visible_or_404(OrgUnit.objects.visible_to(user).posts(), request.GET["post"])
        own = PostBuilding.objects.current().filter(post=of).order_by().values("building")
        households = households.filter(building__in=own)
    elif "building" in request.GET:
        of = get_visible_or_404(Building.objects.visible_to(user).select_related("estate"), request.GET["building"])
        households = households.filter(building=of.pk)
    rows = households_due(households).select_related("building__estate")
    return site_page(
        request,
        "admin/grid/visits/due.html",
        _("Households to visit"),
        of=of,
        coverage=coverage_of_households(households),
        page=Paginator(rows, DUE_A_PAGE).get_page(request.GET.get("page")),
        may_add=user.has_perm("grid.add_visit"),
    )
