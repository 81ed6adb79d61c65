"""Filters of admin lists that several records of the grid share."""

import datetime as dt
from typing import Any

from django.contrib import admin
from django.db.models import Exists, OuterRef, QuerySet
from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _

from common.admin.filters import ScopedRelatedFilter
from common.admin.scope import visible
from common.http.keys import whole_number
from common.time import clock
from grid.models import Building, Visit
from grid.selectors.coverage import visitable_households


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


class BuildingOfEstateFilter(ScopedRelatedFilter):
    """The filter by building: once an estate is chosen, by the buildings of that estate."""

    def field_choices(self, field: Any, request: HttpRequest, model_admin: Any) -> list[tuple[Any, str]]:
        buildings = visible(Building, request).select_related("estate").order_by("estate__name", "number")
        estate = whole_number(request.GET.get("building__estate__id__exact", ""))
        if estate is not None:
            buildings = buildings.filter(estate=estate)
        return [(building.pk, str(building)) for building in buildings]


class AgeFilter(admin.SimpleListFilter):
    """The filter of residences by the age that the person reaches this year; of people only met it tells nothing."""

    title = _("age")
    parameter_name = "age"

    def lookups(self, request: HttpRequest, model_admin: admin.ModelAdmin) -> list[tuple[str, Any]]:
        return [(str(age), _("%(n)d and older") % {"n": age}) for age in (60, 70, 80, 90)]

    def queryset(self, request: HttpRequest, queryset: QuerySet) -> QuerySet:
        if self.value() not in ("60", "70", "80", "90"):
            return queryset
        born = clock.today().year - int(self.value() or 0)
        return queryset.filter(person_is_own=True, person__birth_year__lte=born)


class NotVisitedFilter(admin.SimpleListFilter):
    """The filter of residences by when somebody was last met at the door, for whoever reads visits."""

    title = _("not visited for")
    parameter_name = "unvisited"
    DAYS = ("30", "90", "180")

    def lookups(self, request: HttpRequest, model_admin: admin.ModelAdmin) -> list[tuple[str, Any]]:
        if not request.user.has_perm("grid.view_visit"):
            return []
        return [(days, _("%(n)d days") % {"n": int(days)}) for days in self.DAYS]

    def queryset(self, request: HttpRequest, queryset: QuerySet) -> QuerySet:
        if self.value() not in self.DAYS:
            return queryset
        since = clock.today() - dt.timedelta(days=int(self.value() or 0))
        visits = Visit.objects.filter(household=OuterRef("household"), met=True, on__gt=since)
        return queryset.filter(~Exists(visits), household__in=visitable_households(request.user).values("pk"))


CURRENT_OR_ALL: list[tuple[str, Any]] = [("current", _("those of today")), ("all", _("past ones too"))]
