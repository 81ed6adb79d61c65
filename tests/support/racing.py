"""Two real connections, stepped through one interleaving without a single sleep that a result depends on.

The test holds its own transaction open; a `Rival` runs on a second connection in a thread, until PostgreSQL says
that it waits for a lock; then the test commits, and the rival goes on.
"""

import threading
import time
from collections.abc import Callable
from typing import Any, Self

from django.db import OperationalError, connection, connections, transaction

from common.exceptions import Refused

PATIENCE = 10.0


class Rival:
    """`work()` on a connection of its own, from `go()` on."""

    def __init__(self, work: Callable[[], Any]) -> None:
        self._work = work
        self._answer: Any = None
        self._error: BaseException | None = None
        self._pid = 0
        self._started = threading.Event()
        self._thread = threading.Thread(target=self._run, daemon=True)

    def _run(self) -> None:
        try:
            with connection.cursor() as cursor:
                cursor.execute("SELECT pg_backend_pid()")
                self._pid = cursor.fetchone()[0]
            self._started.set()
            self._answer = self._work()
        except BaseException as error:
            self._error = error
        finally:
            self._started.set()
            connection.close()

    def go(self) -> Self:
        self._thread.start()
        assert self._started.wait(PATIENCE)
        return self

    def waits(self) -> bool:
        """True as soon as the rival's backend waits for a lock; False when it has finished without."""
        until = time.monotonic() + PATIENCE
        while time.monotonic() < until:
            if not self._thread.is_alive():
                return False
            with connection.cursor() as cursor:
                cursor.execute("SELECT cardinality(pg_blocking_pids(%s)) > 0", [self._pid])
                if cursor.fetchone()[0]:
                    return True
            time.sleep(0.002)
        raise AssertionError("the rival neither waits nor ends")

    def result(self) -> Any:
        self._thread.join(PATIENCE)
        assert not self._thread.is_alive()
        if self._error:
            raise self._error
        return self._answer


def all_at_once(works: list[Callable[[], Any]]) -> list[Any]:
    """Run every work in its own thread and connection, started together; answers or exceptions, in order."""
    start = threading.Barrier(len(works))
    answers: list[Any] = [None] * len(works)

    def run(number: int, work: Callable[[], Any]) -> None:
        try:
            start.wait(PATIENCE)
            answers[number] = work()
        except Exception as error:
            answers[number] = error
        finally:
            connections.close_all()

    threads = [threading.Thread(target=run, args=pair, daemon=True) for pair in enumerate(works)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(PATIENCE * 2)
        assert not thread.is_alive()
    return answers


def while_open(first: Callable[[], object], rival: Callable[[], object]) -> tuple[bool, object]:
    """`first()` in a transaction that commits only once the rival waits for it, or has ended without waiting.

    Returns whether the rival had to wait, and its answer or its refusal.
    """
    second = Rival(rival)
    with transaction.atomic():
        first()
        waited = second.go().waits()
    try:
        return waited, second.result()
    except Refused as refused:
        return waited, refused


def answer_of(rival: Rival) -> object:
    try:
        return rival.result()
    except (Refused, OperationalError) as error:
        return error
