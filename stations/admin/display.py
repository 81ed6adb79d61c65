"""Devices on a wall that show a station's day. The secret address is shown once, when one is added."""

from typing import Any

from django.contrib import admin
from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _
from unfold.decorators import display

from common.admin import ScopedModelAdmin
from stations.models import WallDisplay


@admin.register(WallDisplay)
class WallDisplayAdmin(ScopedModelAdmin):
    list_display = ["name", "station", "standing", "created_at", "created_by"]
    list_filter = ["station"]
    list_select_related = ["station", "created_by__person"]
    search_fields = ["name", "station__name"]

    @display(description=_("status"), label={"on": "success", "off": "default"})
    def standing(self, wall: WallDisplay) -> tuple[str, str]:
        return ("off", str(_("switched off"))) if wall.revoked_at else ("on", str(_("on")))

    def has_add_permission(self, request: HttpRequest) -> bool:
        return False

    def has_change_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return False

    def has_delete_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return False
