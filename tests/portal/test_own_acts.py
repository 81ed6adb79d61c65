"""What one has just done oneself is no news: that notice is kept as read. What others have done stays unread."""

import datetime as dt
from collections.abc import Callable

import pytest

from accounts.models import Notification, Person, User
from common.time import clock
from common.time.ranges import since
from events.actions.registrations import cancel_registration, change_party, register, undo_cancellation
from grid.actions.handover import prepare_handover, receive_handover
from stations.actions import bookings
from tests.factories import (
    ConsentFactory,
    EventFactory,
    GuardianshipFactory,
    OrgUnitFactory,
    PioneerLinkFactory,
    SpaceFactory,
    UnitAppointmentFactory,
    UserFactory,
    officer,
)

pytestmark = pytest.mark.django_db


@pytest.fixture
def resident() -> User:
    user = UserFactory()
    ConsentFactory(person=user.person, given_by=user)
    return user


def unread(person: Person) -> list[str]:
    return list(
        Notification.objects.filter(recipient=person, read_at=None).order_by("pk").values_list("kind", flat=True)
    )


def read(person: Person) -> list[str]:
    kept = Notification.objects.filter(recipient=person).exclude(read_at=None)
    return list(kept.order_by("pk").values_list("kind", flat=True))


def tomorrow(hours: int) -> dt.datetime:
    return clock.day_start(clock.today()) + dt.timedelta(days=1, hours=hours)


def registers(person: Person, by: User) -> None:
    registration = register(EventFactory(), person=person, seats=2, by=by)
    change_party(registration, seats=1, by=by)
    cancel_registration(registration, by=by)
    undo_cancellation(registration, by=by)


def waits(person: Person, by: User) -> None:
    full = EventFactory(capacity=1)
    other = UserFactory()
    ConsentFactory(person=other.person, given_by=other)
    register(full, person=other.person, by=other)
    register(full, person=person, by=by)


def books(person: Person, by: User) -> None:
    booking = bookings.book_space(
        SpaceFactory(), person=person, starts_at=tomorrow(10), ends_at=tomorrow(11), purpose="gathering", by=by
    )
    bookings.change_booking_time(booking, starts_at=tomorrow(14), ends_at=tomorrow(15), by=by)
    bookings.cancel_booking(booking, by=by)
    bookings.undo_cancellation(booking, by=by)


def asks(person: Person, by: User) -> None:
    booking = bookings.book_space(
        SpaceFactory(needs_approval=True),
        person=person,
        starts_at=tomorrow(10),
        ends_at=tomorrow(11),
        purpose="gathering",
        by=by,
    )
    bookings.change_booking_time(booking, starts_at=tomorrow(14), ends_at=tomorrow(15), by=by)


ACTS: dict[str, tuple[Callable[[Person, User], None], list[str]]] = {
    "registers": (
        registers,
        ["event_registered", "event_party_changed", "event_registration_cancelled", "event_registered"],
    ),
    "waits": (waits, ["event_waitlisted"]),
    "books": (books, ["booking_booked", "booking_moved", "booking_cancelled", "booking_booked"]),
    "asks": (asks, ["booking_requested", "booking_requested"]),
}


@pytest.mark.parametrize("act", ACTS)
def test_ones_own_act_is_kept_as_read(resident, act):
    run, kinds = ACTS[act]
    run(resident.person, resident)
    assert (unread(resident.person), read(resident.person)) == ([], kinds)


@pytest.mark.parametrize("act", ["registers", "books"])
def test_of_an_act_for_a_ward_the_ward_hears_and_the_guardian_knows(resident, act):
    ward = GuardianshipFactory(by=resident.person).person
    ConsentFactory(person=ward, given_by=resident)
    run, kinds = ACTS[act]
    run(ward, resident)
    assert (unread(resident.person), read(resident.person)) == ([], kinds)
    assert (unread(ward), read(ward)) == (kinds, [])


def test_what_the_desk_does_for_a_neighbour_is_news_to_the_neighbour(resident):
    post = OrgUnitFactory(pioneer_post=True)
    PioneerLinkFactory(post=post, person=resident.person)
    registers(resident.person, officer("pioneer", post))
    assert len(unread(resident.person)) == 4


def test_a_seat_that_others_gave_up_is_news(resident):
    event = EventFactory(capacity=1)
    first = UserFactory()
    ConsentFactory(person=first.person, given_by=first)
    seat = register(event, person=first.person, by=first)
    register(event, person=resident.person, by=resident)
    cancel_registration(seat, by=first)
    assert unread(resident.person) == ["event_promoted"]


def test_a_seat_that_one_gave_up_oneself_is_news_to_the_own_ward_who_gets_it(resident):
    """It is not what was done, but what came of it."""
    ward = GuardianshipFactory(by=resident.person).person
    ConsentFactory(person=ward, given_by=resident)
    event = EventFactory(capacity=1)
    seat = register(event, person=resident.person, by=resident)
    register(event, person=ward, by=resident)
    cancel_registration(seat, by=resident)
    assert unread(resident.person) == ["event_promoted"]


def test_who_receives_a_post_knows_it_and_the_others_hear_of_it():
    held = UnitAppointmentFactory(during=since(dt.date(2020, 1, 1)))
    secretary = officer("branch_secretary", held.unit.parent)
    to = UserFactory()
    PioneerLinkFactory(post=held.unit, person=to.person)
    handover = prepare_handover(held, to=to, by=secretary)
    assert unread(to.person) == ["handover_prepared"]
    receive_handover(handover, by=to)
    assert "handover_received" not in unread(to.person)
    assert unread(held.user.person)[-1] == "handover_received"
    assert unread(secretary.person) == ["handover_received"]
