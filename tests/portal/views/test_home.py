"""The home page says what records say."""

import datetime as dt

import pytest
import time_machine
from django.core.cache import caches

from common.time import clock
from portal.selectors.home import greeting
from tests.factories import CommunityFactory, EventFactory, RegistrationFactory, StationFactory

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
