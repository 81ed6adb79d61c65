"""Rows that hold from one day to another (`during`): how one of them ends."""

import datetime as dt
from typing import Any

from common.time import clock
from common.time.ranges import ended


def has_no_day_before(row: Any, day: dt.date) -> bool:
    """Whether nothing would be left of the row if it ended on `day`: `end_row` would take it back whole."""
    return ended(row.during, on=day) is None


def end_row[Row: Any](row: Row, *, on: dt.date | None = None) -> Row | None:
    """End a row that has a range of days `during`; `on` (default: today) is the first day outside.

    The caller has locked the row and has asked the rules. A row of which no day would be left is deleted, since an
    empty range is no record: None is returned, and the audit trail keeps the row. A row that has already ended by
    then stays as it is, and nothing is written. Every other row is saved and returned.
    """
    during = ended(row.during, on=on or clock.today())
    if during is None:
        row.delete()
        return None
    if during != row.during:
        row.during = during
        row.save(update_fields=["during"])
    return row
