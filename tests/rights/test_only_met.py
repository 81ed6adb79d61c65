"""Sight is no way to more sight: whatever is entered about somebody only met, they stay somebody only met.

Each relation that a scope of people reads is a door. Every role tries all doors with somebody whom it meets by name.
"""

from collections.abc import Callable
from contextlib import suppress
from types import SimpleNamespace as Scene
from typing import Any

import pytest
from django.db.backends.postgresql.psycopg_any import DateRange

from accounts import scopes
from accounts.actions.appointments import appoint
from accounts.actions.consent import give_consent
from accounts.actions.guardianships import enter_guardianship
from accounts.actions.people import reveal_phone
from accounts.actions.staff_entry import enter_neighbour
from accounts.models import Person, User
from common.exceptions import Refused
from events.actions.registrations import register_known, register_neighbour
from grid.actions.links import link_neighbour, link_person
from grid.actions.register import accept_transfer, enter_member, enter_new_member, request_transfer
from grid.actions.residents import enter_resident, move_in
from grid.actions.visits import record_visit
from grid.models import PartyRelation
from portal.desk.actions import take_in_neighbour
from stations.actions.bookings import book_for_known, book_for_neighbour
from tests.factories import (
    BookingFactory,
    CommunityFactory,
    EventFactory,
    GridAppointmentFactory,
    GuardianshipFactory,
    PartyRelationFactory,
    PioneerLinkFactory,
    RegistrationFactory,
    ResidenceFactory,
    SpaceFactory,
    StationFactory,
    UnitAppointmentFactory,
    UserFactory,
    agree,
    officer,
)
from tests.support.posts import Place, days_ago
from tests.support.refusals import refusal
from tests.support.registrations import heard
from tests.support.rooms import at

pytestmark = pytest.mark.django_db

PHONE = "+8613800138000"
ROLES = ("secretary", "deputy", "office_worker", "branch_secretary", "grid_worker", "pioneer", "receptionist")


def scene(role: str) -> Scene:
    """A user in this role, with all that an act could name: the own post, home, event, room."""
    place = Place()
    branch = place.branch
    station = StationFactory(community=place.top.community, estate=place.building.estate)
    scopes_of = {
        "branch_secretary": branch,
        "grid_worker": place.building.grid,
        "pioneer": place.post,
        "receptionist": station,
    }
    return Scene(
        by=officer(role, scopes_of.get(role, place.top)),
        place=place,
        branch=branch,
        post=place.post,
        building=place.building,
        household=place.household,
        event=EventFactory(organiser=branch),
        space=SpaceFactory(station=station),
        own=place.resident(),
        notice=agree(ResidenceFactory().person).consents.get().notice,
    )


def kept_elsewhere(user: User) -> Person:
    """Somebody who has agreed, and lives at a place of another community."""
    person = user.person
    assert person
    Person.objects.filter(pk=person.pk).update(name="张欣", phone=PHONE, birth_year=1988)
    ResidenceFactory(person=person, household__building__estate__community=CommunityFactory(name="青山社区"))
    return agree(Person.objects.get(pk=person.pk))


def met(here: Scene, role: str) -> Person:
    """Somebody whom the role meets: a guest of an event, a colleague, or a guest of the station."""
    person = kept_elsewhere(UserFactory())
    if role == "receptionist":
        BookingFactory(space=here.space, person=person)
    elif role == "grid_worker":
        UnitAppointmentFactory(role="pioneer", unit=here.post, user=person.user)
    elif role == "pioneer":
        GridAppointmentFactory(grid=here.building.grid, user=person.user)
    else:
        RegistrationFactory(event=here.event, person=person)
    return person


def details() -> dict[str, Any]:
    return {"starts_at": at(10, days=2), "ends_at": at(11, days=2), "purpose": "gathering"}


NAMED: dict[str, str] = {"name": "张欣", "phone": PHONE}
KIND = PartyRelation.Kind.HOME

