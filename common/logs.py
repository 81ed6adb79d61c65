"""Logs say what happened, never who: the text of an exception may hold a name, a number, or a whole row.

So of an exception its class is kept, where it was raised, and the name of the constraint that it broke.
"""

import copy
import logging
import sys
import traceback
from typing import Any

from common.db.errors import sqlstate, violated_constraint

# Their texts hold names from the code only.
PLAIN = (AttributeError, ImportError, NameError, SyntaxError, NotImplementedError, RecursionError)


def described(error: BaseException) -> str:
    """The class of an exception, and what its text can tell without anybody's data."""
    kind = type(error)
    name = f"{kind.__module__}.{kind.__qualname__}"
    if isinstance(error, PLAIN):
        return f"{name}: {error}"
    code = getattr(error, "code", None)  # of a refusal
    parts = (violated_constraint(error), sqlstate(error), code)
    known = [part for part in parts if part and isinstance(part, str)]
    return f"{name} ({', '.join(known)})" if known else name


def traceback_without_texts(error: BaseException) -> str:
    """The traceback of an exception and of its causes; the texts of the exceptions are left out."""
    lines: list[str] = []
    seen: set[int] = set()
    current: BaseException | None = error
    while current is not None and id(current) not in seen:
        seen.add(id(current))
        own = ["Traceback (most recent call last):\n", *traceback.format_tb(current.__traceback__)]
        lines = [*own, f"{described(current)}\n", *(["\nwhich led to:\n\n"] if lines else []), *lines]
        for part in getattr(current, "exceptions", ()):  # of a group
            lines.append(f"  with {described(part)}\n")
        current = current.__cause__ or (None if current.__suppress_context__ else current.__context__)
    return "".join(lines).rstrip("\n")


class PrivateFormatter(logging.Formatter):
    """Formats the records of every handler. What is no fault of ours (a status below 500) has no traceback."""

    def format(self, record: logging.LogRecord) -> str:
        own = copy.copy(record)
        own.exc_text = None  # what another handler has formatted
        if isinstance(own.msg, BaseException):
            own.msg, own.args = described(own.msg), ()
        elif isinstance(own.args, tuple):
            own.args = tuple(_private(value) for value in own.args)
        elif isinstance(own.args, dict):
            own.args = {key: _private(value) for key, value in own.args.items()}
        if getattr(own, "status_code", 500) < 500:
            own.exc_info = None
        return super().format(own)

    def formatException(self, ei: Any) -> str:  # noqa: N802 - the name is logging's
        return traceback_without_texts(ei[1]) if ei[1] is not None else ""


def _private(value: object) -> object:
    return described(value) if isinstance(value, BaseException) else value


def keep_no_texts_of_failed_tasks(sender: Any, instance: Any, **_kwargs: Any) -> None:
    """Receiver of `pre_save` of a task's result, which keeps the traceback of a task that has failed."""
    error = sys.exception()
    if instance.traceback and error is not None:
        instance.traceback = traceback_without_texts(error)
