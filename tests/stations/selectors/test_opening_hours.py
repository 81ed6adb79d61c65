"""“Open now” and “opens at”: across midnight, on holidays, in exceptions, in years that nobody has announced."""

import datetime as dt

import pytest
from django.db.backends.postgresql.psycopg_any import DateRange

from common.time import clock
from stations.presenters.opening_hours import is_week_a_guess, opening_hours_of_week, standing_in_words
from stations.selectors.opening_hours import Hours, standing_of_station, standings_of_stations
from tests.factories import CalendarDayFactory, OpeningExceptionFactory, StationFactory

pytestmark = pytest.mark.django_db
MONDAY = dt.date(2026, 11, 23)
# Statutory in 2026; the library knows it.
NATIONAL_DAY, MAKE_UP_SUNDAY = dt.date(2026, 10, 1), dt.date(2026, 9, 20)
EVERY_DAY = range(7)
HOLIDAY = 7


def at(day, hour, minute=0):
    return clock.day_start(day) + dt.timedelta(hours=hour, minutes=minute)


def station(*hours, **more):
    return StationFactory(hours=list(hours), **more)


def daily(opens="09:00", closes="17:00", days=EVERY_DAY):
    return [(day, opens, closes) for day in days]


def except_on(where, first, days=1, **more):
    return OpeningExceptionFactory(station=where, during=DateRange(first, first + dt.timedelta(days=days)), **more)


def is_open(where, moment):
    return standing_of_station(where, at=moment).is_open


@pytest.mark.parametrize(("hour", "minute", "open_"), [(8, 59, False), (9, 0, True), (16, 59, True), (17, 0, False)])
def test_it_is_open_from_the_first_minute_to_before_the_last(hour, minute, open_):
    assert is_open(station(*daily()), at(MONDAY, hour, minute)) == open_


def test_it_says_until_when_and_when_next():
    where = station(*daily(days=range(5)))
    now = standing_of_station(where, at=at(MONDAY, 10))
    assert (now.is_open, now.until, now.opens) == (True, at(MONDAY, 17), None)
    friday_night = standing_of_station(where, at=at(MONDAY + dt.timedelta(days=4), 20))
    assert (friday_night.is_open, friday_night.opens) == (False, at(MONDAY + dt.timedelta(days=7), 9))


def test_a_night_goes_on_after_midnight_and_ends():
    where = station((0, "20:00", "02:00"))
    tuesday = MONDAY + dt.timedelta(days=1)
    assert standing_of_station(where, at=at(tuesday, 1)).until == at(tuesday, 2)
    assert not is_open(where, at(tuesday, 2))
    assert not is_open(where, at(MONDAY, 1))  # Sunday has no night


def test_spans_that_touch_are_one():
    where = station((0, "08:00", "12:00"), (0, "12:00", "18:00"), (0, "18:00", "00:00"), (1, "00:00", "03:00"))
    assert standing_of_station(where, at=at(MONDAY, 9)).until == at(MONDAY + dt.timedelta(days=1), 3)


def test_a_station_that_is_open_day_and_night_has_no_end():
    where = station(*daily("00:00", "00:00"))
    now = standing_of_station(where, at=at(MONDAY, 3))
    assert (now.is_open, now.until) == (True, None)
    assert standing_in_words(now) == "全天开放"


def test_day_and_night_ends_where_an_exception_begins():
    where = station(*daily("00:00", "00:00"))
    except_on(where, MONDAY + dt.timedelta(days=2), reason="检修")
    assert standing_of_station(where, at=at(MONDAY, 3)).until == at(MONDAY + dt.timedelta(days=2), 0)


def test_a_holiday_is_as_any_day_unless_the_station_has_hours_of_its_own():
    assert is_open(station(*daily()), at(NATIONAL_DAY, 10))
    own = station(*daily(), (HOLIDAY, "12:00", "14:00"), own_holiday_hours=True)
    assert not is_open(own, at(NATIONAL_DAY, 10))
    assert is_open(own, at(NATIONAL_DAY, 13))


def test_own_holiday_hours_of_which_there_are_none_mean_closed():
    where = station(*daily(), own_holiday_hours=True)
    assert not is_open(where, at(NATIONAL_DAY, 10))
    assert is_open(where, at(MONDAY, 10))


def test_a_make_up_working_day_keeps_the_hours_of_its_weekday():
    where = station(*daily(days=range(5)), (6, "13:00", "15:00"), own_holiday_hours=True)
    assert not is_open(where, at(MAKE_UP_SUNDAY, 10))
    assert is_open(where, at(MAKE_UP_SUNDAY, 14))


