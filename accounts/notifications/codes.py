"""Codes leave by SMS, in the background, within a ceiling for each day; the operators are told when it is near.

Every code that is asked for makes one task, which a number with an account and one without have alike. What is not
sent in the end is counted nowhere: neither against the number, nor against the address, nor for the day.
"""

import base64
import datetime as dt
import json
import logging
from collections.abc import Iterable, Sequence
from typing import Any, NamedTuple

from allauth.core.internal.ratelimit import SingleRateLimitUsage
from cryptography.fernet import Fernet, InvalidToken
from django.conf import settings
from django.core.mail import mail_admins
from django.db.models import F
from django.tasks import task
from django.utils.crypto import salted_hmac
from django.utils.translation import gettext as _
from django_tasks_db.models import DBTaskResult

from accounts import sms
from accounts.models import CodeTally, User
from accounts.notifications.send import NoticeText, NoticeToSend, send_notices
from common.db.audit import acting
from common.time import clock

log = logging.getLogger(__name__)

CODE_MINUTES = 5
# A queue of its own, which never waits behind a mass sending.
QUEUE = "urgent"
# Waiting times before the second and the third try, while the carrier is busy. Later the code would be too old.
RETRIES = (dt.timedelta(seconds=5), dt.timedelta(seconds=30))
# The shares of the ceiling (per cent) at which the operators are told, once a day each.
WARNINGS = (100, 80)


class CountedMessage(NamedTuple):
    """A message as a limit has counted it: where in the cache, for how many seconds, and when."""

    cache_key: str
    seconds: float
    at: float


def enqueue_code(phone: str, code: str, *, counted: Sequence[CountedMessage] = ()) -> None:
    """Hand a code over to the queue. `counted` is given back if it cannot be sent."""
    until = (clock.now() + dt.timedelta(minutes=CODE_MINUTES)).timestamp()
    send_code.enqueue(_seal({"phone": phone, "code": code, "counted": counted, "until": until}))


def give_back(counted: Iterable[Sequence[Any]]) -> None:
    """A message that was counted is not sent: the limits forget it."""
    for cache_key, seconds, at in counted:
        SingleRateLimitUsage(cache_key=cache_key, cache_duration=seconds, timestamp=at).rollback()


@task(queue_name=QUEUE, priority=100)
def send_code(sealed: str, attempt: int = 1, tally: str = "") -> None:
    """Send a code while it still holds. Of a failure only the kind is logged: its text may hold the number.

    `tally` is the day (ISO) that an earlier attempt has counted it for.
    """
    order = _open(sealed)
    if not order:
        return
    with acting(task="send_code"):
        try:
            _require_fresh(order)
            sender = sms.sms_sender(order["phone"])
            tally = tally or _count()
            if tally:
                sender.send_code(order["phone"], order["code"], minutes=CODE_MINUTES)
                return
            log.error("Code not sent: the ceiling of the day is reached")
        except sms.TryLater as failure:
            log.error("Code not sent: %s (attempt %d)", failure.code, attempt)
            if attempt <= len(RETRIES):
                send_code.using(run_after=clock.now() + RETRIES[attempt - 1]).enqueue(sealed, attempt + 1, tally)
                return
        except sms.SendingFailed as failure:
            log.error("Code not sent: %s", failure.code)
        except Exception as fault:
            log.error("Code not sent: %s", type(fault).__name__)
        give_back(order["counted"])
        if tally:
            CodeTally.objects.filter(day=tally, sent__gt=0).update(sent=F("sent") - 1)


def delete_finished_code(sender: Any, task_result: Any, **kwargs: Any) -> None:
    """Signal receiver for task_finished: the queue keeps no code and no number when the code is on its way."""
    if task_result.task.module_path == send_code.module_path:
        DBTaskResult.objects.filter(pk=task_result.id).delete()


def _count() -> str:
    """Count one more code for today, and return the day; nothing when the ceiling is reached.

    One UPDATE decides, however many workers.
    """
    row, _new = CodeTally.objects.get_or_create(day=clock.today())
    today = CodeTally.objects.filter(pk=row.pk)
    counted = bool(today.filter(sent__lt=settings.CODES_A_DAY).update(sent=F("sent") + 1))
    for share in WARNINGS:
        if today.filter(sent__gte=settings.CODES_A_DAY * share / 100, warned__lt=share).update(warned=share):
            _warn(share)
            break
    return row.day.isoformat() if counted else ""


def _warn(share: int) -> None:
    """Tell whoever runs the portal: in the log, by mail to ADMINS, and by a notice to every operator."""
    log.error("Codes by SMS: %d %% of the %d codes of this day are used", share, settings.CODES_A_DAY)

    def text() -> NoticeText:
        facts = {"share": share, "ceiling": settings.CODES_A_DAY}
        return NoticeText(
            title=_("%(share)d %% of today's %(ceiling)d codes by SMS are used up.") % facts,
            body=_(
                "When all are used up, nobody can sign in by SMS until midnight. Somebody may be abusing the sign-in"
                " page: look at the addresses in the log of the web server. CODES_A_DAY sets the ceiling."
            ),
        )

    operators = User.objects.filter(is_staff=True, is_active=True, person__isnull=False).select_related("person")
    send_notices(
        NoticeToSend(about=operator.person, kind="codes_used_up", text=text, personal=True)
        for operator in operators
        if operator.person
    )
    mail_admins(text().title, text().body, fail_silently=True)


def _fernet() -> Fernet:
    """The key of what waits in the queue: a copy of the database tells neither codes nor numbers."""
    return Fernet(base64.urlsafe_b64encode(salted_hmac("accounts.codes.queue", "", algorithm="sha256").digest()))


def _seal(order: dict[str, Any]) -> str:
    return _fernet().encrypt(json.dumps(order).encode()).decode()


def _open(sealed: str) -> dict[str, Any] | None:
    """The order, or None when the portal's key has changed since."""
    try:
        order: dict[str, Any] = json.loads(_fernet().decrypt(sealed.encode()))
    except InvalidToken:
        return None
    return order


def _require_fresh(order: dict[str, Any]) -> None:
    """After a standstill of the queue a code would open nothing any more."""
    if clock.now().timestamp() >= order["until"]:
        raise sms.SendingFailed("expired in the queue")
