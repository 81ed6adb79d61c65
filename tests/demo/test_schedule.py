"""The plan of the demo's events, for any day."""

import datetime as dt
import functools
import re

import pytest

from demo import schedule
from demo.events import cancelled_event, draft_event
from demo.festivals import FESTIVALS
from demo.programme.holidays import HOLIDAY_SERIES
from demo.programme.regular import ALL_DAY, EXTRA_SERIES, SERIES

plan = functools.cache(schedule.plan_events)
MONDAY = dt.date(2026, 11, 23)
# Leap day, the ends of years, lunar new year and its eve, National Day, both days of a weekend.
ODD_DAYS = [
    dt.date(2028, 2, 29),
    dt.date(2026, 12, 31),
    dt.date(2027, 1, 1),
    dt.date(2027, 2, 5),
    dt.date(2027, 2, 6),
    dt.date(2027, 10, 1),
    dt.date(2026, 11, 28),
    dt.date(2026, 11, 29),
]
DAYS = [*ODD_DAYS, *(MONDAY + dt.timedelta(days=29 * n) for n in range(13))]


@pytest.mark.parametrize("today", DAYS, ids=str)
def test_something_is_on_today_and_this_weekend(today: dt.date):
    planned = plan(today)

    hours = [event.start.hour for event in planned if event.day == today]
    weekend = schedule.rest_of_weekend(today)
    assert any(hour < 12 for hour in hours)
    assert any(hour >= 12 for hour in hours)
    assert len([event for event in planned if event.day in weekend]) >= 3
    assert 50 <= len(planned) <= 70


@pytest.mark.parametrize("today", DAYS, ids=str)
def test_one_event_of_today_has_a_list_all_day_at_the_station_of_the_receptionist(today: dt.date):
    (all_day,) = [event for event in plan(today) if event.key == ALL_DAY.key]

    assert (all_day.day, all_day.start.hour, all_day.ends.hour) == (today, 9, 17)
    assert all_day.place.startswith("幸福驿站·")
    assert all_day.capacity


@pytest.mark.parametrize("today", DAYS, ids=str)
def test_no_room_is_used_twice_at_once(today: dt.date):
    planned = plan(today)

    clashes = [
        (one.title, other.title, one.starts)
        for n, one in enumerate(planned)
        for other in planned[n + 1 :]
        if one.place == other.place and one.starts < other.ends and other.starts < one.ends
    ]
    assert clashes == []


@pytest.mark.parametrize("today", DAYS, ids=str)
def test_an_event_is_called_off_and_a_draft_waits(today: dt.date):
    planned = plan(today)

    assert cancelled_event(planned, today) is not draft_event(planned, today)


def test_no_topic_comes_twice_within_a_fortnight():
    planned = plan(MONDAY)

    near = [
        one.title
        for n, one in enumerate(planned)
        for other in planned[n + 1 :]
        if one.title == other.title and other.day - one.day < dt.timedelta(days=14)
    ]
    assert near == []


@pytest.mark.parametrize(
    ("festival", "day"),
    [
        ("double-ninth", dt.date(2026, 10, 18)),
        ("winter-solstice", dt.date(2026, 12, 21)),  # the evening before 冬至 on the 22nd
        ("laba", dt.date(2027, 1, 15)),
        ("spring-festival", dt.date(2027, 2, 6)),
        ("lantern", dt.date(2027, 2, 20)),
        ("mid-autumn", dt.date(2027, 9, 14)),
        ("dragon-boat", dt.date(2028, 5, 27)),
    ],
)
def test_festivals_fall_on_their_day(festival: str, day: dt.date):
    planned = plan(day + dt.timedelta(days=5))

    assert [event.day for event in planned if event.key == festival] == [day]


def test_on_new_years_day_of_the_lunar_year_the_regular_events_rest():
    planned = plan(dt.date(2027, 2, 6))

    keys = {event.key for event in planned if event.day == dt.date(2027, 2, 6)}
    assert keys <= {"spring-festival", ALL_DAY.key, *(series.key for series in HOLIDAY_SERIES)}


def test_titles_and_sentences_fit_and_nothing_is_left_to_fill_in():
    texts = [
        (variant.title, variant.summary, variant.about + series.practical)
        for series in [ALL_DAY, *SERIES, *EXTRA_SERIES, *HOLIDAY_SERIES]
        for variant in series.variants
    ] + [(festival.title, festival.summary, "".join(festival.paragraphs)) for festival in FESTIVALS]

    assert [title for title, _summary, _text in texts if len(title) > 20] == []
    assert [
        summary for _title, summary, _text in texts if not summary.endswith(("。", "？")) or len(summary) > 60
    ] == []
    unfinished = re.compile(r"TODO|FIXME|lorem|xxx|占位|待定|测试|示例|[,;!?]|周[一二三四五六日]", re.IGNORECASE)
    assert [text for text in texts if unfinished.search("".join(text))] == []
