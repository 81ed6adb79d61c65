"""A backup restores all or nothing, also while others write."""

import os
import tarfile
import threading
from collections.abc import Iterator
from io import StringIO
from pathlib import Path
from urllib.parse import urlsplit

import psycopg
import pytest
from django.core.management import CommandError, call_command
from django.db import connection
from psycopg import sql

from portal.management.commands import restore
from portal.ops.backup import BackupError, restore_backup, write_backup
from portal.ops.processes import take_lock
from portal.ops.schema import describe_schema
from tests.support.database import TEMPLATE, fingerprint

pytestmark = pytest.mark.django_db
NAME = f"test_run_backup_{os.getpid()}"
INSERT = (
    "INSERT INTO accounts_person (name, name_sort, name_search, phone, language, created_at)"
    " VALUES ('邻居', '邻居', '邻居', '', 'zh-hans', now())"
)


@pytest.fixture
def database(settings, tmp_path: Path, monkeypatch) -> Iterator[str]:
    """The URL of a database of its own, which backup and restore use instead of the one of the tests."""
    settings.MEDIA_ROOT = tmp_path / "media"
    server = os.environ["DATABASE_URL"]
    with psycopg.connect(server, autocommit=True) as admin:
        template = sql.Identifier(TEMPLATE + fingerprint())
        admin.execute(sql.SQL("CREATE DATABASE {} TEMPLATE {}").format(sql.Identifier(NAME), template))
        parameters = connection.get_connection_params() | {"dbname": NAME}
        monkeypatch.setattr(connection, "get_connection_params", lambda: parameters)
        # The tests' connection is in a transaction on another database; only psql must be kept from waiting for it.
        monkeypatch.setattr(connection, "close", lambda: None)
        try:
            yield urlsplit(server)._replace(path=f"/{NAME}").geturl()
        finally:
            admin.execute(sql.SQL("DROP DATABASE {} WITH (FORCE)").format(sql.Identifier(NAME)))


def described(url: str) -> list[str]:
    with psycopg.connect(url) as session, session.cursor() as cursor:
        return describe_schema(cursor, rows=True)


def settle(folder: Path) -> None:
    """Restore once: PostgreSQL writes some conditions with fewer brackets after it has read its own text."""
    write_backup(folder / "settled.tar")
    restore_backup(folder / "settled.tar")


def execute(url: str, statement: str) -> None:
    with psycopg.connect(url) as session:
        session.execute(statement)


def test_what_came_after_the_backup_is_gone_and_what_was_lost_is_back(database, settings, tmp_path):
    settle(tmp_path)
    execute(database, INSERT)
    cover = settings.MEDIA_ROOT / "events" / "covers" / "a.webp"
    cover.parent.mkdir(parents=True)
    cover.write_bytes(b"whole")
    before = described(database)
    write_backup(tmp_path / "portal.tar")
    assert (tmp_path / "portal.tar").stat().st_mode & 0o777 == 0o600
    execute(database, INSERT)
    execute(database, "CREATE TABLE of_a_later_version (person bigint REFERENCES accounts_person)")
    cover.unlink()
    restore_backup(tmp_path / "portal.tar")
    assert described(database) == before
    assert cover.read_bytes() == b"whole"
    assert list(tmp_path.rglob(".portal-*")) == []


def test_a_restore_under_eight_writers_leaves_keys_constraints_and_triggers_whole(database, tmp_path):
    """Each writes all the time; who loses its statement goes on with the next."""
    settle(tmp_path)
    write_backup(tmp_path / "portal.tar")
    before = [line for line in described(database) if not line.startswith("rows ")]
    stop = threading.Event()
    written = [0] * 8

    def write(number: int) -> None:
        while not stop.is_set():
            try:
                execute(database, INSERT)
                written[number] += 1
            except psycopg.Error:
                continue

    writers = [threading.Thread(target=write, args=[number]) for number in range(8)]
    for writer in writers:
        writer.start()
    try:
        restore_backup(tmp_path / "portal.tar")
    finally:
        stop.set()
        for writer in writers:
            writer.join()
    assert min(written) > 0
    assert [line for line in described(database) if not line.startswith("rows ")] == before
    with psycopg.connect(database) as session:
        doubled = session.execute("SELECT id FROM accounts_person GROUP BY id HAVING count(*) > 1").fetchall()
    assert doubled == []


def test_a_restore_that_fails_leaves_the_database_as_it_was(database, tmp_path, monkeypatch):
    write_backup(tmp_path / "portal.tar")
    execute(database, INSERT)
    before = described(database)
    monkeypatch.setattr("portal.ops.backup.EMPTY", "DROP TABLE accounts_person CASCADE;")
    with pytest.raises(BackupError):
        restore_backup(tmp_path / "portal.tar")
    assert described(database) == before


@pytest.mark.parametrize("broken", ["cut off", "something else", "missing"])
def test_a_file_that_is_no_whole_backup_is_refused_before_the_database_is_touched(database, tmp_path, broken):
    file = tmp_path / "portal.tar"
    if broken == "cut off":
        write_backup(file)
        file.write_bytes(file.read_bytes()[: file.stat().st_size // 2])
    elif broken == "something else":
        with tarfile.open(file, "w") as archive:
            archive.add(__file__, "notes.py")
    before = described(database)
    with pytest.raises(BackupError):
        restore_backup(file)
    assert described(database) == before


def test_a_backup_never_overwrites_a_file(database, tmp_path):
    (tmp_path / "portal.tar").write_text("mine")
    with pytest.raises(BackupError):
        write_backup(tmp_path / "portal.tar")
    assert (tmp_path / "portal.tar").read_text() == "mine"


def test_the_password_is_no_argument_of_a_command(database, tmp_path, monkeypatch):
    seen = []
    parameters = connection.get_connection_params() | {"password": "secret"}
    monkeypatch.setattr(connection, "get_connection_params", lambda: parameters)
    monkeypatch.setattr("portal.ops.backup._path", lambda name: name)

    def run(command, **options):
        seen.append((command, options["env"]["PGPASSWORD"]))
        raise BackupError("enough")

    monkeypatch.setattr("subprocess.run", run)
    with pytest.raises(BackupError):
        write_backup(tmp_path / "portal.tar")
    ((command, password),) = seen
    assert "secret" not in " ".join(command)
    assert password == "secret"


def test_a_database_that_others_use_is_not_restored(database, tmp_path, monkeypatch):
    """Another folder or machine may serve it, of which no lock of this folder knows."""
    monkeypatch.setattr(restore, "PORTAL_LOCK", tmp_path / "lock")
    settle(tmp_path)
    write_backup(tmp_path / "portal.tar")
    execute(database, INSERT)
    before = described(database)
    with psycopg.connect(database) as other, pytest.raises(CommandError, match=str(other.info.backend_pid)):
        call_command("restore", str(tmp_path / "portal.tar"))
    assert described(database) == before


def test_a_database_that_nobody_uses_is_restored(database, tmp_path, monkeypatch):
    monkeypatch.setattr(restore, "PORTAL_LOCK", tmp_path / "lock")
    settle(tmp_path)
    before = described(database)
    write_backup(tmp_path / "portal.tar")
    execute(database, INSERT)
    call_command("restore", str(tmp_path / "portal.tar"), stdout=StringIO())
    assert described(database) == before


def test_a_portal_that_runs_is_not_restored(tmp_path, monkeypatch):
    monkeypatch.setattr(restore, "take_lock", lambda file: None)
    with pytest.raises(CommandError):
        call_command("restore", str(tmp_path / "portal.tar"))
    lock = take_lock(tmp_path / "lock")
    assert lock is not None
    lock.close()
