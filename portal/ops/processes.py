"""What the kernel knows about processes: who holds a lock or a socket, who ended, who ends with whom.

A number alone says nothing: it may be stale, reused by a stranger, or of another container.
"""

import ctypes
import fcntl
import os
import select
import signal
import socket
import struct
from pathlib import Path
from typing import IO

from portal.environment import BASE_DIR

PORTAL_LOCK = BASE_DIR / "var" / "portal.pid"
# `struct flock` of fcntl(2): type, whence, start, length, process.
FLOCK = struct.Struct("hhqqi4x")
# `struct ucred` of unix(7): process, user, group.
UCRED = struct.Struct("3i")
PR_SET_PDEATHSIG = 1
# Loaded before any fork: a new process must not wait for a lock of the loader.
LIBC = ctypes.CDLL(None)


def take_lock(file: Path) -> IO[str] | None:
    """Hold this lock until the returned file is closed or this process ends. None while another process holds it.

    The number in the file is for people to read; the lock counts.
    """
    file.parent.mkdir(exist_ok=True)
    opened = os.fdopen(os.open(file, os.O_RDWR | os.O_CREAT, 0o600), "r+")
    try:
        fcntl.lockf(opened, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except (BlockingIOError, PermissionError):
        opened.close()
        return None
    opened.truncate()
    opened.write(f"{os.getpid()}\n")
    opened.flush()
    return opened


def lock_holder(file: Path) -> int | None:
    """The process that holds this lock; 0 if it is in a container that cannot be seen; None if nobody holds it.

    The holder itself must not ask: with any closing of the file, a process loses its lock.
    """
    try:
        opened = file.open("rb")
    except FileNotFoundError:
        return None
    with opened:
        question = FLOCK.pack(fcntl.F_WRLCK, os.SEEK_SET, 0, 0, 0)
        kind, _whence, _start, _length, pid = FLOCK.unpack(fcntl.fcntl(opened, fcntl.F_GETLK, question))
    return None if kind == fcntl.F_UNLCK else max(pid, 0)


def socket_owner(path: Path) -> int | None:
    """The process that listens on this Unix socket; 0 for one in a container that cannot be seen; None for none."""
    with socket.socket(socket.AF_UNIX) as probe:
        probe.settimeout(5)
        try:
            probe.connect(str(path))
        except (FileNotFoundError, ConnectionRefusedError):
            return None
        pid, _user, _group = UCRED.unpack(probe.getsockopt(socket.SOL_SOCKET, socket.SO_PEERCRED, UCRED.size))
    return int(pid)


class Process:
    """A running process that is held on to: a later process with the same number is never mistaken for it."""

    def __init__(self, pid: int) -> None:
        """Raises ProcessLookupError when there is no such process."""
        self.handle = os.pidfd_open(pid)

    def __enter__(self) -> "Process":
        return self

    def __exit__(self, *error: object) -> None:
        os.close(self.handle)

    def send(self, signum: signal.Signals) -> None:
        signal.pidfd_send_signal(self.handle, signum)

    def ends_within(self, seconds: float) -> bool:
        """Wait until the process has ended, but not longer than this."""
        poll = select.poll()
        poll.register(self.handle, select.POLLIN)
        return bool(poll.poll(seconds * 1000))


def end_with_parent(parent: int) -> None:
    """In a new process: it is killed as soon as the process `parent` ends, also when that one is killed."""
    LIBC.prctl(PR_SET_PDEATHSIG, signal.SIGKILL)
    if os.getppid() != parent:  # the parent has ended before the call
        os._exit(1)
