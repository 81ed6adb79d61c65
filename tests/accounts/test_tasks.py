import datetime as dt
import smtplib
import time
from dataclasses import replace

import psycopg
import pytest
import time_machine
from django.core import mail
from django.db import OperationalError, connection, transaction
from django_tasks_db.models import DBTaskResult

from accounts.models import Delivery, Guardianship, Notification
from accounts.notifications.deliveries import (
    BATCH,
    INTERRUPTED,
    LEASE,
    MANY,
    RETRIES,
    _take,
    enqueue_deliveries,
    send_deliveries,
)
from accounts.notifications.send import NoticeText, NoticeToSend, send_notices
from accounts.sms import TryLater, Undeliverable
from accounts.tasks import OVERDUE, delete_expired, redeliver_overdue
from common.db.task_backend import PRIORITIES
from common.time import clock
from stations.tasks import free_rooms
from tests.factories import GuardianshipFactory, PersonFactory, UserFactory
from tests.support.raw_sql import without_trigger
from tests.support.tasks import run_tasks

pytestmark = pytest.mark.django_db

TITLE = "活动有变动：改到周六下午三点"


def notice_for(person, *, urgent=True, title=TITLE):
    return NoticeToSend(
        about=person,
        kind="test",
        text=lambda: NoticeText(title=title, body="地点不变", path="/events/1/"),
        urgent=urgent,
    )


def states() -> dict[str, str]:
    return dict(Delivery.objects.values_list("channel", "state"))


def test_a_notice_leaves_by_email_and_sms_and_says_where_to_read_on(outbox, settings):
    settings.SITE_URL = "https://portal.example"
    user = UserFactory(email="wang@example.org", phone="+8613800138000")
    send_notices([notice_for(user.person)])
    assert (mail.outbox, outbox.notices) == ([], [])
    run_tasks()
    [message] = mail.outbox
    assert (message.to, message.subject) == (["wang@example.org"], TITLE)
    assert "https://portal.example/events/1/" in message.body
    assert f"{user.person.name}，您好" in message.body
    assert outbox.notices == [("+8613800138000", TITLE)]
    assert states() == {"email": "sent", "sms": "sent"}


def test_what_is_not_urgent_costs_no_sms(outbox):
    send_notices([notice_for(UserFactory().person, urgent=False)])
    run_tasks()
    assert (len(mail.outbox), outbox.notices) == (1, [])


def test_a_notice_about_a_ward_goes_to_the_guardian_too(outbox):
    child, parent = PersonFactory(), UserFactory(phone="+8613800138000")
    GuardianshipFactory(person=child, by=parent.person, kind=Guardianship.Kind.CHILD)
    send_notices([notice_for(child)])
    run_tasks()
    assert [phone for phone, _text in outbox.notices] == ["+8613800138000"]


def test_a_notice_about_an_office_goes_to_nobody_else(outbox):
    elder, family = PersonFactory(), UserFactory(phone="+8613800138000")
    GuardianshipFactory(person=elder, by=family.person)
    send_notices([replace(notice_for(elder), personal=True)])
    run_tasks()
    assert outbox.notices == []
    assert [one.recipient for one in Notification.objects.all()] == [elder]


def test_a_notice_that_is_rolled_back_is_never_sent(outbox):
    person = UserFactory().person
    with transaction.atomic():
        send_notices([notice_for(person)])
        transaction.set_rollback(True)
    run_tasks()
    assert (mail.outbox, outbox.notices, DBTaskResult.objects.count()) == ([], [], 0)


def test_delivering_twice_sends_once(outbox):
    send_notices([notice_for(UserFactory().person)])
    run_tasks()
    pks = list(Delivery.objects.values_list("pk", flat=True))
    send_deliveries.enqueue(pks + pks)
    run_tasks()
    Delivery.objects.update(due_at=clock.now() - LEASE)
    send_deliveries.enqueue(pks)
    run_tasks()
    assert (len(mail.outbox), len(outbox.notices)) == (1, 1)


def test_a_delivery_that_another_worker_holds_is_left_alone(outbox):
    send_notices([notice_for(UserFactory().person)])
    Delivery.objects.update(due_at=clock.now() + LEASE)
    run_tasks()
    assert (mail.outbox, outbox.notices) == ([], [])


