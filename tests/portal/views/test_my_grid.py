"""/grid/mine/: what is near the reader's home; and the short form of it on / and /me/, and on /stations/."""

import datetime as dt

import pytest
import time_machine
from django.core.cache import caches
from django.test import Client

from accounts.models import User
from grid.models import Building
from tests.factories import (
    BuildingFactory,
    EventFactory,
    GridAppointmentFactory,
    HouseholdFactory,
    IdentityDisplayFactory,
    OrgUnitFactory,
    PostBuildingFactory,
    ResidenceFactory,
    SpaceFactory,
    StatedHomeFactory,
    StationFactory,
    UserFactory,
)
from tests.support.pages import marks
from tests.support.signing_in import signed_in

pytestmark = pytest.mark.django_db

PAGE = "/grid/mine/"
MORNING = dt.datetime(2026, 11, 23, 2, tzinfo=dt.UTC)


@pytest.fixture(autouse=True)
def _stations_are_open():
    with time_machine.travel(MORNING):
        caches["pages"].clear()
        yield


@pytest.fixture
def home() -> Building:
    return BuildingFactory(x=100, y=100)


@pytest.fixture
def user(home) -> User:
    return StatedHomeFactory(person=UserFactory().person, building=home).person.user


@pytest.fixture
def mine(user) -> Client:
    return signed_in(user)


def test_a_visitor_chooses_a_building_for_this_once(client, home):
    asked = client.get(PAGE)
    assert [one for _name, buildings in asked.context["estates"] for one in buildings] == [home]
    assert 'method="get"' in asked.content.decode()
    near = client.get(PAGE, {"building": home.pk}).context["near"]
    assert near.building == home


@pytest.mark.parametrize("building", ["0", "x", "99999999"])
def test_a_building_that_there_is_not_is_not_found(client, building):
    assert client.get(PAGE, {"building": building}).status_code == 404


def test_who_has_said_nothing_is_asked_and_it_is_kept_only_when_chosen(home):
    stranger = signed_in(UserFactory())
    page = stranger.get(PAGE).content.decode()
    assert 'method="post"' in page
    assert 'action="/me/home/"' in page


def test_the_own_home_is_shown_without_a_word_in_the_address(mine, home):
    response = mine.get(PAGE)
    assert response.context["near"].building == home
    assert f"building={home.pk}" not in response.content.decode()


def test_another_building_can_be_looked_at(mine):
    other = BuildingFactory()
    assert mine.get(PAGE, {"building": other.pk}).context["near"].building == other


def test_it_names_the_grid_worker_with_a_number_and_the_pioneer_by_consent(mine, home):
    worker = GridAppointmentFactory(
        grid=home.grid, is_public=True, public_phone="0512-6666 1512", user__person__name="张网格"
    )
    post = OrgUnitFactory(pioneer_post=True)
    PostBuildingFactory(post=post, building=home)
    PostBuildingFactory(building=BuildingFactory(grid=home.grid))
    display = IdentityDisplayFactory(appointment__unit=post)
    response = mine.get(PAGE)
    near = response.context["near"]
    assert marks(response, "duty") == ["named"]
    assert [(one.unit, one.public.display) for one in near.posts] == [(post, display)]
    page = response.content.decode()
    assert 'href="tel:051266661512"' in page
    assert worker.user.phone not in page


def test_the_nearest_open_station_and_else_the_nearest(mine, home):
    closed = StationFactory(x=110, y=100, hours=[])
    assert mine.get(PAGE).context["near"].station.station == closed
    StationFactory(x=900, y=100)
    near = StationFactory(x=400, y=100)
    StationFactory(x=None, y=None)
    entry = mine.get(PAGE).context["near"].station
    assert (entry.station, entry.metres, entry.standing.is_open) == (near, 390, True)


