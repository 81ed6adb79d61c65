"""What the role of PostgreSQL may do as which the portal runs. It owns nothing, so it switches no guard off.

The role that migrates owns the tables; the role that runs reads and writes rows, and no more than it needs.
"""

from collections.abc import Iterator

from django.db.backends.utils import CursorWrapper
from psycopg import sql

from common.db.trail import is_of_the_trail, own_models

# Written by `migrate` alone.
READ_ONLY = {"django_migrations", "django_content_type", "auth_permission", "auth_group", "auth_group_permissions"}
ROWS = "SELECT, INSERT, UPDATE, DELETE"
# The rows of a log are never updated; what is older than the retention is deleted every night.
LOGS = {"accounts_accesslog", "accounts_securityevent"}


def privileges_on(table: str, trail: set[str]) -> str:
    """The privileges of the role on a table; `trail` are the tables that triggers write as this role."""
    if table in READ_ONLY:
        return "SELECT"
    if table in trail:
        return "SELECT, INSERT"
    return "SELECT, INSERT, DELETE" if table in LOGS else ROWS


def grants(cursor: CursorWrapper, role: str) -> Iterator[sql.Composed]:
    """The statements that give `role` what the portal needs in this database, and take all else away."""
    cursor.execute("SELECT current_database(), current_schema()")
    database, schema = cursor.fetchone()
    cursor.execute("SELECT tablename FROM pg_tables WHERE schemaname = current_schema() ORDER BY tablename")
    tables = [name for (name,) in cursor.fetchall()]
    trail = {model._meta.db_table for model in own_models() if is_of_the_trail(model)}
    names = {"role": sql.Identifier(role), "database": sql.Identifier(database), "schema": sql.Identifier(schema)}
    yield sql.SQL("REVOKE CREATE ON SCHEMA {schema} FROM PUBLIC, {role}").format(**names)
    yield sql.SQL("REVOKE ALL ON ALL TABLES IN SCHEMA {schema} FROM {role}").format(**names)
    yield sql.SQL("GRANT CONNECT ON DATABASE {database} TO {role}").format(**names)
    yield sql.SQL("GRANT USAGE ON SCHEMA {schema} TO {role}").format(**names)
    yield sql.SQL("GRANT USAGE, SELECT ON ALL SEQUENCES IN SCHEMA {schema} TO {role}").format(**names)
    for table in tables:
        what = sql.SQL(privileges_on(table, trail))
        yield sql.SQL("GRANT {what} ON {table} TO {role}").format(what=what, table=sql.Identifier(table), **names)
