"""How many of a party came is what its check-ins say, and nobody came without one."""

import pgtrigger.compiler
import pgtrigger.migrations
from django.db import migrations

from common.db.migrations import CombinedOperation


class Migration(migrations.Migration):
    dependencies = [("events", "0023_who_came_has_check_ins")]

    operations = [
        CombinedOperation(
            pgtrigger.migrations.AddTrigger(
                model_name="registration",
                trigger=pgtrigger.compiler.Trigger(
                    name="registration_came_as_checked_in",
                    sql=pgtrigger.compiler.UpsertTriggerSql(
                        condition="WHEN (NEW.\"status\" = 'attended')",
                        constraint="CONSTRAINT",
                        func="\n    IF EXISTS (\n        SELECT 1 FROM events_registration r\n        WHERE r.id = NEW.id AND r.came IS DISTINCT FROM (\n            SELECT max(c.came) FROM events_checkin c WHERE c.registration_id = r.id\n        )\n    ) THEN\n        RAISE EXCEPTION 'registration_came_as_checked_in'\n        USING ERRCODE = 'check_violation', CONSTRAINT = 'registration_came_as_checked_in';\n    END IF;\n    RETURN NULL;\n",
                        hash="3ee50befe78a0267d9282ee9f42cd59fd3d03dea",
                        operation='INSERT OR UPDATE OF "came"',
                        pgid="pgtrigger_registration_came_as_checked_in_7b108",
                        table="events_registration",
                        timing="DEFERRABLE INITIALLY DEFERRED",
                        when="AFTER",
                    ),
                ),
            ),
            pgtrigger.migrations.AddTrigger(
                model_name="registration",
                trigger=pgtrigger.compiler.Trigger(
                    name="registration_left_as_taken_back",
                    sql=pgtrigger.compiler.UpsertTriggerSql(
                        condition="WHEN (OLD.\"status\" = 'attended' AND NOT (NEW.\"status\" = 'attended'))",
                        constraint="CONSTRAINT",
                        func="\n    IF EXISTS (\n        SELECT 1 FROM events_registration r\n        WHERE r.id = NEW.id AND r.came IS DISTINCT FROM (\n            SELECT max(c.came) FROM events_checkin c WHERE c.registration_id = r.id\n        )\n    ) THEN\n        RAISE EXCEPTION 'registration_came_as_checked_in'\n        USING ERRCODE = 'check_violation', CONSTRAINT = 'registration_came_as_checked_in';\n    END IF;\n    RETURN NULL;\n",
                        hash="2e8b5891be28b9499e2f228c65fdee9c8f32cb6d",
                        operation='UPDATE OF "status"',
                        pgid="pgtrigger_registration_left_as_taken_back_cec7c",
                        table="events_registration",
                        timing="DEFERRABLE INITIALLY DEFERRED",
                        when="AFTER",
                    ),
                ),
            ),
            pgtrigger.migrations.AddTrigger(
                model_name="checkin",
                trigger=pgtrigger.compiler.Trigger(
                    name="check_in_counts",
                    sql=pgtrigger.compiler.UpsertTriggerSql(
                        constraint="CONSTRAINT",
                        func="\n    IF EXISTS (\n        SELECT 1 FROM events_registration r\n        WHERE r.id = coalesce(NEW.registration_id, OLD.registration_id) AND r.came IS DISTINCT FROM (\n            SELECT max(c.came) FROM events_checkin c WHERE c.registration_id = r.id\n        )\n    ) THEN\n        RAISE EXCEPTION 'registration_came_as_checked_in'\n        USING ERRCODE = 'check_violation', CONSTRAINT = 'registration_came_as_checked_in';\n    END IF;\n    RETURN NULL;\n",
                        hash="57525d7d6b2d25cab8e92311728f9cee892574f6",
                        operation='INSERT OR UPDATE OF "came" OR DELETE',
                        pgid="pgtrigger_check_in_counts_ce2af",
                        table="events_checkin",
                        timing="DEFERRABLE INITIALLY DEFERRED",
                        when="AFTER",
                    ),
                ),
            ),
        )
    ]
