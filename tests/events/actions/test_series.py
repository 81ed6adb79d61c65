"""Making a series and its dates, publishing and cancelling it, and what people hear of it."""

import datetime as dt

import pytest
import time_machine

from accounts.models import Notification
from common.time import clock
from events.actions.events import change_event, copy_event, delete_draft, publish_event
from events.actions.registrations import register
from events.actions.series import cancel_series, change_series, delete_series, draft_series, publish_series
from events.models import Event, EventSeries
from events.rules.events import EventAct, possible_event_acts
from stations.models import Hold
from tests.factories import (
    CalendarDayFactory,
    EventFactory,
    EventSeriesFactory,
    HoldFactory,
    OrgUnitFactory,
    ResidentFactory,
    SpaceFactory,
    officer,
)
from tests.support.courses import change, course, dates_of, drafted, take
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


def days(series):
    return [event.series_day for event in dates_of(series)]


def on(*numbers, month=3):
    return [dt.date(2027, month, number) for number in numbers]


# --- The days -----------------------------------------------------------------------------------------------------


def test_a_series_has_a_draft_on_each_day_of_its_rule(staff):
    series = drafted(staff, first_day=MONDAY, weekdays=[0], times=4)

    assert days(series) == on(1, 8, 15, 22)
    first = dates_of(series)[0]
    assert first.starts_at == dt.datetime(2027, 3, 1, 19, tzinfo=clock.HERE)
    assert first.ends_at == dt.datetime(2027, 3, 1, 20, 30, tzinfo=clock.HERE)
    assert (first.status, first.title, first.capacity, first.own_fields) == ("draft", series.title, 10, [])


@pytest.mark.parametrize(
    ("rule", "expected"),
    [
        ({"weekdays": [1, 3], "times": 4}, on(2, 4, 9, 11)),
        ({"weekdays": [0], "every": 2, "times": 3}, on(1, 15, 29)),
        ({"weekdays": [2], "last_day": dt.date(2027, 3, 17), "times": None}, on(3, 10, 17)),
        ({"rhythm": "monthly", "weekdays": [0], "nth": 1, "times": 2}, [*on(1), *on(5, month=4)]),
        ({"rhythm": "monthly", "weekdays": [4], "nth": -1, "times": 2}, [*on(26), *on(30, month=4)]),
        ({"rhythm": "monthly", "weekdays": [1, 3], "nth": 2, "times": 4}, [*on(9, 11), *on(8, 13, month=4)]),
        (
            {
                "rhythm": "monthly",
                "weekdays": [0],
                "nth": 1,
                "every": 2,
                "times": 2,
                "first_day": dt.date(2027, 3, 2),
            },
            [*on(3, month=5), *on(5, month=7)],
        ),
    ],
)
def test_the_rule_gives_its_days(staff, rule, expected):
    assert days(drafted(staff, **{"first_day": MONDAY, **rule})) == expected


def test_a_date_of_today_that_has_begun_is_no_date(staff):
    assert days(drafted(staff, first_day=MONDAY, weekdays=[0], times=2, starts=dt.time(7))) == on(8, 15)


def test_public_holidays_are_left_out_and_named_and_the_course_goes_on_for_longer(staff):
    organiser = OrgUnitFactory()
    CalendarDayFactory(community=organiser.community, day=dt.date(2027, 3, 8), kind="off")
    series = drafted(staff, organiser=organiser, first_day=MONDAY, weekdays=[0], times=3, without_holidays=True)

    assert days(series) == on(1, 15, 22)
    assert [(one["day"], one["why"]) for one in series.skipped] == [("2027-03-08", "holiday")]
    assert series.skipped[0]["words"]


def test_a_series_may_take_place_on_holidays(staff):
    organiser = OrgUnitFactory()
    CalendarDayFactory(community=organiser.community, day=dt.date(2027, 3, 8), kind="off")
    series = drafted(staff, organiser=organiser, first_day=MONDAY, weekdays=[0], times=3, without_holidays=False)

    assert days(series) == on(1, 8, 15)
    assert series.skipped == []


