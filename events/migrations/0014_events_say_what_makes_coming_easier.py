"""Events say what makes it easier to come; the database knows the choices."""

import django.contrib.postgres.fields
import pgtrigger.compiler
import pgtrigger.migrations
from django.db import migrations, models

from common.db.migrations import CombinedOperation


class Migration(migrations.Migration):
    dependencies = [
        ("events", "0013_series_of_events"),
        ("grid", "0005_duties_are_published"),
        ("stations", "0005_holds_of_activities"),
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
                name="access",
                field=django.contrib.postgres.fields.ArrayField(
                    base_field=models.CharField(
                        choices=[
                            ("step_free", "no steps at the entrance"),
                            ("toilet", "toilet"),
                            ("seats", "a seat for everybody"),
                            ("large_print", "large print"),
                            ("hearing", "hearing loop or subtitles"),
                            ("dialect", "spoken in dialect"),
                            ("mandarin", "spoken in Mandarin"),
                            ("companion", "companions are welcome"),
                        ],
                        max_length=16,
                    ),
                    blank=True,
                    default=list,
                    verbose_name="accessibility",
                ),
            ),
            migrations.AddField(
                model_name="eventhistory",
                name="access",
                field=django.contrib.postgres.fields.ArrayField(
                    base_field=models.CharField(
                        choices=[
                            ("step_free", "no steps at the entrance"),
                            ("toilet", "toilet"),
                            ("seats", "a seat for everybody"),
                            ("large_print", "large print"),
                            ("hearing", "hearing loop or subtitles"),
                            ("dialect", "spoken in dialect"),
                            ("mandarin", "spoken in Mandarin"),
                            ("companion", "companions are welcome"),
                        ],
                        max_length=16,
                    ),
                    blank=True,
                    default=list,
                    verbose_name="accessibility",
                ),
            ),
        ),
        CombinedOperation(
            pgtrigger.migrations.AddTrigger(
                model_name="event",
                trigger=pgtrigger.compiler.Trigger(
                    name="insert_insert",
                    sql=pgtrigger.compiler.UpsertTriggerSql(
                        func='INSERT INTO "events_eventhistory" ("access", "audience", "cancel_reason", "capacity", "changed_at", "community_id", "cover", "cover_height", "cover_width", "created_at", "description", "ends_at", "grid_id", "headcount", "headcount_at", "hold_id", "id", "kind", "largest_party", "list_closed_at", "max_age", "min_age", "organiser_id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "place", "registration_closes_at", "sequence", "space_id", "starts_at", "status", "summary", "title") VALUES (NEW."access", NEW."audience", NEW."cancel_reason", NEW."capacity", NEW."changed_at", NEW."community_id", NEW."cover", NEW."cover_height", NEW."cover_width", NEW."created_at", NEW."description", NEW."ends_at", NEW."grid_id", NEW."headcount", NEW."headcount_at", NEW."hold_id", NEW."id", NEW."kind", NEW."largest_party", NEW."list_closed_at", NEW."max_age", NEW."min_age", NEW."organiser_id", _pgh_attach_context(), NOW(), \'insert\', NEW."id", NEW."place", NEW."registration_closes_at", NEW."sequence", NEW."space_id", NEW."starts_at", NEW."status", NEW."summary", NEW."title"); RETURN NULL;',
                        hash="15592a9c777455456dc92d4ddcc1bced53ebc96d",
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
                        condition='WHEN (OLD."access" IS DISTINCT FROM (NEW."access") OR OLD."audience" IS DISTINCT FROM (NEW."audience") OR OLD."cancel_reason" IS DISTINCT FROM (NEW."cancel_reason") OR OLD."capacity" IS DISTINCT FROM (NEW."capacity") OR OLD."changed_at" IS DISTINCT FROM (NEW."changed_at") OR OLD."community_id" IS DISTINCT FROM (NEW."community_id") OR OLD."cover" IS DISTINCT FROM (NEW."cover") OR OLD."cover_height" IS DISTINCT FROM (NEW."cover_height") OR OLD."cover_width" IS DISTINCT FROM (NEW."cover_width") OR OLD."created_at" IS DISTINCT FROM (NEW."created_at") OR OLD."description" IS DISTINCT FROM (NEW."description") OR OLD."ends_at" IS DISTINCT FROM (NEW."ends_at") OR OLD."grid_id" IS DISTINCT FROM (NEW."grid_id") OR OLD."headcount" IS DISTINCT FROM (NEW."headcount") OR OLD."headcount_at" IS DISTINCT FROM (NEW."headcount_at") OR OLD."hold_id" IS DISTINCT FROM (NEW."hold_id") OR OLD."id" IS DISTINCT FROM (NEW."id") OR OLD."kind" IS DISTINCT FROM (NEW."kind") OR OLD."largest_party" IS DISTINCT FROM (NEW."largest_party") OR OLD."list_closed_at" IS DISTINCT FROM (NEW."list_closed_at") OR OLD."max_age" IS DISTINCT FROM (NEW."max_age") OR OLD."min_age" IS DISTINCT FROM (NEW."min_age") OR OLD."organiser_id" IS DISTINCT FROM (NEW."organiser_id") OR OLD."place" IS DISTINCT FROM (NEW."place") OR OLD."registration_closes_at" IS DISTINCT FROM (NEW."registration_closes_at") OR OLD."sequence" IS DISTINCT FROM (NEW."sequence") OR OLD."space_id" IS DISTINCT FROM (NEW."space_id") OR OLD."starts_at" IS DISTINCT FROM (NEW."starts_at") OR OLD."status" IS DISTINCT FROM (NEW."status") OR OLD."summary" IS DISTINCT FROM (NEW."summary") OR OLD."title" IS DISTINCT FROM (NEW."title"))',
                        func='INSERT INTO "events_eventhistory" ("access", "audience", "cancel_reason", "capacity", "changed_at", "community_id", "cover", "cover_height", "cover_width", "created_at", "description", "ends_at", "grid_id", "headcount", "headcount_at", "hold_id", "id", "kind", "largest_party", "list_closed_at", "max_age", "min_age", "organiser_id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "place", "registration_closes_at", "sequence", "space_id", "starts_at", "status", "summary", "title") VALUES (NEW."access", NEW."audience", NEW."cancel_reason", NEW."capacity", NEW."changed_at", NEW."community_id", NEW."cover", NEW."cover_height", NEW."cover_width", NEW."created_at", NEW."description", NEW."ends_at", NEW."grid_id", NEW."headcount", NEW."headcount_at", NEW."hold_id", NEW."id", NEW."kind", NEW."largest_party", NEW."list_closed_at", NEW."max_age", NEW."min_age", NEW."organiser_id", _pgh_attach_context(), NOW(), \'update\', NEW."id", NEW."place", NEW."registration_closes_at", NEW."sequence", NEW."space_id", NEW."starts_at", NEW."status", NEW."summary", NEW."title"); RETURN NULL;',
                        hash="6837142242cb9e206f5e0a0ddab5be4dcc11408b",
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
                        func='INSERT INTO "events_eventhistory" ("access", "audience", "cancel_reason", "capacity", "changed_at", "community_id", "cover", "cover_height", "cover_width", "created_at", "description", "ends_at", "grid_id", "headcount", "headcount_at", "hold_id", "id", "kind", "largest_party", "list_closed_at", "max_age", "min_age", "organiser_id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "place", "registration_closes_at", "sequence", "space_id", "starts_at", "status", "summary", "title") VALUES (OLD."access", OLD."audience", OLD."cancel_reason", OLD."capacity", OLD."changed_at", OLD."community_id", OLD."cover", OLD."cover_height", OLD."cover_width", OLD."created_at", OLD."description", OLD."ends_at", OLD."grid_id", OLD."headcount", OLD."headcount_at", OLD."hold_id", OLD."id", OLD."kind", OLD."largest_party", OLD."list_closed_at", OLD."max_age", OLD."min_age", OLD."organiser_id", _pgh_attach_context(), NOW(), \'delete\', OLD."id", OLD."place", OLD."registration_closes_at", OLD."sequence", OLD."space_id", OLD."starts_at", OLD."status", OLD."summary", OLD."title"); RETURN NULL;',
                        hash="241a0844d073c14cddc24168bbde43f237f61d0b",
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
                    (
                        "access__contained_by",
                        [
                            "step_free",
                            "toilet",
                            "seats",
                            "large_print",
                            "hearing",
                            "dialect",
                            "mandarin",
                            "companion",
                        ],
                    )
                ),
                name="event_access_known",
                violation_error_message="Please choose from the list what makes it easier to come.",
            ),
        ),
    ]
