"""Lists and pickers of the office find titles and the names of places in any writing."""

import pytest
from django.urls import reverse

from tests.factories import (
    BookingFactory,
    EventFactory,
    GridFactory,
    OrgUnitFactory,
    RegistrationFactory,
    SpaceFactory,
    StaffFactory,
    StationFactory,
)

pytestmark = pytest.mark.django_db
# Of a list of rooms: two of them read the names of rooms and of stations.
QUERIES = 9


def found(client, model: str, typed: str) -> list[object]:
    address = reverse(f"admin:{model}_changelist")
    shown = client.get(client.post(address, {"search": "1", "q": typed}).url)
    return list(shown.context["cl"].result_list)


@pytest.fixture
def office(client):
    client.force_login(StaffFactory())
    return client


@pytest.mark.parametrize("typed", ["亲子閱讀", "qzyd", "qin zi", "xgc", "亲子 小广场"])
def test_events(office, typed):
    meant = EventFactory(title="亲子阅读", place="小广场")
    EventFactory(title="音乐会", place="东门")
    assert found(office, "events_event", typed) == [meant]


def test_registrations_by_the_title_of_their_event(office):
    meant = RegistrationFactory(event__title="亲子阅读", person__name="王芳")
    RegistrationFactory(event__title="音乐会", person__name="王芳")
    assert found(office, "events_registration", "qzyd") == [meant]
    assert found(office, "events_registration", "王芳 qzyd") == [meant]


@pytest.mark.parametrize("typed", ["xfyz", "xingfu", "幸福驛站", "幸福 · 驿站", "站"])
def test_stations(office, typed):
    meant = StationFactory(name="幸福驿站", address="海棠路1号")
    StationFactory(name="青禾小屋", address="青禾路2号")
    assert found(office, "stations_station", typed) == [meant]


def test_rooms_and_their_bookings_by_the_names_of_room_and_station(office):
    meant = SpaceFactory(name="棋牌室", station__name="幸福驿站")
    SpaceFactory(name="阅览室", station__name="青禾小屋")
    booking = BookingFactory(space=meant, person__name="王芳")
    assert found(office, "stations_space", "xfyz qps") == [meant]
    assert found(office, "stations_booking", "qipai") == [booking]
    assert found(office, "stations_booking", "王芳 驛站") == [booking]


def test_grids_and_units(office):
    grid, unit = GridFactory(name="东片网格"), OrgUnitFactory(name="海棠苑党支部")
    GridFactory(name="西片网格")
    assert found(office, "grid_grid", "dpwg") == [grid]
    assert unit in found(office, "grid_orgunit", "htydzb")


def test_marks_alone_find_nothing(office):
    StationFactory(name="幸福·驿站")
    assert found(office, "stations_station", "·") == []


def test_names_of_places_are_read_once_a_search(office, django_assert_num_queries):
    SpaceFactory(name="棋牌室", station__name="幸福驿站")
    address = reverse("admin:stations_space_changelist")
    few = office.post(address, {"search": "1", "q": "qps"}).url
    many = office.post(address, {"search": "1", "q": "qps xf yz x q"}).url
    office.get(address)
    with django_assert_num_queries(QUERIES):
        office.get(few)
    with django_assert_num_queries(QUERIES):
        office.get(many)
