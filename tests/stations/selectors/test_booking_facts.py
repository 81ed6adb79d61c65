"""What is read by hand-written SQL, against the same read by the ORM."""

import datetime as dt

import pytest
import time_machine
from django.db import connection
from django.db.backends.postgresql.psycopg_any import DateRange
from django.test.utils import CaptureQueriesContext

from accounts.actions.consent import withdraw_consent
from accounts.rules.consent import has_consent
from common.time import clock
from stations.actions.bookings import book_space
from stations.actions.holds import locked_space, locked_space_and_person
from stations.models import Booking, Occupancy, OpeningException, ReservedHours, Space
from stations.selectors.availability import Availability
from stations.selectors.booking_facts import booking_facts_of
from stations.selectors.no_shows import booking_pauses
from stations.selectors.opening_hours import DAY, Hours, Span, opening_span
from tests.factories import (
    BookingFactory,
    HoldFactory,
    NeighbourFactory,
    OpeningExceptionFactory,
    PersonFactory,
    ReservedHoursFactory,
    ResidenceFactory,
    ResidentFactory,
    SpaceFactory,
    agree,
)

pytestmark = pytest.mark.django_db
# A Tuesday, noon in Shanghai.
NOON = dt.datetime(2026, 11, 24, 4, tzinfo=dt.UTC)


@pytest.fixture(autouse=True)
def _tuesday_noon():
    with time_machine.travel(NOON, tick=False):
        yield


def at(hour, *, days=1):
    return clock.day_start(clock.today() + dt.timedelta(days=days)) + dt.timedelta(hours=hour)


def hall():
    """A hall of two parts at a station where much is going on."""
    whole = SpaceFactory()
    parts = [SpaceFactory(station=whole.station, part_of=whole) for _part in range(2)]
    other = SpaceFactory(station=whole.station)
    OpeningExceptionFactory(station=whole.station, during=DateRange(clock.today() + 2 * DAY, clock.today() + 3 * DAY))
    opens = OpeningException(station=whole.station, reason="短", opens=dt.time(9), closes=dt.time(12))
    opens.during = DateRange(clock.today() + 4 * DAY, clock.today() + 6 * DAY)
    opens.save()
    tomorrow = clock.today() + DAY
    for space in (whole, parts[0], other):
        ReservedHoursFactory(space=space, day=tomorrow.weekday(), starts=dt.time(8), ends=dt.time(9))
    ReservedHoursFactory(space=whole, day=tomorrow.weekday(), during=DateRange(clock.today() - 9 * DAY, tomorrow))
    BookingFactory(space=parts[0], starts_at=at(10))
    BookingFactory(space=parts[1], starts_at=at(14))
    BookingFactory(space=other, starts_at=at(16))
    HoldFactory(space=whole, starts_at=at(18), ends_at=at(20), buffer=30)
    return whole, *parts, other


def test_availability_is_what_the_orm_says():
    for space in hall():
        first, last = clock.today(), clock.today() + 6 * DAY
        with CaptureQueriesContext(connection) as queries:
            free = Availability(space, first, last)
            _read = free.taken, free.reserved
        assert len(queries) == 1
        hours = Hours([space.station], first, last + DAY)
        days = [first + n * DAY for n in range(-1, 8)]
        assert [free.hours.on(space.station, day) for day in days] == [hours.on(space.station, day) for day in days]
        for day in days:
            mine, theirs = (one.exception(space.station, day) for one in (free.hours, hours))
            assert (mine and mine.reason) == (theirs and theirs.reason)
            assert free.hours.is_holiday(space.station, day) == hours.is_holiday(space.station, day)
        occupied = Occupancy.objects.at(space, free.start - DAY, free.end + DAY)
        assert free.busy == sorted(Span(one.during.lower, one.during.upper) for one in occupied)
        assert free.busy
        rows = list(ReservedHours.objects.at_same_place(space))
        days = [first + n * DAY for n in range((last - first).days + 2)]
        assert free.reserved == sorted(
            opening_span(day, row.starts, row.ends)
            for day in days
            for row in rows
            if row.day == day.weekday() and day in row.during
        )


def test_a_hold_that_does_not_count_is_left_out():
    space = SpaceFactory()
    booking = BookingFactory(space=space, starts_at=at(10))
    assert Availability(space, clock.today(), clock.today() + DAY).busy
    assert not Availability(space, clock.today(), clock.today() + DAY, ignored_hold=booking.hold_id).busy


def test_what_was_taken_a_moment_ago_is_seen_when_it_is_read_again():
    space = SpaceFactory()
    free = Availability(space, clock.today(), clock.today() + DAY)
    booking = BookingFactory(space=space, starts_at=at(10))
    assert (free.busy, free.read_again().busy) == ([], [Span(booking.starts_at, booking.ends_at)])


def facts(space, user, start=10, *, booking=None):
    asked = booking or Booking(space=space, person=user.person, starts_at=at(start), ends_at=at(start + 1))
    return booking_facts_of(asked, by=user)


