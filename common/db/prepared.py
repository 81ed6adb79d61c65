"""Hand-written SQL for the busiest paths, which PostgreSQL parses and plans once for many transactions.

A connection keeps the plans until a transaction on it rolls back; then psycopg throws all of them away.

The ORM compiles each query anew, and PostgreSQL plans it anew: on a path of a few small statements that is most of
the work. Every SELECT that is read this way has a test that compares it with the ORM's answer.
"""

from collections.abc import Mapping, Sequence
from functools import cache
from typing import Any

import psycopg
from django.db import connection
from django.db.models import Model

from common.db.audit import SET_CONTEXT, context_parameters

type Parameters = Sequence[Any] | Mapping[str, Any]


class PreparedCursor(psycopg.Cursor[Any]):
    """Prepares every statement, and binds its parameters on the server."""

    # pghistory puts a second statement before what a cursor without a name sends, and only one can be prepared.
    # Whoever writes an audited table through this cursor sets the context in the statement (`audit.CONTEXT`).
    name = "prepared"

    def execute(self, query: Any, params: Any = None, **kwargs: Any) -> Any:
        # Django switches preparing off for the whole connection, since its own statements differ each time.
        self.connection.prepare_threshold = 0
        try:
            return super().execute(query, params, prepare=True)
        finally:
            self.connection.prepare_threshold = None


def fetch_all(sql: str, parameters: Parameters = ()) -> list[tuple[Any, ...]]:
    """The rows that a prepared statement answers. Errors are Django's, and query counts see it."""
    connection.ensure_connection()
    with connection._prepare_cursor(PreparedCursor(connection.connection)) as cursor:  # type: ignore[attr-defined]
        cursor.execute(sql, parameters)
        return cursor.fetchall()


def fetch_one(sql: str, parameters: Parameters = ()) -> tuple[Any, ...] | None:
    """The first row that a prepared statement answers, or None."""
    return next(iter(fetch_all(sql, parameters)), None)


class Columns[M: Model]:
    """Columns of a model for a SELECT in hand-written SQL, and the instance that their values make.

    All of them, or those of the fields that are named; then the instance reads the others when they are asked for.
    """

    def __init__(self, model: type[M], alias: str, *only: str) -> None:
        fields = [field for field in model._meta.concrete_fields if not only or field.name in only]
        self.model, self.width = model, len(fields)
        self.names = [field.attname for field in fields]
        self.sql = ", ".join(f'{alias}."{field.column}"' for field in fields)

    def instance(self, values: Sequence[Any]) -> M:
        return self.model.from_db("default", self.names, values)


@cache
def columns[M: Model](model: type[M], alias: str, *only: str) -> Columns[M]:
    """The columns of a model for hand-written SQL; computed once for each model, alias and choice of fields."""
    return Columns(model, alias, *only)


def lock_row[M: Model](model: type[M], pk: int) -> M:
    """The row as it is now, locked against change until the transaction ends. Raises DoesNotExist."""
    of = columns(model, "locked")
    table, key = model._meta.db_table, model._meta.pk.column
    sql = f'SELECT {of.sql} FROM "{table}" locked WHERE locked."{key}" = %s FOR NO KEY UPDATE'  # noqa: S608
    row = fetch_one(sql, [pk])
    if row is None:
        raise model.DoesNotExist  # type: ignore[attr-defined]
    return of.instance(row)


def insert_row(instance: Model, *, audited: bool = False) -> None:
    """Write a new row as `save(force_insert=True)` does, of a model without parents, database defaults or signals.

    `audited`: a trigger keeps the history of the model, and is told who acts. Raises LookupError outside a context.
    """
    sql, fields = _insert(type(instance), with_key=instance.pk is not None, audited=audited)
    values = [field.get_db_prep_save(field.pre_save(instance, True), connection) for field in fields]
    if audited:
        values += context_parameters()
    row = fetch_one(sql, values)
    assert row
    instance.pk = row[0]
    instance._state.adding, instance._state.db = False, "default"


@cache
def _insert(model: type[Model], *, with_key: bool, audited: bool) -> tuple[str, list[Any]]:
    key = model._meta.pk
    fields = [field for field in model._meta.local_concrete_fields if with_key or field is not key]
    names = ", ".join(f'"{field.column}"' for field in fields)
    places = ", ".join(["%s"] * len(fields))
    # A trigger AFTER the row runs when all that is returned has been computed, so it finds who acts.
    answer = f'"{key.column}"' + (f", {SET_CONTEXT}" if audited else "")
    sql = f'INSERT INTO "{model._meta.db_table}" ({names}) VALUES ({places}) RETURNING {answer}'  # noqa: S608
    return sql, fields
