"""The party register, transfers and surveys in admin: who sees what, what each look leaves behind, and who acts."""

import datetime as dt
import io
import re

import pytest
from django.db import connection
from django.db.backends.postgresql.psycopg_any import DateRange
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from openpyxl import load_workbook

from accounts.models import AccessLog, Person
from grid.models import PartyRelation, PartyTransfer, Survey, SurveyAnswer
from tests.factories import (
    ConsentFactory,
    GridFactory,
    HouseholdFactory,
    OrgUnitFactory,
    PartyRelationFactory,
    PartyTransferFactory,
    PrivacyNoticeFactory,
    ResidenceFactory,
    StaffFactory,
    SurveyAnswerFactory,
    SurveyFactory,
    officer,
)

pytestmark = pytest.mark.django_db

LAST_YEAR = DateRange(dt.date(2025, 3, 1), None)
NAME = "欧阳秀兰"
READ_ONLY = "这一页您只能查看，不能修改"


@pytest.fixture
def top():
    return OrgUnitFactory()


@pytest.fixture
def branch(top):
    return OrgUnitFactory(estate_branch=True, parent=top)


@pytest.fixture
def other(top):
    return OrgUnitFactory(estate_branch=True, parent=top)


@pytest.fixture
def by(client, branch):
    user = officer("branch_secretary", branch)
    client.force_login(user)
    return user


def member(branch, name: str = NAME, **facts) -> PartyRelation:
    relation = PartyRelationFactory(branch=branch, person__name=name, **{"during": LAST_YEAR} | facts)
    ConsentFactory(person=relation.person)
    return relation


def page(model: str, name: str, *args: object, **query: object) -> str:
    return reverse(f"admin:grid_{model}_{name}", args=args, query=query or None)


def text(response) -> str:
    assert response.status_code == 200, response
    return response.content.decode()


def looks(person: Person) -> list[tuple[str, str]]:
    return list(AccessLog.objects.filter(person=person).order_by("pk").values_list("what", "reason"))


def asked_survey(branch, *, households: int = 1, **facts) -> tuple[Survey, list]:
    first = HouseholdFactory()
    branch.estates.add(first.building.estate)
    rest = [HouseholdFactory(building=first.building) for _ in range(households - 1)]
    return SurveyFactory(unit=branch, **facts), [first, *rest]


# --- Reading, and what it leaves behind


def test_the_list_shows_the_own_branch_and_logs_each_person_shown(client, branch, other, by):
    mine, past = member(branch), member(branch, "钱永福", during=DateRange(dt.date(2020, 1, 1), dt.date(2021, 1, 1)))
    theirs = member(other, "孙桂英")
    shown = text(client.get(page("partyrelation", "changelist")))
    assert NAME in shown
    assert "孙桂英" not in shown
    assert "钱永福" not in shown
    assert looks(mine.person) == [("party register", "办公室列表")]
    assert looks(past.person) == looks(theirs.person) == []
    assert "钱永福" in text(client.get(page("partyrelation", "changelist", when="past")))
    assert len(looks(past.person)) == 1


def test_a_members_page_tells_the_whole_history_and_masks_the_phone(client, branch, other, by):
    relation = member(branch, person__phone="+8613800138000")
    PartyTransferFactory(relation=relation, to_branch=other, reason="搬到了新的小区")
    shown = text(client.get(page("partyrelation", "change", relation.pk)))
    assert READ_ONLY not in shown
    assert "138****8000" in shown
    assert "13800138000" not in shown
    assert "搬到了新的小区" in shown
    assert other.name in shown
    assert looks(relation.person) == [("party register", "党员页面")]


def test_each_page_that_shows_a_member_leaves_a_line(client, branch, other, by):
    relation = member(branch)
    transfer = PartyTransferFactory(relation=relation, to_branch=other)
    for address in (
        page("partytransfer", "changelist"),
        page("partytransfer", "change", transfer.pk),
        page("partyrelation", "history", relation.pk),
        page("partytransfer", "history", transfer.pk),
        page("partyrelation", "transfer", relation.pk),
        page("partyrelation", "outside", relation.pk),
        page("partyrelation", "kind", relation.pk),
        page("partyrelation", "end", relation.pk),
    ):
        before = len(looks(relation.person))
        response = client.get(address)
        assert NAME in text(response) or "history" in address, address
        assert len(looks(relation.person)) == before + 1, address
        assert "no-store" in response.headers["Cache-Control"], address


