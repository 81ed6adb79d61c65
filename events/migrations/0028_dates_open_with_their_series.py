"""No date of a series is public while the series is a draft."""

import pgtrigger.compiler
import pgtrigger.migrations
from django.db import migrations


class Migration(migrations.Migration):
    dependencies = [
        ("events", "0027_series_say_how_one_comes"),
    ]

    operations = [
        pgtrigger.migrations.AddTrigger(
            model_name="event",
            trigger=pgtrigger.compiler.Trigger(
                name="event_public_with_series",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func="IF (\n    NEW.series_id IS NULL OR NEW.status = 'draft' OR EXISTS (\n        SELECT 1 FROM events_eventseries s WHERE s.id = NEW.series_id AND s.status <> 'draft'\n    )\n) IS NOT TRUE THEN RAISE EXCEPTION 'event_public_with_series' USING ERRCODE = 'check_violation', CONSTRAINT = 'event_public_with_series'; END IF; RETURN NULL;",
                    hash="af4cd015764f70a62cd7ddd3d119c2dc0f787469",
                    operation='INSERT OR UPDATE OF "status"',
                    pgid="pgtrigger_event_public_with_series_84c65",
                    table="events_event",
                    when="AFTER",
                ),
            ),
        ),
    ]
