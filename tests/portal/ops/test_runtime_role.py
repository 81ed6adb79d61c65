"""The role that runs the portal does all of its work, and cannot touch what guards the records."""

import os
from collections.abc import Iterator
from io import StringIO

import pytest
from django.core.cache import caches
from django.core.management import CommandError, call_command
from django.db import ProgrammingError, connection, transaction
from django.test import Client

from accounts.models import AccessLog, SecurityEvent
from common.db.audit import acting
from events.actions.registrations import cancel_registration, register
from events.models import Registration
from portal.ops.embedded_postgres import MARK
from stations.actions.bookings import cancel_booking
from tests.factories import EstateFactory, EventFactory, PrivacyNoticeFactory, ResidentFactory, SpaceFactory
from tests.support.raw_sql import execute
from tests.support.rooms import book
from tests.support.tasks import run_tasks

pytestmark = [
    pytest.mark.django_db(transaction=True),
    pytest.mark.skipif(not os.environ.get(MARK), reason="roles are made by a superuser only"),
]
# Roles belong to the whole server, which other processes use too.
ROLE = f"portal_app_of_tests_{os.getpid()}"


@pytest.fixture
def role() -> Iterator[str]:
    """The role with its grants; the connection of the test is its own until the end."""
    execute(f"CREATE ROLE {ROLE} LOGIN")
    owner = connection.settings_dict["USER"]
    try:
        with acting(command="grantruntime"):  # as manage.py does
            call_command("grantruntime", ROLE, stdout=StringIO())
        yield ROLE
    finally:
        as_role(owner)
        execute(f"DROP OWNED BY {ROLE}; DROP ROLE {ROLE}")


def as_role(name: str) -> None:
    """From now on this connection is of that role."""
    connection.close()
    connection.settings_dict["USER"] = name
    options = connection.settings_dict["OPTIONS"]
    connection.settings_dict["OPTIONS"] = {**options, "options": "-c synchronous_commit=off"}


def test_the_role_registers_books_signs_in_and_works_off_tasks(role):
    PrivacyNoticeFactory()
    event, space, resident = EventFactory(), SpaceFactory(), ResidentFactory()
    as_role(role)
    registration = register(event, person=resident.person, by=resident)
    cancel_registration(registration, by=resident)
    cancel_booking(book(space, resident), by=resident)
    client = Client()
    client.force_login(resident)
    assert client.get("/me/").status_code == 200
    assert client.get("/events/").status_code == 200
    caches["default"].set("key", 1)
    assert caches["default"].get("key") == 1
    assert run_tasks() is not False
    call_command("clearsessions")
    AccessLog.objects.create(user=resident, person=resident.person, what="phone", reason="核对")
    SecurityEvent.objects.create(user=resident, what="password_set")
    assert Registration.objects.get().history.count() == 2


@pytest.mark.parametrize(
    "sql",
    [
        "TRUNCATE grid_gate",
        "TRUNCATE accounts_personhistory",
        "ALTER TABLE accounts_accesslog DISABLE TRIGGER USER",
        "ALTER TABLE accounts_accesslog DROP COLUMN reason",
        "DROP TABLE accounts_accesslog",
        "CREATE TABLE mine (id integer)",
        "CREATE OR REPLACE FUNCTION refuse() RETURNS trigger LANGUAGE plpgsql AS 'BEGIN RETURN NEW; END'",
        "DROP TRIGGER trail_is_append_only ON pghistory_context",
        "SET session_replication_role = replica",
        "UPDATE accounts_accesslog SET reason = 'x'",
        "UPDATE pghistory_context SET metadata = '{}'",
        "DELETE FROM pghistory_context",
        "UPDATE grid_estatehistory SET name = 'x'",
        "DELETE FROM grid_estatehistory",
        "INSERT INTO django_migrations (app, name, applied) VALUES ('grid', 'x', now())",
        "CREATE ROLE another",
        "GRANT ALL ON accounts_accesslog TO PUBLIC",
    ],
)
def test_the_role_changes_no_table_and_no_guard(role, sql):
    EstateFactory()
    as_role(role)
    if sql.startswith("GRANT"):  # PostgreSQL only warns
        execute(sql)
        with connection.cursor() as cursor:
            cursor.execute(
                "SELECT count(*) FROM information_schema.table_privileges "
                "WHERE grantee = 'PUBLIC' AND table_name = 'accounts_accesslog'"
            )
            assert cursor.fetchone() == (0,)
        return
    with pytest.raises(ProgrammingError) as caught, transaction.atomic():
        execute(sql)
    assert caught.value.__cause__.sqlstate == "42501"  # insufficient_privilege


def test_control_the_role_that_migrates_may(role):
    with transaction.atomic():
        execute("ALTER TABLE accounts_accesslog DISABLE TRIGGER USER")
        transaction.set_rollback(True)


def test_printing_the_grants_changes_nothing(capsys):
    execute(f"CREATE ROLE {ROLE} LOGIN")
    try:
        call_command("grantruntime", ROLE, "--print")
        assert f'GRANT SELECT, INSERT ON "pghistory_context" TO "{ROLE}";' in capsys.readouterr().out
        with connection.cursor() as cursor:
            cursor.execute("SELECT has_table_privilege(%s, 'grid_gate', 'SELECT')", [ROLE])
            assert cursor.fetchone() == (False,)
    finally:
        execute(f"DROP ROLE {ROLE}")


@pytest.mark.parametrize("name", ["nobody_of_this_name", "postgres"])
def test_a_role_that_is_not_there_or_too_mighty_is_refused(name):
    with pytest.raises(CommandError):
        call_command("grantruntime", name)