def test_members_see_who_looked(client, branch, by):
    mine = officer("pioneer", OrgUnitFactory(pioneer_post=True))
    PartyRelationFactory(person=mine.person, branch=branch)
    client.get(page("partyrelation", "changelist"))
    client.force_login(mine)
    shown = text(client.get(reverse("me_data")))
    assert by.person.name in shown
    assert "党员名册" in shown


def test_nothing_is_offered_to_pickers(client, branch, by):
    member(branch)
    query = {"app_label": "grid", "model_name": "partytransfer", "field_name": "relation", "term": ""}
    assert client.get(reverse("admin:autocomplete", query=query)).status_code == 403


# --- Who sees nothing


def addresses(relation, transfer, survey, household) -> list[str]:
    acts = ("change", "transfer", "outside", "kind", "end", "history")
    return [
        *(page("partyrelation", act, relation.pk) for act in acts),
        page("partytransfer", "change", transfer.pk),
        page("partytransfer", "history", transfer.pk),
        *(page("survey", act, survey.pk) for act in ("change", "finish", "export", "history")),
        page("survey", "building", survey.pk, household.building_id),
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
        response = client.get(page(name, "changelist"))
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
        page("partyrelation", "changelist"),
        page("partyrelation", "change", relation.pk),
        page("partytransfer", "change", transfer.pk),
        page("survey", "change", survey.pk),
        page("survey", "building", survey.pk, household.building_id),
    ):
        shown = text(client.get(address))
        assert 'name="act"' not in shown
        assert 'name="outcome"' not in shown
    assert READ_ONLY in text(client.get(page("partyrelation", "change", relation.pk)))
    for address in (
        page("partyrelation", "add"),
        page("survey", "add"),
        page("partyrelation", "export"),
        *addresses(relation, transfer, survey, household),
    ):
        if "history" in address:
            continue
        sent = {"act": "accept", "household": household.pk, "outcome": "answered", "reason": "x", "result": "x"}
        assert client.post(address, sent).status_code == 403, address
    assert list(PartyRelation.objects.current()) == [relation]
    assert PartyTransfer.objects.get().is_open
    assert not SurveyAnswer.objects.exists()


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
    response = client.get(page("orgunit", "delete", branch.pk))
    assert NAME not in text(response)
    members = [
        one for one in response.context_data["dependents"] if one.what == PartyRelation._meta.verbose_name_plural
    ]
    assert [one.number for one in members] == [None]


def test_the_log_of_looks_does_not_tell_the_operator_who_is_a_member(client, top, branch, by):
    member(branch)
    client.get(page("partyrelation", "changelist"))
    address = reverse("admin:accounts_accesslog_changelist")
    client.force_login(StaffFactory())
    assert NAME not in text(client.get(address))
    client.force_login(officer("secretary", top))
    assert NAME in text(client.get(address))


# --- Acts on members


def test_a_neighbour_is_found_and_entered(client, branch, by):
    home = ResidenceFactory(person__name=NAME)
    branch.estates.add(home.building.estate)
    PrivacyNoticeFactory()
    found = text(client.post(page("partyrelation", "add"), {"act": "search", "search-query": "秀兰"}))
    assert f'value="{home.person.pk}"' in found
    typed = {"act": "known", "search-query": "秀兰", "known-branch": branch.pk, "known-kind": "home"}
    assert "请选择一位居民" in text(client.post(page("partyrelation", "add"), typed))
    typed |= {"person": home.person.pk}
    assert "同意" in text(client.post(page("partyrelation", "add"), typed))
    assert not PartyRelation.objects.exists()
    response = client.post(page("partyrelation", "add"), typed | {"known-agreed": "on"})
    relation = PartyRelation.objects.get()
    assert response.url == page("partyrelation", "change", relation.pk)
    assert (relation.person, relation.branch) == (home.person, branch)


