"""/events/: what is on, and its filters in the address."""

import datetime as dt
import re

import pytest
import time_machine
from django.core.cache import caches
from django.test import Client

from common.time import clock
from events.forms.event_filter import _read
from events.models import Event
from events.selectors.events import EventStanding, standing_of_event
from events.templatetags.event_cards import event_card
from tests.factories import EventFactory, GridFactory, OrgUnitFactory, RegistrationFactory, UserFactory
from tests.support.pages import bars, marks

pytestmark = pytest.mark.django_db
# A Wednesday noon in the community.
NOW = dt.datetime(2026, 11, 18, 12, tzinfo=dt.timezone(dt.timedelta(hours=8)))


@pytest.fixture(autouse=True)
def _stopped_clock():
    with time_machine.travel(NOW, tick=False):
        yield


def states(client: Client) -> list[str]:
    return marks(client.get("/events/"), "state")


def titles(client: Client, query: str = "") -> list[str]:
    response = client.get(f"/events/{query}")
    assert response.status_code == 200
    return [event.title for event in response.context["page"].rows]


def test_the_bar_of_an_event_counts_who_comes(client):
    RegistrationFactory(event=on(20, capacity=5), seats=2)
    assert bars(client.get("/events/")) == [(2, 5)]


def on(day: int, hour: int = 9, month: int = 11, **more) -> Event:
    starts = clock.day_start(dt.date(2026, month, day)) + dt.timedelta(hours=hour)
    return EventFactory(starts_at=starts, **more)


@pytest.mark.parametrize("typed", ["关怀版", "长辈版"])
def test_whoever_searches_for_the_large_view_is_shown_the_way(client, typed):
    assert 'href="/care/"' in client.get("/events/", {"q": typed}).content.decode()
    assert 'href="/care/"' not in client.get("/events/", {"q": "阅读"}).content.decode()


def test_events_to_come_are_listed_in_order_of_time(client):
    on(25, title="later")
    on(20, title="sooner")
    on(10, title="past")
    on(18, hour=11, title="under way")
    assert titles(client) == ["under way", "sooner", "later"]


def test_drafts_are_never_listed(client):
    on(25, title="draft", status=Event.Status.DRAFT)
    on(10, title="old draft", status=Event.Status.DRAFT)
    assert titles(client) == []
    assert titles(client, "?days=past") == []


def test_a_cancelled_event_stays_in_the_list(client):
    on(25, status=Event.Status.CANCELLED, cancel_reason="下雨")
    assert states(client) == ["cancelled"]


def test_past_events_are_listed_newest_first(client):
    on(1, title="first")
    on(10, title="second")
    on(25, title="to come")
    assert titles(client, "?days=past") == ["second", "first"]


@pytest.mark.parametrize(
    ("query", "expected"),
    [
        ("?days=today", ["wed"]),
        ("?days=weekend", ["sat", "sun"]),
        ("?days=week", ["wed", "sat", "sun", "tue"]),
        ("?days=2026-11", ["old", "wed", "sat", "sun", "tue", "wed25"]),
        ("?days=2026-12", ["dec"]),
        ("?date=2026-11-22", ["sun"]),
        ("?date=2026-11-02", ["old"]),
        # A day says more than a span of days.
        ("?days=2026-12&date=2026-11-22", ["sun"]),
    ],
)
def test_days_can_be_chosen(client, query, expected):
    on(2, title="old")
    on(18, hour=15, title="wed")
    on(21, title="sat")
    on(22, title="sun")
    on(24, title="tue")
    on(25, title="wed25")
    on(1, month=12, title="dec")
    assert titles(client, query) == expected


@pytest.mark.parametrize("day", [21, 22])
def test_on_a_weekend_this_weekend_is_the_one_under_way(client, day):
    on(22, hour=18, title="sun")
    on(28, title="next sat")
    with time_machine.travel(dt.datetime(2026, 11, day, 4, tzinfo=dt.UTC), tick=False):
        assert titles(client, "?days=weekend") == ["sun"]


def test_an_event_of_several_days_is_found_on_each_of_them(client):
    on(20, title="long", ends_at=clock.day_start(dt.date(2026, 11, 23)))
    assert titles(client, "?date=2026-11-22") == ["long"]
    assert titles(client, "?date=2026-11-23") == []


