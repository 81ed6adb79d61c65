"""The day of a space, as a visitor and a resident meet it, without JavaScript."""

import datetime as dt

import pytest
from django.db.backends.postgresql.psycopg_any import DateRange
from django.test import Client

from tests.factories import (
    BookingFactory,
    HoldFactory,
    OpeningExceptionFactory,
    ReservedHoursFactory,
    SpaceFactory,
    StationFactory,
)
from tests.support.pages import marks
from tests.support.rooms import NONSENSE, at, hours_of

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("tuesday_noon")]
CLOSED = DateRange(dt.date(2026, 11, 25), dt.date(2026, 11, 27))


def day_url(space, day="2026-11-25"):
    return f"/stations/spaces/{space.pk}/?day={day}"


def book_url(space, hour):
    return f"/stations/spaces/{space.pk}/book/?start=2026-11-25T{hour}"


def test_the_page_says_how_the_day_stands_and_how_the_room_is_booked(signed_in, reader):
    for days in (1, 2, 3):
        BookingFactory(person=reader.person, starts_at=at(10, days=-days), status="no_show")
    policy = {"shortest": 60, "longest": 120, "days_ahead": 14, "weekly_limit": 2, "notice": 120}
    space = SpaceFactory(step=30, needs_approval=True, **policy)
    BookingFactory(space=space, starts_at=at(10))
    BookingFactory(space=space, starts_at=at(12), status="requested")
    HoldFactory(space=space, starts_at=at(14))
    BookingFactory(space=space, person=reader.person, starts_at=at(16))
    ReservedHoursFactory(space=space, day=2, starts=dt.time(18), ends=dt.time(20))
    part = SpaceFactory(station=space.station, part_of=space, step=60)
    closed = SpaceFactory()
    OpeningExceptionFactory(station=closed.station, during=CLOSED, reason="检修电路")
    full = SpaceFactory(station__hours=[(day, "10:00", "11:00") for day in range(7)])
    BookingFactory(space=full, starts_at=at(10))
    steps = ["可约", "有人在申请", "时间不够", "已约", "维护", "我的", "驿站自用"]
    pages = {
        day_url(space): [
            *(f"<span>{word}</span>" for word in steps),
            *("每次 1 小时到 2 小时", "提前 14 天可约", "每人每周最多 2 次", "最晚提前 2 小时预约", "需驿站同意"),
            "王秀英多次订了没来，12月23日 周三前暂停预约",
        ],
        day_url(part, "2026-11-24"): ["12:00 以前的时间已经过了", "属于一个大活动室"],
        day_url(part, "x"): ["那一天不能预约"],
        day_url(closed): ["这一天驿站不开放：检修电路。", "下次开放：11月27日 周五 08:00。"],
        day_url(full): ["这一天已经约满了", "11月26日 周四还有空"],
    }
    texts = {url: signed_in.get(url).content.decode() for url in pages}
    assert [words for url, all_words in pages.items() for words in all_words if words not in texts[url]] == []


def test_the_day_shows_what_is_free_and_never_who_has_the_rest(client):
    space = SpaceFactory(step=60)
    BookingFactory(space=space, person__name="赵奶奶", starts_at=at(10), remark="秘密")
    HoldFactory(space=space, starts_at=at(14), note="空调检修")
    ReservedHoursFactory(space=space, day=2, starts=dt.time(18), ends=dt.time(20))
    response = client.get(day_url(space))
    hours = hours_of(response)
    not_free = {"10:00": "taken"} | dict.fromkeys(("14:00", "15:00"), "maintenance")
    not_free |= dict.fromkeys(("18:00", "19:00"), "reserved")
    assert hours == {f"{hour:02}:00": not_free.get(f"{hour:02}:00", "free") for hour in range(8, 22)}
    page = response.content.decode()
    assert {hour for hour in hours if book_url(space, hour) in page} == set(hours) - set(not_free)
    assert "空调检修" in page
    assert "赵奶奶" not in page
    assert "秘密" not in page


def test_what_is_too_short_to_book_is_no_free_hour(client):
    space = SpaceFactory(step=30, shortest=60)
    BookingFactory(space=space, starts_at=at(10))
    response = client.get(day_url(space))
    assert hours_of(response)["09:30"] == "short"
    assert book_url(space, "09:30") not in response.content.decode()


def test_the_hours_behind_us_are_one_line(client):
    response = client.get(day_url(SpaceFactory(step=60), ""))
    assert min(hours_of(response)) == "12:00"
    assert response.context["page"].over_until == at(12, days=0)


def test_a_request_of_somebody_leaves_the_hour_free_and_is_shown(client):
    space = SpaceFactory(step=60, needs_approval=True)
    BookingFactory(space=space, starts_at=at(10), status="requested")
    response = client.get(day_url(space))
    hours = hours_of(response)
    assert (hours["10:00"], hours["11:00"]) == ("asked", "free")
    assert book_url(space, "10:00") in response.content.decode()


