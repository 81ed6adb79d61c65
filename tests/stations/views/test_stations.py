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
from tests.support.pages import marks

pytestmark = pytest.mark.django_db
# A Monday noon in the community.
NOON = dt.datetime(2026, 11, 23, 12, tzinfo=dt.timezone(dt.timedelta(hours=8)))
NEVER = [(day, "01:00", "02:00") for day in range(7)]


@pytest.fixture(autouse=True)
def _stopped_clock():
    with time_machine.travel(NOON, tick=False):
        yield


def page_of(client, url):
    caches["pages"].clear()
    response = client.get(url)
    assert response.status_code == 200
    return response


def text_of(client, url):
    return page_of(client, url).content.decode()


def missing(client, pages):
    """The words that the pages of these addresses should say, and do not say."""
    texts = {url: text_of(client, url) for url in pages}
    return [one for url, words in pages.items() for one in words if one not in texts[url]]


def names(client, query="", page="/stations/"):
    return [entry.station.name for entry in page_of(client, f"{page}{query}").context["entries"]]


def queries(client, url):
    text_of(client, url)
    with CaptureQueriesContext(connection) as captured:
        assert client.get(url).status_code == 200
    return len(captured)


def test_the_list_says_what_is_open_and_near_and_what_it_did_not_understand(client):
    empty = {"/stations/": ["驿站还没有录入"]}
    assert missing(client, empty) == []
    building = BuildingFactory(x=0, y=0)
    ServiceRingFactory(minutes=10, metres=500)
    near = "步行约 8 分钟（390 米），正在开放，至 22:00。"
    StationFactory(x=300, y=0)
    StationFactory(x=100, y=0, kind="warm", hours=NEVER)
    pages = {
        "/stations/": ["正在开放，至 22:00", "已关门，明天 01:00 开"],
        "/stations/?kind=warm&open=on": ["没有同时符合这些条件的驿站"],
        "/stations/?kind=castle": ["这些条件没有看懂，已忽略：类型。"],
        f"/stations/?building={building.pk}": [near, "步行约 3 分钟 · 130 米"],
        f"/stations/?building={building.pk}&kind=warm": ["这些驿站现在都没有开放"],
    }
    assert missing(client, pages) == []


def test_open_stations_come_first_and_unlisted_ones_not_at_all(client):
    StationFactory(name="关着的", hours=NEVER)
    StationFactory(name="开着的")
    StationFactory(name="不公开的", listed=False)
    assert names(client) == ["开着的", "关着的"]


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


@pytest.mark.parametrize("page", ["/stations/", "/stations/plan/"])
@pytest.mark.parametrize(
    ("query", "ignored"),
    [
        ("?kind=castle", "kind"),
        ("?building=999999999999999999999999", "building"),
        ("?building=1%27--", "building"),
        ("?building=%EF%BC%91", "building"),
    ],
)
def test_a_part_that_nobody_understands_is_left_out_and_named(client, page, query, ignored):
    StationFactory(name="甲")
    response = page_of(client, page + query)
    assert [entry.station.name for entry in response.context["entries"]] == ["甲"]
    found = response.context["filter"]
    assert list(found.errors) == [ignored]
    assert found.ignored == [found.fields[ignored].label]
    assert marks(response, "why") == ["not_understood"]


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
    response = page_of(client, f"/stations/?building={building.pk}")
    near = response.context["nearest"]
    assert (near.station.name, near.minutes, near.metres) == ("近", 8, 390)
    assert marks(response, "why") == []


def test_when_none_is_open_the_page_still_tells_the_way(client):
    building = BuildingFactory(x=0, y=0)
    StationFactory(name="关着", x=100, y=0, hours=NEVER)
    response = page_of(client, f"/stations/?building={building.pk}")
    assert response.context["nearest"] is None
    assert marks(response, "why") == ["none_open"]
    [entry] = response.context["entries"]
    assert (entry.minutes, entry.metres) == (2, 130)


@pytest.mark.parametrize(("url", "expected"), [("/stations/", 5), ("/stations/plan/", 9)])
def test_the_list_and_the_plan_cost_the_same_with_one_and_with_three(client, url, expected):
    building = BuildingFactory()
    GateFactory(estate=building.estate)
    StationPhotoFactory(station=StationFactory())
    assert queries(client, url) == expected
    for _n in range(2):
        StationPhotoFactory(station=StationFactory())
    assert queries(client, url) == expected


