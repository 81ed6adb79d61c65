"""A code by SMS proves that somebody holds a phone number: for signing in, signing up, changing the number.

What is pending lives in the session of the asking browser, and only a digest of the code. Nothing is written
to the records of people before the code has come back. Guesses and messages are counted in the shared cache,
so the limits hold across workers and parallel requests.

allauth has such a process of its own. It makes the account before the number is proven (so anybody could
occupy a stranger's number, and “consent” for them), does not renew the time with a new code, and fails on a
second code for an unknown number; therefore this one.
"""

import datetime as dt
import logging
import secrets
import unicodedata
from dataclasses import asdict, dataclass, field
from typing import Any

from allauth.core import ratelimit
from django.http import HttpRequest
from django.utils.crypto import constant_time_compare, salted_hmac
from django.utils.translation import gettext as _

from accounts import sms
from common.exceptions import Refused
from common.time import clock

log = logging.getLogger(__name__)

CODE_MINUTES = 5
KEY = "pending_code"


@dataclass(slots=True)
class PendingCode:
    """A code that this browser still has to enter. `purpose`: login, signup or change."""

    purpose: str
    phone: str
    ends_at: str
    digest: str = ""
    # Counts the guesses of this one code.
    nonce: str = field(default_factory=lambda: secrets.token_urlsafe(12))
    next: str = ""
    facts: dict[str, Any] = field(default_factory=dict)

    @property
    def is_over(self) -> bool:
        return clock.now() >= dt.datetime.fromisoformat(self.ends_at)


def start_phone_code(
    request: HttpRequest, *, purpose: str, phone: str, send: bool = True, next: str = "", **facts: Any
) -> PendingCode:
    """Send a code by SMS and wait for it. With `send` false nothing is sent and no code will ever fit, yet all that
    the visitor sees is the same: so nobody learns who has an account.

    Raises Refused when messages to this number or from this address are too many, SendingFailed when the
    message does not go out; but not for a sign-in, where only a known number's message can fail.
    """
    _limit_messages(request, phone)
    code = f"{secrets.randbelow(1_000_000):06d}"
    ends_at = clock.now() + dt.timedelta(minutes=CODE_MINUTES)
    waiting = PendingCode(purpose=purpose, phone=phone, ends_at=ends_at.isoformat(), next=next, facts=facts)
    if send:
        _send(purpose, phone, code)
        waiting.digest = _digest(waiting.nonce, code)
    request.session[KEY] = asdict(waiting)
    return waiting


def send_phone_code_again(request: HttpRequest, waiting: PendingCode) -> PendingCode:
    """A new code with a new five minutes; the old code ends. Raises like `start_phone_code`."""
    return start_phone_code(
        request,
        purpose=waiting.purpose,
        phone=waiting.phone,
        send=bool(waiting.digest),
        next=waiting.next,
        **waiting.facts,
    )


def pending_phone_code(request: HttpRequest) -> PendingCode | None:
    """The code that this browser has to enter; None when there is none, or when its time is over."""
    stored = request.session.get(KEY)
    return PendingCode(**stored) if stored else None


def redeem_phone_code(request: HttpRequest, typed: str) -> PendingCode:
    """The facts of the pending code, once, for the right code in time. Raises Refused: expired, spent or wrong."""
    waiting = pending_phone_code(request)
    if waiting is None or waiting.is_over:
        raise Refused(_("This code has expired. Please ask for a new one."), code="expired")
    if not ratelimit.consume(request, action="code_guess", key=waiting.nonce):
        drop_phone_code(request)
        raise Refused(_("Too many wrong codes. Please ask for a new one."), code="spent")
    if not constant_time_compare(waiting.digest, _digest(waiting.nonce, _plain(typed))):
        raise Refused(_("This code is not right. Please check the newest message."), code="wrong")
    drop_phone_code(request)
    return waiting


def drop_phone_code(request: HttpRequest) -> None:
    """Forget the code that was sent to this browser."""
    request.session.pop(KEY, None)


def _send(purpose: str, phone: str, code: str) -> None:
    try:
        sms.sms_sender().send_code(phone, code, minutes=CODE_MINUTES)
    except sms.SendingFailed as failure:
        if purpose != "login":
            raise
        log.error("Sign-in code not sent: %s", failure.code)


def _limit_messages(request: HttpRequest, phone: str) -> None:
    if not ratelimit.consume(request, action="send_code_soon", key=phone):
        raise Refused(
            _("A code was sent to this number a moment ago. Please wait half a minute before the next one."),
            code="too_soon",
        )
    if not ratelimit.consume(request, action="send_code", key=phone):
        raise Refused(
            _("Too many codes were asked for. Please try again in an hour, or call the community."), code="too_many"
        )


def _plain(typed: str) -> str:
    """Digits as typed on any keyboard: full-width ones and blanks are fine."""
    return "".join(unicodedata.normalize("NFKC", typed).split())


def _digest(nonce: str, code: str) -> str:
    return salted_hmac("accounts.codes", f"{nonce}:{code}", algorithm="sha256").hexdigest()
