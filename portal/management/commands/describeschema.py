"""`manage.py describeschema`: describes the database, or its difference from another one."""

from argparse import ArgumentParser
from pathlib import Path
from typing import Any

import psycopg
from django.core.management.base import BaseCommand, CommandError
from django.db import connection, transaction

from portal.ops.schema import describe_schema, schema_difference


class Command(BaseCommand):
    """`manage.py describeschema`: prints the schema of the database, or its difference from another one."""

    help = (
        "Print every table, column, constraint, index, trigger, function and other object of the database as sorted "
        "lines; with --against, print only what differs and end with 1 when something does."
    )
    # It also works on a database with missing migrations.
    requires_system_checks = ()

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument(
            "--against",
            metavar="FILE_OR_URL",
            help="Compare with an earlier output of this command, or with the database of a postgresql:// URL.",
        )
        parser.add_argument(
            "--rows",
            action="store_true",
            help="Count the rows of every table too: for databases that were only migrated.",
        )

    def handle(self, *args: Any, against: str | None, rows: bool, **options: Any) -> None:
        other = None if against is None else read(against, rows=rows)
        with transaction.atomic(), connection.cursor() as cursor:
            this = describe_schema(cursor, rows=rows)
        if other is None:
            self.stdout.write("\n".join(this))
            return
        different = schema_difference(other, this, names=("the other one", "this database"))
        if different:
            self.stdout.write("\n".join(different))
            raise CommandError("The two schemas differ.", returncode=1)


def read(file_or_url: str, *, rows: bool) -> list[str]:
    """The description of a database, from a file or from the database with this URL.

    If there is none, the command ends with status 2.
    """
    try:
        if "://" not in file_or_url:
            return Path(file_or_url).read_text(encoding="utf-8").rstrip("\n").split("\n")
        with psycopg.connect(file_or_url) as other, other.cursor() as cursor:
            return describe_schema(cursor, rows=rows)
    except (OSError, psycopg.Error) as error:
        raise CommandError(f"Nothing to compare with: {error}", returncode=2) from error
