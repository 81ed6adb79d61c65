"""Sends odd requests through Django's handler, each in a transaction that is rolled back."""

import logging
import time
import traceback
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from typing import Any
from urllib.parse import quote

from django.conf import settings
from django.core.handlers.wsgi import WSGIHandler
from django.core.signals import got_request_exception, request_finished, request_started
from django.db import close_old_connections, transaction
from django.test import Client, RequestFactory

from accounts.models import User
from common.http.requests import PortalRequest
from tests.odd.requests import OddRequest, fields_of, odd_request, spoiled

# An answer that takes longer holds a worker for too long.
SLOW_SECONDS = 10.0


@dataclass(frozen=True)
class Finding:
    """An answer that should not have been: the number of the request, its status or its time, and why."""

    number: int
    status: int
    seconds: float
    request: str
    trace: str

    def __str__(self) -> str:
        return f"#{self.number} {self.status} in {self.seconds:.1f} s  {self.request}\n{self.trace}"


class Environments(RequestFactory):
    """Makes what a server hands over, and not what Django reads from it."""

    def request(self, **request: Any) -> dict[str, Any]:  # type: ignore[override]
        return self._base_environ(**request)


class TrustedRequest(PortalRequest):
    """A request as the portal reads it, with a form that the portal has given out."""

    _dont_enforce_csrf_checks = True


class Portal(WSGIHandler):
    """The portal as `portal.wsgi` serves it."""

    request_class = TrustedRequest


class Sender:
    """Sends the requests of one seed as these users. What a page has as its form is read once."""

    def __init__(self, users: dict[str, User | None], seed: int) -> None:
        self.users, self.seed, self.roles = users, seed, sorted(users)
        self.portal = Portal()
        self.sessions = {role: self._session(user) for role, user in users.items()}
        self.forms: dict[tuple[str, str], dict[str, str]] = {}

    def _session(self, user: User | None) -> str:
        if user is None:
            return ""
        client = Client()
        client.force_login(user, backend=settings.AUTHENTICATION_BACKENDS[0])
        return client.cookies[settings.SESSION_COOKIE_NAME].value

    def send(self, number: int) -> Finding | int:
        """The status of the answer, or what is wrong with it."""
        request = odd_request(self.seed, number, self.roles)
        began = time.monotonic()
        with failures() as caught, undone():
            status = self._answer(request, number)
        seconds = time.monotonic() - began
        if status >= 500 or seconds > SLOW_SECONDS:
            return Finding(number, status, seconds, str(request), caught[-1] if caught else "")
        return status

    def _answer(self, request: OddRequest, number: int) -> int:
        extra: dict[str, Any] = {"QUERY_STRING": request.query, **request.headers}
        extra["HTTP_COOKIE"] = "; ".join(filter(None, (self._cookie(request.role), request.cookies)))
        body, content_type = request.body or (b"", "application/octet-stream")
        if request.body is None and request.method not in ("GET", "HEAD", "OPTIONS"):
            own_form = self._form(request) if request.with_own_form else {}
            fields = spoiled(request, own_form, self.seed, number)
            body = "&".join(f"{quote(name, safe='')}={quote(value, safe='')}" for name, value in fields).encode()
            content_type = "application/x-www-form-urlencoded"
        status, _page = self._ask(request.method, request.path, body, content_type, **extra)
        return status

    def _ask(self, method: str, path: str, body: bytes, content_type: str, **extra: Any) -> tuple[int, bytes]:
        environment = Environments().generic(method, path, body, content_type, **extra)
        statuses: list[int] = []
        answer = self.portal(environment, lambda status, _headers: statuses.append(int(status.split()[0])))
        try:
            return statuses[-1], b"".join(answer)
        finally:
            answer.close()

    def _cookie(self, role: str) -> str:
        session = self.sessions[role]
        return f"{settings.SESSION_COOKIE_NAME}={session}" if session else ""

    def _form(self, request: OddRequest) -> dict[str, str]:
        """The fields of the page at this address."""
        key = (request.role, request.path)
        if key not in self.forms:
            status, page = self._ask("GET", request.path, b"", "", HTTP_COOKIE=self._cookie(request.role))
            self.forms[key] = fields_of(page.decode(errors="ignore")) if status == 200 else {}
        return self.forms[key]


@contextmanager
def undone() -> Iterator[None]:
    """Roll back what happens meanwhile; the connection stays open between requests."""
    for signal in (request_started, request_finished):
        signal.disconnect(close_old_connections)
    try:
        with transaction.atomic():
            yield
            transaction.set_rollback(True)
    finally:
        for signal in (request_started, request_finished):
            signal.connect(close_old_connections)


@contextmanager
def failures() -> Iterator[list[str]]:
    """The traces of what views raised meanwhile."""
    caught: list[str] = []

    def note(**_kwargs: Any) -> None:
        caught.append(traceback.format_exc(limit=-6))

    got_request_exception.connect(note)
    try:
        yield caught
    finally:
        got_request_exception.disconnect(note)


@contextmanager
def quiet() -> Iterator[None]:
    """Refusals are the point here; writing each down would take longer than asking."""
    logging.disable(logging.CRITICAL)
    try:
        yield
    finally:
        logging.disable(logging.NOTSET)