@pytest.mark.parametrize("act", ["known", "new"])
def test_being_told_that_somebody_stands_in_a_register_is_a_look(client, branch, other, by, act):
    person = member(other).person
    Person.objects.filter(pk=person.pk).update(phone="+8613800138000")
    home = ResidenceFactory(person=person)
    PrivacyNoticeFactory()
    branch.estates.add(home.building.estate)
    typed = {"act": act, f"{act}-branch": branch.pk, f"{act}-kind": "home", f"{act}-agreed": "on"}
    typed |= {"search-query": "秀兰", "person": person.pk, "new-name": NAME, "new-phone": "13800138000"}
    assert "已登记有组织关系" in text(client.post(page("partyrelation", "add"), typed))
    assert [what for what, _reason in looks(person)] == ["party register"]


def test_nobody_is_entered_by_a_number_that_was_not_offered(client, branch, other, by):
    stranger = ConsentFactory().person
    mine = {"act": "known", "search-query": "x", "known-branch": branch.pk, "known-kind": "home"}
    for person in (stranger.pk, "x", "9" * 40, ""):
        text(client.post(page("partyrelation", "add"), mine | {"person": person}))
    text(client.post(page("partyrelation", "add"), mine | {"known-branch": other.pk}))
    assert not PartyRelation.objects.exists()


def test_a_member_found_in_the_survey_goes_back_to_the_stairs(client, branch, by):
    survey, (household,) = asked_survey(branch)
    answer = SurveyAnswerFactory(survey=survey, household=household, in_service=1)
    PrivacyNoticeFactory()
    typed = {
        "act": "new",
        "new-name": NAME,
        "new-phone": "",
        "new-branch": branch.pk,
        "new-kind": "in_service",
        "new-organisation": "苏州一中党委",
        "new-agreed": "on",
    }
    response = client.post(page("partyrelation", "add", answer=answer.pk), typed)
    assert response.url == page("survey", "building", survey.pk, household.building_id)
    assert answer.found.get().person.name == NAME
    assert NAME in text(client.get(response.url))
    assert looks(answer.found.get().person) == [("survey", "排摸，楼栋页面")]
    assert client.get(page("partyrelation", "add", answer="x")).status_code == 404


def test_a_transfer_is_asked_for_answered_and_told_on_the_page(client, branch, other, by):
    relation = member(branch)
    response = client.post(
        page("partyrelation", "transfer", relation.pk), {"to_branch": other.pk, "kind": "home", "reason": "搬家"}
    )
    assert response.url == page("partyrelation", "change", relation.pk)
    transfer = PartyTransfer.objects.get()
    assert client.post(page("partytransfer", "change", transfer.pk), {"act": "accept"}).status_code == 403
    client.force_login(officer("branch_secretary", other))
    address = page("partytransfer", "change", transfer.pk)
    text(client.post(address, {"act": "refuse", "answer": " "}))
    assert PartyTransfer.objects.get().is_open
    assert client.post(address, {"act": "withdraw"}).status_code == 403
    assert client.post(address, {"act": "sing"}).status_code == 403
    assert client.post(address, {"act": "accept"}).status_code == 302
    assert PartyTransfer.objects.get().opened.branch == other
    assert client.post(address, {"act": "accept"}).status_code == 302  # said again, in words
    assert PartyRelation.objects.current().count() == 1


def test_the_acts_of_a_members_page(client, branch, by):
    relation = member(branch)
    assert client.post(page("partyrelation", "kind", relation.pk), {"kind": "floating_out"}).status_code == 302
    now = PartyRelation.objects.current().get()
    assert now.kind == "floating_out"
    assert "今天" in text(client.post(page("partyrelation", "outside", now.pk), {"organisation": "上海某党委"}))
    second = member(branch, "钱永福")
    client.post(page("partyrelation", "outside", second.pk), {"organisation": "上海某党委"})
    assert second.person.party_relations.current().get().kind == "outside"
    third = member(branch, "孙桂英")
    assert client.post(page("partyrelation", "end", third.pk)).status_code == 302
    assert not third.person.party_relations.current().exists()
    assert "已经结束" in text(client.post(page("partyrelation", "end", third.pk)))


