"""Ranges of days as people say them: a first day and, when it is over, a last day that still counts.

The database keeps ranges half-open: `2026-11-01` to `2026-12-01` excluded. People say “1 to 30 November”, so
forms ask for the last day that is still included and convert.
"""

import datetime as dt

from django.db.backends.postgresql.psycopg_any import DateRange
from django.utils.formats import date_format
from django.utils.translation import gettext as _

ONE_DAY = dt.timedelta(days=1)


def last_day(during: DateRange) -> dt.date | None:
    """The last day that `during` includes; None while it has no end."""
    return during.upper - ONE_DAY if during.upper else None


def days_label(during: DateRange | None) -> str:
    """`during` in words, for lists."""
    if during is None or during.isempty or during.lower is None:
        return ""
    first = date_format(during.lower, "SHORT_DATE_FORMAT")
    last = last_day(during)
    if last is None:
        return _("since %(first)s") % {"first": first}
    if last == during.lower:
        return first
    return _("%(first)s to %(last)s") % {"first": first, "last": date_format(last, "SHORT_DATE_FORMAT")}