# What may be entered about a person, or with their name and number typed.
DOORS: dict[str, Callable[[Scene, Person], object]] = {
    "home": lambda s, person: move_in(person, household=s.household, by=s.by),
    "building": lambda s, person: move_in(person, building=s.building, by=s.by),
    "home by name": lambda s, person: enter_resident(**NAMED, household=s.household, notice=s.notice, by=s.by),
    "link": lambda s, person: link_person(person, post=s.post, by=s.by),
    "link by name": lambda s, person: link_neighbour(**NAMED, post=s.post, notice=s.notice, by=s.by),
    "desk": lambda s, person: take_in_neighbour(**NAMED, home=s.household, post=s.post, notice=s.notice, by=s.by),
    "member": lambda s, person: enter_member(person, kind=KIND, branch=s.branch, by=s.by),
    "member by name": lambda s, person: enter_new_member(
        **NAMED, kind=KIND, branch=s.branch, notice=s.notice, by=s.by
    ),
    "ward": lambda s, person: enter_guardianship(person, guardian=s.own, kind="elder", by=s.by),
    "guardian": lambda s, person: enter_guardianship(s.own, guardian=person, kind="elder", by=s.by),
    "pioneer": lambda s, person: appoint(person.user, role="pioneer", at=s.place.sibling, by=s.by),
    "grid worker": lambda s, person: appoint(person.user, role="grid_worker", at=s.building.grid, by=s.by),
    "receptionist": lambda s, person: appoint(person.user, role="receptionist", at=s.space.station, by=s.by),
    "registration": lambda s, person: register_known(s.event, person=person, by=s.by),
    "registration by name": lambda s, person: register_neighbour(s.event, **NAMED, notice=s.notice, by=s.by),
    "booking": lambda s, person: book_for_known(s.space, person=person, by=s.by, **details()),
    "booking by name": lambda s, person: book_for_neighbour(s.space, **NAMED, notice=s.notice, by=s.by, **details()),
    "name": lambda s, person: enter_neighbour(**NAMED, by=s.by),
    "visit": lambda s, person: record_visit(s.household, visitor=person, by=s.by),
    "consent": lambda s, person: give_consent(person, notice=s.notice, by=s.by),
}


def test_every_relation_that_a_scope_of_people_reads_is_a_door():
    """A new one stands here, and the acts that write it among the doors."""
    assert {of_app.__name__: view_only for of_app, view_only in scopes._people_within} == {
        "residents_in_reach": False,
        "linked_people_in_reach": False,
        "members_in_reach": False,
        "unplaced_people": False,
        "appointed_people": True,
        "members_left_for_outside": True,
        "people_with_registrations": True,
        "people_with_bookings": True,
        "receptionists": True,
        "people_in_teams": True,
        "team_leads": True,
    }


@pytest.mark.parametrize("door", DOORS)
@pytest.mark.parametrize("role", ROLES)
def test_whoever_is_only_met_stays_only_met(role, door):
    here = scene(role)
    person = met(here, role)
    assert person in Person.objects.visible_to(here.by)
    assert person not in Person.objects.own_of(here.by)
    with suppress(Refused):
        DOORS[door](here, person)
    by = User.objects.get(pk=here.by.pk)
    assert person in Person.objects.visible_to(by)
    assert person not in Person.objects.own_of(by)
    assert refusal(reveal_phone, person, reason="核对", by=by) == "not_allowed"


@pytest.mark.parametrize(
    ("role", "door"),
    [("branch_secretary", "home"), ("branch_secretary", "link"), ("branch_secretary", "member"), ("pioneer", "link")],
)
def test_the_doors_open_for_somebody_whom_nobody_keeps_and_who_is_told(role, door):
    here = scene(role)
    person = agree(UserFactory().person)
    RegistrationFactory(event=EventFactory(organiser=here.branch if role != "pioneer" else here.post), person=person)
    if role == "pioneer":
        BookingFactory(space=here.space, person=person)
        here.by = officer("branch_secretary", here.branch)
    DOORS[door](here, person)
    assert person in Person.objects.own_of(User.objects.get(pk=here.by.pk))
    assert heard(person) == [
        {"home": "residence_entered", "link": "link_entered", "member": "relation_entered"}[door]
    ]


@pytest.mark.parametrize("keeps", [ResidenceFactory, PioneerLinkFactory, PartyRelationFactory])
def test_whom_others_keep_they_are_asked_to_enter(keeps):
    here = scene("branch_secretary")
    person = agree(RegistrationFactory(event=here.event).person)
    keeps(person=person)
    assert refusal(move_in, person, household=here.household, by=here.by) == "only_met"
    assert refusal(enter_member, person, kind=KIND, branch=here.branch, by=here.by) == "only_met"
    assert refusal(link_person, person, post=here.post, by=here.by) == "only_met"


