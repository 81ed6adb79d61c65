"""Volunteers as a spreadsheet."""

from collections.abc import Iterable
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import pgettext

from common.files.spreadsheets import workbook


def volunteer_call_list_workbook(volunteers: Iterable[Any]) -> bytes:
    """Volunteers with `whole_phone` and the homes of their people as .xlsx: number, name, home and phone."""
    return workbook(
        _("List to call"),
        columns=[(_("number"), 12), (_("Name"), 14), (_("home"), 30), (_("Phone"), 16)],
        rows=(
            [
                one.number_label,
                one.person.name,
                pgettext("between names", ", ").join(
                    str(home.household or home.building) for home in one.person.homes
                ),
                one.whole_phone,
            ]
            for one in volunteers
        ),
    )
