"""The tree of the office and the page of one unit: everything about it, and nothing that the reader may not see."""

import datetime as dt
import re

import pytest
from django.db import connection
from django.db.backends.postgresql.psycopg_any import DateRange
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from accounts.models import AccessLog
from common.time import clock
from grid.admin.organisation import UnitRow
from grid.models import OrgUnit
from grid.selectors.coverage import Coverage
from tests.factories import (
    BuildingFactory,
    EventFactory,
    GridAppointmentFactory,
    HandoverFactory,
    HouseholdFactory,
    OrgUnitFactory,
    PartyRelationFactory,
    PartyTransferFactory,
    PioneerLinkFactory,
    PostBuildingFactory,
    StaffFactory,
    SurveyAnswerFactory,
    SurveyFactory,
    UnitAppointmentFactory,
    VisitFactory,
    officer,
)
from tests.support.pages import marks

pytestmark = pytest.mark.django_db

TREE = "/admin/grid/orgunit/"


class Office:
    """One general branch, a branch with one of everything, and a sibling branch."""

    def __init__(self) -> None:
        self.top = OrgUnitFactory(name="彭山社区党总支")
        self.branch = OrgUnitFactory(estate_branch=True, parent=self.top, name="海棠苑党支部")
        self.sibling = OrgUnitFactory(estate_branch=True, parent=self.top, name="映山花园党支部")
        self.post = OrgUnitFactory(pioneer_post=True, parent=self.branch, name="第一先锋岗")
        self.building = BuildingFactory(estate__name="海棠苑", number=3)
        self.branch.estates.add(self.building.estate)
        PostBuildingFactory(post=self.post, building=self.building)
        self.pioneer = UnitAppointmentFactory(unit=self.post, user__person__name="沈阿姨")
        self.grow()

    def grow(self) -> None:
        """One more of everything on the pages."""
        household = HouseholdFactory(building=self.building)
        VisitFactory(household=household)
        self.survey = SurveyFactory(unit=self.top)
        SurveyAnswerFactory(survey=self.survey, household=household)
        member = PartyRelationFactory(branch=self.branch, person__name="党员甲")
        PartyTransferFactory(relation=member, to_branch=self.sibling)
        PioneerLinkFactory(post=self.post, person__name="居民乙")
        EventFactory(organiser=self.branch)
        post = OrgUnitFactory(pioneer_post=True, parent=self.branch)
        PostBuildingFactory(post=post, building=BuildingFactory(estate=self.building.estate))
        appointment = UnitAppointmentFactory(unit=post)
        HandoverFactory(appointment=appointment)


@pytest.fixture
def office():
    return Office()


def shown(client, user, unit=None):
    client.force_login(user)
    response = client.get(reverse("admin:unit", args=[unit.pk]) if unit else TREE)
    assert response.status_code == 200
    return response


def page(client, user, unit=None) -> str:
    return shown(client, user, unit).content.decode()


def lines(response) -> dict[OrgUnit, UnitRow]:
    """The lines of the tree by their units."""
    return {row.unit: row for row in response.context_data["cl"].tree}


def vacant(response) -> set[OrgUnit]:
    return {unit for unit, row in lines(response).items() if not row.figures.filled}


def queries(client, url: str) -> int:
    client.get(url)
    with CaptureQueriesContext(connection) as captured:
        assert client.get(url).status_code == 200
    return len(captured)


# --- The tree


def test_the_tree_shows_holders_vacancies_and_figures(client, office):
    response = shown(client, officer("secretary", office.top))
    assert "沈阿姨" in response.content.decode()
    assert vacant(response) == {office.branch, office.sibling}
    post, branch = (lines(response)[unit].figures for unit in (office.post, office.branch))
    assert (post.linked, branch.linked, branch.members) == (1, 1, 1)
    drawn = re.findall(r'data-figure="linked">.*?<dd>\s*(\d*)\s*</dd>', response.content.decode(), re.DOTALL)
    assert set(drawn) == {"0", "1"}
    assert (branch.transfers, branch.handovers, post.handovers) == (1, 1, 0)


def test_the_tree_says_what_stands_in_it(client, office):
    text = page(client, officer("secretary", office.top))
    assert text.count("空缺") == 2
    for words in ("联系党员群众", "1 项组织关系转接待答复", "1 项交接待办"):
        assert words in text


def test_every_unit_of_the_tree_leads_to_its_page(client, office):
    text = page(client, officer("secretary", office.top))
    for unit in OrgUnit.objects.all():
        assert f'href="{reverse("admin:unit", args=[unit.pk])}"' in text


def test_a_search_names_the_unit_above(client, office):
    client.force_login(officer("secretary", office.top))
    response = client.get(TREE, {"q": "第一先锋岗"})
    assert {unit: row.above for unit, row in lines(response).items()} == {office.post: office.branch}
    assert "海棠苑党支部" in response.content.decode()
    assert "映山花园党支部" not in response.content.decode()


def test_an_ended_appointment_leaves_a_vacancy(client, office):
    today = clock.today()
    office.pioneer.during = DateRange(today - dt.timedelta(days=9), today)
    office.pioneer.save()
    response = shown(client, officer("secretary", office.top))
    assert "沈阿姨" not in response.content.decode()
    assert vacant(response) == {office.branch, office.sibling, office.post}


