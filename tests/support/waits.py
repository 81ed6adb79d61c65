"""A rival connection that holds what it locks, and the limits of this session. tests/conftest.py has the fixtures."""

from typing import TYPE_CHECKING

import psycopg
import pytest
from django.db import connection

if TYPE_CHECKING:
    from events.models import Event


@pytest.fixture
def rival():
    """A second connection, which holds what it locks until the test ends."""
    parameters = connection.get_connection_params()
    with psycopg.connect(**{**parameters, "context": None, "cursor_factory": psycopg.Cursor}) as other:
        yield other
        other.rollback()


@pytest.fixture
def usual_session():
    """Afterwards nothing is limited any more."""
    yield
    set_session(lock_timeout="0", statement_timeout="0")


def set_session(**parameters: str) -> None:
    with connection.cursor() as cursor:
        for name, value in parameters.items():
            cursor.execute("SELECT set_config(%s, %s, false)", [name, value])


def hold(rival, event: "Event") -> None:
    rival.execute("SELECT 1 FROM events_event WHERE id = %s FOR UPDATE", [event.pk])
