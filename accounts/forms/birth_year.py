"""The year of birth, read from whatever people write: a year, or a day in any common writing.

The portal keeps the year alone. Papers and lists have the whole day, and whoever copies them needs not shorten it.
"""

import re
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.core.validators import MaxValueValidator, MinValueValidator
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, pgettext

from common.time import clock
from common.writing.folding import simplified

_DIGITS = str.maketrans("零〇一二三四五六七八九", "00123456789")
_GAP = r"[\s\-–—_./,年月日号]+"
# The days of months are not counted: a day may be of the lunar calendar, and is not kept.
_MONTH, _DAY = "(?:0?[1-9]|1[0-2])", "(?:0?[1-9]|[12][0-9]|3[01])"
_MONTH_AND_DAY = f"{_GAP}{_MONTH}(?:{_GAP}{_DAY})?"
_WHOLE = re.compile(
    rf"""
    (?P<first>[0-9]{{4}})(?:{_MONTH_AND_DAY})?
    | (?P<run>[0-9]{{4}})(?:0[1-9]|1[0-2])(?:0[1-9]|[12][0-9]|3[01])
    | {_DAY}{_GAP}{_DAY}{_GAP}(?P<last>[0-9]{{4}})
    """,
    re.VERBOSE | re.ASCII,
)
_SHORT = re.compile(
    rf"(?P<first>[0-9]{{2}})(?:{_MONTH_AND_DAY}|(?:0[1-9]|1[0-2])(?:0[1-9]|[12][0-9]|3[01]))?", re.ASCII
)


class BirthYearField(forms.Field):
    """The field for the year of birth of a person: 1900 to this year. “51-2-3” is asked back, not guessed."""

    widget = forms.TextInput
    default_error_messages = {
        "invalid": gettext_lazy("Please write the year with four digits, for example 1951, 1951-2-3 or 19510203.")
    }

    def __init__(self, **kwargs: Any) -> None:
        kwargs.setdefault("label", gettext_lazy("Year of birth"))
        kwargs.setdefault("widget", forms.TextInput(attrs={"inputmode": "numeric"}))
        super().__init__(validators=[MinValueValidator(1900), MaxValueValidator(2100)], **kwargs)

    def to_python(self, value: Any) -> int | None:
        if value in self.empty_values:
            return None
        typed = simplified(str(value)).translate(_DIGITS).strip().removesuffix("生").rstrip("年月日号. ")
        if match := _WHOLE.fullmatch(typed):
            return int(match["first"] or match["run"] or match["last"])
        if match := _SHORT.fullmatch(typed):
            years = [year for year in (1900 + int(match["first"]), 2000 + int(match["first"])) if _is_past(year)]
            text = _("Is %(years)s meant? Please write all four digits of the year.")
            words = pgettext("between years", " or ").join(map(str, years))
            raise ValidationError(text % {"years": words}, code="short_year")
        raise ValidationError(self.error_messages["invalid"], code="invalid")

    def clean(self, value: Any) -> int | None:
        year: int | None = super().clean(value)
        if year is not None and not _is_past(year):
            raise ValidationError(_("This year is still to come. Please check it."), code="year_to_come")
        return year


def _is_past(year: int) -> bool:
    return year <= clock.today().year
