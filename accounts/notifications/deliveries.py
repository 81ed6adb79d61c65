"""Notices leave by e-mail and SMS, in the background: each delivery is leased, tried, and tried again later."""

import datetime as dt
import logging
import smtplib
from itertools import batched
from typing import Any

from django.conf import settings
from django.core.mail import EmailMessage, get_connection
from django.tasks import TaskContext, task
from django.utils import translation
from django.utils.translation import gettext as _

from accounts import sms
from accounts.models import Delivery
from common.db.audit import acting
from common.time import clock

log = logging.getLogger(__name__)


# Waiting times before the second, third … try; after the last one the delivery has failed.
RETRIES = (dt.timedelta(minutes=1), dt.timedelta(minutes=5), dt.timedelta(minutes=30), dt.timedelta(hours=3))


# For so long a delivery belongs to the worker that took it. Should the worker die, `redeliver_overdue` sees it.
LEASE = dt.timedelta(minutes=10)
# What a task sends at most: a small task is soon done, and little is left when its worker dies.
BATCH = 25
# More deliveries than these at once are a mass sending.
MANY = 100
# The `error` of a delivery that is being sent. One that is found so when its lease is over may have been sent.
SENDING, INTERRUPTED = "sending", "interrupted"


def enqueue_deliveries(delivery_ids: list[int], *, urgent: bool = False) -> None:
    """Hand deliveries to the task queue, in tasks of a few each, which several workers share.

    A mass sending stands behind everything else, also when it is urgent; what is urgent has a worker of its own.
    """
    queue = "mass" if len(delivery_ids) > MANY else "urgent" if urgent else "default"
    task = send_deliveries.using(queue_name=queue)
    backend: Any = task.get_backend()
    backend.enqueue_many(task, [[list(some)] for some in batched(delivery_ids, BATCH)])


@task(takes_context=True)
def send_deliveries(context: TaskContext, delivery_ids: list[int]) -> None:
    """Send those of these deliveries that wait and are due. A row is taken by one worker at a time and sent once.

    The sending itself holds no transaction and no lock: the row is leased before, and marked after it.
    """
    with acting(task="deliver"):
        retries: dict[dt.timedelta, list[int]] = {}
        for pk in delivery_ids:
            delivery = Delivery.objects.select_related("notification__recipient__user").filter(pk=pk).first()
            if delivery and _take(delivery) and (wait := _attempt(delivery)):
                retries.setdefault(wait, []).append(pk)
        for wait, pks in retries.items():
            # In the same queue.
            context.task_result.task.using(run_after=clock.now() + wait).enqueue(pks)


def _take(delivery: Delivery) -> bool:
    """Lease the delivery; False when it is sent, failed, not due, or another worker's.

    One UPDATE decides: a second worker waits for it and then finds the row no longer due. It is the last step before
    the sending, so that a delivery whose worker dies with it has most likely been sent, and is not sent again.
    """
    now = clock.now()
    taken = Delivery.objects.filter(pk=delivery.pk, state=Delivery.State.WAITING, due_at__lte=now).exclude(
        error=SENDING
    )
    delivery.attempts += 1
    return bool(taken.update(attempts=delivery.attempts, due_at=now + LEASE, error=SENDING))


def _attempt(delivery: Delivery) -> dt.timedelta | None:
    """Send it and mark it; return how long to wait when it should be tried again."""
    try:
        SEND[Delivery.Channel(delivery.channel)](delivery)
    except sms.TryLater as no:
        return _later(delivery, no.code)
    except sms.SendingFailed as no:
        _failed(delivery, no.code)
        return None
    except smtplib.SMTPRecipientsRefused as no:
        codes = [code for code, _text in no.recipients.values()]
        busy = bool(codes) and all(400 <= code < 500 for code in codes)
        if busy:
            return _later(delivery, "busy")
        _failed(delivery, "recipient refused")
        return None
    except (smtplib.SMTPException, OSError) as no:
        return _later(delivery, type(no).__name__)
    except Exception as fault:
        # One broken row must not stop the others. Only the type is logged: the text may hold personal data.
        log.error("delivery %s failed: %s", delivery.pk, type(fault).__name__)
        return _later(delivery, type(fault).__name__)
    delivery.state, delivery.sent_at, delivery.error = Delivery.State.SENT, clock.now(), ""
    delivery.save(update_fields=["state", "sent_at", "error"])
    return None


def _later(delivery: Delivery, error: str) -> dt.timedelta | None:
    if delivery.attempts > len(RETRIES):
        _failed(delivery, error)
        return None
    wait = RETRIES[delivery.attempts - 1]
    delivery.error, delivery.due_at = error[:200], clock.now() + wait
    delivery.save(update_fields=["error", "due_at"])
    return wait


def _failed(delivery: Delivery, error: str) -> None:
    delivery.state, delivery.error = Delivery.State.FAILED, error[:200]
    delivery.save(update_fields=["state", "error"])


def _by_email(delivery: Delivery) -> None:
    notice = delivery.notification
    user = getattr(notice.recipient, "user", None)
    if user is None or not user.email:
        raise sms.Undeliverable("no address")
    with translation.override(notice.recipient.language):
        EmailMessage(
            subject=" ".join(notice.title.split()),
            body=delivery_email_text(delivery),
            to=[user.email],
            connection=get_connection(),
        ).send()


def delivery_email_text(delivery: Delivery) -> str:
    """The e-mail of a delivery as plain text: the notice, where to read on, and why it came."""
    notice = delivery.notification
    parts = [
        _("Dear %(name)s,") % {"name": notice.recipient.name},
        notice.title,
        notice.body,
        f"{settings.SITE_URL}{notice.path}" if notice.path else "",
        _("You receive this because of your account on the community portal. All notices: %(url)s")
        % {"url": f"{settings.SITE_URL}/me/notices/"},
    ]
    return "\n\n".join(part for part in parts if part) + "\n"


def _by_sms(delivery: Delivery) -> None:
    notice = delivery.notification
    phone = notice.recipient.phone
    if not phone:
        raise sms.Undeliverable("no number")
    with translation.override(notice.recipient.language):
        sms.sms_sender(phone).send_notice(phone, notice.title, kind=notice.kind, variables=notice.variables)


SEND = {Delivery.Channel.EMAIL: _by_email, Delivery.Channel.SMS: _by_sms}
