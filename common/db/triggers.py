"""Invariants that a CHECK or a foreign key cannot express: triggers raise the same error as a constraint.

The error names the trigger like a constraint, and the model gives its message in `database_messages`. The triggers
run after the row is written, so a CHECK or a foreign key reports its violation first.
"""

import pgtrigger


def never_changed(*columns: str, name: str, unless: str = "") -> pgtrigger.Trigger:
    """These columns cannot be updated. `unless`: SQL over OLD and NEW that allows the update.

    To merge two records of one person, close the rows of one and open rows for the other.
    """
    changed = " OR ".join(f"OLD.{column} IS DISTINCT FROM NEW.{column}" for column in columns)
    return pgtrigger.Trigger(
        name=name,
        when=pgtrigger.After,
        operation=pgtrigger.Update,
        condition=pgtrigger.Condition(changed),
        func=_refuse_unless(unless, name) if unless else f"{_refusal(name)} RETURN NULL;",
    )


def never_taken_back(*columns: str, name: str) -> pgtrigger.Trigger:
    """What is written into these columns stays: the first of them is empty until then (“withdrawn at”)."""
    return never_changed(*columns, name=name, unless=f"OLD.{columns[0]} IS NULL")


def refused_when(sql: str, *, name: str, on: pgtrigger.Operation) -> pgtrigger.Trigger:
    """A row for which `sql`, over OLD, is true is neither updated nor deleted, as `on` says."""
    return pgtrigger.Trigger(
        name=name, when=pgtrigger.Before, operation=on, condition=pgtrigger.Condition(sql), func=_refusal(name)
    )


def append_only(*, name: str) -> pgtrigger.Trigger:
    """The rows of a log are never updated."""
    return pgtrigger.Trigger(name=name, when=pgtrigger.Before, operation=pgtrigger.Update, func=_refusal(name))


def never_deleted(*, name: str) -> pgtrigger.Trigger:
    """The rows are kept for as long as what they belong to."""
    return pgtrigger.Trigger(name=name, when=pgtrigger.Before, operation=pgtrigger.Delete, func=_refusal(name))


def kept_for(months: int, *, since: str, name: str) -> pgtrigger.Trigger:
    """The rows of a log are not deleted before so many months have passed since the time in the column `since`."""
    return refused_when(f"OLD.{since} > now() - interval '{months} months'", name=name, on=pgtrigger.Delete)


def dated_by_database(column: str, *, name: str) -> pgtrigger.Trigger:
    """The moment in the column is the one of the writing, whatever the statement says: a log is never antedated."""
    return pgtrigger.Trigger(
        name=name,
        when=pgtrigger.Before,
        operation=pgtrigger.Insert,
        func=f"NEW.{column} = clock_timestamp(); RETURN NEW;",
    )


WRITTEN = pgtrigger.Insert | pgtrigger.Update


def row_condition(sql: str, *, name: str, on: pgtrigger.Operation = WRITTEN) -> pgtrigger.Trigger:
    """`sql`, over the row NEW, must be true of every row when it is written.

    It may read only columns of other rows that never change: a later change of such a row would not be checked.
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