def test_the_facts_of_a_booking_are_read_in_one_statement():
    space, user = SpaceFactory(), ResidentFactory()
    with CaptureQueriesContext(connection) as queries:
        facts(space, user)
    assert len(queries) == 1


def test_consent_of_the_person_and_of_who_acts_is_read():
    space, user, person = SpaceFactory(), ResidentFactory(), PersonFactory()
    booking = Booking(space=space, person=person, starts_at=at(10), ends_at=at(11))

    def agreed():
        read = facts(space, user, booking=booking)
        assert (read.has_agreed, read.reader_has_agreed) == (has_consent(person), has_consent(user.person))
        return read.has_agreed, read.reader_has_agreed

    assert agreed() == (False, True)
    agree(person)
    assert agreed() == (True, True)
    withdraw_consent(user.person, by=user)
    assert agreed() == (True, False)


def test_who_lives_in_the_community_is_a_resident():
    space, user = SpaceFactory(audience=Space.Audience.RESIDENTS), ResidentFactory()
    assert facts(space, user).not_a_resident
    ResidenceFactory(person=user.person, building__community=space.station.community)
    assert not facts(space, user).not_a_resident


def test_no_shows_pause_as_the_orm_says():
    user = ResidentFactory()
    for days in (3, 20, 30):
        BookingFactory(person=user.person, starts_at=at(10, days=-days), status="no_show", hold=None)
        BookingFactory(
            person=user.person, starts_at=at(14, days=-days), status="no_show", hold=None, for_neighbour=True
        )
    found = facts(SpaceFactory(), user)
    assert len(found.missed) == 3
    assert found.paused_until is not None
    assert found.paused_until == booking_pauses([user.person_id])[user.person_id]


def test_what_the_person_has_there_already_is_seen_but_for_the_booking_itself():
    space, user = SpaceFactory(), ResidentFactory()
    booking = BookingFactory(space=space, person=user.person, starts_at=at(10), ends_at=at(11))
    BookingFactory(space=SpaceFactory(), person=user.person, starts_at=at(10))
    BookingFactory(space=space, starts_at=at(12))
    assert facts(space, user).asked_already
    assert not facts(space, user, start=11).asked_already
    assert facts(space, user, start=15).this_week == 1
    itself = facts(space, user, booking=booking)
    assert (itself.asked_already, itself.this_week) == (False, 0)


def test_rivals_are_requests_for_the_same_place_and_time():
    whole = SpaceFactory(needs_approval=True, buffer=30)
    part = SpaceFactory(station=whole.station, part_of=whole, needs_approval=True)
    user = ResidentFactory()
    asked = BookingFactory(space=part, starts_at=at(10), ends_at=at(11), status="requested", hold=None)
    assert facts(whole, user).rivals
    assert facts(part, user).rivals
    # Thirty minutes are kept free after it.
    assert facts(whole, user, start=9).rivals
    assert not facts(whole, user, start=11).rivals
    assert not facts(SpaceFactory(), user).rivals
    assert not facts(part, user, booking=asked).rivals


def test_a_locked_space_and_person_are_what_the_orm_reads():
    space, user = SpaceFactory(), ResidentFactory()
    nobody = NeighbourFactory()
    for person in (user.person, nobody):
        locked, found = locked_space_and_person(space, person)
        for mine, theirs in (
            (locked, Space.objects.get(pk=space.pk)),
            (locked.station, space.station),
            (locked_space(space), space),
            (found, person),
        ):
            assert mine == theirs
            theirs.refresh_from_db()
            names = [field.attname for field in mine._meta.concrete_fields]
            assert [getattr(mine, name) for name in names] == [getattr(theirs, name) for name in names]
        assert getattr(found, "user", None) == (user if person == user.person else None)


def test_a_booking_and_its_hold_are_what_is_saved_and_the_trail_says_by_whom():
    space, user = SpaceFactory(buffer=15), ResidentFactory()
    booking = book_space(
        space,
        person=user.person,
        starts_at=at(10),
        ends_at=at(11),
        purpose="games",
        party_size=2,
        remark=" 带象棋 ",
        by=user,
    )
    saved = Booking.objects.select_related("hold").get()
    names = [field.attname for field in Booking._meta.concrete_fields if not field.generated]
    assert [getattr(booking, name) for name in names] == [getattr(saved, name) for name in names]
    assert (saved.hold.space_id, saved.hold.kind, saved.hold.buffer, saved.hold.by_id) == (
        space.pk,
        "booking",
        15,
        user.pk,
    )
    for row in (saved, saved.hold):
        assert row.history.get().pgh_context.metadata["user"] == user.pk


def test_a_resident_who_keeps_to_the_limits_costs_six_statements_and_no_look_at_rights():
    space, user = SpaceFactory(weekly_limit=3), ResidentFactory(email="wang@portal.example")
    with CaptureQueriesContext(connection) as queries:
        book_space(space, person=user.person, starts_at=at(10), ends_at=at(11), purpose="games", by=user)
    sent = [one["sql"] for one in queries if "SAVEPOINT" not in one["sql"]]
    assert len(sent) == 6
    assert not any("appointment" in sql for sql in sent)
