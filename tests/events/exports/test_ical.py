"""The iCalendar file of an event and the feed, read by strict parsers."""

import datetime as dt

import pytest
import time_machine

from common.time import clock
from events.actions.events import cancel_event, change_event
from events.exports.ical import calendar_of_events
from tests.factories import EventFactory, StaffFactory
from tests.support.ical import parsed

pytestmark = pytest.mark.django_db
HOSTILE = 'a;b,c\\d\r\nBEGIN:VEVENT\nUID:evil\n"x":y \x00\x07 \U0001f338 <b>'


def entries(client, url: str = "/events/feed.ics") -> dict[str, object]:
    response = client.get(url)
    assert response.status_code == 200
    assert response.headers["Content-Type"] == "text/calendar; charset=utf-8"
    return {str(entry["SUMMARY"]): entry for entry in parsed(response.content).walk("VEVENT")}


def test_the_file_says_what_the_event_says(client):
    event = EventFactory(title="读书", place="阅览室")
    entry = entries(client, f"/events/{event.pk}/event.ics")["读书"]
    assert entry["DTSTART"].dt == event.starts_at.replace(microsecond=0)
    assert entry["DTEND"].dt == event.ends_at.replace(microsecond=0)
    assert entry["DTSTART"].to_ical().endswith(b"Z")
    assert str(entry["LOCATION"]) == "阅览室"
    assert entry["STATUS"] == "CONFIRMED"
    assert entry["SEQUENCE"] == 0
    assert str(entry["UID"]) == f"event-{event.pk}@localhost"
    assert str(entry["URL"]).endswith(f"/events/{event.pk}/")
    assert event.description in str(entry["DESCRIPTION"])


def test_a_change_keeps_the_uid_and_raises_the_sequence(client):
    event = EventFactory()
    before = entries(client)[event.title]
    change_event(event, by=StaffFactory(), place="二楼")
    after = entries(client)[event.title]
    assert after["UID"] == before["UID"]
    assert after["SEQUENCE"] == before["SEQUENCE"] + 1
    assert after["DTSTAMP"].dt >= before["DTSTAMP"].dt


def test_a_cancelled_event_stays_as_cancelled_with_the_reason(client):
    event = EventFactory()
    cancel_event(event, by=StaffFactory(), reason="下雨")
    entry = entries(client)[event.title]
    assert entry["STATUS"] == "CANCELLED"
    assert entry["SEQUENCE"] == 1
    assert "下雨" in str(entry["DESCRIPTION"])


def test_the_feed_holds_what_is_to_come_and_the_last_30_days(client):
    now = clock.now()
    EventFactory(title="to come", starts_at=now + dt.timedelta(days=300))
    EventFactory(title="recent", starts_at=now - dt.timedelta(days=29))
    EventFactory(title="old", starts_at=now - dt.timedelta(days=31))
    EventFactory(title="draft", draft=True)
    assert set(entries(client)) == {"to come", "recent"}


def test_a_draft_has_no_file(client):
    assert client.get(f"/events/{EventFactory(draft=True).pk}/event.ics").status_code == 404


@pytest.mark.parametrize("field", ["title", "place", "summary", "description", "cancel_reason"])
def test_hostile_text_stays_text(field):
    event = EventFactory.build(pk=1, community=None, organiser=None, **{field: HOSTILE})
    if field == "cancel_reason":
        event.status = "cancelled"
    body = calendar_of_events([event])
    calendar = parsed(body)
    assert len(calendar.walk("VEVENT")) == 1
    (entry,) = calendar.walk("VEVENT")
    assert str(entry["UID"]) == "event-1@localhost"
    name = {"title": "SUMMARY", "place": "LOCATION"}.get(field, "DESCRIPTION")
    assert 'a;b,c\\d\nBEGIN:VEVENT\nUID:evil\n"x":y  \U0001f338 <b>' in str(entry[name])
    assert b"\x00" not in body
    assert b"\x07" not in body


def test_long_lines_of_chinese_are_folded_between_letters():
    event = EventFactory.build(pk=1, community=None, organiser=None, description="海棠花" * 200)
    (entry,) = parsed(calendar_of_events([event])).walk("VEVENT")
    assert "海棠花" * 200 in str(entry["DESCRIPTION"])


def test_a_calendar_that_asks_again_gets_nothing_new(client):
    EventFactory()
    first = client.get("/events/feed.ics")
    again = client.get("/events/feed.ics", headers={"If-None-Match": first.headers["ETag"]})
    assert again.status_code == 304
    assert again.content == b""
    since = client.get("/events/feed.ics", headers={"If-Modified-Since": first.headers["Last-Modified"]})
    assert since.status_code == 304


def test_a_change_gives_another_etag(client):
    event = EventFactory()
    first = client.get("/events/feed.ics")
    with time_machine.travel(clock.now() + dt.timedelta(seconds=5)):
        change_event(event, by=StaffFactory(), place="二楼")
        again = client.get("/events/feed.ics", headers={"If-None-Match": first.headers["ETag"]})
        assert again.status_code == 200
        since = client.get("/events/feed.ics", headers={"If-Modified-Since": first.headers["Last-Modified"]})
        assert since.status_code == 200


def test_an_empty_feed_is_a_calendar_too(client):
    assert entries(client) == {}


@pytest.mark.parametrize("count", [1, 3, 100])
def test_the_number_of_queries_does_not_grow(client, django_assert_num_queries, count):
    EventFactory.create_batch(count, organiser=EventFactory(draft=True).organiser)
    with django_assert_num_queries(1):
        client.get("/events/feed.ics")


def test_reading_is_all_that_one_can_do_here(client):
    assert client.post("/events/feed.ics").status_code == 405
