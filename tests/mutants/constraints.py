"""The mutants of the database's constraints and triggers: each clause of a constraint, and each trigger, left out."""

import re
from collections.abc import Iterator

from django.apps import apps
from django.db import connection

from tests.mutants.mutant import Mutant

CONSTRAINTS = r"""
    SELECT c.relname, o.conname, o.contype, pg_get_constraintdef(o.oid)
    FROM pg_constraint o JOIN pg_class c ON c.oid = o.conrelid
    WHERE c.relname = ANY(%s) AND o.contype IN ('c', 'u', 'x') AND o.conparentid = 0
    AND o.conname NOT LIKE '%%\_check' -- Django's own: a positive number is not below 0
    -- What a composite foreign key stands on is true by the primary key.
    AND NOT EXISTS (SELECT 1 FROM pg_constraint k WHERE k.contype = 'f' AND k.conindid = o.conindid)
    ORDER BY 1, 2
"""
INDEXES = """
    SELECT c.relname, i.indexrelid::regclass::text
    FROM pg_index i JOIN pg_class c ON c.oid = i.indrelid
    WHERE c.relname = ANY(%s) AND i.indisunique AND NOT i.indisprimary
    AND NOT EXISTS (SELECT 1 FROM pg_constraint o WHERE o.conindid = i.indexrelid)
    ORDER BY 1, 2
"""
TRIGGERS = """
    SELECT c.relname, t.tgname
    FROM pg_trigger t JOIN pg_class c ON c.oid = t.tgrelid
    WHERE c.relname = ANY(%s) AND NOT t.tgisinternal
    ORDER BY 1, 2
"""


def constraint_mutants() -> Iterator[Mutant]:
    """Of the tables of this project's apps; the test database must be the current one."""
    of_apps = {
        model._meta.db_table: model.__module__.replace(".", "/") + ".py"
        for model in apps.get_models()
        if model.__module__.split(".")[0]
        in {"common", "accounts", "grid", "stations", "events", "volunteers", "portal"}
    }
    tables = list(of_apps)
    with connection.cursor() as cursor:
        cursor.execute(CONSTRAINTS, [tables])
        for table, name, kind, definition in cursor.fetchall():
            gone = f'ALTER TABLE "{table}" DROP CONSTRAINT "{name}"'
            if kind != "c":
                yield Mutant(name, f"without {definition}", of_apps[table], sql=gone)
                continue
            for part, changed in changed_clauses(definition):
                sql = f'{gone}; ALTER TABLE "{table}" ADD CONSTRAINT "{name}" {changed}'
                yield Mutant(name, f"without {part}\n{changed}", of_apps[table], sql=sql)
        cursor.execute(INDEXES, [tables])
        for table, name in cursor.fetchall():
            yield Mutant(name, "without the unique index", of_apps[table], sql=f'DROP INDEX "{name}"')
        cursor.execute(TRIGGERS, [tables])
        for table, name in cursor.fetchall():
            sql = f'ALTER TABLE "{table}" DISABLE TRIGGER "{name}"'
            yield Mutant(name, f"no such trigger on {table}", of_apps[table], sql=sql)


def changed_clauses(definition: str) -> Iterator[tuple[str, str]]:
    """Each clause of a CHECK, and the CHECK without it: true among ANDs, false among ORs, or nothing is checked.

    >>> dict(changed_clauses("CHECK (((a > 0) AND (b > 0)))"))
    {'(a > 0)': 'CHECK (((true) AND (b > 0)))', '(b > 0)': 'CHECK (((a > 0) AND (true)))'}
    """
    found = False
    for bracket, end in _groups(definition):
        start = bracket - len(re.search(r"\w*$", definition[:bracket])[0])  # with the name of a function
        before = re.search(r"(AND|OR) (?:NOT )?$", definition[:start])
        after = re.match(r" (AND|OR) ", definition[end:])
        word = before or after
        if word:
            found = True
            neutral = "(true)" if word[1] == "AND" else "(false)"
            yield definition[start:end], definition[:start] + neutral + definition[end:]
    if not found:
        yield definition, "CHECK (true)"


def _groups(text: str) -> Iterator[tuple[int, int]]:
    """The beginning and the end of each pair of brackets; those within quotation marks are text."""
    open_at: list[int] = []
    quoted = False
    for index, character in enumerate(text):
        if character == "'":
            quoted = not quoted
        elif character == "(" and not quoted:
            open_at.append(index)
        elif character == ")" and not quoted:
            yield open_at.pop(), index + 1
