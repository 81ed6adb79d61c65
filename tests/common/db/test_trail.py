"""Who did what stands: raw SQL rewrites neither the trail nor the logs, and empties no table."""

import datetime as dt
from collections.abc import Iterator
from contextlib import contextmanager

import pytest
from django.core.management import call_command
from django.db import IntegrityError, connection, transaction
from pghistory.models import Context

from accounts.models import AccessLog, SecurityEvent
from common.admin.history import history_model
from common.db.audit import acting
from common.db.errors import violated_constraint
from common.db.trail import is_of_the_trail, own_models, protect_trail
from common.time import clock
from grid.models import Estate
from tests.factories import EstateFactory, PersonFactory, UserFactory
from tests.support.raw_sql import alter, copy, execute, refused, run, without_trigger

pytestmark = pytest.mark.django_db
MONTH = dt.timedelta(days=31)


def look(**columns: object) -> AccessLog:
    return AccessLog.objects.create(
        user=UserFactory(), person=PersonFactory(), what="phone", reason="核对", **columns
    )


def change(**columns: object) -> SecurityEvent:
    return SecurityEvent.objects.create(user=UserFactory(), what="password_set", **columns)


def clock_of_the_database() -> dt.datetime:
    with connection.cursor() as cursor:
        cursor.execute("SELECT clock_timestamp()")
        return cursor.fetchone()[0]


def contexts_of(estate: Estate) -> list[dict]:
    log = history_model(Estate)
    assert log is not None
    return [one.pgh_context.metadata for one in log._default_manager.filter(pgh_obj_id=estate.pk).order_by("pgh_id")]


# --- Contexts


@pytest.mark.parametrize(
    "sql",
    [
        "UPDATE pghistory_context SET metadata = jsonb_set(metadata, '{user}', '999')",
        "UPDATE pghistory_context SET metadata = metadata",
        "DELETE FROM pghistory_context",
    ],
)
def test_no_context_is_rewritten_or_deleted_not_even_by_the_transaction_that_wrote_it(sql):
    with acting(user_id=5):
        EstateFactory()
    assert refused(sql) == "trail_is_append_only"


def test_control_without_the_trigger_the_history_would_name_another_user():
    with acting(user_id=5):
        estate = EstateFactory()
    alter("ALTER TABLE pghistory_context DISABLE TRIGGER trail_is_append_only")
    run("UPDATE pghistory_context SET metadata = jsonb_set(metadata, '{user}', '999')")
    assert [facts["user"] for facts in contexts_of(estate)] == [999]


def test_a_session_that_borrows_the_key_of_a_context_does_not_rewrite_it():
    with acting(user_id=5):
        estate = EstateFactory()
    key = Context.objects.get().pk
    execute(
        "SELECT set_config('pghistory.context_id', %s, true), set_config('pghistory.context_metadata', %s, true)",
        str(key),
        '{"user": 999}',
    )
    execute("UPDATE grid_estate SET address = 'x' WHERE id = %s", estate.pk)
    assert contexts_of(estate) == [{"user": 5}, {"user": 999}]


def test_facts_that_come_later_in_a_request_say_nothing_of_what_was_done_before():
    with acting(user_id=None, url="/x/") as context:
        first = EstateFactory()
        context.metadata["user"] = 7
        first.address = "y"
        first.save()
        first.address = "z"
        first.save()
    assert contexts_of(first) == [{"url": "/x/"}, {"url": "/x/", "user": 7}, {"url": "/x/", "user": 7}]
    assert Context.objects.count() == 2


@pytest.mark.parametrize("table", ["pghistory_context", "grid_estatehistory"])
def test_nobody_adds_to_the_trail_by_hand(table):
    with acting(user_id=5):
        EstateFactory()
    key = "id" if table == "pghistory_context" else "pgh_id"
    cursor = connection.cursor()
    cursor.execute("SELECT column_name FROM information_schema.columns WHERE table_name = %s", [table])
    columns = [name for (name,) in cursor.fetchall() if name != key]
    names = ", ".join(columns)
    new = "gen_random_uuid()" if table == "pghistory_context" else "pgh_id + 1000"
    sql = f"INSERT INTO {table} ({key}, {names}) SELECT {new}, {names} FROM {table}"
    assert refused(sql) == "trail_is_written_by_triggers"


