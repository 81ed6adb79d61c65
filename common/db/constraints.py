"""Constraints that many tables have: on ranges of days and times, and foreign keys over several columns."""

from typing import Any

from django.contrib.postgres.constraints import ExclusionConstraint
from django.contrib.postgres.fields import BigIntegerRangeField, RangeOperators
from django.db import models
from django.db.migrations.operations import RunSQL
from django.db.models import F, Func, Q, Value
from django.utils.translation import gettext_lazy as _

from common.time.ranges import AFTER_LAST_DAY, FIRST_DAY


def composite_foreign_key(
    *,
    table: str,
    name: str,
    columns: tuple[str, ...],
    references: str,
    referenced: tuple[str, ...],
    on_delete: str = "NO ACTION",
    on_update: str = "NO ACTION",
) -> RunSQL:
    """Migration operation: `FOREIGN KEY (columns) REFERENCES references (referenced)`, checked at commit.

    It makes both ends of a relation agree in a second column. Django has no field for that, so the constraint is
    added beside the ordinary one. It needs no trigger, and it also refuses a later change of the referenced row, or
    with `on_update="CASCADE"` makes it here as well.
    """
    return RunSQL(
        f"ALTER TABLE {table} ADD CONSTRAINT {name} FOREIGN KEY ({', '.join(columns)}) "
        f"REFERENCES {references} ({', '.join(referenced)}) "
        f"ON DELETE {on_delete} ON UPDATE {on_update} DEFERRABLE INITIALLY DEFERRED",
        f"ALTER TABLE {table} DROP CONSTRAINT {name}",
    )


def valid_range(field: str, *, name: str, bounded: bool = False) -> models.CheckConstraint:
    """CHECK that a range is not empty and has a beginning; with `bounded` also an end.

    An empty range overlaps nothing, so it would pass every exclusion constraint.
    """
    condition = Q(**{f"{field}__isempty": False, f"{field}__lower_inf": False})
    if bounded:
        condition &= Q(**{f"{field}__upper_inf": False})
    return models.CheckConstraint(
        condition=condition, name=name, violation_error_message=_("The end must be later than the beginning.")
    )


def known_days(field: str, *, name: str) -> models.CheckConstraint:
    """CHECK that a range of days begins and, if it ends, ends in known years.

    PostgreSQL can store days that the driver cannot read (“infinity”, the year 20000): one such row would break every
    list.
    """
    condition = Q(**{f"{field}__startswith__gte": FIRST_DAY, f"{field}__startswith__lt": AFTER_LAST_DAY}) & (
        Q(**{f"{field}__upper_inf": True}) | Q(**{f"{field}__endswith__lte": AFTER_LAST_DAY})
    )
    return models.CheckConstraint(
        condition=condition, name=name, violation_error_message=_("The days lie in the years 1900 to 2199.")
    )


def one_at_a_time(
    *owners: str, during: str = "during", name: str, message: Any, condition: Q | None = None
) -> ExclusionConstraint:
    """Exclusion constraint: for equal `owners` (foreign keys), `during` never overlaps.

    The embedded server has no btree_gist, so each id is compared as the range that contains only itself.
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
