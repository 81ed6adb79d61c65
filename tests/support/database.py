"""A database for this process, cloned from a template that is built once for each state of the migrations.

Building one takes some ten seconds, nearly all of it Python replaying migrations; a clone takes far less than one.
A clone is never used twice: tests that commit empty its tables, those that migrations filled among them.
"""

import ast
import hashlib
import importlib
import os
import uuid
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from importlib.metadata import distributions
from importlib.util import find_spec
from pathlib import Path

from django.apps import apps
from django.conf import settings
from django.core.management import call_command
from django.db import connection
from django.db.backends.utils import CursorWrapper
from django.db.migrations.loader import MigrationLoader
from django.test import TransactionTestCase

from tests.support.postgres import CLONE
from tests.support.raw_sql import delete_all_rows

# How the names of templates begin.
TEMPLATE = "migrated_"
# What describes the tables themselves.
LASTING = {"django_migrations", "django_content_type", "auth_permission"}
# Any number, as long as nothing else takes this lock on the server.
BUILDING = 5_0715


@contextmanager
def cloned() -> Iterator[None]:
    """Let Django use a new clone of the template; drop it at the end."""
    template = TEMPLATE + fingerprint()
    worker = os.environ.get("PYTEST_XDIST_WORKER", "main")
    clone = f"{CLONE}{uuid.uuid4().hex[:8]}_{worker}"
    default = connection.settings_dict["NAME"]
    with connection._nodb_cursor() as cursor:
        cursor.execute("SELECT pg_advisory_lock(%s)", [BUILDING])
        if not _exists(cursor, template):
            _build(cursor, template)
        cursor.execute(f"CREATE DATABASE {clone} TEMPLATE {template}")
    _use(clone)
    try:
        yield
    finally:
        _use(default)
        with connection._nodb_cursor() as cursor:
            cursor.execute(f"DROP DATABASE {clone} WITH (FORCE)")


def emptied(case: TransactionTestCase) -> None:
    """After a test that commits: what Django's `flush` does, in a hundredth of its time.

    That one truncates every table, which the guards of ours refuse, and writes the permissions anew. Here only rows
    that are there are deleted, and permissions and content types stay.
    """
    existing = connection.introspection.django_table_names(only_existing=True, include_views=False)
    tables = [connection.ops.quote_name(name) for name in existing if name not in LASTING]
    with connection.cursor() as cursor:
        cursor.execute(" UNION ALL ".join(f"(SELECT '{table}' FROM {table} LIMIT 1)" for table in tables))
        delete_all_rows([table for (table,) in cursor.fetchall()])


def fingerprint() -> str:
    """Of all that decides what migrations leave behind; short enough for a name."""
    digest = hashlib.sha256()
    for path in sorted(_files()):
        digest.update(str(path).encode())
        digest.update(path.read_bytes())
    # Permissions and content types are written for the models as they are.
    for model in apps.get_models():
        meta = model._meta
        digest.update(repr((meta.label, meta.verbose_name_raw, meta.default_permissions, meta.permissions)).encode())
    digest.update(repr(sorted((found.name, found.version) for found in distributions())).encode())
    return digest.hexdigest()[:16]


def _files() -> Iterable[Path]:
    """The migrations of all apps, and what those of this project import from it."""
    files = set()
    for config in apps.get_app_configs():
        name, _explicit = MigrationLoader.migrations_module(config.label)
        if name and find_spec(name):
            for folder in getattr(importlib.import_module(name), "__path__", ()):
                files |= set(Path(folder).glob("*.py"))
    own = [path for path in files if path.is_relative_to(settings.BASE_DIR) and ".venv" not in path.parts]
    for path in own:
        files |= set(_imported(path))
    return files


def _imported(path: Path) -> Iterator[Path]:
    for node in ast.walk(ast.parse(path.read_text())):
        if isinstance(node, ast.Import):
            names = [alias.name for alias in node.names]
        elif isinstance(node, ast.ImportFrom) and node.module and not node.level:
            names = [node.module]
        else:
            continue
        for name in names:
            if (settings.BASE_DIR / name.split(".")[0]).is_dir():
                spec = find_spec(name)
                if spec and spec.origin:
                    yield Path(spec.origin)


def _exists(cursor: CursorWrapper, name: str) -> bool:
    cursor.execute("SELECT 1 FROM pg_database WHERE datname = %s", [name])
    return cursor.fetchone() is not None


def _build(cursor: CursorWrapper, template: str) -> None:
    """Under another name until it is whole. Older templates go: the next change of a migration makes a new one."""
    cursor.execute("SELECT datname FROM pg_database WHERE datname LIKE %s", [f"{TEMPLATE}%"])
    for (old,) in cursor.fetchall():
        cursor.execute(f"DROP DATABASE {old} WITH (FORCE)")
    unfinished = f"{template}_unfinished"
    default = connection.settings_dict["NAME"]
    cursor.execute(f"CREATE DATABASE {unfinished}")
    _use(unfinished)
    try:
        call_command("migrate", interactive=False, verbosity=0, run_syncdb=True)
        call_command("createcachetable", verbosity=0)
    finally:
        _use(default)
    cursor.execute(f"ALTER DATABASE {unfinished} RENAME TO {template}")


def _use(name: str) -> None:
    connection.close()
    settings.DATABASES["default"]["NAME"] = connection.settings_dict["NAME"] = name
