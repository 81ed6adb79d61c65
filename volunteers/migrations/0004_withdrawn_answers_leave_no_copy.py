"""The audit trail keeps no copy of what a volunteer has said of party membership, nor of what stood on a card."""

import pgtrigger.compiler
import pgtrigger.migrations
from django.db import migrations


class Migration(migrations.Migration):
    dependencies = [
        ("volunteers", "0003_people_apply_again"),
    ]

    operations = [
        pgtrigger.migrations.RemoveTrigger(
            model_name="membershipanswer",
            name="insert_insert",
        ),
        pgtrigger.migrations.RemoveTrigger(
            model_name="membershipanswer",
            name="update_update",
        ),
        pgtrigger.migrations.RemoveTrigger(
            model_name="membershipanswer",
            name="delete_delete",
        ),
        pgtrigger.migrations.RemoveTrigger(
            model_name="volunteercard",
            name="insert_insert",
        ),
        pgtrigger.migrations.RemoveTrigger(
            model_name="volunteercard",
            name="update_update",
        ),
        pgtrigger.migrations.RemoveTrigger(
            model_name="volunteercard",
            name="delete_delete",
        ),
        migrations.RemoveField(
            model_name="membershipanswerhistory",
            name="is_party_member",
        ),
        migrations.RemoveField(
            model_name="volunteercardhistory",
            name="building",
        ),
        migrations.RemoveField(
            model_name="volunteercardhistory",
            name="role",
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="membershipanswer",
            trigger=pgtrigger.compiler.Trigger(
                name="insert_insert",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func='INSERT INTO "volunteers_membershipanswerhistory" ("agreed_at", "by_id", "id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "volunteer_id") VALUES (NEW."agreed_at", NEW."by_id", NEW."id", _pgh_attach_context(), NOW(), \'insert\', NEW."id", NEW."volunteer_id"); RETURN NULL;',
                    hash="aa3fb0d3d0ca7b60759502e79cc4b90631cda777",
                    operation="INSERT",
                    pgid="pgtrigger_insert_insert_2dc3e",
                    table="volunteers_membershipanswer",
                    when="AFTER",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="membershipanswer",
            trigger=pgtrigger.compiler.Trigger(
                name="update_update",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    condition='WHEN (OLD."agreed_at" IS DISTINCT FROM (NEW."agreed_at") OR OLD."by_id" IS DISTINCT FROM (NEW."by_id") OR OLD."id" IS DISTINCT FROM (NEW."id") OR OLD."volunteer_id" IS DISTINCT FROM (NEW."volunteer_id"))',
                    func='INSERT INTO "volunteers_membershipanswerhistory" ("agreed_at", "by_id", "id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "volunteer_id") VALUES (NEW."agreed_at", NEW."by_id", NEW."id", _pgh_attach_context(), NOW(), \'update\', NEW."id", NEW."volunteer_id"); RETURN NULL;',
                    hash="5121d481812a0142396579487ca7479fdd57e517",
                    operation="UPDATE",
                    pgid="pgtrigger_update_update_7ba0b",
                    table="volunteers_membershipanswer",
                    when="AFTER",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="membershipanswer",
            trigger=pgtrigger.compiler.Trigger(
                name="delete_delete",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func='INSERT INTO "volunteers_membershipanswerhistory" ("agreed_at", "by_id", "id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "volunteer_id") VALUES (OLD."agreed_at", OLD."by_id", OLD."id", _pgh_attach_context(), NOW(), \'delete\', OLD."id", OLD."volunteer_id"); RETURN NULL;',
                    hash="67c5d7b8dd46b709c8b9e3f03dad1134592252f8",
                    operation="DELETE",
                    pgid="pgtrigger_delete_delete_02982",
                    table="volunteers_membershipanswer",
                    when="AFTER",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="volunteercard",
            trigger=pgtrigger.compiler.Trigger(
                name="insert_insert",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func='INSERT INTO "volunteers_volunteercardhistory" ("consented_at", "id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "volunteer_id", "withdrawn_at") VALUES (NEW."consented_at", NEW."id", _pgh_attach_context(), NOW(), \'insert\', NEW."id", NEW."volunteer_id", NEW."withdrawn_at"); RETURN NULL;',
                    hash="6e669b5e788422d3c044f14fb6f08a2e815c6014",
                    operation="INSERT",
                    pgid="pgtrigger_insert_insert_b05d5",
                    table="volunteers_volunteercard",
                    when="AFTER",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="volunteercard",
            trigger=pgtrigger.compiler.Trigger(
                name="update_update",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    condition='WHEN (OLD."consented_at" IS DISTINCT FROM (NEW."consented_at") OR OLD."id" IS DISTINCT FROM (NEW."id") OR OLD."volunteer_id" IS DISTINCT FROM (NEW."volunteer_id") OR OLD."withdrawn_at" IS DISTINCT FROM (NEW."withdrawn_at"))',
                    func='INSERT INTO "volunteers_volunteercardhistory" ("consented_at", "id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "volunteer_id", "withdrawn_at") VALUES (NEW."consented_at", NEW."id", _pgh_attach_context(), NOW(), \'update\', NEW."id", NEW."volunteer_id", NEW."withdrawn_at"); RETURN NULL;',
                    hash="807c8c116245809fc9e771b8dc91c792fa17628c",
                    operation="UPDATE",
                    pgid="pgtrigger_update_update_5cde1",
                    table="volunteers_volunteercard",
                    when="AFTER",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="volunteercard",
            trigger=pgtrigger.compiler.Trigger(
                name="delete_delete",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func='INSERT INTO "volunteers_volunteercardhistory" ("consented_at", "id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "volunteer_id", "withdrawn_at") VALUES (OLD."consented_at", OLD."id", _pgh_attach_context(), NOW(), \'delete\', OLD."id", OLD."volunteer_id", OLD."withdrawn_at"); RETURN NULL;',
                    hash="a46a3f0b1cc68db130539494bf548edb0c82aa91",
                    operation="DELETE",
                    pgid="pgtrigger_delete_delete_d80a0",
                    table="volunteers_volunteercard",
                    when="AFTER",
                ),
            ),
        ),
    ]
