"""Filters that several lists of records share."""

import datetime as dt
from typing import Any

from django.contrib import admin
from django.contrib.admin.options import IncorrectLookupParameters
from django.db.models import QuerySet
from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _

from common.admin.filters import LastDaysFilter
from common.time import clock
from volunteers.models import ServiceRecord
from volunteers.selectors.suspicious import late_records

FIRST_YEAR = clock.FIRST_YEAR


class YearFilter(admin.SimpleListFilter):
    """The filter of a list by the year of its day: this one and the four before; links may name any other."""

    title = _("year")
    parameter_name = "year"
    column = "day"

    def lookups(self, request: HttpRequest, model_admin: admin.ModelAdmin) -> list[tuple[str, Any]]:
        this = clock.today().year
        return [(str(year), str(year)) for year in range(this, this - 5, -1)]

    def queryset(self, request: HttpRequest, queryset: QuerySet) -> QuerySet:
        typed = self.value()
        if not typed:
            return queryset
        if not (typed.isascii() and typed.isdigit() and FIRST_YEAR <= int(typed) <= clock.LAST_YEAR):
            raise IncorrectLookupParameters
        first = dt.date(int(typed), 1, 1)
        if self.column == "day":
            return queryset.filter(day__range=(first, dt.date(first.year, 12, 31)))
        ends = dt.date(first.year + 1, 1, 1)
        moments = {f"{self.column}__gte": clock.day_start(first), f"{self.column}__lt": clock.day_start(ends)}
        return queryset.filter(**moments)


class YearAskedFilter(YearFilter):
    """The filter of requests by the year in which they were made."""

    column = "created_at"


class YearJoinedFilter(YearFilter):
    """The filter of volunteers by the year of the application, of those who were accepted."""

    title = _("joined in")
    parameter_name = "joined"
    column = "applied_at"

    def queryset(self, request: HttpRequest, queryset: QuerySet) -> QuerySet:
        rows = super().queryset(request, queryset)
        return rows.filter(number__isnull=False) if self.value() else rows


class CountsFilter(admin.SimpleListFilter):
    """The filter of records: those that every figure is made of, or the others."""

    title = _("counts or not")
    parameter_name = "counts"

    def lookups(self, request: HttpRequest, model_admin: admin.ModelAdmin) -> list[tuple[str, Any]]:
        return [("1", _("counts")), ("0", _("waits, was not confirmed, or was corrected"))]

    def queryset(self, request: HttpRequest, queryset: QuerySet) -> QuerySet:
        counted = ServiceRecord.objects.counted().order_by().values("pk")
        if self.value() == "1":
            return queryset.filter(pk__in=counted)
        return queryset.exclude(pk__in=counted) if self.value() == "0" else queryset


class CorrectionFilter(admin.SimpleListFilter):
    """The filter of records: corrections of others, or records as they were first entered."""

    title = _("correction")
    parameter_name = "correction"

    def lookups(self, request: HttpRequest, model_admin: admin.ModelAdmin) -> list[tuple[str, Any]]:
        return [("1", _("corrects another")), ("0", _("as first entered"))]

    def queryset(self, request: HttpRequest, queryset: QuerySet) -> QuerySet:
        if self.value() in ("0", "1"):
            return queryset.filter(corrects__isnull=self.value() == "0")
        return queryset


class NotCompleteFilter(admin.SimpleListFilter):
    """The filter of records that the law wants otherwise: without an evaluation, or entered after the deadline."""

    title = _("not as it should be")
    parameter_name = "lacks"

    def lookups(self, request: HttpRequest, model_admin: admin.ModelAdmin) -> list[tuple[str, Any]]:
        return [("evaluation", _("without evaluation")), ("time", _("entered late"))]

    def queryset(self, request: HttpRequest, queryset: QuerySet) -> QuerySet:
        rows = ServiceRecord.objects.filter(pk__in=queryset.order_by().values("pk"))
        if self.value() == "evaluation":
            return queryset.filter(pk__in=rows.without_evaluation().values("pk"))
        if self.value() == "time":
            return queryset.filter(pk__in=[one.records[0].pk for one in late_records(rows.standing())])
        return queryset


class RecordDaysFilter(LastDaysFilter):
    """The filter of records by day: the last 7, 30, 90 or 365 days."""

    title = _("day")
    field = "day"
