"""A counter of taken seats that the database keeps below the capacity.

A parent row (an event) has `capacity` and `seats_taken` with `CHECK (seats_taken <= capacity)`. Triggers on the child
rows keep `seats_taken`, so `bulk_create`, `update()`, raw SQL and cascades are counted too.
"""

from collections.abc import Mapping

import pgtrigger


def counted_seats(
    *, parent_table: str, parent_column: str, seats: str, name: str, also: Mapping[str, str] | None = None
) -> pgtrigger.Trigger:
    """The AFTER trigger of the child model.

    `seats` is SQL over a row alias `{row}`. It gives how many seats the row takes (0 when it takes none). `also`: the
    same for further counters, by the column of the parent.

    The trigger applies a delta and never computes the sum: a statement that waited for the parent's lock still has
    its old snapshot, in which a sum would miss the concurrent row. A row never moves to another parent, which the
    child model ensures (`common.db.triggers.never_changed`).
    """
    counters = {"seats_taken": seats, **(also or {})}

    def apply(delta: str, parent: str) -> str:
        deltas = {
            column: delta.format(old=sql.format(row="OLD"), new=sql.format(row="NEW"))
            for column, sql in counters.items()
        }
        changed = " OR ".join(f"{each} <> 0" for each in deltas.values())
        counted = ", ".join(f"{column} = {column} + ({each})" for column, each in deltas.items())
        return f"IF {changed} THEN UPDATE {parent_table} SET {counted} WHERE id = {parent}; END IF;"  # noqa: S608

    leave = apply("-({old})", f"OLD.{parent_column}")
    enter = apply("{new}", f"NEW.{parent_column}")
    return pgtrigger.Trigger(
        name=name,
        when=pgtrigger.After,
        operation=pgtrigger.Insert | pgtrigger.Update | pgtrigger.Delete,
        func=f"""
            IF TG_OP = 'INSERT' THEN
                {enter}
            ELSIF TG_OP = 'DELETE' THEN
                {leave}
            ELSE
                {apply("({new}) - ({old})", f"NEW.{parent_column}")}
            END IF;
            RETURN NULL;
        """,
    )


def protected_count(*columns: str, name: str) -> pgtrigger.Trigger:
    """The BEFORE trigger of the parent: these counters start at 0, and only the child's trigger changes them.

    Without it, a stale `event.save()` would write an old count.
    """
    counters = columns or ("seats_taken",)
    empty = " ".join(f"NEW.{column} := 0;" for column in counters)
    kept = " ".join(f"NEW.{column} := OLD.{column};" for column in counters)
    return pgtrigger.Trigger(
        name=name,
        when=pgtrigger.Before,
        operation=pgtrigger.Insert | pgtrigger.UpdateOf(*counters),
        func=f"""
            IF TG_OP = 'INSERT' THEN
                {empty}
            ELSIF pg_trigger_depth() < 2 THEN
                {kept}
            END IF;
            RETURN NEW;
        """,
    )