def test_the_plan_says_in_words_what_it_draws(client):
    assert missing(client, {"/stations/plan/": ["驿站还没有录入"]}) == []
    building = BuildingFactory()
    StationFactory(name="幸福驿站")
    StationFactory(x=None, y=None)
    ServiceRingFactory(name="15分钟")
    words = ["1 幸福驿站 · 正在开放", "15分钟：走 1,000 米以内就有驿站（估算）", "我家楼栋", "还没有标在平面图上"]
    assert missing(client, {f"/stations/plan/?building={building.pk}": words}) == []


def test_the_plan_has_a_pin_for_each_station_and_a_ring_with_its_meaning(client):
    building = BuildingFactory()
    first = StationFactory(name="幸福驿站")
    StationFactory(name="不知在哪", x=None, y=None)
    ServiceRingFactory(name="15分钟")
    response = page_of(client, f"/stations/plan/?building={building.pk}")
    drawn = response.context["drawn"]
    [pin] = drawn.pins
    assert (pin.number, pin.href) == (1, first.get_absolute_url())
    assert [around.ring.name for around in drawn.rings] == ["15分钟"]
    assert drawn.here is not None
    page = response.content.decode()
    assert f'href="{pin.href}" aria-label="{pin.name}"' in page
    assert "15分钟：走" in page


def test_without_rings_none_is_drawn_or_explained(client):
    BuildingFactory(), StationFactory()
    response = page_of(client, "/stations/plan/")
    assert len(response.context["drawn"].pins) == 1
    assert response.context["drawn"].rings == []
    assert "<mask" not in response.content.decode()


# --- One station


def at(hour):
    return clock.day_start(clock.today()) + dt.timedelta(hours=hour)


def test_the_page_of_a_station_says_what_it_has_and_which_rooms_are_free(client):
    here = StationFactory(facilities=["aed"], access=["ramp"], x=None, y=None)
    OpeningExceptionFactory(station=here, opens=dt.time(12), closes=dt.time(18))
    taken = SpaceFactory(station=here, needs_approval=True)
    BookingFactory(space=taken, starts_at=at(12), ends_at=at(13))
    SpaceFactory(station=here)
    SpaceFactory(station=here, use=Space.Use.DROP_IN)
    closed, never = SpaceFactory(station__hours=NEVER).station, SpaceFactory(station__hours=[]).station
    warning = "节假日尚未公布，按平日"
    pages = {
        here.get_absolute_url(): [
            *("正在开放，至 18:00", "12:00–18:00", "AED", "坡道", "需要", "今天 13:00 起有空"),
            *("现在空闲，至 18:00", "现在可以来，至 18:00"),
        ],
        closed.get_absolute_url(): ["明天 01:00 起有空"],
        never.get_absolute_url(): ["近几天没有空闲"],
    }
    assert missing(client, pages) == []
    with time_machine.travel(dt.datetime(2098, 3, 3, 4, tzinfo=dt.UTC), tick=False):
        assert missing(client, {here.get_absolute_url(): [warning]}) == []


def test_a_station_shows_its_note_of_today_its_rooms_and_its_phone(client):
    here = StationFactory(phone="0512-1111 2222", access_note="西门有坡道", x=None, y=None)
    OpeningExceptionFactory(station=here, reason="上午盘点", opens=dt.time(14), closes=dt.time(18))
    SpaceFactory(station=here, name="会客厅")
    response = page_of(client, here.get_absolute_url())
    standing = response.context["standing"]
    assert (standing.is_open, standing.opens, standing.why) == (False, at(14), "上午盘点")
    page = response.content.decode()
    for shown in ("上午盘点", "14:00–18:00", "西门有坡道", "会客厅"):
        assert shown in page
    assert 'href="tel:0512-11112222"' in page
    assert f'href="{here.spaces.get().get_absolute_url()}"' in page
    assert 'src="/static/img/stations/happiness.svg"' in page


def test_the_hours_of_an_announced_year_are_no_guess_and_others_are(client):
    here = StationFactory()
    assert not page_of(client, here.get_absolute_url()).context["is_guess"]
    with time_machine.travel(dt.datetime(2098, 3, 3, 4, tzinfo=dt.UTC), tick=False):
        assert page_of(client, here.get_absolute_url()).context["is_guess"]


