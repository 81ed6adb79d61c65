"""The audit trail, the counting of places, and the keys that keep what belongs together in agreement."""

import pgtrigger.compiler
import pgtrigger.migrations
from django.db import migrations

from common.db.constraints import composite_foreign_key
from common.db.migrations import CombinedOperation
from stations.models.holds import hold_foreign_key

# No hold of this kind is left without its activity. It stands here because stations know nothing of activities.
HOLD_OF_ACTIVITY_HAS_ONE = """
    CREATE FUNCTION hold_of_activity_has_one() RETURNS trigger LANGUAGE plpgsql AS $$
    BEGIN
        IF EXISTS (SELECT 1 FROM stations_hold h WHERE h.id = NEW.id AND h.kind = 'activity')
        AND NOT EXISTS (SELECT 1 FROM volunteers_activity a WHERE a.hold_id = NEW.id) THEN
            RAISE EXCEPTION 'hold_of_activity_has_one'
            USING ERRCODE = 'check_violation', CONSTRAINT = 'hold_of_activity_has_one';
        END IF;
        RETURN NULL;
    END $$;
    CREATE CONSTRAINT TRIGGER hold_of_activity_has_one AFTER INSERT OR UPDATE OF kind ON stations_hold
    DEFERRABLE INITIALLY DEFERRED FOR EACH ROW WHEN (NEW.kind = 'activity')
    EXECUTE FUNCTION hold_of_activity_has_one();
"""


