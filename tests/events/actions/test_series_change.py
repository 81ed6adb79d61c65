"""Changing a series: what is shown before, what becomes of each date, and who hears of it."""

import datetime as dt

import pytest
import time_machine

from accounts.models import Notification
from common.exceptions import Refused
from common.time import clock
from events.actions.events import cancel_event, change_event
from events.actions.series import change_series
from events.models import Event, EventSeries
from stations.models import Hold
from tests.factories import HoldFactory, OrgUnitFactory, RegistrationFactory, SpaceFactory
from tests.support.courses import change, course, dates_of, drafted, plan_of, standing, take
from tests.support.refusals import refusal
from tests.support.registrations import heard, join

pytestmark = pytest.mark.django_db

DAY = dt.timedelta(days=1)
MONDAY = dt.date(2027, 3, 1)


@pytest.fixture(autouse=True)
def _spring():
    """Monday, 1 March 2027, eight in the morning: no public holiday far and wide."""
    with time_machine.travel(dt.datetime(2027, 3, 1, 8, tzinfo=clock.HERE), tick=False):
        yield


@pytest.fixture
def series(staff):
    """Mondays, 1 to 22 March, at seven in the evening."""
    return course(staff, first_day=MONDAY, weekdays=[0], times=4)


def later(**past):
    return time_machine.travel(clock.now() + dt.timedelta(**past), tick=False)


def at(event):
    return event.starts_at.astimezone(clock.HERE)


def acts(plan):
    return [(date.day.day, date.act.value) for date in plan.dates]


# --- What is shown ------------------------------------------------------------------------------------------------


def test_nothing_is_saved_before_it_was_looked_at(staff, series):
    plan = plan_of(series, by=staff, starts=dt.time(18, 30))

    assert acts(plan) == [(1, "change"), (8, "change"), (15, "change"), (22, "change")]
    assert plan.dates[0].changes.keys() == {"starts_at", "ends_at"}
    assert {at(event).hour for event in dates_of(series)} == {19}


def test_the_plan_says_whose_seats_each_date_has_and_which_are_told(staff, series):
    join(dates_of(series)[0], seats=2)
    RegistrationFactory(event=dates_of(series)[0], waitlisted=True)
    plan = plan_of(series, by=staff, place="三楼")

    assert [(date.parties, date.waiting, date.is_told) for date in plan.dates][:2] == [(1, 1, True), (0, 0, True)]
    assert [date.is_told for date in plan_of(series, by=staff, title="行书课").dates] == [False] * 4


def test_a_plan_that_has_become_another_one_is_shown_anew(staff, series):
    seen = plan_of(series, by=staff, starts=dt.time(18)).digest
    cancel_event(dates_of(series)[1], by=staff, reason="雨")

    assert refusal(change_series, series, by=staff, seen=seen, starts=dt.time(18)) == "plan_unseen"
    assert {at(event).hour for event in dates_of(series)} == {19}


def test_what_does_nothing_to_a_date_needs_no_look(staff, series):
    assert change_series(series, by=staff, sign_up="dates").sign_up == "dates"
    assert change_series(series, by=staff).sign_up == "dates"


# --- What becomes of the dates ------------------------------------------------------------------------------------


def test_a_change_reaches_each_date_to_come_and_none_that_has_begun(staff, series):
    with later(days=8):
        change(series, by=staff, title="行书课", capacity=12)

    assert [event.title == "行书课" for event in dates_of(series)] == [False, False, True, True]
    assert [event.capacity for event in dates_of(series)] == [10, 10, 12, 12]
    assert {tuple(event.own_fields) for event in dates_of(series)} == {()}


def test_what_one_date_says_of_its_own_survives_a_change_of_the_series(staff, series):
    hour, room, title, cancelled = dates_of(series)
    noon = dt.datetime(2027, 3, 2, 12, tzinfo=clock.HERE)
    change_event(hour, by=staff, starts_at=noon, ends_at=noon + dt.timedelta(hours=1))
    change_event(room, by=staff, place="大礼堂")
    change_event(title, by=staff, title="书法课：结业展")
    cancel_event(cancelled, by=staff, reason="老师有事")
    change(series, by=staff, title="行书课", place="三楼", starts=dt.time(18), capacity=12)

    hour, room, title, cancelled = dates_of(series)
    assert (hour.starts_at, hour.title, hour.place) == (noon, "行书课", "三楼")
    assert (at(room).hour, room.title, room.place) == (18, "行书课", "大礼堂")
    assert (at(title).hour, title.title, title.place) == (18, "书法课：结业展", "三楼")
    assert (cancelled.status, at(cancelled).hour, cancelled.title) == ("cancelled", 19, series.title)
    assert [event.capacity for event in dates_of(series)] == [12, 12, 12, 10]


