"""`manage.py serve`: prepares the portal and runs all its processes (`make run`)."""

import errno
import os
import socket
from typing import Any

import psycopg
from django.conf import settings
from django.core.management.base import BaseCommand, CommandError
from django.db import OperationalError, connection

from portal.ops import prepare, supervisor
from portal.ops.embedded_postgres import DATA, MARK, EmbeddedPostgres
from portal.ops.processes import PORTAL_LOCK, lock_holder, take_lock


class Command(BaseCommand):
    """`manage.py serve`: prepares the portal, then runs its processes until it is stopped."""

    help = "Prepare what is missing, then run web server, task worker and clock until stopped."
    # Checks ask the database for its version; whether it answers is said below, in one line.
    requires_system_checks = []

    def handle(self, *args: Any, **options: Any) -> None:
        lock = take_lock(PORTAL_LOCK)
        if lock is None:
            self.write(f"The portal already runs here (process {lock_holder(PORTAL_LOCK)}). Stop it by: make stop")
            return
        with lock:
            port = free_port()
            require_database()
            self.check()
            try:
                prepare.prepare(self.write)
            except OperationalError as error:
                raise CommandError(f"The database fails: {one_line(error)}") from error
            leave_database()
            self.write("Starting web server, task worker and clock …")
            processes = supervisor.Supervisor(
                supervisor.PROCESSES,
                self.write,
                keep_database=self.keep_database,
                database_answers=lambda: not database_error(),
            )
            code = processes.run(ready=lambda: is_listening(port), when_ready=self.print_address)
        self.write("Stopped. The embedded database keeps running; make stop ends it too.")
        if code:
            raise SystemExit(code)

    def keep_database(self) -> None:
        """Start the embedded database again if it has ended. Raises ServerError."""
        server = EmbeddedPostgres(DATA)
        if os.environ.get(MARK) and not server.is_running():
            self.write("The database has ended and is started again.")
            server.start()

    def print_address(self) -> None:
        self.write(f"\n海棠红·幸福里  {settings.SITE_URL}/   (office: {settings.SITE_URL}/admin/)\n")
        prepare.print_demo_logins()
        leave_database()
        self.write("\nStop by Ctrl+C, or by make stop in another terminal.")

    def write(self, line: str) -> None:
        self.stdout.write(line)
        self.stdout.flush()


def require_database() -> None:
    """Raise CommandError unless the database answers."""
    if error := database_error():
        raise CommandError(f"The database does not answer (see DATABASE_URL): {error}")


def database_error() -> str:
    """Why the database does not answer, in one line; empty if it does. The pool would only wait and not say why."""
    try:
        psycopg.connect(**{**connection.get_connection_params(), "connect_timeout": 5}).close()
    except psycopg.OperationalError as error:
        return one_line(error)
    return ""


def leave_database() -> None:
    """Close the connection and its pool, whose threads would be copied into the processes that start."""
    connection.close()
    connection.close_pool()  # type: ignore[attr-defined]


def one_line(error: Exception) -> str:
    return " ".join(str(error).split())


def free_port() -> int:
    """The port from PORT. Raises CommandError when the web server could not listen there."""
    address, text = os.environ.get("BIND", "127.0.0.1"), os.environ.get("PORT", "8000")
    if not (text.isascii() and text.isdigit() and 0 < int(text) < 65536):
        raise CommandError(f"PORT is {text}, but a port is a number from 1 to 65535.")
    port = int(text)
    family = socket.AF_INET6 if ":" in address else socket.AF_INET
    with socket.socket(family) as probe:
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind((address.strip("[]"), port))
        except OSError as error:
            if error.errno == errno.EADDRINUSE:
                raise CommandError(f"Port {port} is taken. Choose another one: make run PORT={port + 1}") from error
            raise CommandError(f"The portal cannot listen on {address}, port {port}: {error.strerror}") from error
    return port


def is_listening(port: int) -> bool:
    """Whether a process listens on this port of this machine."""
    with socket.socket() as probe:
        probe.settimeout(0.5)
        return probe.connect_ex(("127.0.0.1", port)) == 0