@pytest.mark.parametrize(
    ("rule", "code"),
    [
        ({"weekdays": []}, "no_weekdays"),
        ({"first_day": MONDAY - DAY}, "begun"),
        ({"times": None, "last_day": None}, "no_end"),
        ({"times": 3, "last_day": dt.date(2027, 4, 1)}, "no_end"),
        ({"times": None, "last_day": dt.date(2027, 2, 1)}, "ends_before"),
        ({"times": None, "last_day": dt.date(9999, 1, 1)}, "too_long"),
        ({"times": 10_000}, "too_many_dates"),
        ({"times": 0}, "too_many_dates"),
        ({"times": 100, "every": 8}, "too_long"),
        ({"times": None, "last_day": dt.date(2028, 3, 1), "weekdays": list(range(7))}, "too_many_dates"),
        ({"times": None, "last_day": dt.date(2027, 3, 3), "weekdays": [4]}, "no_dates"),
        ({"rhythm": "monthly"}, "nth"),
        ({"nth": 2}, "nth"),
    ],
)
def test_a_rule_that_makes_no_sense_is_refused_in_words(staff, rule, code):
    assert refusal(drafted, staff, **{"first_day": MONDAY, "weekdays": [0], "times": 4, **rule}) == code
    assert not EventSeries.objects.exists()


# --- The room -----------------------------------------------------------------------------------------------------


@pytest.fixture
def room():
    return SpaceFactory(name="书画室")


def in_room(room, staff, **said):
    organiser = OrgUnitFactory(community=room.station.community)
    return drafted(
        staff, organiser=organiser, space=room, **{"first_day": MONDAY, "weekdays": [0], "times": 3, **said}
    )


def test_the_dates_hold_their_room_and_a_day_on_which_it_is_taken_is_named_and_left_out(staff, room):
    taken = dt.datetime(2027, 3, 8, 18, tzinfo=clock.HERE)
    HoldFactory(space=room, kind="maintenance", note="修灯", starts_at=taken, ends_at=taken + dt.timedelta(hours=2))
    series = in_room(room, staff)

    assert days(series) == on(1, 15)
    assert Hold.objects.filter(kind="event").count() == 2
    assert [(one["day"], one["why"]) for one in series.skipped] == [("2027-03-08", "room_taken")]
    assert "修灯" in series.skipped[0]["words"]
    assert series.place == dates_of(series)[0].place == room.full_name


def test_a_series_without_a_single_free_day_is_refused(staff, room):
    first = dt.datetime(2027, 3, 1, 9, tzinfo=clock.HERE)
    HoldFactory(space=room, kind="maintenance", note="装修", starts_at=first, ends_at=first + 20 * DAY)

    assert refusal(in_room, room, staff) == "no_day_free"
    assert not Event.objects.exists()


def test_nobody_takes_the_room_of_a_station_that_is_not_theirs(room):
    organiser = OrgUnitFactory(estate_branch=True)

    by = officer("branch_secretary", organiser)

    assert refusal(drafted, by, organiser=organiser, space=room, first_day=MONDAY, weekdays=[0]) == "room_not_yours"


# --- Publishing, cancelling, deleting -----------------------------------------------------------------------------


def test_residents_do_nothing_with_series(resident):
    series, draft = course(), drafted()

    assert refusal(draft_series, EventSeriesFactory.build(), by=resident) == "not_allowed"
    assert refusal(publish_series, draft, by=resident) == "not_allowed"
    assert refusal(change_series, series, by=resident, title="别的") == "not_allowed"
    assert refusal(cancel_series, series, by=resident, reason="雨") == "not_allowed"
    assert refusal(delete_series, draft, by=resident) == "not_allowed"


def test_nobody_takes_a_series_of_another_branch_nor_gives_the_own_away():
    own, other = OrgUnitFactory(estate_branch=True), OrgUnitFactory(estate_branch=True)
    by = officer("branch_secretary", own)

    assert refusal(drafted, by, organiser=other) == "not_allowed"
    assert refusal(change_series, course(organiser=other), by=by, title="别的") == "not_allowed"
    given = {"organiser": other, "community": other.community}
    assert refusal(change, course(organiser=own), by=by, **given) == "not_allowed"


def test_publishing_shows_all_dates_at_once_and_can_be_repeated(staff):
    series = publish_series(drafted(staff), by=staff)

    assert publish_series(series, by=staff).is_published
    assert {event.status for event in dates_of(series)} == {"published"}


