"""Two answers of one party at once, stepped on two connections, with their control."""

import pytest

from common.exceptions import Refused
from common.time import clock
from events.actions import locks
from events.actions.feedback import give_feedback
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


def _read(one: Registration) -> Registration:
    return Registration.objects.select_related("event").get(pk=one.pk)


def test_without_the_lock_the_database_alone_still_keeps_it_to_one(monkeypatch):
    monkeypatch.setattr(
        locks, "lock_registration", lambda one: Registration.objects.select_related("event").get(pk=one.pk)
    )
    answer = a_double_tap()
    assert isinstance(answer, Refused)
    assert Feedback.objects.count() == 1
