"""Privacy notices, and who agreed to which."""

from typing import Any

from django.contrib import admin
from django.http import HttpRequest

from accounts.models import Consent, PrivacyNotice
from common.admin.base import ScopedModelAdmin
from common.time import clock


@admin.register(Consent)
class ConsentAdmin(ScopedModelAdmin):
    """Agreement given on paper or by phone is entered here; nobody changes one that was given."""

    fields = ["person", "notice"]
    list_display = ["person", "notice", "given_at", "given_by", "withdrawn_at"]
    list_filter = ["notice", ("withdrawn_at", admin.EmptyFieldListFilter)]
    list_select_related = ["person", "notice", "given_by__person"]
    autocomplete_fields = ["person"]
    search_fields = ["person__name"]

    def save_model(self, request: HttpRequest, obj: Consent, form: Any, change: bool) -> None:
        obj.given_by = request.user  # type: ignore[assignment]
        super().save_model(request, obj, form, change)

    def has_change_permission(self, request: HttpRequest, obj: Consent | None = None) -> bool:
        return False

    def has_delete_permission(self, request: HttpRequest, obj: Consent | None = None) -> bool:
        return False


@admin.register(PrivacyNotice)
class PrivacyNoticeAdmin(ScopedModelAdmin):
    """A notice can be written ahead; from its day on its words stay, since people agreed to them."""

    list_display = ["version", "published_at"]
    fields = ["version", "published_at", "text"]

    def has_change_permission(self, request: HttpRequest, obj: PrivacyNotice | None = None) -> bool:
        changeable = obj is None or obj.published_at > clock.now()
        return changeable and super().has_change_permission(request, obj)

    def has_delete_permission(self, request: HttpRequest, obj: PrivacyNotice | None = None) -> bool:
        changeable = obj is not None and obj.published_at > clock.now()
        return changeable and super().has_delete_permission(request, obj)
