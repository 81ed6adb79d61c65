"""/me/home/: where the reader says they live. It is asked once, never needed, and read by nobody else."""

import datetime as dt

import pytest
from django.test import Client

from accounts.models import User
from common.admin.history import history_model
from common.db.dated_rows import end_row
from grid.actions.homes import forget_home, state_home
from grid.models import StatedHome
from grid.selectors.homes import home_of
from tests.factories import (
    BuildingFactory,
    ConsentFactory,
    EstateFactory,
    OrgUnitFactory,
    PersonFactory,
    ResidenceFactory,
    StaffFactory,
    StatedHomeFactory,
    UserFactory,
    officer,
)
from tests.support.pages import codes, levels, marks
from tests.support.raw_sql import copy, refused
from tests.support.refusals import refusal
from tests.support.signing_in import signed_in

pytestmark = pytest.mark.django_db

PAGE, REMOVE = "/me/home/", "/me/home/remove/"


@pytest.fixture
def user() -> User:
    user = UserFactory()
    ConsentFactory(person=user.person, given_by=user)
    return user


@pytest.fixture
def mine(user) -> Client:
    return signed_in(user)


def test_the_building_is_chosen_changed_and_removed(mine, user):
    first, second = BuildingFactory(), BuildingFactory()
    assert home_of(user) is None
    answer = mine.post(PAGE, {"building": first.pk})
    assert (answer.status_code, answer.url) == (302, "/grid/mine/")
    assert [home.building for home in StatedHome.objects.of(user)] == [first]
    mine.post(PAGE, {"building": second.pk})
    assert [home.building for home in StatedHome.objects.of(user)] == [second]
    assert (home_of(user).building, home_of(user).by_office) == (second, False)
    answer = mine.post(REMOVE)
    assert (answer.url, levels(answer)[-1]) == ("/me/data/", "success")
    assert not StatedHome.objects.exists()
    # The second click of a double click.
    assert mine.post(REMOVE).url == "/me/data/"


def test_the_address_of_the_button_leads_to_its_page(mine):
    assert mine.get(REMOVE).url == PAGE


@pytest.mark.parametrize(
    ("typed", "code"),
    [("", "required"), ("0", "invalid_choice"), ("x", "invalid_choice"), ("9" * 30, "invalid_choice")],
)
def test_no_other_word_is_a_building(mine, typed, code):
    answer = mine.post(PAGE, {"building": typed})
    assert answer.status_code == 422
    assert codes(answer.context["form"]) == {"building": [code]}
    assert not StatedHome.objects.exists()


def test_buildings_stand_in_groups_of_an_estate_by_number(mine):
    for name in ("B苑", "A苑"):
        estate = EstateFactory(name=name)
        for number in (12, 2):
            BuildingFactory(estate=estate, number=number)
    groups = mine.get(PAGE).context["estates"]
    assert [(name, [one.number for one in buildings]) for name, buildings in groups] == [
        ("A苑", [2, 12]),
        ("B苑", [2, 12]),
    ]


def test_what_the_office_has_recorded_counts_and_nothing_is_asked(mine, user):
    StatedHomeFactory(person=user.person)
    residence = ResidenceFactory(person=user.person)
    assert (home_of(user).building, home_of(user).by_office) == (residence.building, True)
    for page in (PAGE, "/me/data/"):
        assert marks(mine.get(page), "home") == ["by-office"]
    assert refusal(state_home, BuildingFactory(), by=user) == "recorded"
    answer = mine.post(PAGE, {"building": BuildingFactory().pk})
    assert answer.status_code == 422


def test_a_home_that_has_ended_does_not_count(user):
    residence = ResidenceFactory(person=user.person, during=(dt.date(2020, 1, 1), None))
    residence.refresh_from_db()
    end_row(residence)
    assert home_of(user) is None


def test_my_data_say_it_and_offer_to_change_or_remove_it(mine, user):
    assert marks(mine.get("/me/data/"), "home") == ["none"]
    home = StatedHomeFactory(person=user.person)
    page = mine.get("/me/data/")
    assert marks(page, "home") == ["stated"]
    assert str(home.building) in page.content.decode()
    for address in (PAGE, REMOVE):
        assert f'"{address}"' in page.content.decode()


def test_a_sign_in_without_a_name_states_nothing():
    nobody = StaffFactory(person=None, phone=None)
    assert home_of(nobody) is None
    assert signed_in(nobody).get(PAGE).url == "/me/data/"
    assert refusal(state_home, BuildingFactory(), by=nobody) == "no_person"
    assert refusal(forget_home, by=nobody) == "no_person"


# --- Nobody else reads it


def test_no_office_sees_it_in_records_or_on_pages(user):
    top = OrgUnitFactory()
    home = StatedHomeFactory(person=user.person)
    for by in (officer("secretary", top), StaffFactory()):
        assert not StatedHome.objects.visible_to(by).exists()
    assert str(user.person) not in str(home)


def test_the_trail_tells_when_and_not_where(user):
    first, second = BuildingFactory(), BuildingFactory()
    state_home(first, by=user)
    state_home(second, by=user)
    forget_home(by=user)
    log = history_model(StatedHome)
    rows = log._default_manager.filter(person_id=user.person_id).order_by("pgh_id")
    assert [row.pgh_label for row in rows] == ["insert", "update", "delete"]
    assert not hasattr(rows[0], "building_id")


def test_without_agreement_nothing_is_stored(mine, user):
    StatedHomeFactory(person=user.person)
    mine.post("/me/consent/withdraw/")
    assert not StatedHome.objects.exists()
    assert refusal(state_home, BuildingFactory(), by=user) == "no_consent"
    for answer in (mine.get(PAGE), mine.post(PAGE, {"building": BuildingFactory().pk})):
        assert answer.url == "/me/consent/"
    assert not StatedHome.objects.exists()


def test_it_goes_with_the_person():
    home = StatedHomeFactory(person=PersonFactory())
    home.person.delete()
    assert not StatedHome.objects.exists()


def test_one_row_a_person():
    home = StatedHomeFactory()
    assert "person_id" in refused(*copy(home, building_id=BuildingFactory().pk))
