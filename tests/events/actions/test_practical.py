"""What to bring and where one meets is written once; page, notices, text message, poster and chat text all say it."""

import datetime as dt

import pytest
import time_machine
from django.urls import reverse
from icalendar import Calendar

from common.time import clock
from events.actions.events import change_event
from events.actions.registrations import cancel_registration
from events.actions.reminders import remind_parties
from events.models import Event
from events.presenters.share_text import share_text
from tests.factories import EventFactory, OrgUnitFactory, ResidentFactory
from tests.support.outbox import OutboxSender
from tests.support.registrations import heard, join
from tests.support.tasks import run_tasks

pytestmark = pytest.mark.django_db

DAY = dt.timedelta(days=1)
SAID = "集合地点：东门岗亭旁。请带：水杯、老花镜。"


@pytest.fixture
def event():
    said = {"meeting_point": "东门岗亭旁", "bring": "水杯、老花镜"}
    return EventFactory(starts_at=clock.now() + 5 * DAY, capacity=1, title="养生课", place="幸福驿站", **said)


def last(person):
    return person.notifications.order_by("-pk").first()


def test_the_confirmation_says_it(event):
    assert last(join(event).person).body.endswith("，幸福驿站。" + SAID)


def test_whoever_moves_up_and_whoever_is_reminded_reads_it_in_the_one_line_of_a_text_message(event, staff):
    first, second = join(event), join(event)
    assert SAID not in last(second.person).body
    cancel_registration(first, by=first.by)
    promoted = last(second.person)
    assert (promoted.kind, promoted.title.endswith("。" + SAID)) == ("event_promoted", True)
    with time_machine.travel(event.starts_at - DAY / 2, tick=False):
        remind_parties()
    reminder = last(second.person)
    assert (reminder.kind, reminder.title.endswith("幸福驿站。" + SAID)) == ("event_reminder", True)


def test_the_longest_line_fits_into_a_notice(event):
    longest = EventFactory(
        starts_at=event.starts_at, title="长" * 60, place="地" * 80, meeting_point="点" * 35, bring="带" * 35
    )
    person = join(longest).person
    with time_machine.travel(event.starts_at - DAY / 2, tick=False):
        remind_parties()
    assert last(person).title.endswith("带" * 35 + "。")


def test_another_meeting_point_is_told_and_other_things_to_bring_are_not(event, staff):
    person = join(event).person
    change_event(event, by=staff, bring="雨伞")
    assert heard(person) == ["event_registered"]
    change_event(event, by=staff, meeting_point="西门")
    assert heard(person) == ["event_registered", "event_changed"]
    assert last(person).title.endswith("集合地点：西门。请带：雨伞。")


def test_a_carrier_gets_named_variables_none_of_them_empty(event, settings):
    settings.SMS_SENDER = "tests.support.outbox.OutboxSender"
    OutboxSender.empty()
    party = EventFactory(starts_at=event.starts_at, title="主题党日：身边的先锋", place="地" * 80)
    for each in (event, party):
        join(each, by=ResidentFactory(person__name="王芳", person__phone="+8613800138000"))
        with time_machine.travel(event.starts_at - DAY / 2, tick=False):
            remind_parties()
            run_tasks("urgent")
        sent = OutboxSender.variables["event_reminder"]
        assert all(sent.values())
        assert max(map(len, sent.values())) <= 35
        if each is event:
            expected = {
                "name": "王芳",
                "event": "养生课",
                "place": "幸福驿站",
                "meet": "东门岗亭旁",
                "bring": "水杯、老花镜",
            }
            assert expected.items() <= sent.items()
        else:
            assert (sent["event"], sent["bring"]) == ("社区活动", "无")
            assert sent["meet"] == sent["place"] == "地" * 34 + "…"


def test_the_page_the_poster_the_chat_text_and_the_calendar_say_it(client, event, staff):
    assert "集合地点：东门岗亭旁\n请带：水杯、老花镜\n" in share_text(Event.objects.with_waiting().get(pk=event.pk))
    entry = Calendar.from_ical(client.get(f"/events/{event.pk}/event.ics").content).walk("VEVENT")[0]
    assert "集合地点：东门岗亭旁\n请带：水杯、老花镜" in str(entry["description"])
    registration = join(event)
    client.force_login(registration.by)
    for page in (f"/events/{event.pk}/", reverse("events:registration", args=[registration.pk])):
        text = client.get(page).content.decode()
        assert "东门岗亭旁" in text
        assert "水杯、老花镜" in text
    client.force_login(staff)
    assert "水杯、老花镜" in client.get(reverse("events:poster", args=[event.pk])).content.decode()


def test_where_nothing_is_said_nobody_reads_of_it(client):
    event = EventFactory(organiser=OrgUnitFactory())
    assert "请带" not in share_text(Event.objects.with_waiting().get(pk=event.pk)) + last(join(event).person).body
    page = client.get(f"/events/{event.pk}/").content.decode()
    assert "要带什么" not in page
    assert "集合地点" not in page
