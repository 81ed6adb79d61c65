"""Processes are known by what they hold, not by a number in a file."""

import os
import signal
import socket
import subprocess
import sys
import tempfile
import textwrap
from collections.abc import Iterator
from pathlib import Path

import pytest

from portal.ops import stop
from portal.ops.embedded_postgres import EmbeddedPostgres, ServerError
from portal.ops.processes import Process, lock_holder, socket_owner, take_lock


def script(source: str, *arguments: object) -> subprocess.Popen[str]:
    """A Python process that runs this source."""
    return subprocess.Popen(
        [sys.executable, "-W", "ignore", "-c", textwrap.dedent(source), *map(str, arguments)],
        stdout=subprocess.PIPE,
        text=True,
    )


def line(process: subprocess.Popen[str]) -> str:
    assert process.stdout
    return process.stdout.readline().strip()


HOLD = """
    import sys, time
    from pathlib import Path
    from portal.ops.processes import take_lock
    lock = take_lock(Path(sys.argv[1]))
    print("held" if lock else "taken", flush=True)
    time.sleep(60 if lock else 0)
"""


@pytest.fixture
def stranger() -> Iterator[subprocess.Popen[bytes]]:
    """A process that has nothing to do with the portal, though its command says `serve`."""
    process = subprocess.Popen([sys.executable, "-c", "import time; time.sleep(60)", "serve", "postgres"])
    yield process
    process.kill()
    process.wait()


@pytest.fixture
def holder(tmp_path) -> Iterator[subprocess.Popen[str]]:
    process = script(HOLD, tmp_path / "lock")
    assert line(process) == "held"
    yield process
    process.kill()
    process.wait()


def test_a_lock_has_one_holder_whom_the_kernel_names(holder, tmp_path):
    assert lock_holder(tmp_path / "lock") == holder.pid
    assert take_lock(tmp_path / "lock") is None
    assert line(script(HOLD, tmp_path / "lock")) == "taken"


def test_a_lock_ends_with_its_holder_however_that_ends(holder, tmp_path):
    holder.kill()
    holder.wait()
    assert lock_holder(tmp_path / "lock") is None
    lock = take_lock(tmp_path / "lock")
    assert lock is not None
    lock.close()


def test_the_number_of_a_stranger_in_the_file_is_no_portal(stranger, tmp_path):
    (tmp_path / "lock").write_text(f"{stranger.pid}\n")
    assert lock_holder(tmp_path / "lock") is None
    assert stop.stop_portal(tmp_path / "lock") is False
    assert stranger.poll() is None


def test_whoever_holds_the_lock_is_stopped_whatever_the_file_says(holder, stranger, tmp_path):
    (tmp_path / "lock").write_text(f"{stranger.pid}\n")
    assert stop.stop_portal(tmp_path / "lock") is True
    assert holder.wait(5) == -signal.SIGTERM
    assert stranger.poll() is None


def test_a_socket_file_that_nobody_listens_on_has_no_owner(tmp_path):
    process = script(
        """
        import socket, sys, time
        server = socket.socket(socket.AF_UNIX)
        server.bind(sys.argv[1]); server.listen(); print("listens", flush=True); time.sleep(60)
        """,
        tmp_path / "socket",
    )
    line(process)
    assert socket_owner(tmp_path / "socket") == process.pid
    process.kill()
    process.wait()
    assert (tmp_path / "socket").exists()
    assert socket_owner(tmp_path / "socket") is None


def test_a_socket_whose_owner_takes_nobody_is_not_free(tmp_path):
    """Each visitor whom a hanging server has not taken waits in a queue, until that is full."""
    path = str(tmp_path / "socket")
    waiting: list[socket.socket] = []
    with socket.socket(socket.AF_UNIX) as server:
        server.bind(path)
        server.listen(0)
        while socket_owner(tmp_path / "socket"):
            waiting.append(socket.socket(socket.AF_UNIX))
            waiting[-1].setblocking(False)
            waiting[-1].connect_ex(path)
            assert len(waiting) < 10
        assert socket_owner(tmp_path / "socket") == 0
    for visitor in waiting:
        visitor.close()


def test_a_child_ends_with_a_parent_that_is_killed():
    parent = script(
        """
        import os, subprocess, sys, time
        from functools import partial
        from portal.ops.processes import end_with_parent
        child = subprocess.Popen(
            [sys.executable, "-c", "import time; time.sleep(60)"], preexec_fn=partial(end_with_parent, os.getpid())
        )
        print(child.pid, flush=True); time.sleep(60)
        """
    )
    with Process(int(line(parent))) as child:
        parent.kill()
        parent.wait()
        assert child.ends_within(5)


@pytest.fixture(scope="module")
def folder() -> Iterator[Path]:
    """With a space, a quotation mark and a comma, and too long for the address of a socket.

    Not among pytest's own: each run that begins shuts those of root to the user of the server.
    """
    with tempfile.TemporaryDirectory(prefix='my portal, "new" ' + "x" * 80) as name:
        yield Path(name)


def test_the_embedded_server_outlives_stale_numbers_and_spares_strangers(folder, stranger):
    server = EmbeddedPostgres(folder / "postgres")
    stale = f"{stranger.pid}\n{server.data}\n1700000000\n5432\n{server.sockets}\n\n 1 1\nready   \n"
    try:
        server.start()
        first = server.pid()
        assert first
        assert server.start() == server.url
        assert server.pid() == first
        os.kill(first, signal.SIGKILL)
        with Process(first) as postmaster:
            postmaster.ends_within(5)
        (server.data / "postmaster.pid").write_text(stale)
        (server.sockets / ".s.PGSQL.5432.lock").write_text(stale)
        server.stop()
        assert stranger.poll() is None
        server.start()
        assert server.pid() not in (None, first)
    finally:
        server.stop()
    assert not server.is_running()
    assert stranger.poll() is None


def test_a_folder_that_is_no_database_is_left_alone_and_named(tmp_path):
    (tmp_path / "postgres").mkdir()
    (tmp_path / "postgres" / "letters.txt").write_text("mine")
    with pytest.raises(ServerError):
        EmbeddedPostgres(tmp_path / "postgres").start()
    assert (tmp_path / "postgres" / "letters.txt").read_text() == "mine"
