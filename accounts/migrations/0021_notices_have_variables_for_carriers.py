"""Notices say what to bring and where one meets: in a longer line, and in the variables of a carrier's template."""

import pgtrigger.compiler
import pgtrigger.migrations
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("accounts", "0020_people_are_found_in_pinyin"),
    ]

    operations = [
        pgtrigger.migrations.RemoveTrigger(
            model_name="notification",
            name="notification_stays",
        ),
        migrations.AlterField(
            model_name="notification",
            name="title",
            field=models.CharField(max_length=300, verbose_name="title"),
        ),
        migrations.AddField(
            model_name="notification",
            name="variables",
            field=models.JSONField(blank=True, default=dict),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="notification",
            trigger=pgtrigger.compiler.Trigger(
                name="notification_stays",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    condition="WHEN (OLD.recipient_id IS DISTINCT FROM NEW.recipient_id OR OLD.kind IS DISTINCT FROM NEW.kind OR OLD.title IS DISTINCT FROM NEW.title OR OLD.body IS DISTINCT FROM NEW.body OR OLD.path IS DISTINCT FROM NEW.path OR OLD.variables IS DISTINCT FROM NEW.variables OR OLD.created_at IS DISTINCT FROM NEW.created_at)",
                    func="RAISE EXCEPTION 'notification_stays' USING ERRCODE = 'check_violation', CONSTRAINT = 'notification_stays'; RETURN NULL;",
                    hash="f78836b90f0ae645b905834da7398ee0161f1d79",
                    operation="UPDATE",
                    pgid="pgtrigger_notification_stays_8b4c8",
                    table="accounts_notification",
                    when="AFTER",
                ),
            ),
        ),
    ]
