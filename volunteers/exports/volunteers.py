"""Volunteers as a spreadsheet."""

from collections.abc import Iterable
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import pgettext

from accounts.selectors.people import guardians_in_words
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
                _phone(one),
            ]
            for one in volunteers
        ),
    )


def _phone(volunteer: Any) -> str:
    """The whole number; of one of the own people without any, that there is none, and who acts for them."""
    if volunteer.whole_phone or not volunteer.person_is_own:
        return str(volunteer.whole_phone)
    return pgettext("between names", ", ").join([_("no phone"), *guardians_in_words(volunteer.person)])
