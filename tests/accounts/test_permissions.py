"""Rights come from the appointments of today, in one query a request, and from nothing else."""

import datetime as dt

import pytest
import time_machine
from django.contrib.auth import get_user_model
from django.db.backends.postgresql.psycopg_any import DateRange

from accounts.permissions import OPERATOR, appointment_models, appointments_of, capabilities_of_role, roles
from common.time import clock
from grid.models import Building, GridAppointment, OrgUnit, UnitAppointment
from stations.models import StationAppointment
from tests.factories import (
    BuildingFactory,
    GridAppointmentFactory,
    OrgUnitFactory,
    PostBuildingFactory,
    StaffFactory,
    StationAppointmentFactory,
    UnitAppointmentFactory,
    UserFactory,
    officer,
)

pytestmark = pytest.mark.django_db


def test_all_questions_of_a_request_cost_one_query(django_assert_num_queries):
    user = officer("secretary", OrgUnitFactory())
    user = get_user_model().objects.get(pk=user.pk)
    with django_assert_num_queries(1):
        assert user.has_perm("grid.change_building")
        assert not user.has_perm("accounts.change_user")
        assert user.has_module_perms("grid")
        assert user.rights.in_office


def test_an_appointment_that_has_ended_or_not_begun_gives_nothing():
    today = clock.today()
    before = DateRange(today - dt.timedelta(days=9), today)
    after = DateRange(today + dt.timedelta(days=1), None)
    for during in (before, after):
        user = UnitAppointmentFactory(secretary=True, during=during).user
        assert not user.has_perm("grid.change_building")
        assert not user.rights.in_office


def test_the_appointments_of_a_day_are_those_that_the_orm_finds():
    today = clock.today()
    user = GridAppointmentFactory().user
    UnitAppointmentFactory(user=user)
    UnitAppointmentFactory(user=user, during=DateRange(today, today + dt.timedelta(days=1)))
    UnitAppointmentFactory(user=user, during=DateRange(today - dt.timedelta(days=9), today))
    StationAppointmentFactory(user=user)
    StationAppointmentFactory()
    found = [
        (row.role, model._meta.label, row.scope.pk)
        for model in appointment_models()
        for row in model._default_manager.filter(user=user, during__contains=today)
    ]
    assert len(found) == 4
    assert sorted(appointments_of(user, on=today)) == sorted(found)


def test_what_a_reach_covers_is_asked_anew_each_day():
    today = clock.today()
    user = officer("pioneer", post := OrgUnitFactory(pioneer_post=True))
    PostBuildingFactory(post=post, during=DateRange(today, today + dt.timedelta(days=1)))
    assert Building.objects.visible_to(user).exists()
    with time_machine.travel(clock.now() + dt.timedelta(days=1)):
        assert not Building.objects.visible_to(user).exists()


def test_requests_of_a_day_share_the_subqueries_of_a_reach():
    user = officer("pioneer", OrgUnitFactory(pioneer_post=True))
    again = get_user_model().objects.get(pk=user.pk)
    other = officer("pioneer", OrgUnitFactory(pioneer_post=True))
    held = "grid.view_building"
    assert user.rights.holding(held) is again.rights.holding(held)
    assert user.rights.holding(held) is not other.rights.holding(held)


def test_a_sign_in_that_is_switched_off_may_nothing():
    user = officer("secretary", OrgUnitFactory())
    user.is_active = False
    assert not user.rights.held
    assert not user.has_perm("grid.change_building")
    assert not OrgUnit.objects.visible_to(user).exists()


def test_a_resident_may_nothing():
    user = UserFactory()
    BuildingFactory()
    assert not user.has_perm("grid.view_building")
    assert not Building.objects.visible_to(user).exists()


def test_two_appointments_do_not_lend_each_other_their_scopes():
    """The secretary of one community who works on a grid of another edits no buildings there."""
    top = OrgUnitFactory(community__name="彭山社区")
    own = BuildingFactory(estate__community=top.community)
    other = BuildingFactory(estate__community__name="青山社区")
    user = officer("secretary", top)
    GridAppointmentFactory(user=user, grid=other.grid)
    assert set(Building.objects.visible_to(user)) == {own, other}
    assert set(Building.objects.permitted(user, "change")) == {own}
    assert user.has_perm("grid.change_building", own)
    assert not user.has_perm("grid.change_building", other)


def test_a_scope_counts_for_its_own_kind_of_appointment():
    user = GridAppointmentFactory().user
    station = StationAppointmentFactory(user=user).station
    reach = user.rights.reach_of(roles())
    assert reach.scopes(StationAppointment) == [station.pk]
    assert reach.scopes(GridAppointment) == [user.gridappointments.get().grid_id]
    assert reach.scopes(UnitAppointment) == []


def test_what_the_operator_may_do_with_people_and_sign_ins():
    acts: dict[str, set[str]] = {}
    for permission in capabilities_of_role(OPERATOR):
        app, _dot, codename = permission.partition(".")
        if app == "accounts":
            act, _line, model = codename.partition("_")
            acts.setdefault(model, set()).add(act)
    assert acts == {
        "person": {"view", "add", "change"},
        "user": {"view", "add", "change"},
        "guardianship": {"view", "add", "change"},
        "consent": {"view", "add"},
        "privacynotice": {"view", "add", "change", "delete"},
        "notification": {"view"},
        "delivery": {"view"},
        "accesslog": {"view"},
        "securityevent": {"view"},
    }


def test_the_operator_runs_the_portal_and_does_not_read_the_register():
    operator = StaffFactory()
    assert operator.has_perm("grid.change_building")
    assert not operator.has_perm("grid.view_partyrelation")
    assert not operator.has_perm("grid.view_residence")
    assert not operator.has_perm("grid.view_visit")