def test_kind_audience_grid_and_title_can_be_chosen_together(client):
    unit = OrgUnitFactory()
    grid = GridFactory(community=unit.community)
    chosen = {"kind": "health", "audience": "elders", "grid": grid, "organiser": unit}
    on(20, title="血压讲座", **chosen)
    on(20, title="其他讲座", **chosen)
    on(20, title="血压 2", **{**chosen, "kind": "sport"})
    on(20, title="血压 3", **{**chosen, "audience": "families"})
    on(20, title="血压 4", **{**chosen, "grid": None})
    assert titles(client, f"?kind=health&audience=elders&grid={grid.pk}&q=血压") == ["血压讲座", "血压 4"]


def test_the_list_of_a_grid_holds_what_the_grids_own_page_shows(client):
    unit = OrgUnitFactory()
    here, next_door = (GridFactory(community=unit.community) for _ in range(2))
    on(20, title="here", organiser=unit, grid=here)
    on(21, title="whole community", organiser=unit)
    on(22, title="next door", organiser=unit, grid=next_door)
    on(23, title="other community", organiser__community__name="邻近社区")

    assert titles(client, f"?grid={here.pk}") == ["here", "whole community"]
    assert [event.title for event in client.get(f"/grid/{here.pk}/").context["events"]] == titles(
        client, f"?grid={here.pk}"
    )


def test_places_are_left_where_the_event_is_open_or_needs_none(client):
    on(20, title="open", capacity=2)
    on(20, title="open until later", capacity=2, registration_closes_at=NOW + dt.timedelta(minutes=1))
    on(20, title="just come", capacity=None, registration_closes_at=NOW)
    on(20, title="closed", capacity=2, registration_closes_at=NOW)
    on(18, hour=11, title="begun", capacity=2)
    on(18, hour=11, title="begun, open to the end", capacity=2, registration_closes_at=NOW + dt.timedelta(minutes=30))
    RegistrationFactory(event=on(20, title="full", capacity=1))
    for status in ("waitlisted", "cancelled"):
        moment = "queued_at" if status == "waitlisted" else "cancelled_at"
        event = on(20, title=f"free, one {status}", capacity=2)
        RegistrationFactory(event=event, status=status, seats=2, **{moment: NOW})
    on(20, title="called off", status=Event.Status.CANCELLED)

    shown = Event.objects.published().to_come().with_waiting()
    free = {
        e.title
        for e in shown
        if standing_of_event(e, waiting=e.waiting) in (EventStanding.OPEN, EventStanding.JUST_COME)
    }

    assert free == {"open", "open until later", "just come", "begun, open to the end", "free, one cancelled"}
    assert set(titles(client, "?places=on")) == free


def test_a_question_that_threads_share_is_answered_before_it_is_shared():
    asked = (("kind", ("health",)), ("date", ("gestern",)))
    form = _read(asked, (), clock.today(), "zh-hans")
    before = dict(vars(form))

    assert {"understood", "ignored", "chips", "shortcuts", "panel"} <= before.keys()
    assert form.understood == {"kind": "health"}
    assert (len(form.chips), len(form.ignored), list(form.errors)) == (1, 1, ["date"])
    form.apply(Event.objects.all())
    assert dict(vars(form)) == before


def test_the_year_on_a_card_is_that_of_the_community():
    """07:00 of New Year's Day in the community is still the old year in UTC."""

    def words(event: Event) -> list[str]:
        return re.sub(r"<[^>]*>", " ", event_card(event)).split()

    with time_machine.travel(dt.datetime(2025, 12, 31, 12, tzinfo=dt.UTC), tick=False):
        event = EventFactory(starts_at=dt.datetime(2025, 12, 31, 23, tzinfo=dt.UTC))
        assert {"1", "2026"} <= set(words(event))
    with time_machine.travel(dt.datetime(2025, 12, 31, 22, tzinfo=dt.UTC), tick=False):
        assert not {"2025", "2026"} & set(words(event))


def test_a_percent_sign_in_the_search_stands_for_nothing(client):
    on(20, title="满 100% 开心")
    on(20, title="满 100 开心")
    assert titles(client, "?q=1%25心") == []


def test_chips_remove_one_filter_and_keep_the_others(client):
    response = client.get("/events/?kind=health&q=茶&places=on&page=1&nonsense=1")
    assert [chip.href for chip in response.context["filter"].chips] == [
        "?kind=health&places=on",
        "?q=%E8%8C%B6&places=on",
        "?q=%E8%8C%B6&kind=health",
    ]


def test_twenty_a_page_and_the_next_one_keeps_the_filters(client):
    for n in range(41):
        on(20, title=f"t{n:02}", kind="health")
    first = client.get("/events/?kind=health")
    assert len(first.context["page"].rows) == 20
    assert first.context["next"] == "?kind=health&page=2"
    assert "previous" not in first.context
    third = client.get("/events/?kind=health&page=3")
    assert [event.title for event in third.context["page"].rows] == ["t40"]
    assert third.context["previous"] == "?kind=health&page=2"
    assert "next" not in third.context


