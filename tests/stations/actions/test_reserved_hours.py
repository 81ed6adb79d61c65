"""Idle hours are opened to residents from today on, and kept for the station again."""

import datetime as dt

import pytest
import time_machine
from django.db.backends.postgresql.psycopg_any import DateRange

from common.exceptions import Refused
from common.time import clock
from stations.actions.bookings import book_space
from stations.actions.reserved_hours import keep_reserved_hours, open_reserved_hours
from stations.models import Booking, ReservedHours
from tests.factories import OrgUnitFactory, ReservedHoursFactory, ResidentFactory, SpaceFactory, officer
from tests.support.refusals import refused

pytestmark = pytest.mark.django_db

EARLIER = dt.date(2026, 1, 1)
MIDNIGHT = dt.time(0)


@pytest.fixture(autouse=True)
def _a_friday():
    with time_machine.travel("2026-11-20T12:00:00+08:00", tick=False):
        yield


@pytest.fixture
def space():
    return SpaceFactory()


@pytest.fixture
def office(space):
    return officer("office_worker", OrgUnitFactory(community=space.station.community))


def keep(space, starts, ends, during=None):
    times = {"starts": dt.time(starts), "ends": dt.time(ends)}
    return ReservedHoursFactory(space=space, day=0, during=during or DateRange(EARLIER, None), **times)


def opened(space, office, starts, ends):
    return open_reserved_hours(space, day=0, starts=dt.time(starts), ends=dt.time(ends), by=office)


def in_force(space):
    """(from, until) of the hours kept from today on, in order."""
    rows = ReservedHours.objects.filter(space=space, during__contains=clock.today())
    return sorted((row.starts.hour, row.ends.hour) for row in rows)


def test_whole_hours_are_opened_and_stay_in_the_records_as_ended(space, office):
    row = keep(space, 9, 12)
    opened(space, office, 9, 12)
    assert in_force(space) == []
    row.refresh_from_db()
    assert row.during == DateRange(EARLIER, clock.today())


@pytest.mark.parametrize(
    ("starts", "ends", "left"),
    [(9, 10, [(10, 12)]), (11, 12, [(9, 11)]), (10, 11, [(9, 10), (11, 12)]), (8, 10, [(10, 12)]), (8, 0, [])],
)
def test_what_remains_of_split_hours_is_kept_on(space, office, starts, ends, left):
    keep(space, 9, 12)
    opened(space, office, starts, ends)
    assert in_force(space) == left


def test_hours_that_only_touch_the_opened_ones_stay_as_they_are(space, office):
    rows = [keep(space, 7, 9), keep(space, 12, 0), ReservedHoursFactory(space=space, day=1)]
    other = keep(SpaceFactory(station=space.station), 9, 12)
    assert opened(space, office, 9, 12) == []
    for row in (*rows, other):
        before = row.during
        row.refresh_from_db()
        assert row.during == before


def test_opening_twice_changes_nothing_more(space, office):
    keep(space, 8, 12)
    opened(space, office, 9, 10)
    before = set(ReservedHours.objects.values_list("pk", "starts", "ends", "during"))
    assert opened(space, office, 9, 10) == []
    assert set(ReservedHours.objects.values_list("pk", "starts", "ends", "during")) == before


def test_hours_that_are_to_be_kept_later_are_opened_too(space, office):
    coming = clock.today() + dt.timedelta(days=10)
    keep(space, 9, 12, DateRange(coming, None))
    opened(space, office, 9, 11)
    (row,) = ReservedHours.objects.all()
    assert (row.starts, row.ends, row.during) == (dt.time(11), dt.time(12), DateRange(coming, None))


def test_residents_may_book_what_was_opened(space, office):
    resident = ResidentFactory()
    monday = clock.day_start(dt.date(2026, 11, 23))
    keep(space, 8, 12)

    def book():
        return book_space(
            space,
            person=resident.person,
            starts_at=monday + dt.timedelta(hours=9),
            ends_at=monday + dt.timedelta(hours=10),
            purpose="gathering",
            by=resident,
        )

    with refused("reserved"):
        book()
    opened(space, office, 9, 10)
    assert book().status == Booking.Status.CONFIRMED


@pytest.mark.parametrize(("starts", "ends"), [(9, 11), (8, 12), (10, 0)])
def test_keeping_the_hours_again_undoes_the_opening(space, office, starts, ends):
    keep(space, 8, 0)
    opened(space, office, starts, ends)
    keep_reserved_hours(space, day=0, starts=dt.time(starts), ends=dt.time(ends), by=office)
    hours = {hour for start, end in in_force(space) for hour in range(start, end or 24)}
    assert hours == set(range(8, 24))


def test_hours_of_a_sunday_are_kept_and_opened(space, office):
    sunday = {"day": 6, "starts": dt.time(9), "ends": dt.time(12), "by": office}
    for act in (keep_reserved_hours, open_reserved_hours):
        assert [(row.day, row.starts, row.ends) for row in act(space, **sunday)] == [(6, dt.time(9), dt.time(12))]


def test_hours_are_never_kept_twice(space, office):
    keep(space, 9, 10)
    for _twice in range(2):
        keep_reserved_hours(space, day=0, starts=dt.time(8), ends=dt.time(12), by=office)
    assert in_force(space) == [(8, 9), (9, 10), (10, 12)]


@pytest.mark.parametrize(
    ("days", "added"),
    [((-9, None), []), ((0, None), []), ((-9, 9), [(9, 12)]), ((9, None), [(9, 12)])],
    ids=["for long", "since today", "until a day", "from a day on"],
)
def test_only_what_is_kept_today_and_without_an_end_is_kept_already(space, office, days, added):
    since, until = (None if day is None else clock.today() + dt.timedelta(days=day) for day in days)
    keep(space, 9, 12, DateRange(since, until))
    rows = keep_reserved_hours(space, day=0, starts=dt.time(9), ends=dt.time(12), by=office)
    assert [(row.starts.hour, row.ends.hour) for row in rows] == added
    assert {row.during for row in rows} <= {DateRange(clock.today(), None)}


@pytest.mark.parametrize("act", [open_reserved_hours, keep_reserved_hours])
def test_only_who_runs_the_station_changes_its_own_hours(space, office, act):
    keep(space, 9, 12)
    elsewhere = officer("office_worker", OrgUnitFactory(community__name="别的社区"))
    for user in (ResidentFactory(), officer("receptionist", space.station), elsewhere):
        with pytest.raises(Refused) as refusal:
            act(space, day=0, starts=dt.time(8), ends=dt.time(12), by=user)
        assert refusal.value.code == "not_allowed"
    assert in_force(space) == [(9, 12)]


@pytest.mark.parametrize(
    ("day", "starts", "ends"),
    [(7, 9, 10), (-1, 9, 10), (0, 10, 10), (0, 10, 9)],
    ids=["late", "early", "none", "back"],
)
def test_hours_out_of_order_are_refused(space, office, day, starts, ends):
    for act in (open_reserved_hours, keep_reserved_hours):
        with refused("unknown_day" if day not in range(7) else "ends_before"):
            act(space, day=day, starts=dt.time(starts), ends=dt.time(ends), by=office)
