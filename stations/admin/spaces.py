"""Rooms: what they are, and how they may be booked."""

from typing import Any

from django.contrib import admin
from django.db.models import QuerySet
from django.http import HttpRequest
from django.urls import reverse
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _
from unfold.contrib.filters.admin import ChoicesDropdownFilter

from common.admin.base import ScopedTabularInline
from common.admin.scope import reach_of
from stations.admin.forms.spaces import SpaceForm
from stations.admin.plans import MindsPlansAdmin
from stations.models import ReservedHours, Space, Station


class ReservedHoursInline(ScopedTabularInline):
    """The hours that the station reserves for itself, on the page of their space."""

    model = ReservedHours
    fields = ["day", "starts", "ends", "during"]


@admin.register(Space)
class SpaceAdmin(MindsPlansAdmin):
    """Spaces in the office: what a room is, its booking policy, and the poster for its door."""

    list_display = ["name", "station", "kind", "use", "capacity", "lengths", "needs_approval", "active"]
    list_filter = ["station", ("kind", ChoicesDropdownFilter), ("use", ChoicesDropdownFilter), "active"]
    list_select_related = ["station", "part_of"]
    search_fields = ["name", "station__name"]
    inlines = [ReservedHoursInline]
    form = SpaceForm
    fieldsets = [
        (
            _("Room"),
            {
                "fields": [
                    "station",
                    ("kind", "name"),
                    "about",
                    ("capacity", "number"),
                    "part_of",
                    ("use", "active"),
                    "purposes",
                ]
            },
        ),
        (
            _("How long"),
            {
                "description": _("A booking begins on a step after opening, and lasts whole steps."),
                "fields": [("step", "shortest", "longest"), "buffer"],
            },
        ),
        (
            _("When and how often"),
            {
                "description": _("These limits are for residents. Staff who run the station book beyond them."),
                "fields": [("days_ahead", "notice"), "weekly_limit"],
            },
        ),
        (_("Who may book"), {"fields": [("audience", "needs_approval")]}),
    ]

    def stations_under(self, obj: Space) -> list[int]:
        return [obj.station_id]

    @admin.display(description=_("booking"))
    def lengths(self, space: Space) -> str:
        if space.use == Space.Use.DROP_IN:
            return "–"
        return _("%(shortest)d to %(longest)d minutes") % {"shortest": space.shortest, "longest": space.longest}

    def get_readonly_fields(self, request: HttpRequest, obj: Any = None) -> Any:
        if obj is None:
            return []
        return ["station", "poster"] if self.has_change_permission(request, obj) else ["station"]

    def get_fieldsets(self, request: HttpRequest, obj: Any = None) -> Any:
        """With the code for the door, once there is a room for it to hang at, for whoever may print it."""
        groups = super().get_fieldsets(request, obj)
        if obj is None or not self.has_change_permission(request, obj):
            return groups
        return [*groups, (_("Door poster"), {"fields": ["poster"]})]

    @admin.display(description=_("Door poster"))
    def poster(self, space: Space) -> SafeString:
        return format_html(
            '<a class="text-primary-600 dark:text-primary-500" href="{}">{}</a>',
            reverse("stations:poster", args=[space.pk]),
            gettext("Door poster"),
        )

    def formfield_for_foreignkey(self, db_field: Any, request: HttpRequest, **kwargs: Any) -> Any:
        if db_field.name == "station":
            kwargs["queryset"] = Station.objects.within(reach_of(Space, request, "add"))
        return super().formfield_for_foreignkey(db_field, request, **kwargs)

    def get_form(self, request: HttpRequest, obj: Any = None, change: bool = False, **kwargs: Any) -> Any:
        form = super().get_form(request, obj, change=change, **kwargs)
        if "part_of" in form.base_fields:
            field: Any = form.base_fields["part_of"]
            field.queryset = spaces_that_may_have_parts(field.queryset, obj)
        return form

    def view_on_site(self, obj: Space) -> str | None:
        """One that is out of use, or at a station that is not listed, has no page."""
        return obj.get_absolute_url() if obj.active and obj.station.listed else None


def spaces_that_may_have_parts(spaces: QuerySet, space: Space | None) -> QuerySet:
    """The spaces of which `space` can be a part: of the same station, and parts of nothing themselves."""
    rows = spaces.filter(part_of=None)
    return rows.filter(station=space.station_id).exclude(pk=space.pk) if space else rows
