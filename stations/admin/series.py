"""Bookings that repeat, made by the office for a group; with the days that were not free."""

from typing import Any

from django.contrib import admin
from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _

from common.admin import ScopedModelAdmin
from stations.models import BookingSeries


@admin.register(BookingSeries)
class BookingSeriesAdmin(ScopedModelAdmin):
    list_display = ["space", "station", "person", "first_day", "last_day", "starts", "by"]
    list_filter = ["space__station", "space"]
    list_select_related = ["space__station", "person", "by__person"]
    search_fields = ["person__name", "space__name"]

    @admin.display(description=_("station"), ordering="space__station__name")
    def station(self, series: BookingSeries) -> str:
        return str(series.space.station)

    def has_add_permission(self, request: HttpRequest) -> bool:
        return False

    def has_change_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return False

    def has_delete_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return False
