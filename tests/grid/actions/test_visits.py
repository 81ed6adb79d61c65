"""Visits are recorded once, by who looks after the place, and mended for a week."""

import datetime as dt

import pytest
import time_machine
from django.db.backends.postgresql.psycopg_any import DateRange

from common.time import clock
from common.time.ranges import since
from grid.actions.visits import VisitOutcome, correct_visit, delete_visit, record_visit
from grid.models import Visit
from tests.factories import (
    BuildingFactory,
    HouseholdFactory,
    OrgUnitFactory,
    PersonFactory,
    PioneerLinkFactory,
    PostBuildingFactory,
    ResidenceFactory,
    StaffFactory,
    UserFactory,
    VisitFactory,
    officer,
)
from tests.support.posts import days_ago
from tests.support.refusals import refused

pytestmark = pytest.mark.django_db
TODAY = clock.today


def test_a_pioneer_records_a_visit_in_an_own_building(place):
    pioneer = officer("pioneer", place.post)
    visit = record_visit(
        place.household, visitor=pioneer.person, summary=" 都好 ", needs=" 想装扶手 ", by=pioneer
    ).visit
    assert (visit.on, visit.post, visit.met) == (TODAY(), place.post, True)
    assert (visit.summary, visit.needs, visit.by) == ("都好", "想装扶手", pioneer)


@pytest.mark.parametrize(
    "who",
    [
        lambda place: officer("pioneer", place.sibling),
        lambda place: officer("branch_secretary", OrgUnitFactory(estate_branch=True)),
        lambda place: officer("grid_worker", BuildingFactory().grid),
        lambda place: StaffFactory(),
        lambda place: UserFactory(),
    ],
    ids=["sibling post", "sibling branch", "another grid", "operator", "resident"],
)
def test_nobody_records_visits_elsewhere(place, who):
    by = who(place)
    with refused("not_allowed"):
        record_visit(place.household, visitor=by.person, by=by)
    assert not Visit.objects.exists()


@pytest.mark.parametrize("role", ["grid_worker", "branch_secretary", "office_worker", "secretary"])
def test_the_office_records_visits_in_its_places(place, role):
    at = {"grid_worker": place.building.grid, "branch_secretary": place.branch}.get(role, place.top)
    by = officer(role, at)
    assert record_visit(place.household, visitor=by.person, by=by).visit.post == place.post


def test_a_visit_lies_within_the_last_thirty_days(place):
    pioneer = officer("pioneer", place.post)

    def record(on: dt.date) -> Visit:
        return record_visit(place.household, visitor=pioneer.person, on=on, by=pioneer).visit

    with refused("in_the_future"):
        record(days_ago(-1))
    with refused("too_long_ago"):
        record(days_ago(31))
    assert record(days_ago(30)).on == days_ago(30)


def test_a_visit_is_recorded_once(place):
    pioneer = officer("pioneer", place.post)
    first = record_visit(place.household, visitor=pioneer.person, summary="都好", by=pioneer)
    again = record_visit(place.household, visitor=pioneer.person, summary="都好", by=pioneer)
    silent = record_visit(place.household, visitor=pioneer.person, by=pioneer)
    assert [one.outcome for one in (first, again, silent)] == [
        VisitOutcome.NEW,
        VisitOutcome.REPEATED,
        VisitOutcome.REPEATED,
    ]
    assert first.visit == again.visit == silent.visit
    assert Visit.objects.get().summary == "都好"


def test_a_later_try_of_the_day_is_told_in_the_one_record(place):
    pioneer = officer("pioneer", place.post)
    record_visit(place.household, visitor=pioneer.person, met=False, summary="敲了门", by=pioneer)
    later = record_visit(place.household, visitor=pioneer.person, needs="扶手", by=pioneer)
    assert later.outcome == VisitOutcome.CORRECTED
    visit = Visit.objects.get()
    assert (visit.met, visit.summary, visit.needs) == (True, "敲了门", "扶手")


def test_nobody_at_home_does_not_overwrite_a_visit_that_met_somebody(place):
    pioneer = officer("pioneer", place.post)
    record_visit(place.household, visitor=pioneer.person, by=pioneer)
    with refused("somebody_was_at_home"):
        record_visit(place.household, visitor=pioneer.person, met=False, by=pioneer)
    assert Visit.objects.get().met


def test_a_record_of_somebody_else_is_not_corrected_by_a_second_visit(place):
    """Who wrote the words may correct them; a colleague who records the same visitor is told so."""
    pioneer, secretary = officer("pioneer", place.post), officer("branch_secretary", place.branch)
    record_visit(place.household, visitor=pioneer.person, summary="都好", by=pioneer)
    with refused("not_own_words"):
        record_visit(place.household, visitor=pioneer.person, summary="不好", by=secretary)
    assert Visit.objects.get().summary == "都好"


