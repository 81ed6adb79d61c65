"""Searching for people: one search, which knows every spelling of a number and tells nobody a hidden one."""

import datetime as dt

import pytest
import time_machine

from accounts.actions.people import count_number_search, reveal_phone, search_people
from accounts.models import AccessLog, Person, User
from accounts.models.readings import NUMBER_SEARCH
from accounts.rules.people import MOST_NUMBERS
from common.time import clock
from tests.factories import (
    BookingFactory,
    BuildingFactory,
    OrgUnitFactory,
    PersonFactory,
    ResidenceFactory,
    StaffFactory,
    StationFactory,
    officer,
)
from tests.support.raw_sql import without_trigger
from tests.support.refusals import refusal

pytestmark = pytest.mark.django_db

PHONE = "+8615400001305"
SPELLINGS = (
    "15400001305",
    "154 0000 1305",
    "154-0000-1305",
    "+86 154 0000 1305",
    "0086 15400001305",
    "１５４００００１３０５",
)


@pytest.fixture
def secretary() -> User:
    return officer("secretary", OrgUnitFactory())


@pytest.fixture
def resident() -> Person:
    return ResidenceFactory(person__name="王秀英", person__phone=PHONE).person


def tries(by: User) -> list[int | None]:
    return list(AccessLog.objects.filter(user=by, what=NUMBER_SEARCH).order_by("pk").values_list("person", flat=True))


@pytest.mark.parametrize("typed", SPELLINGS)
def test_a_whole_number_is_known_in_every_usual_spelling_and_is_no_number_of_a_building(secretary, resident, typed):
    for number in (130, 154, 305, 1305):
        building = BuildingFactory(number=number, estate__community=OrgUnitFactory().community)
        ResidenceFactory(household__building=building, household__code="1305")
    assert list(search_people(typed, by=secretary)) == [resident]
    assert tries(secretary) == [resident.pk]


def test_the_last_four_digits_are_shown_and_so_they_are_no_try(secretary, resident):
    assert list(search_people("1305", by=secretary)) == [resident]
    assert tries(secretary) == []


@pytest.mark.parametrize("typed", ["305", "01305", "001305", "0001305", "5400001305", "154****1305"])
def test_between_the_shown_digits_and_the_whole_number_nobody_is_found(secretary, resident, typed):
    assert list(search_people(typed, by=secretary)) == []


@pytest.mark.parametrize("typed", ["1305", *SPELLINGS])
def test_numbers_find_nobody_whom_one_only_meets(resident, typed):
    station = StationFactory()
    BookingFactory(space__station=station, person=resident)
    receptionist = officer("receptionist", station)
    assert list(search_people("秀英", by=receptionist)) == [resident]
    assert list(search_people(typed, by=receptionist)) == []
    assert resident.pk not in tries(receptionist)


def test_a_try_that_finds_nobody_counts_and_says_who_has_tried(secretary):
    search_people("15400009999", by=secretary)
    assert tries(secretary) == [None]
    look = AccessLog.objects.get()
    assert (look.user, look.what) == (secretary, NUMBER_SEARCH)
    assert "9999" not in look.reason


def test_a_number_is_not_found_out_by_trying(secretary, resident):
    hour, most = dt.timedelta(hours=1), 60
    for number in range(most):
        count_number_search(f"1541111{number:04d}", by=secretary)
    assert refusal(search_people, PHONE, by=secretary) == "too_many_numbers"
    assert len(tries(secretary)) == most
    assert list(search_people("秀英", by=secretary)) == [resident], "a search by name goes on"
    assert list(search_people(PHONE, by=StaffFactory())) == [resident], "others go on"
    with time_machine.travel(clock.now() + hour + dt.timedelta(minutes=1)):
        assert list(search_people(PHONE, by=secretary)) == [resident]


def test_the_tries_of_a_day_have_an_end_too(secretary):
    with without_trigger(AccessLog, "access_log_is_dated"):
        AccessLog.objects.bulk_create(
            AccessLog(user=secretary, what=NUMBER_SEARCH, reason="x", at=clock.now() - dt.timedelta(hours=2))
            for _try in range(199)
        )
    count_number_search(PHONE, by=secretary)
    assert refusal(count_number_search, PHONE, by=secretary) == "too_many_numbers"
    with time_machine.travel(clock.now() + dt.timedelta(days=1)):
        count_number_search(PHONE, by=secretary)


def test_what_else_is_read_is_no_try(secretary):
    AccessLog.objects.bulk_create(AccessLog(user=secretary, what="phone", reason="x") for _look in range(60))
    count_number_search(PHONE, by=secretary)


def test_of_a_long_reason_the_first_200_characters_are_kept():
    operator, person = StaffFactory(), PersonFactory(phone=PHONE)
    assert reveal_phone(person, by=operator, reason="  " + "因" * 300) == PHONE
    assert AccessLog.objects.get().reason == "因" * 200


def test_of_those_who_share_a_number_ten_are_kept(secretary):
    for _one in range(11):
        ResidenceFactory(person__phone=PHONE)
    count_number_search(PHONE, by=secretary)
    assert len(tries(secretary)) == 10


def spent(by: User) -> None:
    """All tries of the hour."""
    AccessLog.objects.bulk_create(
        AccessLog(user=by, what=NUMBER_SEARCH, reason="x") for _try in range(MOST_NUMBERS[dt.timedelta(hours=1)])
    )


@pytest.mark.parametrize("typed", ["15400001305", "王秀英"])
def test_every_search_of_office_and_desk_counts_alike(client, secretary, resident, typed):
    """In the list of people, in a picker, at an event, in the register, at both desks."""
    from tests.factories import EventFactory

    top = OrgUnitFactory()
    event, station = EventFactory(organiser=top), StationFactory(community=top.community)
    PersonFactory(name="别人")
    client.force_login(secretary)
    picker = {"app_label": "grid", "model_name": "residence", "field_name": "person", "term": typed}
    searches = [
        lambda: client.get("/admin/accounts/person/", {"q": typed}),
        lambda: client.get("/admin/autocomplete/", picker),
        lambda: client.post(f"/admin/events/event/{event.pk}/people/add/", {"act": "search", "search-query": typed}),
        lambda: client.post("/admin/grid/partyrelation/add/", {"act": "search", "search-query": typed}),
        lambda: client.post("/desk/neighbours/find/", {"query": typed}),
        lambda: client.post(f"/desk/stations/{station.pk}/who/", {"query": typed}),
    ]
    for number, search in enumerate(searches, start=1):
        response = search()
        assert response.status_code == 200, response
        assert "王秀英" in response.content.decode() or "王秀英" in response.json()["results"][0]["text"]
        assert len(tries(secretary)) == (number if typed.isdigit() else 0)
    spent(secretary)
    for search in searches:
        response = search()
        found = "王秀英" in str(response.json() if "json" in response["Content-Type"] else response.content.decode())
        assert found != typed.isdigit(), response.request["PATH_INFO"]
        assert response.status_code in (200, 422)
