"""The database keeps the invariants of places and of the organisation: raw SQL cannot break them."""

import datetime as dt
from collections.abc import Callable

import pytest
from django.apps import apps
from django.db import connection

from common.time import clock
from grid.models import (
    Building,
    CalendarDay,
    Community,
    Estate,
    Gate,
    Grid,
    Household,
    OrgUnit,
    PostBuilding,
    Residence,
    StatedHome,
)
from tests.factories import (
    BuildingFactory,
    CalendarDayFactory,
    CommunityFactory,
    EstateFactory,
    GateFactory,
    GridFactory,
    HouseholdFactory,
    OrgUnitFactory,
    PostBuildingFactory,
    ResidenceFactory,
    StatedHomeFactory,
)
from tests.grid.models import test_constraints_matters, test_constraints_organisation, test_triggers
from tests.support.frozen import frozen_names
from tests.support.raw_sql import refused, run

pytestmark = pytest.mark.django_db

MODELS = [
    Building,
    CalendarDay,
    Community,
    Estate,
    Gate,
    Grid,
    Household,
    OrgUnit,
    PostBuilding,
    Residence,
    StatedHome,
]

DAYS_OUTSIDE = (
    "during = daterange('1899-12-31', NULL)",
    "during = daterange('2200-01-01', NULL)",
    "during = daterange('2026-01-01', '2200-01-02')",
)
NO_DAYS = ("during = 'empty'", "during = daterange(NULL, '2026-01-01')")
NOT_ON_PLAN = ("x = -1", "x = 100001", "y = -1", "y = 100001")

# What raw SQL sets on a fresh row, each by itself, and the constraint that answers: every clause of it.
BREAKS: dict[str, tuple[Callable, *tuple[str, ...]]] = {
    "calendar_day_kind_known": (CalendarDayFactory, "kind = 'x'"),
    "community_plan_has_size": (CommunityFactory, "plan_width = 99", "plan_height = 99"),
    "community_visit_days_plausible": (CommunityFactory, "visit_days = 6", "visit_days = 731"),
    "building_has_entrance": (BuildingFactory, "entrances = 0", "floors = 0"),
    "building_entrances_at_most_20": (BuildingFactory, "entrances = 21"),
    "building_floors_at_most_99": (BuildingFactory, "floors = 100"),
    "building_position_whole": (BuildingFactory, "x = NULL, y = 1", "x = 1, y = NULL", *NOT_ON_PLAN),
    "gate_on_plan": (GateFactory, *NOT_ON_PLAN),
    "household_has_entrance_and_code": (HouseholdFactory, "code = ''", "entrance = 0"),
    "residence_during_valid": (ResidenceFactory, *NO_DAYS),
    "residence_in_known_years": (ResidenceFactory, *DAYS_OUTSIDE),
    "stated_home_in_known_years": (StatedHomeFactory, "stated_at = '1999-12-30'", "stated_at = '2101-01-02'"),
    "post_building_in_known_years": (PostBuildingFactory, *DAYS_OUTSIDE),
    "post_building_during_valid": (PostBuildingFactory, *NO_DAYS),
    "org_unit_level_known": (lambda: OrgUnitFactory(pioneer_post=True), "level = 4"),
    "org_unit_only_top_has_no_parent": (lambda: OrgUnitFactory(estate_branch=True), "parent_id = NULL", "level = 1"),
}
# Broken by a second row or by another table, in tests of their own below.
OTHERS = {
    "calendar_day_once",
    "grid_number_unique",
    "estate_name_unique",
    "building_number_unique",
    "gate_name_unique",
    "household_code_unique",
    "org_unit_name_unique",
    "residence_once_a_building",
    "post_building_once",
}
# They hold the composite foreign keys; the primary key alone makes them true.
KEYS = {
    "grid_in_community",
    "estate_in_community",
    "household_in_building",
    "org_unit_at_level",
    "unit_appointment_at_role_level",
    "org_unit_in_community",
}


# Composite foreign keys, which only migrations know; in tests of their own below.
LINKED = {
    "org_unit_parent_one_level_up",
    "org_unit_parent_same_community",
    "post_building_of_pioneer_post",
    "building_estate_same_community",
    "building_grid_same_community",
    "residence_household_in_building",
}


def test_every_named_constraint_is_tried():
    models = [*MODELS, *test_constraints_organisation.MODELS, *test_constraints_matters.MODELS]
    ours = {model for model in apps.get_app_config("grid").get_models() if not model._meta.proxy}
    assert set(models) == {model for model in ours if not model.__name__.endswith("History")}
    named = {constraint.name for model in models for constraint in model._meta.constraints}
    tried = test_constraints_organisation.TRIED | test_constraints_matters.TRIED | test_triggers.TRIED
    assert named == set(BREAKS) | OTHERS | KEYS | tried


