"""The survey (排摸): opened, answered household by household, finished; each rule answers in words."""

import datetime as dt

import pytest
from django.db.backends.postgresql.psycopg_any import DateRange

from common.time import clock
from grid.actions import survey as acts
from grid.models import Survey, SurveyAnswer
from tests.factories import (
    HouseholdFactory,
    OrgUnitFactory,
    PartyRelationFactory,
    StaffFactory,
    SurveyFactory,
    officer,
)
from tests.support.refusals import refusal

pytestmark = pytest.mark.django_db

TODAY = DateRange(dt.date(2020, 1, 1), dt.date(2099, 1, 1))


@pytest.fixture
def household(branch):
    found = HouseholdFactory()
    branch.estates.add(found.building.estate)
    return found


@pytest.fixture
def by(branch):
    return officer("branch_secretary", branch)


def days(first: int, last: int) -> DateRange:
    return DateRange(clock.today() + dt.timedelta(days=first), clock.today() + dt.timedelta(days=last))


# --- Opening and finishing


def test_a_survey_is_opened_and_finished_once(branch, by):
    survey = acts.open_survey(branch, title=" 夏季排摸 ", during=days(0, 30), by=by)
    assert (survey.title, survey.is_finished) == ("夏季排摸", False)
    assert refusal(acts.finish_survey, survey, result=" ", by=by) == "no_result"
    assert refusal(acts.finish_survey, survey, result="长" * 5001, by=by) == "too_long"
    acts.finish_survey(survey, result="找到三名流动党员。", by=by)
    assert (Survey.objects.get().is_finished, Survey.objects.get().result) == (True, "找到三名流动党员。")
    assert refusal(acts.finish_survey, survey, result="再来一次", by=by) == "finished"


@pytest.mark.parametrize(
    ("facts", "code"),
    [
        ({"title": " "}, "no_title"),
        ({"title": "长" * 81}, "too_long"),
        ({"during": DateRange(dt.date(2020, 1, 1), dt.date(2020, 2, 1))}, "in_the_past"),
        ({"during": DateRange(dt.date(2020, 1, 1), None)}, "no_period"),
        ({"during": DateRange(None, dt.date(2090, 1, 1))}, "no_period"),
        ({"during": DateRange(dt.date(2090, 1, 1), dt.date(2090, 1, 1))}, "no_period"),
    ],
)
def test_what_a_survey_needs(branch, by, facts, code):
    assert refusal(acts.open_survey, branch, **{"title": "夏季排摸", "during": TODAY, "by": by} | facts) == code


def test_a_title_is_used_once_a_unit(branch, by):
    acts.open_survey(branch, title="夏季排摸", during=TODAY, by=by)
    assert refusal(acts.open_survey, branch, title="夏季排摸", during=TODAY, by=by) == "survey_title_unique"


def test_who_only_reads_neither_opens_nor_finishes(top, branch):
    survey = SurveyFactory(unit=top)
    for nobody in (officer("deputy", top), officer("office_worker", top), StaffFactory()):
        assert refusal(acts.open_survey, branch, title="夏季排摸", during=TODAY, by=nobody) == "not_allowed"
        assert refusal(acts.finish_survey, survey, result="完", by=nobody) == "not_allowed"


def test_a_branch_asks_for_the_unit_above_but_does_not_finish_its_survey(top, household, by):
    survey = SurveyFactory(unit=top)
    assert acts.record_answer(survey, household=household, outcome="answered", by=by).survey == survey
    assert refusal(acts.finish_survey, survey, result="完", by=by) == "not_allowed"


def test_a_pioneer_post_holds_no_survey(top, branch):
    post = OrgUnitFactory(pioneer_post=True, parent=branch)
    assert refusal(acts.open_survey, post, title="排摸", during=TODAY, by=officer("secretary", top)) == "not_a_branch"


# --- Answers


