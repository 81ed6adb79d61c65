"""/admin/stations/circle/: coverage and what-if, for the communities that one works for."""

import pytest
from django.core.exceptions import NON_FIELD_ERRORS
from django.utils.html import escape

from tests.factories import (
    BuildingFactory,
    CommunityFactory,
    HouseholdFactory,
    OrgUnitFactory,
    ServiceRingFactory,
    StaffFactory,
    StationFactory,
    UserFactory,
    officer,
)
from tests.support.pages import marks

pytestmark = pytest.mark.django_db
URL = "/admin/stations/circle/"
QUERIES = 11


@pytest.fixture
def place():
    """One station in the west, a building there and one in the east; one ring of 1,000 m of straight line."""
    near, far = (
        BuildingFactory(x=100, y=100, estate__name="西苑"),
        BuildingFactory(x=1900, y=100, estate__name="东苑"),
    )
    HouseholdFactory.create_batch(3, building=near)
    HouseholdFactory(building=far)
    ServiceRingFactory(name="15分钟", metres=1300)
    return near, far, StationFactory(name="西驿站")


@pytest.fixture
def office(client, place):
    client.force_login(officer("office_worker", OrgUnitFactory(community=CommunityFactory())))
    return client


def changes(client, **query):
    response = client.get(URL, query)
    assert response.status_code == 200
    return response.context["answer"].changes


def test_the_page_says_whom_the_stations_reach_and_what_is_missing(client, request):
    client.force_login(StaffFactory())
    said = {client.get(URL): ["您负责的范围里还没有社区。", "还没有录入服务圈"]}
    _near, far, station = request.getfixturevalue("place")
    said |= {
        client.get(URL): [f"{far}（1 户）", "15分钟：步行 1,300 米，路程按直线×1.3 估算"],
        client.get(URL, {"station": station.pk, "building": far.pk}): ["新覆盖：", "不再覆盖：", "西驿站（现址）"],
        client.get(URL, {"x": "5"}): ["位置要两个数字都填，或者选一幢楼。"],
        client.get(URL, {"station": station.pk}): ["请说明放在哪里"],
    }
    assert [one for page, words in said.items() for one in words if one not in page.content.decode()] == []


def test_it_tells_coverage_by_buildings_and_households_and_names_who_is_outside(office, place):
    [change] = changes(office)
    assert (change.before.percent_of_buildings, change.before.percent_of_households) == (50, 75)
    assert [home.key for home in change.after.outside] == [place[1].pk]
    assert '<form method="post"' not in office.get(URL).content.decode().split('id="content"')[-1]


def test_one_more_station_at_a_building_or_at_two_numbers(office, place):
    for query in ({"building": place[1].pk}, {"x": "1900", "y": "100"}):
        [change] = changes(office, **query)
        assert change.gained == [change.before.outside[0]]
        assert (change.after.percent_of_buildings, change.lost) == (100, [])


def test_a_station_that_moves_loses_whom_it_leaves(office, place):
    [change] = changes(office, station=place[2].pk, building=place[1].pk)
    assert [home.key for home in change.gained] == [place[1].pk]
    assert [home.key for home in change.lost] == [place[0].pk]
    answer = office.get(URL, {"station": place[2].pk, "building": place[1].pk}).context["answer"]
    assert (answer.gone.key, answer.trial.key) == (place[2].pk, place[2].pk)
    assert [pin.hollow for pin in answer.drawn.pins] == [True, False]
    place[2].refresh_from_db()
    assert (place[2].x, place[2].y) == (100, 100)


def test_stations_of_one_kind_alone(office):
    StationFactory(name="东驿站", kind="warm", x=1900, y=100)
    assert changes(office)[0].before.percent_of_buildings == 100
    assert changes(office, kind="happiness")[0].before.percent_of_buildings == 50


@pytest.mark.parametrize(
    ("query", "field", "code"),
    [
        ({"x": "5"}, NON_FIELD_ERRORS, "half_a_position"),
        ({"x": "nan", "y": "1"}, "x", "invalid"),
        ({"x": "1e400", "y": "1"}, "x", "invalid"),
        ({"x": "-1", "y": "1"}, "x", "min_value"),
        ({"x": "100001", "y": "1"}, "x", "max_value"),
        ({"building": "9" * 40}, "building", "invalid_choice"),
        ({"kind": "castle"}, "kind", "invalid_choice"),
    ],
)
def test_what_cannot_be_worked_out_is_refused_and_today_is_shown(office, query, field, code):
    [change] = changes(office, **query)
    assert change.before == change.after
    assert refused(office, field, code, **query)


def refused(client, field, code, **query) -> bool:
    """Whether the form has that error, and the page shows its words."""
    response = client.get(URL, query)
    form = response.context["form"]
    return form.has_error(field, code) and escape(form.errors[field][0]) in response.content.decode()


def test_a_station_without_a_new_place_asks_for_one(office, place):
    assert refused(office, NON_FIELD_ERRORS, "no_position", station=place[2].pk)


def test_a_station_that_does_not_count_cannot_be_moved(office, place):
    StationFactory(kind="warm", x=500, y=500)
    query = {"kind": "warm", "station": place[2].pk, "building": place[1].pk}
    assert refused(office, "station", "does_not_count", **query)


def test_a_community_out_of_reach_is_404(office):
    other = StationFactory(community__name="青山社区").community
    keys = ["0", "9" * 9, "9" * 30, "abc", "１", "-1", other.pk]
    assert [key for key in keys if office.get(URL, {"community": key}).status_code != 404] == []


def test_the_operator_chooses_among_communities(client, place):
    other = StationFactory(name="青山驿站", community__name="青山社区").community
    client.force_login(StaffFactory())
    assert "西驿站" in client.get(URL).content.decode()
    page = client.get(URL, {"community": other.pk}).content.decode()
    assert "青山驿站" in page
    assert "西驿站" not in page


def test_without_rings_it_says_so_and_without_a_community_too(client):
    client.force_login(StaffFactory())
    assert marks(client.get(URL), "why") == ["no_rings", "no_community"]
    StationFactory()
    assert marks(client.get(URL), "why") == ["no_rings"]
    ServiceRingFactory()
    assert marks(client.get(URL), "why") == []


def test_who_may_not_read_the_use_of_stations_may_not_read_this(client, place):
    client.force_login(officer("grid_worker", place[0].grid))
    assert client.get(URL).status_code == 403
    client.force_login(UserFactory())
    assert client.get(URL).status_code == 403


def test_it_is_for_reading_only(office):
    assert office.post(URL).status_code == 405


@pytest.mark.parametrize("count", [1, 3])
def test_the_number_of_queries_does_not_grow(office, django_assert_num_queries, count):
    for _n in range(count):
        BuildingFactory()
        StationFactory()
    office.get(URL)
    with django_assert_num_queries(QUERIES):
        office.get(URL)
