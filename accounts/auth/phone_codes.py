"""A code by SMS proves that somebody holds a phone number: for signing in, signing up, and changing keys.

What is pending lives in the session of the asking browser, and only a digest of the code. Nothing is written
to the records of people before the code has come back. Guesses and messages are counted in the shared cache,
so the limits hold across workers and parallel requests.

allauth has such a process of its own. It makes the account before the number is proven (so anybody could
occupy a stranger's number, and “consent” for them), does not renew the time with a new code, and fails on a
second code for an unknown number; therefore this one.
"""

import datetime as dt
import secrets
from dataclasses import asdict, dataclass, field
from typing import Any

from allauth.core.internal import ratelimit
from django.http import HttpRequest
from django.utils.crypto import constant_time_compare, salted_hmac
from django.utils.translation import gettext as _

from accounts.notifications.codes import CODE_MINUTES, CountedMessage, enqueue_code, give_back
from accounts.rules.codes import require_allowed_country, require_codes_left
from common.exceptions import Refused
from common.time import clock
from common.writing.folding import compact

KEY = "pending_code"
# The refusals after which waiting for another code helps nobody today: the pages then offer the other ways.
USED_UP = {"too_many", "none_left", "country"}


@dataclass(slots=True)
class PendingCode:
    """A code that this browser still has to enter.

    `purpose` is what happens when it has come back (accounts.views.sign_in.FINISH): `login`, `old` and then
    `change` for another number, or `prove` before a key is changed. `phone` is E.164, `ends_at` a moment as ISO 8601.
    `facts` are for what happens then, as JSON can hold them.
    """

    purpose: str
    phone: str
    ends_at: str
    digest: str
    # Counts the guesses of this one code.
    nonce: str
    next: str = ""
    facts: dict[str, Any] = field(default_factory=dict)

    @property
    def is_over(self) -> bool:
        return clock.now() >= dt.datetime.fromisoformat(self.ends_at)


def start_phone_code(request: HttpRequest, *, purpose: str, phone: str, next: str = "", **facts: Any) -> PendingCode:
    """Have a code sent by SMS and wait for it. Whether the number has an account is not even looked up: so nobody
    learns it.

    Raises Refused for a number abroad, and when messages to this number, from this address or of this day are too
    many. What is refused counts for nothing, and neither does a message that the carrier does not take.
    """
    require_allowed_country(phone)
    require_codes_left()
    counted = _count_message(request, phone)
    code, nonce = f"{secrets.randbelow(1_000_000):06d}", secrets.token_urlsafe(12)
    ends_at = clock.now() + dt.timedelta(minutes=CODE_MINUTES)
    waiting = PendingCode(
        purpose=purpose,
        phone=phone,
        ends_at=ends_at.isoformat(),
        digest=_digest(nonce, code),
        nonce=nonce,
        next=next,
        facts=facts,
    )
    request.session[KEY] = asdict(waiting)
    enqueue_code(phone, code, counted=counted)
    return waiting


def send_phone_code_again(request: HttpRequest, waiting: PendingCode) -> PendingCode:
    """A new code with a new five minutes; the old code ends. Raises like `start_phone_code`."""
    return start_phone_code(
        request,
        purpose=waiting.purpose,
        phone=waiting.phone,
        next=waiting.next,
        **waiting.facts,
    )


def pending_phone_code(request: HttpRequest) -> PendingCode | None:
    """The code that this browser has to enter, also when its time is over (`is_over`); None when there is none."""
    stored = request.session.get(KEY)
    return PendingCode(**stored) if stored else None


def redeem_phone_code(request: HttpRequest, typed: str) -> PendingCode:
    """The facts of the pending code, once, for the right code in time. Raises Refused: expired, spent or wrong."""
    waiting = pending_phone_code(request)
    if waiting is None or waiting.is_over:
        raise Refused(_("This code has expired. Please ask for a new one."), code="expired")
    if not ratelimit.consume(request, app="allauth.account", action="code_guess", key=waiting.nonce):
        drop_phone_code(request)
        raise Refused(_("Too many wrong codes. Please ask for a new one."), code="spent")
    if not constant_time_compare(waiting.digest, _digest(waiting.nonce, compact(typed))):
        raise Refused(_("This code is not right. Please check the newest message."), code="wrong")
    drop_phone_code(request)
    return waiting


def drop_phone_code(request: HttpRequest) -> None:
    """Forget the code that was sent to this browser."""
    request.session.pop(KEY, None)


def _count_message(request: HttpRequest, phone: str) -> list[CountedMessage]:
    """Count a message to this number and for this address; first every limit is asked, so that a refusal costs none.

    Raises Refused.
    """
    refusals = {
        "send_code_soon": Refused(_("That was too fast. Please wait half a minute and try again."), code="too_soon"),
        "send_code": Refused(
            _("Too many codes were asked for. Please try again later, or call the community."), code="too_many"
        ),
    }
    counted: list[CountedMessage] = []
    for dry_run in (True, False):
        for limit, refused in refusals.items():
            usage = ratelimit.consume(request, app="allauth.account", action=limit, key=phone, dry_run=dry_run)
            if usage is None:
                give_back(counted)
                raise refused
            if not dry_run:
                counted += [CountedMessage(one.cache_key, one.cache_duration, one.timestamp) for one in usage.usage]
    return counted


def _digest(nonce: str, code: str) -> str:
    return salted_hmac("accounts.codes", f"{nonce}:{code}", algorithm="sha256").hexdigest()
