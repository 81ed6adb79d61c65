"""What the office does with an event: publish, copy, call off, delete."""

import datetime as dt

import pytest
from django.utils import timezone

from accounts.models import AccessLog
from events.models import Event
from tests.factories import EventFactory, RegistrationFactory, SpaceFactory, StationFactory
from tests.support.office_events import at, text_of, waiting
from tests.support.pages import codes, levels
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


def test_the_pages_of_the_acts_say_what_follows(client, staff, event):
    RegistrationFactory(event=event)
    waiting(event)
    over = EventFactory(draft=True, past=True)
    in_a_room = EventFactory(space=SpaceFactory(name="阅览室", station=StationFactory(name="幸福驿站")))
    week_later = timezone.localdate(in_a_room.starts_at) + 7 * DAY
    copy = {"day": week_later.isoformat()}
    client.post(at(in_a_room, "copy/"), copy)  # takes the room

    said = [
        (client.get(at(event, "cancel/")), "2 组"),
        (client.post(at(over, "publish/"), follow=True), "已结束"),
        (client.post(at(in_a_room, "copy/"), copy, follow=True), "“幸福驿站·阅览室”那时不能用，新活动还没有活动室"),
    ]
    assert [words for response, words in said if words not in text_of(response)] == []


def test_a_refused_act_changes_nothing(client, staff):
    over = EventFactory(draft=True, past=True)

    assert levels(client.post(at(over, "publish/"), follow=True)) == ["error"]
    assert not Event.objects.get().is_published


def test_cancelling_asks_why_and_tells_everybody_once(client, staff, event):
    people = [RegistrationFactory(event=event).person, waiting(event).person]

    refused = client.post(at(event, "cancel/"), {"reason": " "})
    assert codes(refused.context["form"]) == {"reason": ["required"]}
    assert Event.objects.get().is_published

    client.post(at(event, "cancel/"), {"reason": "讲师生病"})
    client.post(at(event, "cancel/"), {"reason": "又点了一次"})

    event.refresh_from_db()
    assert (event.status, event.cancel_reason) == ("cancelled", "讲师生病")
    assert [heard(person) for person in people] == [["event_cancelled"]] * 2


def test_a_reason_that_is_too_long_is_refused_and_kept(client, staff, event):
    response = client.post(at(event, "cancel/"), {"reason": "长" * 201})

    assert codes(response.context["form"]) == {"reason": ["max_length"]}
    assert "长" * 201 in response.content.decode()
    assert Event.objects.get().is_published


def test_a_reason_that_everybody_reads_names_no_mobile(client, staff, event):
    response = client.post(at(event, "cancel/"), {"reason": "有事打 138 0013 8000"})
    assert codes(response.context["form"]) == {"__all__": ["mobile_number"]}
    assert Event.objects.get().is_published

    client.post(at(event, "cancel/"), {"reason": "有事打 0512-65123456"})
    assert Event.objects.get().is_cancelled


def test_copying_makes_a_draft_on_the_chosen_day_at_the_same_hour(client, staff, event):
    RegistrationFactory(event=event)
    day = timezone.localdate(event.starts_at) + 10 * DAY

    response = client.post(at(event, "copy/"), {"day": day.isoformat()})

    copy = Event.objects.exclude(pk=event.pk).get()
    assert response.url == at(copy, "change/")
    assert copy.status == "draft"
    assert copy.starts_at == event.starts_at + 10 * DAY
    assert not copy.registrations.exists()


def test_a_copy_that_would_end_after_the_known_years_is_refused(client, staff):
    start = dt.datetime(2100, 12, 30, 20, tzinfo=timezone.get_default_timezone())
    event = EventFactory(starts_at=start, ends_at=start + DAY)
    assert client.get(at(event, "copy/")).status_code == 200

    response = client.post(at(event, "copy/"), {"day": "2100-12-31"}, follow=True)

    assert codes(response.context["form"]) == {"__all__": ["event_in_known_years"]}
    assert Event.objects.count() == 1


@pytest.mark.parametrize("day", ["", "x", "2000-01-01", "9999-12-31", "2026-02-30"])
def test_a_day_that_cannot_be_is_refused(client, staff, event, day):
    assert list(codes(client.post(at(event, "copy/"), {"day": day}).context["form"])) == ["day"]
    assert Event.objects.count() == 1


def test_only_a_draft_can_be_deleted(client, staff, event):
    draft = EventFactory(draft=True)
    client.post(at(draft, "delete/"), {"post": "yes"})
    refused = client.post(at(event, "delete/"), {"post": "yes"})

    assert refused.status_code == 403
    assert Event.objects.get() == event
