"""What must be in place before the portal serves: each step is skipped when nothing has changed."""

import hashlib
import os
from collections.abc import Callable, Iterator

from django.conf import settings
from django.contrib.staticfiles.finders import get_finders
from django.core.management import call_command, get_commands
from django.db import connection
from django.db.migrations.executor import MigrationExecutor

from portal.ops.embedded_postgres import MARK
from portal.settings import flag

type Say = Callable[[str], None]


def prepare(say: Say) -> None:
    """Static files, tables, and the demo where it belongs. Says what takes long.

    Translations are compiled before, by a process of its own: this one has read the catalogue already, and the
    demo's notices would be in English.
    """
    collect_static(say)
    migrate(say)
    load_demo(say)


def collect_static(say: Say) -> None:
    stamp = settings.VAR / "static.stamp"
    now = _fingerprint()
    if stamp.exists() and stamp.read_text() == now and settings.STATIC_ROOT.exists():
        return
    say("Collecting and compressing static files (about half a minute the first time) …")
    call_command("collectstatic", interactive=False, clear=True, verbosity=0)
    stamp.write_text(now)


def _fingerprint() -> str:
    """Names, sizes and times of all static files: cheap to compute, and different when a file is."""
    digest = hashlib.sha256(str(settings.STORAGES["staticfiles"]["BACKEND"]).encode())
    for path in sorted(_static_files()):
        facts = os.stat(path)
        digest.update(f"{path} {facts.st_size} {facts.st_mtime_ns}\n".encode())
    return digest.hexdigest()


def _static_files() -> Iterator[str]:
    for finder in get_finders():
        for name, storage in finder.list([]):
            yield storage.path(name)


def migrate(say: Say) -> None:
    executor = MigrationExecutor(connection)
    if executor.migration_plan(executor.loader.graph.leaf_nodes()):
        say("Building the tables …")
        call_command("migrate", interactive=False, verbosity=0)
    call_command("createcachetable", verbosity=0)


def load_demo(say: Say) -> None:
    """The invented community goes into an empty database: the embedded one, or any when DEMO=1."""
    from grid.models import Community  # noqa: PLC0415 - the apps are ready only now

    wanted = flag("DEMO", default=bool(os.environ.get(MARK)))
    if not wanted or "loaddemo" not in get_commands() or Community.objects.exists():
        return
    say("Loading the demo community …")
    call_command("loaddemo")


def print_demo_logins() -> None:
    if "demologins" in get_commands():
        call_command("demologins")
