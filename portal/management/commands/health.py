"""`manage.py health`: what `/healthz` tells those who know the token, for whoever is on this machine."""

import json
from typing import Any

from django.core.management.base import BaseCommand, CommandError

from portal.selectors.health import portal_health


class Command(BaseCommand):
    """`manage.py health`: prints the figures, and fails when there is a problem."""

    help = "Print how database, tasks and disks stand; fails when something is wrong."

    def handle(self, *args: Any, **options: Any) -> None:
        figures = portal_health()
        self.stdout.write(json.dumps(figures, indent=2))
        if figures["problems"]:
            raise CommandError("Something is wrong: " + ", ".join(figures["problems"]))
