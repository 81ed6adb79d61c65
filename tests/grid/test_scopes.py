"""What each role covers on the ground, with two communities, joint estates, and buildings that change hands."""

import datetime as dt

import pytest
from django.db.backends.postgresql.psycopg_any import DateRange

from accounts.models import Person, User
from accounts.permissions import HeldRole, Reach
from common.time import clock
from common.time.ranges import since
from grid import scopes
from grid.models import Building, Community, Estate, Grid, OrgUnit, UnitAppointment
from tests.factories import (
    BuildingFactory,
    CommunityFactory,
    EstateFactory,
    GridAppointmentFactory,
    GridFactory,
    HouseholdFactory,
    OrgUnitFactory,
    PartyRelationFactory,
    PersonFactory,
    PioneerLinkFactory,
    PostBuildingFactory,
    ResidenceFactory,
    UnitAppointmentFactory,
    officer,
)

pytestmark = pytest.mark.django_db

BEFORE = DateRange(dt.date(2020, 1, 1), dt.date(2021, 1, 1))
OFFICE = ["secretary", "deputy", "office_worker"]


class District:
    """Community A: an estate that two branches share, on two grids; a post with a building on each. And B apart."""

    def __init__(self) -> None:
        self.top = OrgUnitFactory()
        self.branch = OrgUnitFactory(estate_branch=True, parent=self.top)
        self.sister = OrgUnitFactory(estate_branch=True, parent=self.top)
        self.post = OrgUnitFactory(pioneer_post=True, parent=self.branch)
        self.sister_post = OrgUnitFactory(pioneer_post=True, parent=self.sister)
        self.estate, self.lonely = EstateFactory(), EstateFactory()
        self.branch.estates.add(self.estate)
        self.sister.estates.add(self.estate)
        self.west, self.east = GridFactory(), GridFactory()
        self.first = BuildingFactory(estate=self.estate, grid=self.west)
        self.second = BuildingFactory(estate=self.estate, grid=self.east)
        self.unserved = BuildingFactory(estate=self.lonely, grid=self.east)
        PostBuildingFactory(post=self.post, building=self.first)
        PostBuildingFactory(post=self.post, building=self.second)
        self.b_community = CommunityFactory(name="青山社区")
        self.b_top = OrgUnitFactory(community=self.b_community)
        self.b_branch = OrgUnitFactory(estate_branch=True, parent=self.b_top, community=self.b_community)
        self.b_building = BuildingFactory(estate__community=self.b_community)


@pytest.fixture
def district() -> District:
    return District()


def buildings(user: User) -> set[Building]:
    return set(Building.objects.filter(pk__in=scopes.buildings_in_reach(user.rights.reach_of(user_roles(user)))))


def units(user: User) -> set[OrgUnit]:
    return set(OrgUnit.objects.filter(pk__in=scopes.units_in_reach(user.rights.reach_of(user_roles(user)))))


def communities(reach: Reach) -> set[Community]:
    return set(Community.objects.filter(pk__in=scopes.communities_in_reach(reach)))


def user_roles(user: User) -> set[str]:
    return {held.role for held in user.rights.held}


def people(user: User) -> set[Person]:
    """Without the user, who as a holder of the post is always among the colleagues."""
    return set(Person.objects.visible_to(user)) - {user.person}


# --- Buildings and units


@pytest.mark.parametrize("role", OFFICE)
def test_the_office_covers_its_community_and_nothing_of_the_other(district, role):
    user = officer(role, district.top)
    assert buildings(user) == {district.first, district.second, district.unserved}
    assert units(user) == {district.top, district.branch, district.sister, district.post, district.sister_post}
    assert buildings(officer(role, district.b_top)) == {district.b_building}


def test_two_branches_of_a_joint_estate_cover_all_its_buildings_and_only_their_own_units(district):
    for branch, post in ((district.branch, district.post), (district.sister, district.sister_post)):
        user = officer("branch_secretary", branch)
        assert buildings(user) == {district.first, district.second}
        assert units(user) == {branch, post}


