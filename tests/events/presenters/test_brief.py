"""The brief of an event says what the records say, and where they say nothing it says so."""

import datetime as dt

import pytest
import time_machine

from common.time import clock
from events.models import Event, Feedback
from events.presenters.brief import brief_lines, brief_text
from events.selectors.brief import EventBrief
from tests.factories import EventFactory, EventPhotoFactory, RegistrationFactory
from tests.support.courses import course, dates_of

pytestmark = pytest.mark.django_db

TEN = dt.datetime(2026, 11, 22, 10, tzinfo=clock.HERE)
LABELS = ["时间", "地点", "主办", "参加对象", "已报名", "实到", "评价", "照片"]


@pytest.fixture(autouse=True)
def a_week_later():
    with time_machine.travel(TEN + dt.timedelta(days=7), tick=False):
        yield


def event(**facts) -> Event:
    return EventFactory(**{"title": "包饺子", "starts_at": TEN, "capacity": 20} | facts)


def said(one: Event) -> dict[str, str]:
    return {line.label: line.text for line in brief_lines(EventBrief.read(one))}


def test_it_says_what_is_recorded_and_nobodys_name():
    one = event(list_closed_at=TEN + dt.timedelta(hours=3), recap="很热闹。", recap_published_at=clock.now())
    for seats, came, more in ((3, 2, {}), (2, 2, {}), (1, 1, {"walk_in": True})):
        RegistrationFactory(
            event=one, status="attended", seats=seats, came=came, feedback="answered", person__name="冯奶奶", **more
        )
    RegistrationFactory(event=one, status="no_show", seats=2)
    RegistrationFactory(event=one, cancelled=True, seats=4)
    for face in ("happy", "happy", "so_so"):
        Feedback.objects.create(event=one, face=face, words="冯奶奶真好")
    EventPhotoFactory(event=one, words="一桌饺子")
    EventPhotoFactory(event=one, words="一盘点心")

    assert brief_text(EventBrief.read(one)).split("\n") == [
        "活动简报【包饺子】",
        "时间：11月22日 周日 10:00–12:00",
        "地点：幸福驿站阅览室",
        f"主办：{one.organiser.name}",
        "参加对象：所有居民",
        "已报名：7 人（3 组）",
        "实到：5 人（其中现场加的 1 人）",
        "评价：到场 5 人，其中 3 人评价（满意 2、一般 1、不满意 0）",
        "照片：一桌饺子；一盘点心",
        "",
        "很热闹。",
        one.public_url,
    ]


@pytest.mark.parametrize(
    ("facts", "label", "words"),
    [
        ({}, "实到", "还没记：没有人签到，名单也没核对。"),
        ({"capacity": None}, "实到", "没记：现场没有点人数。"),
        ({"capacity": None}, "已报名", "不用报名，直接来。"),
        ({"capacity": None, "headcount": 0, "headcount_at": TEN}, "实到", "0 人"),
        ({"list_closed_at": TEN + dt.timedelta(hours=3)}, "实到", "0 人"),
        ({}, "评价", "没有人评价。"),
        ({}, "照片", "没有公布照片。"),
    ],
)
def test_what_is_not_recorded_is_another_thing_than_nought(facts, label, words):
    assert said(event(**facts))[label] == words


def test_a_list_that_is_not_closed_says_how_many_so_far():
    one = event()
    RegistrationFactory(event=one, status="attended", seats=2, came=2)
    assert said(one)["实到"] == "2 人（目前签到的人数，名单还没核对）"


def test_few_answers_are_counted_without_the_faces():
    one = event(list_closed_at=TEN + dt.timedelta(hours=3))
    RegistrationFactory(event=one, status="attended", seats=2, came=2, feedback="answered")
    Feedback.objects.create(event=one, face="unhappy")
    assert said(one)["评价"] == "到场 2 人，其中 1 人评价"


def test_an_event_of_days_counts_each_day_too():
    one = event(ends_at=TEN + dt.timedelta(days=2), check_in_kind="each_day")
    RegistrationFactory(event=one, status="attended", seats=2, came=2)
    assert "按天累计 2 人次" in said(one)["实到"]


def test_a_date_of_a_series_says_which_it_is():
    series = course(title="夜校")
    second = dates_of(series)[1]
    with time_machine.travel(second.ends_at, tick=False):
        assert said(second)["系列"] == "夜校，第 2 次，共 4 次"


def test_photos_and_words_that_are_not_public_are_left_out():
    one = event(recap="还没公布。")
    EventPhotoFactory(event=one)
    assert said(one)["照片"] == "没有公布照片。"
    assert "还没公布。" not in brief_text(EventBrief.read(one))


def test_the_facts_come_in_the_order_in_which_one_reads_them():
    assert list(said(event())) == LABELS