def test_every_composite_foreign_key_and_guard_is_tried_and_has_its_message():
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT conname FROM pg_constraint WHERE contype = 'f' AND cardinality(conkey) > 1 "
            "AND conrelid::regclass::text LIKE 'grid_%' "
            "UNION SELECT substring(prosrc FROM $$CONSTRAINT = '(.+?)'$$) "
            "FROM pg_trigger JOIN pg_proc ON pg_proc.oid = tgfoid "
            "WHERE tgrelid::regclass::text LIKE 'grid_%' AND prosrc LIKE '%CONSTRAINT = ''%'"
        )
        there = {name for (name,) in cursor.fetchall()}
    messages = {
        name for model in apps.get_app_config("grid").get_models() for name in getattr(model, "database_messages", {})
    }
    stay = frozen_names("grid")  # tried in tests/portal/test_records_stay.py
    tried = test_constraints_organisation.LINKED | test_constraints_matters.LINKED | test_triggers.LINKED
    assert there == messages == LINKED | tried | stay


@pytest.mark.parametrize("name", BREAKS)
def test_raw_sql_cannot_break(name):
    make, *changes = BREAKS[name]
    row = make()
    by = {change: refused(f"UPDATE {row._meta.db_table} SET {change} WHERE id = %s", row.pk) for change in changes}
    assert by == dict.fromkeys(changes, name)


@pytest.mark.parametrize(
    ("make", "change"),
    [
        (BuildingFactory, "x = 0, y = 100000, entrances = 20, floors = 99"),
        (BuildingFactory, "x = NULL, y = NULL"),
        (GateFactory, "x = 0, y = 100000"),
        (CommunityFactory, "plan_width = 100, plan_height = 100, visit_days = 7"),
        (CommunityFactory, "visit_days = 730"),
        (ResidenceFactory, "during = daterange('1900-01-01', '2200-01-01')"),
    ],
)
def test_the_last_value_that_is_allowed_is_taken(make, change):
    row = make()
    run(f"UPDATE {row._meta.db_table} SET {change} WHERE id = %s", row.pk)


def other_day() -> CalendarDay:
    """Each time a day further on."""
    return CalendarDayFactory(day=clock.today() + dt.timedelta(days=CalendarDay.objects.count()))


@pytest.mark.parametrize(
    ("name", "make", "same"),
    [
        ("calendar_day_once", other_day, ["day"]),
        ("grid_number_unique", GridFactory, ["number"]),
        ("estate_name_unique", EstateFactory, ["name"]),
        ("building_number_unique", BuildingFactory, ["estate_id", "number"]),
        ("gate_name_unique", GateFactory, ["estate_id", "name"]),
        ("household_code_unique", HouseholdFactory, ["building_id", "entrance", "code"]),
        ("org_unit_name_unique", OrgUnitFactory, ["name"]),
        ("residence_once_a_building", ResidenceFactory, ["person_id", "building_id", "household_id"]),
        ("post_building_once", PostBuildingFactory, ["post_id", "building_id"]),
    ],
)
def test_a_second_row_of_the_same_is_refused(name, make, same):
    first, second = make(), make()
    change = ", ".join(f"{column} = %s" for column in same)
    values = [getattr(first, column) for column in same]
    table = first._meta.db_table
    assert refused(f"UPDATE {table} SET {change} WHERE id = %s", *values, second.pk) == name


def test_a_community_has_a_name_of_its_own():
    first, second = CommunityFactory(name="青山社区"), CommunityFactory(name="邻社区")
    rename = "UPDATE grid_community SET name = %s WHERE id = %s"
    assert refused(rename, first.name, second.pk) == "grid_community_name_key"


@pytest.mark.parametrize(("places", "make"), [("estate", EstateFactory), ("grid", GridFactory)])
def test_a_unit_serves_a_place_once(places, make):
    unit, place = OrgUnitFactory(estate_branch=True), make()
    table = f"grid_orgunit_{places}s"
    serve = f"INSERT INTO {table} (orgunit_id, {places}_id) VALUES (%s, %s)"
    run(serve, unit.pk, place.pk)
    assert refused(serve, unit.pk, place.pk).startswith(f"{table}_orgunit_id_{places}_id_")


def test_grids_of_two_communities_may_have_one_number():
    first, second = GridFactory(), GridFactory(community=CommunityFactory(name="青山社区"))
    run("UPDATE grid_grid SET number = %s WHERE id = %s", first.number, second.pk)


