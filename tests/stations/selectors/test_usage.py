"""Use of rooms: every figure here is computed by hand from a week of records."""

import datetime as dt

import pytest
from django.db import connection
from django.db.backends.postgresql.psycopg_any import DateRange
from django.test.utils import CaptureQueriesContext
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from common.time import clock
from stations.models import Booking, Space
from stations.selectors.usage import StationsUse, UseFigures, UsePeriod, compare_use, use_heat_map
from tests.factories import (
    BookingFactory,
    CalendarDayFactory,
    CommunityFactory,
    DropInFactory,
    EventFactory,
    HoldFactory,
    OpeningExceptionFactory,
    SpaceFactory,
    StationFactory,
)
from tests.support.use_of_rooms import HOURS, MONDAY, WEEK, at, book, hold, hours, of, room

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("some_weeks_later")]


# --- One record each


def test_a_room_without_bookings_is_open_and_unused():
    assert of(room()) == (63, 0, 0)


@pytest.mark.parametrize(
    ("status", "booked", "used"),
    [
        ("requested", 0, 0),
        ("refused", 0, 0),
        ("cancelled", 0, 0),
        ("confirmed", 2, 0),
        ("no_show", 2, 0),
        ("checked_in", 2, 2),
        ("done", 2, 2),
    ],
)
def test_what_each_kind_of_booking_counts_for(status, booked, used):
    space = room()
    book(space, 0, 10, 12, status)
    assert of(space) == (63, booked, used)


def test_every_status_of_a_booking_is_weighed_above():
    (mark,) = test_what_each_kind_of_booking_counts_for.pytestmark
    assert {row[0] for row in mark.args[1]} == set(Booking.Status.values)


def test_the_buffer_after_a_booking_never_counts():
    space = room(buffer=30)
    book(space, 0, 10, 12)
    assert of(space) == (63, 2, 2)


def test_time_after_closing_counts_in_neither():
    space = room()
    book(space, 0, 17, 20)
    book(space, 1, 7, 10)
    assert of(space) == (63, 2, 2)


def test_maintenance_is_no_open_time():
    space = room()
    hold(space, 0, 9, 13, "maintenance")
    assert of(space) == (59, 0, 0)


def test_maintenance_after_closing_takes_nothing():
    space = room()
    hold(space, 0, 16, 23, "maintenance")
    assert of(space) == (61, 0, 0)


def test_an_event_is_booked_and_used():
    space = room()
    hold(space, 2, 14, 17, "event")
    assert of(space) == (63, 3, 3)


def test_an_event_that_was_never_published_or_was_called_off_is_not_used():
    space = room()
    EventFactory(space=space, draft=True, starts_at=at(2, 14), ends_at=at(2, 17))
    EventFactory(space=space, cancelled=True, starts_at=at(3, 14), ends_at=at(3, 17))
    assert of(space) == (63, 3, 0)


def test_a_booking_across_the_end_of_a_week_counts_in_both():
    space = room(hours=[(day, "00:00", "00:00") for day in range(7)])
    book(space, 6, 22, 25)
    found = StationsUse([space.station], UsePeriod(MONDAY, MONDAY + dt.timedelta(days=13)))
    assert [hours(found.of_space(space, week)) for week in found.period.mondays] == [(168, 2, 2), (168, 1, 1)]


def test_maintenance_over_weeks_counts_in_each():
    space = room()
    hold(space, -2, 0, 9 * 24, "maintenance")
    found = StationsUse([space.station], UsePeriod(MONDAY, MONDAY + dt.timedelta(days=13)))
    assert [hours(found.of_space(space, week)) for week in found.period.mondays] == [(0, 0, 0), (63, 0, 0)]


def test_an_hour_given_up_by_a_no_show_and_used_by_another_counts_once():
    space = room()
    book(space, 0, 10, 12, "no_show")
    book(space, 0, 11, 12, "done")
    assert of(space) == (63, 2, 1)


