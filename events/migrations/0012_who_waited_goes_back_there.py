"""A waiting party that was let in by mistake goes back to its place on the waitlist."""

import pgtrigger.compiler
import pgtrigger.migrations
from django.conf import settings
from django.db import migrations, models

from common.db.migrations import CombinedOperation


class Migration(migrations.Migration):
    dependencies = [
        ("accounts", "0020_people_are_found_in_pinyin"),
        ("events", "0011_events_without_a_list_have_a_headcount"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        CombinedOperation(
            pgtrigger.migrations.RemoveTrigger(
                model_name="registration",
                name="insert_insert",
            ),
            pgtrigger.migrations.RemoveTrigger(
                model_name="registration",
                name="update_update",
            ),
            pgtrigger.migrations.RemoveTrigger(
                model_name="registration",
                name="delete_delete",
            ),
        ),
        CombinedOperation(
            migrations.AddField(
                model_name="registration",
                name="waited_since",
                field=models.DateTimeField(blank=True, editable=False, null=True),
            ),
            migrations.AddField(
                model_name="registrationhistory",
                name="waited_since",
                field=models.DateTimeField(blank=True, editable=False, null=True),
            ),
        ),
        CombinedOperation(
            pgtrigger.migrations.AddTrigger(
                model_name="registration",
                trigger=pgtrigger.compiler.Trigger(
                    name="insert_insert",
                    sql=pgtrigger.compiler.UpsertTriggerSql(
                        func='INSERT INTO "events_registrationhistory" ("by_id", "came", "cancelled_at", "checked_in_at", "checked_in_by_id", "created_at", "event_id", "id", "offered_seats", "person_id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "queued_at", "reminded_at", "seats", "status", "waited_since", "walk_in") VALUES (NEW."by_id", NEW."came", NEW."cancelled_at", NEW."checked_in_at", NEW."checked_in_by_id", NEW."created_at", NEW."event_id", NEW."id", NEW."offered_seats", NEW."person_id", _pgh_attach_context(), NOW(), \'insert\', NEW."id", NEW."queued_at", NEW."reminded_at", NEW."seats", NEW."status", NEW."waited_since", NEW."walk_in"); RETURN NULL;',
                        hash="cac3bbd915395583629edff3b9ac9dc8e3fd01ca",
                        operation="INSERT",
                        pgid="pgtrigger_insert_insert_c84d7",
                        table="events_registration",
                        when="AFTER",
                    ),
                ),
            ),
            pgtrigger.migrations.AddTrigger(
                model_name="registration",
                trigger=pgtrigger.compiler.Trigger(
                    name="update_update",
                    sql=pgtrigger.compiler.UpsertTriggerSql(
                        condition='WHEN (OLD."by_id" IS DISTINCT FROM (NEW."by_id") OR OLD."came" IS DISTINCT FROM (NEW."came") OR OLD."cancelled_at" IS DISTINCT FROM (NEW."cancelled_at") OR OLD."checked_in_at" IS DISTINCT FROM (NEW."checked_in_at") OR OLD."checked_in_by_id" IS DISTINCT FROM (NEW."checked_in_by_id") OR OLD."created_at" IS DISTINCT FROM (NEW."created_at") OR OLD."event_id" IS DISTINCT FROM (NEW."event_id") OR OLD."id" IS DISTINCT FROM (NEW."id") OR OLD."offered_seats" IS DISTINCT FROM (NEW."offered_seats") OR OLD."person_id" IS DISTINCT FROM (NEW."person_id") OR OLD."queued_at" IS DISTINCT FROM (NEW."queued_at") OR OLD."reminded_at" IS DISTINCT FROM (NEW."reminded_at") OR OLD."seats" IS DISTINCT FROM (NEW."seats") OR OLD."status" IS DISTINCT FROM (NEW."status") OR OLD."waited_since" IS DISTINCT FROM (NEW."waited_since") OR OLD."walk_in" IS DISTINCT FROM (NEW."walk_in"))',
                        func='INSERT INTO "events_registrationhistory" ("by_id", "came", "cancelled_at", "checked_in_at", "checked_in_by_id", "created_at", "event_id", "id", "offered_seats", "person_id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "queued_at", "reminded_at", "seats", "status", "waited_since", "walk_in") VALUES (NEW."by_id", NEW."came", NEW."cancelled_at", NEW."checked_in_at", NEW."checked_in_by_id", NEW."created_at", NEW."event_id", NEW."id", NEW."offered_seats", NEW."person_id", _pgh_attach_context(), NOW(), \'update\', NEW."id", NEW."queued_at", NEW."reminded_at", NEW."seats", NEW."status", NEW."waited_since", NEW."walk_in"); RETURN NULL;',
                        hash="9823101b41ba439ec4e25ddf68772deb5c466976",
                        operation="UPDATE",
                        pgid="pgtrigger_update_update_87442",
                        table="events_registration",
                        when="AFTER",
                    ),
                ),
            ),
            pgtrigger.migrations.AddTrigger(
                model_name="registration",
                trigger=pgtrigger.compiler.Trigger(
                    name="delete_delete",
                    sql=pgtrigger.compiler.UpsertTriggerSql(
                        func='INSERT INTO "events_registrationhistory" ("by_id", "came", "cancelled_at", "checked_in_at", "checked_in_by_id", "created_at", "event_id", "id", "offered_seats", "person_id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "queued_at", "reminded_at", "seats", "status", "waited_since", "walk_in") VALUES (OLD."by_id", OLD."came", OLD."cancelled_at", OLD."checked_in_at", OLD."checked_in_by_id", OLD."created_at", OLD."event_id", OLD."id", OLD."offered_seats", OLD."person_id", _pgh_attach_context(), NOW(), \'delete\', OLD."id", OLD."queued_at", OLD."reminded_at", OLD."seats", OLD."status", OLD."waited_since", OLD."walk_in"); RETURN NULL;',
                        hash="d15a1c1b93244a2c6fb414845baefd3871236e3f",
                        operation="DELETE",
                        pgid="pgtrigger_delete_delete_893c7",
                        table="events_registration",
                        when="AFTER",
                    ),
                ),
            ),
        ),
        migrations.AddConstraint(
            model_name="registration",
            constraint=models.CheckConstraint(
                condition=models.Q(("waited_since", None), ("status", "attended"), _connector="OR"),
                name="registration_waited_until_it_came",
            ),
        ),
    ]
