"""The cards of events on every page that has some: to a reader they offer what the list of events offers."""

import datetime as dt

import pytest
import time_machine
from django.core.cache import caches
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from events.models import Event
from grid.models import Building
from stations.models import Space
from tests.factories import (
    BuildingFactory,
    EventFactory,
    GuardianshipFactory,
    NeighbourFactory,
    RegistrationFactory,
    ResidentFactory,
    SpaceFactory,
    StatedHomeFactory,
    StationFactory,
)
from tests.support.pages import marks
from tests.support.signing_in import signed_in

pytestmark = pytest.mark.django_db

MORNING = dt.datetime(2026, 11, 23, 2, tzinfo=dt.UTC)
PAGES = ["/", "/events/", "{station}", "{grid}", "/grid/mine/"]
each_page = pytest.mark.parametrize("page", PAGES)


@pytest.fixture(autouse=True)
def _stopped_clock():
    with time_machine.travel(MORNING, tick=False):
        caches["pages"].clear()
        yield


@pytest.fixture
def home() -> Building:
    return BuildingFactory(x=100, y=100)


@pytest.fixture
def room(home) -> Space:
    return SpaceFactory(station=StationFactory(grid=home.grid, x=100, y=100))


@pytest.fixture
def reader(home):
    reader = ResidentFactory(person__birth_year=1980)
    StatedHomeFactory(person=reader.person, building=home)
    return reader


def on(room: Space, day: int, **more) -> Event:
    """In the room and for the grid, so that every one of the pages has its card."""
    grid = room.station.grid
    return EventFactory(space=room, grid=grid, starts_at=MORNING + dt.timedelta(days=day), **more)


def address(page: str, room: Space) -> str:
    return page.format(station=room.station.get_absolute_url(), grid=room.station.grid.get_absolute_url())


def acts(client: Client, page: str, room: Space) -> list[str]:
    return marks(client.get(address(page, room)), "act")


@each_page
def test_the_button_registers_only_whom_the_reader_can_still_bring(reader, room, page):
    everybody = on(room, 1)
    on(room, 2, audience="children")
    mine = signed_in(reader)
    assert acts(mine, page, room) == ["register", "look"]
    RegistrationFactory(event=everybody, person=reader.person, by=reader)
    assert acts(mine, page, room) == ["look", "look"]
    GuardianshipFactory(person=NeighbourFactory(birth_year=2018), by=reader.person)
    assert acts(mine, page, room) == ["register", "register"]


@each_page
def test_a_page_that_knows_the_reader_is_kept_by_no_cache(reader, room, page):
    assert signed_in(reader).get(address(page, room)).headers["Cache-Control"] == "private, no-store"


@pytest.mark.parametrize(
    ("page", "queries"), [("/", 9), ("/events/", 4), ("{station}", 16), ("{grid}", 17), ("/grid/mine/", 14)]
)
@pytest.mark.parametrize("count", [1, 3])
def test_three_cards_cost_a_reader_as_many_queries_as_one(reader, room, page, queries, count):
    mine = signed_in(reader)
    for number in range(count):
        on(room, number + 1)
    mine.get(address(page, room))
    with CaptureQueriesContext(connection) as seen:
        assert len(acts(mine, page, room)) == count
    assert len(seen) == queries, "\n".join(query["sql"][:160] for query in seen)


@each_page
def test_a_card_says_where_somebody_of_the_family_is_on_the_list(reader, room, page):
    child = GuardianshipFactory(by=reader.person).person
    both, waits, _nobody, off = (on(room, day, capacity=2) for day in range(1, 5))
    RegistrationFactory(event=both, person=reader.person)
    RegistrationFactory(event=both, person=child, waitlisted=True)
    RegistrationFactory(event=waits, person=child, waitlisted=True)
    RegistrationFactory(event=off, person=child, cancelled=True)
    assert marks(signed_in(reader).get(address(page, room)), "own") == ["registered", "waitlisted"]
    caches["pages"].clear()
    assert marks(Client().get(address(page, room)), "own") == []
