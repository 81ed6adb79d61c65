"""Links of neighbours to posts: who may enter, move and end them, and where the history stays."""

import datetime as dt

import pytest
from django.db.backends.postgresql.psycopg_any import DateRange

from accounts.models import Consent, Person
from common.time import clock
from common.time.ranges import since
from grid.actions.links import end_link, link_neighbour, link_person
from grid.actions.residents import enter_resident
from grid.models import PioneerLink
from tests.factories import (
    ConsentFactory,
    PioneerLinkFactory,
    PrivacyNoticeFactory,
    ResidenceFactory,
    StaffFactory,
    UserFactory,
    officer,
)
from tests.support.posts import days_ago
from tests.support.refusals import refused

pytestmark = pytest.mark.django_db
TODAY = clock.today


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
    with refused("not_allowed"):
        link_neighbour(name="周阿婆", notice=PrivacyNoticeFactory(), post=place.post, by=by)
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


def test_a_family_with_one_number_and_namesakes_with_two_are_different_neighbours(place):
    facts = {"notice": PrivacyNoticeFactory(), "post": place.post, "by": officer("pioneer", place.post)}
    mother = link_neighbour(name="周阿婆", phone="+8613800138000", **facts)
    daughter = link_neighbour(name="周小妹", phone="+8613800138000", **facts)
    namesake = link_neighbour(name="周阿婆", phone="+8613900139000", **facts)
    assert len({mother.person, daughter.person, namesake.person}) == 3


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
