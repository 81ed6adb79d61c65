"""Bookings: what is asked for, what is coming, what was."""

from typing import Any

from django.contrib import admin
from django.db.models import Case, QuerySet, Value, When
from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _
from unfold.contrib.filters.admin import ChoicesDropdownFilter
from unfold.decorators import display

from common import clock, when
from common.admin import ScopedModelAdmin
from stations.models import Booking

COLOURS = {
    "requested": "warning",
    "confirmed": "success",
    "checked_in": "success",
    "done": "info",
    "refused": "default",
    "cancelled": "default",
    "no_show": "danger",
}


@admin.register(Booking)
class BookingAdmin(ScopedModelAdmin):
    """Nothing of a booking is edited; what is done with it are acts, each with a page of its own."""

    list_display = ["when", "room", "person", "party_size", "standing", "booked_by"]
    list_display_links = ["when"]
    list_filter = [("status", ChoicesDropdownFilter), "space__station", "space"]
    list_select_related = ["space__station", "person", "by__person"]
    search_fields = ["person__name", "space__name", "space__station__name"]
    search_help_text = _("Name, room or station")

    def get_ordering(self, request: HttpRequest) -> Any:
        """What waits for an answer comes first, the nearest before the others."""
        waits = Case(
            When(status=Booking.Status.REQUESTED, starts_at__gt=clock.now(), then=Value(0)), default=Value(1)
        )
        return [waits.asc(), "-starts_at", "-pk"]

    def get_queryset(self, request: HttpRequest) -> QuerySet:
        return super().get_queryset(request)

    @admin.display(description=_("when"), ordering="starts_at")
    def when(self, booking: Booking) -> str:
        return when.span(booking.starts_at, booking.ends_at)

    @display(description=_("space"), header=True, ordering="space__name")
    def room(self, booking: Booking) -> list[Any]:
        return [booking.space.name, booking.space.station.name]

    @display(description=_("status"), ordering="status", label=COLOURS)
    def standing(self, booking: Booking) -> tuple[str, str]:
        return booking.status, str(booking.get_status_display())

    @admin.display(description=_("booked by"))
    def booked_by(self, booking: Booking) -> str:
        return str(booking.by)

    def has_add_permission(self, request: HttpRequest) -> bool:
        return False

    def has_change_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return False

    def has_delete_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return False
