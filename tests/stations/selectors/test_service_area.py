"""The service circle: whom stations reach, and what another place would change."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from stations.selectors.service_area import (
    CircleHome,
    CircleRing,
    CircleSpot,
    ServiceCircle,
    WalkToStation,
    coverage_of_ring,
    load_service_circle,
)
from tests.factories import BuildingFactory, CommunityFactory, HouseholdFactory, ServiceRingFactory, StationFactory

metres = st.floats(0, 2000, allow_nan=False)
homes = st.lists(st.tuples(metres, metres, st.integers(0, 80)), max_size=12).map(
    lambda rows: tuple(CircleHome(key, f"{key} 幢", x, y, n) for key, (x, y, n) in enumerate(rows))
)
spots = st.lists(st.tuples(metres, metres), max_size=4).map(
    lambda rows: tuple(CircleSpot(key, f"驿站{key}", "happiness", x, y) for key, (x, y) in enumerate(rows))
)
rings = st.builds(
    CircleRing,
    st.just("圈"),
    st.integers(1, 120),
    st.integers(1, 5000),
    st.floats(1, 3, allow_nan=False),
    st.just(""),
)


def ring(metres=1300, detour=1.3, minutes=15):
    return CircleRing("15分钟", minutes, metres, detour)


@given(homes, spots, rings, metres, metres)
def test_one_more_station_never_covers_less(homes, spots, ring, x, y):
    circle = ServiceCircle((ring,), homes, spots)
    [change] = circle.changes(circle.with_spot(CircleSpot(None, "新", "warm", x, y)))
    assert set(change.before.inside) <= set(change.after.inside)
    assert change.lost == []
    assert change.after.reached_households >= change.before.reached_households


@given(homes, spots, rings, st.integers(0, 2000))
def test_a_larger_ring_covers_at_least_the_same(homes, spots, ring, more):
    larger = CircleRing(ring.name, ring.minutes, ring.metres + more, ring.detour)
    assert set(coverage_of_ring(homes, spots, ring).inside) <= set(coverage_of_ring(homes, spots, larger).inside)


@given(homes, spots, rings)
def test_every_building_is_inside_or_outside_and_none_twice(homes, spots, ring):
    found = coverage_of_ring(homes, spots, ring)
    assert sorted([*found.inside, *found.outside], key=lambda home: home.key) == list(homes)
    assert found.households == sum(home.households for home in homes)
    assert 0 <= found.percent_of_households <= 100


@given(homes, spots, rings, st.data())
def test_a_station_that_moves_and_moves_back_changes_nothing(homes, spots, ring, data):
    circle = ServiceCircle((ring,), homes, spots)
    if not spots:
        return
    one = data.draw(st.sampled_from(spots))
    away = CircleSpot(one.key, one.name, one.kind, data.draw(metres), data.draw(metres))
    [change] = circle.changes(circle.with_spot(away).with_spot(one))
    assert set(change.before.inside) == set(change.after.inside)


@given(st.lists(rings, max_size=3), metres, metres)
def test_who_walks_farther_walks_no_less_time(rings, one, other):
    walk = WalkToStation.by(rings)
    near, far = sorted([one, other])
    assert 1 <= walk.minutes(near) <= walk.minutes(far)


def test_the_path_is_the_straight_line_times_the_detour():
    """Worked out by hand: 1,300 m of path are 1,000 m of straight line."""
    near, far = CircleHome(1, "近", 1000, 0, 10), CircleHome(2, "远", 1000.5, 0, 30)
    found = coverage_of_ring([near, far], [CircleSpot(1, "驿站", "warm", 0, 0)], ring())
    assert (found.inside, found.outside) == ((near,), (far,))
    assert (found.percent_of_buildings, found.percent_of_households) == (50, 25)


def test_a_hundred_percent_is_said_only_when_nobody_is_left_out():
    crowd = tuple(CircleHome(n, str(n), 0, 0, 1) for n in range(999))
    found = coverage_of_ring(
        [*crowd, CircleHome(999, "远", 1900, 0, 1)], [CircleSpot(1, "驿站", "warm", 0, 0)], ring()
    )
    assert (found.percent_of_buildings, found.percent_of_households) == (99, 99)


def test_without_buildings_or_households_nothing_is_divided_by_nothing():
    found = coverage_of_ring([], [], ring())
    assert (found.percent_of_buildings, found.percent_of_households) == (0, 0)


def test_a_move_names_what_it_wins_and_what_it_loses():
    west, east = CircleHome(1, "西", 0, 0, 10), CircleHome(2, "东", 1900, 0, 10)
    here = CircleSpot(1, "驿站", "happiness", 0, 0)
    circle = ServiceCircle((ring(),), (west, east), (here,))
    [change] = circle.changes(circle.with_spot(CircleSpot(1, "驿站", "happiness", 1900, 0)))
    assert (change.gained, change.lost) == ([east], [west])


def test_a_station_that_moves_keeps_its_place_in_the_list():
    """The numbers of the pins are those of the list, before and after."""
    one, two = CircleSpot(1, "一", "warm", 0, 0), CircleSpot(2, "二", "warm", 5, 5)
    moved = CircleSpot(1, "一", "warm", 9, 9)
    assert ServiceCircle((), (), (one, two)).with_spot(moved).spots == (moved, two)


@pytest.mark.parametrize(
    ("line", "minutes"), [(0, 1), (385, 11), (500 / 1.3, 10), (1000 / 1.3, 15), (2000 / 1.3, 30)]
)
def test_minutes_agree_with_the_rings(line, minutes):
    """Who stands on the edge of a ring walks the minutes of that ring, though the two rings know two paces."""
    walk = WalkToStation.by([ring(1000, 1.3, 15), ring(500, 1.3, 10)])
    assert walk.minutes(line) == minutes


def test_without_rings_a_walk_is_a_thousand_metres_in_fifteen_minutes():
    assert WalkToStation.by([]).minutes(1000 / 1.3) == 15
    assert WalkToStation.by([]).metres(1000) == 1300


def test_a_ring_that_is_larger_and_quicker_does_not_turn_time_round():
    walk = WalkToStation.by([ring(500, 1.3, 10), ring(600, 1.3, 5)])
    assert walk.minutes(600 / 1.3) == 12


def test_the_definition_of_a_ring_is_told_in_words():
    assert CircleRing("15分钟", 15, 1000, 1.3).definition == "15分钟：步行 1,000 米，路程按直线×1.3 估算"
    said = CircleRing("10分钟", 10, 500, 1.25, "服务在十分钟内").definition
    assert said == "10分钟：步行 500 米，路程按直线×1.25 估算（服务在十分钟内）"


@pytest.mark.django_db
@pytest.mark.parametrize("count", [1, 3])
def test_it_is_loaded_in_three_queries(django_assert_num_queries, count):
    community = CommunityFactory()
    for _n in range(count):
        HouseholdFactory(building=BuildingFactory())
        StationFactory()
    ServiceRingFactory()
    with django_assert_num_queries(3):
        circle = load_service_circle(community)
    assert [home.households for home in circle.homes] == [1] * count


@pytest.mark.django_db
def test_it_knows_listed_stations_with_a_place_and_says_which_buildings_have_none():
    shown = StationFactory()
    StationFactory(listed=False)
    StationFactory(x=None, y=None)
    StationFactory(community__name="青山社区")
    unplaced = BuildingFactory(x=None, y=None)
    BuildingFactory(estate__community__name="青山社区")
    circle = load_service_circle(CommunityFactory())
    assert [spot.key for spot in circle.spots] == [shown.pk]
    assert (circle.homes, circle.unplaced) == ((), (str(unplaced),))
