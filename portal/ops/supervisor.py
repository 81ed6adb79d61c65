"""The processes of a running portal. One that ends is started again; all end with the supervisor."""

import os
import signal
import subprocess
import sys
import time
from collections.abc import Callable
from dataclasses import dataclass
from functools import partial
from types import FrameType

from portal.ops.embedded_postgres import ServerError
from portal.ops.processes import end_with_parent

GRACE = 15.0
# A process that ends sooner than this after its start has ended early. After so many early ends in a row, a new
# start is of no use.
EARLY = 10.0
ENOUGH = 6
# Seconds before the second, third, … start in a row; the first new start is at once.
PAUSES = (0.0, 0.5, 1.0, 2.0, 4.0)
# Seconds between two looks at the embedded database.
LOOK = 1.0
MANAGE = [sys.executable, "-W", "ignore", "manage.py"]
WEB = [sys.executable, "-W", "ignore", "-m", "gunicorn", "-c", "portal/gunicorn.py", "portal.wsgi"]
PROCESSES = {
    "web": WEB,
    "urgent worker": [*MANAGE, "work", "--queue-name", "urgent", "--no-startup-delay", "--verbosity", "0"],
    "worker": [*MANAGE, "work", "--queue-name", "*", "--no-startup-delay", "--verbosity", "0"],
    "clock": [*MANAGE, "crontask", "--no-heartbeat"],
}


class GivenUpError(Exception):
    """A process ends again and again."""


@dataclass
class Child:
    """One of the processes, its last start, and how often in a row it has ended early."""

    name: str
    command: list[str]
    process: subprocess.Popen[bytes] | None = None
    started: float = 0.0
    early_ends: int = 0
    next_start: float = 0.0

    def start(self) -> None:
        self.started = time.monotonic()
        # Each child has its own process group: Ctrl+C reaches only the supervisor, which then stops them.
        # The function between fork and exec is short, and no thread runs here that could hold a lock of Python.
        self.process = subprocess.Popen(  # noqa: S603
            self.command,
            process_group=0,
            preexec_fn=partial(end_with_parent, os.getpid()),
        )

    def has_ended(self) -> bool:
        return self.process is not None and self.process.poll() is not None


class Supervisor:
    """Starts the processes and keeps them running until a signal comes. Then it stops all of them."""

    def __init__(
        self,
        processes: dict[str, list[str]],
        write: Callable[[str], None],
        *,
        keep_database: Callable[[], None] = lambda: None,
        database_answers: Callable[[], bool] = lambda: True,
    ) -> None:
        """`keep_database` starts the embedded database again if it has ended, or raises ServerError."""
        self.children = [Child(name, command) for name, command in processes.items()]
        self.write = write
        self.keep_database = keep_database
        self.database_answers = database_answers
        self.database_failures = 0
        self.next_look = 0.0
        self.stopping = False

    def run(self, *, ready: Callable[[], bool], when_ready: Callable[[], None]) -> int:
        """Return 0 after a signal, 1 when a process ends again and again.

        `when_ready` is called once, when `ready()` is true.
        """
        for signum in (signal.SIGINT, signal.SIGTERM, signal.SIGHUP):
            signal.signal(signum, self._stop)
        announced = False
        try:
            while not self.stopping:
                self._keep_running()
                if not announced and ready():
                    announced = True
                    when_ready()
                time.sleep(0.2)
            return 0
        except GivenUpError as error:
            self.write(str(error))
            return 1
        finally:
            self._end_all()

    def _stop(self, signum: int, frame: FrameType | None) -> None:
        self.stopping = True

    def _keep_running(self) -> None:
        # The database first: without it the others would only end again.
        if time.monotonic() >= self.next_look:
            self._look_at_database()
        for child in self.children:
            if child.has_ended():
                self._plan(child)
            if child.process is None and time.monotonic() >= child.next_start:
                child.start()

    def _look_at_database(self) -> None:
        try:
            self.keep_database()
            self.database_failures = 0
        except ServerError as error:
            self.write(str(error))
            self.database_failures += 1
            if self.database_failures >= ENOUGH:
                raise GivenUpError("The database cannot be started again, so the portal stops.") from error
        self.next_look = time.monotonic() + LOOK

    def _plan(self, child: Child) -> None:
        """Decide when a process that has ended is started again. Raises GivenUpError."""
        if time.monotonic() - child.started > EARLY:
            child.early_ends = 0
        elif self.database_answers():  # an early end because the database is away does not count
            child.early_ends += 1
        if child.early_ends >= ENOUGH:
            raise GivenUpError(
                f"The {child.name} process has ended {ENOUGH} times in a row, so the portal stops. "
                "Its last words are above."
            )
        pause = PAUSES[min(child.early_ends, len(PAUSES) - 1)]
        self.write(f"The {child.name} process has ended and is started again.")
        child.process = None
        child.next_start = time.monotonic() + pause

    def _end_all(self) -> None:
        deadline = time.monotonic() + GRACE
        running = [child.process for child in self.children if child.process]
        for process in running:
            if process.poll() is None:
                process.terminate()
        for process in running:
            try:
                process.wait(max(0.1, deadline - time.monotonic()))
            except subprocess.TimeoutExpired:
                os.killpg(process.pid, signal.SIGKILL)
                process.wait()
