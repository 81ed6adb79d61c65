"""Who is reminded of an event, and when."""

import datetime as dt

import pytest
import time_machine

from common.time import clock
from events.actions.events import cancel_event, change_event
from events.actions.registrations import cancel_by_link, confirm_coming
from events.actions.reminders import JUST_TOLD, REMIND_AHEAD, remind_parties
from tests.factories import EventFactory
from tests.support.registrations import fresh, heard, join

pytestmark = pytest.mark.django_db

DAY, HOUR, MINUTE = dt.timedelta(days=1), dt.timedelta(hours=1), dt.timedelta(minutes=1)


def reminded(person) -> int:
    return heard(person).count("event_reminder")


def test_who_registered_early_is_reminded_once_and_who_registered_late_not_at_all(staff):
    event = EventFactory(starts_at=clock.now() + 2 * DAY)
    full = EventFactory(starts_at=event.starts_at, capacity=1)
    early, _seated, waiting = join(event), join(full), join(full)
    with time_machine.travel(event.starts_at - DAY / 2, tick=False):
        late = join(event)
        assert remind_parties() == 2
        assert remind_parties() == 0

    assert [reminded(party.person) for party in (early, late, waiting)] == [1, 0, 0]


def test_events_that_are_cancelled_begun_or_still_far_are_not_reminded_of(staff):
    soon = {"starts_at": clock.now() + 2 * DAY}
    event, cancelled = EventFactory(**soon), EventFactory(**soon)
    far, begun = EventFactory(starts_at=clock.now() + 6 * DAY), EventFactory(starts_at=clock.now() + DAY)
    parties = [join(each) for each in (event, cancelled, far, begun)]
    cancel_event(cancelled, by=staff, reason="雨")
    with time_machine.travel(event.starts_at - DAY / 2, tick=False):
        remind_parties()

    assert [reminded(party.person) for party in parties] == [1, 0, 0, 0]


@pytest.mark.parametrize("ahead", REMIND_AHEAD)
@pytest.mark.parametrize(("later", "reminders"), [(-1, 1), (0, 0)])
def test_who_registers_shortly_before_a_reminder_or_later_has_read_all_of_it_in_the_confirmation(
    ahead, later, reminders
):
    event = EventFactory(starts_at=clock.now() + 5 * DAY)
    with time_machine.travel(event.starts_at - ahead - JUST_TOLD + later * MINUTE, tick=False):
        party = join(event)
    with time_machine.travel(event.starts_at - ahead + HOUR, tick=False):
        assert remind_parties() == reminders
    assert reminded(party.person) == reminders
    assert bool(fresh(party).reminded_at) == bool(reminders)


def test_who_registered_early_is_asked_three_days_before_and_one_day_before():
    event = EventFactory(starts_at=clock.now() + 9 * DAY)
    party = join(event)
    asked = []
    for hours in (73, 72, 71, 30, 25, 24, 23, 1):
        with time_machine.travel(event.starts_at - hours * HOUR, tick=False):
            asked.append(remind_parties())
    assert asked == [0, 1, 0, 0, 0, 1, 0, 0]
    assert reminded(party.person) == 2


def test_who_has_cancelled_or_waits_is_neither_asked_nor_marked(staff):
    event = EventFactory(starts_at=clock.now() + 5 * DAY, capacity=2)
    gone, comes, waits = join(event), join(event), join(event, seats=2)
    cancel_by_link(gone)
    with time_machine.travel(event.starts_at - DAY, tick=False):
        assert remind_parties() == 1
        later = event.starts_at + DAY
        change_event(event, by=staff, starts_at=later, ends_at=later + HOUR)
    assert [bool(fresh(party).reminded_at) for party in (gone, comes, waits)] == [False, True, False]


def test_the_reminder_leads_to_the_page_that_asks():
    event = EventFactory(starts_at=clock.now() + 4 * DAY)
    party = join(event)
    with time_machine.travel(event.starts_at - 3 * DAY, tick=False):
        remind_parties()
    notice = party.person.notifications.get(kind="event_reminder")
    assert notice.path == f"/events/answer/{party.answer_code}/"
    assert "不用密码" in notice.body


@pytest.mark.parametrize(("later", "reminders"), [(0, 0), (1, 1)])
def test_a_move_shortly_before_a_reminder_is_the_reminder(staff, later, reminders):
    event = EventFactory(starts_at=clock.now() + 5 * DAY)
    person = join(event).person
    with time_machine.travel(clock.now(), tick=False):
        starts_at = clock.now() + DAY + JUST_TOLD + later * MINUTE
        change_event(event, by=staff, starts_at=starts_at, ends_at=starts_at + DAY / 12)
    with time_machine.travel(starts_at - DAY / 2, tick=False):
        remind_parties()
    assert reminded(person) == reminders


def test_who_said_that_they_come_meant_the_time_that_it_had_then(staff):
    event = EventFactory(starts_at=clock.now() + 2 * DAY)
    party = confirm_coming(join(event))
    change_event(event, by=staff, title="新的名字")
    assert fresh(party).confirmed_at is not None
    later = event.starts_at + DAY
    change_event(event, by=staff, starts_at=later, ends_at=later + HOUR)
    assert fresh(party).confirmed_at is None


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
