"""Who came to an event: how many of a party, when, ticked off by whom; the code at the door."""

import django.db.models.deletion
import pgtrigger.compiler
import pgtrigger.migrations
from django.conf import settings
from django.db import migrations, models

from common.db.migrations import CombinedOperation


class Migration(migrations.Migration):
    dependencies = [
        ("accounts", "0015_changed_keys_are_recorded"),
        ("events", "0004_records_stay_as_written"),
        ("stations", "0003_records_stay_as_written"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        CombinedOperation(
            pgtrigger.migrations.RemoveTrigger(
                model_name="event",
                name="insert_insert",
            ),
            pgtrigger.migrations.RemoveTrigger(
                model_name="event",
                name="update_update",
            ),
            pgtrigger.migrations.RemoveTrigger(
                model_name="event",
                name="delete_delete",
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
            pgtrigger.migrations.RemoveTrigger(
                model_name="registration",
                name="registration_stays",
            ),
        ),
        CombinedOperation(
            migrations.AddField(
                model_name="event",
                name="door_code",
                field=models.CharField(editable=False, max_length=16, null=True),
            ),
            migrations.AddField(
                model_name="event",
                name="list_closed_at",
                field=models.DateTimeField(
                    blank=True, editable=False, null=True, verbose_name="list of who came closed at"
                ),
            ),
            migrations.AddField(
                model_name="eventhistory",
                name="list_closed_at",
                field=models.DateTimeField(
                    blank=True, editable=False, null=True, verbose_name="list of who came closed at"
                ),
            ),
            migrations.AddField(
                model_name="registration",
                name="came",
                field=models.PositiveSmallIntegerField(
                    blank=True, editable=False, null=True, verbose_name="how many came"
                ),
            ),
            migrations.AddField(
                model_name="registration",
                name="checked_in_at",
                field=models.DateTimeField(blank=True, editable=False, null=True, verbose_name="checked in at"),
            ),
            migrations.AddField(
                model_name="registration",
                name="checked_in_by",
                field=models.ForeignKey(
                    blank=True,
                    editable=False,
                    null=True,
                    on_delete=django.db.models.deletion.PROTECT,
                    related_name="+",
                    to=settings.AUTH_USER_MODEL,
                    verbose_name="checked in by",
                ),
            ),
            migrations.AddField(
                model_name="registration",
                name="walk_in",
                field=models.BooleanField(
                    db_default=False, default=False, editable=False, verbose_name="came unannounced"
                ),
            ),
            migrations.AddField(
                model_name="registrationhistory",
                name="came",
                field=models.PositiveSmallIntegerField(
                    blank=True, editable=False, null=True, verbose_name="how many came"
                ),
            ),
            migrations.AddField(
                model_name="registrationhistory",
                name="checked_in_at",
                field=models.DateTimeField(blank=True, editable=False, null=True, verbose_name="checked in at"),
            ),
            migrations.AddField(
                model_name="registrationhistory",
                name="checked_in_by",
                field=models.ForeignKey(
                    blank=True,
                    db_constraint=False,
                    editable=False,
                    null=True,
                    on_delete=django.db.models.deletion.DO_NOTHING,
                    related_name="+",
                    related_query_name="+",
                    to=settings.AUTH_USER_MODEL,
                    verbose_name="checked in by",
                ),
            ),
            migrations.AddField(
                model_name="registrationhistory",
                name="walk_in",
                field=models.BooleanField(
                    db_default=False, default=False, editable=False, verbose_name="came unannounced"
                ),
            ),
        ),
        CombinedOperation(
            pgtrigger.migrations.AddTrigger(
                model_name="event",
                trigger=pgtrigger.compiler.Trigger(
                    name="insert_insert",
                    sql=pgtrigger.compiler.UpsertTriggerSql(
                        func='INSERT INTO "events_eventhistory" ("audience", "cancel_reason", "capacity", "changed_at", "community_id", "cover", "cover_height", "cover_width", "created_at", "description", "ends_at", "grid_id", "hold_id", "id", "kind", "largest_party", "list_closed_at", "max_age", "min_age", "organiser_id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "place", "registration_closes_at", "sequence", "space_id", "starts_at", "status", "summary", "title") VALUES (NEW."audience", NEW."cancel_reason", NEW."capacity", NEW."changed_at", NEW."community_id", NEW."cover", NEW."cover_height", NEW."cover_width", NEW."created_at", NEW."description", NEW."ends_at", NEW."grid_id", NEW."hold_id", NEW."id", NEW."kind", NEW."largest_party", NEW."list_closed_at", NEW."max_age", NEW."min_age", NEW."organiser_id", _pgh_attach_context(), NOW(), \'insert\', NEW."id", NEW."place", NEW."registration_closes_at", NEW."sequence", NEW."space_id", NEW."starts_at", NEW."status", NEW."summary", NEW."title"); RETURN NULL;',
                        hash="831ac72c65596ee5e44da2a230f0db5a9d2d5794",
                        operation="INSERT",
                        pgid="pgtrigger_insert_insert_82b94",
                        table="events_event",
                        when="AFTER",
                    ),
                ),
            ),
            pgtrigger.migrations.AddTrigger(
                model_name="event",
                trigger=pgtrigger.compiler.Trigger(
                    name="update_update",
                    sql=pgtrigger.compiler.UpsertTriggerSql(
                        condition='WHEN (OLD."audience" IS DISTINCT FROM (NEW."audience") OR OLD."cancel_reason" IS DISTINCT FROM (NEW."cancel_reason") OR OLD."capacity" IS DISTINCT FROM (NEW."capacity") OR OLD."changed_at" IS DISTINCT FROM (NEW."changed_at") OR OLD."community_id" IS DISTINCT FROM (NEW."community_id") OR OLD."cover" IS DISTINCT FROM (NEW."cover") OR OLD."cover_height" IS DISTINCT FROM (NEW."cover_height") OR OLD."cover_width" IS DISTINCT FROM (NEW."cover_width") OR OLD."created_at" IS DISTINCT FROM (NEW."created_at") OR OLD."description" IS DISTINCT FROM (NEW."description") OR OLD."ends_at" IS DISTINCT FROM (NEW."ends_at") OR OLD."grid_id" IS DISTINCT FROM (NEW."grid_id") OR OLD."hold_id" IS DISTINCT FROM (NEW."hold_id") OR OLD."id" IS DISTINCT FROM (NEW."id") OR OLD."kind" IS DISTINCT FROM (NEW."kind") OR OLD."largest_party" IS DISTINCT FROM (NEW."largest_party") OR OLD."list_closed_at" IS DISTINCT FROM (NEW."list_closed_at") OR OLD."max_age" IS DISTINCT FROM (NEW."max_age") OR OLD."min_age" IS DISTINCT FROM (NEW."min_age") OR OLD."organiser_id" IS DISTINCT FROM (NEW."organiser_id") OR OLD."place" IS DISTINCT FROM (NEW."place") OR OLD."registration_closes_at" IS DISTINCT FROM (NEW."registration_closes_at") OR OLD."sequence" IS DISTINCT FROM (NEW."sequence") OR OLD."space_id" IS DISTINCT FROM (NEW."space_id") OR OLD."starts_at" IS DISTINCT FROM (NEW."starts_at") OR OLD."status" IS DISTINCT FROM (NEW."status") OR OLD."summary" IS DISTINCT FROM (NEW."summary") OR OLD."title" IS DISTINCT FROM (NEW."title"))',
                        func='INSERT INTO "events_eventhistory" ("audience", "cancel_reason", "capacity", "changed_at", "community_id", "cover", "cover_height", "cover_width", "created_at", "description", "ends_at", "grid_id", "hold_id", "id", "kind", "largest_party", "list_closed_at", "max_age", "min_age", "organiser_id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "place", "registration_closes_at", "sequence", "space_id", "starts_at", "status", "summary", "title") VALUES (NEW."audience", NEW."cancel_reason", NEW."capacity", NEW."changed_at", NEW."community_id", NEW."cover", NEW."cover_height", NEW."cover_width", NEW."created_at", NEW."description", NEW."ends_at", NEW."grid_id", NEW."hold_id", NEW."id", NEW."kind", NEW."largest_party", NEW."list_closed_at", NEW."max_age", NEW."min_age", NEW."organiser_id", _pgh_attach_context(), NOW(), \'update\', NEW."id", NEW."place", NEW."registration_closes_at", NEW."sequence", NEW."space_id", NEW."starts_at", NEW."status", NEW."summary", NEW."title"); RETURN NULL;',
                        hash="88a17000f00e714b4e71de7366a26a624e4b3b17",
                        operation="UPDATE",
                        pgid="pgtrigger_update_update_73f59",
                        table="events_event",
                        when="AFTER",
                    ),
                ),
            ),
            pgtrigger.migrations.AddTrigger(
                model_name="event",
                trigger=pgtrigger.compiler.Trigger(
                    name="delete_delete",
                    sql=pgtrigger.compiler.UpsertTriggerSql(
                        func='INSERT INTO "events_eventhistory" ("audience", "cancel_reason", "capacity", "changed_at", "community_id", "cover", "cover_height", "cover_width", "created_at", "description", "ends_at", "grid_id", "hold_id", "id", "kind", "largest_party", "list_closed_at", "max_age", "min_age", "organiser_id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "place", "registration_closes_at", "sequence", "space_id", "starts_at", "status", "summary", "title") VALUES (OLD."audience", OLD."cancel_reason", OLD."capacity", OLD."changed_at", OLD."community_id", OLD."cover", OLD."cover_height", OLD."cover_width", OLD."created_at", OLD."description", OLD."ends_at", OLD."grid_id", OLD."hold_id", OLD."id", OLD."kind", OLD."largest_party", OLD."list_closed_at", OLD."max_age", OLD."min_age", OLD."organiser_id", _pgh_attach_context(), NOW(), \'delete\', OLD."id", OLD."place", OLD."registration_closes_at", OLD."sequence", OLD."space_id", OLD."starts_at", OLD."status", OLD."summary", OLD."title"); RETURN NULL;',
                        hash="f9ecfe623a684ee950ff75f8deea7a143fc56c02",
                        operation="DELETE",
                        pgid="pgtrigger_delete_delete_d74a6",
                        table="events_event",
                        when="AFTER",
                    ),
                ),
            ),
            pgtrigger.migrations.AddTrigger(
                model_name="registration",
                trigger=pgtrigger.compiler.Trigger(
                    name="registration_stays",
                    sql=pgtrigger.compiler.UpsertTriggerSql(
                        condition="WHEN (OLD.event_id IS DISTINCT FROM NEW.event_id OR OLD.person_id IS DISTINCT FROM NEW.person_id OR OLD.by_id IS DISTINCT FROM NEW.by_id OR OLD.created_at IS DISTINCT FROM NEW.created_at OR OLD.token IS DISTINCT FROM NEW.token OR OLD.walk_in IS DISTINCT FROM NEW.walk_in)",
                        func="RAISE EXCEPTION 'registration_stays' USING ERRCODE = 'check_violation', CONSTRAINT = 'registration_stays'; RETURN NULL;",
                        hash="84326e34f6481329d7edaec630ba0a7e2f8781dc",
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
                        func='INSERT INTO "events_registrationhistory" ("by_id", "came", "cancelled_at", "checked_in_at", "checked_in_by_id", "created_at", "event_id", "id", "offered_seats", "person_id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "queued_at", "reminded_at", "seats", "status", "walk_in") VALUES (NEW."by_id", NEW."came", NEW."cancelled_at", NEW."checked_in_at", NEW."checked_in_by_id", NEW."created_at", NEW."event_id", NEW."id", NEW."offered_seats", NEW."person_id", _pgh_attach_context(), NOW(), \'insert\', NEW."id", NEW."queued_at", NEW."reminded_at", NEW."seats", NEW."status", NEW."walk_in"); RETURN NULL;',
                        hash="1270d0cb4eb6b13d5f2abb3493eaeed29e8f012d",
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
                        condition='WHEN (OLD."by_id" IS DISTINCT FROM (NEW."by_id") OR OLD."came" IS DISTINCT FROM (NEW."came") OR OLD."cancelled_at" IS DISTINCT FROM (NEW."cancelled_at") OR OLD."checked_in_at" IS DISTINCT FROM (NEW."checked_in_at") OR OLD."checked_in_by_id" IS DISTINCT FROM (NEW."checked_in_by_id") OR OLD."created_at" IS DISTINCT FROM (NEW."created_at") OR OLD."event_id" IS DISTINCT FROM (NEW."event_id") OR OLD."id" IS DISTINCT FROM (NEW."id") OR OLD."offered_seats" IS DISTINCT FROM (NEW."offered_seats") OR OLD."person_id" IS DISTINCT FROM (NEW."person_id") OR OLD."queued_at" IS DISTINCT FROM (NEW."queued_at") OR OLD."reminded_at" IS DISTINCT FROM (NEW."reminded_at") OR OLD."seats" IS DISTINCT FROM (NEW."seats") OR OLD."status" IS DISTINCT FROM (NEW."status") OR OLD."walk_in" IS DISTINCT FROM (NEW."walk_in"))',
                        func='INSERT INTO "events_registrationhistory" ("by_id", "came", "cancelled_at", "checked_in_at", "checked_in_by_id", "created_at", "event_id", "id", "offered_seats", "person_id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "queued_at", "reminded_at", "seats", "status", "walk_in") VALUES (NEW."by_id", NEW."came", NEW."cancelled_at", NEW."checked_in_at", NEW."checked_in_by_id", NEW."created_at", NEW."event_id", NEW."id", NEW."offered_seats", NEW."person_id", _pgh_attach_context(), NOW(), \'update\', NEW."id", NEW."queued_at", NEW."reminded_at", NEW."seats", NEW."status", NEW."walk_in"); RETURN NULL;',
                        hash="24f7751e0f590f939f0b745fbb89f95d7e13bf73",
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
                        func='INSERT INTO "events_registrationhistory" ("by_id", "came", "cancelled_at", "checked_in_at", "checked_in_by_id", "created_at", "event_id", "id", "offered_seats", "person_id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "queued_at", "reminded_at", "seats", "status", "walk_in") VALUES (OLD."by_id", OLD."came", OLD."cancelled_at", OLD."checked_in_at", OLD."checked_in_by_id", OLD."created_at", OLD."event_id", OLD."id", OLD."offered_seats", OLD."person_id", _pgh_attach_context(), NOW(), \'delete\', OLD."id", OLD."queued_at", OLD."reminded_at", OLD."seats", OLD."status", OLD."walk_in"); RETURN NULL;',
                        hash="45237e286b00b3f93df812d2f98ea2fa1d61ffad",
                        operation="DELETE",
                        pgid="pgtrigger_delete_delete_893c7",
                        table="events_registration",
                        when="AFTER",
                    ),
                ),
            ),
        ),
    ]
