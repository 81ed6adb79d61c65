"""The office keeps places; each rule answers in words."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from common.exceptions import Refused
from grid.actions.places import add_households
from grid.models import Building, Estate, Grid, Household, Residence
from tests.factories import (
    BuildingFactory,
    CommunityFactory,
    EstateFactory,
    GateFactory,
    GridFactory,
    HouseholdFactory,
    OrgUnitFactory,
    PersonFactory,
    PostBuildingFactory,
    ResidenceFactory,
    StaffFactory,
    officer,
)
from tests.support.office_grid import grid_url
from tests.support.pages import WHOLE, levels, refusals, text
from tests.support.refusals import refused

pytestmark = pytest.mark.django_db


@pytest.fixture
def secretary(client):
    """Who lives where is not for the operator."""
    client.force_login(officer("secretary", OrgUnitFactory()))
    return client


# --- Community


def test_the_only_community_opens_at_once(office):
    community = CommunityFactory()
    assert office.get(grid_url("community", "changelist")).url == grid_url("community", "change", community.pk)
    CommunityFactory(name="青山社区")
    assert office.get(grid_url("community", "changelist")).status_code == 200


def test_nobody_is_asked_for_the_community_where_there_is_only_one(office):
    community = CommunityFactory()
    assert 'name="community"' not in text(office.get(grid_url("grid", "add")))
    assert office.post(grid_url("grid", "add"), {"number": 1, "name": "一号网格"}).status_code == 302
    assert Grid.objects.get().community == community
    CommunityFactory(name="青山社区")
    assert 'name="community"' in text(office.get(grid_url("grid", "add")))


# --- Grids


def test_a_boundary_is_typed_one_corner_a_line(office):
    CommunityFactory()
    typed = {"number": 1, "name": "一号网格", "boundary": "0, 0\n400，0\r\n400.5 300\n\n(0; 300)"}
    assert office.post(grid_url("grid", "add"), typed).status_code == 302
    grid = Grid.objects.get()
    assert grid.boundary == [[0, 0], [400, 0], [400.5, 300], [0, 300]]
    page = text(office.get(grid_url("grid", "change", grid.pk)))
    assert "400.5, 300" in page
    assert "<polygon" in page


@pytest.mark.parametrize(
    ("boundary", "code"),
    [
        ("0, 0\n400, 0", "no_boundary"),
        ("0, 0\n400, 0\nNorden", "corner"),
        ("[[0, 0], [400, 0], [400, 300]", "corner"),
        ('[[0, 0], [400, "x"], [400, 300]]', "no_boundary"),
        ("[" * 5000, "corner"),
        ("0, 0\n400, 0\n999999999999, 3", "no_boundary"),
        ("<script>alert(1)</script>", "corner"),
    ],
)
def test_what_is_no_boundary_is_refused_and_kept(office, boundary, code):
    CommunityFactory()
    response = office.post(grid_url("grid", "add"), {"number": 1, "name": "一号网格", "boundary": boundary})
    assert refusals(response) == {("boundary", code)}
    assert 'value="一号网格"' in text(response)
    assert "<script>alert" not in text(response)
    assert not Grid.objects.exists()


def test_the_form_of_a_grid_says_what_is_no_boundary(office):
    CommunityFactory()
    for boundary, said in (("0, 0\n400, 0", "至少要有三个拐点"), ("0, 0\nNorden", "这一行看不懂：“Norden”")):
        assert said in text(
            office.post(grid_url("grid", "add"), {"number": 1, "name": "一号网格", "boundary": boundary})
        )


def like(row: Building, **changed: object) -> dict[str, object]:
    facts = {"estate": row.estate_id, "grid": row.grid_id, "number": 999, "entrances": 1, "floors": 6}
    return facts | changed


def estate(row: Estate) -> dict[str, object]:
    return {"name": row.name, "gates-TOTAL_FORMS": 0, "gates-INITIAL_FORMS": 0}


def household(row: Household) -> dict[str, object]:
    return {"building": row.building_id, "entrance": row.entrance, "code": row.code}


def residence(row: Residence) -> dict[str, object]:
    return {"person": row.person_id, "building": row.building_id}


def of_another_building(row: Residence) -> dict[str, object]:
    return residence(row) | {"person": PersonFactory().pk, "household": HouseholdFactory().pk}


def of_another_community(row: Building) -> dict[str, object]:
    return like(row, grid=GridFactory(community=CommunityFactory(name="青山社区")).pk)


# A row that is there, what is typed, what is refused by which code, and the words for it.
RULES = [
    (
        GridFactory,
        lambda row: {"number": row.number, "name": "x"},
        (WHOLE, "grid_number_unique"),
        "已有这个编号的网格。",
    ),
    (EstateFactory, estate, (WHOLE, "estate_name_unique"), "已有同名小区。"),
    (
        BuildingFactory,
        lambda row: like(row, number=row.number),
        (WHOLE, "building_number_unique"),
        "这个小区已有这个编号的楼栋。",
    ),
    (BuildingFactory, lambda row: like(row, x=5), (WHOLE, "building_position_whole"), "位置的两个数字要么都填"),
    (
        BuildingFactory,
        lambda row: like(row, entrances=21),
        (WHOLE, "building_entrances_at_most_20"),
        "一栋楼最多 20 个单元。",
    ),
    (BuildingFactory, lambda row: like(row, floors=100), (WHOLE, "building_floors_at_most_99"), "一栋楼最多 99 层。"),
    (BuildingFactory, of_another_community, ("grid", "other_community"), "小区和网格不属于同一个社区。"),
    (HouseholdFactory, household, (WHOLE, "household_code_unique"), "这个单元已有这个门牌号。"),
    (ResidenceFactory, residence, (WHOLE, "already_entered"), "在这幢楼里已经登记过了"),
    (ResidenceFactory, of_another_building, ("household", "other_building"), "这户不在所选的楼栋里。"),
]


@pytest.fixture(params=RULES, ids=range(len(RULES)))
def broken(request, client):
    """The answer to a form that breaks one rule, the code and the words of the rule, and how many rows it added."""
    make, typed, code, words = request.param
    row = make()
    # Who lives where is not for the operator; a community is not for one secretary to choose.
    client.force_login(StaffFactory() if isinstance(row, Building) else officer("secretary", OrgUnitFactory()))
    before = type(row).objects.count()
    response = client.post(grid_url(row._meta.model_name, "add"), typed(row))
    return response, code, words, type(row).objects.count() - before


def test_each_rule_refuses(broken):
    response, code, _words, added = broken
    assert refusals(response) == {code}
    assert added == 0


def test_each_rule_answers_in_words(broken):
    response, _code, words, _added = broken
    assert words in text(response)


def test_the_largest_building_is_taken(office):
    typed = like(BuildingFactory(), entrances=20, floors=99)
    assert office.post(grid_url("building", "add"), typed).status_code == 302


def test_a_residence_is_listed_with_a_masked_phone(secretary):
    ResidenceFactory(person__name="张三丰", person__phone="+8613800138000")
    page = text(secretary.get(grid_url("residence", "changelist"), {"q": "张三"}))
    assert "张三丰" in page
    assert "138****8000" in page
    assert "13800138000" not in page


# --- Households


def test_households_come_from_entrances_floors_and_flats(office):
    building = BuildingFactory(entrances=2, floors=11)
    HouseholdFactory(building=building, entrance=1, code="101")
    page = reverse("admin:grid_building_households", args=[building.pk])
    assert office.get(page).status_code == 200
    assert Household.objects.count() == 1
    assert office.post(page, {"flats": 3}).status_code == 302
    assert Household.objects.filter(building=building).count() == 2 * 11 * 3
    assert Household.objects.filter(entrance=2, code="1103").exists()


def test_households_that_are_there_already_are_refused(office):
    building = BuildingFactory(entrances=1, floors=1)
    add_households(building, flats=2, by=StaffFactory())
    page = reverse("admin:grid_building_households", args=[building.pk])
    response = office.post(page, {"flats": 2})
    assert refusals(response) == {(WHOLE, "nothing_to_add")}
    assert Household.objects.count() == 2


@pytest.mark.parametrize("flats", ["0", "31", "-1", "abc", "9" * 30, ""])
def test_a_senseless_number_of_flats_is_refused(office, flats):
    building = BuildingFactory()
    page = reverse("admin:grid_building_households", args=[building.pk])
    assert {field for field, _code in refusals(office.post(page, {"flats": flats}))} == {"flats"}
    with refused("flats"):
        add_households(building, flats=31, by=StaffFactory())
    assert not Household.objects.exists()


def test_more_households_than_a_building_holds_are_refused(office):
    building = BuildingFactory(entrances=10, floors=50)
    page = reverse("admin:grid_building_households", args=[building.pk])
    assert refusals(office.post(page, {"flats": 5})) == {(WHOLE, "too_many")}
    assert not Household.objects.exists()
    assert len(add_households(building, flats=4, by=StaffFactory())) == 2_000


def test_the_page_of_households_says_why_none_are_added(office):
    building = BuildingFactory(entrances=1, floors=1)
    add_households(building, flats=2, by=StaffFactory())
    page = reverse("admin:grid_building_households", args=[building.pk])
    assert "这些住户都已经录入了。" in text(office.post(page, {"flats": 2}))


def test_households_are_added_by_who_may_change_the_building():
    branch = OrgUnitFactory(estate_branch=True)
    building = BuildingFactory()
    branch.estates.add(building.estate)
    with pytest.raises(Refused) as refused:
        add_households(building, flats=2, by=officer("branch_secretary", branch))
    assert refused.value.code == "not_allowed"
    assert not Household.objects.exists()


# --- Lists cost the same however long they are


def grow() -> None:
    link = PostBuildingFactory()
    link.post.parent.estates.add(link.building.estate)
    link.post.parent.grids.add(link.building.grid)
    GateFactory(estate=link.building.estate)
    ResidenceFactory(household__building=link.building)


@pytest.mark.parametrize("model", ["grid", "estate", "building", "household", "residence", "orgunit"])
def test_a_list_costs_the_same_with_one_row_and_with_three(secretary, model):
    def queries() -> int:
        secretary.get(grid_url(model, "changelist"))
        with CaptureQueriesContext(connection) as captured:
            assert secretary.get(grid_url(model, "changelist")).status_code == 200
        return len(captured)

    grow()
    one = queries()
    grow(), grow()
    assert queries() == one


def test_an_unknown_record_leads_back_with_a_message(office):
    wrong = {}
    for pk in ("0", "9" * 40, "abc", "_00"):
        for page in ("change", "delete", "history"):
            response = office.get(f"/admin/grid/building/{pk}/{page}/", follow=True)
            if response.status_code != 200 or not levels(response):
                wrong[pk, page] = response.status_code
    assert wrong == {}


def test_a_malformed_filter_never_breaks_a_list(office):
    BuildingFactory()
    queries = ["estate__id__exact=abc", "estate__id__exact=" + "9" * 40, "p=x", "o=9.9", "zz=1"]
    list_ = grid_url("building", "changelist")
    assert [query for query in queries if office.get(f"{list_}?{query}", follow=True).status_code != 200] == []
