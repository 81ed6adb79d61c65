"""Visits as a spreadsheet, with who visited and what was heard."""

from collections.abc import Iterable

from django.utils.translation import gettext as _

from common.files.spreadsheets import workbook
from grid.models import Visit


def visits_workbook(visits: Iterable[Visit]) -> bytes:
    """The visits as .xlsx: day, household, visitor, post, what was heard and what is needed."""
    return workbook(
        _("visits"),
        columns=[
            (_("visited on"), 12),
            (_("estate"), 18),
            (_("building"), 8),
            (_("household"), 12),
            (_("visited by"), 14),
            (_("pioneer post"), 24),
            (_("somebody was at home"), 10),
            (_("in short"), 40),
            (_("what is needed"), 40),
        ],
        rows=(
            [
                visit.on,
                visit.household.building.estate.name,
                visit.household.building.number,
                f"{visit.household.entrance}-{visit.household.code}",
                visit.visitor.name,
                visit.post.name if visit.post else "",
                _("yes") if visit.met else _("no"),
                visit.summary,
                visit.needs,
            ]
            for visit in visits
        ),
    )
