"""Privacy notices, and who agreed to which."""

from typing import Any

from django.contrib import admin
from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _

from accounts.actions.consent import give_consent
from accounts.admin.base import FindsPeopleAdmin
from accounts.auth.http import acting_user
from accounts.models import Consent, PrivacyNotice
from common.admin.base import ScopedModelAdmin
from common.admin.filters import FilledFilter
from common.admin.scope import require_within_scope
from common.time import clock


class WithdrawnFilter(FilledFilter):
    """Consents that were withdrawn, and those that stand."""

    heading, filled, empty = _("standing"), _("was withdrawn"), _("was not withdrawn")


@admin.register(Consent)
class ConsentAdmin(FindsPeopleAdmin):
    """A consent given on paper or by phone is entered here, to the notice in force. Nobody changes one later."""

    fields = ["person", "notice"]
    list_display = ["person", "notice", "given_at", "given_by", "withdrawn_at"]
    list_filter = ["notice", ("withdrawn_at", WithdrawnFilter)]
    list_select_related = ["person", "notice", "given_by__person"]
    autocomplete_fields = ["person"]
    search_fields = ["person__name"]

    def get_fields(self, request: HttpRequest, obj: Consent | None = None) -> Any:
        return ["person", "notice", "given_at", "given_by", "withdrawn_at"] if obj else self.fields

    def formfield_for_foreignkey(self, db_field: Any, request: HttpRequest, **kwargs: Any) -> Any:
        """Only the notice in force is offered; the office agrees to it for others, and may not list all notices."""
        field = super().formfield_for_foreignkey(db_field, request, **kwargs)
        if db_field.name == "notice":
            in_force = PrivacyNotice.objects.current()
            field.queryset = PrivacyNotice.objects.filter(pk=in_force.pk if in_force else 0)
            field.initial, field.empty_label = in_force, None
        return field

    def save_model(self, request: HttpRequest, obj: Consent, form: Any, change: bool) -> None:
        consent = give_consent(obj.person, notice=obj.notice, by=acting_user(request))
        require_within_scope(consent, request, "add")
        obj.pk, obj.notice, obj.given_by = consent.pk, consent.notice, consent.given_by
        obj._state.adding = False

    def has_change_permission(self, request: HttpRequest, obj: Consent | None = None) -> bool:
        return False

    def has_delete_permission(self, request: HttpRequest, obj: Consent | None = None) -> bool:
        return False


@admin.register(PrivacyNotice)
class PrivacyNoticeAdmin(ScopedModelAdmin):
    """A privacy notice can be written in advance. From its first day on it cannot change: people agreed to it."""

    list_display = ["version", "published_at"]
    fields = ["version", "published_at", "text"]

    def has_change_permission(self, request: HttpRequest, obj: PrivacyNotice | None = None) -> bool:
        changeable = obj is None or obj.published_at > clock.now()
        return changeable and super().has_change_permission(request, obj)

    def has_delete_permission(self, request: HttpRequest, obj: PrivacyNotice | None = None) -> bool:
        changeable = obj is not None and obj.published_at > clock.now()
        return changeable and super().has_delete_permission(request, obj)
