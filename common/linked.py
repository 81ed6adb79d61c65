"""Composite foreign keys: relations whose two ends must agree in a second column.

Django has no composite foreign key field, so the constraint is added by RunSQL beside the ordinary one.
It needs no trigger, and it also refuses a later change at the far end.
"""

from django.db.migrations.operations import RunSQL


def composite_foreign_key(
    *, table: str, name: str, columns: tuple[str, ...], references: str, referenced: tuple[str, ...]
) -> RunSQL:
    """Migration operation: `FOREIGN KEY (columns) REFERENCES references (referenced)`, checked at commit."""
    return RunSQL(
        f"ALTER TABLE {table} ADD CONSTRAINT {name} FOREIGN KEY ({', '.join(columns)}) "
        f"REFERENCES {references} ({', '.join(referenced)}) DEFERRABLE INITIALLY DEFERRED",
        f"ALTER TABLE {table} DROP CONSTRAINT {name}",
    )
