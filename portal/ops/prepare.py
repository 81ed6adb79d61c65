"""Steps before the portal serves: static files, migrations, demo. A step is skipped when nothing has changed."""

import hashlib
import os
from collections.abc import Callable, Iterator
from typing import Any

from django.conf import settings
from django.contrib.staticfiles.finders import get_finders
from django.core.management import call_command, get_commands
from django.db import connection
from django.db.migrations.executor import MigrationExecutor

from portal.environment import flag
from portal.ops.embedded_postgres import MARK

type Write = Callable[[str], None]


def prepare(write: Write) -> None:
    """Collect static files, migrate, and load the demo if it applies. `write` reports slow steps.

    Translations are compiled before, in a process of their own: this process has already read the catalogue, and the
    notices of the demo would be in English.
    """
    collect_static(write)
    migrate(write)
    load_demo(write)


def collect_static(write: Write) -> None:
    """Before the portal serves: collect and compress static files, unless none has changed since the last time."""
    stamp = settings.VAR / "static.stamp"
    now = _fingerprint()
    if stamp.exists() and stamp.read_text() == now and settings.STATIC_ROOT.exists():
        return
    write("Collecting and compressing static files (about half a minute the first time) …")
    call_command("collectstatic", interactive=False, clear=True, verbosity=0)
    stamp.write_text(now)


def _fingerprint() -> str:
    """A hash of names, sizes and times of all static files; it is cheap and changes with any file."""
    storages: Any = settings.STORAGES
    digest = hashlib.sha256(str(storages["staticfiles"]["BACKEND"]).encode())
    for path in sorted(_static_files()):
        stat = os.stat(path)
        digest.update(f"{path} {stat.st_size} {stat.st_mtime_ns}\n".encode())
    return digest.hexdigest()


def _static_files() -> Iterator[str]:
    for finder in get_finders():
        for name, storage in finder.list([]):
            yield storage.path(name)


def migrate(write: Write) -> None:
    """Before the portal serves: migrate if anything is to be migrated, and create the table of the cache."""
    executor = MigrationExecutor(connection)
    if executor.migration_plan(executor.loader.graph.leaf_nodes()):
        write("Building the tables …")
        call_command("migrate", interactive=False, verbosity=0)
    call_command("createcachetable", verbosity=0)


def load_demo(write: Write) -> None:
    """Load the demo community into an empty database: the embedded one, or any with DEMO=1."""
    from grid.models import Community  # noqa: PLC0415 - the apps are ready only now

    load = flag("DEMO", default=bool(os.environ.get(MARK)))
    if not load or "loaddemo" not in get_commands() or Community.objects.exists():
        return
    write("Loading the demo community …")
    call_command("loaddemo")


def print_demo_logins() -> None:
    """Before the portal serves: print who can sign in to the demo; nothing where the app `demo` is not installed."""
    if "demologins" in get_commands():
        call_command("demologins")
