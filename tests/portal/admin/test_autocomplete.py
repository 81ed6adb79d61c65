"""Pickers tell namesakes apart, and tell nobody more than the lists do."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from accounts.models import Person
from tests.factories import (
    BuildingFactory,
    OrgUnitFactory,
    RegistrationFactory,
    ResidenceFactory,
    StaffFactory,
    VolunteerFactory,
    officer,
)

pytestmark = pytest.mark.django_db

NAME = "王芳"
LINKS = {"app_label": "grid", "model_name": "pioneerlink", "field_name": "person"}


def offered(client, **query: str) -> set[str]:
    response = client.get(reverse("admin:autocomplete"), {**LINKS, "term": NAME, **query})
    assert response.status_code == 200, response
    return {row["text"] for row in response.json()["results"]}


@pytest.fixture
def branch():
    unit = OrgUnitFactory(estate_branch=True)
    unit.estates.add(BuildingFactory().estate)
    return unit


def resident(branch, phone: str, number: int) -> Person:
    building = BuildingFactory(estate=branch.estates.get(), number=number)
    return ResidenceFactory(person__name=NAME, person__phone=phone, building=building, household=None).person


def test_namesakes_are_told_apart_by_the_masked_number_and_the_building(client, branch):
    one, other = resident(branch, "+8613800138000", 701), resident(branch, "", 702)
    client.force_login(officer("branch_secretary", branch))
    homes = [str(person.residences.get().building) for person in (one, other)]
    assert offered(client) == {f"{NAME} · 138****8000 · {homes[0]}", f"{NAME} · {homes[1]}"}


def test_of_whom_one_only_meets_the_picker_says_the_name(client, branch):
    guest = RegistrationFactory(event__organiser=branch, person__name=NAME, person__phone="+8613800138000").person
    ResidenceFactory(person=guest)
    client.force_login(officer("branch_secretary", branch))
    assert offered(client) == {NAME}


def test_who_does_not_see_where_people_live_is_not_told_by_a_picker(client, branch):
    resident(branch, "+8613800138000", 701)
    client.force_login(StaffFactory())
    query = {"app_label": "accounts", "model_name": "guardianship", "field_name": "person"}
    assert offered(client, **query) == {f"{NAME} · 138****8000"}


def test_more_people_ask_no_more(client, branch, django_assert_max_num_queries):
    client.force_login(officer("branch_secretary", branch))
    resident(branch, "+8613800138000", 701)
    with CaptureQueriesContext(connection) as few:
        offered(client)
    for number in (702, 703):
        resident(branch, "", number)
    with django_assert_max_num_queries(len(few)):
        assert len(offered(client)) == 3


def test_volunteers_of_one_name_are_told_apart_by_their_number_and_home(client):
    home = ResidenceFactory(person__name=NAME, person__phone="+8613800138000")
    volunteer = VolunteerFactory(person=home.person)
    client.force_login(officer("secretary", volunteer.team.unit))
    query = {"app_label": "volunteers", "model_name": "certificate", "field_name": "volunteer"}
    (text,) = offered(client, **query)
    assert text.startswith(f"{NAME} · {volunteer.number_label}")