# --- Logs


@pytest.mark.parametrize(
    ("make", "name"), [(look, "access_log"), (change, "security_event")], ids=["access_log", "security_event"]
)
def test_a_log_is_never_rewritten_and_kept_for_six_months(make, name):
    row = make()
    with without_trigger(type(row), f"{name}_is_dated"):
        old = make(at=clock.now() - 7 * MONTH)
    table = row._meta.db_table
    assert refused(f"UPDATE {table} SET what = 'x' WHERE id = %s", row.pk) == f"{name}_is_append_only"
    assert refused(f"UPDATE {table} SET at = at - interval '7 months'") == f"{name}_is_append_only"
    assert refused(f"DELETE FROM {table} WHERE id = %s", row.pk) == f"{name}_is_kept"
    run(f"DELETE FROM {table} WHERE id = %s", old.pk)
    with without_trigger(type(row), f"{name}_is_kept"):
        run(f"DELETE FROM {table}")
    assert not type(row).objects.exists()


@pytest.mark.parametrize("make", [look, change], ids=["access_log", "security_event"])
@pytest.mark.parametrize("off", [-7 * MONTH, MONTH], ids=["before", "after"])
def test_a_log_has_the_moment_of_its_writing_whatever_a_statement_says(make, off):
    began = clock_of_the_database()
    row = make(at=clock.now() + off)
    run(*copy(row, at=clock.now() + off))
    assert type(row).objects.filter(at__gte=began, at__lte=clock_of_the_database()).count() == 2


# --- All tables


def test_no_table_of_ours_is_emptied_and_nothing_of_the_trail_is_written_by_hand():
    with connection.cursor() as cursor:
        cursor.execute("SELECT tgrelid::regclass::text, tgname, tgenabled FROM pg_trigger WHERE NOT tgisinternal")
        there = set(cursor.fetchall())
    models = list(own_models())
    assert len(models) > 80
    for model in models:
        assert (model._meta.db_table, "table_is_never_emptied", "O") in there
        if is_of_the_trail(model):
            assert (model._meta.db_table, "trail_is_written_by_triggers", "O") in there


@pytest.mark.parametrize(
    "table", ["accounts_personhistory", "pghistory_context", "accounts_accesslog", "grid_calendarday"]
)
def test_truncate_is_refused(table):
    with pytest.raises(IntegrityError) as caught, transaction.atomic():
        execute(f"TRUNCATE {table} CASCADE")
    assert violated_constraint(caught.value) == "table_is_never_emptied"


def test_no_session_switches_a_trigger_off_by_a_setting():
    row = look()
    (trigger,) = (one for one in AccessLog._meta.triggers if one.name == "access_log_is_kept")
    execute("SELECT set_config('pgtrigger.ignore', %s, true)", "{" + trigger.get_pgid(AccessLog) + "}")
    assert refused("DELETE FROM accounts_accesslog WHERE id = %s", row.pk) == "access_log_is_kept"


@contextmanager
def rolled_back() -> Iterator[None]:
    with transaction.atomic():
        yield
        transaction.set_rollback(True)


def test_a_migration_puts_back_what_is_missing():
    with rolled_back():
        execute("DROP TRIGGER table_is_never_emptied ON grid_calendarday")
        with acting(command="migrate"):  # as every command does
            protect_trail()
        with pytest.raises(IntegrityError), transaction.atomic():
            execute("TRUNCATE grid_calendarday")


def test_migrating_protects_the_trail(monkeypatch):
    with rolled_back():
        execute("DROP TRIGGER trail_is_append_only ON pghistory_context")
        call_command("migrate", verbosity=0, interactive=False)
        with acting(user_id=5):
            EstateFactory()
        assert refused("DELETE FROM pghistory_context") == "trail_is_append_only"
