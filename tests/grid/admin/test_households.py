"""A household in the office: it moves in by one form, and out by one."""

import datetime as dt
from typing import Any

import pytest

from accounts.models import Notification, Person
from common.time import clock
from grid.models import PioneerLink, Residence
from tests.factories import (
    BuildingFactory,
    EstateFactory,
    GridAppointmentFactory,
    HouseholdFactory,
    OrgUnitFactory,
    PioneerLinkFactory,
    PrivacyNoticeFactory,
    ResidenceFactory,
    UnitAppointmentFactory,
    officer,
)
from tests.support.pages import codes, levels, marks, text

pytestmark = pytest.mark.django_db

ADD = "/admin/grid/residence/household/"
PHONE = "13812345678"


@pytest.fixture
def top():
    PrivacyNoticeFactory()
    return OrgUnitFactory()


@pytest.fixture
def office(client, top):
    client.force_login(officer("office_worker", top))
    return client


@pytest.fixture
def home(top):
    estate = EstateFactory(community=top.community, name="海棠苑")
    return HouseholdFactory(building=BuildingFactory(estate=estate, number=5), entrance=1, code="302")


def typed(home: Any, *people: dict[str, Any], door: str = "5-1-302", **more: Any) -> dict[str, Any]:
    rows = {f"people-{n}-{name}": value for n, one in enumerate(people) for name, value in one.items()}
    counts = {"people-TOTAL_FORMS": 8, "people-INITIAL_FORMS": 0}
    return {"door": door, "agreed": "on", **counts, **rows, **more}


def out(home: Any) -> str:
    return f"/admin/grid/household/{home.pk}/move-out/"


def living_in(home: Any) -> set[str]:
    return set(Residence.objects.current().filter(household=home).values_list("person__name", flat=True))


# --- In


def test_a_family_moves_in_by_one_form(office, home):
    people = [{"name": "周建国", "birth_year": "1950", "phone": PHONE}, {"name": "林秀英"}, {"name": "周小宝"}]
    sent = office.post(ADD, typed(home, *people))
    assert sent.url == f"/admin/grid/household/{home.pk}/change/"
    assert living_in(home) == {"周建国", "林秀英", "周小宝"}
    eldest = Person.objects.get(name="周建国")
    assert (eldest.birth_year, eldest.phone, eldest.consents.count()) == (1950, f"+86{PHONE}", 1)
    told = Notification.objects.filter(kind="residence_entered").values_list("recipient__name", flat=True)
    assert set(told) == living_in(home)


def test_whoever_is_kept_already_is_taken_and_not_entered_twice(office, home):
    known = ResidenceFactory(
        household=HouseholdFactory(building__estate__community=home.building.community),
        person__name="周建国",
        person__phone=f"+86{PHONE}",
    ).person
    office.post(ADD, typed(home, {"name": "周建国", "phone": PHONE}))
    assert Residence.objects.current().get(household=home).person == known


@pytest.mark.parametrize(
    "door",
    ["5-1-302", "5幢1单元302", "海棠苑 5 幢 302", "５－１－３０２", "海棠苑五幢1单元302室", "hty 5 302", "5#302"],
)
def test_the_door_is_read_however_it_is_written(office, home, door):
    office.post(ADD, typed(home, {"name": "林秀英"}, door=door))
    assert living_in(home) == {"林秀英"}


def test_a_building_alone_will_do(office, home):
    office.post(ADD, typed(home, {"name": "林秀英"}, door="5"))
    assert Residence.objects.get().household is None
    assert Residence.objects.get().building == home.building


@pytest.mark.parametrize(
    ("door", "code"),
    [("5-1-999", "unknown_room"), ("7-1-302", "unknown_building"), ("138123456", "unknown_building")],
)
def test_a_door_that_is_none_is_refused_and_all_that_was_typed_stays(office, home, door, code):
    page = office.post(ADD, typed(home, {"name": "林秀英", "birth_year": "1952"}, door=door))
    assert codes(page.context["form"]) == {"door": [code]}
    assert 'value="林秀英"' in text(page)
    assert 'value="1952"' in text(page)
    assert not Residence.objects.exists()


def test_a_door_that_is_none_is_answered_with_those_that_are(office, home):
    HouseholdFactory(building=home.building, entrance=2, code="303")
    page = office.post(ADD, typed(home, {"name": "林秀英"}, door="5-1-304"))
    assert "1-302、2-303" in text(page)


