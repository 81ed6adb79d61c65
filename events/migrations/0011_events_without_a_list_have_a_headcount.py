"""How many came to an event without a list, in one number; the database says of which events and when."""

import pgtrigger.compiler
import pgtrigger.migrations
from django.db import migrations, models

from common.db.migrations import CombinedOperation


class Migration(migrations.Migration):
    dependencies = [
        ("events", "0010_events_are_found_in_pinyin"),
        ("grid", "0005_duties_are_published"),
        ("stations", "0004_space_purposes"),
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
        ),
        CombinedOperation(
            migrations.AddField(
                model_name="event",
                name="headcount",
                field=models.PositiveIntegerField(
                    blank=True, editable=False, null=True, verbose_name="how many came"
                ),
            ),
            migrations.AddField(
                model_name="event",
                name="headcount_at",
                field=models.DateTimeField(
                    blank=True, editable=False, null=True, verbose_name="how many came: written down at"
                ),
            ),
            migrations.AddField(
                model_name="eventhistory",
                name="headcount",
                field=models.PositiveIntegerField(
                    blank=True, editable=False, null=True, verbose_name="how many came"
                ),
            ),
            migrations.AddField(
                model_name="eventhistory",
                name="headcount_at",
                field=models.DateTimeField(
                    blank=True, editable=False, null=True, verbose_name="how many came: written down at"
                ),
            ),
        ),
        CombinedOperation(
            pgtrigger.migrations.AddTrigger(
                model_name="event",
                trigger=pgtrigger.compiler.Trigger(
                    name="insert_insert",
                    sql=pgtrigger.compiler.UpsertTriggerSql(
                        func='INSERT INTO "events_eventhistory" ("audience", "cancel_reason", "capacity", "changed_at", "community_id", "cover", "cover_height", "cover_width", "created_at", "description", "ends_at", "grid_id", "headcount", "headcount_at", "hold_id", "id", "kind", "largest_party", "list_closed_at", "max_age", "min_age", "organiser_id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "place", "registration_closes_at", "sequence", "space_id", "starts_at", "status", "summary", "title") VALUES (NEW."audience", NEW."cancel_reason", NEW."capacity", NEW."changed_at", NEW."community_id", NEW."cover", NEW."cover_height", NEW."cover_width", NEW."created_at", NEW."description", NEW."ends_at", NEW."grid_id", NEW."headcount", NEW."headcount_at", NEW."hold_id", NEW."id", NEW."kind", NEW."largest_party", NEW."list_closed_at", NEW."max_age", NEW."min_age", NEW."organiser_id", _pgh_attach_context(), NOW(), \'insert\', NEW."id", NEW."place", NEW."registration_closes_at", NEW."sequence", NEW."space_id", NEW."starts_at", NEW."status", NEW."summary", NEW."title"); RETURN NULL;',
                        hash="526e9b24d6fa6028b1692e48f4defcc948b58fc9",
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
                        condition='WHEN (OLD."audience" IS DISTINCT FROM (NEW."audience") OR OLD."cancel_reason" IS DISTINCT FROM (NEW."cancel_reason") OR OLD."capacity" IS DISTINCT FROM (NEW."capacity") OR OLD."changed_at" IS DISTINCT FROM (NEW."changed_at") OR OLD."community_id" IS DISTINCT FROM (NEW."community_id") OR OLD."cover" IS DISTINCT FROM (NEW."cover") OR OLD."cover_height" IS DISTINCT FROM (NEW."cover_height") OR OLD."cover_width" IS DISTINCT FROM (NEW."cover_width") OR OLD."created_at" IS DISTINCT FROM (NEW."created_at") OR OLD."description" IS DISTINCT FROM (NEW."description") OR OLD."ends_at" IS DISTINCT FROM (NEW."ends_at") OR OLD."grid_id" IS DISTINCT FROM (NEW."grid_id") OR OLD."headcount" IS DISTINCT FROM (NEW."headcount") OR OLD."headcount_at" IS DISTINCT FROM (NEW."headcount_at") OR OLD."hold_id" IS DISTINCT FROM (NEW."hold_id") OR OLD."id" IS DISTINCT FROM (NEW."id") OR OLD."kind" IS DISTINCT FROM (NEW."kind") OR OLD."largest_party" IS DISTINCT FROM (NEW."largest_party") OR OLD."list_closed_at" IS DISTINCT FROM (NEW."list_closed_at") OR OLD."max_age" IS DISTINCT FROM (NEW."max_age") OR OLD."min_age" IS DISTINCT FROM (NEW."min_age") OR OLD."organiser_id" IS DISTINCT FROM (NEW."organiser_id") OR OLD."place" IS DISTINCT FROM (NEW."place") OR OLD."registration_closes_at" IS DISTINCT FROM (NEW."registration_closes_at") OR OLD."sequence" IS DISTINCT FROM (NEW."sequence") OR OLD."space_id" IS DISTINCT FROM (NEW."space_id") OR OLD."starts_at" IS DISTINCT FROM (NEW."starts_at") OR OLD."status" IS DISTINCT FROM (NEW."status") OR OLD."summary" IS DISTINCT FROM (NEW."summary") OR OLD."title" IS DISTINCT FROM (NEW."title"))',
                        func='INSERT INTO "events_eventhistory" ("audience", "cancel_reason", "capacity", "changed_at", "community_id", "cover", "cover_height", "cover_width", "created_at", "description", "ends_at", "grid_id", "headcount", "headcount_at", "hold_id", "id", "kind", "largest_party", "list_closed_at", "max_age", "min_age", "organiser_id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "place", "registration_closes_at", "sequence", "space_id", "starts_at", "status", "summary", "title") VALUES (NEW."audience", NEW."cancel_reason", NEW."capacity", NEW."changed_at", NEW."community_id", NEW."cover", NEW."cover_height", NEW."cover_width", NEW."created_at", NEW."description", NEW."ends_at", NEW."grid_id", NEW."headcount", NEW."headcount_at", NEW."hold_id", NEW."id", NEW."kind", NEW."largest_party", NEW."list_closed_at", NEW."max_age", NEW."min_age", NEW."organiser_id", _pgh_attach_context(), NOW(), \'update\', NEW."id", NEW."place", NEW."registration_closes_at", NEW."sequence", NEW."space_id", NEW."starts_at", NEW."status", NEW."summary", NEW."title"); RETURN NULL;',
                        hash="17584e70d0f0bb441eae692e33607f485ca3e308",
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
                        func='INSERT INTO "events_eventhistory" ("audience", "cancel_reason", "capacity", "changed_at", "community_id", "cover", "cover_height", "cover_width", "created_at", "description", "ends_at", "grid_id", "headcount", "headcount_at", "hold_id", "id", "kind", "largest_party", "list_closed_at", "max_age", "min_age", "organiser_id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "place", "registration_closes_at", "sequence", "space_id", "starts_at", "status", "summary", "title") VALUES (OLD."audience", OLD."cancel_reason", OLD."capacity", OLD."changed_at", OLD."community_id", OLD."cover", OLD."cover_height", OLD."cover_width", OLD."created_at", OLD."description", OLD."ends_at", OLD."grid_id", OLD."headcount", OLD."headcount_at", OLD."hold_id", OLD."id", OLD."kind", OLD."largest_party", OLD."list_closed_at", OLD."max_age", OLD."min_age", OLD."organiser_id", _pgh_attach_context(), NOW(), \'delete\', OLD."id", OLD."place", OLD."registration_closes_at", OLD."sequence", OLD."space_id", OLD."starts_at", OLD."status", OLD."summary", OLD."title"); RETURN NULL;',
                        hash="8b4d4394b6c164663ebda989c5a2eff6de061a14",
                        operation="DELETE",
                        pgid="pgtrigger_delete_delete_d74a6",
                        table="events_event",
                        when="AFTER",
                    ),
                ),
            ),
        ),
        migrations.AddConstraint(
            model_name="event",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    ("headcount", None), models.Q(("capacity", None), ("status", "published")), _connector="OR"
                ),
                name="event_headcount_without_list",
                violation_error_message="It is written down already how many came to this event.",
            ),
        ),
        migrations.AddConstraint(
            model_name="event",
            constraint=models.CheckConstraint(
                condition=models.Q(("headcount", None), ("headcount__range", (0, 10000)), _connector="OR"),
                name="event_headcount_sensible",
                violation_error_message="How many came is a number from 0 to 10,000.",
            ),
        ),
        migrations.AddConstraint(
            model_name="event",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("headcount", None), ("headcount_at", None)),
                    models.Q(
                        ("headcount__isnull", False),
                        ("headcount_at__gte", models.F("starts_at")),
                        ("headcount_at__isnull", False),
                    ),
                    _connector="OR",
                ),
                name="event_headcount_once_begun",
                violation_error_message="How many came is written down once the event has begun.",
            ),
        ),
    ]
