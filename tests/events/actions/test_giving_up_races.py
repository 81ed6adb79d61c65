"""A place is given up while somebody joins the waitlist: on two real connections, in both orders; with a control."""

import pytest

from accounts.models import User
from common.exceptions import Refused
from events.actions import locks
from events.actions.registrations import cancel_registration, register
from events.models import Event, Registration
from tests.factories import EventFactory, NeighbourFactory, StaffFactory
from tests.support.racing import while_open

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture
def staff() -> User:
    return StaffFactory()


@pytest.fixture
def held(staff) -> Registration:
    """The only seat of an event, for which nobody waits yet."""
    return register(EventFactory(capacity=1), person=NeighbourFactory(name="holder"), by=staff)


def join(event: Event, staff: User) -> Registration:
    return register(event, person=NeighbourFactory(name="newcomer"), by=staff)


def give_up(held: Registration, staff: User) -> Registration:
    """As the first tap of the page does, which asks where others wait."""
    return cancel_registration(held, by=staff, although_others_wait=False)


def states(event: Event) -> dict[str, str]:
    return dict(event.registrations.values_list("person__name", "status"))


def given_up_while_somebody_joins(held: Registration, staff: User) -> tuple[bool, object]:
    return while_open(lambda: join(held.event, staff), lambda: give_up(held, staff))


def test_who_gives_up_while_somebody_joins_the_waitlist_is_asked_and_keeps_the_place(held, staff):
    waited, answer = given_up_while_somebody_joins(held, staff)

    assert waited
    assert isinstance(answer, Refused)
    assert answer.code == "others_wait"
    assert states(held.event) == {"holder": "registered", "newcomer": "waitlisted"}


def test_control_without_the_lock_nobody_is_asked_and_the_place_is_lost(held, staff, monkeypatch):
    monkeypatch.setattr(locks, "lock_event", lambda pk: Event.objects.get(pk=pk))
    _waited, answer = given_up_while_somebody_joins(held, staff)

    assert not isinstance(answer, Refused)
    assert states(held.event) == {"holder": "cancelled", "newcomer": "waitlisted"}


def test_who_joins_while_the_place_is_given_up_has_it_and_waits_for_nothing(held, staff):
    waited, _answer = while_open(lambda: give_up(held, staff), lambda: join(held.event, staff))

    assert waited
    assert states(held.event) == {"holder": "cancelled", "newcomer": "registered"}