def test_the_own_booking_leads_to_itself(signed_in, reader):
    space = SpaceFactory(step=60)
    booking = BookingFactory(space=space, person=reader.person, starts_at=at(10))
    response = signed_in.get(day_url(space))
    assert hours_of(response)["10:00"] == "mine"
    assert booking.get_absolute_url() in response.content.decode()
    assert hours_of(Client().get(day_url(space)))["10:00"] == "taken"


def test_the_whole_is_not_free_while_a_part_is_booked(client):
    hall = SpaceFactory(step=60)
    part = SpaceFactory(station=hall.station, part_of=hall, step=60)
    BookingFactory(space=part, starts_at=at(10))
    response = client.get(day_url(hall))
    assert hours_of(response)["10:00"] == "taken"
    assert f'href="{part.get_absolute_url()}"' in response.content.decode()
    assert f'href="{hall.get_absolute_url()}"' in client.get(day_url(part)).content.decode()


def test_a_closed_day_tells_why_and_leads_to_the_next_that_is_open(client):
    space = SpaceFactory()
    OpeningExceptionFactory(station=space.station, during=CLOSED, reason="检修电路")
    response = client.get(day_url(space))
    assert response.context["page"].is_closed
    assert response.context["page"].standing.opens == at(8, days=3)
    page = response.content.decode()
    assert "检修电路" in page
    assert page.count("?day=2026-11-27") == 2  # in the strip, and below the reason
    assert hours_of(response) == {}


def test_a_full_day_leads_to_the_next_free_one(client):
    space = SpaceFactory(station__hours=[(day, "10:00", "11:00") for day in range(7)])
    BookingFactory(space=space, starts_at=at(10))
    response = client.get(day_url(space))
    assert response.context["page"].is_full
    assert response.context["page"].next_free == dt.date(2026, 11, 26)
    assert response.content.decode().count("?day=2026-11-26") == 2  # in the strip, and above the hours


def test_a_day_that_cannot_be_booked_leads_to_one_that_can(client):
    url = f"/stations/spaces/{SpaceFactory().pk}/"
    wrong = {}
    for day in (*NONSENSE, "2026-11-20", "2027-11-20"):
        response = client.get(url, {"day": day})
        page = response.context["page"]
        if page.understood or not dt.date(2026, 11, 24) <= page.day <= page.last_day:
            wrong[day] = page.day
    assert wrong == {}


@pytest.mark.parametrize("how", ["space", "station"])
def test_a_room_out_of_use_has_no_page(client, how):
    space = SpaceFactory(active=how != "space", station__listed=how != "station")
    assert client.get(day_url(space)).status_code == 404


def test_a_room_to_drop_in_says_so(client):
    assert "不用预约，直接来" in client.get(day_url(SpaceFactory(use="drop_in"))).content.decode()


def test_a_room_to_drop_in_shows_no_hours(client):
    space = SpaceFactory(use="drop_in")
    response = client.get(day_url(space))
    assert hours_of(response) == {}
    assert "/book/" not in response.content.decode()


@pytest.mark.parametrize(
    ("closes", "shown"), [("14:00", ("14:00", "")), ("00:00", ("24:00", "")), ("11:00", ("", "明天 08:00"))]
)
def test_a_room_to_drop_in_says_until_when_or_from_when_it_is_open(client, closes, shown):
    station = StationFactory(hours=[(day, "08:00", closes) for day in range(1, 8)])
    context = client.get(day_url(SpaceFactory(use="drop_in", station=station))).context
    assert (context["closes"], context["opens"]) == shown


@pytest.mark.parametrize("count", [1, 3])
def test_the_day_asks_as_few_queries_for_three_bookings_as_for_one(client, django_assert_num_queries, count):
    space = SpaceFactory(needs_approval=True)
    for n in range(count):
        BookingFactory(space=space, starts_at=at(8 + 2 * n))
        BookingFactory(space=space, starts_at=at(14 + 2 * n), status="requested")
    client.get("/stations/")
    with django_assert_num_queries(4):
        client.get(day_url(space))


def test_a_pause_is_shown_where_one_would_book(signed_in, reader):
    url = day_url(SpaceFactory())
    assert marks(signed_in.get(url), "why") == []
    for days in (1, 2, 3):
        BookingFactory(person=reader.person, starts_at=at(10, days=-days), status="no_show")
    for page in (url, "/me/", "/me/bookings/"):
        response = signed_in.get(page)
        assert response.context["pauses"] == [(reader.person, dt.date(2026, 12, 23))]
        assert marks(response, "why") == ["paused"]
