"""Rules of the survey (排摸): one rule, one function, one message."""

from django.db.backends.postgresql.psycopg_any import DateRange
from django.utils.translation import gettext as _

from accounts.models import User
from common.exceptions import Refused
from common.time import clock
from grid.models import Building, Household, OrgUnit, Survey, SurveyAnswer
from grid.scopes import buildings_of_unit

MOST_IN_A_HOUSEHOLD = 20
LONGEST_RESULT = 5_000


def require_unit_can_survey(unit: OrgUnit) -> None:
    """A survey is held by a general branch or an estate branch, not by a post."""
    if unit.level == OrgUnit.Level.PIONEER_POST:
        raise Refused(_("A general branch or an estate branch holds a survey."), code="not_a_branch")


def require_survey_title(title: str) -> None:
    """Of a survey: a title of at most 80 characters."""
    if not title:
        raise Refused(_("Please enter a title."), code="no_title")
    if len(title) > (Survey._meta.get_field("title").max_length or 0):
        raise Refused(_("The title is too long: please use at most 80 characters."), code="too_long")


def require_survey_period_not_over(during: DateRange) -> None:
    """Of a survey: a first and a last day, and the last one is today or later."""
    if during.lower is None or during.upper is None or during.lower >= during.upper:
        raise Refused(_("A survey has a first and a last day."), code="no_period")
    if during.upper <= clock.today():
        raise Refused(_("The last day of a survey is today or later."), code="in_the_past")


def require_may_see_survey(by: User, survey: Survey) -> None:
    """The survey is of the user's own unit, or of the unit above, whose households the user asks."""
    if not Survey.objects.visible_to(by).filter(pk=survey.pk).exists():
        raise Refused(_("You may not do this here."), code="not_allowed")


def require_survey_not_finished(survey: Survey) -> None:
    """The answers of a finished survey stay as they are."""
    if survey.is_finished:
        raise Refused(_("This survey is finished; its answers stay as they are."), code="finished")


def require_survey_begun(survey: Survey) -> None:
    """Answers to a survey can be recorded until it is finished, also after its last day, but not before its first."""
    if survey.during.lower is not None and clock.today() < survey.during.lower:
        raise Refused(_("This survey has not begun yet."), code="not_begun")


def require_household_in_survey(survey: Survey, household: Household) -> None:
    """The household is in a building of the unit that holds the survey."""
    asked = Building.objects.filter(pk__in=buildings_of_unit(survey.unit))
    if not asked.filter(pk=household.building_id).exists():
        raise Refused(_("This household is not part of the survey."), code="not_asked")


def require_plausible_survey_answer(outcome: str, in_service: int, floating: int) -> None:
    """Of an answer to a survey: a known outcome, and 0 to 20 members of each kind, only if the household answered."""
    if outcome not in SurveyAnswer.Outcome.values:
        raise Refused(_("Please choose one of the outcomes."), code="outcome")
    for number in (in_service, floating):
        if not 0 <= number <= MOST_IN_A_HOUSEHOLD:
            raise Refused(_("Please enter a number from 0 to 20."), code="count")
    if outcome != SurveyAnswer.Outcome.ANSWERED and (in_service or floating):
        raise Refused(_("Only a household that answered has members to count."), code="count")


def require_survey_answer_not_lost(answer: SurveyAnswer, outcome: str) -> None:
    """In a survey, “nobody at home” does not overwrite an answer, for example one that a colleague got meanwhile."""
    answered = SurveyAnswer.Outcome.ANSWERED
    if answer.outcome == answered and outcome != answered:
        raise Refused(
            _("This household has already answered. If that was a slip, please take the answer back first."),
            code="already_answered",
        )


def require_no_member_entered_from_answer(answer: SurveyAnswer) -> None:
    """An answer to a survey that led to an entry in the register stays."""
    if answer.found.exists():
        raise Refused(_("A member was entered because of this answer, so it stays."), code="found_in")


def require_survey_result(result: str) -> None:
    """Of a finished survey: a result of at most 5,000 characters."""
    if not result:
        raise Refused(_("Please write in a few sentences what was found."), code="no_result")
    if len(result) > LONGEST_RESULT:
        raise Refused(_("Please say it in at most 5,000 characters."), code="too_long")
