"""`manage.py serve`: the whole portal, from an empty folder to an address (`make run`)."""

import os
import socket
from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError
from django.db import connections

from portal.ops import prepare, supervisor


class Command(BaseCommand):
    help = "Prepare what is missing, then run web server, task worker and clock until stopped."

    def handle(self, *args: Any, **options: Any) -> None:
        if pid := supervisor.running_pid():
            self.say(f"The portal already runs here (process {pid}). Stop it by: make stop")
            self.welcome()
            return
        port = int(os.environ.get("PORT", "8000"))
        if answers(port):
            raise CommandError(f"Port {port} is taken. Choose another one: make run PORT={port + 1}")
        prepare.prepare(self.say)
        connections.close_all()
        self.say("Starting web server, task worker and clock …")
        code = supervisor.Supervisor(supervisor.PROCESSES, self.say).run(
            ready=lambda: answers(port), when_ready=self.welcome
        )
        self.say("Stopped. The embedded database keeps running; make stop ends it too.")
        if code:
            raise SystemExit(code)

    def welcome(self) -> None:
        self.say(f"\n海棠红·幸福里  {settings.SITE_URL}/   (office: {settings.SITE_URL}/admin/)\n")
        prepare.print_demo_logins()
        connections.close_all()
        self.say("\nStop by Ctrl+C, or by make stop in another terminal.")

    def say(self, line: str) -> None:
        self.stdout.write(line)
        self.stdout.flush()


def answers(port: int) -> bool:
    """Whether somebody listens on the port of this machine."""
    with socket.socket() as probe:
        probe.settimeout(0.5)
        return probe.connect_ex(("127.0.0.1", port)) == 0
