"""A backup is one file: the dump of the database and the uploads. Restoring is all or nothing.

The database is restored in one transaction. So a failure leaves it as it was, and who reads or writes meanwhile waits
for its end and never meets a table without its keys, constraints or triggers.
"""

import os
import shutil
import subprocess
import tarfile
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import psycopg
from django.conf import settings
from django.db import connection
from psycopg.conninfo import make_conninfo

from portal.ops.embedded_postgres import programs

DUMP = "database.dump"
UPLOADS = "uploads"
TRIES = 20
# A public schema as PostgreSQL creates it, so that nothing of a later version stays.
EMPTY = """
    SET LOCAL lock_timeout = '60s';
    DROP SCHEMA public CASCADE;
    CREATE SCHEMA public AUTHORIZATION pg_database_owner;
    GRANT USAGE ON SCHEMA public TO PUBLIC;
"""

# Who is connected, as far as every role may know: only whoever is connected for somebody has a user.
OTHERS = """
    SELECT usename, pid FROM pg_stat_activity
    WHERE datname = current_database() AND usesysid IS NOT NULL AND pid <> pg_backend_pid()
    ORDER BY pid
"""
NAMED = 3


class BackupError(Exception):
    """A backup cannot be written or restored. Its text is for whoever runs the command."""


def write_backup(file: Path) -> None:
    """Write the database and the uploads to `file`, which must not exist. Raises BackupError."""
    if file.exists():
        raise BackupError(f"{file} exists already. Choose another name.")
    file.parent.mkdir(parents=True, exist_ok=True)
    with _folder(file.parent) as folder:
        dump, whole = folder / DUMP, folder / "backup.tar"
        _run("pg_dump", "--format=custom", "--file", str(dump), "--dbname", _conninfo())
        with tarfile.open(whole, "w") as archive:
            archive.add(dump, DUMP)
            uploads = Path(settings.MEDIA_ROOT)
            if uploads.exists():
                # After the database: an upload that comes in between is one too many, not one too few.
                archive.add(uploads, UPLOADS, filter=_without_unfinished)
        whole.chmod(0o600)
        whole.rename(file)


def restore_backup(file: Path) -> None:
    """Put database and uploads back as they are in `file`. Raises BackupError; then the database is as before.

    Uploads have names that are never used twice, so those of the backup are added and none is overwritten.
    """
    try:
        archive = tarfile.open(file)  # noqa: SIM115 - closed below
    except (OSError, tarfile.TarError) as error:
        raise BackupError(f"{file} is not a backup of the portal: {error}") from error
    with archive, _folder(None) as folder:
        try:
            archive.extract(DUMP, folder, filter="data")
        except (KeyError, tarfile.TarError) as error:
            raise BackupError(f"{file} is not a backup of the portal: {error}") from error
        script, empty = folder / "restore.sql", folder / "empty.sql"
        empty.write_text(EMPTY)
        # Written out first: a dump that is cut off is refused before the database is touched.
        _run("pg_restore", "--no-owner", "--file", str(script), str(folder / DUMP))
        _add_uploads(archive)
        quiet = ["--no-psqlrc", "--quiet", "--output", os.devnull]
        whole = ["--single-transaction", "--set", "ON_ERROR_STOP=1", "--file", str(empty), "--file", str(script)]
        connection.close()  # or this process would wait for itself
        for attempt in range(1, TRIES + 1):
            try:
                _run("psql", *quiet, *whole, "--dbname", _conninfo())
                break
            except BackupError as error:
                # Who writes meanwhile may hold one table and wait for another that is being dropped.
                if "deadlock detected" not in str(error) or attempt == TRIES:
                    raise


def require_nobody_connected() -> None:
    """Raises BackupError while others use the database: portals of other folders and machines, workers, people.

    Who connects later waits for the end of the restore, and nothing is damaged. But whoever was there before would
    lose what they are entering and not know it.
    """
    try:
        with psycopg.connect(**_parameters()) as session:
            others = session.execute(OTHERS).fetchall()
    except psycopg.OperationalError as error:
        raise BackupError(f"The database does not answer: {' '.join(str(error).split())}") from error
    if others:
        named = ", ".join(f"{user} (server process {pid})" for user, pid in others[:NAMED])
        more = " and others" if len(others) > NAMED else ""
        raise BackupError(f"The database is in use: {named}{more}. Stop what this belongs to first.")


def _add_uploads(archive: tarfile.TarFile) -> None:
    root = Path(settings.MEDIA_ROOT)
    for member in archive.getmembers():
        inside = Path(member.name)
        if inside.parts[0] != UPLOADS or not member.isfile():
            continue
        target = root / inside.relative_to(UPLOADS)
        if target.exists():
            continue
        # In its own folder first: an upload is whole or not there.
        with _folder(_made(target.parent)) as folder:
            archive.extract(member, folder, filter="data")
            (folder / inside).rename(target)


def _made(folder: Path) -> Path:
    folder.mkdir(mode=0o750, parents=True, exist_ok=True)
    return folder


def _without_unfinished(member: tarfile.TarInfo) -> tarfile.TarInfo | None:
    """Leave out files that are being written: their folders begin with a dot."""
    return None if any(part.startswith(".") for part in Path(member.name).parts) else member


@contextmanager
def _folder(parent: Path | None) -> Iterator[Path]:
    """A folder that only this user may enter; it is deleted at the end."""
    with tempfile.TemporaryDirectory(dir=parent, prefix=".portal-") as name:
        yield Path(name)


def _parameters() -> dict[str, Any]:
    """How to reach the database. libpq reads the rest of the settings from nowhere else."""
    known = {"host", "port", "dbname", "user", "password", "sslmode", "sslrootcert", "sslcert", "sslkey", "service"}
    return {name: value for name, value in connection.get_connection_params().items() if name in known}


def _conninfo() -> str:
    return make_conninfo(**{name: value for name, value in _parameters().items() if name != "password"})


def _run(program: str, *arguments: str) -> None:
    """Run a program of PostgreSQL. The password is not among its arguments, which every user can see."""
    environment = dict(os.environ)
    if password := _parameters().get("password"):
        environment["PGPASSWORD"] = str(password)
    command = [_path(program), *arguments]
    done = subprocess.run(command, check=False, capture_output=True, text=True, env=environment)  # noqa: S603
    if done.returncode:
        lines = [line for line in done.stderr.splitlines() if "rror:" in line or "ERROR" in line]
        raise BackupError(f"{program} failed: {(lines or done.stderr.splitlines() or ['no reason given'])[0]}")


def _path(program: str) -> str:
    """The program of the system if it has the version of the server, so that it surely fits; otherwise our own."""
    system = shutil.which(program)
    if system:
        version = subprocess.run([system, "--version"], check=False, capture_output=True, text=True).stdout  # noqa: S603
        if f" {connection.pg_version // 10000}." in version:  # type: ignore[attr-defined]
            return system
    return str(programs() / program)
