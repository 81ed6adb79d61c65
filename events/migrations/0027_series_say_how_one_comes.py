"""Series say what to bring, where one meets and what makes it easier to come, as their dates do."""

import django.contrib.postgres.fields
import pgtrigger.compiler
import pgtrigger.migrations
from django.db import migrations, models

from common.db.migrations import CombinedOperation


class Migration(migrations.Migration):
    dependencies = [
        ("events", "0026_events_are_told_of_afterwards"),
    ]

    operations = [
        CombinedOperation(
            pgtrigger.migrations.RemoveTrigger(
                model_name="eventseries",
                name="insert_insert",
            ),
            pgtrigger.migrations.RemoveTrigger(
                model_name="eventseries",
                name="update_update",
            ),
            pgtrigger.migrations.RemoveTrigger(
                model_name="eventseries",
                name="delete_delete",
            ),
        ),
        CombinedOperation(
            migrations.AddField(
                model_name="eventseries",
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
                model_name="eventseries",
                name="bring",
                field=models.CharField(
                    blank=True,
                    help_text="In a few words. Page, confirmation, reminder, text message, poster and chat text all say it.",
                    max_length=35,
                    verbose_name="what to bring",
                ),
            ),
            migrations.AddField(
                model_name="eventseries",
                name="meeting_point",
                field=models.CharField(
                    blank=True,
                    help_text="In a few words, where the place alone does not tell: at the east gate.",
                    max_length=35,
                    verbose_name="where we meet",
                ),
            ),
            migrations.AddField(
                model_name="eventserieshistory",
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
                model_name="eventserieshistory",
                name="bring",
                field=models.CharField(
                    blank=True,
                    help_text="In a few words. Page, confirmation, reminder, text message, poster and chat text all say it.",
                    max_length=35,
                    verbose_name="what to bring",
                ),
            ),
            migrations.AddField(
                model_name="eventserieshistory",
                name="meeting_point",
                field=models.CharField(
                    blank=True,
                    help_text="In a few words, where the place alone does not tell: at the east gate.",
                    max_length=35,
                    verbose_name="where we meet",
                ),
            ),
        ),
        CombinedOperation(
            pgtrigger.migrations.AddTrigger(
                model_name="eventseries",
                trigger=pgtrigger.compiler.Trigger(
                    name="insert_insert",
                    sql=pgtrigger.compiler.UpsertTriggerSql(
                        func='INSERT INTO "events_eventserieshistory" ("access", "audience", "bring", "cancel_reason", "capacity", "changed_at", "community_id", "created_at", "description", "every", "first_day", "grid_id", "id", "kind", "largest_party", "last_day", "max_age", "meeting_point", "min_age", "minutes", "nth", "organiser_id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "place", "rhythm", "sign_up", "skipped", "space_id", "starts", "status", "summary", "times", "title", "weekdays", "without_holidays") VALUES (NEW."access", NEW."audience", NEW."bring", NEW."cancel_reason", NEW."capacity", NEW."changed_at", NEW."community_id", NEW."created_at", NEW."description", NEW."every", NEW."first_day", NEW."grid_id", NEW."id", NEW."kind", NEW."largest_party", NEW."last_day", NEW."max_age", NEW."meeting_point", NEW."min_age", NEW."minutes", NEW."nth", NEW."organiser_id", _pgh_attach_context(), NOW(), \'insert\', NEW."id", NEW."place", NEW."rhythm", NEW."sign_up", NEW."skipped", NEW."space_id", NEW."starts", NEW."status", NEW."summary", NEW."times", NEW."title", NEW."weekdays", NEW."without_holidays"); RETURN NULL;',
                        hash="f9fd8f7f7e04ad4c9cfaef6004b3f30a743cfb64",
                        operation="INSERT",
                        pgid="pgtrigger_insert_insert_21962",
                        table="events_eventseries",
                        when="AFTER",
                    ),
                ),
            ),
            pgtrigger.migrations.AddTrigger(
                model_name="eventseries",
                trigger=pgtrigger.compiler.Trigger(
                    name="update_update",
                    sql=pgtrigger.compiler.UpsertTriggerSql(
                        condition="WHEN (OLD.* IS DISTINCT FROM NEW.*)",
                        func='INSERT INTO "events_eventserieshistory" ("access", "audience", "bring", "cancel_reason", "capacity", "changed_at", "community_id", "created_at", "description", "every", "first_day", "grid_id", "id", "kind", "largest_party", "last_day", "max_age", "meeting_point", "min_age", "minutes", "nth", "organiser_id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "place", "rhythm", "sign_up", "skipped", "space_id", "starts", "status", "summary", "times", "title", "weekdays", "without_holidays") VALUES (NEW."access", NEW."audience", NEW."bring", NEW."cancel_reason", NEW."capacity", NEW."changed_at", NEW."community_id", NEW."created_at", NEW."description", NEW."every", NEW."first_day", NEW."grid_id", NEW."id", NEW."kind", NEW."largest_party", NEW."last_day", NEW."max_age", NEW."meeting_point", NEW."min_age", NEW."minutes", NEW."nth", NEW."organiser_id", _pgh_attach_context(), NOW(), \'update\', NEW."id", NEW."place", NEW."rhythm", NEW."sign_up", NEW."skipped", NEW."space_id", NEW."starts", NEW."status", NEW."summary", NEW."times", NEW."title", NEW."weekdays", NEW."without_holidays"); RETURN NULL;',
                        hash="7f1c35c95535244f9b5d0c776e7d539a253b1782",
                        operation="UPDATE",
                        pgid="pgtrigger_update_update_cc87c",
                        table="events_eventseries",
                        when="AFTER",
                    ),
                ),
            ),
            pgtrigger.migrations.AddTrigger(
                model_name="eventseries",
                trigger=pgtrigger.compiler.Trigger(
                    name="delete_delete",
                    sql=pgtrigger.compiler.UpsertTriggerSql(
                        func='INSERT INTO "events_eventserieshistory" ("access", "audience", "bring", "cancel_reason", "capacity", "changed_at", "community_id", "created_at", "description", "every", "first_day", "grid_id", "id", "kind", "largest_party", "last_day", "max_age", "meeting_point", "min_age", "minutes", "nth", "organiser_id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "place", "rhythm", "sign_up", "skipped", "space_id", "starts", "status", "summary", "times", "title", "weekdays", "without_holidays") VALUES (OLD."access", OLD."audience", OLD."bring", OLD."cancel_reason", OLD."capacity", OLD."changed_at", OLD."community_id", OLD."created_at", OLD."description", OLD."every", OLD."first_day", OLD."grid_id", OLD."id", OLD."kind", OLD."largest_party", OLD."last_day", OLD."max_age", OLD."meeting_point", OLD."min_age", OLD."minutes", OLD."nth", OLD."organiser_id", _pgh_attach_context(), NOW(), \'delete\', OLD."id", OLD."place", OLD."rhythm", OLD."sign_up", OLD."skipped", OLD."space_id", OLD."starts", OLD."status", OLD."summary", OLD."times", OLD."title", OLD."weekdays", OLD."without_holidays"); RETURN NULL;',
                        hash="947f4217d5b6086f3dac1d3113d3cf3406d00387",
                        operation="DELETE",
                        pgid="pgtrigger_delete_delete_b95dc",
                        table="events_eventseries",
                        when="AFTER",
                    ),
                ),
            ),
        ),
        migrations.AddConstraint(
            model_name="eventseries",
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
                name="event_series_access_known",
                violation_error_message="Please choose from the list what makes it easier to come.",
            ),
        ),
    ]
