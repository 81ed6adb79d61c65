"""Lists and pickers of the office find places, rooms, units and events by their names in any writing."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from tests.factories import (
    BookingFactory,
    BuildingFactory,
    CommunityFactory,
    EstateFactory,
    EventFactory,
    GridFactory,
    HouseholdFactory,
    OrgUnitFactory,
    SpaceFactory,
    StationFactory,
    officer,
)

pytestmark = pytest.mark.django_db


@pytest.fixture
def top():
    return OrgUnitFactory(community=CommunityFactory(), name="彭山社区党总支")


@pytest.fixture
def office(client, top):
    client.force_login(officer("secretary", top))
    return client


def found(office, model: str, typed: str) -> list:
    response = office.post(reverse(f"admin:{model}_changelist"), {"search": "1", "q": typed}, follow=True)
    return list(response.context["cl"].result_list)


def offered(office, path: str, typed: str) -> list[str]:
    app, model, field = path.split(".")
    query = {"app_label": app, "model_name": model, "field_name": field, "term": typed}
    return [row["text"] for row in office.get(reverse("admin:autocomplete"), query).json()["results"]]


@pytest.mark.parametrize("typed", ["会客厅", "會客廳", "hkt", "huike", "客厅", "HKT", "海棠苑 hkt", "htyxf 会客"])
def test_a_room_is_found_by_its_name_and_its_station(office, top, typed):
    station = StationFactory(community=top.community, name="海棠苑幸福驿站")
    room = SpaceFactory(station=station, name="会客厅")
    SpaceFactory(station=station, name="阅览室")
    assert found(office, "stations_space", typed) == [room]


def test_bookings_are_found_by_room_and_station_too(office, top):
    booking = BookingFactory(space=SpaceFactory(station__community=top.community, name="会客厅"))
    BookingFactory(space=SpaceFactory(station__community=top.community, name="阅览室"))
    for typed in ("hkt", "會客廳"):
        assert found(office, "stations_booking", typed) == [booking]


@pytest.mark.parametrize("typed", ["hty", "海棠 苑", "棠苑", "haitangyuan", "海棠苑"])
def test_pickers_of_estates_find_them(office, top, typed):
    for name in ("海棠苑", "青禾家园"):
        EstateFactory(community=top.community, name=name)
    EstateFactory(community=CommunityFactory(name="青山社区"), name="海棠苑")
    assert offered(office, "grid.orgunit.estates", typed) == ["海棠苑"]


@pytest.mark.parametrize("typed", ["dpwg", "東片", "东片"])
def test_pickers_of_grids_find_them(office, top, typed):
    for name in ("东片网格", "西片网格"):
        GridFactory(community=top.community, name=name)
    assert offered(office, "grid.orgunit.grids", typed) == ["东片网格"]


@pytest.mark.parametrize("typed", ["海棠苑5-1-301", "hty 5-1-301", "海棠苑五幢1单元301室", "５－１－３０１"])
@pytest.mark.parametrize("picker", ["grid.residence.household", "grid.visit.household"])
def test_pickers_of_homes_find_them_and_tell_estate_and_building(office, top, picker, typed):
    estate = EstateFactory(community=top.community, name="海棠苑")
    grid = GridFactory(community=top.community)
    home = HouseholdFactory(building=BuildingFactory(estate=estate, grid=grid, number=5), entrance=1, code="301")
    HouseholdFactory(building=home.building, entrance=2, code="301")
    assert offered(office, picker, typed) == ["海棠苑 5 幢 1-301"]


@pytest.mark.parametrize("typed", ["海棠苑5", "hty 5幢", "海棠苑五幢", "5"])
@pytest.mark.parametrize("picker", ["residence", "household", "postbuilding"])
def test_pickers_of_buildings_find_them(office, top, picker, typed):
    estate = EstateFactory(community=top.community, name="海棠苑")
    for number in (5, 6):
        BuildingFactory(estate=estate, grid=GridFactory(community=top.community), number=number)
    assert offered(office, f"grid.{picker}.building", typed) == ["海棠苑 5 幢"]


def test_a_unit_with_two_estates_of_such_a_name_is_one_row(office, top):
    branch = OrgUnitFactory(estate_branch=True, parent=top, name="第一党支部")
    for name in ("海棠苑一期", "海棠苑二期"):
        branch.estates.add(EstateFactory(community=top.community, name=name))
    assert found(office, "grid_orgunit", "hty") == [branch]


@pytest.mark.parametrize("typed", ["包一顿 馄饨", "包一顿馄饨", "ＡＢ", "ab 包"])
def test_events_are_found_by_title_as_neighbours_find_them(office, top, typed):
    event = EventFactory(organiser=top, title="邻里厨房：包一顿 馄饨（AB 组）")
    EventFactory(organiser=top, title="健康讲座")
    assert found(office, "events_event", typed) == [event]


def test_what_is_nothing_finds_nothing(office, top):
    SpaceFactory(station__community=top.community)
    for typed in ("zzz", "··", "会客室 zzz", "%"):
        assert found(office, "stations_space", typed) == []


def test_more_rooms_ask_no_more(office, top):
    def queries() -> int:
        with CaptureQueriesContext(connection) as seen:
            found(office, "stations_space", "hks")
        return len(seen)

    station = StationFactory(community=top.community)
    SpaceFactory(station=station)
    queries()
    one = queries()
    SpaceFactory.create_batch(2, station=station)
    assert queries() == one
