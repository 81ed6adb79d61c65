"""/stations/, its plan, and a station's page, as anybody sees them."""

import datetime as dt

import pytest
import time_machine
from django.core.cache import caches
from django.db import connection
from django.test.utils import CaptureQueriesContext

from common.time import clock
from stations.models import Space
from tests.factories import (
    BookingFactory,
    BuildingFactory,
    EventFactory,
    GateFactory,
    HoldFactory,
    OpeningExceptionFactory,
    ReservedHoursFactory,
    ServiceRingFactory,
    SpaceFactory,
    StationFactory,
    StationPhotoFactory,
)

pytestmark = pytest.mark.django_db
# A Monday noon in the community.
NOON = dt.datetime(2026, 11, 23, 12, tzinfo=dt.timezone(dt.timedelta(hours=8)))
NEVER = [(day, "01:00", "02:00") for day in range(7)]


@pytest.fixture(autouse=True)
def _stopped_clock():
    with time_machine.travel(NOON, tick=False):
        yield


def names(client, query="", page="/stations/"):
    caches["pages"].clear()
    response = client.get(f"{page}{query}")
    assert response.status_code == 200
    return [entry.station.name for entry in response.context["entries"]]


def text_of(client, url):
    caches["pages"].clear()
    response = client.get(url)
    assert response.status_code == 200
    return response.content.decode()


def queries(client, url):
    text_of(client, url)
    with CaptureQueriesContext(connection) as captured:
        assert client.get(url).status_code == 200
    return len(captured)


def test_open_stations_come_first_and_unlisted_ones_not_at_all(client):
    StationFactory(name="关着的", hours=NEVER)
    StationFactory(name="开着的")
    StationFactory(name="不公开的", listed=False)
    assert names(client) == ["开着的", "关着的"]
    page = text_of(client, "/stations/")
    assert "正在开放，至 22:00" in page
    assert "未开放，明天 01:00 开门" in page


def test_the_filters_work_alone_and_together(client):
    StationFactory(name="甲", kind="happiness", facilities=["water", "aed"], access=["ramp"])
    StationFactory(name="乙", kind="warm", facilities=["water"], access=["lift"])
    StationFactory(name="丙", kind="warm", facilities=["water", "aed"], access=["step_free"], hours=NEVER)
    assert names(client, "?kind=warm") == ["乙", "丙"]
    assert names(client, "?facility=aed") == ["甲", "丙"]
    assert names(client, "?step_free=on") == ["甲", "丙"]
    assert names(client, "?open=on") == ["甲", "乙"]
    assert names(client, "?facility=aed&open=on&step_free=on") == ["甲"]
    assert names(client, "?kind=warm&facility=aed&open=on") == []
    assert "没有同时符合这些条件的驿站" in text_of(client, "/stations/?kind=warm&facility=aed&open=on")


@pytest.mark.parametrize("page", ["/stations/", "/stations/plan/"])
@pytest.mark.parametrize(
    ("query", "ignored"),
    [
        ("?kind=castle", "类型"),
        ("?facility=%00", "有什么设施"),
        ("?building=999999999999999999999999", "从我家楼栋出发"),
        ("?building=1%27--", "从我家楼栋出发"),
        ("?building=%EF%BC%91", "从我家楼栋出发"),
    ],
)
def test_a_part_that_nobody_understands_is_left_out_and_named(client, page, query, ignored):
    StationFactory(name="甲")
    assert names(client, query, page) == ["甲"]
    assert f"这些条件没有看懂，已忽略：{ignored}。" in text_of(client, page + query)


def test_what_is_set_can_be_taken_away_one_by_one(client):
    StationFactory(name="甲", kind="warm")
    page = text_of(client, "/stations/?kind=warm&open=on")
    assert 'href="?open=on"' in page
    assert 'href="?kind=warm"' in page
    assert 'href="/stations/plan/?kind=warm&amp;open=on"' in page


def test_from_a_building_the_nearest_open_one_comes_first_and_then_by_the_way(client):
    building = BuildingFactory(x=0, y=0)
    ServiceRingFactory(name="10分钟", minutes=10, metres=500)
    StationFactory(name="最近但关着", x=50, y=0, hours=NEVER)
    StationFactory(name="远", x=800, y=0)
    StationFactory(name="近", x=300, y=0)
    StationFactory(name="不知在哪", x=None, y=None)
    StationFactory(name="别的社区", x=1, y=0, community__name="青山社区")
    assert names(client, f"?building={building.pk}") == ["近", "最近但关着", "远", "不知在哪"]
    page = text_of(client, f"/stations/?building={building.pk}")
    assert "<strong>近</strong></a>，步行约 8 分钟（390 米），正在开放，至 22:00。" in page


