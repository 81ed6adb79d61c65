"""Ending rows that are valid during a range of days (`during`)."""

import datetime as dt
from typing import Any

from common.time import clock
from common.time.ranges import ended


def has_no_day_before(row: Any, day: dt.date) -> bool:
    """Whether the row would have no day left if it ended on `day`, so that `end_row` would delete it."""
    return ended(row.during, on=day) is None


def end_row[Row: Any](row: Row, *, on: dt.date | None = None) -> Row | None:
    """End a row with a range of days `during`; `on` (default: today) is the first day outside it.

    The caller has locked the row and checked the rules. A row without any day left is deleted and None is returned,
    because an empty range records nothing; the audit trail keeps the row. A row that has already ended by then is not
    changed. Every other row is saved and returned.
    """
    during = ended(row.during, on=on or clock.today())
    if during is None:
        row.delete()
        return None
    if during != row.during:
        row.during = during
        row.save(update_fields=["during"])
    return row
