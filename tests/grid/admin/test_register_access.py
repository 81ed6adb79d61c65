"""Who reads and exports the party register and surveys in admin, and who sees nothing of them."""

import io

import pytest
from django.urls import reverse
from openpyxl import load_workbook

from accounts.models import AccessLog
from grid.models import PartyRelation, PartyTransfer, SurveyAnswer
from tests.factories import (
    GridFactory,
    OrgUnitFactory,
    PartyTransferFactory,
    StaffFactory,
    SurveyAnswerFactory,
    officer,
)
from tests.support.office_grid import grid_url
from tests.support.pages import text
from tests.support.register import NAME, asked_survey, looks, member

pytestmark = pytest.mark.django_db


def addresses(relation, transfer, survey, household) -> list[str]:
    acts = ("change", "transfer", "outside", "kind", "end", "history")
    return [
        *(grid_url("partyrelation", act, relation.pk) for act in acts),
        grid_url("partytransfer", "change", transfer.pk),
        grid_url("partytransfer", "history", transfer.pk),
        *(grid_url("survey", act, survey.pk) for act in ("change", "finish", "export", "history")),
        grid_url("survey", "building", survey.pk, household.building_id),
    ]


@pytest.mark.parametrize("role", ["branch_secretary", "grid_worker", "operator"])
def test_nobody_else_sees_any_of_it(client, top, branch, role):
    relation = member(branch)
    transfer = PartyTransferFactory(relation=relation, to_branch=OrgUnitFactory(estate_branch=True, parent=top))
    survey, (household,) = asked_survey(branch)
    SurveyAnswerFactory(survey=survey, household=household, in_service=7)
    at = GridFactory() if role == "grid_worker" else OrgUnitFactory(estate_branch=True, parent=top)
    user = StaffFactory() if role == "operator" else officer(role, at)
    client.force_login(user)
    for address in addresses(relation, transfer, survey, household):
        for send in (client.get, client.post):
            response = send(address)
            assert response.status_code in (302, 403, 404), address
            assert NAME not in response.content.decode()
            if response.status_code == 302:  # “perhaps it was deleted”, as of any other number
                assert response.url == reverse("admin:index")
    for name in ("partyrelation", "partytransfer", "survey"):
        response = client.get(grid_url(name, "changelist"))
        assert response.status_code == (200 if role == "branch_secretary" else 403)
        assert NAME not in response.content.decode()
    assert not AccessLog.objects.exists()
    assert PartyTransfer.objects.get().is_open


@pytest.mark.parametrize("role", ["deputy", "office_worker"])
def test_who_only_reads_gets_403_on_every_act(client, top, branch, role):
    relation = member(branch)
    transfer = PartyTransferFactory(relation=relation, to_branch=OrgUnitFactory(estate_branch=True, parent=top))
    survey, (household,) = asked_survey(branch)
    client.force_login(officer(role, top))
    for address in (
        grid_url("partyrelation", "changelist"),
        grid_url("partyrelation", "change", relation.pk),
        grid_url("partytransfer", "change", transfer.pk),
        grid_url("survey", "change", survey.pk),
        grid_url("survey", "building", survey.pk, household.building_id),
    ):
        shown = text(client.get(address))
        assert 'name="act"' not in shown
        assert 'name="outcome"' not in shown
    assert client.get(grid_url("partyrelation", "change", relation.pk)).context["read_only"]
    for address in (
        grid_url("partyrelation", "add"),
        grid_url("survey", "add"),
        grid_url("partyrelation", "export"),
        *addresses(relation, transfer, survey, household),
    ):
        if "history" in address:
            continue
        sent = {"act": "accept", "household": household.pk, "outcome": "answered", "reason": "x", "result": "x"}
        assert client.post(address, sent).status_code == 403, address
    assert list(PartyRelation.objects.current()) == [relation]
    assert PartyTransfer.objects.get().is_open
    assert not SurveyAnswer.objects.exists()


