"""/stations/rooms/: rooms by purpose and day, each with its next free time, and the way to a chosen hour."""

import datetime as dt

import pytest
import time_machine
from django.core.cache import caches
from django.http import HttpResponse
from django.test import Client

from common.time import clock
from stations.models import Space
from tests.factories import (
    BuildingFactory,
    EstateFactory,
    HoldFactory,
    OpeningExceptionFactory,
    ReservedHoursFactory,
    ResidenceFactory,
    ResidentFactory,
    SpaceFactory,
    StationFactory,
    UserFactory,
)
from tests.factories.grid import StatedHomeFactory
from tests.support.pages import marks

pytestmark = pytest.mark.django_db
# A Wednesday noon in the community. Stations of tests are open day by day from 8 to 22 o'clock.
NOW = dt.datetime(2026, 11, 18, 12, tzinfo=dt.timezone(dt.timedelta(hours=8)))
URL = "/stations/rooms/"
DROP_IN = Space.Use.DROP_IN


@pytest.fixture(autouse=True)
def _stopped_clock():
    with time_machine.travel(NOW, tick=False):
        yield


def rooms(client: Client, query: str = "") -> list[str]:
    response = client.get(URL + query)
    assert response.status_code == 200
    assert response.context["filter"].ignored == []
    return [entry.space.name for entry in response.context["entries"]]


def words(client: Client, query: str = "") -> dict[str, str]:
    return {entry.space.name: entry.words for entry in client.get(URL + query).context["entries"]}


def hold(space: Space, day: int, first: int, until: int) -> None:
    start = clock.day_start(dt.date(2026, 11, day))
    hours = {"starts_at": start + dt.timedelta(hours=first), "ends_at": start + dt.timedelta(hours=until)}
    HoldFactory(space=space, **hours)


def test_a_purpose_and_a_number_of_people_choose_the_rooms(client):
    station = StationFactory()
    SpaceFactory(station=station, name="棋牌室", purposes=["games"], capacity=8)
    SpaceFactory(station=station, name="大厅", purposes=["games", "rehearsal"], capacity=40)
    SpaceFactory(station=station, name="杂物间", purposes=[])
    SpaceFactory(station=station, name="停用", purposes=["games"], active=False)
    SpaceFactory(station=StationFactory(listed=False), name="内部", purposes=["games"])
    assert set(rooms(client)) == {"棋牌室", "大厅", "杂物间"}
    assert set(rooms(client, "?purpose=games")) == {"棋牌室", "大厅"}
    assert rooms(client, "?purpose=games&people=９") == ["大厅"]
    assert rooms(client, "?purpose=reading") == []


def test_what_no_room_suits_is_no_door(client):
    SpaceFactory(purposes=["games", "meeting"])
    SpaceFactory(purposes=["reading"], active=False)
    assert [one.words for one in client.get(URL).context["filter"].purposes] == ["下棋打牌", "商量事情"]
    asked = client.get(f"{URL}?purpose=reading").context["filter"]
    assert next((one.words, one.is_set) for one in asked.purposes) == ("读书学习", True)


def test_rooms_without_booking_are_shown_where_they_suit_something_after_those_to_book(client):
    station = StationFactory()
    SpaceFactory(station=station, name="歇脚区", use=DROP_IN)
    SpaceFactory(station=station, name="儿童乐园", use=DROP_IN, purposes=["family"])
    SpaceFactory(station=station, name="会客厅", purposes=["family"])
    assert rooms(client) == ["会客厅", "儿童乐园"]
    assert words(client, "?purpose=family")["儿童乐园"] == "今天 12:00 起可以来"


def test_each_room_says_when_it_is_free_next_on_the_day_or_after_it(client):
    station = StationFactory()
    _free, late, full, own, soon = (SpaceFactory(station=station, name=name) for name in "空晚满留急")
    hold(late, 18, 8, 15)
    hold(full, 18, 8, 22)
    ReservedHoursFactory(space=own, day=NOW.weekday(), starts=dt.time(8), ends=dt.time(20))
    Space.objects.filter(pk=soon.pk).update(notice=180)
    response = client.get(URL)
    assert words(client) == {
        "空": "今天 12:00 起有空",
        "急": "今天 15:00 起有空",
        "晚": "今天 15:00 起有空",
        "留": "今天 20:00 起有空",
        "满": "明天 08:00 起有空",
    }
    assert marks(response, "free") == ["yes"] * 4 + ["later"]
    assert [entry.space.name for entry in response.context["entries"]][-1] == "满"


