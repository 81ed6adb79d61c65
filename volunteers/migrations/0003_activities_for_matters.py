"""Activities that volunteers make for a report of neighbours."""

import django.db.models.deletion
import pgtrigger.compiler
import pgtrigger.migrations
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("grid", "0007_matters"),
        ("volunteers", "0002_triggers_and_sql"),
    ]

    operations = [
        pgtrigger.migrations.RemoveTrigger(
            model_name="activity",
            name="activity_place_same_community",
        ),
        pgtrigger.migrations.RemoveTrigger(
            model_name="activity",
            name="insert_insert",
        ),
        pgtrigger.migrations.RemoveTrigger(
            model_name="activity",
            name="update_update",
        ),
        pgtrigger.migrations.RemoveTrigger(
            model_name="activity",
            name="delete_delete",
        ),
        migrations.AddField(
            model_name="activity",
            name="matter",
            field=models.ForeignKey(
                blank=True,
                help_text="Once it is published, whoever reported it is told that volunteers help.",
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="activities",
                to="grid.matter",
                verbose_name="for a report of neighbours",
            ),
        ),
        migrations.AddField(
            model_name="activityhistory",
            name="matter",
            field=models.ForeignKey(
                blank=True,
                db_constraint=False,
                help_text="Once it is published, whoever reported it is told that volunteers help.",
                null=True,
                on_delete=django.db.models.deletion.DO_NOTHING,
                related_name="+",
                related_query_name="+",
                to="grid.matter",
                verbose_name="for a report of neighbours",
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="activity",
            trigger=pgtrigger.compiler.Trigger(
                name="activity_place_same_community",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func="IF (\n    (NEW.space_id IS NULL OR EXISTS (\n        SELECT 1 FROM stations_space s JOIN stations_station t ON t.id = s.station_id\n        WHERE s.id = NEW.space_id AND t.community_id = NEW.community_id))\n    AND (NEW.event_id IS NULL OR EXISTS (\n        SELECT 1 FROM events_event e WHERE e.id = NEW.event_id AND e.community_id = NEW.community_id))\n    AND (NEW.building_id IS NULL OR EXISTS (\n        SELECT 1 FROM grid_building b JOIN grid_estate g ON g.id = b.estate_id\n        WHERE b.id = NEW.building_id AND g.community_id = NEW.community_id))\n    AND (NEW.matter_id IS NULL OR EXISTS (\n        SELECT 1 FROM grid_matter m WHERE m.id = NEW.matter_id AND m.community_id = NEW.community_id))\n) IS NOT TRUE THEN RAISE EXCEPTION 'activity_place_same_community' USING ERRCODE = 'check_violation', CONSTRAINT = 'activity_place_same_community'; END IF; RETURN NULL;",
                    hash="73664ecbd0fe16f41279a0416da9ed417ae4ae58",
                    operation='INSERT OR UPDATE OF "space_id", "event_id", "building_id", "community_id"',
                    pgid="pgtrigger_activity_place_same_community_1c0b5",
                    table="volunteers_activity",
                    when="AFTER",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="activity",
            trigger=pgtrigger.compiler.Trigger(
                name="insert_insert",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func='INSERT INTO "volunteers_activityhistory" ("bring", "building_id", "cancel_reason", "changed_at", "community_id", "content", "created_at", "ends_at", "event_id", "hold_id", "id", "kind", "lead_id", "matter_id", "meeting_point", "organiser_id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "place", "result", "result_published_at", "risks", "sequence", "service", "space_id", "starts_at", "status", "team_id", "title", "withdraw_hours") VALUES (NEW."bring", NEW."building_id", NEW."cancel_reason", NEW."changed_at", NEW."community_id", NEW."content", NEW."created_at", NEW."ends_at", NEW."event_id", NEW."hold_id", NEW."id", NEW."kind", NEW."lead_id", NEW."matter_id", NEW."meeting_point", NEW."organiser_id", _pgh_attach_context(), NOW(), \'insert\', NEW."id", NEW."place", NEW."result", NEW."result_published_at", NEW."risks", NEW."sequence", NEW."service", NEW."space_id", NEW."starts_at", NEW."status", NEW."team_id", NEW."title", NEW."withdraw_hours"); RETURN NULL;',
                    hash="f80ada79fd122b6208d636f52da8bd8eca65ef43",
                    operation="INSERT",
                    pgid="pgtrigger_insert_insert_33c03",
                    table="volunteers_activity",
                    when="AFTER",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="activity",
            trigger=pgtrigger.compiler.Trigger(
                name="update_update",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    condition='WHEN (OLD."bring" IS DISTINCT FROM (NEW."bring") OR OLD."building_id" IS DISTINCT FROM (NEW."building_id") OR OLD."cancel_reason" IS DISTINCT FROM (NEW."cancel_reason") OR OLD."changed_at" IS DISTINCT FROM (NEW."changed_at") OR OLD."community_id" IS DISTINCT FROM (NEW."community_id") OR OLD."content" IS DISTINCT FROM (NEW."content") OR OLD."created_at" IS DISTINCT FROM (NEW."created_at") OR OLD."ends_at" IS DISTINCT FROM (NEW."ends_at") OR OLD."event_id" IS DISTINCT FROM (NEW."event_id") OR OLD."hold_id" IS DISTINCT FROM (NEW."hold_id") OR OLD."id" IS DISTINCT FROM (NEW."id") OR OLD."kind" IS DISTINCT FROM (NEW."kind") OR OLD."lead_id" IS DISTINCT FROM (NEW."lead_id") OR OLD."matter_id" IS DISTINCT FROM (NEW."matter_id") OR OLD."meeting_point" IS DISTINCT FROM (NEW."meeting_point") OR OLD."organiser_id" IS DISTINCT FROM (NEW."organiser_id") OR OLD."place" IS DISTINCT FROM (NEW."place") OR OLD."result" IS DISTINCT FROM (NEW."result") OR OLD."result_published_at" IS DISTINCT FROM (NEW."result_published_at") OR OLD."risks" IS DISTINCT FROM (NEW."risks") OR OLD."sequence" IS DISTINCT FROM (NEW."sequence") OR OLD."service" IS DISTINCT FROM (NEW."service") OR OLD."space_id" IS DISTINCT FROM (NEW."space_id") OR OLD."starts_at" IS DISTINCT FROM (NEW."starts_at") OR OLD."status" IS DISTINCT FROM (NEW."status") OR OLD."team_id" IS DISTINCT FROM (NEW."team_id") OR OLD."title" IS DISTINCT FROM (NEW."title") OR OLD."withdraw_hours" IS DISTINCT FROM (NEW."withdraw_hours"))',
                    func='INSERT INTO "volunteers_activityhistory" ("bring", "building_id", "cancel_reason", "changed_at", "community_id", "content", "created_at", "ends_at", "event_id", "hold_id", "id", "kind", "lead_id", "matter_id", "meeting_point", "organiser_id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "place", "result", "result_published_at", "risks", "sequence", "service", "space_id", "starts_at", "status", "team_id", "title", "withdraw_hours") VALUES (NEW."bring", NEW."building_id", NEW."cancel_reason", NEW."changed_at", NEW."community_id", NEW."content", NEW."created_at", NEW."ends_at", NEW."event_id", NEW."hold_id", NEW."id", NEW."kind", NEW."lead_id", NEW."matter_id", NEW."meeting_point", NEW."organiser_id", _pgh_attach_context(), NOW(), \'update\', NEW."id", NEW."place", NEW."result", NEW."result_published_at", NEW."risks", NEW."sequence", NEW."service", NEW."space_id", NEW."starts_at", NEW."status", NEW."team_id", NEW."title", NEW."withdraw_hours"); RETURN NULL;',
                    hash="d15a74521372710e2f678b7eecfd7ee44a1fd2c5",
                    operation="UPDATE",
                    pgid="pgtrigger_update_update_f0cd5",
                    table="volunteers_activity",
                    when="AFTER",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="activity",
            trigger=pgtrigger.compiler.Trigger(
                name="delete_delete",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func='INSERT INTO "volunteers_activityhistory" ("bring", "building_id", "cancel_reason", "changed_at", "community_id", "content", "created_at", "ends_at", "event_id", "hold_id", "id", "kind", "lead_id", "matter_id", "meeting_point", "organiser_id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "place", "result", "result_published_at", "risks", "sequence", "service", "space_id", "starts_at", "status", "team_id", "title", "withdraw_hours") VALUES (OLD."bring", OLD."building_id", OLD."cancel_reason", OLD."changed_at", OLD."community_id", OLD."content", OLD."created_at", OLD."ends_at", OLD."event_id", OLD."hold_id", OLD."id", OLD."kind", OLD."lead_id", OLD."matter_id", OLD."meeting_point", OLD."organiser_id", _pgh_attach_context(), NOW(), \'delete\', OLD."id", OLD."place", OLD."result", OLD."result_published_at", OLD."risks", OLD."sequence", OLD."service", OLD."space_id", OLD."starts_at", OLD."status", OLD."team_id", OLD."title", OLD."withdraw_hours"); RETURN NULL;',
                    hash="d58cdacb03b516f19c1013ebda9dc1c3a01141d1",
                    operation="DELETE",
                    pgid="pgtrigger_delete_delete_5cdc0",
                    table="volunteers_activity",
                    when="AFTER",
                ),
            ),
        ),
    ]
