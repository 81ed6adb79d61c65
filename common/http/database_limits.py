"""How long one request may use the database, and how long it may wait for a lock.

PostgreSQL bounds each statement and each wait (`SESSION` in the settings). Here the statements of a request are
bounded together; and where somebody has just waited for a lock in vain, the next ones are not left waiting as long:
otherwise a row that stays locked would take one thread after the other away from everybody else.
"""

import re
import time
from collections.abc import Callable
from typing import Any

from django.conf import settings
from django.db import DatabaseError, OperationalError, connection
from django.http import HttpRequest, HttpResponse

from common.db.waits import OutOfDatabaseTime, is_locked
from common.http.requests import GetResponse

NUMBERS = re.compile(r"\d+")
# Kinds of pages where somebody has waited in vain, in this process, and until when others do not wait as long. Then
# one request waits as long as usual again, and what becomes of it decides.
_impatient_until: dict[str, float] = {}


class DatabaseLimitsMiddleware:
    """Stands above everything that asks the database, and below the page cache, which asks for nothing."""

    def __init__(self, get_response: GetResponse) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        limits = DatabaseLimits(kind_of_page(request))
        request.commits_before = getattr(connection, "commits", 0)  # type: ignore[attr-defined]
        with connection.execute_wrapper(limits):
            try:
                return self.get_response(request)
            finally:
                limits.end()


def kind_of_page(request: HttpRequest) -> str:
    """The method and the address without its numbers: the same button at another row may wait for the same lock."""
    return f"{request.method} {NUMBERS.sub('#', request.path)}"


class DatabaseLimits:
    """Wraps all statements of one request."""

    def __init__(self, kind: str) -> None:
        self.kind = kind
        self.spent = 0.0
        until = _impatient_until.get(kind)
        self.is_impatient = until is not None and until > time.monotonic()
        self._tries_again = until is not None and not self.is_impatient
        self._waited_in_vain = False
        self._shortened: Any = None
        if self._tries_again:
            self._remember()

    def __call__(self, execute: Callable[..., Any], sql: Any, params: Any, many: bool, context: Any) -> Any:
        if self.spent > settings.DATABASE_SECONDS:
            raise OutOfDatabaseTime("the request has used up its seconds of the database")
        if self.is_impatient and self._shortened is not connection.connection:
            _set_lock_timeout(settings.IMPATIENT_LOCK_TIMEOUT)
            self._shortened = connection.connection
        began = time.perf_counter()
        try:
            return execute(sql, params, many, context)
        except OperationalError as error:
            if is_locked(error) and not self.is_impatient:
                self._waited_in_vain = True
                self._remember()
            raise
        finally:
            self.spent += time.perf_counter() - began

    def _remember(self) -> None:
        _impatient_until[self.kind] = time.monotonic() + settings.IMPATIENT_SECONDS

    def end(self) -> None:
        """Give the connection back as it was; one that is broken is thrown away anyway."""
        if self._tries_again and not self._waited_in_vain:
            _impatient_until.pop(self.kind, None)
        if self._shortened is None or self._shortened is not connection.connection:
            return
        usual = connection.settings_dict.get("SESSION", {}).get("lock_timeout", "0")
        try:
            _set_lock_timeout(usual)
        except DatabaseError:
            connection.close()


def _set_lock_timeout(value: str) -> None:
    """Not through Django's cursor, so that nothing wraps or counts it."""
    with connection.wrap_database_errors:
        connection.connection.execute("SELECT set_config('lock_timeout', %s, false)", [value])


def forget_waits() -> None:
    """Be patient with every page again. Only tests call it."""
    _impatient_until.clear()
