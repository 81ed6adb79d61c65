"""Visits, as the office keeps them."""

import datetime as dt
from typing import Any

from django.contrib import admin
from django.db.models import Q, QuerySet
from django.http import HttpRequest, HttpResponse
from django.urls import URLPattern, path
from django.utils.translation import gettext_lazy as _
from unfold.decorators import action, display

from accounts.admin.base import FindsPeopleAdmin
from accounts.auth.http import acting_user
from common.admin.filters import LastDaysFilter
from common.admin.lists import ExportsList
from common.time import clock
from grid.actions.exports import export_visits
from grid.actions.visits import correct_visit, delete_visit, record_visit
from grid.admin.base import FindsPlacesAdmin
from grid.admin.coverage import coverage_export, coverage_overview, households_due_list
from grid.models import Visit
from grid.rules.visits import can_correct_visit


class VisitNeedsFilter(admin.SimpleListFilter):
    """A filter of visits: with needs that were told, or without."""

    title = _("what is needed")
    parameter_name = "needs"

    def lookups(self, request: HttpRequest, model_admin: admin.ModelAdmin) -> list[tuple[str, Any]]:
        return [("1", _("needs were told")), ("0", _("no needs"))]

    def queryset(self, request: HttpRequest, queryset: QuerySet) -> QuerySet:
        if self.value() == "1":
            return queryset.exclude(needs="")
        return queryset.filter(needs="") if self.value() == "0" else queryset


class VisitDayFilter(LastDaysFilter):
    """A filter of visits by day: the last 7, 30, 90 or 365 days."""

    title = _("visited on")
    field = "on"


@admin.register(Visit)
class VisitAdmin(ExportsList, FindsPeopleAdmin, FindsPlacesAdmin):
    """The office's list of visits. Users can correct their own words for a week, and never those of others."""

    list_display = ["on", "household", "visitor_name", "was_met", "summary", "needs", "post"]
    list_display_links = ["on", "household"]
    list_filter = [VisitDayFilter, VisitNeedsFilter, "met", "post__parent", "post", "household__building__estate"]
    list_select_related = ["household__building__estate", "visitor", "post"]
    autocomplete_fields = ["household", "visitor"]
    search_fields = ["visitor__name", "needs"]
    household_path, building_path = "household__", "household__building__"
    search_help_text = _("Building and flat, who visited, or what is needed")
    fields = ["household", ("visitor", "on"), "met", "summary", "needs"]
    MENDED = ("met", "summary", "needs")
    actions_list = ["export", "coverage"]
    export_choices = [("year", _("of the last year")), ("all", _("everything"))]

    def matching(self, request: HttpRequest, typed: str) -> Q:
        return super().matching(request, typed) | self.of_places(request, typed)

    def get_urls(self) -> list[URLPattern]:
        view = self.admin_site.admin_view
        return [
            path("coverage/export/", view(coverage_export), name="grid_visit_coverage_export"),
            path("coverage/due/", view(households_due_list), name="grid_visit_due"),
            *super().get_urls(),
        ]

    @action(description=_("Coverage of visits"), icon="donut_small", url_path="coverage", permissions=["view"])
    def coverage(self, request: HttpRequest) -> HttpResponse:
        return coverage_overview(request)

    @admin.display(description=_("visited by"), ordering="visitor__name_sort")
    def visitor_name(self, visit: Visit) -> str:
        return visit.visitor.name

    @display(description=_("somebody was at home"), boolean=True, ordering="met")
    def was_met(self, visit: Visit) -> bool:
        return visit.met

    # --- The form

    def get_fields(self, request: HttpRequest, obj: Any = None) -> Any:
        return (
            ["household", ("visitor", "on"), "met", "summary", "needs", "post", "by", "recorded_at"]
            if obj
            else self.fields
        )

    def get_readonly_fields(self, request: HttpRequest, obj: Any = None) -> Any:
        return ["household", "visitor", "on", "post", "by", "recorded_at"] if obj else ()

    def get_changeform_initial_data(self, request: HttpRequest) -> dict[str, Any]:
        return {"visitor": acting_user(request).person_id, **super().get_changeform_initial_data(request)}

    def has_change_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        if isinstance(obj, Visit) and not can_correct_visit(obj, acting_user(request)):
            return False
        return super().has_change_permission(request, obj)

    def save_model(self, request: HttpRequest, obj: Visit, form: Any, change: bool) -> None:
        by = acting_user(request)
        words = {name: getattr(obj, name) for name in self.MENDED}
        if change:
            correct_visit(obj, by=by, **words)
        else:
            obj.pk = record_visit(obj.household, visitor=obj.visitor, on=obj.on, by=by, **words).visit.pk

    def delete_model(self, request: HttpRequest, obj: Visit) -> None:
        delete_visit(obj, by=acting_user(request))

    # --- Export

    def chosen(self, rows: QuerySet, which: str) -> QuerySet:
        return rows.filter(on__gt=clock.today() - dt.timedelta(days=365)) if which == "year" else rows

    def content(self, rows: QuerySet, *, by: Any, reason: str) -> bytes:
        return export_visits(rows, by=by, reason=reason)
