"""An event in words: for a chat group, where a pasted link shows nothing, and in three lines for a whiteboard."""

import datetime as dt

import pytest
import time_machine

from common.time import clock
from events.models import Event
from events.presenters.share_text import share_text, whiteboard_text
from events.selectors.events import event_for_page
from tests.factories import CommunityFactory, EventFactory, OrgUnitFactory, RegistrationFactory, SpaceFactory

pytestmark = pytest.mark.django_db

SEVEN = dt.datetime(2026, 11, 27, 19, 0, tzinfo=clock.HERE)


@pytest.fixture(autouse=True)
def friday_evening():
    with time_machine.travel(SEVEN, tick=False):
        yield


def event(**facts) -> Event:
    """On Sunday at ten, for whoever has a telephone."""
    begins = SEVEN + dt.timedelta(days=1, hours=15)
    unit = OrgUnitFactory(community=CommunityFactory(phone="0512-6666 1510"))
    return EventFactory(**{"title": "包饺子", "summary": "一起包。", "organiser": unit, "starts_at": begins} | facts)


def lines(one: Event) -> list[str]:
    found = event_for_page(one.pk)
    assert found
    return share_text(found).split("\n")


def test_all_that_somebody_must_know_who_never_opens_the_link():
    one = event(capacity=10, audience="elders", min_age=60)
    RegistrationFactory(event=one, seats=3)
    assert lines(one) == [
        "【包饺子】",
        "一起包。",
        "时间：11月29日 周日 10:00–12:00",
        "地点：幸福驿站阅览室",
        "对象：长者 · 60 岁以上",
        "费用：免费",
        "名额：共 10 个，还剩 7 个（截至11月27日 周五 19:00）",
        "报名：11月29日 周日 10:00 前点链接或打电话",
        one.public_url,
        "电话：0512-6666 1510",
    ]


def test_when_it_is_full_it_says_so_and_how_many_wait():
    one = event(capacity=1)
    RegistrationFactory(event=one)
    RegistrationFactory(event=one, waitlisted=True)
    assert lines(one)[6:8] == [
        "名额：已报满，1 家在候补（截至11月27日 周五 19:00）",
        "候补：11月29日 周日 10:00 前登记，有空位会通知您",
    ]


def test_seats_that_are_kept_for_elders_are_offered_to_elders_alone():
    until = SEVEN + dt.timedelta(hours=13)
    one = event(capacity=3, seats_for_elders=2, elders_until=until)
    kept = "另有 2 个名额留给 60 岁及以上的邻居，留到11月28日 周六 08:00。"
    assert lines(one)[6:8] == ["名额：共 3 个，还剩 1 个（截至11月27日 周五 19:00）", kept]
    RegistrationFactory(event=one)
    assert lines(one)[6:9] == [
        "名额：已报满（截至11月27日 周五 19:00）",
        kept,
        "候补：11月29日 周日 10:00 前登记，有空位会通知您",
    ]
    with time_machine.travel(until, tick=False):
        assert lines(one)[6].startswith("名额：共 3 个，还剩 2 个")
        assert not any("60 岁" in line for line in lines(one))


def test_where_nobody_registers_one_just_comes():
    assert lines(event(capacity=None))[6] == "不用报名，直接来就行。"


def test_after_registration_has_closed_one_calls():
    closed = event(registration_closes_at=SEVEN - dt.timedelta(minutes=1))
    assert lines(closed)[6] == "报名已截止。还想参加的，请打电话问一问。"


def test_a_cancelled_event_says_so_first_and_invites_nobody():
    one = event(cancelled=True)
    assert lines(one) == [
        "已取消：【包饺子】",
        "原因：讲师生病",
        "时间：11月29日 周日 10:00–12:00",
        "地点：幸福驿站阅览室",
        one.public_url,
        "电话：0512-6666 1510",
    ]


def test_an_event_that_is_over_invites_nobody():
    one = event(starts_at=SEVEN - dt.timedelta(days=2))
    assert [line.split("：")[0] for line in lines(one)[2:4]] == ["时间", "地点"]
    assert lines(one)[4] == one.public_url


def test_the_address_of_the_station_stands_beside_the_room():
    space = SpaceFactory(station__address="海棠路 18 号")
    assert lines(event(space=space))[3].endswith("（海棠路 18 号）")


def test_without_a_telephone_of_the_community_there_is_no_line_for_it():
    unit = OrgUnitFactory(community=CommunityFactory(phone=""))
    one = event(organiser=unit)
    assert lines(one)[-1] == one.public_url
    assert whiteboard_text(one).split("\n")[2] == "所有居民 · 到社区服务台报名"


@pytest.mark.parametrize(
    ("facts", "how"),
    [
        ({}, "报名电话 0512-6666 1510"),
        ({"capacity": None}, "直接来"),
        ({"cancelled": True}, "已取消"),
    ],
)
def test_three_lines_for_a_whiteboard_without_what_changes(facts, how):
    assert whiteboard_text(event(**facts)).split("\n") == [
        "包饺子",
        "11月29日 周日 10:00–12:00 · 幸福驿站阅览室",
        f"所有居民 · {how}",
    ]
