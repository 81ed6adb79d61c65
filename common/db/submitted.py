"""The transaction of a form that is being sent: whether anything was done in it, and what it defers.

The whole request is one transaction then (common.http.submissions). What the database checks at the end of a
transaction would be found after the page was made; so it is checked at the end of each step instead, where a refusal
can still be shown in the form.
"""

from collections.abc import Iterator
from contextlib import contextmanager, nullcontext
from contextvars import ContextVar

from django.db import connection, transaction


class Work:
    """What has happened in the transaction of a form so far."""

    def __init__(self) -> None:
        self.done = False
        self.depth = len(connection.savepoint_ids)


_current: ContextVar[Work | None] = ContextVar("work_of_submission", default=None)


@contextmanager
def submitted_form() -> Iterator[Work]:
    """One transaction for a whole form; the work says afterwards whether anything was done."""
    with transaction.atomic():
        work = Work()
        before = _current.set(work)
        try:
            yield work
        finally:
            _current.reset(before)


def work_done() -> None:
    """An action, or a form of admin, is at its end and has done its work. Elsewhere than in a form it means nothing.

    To be called inside the step's own transaction: what it deferred is checked now, unless it is part of a larger
    step, which may still put right what the smaller one has left open.
    """
    if work := _current.get():
        if len(connection.savepoint_ids) <= work.depth + 1:
            connection.check_constraints()
        work.done = True


@contextmanager
def step_of_form() -> Iterator[None]:
    """A part of a form's work that is taken back alone when it fails, and leaves nothing deferred behind."""
    work = _current.get()
    with transaction.atomic() if work else nullcontext():
        yield
        if work:
            connection.check_constraints()
