"""The work of the clock passes by what somebody holds, and takes it up the next time."""

import datetime as dt

import pytest
import time_machine
from django.db.models import Model

from events.actions.reminders import remind_parties
from stations.actions.bookings import end_unanswered
from stations.actions.check_in import end_what_is_over, release_no_shows
from stations.actions.reminders import send_booking_reminders
from tests.factories import BookingFactory, EventFactory, RegistrationFactory
from tests.support.racing import while_open

pytestmark = pytest.mark.django_db(transaction=True)

HOUR = dt.timedelta(hours=1)

# What is due: the action, a row of it, and how many hours after the row begins.
DUE = {
    "a request that nobody answered": (end_unanswered, lambda: BookingFactory(status="requested"), 1),
    "a party that did not come": (release_no_shows, BookingFactory, 1),
    "a party that came": (end_what_is_over, lambda: BookingFactory(status="checked_in"), 2),
    "a booking tomorrow": (send_booking_reminders, BookingFactory, -1),
    "an event tomorrow": (remind_parties, lambda: RegistrationFactory(event=EventFactory()), -1),
}


def held(row: Model) -> None:
    type(row)._default_manager.select_for_update(no_key=True).get(pk=row.pk)


@pytest.mark.parametrize("what", DUE)
def test_what_somebody_holds_is_left_for_the_next_time_and_nothing_waits(what):
    act, make, hours = DUE[what]
    row = make()
    begins = row.event.starts_at if hasattr(row, "event") else row.starts_at
    with time_machine.travel(begins + hours * HOUR, tick=False):
        waited, done = while_open(lambda: held(row), act)
        assert (waited, done) == (False, 0)
        assert act() == 1
