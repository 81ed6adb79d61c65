"""Two desks at one event: stepped through the bad order on two real connections, and many at once; with controls."""

import datetime as dt
from collections import Counter

import pytest

from common.exceptions import Refused
from common.time import clock
from events.actions import locks
from events.actions.check_in import check_in, check_in_new_walk_in, close_list, undo_check_in
from events.models import Event, Registration
from tests.factories import EventFactory, PrivacyNoticeFactory, RegistrationFactory, officer
from tests.support.racing import all_at_once, while_open

pytestmark = pytest.mark.django_db(transaction=True)

CLIENTS = 16


@pytest.fixture
def event():
    """It ended an hour ago, and has three seats."""
    return EventFactory(starts_at=clock.now() - dt.timedelta(hours=3), capacity=3)


@pytest.fixture
def desks(event):
    return officer("office_worker", event.organiser), officer("deputy", event.organiser)


@pytest.fixture
def unlocked(monkeypatch):
    """The actions read the event and the registration without locking them."""
    monkeypatch.setattr(locks, "lock_event", lambda pk: Event.objects.get(pk=pk))
    monkeypatch.setattr(
        locks, "lock_registration", lambda one: Registration.objects.select_related("event", "person").get(pk=one.pk)
    )


def state(party: Registration) -> tuple[str, int | None]:
    party.refresh_from_db()
    return party.status, party.came


def both_tick(party, desks):
    """The second desk taps before the first tap has arrived; returns what the second knows of the first."""
    first, second = desks
    waited, answer = while_open(lambda: check_in(party, by=first), lambda: check_in(party, by=second))
    return waited, answer.checked_in_by


def test_two_desks_tick_one_party_once_and_the_first_tap_stays(event, desks):
    waited, by = both_tick(RegistrationFactory(event=event), desks)

    assert waited
    assert by == desks[0]


def test_control_without_its_lock_the_second_desk_writes_over_the_first(event, desks, unlocked):
    _waited, by = both_tick(RegistrationFactory(event=event), desks)

    assert by == desks[1]


@pytest.mark.parametrize("tick_first", [True, False])
def test_a_tap_while_the_list_is_closed_is_not_lost(event, desks, tick_first):
    RegistrationFactory(event=event, status="attended")
    late = RegistrationFactory(event=event)
    acts = [lambda: check_in(late, by=desks[0]), lambda: close_list(event, by=desks[1])]
    waited, answer = while_open(*(acts if tick_first else reversed(acts)))

    assert waited
    assert not isinstance(answer, Refused)
    assert state(late) == ("attended", 1)


def test_a_tap_and_its_undoing_by_another_desk_follow_each_other(event, desks):
    party = RegistrationFactory(event=event)
    waited, _answer = while_open(lambda: check_in(party, by=desks[0]), lambda: undo_check_in(party, by=desks[1]))

    assert waited
    assert state(party) == ("registered", None)


def test_one_last_seat_goes_to_one_of_many_who_come_unannounced():
    event = EventFactory(starts_at=clock.now(), capacity=1)
    notice, desk = PrivacyNoticeFactory(), officer("office_worker", event.organiser)
    answers = all_at_once(
        [
            lambda n=n: check_in_new_walk_in(event, name=f"路人{chr(0x4E00 + n)}", notice=notice, by=desk)
            for n in range(CLIENTS)
        ]
    )

    outcomes = Counter(getattr(answer, "code", "seated") for answer in answers)
    assert outcomes == {"seated": 1, "no_seats": CLIENTS - 1}
    assert Registration.objects.all().came() == 1
    assert Event.objects.get().seats_taken == 1


def test_many_desks_at_once_count_everybody_once():
    event = EventFactory(starts_at=clock.now(), capacity=20)
    desk = officer("office_worker", event.organiser)
    parties = [RegistrationFactory(event=event, seats=2) for _ in range(4)]
    all_at_once([lambda party=party: check_in(party, by=desk) for party in parties * 4])

    assert Registration.objects.all().came() == 8
    history = {party.history.filter(status="attended").count() for party in parties}
    assert history == {1}
