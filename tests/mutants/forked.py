"""The plugin of pytest that tries many mutants with one start: each in a fork, whose functions get the changed code.

Starting pytest and collecting its tests takes longer than the tests that notice a change. What stands in no function
(a table of rights, a decorator) has been imported by then, and is left to `plugin`; so is what no near test notices.
"""

import gc
import json
import os
import signal
import time
from collections.abc import Callable, Iterator
from contextlib import nullcontext
from pathlib import Path
from types import CodeType, FunctionType

import pytest
from _pytest.runner import runtestprotocol
from django.db import connection, connections
from pytest_django.plugin import blocking_manager_key

from tests.mutants.mutant import ENVIRONMENT
from tests.support.committing import commits

# How many tests a mutant is shown, and how long they may take: it may end in a loop.
MOST_TESTS = 120
SECONDS = 60
IN_A_FUNCTION = 1  # CO_OPTIMIZED


@pytest.hookimpl(tryfirst=True)
def pytest_runtestloop(session: pytest.Session) -> bool:
    """In place of running the tests: write a line for each mutant of the file that a test notices."""
    folder = Path(os.environ[ENVIRONMENT])
    trial = _Trial(session)
    with (folder / "noticed").open("w") as noticed:
        for number, line in enumerate((folder / "mutants").read_text().splitlines()):
            if trial.notices(**json.loads(line)):
                noticed.write(f"{number}\n")
                noticed.flush()
    return True


class _Trial:
    def __init__(self, session: pytest.Session) -> None:
        # Tests that commit empty the tables that migrations have filled, and every later test would find them so.
        self.items = {item.nodeid: item for item in session.items if not commits(item)}
        self.blocker = session.config.stash[blocking_manager_key]
        self.proven: set[str] = set()
        self.failing: set[str] = set()
        # The fixtures of the session, the database among them, are there before the first fork.
        self.last = next(reversed(self.items.values()))
        _passes(next(item for item in self.items.values() if item.get_closest_marker("django_db")), self.last)
        connections.close_all()
        gc.unfreeze()  # or the functions could not be found

    def notices(self, *, path: str, old: str, new: str, sql: str, tests: list[str]) -> bool:
        """Whether one of the tests fails with the change and passes without."""
        items = [item for test in tests for item in self._named(test)]
        items = list({item.nodeid: item for item in items if item.nodeid not in self.failing}.values())[:MOST_TESTS]
        change = (lambda: None) if sql else lambda: put_code(path, old, new)
        while (at := self._first_failing(items, change, sql)) is not None:
            suspect = items[at]
            if suspect.nodeid in self.proven or self._first_failing([suspect], lambda: None, "") is None:
                self.proven.add(suspect.nodeid)
                return True
            self.failing.add(suspect.nodeid)
            items.remove(suspect)
        return False

    def _named(self, test: str) -> list[pytest.Item]:
        """By its name, or those of a module, or those of a folder."""
        if test in self.items:
            return [self.items[test]]
        return [item for name, item in self.items.items() if name.startswith((f"{test}::", f"{test}/"))]

    def _first_failing(self, items: list[pytest.Item], change: Callable[[], None], sql: str) -> int | None:
        """The index of the first item that fails in a fork; None if all pass, or the change cannot be made there.

        None too where the fork does not end in time or dies: that may be the machine, and is no test that fails.
        """
        reading, writing = os.pipe()
        child = os.fork()
        if child == 0:
            os.close(reading)
            failed = -1
            try:
                failed = self._in_a_fork(items, change, sql)
            finally:
                os.write(writing, str(failed).encode())
                os._exit(0)
        os.close(writing)
        with os.fdopen(reading) as answer:
            at = int((_ends(child) and answer.read()) or -1)
        return None if at < 0 else at

    def _in_a_fork(self, items: list[pytest.Item], change: Callable[[], None], sql: str) -> int:
        from tests.support.database import cloned  # needs the apps, which are loaded later than this

        try:
            change()
        except LookupError:
            return -1
        with self.blocker.unblock(), cloned() if sql else nullcontext():
            if sql:
                with connection.cursor() as cursor:
                    cursor.execute(sql)
                connection.close()
            with self.blocker.block():
                at = next((at for at, item in enumerate(items) if not _passes(item, self.last)), -1)
        return at


def _passes(item: pytest.Item, following: pytest.Item) -> bool:
    return not any(report.failed for report in runtestprotocol(item, log=False, nextitem=following))


def _ends(child: int) -> bool:
    """Whether the process ends by itself."""
    end = time.monotonic() + SECONDS
    while time.monotonic() < end:
        if os.waitpid(child, os.WNOHANG)[0]:
            return True
        time.sleep(0.01)
    os.kill(child, signal.SIGKILL)
    os.waitpid(child, 0)
    return False


def put_code(path: str, old: str, new: str) -> None:
    """Give the functions that a file has made the code of `new`. Raises LookupError where more than them differs.

    Who has imported a function holds that function itself, so its code is replaced and nothing else.
    """
    file = str(Path(path).resolve())
    changes = {(was.co_qualname, was.co_firstlineno): now for was, now in changed_code(old, new, file)}
    found = False
    for function in gc.get_objects():
        if type(function) is FunctionType and function.__code__.co_filename == file:
            was = function.__code__
            if now := changes.get((was.co_qualname, was.co_firstlineno)):
                if now.co_freevars != was.co_freevars:
                    raise LookupError("another closure")
                function.__code__ = now
                found = True
    if not found:
        raise LookupError("nothing to change")


def changed_code(old: str, new: str, file: str = "") -> Iterator[tuple[CodeType, CodeType]]:
    """The code of the functions that differ, as it was and as it is now. Raises LookupError for what is in none."""
    return _differing(compile(old, file, "exec"), compile(new, file, "exec"))


def _differing(was: CodeType, now: CodeType) -> Iterator[tuple[CodeType, CodeType]]:
    if was == now:
        return
    if was.co_flags & IN_A_FUNCTION:
        yield was, now
    elif _own(was) != _own(now):
        raise LookupError("not in a function")
    for inner, changed in zip(_inner(was), _inner(now), strict=False):
        if inner.co_qualname == changed.co_qualname:
            yield from _differing(inner, changed)


def _own(code: CodeType) -> tuple[object, ...]:
    """What a module or a class does itself, without the functions in it, and wherever its lines stand."""
    constants = [repr(one) for one in code.co_consts if not isinstance(one, CodeType)]
    return code.co_code, code.co_names, code.co_exceptiontable, constants, len(_inner(code))


def _inner(code: CodeType) -> list[CodeType]:
    return [one for one in code.co_consts if isinstance(one, CodeType)]
