"""Filters of admin lists that several records of the grid share."""

from typing import Any

from django.contrib import admin
from django.db.models import QuerySet
from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _


class CurrentFilter(admin.SimpleListFilter):
    """A filter of links and residences: those in force today, or those that are past or yet to come."""

    title = _("still so")
    parameter_name = "current"

    def lookups(self, request: HttpRequest, model_admin: admin.ModelAdmin) -> list[tuple[str, Any]]:
        return [("1", _("today")), ("0", _("past or to come"))]

    def queryset(self, request: HttpRequest, queryset: QuerySet) -> QuerySet:
        current = queryset.model.objects.current().values("pk")
        if self.value() == "1":
            return queryset.filter(pk__in=current)
        return queryset.exclude(pk__in=current) if self.value() == "0" else queryset


CURRENT_OR_ALL: list[tuple[str, Any]] = [("current", _("those of today")), ("all", _("past ones too"))]
