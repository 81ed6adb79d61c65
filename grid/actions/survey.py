"""The survey (排摸): opened for a period, answered household by household, finished with a result."""

from django.db.backends.postgresql.psycopg_any import DateRange

from accounts.models import User
from accounts.rules.permissions import require_permission
from common.actions import action
from common.time import clock
from grid.models import Household, OrgUnit, Survey, SurveyAnswer
from grid.rules.survey import (
    require_household_in_survey,
    require_may_see_survey,
    require_no_member_entered_from_answer,
    require_plausible_survey_answer,
    require_survey_answer_not_lost,
    require_survey_begun,
    require_survey_not_finished,
    require_survey_period_not_over,
    require_survey_result,
    require_survey_title,
    require_unit_can_survey,
)


@action
def open_survey(unit: OrgUnit, *, title: str, during: DateRange, by: User) -> Survey:
    """A survey begins: the households of the unit are asked during these days. Raises Refused."""
    require_permission(by, "grid.add_survey", unit)
    require_unit_can_survey(unit)
    require_survey_title(title.strip())
    require_survey_period_not_over(during)
    return Survey.objects.create(unit=unit, title=title.strip(), during=during)


@action
def record_answer(
    survey: Survey, *, household: Household, outcome: str, in_service: int = 0, floating: int = 0, by: User
) -> SurveyAnswer:
    """Record how a household answered a survey today. A later outcome replaces an earlier one. Raises Refused.

    “Nobody at home” gives way to an answer, never the other way round.
    """
    require_permission(by, "grid.add_surveyanswer", household)
    require_may_see_survey(by, survey)
    require_plausible_survey_answer(outcome, in_service, floating)
    survey = _running(survey)
    require_survey_begun(survey)
    require_household_in_survey(survey, household)
    facts = {"outcome": outcome, "in_service": in_service, "floating": floating, "by": by, "on": clock.today()}
    known = SurveyAnswer.objects.filter(survey=survey, household=household).first()
    if known is None:
        return SurveyAnswer.objects.create(survey=survey, household=household, **facts)
    require_survey_answer_not_lost(known, outcome)
    for name, value in facts.items():
        setattr(known, name, value)
    known.save(update_fields=list(facts))
    return known


@action
def take_back_answer(answer: SurveyAnswer, *, by: User) -> None:
    """A household counts as not asked in the survey again; the audit trail keeps the answer. Raises Refused."""
    require_permission(by, "grid.delete_surveyanswer", answer)
    _running(answer.survey)
    # In full: whoever enters somebody found in it keeps the row, and is waited for.
    known = SurveyAnswer.objects.select_for_update(of=("self",)).filter(pk=answer.pk).first()
    if known is None:
        return  # taken back meanwhile
    require_no_member_entered_from_answer(known)
    known.delete()


@action
def finish_survey(survey: Survey, *, result: str, by: User) -> Survey:
    """Close the survey with what was found; from then on its answers stay. Raises Refused."""
    require_permission(by, "grid.change_survey", survey)
    require_survey_result(result.strip())
    survey = _running(survey)
    survey.result, survey.finished_at = result.strip(), clock.now()
    survey.save(update_fields=["result", "finished_at"])
    return survey


def _running(survey: Survey) -> Survey:
    """The survey, locked, so that recording an answer and finishing the survey wait for each other."""
    current = Survey.objects.select_for_update(no_key=True, of=("self",)).select_related("unit").get(pk=survey.pk)
    require_survey_not_finished(current)
    return current