def test_the_communitys_own_calendar_is_stronger_than_the_library():
    where = station(*daily(), own_holiday_hours=True)
    CalendarDayFactory(day=MONDAY, kind="off")
    CalendarDayFactory(day=NATIONAL_DAY, kind="work")
    assert not is_open(where, at(MONDAY, 10))
    assert is_open(where, at(NATIONAL_DAY, 10))


def test_an_exception_is_stronger_than_weekday_and_holiday_and_says_why():
    where = station(*daily(), own_holiday_hours=True)
    except_on(where, NATIONAL_DAY, opens=dt.time(10), closes=dt.time(12), reason="国庆游园")
    now = standing_of_station(where, at=at(NATIONAL_DAY, 11))
    assert (now.is_open, now.until, now.why) == (True, at(NATIONAL_DAY, 12), "国庆游园")
    except_on(where, MONDAY, days=2)
    closed = standing_of_station(where, at=at(MONDAY, 10))
    assert (closed.is_open, closed.opens, closed.why) == (False, at(MONDAY + dt.timedelta(days=2), 9), "消防检查")


def test_an_exception_does_not_cut_the_night_before_it():
    where = station(*daily("20:00", "02:00"))
    except_on(where, MONDAY)
    assert is_open(where, at(MONDAY, 1))
    assert not is_open(where, at(MONDAY, 21))
    assert not is_open(where, at(MONDAY + dt.timedelta(days=1), 1))


def test_of_a_year_that_is_not_announced_weekdays_are_a_guess_and_the_table_mends_it():
    """Nobody has announced 2099: New Year's Day counts as the Thursday that it is, until somebody enters it."""
    new_year = dt.date(2099, 1, 1)
    where = station(*daily(), own_holiday_hours=True)
    guess = standing_of_station(where, at=at(new_year, 10))
    assert (guess.is_open, guess.announced) == (True, False)
    CalendarDayFactory(day=new_year, kind="off")
    known = standing_of_station(where, at=at(new_year, 10))
    assert (known.is_open, known.announced) == (False, True)


def test_each_community_goes_by_its_own_calendar():
    here = station(*daily(), own_holiday_hours=True)
    there = station(*daily(), own_holiday_hours=True, community__name="青山社区")
    CalendarDayFactory(day=MONDAY, kind="off", community=here.community)
    found = standings_of_stations([here, there], at=at(MONDAY, 10))
    assert (found[here.pk].is_open, found[there.pk].is_open) == (False, True)


@pytest.mark.parametrize("count", [1, 3])
def test_any_number_of_stations_costs_three_queries(django_assert_num_queries, count):
    rows = [station(*daily()) for _n in range(count)]
    with django_assert_num_queries(3):
        standings_of_stations(rows)


def test_without_hours_it_is_closed_and_nothing_is_in_sight():
    now = standing_of_station(station(), at=at(MONDAY, 10))
    assert (now.is_open, now.opens) == (False, None)
    assert standing_in_words(now) == "暂不开放"


# --- The week in words


def week(where, first):
    hours = Hours([where], first, first + dt.timedelta(days=8))
    return [(day.spans, day.note) for day in opening_hours_of_week(hours, where, first)]


def test_the_week_says_what_is_special_about_a_day():
    where = station(*daily("20:00", "02:00"), own_holiday_hours=True)
    except_on(where, MONDAY + dt.timedelta(days=1), reason="消防检查")
    CalendarDayFactory(day=MONDAY + dt.timedelta(days=2), kind="off")
    found = week(where, MONDAY)
    assert found[:3] == [(["20:00–次日 02:00"], ""), ([], "消防检查"), ([], "法定节假日")]
    assert found[3:] == [(["20:00–次日 02:00"], "")] * 4


def test_a_holiday_on_which_nothing_changes_says_so():
    assert week(station(*daily("00:00", "00:00")), NATIONAL_DAY)[0] == (["全天 24 小时"], "国庆节，照常开放")


@pytest.mark.parametrize(("first", "guess"), [(MONDAY, False), (dt.date(2098, 12, 28), True)])
def test_a_week_with_days_that_nobody_has_announced_says_so(first, guess):
    where = station(*daily())
    assert is_week_a_guess(Hours([where], first, first + dt.timedelta(days=8)), where, first) == guess
