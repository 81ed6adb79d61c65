"""A room that two want at once, and the ledger without what keeps it from being given twice."""

import datetime as dt
from collections import Counter
from collections.abc import Iterator
from contextlib import contextmanager

import time_machine
from django.db import connection
from django.http import HttpResponse

from accounts.models import Person, User
from common.time import clock
from stations.actions.bookings import book_space
from stations.models import Booking, Hold, Occupancy, Space
from tests.factories import BookingFactory
from tests.support.pages import marks
from tests.support.raw_sql import emptied, execute

# What nobody can mean by a day or an hour.
NONSENSE = [
    "abc",
    "2026-13-01",
    "2026-02-30T10:00",
    "9999-01-01T10:00",
    "0001-01-01",
    "9" * 400,
    "２０２６",
]
# The trigger of the ledger that locks spaces before it holds them, and the words of its lock.
OF_HOLDS, LOCK = "pgtrigger_hold_occupies%", "FOR NO KEY UPDATE"


def at(hour, *, days=1):
    """That hour of tomorrow, or of the day in `days` days."""
    return clock.day_start(clock.today() + dt.timedelta(days=days)) + dt.timedelta(hours=hour)


def minutes_after(booking: Booking, minutes: int) -> time_machine.travel:
    """For `with`: so many minutes after the booking begins."""
    return time_machine.travel(booking.starts_at + dt.timedelta(minutes=minutes), tick=False)


def hours_of(response: HttpResponse) -> dict[str, str]:
    """Each hour that the page of a day shows, with its state."""
    return dict(zip(marks(response, "hour"), marks(response, "state"), strict=True))


def book(space: Space, by: User, start: int = 10) -> Booking:
    person = Person.objects.get(pk=by.person_id)
    return book_space(space, person=person, starts_at=at(start), ends_at=at(start + 1), purpose="gathering", by=by)


def missed(person: Person, *days_ago: int, **more: object) -> None:
    """The person did not come to a booking so many days ago."""
    for days in days_ago:
        BookingFactory(person=person, starts_at=at(10, days=-days), status="no_show", **more)


def given() -> Counter:
    return Counter(Occupancy.objects.values_list("hold__kind", flat=True))


@contextmanager
def replaced(function: str, part: str, by: str) -> Iterator[None]:
    """A trigger's function with a part of its text taken away."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_get_functiondef(oid) FROM pg_proc WHERE proname LIKE %s", [function])
        (source,) = cursor.fetchone()
    assert part in source
    execute(source.replace(part, by))
    try:
        yield
    finally:
        execute(source)


@contextmanager
def without_exclusion() -> Iterator[None]:
    """Take the ledger's exclusion constraint away; put it back once what was given twice is gone."""
    (exclusion,) = (one for one in Occupancy._meta.constraints if one.name == "occupancy_never_twice")
    with connection.schema_editor() as editor:
        editor.remove_constraint(Occupancy, exclusion)
    try:
        yield
    finally:
        emptied("events_registration", "events_event", "stations_booking", "stations_hold", "stations_occupancy")
        with connection.schema_editor() as editor:
            editor.add_constraint(Occupancy, exclusion)


def nothing_is_half() -> None:
    """Every booking that should hold its space does, leaf by leaf, and nothing else is held."""
    holding = Booking.objects.holding()
    assert Hold.objects.count() == holding.count()
    for booking in holding:
        space = booking.space
        leaves = list(space.parts.all()) or [space]
        assert sorted(booking.hold.occupancies.values_list("space", flat=True)) == [leaf.pk for leaf in leaves]


def statuses(*bookings: Booking) -> list[str]:
    """How the bookings stand in the database."""
    return [Booking.objects.get(pk=booking.pk).status for booking in bookings]