def test_a_page_beyond_the_end_offers_the_way_back(client):
    on(20)
    response = client.get("/events/?page=7")
    assert response.status_code == 200
    assert response.context["page"].rows == []
    main = response.content.decode().split("<main")[1].split("</main>")[0]
    assert 'href="/events/"' in main


@pytest.mark.parametrize(
    "query",
    [
        "?kind=nonsense",
        "?days=2026-13",
        "?days=0000-01",
        "?days=9999-12",
        "?date=2026-02-30",
        "?date=9999-12-31",
        "?date=0001-01-01",
        "?grid=99999999999999999999999",
        "?grid=abc",
        "?q=" + "长" * 61,
    ],
)
def test_a_malformed_filter_is_left_out_with_a_plain_message(client, query):
    on(20, title="shown")
    response = client.get(f"/events/{query}")
    assert response.status_code == 200
    assert [event.title for event in response.context["page"].rows] == ["shown"]
    assert len(response.context["filter"].ignored) == 1
    assert response.context["filter"].ignored[0] in response.content.decode()


@pytest.mark.parametrize("page", ["0", "-1", "abc", "99999999999999999999", "501", "１", "1.5"])
def test_a_malformed_page_number_is_the_first_page_with_a_message(client, page):
    on(20, title="shown")
    response = client.get(f"/events/?page={page}")
    assert response.status_code == 200
    assert not response.context["page"].understood
    assert len(response.context["page"].rows) == 1


@pytest.mark.parametrize("count", [1, 3, 100])
def test_the_number_of_queries_does_not_grow(client, django_assert_num_queries, count):
    grid = GridFactory()
    client.get("/events/")
    for _n in range(count):
        RegistrationFactory(event=on(20, capacity=1, grid=grid, organiser__community=grid.community))
    caches["pages"].clear()
    # The grids to choose from are kept for a while; the community's facts too.
    with django_assert_num_queries(2):
        client.get("/events/")


def test_html_in_titles_and_in_the_search_is_shown_as_text(client):
    on(20, title="<b>粗</b>", place="<i>斜</i>")
    page = client.get("/events/?q=<b>").content.decode()
    assert "<b>粗" not in page
    assert "<i>斜" not in page
    assert "&lt;b&gt;粗" in page


def test_a_signed_in_reader_gets_a_page_that_no_cache_keeps(client):
    assert "no-store" not in client.get("/events/").headers.get("Cache-Control", "")
    client.force_login(UserFactory())
    assert client.get("/events/").headers["Cache-Control"] == "private, no-store"


def test_each_card_shows_the_state_of_its_event(client):
    on(20, capacity=5)
    RegistrationFactory(event=on(21, capacity=1))
    on(22, capacity=None)
    on(23, registration_closes_at=NOW - dt.timedelta(minutes=1))
    on(24, status=Event.Status.CANCELLED)
    assert states(client) == ["open", "waitlist", "just_come", "closed", "cancelled"]


def test_the_page_says_states_filters_and_what_it_did_not_find(client):
    on(20, capacity=5)
    full = on(21, capacity=1)
    RegistrationFactory(event=full)
    RegistrationFactory(event=full, waitlisted=True)
    on(22, capacity=None)
    on(23, registration_closes_at=NOW - dt.timedelta(minutes=1))
    on(24, status=Event.Status.CANCELLED)
    said = [
        ("", ["还有 5 个名额", "第 2 位", "不用报名", "报名已截止", "已取消"]),
        ("?kind=health&q=茶&days=2026-11", ["没有符合条件的活动"]),
        ("?date=gestern&page=x", ["没有看懂，已忽略：指定日期", "没有这一页"]),
    ]
    texts = [(client.get(f"/events/{query}").content.decode(), sentences) for query, sentences in said]
    assert [words for text, sentences in texts for words in sentences if words not in text] == []
    chips = client.get("/events/?kind=health&q=茶&days=2026-11").context["filter"].chips
    assert [chip.words for chip in chips] == ["“茶”", "健康", "2026年11月"]


def test_free_seats_that_the_waitlist_is_entitled_to_are_not_offered(client):
    event = on(20, capacity=3)
    RegistrationFactory(event=event, seats=2)
    RegistrationFactory(event=event, seats=2, status="waitlisted", queued_at=NOW)
    assert states(client) == ["waitlist"]


def test_reading_is_all_that_one_can_do_here(client):
    assert client.post("/events/").status_code == 405
