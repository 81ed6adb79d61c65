"""Links, residents and visits: who may write what down, and where the history stays."""

import datetime as dt

import pytest
import time_machine
from django.db.backends.postgresql.psycopg_any import DateRange

from accounts.models import Consent, Person
from common.exceptions import Refused
from common.time import clock
from common.time.ranges import since
from grid.actions.links import end_link, link_neighbour, link_person
from grid.actions.residents import enter_resident
from grid.actions.visits import VisitOutcome, correct_visit, delete_visit, record_visit
from grid.models import PioneerLink, Residence, Visit
from tests.factories import (
    BuildingFactory,
    ConsentFactory,
    HouseholdFactory,
    OrgUnitFactory,
    PersonFactory,
    PioneerLinkFactory,
    PostBuildingFactory,
    PrivacyNoticeFactory,
    ResidenceFactory,
    StaffFactory,
    UserFactory,
    VisitFactory,
    officer,
)
from tests.support.posts import Place, days_ago

pytestmark = pytest.mark.django_db
TODAY = clock.today


@pytest.fixture
def place() -> Place:
    return Place()


def refused(code: str) -> pytest.RaisesExc[Refused]:
    return pytest.raises(Refused, check=lambda no: no.code == code)


# --- Links


def test_a_neighbour_is_linked_since_today(place):
    person = place.resident()
    link = link_person(person, post=place.post, by=officer("branch_secretary", place.branch))
    assert link.during == since()
    assert link.post == place.post


def test_moving_ends_the_link_with_yesterday_and_keeps_it(place):
    person = place.resident()
    old = PioneerLinkFactory(person=person, post=place.post, during=since(days_ago(30)))
    new = link_person(person, post=place.sibling, by=officer("branch_secretary", place.branch))
    old.refresh_from_db()
    assert old.during == DateRange(days_ago(30), TODAY())
    assert new.during == since()
    assert list(PioneerLink.objects.current().filter(person=person)) == [new]


def test_a_link_of_today_that_moves_today_is_replaced(place):
    person = place.resident()
    PioneerLinkFactory(person=person, post=place.post)
    by = officer("branch_secretary", place.branch)
    new = link_person(person, post=place.sibling, by=by)
    assert list(PioneerLink.objects.filter(person=person)) == [new]


def test_linking_twice_is_told(place):
    person = place.resident()
    by = officer("branch_secretary", place.branch)
    link_person(person, post=place.post, by=by)
    with refused("already_linked"):
        link_person(person, post=place.post, by=by)


def test_nobody_is_linked_without_consent(place):
    person = place.resident()
    Consent.objects.filter(person=person).update(withdrawn_at=clock.now())
    with refused("no_consent"):
        link_person(person, post=place.post, by=officer("branch_secretary", place.branch))
    assert not PioneerLink.objects.exists()


def test_people_are_linked_to_posts_alone(place):
    person = place.resident()
    with refused("not_a_post"):
        link_person(person, post=place.branch, by=officer("branch_secretary", place.branch))


def test_a_pioneer_links_nobody_whom_they_cannot_see(place):
    person = place.resident()
    with refused("not_allowed"):
        link_person(person, post=place.post, by=officer("pioneer", place.post))


def test_a_pioneer_gives_the_own_neighbours_to_no_other_post(place):
    person = place.resident()
    PioneerLinkFactory(person=person, post=place.sibling, during=since(days_ago(3)))
    with refused("not_allowed"):
        link_person(person, post=place.post, by=officer("pioneer", place.sibling))


def test_nobody_takes_a_link_from_a_post_that_they_do_not_look_after(place):
    """The branch secretary keeps somebody who lives there, and who is linked in another branch."""
    person = place.resident()
    link = PioneerLinkFactory(person=person)
    with refused("linked_elsewhere"):
        link_person(person, post=place.post, by=officer("branch_secretary", place.branch))
    assert list(PioneerLink.objects.filter(person=person)) == [link]


@pytest.mark.parametrize("role", ["pioneer", "resident", "operator"])
def test_a_sibling_a_resident_and_the_operator_link_nobody(place, role):
    by = {
        "pioneer": lambda: officer("pioneer", place.sibling),
        "resident": UserFactory,
        "operator": StaffFactory,
    }[role]()
    person = place.resident()
    with refused("not_allowed"):
        link_person(person, post=place.post, by=by)
    link = PioneerLinkFactory(post=place.post, during=since(days_ago(3)))
    with refused("not_allowed"):
        end_link(link, by=by)


def test_a_link_ends_today_and_stays_as_history(place):
    link = PioneerLinkFactory(post=place.post, during=since(days_ago(3)))
    pioneer = officer("pioneer", place.post)
    ended = end_link(link, by=pioneer)
    assert ended.during == DateRange(days_ago(3), TODAY())
    with refused("ended"):
        end_link(link, by=pioneer)


def test_a_link_of_today_that_ends_today_is_taken_back(place):
    link = PioneerLinkFactory(post=place.post)
    assert end_link(link, by=officer("pioneer", place.post)) is None
    assert not PioneerLink.objects.exists()


