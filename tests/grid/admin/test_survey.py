"""Surveys in admin: opened, asked door by door, and finished."""

import re

import pytest

from grid.models import Survey, SurveyAnswer
from tests.factories import (
    HouseholdFactory,
    SurveyAnswerFactory,
    SurveyFactory,
)
from tests.support.office_grid import grid_url
from tests.support.pages import bars, levels, text
from tests.support.register import asked_survey

pytestmark = pytest.mark.django_db


def test_a_survey_is_opened_asked_and_finished(client, branch, by):
    _survey, (household, second) = asked_survey(branch, households=2)
    typed = {"unit": branch.pk, "title": "冬季排摸", "during_first": "2026-01-01", "during_last": "2099-01-01"}
    assert client.post(grid_url("survey", "add"), typed).status_code == 302
    survey = Survey.objects.get(title="冬季排摸")
    stairs = grid_url("survey", "building", survey.pk, household.building_id)
    tap = {"household": household.pk, "outcome": "answered", "in_service": "2", "floating": ""}
    assert client.post(stairs, tap).url == stairs + f"#door-{household.pk}"
    client.post(stairs, {"household": second.pk, "outcome": "nobody_home", "in_service": "5"})
    assert list(survey.answers.order_by("pk").values_list("outcome", "in_service", "by")) == [
        ("answered", 2, by.pk),
        ("nobody_home", 0, by.pk),
    ]
    progress = client.get(grid_url("survey", "change", survey.pk))
    whole = progress.context["whole"]
    assert (whole.reached, whole.households, whole.percent) == (1, 2, 50)
    assert set(bars(progress)) == {(1, 2)}
    for figure in ("<span>1 / 2</span>", "<span>50%</span>"):
        assert figure in text(progress)
    # At both doors somebody has asked.
    assert bars(client.get(stairs)) == [(2, 2)]
    client.post(stairs, {"household": household.pk, "outcome": "take_back"})
    assert survey.answers.count() == 1
    assert (
        client.post(grid_url("survey", "finish", survey.pk), {"result": "共排摸出两名在职党员。"}).status_code == 302
    )
    client.post(stairs, tap)
    assert survey.answers.count() == 1
    assert "共排摸出两名在职党员。" in text(client.get(grid_url("survey", "change", survey.pk)))


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
def test_what_cannot_be_counted_is_refused(client, branch, by, tap):
    survey, (household,) = asked_survey(branch)
    stairs = grid_url("survey", "building", survey.pk, household.building_id)
    response = client.post(stairs, {"household": household.pk} | tap, follow=True)
    assert levels(response) == ["error"]
    assert str(household) in str(*response.context["messages"])
    assert not SurveyAnswer.objects.exists()


def test_addresses_that_lead_nowhere(client, branch, by):
    survey, (household,) = asked_survey(branch)
    stairs = grid_url("survey", "building", survey.pk, household.building_id)
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
    shown = text(client.get(grid_url("survey", "change", survey.pk)))
    assert str(household.building) in shown
    assert str(elsewhere.building) not in shown
    assert client.get(grid_url("survey", "building", survey.pk, elsewhere.building_id)).status_code == 404
    assert client.post(grid_url("survey", "finish", survey.pk), {"result": "完"}).status_code == 403


def test_of_a_building_what_is_done_is_folded_and_what_is_left_stands_open(client, branch, by):
    survey, households = asked_survey(branch, households=4)
    rest = HouseholdFactory(building=households[0].building, entrance=2)
    address = grid_url("survey", "building", survey.pk, households[0].building_id)
    answered, told_of, away, _unasked = households
    SurveyAnswerFactory(survey=survey, household=answered)
    SurveyAnswerFactory(survey=survey, household=told_of, in_service=1)
    SurveyAnswerFactory(survey=survey, household=away, outcome="nobody_home")
    SurveyAnswerFactory(survey=survey, household=rest, outcome="declined")

    response = client.get(address)
    assert [(entrance.left, entrance.is_done) for entrance in response.context["entrances"]] == [
        (2, False),
        (0, True),
    ]
    shown = text(response)
    assert re.findall(r'<details[^>]* data-state="(\w+)"\s*(open)?>', shown) == [("left", "open"), ("done", "")]
    doors = dict(zip([*households, rest], shown.split('<li id="door-')[1:], strict=True))
    assert [home for home, door in doors.items() if "<details><summary>" in door] == [answered, rest]


def test_the_page_of_a_building_says_how_many_are_left(client, branch, by):
    survey, (household, _second) = asked_survey(branch, households=2)
    rest = HouseholdFactory(building=household.building, entrance=2)
    SurveyAnswerFactory(survey=survey, household=rest)
    shown = text(client.get(grid_url("survey", "building", survey.pk, household.building_id)))
    assert "还有 2 户没问到" in shown
    assert "已全部问到" in shown
