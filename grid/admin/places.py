"""Places and the organisation, as the office keeps them."""

from typing import Any, cast

from django.contrib import admin
from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.translation import gettext, ngettext
from django.utils.translation import gettext_lazy as _
from unfold.decorators import action
from unfold.widgets import UnfoldAdminTextareaWidget

from accounts.admin.base import ReadOnly
from accounts.auth.http import acting_user
from accounts.selectors.people import is_own
from common.admin.base import ScopedModelAdmin, ScopedTabularInline
from common.admin.pages import ask_once, office_page, posted, redirect_with_success, require_allowed
from common.admin.scope import visible
from common.http.keys import get_visible_or_404
from grid.actions.places import add_households
from grid.admin.base import FindsPlacesAdmin, OneCommunityAdmin
from grid.admin.forms.places import AddHouseholdsForm, GridForm
from grid.admin.households import move_in_page, move_out_page
from grid.models import Building, Community, Estate, Gate, Grid, Household, Residence
from grid.presenters.plan import load_plan
from grid.querysets import count_of_rows


@admin.register(Community)
class CommunityAdmin(ScopedModelAdmin):
    """The office's form of a community. With one community, the list leads straight to it."""

    list_display = ["name", "subdistrict", "phone"]
    search_fields = ["name"]
    fieldsets = [
        (
            None,
            {
                "fields": [
                    "name",
                    "programme",
                    "subdistrict",
                    "address",
                    "phone",
                    "office_hours",
                    ("office_opens", "office_closes"),
                ]
            },
        ),
        (_("Plan"), {"fields": [("plan_width", "plan_height"), ("plan_latitude", "plan_longitude")]}),
        (_("At the foot of every page"), {"fields": [("icp_record", "police_record")]}),
    ]

    def changelist_view(self, request: HttpRequest, extra_context: dict[str, Any] | None = None) -> HttpResponse:
        """With one community, go straight to its form."""
        only = list(visible(Community, request).values_list("pk", flat=True)[:2])
        if len(only) == 1 and request.method == "GET" and self.has_view_or_change_permission(request):
            return HttpResponseRedirect(reverse(f"{self.admin_site.name}:grid_community_change", args=only))
        return super().changelist_view(request, extra_context)


@admin.register(Grid)
class GridAdmin(OneCommunityAdmin):
    """The office's list and form of grids; the form shows the boundary as a drawing."""

    form = GridForm
    list_display = ["name", "number", "community", "estate_total", "building_total", "household_total"]
    list_filter = ["community"]
    search_fields = ["name"]
    fields = ["community", ("number", "name"), "about", "boundary", "drawing"]
    readonly_fields = ["drawing"]

    class Media:
        css = {"all": ["css/grid.css"]}

    def get_queryset(self, request: HttpRequest) -> QuerySet:
        return cast(Any, super().get_queryset(request)).select_related("community").with_counts()

    def get_form(self, request: HttpRequest, obj: Any = None, change: bool = False, **kwargs: Any) -> Any:
        form = super().get_form(request, obj, change=change, **kwargs)
        if "boundary" in form.base_fields:
            form.base_fields["boundary"].widget = UnfoldAdminTextareaWidget({"rows": 6})
        return form

    @admin.display(description=_("drawing"))
    def drawing(self, grid: Grid) -> str | SafeString:
        if not grid.pk:
            return gettext("The plan is drawn once the grid is saved.")
        stored = Grid.objects.select_related("community").get(pk=grid.pk)
        plan = render_to_string("grid/_plan.html", {"plan": load_plan(here=stored)})
        return format_html('<div class="office-plan">{}</div>', plan)

    @admin.display(description=_("estates"))
    def estate_total(self, grid: Grid) -> int:
        return grid.estate_count

    @admin.display(description=_("buildings"))
    def building_total(self, grid: Grid) -> SafeString:
        return self.link_to_list(Building, grid.building_count, grid__id__exact=grid.pk)

    @admin.display(description=_("households"))
    def household_total(self, grid: Grid) -> int:
        return grid.household_count


class GateInline(ScopedTabularInline):
    """The gates on the form of an estate."""

    model = Gate


@admin.register(Estate)
class EstateAdmin(OneCommunityAdmin):
    """The office's list and form of estates, with their gates."""

    list_display = ["name", "address", "community", "building_total", "gate_total"]
    list_filter = ["community"]
    search_fields = ["name", "address"]
    inlines = [GateInline]

    def get_queryset(self, request: HttpRequest) -> QuerySet:
        return (
            super()
            .get_queryset(request)
            .select_related("community")
            .annotate(
                building_count=count_of_rows(Building.objects.all(), "estate"),
                gate_count=count_of_rows(Gate.objects.all(), "estate"),
            )
        )

    @admin.display(description=_("buildings"), ordering="building_count")
    def building_total(self, estate: Estate) -> SafeString:
        return self.link_to_list(Building, estate.building_count, estate__id__exact=estate.pk)  # type: ignore[attr-defined]

    @admin.display(description=_("gates"), ordering="gate_count")
    def gate_total(self, estate: Estate) -> int:
        return estate.gate_count  # type: ignore[attr-defined]


class UnplacedBuildingFilter(admin.SimpleListFilter):
    """A filter of buildings: with a place on the plan, or without one."""

    title = _("on the map")
    parameter_name = "placed"

    def lookups(self, request: HttpRequest, model_admin: admin.ModelAdmin) -> list[tuple[str, Any]]:
        return [("1", _("yes")), ("0", _("not yet"))]

    def queryset(self, request: HttpRequest, queryset: QuerySet) -> QuerySet:
        return queryset.filter(x__isnull=self.value() == "0") if self.value() in ("0", "1") else queryset


