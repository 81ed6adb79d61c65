"""Coverage of visits in admin: per branch, post and building; and which households are due."""

import re
from typing import Any

from django.contrib import admin
from django.core.exceptions import PermissionDenied
from django.core.paginator import Paginator
from django.db.models import QuerySet
from django.http import Http404, HttpRequest, HttpResponse
from django.template.response import TemplateResponse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from accounts.auth.http import acting_user
from accounts.models import User
from common.files.spreadsheets import download
from grid.exports.neighbours import export_coverage
from grid.models import Building, OrgUnit, PostBuilding
from grid.selectors.coverage import coverage_tree, due, overall, visitable

DUE_A_PAGE = 100


def _reader(request: HttpRequest) -> User:
    user = acting_user(request)
    if not user.has_perm("grid.view_visit"):
        raise PermissionDenied
    return user


def _page(request: HttpRequest, template: str, **context: Any) -> TemplateResponse:
    return TemplateResponse(
        request, f"admin/grid/visits/{template}.html", {**admin.site.each_context(request), **context}
    )


@require_safe
def overview(request: HttpRequest) -> HttpResponse:
    user = _reader(request)
    return _page(
        request,
        "coverage",
        title=_("Coverage of visits"),
        tree=coverage_tree(user),
        may_export=user.has_perm("grid.export_visit"),
    )


@require_safe
def export(request: HttpRequest) -> HttpResponse:
    user = _reader(request)
    if not user.has_perm("grid.export_visit"):
        raise PermissionDenied
    return download(export_coverage(coverage_tree(user), by=user), "coverage.xlsx")


@require_safe
def due_list(request: HttpRequest) -> HttpResponse:
    """The households that are due: of one post, of one building, or of all."""
    user = _reader(request)
    households = visitable(user)
    of: Any = None
    if "post" in request.GET:
        of = _chosen(OrgUnit.objects.visible_to(user).posts(), request.GET["post"])
        own = PostBuilding.objects.current().filter(post=of).order_by().values("building")
        households = households.filter(building__in=own)
    elif "building" in request.GET:
        of = _chosen(Building.objects.visible_to(user).select_related("estate"), request.GET["building"])
        households = households.filter(building=of.pk)
    rows = due(households).select_related("building__estate")
    return _page(
        request,
        "due",
        title=_("Households to visit"),
        of=of,
        coverage=overall(households),
        page=Paginator(rows, DUE_A_PAGE).get_page(request.GET.get("page")),
        may_add=user.has_perm("grid.add_visit"),
    )


def _chosen(rows: QuerySet, typed: str) -> Any:
    """The row of that key; 404 for every other text."""
    found = rows.filter(pk=int(typed)).first() if re.fullmatch(r"[0-9]{1,18}", typed) else None
    if found is None:
        raise Http404
    return found
