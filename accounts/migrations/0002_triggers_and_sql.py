"""The audit trail, and the rules on rows that no constraint can express."""

import pgtrigger.compiler
import pgtrigger.migrations
from django.db import migrations

from common.db.migrations import CombinedOperation


class Migration(migrations.Migration):
    dependencies = [
        ("accounts", "0001_schema"),
    ]

    operations = [
        CombinedOperation(
            pgtrigger.migrations.AddTrigger(
                model_name="person",
                trigger=pgtrigger.compiler.Trigger(
                    name="insert_insert",
                    sql=pgtrigger.compiler.UpsertTriggerSql(
                        func='INSERT INTO "accounts_personhistory" ("birth_year", "created_at", "id", "language", "name", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "phone") VALUES (NEW."birth_year", NEW."created_at", NEW."id", NEW."language", NEW."name", _pgh_attach_context(), NOW(), \'insert\', NEW."id", NEW."phone"); RETURN NULL;',
                        hash="ff64ab4d62cb2c5779370a4165ff5ef70969a3fc",
                        operation="INSERT",
                        pgid="pgtrigger_insert_insert_6b541",
                        table="accounts_person",
                        when="AFTER",
                    ),
                ),
            ),
            pgtrigger.migrations.AddTrigger(
                model_name="person",
                trigger=pgtrigger.compiler.Trigger(
                    name="update_update",
                    sql=pgtrigger.compiler.UpsertTriggerSql(
                        condition="WHEN (OLD.* IS DISTINCT FROM NEW.*)",
                        func='INSERT INTO "accounts_personhistory" ("birth_year", "created_at", "id", "language", "name", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "phone") VALUES (NEW."birth_year", NEW."created_at", NEW."id", NEW."language", NEW."name", _pgh_attach_context(), NOW(), \'update\', NEW."id", NEW."phone"); RETURN NULL;',
                        hash="4c6ea4abe2b8b92d350909686d659952ff6d5a51",
                        operation="UPDATE",
                        pgid="pgtrigger_update_update_70819",
                        table="accounts_person",
                        when="AFTER",
                    ),
                ),
            ),
            pgtrigger.migrations.AddTrigger(
                model_name="person",
                trigger=pgtrigger.compiler.Trigger(
                    name="delete_delete",
                    sql=pgtrigger.compiler.UpsertTriggerSql(
                        func='INSERT INTO "accounts_personhistory" ("birth_year", "created_at", "id", "language", "name", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "phone") VALUES (OLD."birth_year", OLD."created_at", OLD."id", OLD."language", OLD."name", _pgh_attach_context(), NOW(), \'delete\', OLD."id", OLD."phone"); RETURN NULL;',
                        hash="be8b6a7cb73033f855ca9489c9b34b0fe80c59fb",
                        operation="DELETE",
                        pgid="pgtrigger_delete_delete_18acd",
                        table="accounts_person",
                        when="AFTER",
                    ),
                ),
            ),
            pgtrigger.migrations.AddTrigger(
                model_name="personhistory",
                trigger=pgtrigger.compiler.Trigger(
                    name="append_only",
                    sql=pgtrigger.compiler.UpsertTriggerSql(
                        func="RAISE EXCEPTION 'pgtrigger: Cannot update or delete rows from % table', TG_TABLE_NAME;",
                        hash="6f33d8b2988ebe4b2b3d9e83f6159ea2ffc9e11a",
                        operation="UPDATE OR DELETE",
                        pgid="pgtrigger_append_only_9a5c6",
                        table="accounts_personhistory",
                        when="BEFORE",
                    ),
                ),
            ),
            pgtrigger.migrations.AddTrigger(
                model_name="user",
                trigger=pgtrigger.compiler.Trigger(
                    name="user_one_operator_stays",
                    sql=pgtrigger.compiler.UpsertTriggerSql(
                        condition="WHEN (OLD.is_staff AND OLD.is_active)",
                        func="\n            IF TG_OP = 'UPDATE' AND NEW.is_staff AND NEW.is_active THEN\n                RETURN NULL;\n            END IF;\n            PERFORM pg_advisory_xact_lock(hashtextextended('user_one_operator_stays', 0));\n            IF NOT EXISTS (SELECT 1 FROM accounts_user WHERE is_staff AND is_active) THEN\n                RAISE EXCEPTION 'the last active operator stays'\n                    USING ERRCODE = 'check_violation', CONSTRAINT = 'user_one_operator_stays', TABLE = TG_TABLE_NAME;\n            END IF;\n            RETURN NULL;\n        ",
                        hash="dd47689dad14da03e1e44b4fa73094e0b131b68c",
                        operation="UPDATE OR DELETE",
                        pgid="pgtrigger_user_one_operator_stays_f9717",
                        table="accounts_user",
                        when="AFTER",
                    ),
                ),
            ),
            pgtrigger.migrations.AddTrigger(
                model_name="user",
                trigger=pgtrigger.compiler.Trigger(
                    name="insert_insert",
                    sql=pgtrigger.compiler.UpsertTriggerSql(
                        func='INSERT INTO "accounts_userhistory" ("date_joined", "email", "id", "is_active", "is_staff", "person_id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "phone", "phone_verified") VALUES (NEW."date_joined", NEW."email", NEW."id", NEW."is_active", NEW."is_staff", NEW."person_id", _pgh_attach_context(), NOW(), \'insert\', NEW."id", NEW."phone", NEW."phone_verified"); RETURN NULL;',
                        hash="0b9946c1c02510af876374954dad046143818150",
                        operation="INSERT",
                        pgid="pgtrigger_insert_insert_3867c",
                        table="accounts_user",
                        when="AFTER",
                    ),
                ),
            ),
            pgtrigger.migrations.AddTrigger(
                model_name="user",
                trigger=pgtrigger.compiler.Trigger(
                    name="update_update",
                    sql=pgtrigger.compiler.UpsertTriggerSql(
                        condition='WHEN (OLD."date_joined" IS DISTINCT FROM (NEW."date_joined") OR OLD."email" IS DISTINCT FROM (NEW."email") OR OLD."id" IS DISTINCT FROM (NEW."id") OR OLD."is_active" IS DISTINCT FROM (NEW."is_active") OR OLD."is_staff" IS DISTINCT FROM (NEW."is_staff") OR OLD."person_id" IS DISTINCT FROM (NEW."person_id") OR OLD."phone" IS DISTINCT FROM (NEW."phone") OR OLD."phone_verified" IS DISTINCT FROM (NEW."phone_verified"))',
                        func='INSERT INTO "accounts_userhistory" ("date_joined", "email", "id", "is_active", "is_staff", "person_id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "phone", "phone_verified") VALUES (NEW."date_joined", NEW."email", NEW."id", NEW."is_active", NEW."is_staff", NEW."person_id", _pgh_attach_context(), NOW(), \'update\', NEW."id", NEW."phone", NEW."phone_verified"); RETURN NULL;',
                        hash="cc22c300c38741da23b47e20a6ddec8cb6b24723",
                        operation="UPDATE",
                        pgid="pgtrigger_update_update_0e890",
                        table="accounts_user",
                        when="AFTER",
                    ),
                ),
            ),
            pgtrigger.migrations.AddTrigger(
                model_name="user",
                trigger=pgtrigger.compiler.Trigger(
                    name="delete_delete",
                    sql=pgtrigger.compiler.UpsertTriggerSql(
                        func='INSERT INTO "accounts_userhistory" ("date_joined", "email", "id", "is_active", "is_staff", "person_id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "phone", "phone_verified") VALUES (OLD."date_joined", OLD."email", OLD."id", OLD."is_active", OLD."is_staff", OLD."person_id", _pgh_attach_context(), NOW(), \'delete\', OLD."id", OLD."phone", OLD."phone_verified"); RETURN NULL;',
                        hash="f7fce99f35ff357fa10ce8561d9d583430ae3762",
                        operation="DELETE",
                        pgid="pgtrigger_delete_delete_19f14",
                        table="accounts_user",
                        when="AFTER",
                    ),
                ),
            ),
            pgtrigger.migrations.AddTrigger(
                model_name="userhistory",
                trigger=pgtrigger.compiler.Trigger(
                    name="append_only",
                    sql=pgtrigger.compiler.UpsertTriggerSql(
                        func="RAISE EXCEPTION 'pgtrigger: Cannot update or delete rows from % table', TG_TABLE_NAME;",
                        hash="68ffa9ce3b529c4c151c9348adc79b98119cd550",
                        operation="UPDATE OR DELETE",
                        pgid="pgtrigger_append_only_4f815",
                        table="accounts_userhistory",
                        when="BEFORE",
                    ),
                ),
            ),
            pgtrigger.migrations.AddTrigger(
                model_name="guardianship",
                trigger=pgtrigger.compiler.Trigger(
                    name="insert_insert",
                    sql=pgtrigger.compiler.UpsertTriggerSql(
                        func='INSERT INTO "accounts_guardianshiphistory" ("by_id", "during", "id", "kind", "person_id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id") VALUES (NEW."by_id", NEW."during", NEW."id", NEW."kind", NEW."person_id", _pgh_attach_context(), NOW(), \'insert\', NEW."id"); RETURN NULL;',
                        hash="3b656810240211e506949b7fb7152c100ba25267",
                        operation="INSERT",
                        pgid="pgtrigger_insert_insert_b47ce",
                        table="accounts_guardianship",
                        when="AFTER",
                    ),
                ),
            ),
            pgtrigger.migrations.AddTrigger(
                model_name="guardianship",
                trigger=pgtrigger.compiler.Trigger(
                    name="update_update",
                    sql=pgtrigger.compiler.UpsertTriggerSql(
                        condition="WHEN (OLD.* IS DISTINCT FROM NEW.*)",
                        func='INSERT INTO "accounts_guardianshiphistory" ("by_id", "during", "id", "kind", "person_id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id") VALUES (NEW."by_id", NEW."during", NEW."id", NEW."kind", NEW."person_id", _pgh_attach_context(), NOW(), \'update\', NEW."id"); RETURN NULL;',
                        hash="c5ad2083c7384d39873b7766784acecaf9e7d158",
                        operation="UPDATE",
                        pgid="pgtrigger_update_update_8330f",
                        table="accounts_guardianship",
                        when="AFTER",
                    ),
                ),
            ),
            pgtrigger.migrations.AddTrigger(
                model_name="guardianship",
                trigger=pgtrigger.compiler.Trigger(
                    name="delete_delete",
                    sql=pgtrigger.compiler.UpsertTriggerSql(
                        func='INSERT INTO "accounts_guardianshiphistory" ("by_id", "during", "id", "kind", "person_id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id") VALUES (OLD."by_id", OLD."during", OLD."id", OLD."kind", OLD."person_id", _pgh_attach_context(), NOW(), \'delete\', OLD."id"); RETURN NULL;',
                        hash="6209fe1cf498bb9c3d22f77fe4d8c49f85f83c9e",
                        operation="DELETE",
                        pgid="pgtrigger_delete_delete_58ecc",
                        table="accounts_guardianship",
                        when="AFTER",
                    ),
                ),
            ),
            pgtrigger.migrations.AddTrigger(
                model_name="guardianshiphistory",
                trigger=pgtrigger.compiler.Trigger(
                    name="append_only",
                    sql=pgtrigger.compiler.UpsertTriggerSql(
                        func="RAISE EXCEPTION 'pgtrigger: Cannot update or delete rows from % table', TG_TABLE_NAME;",
                        hash="e6e2466944d3c48e6c3c7f36bd7eabf0a39df086",
                        operation="UPDATE OR DELETE",
                        pgid="pgtrigger_append_only_30017",
                        table="accounts_guardianshiphistory",
                        when="BEFORE",
                    ),
                ),
            ),
            pgtrigger.migrations.AddTrigger(
                model_name="privacynotice",
                trigger=pgtrigger.compiler.Trigger(
                    name="privacy_notice_in_force_stays",
                    sql=pgtrigger.compiler.UpsertTriggerSql(
                        condition="WHEN (OLD.published_at <= now())",
                        func="RAISE EXCEPTION 'pgtrigger: Cannot update rows from % table', TG_TABLE_NAME;",
                        hash="04efa0bfa3c5c4334b2ce28be22e1cb0c6e8def1",
                        operation="UPDATE",
                        pgid="pgtrigger_privacy_notice_in_force_stays_c49ce",
                        table="accounts_privacynotice",
                        when="BEFORE",
                    ),
                ),
            ),
            pgtrigger.migrations.AddTrigger(
                model_name="privacynotice",
                trigger=pgtrigger.compiler.Trigger(
                    name="insert_insert",
                    sql=pgtrigger.compiler.UpsertTriggerSql(
                        func='INSERT INTO "accounts_privacynoticehistory" ("id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "published_at", "text", "version") VALUES (NEW."id", _pgh_attach_context(), NOW(), \'insert\', NEW."id", NEW."published_at", NEW."text", NEW."version"); RETURN NULL;',
                        hash="393ae361634eefd0c4744afa4d46415bdc675a1d",
                        operation="INSERT",
                        pgid="pgtrigger_insert_insert_3e0e7",
                        table="accounts_privacynotice",
                        when="AFTER",
                    ),
                ),
            ),
            pgtrigger.migrations.AddTrigger(
                model_name="privacynotice",
                trigger=pgtrigger.compiler.Trigger(
                    name="update_update",
                    sql=pgtrigger.compiler.UpsertTriggerSql(
                        condition="WHEN (OLD.* IS DISTINCT FROM NEW.*)",
                        func='INSERT INTO "accounts_privacynoticehistory" ("id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "published_at", "text", "version") VALUES (NEW."id", _pgh_attach_context(), NOW(), \'update\', NEW."id", NEW."published_at", NEW."text", NEW."version"); RETURN NULL;',
                        hash="6cbb0cee9b7c9b2d28e3d6771a66c2cd604abe8e",
                        operation="UPDATE",
                        pgid="pgtrigger_update_update_58e04",
                        table="accounts_privacynotice",
                        when="AFTER",
                    ),
                ),
            ),
            pgtrigger.migrations.AddTrigger(
                model_name="privacynotice",
                trigger=pgtrigger.compiler.Trigger(
                    name="delete_delete",
                    sql=pgtrigger.compiler.UpsertTriggerSql(
                        func='INSERT INTO "accounts_privacynoticehistory" ("id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "published_at", "text", "version") VALUES (OLD."id", _pgh_attach_context(), NOW(), \'delete\', OLD."id", OLD."published_at", OLD."text", OLD."version"); RETURN NULL;',
                        hash="a55d72dcc3d7048e48ae0de41eb4bff4bb6fddca",
                        operation="DELETE",
                        pgid="pgtrigger_delete_delete_cfb00",
                        table="accounts_privacynotice",
                        when="AFTER",
                    ),
                ),
            ),
            pgtrigger.migrations.AddTrigger(
                model_name="privacynoticehistory",
                trigger=pgtrigger.compiler.Trigger(
                    name="append_only",
                    sql=pgtrigger.compiler.UpsertTriggerSql(
                        func="RAISE EXCEPTION 'pgtrigger: Cannot update or delete rows from % table', TG_TABLE_NAME;",
                        hash="0e9a3c2c07f2ca4001518eede89c19f9a725573e",
                        operation="UPDATE OR DELETE",
                        pgid="pgtrigger_append_only_2d9a9",
                        table="accounts_privacynoticehistory",
                        when="BEFORE",
                    ),
                ),
            ),
            pgtrigger.migrations.AddTrigger(
                model_name="consent",
                trigger=pgtrigger.compiler.Trigger(
                    name="insert_insert",
                    sql=pgtrigger.compiler.UpsertTriggerSql(
                        func='INSERT INTO "accounts_consenthistory" ("given_at", "given_by_id", "id", "notice_id", "person_id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "withdrawn_at") VALUES (NEW."given_at", NEW."given_by_id", NEW."id", NEW."notice_id", NEW."person_id", _pgh_attach_context(), NOW(), \'insert\', NEW."id", NEW."withdrawn_at"); RETURN NULL;',
                        hash="721ebb38e4fe955e2bc9128373fcc20eb391f058",
                        operation="INSERT",
                        pgid="pgtrigger_insert_insert_5fc84",
                        table="accounts_consent",
                        when="AFTER",
                    ),
                ),
            ),
            pgtrigger.migrations.AddTrigger(
                model_name="consent",
                trigger=pgtrigger.compiler.Trigger(
                    name="update_update",
                    sql=pgtrigger.compiler.UpsertTriggerSql(
                        condition="WHEN (OLD.* IS DISTINCT FROM NEW.*)",
                        func='INSERT INTO "accounts_consenthistory" ("given_at", "given_by_id", "id", "notice_id", "person_id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "withdrawn_at") VALUES (NEW."given_at", NEW."given_by_id", NEW."id", NEW."notice_id", NEW."person_id", _pgh_attach_context(), NOW(), \'update\', NEW."id", NEW."withdrawn_at"); RETURN NULL;',
                        hash="74e3dbad8332f8b3e0581df0ddbf1e370f4f1227",
                        operation="UPDATE",
                        pgid="pgtrigger_update_update_3484d",
                        table="accounts_consent",
                        when="AFTER",
                    ),
                ),
            ),
            pgtrigger.migrations.AddTrigger(
                model_name="consent",
                trigger=pgtrigger.compiler.Trigger(
                    name="delete_delete",
                    sql=pgtrigger.compiler.UpsertTriggerSql(
                        func='INSERT INTO "accounts_consenthistory" ("given_at", "given_by_id", "id", "notice_id", "person_id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "withdrawn_at") VALUES (OLD."given_at", OLD."given_by_id", OLD."id", OLD."notice_id", OLD."person_id", _pgh_attach_context(), NOW(), \'delete\', OLD."id", OLD."withdrawn_at"); RETURN NULL;',
                        hash="14bd4bdf9becd9b5077cdae4bb6ffe473bdb81ed",
                        operation="DELETE",
                        pgid="pgtrigger_delete_delete_f0b48",
                        table="accounts_consent",
                        when="AFTER",
                    ),
                ),
            ),
            pgtrigger.migrations.AddTrigger(
                model_name="consenthistory",
                trigger=pgtrigger.compiler.Trigger(
                    name="append_only",
                    sql=pgtrigger.compiler.UpsertTriggerSql(
                        func="RAISE EXCEPTION 'pgtrigger: Cannot update or delete rows from % table', TG_TABLE_NAME;",
                        hash="c6ade40f37c0ed4421d1af7dbce307cd7ce2daa5",
                        operation="UPDATE OR DELETE",
                        pgid="pgtrigger_append_only_8144d",
                        table="accounts_consenthistory",
                        when="BEFORE",
                    ),
                ),
            ),
            pgtrigger.migrations.AddTrigger(
                model_name="accesslog",
                trigger=pgtrigger.compiler.Trigger(
                    name="access_log_is_append_only",
                    sql=pgtrigger.compiler.UpsertTriggerSql(
                        func="RAISE EXCEPTION 'pgtrigger: Cannot update rows from % table', TG_TABLE_NAME;",
                        hash="177bd352f861fb716d270301514be85d4affc69f",
                        operation="UPDATE",
                        pgid="pgtrigger_access_log_is_append_only_05def",
                        table="accounts_accesslog",
                        when="BEFORE",
                    ),
                ),
            ),
            pgtrigger.migrations.AddTrigger(
                model_name="securityevent",
                trigger=pgtrigger.compiler.Trigger(
                    name="security_event_is_append_only",
                    sql=pgtrigger.compiler.UpsertTriggerSql(
                        func="RAISE EXCEPTION 'pgtrigger: Cannot update rows from % table', TG_TABLE_NAME;",
                        hash="101c701d5d25500b1e8a8e34af818acbeb74c1f2",
                        operation="UPDATE",
                        pgid="pgtrigger_security_event_is_append_only_5047d",
                        table="accounts_securityevent",
                        when="BEFORE",
                    ),
                ),
            ),
        ),
    ]
