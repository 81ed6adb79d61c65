"""The database refuses to remove the last active operator: somebody must be able to run the portal."""

import pgtrigger


def keep_last_operator(*, name: str) -> pgtrigger.Trigger:
    """Refuses, like a constraint of that name, a change that would leave no active operator.

    It runs after the rows are written, so it sees the whole result of a statement over all operators. A lock makes
    transactions wait for each other: when two operators remove each other at the same time, the second one sees the
    result of the first.
    """
    return pgtrigger.Trigger(
        name=name,
        when=pgtrigger.After,
        operation=pgtrigger.Update | pgtrigger.Delete,
        condition=pgtrigger.Condition("OLD.is_staff AND OLD.is_active"),
        func=f"""
            IF TG_OP = 'UPDATE' AND NEW.is_staff AND NEW.is_active THEN
                RETURN NULL;
            END IF;
            PERFORM pg_advisory_xact_lock(hashtextextended('{name}', 0));
            IF NOT EXISTS (SELECT 1 FROM accounts_user WHERE is_staff AND is_active) THEN
                RAISE EXCEPTION 'the last active operator stays'
                    USING ERRCODE = 'check_violation', CONSTRAINT = '{name}', TABLE = TG_TABLE_NAME;
            END IF;
            RETURN NULL;
        """,  # noqa: S608 - the name is written in the model
    )
