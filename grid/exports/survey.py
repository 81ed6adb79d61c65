"""The result of a survey as a spreadsheet: counts of each building, no names."""

from collections.abc import Iterable

from django.utils.translation import gettext as _

from common.files.spreadsheets import workbook
from grid.models import Survey
from grid.selectors.survey import SurveyStanding


def survey_workbook(survey: Survey, lines: Iterable[SurveyStanding]) -> bytes:
    """The result of a survey as .xlsx: one line for each building, counts only."""
    return workbook(
        _("Survey"),
        above=[[survey.title], [str(survey.unit)], *([[survey.result]] if survey.result else [])],
        columns=[
            (_("Building"), 20),
            (_("Households"), 10),
            (_("Asked"), 10),
            (_("Answered"), 10),
            (_("Would rather not say"), 12),
            (_("Nobody at home"), 12),
            (_("Not asked yet"), 12),
            (_("Coverage (%)"), 12),
            (_("In service"), 10),
            (_("Floating"), 10),
            (_("Entered in the register"), 14),
        ],
        rows=(
            [
                line.label,
                line.households,
                line.asked,
                line.answered,
                line.declined,
                line.nobody_home,
                line.not_asked,
                line.percent,
                line.in_service,
                line.floating,
                line.entered,
            ]
            for line in lines
        ),
    )