def test_a_later_answer_takes_the_place_of_nobody_at_home_and_never_the_other_way_round(branch, household, by):
    survey = SurveyFactory(unit=branch)
    ask = {"household": household, "by": by}
    acts.record_answer(survey, outcome="nobody_home", **ask)
    acts.record_answer(survey, outcome="answered", in_service=1, floating=2, **ask)
    acts.record_answer(survey, outcome="answered", in_service=1, floating=2, **ask)
    answer = SurveyAnswer.objects.get()
    assert (answer.outcome, answer.in_service, answer.floating, answer.by) == ("answered", 1, 2, by)
    assert refusal(acts.record_answer, survey, outcome="nobody_home", **ask) == "already_answered"
    acts.take_back_answer(answer, by=by)
    assert not SurveyAnswer.objects.exists()


def test_an_answer_says_who_asked_last_and_when(top, branch, household, by):
    survey = SurveyFactory(unit=branch)
    acts.record_answer(survey, household=household, outcome="nobody_home", by=officer("secretary", top))
    SurveyAnswer.objects.update(on=clock.today() - dt.timedelta(days=3))
    acts.record_answer(survey, household=household, outcome="answered", by=by)
    answer = SurveyAnswer.objects.get()
    assert (answer.by, answer.on, answer.in_service, answer.floating) == (by, clock.today(), 0, 0)


def test_a_household_answers_each_survey_by_itself(branch, household, by):
    for outcome in ("answered", "declined"):
        acts.record_answer(SurveyFactory(unit=branch), household=household, outcome=outcome, by=by)
    assert set(SurveyAnswer.objects.values_list("outcome", flat=True)) == {"answered", "declined"}


def test_an_answer_that_led_to_a_member_stays(branch, household, by):
    answer = acts.record_answer(SurveyFactory(unit=branch), household=household, outcome="answered", by=by)
    relation = PartyRelationFactory(branch=branch, found_in=answer)
    assert refusal(acts.take_back_answer, answer, by=by) == "found_in"
    relation.refresh_from_db()
    assert relation.found_in == answer


@pytest.mark.parametrize(
    ("facts", "code"),
    [
        ({"outcome": "asleep"}, "outcome"),
        ({"outcome": "answered", "in_service": 21}, "count"),
        ({"outcome": "answered", "floating": -1}, "count"),
        ({"outcome": "declined", "floating": 1}, "count"),
    ],
)
def test_counts_and_outcomes_are_plausible(branch, household, by, facts, code):
    assert refusal(acts.record_answer, SurveyFactory(unit=branch), household=household, by=by, **facts) == code


def test_only_households_of_the_survey_are_asked(top, branch, household):
    survey = SurveyFactory(unit=branch)
    assert (
        refusal(
            acts.record_answer, survey, household=HouseholdFactory(), outcome="answered", by=officer("secretary", top)
        )
        == "not_asked"
    )


def test_nobody_answers_for_the_households_of_a_sibling(top, branch, household):
    survey, sibling = SurveyFactory(unit=branch), OrgUnitFactory(estate_branch=True, parent=top)
    sibling.estates.add(HouseholdFactory().building.estate)
    for nobody in (officer("branch_secretary", sibling), officer("deputy", top)):
        assert (
            refusal(acts.record_answer, survey, household=household, outcome="answered", by=nobody) == "not_allowed"
        )


def test_nobody_answers_a_survey_that_they_do_not_see(top, branch, household, by):
    sibling = OrgUnitFactory(estate_branch=True, parent=top)
    sibling.estates.add(household.building.estate)
    survey = SurveyFactory(unit=sibling)
    assert refusal(acts.record_answer, survey, household=household, outcome="answered", by=by) == "not_allowed"


def test_a_finished_survey_and_one_to_come_take_no_answers(branch, household, by):
    done = SurveyFactory(unit=branch)
    answer = acts.record_answer(done, household=household, outcome="answered", by=by)
    acts.finish_survey(done, result="没有发现。", by=by)
    assert refusal(acts.record_answer, done, household=household, outcome="answered", by=by) == "finished"
    assert refusal(acts.take_back_answer, answer, by=by) == "finished"
    to_come = SurveyFactory(unit=branch, during=days(3, 9))
    assert refusal(acts.record_answer, to_come, household=household, outcome="answered", by=by) == "not_begun"
