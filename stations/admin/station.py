"""Stations: where they are, what they have, when they open."""

from typing import Any

from django import forms
from django.contrib import admin
from django.db import models
from django.http import HttpRequest
from django.utils.safestring import SafeString
from django.utils.translation import gettext_lazy as _
from pictures.models import PictureField
from unfold.contrib.filters.admin import ChoicesDropdownFilter
from unfold.decorators import display
from unfold.widgets import UnfoldAdminCheckboxSelectMultipleWidget, UnfoldAdminImageFieldWidget

from common.admin import ChangeList, ScopedTabularInline
from common.images import PhotoField
from common.moments import TimeWidget
from grid.forms import OneCommunityForm
from grid.one_community import OneCommunityAdmin
from grid.querysets import counted
from stations.models import OpeningException, OpeningHours, Space, Station, StationPhoto
from stations.opening import standings
from stations.words import standing_in_words


class StationForm(OneCommunityForm):
    """What a station has is ticked, not typed."""

    facilities = forms.MultipleChoiceField(
        label=_("facilities"),
        choices=Station.Facility.choices,
        required=False,
        widget=UnfoldAdminCheckboxSelectMultipleWidget,
    )
    access = forms.MultipleChoiceField(
        label=_("accessibility"),
        choices=Station.Access.choices,
        required=False,
        widget=UnfoldAdminCheckboxSelectMultipleWidget,
    )

    class Meta:
        model = Station
        fields = [
            "kind",
            "name",
            "about",
            "address",
            "phone",
            "grid",
            "estate",
            "x",
            "y",
            "facilities",
            "access",
            "access_note",
            "own_holiday_hours",
            "listed",
        ]


class OfTimes(ScopedTabularInline):
    formfield_overrides = {
        **ScopedTabularInline.formfield_overrides,
        models.TimeField: {"widget": TimeWidget},
    }


class OpeningHoursInline(OfTimes):
    model = OpeningHours
    fields = ["day", "opens", "closes"]


class OpeningExceptionInline(OfTimes):
    model = OpeningException
    fields = ["during", "opens", "closes", "reason"]


class StationPhotoInline(ScopedTabularInline):
    model = StationPhoto
    fields = ["photo", "alt", "number"]
    formfield_overrides = {
        **ScopedTabularInline.formfield_overrides,
        PictureField: {"form_class": PhotoField, "widget": UnfoldAdminImageFieldWidget},
    }


class StationList(ChangeList):
    """How the stations of the page stand now: a few queries for all of them."""

    def get_results(self, request: HttpRequest) -> None:
        super().get_results(request)
        stations = list(self.result_list)
        found = standings(stations)
        for station in stations:
            station.standing = found[station.pk]
        self.result_list = stations


@admin.register(Station)
class StationAdmin(OneCommunityAdmin):
    form = StationForm
    list_display = ["name", "kind", "now", "place", "space_total", "listed", "community"]
    list_filter = [("kind", ChoicesDropdownFilter), "estate", "grid", "listed"]
    list_select_related = ["community", "estate", "grid"]
    search_fields = ["name", "address"]
    inlines = [OpeningHoursInline, OpeningExceptionInline, StationPhotoInline]
    fieldsets = [
        (_("Station"), {"fields": ["community", ("kind", "name"), "about", "listed"]}),
        (_("Where"), {"fields": ["address", "phone", ("estate", "grid"), ("x", "y")]}),
        (_("What it has"), {"fields": ["facilities", "access", "access_note"]}),
        (_("Holidays"), {"fields": ["own_holiday_hours"]}),
    ]

    def get_changelist(self, request: HttpRequest, **kwargs: Any) -> type[ChangeList]:
        return StationList

    def get_queryset(self, request: HttpRequest) -> models.QuerySet:
        rooms = Space.objects.filter(active=True)
        return super().get_queryset(request).annotate(space_count=counted(rooms, "station"))

    @display(description=_("now"), label={"open": "success", "closed": "default"})
    def now(self, station: Any) -> tuple[str, str]:
        return ("open" if station.standing.is_open else "closed"), standing_in_words(station.standing)

    @admin.display(description=_("place"))
    def place(self, station: Station) -> str:
        return " · ".join(str(part) for part in (station.estate, station.address) if part)

    @admin.display(description=_("spaces"))
    def space_total(self, station: Any) -> SafeString:
        return self.link_to_list(Space, station.space_count, station__id__exact=station.pk)

    def view_on_site(self, obj: Station) -> str:
        return obj.get_absolute_url()
