"""In the office: people with their homes, a household with its people, and one search in every list of people."""

import pytest
from django.contrib import admin
from django.urls import reverse

from accounts.admin.base import FindsPeopleAdmin, path_of_person
from accounts.models import AccessLog, Person, User
from accounts.models.readings import NUMBER_SEARCH
from grid.models import Household
from tests.factories import (
    BookingFactory,
    BuildingFactory,
    ConsentFactory,
    EstateFactory,
    EventFactory,
    GuardianshipFactory,
    HouseholdFactory,
    OrgUnitFactory,
    PartyRelationFactory,
    PersonFactory,
    PioneerLinkFactory,
    RegistrationFactory,
    ResidenceFactory,
    SpaceFactory,
    StationFactory,
    UserFactory,
    VisitFactory,
    officer,
)
from tests.support.pages import marks, text

pytestmark = pytest.mark.django_db

PHONE = "+8615400002468"


@pytest.fixture
def secretary() -> User:
    return officer("secretary", OrgUnitFactory())


@pytest.fixture
def office(client, secretary):
    client.force_login(secretary)
    return client


@pytest.fixture
def flat() -> Household:
    building = BuildingFactory(estate=EstateFactory(name="海棠苑"), number=2)
    return HouseholdFactory(building=building, entrance=1, code="601")


@pytest.fixture
def resident(flat) -> Person:
    return ResidenceFactory(person__name="单田芳", person__phone=PHONE, household=flat).person


def listed(client, model: str, typed: str = "") -> list:
    page = client.get(reverse(f"admin:{model}_changelist"), {"q": typed} if typed else {})
    assert page.status_code == 200, page
    return list(page.context["cl"].result_list)


def test_the_list_says_where_people_live_and_is_in_the_order_of_pinyin(office, resident, flat):
    for name in ("张一", "安娜", "Bob", "曾国藩"):
        ResidenceFactory(person__name=name, household=flat)
    ResidenceFactory(person=resident, household=HouseholdFactory(building__number=31, code="502"))
    people = [person for person in listed(office, "accounts_person") if person.homes]
    assert [person.name for person in people] == ["安娜", "Bob", "单田芳", "曾国藩", "张一"]
    page = text(office.get(reverse("admin:accounts_person_changelist")))
    assert f"{resident.residences.first().household}、{resident.residences.last().household}" in page


def test_homes_are_shown_to_who_sees_residences(client, resident):
    event = EventFactory(organiser=OrgUnitFactory(estate_branch=True))
    RegistrationFactory(event=event, person=resident)
    client.force_login(officer("branch_secretary", event.organiser))
    (guest,) = listed(client, "accounts_person", "单田芳")
    assert guest.homes == []


def test_a_household_says_who_lives_there_and_leads_to_them_and_back(office, resident, flat):
    gone = ResidenceFactory(person__name="搬走的", household=flat, during="[2020-01-01,2021-01-01)").person
    page = text(office.get(reverse("admin:grid_household_change", args=[flat.pk])))
    person_page = reverse("admin:accounts_person_change", args=[resident.pk])
    assert person_page in page
    assert gone.name not in page
    assert "154****2468" in page
    assert "15400002468" not in page
    assert reverse("admin:grid_household_change", args=[flat.pk]) in text(office.get(person_page))


def test_who_may_not_see_residences_reads_a_household_without_people(client, resident, flat):
    client.force_login(UserFactory(is_staff=True))
    page = client.get(reverse("admin:grid_household_change", args=[flat.pk]))
    assert resident.name not in page.content.decode()


@pytest.mark.parametrize("typed", ["单田芳", "單 田芳", "stf", "15400002468", "2468", "海棠苑2幢601", "hty2 单"])
def test_every_list_of_people_finds_alike(office, secretary, resident, flat, typed):
    community = OrgUnitFactory().community
    branch = OrgUnitFactory(estate_branch=True, parent=secretary.unitappointments.get().unit)
    event = EventFactory(organiser=branch)
    space = SpaceFactory(station=StationFactory(community=community))
    others = PersonFactory(name="李四", phone="+8615400001111")
    rows = {
        "accounts_person": resident,
        "grid_residence": resident.residences.get(),
        "events_registration": RegistrationFactory(event=event, person=resident),
        "stations_booking": BookingFactory(space=space, person=resident),
        "grid_pioneerlink": PioneerLinkFactory(person=resident, post__parent=branch),
        "grid_partyrelation": PartyRelationFactory(person=resident, branch=branch),
        "grid_visit": VisitFactory(household=HouseholdFactory(building=flat.building), visitor=resident),
        "accounts_consent": ConsentFactory(person=resident),
        "accounts_guardianship": GuardianshipFactory(person=resident, by=others),
    }
    RegistrationFactory(event=event, person=others)
    BookingFactory(space=SpaceFactory(station=space.station), person=others)
    PioneerLinkFactory(person=others, post__parent=branch)
    assert {model: listed(office, model, typed) for model in rows} == {model: [row] for model, row in rows.items()}


def test_no_list_searches_for_names_of_people_in_another_way():
    """Over all lists of admin: whoever adds one with people in it takes the one search."""
    searching = {
        model.__name__
        for model, one in admin.site._registry.items()
        if any(path_of_person(model, column) for column in one.search_fields)
    }
    assert len(searching) > 12
    assert {name for name in searching if not isinstance(_admin_of(name), FindsPeopleAdmin)} == set()


def _admin_of(name: str):
    return next(one for model, one in admin.site._registry.items() if model.__name__ == name)


def test_places_are_found_as_people_write_them_and_in_their_estate(office, flat):
    other = HouseholdFactory(building=BuildingFactory(estate=EstateFactory(name="知行公寓"), number=2), code="601")
    for typed in ("海棠苑2-601", "海棠苑 2 幢 601", "hty2-1-601", "海棠苑2幢"):
        assert listed(office, "grid_household", typed) == [flat], typed
    assert set(listed(office, "grid_household", "2-601")) == {flat, other}
    assert listed(office, "grid_building", "zxgy2") == [other.building]
    assert listed(office, "grid_building", "知行") == [other.building]


def test_a_search_without_a_hit_says_what_was_typed_and_leads_on(office):
    page = office.get(reverse("admin:accounts_person_changelist"), {"q": "zfy<b>"})
    assert marks(page, "empty") == ["not-found"]
    assert "zfy&lt;b&gt;" in page.content.decode()
    assert reverse("admin:accounts_person_add") in page.content.decode()


def test_a_number_in_any_list_counts_as_a_try(office, secretary, resident):

    lists = ["accounts_person", "grid_residence", "events_registration", "stations_booking", "grid_pioneerlink"]
    for model in lists:
        listed(office, model, "单 154 0000 2468")
    assert AccessLog.objects.filter(user=secretary, what=NUMBER_SEARCH, person=resident).count() == len(lists)
