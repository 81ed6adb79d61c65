"""Where a matter is: the photo's own position, the grid around a spot, what is near by."""

import pytest

from common.files.positions import Position, photo_position
from grid.models import Community
from grid.selectors.matter_places import building_near, ground_at, is_within, spot_of
from grid.selectors.matters import near_by
from tests.factories import BuildingFactory, GateFactory, GridFactory, MatterFactory, MatterKindFactory
from tests.support.matters import photo_taken_at
from tests.support.pictures import upload

SQUARE = [[0, 0], [100, 0], [100, 100], [0, 100]]


@pytest.mark.parametrize(
    ("spot", "inside"), [((50, 50), True), ((150, 50), False), ((50, -1), False), ((-1, 50), False)]
)
def test_a_spot_is_inside_a_boundary_or_not(spot, inside):
    assert is_within(spot, SQUARE) is inside


def test_the_inner_corner_of_a_boundary_is_outside():
    corner = [[0, 0], [100, 0], [100, 50], [50, 50], [50, 100], [0, 100]]
    assert (is_within((75, 75), corner), is_within((25, 75), corner)) == (False, True)


@pytest.mark.parametrize("where", [(31.357205, 120.413215), (-33.9, -70.5)])
def test_a_photo_says_where_it_was_taken(where):
    found = photo_position(photo_taken_at(*where))
    assert found == pytest.approx(where, abs=1e-5)


@pytest.mark.parametrize(
    "photo", [upload(), photo_taken_at(0, 0), photo_taken_at(95, 10)], ids=["none", "no fix", "no place"]
)
def test_a_photo_without_a_place_says_none(photo):
    assert photo_position(photo) is None


def test_a_file_that_is_no_picture_says_no_place():
    from django.core.files.uploadedfile import SimpleUploadedFile

    assert photo_position(SimpleUploadedFile("a.jpg", b"\xff\xd8\xff\xe1" + b"Exif\0\0" * 40)) is None


def test_a_position_becomes_metres_on_the_plan():
    community = Community(plan_latitude=31.36, plan_longitude=120.41)
    x, y = spot_of(Position(31.36 - 0.002, 120.41 + 0.003), community)
    assert (round(x), round(y)) == (285, 223)


def test_a_photo_from_a_holiday_and_a_plan_without_a_place_say_nothing():
    assert spot_of(Position(39.9, 116.4), Community(plan_latitude=31.36, plan_longitude=120.41)) is None
    assert spot_of(Position(31.36, 120.41), Community()) is None


@pytest.mark.django_db
def test_the_ground_is_the_grid_around_or_that_of_the_next_building_or_outside():
    building = BuildingFactory(x=500, y=500, grid__boundary=[])
    other = GridFactory(boundary=SQUARE)
    community = building.community
    assert ground_at((50.0, 50.0), community).grid == other
    assert ground_at((560.0, 500.0), community).grid == building.grid
    assert (ground_at((700.0, 500.0), community).grid, ground_at((700.0, 500.0), community).outside) == (None, True)
    assert (building_near((540.0, 500.0), community), building_near((570.0, 500.0), community)) == (building, None)


@pytest.mark.django_db
def test_open_public_matters_of_the_same_kind_near_by_are_shown():
    kind = MatterKindFactory()
    building = BuildingFactory(x=100, y=100)
    gate = GateFactory(estate=building.estate, x=400, y=400)
    same = MatterFactory(kind=kind, received=True, building=building)
    pinned = MatterFactory(kind=kind, received=True, building=None, grid=building.grid, x=140.0, y=100.0)
    at_gate = MatterFactory(kind=kind, received=True, building=None, grid=building.grid, gate=gate)
    facts = {"received": True, "building": building}
    MatterFactory(kind=MatterKindFactory(), **facts)
    MatterFactory(kind=kind, **facts, is_public=False)
    MatterFactory(kind=kind, done=True, building=building)
    MatterFactory(kind=kind, received=True, building=None, grid=building.grid, x=151.0, y=100.0)
    assert set(near_by(kind, building=building)) == {same, pinned}
    assert near_by(kind, gate=gate) == [at_gate]
    assert near_by(kind, spot=(189.0, 100.0)) != []
    assert near_by(kind) == []
