import datetime as dt
import logging
import time

import pytest
import time_machine
from django.core import mail
from django.core.cache import caches
from django.db import connection
from django_tasks_db.models import DBTaskResult

from accounts.models import CodeTally, Notification
from accounts.notifications.codes import QUEUE, RETRIES, CountedMessage, enqueue_code
from accounts.sms import TryLater, Undeliverable
from common.time import clock as clock_time
from tests.factories import StaffFactory
from tests.support.tasks import run_tasks

pytestmark = pytest.mark.django_db

PHONE = "+8613800138000"


def test_a_code_goes_out_by_the_urgent_queue_and_leaves_no_row(outbox):
    enqueue_code(PHONE, "123456")
    [waiting] = DBTaskResult.objects.all()
    assert waiting.queue_name == QUEUE
    assert outbox.codes == [(PHONE, "123456")]
    assert not DBTaskResult.objects.exists()


def test_the_queue_tells_neither_the_code_nor_the_number(outbox):
    enqueue_code(PHONE, "123456")
    with connection.cursor() as cursor:
        cursor.execute("SELECT row_to_json(task)::text FROM django_tasks_database_dbtaskresult task")
        [(row,)] = cursor.fetchall()
    assert "123456" not in row
    assert "13800138000" not in row


def test_a_code_that_has_expired_in_the_queue_is_not_sent(outbox):
    with time_machine.travel(time.time(), tick=False) as clock:
        enqueue_code(PHONE, "123456")
        clock.shift(5 * 60)
        assert outbox.codes == []
    assert not DBTaskResult.objects.exists()


@pytest.mark.parametrize("late", [False, True])
def test_what_expired_in_the_queue_counts_against_no_number(outbox, late):
    with time_machine.travel(time.time(), tick=False) as clock:
        caches["default"].set("rl:number", [time.time()], 3600)
        enqueue_code(PHONE, "123456", counted=[CountedMessage("rl:number", 3600, time.time())])
        clock.shift(5 * 60 - (0 if late else 1))
        assert len(outbox.codes) == (0 if late else 1)
        assert len(caches["default"].get("rl:number") or []) == (0 if late else 1)


def test_what_fails_after_midnight_is_taken_from_the_day_that_counted_it(outbox):
    evening = clock_time.day_start(clock_time.today()) + dt.timedelta(hours=23, minutes=59, seconds=58)
    tomorrow = CodeTally.objects.create(day=evening.date() + dt.timedelta(days=1), sent=7)
    with time_machine.travel(evening, tick=False) as clock:
        outbox.failure = TryLater("Throttling")
        enqueue_code(PHONE, "123456")
        run_tasks()
        assert CodeTally.objects.get(day=evening.date()).sent == 1
        outbox.failure = Undeliverable("isv.OUT_OF_SERVICE")
        clock.shift(RETRIES[0])
        run_tasks()
    tomorrow.refresh_from_db()
    assert (CodeTally.objects.get(day=evening.date()).sent, tomorrow.sent) == (0, 7)


def test_a_busy_carrier_is_tried_again_while_the_code_holds(outbox):
    with time_machine.travel(time.time(), tick=False) as clock:
        outbox.failure = TryLater("Throttling")
        enqueue_code(PHONE, "123456")
        assert outbox.codes == []
        outbox.failure = None
        assert outbox.codes == []
        clock.shift(RETRIES[0])
        assert outbox.codes == [(PHONE, "123456")]
    assert CodeTally.objects.get().sent == 1


def test_no_carrier_is_tried_for_ever(outbox):
    outbox.failure = TryLater("Throttling")
    with time_machine.travel(time.time(), tick=False) as clock:
        enqueue_code(PHONE, "123456")
        for _ in range(5):
            run_tasks()
            clock.shift(dt.timedelta(seconds=40))
    assert not DBTaskResult.objects.exists()


@pytest.mark.parametrize("failure", [Undeliverable("isv.MOBILE_NUMBER_ILLEGAL"), RuntimeError("13800138000")])
def test_a_failure_leaves_no_number_in_the_log_or_the_queue(outbox, caplog, failure):
    outbox.failure = failure
    enqueue_code(PHONE, "123456")
    run_tasks()
    assert "13800138000" not in caplog.text
    assert [record.levelno for record in caplog.records if record.name == "accounts.notifications.codes"] == [
        logging.ERROR
    ]
    assert not DBTaskResult.objects.exists()


def test_no_code_goes_abroad_even_from_the_queue(outbox):
    enqueue_code("+37060000000", "123456")
    assert outbox.codes == []
    assert not CodeTally.objects.exists()


def test_the_portal_sends_no_more_than_its_ceiling_a_day(outbox, settings):
    settings.CODES_A_DAY = 3
    noon = clock_time.day_start(clock_time.today()) + dt.timedelta(hours=12)
    with time_machine.travel(noon, tick=False) as clock:
        for number in range(5):
            enqueue_code(f"+861380013800{number}", "123456")
        assert len(outbox.codes) == 3
        clock.shift(dt.timedelta(days=1))
        enqueue_code(PHONE, "123456")
        assert len(outbox.codes) == 4


def test_the_operators_are_told_once_when_the_ceiling_is_near_and_once_when_it_is_reached(outbox, settings, caplog):
    settings.CODES_A_DAY, settings.ADMINS = 10, ["admin@example.org"]
    operator = StaffFactory(email="op@example.org")
    told = []
    for _ in range(12):
        enqueue_code(PHONE, "123456")
        run_tasks(QUEUE)
        told.append(Notification.objects.filter(recipient=operator.person, kind="codes_used_up").count())
    assert told == [0] * 7 + [1, 1, 2, 2, 2]
    assert [message.to for message in mail.outbox] == [["admin@example.org"]] * 2
    assert "13800138000" not in caplog.text