def test_nobody_tells_needs_who_was_not_at_home(place):
    pioneer = officer("pioneer", place.post)
    with refused("visit_needs_were_told"):
        record_visit(place.household, visitor=pioneer.person, met=False, needs="扶手", by=pioneer)


def test_a_visit_belongs_to_the_post_of_that_day(place):
    """The building came to the sibling yesterday; the visit was made before, and belongs to the post of then."""
    place.post.post_buildings.update(during=DateRange(days_ago(400), days_ago(1)))
    PostBuildingFactory(post=place.sibling, building=place.building, during=since(days_ago(1)))
    by = officer("pioneer", place.sibling)
    before = record_visit(place.household, visitor=by.person, on=days_ago(2), by=by).visit
    after = record_visit(place.household, visitor=by.person, by=by).visit
    assert (before.post, after.post) == (place.post, place.sibling)


def test_a_visit_where_no_post_looks_after_the_building_belongs_to_none(place):
    household = HouseholdFactory(building=BuildingFactory(estate=place.building.estate))
    by = officer("branch_secretary", place.branch)
    assert record_visit(household, visitor=by.person, by=by).visit.post is None


def test_among_two_posts_the_visit_belongs_to_the_visitors(place):
    PostBuildingFactory(post=place.sibling, building=place.building)
    for post in (place.post, place.sibling):
        pioneer = officer("pioneer", post)
        assert record_visit(place.household, visitor=pioneer.person, by=pioneer).visit.post == post


def test_any_member_linked_to_the_post_may_have_visited(place):
    by = officer("branch_secretary", place.branch)
    member = PioneerLinkFactory(post=place.post).person
    worker = officer("grid_worker", place.building.grid).person
    pioneer = officer("pioneer", place.post).person
    for visitor in (member, worker, pioneer):
        assert record_visit(place.household, visitor=visitor, by=by).visit.visitor == visitor


def test_who_is_linked_from_another_grid_is_no_visitor_to_the_grid_worker(place):
    """A post looks after buildings of several grids; whom it links on another one is not for this grid's worker."""
    by = officer("grid_worker", place.building.grid)
    member = PioneerLinkFactory(post=place.post).person
    with refused("not_of_the_post"):
        record_visit(place.household, visitor=member, by=by)
    ResidenceFactory(person=member, household=place.household)
    assert record_visit(place.household, visitor=member, by=by).visit.visitor == member


def test_somebody_of_another_post_did_not_visit(place):
    by = officer("branch_secretary", place.branch)
    gone = PioneerLinkFactory(post=place.post, during=DateRange(days_ago(90), days_ago(3))).person
    for visitor in (
        PioneerLinkFactory(post=place.sibling).person,
        officer("pioneer", place.sibling).person,
        PersonFactory(),
        gone,
    ):
        with refused("not_of_the_post"):
            record_visit(place.household, visitor=visitor, by=by)
    assert record_visit(place.household, visitor=gone, on=days_ago(4), by=by).visit.visitor == gone


def test_own_words_are_mended_within_a_week(place):
    pioneer = officer("pioneer", place.post)
    visit = record_visit(place.household, visitor=pioneer.person, summary="都好", by=pioneer).visit
    assert correct_visit(visit, met=True, summary="想要扶手", by=pioneer).summary == "想要扶手"
    with refused("not_own_words"):
        correct_visit(visit, met=True, by=officer("secretary", place.top))
    with time_machine.travel(clock.now() + dt.timedelta(days=7)), refused("not_own_words"):
        correct_visit(visit, met=True, by=pioneer)


def test_a_visit_is_taken_back_within_a_week_and_later_by_the_office(place):
    pioneer = officer("pioneer", place.post)
    visit = VisitFactory(household=place.household, post=place.post, by=pioneer)
    delete_visit(visit, by=pioneer)
    old = VisitFactory(
        household=place.household, post=place.post, by=pioneer, recorded_at=clock.now() - dt.timedelta(days=7)
    )
    of_another = VisitFactory(household=place.household, post=place.post)
    for visit in (old, of_another):
        with refused("not_own_words"):
            delete_visit(visit, by=pioneer)
        delete_visit(visit, by=officer("grid_worker", place.building.grid))
    assert not Visit.objects.exists()


def test_siblings_take_back_nothing(place):
    visit = VisitFactory(household=place.household, post=place.post)
    for by in (officer("pioneer", place.sibling), officer("branch_secretary", OrgUnitFactory(estate_branch=True))):
        with refused("not_allowed"):
            delete_visit(visit, by=by)
        with refused("not_allowed"):
            correct_visit(visit, met=True, by=by)