# --- The levels of the organisation


def new_unit(level: int, parent: OrgUnit | None, community: Community) -> str:
    return refused(
        "INSERT INTO grid_orgunit (community_id, level, parent_id, number, name, about) "
        "VALUES (%s, %s, %s, 0, 'x', '')",
        community.pk,
        level,
        parent and parent.pk,
    )


def test_a_unit_is_created_only_one_level_below_its_parent():
    top = OrgUnitFactory()
    branch = OrgUnitFactory(estate_branch=True, parent=top)
    post = OrgUnitFactory(pioneer_post=True, parent=branch)
    here = top.community
    assert new_unit(3, top, here) == "org_unit_parent_one_level_up"
    assert new_unit(2, branch, here) == "org_unit_parent_one_level_up"
    assert new_unit(2, post, here) == "org_unit_parent_one_level_up"
    assert new_unit(3, post, here) == "org_unit_parent_one_level_up"
    assert new_unit(1, top, here) == "org_unit_only_top_has_no_parent"
    assert new_unit(2, None, here) == "org_unit_only_top_has_no_parent"
    assert new_unit(0, top, here) == "org_unit_level_known"


def test_a_unit_moves_only_below_the_level_above():
    post = OrgUnitFactory(pioneer_post=True)
    top = post.parent.parent
    move = "UPDATE grid_orgunit SET parent_id = %s WHERE id = %s"
    assert refused(move, top.pk, post.pk) == "org_unit_parent_one_level_up"
    assert refused(move, OrgUnitFactory(pioneer_post=True).pk, post.pk) == "org_unit_parent_one_level_up"
    run(move, OrgUnitFactory(estate_branch=True, parent=top).pk, post.pk)


def test_no_unit_is_its_own_parent():
    branch = OrgUnitFactory(estate_branch=True)
    own = "UPDATE grid_orgunit SET parent_id = id WHERE id = %s"
    assert refused(own, branch.pk) == "org_unit_parent_one_level_up"


def test_a_level_does_not_change_under_units_that_hang_below():
    post = OrgUnitFactory(pioneer_post=True)
    change = "UPDATE grid_orgunit SET level = %s, parent_id = %s WHERE id = %s"
    assert refused(change, 1, None, post.parent_id) == "org_unit_parent_one_level_up"
    run(change, 2, post.parent.parent_id, post.pk)


def test_a_unit_and_its_parent_are_of_one_community():
    branch = OrgUnitFactory(estate_branch=True)
    other = CommunityFactory(name="青山社区")
    change = "UPDATE grid_orgunit SET community_id = %s WHERE id = %s"
    assert refused(change, other.pk, branch.pk) == "org_unit_parent_same_community"
    assert refused(change, other.pk, branch.parent_id) == "org_unit_parent_same_community"


def test_only_a_pioneer_post_looks_after_buildings():
    link, branch = PostBuildingFactory(), OrgUnitFactory(estate_branch=True)
    change = "UPDATE grid_postbuilding SET post_id = %s WHERE id = %s"
    assert refused(change, branch.pk, link.pk) == "post_building_of_pioneer_post"


# --- Places stay together


def test_a_building_and_its_estate_and_grid_are_of_one_community():
    building, other = BuildingFactory(), CommunityFactory(name="青山社区")
    estate, grid = EstateFactory(community=other), GridFactory(community=other)
    change = "UPDATE grid_building SET {} = %s WHERE id = %s"
    assert refused(change.format("estate_id"), estate.pk, building.pk) == "building_estate_same_community"
    assert refused(change.format("grid_id"), grid.pk, building.pk) == "building_grid_same_community"
    move = "UPDATE grid_grid SET community_id = %s WHERE id = %s"
    assert refused(move, other.pk, building.grid_id) == "building_grid_same_community"


def test_a_residence_names_a_household_of_its_building():
    residence, other = ResidenceFactory(), HouseholdFactory()
    change = "UPDATE grid_residence SET household_id = %s WHERE id = %s"
    assert refused(change, other.pk, residence.pk) == "residence_household_in_building"


def test_one_residence_may_follow_another_without_a_gap():
    first = ResidenceFactory()
    run("UPDATE grid_residence SET during = daterange('2020-01-01', '2021-01-01') WHERE id = %s", first.pk)
    again = ResidenceFactory(person=first.person, household=first.household)
    follow = "UPDATE grid_residence SET during = daterange(%s, NULL) WHERE id = %s"
    run(follow, "2021-01-01", again.pk)
    assert refused(follow, "2020-12-31", again.pk) == "residence_once_a_building"
