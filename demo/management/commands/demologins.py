"""`manage.py demologins`: one line for each demo sign-in; no output if the demo was never loaded."""

from typing import Any

from django.core.management.base import BaseCommand

from demo import logins


class Command(BaseCommand):
    """Prints the sign-ins of the demo with role, password and pages to look at."""

    help = "Print the sign-ins of the demo community, if it is loaded."

    def handle(self, *args: Any, **options: Any) -> None:
        for login in logins.existing_logins():
            self.stdout.write(f"{login.role}: {login.sign_in} / {login.password}  → {login.look_at}")