def test_a_dead_workers_deliveries_are_picked_up(outbox):
    send_notices([notice_for(UserFactory().person)])
    DBTaskResult.objects.all().delete()
    Delivery.objects.update(due_at=clock.now() - LEASE - dt.timedelta(minutes=1))
    redeliver_overdue.enqueue()
    run_tasks()
    assert states() == {"email": "sent", "sms": "sent"}


def test_what_a_living_task_holds_is_not_enqueued_again(outbox):
    send_notices([notice_for(UserFactory().person)])
    Delivery.objects.update(due_at=clock.now() - LEASE)
    redeliver_overdue.func()
    assert DBTaskResult.objects.count() == 1


def test_a_delivery_whose_worker_died_while_sending_is_not_sent_twice(outbox):
    """Its text may have left; the office sees it among those that failed."""
    send_notices([notice_for(UserFactory(email=None).person)])
    delivery = Delivery.objects.get()
    assert _take(delivery)
    assert not _take(Delivery.objects.get())
    Delivery.objects.update(due_at=clock.now() - OVERDUE * 2)
    run_tasks()
    redeliver_overdue.enqueue()
    run_tasks()
    delivery.refresh_from_db()
    assert (outbox.notices, delivery.state, delivery.error) == ([], "failed", INTERRUPTED)


def test_all_that_is_overdue_is_enqueued_at_once_in_tasks_of_a_few(outbox):
    person = UserFactory(email=None).person
    send_notices([notice_for(person) for _number in range(MANY + 1)])
    DBTaskResult.objects.all().delete()
    Delivery.objects.update(due_at=clock.now() - OVERDUE * 2)
    redeliver_overdue.func()
    tasks = DBTaskResult.objects.all()
    assert {task.queue_name for task in tasks} == {"mass"}
    assert [len(task.args_kwargs["args"][0]) for task in tasks] == [BATCH] * 4 + [1]
    run_tasks()
    assert len(outbox.notices) == MANY + 1


@pytest.mark.parametrize(
    ("number", "urgent", "queue"), [(1, True, "urgent"), (1, False, "default"), (MANY + 1, True, "mass")]
)
def test_what_is_urgent_has_a_queue_of_its_own_unless_it_is_a_mass_sending(number, urgent, queue):
    person = UserFactory().person
    send_notices([notice_for(person, urgent=urgent) for _number in range(number)])
    assert set(DBTaskResult.objects.values_list("queue_name", "priority")) == {(queue, PRIORITIES[queue])}


def test_what_frees_rooms_goes_before_a_mass_sending():
    enqueue_deliveries(list(range(MANY + 1)))
    free_rooms.enqueue()
    assert DBTaskResult.objects.ready().first().task_path == free_rooms.module_path


def test_a_busy_carrier_is_tried_again_with_growing_pauses_and_then_given_up(outbox):
    send_notices([notice_for(UserFactory(email=None).person)])
    outbox.failure = TryLater("isv.BUSINESS_LIMIT_CONTROL")
    with time_machine.travel(time.time(), tick=False) as now:
        run_tasks()
        for tried, pause in enumerate(RETRIES, start=1):
            delivery = Delivery.objects.get()
            assert (delivery.state, delivery.attempts) == ("waiting", tried)
            now.shift(pause - dt.timedelta(seconds=5))
            run_tasks()
            assert Delivery.objects.get().attempts == tried
            now.shift(6)
            run_tasks()
        delivery = Delivery.objects.get()
    assert (delivery.state, delivery.attempts) == ("failed", len(RETRIES) + 1)
    assert delivery.error == "isv.BUSINESS_LIMIT_CONTROL"
    assert not DBTaskResult.objects.ready().exists()


def test_a_carrier_that_comes_back_gets_the_message_once(outbox):
    send_notices([notice_for(UserFactory(email=None).person)])
    with time_machine.travel(time.time(), tick=False) as now:
        outbox.failure = TryLater("timeout")
        run_tasks()
        outbox.failure = None
        now.shift(RETRIES[0] + dt.timedelta(seconds=1))
        run_tasks()
    assert len(outbox.notices) == 1
    delivery = Delivery.objects.get()
    assert (delivery.state, delivery.attempts, delivery.error) == ("sent", 2, "")


