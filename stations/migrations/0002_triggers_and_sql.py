"""The audit trail, the ledger of rooms, and the composite foreign keys.

A composite foreign key says that both ends of a relation are of one community, one station or one hold.
"""

import pgtrigger.compiler
import pgtrigger.migrations
from django.db import migrations

from common.db.constraints import composite_foreign_key
from common.db.migrations import CombinedOperation
from stations.models.holds import hold_foreign_key


class Migration(migrations.Migration):
    dependencies = [
        ("stations", "0001_schema"),
    ]

    operations = [
        CombinedOperation(
            pgtrigger.migrations.AddTrigger(
                model_name="station",
                trigger=pgtrigger.compiler.Trigger(
                    name="station_stays_in_community",
                    sql=pgtrigger.compiler.UpsertTriggerSql(
                        condition="WHEN (OLD.community_id IS DISTINCT FROM NEW.community_id)",
                        func="RAISE EXCEPTION 'station_stays_in_community' USING ERRCODE = 'check_violation', CONSTRAINT = 'station_stays_in_community'; RETURN NULL;",
                        hash="e594b8abb455a725631fd859f898eafdccacad9b",
                        operation="UPDATE",
                        pgid="pgtrigger_station_stays_in_community_f505a",
                        table="stations_station",
                        when="AFTER",
                    ),
                ),
            ),
            pgtrigger.migrations.AddTrigger(
                model_name="station",
                trigger=pgtrigger.compiler.Trigger(
                    name="insert_insert",
                    sql=pgtrigger.compiler.UpsertTriggerSql(
                        func='INSERT INTO "stations_stationhistory" ("about", "access", "access_note", "address", "community_id", "estate_id", "facilities", "grid_id", "id", "kind", "listed", "name", "own_holiday_hours", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "phone", "x", "y") VALUES (NEW."about", NEW."access", NEW."access_note", NEW."address", NEW."community_id", NEW."estate_id", NEW."facilities", NEW."grid_id", NEW."id", NEW."kind", NEW."listed", NEW."name", NEW."own_holiday_hours", _pgh_attach_context(), NOW(), \'insert\', NEW."id", NEW."phone", NEW."x", NEW."y"); RETURN NULL;',
                        hash="aade83ca45189a436cda76b2eea7e22b34b9e97a",
                        operation="INSERT",
                        pgid="pgtrigger_insert_insert_8a9fc",
                        table="stations_station",
                        when="AFTER",
                    ),
                ),
            ),
            pgtrigger.migrations.AddTrigger(
                model_name="station",
                trigger=pgtrigger.compiler.Trigger(
                    name="update_update",
                    sql=pgtrigger.compiler.UpsertTriggerSql(
                        condition="WHEN (OLD.* IS DISTINCT FROM NEW.*)",
                        func='INSERT INTO "stations_stationhistory" ("about", "access", "access_note", "address", "community_id", "estate_id", "facilities", "grid_id", "id", "kind", "listed", "name", "own_holiday_hours", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "phone", "x", "y") VALUES (NEW."about", NEW."access", NEW."access_note", NEW."address", NEW."community_id", NEW."estate_id", NEW."facilities", NEW."grid_id", NEW."id", NEW."kind", NEW."listed", NEW."name", NEW."own_holiday_hours", _pgh_attach_context(), NOW(), \'update\', NEW."id", NEW."phone", NEW."x", NEW."y"); RETURN NULL;',
                        hash="9eae1e8379e905a42219ea101c712c768e694333",
                        operation="UPDATE",
                        pgid="pgtrigger_update_update_05b7b",
                        table="stations_station",
                        when="AFTER",
                    ),
                ),
            ),
            pgtrigger.migrations.AddTrigger(
                model_name="station",
                trigger=pgtrigger.compiler.Trigger(
                    name="delete_delete",
                    sql=pgtrigger.compiler.UpsertTriggerSql(
                        func='INSERT INTO "stations_stationhistory" ("about", "access", "access_note", "address", "community_id", "estate_id", "facilities", "grid_id", "id", "kind", "listed", "name", "own_holiday_hours", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "phone", "x", "y") VALUES (OLD."about", OLD."access", OLD."access_note", OLD."address", OLD."community_id", OLD."estate_id", OLD."facilities", OLD."grid_id", OLD."id", OLD."kind", OLD."listed", OLD."name", OLD."own_holiday_hours", _pgh_attach_context(), NOW(), \'delete\', OLD."id", OLD."phone", OLD."x", OLD."y"); RETURN NULL;',
                        hash="2b5901cd08cd58f26592f665721c8304805271ef",
                        operation="DELETE",
                        pgid="pgtrigger_delete_delete_82d3d",
                        table="stations_station",
                        when="AFTER",
                    ),
                ),
            ),
            pgtrigger.migrations.AddTrigger(
                model_name="stationhistory",
                trigger=pgtrigger.compiler.Trigger(
                    name="append_only",
                    sql=pgtrigger.compiler.UpsertTriggerSql(
                        func="RAISE EXCEPTION 'pgtrigger: Cannot update or delete rows from % table', TG_TABLE_NAME;",
                        hash="0f2472dbfe5177ee1849032e101596ec607758fc",
                        operation="UPDATE OR DELETE",
                        pgid="pgtrigger_append_only_a75f5",
                        table="stations_stationhistory",
                        when="BEFORE",
                    ),
                ),
            ),
            pgtrigger.migrations.AddTrigger(
                model_name="stationphoto",
                trigger=pgtrigger.compiler.Trigger(
                    name="insert_insert",
                    sql=pgtrigger.compiler.UpsertTriggerSql(
                        func='INSERT INTO "stations_stationphotohistory" ("alt", "height", "id", "number", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "photo", "station_id", "width") VALUES (NEW."alt", NEW."height", NEW."id", NEW."number", _pgh_attach_context(), NOW(), \'insert\', NEW."id", NEW."photo", NEW."station_id", NEW."width"); RETURN NULL;',
                        hash="f2562eabacd36872f4c68e084b6f00eb079cd01b",
                        operation="INSERT",
                        pgid="pgtrigger_insert_insert_5b8ee",
                        table="stations_stationphoto",
                        when="AFTER",
                    ),
                ),
            ),
            pgtrigger.migrations.AddTrigger(
                model_name="stationphoto",
                trigger=pgtrigger.compiler.Trigger(
                    name="update_update",
                    sql=pgtrigger.compiler.UpsertTriggerSql(
                        condition="WHEN (OLD.* IS DISTINCT FROM NEW.*)",
                        func='INSERT INTO "stations_stationphotohistory" ("alt", "height", "id", "number", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "photo", "station_id", "width") VALUES (NEW."alt", NEW."height", NEW."id", NEW."number", _pgh_attach_context(), NOW(), \'update\', NEW."id", NEW."photo", NEW."station_id", NEW."width"); RETURN NULL;',
                        hash="f13baf6f5450cfd27fffc334772212b91a81b144",
                        operation="UPDATE",
                        pgid="pgtrigger_update_update_c743b",
                        table="stations_stationphoto",
                        when="AFTER",
                    ),
                ),
            ),
            pgtrigger.migrations.AddTrigger(
                model_name="stationphoto",
                trigger=pgtrigger.compiler.Trigger(
                    name="delete_delete",
                    sql=pgtrigger.compiler.UpsertTriggerSql(
                        func='INSERT INTO "stations_stationphotohistory" ("alt", "height", "id", "number", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "photo", "station_id", "width") VALUES (OLD."alt", OLD."height", OLD."id", OLD."number", _pgh_attach_context(), NOW(), \'delete\', OLD."id", OLD."photo", OLD."station_id", OLD."width"); RETURN NULL;',
                        hash="3cef40ca957e847ea785d5a8261073ab9cf8db16",
                        operation="DELETE",
                        pgid="pgtrigger_delete_delete_55c92",
                        table="stations_stationphoto",
                        when="AFTER",
                    ),
                ),
            ),
            pgtrigger.migrations.AddTrigger(
                model_name="stationphotohistory",
                trigger=pgtrigger.compiler.Trigger(
                    name="append_only",
                    sql=pgtrigger.compiler.UpsertTriggerSql(
                        func="RAISE EXCEPTION 'pgtrigger: Cannot update or delete rows from % table', TG_TABLE_NAME;",
                        hash="aad57f14e72614990e9dbfe76cbaefeb7d68165f",
                        operation="UPDATE OR DELETE",
                        pgid="pgtrigger_append_only_8e816",
                        table="stations_stationphotohistory",
                        when="BEFORE",
                    ),
                ),
            ),
            pgtrigger.migrations.AddTrigger(
                model_name="openinghours",
                trigger=pgtrigger.compiler.Trigger(
                    name="insert_insert",
                    sql=pgtrigger.compiler.UpsertTriggerSql(
                        func='INSERT INTO "stations_openinghourshistory" ("closes", "day", "id", "opens", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "station_id") VALUES (NEW."closes", NEW."day", NEW."id", NEW."opens", _pgh_attach_context(), NOW(), \'insert\', NEW."id", NEW."station_id"); RETURN NULL;',
                        hash="6f28152c111d4f21a71dbc591c739bccc5b4821d",
                        operation="INSERT",
                        pgid="pgtrigger_insert_insert_de49e",
                        table="stations_openinghours",
                        when="AFTER",
                    ),
                ),
            ),
            pgtrigger.migrations.AddTrigger(
                model_name="openinghours",
                trigger=pgtrigger.compiler.Trigger(
                    name="update_update",
                    sql=pgtrigger.compiler.UpsertTriggerSql(
                        condition="WHEN (OLD.* IS DISTINCT FROM NEW.*)",
                        func='INSERT INTO "stations_openinghourshistory" ("closes", "day", "id", "opens", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "station_id") VALUES (NEW."closes", NEW."day", NEW."id", NEW."opens", _pgh_attach_context(), NOW(), \'update\', NEW."id", NEW."station_id"); RETURN NULL;',
                        hash="923f03fbf53fa621b145d57a10fe2d1e532c4b5e",
                        operation="UPDATE",
                        pgid="pgtrigger_update_update_30810",
                        table="stations_openinghours",
                        when="AFTER",
                    ),
                ),
            ),
            pgtrigger.migrations.AddTrigger(
                model_name="openinghours",
                trigger=pgtrigger.compiler.Trigger(
                    name="delete_delete",
                    sql=pgtrigger.compiler.UpsertTriggerSql(
                        func='INSERT INTO "stations_openinghourshistory" ("closes", "day", "id", "opens", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "station_id") VALUES (OLD."closes", OLD."day", OLD."id", OLD."opens", _pgh_attach_context(), NOW(), \'delete\', OLD."id", OLD."station_id"); RETURN NULL;',
                        hash="13630f79a52ff95930d2665c241ff53d3fd05170",
                        operation="DELETE",
                        pgid="pgtrigger_delete_delete_49555",
                        table="stations_openinghours",
                        when="AFTER",
                    ),
                ),
            ),
            pgtrigger.migrations.AddTrigger(
                model_name="openinghourshistory",
                trigger=pgtrigger.compiler.Trigger(
                    name="append_only",
                    sql=pgtrigger.compiler.UpsertTriggerSql(
                        func="RAISE EXCEPTION 'pgtrigger: Cannot update or delete rows from % table', TG_TABLE_NAME;",
                        hash="32fe3ce076b36e3811a031bbcc673970c0dc9a50",
                        operation="UPDATE OR DELETE",
                        pgid="pgtrigger_append_only_dfcd0",
                        table="stations_openinghourshistory",
                        when="BEFORE",
                    ),
                ),
            ),
            pgtrigger.migrations.AddTrigger(
                model_name="openingexception",
                trigger=pgtrigger.compiler.Trigger(
                    name="insert_insert",
                    sql=pgtrigger.compiler.UpsertTriggerSql(
                        func='INSERT INTO "stations_openingexceptionhistory" ("closes", "during", "id", "opens", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "reason", "station_id") VALUES (NEW."closes", NEW."during", NEW."id", NEW."opens", _pgh_attach_context(), NOW(), \'insert\', NEW."id", NEW."reason", NEW."station_id"); RETURN NULL;',
                        hash="ad2814c78c0a01b9b10f7953ef41c32135bc4e14",
                        operation="INSERT",
                        pgid="pgtrigger_insert_insert_190cc",
                        table="stations_openingexception",
                        when="AFTER",
                    ),
                ),
            ),
            pgtrigger.migrations.AddTrigger(
                model_name="openingexception",
                trigger=pgtrigger.compiler.Trigger(
                    name="update_update",
                    sql=pgtrigger.compiler.UpsertTriggerSql(
                        condition="WHEN (OLD.* IS DISTINCT FROM NEW.*)",
                        func='INSERT INTO "stations_openingexceptionhistory" ("closes", "during", "id", "opens", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "reason", "station_id") VALUES (NEW."closes", NEW."during", NEW."id", NEW."opens", _pgh_attach_context(), NOW(), \'update\', NEW."id", NEW."reason", NEW."station_id"); RETURN NULL;',
                        hash="cf4746de63e5014967221abe66f4f3b7b88c6905",
                        operation="UPDATE",
                        pgid="pgtrigger_update_update_5203f",
                        table="stations_openingexception",
                        when="AFTER",
                    ),
                ),
            ),
            pgtrigger.migrations.AddTrigger(
                model_name="openingexception",
                trigger=pgtrigger.compiler.Trigger(
                    name="delete_delete",
                    sql=pgtrigger.compiler.UpsertTriggerSql(
                        func='INSERT INTO "stations_openingexceptionhistory" ("closes", "during", "id", "opens", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "reason", "station_id") VALUES (OLD."closes", OLD."during", OLD."id", OLD."opens", _pgh_attach_context(), NOW(), \'delete\', OLD."id", OLD."reason", OLD."station_id"); RETURN NULL;',
                        hash="5b7f94654572c8e78cd6f3c99a6d05d3b95d282e",
                        operation="DELETE",
                        pgid="pgtrigger_delete_delete_4f1b0",
                        table="stations_openingexception",
                        when="AFTER",
                    ),
                ),
            ),
            pgtrigger.migrations.AddTrigger(
                model_name="openingexceptionhistory",
                trigger=pgtrigger.compiler.Trigger(
                    name="append_only",
                    sql=pgtrigger.compiler.UpsertTriggerSql(
                        func="RAISE EXCEPTION 'pgtrigger: Cannot update or delete rows from % table', TG_TABLE_NAME;",
                        hash="41c559984457731602a8bb91eaa7fec575a97ef1",
                        operation="UPDATE OR DELETE",
                        pgid="pgtrigger_append_only_ecc32",
                        table="stations_openingexceptionhistory",
                        when="BEFORE",
                    ),
                ),
            ),
            pgtrigger.migrations.AddTrigger(
                model_name="walldisplay",
                trigger=pgtrigger.compiler.Trigger(
                    name="insert_insert",
                    sql=pgtrigger.compiler.UpsertTriggerSql(
                        func='INSERT INTO "stations_walldisplayhistory" ("created_at", "created_by_id", "id", "name", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "revoked_at", "station_id") VALUES (NEW."created_at", NEW."created_by_id", NEW."id", NEW."name", _pgh_attach_context(), NOW(), \'insert\', NEW."id", NEW."revoked_at", NEW."station_id"); RETURN NULL;',
                        hash="409539373670168ddab0327202b2299372ae9805",
                        operation="INSERT",
                        pgid="pgtrigger_insert_insert_5011b",
                        table="stations_walldisplay",
                        when="AFTER",
                    ),
                ),
            ),
            pgtrigger.migrations.AddTrigger(
                model_name="walldisplay",
                trigger=pgtrigger.compiler.Trigger(
                    name="update_update",
                    sql=pgtrigger.compiler.UpsertTriggerSql(
                        condition='WHEN (OLD."created_at" IS DISTINCT FROM (NEW."created_at") OR OLD."created_by_id" IS DISTINCT FROM (NEW."created_by_id") OR OLD."id" IS DISTINCT FROM (NEW."id") OR OLD."name" IS DISTINCT FROM (NEW."name") OR OLD."revoked_at" IS DISTINCT FROM (NEW."revoked_at") OR OLD."station_id" IS DISTINCT FROM (NEW."station_id"))',
                        func='INSERT INTO "stations_walldisplayhistory" ("created_at", "created_by_id", "id", "name", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "revoked_at", "station_id") VALUES (NEW."created_at", NEW."created_by_id", NEW."id", NEW."name", _pgh_attach_context(), NOW(), \'update\', NEW."id", NEW."revoked_at", NEW."station_id"); RETURN NULL;',
                        hash="d189fc03e9022bde16f332f203dfc6f9dfd32af5",
                        operation="UPDATE",
                        pgid="pgtrigger_update_update_bbb7e",
                        table="stations_walldisplay",
                        when="AFTER",
                    ),
                ),
            ),
            pgtrigger.migrations.AddTrigger(
                model_name="walldisplay",
                trigger=pgtrigger.compiler.Trigger(
                    name="delete_delete",
                    sql=pgtrigger.compiler.UpsertTriggerSql(
                        func='INSERT INTO "stations_walldisplayhistory" ("created_at", "created_by_id", "id", "name", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "revoked_at", "station_id") VALUES (OLD."created_at", OLD."created_by_id", OLD."id", OLD."name", _pgh_attach_context(), NOW(), \'delete\', OLD."id", OLD."revoked_at", OLD."station_id"); RETURN NULL;',
                        hash="c01ec445cdf836de67b21f861772a03a56b60750",
                        operation="DELETE",
                        pgid="pgtrigger_delete_delete_a018c",
                        table="stations_walldisplay",
                        when="AFTER",
                    ),
                ),
            ),
            pgtrigger.migrations.AddTrigger(
                model_name="walldisplayhistory",
                trigger=pgtrigger.compiler.Trigger(
                    name="append_only",
                    sql=pgtrigger.compiler.UpsertTriggerSql(
                        func="RAISE EXCEPTION 'pgtrigger: Cannot update or delete rows from % table', TG_TABLE_NAME;",
                        hash="1476d144605110bfb8231a7fe23126c4673fc674",
                        operation="UPDATE OR DELETE",
                        pgid="pgtrigger_append_only_8fd59",
                        table="stations_walldisplayhistory",
                        when="BEFORE",
                    ),
                ),
            ),
            pgtrigger.migrations.AddTrigger(
                model_name="stationappointment",
                trigger=pgtrigger.compiler.Trigger(
                    name="station_appointment_stays",
                    sql=pgtrigger.compiler.UpsertTriggerSql(
                        condition="WHEN (OLD.user_id IS DISTINCT FROM NEW.user_id OR OLD.station_id IS DISTINCT FROM NEW.station_id)",
                        func="RAISE EXCEPTION 'station_appointment_stays' USING ERRCODE = 'check_violation', CONSTRAINT = 'station_appointment_stays'; RETURN NULL;",
                        hash="db9f3cb166a1e66186e7ef104d916fea5ab623b3",
                        operation="UPDATE",
                        pgid="pgtrigger_station_appointment_stays_cadcd",
                        table="stations_stationappointment",
                        when="AFTER",
                    ),
                ),
            ),
            pgtrigger.migrations.AddTrigger(
                model_name="stationappointment",
                trigger=pgtrigger.compiler.Trigger(
                    name="insert_insert",
                    sql=pgtrigger.compiler.UpsertTriggerSql(
                        func='INSERT INTO "stations_stationappointmenthistory" ("during", "granted_by_id", "id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "role", "station_id", "user_id") VALUES (NEW."during", NEW."granted_by_id", NEW."id", _pgh_attach_context(), NOW(), \'insert\', NEW."id", NEW."role", NEW."station_id", NEW."user_id"); RETURN NULL;',
                        hash="80599d6ab61f12ccc746b134ada1bb5c101337dd",
                        operation="INSERT",
                        pgid="pgtrigger_insert_insert_b9a54",
                        table="stations_stationappointment",
                        when="AFTER",
                    ),
                ),
            ),
            pgtrigger.migrations.AddTrigger(
                model_name="stationappointment",
                trigger=pgtrigger.compiler.Trigger(
                    name="update_update",
                    sql=pgtrigger.compiler.UpsertTriggerSql(
                        condition="WHEN (OLD.* IS DISTINCT FROM NEW.*)",
                        func='INSERT INTO "stations_stationappointmenthistory" ("during", "granted_by_id", "id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "role", "station_id", "user_id") VALUES (NEW."during", NEW."granted_by_id", NEW."id", _pgh_attach_context(), NOW(), \'update\', NEW."id", NEW."role", NEW."station_id", NEW."user_id"); RETURN NULL;',
                        hash="2c12de3a120cabac19d2ac7b4a38ac5f3f31db49",
                        operation="UPDATE",
                        pgid="pgtrigger_update_update_ec405",
                        table="stations_stationappointment",
                        when="AFTER",
                    ),
                ),
            ),
            pgtrigger.migrations.AddTrigger(
                model_name="stationappointment",
                trigger=pgtrigger.compiler.Trigger(
                    name="delete_delete",
                    sql=pgtrigger.compiler.UpsertTriggerSql(
                        func='INSERT INTO "stations_stationappointmenthistory" ("during", "granted_by_id", "id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "role", "station_id", "user_id") VALUES (OLD."during", OLD."granted_by_id", OLD."id", _pgh_attach_context(), NOW(), \'delete\', OLD."id", OLD."role", OLD."station_id", OLD."user_id"); RETURN NULL;',
                        hash="806408f9d5ee056ddadf5e6a42a3d4ee34bfcb72",
                        operation="DELETE",
                        pgid="pgtrigger_delete_delete_950d4",
                        table="stations_stationappointment",
                        when="AFTER",
                    ),
                ),
            ),
            pgtrigger.migrations.AddTrigger(
                model_name="stationappointmenthistory",
                trigger=pgtrigger.compiler.Trigger(
                    name="append_only",
                    sql=pgtrigger.compiler.UpsertTriggerSql(
                        func="RAISE EXCEPTION 'pgtrigger: Cannot update or delete rows from % table', TG_TABLE_NAME;",
                        hash="070591ea0e33c2920118154ea2c0ca3df7f3a2d0",
                        operation="UPDATE OR DELETE",
                        pgid="pgtrigger_append_only_39c2c",
                        table="stations_stationappointmenthistory",
                        when="BEFORE",
                    ),
                ),
            ),
            pgtrigger.migrations.AddTrigger(
                model_name="space",
                trigger=pgtrigger.compiler.Trigger(
                    name="space_stays_in_station",
                    sql=pgtrigger.compiler.UpsertTriggerSql(
                        condition="WHEN (OLD.station_id IS DISTINCT FROM NEW.station_id)",
                        func="RAISE EXCEPTION 'space_stays_in_station' USING ERRCODE = 'check_violation', CONSTRAINT = 'space_stays_in_station'; RETURN NULL;",
                        hash="7e538321585676cd0c5c42bd65048dcf73034f10",
                        operation="UPDATE",
                        pgid="pgtrigger_space_stays_in_station_71577",
                        table="stations_space",
                        when="AFTER",
                    ),
                ),
            ),
            pgtrigger.migrations.AddTrigger(
                model_name="space",
                trigger=pgtrigger.compiler.Trigger(
                    name="space_parts_stay_under_holds",
                    sql=pgtrigger.compiler.UpsertTriggerSql(
                        condition='WHEN (OLD."part_of_id" IS DISTINCT FROM (NEW."part_of_id"))',
                        func="\n    PERFORM 1 FROM stations_space s\n    WHERE s.id IN (NEW.id, NEW.part_of_id, OLD.part_of_id) OR s.part_of_id IN (NEW.part_of_id, OLD.part_of_id)\n    ORDER BY s.id FOR NO KEY UPDATE;\n    IF EXISTS (\n        SELECT 1 FROM stations_occupancy o JOIN stations_space s ON s.id = o.space_id\n        WHERE (s.id IN (NEW.id, NEW.part_of_id, OLD.part_of_id) OR s.part_of_id IN (NEW.part_of_id, OLD.part_of_id))\n        AND upper(o.during) > now()\n    ) THEN\n        RAISE EXCEPTION 'space_parts_stay_under_holds'\n        USING ERRCODE = 'check_violation', CONSTRAINT = 'space_parts_stay_under_holds';\n    END IF;\n    RETURN NULL;\n",
                        hash="f7d11ea29954bee6e6831e06e9d81f0261347625",
                        operation='UPDATE OF "part_of_id"',
                        pgid="pgtrigger_space_parts_stay_under_holds_79e5c",
                        table="stations_space",
                        when="AFTER",
                    ),
                ),
            ),
            pgtrigger.migrations.AddTrigger(
                model_name="space",
                trigger=pgtrigger.compiler.Trigger(
                    name="space_parts_come_before_holds",
                    sql=pgtrigger.compiler.UpsertTriggerSql(
                        condition='WHEN (NEW."part_of_id" IS NOT NULL)',
                        func="\n    PERFORM 1 FROM stations_space s\n    WHERE s.id IN (NEW.id, NEW.part_of_id, OLD.part_of_id) OR s.part_of_id IN (NEW.part_of_id, OLD.part_of_id)\n    ORDER BY s.id FOR NO KEY UPDATE;\n    IF EXISTS (\n        SELECT 1 FROM stations_occupancy o JOIN stations_space s ON s.id = o.space_id\n        WHERE (s.id IN (NEW.id, NEW.part_of_id, OLD.part_of_id) OR s.part_of_id IN (NEW.part_of_id, OLD.part_of_id))\n        AND upper(o.during) > now()\n    ) THEN\n        RAISE EXCEPTION 'space_parts_stay_under_holds'\n        USING ERRCODE = 'check_violation', CONSTRAINT = 'space_parts_stay_under_holds';\n    END IF;\n    RETURN NULL;\n",
                        hash="23dc95f3e5c920356dfd5cccd761aeb7d28a4d9e",
                        operation="INSERT",
                        pgid="pgtrigger_space_parts_come_before_holds_2aacf",
                        table="stations_space",
                        when="AFTER",
                    ),
                ),
            ),
            pgtrigger.migrations.AddTrigger(
                model_name="space",
                trigger=pgtrigger.compiler.Trigger(
                    name="insert_insert",
                    sql=pgtrigger.compiler.UpsertTriggerSql(
                        func='INSERT INTO "stations_spacehistory" ("about", "active", "audience", "buffer", "capacity", "days_ahead", "door_code", "id", "kind", "longest", "name", "needs_approval", "notice", "number", "part_of_id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "shortest", "station_id", "step", "use", "weekly_limit") VALUES (NEW."about", NEW."active", NEW."audience", NEW."buffer", NEW."capacity", NEW."days_ahead", NEW."door_code", NEW."id", NEW."kind", NEW."longest", NEW."name", NEW."needs_approval", NEW."notice", NEW."number", NEW."part_of_id", _pgh_attach_context(), NOW(), \'insert\', NEW."id", NEW."shortest", NEW."station_id", NEW."step", NEW."use", NEW."weekly_limit"); RETURN NULL;',
                        hash="ebd08de18e1c80620d1f30bd5a9203b58ebfb265",
                        operation="INSERT",
                        pgid="pgtrigger_insert_insert_6a332",
                        table="stations_space",
                        when="AFTER",
                    ),
                ),
            ),
            pgtrigger.migrations.AddTrigger(
                model_name="space",
                trigger=pgtrigger.compiler.Trigger(
                    name="update_update",
                    sql=pgtrigger.compiler.UpsertTriggerSql(
                        condition='WHEN (OLD."about" IS DISTINCT FROM (NEW."about") OR OLD."active" IS DISTINCT FROM (NEW."active") OR OLD."audience" IS DISTINCT FROM (NEW."audience") OR OLD."buffer" IS DISTINCT FROM (NEW."buffer") OR OLD."capacity" IS DISTINCT FROM (NEW."capacity") OR OLD."days_ahead" IS DISTINCT FROM (NEW."days_ahead") OR OLD."door_code" IS DISTINCT FROM (NEW."door_code") OR OLD."id" IS DISTINCT FROM (NEW."id") OR OLD."kind" IS DISTINCT FROM (NEW."kind") OR OLD."longest" IS DISTINCT FROM (NEW."longest") OR OLD."name" IS DISTINCT FROM (NEW."name") OR OLD."needs_approval" IS DISTINCT FROM (NEW."needs_approval") OR OLD."notice" IS DISTINCT FROM (NEW."notice") OR OLD."number" IS DISTINCT FROM (NEW."number") OR OLD."part_of_id" IS DISTINCT FROM (NEW."part_of_id") OR OLD."shortest" IS DISTINCT FROM (NEW."shortest") OR OLD."station_id" IS DISTINCT FROM (NEW."station_id") OR OLD."step" IS DISTINCT FROM (NEW."step") OR OLD."use" IS DISTINCT FROM (NEW."use") OR OLD."weekly_limit" IS DISTINCT FROM (NEW."weekly_limit"))',
                        func='INSERT INTO "stations_spacehistory" ("about", "active", "audience", "buffer", "capacity", "days_ahead", "door_code", "id", "kind", "longest", "name", "needs_approval", "notice", "number", "part_of_id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "shortest", "station_id", "step", "use", "weekly_limit") VALUES (NEW."about", NEW."active", NEW."audience", NEW."buffer", NEW."capacity", NEW."days_ahead", NEW."door_code", NEW."id", NEW."kind", NEW."longest", NEW."name", NEW."needs_approval", NEW."notice", NEW."number", NEW."part_of_id", _pgh_attach_context(), NOW(), \'update\', NEW."id", NEW."shortest", NEW."station_id", NEW."step", NEW."use", NEW."weekly_limit"); RETURN NULL;',
                        hash="8a72e9de24769bfa8cd47ff2e95d4e0c6f02ec46",
                        operation="UPDATE",
                        pgid="pgtrigger_update_update_fa102",
                        table="stations_space",
                        when="AFTER",
                    ),
                ),
            ),
            pgtrigger.migrations.AddTrigger(
                model_name="space",
                trigger=pgtrigger.compiler.Trigger(
                    name="delete_delete",
                    sql=pgtrigger.compiler.UpsertTriggerSql(
                        func='INSERT INTO "stations_spacehistory" ("about", "active", "audience", "buffer", "capacity", "days_ahead", "door_code", "id", "kind", "longest", "name", "needs_approval", "notice", "number", "part_of_id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "shortest", "station_id", "step", "use", "weekly_limit") VALUES (OLD."about", OLD."active", OLD."audience", OLD."buffer", OLD."capacity", OLD."days_ahead", OLD."door_code", OLD."id", OLD."kind", OLD."longest", OLD."name", OLD."needs_approval", OLD."notice", OLD."number", OLD."part_of_id", _pgh_attach_context(), NOW(), \'delete\', OLD."id", OLD."shortest", OLD."station_id", OLD."step", OLD."use", OLD."weekly_limit"); RETURN NULL;',
                        hash="daab6e7045a2b73c864b43abbfde9e11dcc27633",
                        operation="DELETE",
                        pgid="pgtrigger_delete_delete_3c015",
                        table="stations_space",
                        when="AFTER",
                    ),
                ),
            ),
            pgtrigger.migrations.AddTrigger(
                model_name="spacehistory",
                trigger=pgtrigger.compiler.Trigger(
                    name="append_only",
                    sql=pgtrigger.compiler.UpsertTriggerSql(
                        func="RAISE EXCEPTION 'pgtrigger: Cannot update or delete rows from % table', TG_TABLE_NAME;",
                        hash="d0f8ba65bfe675c81043887de0a01410f2188c7b",
                        operation="UPDATE OR DELETE",
                        pgid="pgtrigger_append_only_2b230",
                        table="stations_spacehistory",
                        when="BEFORE",
                    ),
                ),
            ),
            pgtrigger.migrations.AddTrigger(
                model_name="reservedhours",
                trigger=pgtrigger.compiler.Trigger(
                    name="insert_insert",
                    sql=pgtrigger.compiler.UpsertTriggerSql(
                        func='INSERT INTO "stations_reservedhourshistory" ("day", "during", "ends", "id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "space_id", "starts") VALUES (NEW."day", NEW."during", NEW."ends", NEW."id", _pgh_attach_context(), NOW(), \'insert\', NEW."id", NEW."space_id", NEW."starts"); RETURN NULL;',
                        hash="1cfac33f6c1987a411403cf48f026a889c512586",
                        operation="INSERT",
                        pgid="pgtrigger_insert_insert_ea2fa",
                        table="stations_reservedhours",
                        when="AFTER",
                    ),
                ),
            ),
            pgtrigger.migrations.AddTrigger(
                model_name="reservedhours",
                trigger=pgtrigger.compiler.Trigger(
                    name="update_update",
                    sql=pgtrigger.compiler.UpsertTriggerSql(
                        condition="WHEN (OLD.* IS DISTINCT FROM NEW.*)",
                        func='INSERT INTO "stations_reservedhourshistory" ("day", "during", "ends", "id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "space_id", "starts") VALUES (NEW."day", NEW."during", NEW."ends", NEW."id", _pgh_attach_context(), NOW(), \'update\', NEW."id", NEW."space_id", NEW."starts"); RETURN NULL;',
                        hash="d18d97beba6a64d8c893e89d48dfb6b94baec5da",
                        operation="UPDATE",
                        pgid="pgtrigger_update_update_5e591",
                        table="stations_reservedhours",
                        when="AFTER",
                    ),
                ),
            ),
            pgtrigger.migrations.AddTrigger(
                model_name="reservedhours",
                trigger=pgtrigger.compiler.Trigger(
                    name="delete_delete",
                    sql=pgtrigger.compiler.UpsertTriggerSql(
                        func='INSERT INTO "stations_reservedhourshistory" ("day", "during", "ends", "id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "space_id", "starts") VALUES (OLD."day", OLD."during", OLD."ends", OLD."id", _pgh_attach_context(), NOW(), \'delete\', OLD."id", OLD."space_id", OLD."starts"); RETURN NULL;',
                        hash="ce1ab347a093d8df3d12d95335ad3402720c06db",
                        operation="DELETE",
                        pgid="pgtrigger_delete_delete_221db",
                        table="stations_reservedhours",
                        when="AFTER",
                    ),
                ),
            ),
            pgtrigger.migrations.AddTrigger(
                model_name="reservedhourshistory",
                trigger=pgtrigger.compiler.Trigger(
                    name="append_only",
                    sql=pgtrigger.compiler.UpsertTriggerSql(
                        func="RAISE EXCEPTION 'pgtrigger: Cannot update or delete rows from % table', TG_TABLE_NAME;",
                        hash="89e55f56b0599a75c2b3b759d6eeee69a7b5218e",
                        operation="UPDATE OR DELETE",
                        pgid="pgtrigger_append_only_934c7",
                        table="stations_reservedhourshistory",
                        when="BEFORE",
                    ),
                ),
            ),
            pgtrigger.migrations.AddTrigger(
                model_name="hold",
                trigger=pgtrigger.compiler.Trigger(
                    name="hold_occupies",
                    sql=pgtrigger.compiler.UpsertTriggerSql(
                        func="\n    DELETE FROM stations_occupancy WHERE hold_id = NEW.id;\n    PERFORM 1 FROM stations_space s WHERE s.id = NEW.space_id OR s.part_of_id = NEW.space_id\n    ORDER BY s.id FOR NO KEY UPDATE;\n    INSERT INTO stations_occupancy (hold_id, space_id, during)\n    SELECT NEW.id, leaf.id, tstzrange(NEW.starts_at, NEW.ends_at + make_interval(mins => NEW.buffer), '[)')\n    FROM stations_space leaf\n    WHERE leaf.part_of_id = NEW.space_id\n    OR (leaf.id = NEW.space_id AND NOT EXISTS (SELECT 1 FROM stations_space p WHERE p.part_of_id = leaf.id))\n    ORDER BY leaf.id;\n    RETURN NULL;\n",
                        hash="7c8b1c314515cbef56f72b9ce37a07f2189e8148",
                        operation='INSERT OR UPDATE OF "space_id", "starts_at", "ends_at", "buffer"',
                        pgid="pgtrigger_hold_occupies_03b80",
                        table="stations_hold",
                        when="AFTER",
                    ),
                ),
            ),
            pgtrigger.migrations.AddTrigger(
                model_name="hold",
                trigger=pgtrigger.compiler.Trigger(
                    name="hold_frees",
                    sql=pgtrigger.compiler.UpsertTriggerSql(
                        func="DELETE FROM stations_occupancy WHERE hold_id = OLD.id; RETURN OLD;",
                        hash="62e5f7320221208dd17c044bc8201695c5c8921a",
                        operation="DELETE",
                        pgid="pgtrigger_hold_frees_5db2d",
                        table="stations_hold",
                        when="BEFORE",
                    ),
                ),
            ),
            pgtrigger.migrations.AddTrigger(
                model_name="hold",
                trigger=pgtrigger.compiler.Trigger(
                    name="hold_of_booking_has_one",
                    sql=pgtrigger.compiler.UpsertTriggerSql(
                        condition="WHEN (NEW.\"kind\" = 'booking')",
                        constraint="CONSTRAINT",
                        func="\n                    IF EXISTS (SELECT 1 FROM stations_hold h WHERE h.id = NEW.id AND h.kind = 'booking')\n                    AND NOT EXISTS (SELECT 1 FROM stations_booking b WHERE b.hold_id = NEW.id) THEN\n                        RAISE EXCEPTION 'hold_of_booking_has_one'\n                        USING ERRCODE = 'check_violation', CONSTRAINT = 'hold_of_booking_has_one';\n                    END IF;\n                    RETURN NULL;\n                ",
                        hash="d198d638f0f041fce17e09d1db76066a7f546ec7",
                        operation='INSERT OR UPDATE OF "kind"',
                        pgid="pgtrigger_hold_of_booking_has_one_64fb0",
                        table="stations_hold",
                        timing="DEFERRABLE INITIALLY DEFERRED",
                        when="AFTER",
                    ),
                ),
            ),
            pgtrigger.migrations.AddTrigger(
                model_name="hold",
                trigger=pgtrigger.compiler.Trigger(
                    name="insert_insert",
                    sql=pgtrigger.compiler.UpsertTriggerSql(
                        func='INSERT INTO "stations_holdhistory" ("buffer", "by_id", "ends_at", "id", "kind", "note", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "space_id", "starts_at") VALUES (NEW."buffer", NEW."by_id", NEW."ends_at", NEW."id", NEW."kind", NEW."note", _pgh_attach_context(), NOW(), \'insert\', NEW."id", NEW."space_id", NEW."starts_at"); RETURN NULL;',
                        hash="27276f09cc9acdad047f7a1c241731ea2a2dc11f",
                        operation="INSERT",
                        pgid="pgtrigger_insert_insert_618ee",
                        table="stations_hold",
                        when="AFTER",
                    ),
                ),
            ),
            pgtrigger.migrations.AddTrigger(
                model_name="hold",
                trigger=pgtrigger.compiler.Trigger(
                    name="update_update",
                    sql=pgtrigger.compiler.UpsertTriggerSql(
                        condition="WHEN (OLD.* IS DISTINCT FROM NEW.*)",
                        func='INSERT INTO "stations_holdhistory" ("buffer", "by_id", "ends_at", "id", "kind", "note", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "space_id", "starts_at") VALUES (NEW."buffer", NEW."by_id", NEW."ends_at", NEW."id", NEW."kind", NEW."note", _pgh_attach_context(), NOW(), \'update\', NEW."id", NEW."space_id", NEW."starts_at"); RETURN NULL;',
                        hash="4c8f9f14d732a0b725afe2e3983a70104add0c98",
                        operation="UPDATE",
                        pgid="pgtrigger_update_update_9f36f",
                        table="stations_hold",
                        when="AFTER",
                    ),
                ),
            ),
            pgtrigger.migrations.AddTrigger(
                model_name="hold",
                trigger=pgtrigger.compiler.Trigger(
                    name="delete_delete",
                    sql=pgtrigger.compiler.UpsertTriggerSql(
                        func='INSERT INTO "stations_holdhistory" ("buffer", "by_id", "ends_at", "id", "kind", "note", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "space_id", "starts_at") VALUES (OLD."buffer", OLD."by_id", OLD."ends_at", OLD."id", OLD."kind", OLD."note", _pgh_attach_context(), NOW(), \'delete\', OLD."id", OLD."space_id", OLD."starts_at"); RETURN NULL;',
                        hash="ecdead87313ded4e8f1f2962683f3a7f66b8ddae",
                        operation="DELETE",
                        pgid="pgtrigger_delete_delete_cb25f",
                        table="stations_hold",
                        when="AFTER",
                    ),
                ),
            ),
            pgtrigger.migrations.AddTrigger(
                model_name="holdhistory",
                trigger=pgtrigger.compiler.Trigger(
                    name="append_only",
                    sql=pgtrigger.compiler.UpsertTriggerSql(
                        func="RAISE EXCEPTION 'pgtrigger: Cannot update or delete rows from % table', TG_TABLE_NAME;",
                        hash="bd1fda8086066c682be5f66f7602db02a5acc28c",
                        operation="UPDATE OR DELETE",
                        pgid="pgtrigger_append_only_4f902",
                        table="stations_holdhistory",
                        when="BEFORE",
                    ),
                ),
            ),
            pgtrigger.migrations.AddTrigger(
                model_name="occupancy",
                trigger=pgtrigger.compiler.Trigger(
                    name="occupancy_only_by_holds",
                    sql=pgtrigger.compiler.UpsertTriggerSql(
                        func="\n    IF pg_trigger_depth() < 2 THEN\n        RAISE EXCEPTION 'occupancy_only_by_holds'\n        USING ERRCODE = 'check_violation', CONSTRAINT = 'occupancy_only_by_holds';\n    END IF;\n    IF TG_OP = 'DELETE' THEN RETURN OLD; END IF;\n    RETURN NEW;\n",
                        hash="43a7c27a1ebe81d26983e646b5db9c844941c59a",
                        operation="INSERT OR UPDATE OR DELETE",
                        pgid="pgtrigger_occupancy_only_by_holds_0d223",
                        table="stations_occupancy",
                        when="BEFORE",
                    ),
                ),
            ),
            pgtrigger.migrations.AddTrigger(
                model_name="bookingseries",
                trigger=pgtrigger.compiler.Trigger(
                    name="insert_insert",
                    sql=pgtrigger.compiler.UpsertTriggerSql(
                        func='INSERT INTO "stations_bookingserieshistory" ("by_id", "cancelled_at", "created_at", "every_weeks", "first_day", "id", "last_day", "minutes", "person_id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "skipped", "space_id", "starts") VALUES (NEW."by_id", NEW."cancelled_at", NEW."created_at", NEW."every_weeks", NEW."first_day", NEW."id", NEW."last_day", NEW."minutes", NEW."person_id", _pgh_attach_context(), NOW(), \'insert\', NEW."id", NEW."skipped", NEW."space_id", NEW."starts"); RETURN NULL;',
                        hash="036b534f2621379741628f32525d468f5c55bb59",
                        operation="INSERT",
                        pgid="pgtrigger_insert_insert_9e988",
                        table="stations_bookingseries",
                        when="AFTER",
                    ),
                ),
            ),
            pgtrigger.migrations.AddTrigger(
                model_name="bookingseries",
                trigger=pgtrigger.compiler.Trigger(
                    name="update_update",
                    sql=pgtrigger.compiler.UpsertTriggerSql(
                        condition="WHEN (OLD.* IS DISTINCT FROM NEW.*)",
                        func='INSERT INTO "stations_bookingserieshistory" ("by_id", "cancelled_at", "created_at", "every_weeks", "first_day", "id", "last_day", "minutes", "person_id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "skipped", "space_id", "starts") VALUES (NEW."by_id", NEW."cancelled_at", NEW."created_at", NEW."every_weeks", NEW."first_day", NEW."id", NEW."last_day", NEW."minutes", NEW."person_id", _pgh_attach_context(), NOW(), \'update\', NEW."id", NEW."skipped", NEW."space_id", NEW."starts"); RETURN NULL;',
                        hash="017409653623b93c1abff5e9c243918eaf2e843b",
                        operation="UPDATE",
                        pgid="pgtrigger_update_update_51fec",
                        table="stations_bookingseries",
                        when="AFTER",
                    ),
                ),
            ),
            pgtrigger.migrations.AddTrigger(
                model_name="bookingseries",
                trigger=pgtrigger.compiler.Trigger(
                    name="delete_delete",
                    sql=pgtrigger.compiler.UpsertTriggerSql(
                        func='INSERT INTO "stations_bookingserieshistory" ("by_id", "cancelled_at", "created_at", "every_weeks", "first_day", "id", "last_day", "minutes", "person_id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "skipped", "space_id", "starts") VALUES (OLD."by_id", OLD."cancelled_at", OLD."created_at", OLD."every_weeks", OLD."first_day", OLD."id", OLD."last_day", OLD."minutes", OLD."person_id", _pgh_attach_context(), NOW(), \'delete\', OLD."id", OLD."skipped", OLD."space_id", OLD."starts"); RETURN NULL;',
                        hash="16ac8ad15c8129f14cf20214b6354ed157e90187",
                        operation="DELETE",
                        pgid="pgtrigger_delete_delete_80a62",
                        table="stations_bookingseries",
                        when="AFTER",
                    ),
                ),
            ),
            pgtrigger.migrations.AddTrigger(
                model_name="bookingserieshistory",
                trigger=pgtrigger.compiler.Trigger(
                    name="append_only",
                    sql=pgtrigger.compiler.UpsertTriggerSql(
                        func="RAISE EXCEPTION 'pgtrigger: Cannot update or delete rows from % table', TG_TABLE_NAME;",
                        hash="a53bfff50ef040f14c02474fae8d73e962a5f552",
                        operation="UPDATE OR DELETE",
                        pgid="pgtrigger_append_only_bc305",
                        table="stations_bookingserieshistory",
                        when="BEFORE",
                    ),
                ),
            ),
            pgtrigger.migrations.AddTrigger(
                model_name="booking",
                trigger=pgtrigger.compiler.Trigger(
                    name="booking_lets_go",
                    sql=pgtrigger.compiler.UpsertTriggerSql(
                        func="\n            IF OLD.hold_id IS NOT NULL AND (TG_OP = 'DELETE' OR OLD.hold_id IS DISTINCT FROM NEW.hold_id) THEN\n                DELETE FROM stations_hold WHERE id = OLD.hold_id;\n            END IF;\n            RETURN NULL;\n        ",
                        hash="480dbc4a978bb02980bb4bc5e12bd4892896e9d8",
                        operation='DELETE OR UPDATE OF "hold_id"',
                        pgid="pgtrigger_booking_lets_go_8fd55",
                        table="stations_booking",
                        when="AFTER",
                    ),
                ),
            ),
            pgtrigger.migrations.AddTrigger(
                model_name="booking",
                trigger=pgtrigger.compiler.Trigger(
                    name="insert_insert",
                    sql=pgtrigger.compiler.UpsertTriggerSql(
                        func='INSERT INTO "stations_bookinghistory" ("answer", "by_id", "cancelled_at", "checked_in_at", "created_at", "decided_at", "decided_by_id", "ends_at", "for_neighbour", "hold_id", "id", "party_size", "person_id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "purpose", "remark", "reminded_at", "sequence", "series_id", "space_id", "starts_at", "status", "waive_reason", "waived_by_id") VALUES (NEW."answer", NEW."by_id", NEW."cancelled_at", NEW."checked_in_at", NEW."created_at", NEW."decided_at", NEW."decided_by_id", NEW."ends_at", NEW."for_neighbour", NEW."hold_id", NEW."id", NEW."party_size", NEW."person_id", _pgh_attach_context(), NOW(), \'insert\', NEW."id", NEW."purpose", NEW."remark", NEW."reminded_at", NEW."sequence", NEW."series_id", NEW."space_id", NEW."starts_at", NEW."status", NEW."waive_reason", NEW."waived_by_id"); RETURN NULL;',
                        hash="395962b05ab09bd35cf217a2ac922aa485d36d9c",
                        operation="INSERT",
                        pgid="pgtrigger_insert_insert_44b3c",
                        table="stations_booking",
                        when="AFTER",
                    ),
                ),
            ),
            pgtrigger.migrations.AddTrigger(
                model_name="booking",
                trigger=pgtrigger.compiler.Trigger(
                    name="update_update",
                    sql=pgtrigger.compiler.UpsertTriggerSql(
                        condition='WHEN (OLD."answer" IS DISTINCT FROM (NEW."answer") OR OLD."by_id" IS DISTINCT FROM (NEW."by_id") OR OLD."cancelled_at" IS DISTINCT FROM (NEW."cancelled_at") OR OLD."checked_in_at" IS DISTINCT FROM (NEW."checked_in_at") OR OLD."created_at" IS DISTINCT FROM (NEW."created_at") OR OLD."decided_at" IS DISTINCT FROM (NEW."decided_at") OR OLD."decided_by_id" IS DISTINCT FROM (NEW."decided_by_id") OR OLD."ends_at" IS DISTINCT FROM (NEW."ends_at") OR OLD."for_neighbour" IS DISTINCT FROM (NEW."for_neighbour") OR OLD."hold_id" IS DISTINCT FROM (NEW."hold_id") OR OLD."id" IS DISTINCT FROM (NEW."id") OR OLD."party_size" IS DISTINCT FROM (NEW."party_size") OR OLD."person_id" IS DISTINCT FROM (NEW."person_id") OR OLD."purpose" IS DISTINCT FROM (NEW."purpose") OR OLD."remark" IS DISTINCT FROM (NEW."remark") OR OLD."reminded_at" IS DISTINCT FROM (NEW."reminded_at") OR OLD."sequence" IS DISTINCT FROM (NEW."sequence") OR OLD."series_id" IS DISTINCT FROM (NEW."series_id") OR OLD."space_id" IS DISTINCT FROM (NEW."space_id") OR OLD."starts_at" IS DISTINCT FROM (NEW."starts_at") OR OLD."status" IS DISTINCT FROM (NEW."status") OR OLD."waive_reason" IS DISTINCT FROM (NEW."waive_reason") OR OLD."waived_by_id" IS DISTINCT FROM (NEW."waived_by_id"))',
                        func='INSERT INTO "stations_bookinghistory" ("answer", "by_id", "cancelled_at", "checked_in_at", "created_at", "decided_at", "decided_by_id", "ends_at", "for_neighbour", "hold_id", "id", "party_size", "person_id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "purpose", "remark", "reminded_at", "sequence", "series_id", "space_id", "starts_at", "status", "waive_reason", "waived_by_id") VALUES (NEW."answer", NEW."by_id", NEW."cancelled_at", NEW."checked_in_at", NEW."created_at", NEW."decided_at", NEW."decided_by_id", NEW."ends_at", NEW."for_neighbour", NEW."hold_id", NEW."id", NEW."party_size", NEW."person_id", _pgh_attach_context(), NOW(), \'update\', NEW."id", NEW."purpose", NEW."remark", NEW."reminded_at", NEW."sequence", NEW."series_id", NEW."space_id", NEW."starts_at", NEW."status", NEW."waive_reason", NEW."waived_by_id"); RETURN NULL;',
                        hash="3c359574039db921a0fc8d564eb424597f5dbc5d",
                        operation="UPDATE",
                        pgid="pgtrigger_update_update_1e205",
                        table="stations_booking",
                        when="AFTER",
                    ),
                ),
            ),
            pgtrigger.migrations.AddTrigger(
                model_name="booking",
                trigger=pgtrigger.compiler.Trigger(
                    name="delete_delete",
                    sql=pgtrigger.compiler.UpsertTriggerSql(
                        func='INSERT INTO "stations_bookinghistory" ("answer", "by_id", "cancelled_at", "checked_in_at", "created_at", "decided_at", "decided_by_id", "ends_at", "for_neighbour", "hold_id", "id", "party_size", "person_id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "purpose", "remark", "reminded_at", "sequence", "series_id", "space_id", "starts_at", "status", "waive_reason", "waived_by_id") VALUES (OLD."answer", OLD."by_id", OLD."cancelled_at", OLD."checked_in_at", OLD."created_at", OLD."decided_at", OLD."decided_by_id", OLD."ends_at", OLD."for_neighbour", OLD."hold_id", OLD."id", OLD."party_size", OLD."person_id", _pgh_attach_context(), NOW(), \'delete\', OLD."id", OLD."purpose", OLD."remark", OLD."reminded_at", OLD."sequence", OLD."series_id", OLD."space_id", OLD."starts_at", OLD."status", OLD."waive_reason", OLD."waived_by_id"); RETURN NULL;',
                        hash="1fa9885b9e54af1acc616833ed2c0e20a2a7ec1f",
                        operation="DELETE",
                        pgid="pgtrigger_delete_delete_5ba9d",
                        table="stations_booking",
                        when="AFTER",
                    ),
                ),
            ),
            pgtrigger.migrations.AddTrigger(
                model_name="bookinghistory",
                trigger=pgtrigger.compiler.Trigger(
                    name="append_only",
                    sql=pgtrigger.compiler.UpsertTriggerSql(
                        func="RAISE EXCEPTION 'pgtrigger: Cannot update or delete rows from % table', TG_TABLE_NAME;",
                        hash="05d4a22c53f0e8316a1dd94d5e0e4dc57e93a5a8",
                        operation="UPDATE OR DELETE",
                        pgid="pgtrigger_append_only_1df4a",
                        table="stations_bookinghistory",
                        when="BEFORE",
                    ),
                ),
            ),
            pgtrigger.migrations.AddTrigger(
                model_name="dropin",
                trigger=pgtrigger.compiler.Trigger(
                    name="insert_insert",
                    sql=pgtrigger.compiler.UpsertTriggerSql(
                        func='INSERT INTO "stations_dropinhistory" ("at", "by_id", "id", "people", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "space_id") VALUES (NEW."at", NEW."by_id", NEW."id", NEW."people", _pgh_attach_context(), NOW(), \'insert\', NEW."id", NEW."space_id"); RETURN NULL;',
                        hash="1508563464d8d3f8f2f085642f9f4eae5f42b200",
                        operation="INSERT",
                        pgid="pgtrigger_insert_insert_4e36d",
                        table="stations_dropin",
                        when="AFTER",
                    ),
                ),
            ),
            pgtrigger.migrations.AddTrigger(
                model_name="dropin",
                trigger=pgtrigger.compiler.Trigger(
                    name="update_update",
                    sql=pgtrigger.compiler.UpsertTriggerSql(
                        condition="WHEN (OLD.* IS DISTINCT FROM NEW.*)",
                        func='INSERT INTO "stations_dropinhistory" ("at", "by_id", "id", "people", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "space_id") VALUES (NEW."at", NEW."by_id", NEW."id", NEW."people", _pgh_attach_context(), NOW(), \'update\', NEW."id", NEW."space_id"); RETURN NULL;',
                        hash="5cdd9d2843f593c18762fca61d6ae27659a5c476",
                        operation="UPDATE",
                        pgid="pgtrigger_update_update_f0fc9",
                        table="stations_dropin",
                        when="AFTER",
                    ),
                ),
            ),
            pgtrigger.migrations.AddTrigger(
                model_name="dropin",
                trigger=pgtrigger.compiler.Trigger(
                    name="delete_delete",
                    sql=pgtrigger.compiler.UpsertTriggerSql(
                        func='INSERT INTO "stations_dropinhistory" ("at", "by_id", "id", "people", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "space_id") VALUES (OLD."at", OLD."by_id", OLD."id", OLD."people", _pgh_attach_context(), NOW(), \'delete\', OLD."id", OLD."space_id"); RETURN NULL;',
                        hash="7c650fd2128e2f657f9542733d7035c7257e6623",
                        operation="DELETE",
                        pgid="pgtrigger_delete_delete_45c82",
                        table="stations_dropin",
                        when="AFTER",
                    ),
                ),
            ),
            pgtrigger.migrations.AddTrigger(
                model_name="dropinhistory",
                trigger=pgtrigger.compiler.Trigger(
                    name="append_only",
                    sql=pgtrigger.compiler.UpsertTriggerSql(
                        func="RAISE EXCEPTION 'pgtrigger: Cannot update or delete rows from % table', TG_TABLE_NAME;",
                        hash="b2c65dfcbe6a9c7a37e8a52f0a5aab2745f7f7a7",
                        operation="UPDATE OR DELETE",
                        pgid="pgtrigger_append_only_9bf8e",
                        table="stations_dropinhistory",
                        when="BEFORE",
                    ),
                ),
            ),
            pgtrigger.migrations.AddTrigger(
                model_name="servicering",
                trigger=pgtrigger.compiler.Trigger(
                    name="insert_insert",
                    sql=pgtrigger.compiler.UpsertTriggerSql(
                        func='INSERT INTO "stations_serviceringhistory" ("about", "community_id", "detour", "id", "metres", "minutes", "name", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id") VALUES (NEW."about", NEW."community_id", NEW."detour", NEW."id", NEW."metres", NEW."minutes", NEW."name", _pgh_attach_context(), NOW(), \'insert\', NEW."id"); RETURN NULL;',
                        hash="0b119b0b64b6fd37d57ddcba608093f19d1e78cf",
                        operation="INSERT",
                        pgid="pgtrigger_insert_insert_d82ff",
                        table="stations_servicering",
                        when="AFTER",
                    ),
                ),
            ),
            pgtrigger.migrations.AddTrigger(
                model_name="servicering",
                trigger=pgtrigger.compiler.Trigger(
                    name="update_update",
                    sql=pgtrigger.compiler.UpsertTriggerSql(
                        condition="WHEN (OLD.* IS DISTINCT FROM NEW.*)",
                        func='INSERT INTO "stations_serviceringhistory" ("about", "community_id", "detour", "id", "metres", "minutes", "name", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id") VALUES (NEW."about", NEW."community_id", NEW."detour", NEW."id", NEW."metres", NEW."minutes", NEW."name", _pgh_attach_context(), NOW(), \'update\', NEW."id"); RETURN NULL;',
                        hash="15a103e20da4799ef57fa115eba80561082ec3ae",
                        operation="UPDATE",
                        pgid="pgtrigger_update_update_cc74a",
                        table="stations_servicering",
                        when="AFTER",
                    ),
                ),
            ),
            pgtrigger.migrations.AddTrigger(
                model_name="servicering",
                trigger=pgtrigger.compiler.Trigger(
                    name="delete_delete",
                    sql=pgtrigger.compiler.UpsertTriggerSql(
                        func='INSERT INTO "stations_serviceringhistory" ("about", "community_id", "detour", "id", "metres", "minutes", "name", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id") VALUES (OLD."about", OLD."community_id", OLD."detour", OLD."id", OLD."metres", OLD."minutes", OLD."name", _pgh_attach_context(), NOW(), \'delete\', OLD."id"); RETURN NULL;',
                        hash="a719015947269ee72b50b052742bcbcefa718667",
                        operation="DELETE",
                        pgid="pgtrigger_delete_delete_37cc4",
                        table="stations_servicering",
                        when="AFTER",
                    ),
                ),
            ),
            pgtrigger.migrations.AddTrigger(
                model_name="serviceringhistory",
                trigger=pgtrigger.compiler.Trigger(
                    name="append_only",
                    sql=pgtrigger.compiler.UpsertTriggerSql(
                        func="RAISE EXCEPTION 'pgtrigger: Cannot update or delete rows from % table', TG_TABLE_NAME;",
                        hash="532c55ee38424f84cc56efc8ff1cdb72a87f2a92",
                        operation="UPDATE OR DELETE",
                        pgid="pgtrigger_append_only_4f180",
                        table="stations_serviceringhistory",
                        when="BEFORE",
                    ),
                ),
            ),
        ),
        composite_foreign_key(
            table="stations_station",
            name="station_grid_same_community",
            columns=("grid_id", "community_id"),
            references="grid_grid",
            referenced=("id", "community_id"),
        ),
        composite_foreign_key(
            table="stations_station",
            name="station_estate_same_community",
            columns=("estate_id", "community_id"),
            references="grid_estate",
            referenced=("id", "community_id"),
        ),
        composite_foreign_key(
            table="stations_space",
            name="space_whole_is_no_part",
            columns=("part_of_id", "whole_is_part"),
            references="stations_space",
            referenced=("id", "is_part"),
        ),
        composite_foreign_key(
            table="stations_space",
            name="space_parts_in_one_station",
            columns=("part_of_id", "station_id"),
            references="stations_space",
            referenced=("id", "station_id"),
        ),
        hold_foreign_key(table="stations_booking", name="booking_holds_as_said"),
    ]
