"""The moment of a row in a log is the one of its writing, whatever a statement says."""

import django.db.models.functions.datetime
import pgtrigger.compiler
import pgtrigger.migrations
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("accounts", "0013_sign_in_changes_stay"),
    ]

    operations = [
        migrations.AlterField(
            model_name="accesslog",
            name="at",
            field=models.DateTimeField(
                db_default=django.db.models.functions.datetime.Now(), editable=False, verbose_name="when"
            ),
        ),
        migrations.AlterField(
            model_name="securityevent",
            name="at",
            field=models.DateTimeField(
                db_default=django.db.models.functions.datetime.Now(), editable=False, verbose_name="when"
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="accesslog",
            trigger=pgtrigger.compiler.Trigger(
                name="access_log_is_dated",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func="NEW.at = clock_timestamp(); RETURN NEW;",
                    hash="d4918d1e2e07f496c1d50a39436fccbdc3231e81",
                    operation="INSERT",
                    pgid="pgtrigger_access_log_is_dated_14431",
                    table="accounts_accesslog",
                    when="BEFORE",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="securityevent",
            trigger=pgtrigger.compiler.Trigger(
                name="security_event_is_dated",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func="NEW.at = clock_timestamp(); RETURN NEW;",
                    hash="d3280623568db6bcbf9416473d9a02276d9219b2",
                    operation="INSERT",
                    pgid="pgtrigger_security_event_is_dated_ee186",
                    table="accounts_securityevent",
                    when="BEFORE",
                ),
            ),
        ),
    ]
