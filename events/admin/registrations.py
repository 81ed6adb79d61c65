"""All registrations, to look things up. What happens to one is done on its event's page."""

from typing import Any

from django.contrib import admin
from django.db.models import Exists, OuterRef, QuerySet
from django.http import HttpRequest
from django.urls import reverse
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.translation import gettext_lazy as _
from unfold.decorators import display

from common.admin.base import ScopedModelAdmin
from common.admin.scope import visible
from events.models import Event, Registration

STATUS_COLOURS = {
    "registered": "success",
    "waitlisted": "warning",
    "cancelled": "danger",
    "attended": "success",
    "no_show": "danger",
}


@admin.register(Registration)
class RegistrationAdmin(ScopedModelAdmin):
    """All registrations, only to look things up."""

    list_display = ["person", "of_event", "party", "standing", "created_at", "registered_by"]
    list_display_links = None
    list_filter = ["status"]
    list_select_related = ["person", "event", "by__person"]
    search_fields = ["person__name", "event__title"]
    ordering = ["-created_at", "-pk"]

    def has_add_permission(self, request: HttpRequest) -> bool:
        return False

    def has_change_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return False

    def has_delete_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return False

    def get_queryset(self, request: HttpRequest) -> QuerySet:
        events = visible(Event, request).order_by().filter(pk=OuterRef("event"))
        return super().get_queryset(request).annotate(event_is_visible=Exists(events))

    @admin.display(description=_("event"), ordering="event__starts_at")
    def of_event(self, registration: Any) -> SafeString:
        """With a link to the party, for who may open the event; a grid worker sees only that somebody goes there."""
        if not registration.event_is_visible:
            return format_html("{}", registration.event)
        address = reverse("admin:events_event_party", args=[registration.event_id, registration.pk])
        return format_html(
            '<a class="text-primary-600 dark:text-primary-500" href="{}">{}</a>', address, registration.event
        )

    @admin.display(description=_("Number of people"), ordering="seats")
    def party(self, registration: Registration) -> int:
        return registration.seats

    @display(description=_("status"), ordering="status", label=STATUS_COLOURS)
    def standing(self, registration: Registration) -> tuple[str, str]:
        return registration.status, str(registration.get_status_display())

    @admin.display(description=_("registered by"))
    def registered_by(self, registration: Registration) -> str:
        return str(registration.by)
