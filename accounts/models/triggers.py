"""Somebody must always be able to run the portal: the database keeps the last active operator."""

import pgtrigger


def an_operator_stays(*, name: str) -> pgtrigger.Trigger:
    """Refuses, as if by a constraint of that name, whatever would leave no active operator.

    After the statement's rows, so that one statement over all operators is seen whole; and one at a time, so that
    two operators who drop each other at once do not both succeed: the second waits, and then looks anew.
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
