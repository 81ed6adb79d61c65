"""Ranges of days as people write them: the first day and, if the range ends, the last day, which is included.

The database stores half-open ranges: `2026-11-01` to `2026-12-01`, the end excluded. People say “1 to 30 November”,
so forms ask for the last included day and convert it.
"""

import datetime as dt

from django.db.backends.postgresql.psycopg_any import DateRange
from django.utils.formats import date_format
from django.utils.translation import gettext as _

ONE_DAY = dt.timedelta(days=1)


def last_day(during: DateRange) -> dt.date | None:
    """The last day that `during` includes; None if it has no end."""
    return during.upper - ONE_DAY if during.upper else None


def days_label(during: DateRange | None) -> str:
    """`during` as text, for lists."""
    if during is None or during.isempty or during.lower is None:
        return ""
    first = date_format(during.lower, "SHORT_DATE_FORMAT")
    last = last_day(during)
    if last is None:
        return _("since %(first)s") % {"first": first}
    if last == during.lower:
        return first
    return _("%(first)s to %(last)s") % {"first": first, "last": date_format(last, "SHORT_DATE_FORMAT")}
