#!/usr/bin/env python
"""Django's command line, with the embedded PostgreSQL started and the audit trail told who acts."""

import errno
import os
import sys

# They run before there is a database, or while it is away.
WITHOUT_DATABASE = {"compilemessages"}
# The disk is full or may not be written: no fault of the code, so a traceback would say nothing.
OF_THE_DISK = {errno.ENOSPC, errno.EDQUOT, errno.EROFS, errno.EACCES, errno.EPERM}


def main() -> None:
    from django.core.exceptions import ImproperlyConfigured

    from portal.ops.embedded_postgres import ServerError, ensure_database

    # Its children inherit it, and the web server says otherwise (portal/wsgi.py).
    os.environ["PORTAL_PROCESS"] = "tasks" if sys.argv[1:2] in (["work"], ["crontask"]) else "command"
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "portal.settings")
    command = sys.argv[1] if len(sys.argv) > 1 else "help"
    try:
        if command not in WITHOUT_DATABASE:
            ensure_database()

        from django.core.management import execute_from_command_line

        from common.db.audit import acting

        with acting(command=command):
            execute_from_command_line(sys.argv)
    except (ServerError, ImproperlyConfigured) as error:
        sys.exit(str(error))
    except OSError as error:
        if error.errno not in OF_THE_DISK:
            raise
        sys.exit(f"{error.filename or 'A file'} cannot be written: {error.strerror}")
    except KeyboardInterrupt:
        sys.exit(130)


if __name__ == "__main__":
    main()
