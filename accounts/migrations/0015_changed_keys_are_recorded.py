"""A change of a number or an e-mail address leaves a security event, whoever makes it."""

import pgtrigger.compiler
import pgtrigger.migrations
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("accounts", "0014_the_database_dates_its_logs"),
    ]

    operations = [
        migrations.AlterField(
            model_name="securityevent",
            name="what",
            field=models.CharField(
                choices=[
                    ("password_set", "first password set"),
                    ("password_changed", "password changed"),
                    ("password_reset", "password reset by e-mail"),
                    ("email_added", "e-mail address added"),
                    ("email_changed", "e-mail address changed"),
                    ("email_removed", "e-mail address removed"),
                    ("number_added", "mobile number added"),
                    ("number_changed", "mobile number changed"),
                    ("number_removed", "mobile number removed"),
                    ("change_asked", "change of the sign-in asked for"),
                    ("change_cancelled", "change of the sign-in cancelled"),
                    ("change_lapsed", "change of the sign-in lapsed"),
                    ("authenticator_added", "second factor added"),
                    ("authenticator_removed", "second factor removed"),
                    ("authenticator_reset", "recovery codes made anew"),
                ],
                max_length=40,
                verbose_name="what",
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="user",
            trigger=pgtrigger.compiler.Trigger(
                name="user_keys_are_recorded",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func="\n            INSERT INTO accounts_securityevent (user_id, what)\n            SELECT NEW.id, kind || CASE WHEN was IS NULL THEN '_added' WHEN becomes IS NULL THEN '_removed'\n                                        ELSE '_changed' END\n            FROM (VALUES ('number', OLD.phone, NEW.phone), ('email', OLD.email, NEW.email)) AS key(kind, was, becomes)\n            WHERE was IS DISTINCT FROM becomes;\n            RETURN NULL;\n        ",
                    hash="410dba561d7d3dceb4b8f3153b886da7861adab8",
                    operation='UPDATE OF "phone", "email"',
                    pgid="pgtrigger_user_keys_are_recorded_dab18",
                    table="accounts_user",
                    when="AFTER",
                ),
            ),
        ),
    ]