@pytest.fixture
def namesake(top):
    """The same door in another estate."""
    estate = EstateFactory(community=top.community, name="知行公寓")
    return HouseholdFactory(building=BuildingFactory(estate=estate, number=5), entrance=1, code="302")


def test_a_door_that_two_estates_have_is_asked_for_once_and_nothing_is_guessed(office, home, namesake):
    asked = office.post(ADD, typed(home, {"name": "林秀英"}))
    form = asked.context["form"]
    assert codes(form) == {"which": ["several_doors"]}
    offered = [key for key, _words in form.fields["which"].widget.choices]
    assert offered == [f"household-{one.pk}" for one in (home, namesake)]
    assert not Residence.objects.exists()
    office.post(ADD, typed(home, {"name": "林秀英"}, which=offered[1]))
    assert living_in(namesake) == {"林秀英"}


def test_the_estate_that_is_named_counts(office, home, namesake):
    office.post(ADD, typed(home, {"name": "林秀英"}, door="知行公寓5-1-302"))
    assert living_in(namesake) == {"林秀英"}


def test_a_choice_that_no_longer_fits_the_door_is_nothing(office, home, namesake):
    elsewhere = f"household-{namesake.pk}"
    office.post(ADD, typed(home, {"name": "林秀英"}, door="海棠苑5-1-302", which=elsewhere))
    assert living_in(home) == {"林秀英"}


def test_a_building_that_two_estates_have_is_asked_for(office, home, namesake):
    form = office.post(ADD, typed(home, {"name": "林秀英"}, door="5幢")).context["form"]
    keys = [key for key, _words in form.fields["which"].widget.choices]
    assert keys == [f"building-{one.building_id}" for one in (home, namesake)]


def test_an_entrance_alone_with_many_doors_is_not_listed_in_full(office, home):
    for floor in range(4, 14):
        HouseholdFactory(building=home.building, entrance=1, code=f"{floor}02")
    form = office.post(ADD, typed(home, {"name": "林秀英"}, door="5幢1单元")).context["form"]
    assert codes(form) == {"door": ["many_doors"]}


def test_a_day_of_birth_is_typed_as_it_stands_and_its_year_is_kept(office, home):
    office.post(ADD, typed(home, {"name": "周建国", "birth_year": "1951年2月3日"}))
    assert Person.objects.get(name="周建国").birth_year == 1951


@pytest.mark.parametrize(
    "pasted",
    [
        "周建国 1951-2-3 13812345678",
        "周建国，13812345678，19510203",
        "周建国13812345678 1951年2月3日",
        "周建国\t138 1234 5678\t1951.2.3",
        "周建国 1951 2 3 +86 138-1234-5678",
    ],
)
def test_a_person_may_be_pasted_into_one_box(office, home, pasted):
    office.post(ADD, typed(home, {"name": pasted}, {"name": "欧阳·娜娜 2011"}))
    eldest = Person.objects.get(name="周建国")
    assert (eldest.birth_year, eldest.phone) == (1951, f"+86{PHONE}")
    assert Person.objects.get(name="欧阳·娜娜").birth_year == 2011


def test_what_was_pasted_stands_in_its_boxes_after_a_slip(office, home):
    page = office.post(ADD, typed(home, {"name": "周建国 51-2-3 13812345678"}))
    row = page.context["form"].people.forms[0]
    assert codes(row) == {"birth_year": ["short_year"]}
    assert marks(page, "error") == ["#id_people-0-birth_year"], "the error stands on top, too"
    assert [row[name].value() for name in ("name", "birth_year", "phone")] == ["周建国", "51-2-3", PHONE]


def test_a_box_that_is_filled_is_not_overwritten_by_what_was_pasted(office, home):
    office.post(ADD, typed(home, {"name": "周建国 1951", "phone": PHONE}))
    assert not Person.objects.filter(birth_year=1951).exists()


def test_a_family_of_six_has_its_folded_lines_open_again_after_a_slip(office, home):
    people = [{"name": f"周{number}"} for number in "一二三四五六"]
    form = office.post(ADD, typed(home, *people, agreed="")).context["form"]
    assert form.has_more_people
    office.post(ADD, typed(home, *people))
    assert len(living_in(home)) == 6


def test_who_is_refused_is_named_and_nobody_moves_in(office, home):
    ResidenceFactory(household=home, person__name="林秀英", person__phone=f"+86{PHONE}")
    page = office.post(ADD, typed(home, {"name": "周建国"}, {"name": "林秀英", "phone": PHONE}))
    form = page.context["form"]
    assert codes(form) == {"__all__": ["already_entered"]}
    assert "林秀英" in str(form.non_field_errors())
    assert [codes(row) for row in form.people] == [{}, {"name": ["already_entered"]}, *[{}] * 6]
    assert living_in(home) == {"林秀英"}
    assert not Person.objects.filter(name="周建国").exists()


