"""Who holds which room when: closed for maintenance here; the others are changed where they stand."""

from typing import Any

from django.contrib import admin
from django.db import models
from django.db.models import Exists, OuterRef
from django.http import HttpRequest
from django.urls import reverse
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.translation import gettext_lazy as _
from unfold.contrib.filters.admin import ChoicesDropdownFilter
from unfold.decorators import display

from accounts.auth.http import acting_user
from common.admin.ordering import next_first
from common.admin.scope import reach_of, visible
from common.time import clock, formatting
from stations.actions.holds import close_for_maintenance, end_maintenance
from stations.admin.base import NamesRoomsAdmin, RoomFilter, cell_in_one_line
from stations.models import Hold, Space

# Kinds of holds that are changed where they stand.
BEHIND = (Hold.Kind.BOOKING, *Hold.PROGRAMME)
COLOURS = {"booking": "success", "event": "primary", "activity": "primary", "maintenance": "warning"}


@admin.register(Hold)
class HoldAdmin(NamesRoomsAdmin):
    """Holds of rooms: the office adds and ends those of maintenance; those of others are only shown."""

    list_display = ["when", "room", "what", "note", "behind"]
    list_display_links = ["when"]
    list_filter = [("kind", ChoicesDropdownFilter), "space__station", ("space", RoomFilter)]
    list_select_related = ["space__station", *BEHIND]
    search_fields = ["space__name", "space__station__name", "note"]

    def get_ordering(self, request: HttpRequest) -> Any:
        return next_first("starts_at", models.Q(ends_at__lte=clock.now()))

    def get_queryset(self, request: HttpRequest) -> models.QuerySet:
        """With whether the reader may open what stands behind the hold: `opens_booking`, `opens_event`, …."""
        rows = super().get_queryset(request)
        for kind in BEHIND:
            model: Any = Hold._meta.get_field(kind).related_model
            rows = rows.annotate(**{f"opens_{kind}": Exists(visible(model, request).filter(hold=OuterRef("pk")))})
        return rows

    # --- What is shown

    @admin.display(description=_("when"), ordering="starts_at")
    def when(self, hold: Hold) -> SafeString:
        return cell_in_one_line(formatting.span(hold.starts_at, hold.ends_at))

    @display(description=_("space"), header=True, ordering="space__name")
    def room(self, hold: Hold) -> list[Any]:
        return [cell_in_one_line(hold.space.name), cell_in_one_line(hold.space.station.name)]

    @display(description=_("what for"), ordering="kind", label=COLOURS)
    def what(self, hold: Hold) -> tuple[str, str]:
        return hold.kind, str(hold.get_kind_display())

    @admin.display(description=_("stands behind it"))
    def behind(self, hold: Hold) -> str | SafeString:
        """What is to be changed instead: the booking, the event or the activity."""
        if hold.kind not in BEHIND or not hasattr(hold, hold.kind):
            return "–"
        if not getattr(hold, f"opens_{hold.kind}", False):
            return hold.get_kind_display()
        row: models.Model = getattr(hold, hold.kind)
        meta = row._meta
        address = reverse(f"admin:{meta.app_label}_{meta.model_name}_change", args=[row.pk])
        return format_html(
            '<a class="text-primary-600 dark:text-primary-500" href="{}">{}</a>', address, hold.get_kind_display()
        )

    # --- Closing a room, and opening it again

    def get_fields(self, request: HttpRequest, obj: Any = None) -> Any:
        if obj:
            return ["room_in_words", "what_in_words", "when", "note", "behind"]
        return ["space", ("starts_at", "ends_at"), "note"]

    def get_readonly_fields(self, request: HttpRequest, obj: Any = None) -> Any:
        return self.get_fields(request, obj) if obj else []

    @admin.display(description=_("space"))
    def room_in_words(self, hold: Hold) -> str:
        return f"{hold.space.station} · {hold.space}"

    @admin.display(description=_("what for"))
    def what_in_words(self, hold: Hold) -> str:
        return hold.get_kind_display()

    def formfield_for_foreignkey(self, db_field: Any, request: HttpRequest, **kwargs: Any) -> Any:
        if db_field.name == "space":
            kwargs["queryset"] = Space.objects.within(reach_of(Hold, request, "add"))
        return super().formfield_for_foreignkey(db_field, request, **kwargs)

    def save_model(self, request: HttpRequest, obj: Hold, form: Any, change: bool) -> None:
        made = close_for_maintenance(
            obj.space, starts_at=obj.starts_at, ends_at=obj.ends_at, note=obj.note, by=acting_user(request)
        )
        obj.pk, obj.kind, obj.by = made.pk, made.kind, made.by

    def has_change_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return False

    def has_delete_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        """Of a booking, an event or an activity the hold ends there."""
        if isinstance(obj, Hold) and obj.kind != Hold.Kind.MAINTENANCE:
            return False
        return super().has_delete_permission(request, obj)

    def delete_model(self, request: HttpRequest, obj: Hold) -> None:
        end_maintenance(obj, by=acting_user(request))
