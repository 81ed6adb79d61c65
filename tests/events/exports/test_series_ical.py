"""The iCalendar file and feed of a series, read by two parsers that know nothing of each other."""

import datetime as dt

import pytest
import vobject
from django.urls import reverse

from common.time import clock
from events.actions.events import cancel_event, change_event
from tests.factories import EventFactory, StaffFactory
from tests.support.courses import change, course, dates_of, drafted
from tests.support.ical import parsed

pytestmark = pytest.mark.django_db


def read(client, series, name="series_feed"):
    response = client.get(reverse(f"events:{name}", args=[series.pk]))
    assert response.status_code == 200
    return response


def by_both(body):
    """UID → (beginning, status, sequence, summary), as each of the parsers reads it."""
    strict = {
        str(entry["UID"]): (entry["DTSTART"].dt, str(entry["STATUS"]), int(entry["SEQUENCE"]), str(entry["SUMMARY"]))
        for entry in parsed(body).walk("VEVENT")
    }
    calendar = vobject.readOne(body.decode())
    calendar.validate(raiseException=True)
    other = {
        entry.uid.value: (entry.dtstart.value, entry.status.value, int(entry.sequence.value), entry.summary.value)
        for entry in calendar.vevent_list
    }
    assert strict == other
    return strict


@pytest.mark.parametrize("name", ["series_ics", "series_feed"])
def test_both_parsers_read_every_date_with_the_uid_of_the_public_feed(client, name):
    series = course()
    EventFactory()
    entries = by_both(read(client, series, name).content)

    assert list(entries) == [f"event-{event.pk}@localhost" for event in dates_of(series)]
    assert [entry[0] for entry in entries.values()] == [event.starts_at for event in dates_of(series)]
    assert {entry[1:3] for entry in entries.values()} == {("CONFIRMED", 0)}


def test_a_moved_date_is_moved_and_a_cancelled_one_is_struck_out_with_the_same_uid(client):
    series, staff = course(), StaffFactory()
    before = by_both(read(client, series).content)
    first, second, third, _last = dates_of(series)
    later = first.starts_at + dt.timedelta(hours=26)
    change_event(first, by=staff, starts_at=later, ends_at=later + dt.timedelta(hours=1))
    cancel_event(second, by=staff, reason="雨")
    change(series, by=staff, starts=dt.time(18))
    after = by_both(read(client, series).content)

    assert sorted(after) == sorted(before)
    of = lambda event: after[f"event-{event.pk}@localhost"]  # noqa: E731
    assert of(first)[:3] == (later, "CONFIRMED", 1)
    assert of(second)[1:3] == ("CANCELLED", 1)
    assert of(third)[0].astimezone(clock.HERE).hour == 18
    assert of(third)[1:3] == ("CONFIRMED", 1)


def test_hostile_words_break_neither_parser(client):
    hostile = "a;b,c\\d BEGIN:VEVENT UID:evil \U0001f338 <b>"
    series = course(title=hostile, description="x\r\nEND:VCALENDAR\r\n\x07")
    assert {entry[3] for entry in by_both(read(client, series).content).values()} == {hostile}


def test_the_feed_is_called_as_the_series_is_and_asked_again_cheaply(client):
    series = course(title="书法课")
    response = read(client, series)

    assert str(parsed(response.content)["X-WR-CALNAME"]) == "书法课"
    again = client.get(response.request["PATH_INFO"], headers={"if-none-match": response.headers["ETag"]})
    assert again.status_code == 304
    assert "attachment" in read(client, series, "series_ics").headers["Content-Disposition"]


def test_a_draft_and_a_series_that_is_none_have_no_calendar(client):
    for key in (drafted().pk, 0):
        assert client.get(f"/events/series/{key}/feed.ics").status_code == 404
        assert client.get(f"/events/series/{key}/series.ics").status_code == 404


@pytest.mark.parametrize("name", ["series_ics", "series_feed"])
def test_the_calendar_takes_as_many_queries_with_many_dates(client, django_assert_num_queries, name):
    one, many = course(times=1), course(times=9)
    read(client, one, name)
    for series in (one, many):
        with django_assert_num_queries(1):
            read(client, series, name)
