"""Filters of the office's lists: over a relation they offer and take only what the user may see."""

import datetime as dt
from collections.abc import Iterator
from typing import Any, ClassVar

from django.contrib import admin
from django.contrib.admin.options import IncorrectLookupParameters
from django.contrib.admin.utils import NotRelationField, get_fields_from_path, get_model_from_relation
from django.core.exceptions import FieldDoesNotExist, ImproperlyConfigured
from django.db import models
from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _
from unfold.contrib.filters.admin import RelatedDropdownFilter

from common.admin.scope import visible
from common.time import clock


class ScopedFilterMixin:
    """A filter over a relation that offers only what the user may see."""

    def field_choices(
        self, field: models.Field, request: HttpRequest, model_admin: admin.ModelAdmin
    ) -> list[tuple[Any, str]]:
        rows = visible(get_model_from_relation(field), request)
        ordering = self.field_admin_ordering(field, request, model_admin)  # type: ignore[attr-defined]
        rows = rows.complex_filter(field.get_limit_choices_to())  # type: ignore[attr-defined]
        return [(row.pk, str(row)) for row in (rows.order_by(*ordering) if ordering else rows)]

    def queryset(self, request: HttpRequest, queryset: models.QuerySet) -> models.QuerySet | None:
        """The rows of one that is offered. Raises IncorrectLookupParameters for every other key."""
        asked = self.used_parameters.get(self.lookup_kwarg, [])  # type: ignore[attr-defined]
        offered = {str(key) for key, _text in self.lookup_choices}  # type: ignore[attr-defined]
        if not {str(key) for key in asked} - {""} <= offered:
            raise IncorrectLookupParameters
        return super().queryset(request, queryset)  # type: ignore[misc]


class ScopedRelatedFilter(ScopedFilterMixin, RelatedDropdownFilter):
    """The filter that a relation named in `list_filter` gets."""


class FilledFilter(admin.EmptyFieldListFilter):
    """A filter by whether a field is filled, in words that say what that means; Django's are “empty” and “not empty”.

    A reverse relation has no name: its filter gives a `heading`.
    """

    heading: ClassVar[Any] = None
    filled: ClassVar[Any]
    empty: ClassVar[Any]

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.title = self.heading or self.title

    def choices(self, changelist: Any) -> Iterator[Any]:
        every, empty, filled = super().choices(changelist)
        yield from (every, {**filled, "display": self.filled}, {**empty, "display": self.empty})


def scoped_filter(item: Any, model: type[models.Model]) -> Any:
    """One entry of `list_filter`, with every filter over a relation closed to what is not visible."""
    path, kind = item if isinstance(item, tuple | list) else (item, None)
    if not isinstance(path, str):
        return item
    try:
        fields = get_fields_from_path(model, path)
    except (FieldDoesNotExist, NotRelationField):
        return item
    if kind is None:
        return (path, ScopedRelatedFilter) if fields[-1].is_relation else item
    if issubclass(kind, admin.RelatedFieldListFilter) and not issubclass(kind, ScopedFilterMixin):
        return (path, type(f"Scoped{kind.__name__}", (ScopedFilterMixin, kind), {}))
    if issubclass(kind, admin.AllValuesFieldListFilter) and len(fields) > 1:
        raise ImproperlyConfigured(f"{path}: this filter would list values of rows that are not visible.")
    return item


class LastDaysFilter(admin.SimpleListFilter):
    """A filter by the day in `field`: the last 7, 30, 90 or 365 days."""

    parameter_name = "days"
    field: str
    DAYS: ClassVar = {"7": _("last 7 days"), "30": _("last 30 days"), "90": _("last 90 days"), "365": _("last year")}

    def lookups(self, request: HttpRequest, model_admin: Any) -> list[tuple[str, Any]]:
        return list(self.DAYS.items())

    def queryset(self, request: HttpRequest, queryset: models.QuerySet) -> models.QuerySet:
        if self.value() not in self.DAYS:
            return queryset
        return queryset.filter(**{f"{self.field}__gt": clock.today() - dt.timedelta(days=int(self.value() or 0))})