@pytest.mark.parametrize(
    ("query", "expected"),
    [
        ("?day=today", "今天 12:00 起有空"),
        ("?day=tomorrow", "明天 08:00 起有空"),
        ("?day=weekend", "11月21日 周六 08:00 起有空"),
        ("?day=2026-11-24", "11月24日 周二 08:00 起有空"),
        ("?part=evening", "今天 18:00 起有空"),
        # This morning is over.
        ("?part=morning", "明天 08:00 起有空"),
        ("?day=tomorrow&part=afternoon", "明天 12:00 起有空"),
    ],
)
def test_day_and_part_of_the_day_can_be_chosen(client, query, expected):
    SpaceFactory(name="厅")
    assert words(client, query) == {"厅": expected}


def test_of_a_weekend_the_first_free_day_counts(client):
    room = SpaceFactory(name="厅")
    hold(room, 21, 8, 22)
    assert words(client, "?day=weekend") == {"厅": "11月22日 周日 08:00 起有空"}
    with time_machine.travel(NOW + dt.timedelta(days=4), tick=False):
        assert words(client, "?day=weekend") == {"厅": "今天 12:00 起有空"}


def test_a_day_that_cannot_be_booked_yet_or_is_closed_says_so(client):
    room = SpaceFactory(name="厅", days_ahead=2)
    OpeningExceptionFactory(station=room.station, reason="检修")
    assert words(client, "?day=2026-11-21") == {"厅": "这几天都约满了"}
    assert marks(client.get(URL + "?day=2026-11-21"), "free") == ["no"]
    assert words(client) == {"厅": "明天 08:00 起有空"}


def test_the_whole_is_not_free_while_a_part_is_taken(client):
    whole = SpaceFactory(name="全厅")
    east = SpaceFactory(name="东厅", station=whole.station, part_of=whole)
    SpaceFactory(name="西厅", station=whole.station, part_of=whole)
    hold(east, 18, 8, 22)
    assert words(client) == {"西厅": "今天 12:00 起有空", "全厅": "明天 08:00 起有空", "东厅": "明天 08:00 起有空"}


def test_from_a_building_the_nearest_free_room_comes_first(client):
    near = StationFactory(x=100.0, y=0.0)
    far = StationFactory(community=near.community, x=900.0, y=0.0)
    nowhere = StationFactory(community=near.community, x=None, y=None)
    elsewhere = StationFactory(community__name="邻近社区")
    for name, station in (("远", far), ("近", near), ("不知", nowhere), ("别处", elsewhere)):
        SpaceFactory(station=station, name=name)
    home = BuildingFactory(estate=EstateFactory(community=near.community), x=0, y=0)
    caches["pages"].clear()
    response = client.get(f"{URL}?building={home.pk}")
    ways = [(entry.space.name, entry.minutes) for entry in response.context["entries"]]
    assert ways == [("近", 2), ("远", 18), ("不知", None)]
    assert [chip.href for chip in response.context["filter"].chips] == ["?"]


def test_where_the_reader_is_known_to_live_the_way_is_from_there_and_no_cache_keeps_the_page(client):
    station = StationFactory(x=100.0, y=0.0)
    SpaceFactory(station=station)
    home = BuildingFactory(estate=EstateFactory(community=station.community), x=0, y=0)
    reader = ResidentFactory()
    ResidenceFactory(person=reader.person, building=home, household=None)
    caches["pages"].clear()
    assert client.get(URL).context["entries"][0].minutes is None
    client.force_login(reader)
    response = client.get(URL)
    assert response.context["entries"][0].minutes == 2
    assert response.headers["Cache-Control"] == "private, no-store"
    assert "building=" not in "".join(choice.href for choice in response.context["filter"].purposes)
    client.force_login(UserFactory(person=None))
    assert client.get(URL).context["entries"][0].minutes is None


def test_the_building_that_the_reader_has_named_counts_like_one_that_the_office_knows(client):
    station = StationFactory(x=100.0, y=0.0)
    SpaceFactory(station=station)
    home = BuildingFactory(estate=EstateFactory(community=station.community), x=0, y=0)
    reader = ResidentFactory()
    StatedHomeFactory(person=reader.person, building=home)
    client.force_login(reader)
    assert client.get(URL).context["entries"][0].minutes == 2


