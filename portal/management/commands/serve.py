"""`manage.py serve`: prepares the portal and runs all its processes (`make run`)."""

import os
import socket
from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError
from django.db import connections

from portal.ops import prepare, supervisor


class Command(BaseCommand):
    """`manage.py serve`: prepares the portal, then runs its processes until one ends."""

    help = "Prepare what is missing, then run web server, task worker and clock until stopped."

    def handle(self, *args: Any, **options: Any) -> None:
        if pid := supervisor.running_pid():
            self.write(f"The portal already runs here (process {pid}). Stop it by: make stop")
            self.print_address()
            return
        port = int(os.environ.get("PORT", "8000"))
        if is_listening(port):
            raise CommandError(f"Port {port} is taken. Choose another one: make run PORT={port + 1}")
        prepare.prepare(self.write)
        connections.close_all()
        self.write("Starting web server, task worker and clock …")
        code = supervisor.Supervisor(supervisor.PROCESSES, self.write).run(
            ready=lambda: is_listening(port), when_ready=self.print_address
        )
        self.write("Stopped. The embedded database keeps running; make stop ends it too.")
        if code:
            raise SystemExit(code)

    def print_address(self) -> None:
        self.write(f"\n海棠红·幸福里  {settings.SITE_URL}/   (office: {settings.SITE_URL}/admin/)\n")
        prepare.print_demo_logins()
        connections.close_all()
        self.write("\nStop by Ctrl+C, or by make stop in another terminal.")

    def write(self, line: str) -> None:
        self.stdout.write(line)
        self.stdout.flush()


def is_listening(port: int) -> bool:
    """Whether a process listens on this port of this machine."""
    with socket.socket() as probe:
        probe.settimeout(0.5)
        return probe.connect_ex(("127.0.0.1", port)) == 0