def test_a_building_without_a_position_has_the_station_of_its_grid(client):
    building = BuildingFactory(x=None, y=None)
    StationFactory(x=10, y=10)
    assert client.get(PAGE, {"building": building.pk}).context["near"].station is None
    station = StationFactory(grid=building.grid)
    entry = client.get(PAGE, {"building": building.pk}).context["near"].station
    assert (entry.station, entry.minutes) == (station, None)


def test_what_is_on_at_the_station_in_the_estate_and_for_the_grid(mine, home):
    nearest, in_estate = StationFactory(x=100, y=100), StationFactory(x=900, y=900, estate=home.estate)
    shown = {
        EventFactory(grid=home.grid),
        EventFactory(space=SpaceFactory(station=nearest)),
        EventFactory(space=SpaceFactory(station=in_estate)),
    }
    EventFactory(space=SpaceFactory(station=StationFactory(x=800, y=800)))
    EventFactory()
    for state in ("cancelled", "draft", "past"):
        EventFactory(grid=home.grid, **{state: True})
    assert set(mine.get(PAGE).context["near"].events) == shown


@pytest.mark.parametrize("count", [1, 3])
def test_the_pages_cost_the_same_with_one_and_with_three_of_each(mine, home, count, django_assert_num_queries):
    for _n in range(count):
        GridAppointmentFactory(grid=home.grid, is_public=True)
        post = OrgUnitFactory(pioneer_post=True)
        PostBuildingFactory(post=post, building=home)
        IdentityDisplayFactory(appointment__unit=post)
        StationFactory(grid=home.grid)
        EventFactory(grid=home.grid)
    for page, queries in ((PAGE, 17), ("/", 9), ("/stations/", 10)):
        mine.get(page)
        with django_assert_num_queries(queries):
            mine.get(page)


# --- In short, on other pages


def test_the_first_page_says_it_only_to_those_whose_home_is_known(client, mine, user, home):
    GridAppointmentFactory(grid=home.grid, is_public=True, user__person__name="张网格")
    for visitor in (client, signed_in(UserFactory())):
        assert visitor.get("/").context["near"] is None
    for page in ("/", "/me/"):
        response = mine.get(page)
        assert response.context["near"].building == home
        assert "张网格" in response.content.decode()


def test_the_walk_of_one_reader_is_not_shown_to_another(mine, home):
    station = StationFactory(x=500, y=100)
    assert mine.get("/").context["near"].station.metres == 520
    other = StatedHomeFactory(person=UserFactory().person, building=BuildingFactory(x=600, y=100))
    entry = signed_in(other.person.user).get("/").context["near"].station
    assert (entry.station, entry.metres) == (station, 130)


def test_stations_are_sorted_from_the_own_home_and_the_long_choice_is_folded(mine, client, home):
    far, near = StationFactory(x=900, y=100), StationFactory(x=150, y=100)
    response = mine.get("/stations/")
    assert [entry.station for entry in response.context["entries"]] == [near, far]
    assert marks(response, "from") == ["home"]
    assert f"building={home.pk}" not in response.content.decode()
    assert marks(client.get("/stations/"), "from") == []
    assert marks(client.get("/stations/"), "offer") == []


def test_a_building_in_the_address_comes_before_the_own_home(mine, home):
    far, near = StationFactory(x=900, y=100), StationFactory(x=150, y=100)
    other = BuildingFactory(x=900, y=100)
    response = mine.get("/stations/", {"building": other.pk})
    assert [entry.station for entry in response.context["entries"]] == [far, near]
    assert marks(response, "from") == []


def test_who_has_said_nothing_may_say_it_where_it_is_of_use(home):
    stranger = signed_in(UserFactory())
    StationFactory()
    page = stranger.get("/stations/")
    assert marks(page, "offer") == ["home"]
    chosen = stranger.get("/stations/", {"building": home.pk}).content.decode()
    assert str(home) in chosen
    assert "/me/home/" in chosen
    recorded = ResidenceFactory(person=UserFactory().person, household=HouseholdFactory(building=home))
    assert marks(signed_in(recorded.person.user).get("/stations/"), "offer") == []
