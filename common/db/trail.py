"""What keeps the audit trail and the logs whole in the database, whatever connects to it.

`protect_trail` runs after every `migrate`, so that a table of tomorrow is protected too, and because each trigger of
a migration brings back the functions of its package that are replaced here.
"""

from collections.abc import Iterable
from pathlib import Path
from typing import Any

from django.apps import apps
from django.conf import settings
from django.db import connections, models
from django.utils.translation import gettext_lazy as _
from pghistory.models import Context, Event
from psycopg import sql

# Named like constraints; `common.actions` explains them.
DATABASE_MESSAGES = {
    "table_is_never_emptied": _("What is recorded here is never deleted all at once."),
    "trail_is_written_by_triggers": _("The database itself writes what has changed; nobody else does."),
    "trail_is_append_only": _("What is in a log is never rewritten."),
}

# The package lets any session switch any trigger off by a setting (`pgtrigger.ignore`); here none can. This is also
# quicker: the original begins a subtransaction each time a trigger runs.
NO_TRIGGER_IS_IGNORED = """
CREATE OR REPLACE FUNCTION public._pgtrigger_should_ignore(trigger_name NAME) RETURNS boolean
LANGUAGE sql IMMUTABLE AS 'SELECT false'
"""

# The original rewrites the context of earlier changes when a later one of the same request has other facts. Here the
# later one gets a context of its own, with a key that follows from both, so a context is written once.
CONTEXT_IS_WRITTEN_ONCE = """
CREATE OR REPLACE FUNCTION _pgh_attach_context() RETURNS pghistory_context.id%TYPE LANGUAGE plpgsql AS $$
DECLARE
    context_id uuid := NULLIF(current_setting('pghistory.context_id', true), '')::uuid;
    facts jsonb := NULLIF(current_setting('pghistory.context_metadata', true), '')::jsonb;
    known jsonb;
BEGIN
    IF context_id IS NULL OR facts IS NULL THEN
        RETURN NULL;
    END IF;
    INSERT INTO pghistory_context (id, metadata, created_at, updated_at) VALUES (context_id, facts, now(), now())
    ON CONFLICT (id) DO NOTHING;
    IF NOT FOUND THEN
        SELECT metadata INTO known FROM pghistory_context WHERE id = context_id;
        IF known IS DISTINCT FROM facts THEN
            context_id := md5(context_id::text || facts::text)::uuid;
            INSERT INTO pghistory_context (id, metadata, created_at, updated_at)
            VALUES (context_id, facts, now(), now()) ON CONFLICT (id) DO NOTHING;
        END IF;
    END IF;
    RETURN context_id;
END $$
"""

# The name of the refusal is the argument of the trigger.
REFUSE = """
CREATE OR REPLACE FUNCTION refuse() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    RAISE EXCEPTION '%', TG_ARGV[0]
    USING ERRCODE = 'check_violation', CONSTRAINT = TG_ARGV[0], TABLE = TG_TABLE_NAME;
END $$
"""

NEVER_EMPTIED = "BEFORE TRUNCATE ON {table} FOR EACH STATEMENT"
# A trigger that writes the trail has depth 1 here, and a statement that somebody sends has 0.
WRITTEN_BY_TRIGGERS = "BEFORE INSERT ON {table} FOR EACH ROW WHEN (pg_trigger_depth() = 0)"
APPEND_ONLY = "BEFORE UPDATE OR DELETE ON {table} FOR EACH ROW"


def own_models() -> Iterable[type[models.Model]]:
    """The models of this project that have a table of their own, with those of the audit trail."""
    for config in apps.get_app_configs():
        if Path(config.path).parent == settings.BASE_DIR:
            yield from (one for one in config.get_models(include_auto_created=True) if not one._meta.proxy)
    yield Context


def is_of_the_trail(model: type[models.Model]) -> bool:
    """Whether only triggers write the table: the history of a model, or the contexts of all."""
    return model is Context or issubclass(model, Event)


def protect_trail(using: str = "default", **_kwargs: Any) -> None:
    """Install what is missing. Receiver of `post_migrate`; tables that are still to be made are left out."""
    with connections[using].cursor() as cursor:
        for function in (NO_TRIGGER_IS_IGNORED, REFUSE):
            cursor.execute(function)
        cursor.execute("SELECT tgrelid::regclass::text, tgname FROM pg_trigger WHERE NOT tgisinternal")
        installed = set(cursor.fetchall())
        tables = set(connections[using].introspection.table_names(cursor))
        if Context._meta.db_table in tables:
            cursor.execute(CONTEXT_IS_WRITTEN_ONCE)
        for model in own_models():
            table = model._meta.db_table
            wanted = {"table_is_never_emptied": NEVER_EMPTIED}
            if is_of_the_trail(model):
                wanted["trail_is_written_by_triggers"] = WRITTEN_BY_TRIGGERS
            if model is Context:
                wanted["trail_is_append_only"] = APPEND_ONLY
            for name, when in wanted.items():
                if table in tables and (table, name) not in installed:
                    # As text: the wrapper that tells the trail who acts, as in every command, reads it.
                    cursor.execute(_create_trigger(name, table, when).as_string())


def _create_trigger(name: str, table: str, when: str) -> sql.Composed:
    create = sql.SQL("CREATE TRIGGER {name} " + when + " EXECUTE FUNCTION refuse({argument})")
    return create.format(name=sql.Identifier(name), table=sql.Identifier(table), argument=sql.Literal(name))
