"""Whether an event took place is asked, and the event locked, only where a registration says who came."""

import pgtrigger.compiler
import pgtrigger.migrations
from django.db import migrations


class Migration(migrations.Migration):
    dependencies = [("events", "0029_papers_are_counted_apart")]

    operations = [
        pgtrigger.migrations.RemoveTrigger(
            model_name="registration",
            name="registration_attendance_of_event",
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="registration",
            trigger=pgtrigger.compiler.Trigger(
                name="registration_attendance_of_event",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func="IF (\n    NEW.status NOT IN ('attended', 'no_show') OR EXISTS (\n        SELECT 1 FROM events_event e\n        WHERE e.id = NEW.event_id AND e.status = 'published'\n        AND (NEW.status = 'attended' OR e.list_closed_at IS NOT NULL)\n        FOR SHARE\n    )\n) IS NOT TRUE THEN RAISE EXCEPTION 'registration_attendance_of_event' USING ERRCODE = 'check_violation', CONSTRAINT = 'registration_attendance_of_event'; END IF; RETURN NULL;",
                    hash="ae9eb543d2f8ac1ce5bcdc0d8d5d24be70d46687",
                    operation='INSERT OR UPDATE OF "status", "event_id"',
                    pgid="pgtrigger_registration_attendance_of_event_5063f",
                    table="events_registration",
                    when="AFTER",
                ),
            ),
        ),
    ]
