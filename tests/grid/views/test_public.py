"""The plan, a grid's page and the organisation, as anybody sees them."""

import datetime as dt
import re

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from common.time import clock
from grid.models import Gate, Grid
from grid.selectors.organisation import OrganisationCounts
from tests.factories import (
    BuildingFactory,
    CommunityFactory,
    EstateFactory,
    EventFactory,
    GateFactory,
    GridAppointmentFactory,
    GridFactory,
    HouseholdFactory,
    OrgUnitFactory,
    PostBuildingFactory,
    ResidenceFactory,
    StationFactory,
    UnitAppointmentFactory,
)

pytestmark = pytest.mark.django_db

PLAN_QUERIES, GRID_QUERIES, TREE_QUERIES = 4, 19, 11


def queries(client, url: str) -> int:
    client.get(url)  # the frame of the page is kept in memory from the first page on
    with CaptureQueriesContext(
        connection,
    ) as captured:
        assert client.get(url).status_code == 200
    return len(captured)


def text_of(client, url: str) -> str:
    response = client.get(url)
    assert response.status_code == 200
    return response.content.decode()


def place(name: str = "海棠苑"):
    building = BuildingFactory(estate__name=name, number=3, entrances=2)
    GateFactory(estate=building.estate, name="东门")
    HouseholdFactory(building=building)
    return building


def test_the_plan_draws_every_grid_as_a_link_with_its_buildings_and_gates(client):
    building = place()
    response = client.get("/grid/")
    page = response.content.decode()
    [area] = response.context["plan"].areas
    assert (area.grid, [block.building for block in area.blocks]) == (building.grid, [building])
    drawing = page[page.index("<svg", page.index("<figure")) :].split("</figure>")[0]
    assert f'href="{building.grid.get_absolute_url()}"' in drawing
    for drawn in (f'points="{area.points}"', f"<title>{building}</title>", f"<title>{Gate.objects.get()}</title>"):
        assert drawn in drawing


def test_the_page_of_the_plan_says_in_text_what_it_draws(client):
    assert "网格还没有录入" in text_of(client, "/grid/")
    building = place()
    HouseholdFactory.create_batch(2, building=building)
    page = text_of(client, "/grid/")
    assert f'aria-label="{building.grid.name}：1 幢楼"' in page
    assert "分为 1 个网格，共 1 幢楼、3 户" in page


def test_the_text_beside_the_plan_counts_what_it_draws(client):
    building = place()
    HouseholdFactory.create_batch(2, building=building)
    response = client.get("/grid/")
    context = response.context
    assert re.findall(r"<dd>\s*(\d+)\s*</dd>", response.content.decode()) == ["1", "3"]
    [entry] = context["areas"]
    assert (entry.grid, entry.estates) == (building.grid, ["海棠苑"])
    assert context["totals"] == {"buildings": 1, "households": 3}


def test_the_plan_costs_four_queries_with_one_grid_and_with_three(client):
    place()
    assert queries(client, "/grid/") == PLAN_QUERIES
    place("映山花园"), place("青禾家园")
    assert queries(client, "/grid/") == PLAN_QUERIES


def test_an_empty_plan_is_not_drawn(client):
    response = client.get("/grid/")
    assert not response.context["areas"]
    assert b"<figure" not in response.content


@pytest.mark.parametrize("boundary", [[], {"x": "<script>"}])
def test_a_grid_without_boundary_is_drawn_around_its_buildings_and_a_broken_one_too(client, boundary):
    building = place()
    Grid.objects.filter(pk=building.grid_id).update(boundary=boundary)
    response = client.get("/grid/")
    [area] = response.context["plan"].areas
    assert area.points
    assert f'points="{area.points}"' in response.content.decode()


def test_a_grid_with_nothing_to_draw_is_still_listed(client):
    grid = GridFactory(boundary=[], name="空网格")
    page = text_of(client, "/grid/")
    assert f'href="{grid.get_absolute_url()}"' in page
    assert "<figure" not in page


