"""A process that ends is started again, until that is of no use."""

import signal
import sys
import time
from collections.abc import Callable
from pathlib import Path

import pytest

from portal.ops import supervisor
from portal.ops.embedded_postgres import ServerError
from portal.ops.supervisor import ENOUGH, Supervisor

SLEEP = [sys.executable, "-c", "import time; time.sleep(60)"]
END = [sys.executable, "-c", ""]


@pytest.fixture(autouse=True)
def _no_pauses(monkeypatch):
    monkeypatch.setattr(supervisor, "PAUSES", (0.0,))
    monkeypatch.setattr(supervisor, "LOOK", 0.0)
    handlers = {number: signal.getsignal(number) for number in (signal.SIGINT, signal.SIGTERM, signal.SIGHUP)}
    yield
    for number, handler in handlers.items():
        signal.signal(number, handler)


def run(portal: Supervisor, *, until: Callable[[], bool]) -> int:
    """Run until this is true (at most ten seconds), then stop as make stop does."""
    deadline = time.monotonic() + 10

    def ready() -> bool:
        if until() or time.monotonic() > deadline:
            signal.raise_signal(signal.SIGTERM)
        return False

    return portal.run(ready=ready, when_ready=lambda: None)


def test_a_process_that_is_killed_is_started_again_and_all_end_with_a_signal():
    portal = Supervisor({"web": SLEEP, "worker": SLEEP}, lambda line: None)
    processes = []

    def killed_twice() -> bool:
        process = portal.children[0].process
        if process and process not in processes:
            processes.append(process)
            if len(processes) < 3:
                process.kill()
        return len(processes) == 3

    assert run(portal, until=killed_twice) == 0
    assert [process.returncode for process in processes] == [-signal.SIGKILL, -signal.SIGKILL, -signal.SIGTERM]
    other = portal.children[1].process
    assert other
    assert other.returncode == -signal.SIGTERM


def test_a_process_that_ends_at_once_again_and_again_stops_the_portal_with_one_line():
    lines: list[str] = []
    portal = Supervisor({"web": SLEEP, "worker": END}, lines.append)
    assert run(portal, until=lambda: False) == 1
    assert portal.children[1].early_ends == ENOUGH
    assert "worker" in lines[-1]


def test_ends_while_the_database_is_away_do_not_count():
    portal = Supervisor({"worker": END}, lambda line: None, database_answers=lambda: False)
    starts = set()

    def often() -> bool:
        starts.add(portal.children[0].started)
        return len(starts) > ENOUGH + 1

    assert run(portal, until=often) == 0
    assert portal.children[0].early_ends == 0


def test_a_database_that_cannot_be_started_again_stops_the_portal():
    looks = []

    def keep() -> None:
        looks.append(1)
        raise ServerError("no")

    assert run(Supervisor({"web": SLEEP}, lambda line: None, keep_database=keep), until=lambda: False) == 1
    assert len(looks) == ENOUGH


def test_the_workers_of_the_web_server_end_with_its_master():
    source = Path(supervisor.__file__).resolve().parents[1] / "gunicorn.py"
    assert "end_with_parent(worker.ppid)" in source.read_text()
