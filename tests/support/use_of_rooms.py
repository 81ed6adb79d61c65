"""A week of records of one room, and what was used of it."""

import datetime as dt

from common.time import clock
from stations.selectors.usage import StationsUse, UsePeriod
from tests.factories import BookingFactory, EventFactory, HoldFactory, SpaceFactory, StationFactory

MONDAY = dt.date(2026, 11, 2)
WEEK = UsePeriod(MONDAY, MONDAY + dt.timedelta(days=6))
# Every day from 9 to 18: 63 hours a week.
HOURS = [(day, "09:00", "18:00") for day in range(7)]


def at(day, hour):
    """`hour` o'clock (also 10.5, or 25 for one in the night after) on the day of the week from 0 for Monday."""
    return clock.day_start(MONDAY + dt.timedelta(days=day)) + dt.timedelta(hours=hour)


def room(**more):
    return SpaceFactory(station=StationFactory(hours=more.pop("hours", HOURS)), **more)


def book(space, day, start, end, status="done", **more):
    return BookingFactory(space=space, starts_at=at(day, start), ends_at=at(day, end), status=status, **more)


def hold(space, day, start, end, kind):
    when = {"starts_at": at(day, start), "ends_at": at(day, end)}
    return EventFactory(space=space, **when).hold if kind == "event" else HoldFactory(space=space, kind=kind, **when)


def hours(use):
    """(open, booked, used) in hours."""
    hour = dt.timedelta(hours=1)
    return use.open / hour, use.booked / hour, use.used / hour


def of(space, period=WEEK):
    return hours(StationsUse([space.station], period).of_space(space))
