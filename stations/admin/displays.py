"""Devices on a wall that show a station's day. The secret address is shown once, when one is added."""

from http import HTTPStatus
from typing import Any

from django import forms
from django.contrib import admin
from django.http import HttpRequest, HttpResponse
from django.urls import reverse
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _
from unfold.decorators import action, display
from unfold.enums import ActionVariant

from accounts.auth.http import acting_user
from common.admin.pages import office_page, posted, require_allowed
from common.admin.scope import reach_of
from common.http.keys import get_visible_or_404
from stations.actions.displays import add_display, revoke_display
from stations.admin.base import ActedOnAdmin, act_with_form
from stations.models import Station, WallDisplay


@admin.register(WallDisplay)
class WallDisplayAdmin(ActedOnAdmin):
    """Displays on the walls of stations: the page after adding one is the only one that shows its secret address."""

    list_display = ["name", "station", "standing", "created_at", "added_by"]
    list_filter = ["station"]
    list_select_related = ["station", "created_by__person"]
    search_fields = ["name", "station__name"]
    actions_detail = ["revoke"]

    @display(description=_("status"), label={"on": "success", "off": "default"})
    def standing(self, device: WallDisplay) -> tuple[str, str]:
        return ("off", gettext("switched off")) if device.revoked_at else ("on", gettext("on"))

    @admin.display(description=_("added by"), ordering="created_by__person__name_sort")
    def added_by(self, device: WallDisplay) -> str:
        return str(device.created_by)

    def get_fields(self, request: HttpRequest, obj: Any = None) -> Any:
        return ["name", "station", "created_at", "added_by", "revoked_at"] if obj else ["station", "name"]

    def get_readonly_fields(self, request: HttpRequest, obj: Any = None) -> Any:
        return self.get_fields(request, obj) if obj else []

    def formfield_for_foreignkey(self, db_field: Any, request: HttpRequest, **kwargs: Any) -> Any:
        if db_field.name == "station":
            kwargs["queryset"] = Station.objects.within(reach_of(WallDisplay, request, "add"))
        return super().formfield_for_foreignkey(db_field, request, **kwargs)

    # --- Adding: the answer is the one page that shows the address; nothing keeps it

    def save_model(self, request: HttpRequest, obj: WallDisplay, form: Any, change: bool) -> None:
        made, token = add_display(obj.station, name=obj.name, by=acting_user(request))
        obj.pk, obj.created_by, obj._state.adding = made.pk, made.created_by, False
        request.secret_address = request.build_absolute_uri(reverse("wall", args=[token]))  # type: ignore[attr-defined]

    def response_add(
        self, request: HttpRequest, obj: WallDisplay, post_url_continue: str | None = None
    ) -> HttpResponse:
        return office_page(
            self,
            request,
            "admin/stations/display_added.html",
            gettext("The display is added"),
            status=HTTPStatus.CREATED,
            original=obj,
            wall=obj,
            address=request.secret_address,  # type: ignore[attr-defined]
        )

    # --- Switching off

    def get_actions_detail(self, request: HttpRequest, object_id: int | str) -> list[Any]:
        device = self.get_object(request, str(object_id))
        on = isinstance(device, WallDisplay) and device.revoked_at is None
        return super().get_actions_detail(request, object_id) if on else []

    @action(
        description=_("Switch off"),
        icon="tv_off",
        url_path="revoke",
        permissions=["run"],
        variant=ActionVariant.DANGER,
    )
    def revoke(self, request: HttpRequest, object_id: str) -> HttpResponse:
        device: WallDisplay = get_visible_or_404(self.get_queryset(request), object_id)
        require_allowed(self.has_run_permission(request, device))
        return act_with_form(
            self,
            request,
            device,
            forms.Form(posted(request)),
            do=revoke_display,
            title=gettext("Switch the display off"),
            text=gettext("From then on its address shows nothing, for good. Add a new display for another device."),
            button=gettext("Switch off"),
            done=gettext("The display is switched off."),
            danger=True,
        )
