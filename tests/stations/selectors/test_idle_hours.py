"""The hours of a week in which a room stands empty again and again."""

import datetime as dt

import pytest
from django.db.backends.postgresql.psycopg_any import DateRange

from common.time import clock
from stations.selectors.idle_hours import idle_hours
from tests.factories import OpeningExceptionFactory, ReservedHoursFactory, SpaceFactory
from tests.support.use_of_rooms import MONDAY, book, room

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("some_weeks_later")]


def test_idle_hours_are_joined_and_those_kept_for_own_use_are_marked():
    space = room(hours=[(0, "09:00", "13:00")])
    ReservedHoursFactory(space=space, day=0, starts=dt.time(9), ends=dt.time(10, 30))
    for week in range(-4, 3):  # 7 of the 8 Mondays from 28 September
        book(space, 7 * week, 12, 13)
    found = [(idle.day, idle.starts.hour, idle.ends.hour, idle.reserved) for idle in idle_hours(space)]
    assert found == [(0, 9, 11, True), (0, 11, 12, False)]


def test_idle_hours_name_the_whole_or_the_part_that_keeps_them():
    hall = room(hours=[(0, "09:00", "13:00")])
    left, right = (SpaceFactory(station=hall.station, part_of=hall) for _ in range(2))
    ReservedHoursFactory(space=hall, day=0, starts=dt.time(9), ends=dt.time(10))
    ReservedHoursFactory(space=left, day=0, starts=dt.time(12), ends=dt.time(13))

    def kept(space):
        return [(idle.starts.hour, idle.ends.hour, idle.kept_in) for idle in idle_hours(space)]

    assert kept(right) == [(9, 10, (hall,)), (10, 13, ())]
    assert kept(left) == [(9, 10, (hall,)), (10, 12, ()), (12, 13, (left,))]
    assert kept(hall) == [(9, 10, (hall,)), (10, 12, ()), (12, 13, (left,))]


def test_an_hour_used_now_and_then_is_not_idle():
    space = room(hours=[(0, "09:00", "10:00")])
    assert len(idle_hours(space)) == 1
    book(space, 0, 9, 10)  # 1 of 8 hours: more than a tenth
    assert idle_hours(space) == []


def test_hours_that_were_hardly_ever_open_are_not_called_idle():
    space = room(hours=[])
    OpeningExceptionFactory(
        station=space.station,
        during=DateRange(MONDAY, MONDAY + dt.timedelta(days=3)),
        opens=dt.time(9),
        closes=dt.time(12),
    )
    assert idle_hours(space) == []


def test_hours_kept_in_the_past_are_not_marked():
    space = room(hours=[(0, "09:00", "10:00")])
    ReservedHoursFactory(
        space=space, day=0, starts=dt.time(9), ends=dt.time(10), during=DateRange(MONDAY, clock.today())
    )
    assert [idle.reserved for idle in idle_hours(space)] == [False]
