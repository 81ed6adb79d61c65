"""Faces on paper are no more than people came, whatever was answered by link beside them."""

import pgtrigger.compiler
import pgtrigger.migrations
from django.db import migrations


class Migration(migrations.Migration):
    dependencies = [("events", "0028_dates_open_with_their_series")]

    operations = [
        pgtrigger.migrations.RemoveTrigger(
            model_name="feedback",
            name="feedback_from_who_came",
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="feedback",
            trigger=pgtrigger.compiler.Trigger(
                name="feedback_from_who_came",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func="IF (\n    CASE WHEN NEW.on_paper THEN\n        NEW.face = ''\n        OR (SELECT count(*) FROM events_feedback f WHERE f.event_id = NEW.event_id AND f.on_paper AND f.face <> '')\n        <= coalesce(\n            (SELECT e.headcount FROM events_event e WHERE e.id = NEW.event_id),\n            (SELECT sum(r.came) FROM events_registration r WHERE r.event_id = NEW.event_id),\n            0)\n    ELSE\n        (SELECT count(*) FROM events_feedback f WHERE f.event_id = NEW.event_id AND NOT f.on_paper)\n        <= (SELECT count(*) FROM events_registration r WHERE r.event_id = NEW.event_id AND r.feedback = 'answered')\n    END\n) IS NOT TRUE THEN RAISE EXCEPTION 'feedback_from_who_came' USING ERRCODE = 'check_violation', CONSTRAINT = 'feedback_from_who_came'; END IF; RETURN NULL;",
                    hash="e8dc83a240ff62439a2065e9f638eecb6cba1197",
                    operation="INSERT",
                    pgid="pgtrigger_feedback_from_who_came_7eb08",
                    table="events_feedback",
                    when="AFTER",
                ),
            ),
        ),
    ]