def test_a_grid_close_up_draws_nothing_that_is_out_of_view(client):
    building = BuildingFactory(x=200, y=150, grid__boundary=[[0, 0], [400, 0], [400, 300], [0, 300]])
    community, estate = building.grid.community, building.estate
    beside = GridFactory(community=community, boundary=[[400, 0], [800, 0], [800, 300], [400, 300]])
    away = GridFactory(community=community, boundary=[[400, 400], [800, 400], [800, 700], [400, 700]])
    near = BuildingFactory(estate=estate, grid=beside, x=410, y=150)
    far = [BuildingFactory(estate=estate, grid=grid, x=790, y=y) for grid, y in ((beside, 150), (away, 450))]
    gates = [GateFactory(estate=estate, name=name, x=x, y=100) for name, x in (("近门", 5), ("远门", 790))]
    page = text_of(client, building.grid.get_absolute_url())
    drawing = page.split('<svg class="plan plan--close"')[1].split("</figure>")[0]
    drawn = {one for one in (building, near, *far, *gates) if f"<title>{one}</title>" in drawing}
    assert drawn == {building, near, gates[0]}
    assert [f'href="{grid.get_absolute_url()}"' in drawing for grid in (building.grid, beside, away)] == [
        True,
        True,
        False,
    ]
    assert f'aria-label="{beside.name}：2 幢楼"' in drawing
    assert away.get_absolute_url() in page


def test_a_grids_page_shows_its_places_who_looks_after_it_and_what_is_on(client):
    building = place()
    post = OrgUnitFactory(pioneer_post=True, name="第一先锋岗", parent__name="海棠苑党支部")
    PostBuildingFactory(post=post, building=building)
    EventFactory(title="本网格读书会", grid=building.grid)
    EventFactory(title="全社区运动会", grid=None)
    EventFactory(title="别处的活动", grid=GridFactory())
    EventFactory(title="草稿活动", grid=building.grid, draft=True)
    EventFactory(title="过去的活动", grid=building.grid, past=True)
    page = text_of(client, building.grid.get_absolute_url())
    for shown in ("海棠苑", "第一先锋岗", "海棠苑党支部", "本网格读书会", "全社区运动会"):
        assert shown in page
    for hidden in ("别处的活动", "草稿活动", "过去的活动"):
        assert hidden not in page


def test_a_post_that_no_longer_looks_after_the_building_is_not_named(client):
    building = place()
    link = PostBuildingFactory(building=building, post__name="从前的先锋岗")
    yesterday = clock.today() - dt.timedelta(days=1)
    type(link).objects.filter(pk=link.pk).update(during=(dt.date(2020, 1, 1), yesterday))
    assert "从前的先锋岗" not in text_of(client, building.grid.get_absolute_url())
    [top] = client.get("/organisation/").context["tree"]
    assert top.branches[0].posts[0].current_buildings == []


def test_a_grids_page_costs_the_same_with_one_and_with_three_of_everything(client):
    building = place()
    PostBuildingFactory(building=building)
    EventFactory(grid=building.grid)
    StationFactory(grid=building.grid)
    assert queries(client, building.grid.get_absolute_url()) == GRID_QUERIES
    for number in (7, 8):
        another = BuildingFactory(grid=building.grid, estate=building.estate, number=number)
        PostBuildingFactory(building=another)
        EventFactory(grid=building.grid)
        StationFactory(grid=building.grid)
        GridFactory()
    assert queries(client, building.grid.get_absolute_url()) == GRID_QUERIES


def test_a_grid_that_is_not_there_is_404(client):
    keys = ["0", "999999", "9" * 40, "-1", "abc", "１"]
    assert [pk for pk in keys if client.get(f"/grid/{pk}/").status_code != 404] == []


def test_the_tree_nests_posts_below_branches_below_the_general_branch(client):
    top = OrgUnitFactory(name="社区党总支")
    branch = OrgUnitFactory(estate_branch=True, parent=top, name="海棠苑党支部")
    branch.estates.add(EstateFactory(name="海棠苑"))
    post = OrgUnitFactory(pioneer_post=True, parent=branch, name="第一先锋岗")
    estate = EstateFactory(name="知行公寓")
    for number in (1, 2, 3, 7):
        PostBuildingFactory(post=post, building=BuildingFactory(estate=estate, number=number))
    response = client.get("/organisation/")
    page = response.content.decode()
    places = [page.index(f'id="unit-{unit.pk}"') for unit in (top, branch, post)]
    assert places == sorted(places)
    [shown] = response.context["tree"][0].branches[0].posts
    assert (shown, [link.building.number for link in shown.current_buildings]) == (post, [1, 2, 3, 7])
    assert all(words in page for words in shown.buildings_in_words)
    assert response.context["counts"] == OrganisationCounts(branches=1, posts=1, buildings=4)


