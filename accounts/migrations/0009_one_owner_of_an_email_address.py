"""An e-mail address has one owner: allauth's table holds the address of each sign-in, proven, and nothing else."""

import pgtrigger.compiler
import pgtrigger.migrations
from django.db import migrations, models

from common.db.constraints import composite_foreign_key


class Migration(migrations.Migration):
    dependencies = [
        ("accounts", "0008_prove_email_addresses"),
    ]

    operations = [
        pgtrigger.migrations.AddTrigger(
            model_name="user",
            trigger=pgtrigger.compiler.Trigger(
                name="user_email_is_kept",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func="\n            IF TG_OP = 'DELETE' THEN\n                DELETE FROM account_emailaddress WHERE user_id = OLD.id;\n                RETURN NULL;\n            END IF;\n            IF TG_OP = 'UPDATE' AND OLD.email IS NOT DISTINCT FROM NEW.email THEN\n                RETURN NULL;\n            END IF;\n            DELETE FROM account_emailaddress WHERE user_id = NEW.id AND email IS DISTINCT FROM NEW.email;\n            IF NEW.email IS NOT NULL THEN\n                INSERT INTO account_emailaddress (user_id, email, verified, \"primary\")\n                VALUES (NEW.id, NEW.email, true, true)\n                ON CONFLICT (user_id, email) DO UPDATE SET verified = true, \"primary\" = true;\n            END IF;\n            RETURN NULL;\n        ",
                    hash="18303555d4f1e6ad88dff406aabf67eb0c6296b5",
                    operation='INSERT OR UPDATE OF "email" OR DELETE',
                    pgid="pgtrigger_user_email_is_kept_cd4f3",
                    table="accounts_user",
                    when="AFTER",
                ),
            ),
        ),
        migrations.AddConstraint(
            model_name="user",
            constraint=models.UniqueConstraint(fields=("id", "email"), name="user_of_email"),
        ),
        migrations.AddConstraint(
            model_name="user",
            constraint=models.CheckConstraint(
                condition=models.Q(("email", None), ("email__regex", "^[!-@\\[-~]+@[!-@\\[-~]+$"), _connector="OR"),
                name="user_email_plain",
                violation_error_message="Please enter an e-mail address, for example wang@example.org.",
            ),
        ),
        migrations.RunSQL(
            "ALTER TABLE account_emailaddress ADD CONSTRAINT email_address_proven CHECK (verified)",
            "ALTER TABLE account_emailaddress DROP CONSTRAINT email_address_proven",
        ),
        composite_foreign_key(
            table="account_emailaddress",
            name="email_address_of_its_sign_in",
            columns=("user_id", "email"),
            references="accounts_user",
            referenced=("id", "email"),
        ),
        # allauth deletes the row of an address first, in a transaction of its own.
        composite_foreign_key(
            table="accounts_user",
            name="user_email_has_address",
            columns=("id", "email"),
            references="account_emailaddress",
            referenced=("user_id", "email"),
            on_delete="SET NULL (email)",
        ),
    ]
