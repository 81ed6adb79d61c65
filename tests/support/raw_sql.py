"""Raw SQL against the constraints: what the application could not have stopped."""

import re
from collections.abc import Iterable, Iterator
from contextlib import contextmanager

import pytest
from django.db import IntegrityError, connection, models, transaction
from django.utils.translation import override

from common.actions import refusal_for
from common.db.errors import violated_constraint

CHINESE = re.compile("[一-鿿]")


def execute(sql: str, *params: object) -> None:
    with connection.cursor() as cursor:
        cursor.execute(sql, params or None)


def run(sql: str, *params: object) -> None:
    """Run raw SQL, with the constraints that usually wait for the commit asked at once."""
    with transaction.atomic():
        execute("SET CONSTRAINTS ALL IMMEDIATE")
        execute(sql, *params)
        execute("SET CONSTRAINTS ALL DEFERRED")


def refused(sql: str, *params: object) -> str:
    """The name of the constraint that refuses `sql`; every one of them has words for people, in their language."""
    with pytest.raises(IntegrityError) as caught:
        run(sql, *params)
    with override("zh-hans"):
        assert CHINESE.search(str(refusal_for(caught.value)))
    return violated_constraint(caught.value)


def copy(row: object, **columns: object) -> tuple[object, ...]:
    """The statement that inserts a copy of a row with these columns, and its parameters."""
    meta = row._meta  # type: ignore[attr-defined]
    own = [one.column for one in meta.concrete_fields if not one.primary_key and not one.generated]
    names = ", ".join(f'"{name}"' for name in own)
    values = ", ".join("%s" if name in columns else f'"{name}"' for name in own)
    given = [columns[name] for name in own if name in columns]
    return f"INSERT INTO {meta.db_table} ({names}) SELECT {values} FROM {meta.db_table} WHERE id = %s", *given, row.pk  # type: ignore[attr-defined]


def update(row: object, **columns: object) -> tuple[object, ...]:
    """The statement that sets these columns of a row, and its parameters."""
    table = row._meta.db_table  # type: ignore[attr-defined]
    change = ", ".join(f'"{column}" = %s' for column in columns)
    return f"UPDATE {table} SET {change} WHERE id = %s", *columns.values(), row.pk  # type: ignore[attr-defined]


def alter(sql: str) -> None:
    """Change a table within the test's transaction, which puts it back."""
    execute("SET CONSTRAINTS ALL IMMEDIATE")
    execute(sql)
    execute("SET CONSTRAINTS ALL DEFERRED")


@contextmanager
def without_trigger(model: type[models.Model], name: str) -> Iterator[None]:
    """Control: as if the model had no such trigger. Only who owns the table may do that."""
    (trigger,) = (one for one in model._meta.triggers if one.name == name)  # type: ignore[attr-defined]
    table, key = model._meta.db_table, trigger.get_pgid(model)
    alter(f"ALTER TABLE {table} DISABLE TRIGGER {key}")
    try:
        yield
    finally:
        alter(f"ALTER TABLE {table} ENABLE TRIGGER {key}")


def delete_all_rows(tables: Iterable[str]) -> None:
    """Delete all rows of the tables, and ask no trigger: whoever owns the tables may do that.

    Foreign keys are asked, when all is deleted.
    """
    every = list(tables)
    off = [f"ALTER TABLE {table} DISABLE TRIGGER USER" for table in every]
    on = [f"ALTER TABLE {table} ENABLE TRIGGER USER" for table in every]
    deletions = [f"DELETE FROM {table}" for table in every]
    checked = ["SET CONSTRAINTS ALL DEFERRED", *deletions, "SET CONSTRAINTS ALL IMMEDIATE"]
    with transaction.atomic():
        execute("; ".join([*off, *checked, *on]))


def broken_by(sql: str, *params: object) -> str:
    """The name of the constraint that refuses the statement, checked at once."""
    execute("SET CONSTRAINTS ALL IMMEDIATE")
    with pytest.raises(IntegrityError) as caught, transaction.atomic():
        execute(sql, *params)
    execute("SET CONSTRAINTS ALL DEFERRED")
    return violated_constraint(caught.value)
