"""The organisation as the office keeps it: the tree, and the form of one unit."""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from django.contrib import admin
from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.template.response import TemplateResponse
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _
from unfold.contrib.filters.admin import ChoicesDropdownFilter

from accounts.auth.http import acting_user
from common.admin.base import ScopedTabularInline
from common.admin.pages import office_page
from common.admin.scope import covered, reach_of, visible
from grid.admin.base import OneCommunityAdmin
from grid.admin.forms.organisation import OrgUnitForm, PostBuildingForm
from grid.models import Building, OrgUnit, PostBuilding
from grid.querysets import unit_tree_order
from grid.selectors.appointments import may_appoint_at
from grid.selectors.unit_dependents import dependents_of_unit
from grid.selectors.unit_figures import UnitFigures, figures_of_units

LEVELS = {str(level) for level in OrgUnit.Level.values}


@dataclass(frozen=True, slots=True)
class UnitRow:
    """One unit as a line of the tree. `above` is named where the unit above is not on the page, as in a search."""

    unit: OrgUnit
    figures: UnitFigures
    above: OrgUnit | None
    level_below: OrgUnit.Level | None
    may_appoint: bool


def unit_rows(units: Iterable[OrgUnit], request: HttpRequest) -> list[UnitRow]:
    """The lines of the tree for these units, with figures and what the user may do. One set of queries for all."""
    units = list(units)
    known = figures_of_units(units, acting_user(request))
    may_add = request.user.has_perm("grid.add_orgunit")
    vacant = [unit for unit in units if not known[unit.pk].filled]
    to_fill = may_appoint_at(vacant, acting_user(request))
    return [
        UnitRow(
            unit,
            known[unit.pk],
            unit.parent if unit.parent_id not in known else None,
            OrgUnit.Level(unit.level + 1) if may_add and unit.level < OrgUnit.Level.PIONEER_POST else None,
            unit.pk in to_fill,
        )
        for unit in units
    ]


class PostBuildingInline(ScopedTabularInline):
    """Buildings that a post looks after: added and ended, and never removed from the history."""

    model = PostBuilding
    form = PostBuildingForm
    can_delete = False
    autocomplete_fields = ["building"]
    verbose_name_plural = _("buildings looked after")

    def formfield_for_foreignkey(self, db_field: Any, request: HttpRequest, **kwargs: Any) -> Any:
        """A post brings the people of its buildings into sight: that another role shows a building is not enough."""
        if db_field.name == "building":
            kwargs["queryset"] = Building.objects.within(reach_of(PostBuilding, request, "add"))
        return super().formfield_for_foreignkey(db_field, request, **kwargs)


@admin.register(OrgUnit)
class OrgUnitAdmin(OneCommunityAdmin):
    """The units of the organisation. The list is the tree itself, so there is nothing to sort.

    It leads to the page of a unit, with everything about it (portal/admin/unit.py), and from there to this form. A
    unit keeps its level. Moving it means choosing another unit above it, and only those of the right level are
    offered.
    """

    form = OrgUnitForm
    list_display = ["name"]
    list_filter = ["community", ("level", ChoicesDropdownFilter), "estates", "grids"]
    linked_lookups = ("parent__id__exact",)
    list_per_page = 500
    sortable_by = ()
    search_fields = ["name", "estates__name", "grids__name"]
    search_help_text = _("Name of a unit, an estate or a grid")
    readonly_fields = ["level_label"]
    autocomplete_fields = ["estates", "grids"]

    def get_queryset(self, request: HttpRequest) -> QuerySet:
        return super().get_queryset(request).select_related("community", "parent")

    def get_ordering(self, request: HttpRequest) -> Any:
        return unit_tree_order()

    def changelist_view(self, request: HttpRequest, extra_context: dict[str, Any] | None = None) -> HttpResponse:
        response = super().changelist_view(request, extra_context)
        if isinstance(response, TemplateResponse) and response.context_data and "cl" in response.context_data:
            changelist = response.context_data["cl"]
            changelist.tree = unit_rows(changelist.result_list, request)
        return response

    def delete_view(
        self, request: HttpRequest, object_id: str, extra_context: dict[str, Any] | None = None
    ) -> HttpResponse:
        """Say in plain words what still depends on the unit. A unit can be deleted when nothing depends on it."""
        unit = self.get_object(request, object_id)
        if unit is None or not self.has_delete_permission(request, unit):
            return super().delete_view(request, object_id, extra_context)
        dependents = dependents_of_unit(unit, acting_user(request))
        if not dependents:
            return super().delete_view(request, object_id, extra_context)
        return office_page(
            self,
            request,
            "admin/grid/orgunit/dependents.html",
            gettext("What still belongs to it"),
            subtitle=str(unit),
            unit=unit,
            dependents=dependents,
            must_move=any(one.now for one in dependents),
        )

    @admin.display(description=_("level"))
    def level_label(self, unit: OrgUnit) -> str:
        return unit.get_level_display() if unit.level else ""

    # --- The form: what it asks follows from the level

    def add_view(
        self, request: HttpRequest, form_url: str = "", extra_context: dict[str, Any] | None = None
    ) -> HttpResponse:
        if request.GET.get("level") not in LEVELS:
            top = visible(OrgUnit, request).general_branches().exists()
            query = request.GET.copy()
            query["level"] = "2" if top else "1"
            return HttpResponseRedirect(f"{request.path}?{query.urlencode()}")
        level = OrgUnit.Level(int(request.GET["level"]))
        title = gettext("Add: %(level)s") % {"level": level.label}
        return super().add_view(request, form_url, {**(extra_context or {}), "title": title})

    def level_of(self, request: HttpRequest, obj: OrgUnit | None) -> int:
        return obj.level if obj else int(request.GET.get("level", "1"))

    def get_fields(self, request: HttpRequest, obj: OrgUnit | None = None) -> Any:
        level = self.level_of(request, obj)
        above = [] if level == OrgUnit.Level.GENERAL_BRANCH else ["parent"]
        where = [] if level == OrgUnit.Level.PIONEER_POST else ["estates", "grids"]
        fields = ["community", "level_label", *above, ("name", "number"), "about", *where]
        return [name for name in fields if name not in self._hidden(request)]

    def get_readonly_fields(self, request: HttpRequest, obj: OrgUnit | None = None) -> Any:
        """Only users who look after the unit above may change where a unit belongs and what it serves."""
        fields = super().get_readonly_fields(request, obj)
        if obj is None or obj.parent is None or covered(obj.parent, request, "change"):
            return fields
        return [*fields, "community", "parent", "estates", "grids"]

    def get_inlines(self, request: HttpRequest, obj: Any) -> list:
        return [PostBuildingInline] if self.level_of(request, obj) == OrgUnit.Level.PIONEER_POST else []

    def get_form(self, request: HttpRequest, obj: Any = None, change: bool = False, **kwargs: Any) -> Any:
        request.unit_level = self.level_of(request, obj)  # type: ignore[attr-defined]
        form = super().get_form(request, obj, change=change, **kwargs)
        form.level = request.unit_level  # type: ignore[attr-defined]
        return form

    def formfield_for_foreignkey(self, db_field: Any, request: HttpRequest, **kwargs: Any) -> Any:
        if db_field.name == "parent" and hasattr(request, "unit_level"):
            kwargs["queryset"] = OrgUnit.objects.filter(level=request.unit_level - 1).in_tree_order()
            kwargs["required"] = True
        return super().formfield_for_foreignkey(db_field, request, **kwargs)
