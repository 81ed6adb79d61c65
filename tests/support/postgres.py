"""The tests' own PostgreSQL server: quick, forgetful, and apart from the one of the running portal.

While tests run its data are in memory, where the machine has room for them; between runs they are on disk, in
var/test-postgres, so that the template databases (tests/support/database.py) need not be built again. Runs of one
checkout that overlap share the server; whichever ends last takes it down. After a run that was killed the next
one goes on with the server as it is; `python -m tests.support.postgres` takes it down too.
"""

import atexit
import fcntl
import hashlib
import os
import shutil
import subprocess
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import IO

import psycopg
from psycopg import sql

from portal.ops.embedded_postgres import EmbeddedPostgres, ServerError

ROOT = Path(__file__).resolve().parent.parent.parent
ON_DISK = ROOT / "var" / "test-postgres"
# How the names of the databases of runs begin.
CLONE = "test_run_"
SHARED_MEMORY = Path("/dev/shm")
# Far more than the tests ever fill: whoever has less free may need it for something else.
ROOM = 2 * 1024**3
# Nothing here outlives a power cut, and nothing needs to. No plan is compiled, no table is tidied up in passing.
SETTINGS = {
    "fsync": "off",
    "full_page_writes": "off",
    "synchronous_commit": "off",
    "wal_level": "minimal",
    "max_wal_senders": 0,
    "min_wal_size": "32MB",
    "max_wal_size": "512MB",
    "checkpoint_timeout": "1d",
    "autovacuum": "off",
    "jit": "off",
}

_users: IO[bytes] | None = None


def in_memory() -> Path | None:
    """Where the data are while tests run; None where they stay on disk. One place for each checkout."""
    here = SHARED_MEMORY / f"portal-tests-{hashlib.sha256(str(ROOT).encode()).hexdigest()[:8]}"
    if here.exists():
        return here
    roomy = SHARED_MEMORY.is_dir() and os.access(SHARED_MEMORY, os.W_OK)
    return here if roomy and shutil.disk_usage(SHARED_MEMORY).free >= ROOM else None


def start() -> str:
    """Start the server, or join another run at it, until this process ends. Returns the URL of the server."""
    global _users
    with _at_the_gate():
        _users = _lock_file("users")
        alone = _locked(_users, fcntl.LOCK_EX)
        data = in_memory() or ON_DISK
        if data != ON_DISK and not data.exists() and ON_DISK.exists():
            _copy(ON_DISK, data)
        try:
            url = _started(data)
        except ServerError:
            if not alone:
                raise
            # What is left of a run that was killed at the wrong moment is of no use to anybody.
            _delete(data)
            _delete(ON_DISK)
            url = _started(data)
        if alone:
            _drop_leftovers(url)
        _locked(_users, fcntl.LOCK_SH)
    atexit.register(_leave, os.getpid())
    return url


def stop() -> None:
    """Take the server down and put its data back on disk, unless a run needs it."""
    with _at_the_gate():
        if not _locked(_users or _lock_file("users"), fcntl.LOCK_EX):
            return
        data = in_memory() or ON_DISK
        EmbeddedPostgres(data).stop()
        if data != ON_DISK and data.exists():
            if _databases(data) != _databases(ON_DISK):  # a template is new
                fresh = ON_DISK.with_suffix(".new")
                _delete(fresh)
                _copy(data, fresh)
                _delete(ON_DISK)
                fresh.rename(ON_DISK)
            _delete(data)


def _leave(pid: int) -> None:
    if os.getpid() == pid:  # and not a process that this one was divided into
        stop()


def _lock_file(name: str) -> IO[bytes]:
    ON_DISK.parent.mkdir(exist_ok=True)
    return ON_DISK.with_suffix(f".{name}").open("ab")


@contextmanager
def _at_the_gate() -> Iterator[None]:
    """One process at a time starts the server or takes it down."""
    with _lock_file("gate") as gate:
        fcntl.flock(gate, fcntl.LOCK_EX)
        yield


def _locked(file: IO[bytes], how: int) -> bool:
    """Whether the lock could be had at once. It ends with the process, however that ends."""
    try:
        fcntl.flock(file, how | fcntl.LOCK_NB)
    except BlockingIOError:
        return False
    return True


def _drop_leftovers(url: str) -> None:
    """Databases of runs that were killed; templates stay."""
    with psycopg.connect(url, autocommit=True) as connection:
        rows = connection.execute("SELECT datname FROM pg_database WHERE datname LIKE %s", [f"{CLONE}%"]).fetchall()
        for (name,) in rows:
            connection.execute(sql.SQL("DROP DATABASE {} WITH (FORCE)").format(sql.Identifier(name)))


def _started(data: Path) -> str:
    server = EmbeddedPostgres(data)
    if server.initialise():
        with (data / "postgresql.conf").open("a") as conf:
            conf.writelines(f"{name} = '{value}'\n" for name, value in SETTINGS.items())
    return server.start()


def _databases(data: Path) -> set[str]:
    base = data / "base"
    return {folder.name for folder in base.iterdir()} if base.exists() else set()


def _copy(source: Path, target: Path) -> None:
    """With owners and modes, which PostgreSQL insists on."""
    subprocess.run(["cp", "-a", source, target], check=True)


def _delete(data: Path) -> None:
    shutil.rmtree(data, ignore_errors=True)


if __name__ == "__main__":
    stop()
