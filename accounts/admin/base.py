"""What admin pages about people share: read-only records, masked numbers, search by a whole number."""

from typing import Any

from django.contrib import admin, messages
from django.db import models
from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _

from accounts.actions.people import count_number_search
from accounts.auth.http import acting_user
from accounts.phones import whole_phone
from common.admin.base import ScopedModelAdmin
from common.exceptions import Refused


class ReadOnly:
    """Base of the admin of records about people that are only read: the portal or an action writes them."""

    def has_add_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return False

    def has_change_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return False

    def has_delete_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return False


class MaskedPhoneAdmin(ScopedModelAdmin):
    """Base of the admin of people and of sign-ins: phone numbers are masked; a whole one can be searched for."""

    readonly_fields = ["phone_masked"]

    @admin.display(description=_("phone"))
    def phone_masked(self, obj: Any) -> str:
        return obj.masked_phone or "–"

    def get_search_results(
        self, request: HttpRequest, queryset: models.QuerySet, search_term: str
    ) -> tuple[models.QuerySet, bool]:
        """A search by a whole number is counted, as everywhere; who tries too many is told so, and finds nobody."""
        try:
            count_number_search(search_term, by=acting_user(request))
        except Refused as refused:
            messages.error(request, str(refused))
            return queryset.none(), False
        return self.matching(request, queryset, search_term)

    def matching(
        self, request: HttpRequest, queryset: models.QuerySet, search_term: str
    ) -> tuple[models.QuerySet, bool]:
        """The rows that match what was typed, and whether one may come twice."""
        if phone := whole_phone(search_term):
            return queryset.filter(phone=phone), False
        return super().get_search_results(request, queryset, search_term)
