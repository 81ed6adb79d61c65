"""Whoever was refused or has left may apply again: the date of the application and who entered it are new then."""

import pgtrigger.compiler
import pgtrigger.migrations
from django.db import migrations


class Migration(migrations.Migration):
    dependencies = [
        ("volunteers", "0002_triggers_and_sql"),
    ]

    operations = [
        pgtrigger.migrations.RemoveTrigger(
            model_name="volunteer",
            name="volunteer_stays",
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="volunteer",
            trigger=pgtrigger.compiler.Trigger(
                name="volunteer_stays",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    condition="WHEN (OLD.team_id IS DISTINCT FROM NEW.team_id OR OLD.person_id IS DISTINCT FROM NEW.person_id OR OLD.code IS DISTINCT FROM NEW.code)",
                    func="RAISE EXCEPTION 'volunteer_stays' USING ERRCODE = 'check_violation', CONSTRAINT = 'volunteer_stays'; RETURN NULL;",
                    hash="989816c90041759ece7c5746e0c6fe95497d5e93",
                    operation="UPDATE",
                    pgid="pgtrigger_volunteer_stays_0db1b",
                    table="volunteers_volunteer",
                    when="AFTER",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="volunteer",
            trigger=pgtrigger.compiler.Trigger(
                name="volunteer_application_stays",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    condition="WHEN (OLD.applied_at IS DISTINCT FROM NEW.applied_at OR OLD.by_id IS DISTINCT FROM NEW.by_id)",
                    func="IF (OLD.status IN ('refused', 'left') AND NEW.status = 'applied') IS NOT TRUE THEN RAISE EXCEPTION 'volunteer_application_stays' USING ERRCODE = 'check_violation', CONSTRAINT = 'volunteer_application_stays'; END IF; RETURN NULL;",
                    hash="5711085525216cdb4d80337fc592e62930833640",
                    operation="UPDATE",
                    pgid="pgtrigger_volunteer_application_stays_16183",
                    table="volunteers_volunteer",
                    when="AFTER",
                ),
            ),
        ),
    ]
