"""Who is reminded of an event, and when."""

import datetime as dt

import pytest
import time_machine

from common.time import clock
from events.actions.events import cancel_event, change_event
from events.actions.reminders import REMIND_WITHIN, remind_parties
from tests.factories import EventFactory
from tests.support.registrations import heard, join

pytestmark = pytest.mark.django_db

DAY, MINUTE = dt.timedelta(days=1), dt.timedelta(minutes=1)


def reminded(person) -> int:
    return heard(person).count("event_reminder")


def test_who_registered_early_is_reminded_once_and_who_registered_late_not_at_all(staff):
    event = EventFactory(starts_at=clock.now() + 2 * DAY)
    full = EventFactory(starts_at=event.starts_at, capacity=1)
    early, _seated, waiting = join(event), join(full), join(full)
    with time_machine.travel(event.starts_at - DAY / 2, tick=False):
        late = join(event)
        assert remind_parties() == 3
        assert remind_parties() == 0

    assert [reminded(party.person) for party in (early, late, waiting)] == [1, 0, 0]


def test_events_that_are_cancelled_begun_or_still_far_are_not_reminded_of(staff):
    soon = {"starts_at": clock.now() + 2 * DAY}
    event, cancelled = EventFactory(**soon), EventFactory(**soon)
    far, begun = EventFactory(starts_at=clock.now() + 4 * DAY), EventFactory(starts_at=clock.now() + DAY)
    parties = [join(each) for each in (event, cancelled, far, begun)]
    cancel_event(cancelled, by=staff, reason="雨")
    with time_machine.travel(event.starts_at - DAY / 2, tick=False):
        remind_parties()

    assert [reminded(party.person) for party in parties] == [1, 0, 0, 0]


@pytest.mark.parametrize(("later", "reminders"), [(-1, 1), (0, 0)])
def test_who_registers_in_the_last_day_is_not_reminded(later, reminders):
    event = EventFactory(starts_at=clock.now() + 5 * DAY)
    with time_machine.travel(event.starts_at - REMIND_WITHIN + later * MINUTE, tick=False):
        party = join(event)
    with time_machine.travel(event.starts_at - DAY / 2, tick=False):
        assert remind_parties() == 1
    assert reminded(party.person) == reminders


@pytest.mark.parametrize(("later", "reminders"), [(0, 0), (1, 1)])
def test_a_move_to_the_last_moment_of_the_day_before_is_the_reminder(staff, later, reminders):
    event = EventFactory(starts_at=clock.now() + 5 * DAY)
    person = join(event).person
    with time_machine.travel(clock.now(), tick=False):
        starts_at = clock.now() + REMIND_WITHIN + later * MINUTE
        change_event(event, by=staff, starts_at=starts_at, ends_at=starts_at + DAY / 12)
    with time_machine.travel(starts_at - DAY / 2, tick=False):
        remind_parties()
    assert reminded(person) == reminders


def test_a_moved_event_is_reminded_of_again_unless_the_move_itself_is_the_reminder(staff):
    event = EventFactory(starts_at=clock.now() + 2 * DAY)
    person = join(event).person
    with time_machine.travel(event.starts_at - DAY / 2, tick=False):
        remind_parties()
        later = event.starts_at + 7 * DAY
        change_event(event, by=staff, starts_at=later, ends_at=later + DAY / 12)
    with time_machine.travel(later - DAY / 2, tick=False):
        remind_parties()
        assert reminded(person) == 2
        hour_later = later + DAY / 24
        change_event(event, by=staff, starts_at=hour_later, ends_at=hour_later + DAY / 12)
        remind_parties()

    assert reminded(person) == 2


def test_reminders_go_in_batches():
    event = EventFactory(starts_at=clock.now() + 2 * DAY)
    for _ in range(3):
        join(event)
    with time_machine.travel(event.starts_at - DAY / 2, tick=False):
        assert [remind_parties(at_most=2) for _ in range(3)] == [2, 1, 0]
