"""Residences as a spreadsheet. Phones stay masked, and are those of the reader's own people."""

from collections.abc import Iterable

from django.utils.translation import gettext as _

from common.files.spreadsheets import workbook
from common.time.dates import last_day
from grid.models import Residence


def residences_workbook(residences: Iterable[Residence]) -> bytes:
    """The residences as .xlsx: name, masked phone, estate, building, household, first and last day."""
    return workbook(
        _("residences"),
        columns=[
            (_("Name"), 14),
            (_("Phone"), 16),
            (_("estate"), 18),
            (_("building"), 8),
            (_("household"), 12),
            (_("First day"), 12),
            (_("Last day"), 12),
        ],
        rows=(
            [
                home.person.name,
                home.person.masked_phone if home.person_is_own else "",  # type: ignore[attr-defined]
                home.building.estate.name,
                home.building.number,
                f"{home.household.entrance}-{home.household.code}" if home.household else "",
                home.during.lower,
                last_day(home.during) or "",
            ]
            for home in residences
        ),
    )


def call_list_workbook(residences: Iterable[Residence]) -> bytes:
    """Residences with `whole_phone` as .xlsx: name, home and phone."""
    return workbook(
        _("List to call"),
        columns=[(_("Name"), 14), (_("home"), 30), (_("Phone"), 16)],
        rows=(
            [home.person.name, str(home.household or home.building), home.whole_phone]  # type: ignore[attr-defined]
            for home in residences
        ),
    )