def test_maintenance_in_the_hours_of_a_no_show_is_neither_open_nor_booked():
    space = room()
    book(space, 0, 10, 12, "no_show")
    hold(space, 0, 11, 13, "maintenance")
    assert of(space) == (61, 1, 0)


def test_what_lies_in_other_weeks_does_not_count():
    space = room()
    book(space, -1, 10, 12)
    book(space, 7, 10, 12)
    assert of(space) == (63, 0, 0)


def test_a_booking_of_another_room_does_not_count():
    space = room()
    book(SpaceFactory(station=space.station), 0, 10, 12)
    assert of(space) == (63, 0, 0)


# --- Opening hours


def test_a_station_open_across_midnight_is_open_to_the_end_of_the_night():
    """Sunday 20 to 2 o'clock: four hours in this week, two in the next."""
    space = room(hours=[(6, "20:00", "02:00")])
    book(space, 6, 23, 25)
    assert of(space) == (6, 1, 1)  # two hours of the night of the Sunday before, four of this one
    after = UsePeriod(MONDAY + dt.timedelta(days=7), MONDAY + dt.timedelta(days=13))
    assert of(space, after) == (6, 1, 1)


def test_a_day_of_other_hours_opens_as_it_says():
    space = room()
    OpeningExceptionFactory(station=space.station, during=DateRange(MONDAY, MONDAY + dt.timedelta(days=1)))
    OpeningExceptionFactory(
        station=space.station,
        during=DateRange(MONDAY + dt.timedelta(days=1), MONDAY + dt.timedelta(days=2)),
        opens=dt.time(9),
        closes=dt.time(12),
    )
    book(space, 0, 10, 12)
    book(space, 1, 11, 13)
    assert of(space) == (63 - 9 - 6, 1, 1)


def test_a_statutory_holiday_has_the_hours_entered_for_holidays():
    station = StationFactory(hours=[*HOURS, (7, "09:00", "10:00")], own_holiday_hours=True)
    CalendarDayFactory(community=station.community, day=MONDAY + dt.timedelta(days=2))
    assert of(SpaceFactory(station=station)) == (55, 0, 0)


def test_the_running_week_counts_up_to_now():
    """Friday noon: four days of nine hours, and three."""
    space = room()
    book(space, 14, 10, 12)
    book(space, 18, 11, 13, "checked_in")
    book(space, 18, 15, 16, "confirmed")
    assert of(space, UsePeriod.weeks_until_now(1)) == (39, 3, 3)


def test_a_period_that_has_not_begun_has_no_figures():
    space = room()
    coming = UsePeriod(clock.today() + dt.timedelta(days=7), clock.today() + dt.timedelta(days=13))
    assert StationsUse([space.station], coming).of_space(space) == UseFigures()


# --- Wholes, stations, weeks


@pytest.fixture
def hall():
    whole = room(name="大厅")
    for name in ("左厅", "右厅"):
        SpaceFactory(station=whole.station, part_of=whole, name=name)
    return whole


def test_the_time_of_a_whole_counts_on_each_of_its_parts(hall):
    left, right = hall.parts.order_by("pk")
    book(hall, 0, 10, 12)
    book(left, 1, 10, 13)
    found = StationsUse([hall.station], WEEK)
    assert hours(found.of_space(left)) == (63, 5, 5)
    assert hours(found.of_space(right)) == (63, 2, 2)
    assert hours(found.of_space(hall)) == (126, 7, 7)
    assert found.of_station(hall.station) == found.of_space(hall) == found.total()


def test_an_event_in_a_whole_and_maintenance_in_a_part(hall):
    left, _right = hall.parts.order_by("pk")
    hold(hall, 0, 9, 12, "event")
    hold(left, 1, 9, 18, "maintenance")
    assert of(hall) == (126 - 9, 6, 6)


def test_a_room_no_longer_in_use_has_no_figures_but_a_part_of_one_in_use_has(hall):
    hall.parts.update(active=False)
    SpaceFactory(station=hall.station, active=False)
    assert hours(StationsUse([hall.station], WEEK).of_station(hall.station)) == (126, 0, 0)


