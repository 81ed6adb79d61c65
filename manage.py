#!/usr/bin/env python
"""Django's command line, with the embedded PostgreSQL started and the audit trail told who acts."""

import os
import sys


def main() -> None:
    from portal.ops.embedded_postgres import ensure_database

    # Its children inherit it, and the web server says otherwise (portal/wsgi.py).
    os.environ["PORTAL_PROCESS"] = "tasks" if sys.argv[1:2] in (["work"], ["crontask"]) else "command"
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "portal.settings")
    ensure_database()

    from django.core.management import execute_from_command_line

    from common.db.audit import acting

    with acting(command=sys.argv[1] if len(sys.argv) > 1 else "help"):
        execute_from_command_line(sys.argv)


if __name__ == "__main__":
    main()
