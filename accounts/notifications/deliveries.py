"""Notices leave by e-mail and SMS, in the background: each delivery is leased, tried, and tried again later."""

import datetime as dt
import logging
import smtplib

from django.conf import settings
from django.core.mail import EmailMessage, get_connection
from django.db.models import F
from django.tasks import task
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


@task()
def send_deliveries(delivery_ids: list[int]) -> None:
    """Send those of these deliveries that wait and are due. A row is taken by one worker at a time and sent once.

    The sending itself holds no transaction and no lock: the row is leased before, and marked after it.
    """
    with acting(task="deliver"):
        retries: dict[dt.timedelta, list[int]] = {}
        for pk in delivery_ids:
            delivery = _take(pk)
            if delivery and (wait := _attempt(delivery)):
                retries.setdefault(wait, []).append(pk)
        for wait, pks in retries.items():
            send_deliveries.using(run_after=clock.now() + wait).enqueue(pks)


def _take(pk: int) -> Delivery | None:
    """Lease the delivery, or None when it is sent, failed, not due, or another worker's.

    One UPDATE decides: a second worker waits for it and then finds the row no longer due.
    """
    now = clock.now()
    taken = Delivery.objects.filter(pk=pk, state=Delivery.State.WAITING, due_at__lte=now).update(
        attempts=F("attempts") + 1, due_at=now + LEASE
    )
    if not taken:
        return None
    return Delivery.objects.select_related("notification__recipient__user").get(pk=pk)


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
    phone = delivery.notification.recipient.phone
    if not phone:
        raise sms.Undeliverable("no number")
    with translation.override(delivery.notification.recipient.language):
        sms.sms_sender(phone).send_notice(phone, delivery.notification.title)


SEND = {Delivery.Channel.EMAIL: _by_email, Delivery.Channel.SMS: _by_sms}