def test_a_room_into_which_people_just_come_has_no_part_in_the_rate_of_the_station():
    space = room()
    lounge = SpaceFactory(station=space.station, use=Space.Use.DROP_IN)
    book(space, 0, 10, 12)
    hold(lounge, 0, 10, 12, "event")
    found = StationsUse([space.station], WEEK)
    assert hours(found.of_station(space.station)) == (63, 2, 2)
    assert hours(found.of_space(lounge)) == (63, 2, 2)
    assert (found.is_rated(space), found.is_rated(lounge)) == (True, False)


def test_visits_without_booking_are_person_times_of_their_week(hall):
    left, _right = hall.parts.order_by("pk")
    for space, day, people in ((hall, 0, 3), (left, 6, 2), (left, 7, 5), (left, -1, 7)):
        DropInFactory(space=space, at=at(day, 23), people=people)
    found = StationsUse([hall.station], UsePeriod(MONDAY, MONDAY + dt.timedelta(days=13)))
    assert found.of_space(left).people == 7
    assert found.of_space(hall, MONDAY).people == 5
    assert found.of_station(hall.station).people == 10


def test_weeks_add_up_to_the_period():
    space = room()
    book(space, 0, 10, 12)
    book(space, 8, 10, 11)
    found = StationsUse([space.station], UsePeriod(MONDAY, MONDAY + dt.timedelta(days=13)))
    weeks = [found.of_space(space, week) for week in found.period.mondays]
    assert [hours(use) for use in weeks] == [(63, 2, 2), (63, 1, 1)]
    assert sum(weeks, UseFigures()) == found.of_space(space)


def test_rates_are_used_and_booked_by_open():
    use = UseFigures(open=dt.timedelta(hours=40), booked=dt.timedelta(hours=20), used=dt.timedelta(hours=9))
    assert (use.use_percent, use.booked_percent) == (22, 50)
    assert (UseFigures().use_percent, UseFigures().booked_percent) == (None, None)


# --- The heat map


def test_the_heat_map_says_when_the_room_is_used():
    space = room()
    book(space, 0, 9.5, 11.25)
    cells = use_heat_map(space, UsePeriod(MONDAY, MONDAY + dt.timedelta(days=13)))
    assert len(cells) == 7 * 9
    assert hours(cells[0, 9]) == (2, 0.5, 0.5)
    assert hours(cells[0, 10]) == (2, 1, 1)
    assert hours(cells[0, 11]) == (2, 0.25, 0.25)
    assert hours(cells[1, 9]) == (2, 0, 0)


def test_the_hours_after_midnight_are_those_of_the_next_weekday():
    space = room(hours=[(4, "22:30", "01:30")])
    cells = use_heat_map(space, WEEK)
    assert {cell: hours(use)[0] for cell, use in cells.items()} == {(4, 22): 0.5, (4, 23): 1, (5, 0): 1, (5, 1): 0.5}


def test_a_room_put_out_of_use_keeps_its_past():
    """Alone, or as a part; one that nobody used in the period is not counted, whatever was repaired in it."""
    space = room()
    book(space, 0, 9, 18)
    hall = SpaceFactory(station=space.station)
    left = SpaceFactory(station=space.station, part_of=hall)
    SpaceFactory(station=space.station, part_of=hall)
    hold(left, 1, 9, 12, "event")
    repaired = SpaceFactory(station=space.station)
    hold(repaired, 1, 9, 12, "maintenance")
    book(repaired, 7, 9, 12)  # in the week after
    Space.objects.update(active=False)
    space.refresh_from_db()
    found = StationsUse([space.station], WEEK)
    assert hours(found.of_space(space)) == (63, 9, 9)
    assert hours(found.of_space(left)) == (63, 3, 3)
    assert hours(found.of_station(space.station)) == (126, 12, 12)
    assert hours(use_heat_map(space, WEEK)[0, 9]) == (1, 1, 1)


