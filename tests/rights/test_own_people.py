"""Whom one only meets, as a colleague or as a guest, is seen by name; nothing more follows from it."""

import datetime as dt

import pytest
from django.db.backends.postgresql.psycopg_any import DateRange

from accounts.models import Person
from common.time import clock
from events.models import Registration
from tests.factories import (
    BuildingFactory,
    EventFactory,
    GridFactory,
    OrgUnitFactory,
    PioneerLinkFactory,
    PostBuildingFactory,
    RegistrationFactory,
    ResidenceFactory,
    UnitAppointmentFactory,
    officer,
)

pytestmark = pytest.mark.django_db


def test_a_colleague_is_seen_and_not_changed():
    grid = GridFactory()
    building = BuildingFactory(grid=grid, estate__community=grid.community)
    post = PostBuildingFactory(building=building, post__community=grid.community).post
    colleague = officer("pioneer", post).person
    worker = officer("grid_worker", grid)
    assert colleague in Person.objects.visible_to(worker)
    assert colleague not in Person.objects.permitted(worker, "change")
    assert not worker.has_perm("accounts.change_person", colleague)
    resident = ResidenceFactory(household__building=building).person
    assert worker.has_perm("accounts.change_person", resident)


def test_whoever_held_the_post_before_is_nobody_of_the_new_holders():
    post = OrgUnitFactory(pioneer_post=True)
    today = clock.today()
    before = UnitAppointmentFactory(
        unit=post, during=DateRange(today - dt.timedelta(days=90), today - dt.timedelta(days=1))
    ).user
    registration = RegistrationFactory(person=before.person)
    pioneer = officer("pioneer", post)
    assert before.person not in Person.objects.visible_to(pioneer)
    assert registration not in Registration.objects.visible_to(pioneer)


def test_a_guest_of_ones_own_event_is_nobody_of_ones_own_elsewhere():
    branch = OrgUnitFactory(estate_branch=True)
    sibling = OrgUnitFactory(estate_branch=True, parent=branch.parent)
    own = RegistrationFactory(event__organiser=branch)
    elsewhere = RegistrationFactory(event__organiser=sibling, person=own.person)
    secretary = officer("branch_secretary", branch)
    assert own.person in Person.objects.visible_to(secretary)
    assert set(Registration.objects.visible_to(secretary)) == {own}
    PioneerLinkFactory(person=own.person, post=OrgUnitFactory(pioneer_post=True, parent=branch))
    assert set(Registration.objects.visible_to(secretary)) == {own, elsewhere}


def test_a_guest_is_not_registered_by_others_for_what_somebody_else_runs():
    from events.rules.registrations import can_register_others

    branch = OrgUnitFactory(estate_branch=True)
    guest = RegistrationFactory(event__organiser=branch).person
    event = EventFactory(organiser=OrgUnitFactory(estate_branch=True, parent=branch.parent))
    assert not can_register_others(officer("branch_secretary", branch), event, guest)
