"""The strip of days that public pages and the desk share."""

import datetime as dt

import pytest
import time_machine

from common.time import clock
from stations.presenters.day_strip import DayStrip, items_by_part_of_day

TODAY, UNTIL = dt.date(2026, 6, 1), dt.date(2026, 6, 20)


@pytest.fixture(autouse=True)
def june():
    with time_machine.travel(dt.datetime(2026, 6, 1, 4, tzinfo=dt.UTC), tick=False):
        yield


def strip(asked: str) -> DayStrip:
    return DayStrip.around(asked, until=UNTIL, width=7)


@pytest.mark.parametrize(
    ("asked", "day", "first", "last", "understood"),
    [
        ("", TODAY, TODAY, dt.date(2026, 6, 7), True),
        ("2026-06-10", dt.date(2026, 6, 10), dt.date(2026, 6, 8), dt.date(2026, 6, 14), True),
        ("2026-06-20", UNTIL, dt.date(2026, 6, 15), UNTIL, True),
        ("2026-06-21", UNTIL, dt.date(2026, 6, 15), UNTIL, False),
        ("2026-05-31", TODAY, TODAY, dt.date(2026, 6, 7), False),
        ("tomorrow", TODAY, TODAY, dt.date(2026, 6, 7), False),
    ],
)
def test_the_strip_holds_the_day_or_the_nearest_that_can_be_booked(asked, day, first, last, understood):
    found = strip(asked)
    assert (found.day, found.first, found.last, found.understood) == (day, first, last, understood)
    assert found.days[0] == first
    assert found.days[-1] == last


def test_one_leafs_from_strip_to_strip_and_not_beyond():
    assert (strip("").earlier, strip("").later) == (None, dt.date(2026, 6, 8))
    assert (strip("2026-06-08").earlier, strip("2026-06-08").later) == (dt.date(2026, 6, 7), dt.date(2026, 6, 15))
    assert strip("2026-06-20").later is None


def test_a_night_belongs_to_the_evening_on_which_it_began():
    midnight = clock.day_start(TODAY)
    hours = [midnight + dt.timedelta(hours=hour) for hour in (9, 13, 19, 25)]
    parts = items_by_part_of_day(hours, TODAY, start=lambda moment: moment)
    assert [items for _title, items in parts] == [hours[:1], hours[1:2], hours[2:]]
    assert [items for _title, items in items_by_part_of_day(hours[:1], TODAY, start=lambda moment: moment)] == [
        hours[:1]
    ]
