"""`manage.py grantruntime ROLE`: lets a role of PostgreSQL run the portal, and no more than that."""

from argparse import ArgumentParser
from typing import Any

from django.core.management.base import BaseCommand, CommandError
from django.db import ProgrammingError, connection, transaction

from portal.ops.runtime_role import grants


class Command(BaseCommand):
    """Run it as the role that migrates, after every `migrate` and `createcachetable`."""

    help = "Grant a role of PostgreSQL what the running portal needs, and take everything else from it."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("role", help="a role that exists and owns nothing, for example portal_app")
        parser.add_argument("--print", action="store_true", help="print the statements and change nothing")

    def handle(self, *args: Any, **options: Any) -> None:
        role = options["role"]
        with transaction.atomic(), connection.cursor() as cursor:
            mighty = "SELECT pg_has_role(rolname, current_user, 'MEMBER') FROM pg_roles WHERE rolname = %s"
            cursor.execute(mighty, [role])
            found = cursor.fetchone()
            if found is None:
                raise CommandError(f"There is no role {role}. Create it first: CREATE ROLE {role} LOGIN PASSWORD …")
            if found == (True,):  # a superuser, the role that migrates, or a member of it
                raise CommandError(f"{role} can become the role that migrates, so it could switch every guard off.")
            for statement in list(grants(cursor, role)):
                text = statement.as_string()
                if options["print"]:
                    self.stdout.write(f"{text};")
                else:
                    try:
                        cursor.execute(text)
                    except ProgrammingError as error:
                        raise CommandError("Run this as the role that owns the tables.") from error
        if not options["print"]:
            self.stdout.write(f"{role} may run the portal.")
