"""Members and transfers in admin: what each look leaves behind, and who acts."""

import datetime as dt

import pytest
from django.db import connection
from django.db.backends.postgresql.psycopg_any import DateRange
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from accounts.models import AccessLog, Person
from grid.models import PartyRelation, PartyTransfer
from tests.factories import (
    ConsentFactory,
    HouseholdFactory,
    OrgUnitFactory,
    PartyRelationFactory,
    PartyTransferFactory,
    PrivacyNoticeFactory,
    ResidenceFactory,
    StaffFactory,
    SurveyAnswerFactory,
    officer,
)
from tests.support.office_grid import grid_url
from tests.support.pages import WHOLE, levels, refusals, text
from tests.support.register import NAME, asked_survey, looks, member

pytestmark = pytest.mark.django_db


# --- Reading, and what it leaves behind


def test_the_list_shows_the_own_branch_and_logs_each_person_shown(client, branch, other, by):
    mine, past = member(branch), member(branch, "钱永福", during=DateRange(dt.date(2020, 1, 1), dt.date(2021, 1, 1)))
    theirs = member(other, "孙桂英")
    shown = text(client.get(grid_url("partyrelation", "changelist")))
    assert NAME in shown
    assert "孙桂英" not in shown
    assert "钱永福" not in shown
    assert looks(mine.person) == ["party register"]
    assert looks(past.person) == looks(theirs.person) == []
    assert "钱永福" in text(client.get(grid_url("partyrelation", "changelist", when="past")))
    assert len(looks(past.person)) == 1


def test_a_members_page_tells_the_whole_history_and_masks_the_phone(client, branch, other, by):
    relation = member(branch, person__phone="+8613800138000")
    PartyTransferFactory(relation=relation, to_branch=other, reason="搬到了新的小区")
    response = client.get(grid_url("partyrelation", "change", relation.pk))
    assert not response.context["read_only"]
    shown = text(response)
    assert "138****8000" in shown
    assert "13800138000" not in shown
    assert "搬到了新的小区" in shown
    assert other.name in shown
    assert looks(relation.person) == ["party register"]


def test_a_line_says_which_page_was_looked_at(client, branch, by):
    relation = member(branch)
    survey, (household,) = asked_survey(branch)
    PartyRelation.objects.update(found_in=SurveyAnswerFactory(survey=survey, household=household, in_service=1))
    client.get(grid_url("partyrelation", "changelist"))
    client.get(grid_url("partyrelation", "change", relation.pk))
    client.get(grid_url("survey", "building", survey.pk, household.building_id))
    said = AccessLog.objects.filter(person=relation.person).order_by("pk").values_list("reason", flat=True)
    assert list(said) == ["办公室列表", "党员页面", "排摸，楼栋页面"]


def test_each_page_that_shows_a_member_leaves_a_line(client, branch, other, by):
    relation = member(branch)
    transfer = PartyTransferFactory(relation=relation, to_branch=other)
    for address in (
        grid_url("partytransfer", "changelist"),
        grid_url("partytransfer", "change", transfer.pk),
        grid_url("partyrelation", "history", relation.pk),
        grid_url("partytransfer", "history", transfer.pk),
        grid_url("partyrelation", "transfer", relation.pk),
        grid_url("partyrelation", "outside", relation.pk),
        grid_url("partyrelation", "kind", relation.pk),
        grid_url("partyrelation", "end", relation.pk),
    ):
        before = len(looks(relation.person))
        response = client.get(address)
        assert NAME in text(response) or "history" in address, address
        assert len(looks(relation.person)) == before + 1, address
        assert "no-store" in response.headers["Cache-Control"], address


def test_members_see_who_looked(client, branch, by):
    mine = officer("pioneer", OrgUnitFactory(pioneer_post=True))
    PartyRelationFactory(person=mine.person, branch=branch)
    client.get(grid_url("partyrelation", "changelist"))
    client.force_login(mine)
    response = client.get(reverse("me_data"))
    assert [(look.what, look.user) for look in response.context["looks"]] == [("party register", by)]
    assert by.person.name in text(response)


def test_nothing_is_offered_to_pickers(client, branch, by):
    member(branch)
    query = {"app_label": "grid", "model_name": "partytransfer", "field_name": "relation", "term": ""}
    assert client.get(reverse("admin:autocomplete", query=query)).status_code == 403


# --- Acts on members


def test_a_neighbour_is_found_and_entered(client, branch, by):
    home = ResidenceFactory(person__name=NAME)
    branch.estates.add(home.building.estate)
    PrivacyNoticeFactory()
    found = text(client.post(grid_url("partyrelation", "add"), {"act": "search", "search-query": "秀兰"}))
    assert f'value="{home.person.pk}"' in found
    typed = {"act": "known", "search-query": "秀兰", "known-branch": branch.pk, "known-kind": "home"}
    assert refusals(client.post(grid_url("partyrelation", "add"), typed), "known") == {(WHOLE, "nobody_chosen")}
    typed |= {"person": home.person.pk}
    assert refusals(client.post(grid_url("partyrelation", "add"), typed), "known") == {(WHOLE, "no_consent")}
    assert not PartyRelation.objects.exists()
    response = client.post(grid_url("partyrelation", "add"), typed | {"known-agreed": "on"})
    relation = PartyRelation.objects.get()
    assert response.url == grid_url("partyrelation", "change", relation.pk)
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
    assert refusals(client.post(grid_url("partyrelation", "add"), typed), act) == {(WHOLE, "has_relation")}
    assert looks(person) == ["party register"]


