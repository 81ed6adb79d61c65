"""The office's pages about people whom the reader only meets: a guest of an event goes by the name, and no more."""

import pytest
from django.contrib import admin
from django.contrib.admin import ShowFacets
from django.test import Client
from django.urls import reverse

from accounts.models import Person
from common.admin.base import ScopedModelAdmin
from grid.models import OrgUnit
from tests.factories import (
    BuildingFactory,
    GuardianshipFactory,
    OrgUnitFactory,
    RegistrationFactory,
    ResidenceFactory,
    UserFactory,
    officer,
)
from tests.support.pages import text

pytestmark = pytest.mark.django_db

LIST = "/admin/accounts/person/"


@pytest.fixture
def branch() -> OrgUnit:
    unit = OrgUnitFactory(estate_branch=True)
    unit.estates.add(BuildingFactory().estate)
    return unit


@pytest.fixture
def office(client, branch) -> Client:
    client.force_login(officer("branch_secretary", branch))
    return client


def somebody(name: str, year: int, phone: str) -> Person:
    return UserFactory(person__name=name, person__birth_year=year, person__phone=phone, phone=phone).person


@pytest.fixture
def guest(branch) -> Person:
    person = somebody("张欣", 1988, "+8615400001009")
    RegistrationFactory(event__organiser=branch, person=person)
    ResidenceFactory(person=person)
    GuardianshipFactory(person=person, by__name="张欣的家人")
    return person


@pytest.fixture
def own(branch) -> Person:
    person = somebody("李自家", 1950, "+8615400002222")
    ResidenceFactory(person=person, building=branch.estates.get().buildings.get(), household=None)
    return person


def found(client: Client, **query: str) -> list[str]:
    return [row.name for row in client.get(LIST, query).context["cl"].result_list]


def test_the_list_says_nothing_of_a_guest_but_the_name(office, guest, own):
    rows = {row.name: row for row in office.get(LIST).context["cl"].result_list}
    people = office.get(LIST).context["cl"].model_admin
    columns = {
        name: [getattr(people, column)(row) for column in ("phone_masked", "born", "signs_in")]
        for name, row in rows.items()
    }
    assert columns["张欣"] == ["", None, None]
    assert columns["李自家"] == ["154****2222", 1950, True]
    assert "1009" not in text(office.get(LIST))


def test_the_page_of_a_guest_has_the_name_alone_and_no_history(office, guest):
    page = text(office.get(f"{LIST}{guest.pk}/change/"))
    assert "张欣" in page
    for told in ("1988", "1009", "张欣的家人", "zh-hans</", str(guest.residences.get().building)):
        assert told not in page
    assert office.get(f"{LIST}{guest.pk}/history/").status_code == 403
    assert f"{LIST}{guest.pk}/history/" not in office.get(f"{LIST}{guest.pk}/change/").content.decode()


def test_the_page_of_one_of_the_own_people_has_more_and_a_history(office, own):
    page = text(office.get(f"{LIST}{own.pk}/change/"))
    assert "154****2222" in page
    assert "1950" in page
    assert office.get(f"{LIST}{own.pk}/history/").status_code == 200
    assert f"{LIST}{own.pk}/history/" in office.get(f"{LIST}{own.pk}/change/").content.decode()


def test_a_list_in_the_order_of_years_does_not_tell_the_year_of_a_guest(office, guest, own, branch):
    """Whatever the guest's year is, the guest stands at the same end."""
    column = str(1 + ["name", "phone_masked", "born", "signs_in"].index("born"))
    orders = []
    for year in (1900, 1988, 2020):
        Person.objects.filter(pk=guest.pk).update(birth_year=year)
        orders.append([name for name in found(office, o=column) if name in ("张欣", "李自家")])
    assert orders[0] == orders[1] == orders[2]


def test_the_filter_by_sign_in_leaves_out_whoever_is_only_met(office, guest, own):
    assert "张欣" in found(office)
    for empty in ("0", "1"):
        assert "张欣" not in found(office, user__isempty=empty)
    assert "李自家" in found(office, user__isempty="0")


def test_no_list_counts_for_its_filters_what_they_leave_out(office, guest):
    lists = [one for one in admin.site._registry.values() if isinstance(one, ScopedModelAdmin)]
    assert len(lists) > 30
    assert {one.show_facets for one in lists} == {ShowFacets.NEVER}
    page = office.get(LIST, {"q": "张欣", "_facets": "1"})
    assert not page.context["cl"].add_facets
    assert "(1)" not in text(page)


@pytest.mark.parametrize("typed", ["+8615400001009", "154 0000 1009", "1009", "0000 1009"])
def test_no_search_by_number_finds_a_guest(office, guest, typed):
    assert "张欣" not in found(office, q=typed)
    assert "张欣" in found(office, q="张")


def test_the_picker_of_whom_to_appoint_does_not_tell_whether_a_guest_signs_in(office, guest, own):
    query = {"app_label": "accounts", "model_name": "guardianship", "field_name": "by", "term": ""}

    def offered(**more: str) -> set[str]:
        results = office.get(reverse("admin:autocomplete"), {**query, **more}).json()["results"]
        return {row["text"].split(" · ")[0] for row in results}

    assert {"张欣", "李自家"} <= offered()
    assert "张欣" not in offered(signs_in="1")
    assert "李自家" in offered(signs_in="1")


def test_the_first_page_counts_the_own_people(office, guest, own):
    figures = {figure.href: figure.value for figure in office.get("/admin/").context["figures"]}
    assert figures[LIST] == 1
