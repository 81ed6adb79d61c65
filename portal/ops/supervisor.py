"""The processes of a running portal. When one of them ends, all are stopped."""

import os
import signal
import subprocess
import sys
import time
from collections.abc import Callable
from pathlib import Path
from types import FrameType

PID_FILE = Path(__file__).resolve().parent.parent.parent / "var" / "portal.pid"
GRACE = 15.0
MANAGE = [sys.executable, "-W", "ignore", "manage.py"]
WEB = [sys.executable, "-W", "ignore", "-m", "gunicorn", "-c", "portal/gunicorn.py", "portal.wsgi"]
PROCESSES = {
    "web": WEB,
    "urgent worker": [*MANAGE, "work", "--queue-name", "urgent", "--no-startup-delay", "--verbosity", "0"],
    "worker": [*MANAGE, "work", "--queue-name", "*", "--no-startup-delay", "--verbosity", "0"],
    "clock": [*MANAGE, "crontask", "--no-heartbeat"],
}


def running_pid() -> int | None:
    """The process id of the portal that runs from this folder, or None."""
    try:
        pid = int(PID_FILE.read_text())
        command = Path(f"/proc/{pid}/cmdline").read_bytes()
    except (FileNotFoundError, ValueError):
        return None
    return pid if b"serve" in command else None


class Supervisor:
    """Starts the processes and waits. It stops all of them on a signal or when one of them ends."""

    def __init__(self, processes: dict[str, list[str]], write: Callable[[str], None]) -> None:
        self.commands = processes
        self.write = write
        self.children: dict[str, subprocess.Popen[bytes]] = {}
        self.stopping = False

    def run(self, *, ready: Callable[[], bool], when_ready: Callable[[], None]) -> int:
        """Return 0 after a signal, 1 when a process ended by itself.

        `when_ready` is called once, when `ready()` is true.
        """
        for signum in (signal.SIGINT, signal.SIGTERM, signal.SIGHUP):
            signal.signal(signum, self._stop)
        PID_FILE.write_text(str(os.getpid()))
        announced = False
        try:
            for name, command in self.commands.items():
                # Each child has its own process group: Ctrl+C reaches only this process, which then stops them.
                self.children[name] = subprocess.Popen(command, process_group=0)  # noqa: S603
            while not self.stopping:
                if ended := self._ended():
                    self.write(f"The {ended} process has ended, so the portal stops. Its last words are above.")
                    return 1
                if not announced and ready():
                    announced = True
                    when_ready()
                time.sleep(0.2)
            return 0
        finally:
            self._end_all()
            PID_FILE.unlink(missing_ok=True)

    def _stop(self, signum: int, frame: FrameType | None) -> None:
        self.stopping = True

    def _ended(self) -> str:
        return next((name for name, child in self.children.items() if child.poll() is not None), "")

    def _end_all(self) -> None:
        deadline = time.monotonic() + GRACE
        for child in self.children.values():
            if child.poll() is None:
                child.terminate()
        for child in self.children.values():
            try:
                child.wait(max(0.1, deadline - time.monotonic()))
            except subprocess.TimeoutExpired:
                os.killpg(child.pid, signal.SIGKILL)
                child.wait()
