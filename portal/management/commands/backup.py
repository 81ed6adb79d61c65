"""`manage.py backup [FILE]`: writes the database and the uploads to one file (`make backup`)."""

from argparse import ArgumentParser
from pathlib import Path
from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError

from common.time import clock
from portal.ops.backup import BackupError, write_backup


class Command(BaseCommand):
    """`manage.py backup`: the portal may run meanwhile."""

    help = "Write the database and the uploads to one file. The portal may run meanwhile."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("file", nargs="?", default="", help="the file; otherwise one in backups/ named after now")

    def handle(self, *args: Any, **options: Any) -> None:
        named = options["file"] or settings.BASE_DIR / "backups" / f"portal-{clock.now():%Y%m%d-%H%M%S}.tar"
        file = Path(named).resolve()
        try:
            write_backup(file)
        except BackupError as error:
            raise CommandError(str(error)) from error
        self.stdout.write(f"Written: {file}")