class Migration(migrations.Migration):
    dependencies = [
        ("volunteers", "0001_schema"),
    ]

    operations = [
        CombinedOperation(
            pgtrigger.migrations.AddTrigger(
                model_name="activityphoto",
                trigger=pgtrigger.compiler.Trigger(
                    name="activity_photo_stays",
                    sql=pgtrigger.compiler.UpsertTriggerSql(
                        condition="WHEN (OLD.activity_id IS DISTINCT FROM NEW.activity_id OR OLD.created_at IS DISTINCT FROM NEW.created_at)",
                        func="RAISE EXCEPTION 'activity_photo_stays' USING ERRCODE = 'check_violation', CONSTRAINT = 'activity_photo_stays'; RETURN NULL;",
                        hash="6f03165026a6f00ca9d909754356af47ea924111",
                        operation="UPDATE",
                        pgid="pgtrigger_activity_photo_stays_ad94a",
                        table="volunteers_activityphoto",
                        when="AFTER",
                    ),
                ),
            ),
            pgtrigger.migrations.AddTrigger(
                model_name="activityphoto",
                trigger=pgtrigger.compiler.Trigger(
                    name="insert_insert",
                    sql=pgtrigger.compiler.UpsertTriggerSql(
                        func='INSERT INTO "volunteers_activityphotohistory" ("activity_id", "created_at", "id", "kind", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "words") VALUES (NEW."activity_id", NEW."created_at", NEW."id", NEW."kind", _pgh_attach_context(), NOW(), \'insert\', NEW."id", NEW."words"); RETURN NULL;',
                        hash="ca14b4fd479ec49bbb875781c7ec288002cb59d3",
                        operation="INSERT",
                        pgid="pgtrigger_insert_insert_d38dc",
                        table="volunteers_activityphoto",
                        when="AFTER",
                    ),
                ),
            ),
            pgtrigger.migrations.AddTrigger(
                model_name="activityphoto",
                trigger=pgtrigger.compiler.Trigger(
                    name="update_update",
                    sql=pgtrigger.compiler.UpsertTriggerSql(
                        condition='WHEN (OLD."activity_id" IS DISTINCT FROM (NEW."activity_id") OR OLD."created_at" IS DISTINCT FROM (NEW."created_at") OR OLD."id" IS DISTINCT FROM (NEW."id") OR OLD."kind" IS DISTINCT FROM (NEW."kind") OR OLD."words" IS DISTINCT FROM (NEW."words"))',
                        func='INSERT INTO "volunteers_activityphotohistory" ("activity_id", "created_at", "id", "kind", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "words") VALUES (NEW."activity_id", NEW."created_at", NEW."id", NEW."kind", _pgh_attach_context(), NOW(), \'update\', NEW."id", NEW."words"); RETURN NULL;',
                        hash="b9a40bb6ad341081621351449fbb99ab962e5d9d",
                        operation="UPDATE",
                        pgid="pgtrigger_update_update_254c8",
                        table="volunteers_activityphoto",
                        when="AFTER",
                    ),
                ),
            ),
            pgtrigger.migrations.AddTrigger(
                model_name="activityphoto",
                trigger=pgtrigger.compiler.Trigger(
                    name="delete_delete",
                    sql=pgtrigger.compiler.UpsertTriggerSql(
                        func='INSERT INTO "volunteers_activityphotohistory" ("activity_id", "created_at", "id", "kind", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "words") VALUES (OLD."activity_id", OLD."created_at", OLD."id", OLD."kind", _pgh_attach_context(), NOW(), \'delete\', OLD."id", OLD."words"); RETURN NULL;',
                        hash="11b076fe8434ded83e5a60a27356532035ea3b7e",
                        operation="DELETE",
                        pgid="pgtrigger_delete_delete_210c4",
                        table="volunteers_activityphoto",
                        when="AFTER",
                    ),
                ),
            ),
            pgtrigger.migrations.AddTrigger(
                model_name="activityphotohistory",
                trigger=pgtrigger.compiler.Trigger(
                    name="append_only",
                    sql=pgtrigger.compiler.UpsertTriggerSql(
                        func="RAISE EXCEPTION 'pgtrigger: Cannot update or delete rows from % table', TG_TABLE_NAME;",
                        hash="8525d7626263a48abfe4a3d991cec56b1d7e6618",
                        operation="UPDATE OR DELETE",
                        pgid="pgtrigger_append_only_4f2ad",
                        table="volunteers_activityphotohistory",
                        when="BEFORE",
                    ),
                ),
            ),
            pgtrigger.migrations.AddTrigger(
                model_name="handinrowhistory",
                trigger=pgtrigger.compiler.Trigger(
                    name="append_only",
                    sql=pgtrigger.compiler.UpsertTriggerSql(
                        func="RAISE EXCEPTION 'pgtrigger: Cannot update or delete rows from % table', TG_TABLE_NAME;",
                        hash="a17686e571f9ffbc0c43622d1cd987a07b7b9f8e",
                        operation="UPDATE OR DELETE",
                        pgid="pgtrigger_append_only_657f2",
                        table="volunteers_handinrowhistory",
                        when="BEFORE",
                    ),
                ),
            ),
            pgtrigger.migrations.AddTrigger(
                model_name="handinrow",
                trigger=pgtrigger.compiler.Trigger(
                    name="hand_in_row_stays",
                    sql=pgtrigger.compiler.UpsertTriggerSql(
                        condition="WHEN (OLD.hand_in_id IS DISTINCT FROM NEW.hand_in_id OR OLD.number IS DISTINCT FROM NEW.number OR OLD.record_id IS DISTINCT FROM NEW.record_id OR OLD.minutes IS DISTINCT FROM NEW.minutes)",
                        func="RAISE EXCEPTION 'hand_in_row_stays' USING ERRCODE = 'check_violation', CONSTRAINT = 'hand_in_row_stays'; RETURN NULL;",
                        hash="4e58e628a4f12cad4634ffe3d85d54cac12a5469",
                        operation="UPDATE",
                        pgid="pgtrigger_hand_in_row_stays_abb20",
                        table="volunteers_handinrow",
                        when="AFTER",
                    ),
                ),
            ),
            pgtrigger.migrations.AddTrigger(
                model_name="handinrow",
                trigger=pgtrigger.compiler.Trigger(
                    name="insert_insert",
                    sql=pgtrigger.compiler.UpsertTriggerSql(
                        func='INSERT INTO "volunteers_handinrowhistory" ("answer", "hand_in_id", "id", "minutes", "number", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "reason", "record_id") VALUES (NEW."answer", NEW."hand_in_id", NEW."id", NEW."minutes", NEW."number", _pgh_attach_context(), NOW(), \'insert\', NEW."id", NEW."reason", NEW."record_id"); RETURN NULL;',
                        hash="ef670d280389ec67b8863cea45176125cb098b49",
                        operation="INSERT",
                        pgid="pgtrigger_insert_insert_42290",
                        table="volunteers_handinrow",
                        when="AFTER",
                    ),
                ),
            ),
            pgtrigger.migrations.AddTrigger(
                model_name="handinrow",
                trigger=pgtrigger.compiler.Trigger(
                    name="update_update",
                    sql=pgtrigger.compiler.UpsertTriggerSql(
                        condition="WHEN (OLD.* IS DISTINCT FROM NEW.*)",
                        func='INSERT INTO "volunteers_handinrowhistory" ("answer", "hand_in_id", "id", "minutes", "number", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "reason", "record_id") VALUES (NEW."answer", NEW."hand_in_id", NEW."id", NEW."minutes", NEW."number", _pgh_attach_context(), NOW(), \'update\', NEW."id", NEW."reason", NEW."record_id"); RETURN NULL;',
                        hash="00b6097f656abddb2b98041a4a1bddd2489a3f52",
                        operation="UPDATE",
                        pgid="pgtrigger_update_update_27e82",
                        table="volunteers_handinrow",
                        when="AFTER",
                    ),
                ),
            ),
            pgtrigger.migrations.AddTrigger(
                model_name="handinrow",
                trigger=pgtrigger.compiler.Trigger(
                    name="delete_delete",
                    sql=pgtrigger.compiler.UpsertTriggerSql(
                        func='INSERT INTO "volunteers_handinrowhistory" ("answer", "hand_in_id", "id", "minutes", "number", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "reason", "record_id") VALUES (OLD."answer", OLD."hand_in_id", OLD."id", OLD."minutes", OLD."number", _pgh_attach_context(), NOW(), \'delete\', OLD."id", OLD."reason", OLD."record_id"); RETURN NULL;',
                        hash="b2f6d23b419844290ad85e5abe0f02b0b82dc803",
                        operation="DELETE",
                        pgid="pgtrigger_delete_delete_d5f30",
                        table="volunteers_handinrow",
                        when="AFTER",
                    ),
                ),
            ),
            pgtrigger.migrations.AddTrigger(
                model_name="evaluationhistory",
                trigger=pgtrigger.compiler.Trigger(
                    name="append_only",
                    sql=pgtrigger.compiler.UpsertTriggerSql(
                        func="RAISE EXCEPTION 'pgtrigger: Cannot update or delete rows from % table', TG_TABLE_NAME;",
                        hash="102ad53f55f84043832dc821775a328e78b91021",
                        operation="UPDATE OR DELETE",
                        pgid="pgtrigger_append_only_03847",
                        table="volunteers_evaluationhistory",
                        when="BEFORE",
                    ),
                ),
            ),
            pgtrigger.migrations.AddTrigger(
                model_name="evaluation",
                trigger=pgtrigger.compiler.Trigger(
                    name="evaluation_is_append_only",
                    sql=pgtrigger.compiler.UpsertTriggerSql(
                        func="RAISE EXCEPTION 'evaluation_is_append_only' USING ERRCODE = 'check_violation', CONSTRAINT = 'evaluation_is_append_only';",
                        hash="eed633c3f87996ecd67a5b88e8bc359b3760a45d",
                        operation="UPDATE",
                        pgid="pgtrigger_evaluation_is_append_only_c4bce",
                        table="volunteers_evaluation",
                        when="BEFORE",
                    ),
                ),
            ),
            pgtrigger.migrations.AddTrigger(
                model_name="evaluation",
                trigger=pgtrigger.compiler.Trigger(
                    name="evaluation_stays",
                    sql=pgtrigger.compiler.UpsertTriggerSql(
                        func="RAISE EXCEPTION 'evaluation_stays' USING ERRCODE = 'check_violation', CONSTRAINT = 'evaluation_stays';",
                        hash="0d76ea6aec82730be71ed36788514c91f8d49264",
                        operation="DELETE",
                        pgid="pgtrigger_evaluation_stays_4a297",
                        table="volunteers_evaluation",
                        when="BEFORE",
                    ),
                ),
            ),
            pgtrigger.migrations.AddTrigger(
                model_name="evaluation",
                trigger=pgtrigger.compiler.Trigger(
                    name="evaluation_not_own",
                    sql=pgtrigger.compiler.UpsertTriggerSql(
                        func="IF (\n                (SELECT u.person_id FROM accounts_user u WHERE u.id = NEW.by_id) IS DISTINCT FROM (\n                    SELECT v.person_id FROM volunteers_volunteer v\n                    JOIN volunteers_servicerecord r ON r.volunteer_id = v.id WHERE r.id = NEW.record_id\n                )\n                ) IS NOT TRUE THEN RAISE EXCEPTION 'evaluation_not_own' USING ERRCODE = 'check_violation', CONSTRAINT = 'evaluation_not_own'; END IF; RETURN NULL;",
                        hash="c02f20b090422faf7e6f9bcaf4dbb7ecdc3a57db",
                        operation="INSERT",
                        pgid="pgtrigger_evaluation_not_own_94f87",
                        table="volunteers_evaluation",
                        when="AFTER",
                    ),
                ),
            ),
            pgtrigger.migrations.AddTrigger(
                model_name="evaluation",
                trigger=pgtrigger.compiler.Trigger(
                    name="insert_insert",
                    sql=pgtrigger.compiler.UpsertTriggerSql(
                        func='INSERT INTO "volunteers_evaluationhistory" ("by_id", "created_at", "day", "id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "record_id", "text") VALUES (NEW."by_id", NEW."created_at", NEW."day", NEW."id", _pgh_attach_context(), NOW(), \'insert\', NEW."id", NEW."record_id", NEW."text"); RETURN NULL;',
                        hash="54293cbaa5695c7d43ac7f2b12d467f45676dd70",
                        operation="INSERT",
                        pgid="pgtrigger_insert_insert_8ca62",
                        table="volunteers_evaluation",
                        when="AFTER",
                    ),
                ),
            ),
            pgtrigger.migrations.AddTrigger(
                model_name="evaluation",
                trigger=pgtrigger.compiler.Trigger(
                    name="update_update",
                    sql=pgtrigger.compiler.UpsertTriggerSql(
                        condition="WHEN (OLD.* IS DISTINCT FROM NEW.*)",
                        func='INSERT INTO "volunteers_evaluationhistory" ("by_id", "created_at", "day", "id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "record_id", "text") VALUES (NEW."by_id", NEW."created_at", NEW."day", NEW."id", _pgh_attach_context(), NOW(), \'update\', NEW."id", NEW."record_id", NEW."text"); RETURN NULL;',
                        hash="48929bd836ac0d429cd636906c2ebcfa6aaf343d",
                        operation="UPDATE",
                        pgid="pgtrigger_update_update_0e146",
                        table="volunteers_evaluation",
                        when="AFTER",
                    ),
                ),
            ),
            pgtrigger.migrations.AddTrigger(
                model_name="evaluation",
                trigger=pgtrigger.compiler.Trigger(
                    name="delete_delete",
                    sql=pgtrigger.compiler.UpsertTriggerSql(
                        func='INSERT INTO "volunteers_evaluationhistory" ("by_id", "created_at", "day", "id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "record_id", "text") VALUES (OLD."by_id", OLD."created_at", OLD."day", OLD."id", _pgh_attach_context(), NOW(), \'delete\', OLD."id", OLD."record_id", OLD."text"); RETURN NULL;',
                        hash="954e2805ffd8a794d1d1224c80a2eb26007855f3",
                        operation="DELETE",
                        pgid="pgtrigger_delete_delete_1116c",
                        table="volunteers_evaluation",
                        when="AFTER",
                    ),
                ),
            ),
            pgtrigger.migrations.AddTrigger(
                model_name="certificaterecordhistory",
                trigger=pgtrigger.compiler.Trigger(
                    name="append_only",
                    sql=pgtrigger.compiler.UpsertTriggerSql(
                        func="RAISE EXCEPTION 'pgtrigger: Cannot update or delete rows from % table', TG_TABLE_NAME;",
                        hash="943539cc6b89aff78e07b76e7cfe27956b4d8785",
                        operation="UPDATE OR DELETE",
                        pgid="pgtrigger_append_only_4099b",
                        table="volunteers_certificaterecordhistory",
                        when="BEFORE",
                    ),
                ),
            ),
            pgtrigger.migrations.AddTrigger(
                model_name="certificaterecord",
                trigger=pgtrigger.compiler.Trigger(
                    name="certificate_record_is_append_only",
                    sql=pgtrigger.compiler.UpsertTriggerSql(
                        func="RAISE EXCEPTION 'certificate_record_is_append_only' USING ERRCODE = 'check_violation', CONSTRAINT = 'certificate_record_is_append_only';",
                        hash="5341ce485ac4110fa00dabbd32fa92b91c374608",
                        operation="UPDATE",
                        pgid="pgtrigger_certificate_record_is_append_only_cf50b",
                        table="volunteers_certificaterecord",
                        when="BEFORE",
                    ),
                ),
            ),
            pgtrigger.migrations.AddTrigger(
                model_name="certificaterecord",
                trigger=pgtrigger.compiler.Trigger(
                    name="certificate_record_stays",
                    sql=pgtrigger.compiler.UpsertTriggerSql(
                        func="RAISE EXCEPTION 'certificate_record_stays' USING ERRCODE = 'check_violation', CONSTRAINT = 'certificate_record_stays';",
                        hash="80dddb10731c490894d988bc0e45b22d39ca4f22",
                        operation="DELETE",
                        pgid="pgtrigger_certificate_record_stays_bb5bb",
                        table="volunteers_certificaterecord",
                        when="BEFORE",
                    ),
                ),
            ),
            pgtrigger.migrations.AddTrigger(
                model_name="certificaterecord",
                trigger=pgtrigger.compiler.Trigger(
                    name="insert_insert",
                    sql=pgtrigger.compiler.UpsertTriggerSql(
                        func='INSERT INTO "volunteers_certificaterecordhistory" ("certificate_id", "id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "record_id") VALUES (NEW."certificate_id", NEW."id", _pgh_attach_context(), NOW(), \'insert\', NEW."id", NEW."record_id"); RETURN NULL;',
                        hash="d8ac7c81b2e73e05dff525b6e26756d239f9698b",
                        operation="INSERT",
                        pgid="pgtrigger_insert_insert_6337c",
                        table="volunteers_certificaterecord",
                        when="AFTER",
                    ),
                ),
            ),
            pgtrigger.migrations.AddTrigger(
                model_name="certificaterecord",
                trigger=pgtrigger.compiler.Trigger(
                    name="update_update",
                    sql=pgtrigger.compiler.UpsertTriggerSql(
                        condition="WHEN (OLD.* IS DISTINCT FROM NEW.*)",
                        func='INSERT INTO "volunteers_certificaterecordhistory" ("certificate_id", "id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "record_id") VALUES (NEW."certificate_id", NEW."id", _pgh_attach_context(), NOW(), \'update\', NEW."id", NEW."record_id"); RETURN NULL;',
                        hash="d5a969cec43eeab3e1aa69b04c26696ac8362fe5",
                        operation="UPDATE",
                        pgid="pgtrigger_update_update_7e809",
                        table="volunteers_certificaterecord",
                        when="AFTER",
                    ),
                ),
            ),
            pgtrigger.migrations.AddTrigger(
                model_name="certificaterecord",
                trigger=pgtrigger.compiler.Trigger(
                    name="delete_delete",
                    sql=pgtrigger.compiler.UpsertTriggerSql(
                        func='INSERT INTO "volunteers_certificaterecordhistory" ("certificate_id", "id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "record_id") VALUES (OLD."certificate_id", OLD."id", _pgh_attach_context(), NOW(), \'delete\', OLD."id", OLD."record_id"); RETURN NULL;',
                        hash="ef6c4139153cc04831ba374e2214e244bf88149a",
                        operation="DELETE",
                        pgid="pgtrigger_delete_delete_73b5a",
                        table="volunteers_certificaterecord",
                        when="AFTER",
                    ),
                ),
            ),
            pgtrigger.migrations.AddTrigger(
                model_name="shift",
                trigger=pgtrigger.compiler.Trigger(
                    name="shift_places_are_counted",
                    sql=pgtrigger.compiler.UpsertTriggerSql(
                        func="\n            IF TG_OP = 'INSERT' THEN\n                NEW.seats_taken := 0;\n            ELSIF pg_trigger_depth() < 2 THEN\n                NEW.seats_taken := OLD.seats_taken;\n            END IF;\n            RETURN NEW;\n        ",
                        hash="1aeab88f53e4b423a474761240e57642a91b4ba8",
                        operation='INSERT OR UPDATE OF "seats_taken"',
                        pgid="pgtrigger_shift_places_are_counted_08dee",
                        table="volunteers_shift",
                        when="BEFORE",
                    ),
                ),
            ),
            pgtrigger.migrations.AddTrigger(
                model_name="shift",
                trigger=pgtrigger.compiler.Trigger(
                    name="shift_stays",
                    sql=pgtrigger.compiler.UpsertTriggerSql(
                        condition="WHEN (OLD.activity_id IS DISTINCT FROM NEW.activity_id)",
                        func="RAISE EXCEPTION 'shift_stays' USING ERRCODE = 'check_violation', CONSTRAINT = 'shift_stays'; RETURN NULL;",
                        hash="6b4d6dc697d1fee3c92b629e2da5b6055b966862",
                        operation="UPDATE",
                        pgid="pgtrigger_shift_stays_6d6a6",
                        table="volunteers_shift",
                        when="AFTER",
                    ),
                ),
            ),
            pgtrigger.migrations.AddTrigger(
                model_name="shift",
                trigger=pgtrigger.compiler.Trigger(
                    name="shift_within_activity",
                    sql=pgtrigger.compiler.UpsertTriggerSql(
                        constraint="CONSTRAINT",
                        func="\n    IF EXISTS (\n        SELECT 1 FROM volunteers_shift s JOIN volunteers_activity a ON a.id = s.activity_id\n        WHERE s.id = NEW.id AND (s.starts_at < a.starts_at OR s.ends_at > a.ends_at)\n    ) THEN\n        RAISE EXCEPTION 'shift_within_activity'\n        USING ERRCODE = 'check_violation', CONSTRAINT = 'shift_within_activity';\n    END IF;\n    RETURN NULL;\n",
                        hash="32561297ca1e050e6ba121dc545fb513c6225cae",
                        operation='INSERT OR UPDATE OF "starts_at", "ends_at"',
                        pgid="pgtrigger_shift_within_activity_c2715",
                        table="volunteers_shift",
                        timing="DEFERRABLE INITIALLY DEFERRED",
                        when="AFTER",
                    ),
                ),
            ),
            pgtrigger.migrations.AddTrigger(
                model_name="shift",
                trigger=pgtrigger.compiler.Trigger(
                    name="insert_insert",
                    sql=pgtrigger.compiler.UpsertTriggerSql(
                        func='INSERT INTO "volunteers_shifthistory" ("activity_id", "break_minutes", "capacity", "ends_at", "id", "min_age", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "role", "skills", "starts_at") VALUES (NEW."activity_id", NEW."break_minutes", NEW."capacity", NEW."ends_at", NEW."id", NEW."min_age", _pgh_attach_context(), NOW(), \'insert\', NEW."id", NEW."role", NEW."skills", NEW."starts_at"); RETURN NULL;',
                        hash="02edfb1f2ae30e701edb3e4a32ee11fb25e2f736",
                        operation="INSERT",
                        pgid="pgtrigger_insert_insert_ce2b7",
                        table="volunteers_shift",
                        when="AFTER",
                    ),
                ),
            ),
            pgtrigger.migrations.AddTrigger(
                model_name="shift",
                trigger=pgtrigger.compiler.Trigger(
                    name="update_update",
                    sql=pgtrigger.compiler.UpsertTriggerSql(
                        condition='WHEN (OLD."activity_id" IS DISTINCT FROM (NEW."activity_id") OR OLD."break_minutes" IS DISTINCT FROM (NEW."break_minutes") OR OLD."capacity" IS DISTINCT FROM (NEW."capacity") OR OLD."ends_at" IS DISTINCT FROM (NEW."ends_at") OR OLD."id" IS DISTINCT FROM (NEW."id") OR OLD."min_age" IS DISTINCT FROM (NEW."min_age") OR OLD."role" IS DISTINCT FROM (NEW."role") OR OLD."skills" IS DISTINCT FROM (NEW."skills") OR OLD."starts_at" IS DISTINCT FROM (NEW."starts_at"))',
                        func='INSERT INTO "volunteers_shifthistory" ("activity_id", "break_minutes", "capacity", "ends_at", "id", "min_age", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "role", "skills", "starts_at") VALUES (NEW."activity_id", NEW."break_minutes", NEW."capacity", NEW."ends_at", NEW."id", NEW."min_age", _pgh_attach_context(), NOW(), \'update\', NEW."id", NEW."role", NEW."skills", NEW."starts_at"); RETURN NULL;',
                        hash="25c14ca5fc41f5ad06fa6e654ebdbd1edeb49981",
                        operation="UPDATE",
                        pgid="pgtrigger_update_update_cde99",
                        table="volunteers_shift",
                        when="AFTER",
                    ),
                ),
            ),
            pgtrigger.migrations.AddTrigger(
                model_name="shift",
                trigger=pgtrigger.compiler.Trigger(
                    name="delete_delete",
                    sql=pgtrigger.compiler.UpsertTriggerSql(
                        func='INSERT INTO "volunteers_shifthistory" ("activity_id", "break_minutes", "capacity", "ends_at", "id", "min_age", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "role", "skills", "starts_at") VALUES (OLD."activity_id", OLD."break_minutes", OLD."capacity", OLD."ends_at", OLD."id", OLD."min_age", _pgh_attach_context(), NOW(), \'delete\', OLD."id", OLD."role", OLD."skills", OLD."starts_at"); RETURN NULL;',
                        hash="44e55f9f4d9339f2c92d280f498c525f5bbfdf7a",
                        operation="DELETE",
                        pgid="pgtrigger_delete_delete_2b414",
                        table="volunteers_shift",
                        when="AFTER",
                    ),
                ),
            ),
            pgtrigger.migrations.AddTrigger(
                model_name="shifthistory",
                trigger=pgtrigger.compiler.Trigger(
                    name="append_only",
                    sql=pgtrigger.compiler.UpsertTriggerSql(
                        func="RAISE EXCEPTION 'pgtrigger: Cannot update or delete rows from % table', TG_TABLE_NAME;",
                        hash="3e1a11e2b66ae15c7d0a3be71da76a17ed2863db",
                        operation="UPDATE OR DELETE",
                        pgid="pgtrigger_append_only_43a1d",
                        table="volunteers_shifthistory",
                        when="BEFORE",
                    ),
                ),
            ),
            pgtrigger.migrations.AddTrigger(
                model_name="team",
                trigger=pgtrigger.compiler.Trigger(
                    name="team_stays",
                    sql=pgtrigger.compiler.UpsertTriggerSql(
                        condition="WHEN (OLD.community_id IS DISTINCT FROM NEW.community_id OR OLD.level IS DISTINCT FROM NEW.level OR OLD.parent_id IS DISTINCT FROM NEW.parent_id)",
                        func="RAISE EXCEPTION 'team_stays' USING ERRCODE = 'check_violation', CONSTRAINT = 'team_stays'; RETURN NULL;",
                        hash="52b282ebe352a0625cffbccdb82f553dfef1d749",
                        operation="UPDATE",
                        pgid="pgtrigger_team_stays_7e2bb",
                        table="volunteers_team",
                        when="AFTER",
                    ),
                ),
            ),
            pgtrigger.migrations.AddTrigger(
                model_name="team",
                trigger=pgtrigger.compiler.Trigger(
                    name="insert_insert",
                    sql=pgtrigger.compiler.UpsertTriggerSql(
                        func='INSERT INTO "volunteers_teamhistory" ("about", "active", "community_id", "id", "kind", "level", "name", "parent_id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "prefix", "unit_id") VALUES (NEW."about", NEW."active", NEW."community_id", NEW."id", NEW."kind", NEW."level", NEW."name", NEW."parent_id", _pgh_attach_context(), NOW(), \'insert\', NEW."id", NEW."prefix", NEW."unit_id"); RETURN NULL;',
                        hash="1a7eee718de813a08e242c04e0ac5aaf1afd7c8d",
                        operation="INSERT",
                        pgid="pgtrigger_insert_insert_241f0",
                        table="volunteers_team",
                        when="AFTER",
                    ),
                ),
            ),
            pgtrigger.migrations.AddTrigger(
                model_name="team",
                trigger=pgtrigger.compiler.Trigger(
                    name="update_update",
                    sql=pgtrigger.compiler.UpsertTriggerSql(
                        condition='WHEN (OLD."about" IS DISTINCT FROM (NEW."about") OR OLD."active" IS DISTINCT FROM (NEW."active") OR OLD."community_id" IS DISTINCT FROM (NEW."community_id") OR OLD."id" IS DISTINCT FROM (NEW."id") OR OLD."kind" IS DISTINCT FROM (NEW."kind") OR OLD."level" IS DISTINCT FROM (NEW."level") OR OLD."name" IS DISTINCT FROM (NEW."name") OR OLD."parent_id" IS DISTINCT FROM (NEW."parent_id") OR OLD."prefix" IS DISTINCT FROM (NEW."prefix") OR OLD."unit_id" IS DISTINCT FROM (NEW."unit_id"))',
                        func='INSERT INTO "volunteers_teamhistory" ("about", "active", "community_id", "id", "kind", "level", "name", "parent_id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "prefix", "unit_id") VALUES (NEW."about", NEW."active", NEW."community_id", NEW."id", NEW."kind", NEW."level", NEW."name", NEW."parent_id", _pgh_attach_context(), NOW(), \'update\', NEW."id", NEW."prefix", NEW."unit_id"); RETURN NULL;',
                        hash="8220e31fcfbd287c76b338d42a92cfaaf6cf6fa6",
                        operation="UPDATE",
                        pgid="pgtrigger_update_update_ed779",
                        table="volunteers_team",
                        when="AFTER",
                    ),
                ),
            ),
            pgtrigger.migrations.AddTrigger(
                model_name="team",
                trigger=pgtrigger.compiler.Trigger(
                    name="delete_delete",
                    sql=pgtrigger.compiler.UpsertTriggerSql(
                        func='INSERT INTO "volunteers_teamhistory" ("about", "active", "community_id", "id", "kind", "level", "name", "parent_id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "prefix", "unit_id") VALUES (OLD."about", OLD."active", OLD."community_id", OLD."id", OLD."kind", OLD."level", OLD."name", OLD."parent_id", _pgh_attach_context(), NOW(), \'delete\', OLD."id", OLD."prefix", OLD."unit_id"); RETURN NULL;',
                        hash="6dc4b3d5cd78f3c8c924eedf14a489f7c57fd373",
                        operation="DELETE",
                        pgid="pgtrigger_delete_delete_b74ef",
                        table="volunteers_team",
                        when="AFTER",
                    ),
                ),
            ),
            pgtrigger.migrations.AddTrigger(
                model_name="handinhistory",
                trigger=pgtrigger.compiler.Trigger(
                    name="append_only",
                    sql=pgtrigger.compiler.UpsertTriggerSql(
                        func="RAISE EXCEPTION 'pgtrigger: Cannot update or delete rows from % table', TG_TABLE_NAME;",
                        hash="d17fd182246481603cde0f4a0a234c66f32c0cc7",
                        operation="UPDATE OR DELETE",
                        pgid="pgtrigger_append_only_08928",
                        table="volunteers_handinhistory",
                        when="BEFORE",
                    ),
                ),
            ),
            pgtrigger.migrations.AddTrigger(
                model_name="handin",
                trigger=pgtrigger.compiler.Trigger(
                    name="hand_in_stays",
                    sql=pgtrigger.compiler.UpsertTriggerSql(
                        condition="WHEN (OLD.team_id IS DISTINCT FROM NEW.team_id OR OLD.kind IS DISTINCT FROM NEW.kind OR OLD.first_day IS DISTINCT FROM NEW.first_day OR OLD.last_day IS DISTINCT FROM NEW.last_day OR OLD.columns IS DISTINCT FROM NEW.columns OR OLD.made_by_id IS DISTINCT FROM NEW.made_by_id OR OLD.made_at IS DISTINCT FROM NEW.made_at)",
                        func="RAISE EXCEPTION 'hand_in_stays' USING ERRCODE = 'check_violation', CONSTRAINT = 'hand_in_stays'; RETURN NULL;",
                        hash="fde07ca6a48fe053ac08dfbc578c7aa5a5cabbcc",
                        operation="UPDATE",
                        pgid="pgtrigger_hand_in_stays_e69e1",
                        table="volunteers_handin",
                        when="AFTER",
                    ),
                ),
            ),
            pgtrigger.migrations.AddTrigger(
                model_name="handin",
                trigger=pgtrigger.compiler.Trigger(
                    name="insert_insert",
                    sql=pgtrigger.compiler.UpsertTriggerSql(
                        func='INSERT INTO "volunteers_handinhistory" ("answered_at", "columns", "first_day", "id", "kind", "last_day", "made_at", "made_by_id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "team_id") VALUES (NEW."answered_at", NEW."columns", NEW."first_day", NEW."id", NEW."kind", NEW."last_day", NEW."made_at", NEW."made_by_id", _pgh_attach_context(), NOW(), \'insert\', NEW."id", NEW."team_id"); RETURN NULL;',
                        hash="8b45389e0b89e097f9ca1df7a3db9de4f00116f4",
                        operation="INSERT",
                        pgid="pgtrigger_insert_insert_bc861",
                        table="volunteers_handin",
                        when="AFTER",
                    ),
                ),
            ),
            pgtrigger.migrations.AddTrigger(
                model_name="handin",
                trigger=pgtrigger.compiler.Trigger(
                    name="update_update",
                    sql=pgtrigger.compiler.UpsertTriggerSql(
                        condition="WHEN (OLD.* IS DISTINCT FROM NEW.*)",
                        func='INSERT INTO "volunteers_handinhistory" ("answered_at", "columns", "first_day", "id", "kind", "last_day", "made_at", "made_by_id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "team_id") VALUES (NEW."answered_at", NEW."columns", NEW."first_day", NEW."id", NEW."kind", NEW."last_day", NEW."made_at", NEW."made_by_id", _pgh_attach_context(), NOW(), \'update\', NEW."id", NEW."team_id"); RETURN NULL;',
                        hash="f3ec8e21c7090b48eb7b8a6cb9d6075a1083f16c",
                        operation="UPDATE",
                        pgid="pgtrigger_update_update_97d7b",
                        table="volunteers_handin",
                        when="AFTER",
                    ),
                ),
            ),
            pgtrigger.migrations.AddTrigger(
                model_name="handin",
                trigger=pgtrigger.compiler.Trigger(
                    name="delete_delete",
                    sql=pgtrigger.compiler.UpsertTriggerSql(
                        func='INSERT INTO "volunteers_handinhistory" ("answered_at", "columns", "first_day", "id", "kind", "last_day", "made_at", "made_by_id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "team_id") VALUES (OLD."answered_at", OLD."columns", OLD."first_day", OLD."id", OLD."kind", OLD."last_day", OLD."made_at", OLD."made_by_id", _pgh_attach_context(), NOW(), \'delete\', OLD."id", OLD."team_id"); RETURN NULL;',
                        hash="14944d56e70f3f2fdfdec05008dbf9521dab9c7f",
                        operation="DELETE",
                        pgid="pgtrigger_delete_delete_1fc2d",
                        table="volunteers_handin",
                        when="AFTER",
                    ),
                ),
            ),
            pgtrigger.migrations.AddTrigger(
                model_name="activityhistory",
                trigger=pgtrigger.compiler.Trigger(
                    name="append_only",
                    sql=pgtrigger.compiler.UpsertTriggerSql(
                        func="RAISE EXCEPTION 'pgtrigger: Cannot update or delete rows from % table', TG_TABLE_NAME;",
                        hash="99925ab0a77ca0f1f0538bb3467ef4e4677831b2",
                        operation="UPDATE OR DELETE",
                        pgid="pgtrigger_append_only_a9c4f",
                        table="volunteers_activityhistory",
                        when="BEFORE",
                    ),
                ),
            ),
            pgtrigger.migrations.AddTrigger(
                model_name="activity",
                trigger=pgtrigger.compiler.Trigger(
                    name="activity_place_same_community",
                    sql=pgtrigger.compiler.UpsertTriggerSql(
                        func="IF (\n    (NEW.space_id IS NULL OR EXISTS (\n        SELECT 1 FROM stations_space s JOIN stations_station t ON t.id = s.station_id\n        WHERE s.id = NEW.space_id AND t.community_id = NEW.community_id))\n    AND (NEW.event_id IS NULL OR EXISTS (\n        SELECT 1 FROM events_event e WHERE e.id = NEW.event_id AND e.community_id = NEW.community_id))\n    AND (NEW.building_id IS NULL OR EXISTS (\n        SELECT 1 FROM grid_building b JOIN grid_estate g ON g.id = b.estate_id\n        WHERE b.id = NEW.building_id AND g.community_id = NEW.community_id))\n) IS NOT TRUE THEN RAISE EXCEPTION 'activity_place_same_community' USING ERRCODE = 'check_violation', CONSTRAINT = 'activity_place_same_community'; END IF; RETURN NULL;",
                        hash="08e7b03948cdb835ee98f9f2502b4c184547fc31",
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
                    name="activity_lets_go",
                    sql=pgtrigger.compiler.UpsertTriggerSql(
                        func="\n            IF OLD.hold_id IS NOT NULL AND (TG_OP = 'DELETE' OR OLD.hold_id IS DISTINCT FROM NEW.hold_id) THEN\n                DELETE FROM stations_hold WHERE id = OLD.hold_id;\n            END IF;\n            RETURN NULL;\n        ",
                        hash="610938090c5c60c9ebfd577a2d3e0e5fd214dd61",
                        operation='DELETE OR UPDATE OF "hold_id"',
                        pgid="pgtrigger_activity_lets_go_dde7d",
                        table="volunteers_activity",
                        when="AFTER",
                    ),
                ),
            ),
            pgtrigger.migrations.AddTrigger(
                model_name="activity",
                trigger=pgtrigger.compiler.Trigger(
                    name="activity_stays",
                    sql=pgtrigger.compiler.UpsertTriggerSql(
                        condition="WHEN (OLD.created_at IS DISTINCT FROM NEW.created_at OR OLD.community_id IS DISTINCT FROM NEW.community_id OR OLD.place_code IS DISTINCT FROM NEW.place_code)",
                        func="RAISE EXCEPTION 'activity_stays' USING ERRCODE = 'check_violation', CONSTRAINT = 'activity_stays'; RETURN NULL;",
                        hash="4065d08af230136644048a088856bc5fce823897",
                        operation="UPDATE",
                        pgid="pgtrigger_activity_stays_4f21e",
                        table="volunteers_activity",
                        when="AFTER",
                    ),
                ),
            ),
            pgtrigger.migrations.AddTrigger(
                model_name="activity",
                trigger=pgtrigger.compiler.Trigger(
                    name="activity_status_goes_on",
                    sql=pgtrigger.compiler.UpsertTriggerSql(
                        condition="WHEN (OLD.status IS DISTINCT FROM NEW.status)",
                        func="IF (OLD.status = 'draft' OR (OLD.status = 'published' AND NEW.status = 'cancelled')) IS NOT TRUE THEN RAISE EXCEPTION 'activity_status_goes_on' USING ERRCODE = 'check_violation', CONSTRAINT = 'activity_status_goes_on'; END IF; RETURN NULL;",
                        hash="9790d0c33b14ff7c4a781b9a2fe477de8bd0054a",
                        operation="UPDATE",
                        pgid="pgtrigger_activity_status_goes_on_7137b",
                        table="volunteers_activity",
                        when="AFTER",
                    ),
                ),
            ),
            pgtrigger.migrations.AddTrigger(
                model_name="activity",
                trigger=pgtrigger.compiler.Trigger(
                    name="activity_covers_its_shifts",
                    sql=pgtrigger.compiler.UpsertTriggerSql(
                        constraint="CONSTRAINT",
                        func="\n    IF EXISTS (\n        SELECT 1 FROM volunteers_shift s JOIN volunteers_activity a ON a.id = s.activity_id\n        WHERE a.id = NEW.id AND (s.starts_at < a.starts_at OR s.ends_at > a.ends_at)\n    ) THEN\n        RAISE EXCEPTION 'shift_within_activity'\n        USING ERRCODE = 'check_violation', CONSTRAINT = 'shift_within_activity';\n    END IF;\n    RETURN NULL;\n",
                        hash="7a02473fd4d32dd8e5fc79970b71729e026298b4",
                        operation='UPDATE OF "starts_at", "ends_at"',
                        pgid="pgtrigger_activity_covers_its_shifts_93fff",
                        table="volunteers_activity",
                        timing="DEFERRABLE INITIALLY DEFERRED",
                        when="AFTER",
                    ),
                ),
            ),
            pgtrigger.migrations.AddTrigger(
                model_name="activity",
                trigger=pgtrigger.compiler.Trigger(
                    name="insert_insert",
                    sql=pgtrigger.compiler.UpsertTriggerSql(
                        func='INSERT INTO "volunteers_activityhistory" ("bring", "building_id", "cancel_reason", "changed_at", "community_id", "content", "created_at", "ends_at", "event_id", "hold_id", "id", "kind", "lead_id", "meeting_point", "organiser_id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "place", "result", "result_published_at", "risks", "sequence", "service", "space_id", "starts_at", "status", "team_id", "title", "withdraw_hours") VALUES (NEW."bring", NEW."building_id", NEW."cancel_reason", NEW."changed_at", NEW."community_id", NEW."content", NEW."created_at", NEW."ends_at", NEW."event_id", NEW."hold_id", NEW."id", NEW."kind", NEW."lead_id", NEW."meeting_point", NEW."organiser_id", _pgh_attach_context(), NOW(), \'insert\', NEW."id", NEW."place", NEW."result", NEW."result_published_at", NEW."risks", NEW."sequence", NEW."service", NEW."space_id", NEW."starts_at", NEW."status", NEW."team_id", NEW."title", NEW."withdraw_hours"); RETURN NULL;',
                        hash="b46ff9c236e8c2a82276f5414b1bc733bce32116",
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
                        condition='WHEN (OLD."bring" IS DISTINCT FROM (NEW."bring") OR OLD."building_id" IS DISTINCT FROM (NEW."building_id") OR OLD."cancel_reason" IS DISTINCT FROM (NEW."cancel_reason") OR OLD."changed_at" IS DISTINCT FROM (NEW."changed_at") OR OLD."community_id" IS DISTINCT FROM (NEW."community_id") OR OLD."content" IS DISTINCT FROM (NEW."content") OR OLD."created_at" IS DISTINCT FROM (NEW."created_at") OR OLD."ends_at" IS DISTINCT FROM (NEW."ends_at") OR OLD."event_id" IS DISTINCT FROM (NEW."event_id") OR OLD."hold_id" IS DISTINCT FROM (NEW."hold_id") OR OLD."id" IS DISTINCT FROM (NEW."id") OR OLD."kind" IS DISTINCT FROM (NEW."kind") OR OLD."lead_id" IS DISTINCT FROM (NEW."lead_id") OR OLD."meeting_point" IS DISTINCT FROM (NEW."meeting_point") OR OLD."organiser_id" IS DISTINCT FROM (NEW."organiser_id") OR OLD."place" IS DISTINCT FROM (NEW."place") OR OLD."result" IS DISTINCT FROM (NEW."result") OR OLD."result_published_at" IS DISTINCT FROM (NEW."result_published_at") OR OLD."risks" IS DISTINCT FROM (NEW."risks") OR OLD."sequence" IS DISTINCT FROM (NEW."sequence") OR OLD."service" IS DISTINCT FROM (NEW."service") OR OLD."space_id" IS DISTINCT FROM (NEW."space_id") OR OLD."starts_at" IS DISTINCT FROM (NEW."starts_at") OR OLD."status" IS DISTINCT FROM (NEW."status") OR OLD."team_id" IS DISTINCT FROM (NEW."team_id") OR OLD."title" IS DISTINCT FROM (NEW."title") OR OLD."withdraw_hours" IS DISTINCT FROM (NEW."withdraw_hours"))',
                        func='INSERT INTO "volunteers_activityhistory" ("bring", "building_id", "cancel_reason", "changed_at", "community_id", "content", "created_at", "ends_at", "event_id", "hold_id", "id", "kind", "lead_id", "meeting_point", "organiser_id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "place", "result", "result_published_at", "risks", "sequence", "service", "space_id", "starts_at", "status", "team_id", "title", "withdraw_hours") VALUES (NEW."bring", NEW."building_id", NEW."cancel_reason", NEW."changed_at", NEW."community_id", NEW."content", NEW."created_at", NEW."ends_at", NEW."event_id", NEW."hold_id", NEW."id", NEW."kind", NEW."lead_id", NEW."meeting_point", NEW."organiser_id", _pgh_attach_context(), NOW(), \'update\', NEW."id", NEW."place", NEW."result", NEW."result_published_at", NEW."risks", NEW."sequence", NEW."service", NEW."space_id", NEW."starts_at", NEW."status", NEW."team_id", NEW."title", NEW."withdraw_hours"); RETURN NULL;',
                        hash="1cd2c81d779e6ada237a3522884f3c9fd48b1ec2",
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
                        func='INSERT INTO "volunteers_activityhistory" ("bring", "building_id", "cancel_reason", "changed_at", "community_id", "content", "created_at", "ends_at", "event_id", "hold_id", "id", "kind", "lead_id", "meeting_point", "organiser_id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "place", "result", "result_published_at", "risks", "sequence", "service", "space_id", "starts_at", "status", "team_id", "title", "withdraw_hours") VALUES (OLD."bring", OLD."building_id", OLD."cancel_reason", OLD."changed_at", OLD."community_id", OLD."content", OLD."created_at", OLD."ends_at", OLD."event_id", OLD."hold_id", OLD."id", OLD."kind", OLD."lead_id", OLD."meeting_point", OLD."organiser_id", _pgh_attach_context(), NOW(), \'delete\', OLD."id", OLD."place", OLD."result", OLD."result_published_at", OLD."risks", OLD."sequence", OLD."service", OLD."space_id", OLD."starts_at", OLD."status", OLD."team_id", OLD."title", OLD."withdraw_hours"); RETURN NULL;',
                        hash="d325eb6b0e67356191722ec8e9529dbc8eb3a5c4",
                        operation="DELETE",
                        pgid="pgtrigger_delete_delete_5cdc0",
                        table="volunteers_activity",
                        when="AFTER",
                    ),
                ),
            ),
            pgtrigger.migrations.AddTrigger(
                model_name="teamappointment",
                trigger=pgtrigger.compiler.Trigger(
                    name="team_appointment_stays",
                    sql=pgtrigger.compiler.UpsertTriggerSql(
                        condition="WHEN (OLD.user_id IS DISTINCT FROM NEW.user_id OR OLD.team_id IS DISTINCT FROM NEW.team_id OR OLD.granted_by_id IS DISTINCT FROM NEW.granted_by_id)",
                        func="RAISE EXCEPTION 'team_appointment_stays' USING ERRCODE = 'check_violation', CONSTRAINT = 'team_appointment_stays'; RETURN NULL;",
                        hash="7f1ca2b9706574a6e39de4c275625d876c88413c",
                        operation="UPDATE",
                        pgid="pgtrigger_team_appointment_stays_bd6aa",
                        table="volunteers_teamappointment",
                        when="AFTER",
                    ),
                ),
            ),
            pgtrigger.migrations.AddTrigger(
                model_name="teamappointment",
                trigger=pgtrigger.compiler.Trigger(
                    name="insert_insert",
                    sql=pgtrigger.compiler.UpsertTriggerSql(
                        func='INSERT INTO "volunteers_teamappointmenthistory" ("during", "granted_by_id", "id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "role", "team_id", "user_id") VALUES (NEW."during", NEW."granted_by_id", NEW."id", _pgh_attach_context(), NOW(), \'insert\', NEW."id", NEW."role", NEW."team_id", NEW."user_id"); RETURN NULL;',
                        hash="30f0259d360dfea9f785e39a03c900724cd3a0fc",
                        operation="INSERT",
                        pgid="pgtrigger_insert_insert_8222e",
                        table="volunteers_teamappointment",
                        when="AFTER",
                    ),
                ),
            ),
            pgtrigger.migrations.AddTrigger(
                model_name="teamappointment",
                trigger=pgtrigger.compiler.Trigger(
                    name="update_update",
                    sql=pgtrigger.compiler.UpsertTriggerSql(
                        condition="WHEN (OLD.* IS DISTINCT FROM NEW.*)",
                        func='INSERT INTO "volunteers_teamappointmenthistory" ("during", "granted_by_id", "id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "role", "team_id", "user_id") VALUES (NEW."during", NEW."granted_by_id", NEW."id", _pgh_attach_context(), NOW(), \'update\', NEW."id", NEW."role", NEW."team_id", NEW."user_id"); RETURN NULL;',
                        hash="e2716b4f0d8646a3da2dfc777665760d791470c2",
                        operation="UPDATE",
                        pgid="pgtrigger_update_update_efc98",
                        table="volunteers_teamappointment",
                        when="AFTER",
                    ),
                ),
            ),
            pgtrigger.migrations.AddTrigger(
                model_name="teamappointment",
                trigger=pgtrigger.compiler.Trigger(
                    name="delete_delete",
                    sql=pgtrigger.compiler.UpsertTriggerSql(
                        func='INSERT INTO "volunteers_teamappointmenthistory" ("during", "granted_by_id", "id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "role", "team_id", "user_id") VALUES (OLD."during", OLD."granted_by_id", OLD."id", _pgh_attach_context(), NOW(), \'delete\', OLD."id", OLD."role", OLD."team_id", OLD."user_id"); RETURN NULL;',
                        hash="5fc47e5221d369df5c60b6ef9f05433c89486f8f",
                        operation="DELETE",
                        pgid="pgtrigger_delete_delete_99825",
                        table="volunteers_teamappointment",
                        when="AFTER",
                    ),
                ),
            ),
            pgtrigger.migrations.AddTrigger(
                model_name="teamappointmenthistory",
                trigger=pgtrigger.compiler.Trigger(
                    name="append_only",
                    sql=pgtrigger.compiler.UpsertTriggerSql(
                        func="RAISE EXCEPTION 'pgtrigger: Cannot update or delete rows from % table', TG_TABLE_NAME;",
                        hash="d3ae2c52fd6b7de66568a067275ec99b94069d06",
                        operation="UPDATE OR DELETE",
                        pgid="pgtrigger_append_only_12a3c",
                        table="volunteers_teamappointmenthistory",
                        when="BEFORE",
                    ),
                ),
            ),
            pgtrigger.migrations.AddTrigger(
                model_name="teamhistory",
                trigger=pgtrigger.compiler.Trigger(
                    name="append_only",
                    sql=pgtrigger.compiler.UpsertTriggerSql(
                        func="RAISE EXCEPTION 'pgtrigger: Cannot update or delete rows from % table', TG_TABLE_NAME;",
                        hash="e79587ae610c7b8c98221e87db7bced5652abee9",
                        operation="UPDATE OR DELETE",
                        pgid="pgtrigger_append_only_7fe6b",
                        table="volunteers_teamhistory",
                        when="BEFORE",
                    ),
                ),
            ),
            pgtrigger.migrations.AddTrigger(
                model_name="thankyounote",
                trigger=pgtrigger.compiler.Trigger(
                    name="thank_you_note_stays",
                    sql=pgtrigger.compiler.UpsertTriggerSql(
                        condition="WHEN (OLD.activity_id IS DISTINCT FROM NEW.activity_id OR OLD.person_id IS DISTINCT FROM NEW.person_id OR OLD.words IS DISTINCT FROM NEW.words OR OLD.by_id IS DISTINCT FROM NEW.by_id OR OLD.created_at IS DISTINCT FROM NEW.created_at)",
                        func="RAISE EXCEPTION 'thank_you_note_stays' USING ERRCODE = 'check_violation', CONSTRAINT = 'thank_you_note_stays'; RETURN NULL;",
                        hash="0fbc20840ad2ebe2e89921ebdbda87cc9d0192e1",
                        operation="UPDATE",
                        pgid="pgtrigger_thank_you_note_stays_c7129",
                        table="volunteers_thankyounote",
                        when="AFTER",
                    ),
                ),
            ),
            pgtrigger.migrations.AddTrigger(
                model_name="thankyounote",
                trigger=pgtrigger.compiler.Trigger(
                    name="insert_insert",
                    sql=pgtrigger.compiler.UpsertTriggerSql(
                        func='INSERT INTO "volunteers_thankyounotehistory" ("activity_id", "by_id", "created_at", "hidden_at", "id", "may_be_public", "person_id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "shown_at", "words") VALUES (NEW."activity_id", NEW."by_id", NEW."created_at", NEW."hidden_at", NEW."id", NEW."may_be_public", NEW."person_id", _pgh_attach_context(), NOW(), \'insert\', NEW."id", NEW."shown_at", NEW."words"); RETURN NULL;',
                        hash="020c12fd16317052e1c0bfd80960345cff4e85a8",
                        operation="INSERT",
                        pgid="pgtrigger_insert_insert_c14c0",
                        table="volunteers_thankyounote",
                        when="AFTER",
                    ),
                ),
            ),
            pgtrigger.migrations.AddTrigger(
                model_name="thankyounote",
                trigger=pgtrigger.compiler.Trigger(
                    name="update_update",
                    sql=pgtrigger.compiler.UpsertTriggerSql(
                        condition="WHEN (OLD.* IS DISTINCT FROM NEW.*)",
                        func='INSERT INTO "volunteers_thankyounotehistory" ("activity_id", "by_id", "created_at", "hidden_at", "id", "may_be_public", "person_id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "shown_at", "words") VALUES (NEW."activity_id", NEW."by_id", NEW."created_at", NEW."hidden_at", NEW."id", NEW."may_be_public", NEW."person_id", _pgh_attach_context(), NOW(), \'update\', NEW."id", NEW."shown_at", NEW."words"); RETURN NULL;',
                        hash="18be9b3c5d97fd5250b518ccff8c9b738b3bebdf",
                        operation="UPDATE",
                        pgid="pgtrigger_update_update_4b00e",
                        table="volunteers_thankyounote",
                        when="AFTER",
                    ),
                ),
            ),
            pgtrigger.migrations.AddTrigger(
                model_name="thankyounote",
                trigger=pgtrigger.compiler.Trigger(
                    name="delete_delete",
                    sql=pgtrigger.compiler.UpsertTriggerSql(
                        func='INSERT INTO "volunteers_thankyounotehistory" ("activity_id", "by_id", "created_at", "hidden_at", "id", "may_be_public", "person_id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "shown_at", "words") VALUES (OLD."activity_id", OLD."by_id", OLD."created_at", OLD."hidden_at", OLD."id", OLD."may_be_public", OLD."person_id", _pgh_attach_context(), NOW(), \'delete\', OLD."id", OLD."shown_at", OLD."words"); RETURN NULL;',
                        hash="cf5c0ae280c7a4b982a820d09f0bd810a8c8e095",
                        operation="DELETE",
                        pgid="pgtrigger_delete_delete_3f099",
                        table="volunteers_thankyounote",
                        when="AFTER",
                    ),
                ),
            ),
            pgtrigger.migrations.AddTrigger(
                model_name="thankyounotehistory",
                trigger=pgtrigger.compiler.Trigger(
                    name="append_only",
                    sql=pgtrigger.compiler.UpsertTriggerSql(
                        func="RAISE EXCEPTION 'pgtrigger: Cannot update or delete rows from % table', TG_TABLE_NAME;",
                        hash="ee15edcece11df6ba7847dee268b73c2b8374610",
                        operation="UPDATE OR DELETE",
                        pgid="pgtrigger_append_only_bff8e",
                        table="volunteers_thankyounotehistory",
                        when="BEFORE",
                    ),
                ),
            ),
            pgtrigger.migrations.AddTrigger(
                model_name="volunteer",
                trigger=pgtrigger.compiler.Trigger(
                    name="volunteer_stays",
                    sql=pgtrigger.compiler.UpsertTriggerSql(
                        condition="WHEN (OLD.team_id IS DISTINCT FROM NEW.team_id OR OLD.person_id IS DISTINCT FROM NEW.person_id OR OLD.code IS DISTINCT FROM NEW.code)",
                        func="RAISE EXCEPTION 'volunteer_stays' USING ERRCODE = 'check_violation', CONSTRAINT = 'volunteer_stays'; RETURN NULL;",
                        hash="989816c90041759ece7c5746e0c6fe95497d5e93",
                        operation="UPDATE",
                        pgid="pgtrigger_volunteer_stays_0db1b",
                        table="volunteers_volunteer",
                        when="AFTER",
                    ),
                ),
            ),
            pgtrigger.migrations.AddTrigger(
                model_name="volunteer",
                trigger=pgtrigger.compiler.Trigger(
                    name="volunteer_application_stays",
                    sql=pgtrigger.compiler.UpsertTriggerSql(
                        condition="WHEN (OLD.applied_at IS DISTINCT FROM NEW.applied_at OR OLD.by_id IS DISTINCT FROM NEW.by_id)",
                        func="IF (OLD.status IN ('refused', 'left') AND NEW.status = 'applied') IS NOT TRUE THEN RAISE EXCEPTION 'volunteer_application_stays' USING ERRCODE = 'check_violation', CONSTRAINT = 'volunteer_application_stays'; END IF; RETURN NULL;",
                        hash="5711085525216cdb4d80337fc592e62930833640",
                        operation="UPDATE",
                        pgid="pgtrigger_volunteer_application_stays_16183",
                        table="volunteers_volunteer",
                        when="AFTER",
                    ),
                ),
            ),
            pgtrigger.migrations.AddTrigger(
                model_name="volunteer",
                trigger=pgtrigger.compiler.Trigger(
                    name="volunteer_number_stays",
                    sql=pgtrigger.compiler.UpsertTriggerSql(
                        condition="WHEN (OLD.number IS DISTINCT FROM NEW.number)",
                        func="IF (OLD.number IS NULL) IS NOT TRUE THEN RAISE EXCEPTION 'volunteer_number_stays' USING ERRCODE = 'check_violation', CONSTRAINT = 'volunteer_number_stays'; END IF; RETURN NULL;",
                        hash="7933de2cd9fd3cc12321a63f548d62340251c13e",
                        operation="UPDATE",
                        pgid="pgtrigger_volunteer_number_stays_abfb5",
                        table="volunteers_volunteer",
                        when="AFTER",
                    ),
                ),
            ),
            pgtrigger.migrations.AddTrigger(
                model_name="volunteer",
                trigger=pgtrigger.compiler.Trigger(
                    name="volunteer_of_team",
                    sql=pgtrigger.compiler.UpsertTriggerSql(
                        func="IF ((SELECT t.level FROM volunteers_team t WHERE t.id = NEW.team_id) = 1) IS NOT TRUE THEN RAISE EXCEPTION 'volunteer_of_team' USING ERRCODE = 'check_violation', CONSTRAINT = 'volunteer_of_team'; END IF; RETURN NULL;",
                        hash="eb03063b1684709468e5bca0b81e076d4bbfd9df",
                        operation="INSERT",
                        pgid="pgtrigger_volunteer_of_team_c62e4",
                        table="volunteers_volunteer",
                        when="AFTER",
                    ),
                ),
            ),
            pgtrigger.migrations.AddTrigger(
                model_name="volunteer",
                trigger=pgtrigger.compiler.Trigger(
                    name="volunteer_grid_same_community",
                    sql=pgtrigger.compiler.UpsertTriggerSql(
                        func="IF (\n    NEW.grid_id IS NULL OR EXISTS (\n        SELECT 1 FROM grid_grid g JOIN volunteers_team t ON t.community_id = g.community_id\n        WHERE g.id = NEW.grid_id AND t.id = NEW.team_id\n    )\n) IS NOT TRUE THEN RAISE EXCEPTION 'volunteer_grid_same_community' USING ERRCODE = 'check_violation', CONSTRAINT = 'volunteer_grid_same_community'; END IF; RETURN NULL;",
                        hash="9a189ddeb63358c2213f9ec06406678db1b487ba",
                        operation='INSERT OR UPDATE OF "grid_id"',
                        pgid="pgtrigger_volunteer_grid_same_community_4780e",
                        table="volunteers_volunteer",
                        when="AFTER",
                    ),
                ),
            ),
            pgtrigger.migrations.AddTrigger(
                model_name="volunteer",
                trigger=pgtrigger.compiler.Trigger(
                    name="volunteer_child_has_consent",
                    sql=pgtrigger.compiler.UpsertTriggerSql(
                        func="IF (\n    NEW.status <> 'active' OR NEW.guardian_agreed_at IS NOT NULL OR NOT EXISTS (\n        SELECT 1 FROM accounts_person p WHERE p.id = NEW.person_id\n        AND extract(year FROM now() AT TIME ZONE 'Asia/Shanghai') - p.birth_year < 18\n    )\n) IS NOT TRUE THEN RAISE EXCEPTION 'volunteer_child_has_consent' USING ERRCODE = 'check_violation', CONSTRAINT = 'volunteer_child_has_consent'; END IF; RETURN NULL;",
                        hash="4b0f449169ecf07a158c17d57a18e18a700e410a",
                        operation='INSERT OR UPDATE OF "status", "guardian_agreed_at"',
                        pgid="pgtrigger_volunteer_child_has_consent_761e5",
                        table="volunteers_volunteer",
                        when="AFTER",
                    ),
                ),
            ),
            pgtrigger.migrations.AddTrigger(
                model_name="volunteer",
                trigger=pgtrigger.compiler.Trigger(
                    name="volunteer_status_goes_on",
                    sql=pgtrigger.compiler.UpsertTriggerSql(
                        condition="WHEN (OLD.status IS DISTINCT FROM NEW.status)",
                        func="IF (\n                    (OLD.status = 'applied' AND NEW.status IN ('active', 'refused', 'left'))\n                    OR (OLD.status IN ('active', 'paused') AND NEW.status IN ('active', 'paused', 'left'))\n                    OR (OLD.status IN ('refused', 'left') AND NEW.status = 'applied')\n                ) IS NOT TRUE THEN RAISE EXCEPTION 'volunteer_status_goes_on' USING ERRCODE = 'check_violation', CONSTRAINT = 'volunteer_status_goes_on'; END IF; RETURN NULL;",
                        hash="7298711d4f4c2928931a3c84de8a3e7b090ee371",
                        operation="UPDATE",
                        pgid="pgtrigger_volunteer_status_goes_on_feb9b",
                        table="volunteers_volunteer",
                        when="AFTER",
                    ),
                ),
            ),
            pgtrigger.migrations.AddTrigger(
                model_name="volunteer",
                trigger=pgtrigger.compiler.Trigger(
                    name="insert_insert",
                    sql=pgtrigger.compiler.UpsertTriggerSql(
                        func='INSERT INTO "volunteers_volunteerhistory" ("applied_at", "by_id", "decided_at", "decided_by_id", "grid_id", "guardian_agreed_at", "guardian_name", "guardian_noted_by_id", "guardian_phone", "id", "kinds", "national_number", "number", "paused_until", "person_id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "reason", "skills", "slots", "status", "team_id", "words") VALUES (NEW."applied_at", NEW."by_id", NEW."decided_at", NEW."decided_by_id", NEW."grid_id", NEW."guardian_agreed_at", NEW."guardian_name", NEW."guardian_noted_by_id", NEW."guardian_phone", NEW."id", NEW."kinds", NEW."national_number", NEW."number", NEW."paused_until", NEW."person_id", _pgh_attach_context(), NOW(), \'insert\', NEW."id", NEW."reason", NEW."skills", NEW."slots", NEW."status", NEW."team_id", NEW."words"); RETURN NULL;',
                        hash="1b1fcb959f84b7fd4a2d2e6583e3927c638d0262",
                        operation="INSERT",
                        pgid="pgtrigger_insert_insert_fa6cd",
                        table="volunteers_volunteer",
                        when="AFTER",
                    ),
                ),
            ),
            pgtrigger.migrations.AddTrigger(
                model_name="volunteer",
                trigger=pgtrigger.compiler.Trigger(
                    name="update_update",
                    sql=pgtrigger.compiler.UpsertTriggerSql(
                        condition='WHEN (OLD."applied_at" IS DISTINCT FROM (NEW."applied_at") OR OLD."by_id" IS DISTINCT FROM (NEW."by_id") OR OLD."decided_at" IS DISTINCT FROM (NEW."decided_at") OR OLD."decided_by_id" IS DISTINCT FROM (NEW."decided_by_id") OR OLD."grid_id" IS DISTINCT FROM (NEW."grid_id") OR OLD."guardian_agreed_at" IS DISTINCT FROM (NEW."guardian_agreed_at") OR OLD."guardian_name" IS DISTINCT FROM (NEW."guardian_name") OR OLD."guardian_noted_by_id" IS DISTINCT FROM (NEW."guardian_noted_by_id") OR OLD."guardian_phone" IS DISTINCT FROM (NEW."guardian_phone") OR OLD."id" IS DISTINCT FROM (NEW."id") OR OLD."kinds" IS DISTINCT FROM (NEW."kinds") OR OLD."national_number" IS DISTINCT FROM (NEW."national_number") OR OLD."number" IS DISTINCT FROM (NEW."number") OR OLD."paused_until" IS DISTINCT FROM (NEW."paused_until") OR OLD."person_id" IS DISTINCT FROM (NEW."person_id") OR OLD."reason" IS DISTINCT FROM (NEW."reason") OR OLD."skills" IS DISTINCT FROM (NEW."skills") OR OLD."slots" IS DISTINCT FROM (NEW."slots") OR OLD."status" IS DISTINCT FROM (NEW."status") OR OLD."team_id" IS DISTINCT FROM (NEW."team_id") OR OLD."words" IS DISTINCT FROM (NEW."words"))',
                        func='INSERT INTO "volunteers_volunteerhistory" ("applied_at", "by_id", "decided_at", "decided_by_id", "grid_id", "guardian_agreed_at", "guardian_name", "guardian_noted_by_id", "guardian_phone", "id", "kinds", "national_number", "number", "paused_until", "person_id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "reason", "skills", "slots", "status", "team_id", "words") VALUES (NEW."applied_at", NEW."by_id", NEW."decided_at", NEW."decided_by_id", NEW."grid_id", NEW."guardian_agreed_at", NEW."guardian_name", NEW."guardian_noted_by_id", NEW."guardian_phone", NEW."id", NEW."kinds", NEW."national_number", NEW."number", NEW."paused_until", NEW."person_id", _pgh_attach_context(), NOW(), \'update\', NEW."id", NEW."reason", NEW."skills", NEW."slots", NEW."status", NEW."team_id", NEW."words"); RETURN NULL;',
                        hash="6c709d5a80ae7f1d474f7c44e9cd92256e0e0d61",
                        operation="UPDATE",
                        pgid="pgtrigger_update_update_6cedd",
                        table="volunteers_volunteer",
                        when="AFTER",
                    ),
                ),
            ),
            pgtrigger.migrations.AddTrigger(
                model_name="volunteer",
                trigger=pgtrigger.compiler.Trigger(
                    name="delete_delete",
                    sql=pgtrigger.compiler.UpsertTriggerSql(
                        func='INSERT INTO "volunteers_volunteerhistory" ("applied_at", "by_id", "decided_at", "decided_by_id", "grid_id", "guardian_agreed_at", "guardian_name", "guardian_noted_by_id", "guardian_phone", "id", "kinds", "national_number", "number", "paused_until", "person_id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "reason", "skills", "slots", "status", "team_id", "words") VALUES (OLD."applied_at", OLD."by_id", OLD."decided_at", OLD."decided_by_id", OLD."grid_id", OLD."guardian_agreed_at", OLD."guardian_name", OLD."guardian_noted_by_id", OLD."guardian_phone", OLD."id", OLD."kinds", OLD."national_number", OLD."number", OLD."paused_until", OLD."person_id", _pgh_attach_context(), NOW(), \'delete\', OLD."id", OLD."reason", OLD."skills", OLD."slots", OLD."status", OLD."team_id", OLD."words"); RETURN NULL;',
                        hash="561d4880262b26aa08bba7768d48292196a22b3b",
                        operation="DELETE",
                        pgid="pgtrigger_delete_delete_16027",
                        table="volunteers_volunteer",
                        when="AFTER",
                    ),
                ),
            ),
            pgtrigger.migrations.AddTrigger(
                model_name="traininghistory",
                trigger=pgtrigger.compiler.Trigger(
                    name="append_only",
                    sql=pgtrigger.compiler.UpsertTriggerSql(
                        func="RAISE EXCEPTION 'pgtrigger: Cannot update or delete rows from % table', TG_TABLE_NAME;",
                        hash="820edd97e7e5330fc5b64f2c456aa4e0120c594b",
                        operation="UPDATE OR DELETE",
                        pgid="pgtrigger_append_only_71a19",
                        table="volunteers_traininghistory",
                        when="BEFORE",
                    ),
                ),
            ),
            pgtrigger.migrations.AddTrigger(
                model_name="training",
                trigger=pgtrigger.compiler.Trigger(
                    name="training_stays",
                    sql=pgtrigger.compiler.UpsertTriggerSql(
                        condition="WHEN (OLD.volunteer_id IS DISTINCT FROM NEW.volunteer_id OR OLD.entered_by_id IS DISTINCT FROM NEW.entered_by_id OR OLD.entered_at IS DISTINCT FROM NEW.entered_at)",
                        func="RAISE EXCEPTION 'training_stays' USING ERRCODE = 'check_violation', CONSTRAINT = 'training_stays'; RETURN NULL;",
                        hash="9e19951f010f3e53babbaec040cbefe8001f456b",
                        operation="UPDATE",
                        pgid="pgtrigger_training_stays_74c20",
                        table="volunteers_training",
                        when="AFTER",
                    ),
                ),
            ),
            pgtrigger.migrations.AddTrigger(
                model_name="training",
                trigger=pgtrigger.compiler.Trigger(
                    name="insert_insert",
                    sql=pgtrigger.compiler.UpsertTriggerSql(
                        func='INSERT INTO "volunteers_traininghistory" ("activity_id", "assignment_id", "content", "day", "entered_at", "entered_by_id", "host", "id", "minutes", "name", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "volunteer_id") VALUES (NEW."activity_id", NEW."assignment_id", NEW."content", NEW."day", NEW."entered_at", NEW."entered_by_id", NEW."host", NEW."id", NEW."minutes", NEW."name", _pgh_attach_context(), NOW(), \'insert\', NEW."id", NEW."volunteer_id"); RETURN NULL;',
                        hash="b06c4de24e356693ffa9ae69c056468f2ce5f5eb",
                        operation="INSERT",
                        pgid="pgtrigger_insert_insert_47514",
                        table="volunteers_training",
                        when="AFTER",
                    ),
                ),
            ),
            pgtrigger.migrations.AddTrigger(
                model_name="training",
                trigger=pgtrigger.compiler.Trigger(
                    name="update_update",
                    sql=pgtrigger.compiler.UpsertTriggerSql(
                        condition="WHEN (OLD.* IS DISTINCT FROM NEW.*)",
                        func='INSERT INTO "volunteers_traininghistory" ("activity_id", "assignment_id", "content", "day", "entered_at", "entered_by_id", "host", "id", "minutes", "name", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "volunteer_id") VALUES (NEW."activity_id", NEW."assignment_id", NEW."content", NEW."day", NEW."entered_at", NEW."entered_by_id", NEW."host", NEW."id", NEW."minutes", NEW."name", _pgh_attach_context(), NOW(), \'update\', NEW."id", NEW."volunteer_id"); RETURN NULL;',
                        hash="6df607a018a6921b51922a025cfe2d2f2d9f6fb2",
                        operation="UPDATE",
                        pgid="pgtrigger_update_update_315c2",
                        table="volunteers_training",
                        when="AFTER",
                    ),
                ),
            ),
            pgtrigger.migrations.AddTrigger(
                model_name="training",
                trigger=pgtrigger.compiler.Trigger(
                    name="delete_delete",
                    sql=pgtrigger.compiler.UpsertTriggerSql(
                        func='INSERT INTO "volunteers_traininghistory" ("activity_id", "assignment_id", "content", "day", "entered_at", "entered_by_id", "host", "id", "minutes", "name", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "volunteer_id") VALUES (OLD."activity_id", OLD."assignment_id", OLD."content", OLD."day", OLD."entered_at", OLD."entered_by_id", OLD."host", OLD."id", OLD."minutes", OLD."name", _pgh_attach_context(), NOW(), \'delete\', OLD."id", OLD."volunteer_id"); RETURN NULL;',
                        hash="d60fc33032918999cc9d034680b4ec603adfbc1f",
                        operation="DELETE",
                        pgid="pgtrigger_delete_delete_f1741",
                        table="volunteers_training",
                        when="AFTER",
                    ),
                ),
            ),
            pgtrigger.migrations.AddTrigger(
                model_name="teammembershiphistory",
                trigger=pgtrigger.compiler.Trigger(
                    name="append_only",
                    sql=pgtrigger.compiler.UpsertTriggerSql(
                        func="RAISE EXCEPTION 'pgtrigger: Cannot update or delete rows from % table', TG_TABLE_NAME;",
                        hash="6f513aa990b85c8b372812d44f72efc446922a91",
                        operation="UPDATE OR DELETE",
                        pgid="pgtrigger_append_only_64a05",
                        table="volunteers_teammembershiphistory",
                        when="BEFORE",
                    ),
                ),
            ),
            pgtrigger.migrations.AddTrigger(
                model_name="teammembership",
                trigger=pgtrigger.compiler.Trigger(
                    name="team_membership_stays",
                    sql=pgtrigger.compiler.UpsertTriggerSql(
                        condition="WHEN (OLD.volunteer_id IS DISTINCT FROM NEW.volunteer_id OR OLD.team_id IS DISTINCT FROM NEW.team_id OR OLD.parent_id IS DISTINCT FROM NEW.parent_id)",
                        func="RAISE EXCEPTION 'team_membership_stays' USING ERRCODE = 'check_violation', CONSTRAINT = 'team_membership_stays'; RETURN NULL;",
                        hash="fb7474ef40abc2224c71b7b2cc23ced91cd795d7",
                        operation="UPDATE",
                        pgid="pgtrigger_team_membership_stays_8dd67",
                        table="volunteers_teammembership",
                        when="AFTER",
                    ),
                ),
            ),
            pgtrigger.migrations.AddTrigger(
                model_name="teammembership",
                trigger=pgtrigger.compiler.Trigger(
                    name="insert_insert",
                    sql=pgtrigger.compiler.UpsertTriggerSql(
                        func='INSERT INTO "volunteers_teammembershiphistory" ("during", "id", "parent_id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "team_id", "volunteer_id") VALUES (NEW."during", NEW."id", NEW."parent_id", _pgh_attach_context(), NOW(), \'insert\', NEW."id", NEW."team_id", NEW."volunteer_id"); RETURN NULL;',
                        hash="7abccc238fd65944786766abb7bdffb23135398b",
                        operation="INSERT",
                        pgid="pgtrigger_insert_insert_4cd6e",
                        table="volunteers_teammembership",
                        when="AFTER",
                    ),
                ),
            ),
            pgtrigger.migrations.AddTrigger(
                model_name="teammembership",
                trigger=pgtrigger.compiler.Trigger(
                    name="update_update",
                    sql=pgtrigger.compiler.UpsertTriggerSql(
                        condition="WHEN (OLD.* IS DISTINCT FROM NEW.*)",
                        func='INSERT INTO "volunteers_teammembershiphistory" ("during", "id", "parent_id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "team_id", "volunteer_id") VALUES (NEW."during", NEW."id", NEW."parent_id", _pgh_attach_context(), NOW(), \'update\', NEW."id", NEW."team_id", NEW."volunteer_id"); RETURN NULL;',
                        hash="8f48afe3902fae40b4637709729f616fde9375ba",
                        operation="UPDATE",
                        pgid="pgtrigger_update_update_620ad",
                        table="volunteers_teammembership",
                        when="AFTER",
                    ),
                ),
            ),
            pgtrigger.migrations.AddTrigger(
                model_name="teammembership",
                trigger=pgtrigger.compiler.Trigger(
                    name="delete_delete",
                    sql=pgtrigger.compiler.UpsertTriggerSql(
                        func='INSERT INTO "volunteers_teammembershiphistory" ("during", "id", "parent_id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "team_id", "volunteer_id") VALUES (OLD."during", OLD."id", OLD."parent_id", _pgh_attach_context(), NOW(), \'delete\', OLD."id", OLD."team_id", OLD."volunteer_id"); RETURN NULL;',
                        hash="76a9dcbb1b34351279cbaa5e42a965cca06bcc2f",
                        operation="DELETE",
                        pgid="pgtrigger_delete_delete_c349a",
                        table="volunteers_teammembership",
                        when="AFTER",
                    ),
                ),
            ),
            pgtrigger.migrations.AddTrigger(
                model_name="servicerecordhistory",
                trigger=pgtrigger.compiler.Trigger(
                    name="append_only",
                    sql=pgtrigger.compiler.UpsertTriggerSql(
                        func="RAISE EXCEPTION 'pgtrigger: Cannot update or delete rows from % table', TG_TABLE_NAME;",
                        hash="338c3b43efc187a1d15c98e7f9525d1b5c11eb7a",
                        operation="UPDATE OR DELETE",
                        pgid="pgtrigger_append_only_989e0",
                        table="volunteers_servicerecordhistory",
                        when="BEFORE",
                    ),
                ),
            ),
            pgtrigger.migrations.AddTrigger(
                model_name="servicerecord",
                trigger=pgtrigger.compiler.Trigger(
                    name="service_record_stays",
                    sql=pgtrigger.compiler.UpsertTriggerSql(
                        condition="WHEN (OLD.volunteer_id IS DISTINCT FROM NEW.volunteer_id OR OLD.activity_name IS DISTINCT FROM NEW.activity_name OR OLD.service IS DISTINCT FROM NEW.service OR OLD.role IS DISTINCT FROM NEW.role OR OLD.day IS DISTINCT FROM NEW.day OR OLD.place IS DISTINCT FROM NEW.place OR OLD.content IS DISTINCT FROM NEW.content OR OLD.starts_at IS DISTINCT FROM NEW.starts_at OR OLD.ends_at IS DISTINCT FROM NEW.ends_at OR OLD.minutes IS DISTINCT FROM NEW.minutes OR OLD.organising_unit IS DISTINCT FROM NEW.organising_unit OR OLD.person_in_charge IS DISTINCT FROM NEW.person_in_charge OR OLD.source IS DISTINCT FROM NEW.source OR OLD.evidence IS DISTINCT FROM NEW.evidence OR OLD.long_day_reason IS DISTINCT FROM NEW.long_day_reason OR OLD.entered_by_id IS DISTINCT FROM NEW.entered_by_id OR OLD.entered_at IS DISTINCT FROM NEW.entered_at OR OLD.corrects_id IS DISTINCT FROM NEW.corrects_id OR OLD.correction_reason IS DISTINCT FROM NEW.correction_reason)",
                        func="RAISE EXCEPTION 'service_record_stays' USING ERRCODE = 'check_violation', CONSTRAINT = 'service_record_stays'; RETURN NULL;",
                        hash="4048c04335f4d3bab268810639373ac5e48f73a1",
                        operation="UPDATE",
                        pgid="pgtrigger_service_record_stays_ab84c",
                        table="volunteers_servicerecord",
                        when="AFTER",
                    ),
                ),
            ),
            pgtrigger.migrations.AddTrigger(
                model_name="servicerecord",
                trigger=pgtrigger.compiler.Trigger(
                    name="service_record_stays_linked",
                    sql=pgtrigger.compiler.UpsertTriggerSql(
                        condition="WHEN (OLD.activity_id IS DISTINCT FROM NEW.activity_id OR OLD.assignment_id IS DISTINCT FROM NEW.assignment_id)",
                        func="IF ((NEW.activity_id IS NULL OR NEW.activity_id = OLD.activity_id) AND (NEW.assignment_id IS NULL OR NEW.assignment_id = OLD.assignment_id)) IS NOT TRUE THEN RAISE EXCEPTION 'service_record_stays_linked' USING ERRCODE = 'check_violation', CONSTRAINT = 'service_record_stays_linked'; END IF; RETURN NULL;",
                        hash="476b19a36e24a0744c7b19c74337a0f1dd405605",
                        operation="UPDATE",
                        pgid="pgtrigger_service_record_stays_linked_ab690",
                        table="volunteers_servicerecord",
                        when="AFTER",
                    ),
                ),
            ),
            pgtrigger.migrations.AddTrigger(
                model_name="servicerecord",
                trigger=pgtrigger.compiler.Trigger(
                    name="service_record_stays_decided",
                    sql=pgtrigger.compiler.UpsertTriggerSql(
                        condition="WHEN (OLD.decided_at IS DISTINCT FROM NEW.decided_at OR OLD.state IS DISTINCT FROM NEW.state OR OLD.decided_by_id IS DISTINCT FROM NEW.decided_by_id OR OLD.decision IS DISTINCT FROM NEW.decision)",
                        func="IF (OLD.decided_at IS NULL) IS NOT TRUE THEN RAISE EXCEPTION 'service_record_stays_decided' USING ERRCODE = 'check_violation', CONSTRAINT = 'service_record_stays_decided'; END IF; RETURN NULL;",
                        hash="ee78912e38c3a6f065344bbdcad5c612d3296b93",
                        operation="UPDATE",
                        pgid="pgtrigger_service_record_stays_decided_861cf",
                        table="volunteers_servicerecord",
                        when="AFTER",
                    ),
                ),
            ),
            pgtrigger.migrations.AddTrigger(
                model_name="servicerecord",
                trigger=pgtrigger.compiler.Trigger(
                    name="service_record_not_own_minutes",
                    sql=pgtrigger.compiler.UpsertTriggerSql(
                        func="IF (\n    NEW.state <> 'confirmed' OR (\n        SELECT u.person_id FROM accounts_user u WHERE u.id = NEW.decided_by_id\n    ) IS DISTINCT FROM (SELECT v.person_id FROM volunteers_volunteer v WHERE v.id = NEW.volunteer_id)\n) IS NOT TRUE THEN RAISE EXCEPTION 'service_record_not_own_minutes' USING ERRCODE = 'check_violation', CONSTRAINT = 'service_record_not_own_minutes'; END IF; RETURN NULL;",
                        hash="629a66e4cd33ab4e3db166ea333ab09408dc361c",
                        operation="INSERT OR UPDATE",
                        pgid="pgtrigger_service_record_not_own_minutes_3e8be",
                        table="volunteers_servicerecord",
                        when="AFTER",
                    ),
                ),
            ),
            pgtrigger.migrations.AddTrigger(
                model_name="servicerecord",
                trigger=pgtrigger.compiler.Trigger(
                    name="service_record_of_service",
                    sql=pgtrigger.compiler.UpsertTriggerSql(
                        func="IF (NEW.activity_id IS NULL OR (SELECT a.kind FROM volunteers_activity a WHERE a.id = NEW.activity_id) = 'service') IS NOT TRUE THEN RAISE EXCEPTION 'service_record_of_service' USING ERRCODE = 'check_violation', CONSTRAINT = 'service_record_of_service'; END IF; RETURN NULL;",
                        hash="154a187bd16a1bc90cf01f01abf3de9368ce95e5",
                        operation="INSERT",
                        pgid="pgtrigger_service_record_of_service_029d1",
                        table="volunteers_servicerecord",
                        when="AFTER",
                    ),
                ),
            ),
            pgtrigger.migrations.AddTrigger(
                model_name="servicerecord",
                trigger=pgtrigger.compiler.Trigger(
                    name="service_record_corrects_own",
                    sql=pgtrigger.compiler.UpsertTriggerSql(
                        func="IF (NEW.corrects_id IS NULL OR EXISTS (SELECT 1 FROM volunteers_servicerecord o WHERE o.id = NEW.corrects_id AND o.volunteer_id = NEW.volunteer_id AND o.state = 'confirmed')) IS NOT TRUE THEN RAISE EXCEPTION 'service_record_corrects_own' USING ERRCODE = 'check_violation', CONSTRAINT = 'service_record_corrects_own'; END IF; RETURN NULL;",
                        hash="04c170558c195a5732cf2799264231eae091c267",
                        operation="INSERT",
                        pgid="pgtrigger_service_record_corrects_own_1ed34",
                        table="volunteers_servicerecord",
                        when="AFTER",
                    ),
                ),
            ),
            pgtrigger.migrations.AddTrigger(
                model_name="servicerecord",
                trigger=pgtrigger.compiler.Trigger(
                    name="service_record_at_most_12_hours_a_day",
                    sql=pgtrigger.compiler.UpsertTriggerSql(
                        declare="DECLARE given bigint; has_reason boolean;",
                        func="\n    IF NEW.state = 'refused' AND NEW.corrects_id IS NULL THEN\n        RETURN NULL;\n    END IF;\n    PERFORM 1 FROM volunteers_volunteer v\n    WHERE v.person_id = (SELECT o.person_id FROM volunteers_volunteer o WHERE o.id = NEW.volunteer_id)\n    ORDER BY v.id FOR NO KEY UPDATE;\n    SELECT coalesce(sum(r.minutes), 0), coalesce(bool_or(r.long_day_reason <> ''), false) INTO given, has_reason\n    FROM volunteers_servicerecord r\n    WHERE r.volunteer_id IN (\n        SELECT v.id FROM volunteers_volunteer v JOIN volunteers_volunteer o ON o.person_id = v.person_id\n        WHERE o.id = NEW.volunteer_id\n    ) AND r.state <> 'refused' AND r.day = CASE NEW.state\n        WHEN 'refused' THEN (SELECT o.day FROM volunteers_servicerecord o WHERE o.id = NEW.corrects_id)\n        ELSE NEW.day END\n    AND NOT EXISTS (SELECT 1 FROM volunteers_servicerecord c WHERE c.corrects_id = r.id AND c.state <> 'refused');\n    IF given > 720 THEN\n        RAISE EXCEPTION 'service_record_at_most_12_hours_a_day'\n        USING ERRCODE = 'check_violation', CONSTRAINT = 'service_record_at_most_12_hours_a_day';\n    END IF;\n    IF given > 480 AND NOT has_reason THEN\n        RAISE EXCEPTION 'service_record_over_8_hours_with_reason'\n        USING ERRCODE = 'check_violation', CONSTRAINT = 'service_record_over_8_hours_with_reason';\n    END IF;\n    RETURN NULL;\n",
                        hash="9518866713325bb625bd436e71b50cefcfbf7fd1",
                        operation='INSERT OR UPDATE OF "state"',
                        pgid="pgtrigger_service_record_at_most_12_hours_a_day_f1642",
                        table="volunteers_servicerecord",
                        when="AFTER",
                    ),
                ),
            ),
            pgtrigger.migrations.AddTrigger(
                model_name="servicerecord",
                trigger=pgtrigger.compiler.Trigger(
                    name="insert_insert",
                    sql=pgtrigger.compiler.UpsertTriggerSql(
                        func='INSERT INTO "volunteers_servicerecordhistory" ("activity_id", "activity_name", "assignment_id", "content", "correction_reason", "corrects_id", "day", "decided_at", "decided_by_id", "decision", "ends_at", "entered_at", "entered_by_id", "evidence", "id", "long_day_reason", "minutes", "organising_unit", "person_in_charge", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "place", "role", "service", "source", "starts_at", "state", "volunteer_id") VALUES (NEW."activity_id", NEW."activity_name", NEW."assignment_id", NEW."content", NEW."correction_reason", NEW."corrects_id", NEW."day", NEW."decided_at", NEW."decided_by_id", NEW."decision", NEW."ends_at", NEW."entered_at", NEW."entered_by_id", NEW."evidence", NEW."id", NEW."long_day_reason", NEW."minutes", NEW."organising_unit", NEW."person_in_charge", _pgh_attach_context(), NOW(), \'insert\', NEW."id", NEW."place", NEW."role", NEW."service", NEW."source", NEW."starts_at", NEW."state", NEW."volunteer_id"); RETURN NULL;',
                        hash="491320a4845ddd363ee83d66b33d88817e3b79cd",
                        operation="INSERT",
                        pgid="pgtrigger_insert_insert_b1689",
                        table="volunteers_servicerecord",
                        when="AFTER",
                    ),
                ),
            ),
            pgtrigger.migrations.AddTrigger(
                model_name="servicerecord",
                trigger=pgtrigger.compiler.Trigger(
                    name="update_update",
                    sql=pgtrigger.compiler.UpsertTriggerSql(
                        condition="WHEN (OLD.* IS DISTINCT FROM NEW.*)",
                        func='INSERT INTO "volunteers_servicerecordhistory" ("activity_id", "activity_name", "assignment_id", "content", "correction_reason", "corrects_id", "day", "decided_at", "decided_by_id", "decision", "ends_at", "entered_at", "entered_by_id", "evidence", "id", "long_day_reason", "minutes", "organising_unit", "person_in_charge", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "place", "role", "service", "source", "starts_at", "state", "volunteer_id") VALUES (NEW."activity_id", NEW."activity_name", NEW."assignment_id", NEW."content", NEW."correction_reason", NEW."corrects_id", NEW."day", NEW."decided_at", NEW."decided_by_id", NEW."decision", NEW."ends_at", NEW."entered_at", NEW."entered_by_id", NEW."evidence", NEW."id", NEW."long_day_reason", NEW."minutes", NEW."organising_unit", NEW."person_in_charge", _pgh_attach_context(), NOW(), \'update\', NEW."id", NEW."place", NEW."role", NEW."service", NEW."source", NEW."starts_at", NEW."state", NEW."volunteer_id"); RETURN NULL;',
                        hash="f595eb1e26222046a2466e79ecbc44e548c037d0",
                        operation="UPDATE",
                        pgid="pgtrigger_update_update_eee52",
                        table="volunteers_servicerecord",
                        when="AFTER",
                    ),
                ),
            ),
            pgtrigger.migrations.AddTrigger(
                model_name="servicerecord",
                trigger=pgtrigger.compiler.Trigger(
                    name="delete_delete",
                    sql=pgtrigger.compiler.UpsertTriggerSql(
                        func='INSERT INTO "volunteers_servicerecordhistory" ("activity_id", "activity_name", "assignment_id", "content", "correction_reason", "corrects_id", "day", "decided_at", "decided_by_id", "decision", "ends_at", "entered_at", "entered_by_id", "evidence", "id", "long_day_reason", "minutes", "organising_unit", "person_in_charge", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "place", "role", "service", "source", "starts_at", "state", "volunteer_id") VALUES (OLD."activity_id", OLD."activity_name", OLD."assignment_id", OLD."content", OLD."correction_reason", OLD."corrects_id", OLD."day", OLD."decided_at", OLD."decided_by_id", OLD."decision", OLD."ends_at", OLD."entered_at", OLD."entered_by_id", OLD."evidence", OLD."id", OLD."long_day_reason", OLD."minutes", OLD."organising_unit", OLD."person_in_charge", _pgh_attach_context(), NOW(), \'delete\', OLD."id", OLD."place", OLD."role", OLD."service", OLD."source", OLD."starts_at", OLD."state", OLD."volunteer_id"); RETURN NULL;',
                        hash="6008c1a6bca83e028843ae20b82c94ac91ae4f02",
                        operation="DELETE",
                        pgid="pgtrigger_delete_delete_ef95a",
                        table="volunteers_servicerecord",
                        when="AFTER",
                    ),
                ),
            ),
            pgtrigger.migrations.AddTrigger(
                model_name="membershipanswerhistory",
                trigger=pgtrigger.compiler.Trigger(
                    name="append_only",
                    sql=pgtrigger.compiler.UpsertTriggerSql(
                        func="RAISE EXCEPTION 'pgtrigger: Cannot update or delete rows from % table', TG_TABLE_NAME;",
                        hash="b868846d2c83e176c90a10fe1d5becc6a10377e8",
                        operation="UPDATE OR DELETE",
                        pgid="pgtrigger_append_only_786ac",
                        table="volunteers_membershipanswerhistory",
                        when="BEFORE",
                    ),
                ),
            ),
            pgtrigger.migrations.AddTrigger(
                model_name="membershipanswer",
                trigger=pgtrigger.compiler.Trigger(
                    name="membership_answer_stays",
                    sql=pgtrigger.compiler.UpsertTriggerSql(
                        condition="WHEN (OLD.volunteer_id IS DISTINCT FROM NEW.volunteer_id)",
                        func="RAISE EXCEPTION 'membership_answer_stays' USING ERRCODE = 'check_violation', CONSTRAINT = 'membership_answer_stays'; RETURN NULL;",
                        hash="98529a5db3be83c5e2d1490b555a4b55398d2e86",
                        operation="UPDATE",
                        pgid="pgtrigger_membership_answer_stays_4e9b1",
                        table="volunteers_membershipanswer",
                        when="AFTER",
                    ),
                ),
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
                model_name="correctionrequesthistory",
                trigger=pgtrigger.compiler.Trigger(
                    name="append_only",
                    sql=pgtrigger.compiler.UpsertTriggerSql(
                        func="RAISE EXCEPTION 'pgtrigger: Cannot update or delete rows from % table', TG_TABLE_NAME;",
                        hash="e94f823809acfda990a4c5098ff8ce77777cc9f9",
                        operation="UPDATE OR DELETE",
                        pgid="pgtrigger_append_only_0756a",
                        table="volunteers_correctionrequesthistory",
                        when="BEFORE",
                    ),
                ),
            ),
            pgtrigger.migrations.AddTrigger(
                model_name="correctionrequest",
                trigger=pgtrigger.compiler.Trigger(
                    name="correction_request_stays",
                    sql=pgtrigger.compiler.UpsertTriggerSql(
                        condition="WHEN (OLD.volunteer_id IS DISTINCT FROM NEW.volunteer_id OR OLD.record_id IS DISTINCT FROM NEW.record_id OR OLD.words IS DISTINCT FROM NEW.words OR OLD.minutes IS DISTINCT FROM NEW.minutes OR OLD.by_id IS DISTINCT FROM NEW.by_id OR OLD.created_at IS DISTINCT FROM NEW.created_at)",
                        func="RAISE EXCEPTION 'correction_request_stays' USING ERRCODE = 'check_violation', CONSTRAINT = 'correction_request_stays'; RETURN NULL;",
                        hash="5263c6b572a9f7ec7f837444315b8268a9992450",
                        operation="UPDATE",
                        pgid="pgtrigger_correction_request_stays_3cf02",
                        table="volunteers_correctionrequest",
                        when="AFTER",
                    ),
                ),
            ),
            pgtrigger.migrations.AddTrigger(
                model_name="correctionrequest",
                trigger=pgtrigger.compiler.Trigger(
                    name="correction_request_stays_answered",
                    sql=pgtrigger.compiler.UpsertTriggerSql(
                        condition="WHEN (OLD.state IS DISTINCT FROM NEW.state OR OLD.answer IS DISTINCT FROM NEW.answer OR OLD.answered_by_id IS DISTINCT FROM NEW.answered_by_id OR OLD.answered_at IS DISTINCT FROM NEW.answered_at OR OLD.entered_id IS DISTINCT FROM NEW.entered_id)",
                        func="IF (OLD.state IN ('open', 'entered')) IS NOT TRUE THEN RAISE EXCEPTION 'correction_request_stays_answered' USING ERRCODE = 'check_violation', CONSTRAINT = 'correction_request_stays_answered'; END IF; RETURN NULL;",
                        hash="21a6abe996271b4a56214fd3a9ebc79c6e90f9bf",
                        operation="UPDATE",
                        pgid="pgtrigger_correction_request_stays_answered_47850",
                        table="volunteers_correctionrequest",
                        when="AFTER",
                    ),
                ),
            ),
            pgtrigger.migrations.AddTrigger(
                model_name="correctionrequest",
                trigger=pgtrigger.compiler.Trigger(
                    name="correction_request_put_right_for_volunteer",
                    sql=pgtrigger.compiler.UpsertTriggerSql(
                        func="IF (NEW.state NOT IN ('entered', 'accepted') OR (SELECT r.volunteer_id FROM volunteers_servicerecord r WHERE r.id = NEW.entered_id) = NEW.volunteer_id) IS NOT TRUE THEN RAISE EXCEPTION 'correction_request_put_right_for_volunteer' USING ERRCODE = 'check_violation', CONSTRAINT = 'correction_request_put_right_for_volunteer'; END IF; RETURN NULL;",
                        hash="5bbf606cdbe735c48ae5f789f0b0606ebdbc7205",
                        operation="INSERT OR UPDATE",
                        pgid="pgtrigger_correction_request_put_right_for_volunteer_229e0",
                        table="volunteers_correctionrequest",
                        when="AFTER",
                    ),
                ),
            ),
            pgtrigger.migrations.AddTrigger(
                model_name="correctionrequest",
                trigger=pgtrigger.compiler.Trigger(
                    name="correction_request_of_own_record",
                    sql=pgtrigger.compiler.UpsertTriggerSql(
                        func="IF (NEW.record_id IS NULL OR (SELECT r.volunteer_id FROM volunteers_servicerecord r WHERE r.id = NEW.record_id) = NEW.volunteer_id) IS NOT TRUE THEN RAISE EXCEPTION 'correction_request_of_own_record' USING ERRCODE = 'check_violation', CONSTRAINT = 'correction_request_of_own_record'; END IF; RETURN NULL;",
                        hash="9f4f4e8e78b82110f915468638a996e1dcfa923c",
                        operation="INSERT",
                        pgid="pgtrigger_correction_request_of_own_record_ef07d",
                        table="volunteers_correctionrequest",
                        when="AFTER",
                    ),
                ),
            ),
            pgtrigger.migrations.AddTrigger(
                model_name="correctionrequest",
                trigger=pgtrigger.compiler.Trigger(
                    name="insert_insert",
                    sql=pgtrigger.compiler.UpsertTriggerSql(
                        func='INSERT INTO "volunteers_correctionrequesthistory" ("answer", "answered_at", "answered_by_id", "by_id", "created_at", "entered_id", "id", "minutes", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "record_id", "state", "volunteer_id", "words") VALUES (NEW."answer", NEW."answered_at", NEW."answered_by_id", NEW."by_id", NEW."created_at", NEW."entered_id", NEW."id", NEW."minutes", _pgh_attach_context(), NOW(), \'insert\', NEW."id", NEW."record_id", NEW."state", NEW."volunteer_id", NEW."words"); RETURN NULL;',
                        hash="757370d7f02ffae20af7587e0686a11a90d2ebd1",
                        operation="INSERT",
                        pgid="pgtrigger_insert_insert_58507",
                        table="volunteers_correctionrequest",
                        when="AFTER",
                    ),
                ),
            ),
            pgtrigger.migrations.AddTrigger(
                model_name="correctionrequest",
                trigger=pgtrigger.compiler.Trigger(
                    name="update_update",
                    sql=pgtrigger.compiler.UpsertTriggerSql(
                        condition="WHEN (OLD.* IS DISTINCT FROM NEW.*)",
                        func='INSERT INTO "volunteers_correctionrequesthistory" ("answer", "answered_at", "answered_by_id", "by_id", "created_at", "entered_id", "id", "minutes", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "record_id", "state", "volunteer_id", "words") VALUES (NEW."answer", NEW."answered_at", NEW."answered_by_id", NEW."by_id", NEW."created_at", NEW."entered_id", NEW."id", NEW."minutes", _pgh_attach_context(), NOW(), \'update\', NEW."id", NEW."record_id", NEW."state", NEW."volunteer_id", NEW."words"); RETURN NULL;',
                        hash="299826bc75c17e6935716859c5549c98959b6db1",
                        operation="UPDATE",
                        pgid="pgtrigger_update_update_3ae28",
                        table="volunteers_correctionrequest",
                        when="AFTER",
                    ),
                ),
            ),
            pgtrigger.migrations.AddTrigger(
                model_name="correctionrequest",
                trigger=pgtrigger.compiler.Trigger(
                    name="delete_delete",
                    sql=pgtrigger.compiler.UpsertTriggerSql(
                        func='INSERT INTO "volunteers_correctionrequesthistory" ("answer", "answered_at", "answered_by_id", "by_id", "created_at", "entered_id", "id", "minutes", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "record_id", "state", "volunteer_id", "words") VALUES (OLD."answer", OLD."answered_at", OLD."answered_by_id", OLD."by_id", OLD."created_at", OLD."entered_id", OLD."id", OLD."minutes", _pgh_attach_context(), NOW(), \'delete\', OLD."id", OLD."record_id", OLD."state", OLD."volunteer_id", OLD."words"); RETURN NULL;',
                        hash="143dd5b72efbb14250da1a6ee4a1578669e5a583",
                        operation="DELETE",
                        pgid="pgtrigger_delete_delete_ccf61",
                        table="volunteers_correctionrequest",
                        when="AFTER",
                    ),
                ),
            ),
            pgtrigger.migrations.AddTrigger(
                model_name="certificatehistory",
                trigger=pgtrigger.compiler.Trigger(
                    name="append_only",
                    sql=pgtrigger.compiler.UpsertTriggerSql(
                        func="RAISE EXCEPTION 'pgtrigger: Cannot update or delete rows from % table', TG_TABLE_NAME;",
                        hash="66e3a7214d7e5bba07819f6db396ec48ea2095d2",
                        operation="UPDATE OR DELETE",
                        pgid="pgtrigger_append_only_24454",
                        table="volunteers_certificatehistory",
                        when="BEFORE",
                    ),
                ),
            ),
            pgtrigger.migrations.AddTrigger(
                model_name="certificate",
                trigger=pgtrigger.compiler.Trigger(
                    name="certificate_stays",
                    sql=pgtrigger.compiler.UpsertTriggerSql(
                        condition="WHEN (OLD.team_id IS DISTINCT FROM NEW.team_id OR OLD.volunteer_id IS DISTINCT FROM NEW.volunteer_id OR OLD.year IS DISTINCT FROM NEW.year OR OLD.serial IS DISTINCT FROM NEW.serial OR OLD.code IS DISTINCT FROM NEW.code OR OLD.name IS DISTINCT FROM NEW.name OR OLD.first_day IS DISTINCT FROM NEW.first_day OR OLD.last_day IS DISTINCT FROM NEW.last_day OR OLD.minutes_checked IS DISTINCT FROM NEW.minutes_checked OR OLD.minutes_by_hand IS DISTINCT FROM NEW.minutes_by_hand OR OLD.content IS DISTINCT FROM NEW.content OR OLD.unit IS DISTINCT FROM NEW.unit OR OLD.contact IS DISTINCT FROM NEW.contact OR OLD.issuer IS DISTINCT FROM NEW.issuer OR OLD.issued_at IS DISTINCT FROM NEW.issued_at OR OLD.issued_by_id IS DISTINCT FROM NEW.issued_by_id OR OLD.lines IS DISTINCT FROM NEW.lines OR OLD.extra IS DISTINCT FROM NEW.extra)",
                        func="RAISE EXCEPTION 'certificate_stays' USING ERRCODE = 'check_violation', CONSTRAINT = 'certificate_stays'; RETURN NULL;",
                        hash="b550678f0894bf360716ffaa14474ced0f67eb88",
                        operation="UPDATE",
                        pgid="pgtrigger_certificate_stays_45f37",
                        table="volunteers_certificate",
                        when="AFTER",
                    ),
                ),
            ),
            pgtrigger.migrations.AddTrigger(
                model_name="certificate",
                trigger=pgtrigger.compiler.Trigger(
                    name="certificate_stays_void",
                    sql=pgtrigger.compiler.UpsertTriggerSql(
                        condition="WHEN (OLD.voided_at IS DISTINCT FROM NEW.voided_at OR OLD.voided_by_id IS DISTINCT FROM NEW.voided_by_id OR OLD.void_reason IS DISTINCT FROM NEW.void_reason)",
                        func="IF (OLD.voided_at IS NULL) IS NOT TRUE THEN RAISE EXCEPTION 'certificate_stays_void' USING ERRCODE = 'check_violation', CONSTRAINT = 'certificate_stays_void'; END IF; RETURN NULL;",
                        hash="f6c2520bb4ddeb5450e9dc5e8575aa9df0df0900",
                        operation="UPDATE",
                        pgid="pgtrigger_certificate_stays_void_600c9",
                        table="volunteers_certificate",
                        when="AFTER",
                    ),
                ),
            ),
            pgtrigger.migrations.AddTrigger(
                model_name="certificate",
                trigger=pgtrigger.compiler.Trigger(
                    name="insert_insert",
                    sql=pgtrigger.compiler.UpsertTriggerSql(
                        func='INSERT INTO "volunteers_certificatehistory" ("contact", "content", "extra", "first_day", "id", "issued_at", "issued_by_id", "issuer", "last_day", "lines", "minutes_by_hand", "minutes_checked", "name", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "serial", "team_id", "unit", "void_reason", "voided_at", "voided_by_id", "volunteer_id", "year") VALUES (NEW."contact", NEW."content", NEW."extra", NEW."first_day", NEW."id", NEW."issued_at", NEW."issued_by_id", NEW."issuer", NEW."last_day", NEW."lines", NEW."minutes_by_hand", NEW."minutes_checked", NEW."name", _pgh_attach_context(), NOW(), \'insert\', NEW."id", NEW."serial", NEW."team_id", NEW."unit", NEW."void_reason", NEW."voided_at", NEW."voided_by_id", NEW."volunteer_id", NEW."year"); RETURN NULL;',
                        hash="808216a7f3712a18dca8a5158ccdb7cb6af3948b",
                        operation="INSERT",
                        pgid="pgtrigger_insert_insert_c67fc",
                        table="volunteers_certificate",
                        when="AFTER",
                    ),
                ),
            ),
            pgtrigger.migrations.AddTrigger(
                model_name="certificate",
                trigger=pgtrigger.compiler.Trigger(
                    name="update_update",
                    sql=pgtrigger.compiler.UpsertTriggerSql(
                        condition='WHEN (OLD."contact" IS DISTINCT FROM (NEW."contact") OR OLD."content" IS DISTINCT FROM (NEW."content") OR OLD."extra" IS DISTINCT FROM (NEW."extra") OR OLD."first_day" IS DISTINCT FROM (NEW."first_day") OR OLD."id" IS DISTINCT FROM (NEW."id") OR OLD."issued_at" IS DISTINCT FROM (NEW."issued_at") OR OLD."issued_by_id" IS DISTINCT FROM (NEW."issued_by_id") OR OLD."issuer" IS DISTINCT FROM (NEW."issuer") OR OLD."last_day" IS DISTINCT FROM (NEW."last_day") OR OLD."lines" IS DISTINCT FROM (NEW."lines") OR OLD."minutes_by_hand" IS DISTINCT FROM (NEW."minutes_by_hand") OR OLD."minutes_checked" IS DISTINCT FROM (NEW."minutes_checked") OR OLD."name" IS DISTINCT FROM (NEW."name") OR OLD."serial" IS DISTINCT FROM (NEW."serial") OR OLD."team_id" IS DISTINCT FROM (NEW."team_id") OR OLD."unit" IS DISTINCT FROM (NEW."unit") OR OLD."void_reason" IS DISTINCT FROM (NEW."void_reason") OR OLD."voided_at" IS DISTINCT FROM (NEW."voided_at") OR OLD."voided_by_id" IS DISTINCT FROM (NEW."voided_by_id") OR OLD."volunteer_id" IS DISTINCT FROM (NEW."volunteer_id") OR OLD."year" IS DISTINCT FROM (NEW."year"))',
                        func='INSERT INTO "volunteers_certificatehistory" ("contact", "content", "extra", "first_day", "id", "issued_at", "issued_by_id", "issuer", "last_day", "lines", "minutes_by_hand", "minutes_checked", "name", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "serial", "team_id", "unit", "void_reason", "voided_at", "voided_by_id", "volunteer_id", "year") VALUES (NEW."contact", NEW."content", NEW."extra", NEW."first_day", NEW."id", NEW."issued_at", NEW."issued_by_id", NEW."issuer", NEW."last_day", NEW."lines", NEW."minutes_by_hand", NEW."minutes_checked", NEW."name", _pgh_attach_context(), NOW(), \'update\', NEW."id", NEW."serial", NEW."team_id", NEW."unit", NEW."void_reason", NEW."voided_at", NEW."voided_by_id", NEW."volunteer_id", NEW."year"); RETURN NULL;',
                        hash="707251a35250b9e788624db9823765ee2134f914",
                        operation="UPDATE",
                        pgid="pgtrigger_update_update_3fea9",
                        table="volunteers_certificate",
                        when="AFTER",
                    ),
                ),
            ),
            pgtrigger.migrations.AddTrigger(
                model_name="certificate",
                trigger=pgtrigger.compiler.Trigger(
                    name="delete_delete",
                    sql=pgtrigger.compiler.UpsertTriggerSql(
                        func='INSERT INTO "volunteers_certificatehistory" ("contact", "content", "extra", "first_day", "id", "issued_at", "issued_by_id", "issuer", "last_day", "lines", "minutes_by_hand", "minutes_checked", "name", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "serial", "team_id", "unit", "void_reason", "voided_at", "voided_by_id", "volunteer_id", "year") VALUES (OLD."contact", OLD."content", OLD."extra", OLD."first_day", OLD."id", OLD."issued_at", OLD."issued_by_id", OLD."issuer", OLD."last_day", OLD."lines", OLD."minutes_by_hand", OLD."minutes_checked", OLD."name", _pgh_attach_context(), NOW(), \'delete\', OLD."id", OLD."serial", OLD."team_id", OLD."unit", OLD."void_reason", OLD."voided_at", OLD."voided_by_id", OLD."volunteer_id", OLD."year"); RETURN NULL;',
                        hash="e4a18fb7db132cc30d15720cc37ee2c268c3202b",
                        operation="DELETE",
                        pgid="pgtrigger_delete_delete_db948",
                        table="volunteers_certificate",
                        when="AFTER",
                    ),
                ),
            ),
            pgtrigger.migrations.AddTrigger(
                model_name="awardhistory",
                trigger=pgtrigger.compiler.Trigger(
                    name="append_only",
                    sql=pgtrigger.compiler.UpsertTriggerSql(
                        func="RAISE EXCEPTION 'pgtrigger: Cannot update or delete rows from % table', TG_TABLE_NAME;",
                        hash="b501db18a296041e40c0e22b4c5f74a946ff20b3",
                        operation="UPDATE OR DELETE",
                        pgid="pgtrigger_append_only_8aadf",
                        table="volunteers_awardhistory",
                        when="BEFORE",
                    ),
                ),
            ),
            pgtrigger.migrations.AddTrigger(
                model_name="award",
                trigger=pgtrigger.compiler.Trigger(
                    name="award_stays",
                    sql=pgtrigger.compiler.UpsertTriggerSql(
                        condition="WHEN (OLD.volunteer_id IS DISTINCT FROM NEW.volunteer_id OR OLD.entered_by_id IS DISTINCT FROM NEW.entered_by_id OR OLD.entered_at IS DISTINCT FROM NEW.entered_at)",
                        func="RAISE EXCEPTION 'award_stays' USING ERRCODE = 'check_violation', CONSTRAINT = 'award_stays'; RETURN NULL;",
                        hash="f52420e9c1b0a7eb302eca0fdeae436d2c467525",
                        operation="UPDATE",
                        pgid="pgtrigger_award_stays_61e53",
                        table="volunteers_award",
                        when="AFTER",
                    ),
                ),
            ),
            pgtrigger.migrations.AddTrigger(
                model_name="award",
                trigger=pgtrigger.compiler.Trigger(
                    name="insert_insert",
                    sql=pgtrigger.compiler.UpsertTriggerSql(
                        func='INSERT INTO "volunteers_awardhistory" ("day", "entered_at", "entered_by_id", "given_by", "id", "name", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "volunteer_id") VALUES (NEW."day", NEW."entered_at", NEW."entered_by_id", NEW."given_by", NEW."id", NEW."name", _pgh_attach_context(), NOW(), \'insert\', NEW."id", NEW."volunteer_id"); RETURN NULL;',
                        hash="7519c654ce6db357029806ad0e1d2648ad76cf5f",
                        operation="INSERT",
                        pgid="pgtrigger_insert_insert_37d92",
                        table="volunteers_award",
                        when="AFTER",
                    ),
                ),
            ),
            pgtrigger.migrations.AddTrigger(
                model_name="award",
                trigger=pgtrigger.compiler.Trigger(
                    name="update_update",
                    sql=pgtrigger.compiler.UpsertTriggerSql(
                        condition="WHEN (OLD.* IS DISTINCT FROM NEW.*)",
                        func='INSERT INTO "volunteers_awardhistory" ("day", "entered_at", "entered_by_id", "given_by", "id", "name", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "volunteer_id") VALUES (NEW."day", NEW."entered_at", NEW."entered_by_id", NEW."given_by", NEW."id", NEW."name", _pgh_attach_context(), NOW(), \'update\', NEW."id", NEW."volunteer_id"); RETURN NULL;',
                        hash="8cb756f0c68807d06f2f65c541ad91b1269fb4c0",
                        operation="UPDATE",
                        pgid="pgtrigger_update_update_21c00",
                        table="volunteers_award",
                        when="AFTER",
                    ),
                ),
            ),
            pgtrigger.migrations.AddTrigger(
                model_name="award",
                trigger=pgtrigger.compiler.Trigger(
                    name="delete_delete",
                    sql=pgtrigger.compiler.UpsertTriggerSql(
                        func='INSERT INTO "volunteers_awardhistory" ("day", "entered_at", "entered_by_id", "given_by", "id", "name", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "volunteer_id") VALUES (OLD."day", OLD."entered_at", OLD."entered_by_id", OLD."given_by", OLD."id", OLD."name", _pgh_attach_context(), NOW(), \'delete\', OLD."id", OLD."volunteer_id"); RETURN NULL;',
                        hash="163889bccaf443a9a3d97cb10e0d64a0485fe29a",
                        operation="DELETE",
                        pgid="pgtrigger_delete_delete_7f82a",
                        table="volunteers_award",
                        when="AFTER",
                    ),
                ),
            ),
            pgtrigger.migrations.AddTrigger(
                model_name="assignmenthistory",
                trigger=pgtrigger.compiler.Trigger(
                    name="append_only",
                    sql=pgtrigger.compiler.UpsertTriggerSql(
                        func="RAISE EXCEPTION 'pgtrigger: Cannot update or delete rows from % table', TG_TABLE_NAME;",
                        hash="99ad548766512e158480b0c294c2608ef6464372",
                        operation="UPDATE OR DELETE",
                        pgid="pgtrigger_append_only_63584",
                        table="volunteers_assignmenthistory",
                        when="BEFORE",
                    ),
                ),
            ),
            pgtrigger.migrations.AddTrigger(
                model_name="assignment",
                trigger=pgtrigger.compiler.Trigger(
                    name="assignment_takes_a_place",
                    sql=pgtrigger.compiler.UpsertTriggerSql(
                        func="\n            IF TG_OP = 'INSERT' THEN\n                IF (CASE WHEN NEW.status IN ('assigned', 'served', 'absent') THEN 1 ELSE 0 END) <> 0 THEN UPDATE volunteers_shift SET seats_taken = seats_taken + ((CASE WHEN NEW.status IN ('assigned', 'served', 'absent') THEN 1 ELSE 0 END)) WHERE id = NEW.shift_id; END IF;\n            ELSIF TG_OP = 'DELETE' THEN\n                IF -((CASE WHEN OLD.status IN ('assigned', 'served', 'absent') THEN 1 ELSE 0 END)) <> 0 THEN UPDATE volunteers_shift SET seats_taken = seats_taken + (-((CASE WHEN OLD.status IN ('assigned', 'served', 'absent') THEN 1 ELSE 0 END))) WHERE id = OLD.shift_id; END IF;\n            ELSE\n                IF ((CASE WHEN NEW.status IN ('assigned', 'served', 'absent') THEN 1 ELSE 0 END)) - ((CASE WHEN OLD.status IN ('assigned', 'served', 'absent') THEN 1 ELSE 0 END)) <> 0 THEN UPDATE volunteers_shift SET seats_taken = seats_taken + (((CASE WHEN NEW.status IN ('assigned', 'served', 'absent') THEN 1 ELSE 0 END)) - ((CASE WHEN OLD.status IN ('assigned', 'served', 'absent') THEN 1 ELSE 0 END))) WHERE id = NEW.shift_id; END IF;\n            END IF;\n            RETURN NULL;\n        ",
                        hash="4c0a8a884cf8be30dc7be40b6e741e90f5a71a02",
                        operation="INSERT OR UPDATE OR DELETE",
                        pgid="pgtrigger_assignment_takes_a_place_5c4c8",
                        table="volunteers_assignment",
                        when="AFTER",
                    ),
                ),
            ),
            pgtrigger.migrations.AddTrigger(
                model_name="assignment",
                trigger=pgtrigger.compiler.Trigger(
                    name="assignment_of_published_activity",
                    sql=pgtrigger.compiler.UpsertTriggerSql(
                        func="IF (\n    NEW.status NOT IN ('served', 'absent') OR EXISTS (\n        SELECT 1 FROM volunteers_shift s JOIN volunteers_activity a ON a.id = s.activity_id\n        WHERE s.id = NEW.shift_id AND a.status = 'published' FOR SHARE OF a\n    )\n) IS NOT TRUE THEN RAISE EXCEPTION 'assignment_of_published_activity' USING ERRCODE = 'check_violation', CONSTRAINT = 'assignment_of_published_activity'; END IF; RETURN NULL;",
                        hash="411d83a60d72c2ca9895ba8d8cf2ee66afb03c1f",
                        operation="INSERT OR UPDATE",
                        pgid="pgtrigger_assignment_of_published_activity_1aa68",
                        table="volunteers_assignment",
                        when="AFTER",
                    ),
                ),
            ),
            pgtrigger.migrations.AddTrigger(
                model_name="assignment",
                trigger=pgtrigger.compiler.Trigger(
                    name="assignment_stays",
                    sql=pgtrigger.compiler.UpsertTriggerSql(
                        condition="WHEN (OLD.shift_id IS DISTINCT FROM NEW.shift_id OR OLD.volunteer_id IS DISTINCT FROM NEW.volunteer_id OR OLD.person_id IS DISTINCT FROM NEW.person_id OR OLD.by_id IS DISTINCT FROM NEW.by_id OR OLD.created_at IS DISTINCT FROM NEW.created_at OR OLD.token IS DISTINCT FROM NEW.token OR OLD.walk_in IS DISTINCT FROM NEW.walk_in OR OLD.answer_code IS DISTINCT FROM NEW.answer_code)",
                        func="RAISE EXCEPTION 'assignment_stays' USING ERRCODE = 'check_violation', CONSTRAINT = 'assignment_stays'; RETURN NULL;",
                        hash="9252a1002810b57bd59bd979cbd36aa02b34ceb1",
                        operation="UPDATE",
                        pgid="pgtrigger_assignment_stays_1f074",
                        table="volunteers_assignment",
                        when="AFTER",
                    ),
                ),
            ),
            pgtrigger.migrations.AddTrigger(
                model_name="assignment",
                trigger=pgtrigger.compiler.Trigger(
                    name="insert_insert",
                    sql=pgtrigger.compiler.UpsertTriggerSql(
                        func='INSERT INTO "volunteers_assignmenthistory" ("asked_at", "by_id", "checked_in_at", "checked_in_by_id", "checked_in_way", "checked_out_at", "checked_out_by_id", "checked_out_way", "confirmed_at", "created_at", "ends_at", "id", "person_id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "placed_at", "queued_at", "reason", "reminded_at", "shift_id", "starts_at", "status", "substitute_since", "took_over_id", "volunteer_id", "waited_since", "walk_in", "withdrawn_at", "withdrawn_by_id", "words") VALUES (NEW."asked_at", NEW."by_id", NEW."checked_in_at", NEW."checked_in_by_id", NEW."checked_in_way", NEW."checked_out_at", NEW."checked_out_by_id", NEW."checked_out_way", NEW."confirmed_at", NEW."created_at", NEW."ends_at", NEW."id", NEW."person_id", _pgh_attach_context(), NOW(), \'insert\', NEW."id", NEW."placed_at", NEW."queued_at", NEW."reason", NEW."reminded_at", NEW."shift_id", NEW."starts_at", NEW."status", NEW."substitute_since", NEW."took_over_id", NEW."volunteer_id", NEW."waited_since", NEW."walk_in", NEW."withdrawn_at", NEW."withdrawn_by_id", NEW."words"); RETURN NULL;',
                        hash="9ea5078eae744b69efe180547a3fec7ab8230de4",
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
                        condition='WHEN (OLD."asked_at" IS DISTINCT FROM (NEW."asked_at") OR OLD."by_id" IS DISTINCT FROM (NEW."by_id") OR OLD."checked_in_at" IS DISTINCT FROM (NEW."checked_in_at") OR OLD."checked_in_by_id" IS DISTINCT FROM (NEW."checked_in_by_id") OR OLD."checked_in_way" IS DISTINCT FROM (NEW."checked_in_way") OR OLD."checked_out_at" IS DISTINCT FROM (NEW."checked_out_at") OR OLD."checked_out_by_id" IS DISTINCT FROM (NEW."checked_out_by_id") OR OLD."checked_out_way" IS DISTINCT FROM (NEW."checked_out_way") OR OLD."confirmed_at" IS DISTINCT FROM (NEW."confirmed_at") OR OLD."created_at" IS DISTINCT FROM (NEW."created_at") OR OLD."ends_at" IS DISTINCT FROM (NEW."ends_at") OR OLD."id" IS DISTINCT FROM (NEW."id") OR OLD."person_id" IS DISTINCT FROM (NEW."person_id") OR OLD."placed_at" IS DISTINCT FROM (NEW."placed_at") OR OLD."queued_at" IS DISTINCT FROM (NEW."queued_at") OR OLD."reason" IS DISTINCT FROM (NEW."reason") OR OLD."reminded_at" IS DISTINCT FROM (NEW."reminded_at") OR OLD."shift_id" IS DISTINCT FROM (NEW."shift_id") OR OLD."starts_at" IS DISTINCT FROM (NEW."starts_at") OR OLD."status" IS DISTINCT FROM (NEW."status") OR OLD."substitute_since" IS DISTINCT FROM (NEW."substitute_since") OR OLD."took_over_id" IS DISTINCT FROM (NEW."took_over_id") OR OLD."volunteer_id" IS DISTINCT FROM (NEW."volunteer_id") OR OLD."waited_since" IS DISTINCT FROM (NEW."waited_since") OR OLD."walk_in" IS DISTINCT FROM (NEW."walk_in") OR OLD."withdrawn_at" IS DISTINCT FROM (NEW."withdrawn_at") OR OLD."withdrawn_by_id" IS DISTINCT FROM (NEW."withdrawn_by_id") OR OLD."words" IS DISTINCT FROM (NEW."words"))',
                        func='INSERT INTO "volunteers_assignmenthistory" ("asked_at", "by_id", "checked_in_at", "checked_in_by_id", "checked_in_way", "checked_out_at", "checked_out_by_id", "checked_out_way", "confirmed_at", "created_at", "ends_at", "id", "person_id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "placed_at", "queued_at", "reason", "reminded_at", "shift_id", "starts_at", "status", "substitute_since", "took_over_id", "volunteer_id", "waited_since", "walk_in", "withdrawn_at", "withdrawn_by_id", "words") VALUES (NEW."asked_at", NEW."by_id", NEW."checked_in_at", NEW."checked_in_by_id", NEW."checked_in_way", NEW."checked_out_at", NEW."checked_out_by_id", NEW."checked_out_way", NEW."confirmed_at", NEW."created_at", NEW."ends_at", NEW."id", NEW."person_id", _pgh_attach_context(), NOW(), \'update\', NEW."id", NEW."placed_at", NEW."queued_at", NEW."reason", NEW."reminded_at", NEW."shift_id", NEW."starts_at", NEW."status", NEW."substitute_since", NEW."took_over_id", NEW."volunteer_id", NEW."waited_since", NEW."walk_in", NEW."withdrawn_at", NEW."withdrawn_by_id", NEW."words"); RETURN NULL;',
                        hash="fb2ffd7e78b1a0b2db422d6c0f9b20f78298dee4",
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
                        func='INSERT INTO "volunteers_assignmenthistory" ("asked_at", "by_id", "checked_in_at", "checked_in_by_id", "checked_in_way", "checked_out_at", "checked_out_by_id", "checked_out_way", "confirmed_at", "created_at", "ends_at", "id", "person_id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "placed_at", "queued_at", "reason", "reminded_at", "shift_id", "starts_at", "status", "substitute_since", "took_over_id", "volunteer_id", "waited_since", "walk_in", "withdrawn_at", "withdrawn_by_id", "words") VALUES (OLD."asked_at", OLD."by_id", OLD."checked_in_at", OLD."checked_in_by_id", OLD."checked_in_way", OLD."checked_out_at", OLD."checked_out_by_id", OLD."checked_out_way", OLD."confirmed_at", OLD."created_at", OLD."ends_at", OLD."id", OLD."person_id", _pgh_attach_context(), NOW(), \'delete\', OLD."id", OLD."placed_at", OLD."queued_at", OLD."reason", OLD."reminded_at", OLD."shift_id", OLD."starts_at", OLD."status", OLD."substitute_since", OLD."took_over_id", OLD."volunteer_id", OLD."waited_since", OLD."walk_in", OLD."withdrawn_at", OLD."withdrawn_by_id", OLD."words"); RETURN NULL;',
                        hash="8adb9c21539c8aa23a18235c2e300d0c5bcb9c8f",
                        operation="DELETE",
                        pgid="pgtrigger_delete_delete_d9b4b",
                        table="volunteers_assignment",
                        when="AFTER",
                    ),
                ),
            ),
            pgtrigger.migrations.AddTrigger(
                model_name="volunteercard",
                trigger=pgtrigger.compiler.Trigger(
                    name="volunteer_card_stays",
                    sql=pgtrigger.compiler.UpsertTriggerSql(
                        condition="WHEN (OLD.volunteer_id IS DISTINCT FROM NEW.volunteer_id OR OLD.consented_at IS DISTINCT FROM NEW.consented_at)",
                        func="RAISE EXCEPTION 'volunteer_card_stays' USING ERRCODE = 'check_violation', CONSTRAINT = 'volunteer_card_stays'; RETURN NULL;",
                        hash="b7c586cf0ac19a12e31ad592cd9a1538710aac10",
                        operation="UPDATE",
                        pgid="pgtrigger_volunteer_card_stays_1b038",
                        table="volunteers_volunteercard",
                        when="AFTER",
                    ),
                ),
            ),
            pgtrigger.migrations.AddTrigger(
                model_name="volunteercard",
                trigger=pgtrigger.compiler.Trigger(
                    name="volunteer_card_stays_withdrawn",
                    sql=pgtrigger.compiler.UpsertTriggerSql(
                        condition="WHEN (OLD.withdrawn_at IS DISTINCT FROM NEW.withdrawn_at OR OLD.role IS DISTINCT FROM NEW.role OR OLD.building_id IS DISTINCT FROM NEW.building_id)",
                        func="IF (OLD.withdrawn_at IS NULL) IS NOT TRUE THEN RAISE EXCEPTION 'volunteer_card_stays_withdrawn' USING ERRCODE = 'check_violation', CONSTRAINT = 'volunteer_card_stays_withdrawn'; END IF; RETURN NULL;",
                        hash="fac2f465e0bf6571c78b9185c76f5bfca4948f6b",
                        operation="UPDATE",
                        pgid="pgtrigger_volunteer_card_stays_withdrawn_060c5",
                        table="volunteers_volunteercard",
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
            pgtrigger.migrations.AddTrigger(
                model_name="volunteercardhistory",
                trigger=pgtrigger.compiler.Trigger(
                    name="append_only",
                    sql=pgtrigger.compiler.UpsertTriggerSql(
                        func="RAISE EXCEPTION 'pgtrigger: Cannot update or delete rows from % table', TG_TABLE_NAME;",
                        hash="86e4029be95d7606c005ee1d1c61e5791c505730",
                        operation="UPDATE OR DELETE",
                        pgid="pgtrigger_append_only_7d327",
                        table="volunteers_volunteercardhistory",
                        when="BEFORE",
                    ),
                ),
            ),
            pgtrigger.migrations.AddTrigger(
                model_name="volunteerhistory",
                trigger=pgtrigger.compiler.Trigger(
                    name="append_only",
                    sql=pgtrigger.compiler.UpsertTriggerSql(
                        func="RAISE EXCEPTION 'pgtrigger: Cannot update or delete rows from % table', TG_TABLE_NAME;",
                        hash="5b2f23486ccdd5968ef45ad90a911e2ab78cecdc",
                        operation="UPDATE OR DELETE",
                        pgid="pgtrigger_append_only_cba31",
                        table="volunteers_volunteerhistory",
                        when="BEFORE",
                    ),
                ),
            ),
        ),
        # (columns of the row) → (columns that it refers to): both ends agree in the last ones too.
        composite_foreign_key(
            table="volunteers_team",
            name="team_parent_above",
            columns=("parent_id", "parent_level", "community_id"),
            references="volunteers_team",
            referenced=("id", "level", "community_id"),
        ),
        composite_foreign_key(
            table="volunteers_team",
            name="team_unit_same_community",
            columns=("unit_id", "community_id"),
            references="grid_orgunit",
            referenced=("id", "community_id"),
        ),
        composite_foreign_key(
            table="volunteers_teammembership",
            name="team_membership_of_sub_team",
            columns=("team_id", "parent_id"),
            references="volunteers_team",
            referenced=("id", "parent_id"),
        ),
        composite_foreign_key(
            table="volunteers_teammembership",
            name="team_membership_of_volunteer",
            columns=("volunteer_id", "parent_id"),
            references="volunteers_volunteer",
            referenced=("id", "team_id"),
        ),
        composite_foreign_key(
            table="volunteers_activity",
            name="activity_team_same_community",
            columns=("team_id", "community_id"),
            references="volunteers_team",
            referenced=("id", "community_id"),
        ),
        composite_foreign_key(
            table="volunteers_activity",
            name="activity_organiser_same_community",
            columns=("organiser_id", "community_id"),
            references="grid_orgunit",
            referenced=("id", "community_id"),
        ),
        hold_foreign_key(table="volunteers_activity", name="activity_holds_as_said"),
        # The time of an assignment is that of its shift, and moves along with it.
        composite_foreign_key(
            table="volunteers_assignment",
            name="assignment_time_of_shift",
            columns=("shift_id", "starts_at", "ends_at"),
            references="volunteers_shift",
            referenced=("id", "starts_at", "ends_at"),
            on_update="CASCADE",
        ),
        composite_foreign_key(
            table="volunteers_assignment",
            name="assignment_of_volunteer",
            columns=("volunteer_id", "person_id"),
            references="volunteers_volunteer",
            referenced=("id", "person_id"),
        ),
        composite_foreign_key(
            table="volunteers_certificate",
            name="certificate_of_team",
            columns=("volunteer_id", "team_id"),
            references="volunteers_volunteer",
            referenced=("id", "team_id"),
        ),
        migrations.RunSQL(
            HOLD_OF_ACTIVITY_HAS_ONE,
            "DROP TRIGGER hold_of_activity_has_one ON stations_hold; DROP FUNCTION hold_of_activity_has_one();",
        ),
    ]