def test_half_of_a_time_or_a_place_without_its_room_is_not_of_its_own(staff, series):
    date = dates_of(series)[1]
    change_event(date, by=staff, starts_at=date.starts_at - dt.timedelta(minutes=30), place="大礼堂")
    date.refresh_from_db()
    assert date.own_fields == ["ends_at", "place", "space", "starts_at"]
    change(series, by=staff, starts=dt.time(9), space=None, place="三楼")
    assert (at(dates_of(series)[1]).hour, dates_of(series)[1].place) == (18, "大礼堂")

    change_event(date, by=staff, place="三楼")
    date.refresh_from_db()
    assert date.own_fields == ["ends_at", "starts_at"]


def test_another_weekday_moves_each_date_within_its_week_with_its_seats(staff, series):
    mine = take(series)
    with later(days=1):
        change(series, by=staff, weekdays=[3])

    assert [event.series_day.day for event in dates_of(series)] == [1, 11, 18, 25]
    assert [at(event).day for event in dates_of(series)] == [1, 11, 18, 25]
    assert standing(mine) == ["registered"] * 4


def test_a_week_that_has_had_its_date_gets_no_other_one(staff, series):
    with later(days=1):
        assert acts(plan_of(series, by=staff, weekdays=[3])) == [(11, "change"), (18, "change"), (25, "change")]


def test_fewer_dates_are_called_off_with_a_reason_and_more_are_added(staff, series):
    mine = take(series)
    assert refusal(change, series, by=staff, times=2) == "no_reason"
    change(series, by=staff, times=2, reason="老师调走了")
    assert [event.status for event in dates_of(series)] == ["published", "published", "cancelled", "cancelled"]
    assert heard(mine.person) == ["event_course_enrolled", "event_series_cancelled"]
    assert dates_of(series)[3].cancel_reason == "老师调走了"

    change(series, by=staff, times=6)
    assert [event.series_day.day for event in dates_of(series)] == [1, 8, 15, 22, 29, 5]


def test_dates_of_a_draft_fall_away_without_a_word(staff):
    series = drafted(staff, first_day=MONDAY, weekdays=[0], times=4)
    change(series, by=staff, times=2)
    assert [event.series_day.day for event in dates_of(series)] == [1, 8]


def test_what_lies_behind_counts_among_so_many_times(staff, series):
    with later(days=8):
        change(series, by=staff, every=2, reason="老师隔周来")

    # Two of four were; the rule goes on with two more, every second week from the first.
    assert [event.series_day.day for event in dates_of(series) if not event.is_cancelled] == [1, 8, 15, 29]


def test_a_date_that_was_put_off_beyond_its_day_stays_and_follows_the_series(staff, series):
    friday = dt.datetime(2027, 3, 5, 19, tzinfo=clock.HERE)
    change_event(dates_of(series)[0], by=staff, starts_at=friday, ends_at=friday + dt.timedelta(hours=1))
    with later(days=1):
        change(series, by=staff, title="行书课")

    assert [event.title for event in dates_of(series)] == ["行书课"] * 4
    assert dates_of(series)[0].starts_at == friday


def test_what_to_bring_and_how_one_comes_is_said_once_for_all_dates(staff):
    series = course(staff, times=3, bring="毛笔", meeting_point="东门", access=["toilet"])
    date = dates_of(series)[1]
    change_event(date, by=staff, bring="深色衣服", access=["toilet", "seats"])
    plan = plan_of(series, by=staff, bring="毛笔和墨", access=["step_free"])
    assert [list(one.changes) for one in plan.dates] == [["access", "bring"], [], ["access", "bring"]]
    change(series, by=staff, bring="毛笔和墨", access=["step_free"])

    assert [event.bring for event in dates_of(series)] == ["毛笔和墨", "深色衣服", "毛笔和墨"]
    assert [event.access for event in dates_of(series)] == [["step_free"], ["toilet", "seats"], ["step_free"]]
    assert {event.meeting_point for event in dates_of(series)} == {"东门"}
    date.refresh_from_db()
    assert date.own_fields == ["access", "bring"]


def test_another_meeting_point_is_told_once_with_the_dates_and_another_thing_to_bring_is_not(staff, series):
    mine = take(series)
    change(series, by=staff, bring="毛笔")
    assert heard(mine.person) == ["event_course_enrolled"]
    assert [one.is_told for one in plan_of(series, by=staff, meeting_point="东门").dates] == [True] * 4
    change(series, by=staff, meeting_point="东门")

    assert heard(mine.person) == ["event_course_enrolled", "event_series_changed"]
    body = Notification.objects.get(recipient=mine.person, kind="event_series_changed").body.splitlines()
    assert [len(body), sum("东门" in line for line in body), sum("毛笔" in line for line in body)] == [6, 1, 1]


def test_what_one_date_asks_for_alone_stands_beside_it_in_the_notice(staff, series):
    change_event(dates_of(series)[2], by=staff, bring="深色衣服")
    mine = take(series)

    body = Notification.objects.get(recipient=mine.person).body.splitlines()
    assert ["深色衣服" in line for line in body] == [False, False, True, False]


# --- Seats --------------------------------------------------------------------------------------------------------


