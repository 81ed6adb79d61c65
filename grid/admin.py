"""Places and the organisation, as the office keeps them."""

from django.contrib import admin

from common.admin import ScopedModelAdmin, ScopedTabularInline
from grid.models import Building, Community, Estate, Gate, Grid, Household, OrgUnit, PostBuilding, Residence


@admin.register(Community)
class CommunityAdmin(ScopedModelAdmin):
    search_fields = ["name"]


@admin.register(Grid)
class GridAdmin(ScopedModelAdmin):
    list_display = ["name", "number", "community"]
    search_fields = ["name"]


class GateInline(ScopedTabularInline):
    model = Gate


@admin.register(Estate)
class EstateAdmin(ScopedModelAdmin):
    list_display = ["name", "address"]
    search_fields = ["name", "address"]
    inlines = [GateInline]


@admin.register(Building)
class BuildingAdmin(ScopedModelAdmin):
    list_display = ["__str__", "estate", "grid", "entrances", "floors", "x", "y"]
    list_filter = ["estate", "grid"]
    list_select_related = ["estate", "grid"]
    search_fields = ["estate__name", "number"]


@admin.register(Household)
class HouseholdAdmin(ScopedModelAdmin):
    list_display = ["__str__", "building"]
    list_select_related = ["building__estate"]
    autocomplete_fields = ["building"]
    search_fields = ["code", "building__estate__name"]


@admin.register(Residence)
class ResidenceAdmin(ScopedModelAdmin):
    list_display = ["building", "days"]
    autocomplete_fields = ["building", "household"]


class PostBuildingInline(ScopedTabularInline):
    model = PostBuilding
    autocomplete_fields = ["building"]


@admin.register(OrgUnit)
class OrgUnitAdmin(ScopedModelAdmin):
    list_display = ["name", "level", "parent"]
    search_fields = ["name"]
    inlines = [PostBuildingInline]