def test_one_bad_recipient_does_not_stop_the_others(outbox):
    bad, good = UserFactory(email=None, phone="+8613900139000"), UserFactory(email=None, phone="+8613800138000")
    outbox.failure, outbox.fails_for = Undeliverable("isv.MOBILE_NUMBER_ILLEGAL"), {"+8613900139000"}
    send_notices([notice_for(bad.person), notice_for(good.person)])
    run_tasks()
    assert [phone for phone, _text in outbox.notices] == ["+8613800138000"]
    assert Delivery.objects.get(notification__recipient=bad.person).state == "failed"
    outbox.fails_for = set()


def test_a_fault_of_our_own_stops_nobody_else_and_logs_no_personal_data(outbox, monkeypatch, caplog):
    def broken(self, phone, text, **more):
        if phone == "+8613900139000":
            raise ValueError("secret 13900139000")
        self.notices.append((phone, text))

    monkeypatch.setattr(outbox, "send_notice", broken)
    first, second = UserFactory(email=None, phone="+8613900139000"), UserFactory(email=None)
    send_notices([notice_for(first.person), notice_for(second.person)])
    run_tasks()
    assert len(outbox.notices) == 1
    assert "13900139000" not in caplog.text
    assert Delivery.objects.get(notification__recipient=first.person).error == "ValueError"


@pytest.mark.parametrize(
    ("fault", "state"),
    [
        (smtplib.SMTPRecipientsRefused({"a@b.c": (550, b"no such user")}), "failed"),
        (smtplib.SMTPRecipientsRefused({"a@b.c": (450, b"busy")}), "waiting"),
        (smtplib.SMTPServerDisconnected(), "waiting"),
        (TimeoutError(), "waiting"),
    ],
)
def test_a_mail_server_may_refuse_for_good_or_for_now(monkeypatch, fault, state):
    def send(self, *args, **kwargs):
        raise fault

    monkeypatch.setattr("django.core.mail.EmailMessage.send", send)
    send_notices([notice_for(UserFactory().person, urgent=False)])
    run_tasks()
    assert Delivery.objects.get().state == state


def test_a_title_with_line_breaks_cannot_add_mail_headers():
    send_notices([notice_for(UserFactory().person, urgent=False, title="改期\nBcc: x@evil.example")])
    run_tasks()
    [message] = mail.outbox
    assert (message.subject, message.bcc) == ("改期 Bcc: x@evil.example", [])


def test_an_address_that_was_removed_meanwhile_is_a_failure_not_a_fault():
    user = UserFactory()
    send_notices([notice_for(user.person, urgent=False)])
    user.email = None
    user.save()
    run_tasks()
    assert Delivery.objects.get().state == "failed"
    assert Notification.objects.count() == 1


def test_the_night_forgets_old_looks_and_expired_counters_and_keeps_the_rest(client):
    from django.core.cache import cache
    from django.db import connection

    from accounts.models import AccessLog, SecurityEvent

    user = UserFactory()
    dated = (
        without_trigger(AccessLog, "access_log_is_dated"),
        without_trigger(SecurityEvent, "security_event_is_dated"),
    )
    with dated[0], dated[1]:
        for days, reason in {365: "old", 363: "young"}.items():
            at = clock.now() - dt.timedelta(days=days)
            AccessLog.objects.create(user=user, person=user.person, what="phone", reason=reason, at=at)
            SecurityEvent.objects.create(user=user, what="password_set", at=at)
    cache.set("over", 1, 1)
    cache.set("holds", 1, 3600)
    with connection.cursor() as cursor:
        cursor.execute("UPDATE cache_entries SET expires = now() - interval '1 day' WHERE cache_key LIKE '%%over'")
    delete_expired.enqueue()
    run_tasks()
    assert list(AccessLog.objects.values_list("reason", flat=True)) == ["young"]
    assert SecurityEvent.objects.count() == 1
    with connection.cursor() as cursor:
        cursor.execute("SELECT cache_key FROM cache_entries")
        assert [key.split(":")[-1] for (key,) in cursor.fetchall()] == ["holds"]


@pytest.mark.django_db(transaction=True)
def test_the_clock_enqueues_again_after_its_connection_was_lost():
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_backend_pid()")
        [pid] = cursor.fetchone()
    with psycopg.connect(**{**connection.get_connection_params(), "cursor_factory": psycopg.Cursor}) as other:
        other.execute("SELECT pg_terminate_backend(%s, 1000)", [pid])
    with pytest.raises(OperationalError):
        redeliver_overdue.enqueue()
    redeliver_overdue.enqueue()
    assert DBTaskResult.objects.count() == 1
