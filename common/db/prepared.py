"""Statements of the busiest acts, which PostgreSQL parses and plans once for each connection.

Django carries values as literals within the statement, so that each is built, parsed and planned anew. What many
people do at once (registering, booking) runs through here instead; everything else does not need it.
"""

import functools
import json
from collections.abc import Sequence
from typing import Any

import psycopg
from django.db import DEFAULT_DB_ALIAS, connections, models
from pghistory import config, runtime

# Both hold until the transaction ends.
CONTEXT = "set_config('pghistory.context_id', %s, true), set_config('pghistory.context_metadata', %s, true)"


class _Cursor(psycopg.Cursor):
    """A cursor with a name is left alone by pghistory, whose own statement cannot travel within a prepared one."""

    name = "prepared"


def rows(sql: str, params: Sequence[Any] | dict[str, Any]) -> list[tuple[Any, ...]]:
    """What the statement answers. It is one statement, whose text is always the same."""
    django = _django()
    django.ensure_connection()
    raw = django.connection
    # Django turns them off, for poolers that hand a connection on within a session; here the pool is our own.
    raw.prepare_threshold = 0
    with django._prepare_cursor(_Cursor(raw)) as cursor:
        cursor.execute(sql, params)
        return cursor.fetchall()


def _django() -> Any:
    """Django's connection of this thread itself: `django.db.connection` looks it up at every attribute."""
    return connections[DEFAULT_DB_ALIAS]


def locked[M: models.Model](model: type[M], pk: int) -> M:
    """The row as it is now, locked against change until the transaction ends. Raises DoesNotExist."""
    sql, names = _lock(model)
    found = rows(sql, [pk])
    if not found:
        raise model.DoesNotExist  # type: ignore[attr-defined]
    return model.from_db("default", names, found[0])


@functools.cache
def _lock(model: type[models.Model]) -> tuple[str, list[str]]:
    fields = model._meta.concrete_fields
    columns = ", ".join(f'"{field.column}"' for field in fields)
    table, key = model._meta.db_table, model._meta.pk.column
    sql = f'SELECT {columns} FROM "{table}" WHERE "{key}" = %s FOR NO KEY UPDATE'  # noqa: S608 - our own names
    return sql, [field.attname for field in fields]


def insert(instance: models.Model, *, audited: bool = False) -> None:
    """Write a new row as `save(force_insert=True)` does, of a model without parents, defaults of the database or
    signals. `audited`: a trigger keeps its history, and is told who acts.
    """
    sql, fields = _insert(type(instance), with_key=instance.pk is not None, audited=audited)
    django = _django()
    values = [field.get_db_prep_save(field.pre_save(instance, True), django) for field in fields]
    (row,) = rows(sql, values + _context() if audited else values)
    instance.pk = row[0]
    instance._state.adding, instance._state.db = False, "default"


@functools.cache
def _insert(model: type[models.Model], *, with_key: bool, audited: bool) -> tuple[str, list[Any]]:
    key = model._meta.pk
    fields = [field for field in model._meta.local_concrete_fields if with_key or field is not key]
    columns = ", ".join(f'"{field.column}"' for field in fields)
    places = ", ".join(["%s"] * len(fields))
    # A trigger AFTER the row runs when all that is returned has been computed, so it finds who acts.
    answer = f'"{key.column}"' + (f", {CONTEXT}" if audited else "")
    sql = f'INSERT INTO "{model._meta.db_table}" ({columns}) VALUES ({places}) RETURNING {answer}'  # noqa: S608
    return sql, fields


def _context() -> list[str]:
    """Who acts, as pghistory says it before each write of Django's."""
    context = getattr(runtime._tracker, "value", None)
    if context is None:
        raise LookupError("An audited row is written within a context: common.db.audit.acting.")
    return [str(context.id), json.dumps(context.metadata, cls=config.json_encoder())]
