"""Reminders ask whether a party comes: the address of the answer, and when it was given."""

import django.contrib.postgres.functions
import django.db.models.functions.comparison
import django.db.models.functions.text
import pgtrigger.compiler
import pgtrigger.migrations
from django.conf import settings
from django.db import migrations, models

import common.codes
from common.db.migrations import CombinedOperation


class Migration(migrations.Migration):
    dependencies = [
        ("accounts", "0021_notices_have_variables_for_carriers"),
        ("events", "0015_events_say_what_to_bring_and_where_one_meets"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        CombinedOperation(
            pgtrigger.migrations.RemoveTrigger(
                model_name="registration",
                name="registration_stays",
            ),
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
                name="answer_code",
                field=models.CharField(
                    db_default=django.db.models.functions.text.Replace(
                        django.db.models.functions.comparison.Cast(
                            django.contrib.postgres.functions.RandomUUID(), models.CharField()
                        ),
                        models.Value("-"),
                        models.Value(""),
                    ),
                    default=common.codes.answer_code,
                    editable=False,
                    max_length=32,
                ),
            ),
            migrations.AddField(
                model_name="registration",
                name="confirmed_at",
                field=models.DateTimeField(blank=True, editable=False, null=True, verbose_name="said “we come” at"),
            ),
            migrations.AddField(
                model_name="registrationhistory",
                name="confirmed_at",
                field=models.DateTimeField(blank=True, editable=False, null=True, verbose_name="said “we come” at"),
            ),
        ),
        CombinedOperation(
            pgtrigger.migrations.AddTrigger(
                model_name="registration",
                trigger=pgtrigger.compiler.Trigger(
                    name="registration_stays",
                    sql=pgtrigger.compiler.UpsertTriggerSql(
                        condition="WHEN (OLD.event_id IS DISTINCT FROM NEW.event_id OR OLD.person_id IS DISTINCT FROM NEW.person_id OR OLD.by_id IS DISTINCT FROM NEW.by_id OR OLD.created_at IS DISTINCT FROM NEW.created_at OR OLD.token IS DISTINCT FROM NEW.token OR OLD.answer_code IS DISTINCT FROM NEW.answer_code OR OLD.walk_in IS DISTINCT FROM NEW.walk_in)",
                        func="RAISE EXCEPTION 'registration_stays' USING ERRCODE = 'check_violation', CONSTRAINT = 'registration_stays'; RETURN NULL;",
                        hash="ed1a65c2e9bc50e6b1046398943f8a98fd4788ba",
                        operation="UPDATE",
                        pgid="pgtrigger_registration_stays_d3a59",
                        table="events_registration",
                        when="AFTER",
                    ),
                ),
            ),
            pgtrigger.migrations.AddTrigger(
                model_name="registration",
                trigger=pgtrigger.compiler.Trigger(
                    name="insert_insert",
                    sql=pgtrigger.compiler.UpsertTriggerSql(
                        func='INSERT INTO "events_registrationhistory" ("by_id", "came", "cancelled_at", "checked_in_at", "checked_in_by_id", "confirmed_at", "created_at", "event_id", "id", "offered_seats", "person_id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "queued_at", "reminded_at", "seats", "status", "waited_since", "walk_in") VALUES (NEW."by_id", NEW."came", NEW."cancelled_at", NEW."checked_in_at", NEW."checked_in_by_id", NEW."confirmed_at", NEW."created_at", NEW."event_id", NEW."id", NEW."offered_seats", NEW."person_id", _pgh_attach_context(), NOW(), \'insert\', NEW."id", NEW."queued_at", NEW."reminded_at", NEW."seats", NEW."status", NEW."waited_since", NEW."walk_in"); RETURN NULL;',
                        hash="146da6366c749b932a0d0e4402dba68078c895df",
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
                        condition='WHEN (OLD."by_id" IS DISTINCT FROM (NEW."by_id") OR OLD."came" IS DISTINCT FROM (NEW."came") OR OLD."cancelled_at" IS DISTINCT FROM (NEW."cancelled_at") OR OLD."checked_in_at" IS DISTINCT FROM (NEW."checked_in_at") OR OLD."checked_in_by_id" IS DISTINCT FROM (NEW."checked_in_by_id") OR OLD."confirmed_at" IS DISTINCT FROM (NEW."confirmed_at") OR OLD."created_at" IS DISTINCT FROM (NEW."created_at") OR OLD."event_id" IS DISTINCT FROM (NEW."event_id") OR OLD."id" IS DISTINCT FROM (NEW."id") OR OLD."offered_seats" IS DISTINCT FROM (NEW."offered_seats") OR OLD."person_id" IS DISTINCT FROM (NEW."person_id") OR OLD."queued_at" IS DISTINCT FROM (NEW."queued_at") OR OLD."reminded_at" IS DISTINCT FROM (NEW."reminded_at") OR OLD."seats" IS DISTINCT FROM (NEW."seats") OR OLD."status" IS DISTINCT FROM (NEW."status") OR OLD."waited_since" IS DISTINCT FROM (NEW."waited_since") OR OLD."walk_in" IS DISTINCT FROM (NEW."walk_in"))',
                        func='INSERT INTO "events_registrationhistory" ("by_id", "came", "cancelled_at", "checked_in_at", "checked_in_by_id", "confirmed_at", "created_at", "event_id", "id", "offered_seats", "person_id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "queued_at", "reminded_at", "seats", "status", "waited_since", "walk_in") VALUES (NEW."by_id", NEW."came", NEW."cancelled_at", NEW."checked_in_at", NEW."checked_in_by_id", NEW."confirmed_at", NEW."created_at", NEW."event_id", NEW."id", NEW."offered_seats", NEW."person_id", _pgh_attach_context(), NOW(), \'update\', NEW."id", NEW."queued_at", NEW."reminded_at", NEW."seats", NEW."status", NEW."waited_since", NEW."walk_in"); RETURN NULL;',
                        hash="22acbda4c9bf90b5d8b3d4bf98d06ce5f952f5be",
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
                        func='INSERT INTO "events_registrationhistory" ("by_id", "came", "cancelled_at", "checked_in_at", "checked_in_by_id", "confirmed_at", "created_at", "event_id", "id", "offered_seats", "person_id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "queued_at", "reminded_at", "seats", "status", "waited_since", "walk_in") VALUES (OLD."by_id", OLD."came", OLD."cancelled_at", OLD."checked_in_at", OLD."checked_in_by_id", OLD."confirmed_at", OLD."created_at", OLD."event_id", OLD."id", OLD."offered_seats", OLD."person_id", _pgh_attach_context(), NOW(), \'delete\', OLD."id", OLD."queued_at", OLD."reminded_at", OLD."seats", OLD."status", OLD."waited_since", OLD."walk_in"); RETURN NULL;',
                        hash="3a322dc5469a46dc60a55c032de8a8178df1436c",
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
            constraint=models.UniqueConstraint(
                fields=("answer_code",),
                name="registration_answer_code_unique",
                violation_error_message="This form has been sent already; nothing was done twice.",
            ),
        ),
        migrations.AddConstraint(
            model_name="registration",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    ("confirmed_at", None), ("status__in", ["registered", "attended", "no_show"]), _connector="OR"
                ),
                name="registration_confirmed_has_seats",
                violation_error_message="Only who has a seat can say that they come.",
            ),
        ),
    ]