def test_when_none_is_open_the_page_says_so_and_still_tells_the_way(client):
    building = BuildingFactory(x=0, y=0)
    StationFactory(name="关着", x=100, y=0, hours=NEVER)
    page = text_of(client, f"/stations/?building={building.pk}")
    assert "这些驿站现在都没有开放" in page
    assert "步行约 2 分钟 · 130 米" in page


@pytest.mark.parametrize(("url", "expected"), [("/stations/", 5), ("/stations/plan/", 9)])
def test_the_list_and_the_plan_cost_the_same_with_one_and_with_three(client, url, expected):
    building = BuildingFactory()
    GateFactory(estate=building.estate)
    StationPhotoFactory(station=StationFactory())
    assert queries(client, url) == expected
    for _n in range(2):
        StationPhotoFactory(station=StationFactory())
    assert queries(client, url) == expected


def test_the_plan_has_a_pin_for_each_station_and_a_ring_with_its_meaning(client):
    building = BuildingFactory()
    first = StationFactory(name="幸福驿站")
    StationFactory(name="不知在哪", x=None, y=None)
    ServiceRingFactory(name="15分钟", about="步行能到")
    page = text_of(client, f"/stations/plan/?building={building.pk}")
    assert page.count('<a class="pin ') == 1
    assert f'href="{first.get_absolute_url()}" aria-label="1 幸福驿站 · 正在开放，至 22:00"' in page
    assert "15分钟：步行 1,000 米，路程按直线×1.3 估算（步行能到）" in page
    assert "还没有标在平面图上" in page
    assert page.count('class="plan-here"') == 2  # on the plan and in the legend


def test_without_rings_none_is_drawn_or_explained(client):
    BuildingFactory(), StationFactory()
    page = text_of(client, "/stations/plan/")
    assert 'class="pin ' in page
    assert "reach" not in page


def test_an_empty_community_says_what_to_do(client):
    assert "驿站还没有录入" in text_of(client, "/stations/")
    assert "驿站还没有录入" in text_of(client, "/stations/plan/")


# --- One station


def test_a_station_tells_its_hours_rooms_facilities_and_phone(client):
    here = StationFactory(
        name="幸福驿站",
        phone="0512-1111 2222",
        facilities=["aed"],
        access=["ramp"],
        access_note="西门有坡道",
        x=None,
        y=None,
    )
    OpeningExceptionFactory(station=here, reason="上午盘点", opens=dt.time(14), closes=dt.time(18))
    SpaceFactory(station=here, name="会客厅", needs_approval=True)
    page = text_of(client, here.get_absolute_url())
    for shown in ("未开放，14:00 开门", "上午盘点", "14:00–18:00", "AED", "坡道", "西门有坡道", "会客厅", "需要"):
        assert shown in page
    assert 'href="tel:0512-11112222"' in page
    assert f'href="{here.spaces.get().get_absolute_url()}"' in page
    assert 'src="/static/img/stations/happiness.svg"' in page


def test_the_hours_of_an_announced_year_come_without_a_warning_and_others_with_one(client):
    here = StationFactory()
    warning = "节假日尚未公布，按平日"
    assert warning not in text_of(client, here.get_absolute_url())
    with time_machine.travel(dt.datetime(2098, 3, 3, 4, tzinfo=dt.UTC), tick=False):
        assert warning in text_of(client, here.get_absolute_url())


def free_words(client, station):
    caches["pages"].clear()
    rooms = client.get(station.get_absolute_url()).context["rooms"]
    return {room.space.name: room.words for room in [*rooms, *(part for room in rooms for part in room.parts)]}


def test_rooms_say_whether_they_are_free_now_and_from_when_on(client):
    here = StationFactory()
    now = clock.now()
    SpaceFactory(station=here, name="空着")
    taken = SpaceFactory(station=here, name="有人", buffer=30)
    BookingFactory(space=taken, starts_at=now - dt.timedelta(hours=1), ends_at=now + dt.timedelta(hours=1))
    later = SpaceFactory(station=here, name="稍后有人")
    BookingFactory(space=later, starts_at=now + dt.timedelta(hours=2), ends_at=now + dt.timedelta(hours=3))
    own = SpaceFactory(station=here, name="自用")
    ReservedHoursFactory(space=own, day=0, starts=dt.time(11), ends=dt.time(15))
    SpaceFactory(station=here, name="随到", use=Space.Use.DROP_IN)
    SpaceFactory(station=here, name="停用", active=False)
    assert free_words(client, here) == {
        "空着": "现在空闲，至 22:00",
        "有人": "最近空闲：13:30",
        "稍后有人": "现在空闲，至 14:00",
        "自用": "最近空闲：15:00",
        "随到": "现在可以来，至 22:00",
    }