@pytest.mark.parametrize("url", [TREE, "unit"])
def test_it_costs_the_same_with_one_and_with_three_of_everything(client, office, url):
    client.force_login(officer("secretary", office.top))
    address = url if url == TREE else reverse("admin:unit", args=[office.branch.pk])
    one = queries(client, address)
    office.grow(), office.grow()
    assert queries(client, address) == one
    assert one <= 45


# --- One unit


def test_the_page_of_a_branch_tells_everything_about_it(client, office):
    user = officer("secretary", office.top)
    event = EventFactory(organiser=office.branch, title="支部学习日")
    response = shown(client, user, office.branch)
    for data in ("第一先锋岗", str(office.building), office.survey.title, event.title):
        assert data in response.content.decode()
    assert marks(response, "figure") == ["members", "linked", "households", "buildings", "kinds", "visits", "linked"]
    assert response.context_data["coverage"] == Coverage(households=1, visited=1)


def test_the_page_of_a_unit_says_what_stands_on_it_and_its_first_act_stands_out(client, office):
    text = page(client, officer("secretary", office.top), office.branch)
    for words in ("空缺", "党员类别", "近期已走访", "联系党员群众", "1/1"):
        assert words in text
    [chosen] = re.findall(r"bg-primary-600.*?</a>", text.split('class="unit-doors"')[1].split("</ul>")[0], re.DOTALL)
    assert "任命" in chosen


def test_the_history_of_a_post_is_on_its_page(client, office):
    today = clock.today()
    UnitAppointmentFactory(
        unit=office.post,
        user__person__name="老先锋",
        during=DateRange(today - dt.timedelta(days=400), today - dt.timedelta(days=30)),
    )
    text = page(client, officer("secretary", office.top), office.post)
    assert text.index("沈阿姨") < text.index("老先锋")


def test_counts_alone_are_no_reading_of_the_register_and_names_stay_behind_the_doors(client, office):
    text = page(client, officer("secretary", office.top), office.branch)
    assert "党员甲" not in text
    assert "居民乙" not in text
    assert not AccessLog.objects.exists()


def test_the_operator_reads_neither_the_register_nor_visits_nor_links(client, office):
    response = shown(client, StaffFactory(), office.branch)
    assert marks(response, "figure") == ["households", "buildings"]
    assert office.survey.title not in response.content.decode()
    assert set(marks(shown(client, StaffFactory()), "figure")) == {"households", "buildings"}


def test_a_grid_worker_sees_neither_members_nor_who_holds_office(client, office):
    worker = GridAppointmentFactory(grid=office.building.grid).user
    response = shown(client, worker, office.post)
    assert "沈阿姨" not in response.content.decode()
    assert marks(response, "figure") == ["linked", "households", "buildings", "visits", "linked"]
    assert reverse("admin:grid_unitappointment_add") not in response.content.decode()


@pytest.mark.parametrize("other", ["top", "sibling"])
def test_a_branch_secretary_sees_the_own_unit_only(client, office, other):
    user = officer("branch_secretary", office.branch)
    client.force_login(user)
    assert client.get(reverse("admin:unit", args=[office.branch.pk])).status_code == 200
    assert client.get(reverse("admin:unit", args=[getattr(office, other).pk])).status_code == 404


def test_a_pioneer_and_a_stranger_do_not_enter(client, office):
    client.force_login(office.pioneer.user)
    assert client.get(reverse("admin:unit", args=[office.post.pk])).status_code == 403


def test_a_unit_that_is_not_there_is_404(client, office):
    client.force_login(officer("secretary", office.top))
    keys = ["0", "9" * 30, "abc", "-1"]
    assert [pk for pk in keys if client.get(f"/admin/unit/{pk}/", follow=True).status_code != 404] == []


def test_doors_are_those_that_the_reader_may_open(client, office):
    move = reverse("admin:grid_orgunit_change", args=[office.post.pk])
    assert f'href="{move}"' in page(client, officer("secretary", office.top), office.post)
    worker = GridAppointmentFactory(grid=office.building.grid).user
    assert f'href="{move}"' not in page(client, worker, office.post)


def test_a_reader_of_two_scopes_reads_figures_only_where_they_may(client, office):
    """The secretary of another community who works on a grid here reads no members of this one."""
    other = OrgUnitFactory(community__name="青山社区")
    user = officer("secretary", other)
    GridAppointmentFactory(user=user, grid=office.building.grid)
    office.branch.grids.add(office.building.grid)
    known = lines(shown(client, user))
    assert known[office.post].figures.linked is not None  # grid workers read links
    assert known[office.branch].figures.members is None
    assert known[other].figures.members == 0


def test_the_likeliest_act_comes_first(client, office):
    secretary = officer("secretary", office.top)

    def first() -> str:
        response = shown(client, secretary, office.branch)
        return response.context_data["links"][0].href.split("?")[0]

    assert first() == reverse("admin:grid_unitappointment_add")  # nobody leads it
    UnitAppointmentFactory(unit=office.branch, role="branch_secretary")
    assert first() == reverse("admin:grid_partyrelation_add")