def test_a_branch_covers_the_buildings_of_its_posts_beyond_its_estates(district):
    PostBuildingFactory(post=district.post, building=district.unserved)
    assert district.unserved in buildings(officer("branch_secretary", district.branch))
    assert district.unserved not in buildings(officer("branch_secretary", district.sister))


def test_a_branch_that_no_longer_serves_an_estate_covers_it_no_more(district):
    district.sister.estates.remove(district.estate)
    assert buildings(officer("branch_secretary", district.sister)) == set()


def test_an_estate_named_at_a_post_covers_nothing(district):
    district.sister_post.estates.add(district.lonely)
    assert buildings(officer("pioneer", district.sister_post)) == set()


def test_a_post_covers_its_buildings_of_today_in_whichever_grids(district):
    user = officer("pioneer", district.post)
    assert buildings(user) == {district.first, district.second}
    assert units(user) == {district.post}


@pytest.mark.parametrize("during", [BEFORE, DateRange(dt.date(2020, 1, 1), clock.today())])
def test_a_building_that_a_post_has_given_up_is_covered_no_more(district, during):
    district.post.post_buildings.filter(building=district.second).update(during=during)
    assert buildings(officer("pioneer", district.post)) == {district.first}


def test_a_building_to_come_is_not_covered_yet(district):
    tomorrow = clock.today() + dt.timedelta(days=1)
    PostBuildingFactory(post=district.sister_post, building=district.unserved, during=since(tomorrow))
    assert buildings(officer("pioneer", district.sister_post)) == set()
    assert district.unserved not in buildings(officer("branch_secretary", district.sister))


def test_a_grid_covers_its_buildings_and_reads_the_units_that_look_after_them(district):
    user = officer("grid_worker", district.west)
    assert buildings(user) == {district.first}
    assert units(user) == {district.post}
    district.sister.grids.add(district.west)
    assert units(user) == {district.post, district.sister}


def test_a_grid_does_not_read_what_looks_after_other_grids_or_did_so_earlier_or_is_no_branch(district):
    PostBuildingFactory(post=district.sister_post, building=district.first, during=BEFORE)
    PostBuildingFactory(post=district.sister_post, building=district.unserved)
    district.sister.grids.add(district.east)
    for unit in (district.top, district.sister_post):
        unit.grids.add(district.west)
    assert units(officer("grid_worker", district.west)) == {district.post}


def test_places_without_a_building_are_of_the_office_and_a_grid_of_its_worker(district):
    grid, estate = GridFactory(), EstateFactory()
    office, worker, other = (
        officer("secretary", district.top),
        officer("grid_worker", grid),
        officer("grid_worker", district.west),
    )
    assert [grid in Grid.objects.visible_to(user) for user in (office, worker, other)] == [True, True, False]
    assert [estate in Estate.objects.visible_to(user) for user in (office, worker, other)] == [True, False, False]


def test_two_appointments_cover_together_and_an_ended_one_nothing(district):
    user = officer("pioneer", district.sister_post)
    GridAppointmentFactory(user=user, grid=district.east)
    GridAppointmentFactory(user=user, grid=district.west, during=BEFORE)
    assert buildings(user) == {district.second, district.unserved}


def test_whoever_holds_nothing_covers_nothing(district):
    reach = officer("pioneer", district.post).rights.reach_of([])
    assert not Building.objects.filter(pk__in=scopes.buildings_in_reach(reach)).exists()
    assert not OrgUnit.objects.filter(pk__in=scopes.units_in_reach(reach)).exists()
    assert communities(reach) == set()


def test_communities_are_those_in_which_something_is_held(district):
    user = officer("pioneer", district.post)
    assert communities(user.rights.holding("grid.view_building")) == {district.top.community}
    GridAppointmentFactory(user=user, grid=district.b_building.grid)
    again = User.objects.get(pk=user.pk)
    assert communities(again.rights.holding("grid.view_building")) == {district.top.community, district.b_community}


