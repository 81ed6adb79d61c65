"""The clock of a matter: hours by the clock, working days by the statutory calendar, hours of the office."""

import datetime as dt

import pytest

from common.time import clock
from grid.models import MatterKind
from grid.selectors.matter_clock import MatterClock
from tests.factories import CalendarDayFactory, CommunityFactory

pytestmark = pytest.mark.django_db


def at(text: str) -> dt.datetime:
    return dt.datetime.fromisoformat(text).replace(tzinfo=clock.HERE)


# 2026-11-30 is a Monday. The office is open from 8:30 to 17:30.
@pytest.mark.parametrize(
    ("reported", "receive_by"),
    [
        ("2026-11-30 09:00", "2026-11-30 11:00"),
        ("2026-11-30 06:00", "2026-11-30 10:30"),
        ("2026-11-30 16:30", "2026-12-01 09:30"),
        ("2026-11-30 15:30", "2026-11-30 17:30"),
        ("2026-11-30 22:00", "2026-12-01 10:30"),
        ("2026-12-04 17:00", "2026-12-07 10:00"),
        ("2026-12-05 12:00", "2026-12-07 10:30"),
    ],
)
def test_two_hours_of_the_office_leave_out_nights_and_weekends(reported, receive_by):
    asked = MatterClock(CommunityFactory(), at(reported))
    assert asked.receive_by(MatterKind(working_days=3)) == at(receive_by)


def test_an_emergency_is_received_before_it_is_due_also_at_night():
    asked = MatterClock(CommunityFactory(), at("2026-12-05 23:00"))
    kind = MatterKind(hours=2)
    assert asked.due_at(kind) == asked.receive_by(kind) == at("2026-12-06 01:00")


@pytest.mark.parametrize(
    ("days", "due"),
    [(1, "2026-12-02 00:00"), (3, "2026-12-04 00:00"), (7, "2026-12-10 00:00"), (15, "2026-12-22 00:00")],
)
def test_working_days_end_at_midnight_after_the_last_one(days, due):
    asked = MatterClock(CommunityFactory(), at("2026-11-30 09:00"))
    assert asked.due_at(MatterKind(working_days=days)) == at(due)


def test_the_communitys_own_calendar_counts():
    community = CommunityFactory()
    CalendarDayFactory(community=community, day=dt.date(2026, 12, 1), kind="off")
    CalendarDayFactory(community=community, day=dt.date(2026, 12, 5), kind="work")
    asked = MatterClock(community, at("2026-11-30 16:30"))
    assert asked.receive_by(MatterKind(working_days=3)) == at("2026-12-02 09:30")
    assert asked.due_at(MatterKind(working_days=4)) == at("2026-12-06 00:00")
