"""A counter of taken seats that the database keeps below the capacity.

A parent row (an event) has `capacity` and `seats_taken` with `CHECK (seats_taken <= capacity)`. Triggers on the child
rows keep `seats_taken`, so `bulk_create`, `update()`, raw SQL and cascades are counted too.
"""

import pgtrigger


def counted_seats(*, parent_table: str, parent_column: str, seats: str, name: str) -> pgtrigger.Trigger:
    """The AFTER trigger of the child model.

    `seats` is SQL over a row alias `{row}`. It gives how many seats the row takes (0 when it takes none).

    The trigger applies a delta and never computes the sum: a statement that waited for the parent's lock still has
    its old snapshot, in which a sum would miss the concurrent row. A row never moves to another parent, which the
    child model ensures (`common.db.triggers.never_changed`).
    """
    old, new = seats.format(row="OLD"), seats.format(row="NEW")

    def apply(delta: str, parent: str) -> str:
        return (
            f"IF {delta} <> 0 THEN UPDATE {parent_table} SET seats_taken = seats_taken + ({delta}) "  # noqa: S608
            f"WHERE id = {parent}; END IF;"
        )

    leave = apply(f"-({old})", f"OLD.{parent_column}")
    enter = apply(new, f"NEW.{parent_column}")
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
                {apply(f"({new}) - ({old})", f"NEW.{parent_column}")}
            END IF;
            RETURN NULL;
        """,
    )


def protected_count(*, name: str) -> pgtrigger.Trigger:
    """The BEFORE trigger of the parent: `seats_taken` starts at 0, and only the child's trigger changes it.

    Without it, a stale `event.save()` would write an old count.
    """
    return pgtrigger.Trigger(
        name=name,
        when=pgtrigger.Before,
        operation=pgtrigger.Insert | pgtrigger.UpdateOf("seats_taken"),
        func="""
            IF TG_OP = 'INSERT' THEN
                NEW.seats_taken := 0;
            ELSIF pg_trigger_depth() < 2 THEN
                NEW.seats_taken := OLD.seats_taken;
            END IF;
            RETURN NEW;
        """,
    )
