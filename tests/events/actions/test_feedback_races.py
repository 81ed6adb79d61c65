"""Two answers of one party at once, and the asking beside an act on the event, stepped on two connections."""

import datetime as dt

import pytest

from common.exceptions import Refused
from common.time import clock
from events.actions import locks
from events.actions.feedback import ask_for_feedback, give_feedback
from events.models import Event, Feedback, Registration
from tests.factories import EventFactory, NeighbourFactory, RegistrationFactory
from tests.support.racing import while_open

pytestmark = pytest.mark.django_db(transaction=True)


def a_double_tap() -> object:
    event = EventFactory(past=True)
    Event.objects.filter(pk=event.pk).update(list_closed_at=clock.now())
    one = RegistrationFactory(event=event, status="attended", person=NeighbourFactory())
    tap = lambda: give_feedback(one, face="happy")  # noqa: E731
    _waited, answer = while_open(tap, tap)
    return answer


def test_a_double_tap_is_one_answer():
    answer = a_double_tap()
    assert isinstance(answer, Refused)
    assert answer.code == "once"
    assert Feedback.objects.count() == 1


def test_who_is_asked_waits_for_no_act_on_the_event_which_might_wait_for_the_asking():
    ended = clock.now() - dt.timedelta(days=1)
    event = EventFactory(starts_at=ended - dt.timedelta(hours=2), ends_at=ended, list_closed_at=ended)
    RegistrationFactory(event=event, status="attended", person=NeighbourFactory())
    waited, asked = while_open(lambda: locks.lock_event(event.pk), ask_for_feedback)
    assert (waited, asked) == (False, 1)


def _read(one: Registration) -> Registration:
    return Registration.objects.select_related("event").get(pk=one.pk)


def test_without_the_lock_the_database_alone_still_keeps_it_to_one(monkeypatch):
    monkeypatch.setattr(
        locks, "lock_registration", lambda one: Registration.objects.select_related("event").get(pk=one.pk)
    )
    answer = a_double_tap()
    assert isinstance(answer, Refused)
    assert Feedback.objects.count() == 1
