"""An event says whether its parties are ticked off once, each day, or in and out."""

import pgtrigger.compiler
import pgtrigger.migrations
from django.conf import settings
from django.db import migrations, models

from common.db.migrations import CombinedOperation


class Migration(migrations.Migration):
    dependencies = [
        ("events", "0019_those_who_came_say_how_it_was"),
        ("grid", "0005_duties_are_published"),
        ("stations", "0005_holds_of_activities"),
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
        ),
        CombinedOperation(
            migrations.AddField(
                model_name="event",
                name="check_in_kind",
                field=models.CharField(
                    choices=[("once", "once"), ("each_day", "each day"), ("in_and_out", "in and out")],
                    db_default="once",
                    default="once",
                    help_text="Each day: for an event of several days. In and out: where you need to know who is inside.",
                    max_length=10,
                    verbose_name="kind of check-in",
                ),
            ),
            migrations.AddField(
                model_name="eventhistory",
                name="check_in_kind",
                field=models.CharField(
                    choices=[("once", "once"), ("each_day", "each day"), ("in_and_out", "in and out")],
                    db_default="once",
                    default="once",
                    help_text="Each day: for an event of several days. In and out: where you need to know who is inside.",
                    max_length=10,
                    verbose_name="kind of check-in",
                ),
            ),
        ),
        migrations.AddConstraint(
            model_name="event",
            constraint=models.CheckConstraint(
                condition=models.Q(("check_in_kind__in", ["once", "each_day", "in_and_out"])),
                name="event_check_in_kind_known",
            ),
        ),
        CombinedOperation(
            pgtrigger.migrations.AddTrigger(
                model_name="event",
                trigger=pgtrigger.compiler.Trigger(
                    name="event_check_in_kind_stays",
                    sql=pgtrigger.compiler.UpsertTriggerSql(
                        condition="WHEN (OLD.check_in_kind IS DISTINCT FROM NEW.check_in_kind)",
                        func="IF (NOT EXISTS (SELECT 1 FROM events_registration r WHERE r.event_id = NEW.id AND r.status = 'attended')) IS NOT TRUE THEN RAISE EXCEPTION 'event_check_in_kind_stays' USING ERRCODE = 'check_violation', CONSTRAINT = 'event_check_in_kind_stays'; END IF; RETURN NULL;",
                        hash="dd1786867b91062f0e4de767b03dc176d836348d",
                        operation="UPDATE",
                        pgid="pgtrigger_event_check_in_kind_stays_1b6d8",
                        table="events_event",
                        when="AFTER",
                    ),
                ),
            ),
            pgtrigger.migrations.AddTrigger(
                model_name="event",
                trigger=pgtrigger.compiler.Trigger(
                    name="insert_insert",
                    sql=pgtrigger.compiler.UpsertTriggerSql(
                        func='INSERT INTO "events_eventhistory" ("audience", "cancel_reason", "capacity", "changed_at", "check_in_kind", "community_id", "cover", "cover_height", "cover_width", "created_at", "description", "ends_at", "grid_id", "headcount", "headcount_at", "hold_id", "id", "kind", "largest_party", "list_closed_at", "max_age", "min_age", "organiser_id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "place", "registration_closes_at", "sequence", "space_id", "starts_at", "status", "summary", "title") VALUES (NEW."audience", NEW."cancel_reason", NEW."capacity", NEW."changed_at", NEW."check_in_kind", NEW."community_id", NEW."cover", NEW."cover_height", NEW."cover_width", NEW."created_at", NEW."description", NEW."ends_at", NEW."grid_id", NEW."headcount", NEW."headcount_at", NEW."hold_id", NEW."id", NEW."kind", NEW."largest_party", NEW."list_closed_at", NEW."max_age", NEW."min_age", NEW."organiser_id", _pgh_attach_context(), NOW(), \'insert\', NEW."id", NEW."place", NEW."registration_closes_at", NEW."sequence", NEW."space_id", NEW."starts_at", NEW."status", NEW."summary", NEW."title"); RETURN NULL;',
                        hash="ffa9120ef469f48ebc321716059f29aca283b738",
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
                        condition='WHEN (OLD."audience" IS DISTINCT FROM (NEW."audience") OR OLD."cancel_reason" IS DISTINCT FROM (NEW."cancel_reason") OR OLD."capacity" IS DISTINCT FROM (NEW."capacity") OR OLD."changed_at" IS DISTINCT FROM (NEW."changed_at") OR OLD."check_in_kind" IS DISTINCT FROM (NEW."check_in_kind") OR OLD."community_id" IS DISTINCT FROM (NEW."community_id") OR OLD."cover" IS DISTINCT FROM (NEW."cover") OR OLD."cover_height" IS DISTINCT FROM (NEW."cover_height") OR OLD."cover_width" IS DISTINCT FROM (NEW."cover_width") OR OLD."created_at" IS DISTINCT FROM (NEW."created_at") OR OLD."description" IS DISTINCT FROM (NEW."description") OR OLD."ends_at" IS DISTINCT FROM (NEW."ends_at") OR OLD."grid_id" IS DISTINCT FROM (NEW."grid_id") OR OLD."headcount" IS DISTINCT FROM (NEW."headcount") OR OLD."headcount_at" IS DISTINCT FROM (NEW."headcount_at") OR OLD."hold_id" IS DISTINCT FROM (NEW."hold_id") OR OLD."id" IS DISTINCT FROM (NEW."id") OR OLD."kind" IS DISTINCT FROM (NEW."kind") OR OLD."largest_party" IS DISTINCT FROM (NEW."largest_party") OR OLD."list_closed_at" IS DISTINCT FROM (NEW."list_closed_at") OR OLD."max_age" IS DISTINCT FROM (NEW."max_age") OR OLD."min_age" IS DISTINCT FROM (NEW."min_age") OR OLD."organiser_id" IS DISTINCT FROM (NEW."organiser_id") OR OLD."place" IS DISTINCT FROM (NEW."place") OR OLD."registration_closes_at" IS DISTINCT FROM (NEW."registration_closes_at") OR OLD."sequence" IS DISTINCT FROM (NEW."sequence") OR OLD."space_id" IS DISTINCT FROM (NEW."space_id") OR OLD."starts_at" IS DISTINCT FROM (NEW."starts_at") OR OLD."status" IS DISTINCT FROM (NEW."status") OR OLD."summary" IS DISTINCT FROM (NEW."summary") OR OLD."title" IS DISTINCT FROM (NEW."title"))',
                        func='INSERT INTO "events_eventhistory" ("audience", "cancel_reason", "capacity", "changed_at", "check_in_kind", "community_id", "cover", "cover_height", "cover_width", "created_at", "description", "ends_at", "grid_id", "headcount", "headcount_at", "hold_id", "id", "kind", "largest_party", "list_closed_at", "max_age", "min_age", "organiser_id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "place", "registration_closes_at", "sequence", "space_id", "starts_at", "status", "summary", "title") VALUES (NEW."audience", NEW."cancel_reason", NEW."capacity", NEW."changed_at", NEW."check_in_kind", NEW."community_id", NEW."cover", NEW."cover_height", NEW."cover_width", NEW."created_at", NEW."description", NEW."ends_at", NEW."grid_id", NEW."headcount", NEW."headcount_at", NEW."hold_id", NEW."id", NEW."kind", NEW."largest_party", NEW."list_closed_at", NEW."max_age", NEW."min_age", NEW."organiser_id", _pgh_attach_context(), NOW(), \'update\', NEW."id", NEW."place", NEW."registration_closes_at", NEW."sequence", NEW."space_id", NEW."starts_at", NEW."status", NEW."summary", NEW."title"); RETURN NULL;',
                        hash="c04370da0a3fcbffbe97b71a8c4f2b1265f08074",
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
                        func='INSERT INTO "events_eventhistory" ("audience", "cancel_reason", "capacity", "changed_at", "check_in_kind", "community_id", "cover", "cover_height", "cover_width", "created_at", "description", "ends_at", "grid_id", "headcount", "headcount_at", "hold_id", "id", "kind", "largest_party", "list_closed_at", "max_age", "min_age", "organiser_id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "place", "registration_closes_at", "sequence", "space_id", "starts_at", "status", "summary", "title") VALUES (OLD."audience", OLD."cancel_reason", OLD."capacity", OLD."changed_at", OLD."check_in_kind", OLD."community_id", OLD."cover", OLD."cover_height", OLD."cover_width", OLD."created_at", OLD."description", OLD."ends_at", OLD."grid_id", OLD."headcount", OLD."headcount_at", OLD."hold_id", OLD."id", OLD."kind", OLD."largest_party", OLD."list_closed_at", OLD."max_age", OLD."min_age", OLD."organiser_id", _pgh_attach_context(), NOW(), \'delete\', OLD."id", OLD."place", OLD."registration_closes_at", OLD."sequence", OLD."space_id", OLD."starts_at", OLD."status", OLD."summary", OLD."title"); RETURN NULL;',
                        hash="d12c31f72c06c451f68aeef790c7c0d2038a7949",
                        operation="DELETE",
                        pgid="pgtrigger_delete_delete_d74a6",
                        table="events_event",
                        when="AFTER",
                    ),
                ),
            ),
        ),
    ]
