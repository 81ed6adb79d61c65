"""A waiting volunteer who was let in at the place by mistake goes back to the place on the waitlist."""

import pgtrigger.compiler
import pgtrigger.migrations
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("accounts", "0020_people_are_found_in_pinyin"),
        ("volunteers", "0004_withdrawn_answers_leave_no_copy"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        pgtrigger.migrations.RemoveTrigger(
            model_name="assignment",
            name="insert_insert",
        ),
        pgtrigger.migrations.RemoveTrigger(
            model_name="assignment",
            name="update_update",
        ),
        pgtrigger.migrations.RemoveTrigger(
            model_name="assignment",
            name="delete_delete",
        ),
        migrations.AddField(
            model_name="assignment",
            name="waited_since",
            field=models.DateTimeField(blank=True, editable=False, null=True),
        ),
        migrations.AddField(
            model_name="assignmenthistory",
            name="waited_since",
            field=models.DateTimeField(blank=True, editable=False, null=True),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="assignment",
            trigger=pgtrigger.compiler.Trigger(
                name="insert_insert",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func='INSERT INTO "volunteers_assignmenthistory" ("by_id", "checked_in_at", "checked_in_by_id", "checked_in_way", "checked_out_at", "checked_out_by_id", "checked_out_way", "confirmed_at", "created_at", "ends_at", "id", "person_id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "queued_at", "reason", "reminded_at", "shift_id", "starts_at", "status", "substitute_since", "took_over_id", "volunteer_id", "waited_since", "walk_in", "withdrawn_at", "words") VALUES (NEW."by_id", NEW."checked_in_at", NEW."checked_in_by_id", NEW."checked_in_way", NEW."checked_out_at", NEW."checked_out_by_id", NEW."checked_out_way", NEW."confirmed_at", NEW."created_at", NEW."ends_at", NEW."id", NEW."person_id", _pgh_attach_context(), NOW(), \'insert\', NEW."id", NEW."queued_at", NEW."reason", NEW."reminded_at", NEW."shift_id", NEW."starts_at", NEW."status", NEW."substitute_since", NEW."took_over_id", NEW."volunteer_id", NEW."waited_since", NEW."walk_in", NEW."withdrawn_at", NEW."words"); RETURN NULL;',
                    hash="7eb710e4d2fe9b15babb11c58b6bf47357e9f4c2",
                    operation="INSERT",
                    pgid="pgtrigger_insert_insert_0e7b1",
                    table="volunteers_assignment",
                    when="AFTER",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="assignment",
            trigger=pgtrigger.compiler.Trigger(
                name="update_update",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    condition='WHEN (OLD."by_id" IS DISTINCT FROM (NEW."by_id") OR OLD."checked_in_at" IS DISTINCT FROM (NEW."checked_in_at") OR OLD."checked_in_by_id" IS DISTINCT FROM (NEW."checked_in_by_id") OR OLD."checked_in_way" IS DISTINCT FROM (NEW."checked_in_way") OR OLD."checked_out_at" IS DISTINCT FROM (NEW."checked_out_at") OR OLD."checked_out_by_id" IS DISTINCT FROM (NEW."checked_out_by_id") OR OLD."checked_out_way" IS DISTINCT FROM (NEW."checked_out_way") OR OLD."confirmed_at" IS DISTINCT FROM (NEW."confirmed_at") OR OLD."created_at" IS DISTINCT FROM (NEW."created_at") OR OLD."ends_at" IS DISTINCT FROM (NEW."ends_at") OR OLD."id" IS DISTINCT FROM (NEW."id") OR OLD."person_id" IS DISTINCT FROM (NEW."person_id") OR OLD."queued_at" IS DISTINCT FROM (NEW."queued_at") OR OLD."reason" IS DISTINCT FROM (NEW."reason") OR OLD."reminded_at" IS DISTINCT FROM (NEW."reminded_at") OR OLD."shift_id" IS DISTINCT FROM (NEW."shift_id") OR OLD."starts_at" IS DISTINCT FROM (NEW."starts_at") OR OLD."status" IS DISTINCT FROM (NEW."status") OR OLD."substitute_since" IS DISTINCT FROM (NEW."substitute_since") OR OLD."took_over_id" IS DISTINCT FROM (NEW."took_over_id") OR OLD."volunteer_id" IS DISTINCT FROM (NEW."volunteer_id") OR OLD."waited_since" IS DISTINCT FROM (NEW."waited_since") OR OLD."walk_in" IS DISTINCT FROM (NEW."walk_in") OR OLD."withdrawn_at" IS DISTINCT FROM (NEW."withdrawn_at") OR OLD."words" IS DISTINCT FROM (NEW."words"))',
                    func='INSERT INTO "volunteers_assignmenthistory" ("by_id", "checked_in_at", "checked_in_by_id", "checked_in_way", "checked_out_at", "checked_out_by_id", "checked_out_way", "confirmed_at", "created_at", "ends_at", "id", "person_id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "queued_at", "reason", "reminded_at", "shift_id", "starts_at", "status", "substitute_since", "took_over_id", "volunteer_id", "waited_since", "walk_in", "withdrawn_at", "words") VALUES (NEW."by_id", NEW."checked_in_at", NEW."checked_in_by_id", NEW."checked_in_way", NEW."checked_out_at", NEW."checked_out_by_id", NEW."checked_out_way", NEW."confirmed_at", NEW."created_at", NEW."ends_at", NEW."id", NEW."person_id", _pgh_attach_context(), NOW(), \'update\', NEW."id", NEW."queued_at", NEW."reason", NEW."reminded_at", NEW."shift_id", NEW."starts_at", NEW."status", NEW."substitute_since", NEW."took_over_id", NEW."volunteer_id", NEW."waited_since", NEW."walk_in", NEW."withdrawn_at", NEW."words"); RETURN NULL;',
                    hash="aecb140786112cf2447641d9d872abed4d6086a2",
                    operation="UPDATE",
                    pgid="pgtrigger_update_update_6728f",
                    table="volunteers_assignment",
                    when="AFTER",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="assignment",
            trigger=pgtrigger.compiler.Trigger(
                name="delete_delete",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func='INSERT INTO "volunteers_assignmenthistory" ("by_id", "checked_in_at", "checked_in_by_id", "checked_in_way", "checked_out_at", "checked_out_by_id", "checked_out_way", "confirmed_at", "created_at", "ends_at", "id", "person_id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "queued_at", "reason", "reminded_at", "shift_id", "starts_at", "status", "substitute_since", "took_over_id", "volunteer_id", "waited_since", "walk_in", "withdrawn_at", "words") VALUES (OLD."by_id", OLD."checked_in_at", OLD."checked_in_by_id", OLD."checked_in_way", OLD."checked_out_at", OLD."checked_out_by_id", OLD."checked_out_way", OLD."confirmed_at", OLD."created_at", OLD."ends_at", OLD."id", OLD."person_id", _pgh_attach_context(), NOW(), \'delete\', OLD."id", OLD."queued_at", OLD."reason", OLD."reminded_at", OLD."shift_id", OLD."starts_at", OLD."status", OLD."substitute_since", OLD."took_over_id", OLD."volunteer_id", OLD."waited_since", OLD."walk_in", OLD."withdrawn_at", OLD."words"); RETURN NULL;',
                    hash="890251dd0b8402411cd8c0efdd306105bf00a911",
                    operation="DELETE",
                    pgid="pgtrigger_delete_delete_d9b4b",
                    table="volunteers_assignment",
                    when="AFTER",
                ),
            ),
        ),
        migrations.AddConstraint(
            model_name="assignment",
            constraint=models.CheckConstraint(
                condition=models.Q(("waited_since", None), ("status", "served"), _connector="OR"),
                name="assignment_waited_before_it_came",
            ),
        ),
    ]
