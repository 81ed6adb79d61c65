"""`python -m portal.ops.stop`: stops the portal that runs from this folder, then its embedded database."""

import os
import signal
import sys
import time

from portal.ops.embedded_postgres import stop
from portal.ops.supervisor import GRACE, running_pid


def stop_portal() -> bool:
    """Ask the portal to stop and wait until it has stopped. False when none is running."""
    pid = running_pid()
    if pid is None:
        return False
    os.kill(pid, signal.SIGTERM)
    deadline = time.monotonic() + GRACE + 5
    while running_pid() == pid and time.monotonic() < deadline:
        time.sleep(0.1)
    return True


if __name__ == "__main__":
    stopped = stop_portal()
    stop()
    sys.stdout.write("Stopped.\n" if stopped else "The portal was not running; the embedded database is stopped.\n")
