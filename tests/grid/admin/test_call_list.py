"""Elders by building, and a list to call them: whole numbers for a reason, or masked."""

import datetime as dt
import io
from typing import Any

import pytest
from django.contrib.admin.helpers import ACTION_CHECKBOX_NAME
from django.db import connection
from django.test.utils import CaptureQueriesContext
from openpyxl import load_workbook

from accounts.models import AccessLog
from common.time import clock
from tests.factories import (
    BuildingFactory,
    EstateFactory,
    HouseholdFactory,
    OrgUnitFactory,
    ResidenceFactory,
    VisitFactory,
    officer,
)
from tests.support.pages import codes, marks, text

pytestmark = pytest.mark.django_db

LIST = "/admin/grid/residence/"
PHONE = "+8613812345678"


@pytest.fixture
def top():
    return OrgUnitFactory()


@pytest.fixture
def building(top):
    return BuildingFactory(estate=EstateFactory(community=top.community))


def resident(building: Any, age: int = 75, **more: Any) -> Any:
    home = HouseholdFactory(building=building)
    return ResidenceFactory(
        household=home, person__birth_year=clock.today().year - age, **{"person__phone": PHONE, **more}
    )


def listed(client: Any, **query: Any) -> set[Any]:
    return set(client.get(LIST, query).context_data["cl"].result_list)


def call_list(client: Any, *homes: Any, **more: str) -> Any:
    return client.post(LIST, {"action": "call_list", ACTION_CHECKBOX_NAME: [one.pk for one in homes], **more})


def test_elders_of_a_building_are_found_by_filters(client, top, building):
    client.force_login(officer("office_worker", top))
    beside = BuildingFactory(estate=building.estate)
    young, old, oldest = (resident(building, age) for age in (59, 70, 88))
    neighbour = resident(beside, 90)
    of_building = {"building__estate__id__exact": building.estate_id, "building__id__exact": building.pk}
    assert listed(client, **of_building) == {young, old, oldest}
    assert listed(client, **of_building, age="70") == {old, oldest}
    assert listed(client, age="80") == {oldest, neighbour}


def test_the_buildings_on_offer_are_those_of_the_estate_chosen(client, top, building):
    client.force_login(officer("office_worker", top))
    BuildingFactory(estate=EstateFactory(community=top.community))
    beside = BuildingFactory(estate=building.estate)
    page = client.get(LIST, {"building__estate__id__exact": building.estate_id})
    (offered,) = [one for one in page.context_data["cl"].filter_specs if getattr(one, "field_path", "") == "building"]
    assert [key for key, _label in offered.lookup_choices] == [building.pk, beside.pk]


def test_who_has_not_been_visited_is_found(client, top, building):
    client.force_login(officer("office_worker", top))
    visited, knocked, long_ago = (resident(building) for _n in range(3))
    VisitFactory(household=visited.household, on=clock.today() - dt.timedelta(days=5))
    VisitFactory(household=knocked.household, on=clock.today() - dt.timedelta(days=5), met=False)
    VisitFactory(household=long_ago.household, on=clock.today() - dt.timedelta(days=50))
    assert listed(client, unvisited="30") == {knocked, long_ago}
    assert listed(client, unvisited="90") == {knocked}


def test_the_secretary_reads_whole_numbers_for_a_reason_that_each_person_finds(client, top, building):
    client.force_login(officer("secretary", top))
    homes = [resident(building), resident(building)]
    asked = call_list(client, *homes)
    assert set(map(int, marks(asked, "row"))) == {one.pk for one in homes}
    assert PHONE[3:] not in text(asked)
    assert codes(call_list(client, *homes, confirmed="1", kind="paper").context["form"]) == {"reason": ["required"]}
    assert not AccessLog.objects.filter(what="export").exists()
    shown = call_list(client, *homes, confirmed="1", kind="paper", reason="高温天问候")
    assert text(shown).count(PHONE[3:]) == 2
    kept = AccessLog.objects.filter(what="export", reason="高温天问候").values_list("person", flat=True)
    assert set(kept) == {one.person_id for one in homes}


def test_the_list_to_call_is_a_spreadsheet_too(client, top, building):
    client.force_login(officer("secretary", top))
    home = resident(building)
    sent = call_list(client, home, confirmed="1", kind="xlsx", reason="高温天问候")
    cells = [
        cell for row in load_workbook(io.BytesIO(sent.content)).active.iter_rows(values_only=True) for cell in row
    ]
    assert {home.person.name, str(home.household), PHONE[3:]} <= set(cells)


@pytest.mark.parametrize("role", ["office_worker", "deputy"])
def test_who_may_not_export_reads_masked_numbers_and_reveals_each(client, top, building, role):
    client.force_login(officer(role, top))
    home = resident(building)
    shown = call_list(client, home, confirmed="1", kind="paper", reason="高温天问候")
    assert PHONE[3:] not in text(shown)
    assert "138****5678" in text(shown)
    assert f"/admin/accounts/person/{home.person_id}/reveal" in text(shown)
    assert not AccessLog.objects.filter(what="export").exists()


def test_who_has_moved_away_is_not_called(client, top, building):
    client.force_login(officer("secretary", top))
    gone = resident(building, during=(clock.today() - dt.timedelta(days=9), clock.today()))
    assert marks(call_list(client, gone), "row") == []


def test_the_list_costs_the_same_with_one_row_and_with_three(client, top, building):
    client.force_login(officer("office_worker", top))

    def queries(*homes: Any) -> int:
        with CaptureQueriesContext(connection) as captured:
            call_list(client, *homes)
        return len(captured)

    homes = [resident(building) for _n in range(3)]
    queries(homes[0])
    assert queries(*homes) == queries(homes[0])
