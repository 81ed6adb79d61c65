"""`python -m portal.ops.stop`: stops the portal that runs from this folder, then its embedded database."""

import signal
import sys
from pathlib import Path

from portal.ops.embedded_postgres import ServerError, stop
from portal.ops.processes import PORTAL_LOCK, Process, lock_holder
from portal.ops.supervisor import GRACE


def stop_portal(lock: Path = PORTAL_LOCK) -> bool:
    """Ask the portal to stop and wait until it has stopped. False when none is running.

    Raises ServerError when it does not stop or cannot be reached.
    """
    pid = lock_holder(lock)
    if pid is None:
        return False
    if pid == 0:
        raise ServerError("The portal runs in another container. Stop it there.")
    try:
        portal = Process(pid)
    except ProcessLookupError:
        return False
    with portal:
        if lock_holder(lock) != pid:  # it has ended, and the number may be a stranger's by now
            return False
        portal.send(signal.SIGTERM)
        if not portal.ends_within(GRACE + 5):
            raise ServerError(f"The portal (process {pid}) does not stop.")
    return True


def main() -> None:
    try:
        stopped = stop_portal()
        stop()
    except (ServerError, OSError) as error:
        sys.exit(str(error))
    sys.stdout.write("Stopped.\n" if stopped else "The portal was not running; the embedded database is stopped.\n")


if __name__ == "__main__":
    main()
