"""Who came without a booking, as the office enters and corrects it."""

from typing import Any

from django.contrib import admin
from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _

from accounts.auth.http import acting_user
from stations.admin.base import NamesRoomsAdmin, RoomFilter
from stations.models import DropIn


@admin.register(DropIn)
class DropInAdmin(NamesRoomsAdmin):
    """Visitors without a booking: here the office enters what was counted on paper, and removes what was wrong."""

    list_display = ["space", "station", "at", "people", "by"]
    list_filter = ["space__station", ("space", RoomFilter)]
    list_select_related = ["space__station", "by__person"]
    search_fields = ["space__name", "space__station__name"]
    date_hierarchy = "at"
    fields = ["space", "at", "people"]

    @admin.display(description=_("station"), ordering="space__station__name")
    def station(self, drop_in: DropIn) -> str:
        return str(drop_in.space.station)

    def save_model(self, request: HttpRequest, obj: DropIn, form: Any, change: bool) -> None:
        if not change:
            obj.by = acting_user(request)
        super().save_model(request, obj, form, change)