def test_a_capacity_below_what_is_taken_is_refused_and_names_the_dates(staff, series):
    second = dates_of(series)[1]
    join(second, seats=3)
    with pytest.raises(Refused) as refused:
        change(series, by=staff, capacity=2)

    assert (refused.value.code, refused.value.field) == ("capacity_below_taken", "capacity")
    assert "8" in str(refused.value)
    assert "15" not in str(refused.value)
    assert refusal(change, series, by=staff, capacity=None, sign_up="dates") == "people_are_registered"
    assert {event.capacity for event in dates_of(series)} == {10}


def test_more_seats_go_to_who_waits_and_each_hears_of_all_dates_at_once(staff):
    series = course(staff, first_day=MONDAY, weekdays=[0], times=3, capacity=1)
    take(series)
    waiting, once = take(series), join(dates_of(series)[2])
    change(series, by=staff, capacity=3)

    assert standing(waiting) == ["registered"] * 3
    assert heard(waiting.person) == ["event_course_enrolled", "event_series_changed"]
    assert heard(once.person) == ["event_waitlisted", "event_promoted"]


def test_everybody_hears_of_another_time_once_and_of_another_title_nothing(staff, series):
    everything, single = take(series), join(dates_of(series)[3])
    change(series, by=staff, title="行书课")
    assert heard(everything.person) == ["event_course_enrolled"]
    change(series, by=staff, starts=dt.time(18, 30))

    assert heard(everything.person) == ["event_course_enrolled", "event_series_changed"]
    assert heard(single.person) == ["event_registered", "event_changed"]
    body = Notification.objects.get(recipient=everything.person, kind="event_series_changed").body
    assert body.count("18:30") == 4


def test_calendars_follow_what_has_moved(staff, series):
    change(series, by=staff, starts=dt.time(18, 30))
    assert [event.sequence for event in dates_of(series)] == [1, 1, 1, 1]
    change(series, by=staff, title="行书课")
    assert [event.sequence for event in dates_of(series)] == [1, 1, 1, 1]


# --- Rooms --------------------------------------------------------------------------------------------------------


@pytest.fixture
def room():
    return SpaceFactory(name="书画室")


@pytest.fixture
def in_room(staff, room):
    organiser = OrgUnitFactory(community=room.station.community)
    return course(staff, organiser=organiser, space=room, first_day=MONDAY, weekdays=[0], times=3)


def test_the_room_moves_along_with_the_dates(staff, in_room):
    change(in_room, by=staff, starts=dt.time(18))
    assert list(Hold.objects.order_by("starts_at").values_list("starts_at", flat=True)) == [
        event.starts_at for event in dates_of(in_room)
    ]


def test_a_date_whose_room_is_taken_at_the_new_hour_stays_and_is_named(staff, in_room, room):
    taken = dt.datetime(2027, 3, 8, 14, tzinfo=clock.HERE)
    HoldFactory(space=room, kind="maintenance", note="修灯", starts_at=taken, ends_at=taken + dt.timedelta(hours=2))
    plan = plan_of(in_room, by=staff, starts=dt.time(15))
    assert [(date.act.value, date.code) for date in plan.dates] == [
        ("change", ""),
        ("change", "room_taken"),
        ("change", ""),
    ]
    assert "修灯" in plan.dates[1].why
    change(in_room, by=staff, starts=dt.time(15))

    assert [at(event).hour for event in dates_of(in_room)] == [15, 19, 15]
    assert dates_of(in_room)[1].own_fields == ["ends_at", "starts_at"]


def test_a_day_that_was_left_out_is_added_once_the_room_is_free(staff, room):
    organiser = OrgUnitFactory(community=room.station.community)
    taken = dt.datetime(2027, 3, 8, 19, tzinfo=clock.HERE)
    held = HoldFactory(
        space=room, kind="maintenance", note="修灯", starts_at=taken, ends_at=taken + dt.timedelta(hours=2)
    )
    series = course(staff, organiser=organiser, space=room, first_day=MONDAY, weekdays=[0], times=3)
    held.delete()
    change(series, by=staff, title="行书课")

    assert [event.series_day.day for event in dates_of(series)] == [1, 8, 15]
    series.refresh_from_db()
    assert series.skipped == []


def test_a_left_out_day_that_lies_behind_is_not_made_up_for(staff, room):
    organiser = OrgUnitFactory(community=room.station.community)
    taken = dt.datetime(2027, 3, 8, 19, tzinfo=clock.HERE)
    HoldFactory(space=room, kind="maintenance", note="修灯", starts_at=taken, ends_at=taken + dt.timedelta(hours=2))
    series = course(staff, organiser=organiser, space=room, first_day=MONDAY, weekdays=[0], times=4)
    with later(days=9):
        change(series, by=staff, title="行书课")

    assert [event.series_day.day for event in dates_of(series)] == [1, 15, 22]
    assert Event.objects.count() == 3
    assert [one["day"] for one in EventSeries.objects.get().skipped] == ["2027-03-08"]


def test_another_room_takes_all_dates_along(staff, in_room, room):
    other = SpaceFactory(station=room.station, name="会议室")
    change(in_room, by=staff, space=other)

    assert {event.place for event in dates_of(in_room)} == {other.full_name}
    assert {hold.space for hold in Hold.objects.all()} == {other}