def test_a_no_show_is_of_the_past_of_a_room_too():
    space = room(active=False)
    book(space, 0, 9, 18, status="no_show")
    assert hours(StationsUse([space.station], WEEK).of_space(space)) == (63, 9, 0)


# --- Before and after


def test_two_periods_are_compared_in_points():
    space = room()
    book(space, 0, 9, 18)
    for day in (7, 8, 9):
        book(space, day, 9, 18)
    after = UsePeriod(MONDAY + dt.timedelta(days=7), MONDAY + dt.timedelta(days=13))
    found = compare_use(space.station, WEEK, after, space=space)
    assert (found.before.use.use_percent, found.after.use.use_percent) == (14, 43)
    assert (found.points, found.is_hardly_any) == (29, False)
    assert [week for week, _use in found.after.weeks] == [after.first]


def test_a_period_of_few_open_hours_says_nothing():
    space = room()
    book(space, 0, 9, 18)
    found = compare_use(space.station, UsePeriod(MONDAY, MONDAY), WEEK)
    assert (found.says_something, found.points) == (False, None)


def test_a_small_difference_is_called_hardly_any():
    space = room()
    book(space, 0, 9, 10)
    after = UsePeriod(MONDAY + dt.timedelta(days=7), MONDAY + dt.timedelta(days=13))
    assert compare_use(space.station, WEEK, after).is_hardly_any


# --- Whatever the records say

quarter = st.integers(0, 7 * 96 - 1)
record = st.tuples(
    st.sampled_from(["event", "maintenance", "no_show", "confirmed", "checked_in", "done"]),
    st.sampled_from(["whole", "left", "right"]),
    quarter,
    st.integers(1, 40),
)


@settings(max_examples=25, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.lists(record, max_size=12), st.booleans())
def test_used_is_never_more_than_booked_nor_booked_more_than_open(records, by_night):
    from django.db import IntegrityError, transaction

    with transaction.atomic():
        whole = room(hours=[(day, "18:00", "03:00") for day in range(7)] if by_night else HOURS)
        left, right = (SpaceFactory(station=whole.station, part_of=whole) for _side in range(2))
        spaces = {"whole": whole, "left": left, "right": right}
        for kind, name, start, length in records:
            span = {"starts_at": at(0, start / 4), "ends_at": at(0, (start + length) / 4)}
            try:
                with transaction.atomic():
                    if kind in ("event", "maintenance"):
                        HoldFactory(space=spaces[name], kind=kind, **span)
                    else:
                        BookingFactory(space=spaces[name], status=kind, **span)
            except IntegrityError:
                continue  # somebody else has it
        period = UsePeriod(MONDAY - dt.timedelta(days=1), MONDAY + dt.timedelta(days=9))
        found = StationsUse([whole.station], period)
        for space in (left, right):
            use = found.of_space(space)
            assert dt.timedelta(0) <= use.used <= use.booked <= use.open
            cells = use_heat_map(space, period)
            assert sum((cell.used for cell in cells.values()), dt.timedelta(0)) == use.used
            assert sum((cell.open for cell in cells.values()), dt.timedelta(0)) == use.open
            assert all(cell.used <= cell.booked <= cell.open for cell in cells.values())
        assert found.of_space(whole) == found.of_space(left) + found.of_space(right)
        transaction.set_rollback(True)


# --- Cost


def queries(work):
    with CaptureQueriesContext(connection) as caught:
        work()
    return len(caught)


@pytest.mark.parametrize("number", [1, 3])
def test_the_number_of_queries_depends_on_neither_weeks_nor_spaces_nor_stations(number):
    community = CommunityFactory()
    for _station in range(number):
        station = StationFactory(community=community)
        for _space in range(number):
            book(SpaceFactory(station=station), 0, 10, 12)
    stations = list(community.stations.all())
    assert queries(lambda: StationsUse(stations, UsePeriod.weeks_until_now(number)).total()) == 8
    space = Space.objects.select_related("station").filter(station=station).first()
    assert queries(lambda: use_heat_map(space, UsePeriod.weeks_until_now(number))) == 7
