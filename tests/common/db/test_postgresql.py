"""The backend: parameters of the session, broken connections, and an answer at once while the database is away."""

import time

import psycopg
import pytest
from django.db import OperationalError, connection
from django.db.utils import ConnectionHandler

from common.db.postgresql import base

pytestmark = pytest.mark.django_db(transaction=True)


NAME = "pool of a test"


def wrapper(*, session: dict[str, str] | None = None, **pool: object):
    """A wrapper of its own, with a pool, beside the one of the tests."""
    settings = {**connection.settings_dict, "SESSION": session or {}}
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
        cursor.execute(
            "SELECT pg_terminate_backend(pid, 1000) FROM pg_stat_activity WHERE application_name = %s", [NAME]
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
    assert 0.25 < seconds_until_refused(one) < 1
    assert seconds_until_refused(one) < 0.05


def test_as_soon_as_the_database_is_back_the_next_one_connects(pooled, monkeypatch):
    one = pooled(reconnect_timeout=0)
    with monkeypatch.context() as outage:
        outage.setattr(psycopg.Connection, "connect", away)
        seconds_until_refused(one)
    monkeypatch.setattr(base.DatabaseWrapper, "_away_until", 0.0)
    began = time.monotonic()
    assert value(one, "lock_timeout") == "0"
    assert time.monotonic() - began < 0.25


def away(*args: object, **kwargs: object) -> None:
    raise psycopg.OperationalError("connection refused")


def seconds_until_refused(one) -> float:
    began = time.monotonic()
    with pytest.raises(OperationalError):
        one.ensure_connection()
    return time.monotonic() - began