def test_a_namesake_is_asked_for_at_the_own_line(office, home):
    ResidenceFactory(household=home, person__name="林秀英", person__phone="")
    people = [{"name": "周建国"}, {"name": "林秀英"}]
    asked = office.post(ADD, typed(home, *people))
    assert [codes(row) for row in asked.context["form"].people][1] == {"name": ["namesake"]}
    office.post(ADD, typed(home, people[0], people[1] | {"another": "on"}))
    assert Residence.objects.current().filter(household=home).count() == 3


def test_without_consent_or_people_nothing_is_entered(office, home):
    assert "agreed" in codes(office.post(ADD, typed(home, {"name": "林秀英"}, agreed="")).context["form"])
    assert codes(office.post(ADD, typed(home)).context["form"]) == {"__all__": ["nobody"]}
    assert not Residence.objects.exists()


def test_the_page_of_a_household_fills_in_its_door(office, home):
    page = office.get(f"/admin/grid/household/{home.pk}/move-in/")
    assert page.context["form"].initial == {"door": "海棠苑 5-1-302", "which": f"household-{home.pk}"}


def test_a_grid_worker_enters_households_of_her_own_grid_only(client, top, home):
    client.force_login(GridAppointmentFactory(grid=home.building.grid).user)
    elsewhere = HouseholdFactory(building__estate=home.building.estate)
    client.post(ADD, typed(home, {"name": "林秀英"}))
    assert living_in(home) == {"林秀英"}
    door = f"{elsewhere.building.number}-{elsewhere.entrance}-{elsewhere.code}"
    refused = client.post(ADD, typed(home, {"name": "周建国"}, door=door))
    assert codes(refused.context["form"]) == {"door": ["unknown_building"]}
    assert client.get(f"/admin/grid/household/{elsewhere.pk}/move-in/").status_code in (403, 404)
    assert client.get(out(elsewhere)).status_code in (403, 404)


# --- Out


def test_a_household_moves_out_and_its_links_end(office, top, home):
    homes = ResidenceFactory.create_batch(2, household=home, during=(clock.today() - dt.timedelta(days=9), None))
    branch = OrgUnitFactory(estate_branch=True, parent=top, community=top.community)
    post = OrgUnitFactory(pioneer_post=True, parent=branch, community=top.community)
    link = PioneerLinkFactory(person=homes[0].person, post=post, during=(clock.today() - dt.timedelta(days=9), None))
    assert marks(office.get(out(home)), "ends") == ["links"]
    sent = office.post(
        out(home),
        {
            "residences": [one.pk for one in homes],
            "last_day": f"{clock.today() - dt.timedelta(days=1)}",
            "with_links": "on",
        },
    )
    assert sent.status_code == 302
    assert levels(sent) == ["success"]
    assert living_in(home) == set()
    assert not PioneerLink.objects.current().filter(pk=link.pk).exists()


def test_only_who_is_ticked_moves_out(office, home):
    stays, goes = ResidenceFactory.create_batch(
        2, household=home, during=(clock.today() - dt.timedelta(days=9), None)
    )
    office.post(out(home), {"residences": [goes.pk], "last_day": f"{clock.today()}"})
    goes.refresh_from_db()
    assert goes.during.upper == clock.today() + dt.timedelta(days=1)
    stays.refresh_from_db()
    assert stays.during.upper is None


def test_nobody_moves_out_tomorrow(office, home):
    one = ResidenceFactory(household=home)
    tomorrow = clock.today() + dt.timedelta(days=1)
    page = office.post(out(home), {"residences": [one.pk], "last_day": f"{tomorrow}"})
    assert codes(page.context["form"]) == {"__all__": ["later"]}
    assert living_in(home) == {one.person.name}


def test_a_post_that_somebody_holds_is_said_not_to_end(office, top, home):
    one = ResidenceFactory(household=home)
    UnitAppointmentFactory(role="office_worker", unit=top, user__person=one.person)
    assert marks(office.get(out(home)), "stays") == ["posts"]


def test_the_page_of_a_household_says_that_nobody_lives_there(office, home):
    page = f"/admin/grid/household/{home.pk}/change/"
    assert marks(office.get(page), "empty") == ["residences"]
    ResidenceFactory(household=home)
    assert marks(office.get(page), "empty") == []
