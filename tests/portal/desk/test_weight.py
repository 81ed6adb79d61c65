"""Quick on a slow phone: as many queries with three rows as with one, and small pages."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from tests import factories as make

HEAVIEST = 30_000
# Session, user and appointments are three of them.
QUERIES = {
    "/desk/": 12,
    "/desk/buildings/": 4,
    "/desk/buildings/{building}/": 6,
    "/desk/households/{household}/": 9,
    "/desk/due/": 7,
    "/desk/posts/": 5,
    "/desk/neighbours/": 5,
    "/desk/neighbours/{person}/": 12,
    # Nobody of these has a number: it is read who is rung instead.
    "/desk/neighbours/{person}/call/": 7,
    "/desk/registrations/": 4,
    "/desk/events/": 4,
    "/desk/events/{event}/": 6,
}


def fill(beat, rows: int):
    """A building, a linked neighbour, a registration, an event and a visit more for each of the rows."""
    for _number in range(rows):
        building = make.BuildingFactory(estate=beat.building.estate)
        make.PostBuildingFactory(post=beat.post, building=building)
        make.HouseholdFactory(building=building)
        make.VisitFactory(household=beat.households[0])
        event = make.EventFactory(organiser=beat.post.parent)
        make.RegistrationFactory(event=event, person=beat.neighbour())
        make.OrgUnitFactory(pioneer_post=True, parent=beat.post.parent)
    return event


@pytest.mark.parametrize("address", QUERIES)
@pytest.mark.parametrize("rows", [1, 3])
def test_rows_cost_no_queries(address, rows, beat, desk):
    event = fill(beat, rows)
    person = beat.neighbour("赵奶奶")
    make.RegistrationFactory(event=event, person=person)
    path = address.format(
        building=beat.building.pk, household=beat.households[0].pk, person=person.pk, event=event.pk
    )
    desk.get(path)
    with CaptureQueriesContext(
        connection,
    ) as seen:
        response = desk.get(path)
    assert response.status_code == 200
    told = "\n".join(query["sql"][:160] for query in seen)
    assert len(seen) == QUERIES[address], told


def test_pages_of_a_large_building_stay_small(beat, desk):
    for entrance in range(1, 4):
        for floor in range(1, 34):
            for flat in range(1, 5):
                if entrance > 1 or floor > 10 or flat > 2:
                    make.HouseholdFactory(building=beat.building, entrance=entrance, code=f"{floor}{flat:02}")
    for address in (
        f"/desk/buildings/{beat.building.pk}/",
        f"/desk/buildings/{beat.building.pk}/?entrance=3",
        "/desk/due/",
    ):
        assert len(desk.get(address).content) < HEAVIEST, address


def test_pages_of_sixty_buildings_stay_small(beat, desk):
    for _number in range(60):
        building = make.BuildingFactory(estate=beat.building.estate)
        make.PostBuildingFactory(post=beat.post, building=building)
        make.HouseholdFactory(building=building)
    for address in ("/desk/", "/desk/buildings/", "/desk/due/"):
        assert len(desk.get(address).content) < HEAVIEST, address
