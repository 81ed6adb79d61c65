"""Dates in the past for what actions have written today. The database never rewrites when something was recorded."""

import datetime as dt

from django.db import connections
from django.db.models import Model


def antedate(row: Model, **moments: dt.datetime | None) -> None:
    """Write the row anew, under its key, with other moments.

    Foreign keys are checked at the commit, so what refers to the row stays.
    """
    table, key = type(row)._meta.db_table, row.pk
    row.refresh_from_db()
    for name, moment in moments.items():
        setattr(row, name, moment)
    with connections["default"].cursor() as cursor:
        cursor.execute(f"DELETE FROM {table} WHERE id = %s", [key])  # noqa: S608 - the table of a model
    row.save(force_insert=True)
