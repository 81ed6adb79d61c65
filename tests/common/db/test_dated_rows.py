"""A dated row ends, is taken back whole, or stays as it was."""

import datetime as dt

import pytest
from django.db.backends.postgresql.psycopg_any import DateRange

from common.db.dated_rows import end_row, has_no_day_before
from common.time import clock

MONDAY, FRIDAY = dt.date(2026, 6, 1), dt.date(2026, 6, 5)


class Row:
    """Stands for a locked row of any model with `during`; it remembers what was written."""

    def __init__(self, first: dt.date, end: dt.date | None) -> None:
        self.during = DateRange(first, end)
        self.saved: list[list[str]] = []
        self.deleted = False

    def save(self, update_fields: list[str]) -> None:
        self.saved.append(update_fields)

    def delete(self) -> None:
        self.deleted = True


@pytest.mark.parametrize("end", [None, FRIDAY + dt.timedelta(days=9)])
def test_a_row_ends_on_the_first_day_outside(end):
    row = Row(MONDAY, end)
    assert end_row(row, on=FRIDAY) is row
    assert row.during == DateRange(MONDAY, FRIDAY)
    assert row.saved == [["during"]]


@pytest.mark.parametrize("first", [FRIDAY, FRIDAY + dt.timedelta(days=3)])
def test_a_row_of_which_no_day_would_be_left_is_taken_back(first):
    row = Row(first, None)
    assert has_no_day_before(row, FRIDAY)
    assert end_row(row, on=FRIDAY) is None
    assert row.deleted
    assert row.saved == []


def test_a_row_that_has_ended_stays_as_it_is():
    row = Row(MONDAY, FRIDAY)
    assert end_row(row, on=FRIDAY) is row
    assert (row.during, row.saved, row.deleted) == (DateRange(MONDAY, FRIDAY), [], False)


def test_without_a_day_the_row_ends_today():
    row = Row(MONDAY, None)
    end_row(row)
    assert row.during.upper == clock.today()