def test_the_page_of_a_member_says_who_may_only_read_it(client, top, branch):
    client.force_login(officer("deputy", top))
    assert "这一页您只能查看，不能修改" in text(client.get(grid_url("partyrelation", "change", member(branch).pk)))


def test_lists_of_people_cannot_be_filtered_by_the_register(client, branch):
    member(branch)
    client.force_login(StaffFactory())
    for query in ("party_relations__isnull=0", "party_relations=1", "party_relations__kind=home"):
        response = client.get(reverse("admin:accounts_person_changelist") + "?" + query)
        assert response.status_code in (302, 400), query
        assert NAME not in response.content.decode()


def test_all_changes_tell_nothing_of_the_register(client, top, branch):
    relation = member(branch, organisation="苏州一中党委", kind="in_service")
    for user in (StaffFactory(), officer("secretary", top)):
        client.force_login(user)
        for query in ("", "?model=grid.partyrelation"):
            shown = text(client.get(reverse("admin:changes") + query))
            assert "苏州一中党委" not in shown
            assert f"组织关系 #{relation.pk}" not in shown


def test_what_forbids_a_deletion_names_no_member(client, branch):
    member(branch)
    client.force_login(StaffFactory())
    response = client.get(grid_url("orgunit", "delete", branch.pk))
    assert NAME not in text(response)
    members = [
        one for one in response.context_data["dependents"] if one.what == PartyRelation._meta.verbose_name_plural
    ]
    assert [one.number for one in members] == [None]


def test_the_log_of_looks_does_not_tell_the_operator_who_is_a_member(client, top, branch, by):
    member(branch)
    client.get(grid_url("partyrelation", "changelist"))
    address = reverse("admin:accounts_accesslog_changelist")
    client.force_login(StaffFactory())
    assert NAME not in text(client.get(address))
    client.force_login(officer("secretary", top))
    assert NAME in text(client.get(address))


# --- Taking along


def test_the_register_is_exported_for_a_reason(client, top, branch):
    relation = member(branch, "=HYPERLINK(1)", person__phone="+8613800138000")
    user = officer("secretary", top)
    client.force_login(user)
    text(client.post(grid_url("partyrelation", "export"), {"reason": ""}))
    assert looks(relation.person) == []
    response = client.post(grid_url("partyrelation", "export"), {"reason": "年度统计"})
    look = AccessLog.objects.get(person=relation.person)
    assert (look.what, look.reason) == ("party register export", "年度统计")
    rows = list(load_workbook(io.BytesIO(response.content)).active.values)
    assert rows[3][:4] == ("序号", "姓名", "类型", "党支部")
    assert rows[4][1] == "'=HYPERLINK(1)"
    assert "138****8000" in rows[4]
    assert b"13800138000" not in response.content


def test_a_branch_secretary_exports_nothing(client, branch, by):
    survey, _households = asked_survey(branch)
    assert client.post(grid_url("partyrelation", "export"), {"reason": "年度统计"}).status_code == 403
    assert client.post(grid_url("survey", "export", survey.pk), {"reason": "年度统计"}).status_code == 403


def test_the_result_of_a_survey_is_exported_by_building(client, top, branch):
    survey, (household, _second) = asked_survey(branch, households=2)
    answer = SurveyAnswerFactory(survey=survey, household=household, in_service=1)
    relation = member(branch, found_in=answer)
    # Those of another survey, and of a household that the branch does not ask, are not in it.
    for facts in ({"household": household}, {"survey": survey}):
        member(branch, found_in=SurveyAnswerFactory(**facts))
    client.force_login(officer("secretary", top))
    response = client.post(grid_url("survey", "export", survey.pk), {"reason": "上报街道"})
    rows = list(load_workbook(io.BytesIO(response.content)).active.values)
    assert rows[-1] == (str(household.building), 2, 1, 1, 0, 0, 1, 50, 1, 0, 1)
    look = AccessLog.objects.get()
    assert (look.person, look.what, look.reason) == (relation.person, "survey export", "上报街道")