def test_choices_are_combined_and_a_second_tap_takes_a_purpose_away(client):
    SpaceFactory(purposes=["meeting"])
    asked = client.get(f"{URL}?purpose=games&day=tomorrow&people=4").context["filter"]
    purposes = {choice.words: (choice.href, choice.is_set) for choice in asked.purposes}
    assert purposes["下棋打牌"] == ("?day=tomorrow&people=4", True)
    assert purposes["商量事情"] == ("?purpose=meeting&day=tomorrow&people=4", False)
    assert [(one.words, one.is_set) for one in asked.day_choices] == [
        ("今天", False),
        ("明天", True),
        ("本周末", False),
    ]
    picked = client.get(f"{URL}?day=2026-11-24").context["filter"]
    assert [(one.words, one.is_set) for one in picked.day_choices][-1] == ("11月24日 周二", True)


@pytest.mark.parametrize(
    "query",
    [
        "purpose=other",
        "purpose=x",
        "day=2026-11-17",
        "day=2026-02-30",
        "day=x",
        "people=0",
        "people=1e9",
        "part=noon",
    ],
)
def test_a_malformed_part_is_left_out_with_a_plain_message(client, query):
    SpaceFactory(name="厅")
    response = client.get(f"{URL}?{query}")
    assert [entry.space.name for entry in response.context["entries"]] == ["厅"]
    assert len(response.context["filter"].ignored) == 1
    assert marks(response, "why") == ["not_understood"]


@pytest.mark.parametrize("count", [1, 3])
def test_the_number_of_queries_does_not_grow_and_the_page_is_light(client, django_assert_num_queries, count):
    for _n in range(count):
        room = SpaceFactory(purposes=["games"], days_ahead=30)
        hold(room, 18, 8, 22)
    client.get(URL)
    # The rooms with their stations; when they are free; what some room suits.
    with django_assert_num_queries(3):
        response = client.get(f"{URL}?purpose=games")
    assert len(response.context["entries"]) == count
    assert len(response.content) < 30_000


def chosen_link(response: HttpResponse) -> str:
    return response.context["entries"][0].href


def test_a_tap_leads_to_the_day_with_the_hour_chosen_and_from_there_to_the_form(client):
    room = SpaceFactory(purposes=["games"])
    link = chosen_link(client.get(f"{URL}?purpose=games&day=tomorrow"))
    assert link == f"/stations/spaces/{room.pk}/?day=2026-11-19&start=2026-11-19T08%3A00&purpose=games"
    day = client.get(link)
    assert marks(day, "chosen") == ["2026-11-19T08:00"]
    book = f"/stations/spaces/{room.pk}/book/?start=2026-11-19T08:00&amp;purpose=games"
    assert f'href="{book}"' in day.content.decode()
    client.force_login(ResidentFactory())
    form = client.get(book.replace("&amp;", "&"))
    assert form.context["steps"].form["purpose"].initial == "games"


@pytest.mark.parametrize(
    "start", ["2026-11-19T08:10", "2026-11-19T21:30", "2026-11-18T11:00", "2026-11-20T08:00", "x"]
)
def test_an_hour_that_cannot_be_booked_on_that_day_is_not_chosen(client, start):
    room = SpaceFactory()
    response = client.get(f"/stations/spaces/{room.pk}/?day=2026-11-19&start={start}&purpose=x")
    assert (response.status_code, marks(response, "chosen")) == (200, [])
    assert response.context["purpose"] == ""


def test_who_may_book_is_said_before_the_choice(client):
    SpaceFactory(name="长者活动室", audience=Space.Audience.ELDERS)
    assert "60 岁以上才能约" in client.get(URL).content.decode()


def test_the_list_of_stations_begins_with_those_where_one_can_book(client):
    StationFactory(name="a 歇脚")
    SpaceFactory(station=StationFactory(name="b 歇脚区", kind="warm"), use=DROP_IN)
    SpaceFactory(station=StationFactory(name="c 关着", hours=[]))
    SpaceFactory.create_batch(2, station=StationFactory(name="d 开着", kind="warm"))
    response = client.get("/stations/")
    shown = [(entry.station.name, entry.rooms) for entry in response.context["entries"]]
    assert shown == [("d 开着", 2), ("c 关着", 1), ("a 歇脚", 0), ("b 歇脚区", 0)]
    assert f'href="{URL}"' in response.content.decode()


def test_the_same_hours_every_day_are_one_line(client):
    same = StationFactory()
    page = client.get(same.get_absolute_url())
    assert marks(page, "every-day") == ["08:00–22:00"]
    OpeningExceptionFactory(station=same, reason="检修")
    assert marks(client.get(same.get_absolute_url()), "every-day") == []
    weekdays = StationFactory(hours=[(day, "08:00", "22:00") for day in range(5)])
    assert marks(client.get(weekdays.get_absolute_url()), "every-day") == []


def test_reading_is_all_that_one_can_do_here(client):
    assert client.post(URL).status_code == 405