def test_the_tree_costs_the_same_with_one_branch_and_with_three(client):
    def grow() -> None:
        link = PostBuildingFactory()
        link.post.parent.estates.add(link.building.estate)
        link.post.parent.grids.add(link.building.grid)

    grow()
    assert queries(client, "/organisation/") == TREE_QUERIES
    grow(), grow()
    assert queries(client, "/organisation/") == TREE_QUERIES


def test_the_page_of_the_organisation_says(client):
    """Empty; with a vacant post that looks after nothing; with one that is filled."""
    assert "组织架构还没有录入" in text_of(client, "/organisation/")
    post = OrgUnitFactory(pioneer_post=True)
    page = text_of(client, "/organisation/")
    for words in (
        "1 个小区党支部",
        "还没有联系楼栋",
        "联系 0 幢楼",
        "空缺",
        "党员：不足 5 人",
        "联系党员群众：不足 5 人",
    ):
        assert words in page
    UnitAppointmentFactory(unit=post)
    estate = EstateFactory(name="知行公寓")
    for number in (1, 2, 3, 7):
        PostBuildingFactory(post=post, building=BuildingFactory(estate=estate, number=number))
    page = text_of(client, "/organisation/")
    for words in ("已有先锋", "联系 4 幢楼", "知行公寓 1–3、7 幢"):
        assert words in page


def test_the_page_of_a_grid_says(client):
    """With nobody, and with somebody everywhere."""
    building = place()
    page = text_of(client, building.grid.get_absolute_url())
    for words in ("1 幢楼", "空缺", "这个网格还没有录入党支部和先锋岗"):
        assert words in page
    post = OrgUnitFactory(pioneer_post=True)
    PostBuildingFactory(post=post, building=building)
    UnitAppointmentFactory(unit=post)
    GridAppointmentFactory(grid=building.grid)
    page = text_of(client, building.grid.get_absolute_url())
    for words in ("还没有公布姓名", "已有先锋", "党员：不足 5 人", "联系党员群众：不足 5 人"):
        assert words in page


def test_units_are_ordered_as_a_tree():
    from grid.models import OrgUnit

    top = OrgUnitFactory(name="总支")
    second = OrgUnitFactory(estate_branch=True, parent=top, name="乙", number=2)
    first = OrgUnitFactory(estate_branch=True, parent=top, name="甲", number=1)
    tenth = OrgUnitFactory(pioneer_post=True, parent=first, number=10)
    ninth = OrgUnitFactory(pioneer_post=True, parent=first, number=9)
    below = OrgUnitFactory(pioneer_post=True, parent=second)
    assert list(OrgUnit.objects.in_tree_order()) == [top, first, ninth, tenth, second, below]


def test_names_with_html_are_shown_as_text(client):
    nasty = '<script>alert(1)</script>"&'
    building = BuildingFactory(estate__name=nasty, grid__name=nasty)
    GateFactory(estate=building.estate, name="<b>门</b>")
    link = PostBuildingFactory(building=building, post__name=nasty, post__parent__name=nasty)
    link.post.parent.estates.add(building.estate)
    CommunityFactory()
    for url in ("/grid/", building.grid.get_absolute_url(), "/organisation/"):
        page = text_of(client, url)
        assert "<script>alert" not in page
        assert "<b>门" not in page
        assert "&lt;script&gt;alert(1)&lt;/script&gt;" in page


def test_no_public_page_of_places_names_a_resident(client):
    residence = ResidenceFactory(person__name="张三丰", person__phone="+8613800138000")
    PostBuildingFactory(building=residence.building)
    for url in ("/grid/", residence.building.grid.get_absolute_url(), "/organisation/"):
        page = text_of(client, url)
        assert "张三丰" not in page
        assert "13800138000" not in page


@pytest.mark.parametrize("url", ["/grid/", "/organisation/"])
def test_pages_of_places_are_for_reading_only(client, url):
    assert client.post(url).status_code == 405