def test_hours_for_own_use_of_a_hall_are_those_of_its_parts_and_those_of_a_part_the_halls(client):
    here = StationFactory()
    hall, other = SpaceFactory(station=here, name="大厅"), SpaceFactory(station=here, name="南厅")
    for name in ("左半", "右半"):
        SpaceFactory(station=here, name=name, part_of=hall)
    south = [SpaceFactory(station=here, name=name, part_of=other) for name in ("东半", "西半")]
    ReservedHoursFactory(space=hall, day=0, starts=dt.time(11), ends=dt.time(15))
    ReservedHoursFactory(space=south[0], day=0, starts=dt.time(11), ends=dt.time(16))
    words = free_words(client, here)
    assert {name for name, said in words.items() if said == "最近空闲：15:00"} == {"大厅", "左半", "右半"}
    assert {name for name, said in words.items() if said == "最近空闲：16:00"} == {"南厅", "东半"}
    assert words["西半"] == "现在空闲，至 22:00"


def test_a_part_that_is_taken_takes_the_whole_and_not_the_other_part(client):
    here = StationFactory()
    hall = SpaceFactory(station=here, name="大厅")
    left = SpaceFactory(station=here, name="左", part_of=hall)
    SpaceFactory(station=here, name="右", part_of=hall)
    now = clock.now()
    HoldFactory(space=left, starts_at=now - dt.timedelta(minutes=30), ends_at=now + dt.timedelta(minutes=60))
    assert free_words(client, here) == {
        "大厅": "最近空闲：13:00",
        "左": "最近空闲：13:00",
        "右": "现在空闲，至 22:00",
    }


def test_a_room_of_a_closed_station_is_free_when_it_opens(client):
    here = StationFactory(hours=NEVER)
    SpaceFactory(station=here, name="会客厅", notice=60)
    assert free_words(client, here) == {"会客厅": "最近空闲：明天 01:00"}


def test_a_room_that_is_full_for_days_says_so(client):
    here = StationFactory(hours=[])
    SpaceFactory(station=here, name="会客厅")
    assert free_words(client, here) == {"会客厅": "近几天没有空闲"}


def test_it_shows_what_is_on_in_its_rooms_and_nowhere_else(client):
    here = StationFactory()
    room = SpaceFactory(station=here)
    EventFactory(title="这里的", space=room)
    EventFactory(title="这里的草稿", space=room, draft=True, starts_at=clock.now() + dt.timedelta(days=5))
    EventFactory(title="别处的", space=SpaceFactory(station=StationFactory()))
    EventFactory(title="没有地点的")
    caches["pages"].clear()
    events = client.get(here.get_absolute_url()).context["events"]
    assert [event.title for event in events] == ["这里的"]


STATION_QUERIES = 13


def test_a_stations_page_costs_the_same_with_one_and_with_three_of_everything(client):
    building = BuildingFactory()
    here = StationFactory(grid=building.grid)

    def grow():
        StationPhotoFactory(station=here)
        space = SpaceFactory(station=here)
        EventFactory(space=space)
        ReservedHoursFactory(space=space)

    grow()
    assert queries(client, here.get_absolute_url()) == STATION_QUERIES
    grow(), grow()
    assert queries(client, here.get_absolute_url()) == STATION_QUERIES


@pytest.mark.parametrize("pk", ["0", "999999", "9" * 40, "-1", "abc", "1%00", "１"])
def test_a_station_that_is_not_there_is_404(client, pk):
    assert client.get(f"/stations/{pk}/").status_code == 404


def test_a_station_that_is_not_listed_is_404(client):
    assert client.get(StationFactory(listed=False).get_absolute_url()).status_code == 404


def test_pages_of_stations_are_for_reading_only(client):
    for url in ("/stations/", "/stations/plan/", StationFactory().get_absolute_url()):
        assert client.post(url).status_code == 405


def test_names_with_html_are_shown_as_text_and_who_booked_is_never_named(client):
    nasty = "<script>alert(1)</script>"
    building = BuildingFactory()
    here = StationFactory(name=nasty, address=nasty, about=nasty, grid=building.grid)
    booking = BookingFactory(space=SpaceFactory(station=here, name=nasty), person__name="张三丰")
    assert booking.person.name == "张三丰"
    ServiceRingFactory(name="<b>圈", about=nasty)
    for url in ("/stations/", "/stations/plan/", here.get_absolute_url(), building.grid.get_absolute_url(), "/"):
        page = text_of(client, url)
        assert "<script>alert" not in page
        assert "<b>圈" not in page
        assert "张三丰" not in page


# --- Elsewhere


def test_the_home_page_says_what_is_open_now(client):
    StationFactory(name="开着的驿站")
    StationFactory(name="关着的驿站", hours=NEVER)
    page = text_of(client, "/")
    assert "1 处驿站正在开放。" in page
    assert page.index("开着的驿站") < page.index("关着的驿站")


def test_a_grids_page_lists_its_stations(client):
    building = BuildingFactory()
    StationFactory(name="本网格驿站", grid=building.grid)
    StationFactory(name="别处驿站")
    page = text_of(client, building.grid.get_absolute_url())
    assert "本网格驿站" in page
    assert "别处驿站" not in page
