"""Months in addresses and headings."""

import datetime as dt
import re

from django.core.exceptions import ValidationError
from django.utils import formats
from django.utils.translation import gettext_lazy as _

from common.time.clock import FIRST_YEAR, LAST_YEAR


def parse_month(text: str) -> dt.date:
    """The first day of a month like `2026-11`. Raises ValidationError."""
    match = re.fullmatch(r"([0-9]{4})-([0-9]{2})", text)
    if match and FIRST_YEAR <= int(match[1]) <= LAST_YEAR and 1 <= int(match[2]) <= 12:
        return dt.date(int(match[1]), int(match[2]), 1)
    raise ValidationError(_("We do not know this month."), code="month")


def next_month(first: dt.date) -> dt.date:
    """The first day of the month after the one that begins on `first`."""
    return (first + dt.timedelta(days=31)).replace(day=1)


def month_label(first: dt.date) -> str:
    """The month that begins on `first` as a heading, in the reader's language."""
    return formats.date_format(first, "YEAR_MONTH_FORMAT")