def test_the_first_page_counts_the_transfers_that_wait(client, branch, other, by):
    PartyTransferFactory(relation=member(other), to_branch=branch)
    PartyTransferFactory(relation=member(branch), to_branch=other)
    shown = text(client.get(reverse("admin:index")))
    assert "待您答复的组织关系转接" in shown
    assert "待对方答复的组织关系转接" in shown
    incoming = text(client.get(page("partytransfer", "changelist", way="in")))
    assert incoming.count(f">{NAME}<") == 1
    client.force_login(StaffFactory())
    assert "组织关系转接" not in text(client.get(reverse("admin:index")))


# --- Surveys


def test_a_survey_is_opened_asked_and_finished(client, branch, by):
    _survey, (household, second) = asked_survey(branch, households=2)
    typed = {"unit": branch.pk, "title": "冬季排摸", "during_first": "2026-01-01", "during_last": "2099-01-01"}
    assert client.post(page("survey", "add"), typed).status_code == 302
    survey = Survey.objects.get(title="冬季排摸")
    stairs = page("survey", "building", survey.pk, household.building_id)
    tap = {"household": household.pk, "outcome": "answered", "in_service": "2", "floating": ""}
    assert client.post(stairs, tap).url == stairs + f"#door-{household.pk}"
    client.post(stairs, {"household": second.pk, "outcome": "nobody_home", "in_service": "5"})
    assert list(survey.answers.order_by("pk").values_list("outcome", "in_service", "by")) == [
        ("answered", 2, by.pk),
        ("nobody_home", 0, by.pk),
    ]
    shown = text(client.get(page("survey", "change", survey.pk)))
    assert "<span>1 / 2</span> <span>50%</span>" in shown
    client.post(stairs, {"household": household.pk, "outcome": "take_back"})
    assert survey.answers.count() == 1
    assert client.post(page("survey", "finish", survey.pk), {"result": "共排摸出两名在职党员。"}).status_code == 302
    client.post(stairs, tap)
    assert survey.answers.count() == 1
    assert "共排摸出两名在职党员。" in text(client.get(page("survey", "change", survey.pk)))


@pytest.mark.parametrize(
    "tap",
    [
        {"outcome": "answered", "in_service": "-3"},
        {"outcome": "answered", "in_service": "two"},
        {"outcome": "answered", "floating": "9" * 30},
        {"outcome": "asleep"},
        {},
    ],
)
def test_what_cannot_be_counted_is_refused_in_words(client, branch, by, tap):
    survey, (household,) = asked_survey(branch)
    stairs = page("survey", "building", survey.pk, household.building_id)
    assert client.post(stairs, {"household": household.pk} | tap).status_code == 302
    assert str(household) in text(client.get(stairs))
    assert not SurveyAnswer.objects.exists()


def test_addresses_that_lead_nowhere(client, branch, by):
    survey, (household,) = asked_survey(branch)
    stairs = page("survey", "building", survey.pk, household.building_id)
    for wrong in ("x", "9" * 30, HouseholdFactory().pk, ""):
        assert client.post(stairs, {"household": wrong, "outcome": "answered"}).status_code == 404
    for address in (
        "/admin/grid/partyrelation/x/change/",
        f"/admin/grid/partyrelation/{'9' * 30}/transfer/",
        "/admin/grid/partytransfer/-1/change/",
        "/admin/grid/survey/x/change/",
        f"/admin/grid/survey/{survey.pk}/building/{'9' * 30}/",
        f"/admin/grid/survey/{survey.pk}/building/{HouseholdFactory().building_id}/",
    ):
        assert client.get(address).status_code == 404, address


def test_of_the_survey_above_a_branch_sees_the_own_buildings_only(client, top, branch, by):
    _own, (household,) = asked_survey(branch)
    elsewhere = HouseholdFactory()
    survey = SurveyFactory(unit=top)
    shown = text(client.get(page("survey", "change", survey.pk)))
    assert str(household.building) in shown
    assert str(elsewhere.building) not in shown
    assert client.get(page("survey", "building", survey.pk, elsewhere.building_id)).status_code == 404
    assert client.post(page("survey", "finish", survey.pk), {"result": "完"}).status_code == 403


