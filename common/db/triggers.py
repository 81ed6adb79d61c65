"""Invariants that neither a CHECK nor a foreign key can say, kept by triggers that refuse as a constraint would.

The refusal names its constraint, so the model gives it words in `linked_messages`, like a composite foreign key.
They run after the row is written: whatever a CHECK or a foreign key has to say comes first.
"""

import pgtrigger


def never_changed(*columns: str, name: str, unless: str = "") -> pgtrigger.Trigger:
    """These columns stay as they were written. `unless`: SQL over OLD and NEW under which they may change.

    Merging two records of one person would need another way: closing the rows of one, and opening them for the other.
    """
    changed = " OR ".join(f"OLD.{column} IS DISTINCT FROM NEW.{column}" for column in columns)
    return pgtrigger.Trigger(
        name=name,
        when=pgtrigger.After,
        operation=pgtrigger.Update,
        condition=pgtrigger.Condition(changed),
        func=_refuse_unless(unless, name) if unless else f"{_refusal(name)} RETURN NULL;",
    )


WRITTEN = pgtrigger.Insert | pgtrigger.Update


def holds(sql: str, *, name: str, on: pgtrigger.Operation = WRITTEN) -> pgtrigger.Trigger:
    """`sql`, over the row NEW, is true of every row as it is written.

    What it reads in other rows must be what those never change, or a later change there would go unnoticed.
    """
    return pgtrigger.Trigger(
        name=name,
        when=pgtrigger.After,
        operation=on,
        func=_refuse_unless(sql, name),
    )


def _refuse_unless(sql: str, name: str) -> str:
    return f"IF ({sql}) IS NOT TRUE THEN {_refusal(name)} END IF; RETURN NULL;"


def _refusal(name: str) -> str:
    return f"RAISE EXCEPTION '{name}' USING ERRCODE = 'check_violation', CONSTRAINT = '{name}';"