@admin.register(Building)
class BuildingAdmin(FindsPlacesAdmin):
    """The office's list and form of buildings; “Add households” creates all households of one."""

    list_display = ["building", "grid", "entrances", "floors", "position", "household_total"]
    list_filter = ["estate", "grid", UnplacedBuildingFilter]
    list_select_related = ["estate", "grid"]
    search_fields = ["estate__name", "number"]
    household_path, building_path = None, ""
    fields = [("estate", "grid"), ("number", "entrances", "floors"), ("x", "y")]
    actions_detail = ["households"]

    def get_queryset(self, request: HttpRequest) -> QuerySet:
        return (
            super().get_queryset(request).annotate(household_count=count_of_rows(Household.objects.all(), "building"))
        )

    @admin.display(description=_("building"), ordering="estate__name")
    def building(self, building: Building) -> str:
        return str(building)

    @admin.display(description=_("position (m)"))
    def position(self, building: Building) -> str | None:
        """Only shown: whoever moves a house opens its page."""
        return None if building.x is None or building.y is None else f"{building.x:g}, {building.y:g}"

    @admin.display(description=_("households"))
    def household_total(self, building: Building) -> SafeString:
        count = building.household_count  # type: ignore[attr-defined]
        return self.link_to_list(Household, count, building__id__exact=building.pk)

    @action(description=_("Add households"), icon="add_home", url_path="households", permissions=["change"])
    def households(self, request: HttpRequest, object_id: str) -> HttpResponse:
        """Ask how many flats a floor has, then let the action make the codes."""
        building = self.get_object(request, object_id)
        if building is None:
            return self._get_obj_does_not_exist_redirect(request, self.opts, object_id)
        form = AddHouseholdsForm(posted(request))

        def done(new: list[Household]) -> HttpResponse:
            text = ngettext("%(n)d household was added.", "%(n)d households were added.", len(new)) % {"n": len(new)}
            there = {"building__id__exact": building.pk}
            return redirect_with_success(
                request, text, reverse(f"{self.admin_site.name}:grid_household_changelist", query=there)
            )

        return ask_once(
            request,
            form,
            run=lambda answers: add_households(building, **answers, by=acting_user(request)),
            done=done,
            show=lambda: office_page(
                self,
                request,
                "admin/grid/building/households.html",
                gettext("Add households"),
                subtitle=str(building),
                building=building,
                form=form,
            ),
        )


class ResidentInline(ReadOnly, ScopedTabularInline):
    """Who lives in a household today, on its page: each leads to the page of the person."""

    model = Residence
    fields = readonly_fields = ["person", "phone", "days"]
    verbose_name_plural = _("who lives here")
    nothing_yet = _("Nobody is entered as living here.")
    hide_title = True

    def get_queryset(self, request: HttpRequest) -> QuerySet:
        rows = cast(Any, super().get_queryset(request)).current().select_related("person")
        return rows.annotate(person_is_own=is_own(acting_user(request), "person")).order_by("person__name_sort", "pk")

    @admin.display(description=_("phone"))
    def phone(self, home: Any) -> str:
        return home.person.masked_phone if home.person_is_own else ""


@admin.register(Household)
class HouseholdAdmin(FindsPlacesAdmin):
    """The office's list and form of households, found by estate, building and code, with who lives there."""

    list_display = ["household", "estate", "building_number", "entrance", "code"]
    list_filter = ["building__estate", "building__grid"]
    linked_lookups = ("building__id__exact",)
    list_select_related = ["building__estate"]
    autocomplete_fields = ["building"]
    search_fields = ["building__estate__name", "building__number", "code"]
    household_path, building_path = "", "building__"
    search_help_text = _("Estate, building or flat, for example: 海棠苑 3 301")
    fields = ["building", ("entrance", "code")]
    inlines = [ResidentInline]
    actions_detail = ["move_in", "move_out"]

    def get_inlines(self, request: HttpRequest, obj: Any) -> list:
        return super().get_inlines(request, obj) if obj else []

    @admin.display(description=_("household"), ordering="building__estate__name")
    def household(self, household: Household) -> str:
        return str(household)

    @admin.display(description=_("estate"), ordering="building__estate__name")
    def estate(self, household: Household) -> str:
        return household.building.estate.name

    # --- Acts: by whoever enters who lives here, who need not be whoever keeps the places

    def has_residents_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        household = self.row_of(request, obj)
        return self.has_view_permission(request, household) and acting_user(request).has_perm(
            "grid.add_residence", household
        )

    @action(description=_("Move in"), icon="person_add", url_path="move-in", permissions=["residents"])
    def move_in(self, request: HttpRequest, object_id: str) -> HttpResponse:
        return move_in_page(self, request, self._home(request, object_id))

    @action(description=_("Move out"), icon="logout", url_path="move-out", permissions=["residents"])
    def move_out(self, request: HttpRequest, object_id: str) -> HttpResponse:
        return move_out_page(self, request, self._home(request, object_id))

    def _home(self, request: HttpRequest, object_id: str) -> Household:
        home: Household = get_visible_or_404(self.get_queryset(request).select_related("building__estate"), object_id)
        require_allowed(self.has_residents_permission(request, home))
        return home

    @admin.display(description=_("building"), ordering="building__number")
    def building_number(self, household: Household) -> int:
        return household.building.number