# --- Taking along


def test_the_register_is_exported_for_a_reason(client, top, branch):
    relation = member(branch, "=HYPERLINK(1)", person__phone="+8613800138000")
    user = officer("secretary", top)
    client.force_login(user)
    text(client.post(page("partyrelation", "export"), {"reason": ""}))
    assert looks(relation.person) == []
    response = client.post(page("partyrelation", "export"), {"reason": "年度统计"})
    assert looks(relation.person) == [("party register export", "年度统计")]
    rows = list(load_workbook(io.BytesIO(response.content)).active.values)
    assert rows[3][:4] == ("序号", "姓名", "类型", "党支部")
    assert rows[4][1] == "'=HYPERLINK(1)"
    assert "138****8000" in rows[4]
    assert b"13800138000" not in response.content


def test_a_branch_secretary_exports_nothing(client, branch, by):
    survey, _households = asked_survey(branch)
    assert client.post(page("partyrelation", "export"), {"reason": "年度统计"}).status_code == 403
    assert client.post(page("survey", "export", survey.pk), {"reason": "年度统计"}).status_code == 403


def test_the_result_of_a_survey_is_exported_by_building(client, top, branch):
    survey, (household, _second) = asked_survey(branch, households=2)
    answer = SurveyAnswerFactory(survey=survey, household=household, in_service=1)
    relation = member(branch, found_in=answer)
    client.force_login(officer("secretary", top))
    response = client.post(page("survey", "export", survey.pk), {"reason": "上报街道"})
    rows = list(load_workbook(io.BytesIO(response.content)).active.values)
    assert rows[-1] == (str(household.building), 2, 1, 1, 0, 0, 1, 50, 1, 0, 1)
    assert looks(relation.person) == [("survey export", "上报街道")]


# --- Queries


def queries(client, address: str) -> int:
    with CaptureQueriesContext(
        connection,
    ) as found:
        text(client.get(address))
    return len(found)


def test_lists_ask_no_more_for_three_rows_than_for_one(client, branch, other, by):
    survey, (household,) = asked_survey(branch)

    def more() -> None:
        relation = member(branch)
        PartyTransferFactory(relation=relation, to_branch=other)
        asked_survey(branch)
        answer = SurveyAnswerFactory(survey=survey, household=HouseholdFactory(building=household.building))
        member(branch, found_in=answer)

    more()
    pages = [
        page("partyrelation", "changelist"),
        page("partytransfer", "changelist"),
        page("survey", "changelist"),
        page("survey", "change", survey.pk),
        page("survey", "building", survey.pk, household.building_id),
    ]
    one = [queries(client, address) for address in pages]
    one = [queries(client, address) for address in pages]
    more()
    more()
    assert [queries(client, address) for address in pages] == one
    assert max(one) <= 20


def test_of_a_building_what_is_done_is_folded_and_what_is_left_stands_open(client, branch, by):
    survey, households = asked_survey(branch, households=4)
    rest = HouseholdFactory(building=households[0].building, entrance=2)
    address = page("survey", "building", survey.pk, households[0].building_id)
    answered, told_of, away, _unasked = households
    SurveyAnswerFactory(survey=survey, household=answered)
    SurveyAnswerFactory(survey=survey, household=told_of, in_service=1)
    SurveyAnswerFactory(survey=survey, household=away, outcome="nobody_home")
    SurveyAnswerFactory(survey=survey, household=rest, outcome="declined")

    first, second = re.split(r'<details class="office-card office-entrance"\s*', text(client.get(address)))[1:]

    assert "还有 2 户没问到" in first
    assert first.startswith("open")
    doors = dict(zip(households, first.split('<li id="door-')[1:], strict=True))
    assert [home for home, shown in doors.items() if "<details><summary>" in shown] == [answered]
    assert "已全部问到" in second
    assert second.startswith(">")
