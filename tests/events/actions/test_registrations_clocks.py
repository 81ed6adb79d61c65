"""The queue goes by arrival, also where the clocks of several machines differ."""

import datetime as dt

import pytest
import time_machine

from accounts.models import User
from common.time import clock
from events.actions import registrations
from events.models import Event, Registration
from tests.factories import EventFactory, NeighbourFactory
from tests.support.registrations import join

pytestmark = pytest.mark.django_db


def arrive(event: Event, name: str, by: User) -> Registration:
    return join(event, person=NeighbourFactory(name=name), by=by)


def waiting(event: Event) -> list[str]:
    """The names of who waits, in the order of the queue."""
    return [row.person.name for row in event.registrations.waitlisted().in_queue_order().select_related("person")]


def queue_of_two_machines(event: Event, staff: User) -> list[str]:
    """Five arrive one after the other; every second one at a machine whose clock is five minutes behind."""
    now = clock.now()
    for number in range(5):
        behind = dt.timedelta(minutes=5) if number % 2 else dt.timedelta(0)
        with time_machine.travel(now + dt.timedelta(seconds=number) - behind, tick=False):
            arrive(event, f"第{number}位", staff)
    return waiting(event)


def test_the_queue_goes_by_arrival_whatever_the_clocks_of_the_machines_say(staff):
    event = EventFactory(capacity=1)
    arrive(event, "先到", staff)
    assert queue_of_two_machines(event, staff) == [f"第{number}位" for number in range(5)]
    positions = event.registrations.waitlisted().with_position().order_by("pk").values_list("position", flat=True)
    assert list(positions) == [1, 2, 3, 4, 5]


def test_control_by_the_clocks_alone_the_queue_is_another_one(staff, monkeypatch):
    event = EventFactory(capacity=1)
    arrive(event, "先到", staff)

    def by_the_clock(registration: Registration, *, last_queued_at: object, elder_waits: object) -> None:
        registration.status, registration.queued_at = "waitlisted", clock.now()

    monkeypatch.setattr(registrations, "seat_or_queue", by_the_clock)
    assert queue_of_two_machines(event, staff) != [f"第{number}位" for number in range(5)]


def test_who_takes_a_cancellation_back_comes_last_also_by_a_clock_behind(staff):
    event = EventFactory(capacity=1)
    arrive(event, "先到", staff)
    back, stays = arrive(event, "回来", staff), arrive(event, "在等", staff)
    registrations.cancel_registration(back, by=staff)
    arrive(event, "后来", staff)
    with time_machine.travel(clock.now() - dt.timedelta(minutes=5)):
        registrations.undo_cancellation(back, by=staff)
    assert stays
    assert waiting(event) == ["在等", "后来", "回来"]
