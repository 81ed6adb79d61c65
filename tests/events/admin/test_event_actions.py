"""What the office does with an event: publish, copy, call off, delete."""

import datetime as dt

import pytest
from django.utils import timezone

from accounts.models import AccessLog
from events.models import Event
from tests.factories import EventFactory, RegistrationFactory
from tests.support.office_events import at, text_of, waiting
from tests.support.registrations import heard

pytestmark = pytest.mark.django_db

DAY = dt.timedelta(days=1)


@pytest.mark.parametrize("page", ["publish/", "copy/", "cancel/", "people/", "people/add/", "people/export/"])
def test_looking_at_a_page_changes_nothing(client, staff, page):
    draft = EventFactory(draft=True)
    before = Event.objects.values().get()

    assert client.get(at(draft, page) + "?act=enter&reason=x&day=2099-01-01").status_code == 200
    assert Event.objects.values().get() == before
    assert not AccessLog.objects.exists()


def test_publishing_makes_a_draft_public(client, staff):
    draft = EventFactory(draft=True)

    client.post(at(draft, "publish/"))

    assert client.get(draft.get_absolute_url()).status_code == 200
    assert Event.objects.get().is_published


def test_a_refused_act_says_why(client, staff):
    over = EventFactory(draft=True, past=True)

    assert "已结束" in text_of(client.post(at(over, "publish/"), follow=True))
    assert not Event.objects.get().is_published


def test_cancelling_asks_why_says_how_many_and_tells_them(client, staff, event):
    people = [RegistrationFactory(event=event).person, waiting(event).person]

    assert "2 组" in text_of(client.get(at(event, "cancel/")))
    assert client.post(at(event, "cancel/"), {"reason": " "}).status_code == 200
    assert Event.objects.get().is_published

    client.post(at(event, "cancel/"), {"reason": "讲师生病"})
    client.post(at(event, "cancel/"), {"reason": "又点了一次"})

    event.refresh_from_db()
    assert (event.status, event.cancel_reason) == ("cancelled", "讲师生病")
    assert [heard(person) for person in people] == [["event_cancelled"]] * 2


def test_a_reason_that_is_too_long_is_refused_and_kept(client, staff, event):
    response = client.post(at(event, "cancel/"), {"reason": "长" * 201})

    assert response.status_code == 200
    assert "长" * 201 in response.content.decode()
    assert Event.objects.get().is_published


def test_copying_makes_a_draft_on_the_chosen_day_at_the_same_hour(client, staff, event):
    RegistrationFactory(event=event)
    day = timezone.localdate(event.starts_at) + 10 * DAY

    response = client.post(at(event, "copy/"), {"day": day.isoformat()})

    copy = Event.objects.exclude(pk=event.pk).get()
    assert response.url == at(copy, "change/")
    assert copy.status == "draft"
    assert copy.starts_at == event.starts_at + 10 * DAY
    assert not copy.registrations.exists()


def test_a_copy_that_would_end_after_the_known_years_is_refused_in_words(client, staff):
    start = dt.datetime(2100, 12, 30, 20, tzinfo=timezone.get_default_timezone())
    event = EventFactory(starts_at=start, ends_at=start + DAY)
    assert client.get(at(event, "copy/")).status_code == 200

    response = client.post(at(event, "copy/"), {"day": "2100-12-31"}, follow=True)

    assert "活动的时间要在 2000 年至 2100 年之间。" in text_of(response)
    assert Event.objects.count() == 1


@pytest.mark.parametrize("day", ["", "x", "2000-01-01", "9999-12-31", "2026-02-30"])
def test_a_day_that_cannot_be_is_refused(client, staff, event, day):
    assert client.post(at(event, "copy/"), {"day": day}).status_code == 200
    assert Event.objects.count() == 1


def test_only_a_draft_can_be_deleted(client, staff, event):
    draft = EventFactory(draft=True)
    client.post(at(draft, "delete/"), {"post": "yes"})
    refused = client.post(at(event, "delete/"), {"post": "yes"})

    assert refused.status_code == 403
    assert Event.objects.get() == event
