"""The home page says what records say."""

import datetime as dt

import pytest
import time_machine
from django.core.cache import caches
from django.db import connection
from django.test.utils import CaptureQueriesContext

from common.time import clock
from portal.selectors.home import greeting
from tests.factories import (
    ActivityFactory,
    AssignmentFactory,
    CommunityFactory,
    EventFactory,
    RegistrationFactory,
    ShiftFactory,
    StationFactory,
)

pytestmark = pytest.mark.django_db
MORNING = dt.datetime(2026, 11, 23, 0, 30, tzinfo=dt.UTC)


def at(hours):
    return clock.now() + dt.timedelta(hours=hours)


@pytest.mark.parametrize(
    ("hour", "words"), [(22, "早上好"), (4, "中午好"), (7, "下午好"), (12, "晚上好"), (18, "晚上好")]
)
def test_the_greeting_follows_the_hour_of_the_community(hour, words):
    assert str(greeting(dt.datetime(2026, 11, 23, hour, tzinfo=dt.UTC))) == f"{words}，邻居"


@time_machine.travel(MORNING)
def test_the_home_page_says_what_day_it_is_and_what_is_on(client):
    empty = client.get("/").content.decode()
    assert str(greeting(clock.now())) in empty
    assert "今天是11月23日 周一。" in empty
    assert "眼下还没有安排活动" in empty
    caches["pages"].clear()
    EventFactory(starts_at=at(2))
    StationFactory()
    told = client.get("/").content.decode()
    assert "今天是11月23日 周一，社区有 1 场活动。" in told
    assert "1 处驿站正在开放" in told


@time_machine.travel(MORNING)
def test_it_tells_what_is_on_today_and_neither_drafts_nor_cancelled_ones(client):
    EventFactory(title="今天的", starts_at=at(2))
    EventFactory(title="草稿", starts_at=at(2), draft=True)
    EventFactory(title="取消的", starts_at=at(2), cancelled=True)
    EventFactory(title="明天的", starts_at=at(26))
    response = client.get("/")
    assert [event.title for event in response.context["today"]] == ["今天的"]


@time_machine.travel(MORNING)
def test_an_empty_community_still_has_a_home_page(client):
    response = client.get("/")
    assert response.status_code == 200
    assert (response.context["today"], response.context["events"], response.context["figures"]) == ([], [], [])
    assert 'id="together"' not in response.content.decode()


@time_machine.travel(MORNING)
def test_a_small_number_of_people_is_not_told_exactly(client):
    event = EventFactory(past=True)
    RegistrationFactory(event=event, status="attended", seats=3)
    figures = client.get("/").context["figures"]
    assert [(figure.url_name, figure.of_people, figure.shown) for figure in figures] == [
        ("events:list", False, "1"),
        ("events:list", True, "<5"),
    ]


@pytest.mark.parametrize("count", [1, 3])
def test_the_number_of_queries_does_not_grow(client, django_assert_num_queries, count):
    community = CommunityFactory()
    client.get("/")
    for n in range(count):
        EventFactory(organiser__community=community, starts_at=at(n + 1))
    with django_assert_num_queries(2):
        client.get("/")


def test_the_footer_offers_help_by_phone_and_shows_records_only_when_there_are_any(client):
    CommunityFactory(phone="0512-6666 8888", icp_record="")
    page = client.get("/").content.decode()
    assert 'href="tel:051266668888"' in page
    assert "beian" not in page


# --- Who is wanted


def wanted(client) -> list[str]:
    return [str(shift.activity) for shift in client.get("/").context["shifts"]]


@time_machine.travel(MORNING)
def test_the_next_shifts_that_want_volunteers_stand_on_the_home_page(client):
    def shift(title, hours, **columns):
        activity = ActivityFactory(title=title, starts_at=at(hours), **columns)
        return ShiftFactory(activity=activity, capacity=1)

    for hours, title in enumerate(("第一", "第二", "第三", "第四"), start=10):
        shift(title, hours)
    AssignmentFactory(shift=shift("满员的", 5))
    AssignmentFactory(shift=shift("有人候补的", 5), waitlisted=True)
    shift("草稿", 5, draft=True)
    shift("取消的", 5, cancelled=True)
    shift("培训", 5, training=True)
    shift("开始了的", -1)
    assert wanted(client) == ["第一", "第二", "第三"]


def test_who_wants_nobody_says_nothing_about_it(client):
    response = client.get("/")
    assert response.context["shifts"] == []
    assert 'id="next-shifts"' not in response.content.decode()


@pytest.mark.parametrize("count", [1, 3])
def test_shifts_cost_one_query_and_none_while_they_are_kept(client, django_assert_num_queries, count):
    CommunityFactory()
    client.get("/")
    caches["pages"].clear()
    with CaptureQueriesContext(connection) as without:
        client.get("/")
    caches["pages"].clear()
    for n in range(count):
        ShiftFactory(activity__starts_at=at(n + 1))
    with django_assert_num_queries(len(without)):
        client.get("/")
    with django_assert_num_queries(2):
        client.get("/")


def test_the_grids_are_a_door_of_the_home_page_and_volunteers_one_of_the_bar(client):
    CommunityFactory()
    page = client.get("/").content.decode()
    bar = page[page.index('class="bottom-bar"') :]
    doors = [bar.index(f'href="{path}') for path in ("/", "/events/", "/stations/", "/volunteers/", "/me/")]
    assert doors == sorted(doors)
    assert 'href="/grid/"' not in bar
    assert [tile.url_name for tile in client.get("/").context["tiles"] if tile.url_name == "plan"] == ["plan"]
