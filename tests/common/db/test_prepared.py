"""Statements written out for speed do what Django's own do."""

import uuid

import pytest
from django.db import connection

from common.db import prepared
from common.db.audit import acting
from common.time import clock
from events.models import Event, Registration
from tests.factories import EventFactory, PersonFactory, UserFactory

pytestmark = pytest.mark.django_db


def columns(row) -> dict[str, object]:
    return {field.attname: getattr(row, field.attname) for field in row._meta.concrete_fields}


def test_a_locked_row_is_the_row_that_django_reads():
    event = EventFactory()

    assert columns(prepared.lock_row(Event, event.pk)) == columns(Event.objects.get(pk=event.pk))
    with pytest.raises(Event.DoesNotExist):
        prepared.lock_row(Event, 0)


def test_an_inserted_row_is_the_row_that_django_writes():
    event, user = EventFactory(), UserFactory()
    facts = {"event": event, "by": user, "seats": 2, "status": "registered", "created_at": clock.now()}
    ours = Registration(person=PersonFactory(), token=uuid.uuid4(), **facts)
    theirs = Registration(person=PersonFactory(), token=uuid.uuid4(), **facts)
    with acting(user_id=user.pk):
        prepared.insert_row(ours, audited=True)
        theirs.save(force_insert=True)

    assert columns(Registration.objects.get(pk=ours.pk)) == columns(ours)
    assert not ours._state.adding
    own = {"id", "person_id", "token", "answer_code"}
    rest = [{name: value for name, value in columns(row).items() if name not in own} for row in (ours, theirs)]
    assert rest[0] == rest[1]


def test_the_history_of_an_inserted_row_says_who_acted():
    user = UserFactory()
    registration = Registration(event=EventFactory(), person=PersonFactory(), by=user, status="registered")
    with acting(user_id=user.pk, command="import"):
        prepared.insert_row(registration, audited=True)

    assert registration.history.get().pgh_context.metadata == {"user": user.pk, "command": "import"}


def test_an_audited_row_is_not_written_without_saying_who_acts():
    registration = Registration(event=EventFactory(), person=PersonFactory(), by=UserFactory(), status="registered")
    with pytest.raises(LookupError):
        prepared.insert_row(registration, audited=True)
    assert not Registration.objects.exists()


def test_a_statement_is_planned_once_for_a_connection():
    event = EventFactory()
    for _n in range(3):
        prepared.lock_row(Event, event.pk)
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT count(*) FROM pg_prepared_statements WHERE statement LIKE '%events_event%NO KEY UPDATE'"
        )
        assert cursor.fetchone()[0] == 1
