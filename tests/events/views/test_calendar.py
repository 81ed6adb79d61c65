"""/events/calendar/: a month as a table, and as a list of days."""

import datetime as dt
import re

import pytest
import time_machine
from django.test import Client

from common.time import clock
from common.time.holidays import day_kind
from events.models import Event
from tests.factories import EventFactory, UserFactory
from tests.support.pages import marks

pytestmark = pytest.mark.django_db
NOW = dt.datetime(2026, 11, 18, 12, tzinfo=dt.timezone(dt.timedelta(hours=8)))


@pytest.fixture(autouse=True)
def _stopped_clock():
    with time_machine.travel(NOW, tick=False):
        yield


def on(year: int, month: int, day: int, hour: int = 9, **more) -> Event:
    starts = clock.day_start(dt.date(year, month, day)) + dt.timedelta(hours=hour)
    return EventFactory(starts_at=starts, **more)


def busy(client: Client, query: str = "") -> dict[dt.date, list[str]]:
    response = client.get(f"/events/calendar/{query}")
    assert response.status_code == 200
    return {day.date: [event.title for event in day.events] for day in response.context["month"].busy_days}


def test_the_current_month_is_shown_by_default(client):
    on(2026, 10, 31, hour=23, title="october", ends_at=clock.day_start(dt.date(2026, 11, 1)))
    on(2026, 11, 1, hour=0, title="first hour")
    on(2026, 11, 30, hour=23, title="last evening")
    on(2026, 12, 1, hour=0, title="december")
    assert busy(client) == {dt.date(2026, 11, 1): ["first hour"], dt.date(2026, 11, 30): ["last evening"]}


def test_another_month_can_be_asked_for(client):
    on(2026, 12, 24, title="december")
    assert busy(client, "?month=2026-12") == {dt.date(2026, 12, 24): ["december"]}


def test_an_event_stands_on_each_day_that_it_touches(client):
    on(2026, 10, 30, title="long", ends_at=clock.day_start(dt.date(2026, 11, 3)))
    assert sorted(busy(client)) == [dt.date(2026, 11, 1), dt.date(2026, 11, 2)]


def test_drafts_are_hidden_and_cancelled_events_are_marked(client):
    on(2026, 11, 20, title="draft", draft=True)
    on(2026, 11, 21, title="off", cancelled=True)
    on(2026, 11, 22, title="on")
    assert busy(client) == {dt.date(2026, 11, 21): ["off"], dt.date(2026, 11, 22): ["on"]}
    # Once in the table and once in the list.
    assert marks(client.get("/events/calendar/"), "state") == ["cancelled", "published"] * 2


def test_the_page_says_which_month_what_is_cancelled_and_what_more_there_is(client):
    on(2026, 11, 21, title="off", cancelled=True)
    for _n in range(6):
        on(2026, 11, 20)
    said = [
        ("", ["2026年11月", "<s>off</s>", "已取消", "还有 2 场"]),
        ("?month=2027-02", ["2027年2月", "这个月没有活动"]),
        ("?month=abc", ["没有找到这个月份"]),
    ]
    texts = [(client.get(f"/events/calendar/{query}").content.decode(), sentences) for query, sentences in said]
    assert [words for text, sentences in texts for words in sentences if words not in text] == []


@pytest.mark.parametrize("month", ["2026-13", "2026-00", "abc", "1999-12", "2101-01", "99999999-01", "2026-1"])
def test_a_malformed_month_is_the_current_one_with_a_message(client, month):
    response = client.get(f"/events/calendar/?month={month}")
    assert response.status_code == 200
    assert response.context["month"].first == dt.date(2026, 11, 1)
    assert not response.context["understood"]


@pytest.mark.parametrize("month", ["2000-01", "2100-12"])
def test_the_first_and_the_last_month_lead_no_further(client, month):
    response = client.get(f"/events/calendar/?month={month}")
    assert response.status_code == 200
    links = re.findall(r'rel="(prev|next)"', response.content.decode())
    assert links == (["next"] if month == "2000-01" else ["prev"])


def test_months_lead_to_their_neighbours_over_the_turn_of_the_year(client):
    page = client.get("/events/calendar/?month=2026-12").content.decode()
    assert 'rel="prev" href="?month=2026-11"' in page
    assert 'rel="next" href="?month=2027-01"' in page


def test_a_full_day_shows_four_events_and_a_link_to_the_rest(client):
    for n in range(7):
        on(2026, 11, 20, title=f"t{n}")
    table = client.get("/events/calendar/").content.decode().split("</table>")[0]
    assert len(re.findall(r'href="/events/\d+/"', table)) == 4
    assert 'href="/events/?date=2026-11-20"' in table
    assert "3" in re.search(r'date=2026-11-20">(.*?)</a>', table)[1]


@pytest.mark.parametrize("count", [1, 3, 100])
def test_the_number_of_queries_does_not_grow(client, django_assert_num_queries, count):
    client.get("/events/calendar/")
    for n in range(count):
        on(2026, 11, 1 + n % 30)
    with django_assert_num_queries(1):
        client.get("/events/calendar/")


def test_html_in_titles_is_shown_as_text(client):
    on(2026, 11, 20, title="<b>粗</b>")
    assert "<b>粗" not in client.get("/events/calendar/").content.decode()


def test_days_carry_their_solar_term_festival_or_holiday(client):
    days = {
        day.date: day for week in client.get("/events/calendar/?month=2026-10").context["month"].weeks for day in week
    }
    assert days[dt.date(2026, 10, 1)].name == "国庆节"
    assert days[dt.date(2026, 10, 1)].kind == "off"
    assert days[dt.date(2026, 10, 10)].kind == "work"
    assert days[dt.date(2026, 10, 18)].name == "重阳节"
    assert days[dt.date(2026, 10, 23)].name == "霜降"
    assert days[dt.date(2026, 10, 24)].kind == ""


@pytest.mark.parametrize("day", [dt.date(2099, 10, 1), dt.date(2001, 10, 1)])
def test_years_without_an_announced_calendar_have_no_holiday_label(day):
    assert day_kind(day) == ""


def test_every_name_that_a_day_may_have_is_said_in_the_readers_language(client):
    client.cookies["django_language"] = "en"
    page = client.get("/events/calendar/?month=2026-12").content.decode()
    assert "Winter Solstice" in page
    assert "冬至" not in page


def test_the_table_names_its_columns_and_marks_today(client):
    page = client.get("/events/calendar/").content.decode()
    assert page.count('<th scope="col">') == 7
    assert re.search(r'aria-current="date">.*?<time datetime="([^"]+)"', page, re.DOTALL)[1] == "2026-11-18"


def test_a_signed_in_reader_gets_a_page_that_no_cache_keeps(client):
    client.force_login(UserFactory())
    assert client.get("/events/calendar/").headers["Cache-Control"] == "private, no-store"
