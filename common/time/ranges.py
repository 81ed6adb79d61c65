"""Ranges of days and moments, half-open `[)` everywhere, and the constraints that every such column carries."""

import datetime as dt

from django.db.backends.postgresql.psycopg_any import DateRange

from common.time import clock


def since(day: dt.date | None = None) -> DateRange:
    """The open range of days that begins on `day` (default: today) and has not ended."""
    return DateRange(day or clock.today(), None)


# Members joined and people moved in before the portal's own years; nothing is planned for later.
FIRST_DAY, END_OF_DAYS = dt.date(1900, 1, 1), dt.date(2200, 1, 1)


def ended(during: DateRange, *, on: dt.date) -> DateRange | None:
    """`during` with `on` as the first day outside it; None when no day would be left.

    A range that has already ended by then stays as it is.
    """
    if during.upper is not None and during.upper <= on:
        return during
    if during.lower is not None and during.lower >= on:
        return None
    return DateRange(during.lower, on)
