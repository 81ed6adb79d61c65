"""`manage.py compilemessages` without GNU gettext, which a new machine does not have."""

from argparse import ArgumentParser
from pathlib import Path
from typing import Any

import polib
from django.conf import settings
from django.core.management.base import BaseCommand


class Command(BaseCommand):
    """`manage.py compilemessages`: writes the .mo files of all translations."""

    # Checks ask the database for its version, and this runs before there is one.
    requires_system_checks = []
    help = "Compile the project's .po files that are newer than their .mo files."

    def add_arguments(self, parser: ArgumentParser) -> None:
        # Django's own command has these options; --ignore changes nothing here.
        parser.add_argument("--locale", "-l", action="append", help="Compile these languages only.")
        parser.add_argument("--ignore", "-i", action="append", help="Ignored: only LOCALE_PATHS is searched.")

    def handle(self, *args: Any, **options: Any) -> None:
        languages = set(options["locale"] or [])
        for root in settings.LOCALE_PATHS:
            for source in sorted(Path(root).glob("*/LC_MESSAGES/*.po")):
                if languages and source.parts[-3] not in languages:
                    continue
                self.compile(source)

    def compile(self, source: Path) -> None:
        target = source.with_suffix(".mo")
        if target.exists() and target.stat().st_mtime >= source.stat().st_mtime:
            return
        messages = polib.pofile(str(source))
        # Elsewhere first: a file that is cut off would be newer than its source for ever.
        fresh = target.with_suffix(".mo.new")
        messages.save_as_mofile(str(fresh))
        fresh.replace(target)
        self.stdout.write(f"{source.parts[-3]}: {len(messages.translated_entries())} messages")
