"""The backend: parameters of the session, broken connections, and an answer at once while the database is away."""

import time

import psycopg
import pytest
from django.db import DatabaseError, OperationalError, connection
from django.db.utils import ConnectionHandler

from common.db.postgresql import base

pytestmark = pytest.mark.django_db(transaction=True)


NAME = "pool of a test"
# Seconds, for what nobody waits for.
LONG = 3.0


def wrapper(*, session: dict[str, str] | None = None, answers_within: float | None = None, **pool: object):
    """A wrapper of its own, with a pool, beside the one of the tests."""
    settings = {**connection.settings_dict, "SESSION": session or {}, "ANSWERS_WITHIN": answers_within}
    settings["OPTIONS"] = {
        **settings["OPTIONS"],
        "application_name": NAME,
        "pool": {"min_size": 1, "max_size": 4, "timeout": 0.3, **pool},
    }
    return ConnectionHandler({"default": settings})["default"]


@pytest.fixture
def pooled(monkeypatch):
    """A pool of this test only."""
    monkeypatch.setattr(base.DatabaseWrapper, "_connection_pools", {})
    monkeypatch.setattr(base.DatabaseWrapper, "_away_until", 0.0)
    made = []

    def make(**options: object):
        made.append(wrapper(**options))
        return made[-1]

    yield make
    for one in made:
        one.close()
        one.close_pool()


def value(one, name: str) -> str:
    with one.cursor() as cursor:
        cursor.execute("SELECT current_setting(%s)", [name])
        return cursor.fetchone()[0]


def test_every_session_has_its_parameters(pooled):
    session = {"lock_timeout": "1s", "statement_timeout": "4500ms", "idle_in_transaction_session_timeout": "30s"}
    one = pooled(session=session)
    assert {name: value(one, name) for name in session} == session


def test_control_without_parameters_a_session_waits_without_end(pooled):
    assert value(pooled(), "lock_timeout") == "0"


def broken(one) -> None:
    """All connections of the pool, closed by the server while they are idle."""
    one.ensure_connection()
    one.close()
    with connection.cursor() as cursor:
        # Other processes run these tests on the same server, each in a database of its own.
        cursor.execute(
            "SELECT pg_terminate_backend(pid, 1000) FROM pg_stat_activity"
            " WHERE application_name = %s AND datname = current_database()",
            [NAME],
        )


def test_a_connection_that_the_server_has_closed_is_not_given_out(pooled):
    one = pooled()
    broken(one)
    assert value(one, "lock_timeout") == "0"


def test_control_without_the_look_the_closed_connection_is_given_out(pooled):
    one = pooled(check=None)
    broken(one)
    with pytest.raises(OperationalError):
        value(one, "lock_timeout")


def test_while_the_database_is_away_one_waits_and_the_others_are_answered_at_once(pooled, monkeypatch):
    one = pooled(reconnect_timeout=0)
    monkeypatch.setattr(psycopg.Connection, "connect", away)
    monkeypatch.setattr(base, "HOLD_OFF_SECONDS", LONG)
    assert seconds_until_refused(one) > 0.25
    assert seconds_until_refused(one) < 0.25


def test_as_soon_as_the_database_is_back_the_next_one_connects(pooled, monkeypatch):
    one = pooled(reconnect_timeout=0)
    with monkeypatch.context() as outage:
        outage.setattr(psycopg.Connection, "connect", away)
        seconds_until_refused(one)
    monkeypatch.setattr(base.DatabaseWrapper, "_away_until", 0.0)
    assert value(one, "lock_timeout") == "0"


def test_nobody_waits_for_a_server_that_does_not_answer(pooled):
    one = pooled(answers_within=0.2)
    assert 0.2 < seconds_until_refused(one, asleep) < LONG
    one.close()
    with pytest.raises(OperationalError):
        one.ensure_connection()
    base.DatabaseWrapper._away_until = 0.0
    assert value(one, "lock_timeout") == "0"


def test_with_one_that_is_silent_the_idle_connections_are_left_too(pooled):
    """They would let one visitor after the other wait."""
    one = pooled(answers_within=0.2, min_size=2)
    one.ensure_connection()
    one.pool.wait()
    idle = list(one.pool._pool)
    seconds_until_refused(one, asleep)
    assert idle
    assert all(other.closed for other in idle)


def test_control_without_a_bound_a_slow_answer_is_waited_for(pooled):
    asleep(pooled(), seconds=0.5)


def test_a_statement_that_is_refused_in_time_keeps_its_connection(pooled):
    one = pooled(answers_within=5)
    one.ensure_connection()
    before = one.connection
    with pytest.raises(DatabaseError):
        value(one, "no such parameter")
    assert not before.closed


def asleep(one, seconds: float = LONG) -> None:
    """A statement that is answered only after so long."""
    with one.cursor() as cursor:
        cursor.execute("SELECT pg_sleep(%s)", [seconds])


def away(*args: object, **kwargs: object) -> None:
    raise psycopg.OperationalError("connection refused")


def connect(one) -> None:
    one.ensure_connection()


def seconds_until_refused(one, ask=connect) -> float:
    began = time.monotonic()
    with pytest.raises(OperationalError):
        ask(one)
    return time.monotonic() - began