def free(client, station):
    """Of each room and part: from when on it is free; and until when, if it is free now."""
    rooms = page_of(client, station.get_absolute_url()).context["rooms"]
    every = [*rooms, *(part for room in rooms for part in room.parts)]
    return {room.space.name: (room.free.next, room.free.until) for room in every}


def until(hour):
    return None, at(hour)


def later(hour):
    return at(hour), None


def test_rooms_tell_whether_they_are_free_now_and_from_when_on(client):
    here = StationFactory()
    SpaceFactory(station=here, name="空着")
    taken = SpaceFactory(station=here, name="有人", buffer=30)
    BookingFactory(space=taken, starts_at=at(11), ends_at=at(13))
    booked_later = SpaceFactory(station=here, name="稍后有人")
    BookingFactory(space=booked_later, starts_at=at(14), ends_at=at(15))
    own = SpaceFactory(station=here, name="自用")
    ReservedHoursFactory(space=own, day=0, starts=dt.time(11), ends=dt.time(15))
    SpaceFactory(station=here, name="随到", use=Space.Use.DROP_IN)
    SpaceFactory(station=here, name="停用", active=False)
    assert free(client, here) == {
        "空着": until(22),
        "有人": later(13.5),
        "稍后有人": until(14),
        "自用": later(15),
        "随到": until(22),
    }


def test_hours_for_own_use_of_a_hall_are_those_of_its_parts_and_those_of_a_part_the_halls(client):
    here = StationFactory()
    hall, other = SpaceFactory(station=here, name="大厅"), SpaceFactory(station=here, name="南厅")
    for name in ("左半", "右半"):
        SpaceFactory(station=here, name=name, part_of=hall)
    south = [SpaceFactory(station=here, name=name, part_of=other) for name in ("东半", "西半")]
    ReservedHoursFactory(space=hall, day=0, starts=dt.time(11), ends=dt.time(15))
    ReservedHoursFactory(space=south[0], day=0, starts=dt.time(11), ends=dt.time(16))
    assert free(client, here) == {
        **dict.fromkeys(("大厅", "左半", "右半"), later(15)),
        **dict.fromkeys(("南厅", "东半"), later(16)),
        "西半": until(22),
    }


def test_a_part_that_is_taken_takes_the_whole_and_not_the_other_part(client):
    here = StationFactory()
    hall = SpaceFactory(station=here, name="大厅")
    left = SpaceFactory(station=here, name="左", part_of=hall)
    SpaceFactory(station=here, name="右", part_of=hall)
    HoldFactory(space=left, starts_at=at(11.5), ends_at=at(13))
    assert free(client, here) == {"大厅": later(13), "左": later(13), "右": until(22)}


@pytest.mark.parametrize(("hours", "expected"), [(NEVER, 25), ([], None)])
def test_a_room_of_a_closed_station_is_free_when_it_opens_if_that_is_in_sight(client, hours, expected):
    here = StationFactory(hours=hours)
    SpaceFactory(station=here, name="会客厅", notice=60)
    assert free(client, here) == {"会客厅": later(expected) if expected else (None, None)}


def test_it_shows_what_is_on_in_its_rooms_and_nowhere_else(client):
    here = StationFactory()
    room = SpaceFactory(station=here)
    EventFactory(title="这里的", space=room)
    EventFactory(title="这里的草稿", space=room, draft=True, starts_at=clock.now() + dt.timedelta(days=5))
    EventFactory(title="别处的", space=SpaceFactory(station=StationFactory()))
    EventFactory(title="没有地点的")
    events = page_of(client, here.get_absolute_url()).context["events"]
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


def test_a_station_that_is_not_there_is_404(client):
    keys = ["0", "999999", "9" * 40, "-1", "abc", "１"]
    assert [pk for pk in keys if client.get(f"/stations/{pk}/").status_code != 404] == []


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


def test_the_home_page_shows_what_is_open_now(client):
    StationFactory(name="开着的驿站")
    StationFactory(name="关着的驿站", hours=NEVER)
    response = page_of(client, "/")
    assert response.context["open_stations"] == 1
    page = response.content.decode()
    assert 'href="/stations/?open=on"' in page
    assert page.index("开着的驿站") < page.index("关着的驿站")


def test_a_grids_page_lists_its_stations(client):
    building = BuildingFactory()
    StationFactory(name="本网格驿站", grid=building.grid)
    StationFactory(name="别处驿站")
    page = text_of(client, building.grid.get_absolute_url())
    assert "本网格驿站" in page
    assert "别处驿站" not in page