def test_a_member_who_left_for_outside_is_kept_by_none_of_ours():
    here = scene("branch_secretary")
    person = agree(RegistrationFactory(event=here.event).person)
    PartyRelationFactory(person=person, kind="outside", branch=None, organisation="上海某党委")
    assert link_person(person, post=here.post, by=here.by).person == person


def test_a_colleague_is_kept_by_the_community_although_no_home_is_known():
    here = scene("pioneer")
    colleague = agree(GridAppointmentFactory(grid=here.building.grid).user.person)
    assert refusal(link_person, colleague, post=here.post, by=here.by) == "only_met"


def test_a_child_is_kept_by_whoever_keeps_the_parents():
    here = scene("branch_secretary")
    child = agree(RegistrationFactory(event=here.event).person)
    parent = GuardianshipFactory(person=child, kind="child").by
    assert refusal(move_in, child, household=here.household, by=here.by) == "only_met"
    ResidenceFactory(person=parent, household=here.household)
    assert move_in(child, household=here.household, by=here.by).person == child


def test_of_somebody_out_of_sight_not_even_the_name_is_told():
    here, stranger = scene("branch_secretary"), kept_elsewhere(UserFactory())
    assert refusal(move_in, stranger, household=here.household, by=here.by) == "not_allowed"
    assert refusal(link_person, stranger, post=here.post, by=here.by) == "not_allowed"


def test_a_member_back_from_outside_who_lives_elsewhere_is_not_fetched_by_one_secretary_alone():
    here = scene("branch_secretary")
    person = agree(ResidenceFactory().person)
    PartyRelationFactory(person=person, branch=here.branch, during=DateRange(days_ago(200), days_ago(100)))
    outside = PartyRelationFactory(
        person=person,
        branch=None,
        kind=PartyRelation.Kind.OUTSIDE,
        organisation="上海某党委",
        during=DateRange(days_ago(100), None),
    )
    assert person not in Person.objects.own_of(here.by)
    transfer = request_transfer(outside, to_branch=here.branch, kind=KIND, reason="回来了", by=here.by)
    assert refusal(accept_transfer, transfer, by=here.by) == "only_met"
    assert accept_transfer(transfer, by=officer("secretary", here.place.top)).opened.branch == here.branch


def test_a_guest_is_given_no_office_since_nobody_knows_whether_they_sign_in():
    here = scene("branch_secretary")
    guest = met(here, "branch_secretary")
    assert refusal(appoint, guest.user, role="pioneer", at=here.post, by=here.by) == "not_visible"


def test_nobody_registers_or_consents_for_somebody_out_of_sight():
    here = scene("branch_secretary")
    event, stranger = EventFactory(organiser=here.branch), UserFactory().person
    assert refusal(register_known, event, person=stranger, notice=here.notice, by=here.by) == "not_yours"
    assert not stranger.consents.exists()


@pytest.mark.parametrize("limits", [{"min_age": 60}, {"max_age": 12}])
def test_the_limits_of_an_event_do_not_tell_the_age_of_somebody_only_met(limits):
    """Whoever sets the limits could else find out the year, refusal by refusal."""
    here = scene("branch_secretary")
    guest = met(here, "branch_secretary")
    event = EventFactory(organiser=here.branch, **limits)
    assert register_known(event, person=guest, by=here.by).person == guest
    Person.objects.filter(pk=here.own.pk).update(birth_year=1988)
    own = Person.objects.get(pk=here.own.pk)
    assert refusal(register_known, event, person=own, by=here.by) in ("too_young", "too_old")


def test_a_room_for_elders_does_not_tell_the_age_of_a_guest():
    here = scene("receptionist")
    guest = met(here, "receptionist")
    room = SpaceFactory(station=here.space.station, audience="elders")
    assert book_for_known(room, person=guest, by=here.by, **details()).person == guest


def test_a_number_typed_without_the_neighbours_word_is_answered_alike_whether_it_is_known_or_not():
    here = scene("office_worker")
    Person.objects.filter(pk=here.own.pk).update(name="李自家", phone=PHONE)
    for phone in (PHONE, "+8613800138999"):
        typed = {"name": "李自家", "phone": phone}
        assert refusal(book_for_neighbour, here.space, **typed, by=here.by, **details()) == "no_consent"