# --- People


def test_residents_are_seen_by_who_may_read_residences_where_they_live_today(district):
    here = ResidenceFactory(household=HouseholdFactory(building=district.first)).person
    ResidenceFactory(household=HouseholdFactory(building=district.first), during=BEFORE)
    there = ResidenceFactory(household=HouseholdFactory(building=district.b_building)).person
    for user in (
        officer("secretary", district.top),
        officer("branch_secretary", district.branch),
        officer("grid_worker", district.west),
    ):
        assert here in people(user)
        assert there not in people(user)
    assert here not in people(officer("grid_worker", district.east))
    assert here not in people(officer("pioneer", district.post))
    assert people(officer("branch_secretary", district.b_branch)).isdisjoint({here, there})


def test_who_is_linked_to_a_post_is_seen_by_it_and_by_those_above(district):
    linked = PioneerLinkFactory(post=district.post).person
    former = PioneerLinkFactory(post=district.post, during=BEFORE).person
    for user in (
        officer("pioneer", district.post),
        officer("branch_secretary", district.branch),
        officer("secretary", district.top),
    ):
        assert linked in people(user)
        assert former not in people(user)
    for user in (
        officer("pioneer", district.sister_post),
        officer("branch_secretary", district.sister),
        officer("secretary", district.b_top),
    ):
        assert linked not in people(user)


def test_members_are_seen_by_the_register_s_own_readers_alone(district):
    member = PartyRelationFactory(branch=district.branch).person
    assert member in people(officer("branch_secretary", district.branch))
    for role in OFFICE:
        assert member in people(officer(role, district.top))
    for user in (
        officer("branch_secretary", district.sister),
        officer("grid_worker", district.west),
        officer("pioneer", district.post),
    ):
        assert member not in people(user)


def test_who_is_placed_nowhere_is_seen_by_the_office_of_the_only_community():
    top, newcomer = OrgUnitFactory(), PersonFactory()
    placed, linked = ResidenceFactory().person, PioneerLinkFactory().person
    secretary = officer("secretary", top)
    assert set(scope_keys(scopes.unplaced_people(secretary.rights.holding("accounts.view_person")))) == {
        newcomer.pk,
        secretary.person_id,
    }
    assert {placed.pk, linked.pk}.isdisjoint(
        scope_keys(scopes.unplaced_people(secretary.rights.holding("accounts.view_person")))
    )
    assert newcomer in people(secretary)
    branch = officer("branch_secretary", OrgUnitFactory(estate_branch=True, parent=top))
    assert newcomer not in people(branch)


def test_nobody_but_a_general_branch_is_shown_who_is_placed_nowhere():
    PersonFactory()
    assert scope_keys(scopes.unplaced_people(Reach.of([]))) == []  # there is no community yet
    branch = OrgUnitFactory(estate_branch=True)
    at_branch = Reach.of([HeldRole("secretary", UnitAppointment._meta.label, branch.pk)])
    assert scope_keys(scopes.unplaced_people(at_branch)) == []


def test_with_two_communities_nobody_is_shown_who_is_placed_nowhere(district):
    newcomer = PersonFactory()
    assert newcomer not in people(officer("secretary", district.top))
    assert newcomer not in people(officer("secretary", district.b_top))


def test_colleagues_are_named_to_each_other_and_not_across_communities(district):
    pioneer = UnitAppointmentFactory(unit=district.post).user.person
    worker = GridAppointmentFactory(grid=district.west).user.person
    assert {pioneer, worker} <= people(officer("secretary", district.top))
    assert pioneer in people(officer("branch_secretary", district.branch))
    assert pioneer not in people(officer("branch_secretary", district.sister))
    assert people(officer("secretary", district.b_top)).isdisjoint({pioneer, worker})


def scope_keys(rows: object) -> list[int]:
    return [next(iter(row.values())) for row in rows]  # type: ignore[attr-defined]
