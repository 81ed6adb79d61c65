"""What the database itself keeps about sign-ins: the last operator stays, an e-mail address has one owner, and each
change of a number or an address is written down.
"""

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


def keep_email_address(*, name: str) -> pgtrigger.Trigger:
    """The row in allauth's table follows the address of the sign-in, whoever writes that.

    Two foreign keys (accounts/migrations) refuse every other row. So the address that allauth finds is always the
    one of the sign-in, and it is verified.
    """
    return pgtrigger.Trigger(
        name=name,
        when=pgtrigger.After,
        operation=pgtrigger.Insert | pgtrigger.UpdateOf("email") | pgtrigger.Delete,
        func="""
            IF TG_OP = 'DELETE' THEN
                DELETE FROM account_emailaddress WHERE user_id = OLD.id;
                RETURN NULL;
            END IF;
            IF TG_OP = 'UPDATE' AND OLD.email IS NOT DISTINCT FROM NEW.email THEN
                RETURN NULL;
            END IF;
            DELETE FROM account_emailaddress WHERE user_id = NEW.id AND email IS DISTINCT FROM NEW.email;
            IF NEW.email IS NOT NULL THEN
                INSERT INTO account_emailaddress (user_id, email, verified, "primary")
                VALUES (NEW.id, NEW.email, true, true)
                ON CONFLICT (user_id, email) DO UPDATE SET verified = true, "primary" = true;
            END IF;
            RETURN NULL;
        """,
    )


def record_changed_keys(*, name: str) -> pgtrigger.Trigger:
    """Each change of the number or the e-mail address leaves a security event, whoever makes it."""
    return pgtrigger.Trigger(
        name=name,
        when=pgtrigger.After,
        operation=pgtrigger.UpdateOf("phone", "email"),
        func="""
            INSERT INTO accounts_securityevent (user_id, what)
            SELECT NEW.id, kind || CASE WHEN was IS NULL THEN '_added' WHEN becomes IS NULL THEN '_removed'
                                        ELSE '_changed' END
            FROM (VALUES ('number', OLD.phone, NEW.phone), ('email', OLD.email, NEW.email)) AS key(kind, was, becomes)
            WHERE was IS DISTINCT FROM becomes;
            RETURN NULL;
        """,
    )
