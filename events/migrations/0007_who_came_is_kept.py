"""The database keeps who came: of events that took place, within the party, absent only on a closed list."""

import pgtrigger.compiler
import pgtrigger.migrations
from django.db import migrations, models

import stations.models.spaces
from common.db.migrations import CombinedOperation


class Migration(migrations.Migration):
    dependencies = [
        ("events", "0006_who_came_so_far"),
    ]

    operations = [
        migrations.AlterField(
            model_name="event",
            name="door_code",
            field=models.CharField(
                default=stations.models.spaces.door_code, editable=False, max_length=16, unique=True
            ),
        ),
        migrations.AddConstraint(
            model_name="event",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    ("list_closed_at", None),
                    models.Q(("list_closed_at__gte", models.F("ends_at")), ("status", "published")),
                    _connector="OR",
                ),
                name="event_list_closed_after_end",
                violation_error_message="The list of who came is closed after the event has ended.",
            ),
        ),
        migrations.AddConstraint(
            model_name="registration",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("came__isnull", False), ("checked_in_at__isnull", False), ("status", "attended")),
                    models.Q(
                        models.Q(("status", "attended"), _negated=True),
                        ("came", None),
                        ("checked_in_at", None),
                        ("checked_in_by", None),
                    ),
                    _connector="OR",
                ),
                name="registration_checked_in_with_status",
            ),
        ),
        migrations.AddConstraint(
            model_name="registration",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    ("came", None), models.Q(("came__gte", 1), ("came__lte", models.F("seats"))), _connector="OR"
                ),
                name="registration_came_within_seats",
                violation_error_message="Of a party come at least one person and at most all of it.",
            ),
        ),
        CombinedOperation(
            pgtrigger.migrations.AddTrigger(
                model_name="event",
                trigger=pgtrigger.compiler.Trigger(
                    name="event_keeps_attendance",
                    sql=pgtrigger.compiler.UpsertTriggerSql(
                        func="IF (\n    NOT EXISTS (\n        SELECT 1 FROM events_registration r WHERE r.event_id = NEW.id AND (\n            (r.status = 'attended' AND NEW.status <> 'published')\n            OR (r.status = 'no_show' AND (NEW.status <> 'published' OR NEW.list_closed_at IS NULL))\n        )\n    )\n) IS NOT TRUE THEN RAISE EXCEPTION 'event_keeps_attendance' USING ERRCODE = 'check_violation', CONSTRAINT = 'event_keeps_attendance'; END IF; RETURN NULL;",
                        hash="3191e2ebe10424408a0c105eb1ebce8bd0e86229",
                        operation='UPDATE OF "status", "list_closed_at"',
                        pgid="pgtrigger_event_keeps_attendance_c68ce",
                        table="events_event",
                        when="AFTER",
                    ),
                ),
            ),
            pgtrigger.migrations.AddTrigger(
                model_name="registration",
                trigger=pgtrigger.compiler.Trigger(
                    name="registration_attendance_of_event",
                    sql=pgtrigger.compiler.UpsertTriggerSql(
                        func="IF (\n    NEW.status NOT IN ('attended', 'no_show') OR EXISTS (\n        SELECT 1 FROM events_event e\n        WHERE e.id = NEW.event_id AND e.status = 'published'\n        AND (NEW.status = 'attended' OR e.list_closed_at IS NOT NULL)\n        FOR SHARE\n    )\n) IS NOT TRUE THEN RAISE EXCEPTION 'registration_attendance_of_event' USING ERRCODE = 'check_violation', CONSTRAINT = 'registration_attendance_of_event'; END IF; RETURN NULL;",
                        hash="8af57311bee6c6ea023eb390ea473c6b9c970122",
                        operation="INSERT OR UPDATE",
                        pgid="pgtrigger_registration_attendance_of_event_5063f",
                        table="events_registration",
                        when="AFTER",
                    ),
                ),
            ),
        ),
    ]