def test_a_pioneer_enters_a_neighbour_once(place):
    pioneer = officer("pioneer", place.post)
    notice = PrivacyNoticeFactory()
    link = link_neighbour(name="周阿婆", notice=notice, post=place.post, by=pioneer)
    assert link.person.consents.get().given_by == pioneer
    who = {"name": "周阿婆", "notice": notice, "post": place.post, "by": pioneer}
    with refused("namesake"):
        link_neighbour(**who)
    assert Person.objects.filter(name="周阿婆").count() == 1
    assert link_neighbour(**who, another=True).person != link.person


def test_a_namesake_with_the_same_number_is_the_same_neighbour(place):
    who = {"name": "周阿婆", "phone": "+8613800138000", "post": place.post, "by": officer("pioneer", place.post)}
    link_neighbour(**who, notice=PrivacyNoticeFactory())
    with refused("already_linked"):
        link_neighbour(**who, another=True)


def test_a_neighbour_who_has_not_agreed_is_not_even_entered(place):
    with refused("no_consent"):
        link_neighbour(name="周阿婆", post=place.post, by=officer("pioneer", place.post))
    assert not Person.objects.filter(name="周阿婆").exists()


def test_a_notice_that_was_replaced_is_no_consent(place):
    old = PrivacyNoticeFactory(published_at=clock.now() - dt.timedelta(days=9))
    PrivacyNoticeFactory()
    with refused("notice_replaced"):
        link_neighbour(name="周阿婆", notice=old, post=place.post, by=officer("pioneer", place.post))


def somebody_elsewhere() -> Person:
    """Lives out of everybody's sight, is linked to a post there, and agrees no more."""
    person = ResidenceFactory(person__name="周阿婆", person__phone="+8613800138000").person
    PioneerLinkFactory(person=person)
    ConsentFactory(person=person)
    Consent.objects.filter(person=person).update(withdrawn_at=clock.now())
    return person


def test_a_name_and_a_number_draw_nobody_of_elsewhere_to_a_post(place):
    known, pioneer = somebody_elsewhere(), officer("pioneer", place.post)
    who = {"name": known.name, "phone": known.phone, "notice": PrivacyNoticeFactory()}
    link = link_neighbour(**who, post=place.post, by=pioneer)
    assert link.person != known
    assert not Person.objects.visible_to(pioneer).filter(pk=known.pk).exists()
    assert not known.consents.in_force().exists()


def test_a_name_and_a_number_draw_nobody_of_elsewhere_into_a_building(place):
    known, by = somebody_elsewhere(), officer("branch_secretary", place.branch)
    who = {"name": known.name, "phone": known.phone, "notice": PrivacyNoticeFactory()}
    home = enter_resident(**who, household=place.household, by=by)
    assert home.person != known
    assert not known.consents.in_force().exists()


def test_a_neighbour_in_sight_is_not_entered_again(place):
    person, by = place.resident(), officer("branch_secretary", place.branch)
    Person.objects.filter(pk=person.pk).update(phone="+8613800138000")
    who = {"name": person.name, "phone": "+8613800138000", "notice": PrivacyNoticeFactory()}
    assert link_neighbour(**who, post=place.post, by=by).person == person
    assert enter_resident(**who, building=place.other_building, by=by).person == person


# --- Residents


def test_a_resident_is_entered_with_consent(place):
    by = officer("office_worker", place.top)
    home = enter_resident(
        name="陈奶奶", phone="+8613800138000", household=place.household, notice=PrivacyNoticeFactory(), by=by
    )
    assert (home.household, home.building) == (place.household, place.building)
    assert home.during == since()
    assert home.person.consents.get().given_by == by


def test_a_resident_of_a_building_needs_no_household(place):
    home = enter_resident(
        name="陈奶奶", building=place.building, notice=PrivacyNoticeFactory(), by=officer("office_worker", place.top)
    )
    assert (home.household, home.building) == (None, place.building)


def test_a_resident_without_consent_is_not_entered(place):
    with refused("no_consent"):
        enter_resident(name="陈奶奶", household=place.household, by=officer("secretary", place.top))
    assert not Residence.objects.exists()
    assert not Person.objects.filter(name="陈奶奶").exists()


def test_a_namesake_without_a_phone_is_asked_for_and_then_entered(place):
    by, notice = officer("office_worker", place.top), PrivacyNoticeFactory()
    who = {"name": "陈奶奶", "notice": notice, "by": by}
    enter_resident(**who, household=place.household)
    with refused("namesake"):
        enter_resident(**who, building=place.building)
    assert Person.objects.filter(name="陈奶奶").count() == 1
    enter_resident(**who, building=place.building, another=True)
    assert Residence.objects.filter(building=place.building, person__name="陈奶奶").count() == 2


def test_a_resident_with_the_same_name_and_number_is_entered_once(place):
    by, notice = officer("office_worker", place.top), PrivacyNoticeFactory()
    who = {"name": "陈奶奶", "phone": "+8613800138000", "household": place.household, "notice": notice, "by": by}
    enter_resident(**who)
    with refused("already_entered"):
        enter_resident(**who, another=True)


@pytest.mark.parametrize("role", ["pioneer", "operator"])
def test_pioneers_and_the_operator_enter_no_residents(place, role):
    by = officer("pioneer", place.post) if role == "pioneer" else StaffFactory()
    with refused("not_allowed"):
        enter_resident(name="陈奶奶", household=place.household, notice=PrivacyNoticeFactory(), by=by)


# --- Visits


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
