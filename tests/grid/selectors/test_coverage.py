"""Coverage of visits: who has been seen, who is due, and in which order."""

import datetime as dt

import pytest
from django.db.backends.postgresql.psycopg_any import DateRange

from common.time import clock
from grid.models import Building, Community, Household, OrgUnit, Visit
from grid.selectors.coverage import (
    Coverage,
    buildings_with_coverage,
    coverage_of,
    coverage_of_households,
    households_due,
    posts_with_coverage,
    visitable_households,
)
from tests.factories import (
    BuildingFactory,
    HouseholdFactory,
    OrgUnitFactory,
    PostBuildingFactory,
    StaffFactory,
    UserFactory,
    VisitFactory,
    officer,
)

pytestmark = pytest.mark.django_db


def days_ago(n: int) -> dt.date:
    return clock.today() - dt.timedelta(days=n)


@pytest.fixture
def building() -> Building:
    building = BuildingFactory()
    Community.objects.update(visit_days=90)
    return building


def test_a_household_is_due_once_the_days_have_passed(building):
    fresh, old = (HouseholdFactory(building=building) for _ in range(2))
    VisitFactory(household=fresh, on=days_ago(89))
    VisitFactory(household=old, on=days_ago(90))
    assert list(households_due(Household.objects.all())) == [old]


def test_each_community_has_days_of_its_own(building):
    elsewhere = BuildingFactory(estate__community__name="青山社区")
    Community.objects.filter(pk=elsewhere.community_id).update(visit_days=30)
    for place in (building, elsewhere):
        VisitFactory(household=HouseholdFactory(building=place), on=days_ago(60))
    assert [household.building for household in households_due(Household.objects.all())] == [elsewhere]


def test_never_visited_ones_come_first_and_then_the_longest_ago(building):
    recent, never, long_ago = (HouseholdFactory(building=building) for _ in range(3))
    VisitFactory(household=recent, on=days_ago(100))
    VisitFactory(household=long_ago, on=days_ago(300))
    VisitFactory(household=long_ago, on=days_ago(200))
    found = list(households_due(Household.objects.all()))
    assert found == [never, long_ago, recent]
    assert [household.last_visit for household in found] == [None, days_ago(200), days_ago(100)]


def test_a_knock_at_a_closed_door_is_a_try_and_no_visit(building):
    household = HouseholdFactory(building=building)
    VisitFactory(household=household, on=days_ago(2), met=False)
    found = households_due(Household.objects.all()).get()
    assert (found.last_visit, found.last_try) == (None, days_ago(2))


def test_buildings_and_posts_count_their_own_households(building):
    other = BuildingFactory(estate=building.estate)
    post, idle = OrgUnitFactory(pioneer_post=True), OrgUnitFactory(pioneer_post=True)
    PostBuildingFactory(post=post, building=building)
    PostBuildingFactory(post=post, building=other)
    PostBuildingFactory(post=idle, building=building, during=DateRange(days_ago(20), days_ago(10)))
    households = [HouseholdFactory(building=place) for place in (building, building, other)]
    VisitFactory(household=households[0], on=days_ago(1))
    VisitFactory(household=households[0], on=days_ago(5))
    by_building = {b.pk: coverage_of(b) for b in buildings_with_coverage(Building.objects.all())}
    by_post = {p.pk: coverage_of(p) for p in posts_with_coverage(OrgUnit.objects.posts())}
    assert by_building == {building.pk: Coverage(2, 1), other.pk: Coverage(1, 0)}
    assert by_post == {post.pk: Coverage(3, 1), idle.pk: Coverage(0, 0)}
    assert coverage_of_households(Household.objects.all()) == Coverage(3, 1)


def test_the_share_is_rounded_down():
    assert Coverage(200, 199).percent == 99
    assert Coverage(0, 0).percent == 0
    assert (Coverage(3, 1) + Coverage(2, 2), Coverage(3, 1).due) == (Coverage(5, 3), 2)


def test_coverage_is_read_by_those_who_read_visits(building):
    household = HouseholdFactory(building=building)
    HouseholdFactory()
    post = PostBuildingFactory(building=building).post
    assert list(visitable_households(officer("pioneer", post))) == [household]
    assert list(visitable_households(officer("grid_worker", building.grid))) == [household]
    assert not visitable_households(StaffFactory())
    assert not visitable_households(UserFactory())


def test_figures_of_any_size_cost_one_query_each(building, django_assert_num_queries):
    for _ in range(3):
        VisitFactory(household=HouseholdFactory(building=building))
    with django_assert_num_queries(1):
        list(households_due(Household.objects.all()))
    with django_assert_num_queries(1):
        list(buildings_with_coverage(Building.objects.all()))
    with django_assert_num_queries(1):
        list(posts_with_coverage(OrgUnit.objects.posts()))
    assert Visit.objects.count() == 3
