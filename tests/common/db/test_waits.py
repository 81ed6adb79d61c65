"""A wait that ends in vain is a refusal in an action, and no wait outlasts its time. Each with its control."""

import psycopg
import pytest
from django.db import OperationalError, connection, transaction

from common.actions import action
from common.db import waits
from common.exceptions import Refused
from events.actions import registrations
from events.models import Event
from tests.factories import EventFactory, NeighbourFactory, UserFactory
from tests.support.waits import hold, set_session

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.usefixtures("usual_session")]


def register(event: Event) -> object:
    return registrations.register(event, person=NeighbourFactory(), by=UserFactory(is_staff=True))


def test_an_action_that_waits_for_a_locked_row_in_vain_is_refused_and_changes_nothing(rival):
    event = EventFactory()
    hold(rival, event)
    set_session(lock_timeout="50ms")
    with pytest.raises(Refused) as refused:
        register(event)
    assert refused.value.code == waits.BUSY
    assert event.registrations.count() == 0


def test_control_a_row_that_nobody_holds_is_registered_for(rival):
    event = EventFactory()
    set_session(lock_timeout="50ms")
    assert register(event).pk


def test_an_action_whose_statement_takes_too_long_is_refused():
    @action
    def sleep(seconds: float) -> None:
        with connection.cursor() as cursor:
            cursor.execute("SELECT pg_sleep(%s)", [seconds])

    set_session(statement_timeout="200ms")
    with pytest.raises(Refused) as refused:
        sleep(1)
    assert refused.value.code == waits.SLOW
    sleep(0)


def test_an_action_inside_another_passes_the_wait_on_so_that_the_outer_one_is_refused(rival):
    @action
    def inner(event: Event) -> None:
        Event.objects.select_for_update().get(pk=event.pk)

    @action
    def outer(event: Event) -> str:
        try:
            inner(event)
        except Refused:
            return "went on without the row"
        return "done"

    event = EventFactory()
    hold(rival, event)
    set_session(lock_timeout="50ms")
    with pytest.raises(Refused) as refused:
        outer(event)
    assert refused.value.code == waits.BUSY


def test_every_other_fault_of_the_database_is_raised_on():
    @action
    def fail() -> None:
        raise OperationalError("the server closed the connection")

    with pytest.raises(OperationalError):
        fail()


def test_a_deadlock_is_a_wait_too():
    error = OperationalError()
    error.__cause__ = psycopg.errors.DeadlockDetected()
    assert waits.refusal_for_wait(error).code == waits.BUSY


def test_commits_are_counted():
    connection.ensure_connection()
    before = connection.commits
    with transaction.atomic():
        EventFactory()
    assert connection.commits == before + 1
