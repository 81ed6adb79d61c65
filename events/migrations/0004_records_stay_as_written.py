"""What is recorded is not rewritten: who it is about, who entered it, when, and what was ended."""

import pgtrigger.compiler
import pgtrigger.migrations
from django.conf import settings
from django.db import migrations, models

from common.db.migrations import CombinedOperation


class Migration(migrations.Migration):
    dependencies = [
        ("accounts", "0005_records_stay_as_written"),
        ("events", "0003_only_who_waits_has_a_place"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        CombinedOperation(
            pgtrigger.migrations.RemoveTrigger(
                model_name="registration",
                name="registration_takes_seats",
            ),
        ),
        migrations.RemoveConstraint(
            model_name="registration",
            name="registration_waiting_since",
        ),
        CombinedOperation(
            pgtrigger.migrations.AddTrigger(
                model_name="event",
                trigger=pgtrigger.compiler.Trigger(
                    name="event_stays",
                    sql=pgtrigger.compiler.UpsertTriggerSql(
                        condition="WHEN (OLD.created_at IS DISTINCT FROM NEW.created_at)",
                        func="RAISE EXCEPTION 'event_stays' USING ERRCODE = 'check_violation', CONSTRAINT = 'event_stays'; RETURN NULL;",
                        hash="87f1031cf0bc10c1e38f3ae58f1f644aeffa9cad",
                        operation="UPDATE",
                        pgid="pgtrigger_event_stays_b35cb",
                        table="events_event",
                        when="AFTER",
                    ),
                ),
            ),
            pgtrigger.migrations.AddTrigger(
                model_name="event",
                trigger=pgtrigger.compiler.Trigger(
                    name="event_status_goes_on",
                    sql=pgtrigger.compiler.UpsertTriggerSql(
                        condition="WHEN (OLD.status IS DISTINCT FROM NEW.status)",
                        func="IF (OLD.status = 'draft' OR (OLD.status = 'published' AND NEW.status = 'cancelled')) IS NOT TRUE THEN RAISE EXCEPTION 'event_status_goes_on' USING ERRCODE = 'check_violation', CONSTRAINT = 'event_status_goes_on'; END IF; RETURN NULL;",
                        hash="b9137530d520b0993101d14c280132d2c0f8659f",
                        operation="UPDATE",
                        pgid="pgtrigger_event_status_goes_on_62583",
                        table="events_event",
                        when="AFTER",
                    ),
                ),
            ),
            pgtrigger.migrations.AddTrigger(
                model_name="registration",
                trigger=pgtrigger.compiler.Trigger(
                    name="registration_takes_seats",
                    sql=pgtrigger.compiler.UpsertTriggerSql(
                        func="\n            IF TG_OP = 'INSERT' THEN\n                IF (CASE WHEN NEW.status IN ('registered', 'attended', 'no_show') THEN NEW.seats ELSE 0 END) <> 0 THEN UPDATE events_event SET seats_taken = seats_taken + ((CASE WHEN NEW.status IN ('registered', 'attended', 'no_show') THEN NEW.seats ELSE 0 END)) WHERE id = NEW.event_id; END IF;\n            ELSIF TG_OP = 'DELETE' THEN\n                IF -((CASE WHEN OLD.status IN ('registered', 'attended', 'no_show') THEN OLD.seats ELSE 0 END)) <> 0 THEN UPDATE events_event SET seats_taken = seats_taken + (-((CASE WHEN OLD.status IN ('registered', 'attended', 'no_show') THEN OLD.seats ELSE 0 END))) WHERE id = OLD.event_id; END IF;\n            ELSE\n                IF ((CASE WHEN NEW.status IN ('registered', 'attended', 'no_show') THEN NEW.seats ELSE 0 END)) - ((CASE WHEN OLD.status IN ('registered', 'attended', 'no_show') THEN OLD.seats ELSE 0 END)) <> 0 THEN UPDATE events_event SET seats_taken = seats_taken + (((CASE WHEN NEW.status IN ('registered', 'attended', 'no_show') THEN NEW.seats ELSE 0 END)) - ((CASE WHEN OLD.status IN ('registered', 'attended', 'no_show') THEN OLD.seats ELSE 0 END))) WHERE id = NEW.event_id; END IF;\n            END IF;\n            RETURN NULL;\n        ",
                        hash="92d1036286aa1f4ed56e253cadd636c963409298",
                        operation="INSERT OR UPDATE OR DELETE",
                        pgid="pgtrigger_registration_takes_seats_20141",
                        table="events_registration",
                        when="AFTER",
                    ),
                ),
            ),
            pgtrigger.migrations.AddTrigger(
                model_name="registration",
                trigger=pgtrigger.compiler.Trigger(
                    name="registration_stays",
                    sql=pgtrigger.compiler.UpsertTriggerSql(
                        condition="WHEN (OLD.event_id IS DISTINCT FROM NEW.event_id OR OLD.person_id IS DISTINCT FROM NEW.person_id OR OLD.by_id IS DISTINCT FROM NEW.by_id OR OLD.created_at IS DISTINCT FROM NEW.created_at OR OLD.token IS DISTINCT FROM NEW.token)",
                        func="RAISE EXCEPTION 'registration_stays' USING ERRCODE = 'check_violation', CONSTRAINT = 'registration_stays'; RETURN NULL;",
                        hash="7198584bedf43cb682e22907ab4dc21fd1fa5850",
                        operation="UPDATE",
                        pgid="pgtrigger_registration_stays_d3a59",
                        table="events_registration",
                        when="AFTER",
                    ),
                ),
            ),
        ),
        migrations.AddConstraint(
            model_name="registration",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("queued_at__isnull", False), ("status", "waitlisted")),
                    models.Q(models.Q(("status", "waitlisted"), _negated=True), ("queued_at", None)),
                    _connector="OR",
                ),
                name="registration_waiting_since",
            ),
        ),
    ]
