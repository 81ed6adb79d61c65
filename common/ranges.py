"""Ranges of days and moments, half-open `[)` everywhere, and the constraints that every such column carries."""

import datetime as dt
from typing import Any

from django.contrib.postgres.constraints import ExclusionConstraint
from django.contrib.postgres.fields import BigIntegerRangeField, RangeOperators
from django.db import models
from django.db.backends.postgresql.psycopg_any import DateRange
from django.db.models import F, Func, Q, Value
from django.utils.translation import gettext_lazy as _

from common import clock


def since(day: dt.date | None = None) -> DateRange:
    """The open range of days that begins on `day` (default: today) and has not ended."""
    return DateRange(day or clock.today(), None)


def valid_range(field: str, *, name: str, bounded: bool = False) -> models.CheckConstraint:
    """CHECK that a range is not empty and has a beginning; with `bounded`, an end too.

    An empty range overlaps nothing, so it would slip past every exclusion constraint.
    """
    condition = Q(**{f"{field}__isempty": False, f"{field}__lower_inf": False})
    if bounded:
        condition &= Q(**{f"{field}__upper_inf": False})
    return models.CheckConstraint(
        condition=condition, name=name, violation_error_message=_("The end must be later than the beginning.")
    )


# Members joined and people moved in before the portal's own years; nothing is planned for later.
FIRST_DAY, END_OF_DAYS = dt.date(1900, 1, 1), dt.date(2200, 1, 1)


def known_days(field: str, *, name: str) -> models.CheckConstraint:
    """CHECK that a range of days begins and, if ever, ends in known years.

    PostgreSQL keeps days that no driver reads (“infinity”, the year 20000): one such row would break every list.
    """
    condition = Q(**{f"{field}__startswith__gte": FIRST_DAY, f"{field}__startswith__lt": END_OF_DAYS}) & (
        Q(**{f"{field}__upper_inf": True}) | Q(**{f"{field}__endswith__lte": END_OF_DAYS})
    )
    return models.CheckConstraint(
        condition=condition, name=name, violation_error_message=_("The days lie in the years 1900 to 2199.")
    )


def one_at_a_time(
    *owners: str, during: str = "during", name: str, message: Any, condition: Q | None = None
) -> ExclusionConstraint:
    """Exclusion constraint: for equal `owners` (foreign keys), `during` never overlaps.

    The embedded server has no btree_gist, so each id is compared as the range that holds only itself.
    """
    same = [
        (
            Func(F(owner), F(owner), Value("[]"), function="int8range", output_field=BigIntegerRangeField()),
            RangeOperators.EQUAL,
        )
        for owner in owners
    ]
    return ExclusionConstraint(
        name=name,
        expressions=[*same, (during, RangeOperators.OVERLAPS)],
        condition=condition,
        violation_error_message=message,
    )


def ended(during: DateRange, *, on: dt.date) -> DateRange | None:
    """`during` with `on` as the first day outside it; None when no day would be left.

    A range that has already ended by then stays as it is.
    """
    if during.upper is not None and during.upper <= on:
        return during
    if during.lower is not None and during.lower >= on:
        return None
    return DateRange(during.lower, on)
