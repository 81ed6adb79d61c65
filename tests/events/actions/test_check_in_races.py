"""Two desks at one event: stepped through the bad order on two real connections, and many at once; with controls."""

import datetime as dt
import uuid
from collections import Counter

import pytest
from django.db import connection, transaction

from common.exceptions import Refused
from common.time import clock
from events.actions import locks
from events.actions.check_in import check_in, check_in_new_walk_in, close_list, undo_check_in
from events.actions.taps import count_tap
from events.models import CheckIn, Event, Registration, Tap
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


@pytest.fixture
def uncounted():
    """The database lets a party have two check-ins of one day."""
    (once,) = (one for one in CheckIn._meta.constraints if one.name == "check_in_once_a_day")
    with connection.schema_editor() as schema:
        schema.remove_constraint(CheckIn, once)
    yield
    with transaction.atomic():
        CheckIn.objects.all().delete()
        Registration.objects.update(status="registered", came=None, checked_in_at=None, checked_in_by=None)
    with connection.schema_editor() as schema:
        schema.add_constraint(CheckIn, once)


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


def test_without_its_lock_the_second_desk_is_refused_by_the_database(event, desks, unlocked):
    party = RegistrationFactory(event=event, seats=2)
    first, second = desks
    _waited, answer = while_open(lambda: check_in(party, by=first), lambda: check_in(party, by=second))

    assert answer.code == "check_in_once_a_day"
    assert party.check_ins.get().by == first


def test_control_without_lock_and_constraint_a_party_is_counted_twice(event, desks, unlocked, uncounted):
    party = RegistrationFactory(event=event, seats=2)
    first, second = desks
    while_open(lambda: check_in(party, by=first), lambda: check_in(party, by=second))

    assert Event.objects.all().person_times() == 4


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


# --- Taps that arrive twice, and from many receptionists at once


def of_tap(party, desk, key) -> object:
    return count_tap(party, key=key, act="in", came=2, by=desk)


def test_a_tap_that_is_sent_twice_at_the_same_time_is_counted_once(event, desks):
    party, key = RegistrationFactory(event=event, seats=2), uuid.uuid4()
    waited, answer = while_open(lambda: of_tap(party, desks[0], key), lambda: of_tap(party, desks[0], key))

    assert waited
    assert answer.already_made
    assert (Tap.objects.count(), Event.objects.all().person_times()) == (1, 2)


def test_without_its_lock_the_key_of_the_tap_or_the_day_refuses_the_second(event, desks, unlocked):
    party, key = RegistrationFactory(event=event, seats=2), uuid.uuid4()
    _waited, answer = while_open(lambda: of_tap(party, desks[0], key), lambda: of_tap(party, desks[0], key))

    assert isinstance(answer, Refused)
    assert Event.objects.all().person_times() == 2


def test_twenty_receptionists_taps_at_once_are_each_counted_once():
    event = EventFactory(starts_at=clock.now(), capacity=50)
    desks = [officer("office_worker", event.organiser) for _ in range(4)]
    parties = [RegistrationFactory(event=event, seats=2) for _ in range(10)]
    keys = {party: uuid.uuid4() for party in parties}
    # Every tap is sent twice, and the last five parties are tapped at a second door with keys of their own.
    works = [lambda party=party: of_tap(party, desks[0], keys[party]) for party in parties * 2]
    works += [lambda party=party: of_tap(party, desks[1], uuid.uuid4()) for party in parties[5:]]
    answers = all_at_once(works)

    assert [one for one in answers if isinstance(one, Exception)] == []
    assert Event.objects.all().person_times() == Registration.objects.all().came() == 20
    assert CheckIn.objects.count() == 10


def test_control_without_lock_and_constraint_taps_are_counted_twice(event, desks, unlocked, uncounted):
    party = RegistrationFactory(event=event, seats=2)
    taps = [lambda: of_tap(party, desks[0], uuid.uuid4()), lambda: of_tap(party, desks[1], uuid.uuid4())]
    while_open(*taps)

    assert Event.objects.all().person_times() == 4
