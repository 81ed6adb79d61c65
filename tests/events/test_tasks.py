"""The clock's work for events; who is due is tested with the act, in test_actions.py."""

import datetime as dt

import pytest
import time_machine
from crontask import scheduler

from common.time import clock
from events import tasks
from events.actions.events import cancel_event
from events.actions.registrations import register
from events.models import Registration
from tests.factories import EventFactory, ResidentFactory, UserFactory
from tests.support.tasks import run_tasks

pytestmark = pytest.mark.django_db

DAY = dt.timedelta(days=1)


@pytest.fixture
def event():
    return EventFactory(starts_at=clock.now() + 2 * DAY)


def reminders(registration: Registration) -> int:
    return registration.person.notifications.filter(kind="event_reminder").count()


def test_the_clock_reminds_in_batches_until_nobody_is_due_and_a_second_run_reminds_nobody(event, monkeypatch):
    monkeypatch.setattr(tasks, "BATCH", 2)
    parties = [register(event, person=user.person, by=user) for user in ResidentFactory.create_batch(5)]
    with time_machine.travel(event.starts_at - DAY / 2, tick=False):
        late = ResidentFactory()
        latecomer = register(event, person=late.person, by=late)
        assert tasks.remind_of_events.call() == 5
        assert tasks.remind_of_events.call() == 0

    assert [reminders(party) for party in [*parties, latecomer]] == [1, 1, 1, 1, 1, 0]


def test_nobody_is_reminded_of_a_cancelled_event(event):
    user = ResidentFactory()
    party = register(event, person=user.person, by=user)
    cancel_event(event, by=UserFactory(is_staff=True), reason="台风")
    with time_machine.travel(event.starts_at - DAY / 2, tick=False):
        assert tasks.remind_of_events.call() == 0

    assert reminders(party) == 0


def test_a_reminder_leaves_by_sms_and_e_mail_and_the_trail_names_the_task(event, mailoutbox):
    user = ResidentFactory()
    party = register(event, person=user.person, by=user)
    run_tasks()
    mailoutbox.clear()
    with time_machine.travel(event.starts_at - DAY / 2, tick=False):
        tasks.remind_of_events.enqueue()
        run_tasks()

    (mail,) = mailoutbox
    assert event.title in mail.subject + mail.body
    assert party.history.order_by("pgh_id").last().pgh_context.metadata["task"] == "remind_of_events"


def test_the_task_is_on_the_clock_every_ten_minutes():
    jobs = {job.name: str(job.trigger) for job in scheduler.get_jobs()}

    assert "minute='*/10'" in jobs["remind_of_events"]
