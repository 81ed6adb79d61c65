"""`manage.py restore FILE`: puts the database and the uploads of a backup back (`make restore FILE=…`)."""

from argparse import ArgumentParser
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError

from portal.ops.backup import BackupError, require_nobody_connected, restore_backup
from portal.ops.processes import PORTAL_LOCK, take_lock


class Command(BaseCommand):
    """`manage.py restore`: all or nothing. What was written after the backup is lost, so the portal must not run."""

    help = "Put the database and the uploads of a backup back. What was written after it is lost."
    # An empty database is restored too, and one of another version.
    requires_system_checks = []

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("file", type=Path, help="a file that backup has written")

    def handle(self, *args: Any, **options: Any) -> None:
        lock = take_lock(PORTAL_LOCK)
        if lock is None:
            raise CommandError("The portal runs here. Stop it first: make stop")
        with lock:
            try:
                require_nobody_connected()
                restore_backup(options["file"].resolve())
            except BackupError as error:
                raise CommandError(f"{error} The database is as it was.") from error
        self.stdout.write("Restored. Run the commands of an update now (README); make run does it by itself.")
