"""Ranges of days: all are half-open `[)`."""

import datetime as dt

from django.db.backends.postgresql.psycopg_any import DateRange

from common.time import clock


def since(day: dt.date | None = None) -> DateRange:
    """The range of days that begins on `day` (default: today) and has no end."""
    return DateRange(day or clock.today(), None)


# Members joined and people moved in long before the portal existed. The second day lies outside every range.
FIRST_DAY, AFTER_LAST_DAY = dt.date(1900, 1, 1), dt.date(2200, 1, 1)


def ended(during: DateRange, *, on: dt.date) -> DateRange | None:
    """A range of days that ends: `during` with `on` as the first day outside it; None if no day would remain.

    A range that has already ended by then stays unchanged.
    """
    if during.upper is not None and during.upper <= on:
        return during
    if during.lower is not None and during.lower >= on:
        return None
    return DateRange(during.lower, on)