def test_one_date_of_a_draft_is_not_published_alone(staff):
    series = drafted(staff)
    first, second, *_others = dates_of(series)

    assert refusal(publish_event, first, by=staff) == "series_is_draft"
    assert EventAct.PUBLISH not in possible_event_acts(first, staff)
    assert {event.status for event in dates_of(series)} == {"draft"}

    publish_series(series, by=staff)
    assert publish_event(second, by=staff).is_published


def test_a_copy_of_a_date_of_a_draft_stands_alone_and_is_published(staff):
    copy = copy_event(dates_of(drafted(staff))[0], by=staff)
    assert publish_event(copy, by=staff).is_published


def test_cancelling_the_rest_leaves_what_was_and_tells_each_person_once(staff):
    series = course(staff, first_day=MONDAY, weekdays=[0], times=3)
    everything, single = take(series), join(dates_of(series)[2])
    with time_machine.travel(dt.datetime(2027, 3, 2, tzinfo=clock.HERE), tick=False):
        cancel_series(series, by=staff, reason="老师生病了")

    assert [event.status for event in dates_of(series)] == ["published", "cancelled", "cancelled"]
    assert {event.cancel_reason for event in dates_of(series)[1:]} == {"老师生病了"}
    assert heard(everything.person) == ["event_course_enrolled", "event_series_cancelled"]
    assert heard(single.person) == ["event_registered", "event_cancelled"]
    told = Notification.objects.get(recipient=everything.person, kind="event_series_cancelled")
    assert "老师生病了" in told.title
    assert len(told.body.splitlines()) == 2


def test_a_series_is_cancelled_with_a_reason_while_something_is_to_come(staff):
    series = course(staff, first_day=MONDAY, weekdays=[0], times=2)
    assert refusal(cancel_series, series, by=staff, reason=" ") == "no_reason"
    assert refusal(cancel_series, drafted(staff), by=staff, reason="雨") == "draft"
    with time_machine.travel(dt.datetime(2027, 3, 20, tzinfo=clock.HERE), tick=False):
        assert refusal(cancel_series, series, by=staff, reason="雨") == "nothing_to_come"
    cancel_series(series, by=staff, reason="雨")
    assert cancel_series(series, by=staff, reason="again").cancel_reason == "雨"
    assert refusal(change_series, EventSeries.objects.get(pk=series.pk), by=staff, title="别的") == "cancelled"


def test_a_draft_is_deleted_with_its_dates_and_gives_the_room_back(staff, room):
    series = in_room(room, staff)
    delete_series(series, by=staff)

    assert not Event.objects.exists()
    assert not Hold.objects.filter(kind="event").exists()
    assert refusal(delete_series, course(staff), by=staff) == "not_a_draft"


# --- One date -----------------------------------------------------------------------------------------------------


def test_what_is_changed_on_one_date_alone_is_remembered_until_it_is_as_the_series_says(staff):
    series = course(staff)
    date = dates_of(series)[1]
    change_event(date, by=staff, title="书法课：隶书", capacity=5)
    date.refresh_from_db()
    assert date.own_fields == ["capacity", "title"]

    change_event(date, by=staff, title=series.title)
    date.refresh_from_db()
    assert date.own_fields == ["capacity"]


def test_a_copy_of_a_date_stands_alone(staff):
    date = dates_of(course(staff))[0]
    change_event(date, by=staff, title="别的")
    copy = copy_event(Event.objects.get(pk=date.pk), by=staff)

    assert (copy.series, copy.series_day, copy.own_fields) == (None, None, [])


def test_a_draft_taken_out_by_itself_does_not_come_back(staff):
    series = drafted(staff, first_day=MONDAY, weekdays=[0], times=3)
    delete_draft(dates_of(series)[1], by=staff)
    change(series, by=staff, title="行书课")

    assert days(series) == on(1, 15)
    series.refresh_from_db()
    assert [(one["day"], one["why"]) for one in series.skipped] == [("2027-03-08", "left_out")]


def test_an_event_that_stands_alone_has_nothing_of_its_own(staff):
    event = EventFactory()
    change_event(event, by=staff, title="别的")
    event.refresh_from_db()
    assert event.own_fields == []


def test_a_single_date_is_refused_where_only_the_whole_course_is_offered(staff):
    series = course(staff, sign_up="course")
    by = ResidentFactory()

    assert refusal(register, dates_of(series)[0], person=by.person, by=by) == "only_course"
    assert register(dates_of(series)[0], person=by.person, by=staff).status == "registered"