def test_nobody_is_entered_by_a_number_that_was_not_offered(client, branch, other, by):
    stranger = ConsentFactory().person
    mine = {"act": "known", "search-query": "x", "known-branch": branch.pk, "known-kind": "home"}
    for person in (stranger.pk, "x", "9" * 40, ""):
        text(client.post(grid_url("partyrelation", "add"), mine | {"person": person}))
    text(client.post(grid_url("partyrelation", "add"), mine | {"known-branch": other.pk}))
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
    response = client.post(grid_url("partyrelation", "add", answer=answer.pk), typed)
    assert response.url == grid_url("survey", "building", survey.pk, household.building_id)
    assert answer.found.get().person.name == NAME
    assert NAME in text(client.get(response.url))
    assert looks(answer.found.get().person) == ["survey"]
    assert client.get(grid_url("partyrelation", "add", answer="x")).status_code == 404


def test_a_transfer_is_asked_for_answered_and_told_on_the_page(client, branch, other, by):
    relation = member(branch)
    response = client.post(
        grid_url("partyrelation", "transfer", relation.pk),
        {"to_branch": other.pk, "kind": "home", "reason": "搬家"},
    )
    assert response.url == grid_url("partyrelation", "change", relation.pk)
    transfer = PartyTransfer.objects.get()
    assert client.post(grid_url("partytransfer", "change", transfer.pk), {"act": "accept"}).status_code == 403
    client.force_login(officer("branch_secretary", other))
    address = grid_url("partytransfer", "change", transfer.pk)
    assert refusals(client.post(address, {"act": "refuse", "answer": " "}), "answer") == {("answer", "required")}
    assert PartyTransfer.objects.get().is_open
    assert client.post(address, {"act": "withdraw"}).status_code == 403
    assert client.post(address, {"act": "sing"}).status_code == 403
    assert client.post(address, {"act": "accept"}).status_code == 302
    assert PartyTransfer.objects.get().opened.branch == other
    assert levels(client.post(address, {"act": "accept"}, follow=True)) == ["success", "error"]
    assert PartyRelation.objects.current().count() == 1


def test_the_acts_of_a_members_page(client, branch, by):
    relation = member(branch)
    assert client.post(grid_url("partyrelation", "kind", relation.pk), {"kind": "floating_out"}).status_code == 302
    now = PartyRelation.objects.current().get()
    assert now.kind == "floating_out"
    outside = {"organisation": "上海某党委"}
    assert refusals(client.post(grid_url("partyrelation", "outside", now.pk), outside)) == {(WHOLE, "first_day")}
    second = member(branch, "钱永福")
    client.post(grid_url("partyrelation", "outside", second.pk), outside)
    assert second.person.party_relations.current().get().kind == "outside"
    third = member(branch, "孙桂英")
    assert client.post(grid_url("partyrelation", "end", third.pk)).status_code == 302
    assert not third.person.party_relations.current().exists()
    assert refusals(client.post(grid_url("partyrelation", "end", third.pk))) == {(WHOLE, "ended")}


def test_the_first_page_counts_the_transfers_that_wait(client, branch, other, by):
    PartyTransferFactory(relation=member(other), to_branch=branch)
    PartyTransferFactory(relation=member(branch), to_branch=other)
    theirs = member(other)
    PartyTransferFactory(relation=theirs, to_branch=branch)
    response = client.get(reverse("admin:index"))
    counted = {task.href: task.value for task in response.context["tasks"]}
    ways = {way: grid_url("partytransfer", "changelist", way=way) for way in ("in", "out")}
    assert (counted[ways["in"]], counted[ways["out"]]) == (2, 1)
    assert all(f'href="{address}"' in text(response) for address in ways.values())
    incoming = text(client.get(grid_url("partytransfer", "changelist", way="in")))
    assert incoming.count(f">{NAME}<") == 2
    client.force_login(StaffFactory())
    response = client.get(reverse("admin:index"))
    assert not set(ways.values()) & {task.href for task in response.context["tasks"]}
    assert grid_url("partytransfer", "changelist") not in text(response)


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
        grid_url("partyrelation", "changelist"),
        grid_url("partytransfer", "changelist"),
        grid_url("survey", "changelist"),
        grid_url("survey", "change", survey.pk),
        grid_url("survey", "building", survey.pk, household.building_id),
    ]
    one = [queries(client, address) for address in pages]
    one = [queries(client, address) for address in pages]
    more()
    more()
    assert [queries(client, address) for address in pages] == one
    assert max(one) <= 20
