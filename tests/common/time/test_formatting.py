"""Times as people read them."""

import datetime as dt

import pytest

from common.time.clock import day_start
from common.time.formatting import end_time, span


@pytest.mark.parametrize(("hour", "shown"), [(11, "11:00"), (23, "23:00"), (24, "24:00"), (26, "02:00")])
def test_what_ends_at_midnight_ends_at_24_00(hour, shown):
    assert end_time(day_start(dt.date(2026, 11, 24)) + dt.timedelta(hours=hour)) == shown


def test_a_span_to_midnight_stays_on_its_day():
    start = day_start(dt.date(2026, 11, 24)) + dt.timedelta(hours=22)
    assert span(start, start + dt.timedelta(hours=2)).endswith(" 22:00–24:00")
