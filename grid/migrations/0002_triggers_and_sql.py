"""The audit trail, the rules on rows that no constraint can express, and the composite foreign keys.

A composite foreign key says that both ends of a relation are of one community, one building or the right level.
"""

import pgtrigger.compiler
import pgtrigger.migrations
from django.db import migrations

from common.db.constraints import composite_foreign_key
from common.db.migrations import CombinedOperation

UNIT_AT_LEVEL = {"references": "grid_orgunit", "referenced": ("id", "level")}


class Migration(migrations.Migration):
    dependencies = [
        ("grid", "0001_schema"),
    ]

    operations = [
        CombinedOperation(
            pgtrigger.migrations.AddTrigger(
                model_name="community",
                trigger=pgtrigger.compiler.Trigger(
                    name="insert_insert",
                    sql=pgtrigger.compiler.UpsertTriggerSql(
                        func='INSERT INTO "grid_communityhistory" ("address", "icp_record", "id", "name", "office_hours", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "phone", "plan_height", "plan_width", "police_record", "programme", "subdistrict", "visit_days") VALUES (NEW."address", NEW."icp_record", NEW."id", NEW."name", NEW."office_hours", _pgh_attach_context(), NOW(), \'insert\', NEW."id", NEW."phone", NEW."plan_height", NEW."plan_width", NEW."police_record", NEW."programme", NEW."subdistrict", NEW."visit_days"); RETURN NULL;',
                        hash="865b84cb50e7130ea32b3b6b2f5eaeced32757a8",
                        operation="INSERT",
                        pgid="pgtrigger_insert_insert_500e1",
                        table="grid_community",
                        when="AFTER",
                    ),
                ),
            ),
            pgtrigger.migrations.AddTrigger(
                model_name="community",
                trigger=pgtrigger.compiler.Trigger(
                    name="update_update",
                    sql=pgtrigger.compiler.UpsertTriggerSql(
                        condition="WHEN (OLD.* IS DISTINCT FROM NEW.*)",
                        func='INSERT INTO "grid_communityhistory" ("address", "icp_record", "id", "name", "office_hours", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "phone", "plan_height", "plan_width", "police_record", "programme", "subdistrict", "visit_days") VALUES (NEW."address", NEW."icp_record", NEW."id", NEW."name", NEW."office_hours", _pgh_attach_context(), NOW(), \'update\', NEW."id", NEW."phone", NEW."plan_height", NEW."plan_width", NEW."police_record", NEW."programme", NEW."subdistrict", NEW."visit_days"); RETURN NULL;',
                        hash="faef16d1f1c39cf490d9bc0b4eafe9e2ad3a0e0d",
                        operation="UPDATE",
                        pgid="pgtrigger_update_update_55bf8",
                        table="grid_community",
                        when="AFTER",
                    ),
                ),
            ),
            pgtrigger.migrations.AddTrigger(
                model_name="community",
                trigger=pgtrigger.compiler.Trigger(
                    name="delete_delete",
                    sql=pgtrigger.compiler.UpsertTriggerSql(
                        func='INSERT INTO "grid_communityhistory" ("address", "icp_record", "id", "name", "office_hours", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "phone", "plan_height", "plan_width", "police_record", "programme", "subdistrict", "visit_days") VALUES (OLD."address", OLD."icp_record", OLD."id", OLD."name", OLD."office_hours", _pgh_attach_context(), NOW(), \'delete\', OLD."id", OLD."phone", OLD."plan_height", OLD."plan_width", OLD."police_record", OLD."programme", OLD."subdistrict", OLD."visit_days"); RETURN NULL;',
                        hash="8631b064bb12a3cfc99336c645294dd5e8c4be94",
                        operation="DELETE",
                        pgid="pgtrigger_delete_delete_97544",
                        table="grid_community",
                        when="AFTER",
                    ),
                ),
            ),
            pgtrigger.migrations.AddTrigger(
                model_name="communityhistory",
                trigger=pgtrigger.compiler.Trigger(
                    name="append_only",
                    sql=pgtrigger.compiler.UpsertTriggerSql(
                        func="RAISE EXCEPTION 'pgtrigger: Cannot update or delete rows from % table', TG_TABLE_NAME;",
                        hash="c9578d4e1dffe97bf8c2592e68278fe1f5e81756",
                        operation="UPDATE OR DELETE",
                        pgid="pgtrigger_append_only_c2734",
                        table="grid_communityhistory",
                        when="BEFORE",
                    ),
                ),
            ),
            pgtrigger.migrations.AddTrigger(
                model_name="grid",
                trigger=pgtrigger.compiler.Trigger(
                    name="grid_stays_in_community",
                    sql=pgtrigger.compiler.UpsertTriggerSql(
                        condition="WHEN (OLD.community_id IS DISTINCT FROM NEW.community_id)",
                        func="RAISE EXCEPTION 'grid_stays_in_community' USING ERRCODE = 'check_violation', CONSTRAINT = 'grid_stays_in_community'; RETURN NULL;",
                        hash="8000f88730cdd8cbb614f29449162e5dab825c7a",
                        operation="UPDATE",
                        pgid="pgtrigger_grid_stays_in_community_a2c1a",
                        table="grid_grid",
                        when="AFTER",
                    ),
                ),
            ),
            pgtrigger.migrations.AddTrigger(
                model_name="grid",
                trigger=pgtrigger.compiler.Trigger(
                    name="insert_insert",
                    sql=pgtrigger.compiler.UpsertTriggerSql(
                        func='INSERT INTO "grid_gridhistory" ("about", "boundary", "community_id", "id", "name", "number", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id") VALUES (NEW."about", NEW."boundary", NEW."community_id", NEW."id", NEW."name", NEW."number", _pgh_attach_context(), NOW(), \'insert\', NEW."id"); RETURN NULL;',
                        hash="8e29705dbf9854d87c7cf3cb27bf4b50ce8e0b5e",
                        operation="INSERT",
                        pgid="pgtrigger_insert_insert_916fa",
                        table="grid_grid",
                        when="AFTER",
                    ),
                ),
            ),
            pgtrigger.migrations.AddTrigger(
                model_name="grid",
                trigger=pgtrigger.compiler.Trigger(
                    name="update_update",
                    sql=pgtrigger.compiler.UpsertTriggerSql(
                        condition="WHEN (OLD.* IS DISTINCT FROM NEW.*)",
                        func='INSERT INTO "grid_gridhistory" ("about", "boundary", "community_id", "id", "name", "number", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id") VALUES (NEW."about", NEW."boundary", NEW."community_id", NEW."id", NEW."name", NEW."number", _pgh_attach_context(), NOW(), \'update\', NEW."id"); RETURN NULL;',
                        hash="ae24d379ea1617123fb8f68df4add4a01c653c34",
                        operation="UPDATE",
                        pgid="pgtrigger_update_update_54ef6",
                        table="grid_grid",
                        when="AFTER",
                    ),
                ),
            ),
            pgtrigger.migrations.AddTrigger(
                model_name="grid",
                trigger=pgtrigger.compiler.Trigger(
                    name="delete_delete",
                    sql=pgtrigger.compiler.UpsertTriggerSql(
                        func='INSERT INTO "grid_gridhistory" ("about", "boundary", "community_id", "id", "name", "number", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id") VALUES (OLD."about", OLD."boundary", OLD."community_id", OLD."id", OLD."name", OLD."number", _pgh_attach_context(), NOW(), \'delete\', OLD."id"); RETURN NULL;',
                        hash="42804ffd72d3d5805d41481723ffef5548e6609a",
                        operation="DELETE",
                        pgid="pgtrigger_delete_delete_8a956",
                        table="grid_grid",
                        when="AFTER",
                    ),
                ),
            ),
            pgtrigger.migrations.AddTrigger(
                model_name="gridhistory",
                trigger=pgtrigger.compiler.Trigger(
                    name="append_only",
                    sql=pgtrigger.compiler.UpsertTriggerSql(
                        func="RAISE EXCEPTION 'pgtrigger: Cannot update or delete rows from % table', TG_TABLE_NAME;",
                        hash="d106775430b0360411fb12ad1ee72c1ef7e034bb",
                        operation="UPDATE OR DELETE",
                        pgid="pgtrigger_append_only_c2e6b",
                        table="grid_gridhistory",
                        when="BEFORE",
                    ),
                ),
            ),
            pgtrigger.migrations.AddTrigger(
                model_name="estate",
                trigger=pgtrigger.compiler.Trigger(
                    name="estate_stays_in_community",
                    sql=pgtrigger.compiler.UpsertTriggerSql(
                        condition="WHEN (OLD.community_id IS DISTINCT FROM NEW.community_id)",
                        func="RAISE EXCEPTION 'estate_stays_in_community' USING ERRCODE = 'check_violation', CONSTRAINT = 'estate_stays_in_community'; RETURN NULL;",
                        hash="2c63b5c6750aa650a3e912f46ef3e929397f455b",
                        operation="UPDATE",
                        pgid="pgtrigger_estate_stays_in_community_e2c13",
                        table="grid_estate",
                        when="AFTER",
                    ),
                ),
            ),
            pgtrigger.migrations.AddTrigger(
                model_name="estate",
                trigger=pgtrigger.compiler.Trigger(
                    name="insert_insert",
                    sql=pgtrigger.compiler.UpsertTriggerSql(
                        func='INSERT INTO "grid_estatehistory" ("address", "community_id", "id", "name", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id") VALUES (NEW."address", NEW."community_id", NEW."id", NEW."name", _pgh_attach_context(), NOW(), \'insert\', NEW."id"); RETURN NULL;',
                        hash="ba5d2aa25f4d9fc42f85a8c43a28ca7df4248421",
                        operation="INSERT",
                        pgid="pgtrigger_insert_insert_61630",
                        table="grid_estate",
                        when="AFTER",
                    ),
                ),
            ),
            pgtrigger.migrations.AddTrigger(
                model_name="estate",
                trigger=pgtrigger.compiler.Trigger(
                    name="update_update",
                    sql=pgtrigger.compiler.UpsertTriggerSql(
                        condition="WHEN (OLD.* IS DISTINCT FROM NEW.*)",
                        func='INSERT INTO "grid_estatehistory" ("address", "community_id", "id", "name", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id") VALUES (NEW."address", NEW."community_id", NEW."id", NEW."name", _pgh_attach_context(), NOW(), \'update\', NEW."id"); RETURN NULL;',
                        hash="5e13027da975cbb8e72c269715dc8714ae436532",
                        operation="UPDATE",
                        pgid="pgtrigger_update_update_95c34",
                        table="grid_estate",
                        when="AFTER",
                    ),
                ),
            ),
            pgtrigger.migrations.AddTrigger(
                model_name="estate",
                trigger=pgtrigger.compiler.Trigger(
                    name="delete_delete",
                    sql=pgtrigger.compiler.UpsertTriggerSql(
                        func='INSERT INTO "grid_estatehistory" ("address", "community_id", "id", "name", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id") VALUES (OLD."address", OLD."community_id", OLD."id", OLD."name", _pgh_attach_context(), NOW(), \'delete\', OLD."id"); RETURN NULL;',
                        hash="dfb31472e24a201e3f9940441b8b8112e0c43c60",
                        operation="DELETE",
                        pgid="pgtrigger_delete_delete_2c38c",
                        table="grid_estate",
                        when="AFTER",
                    ),
                ),
            ),
            pgtrigger.migrations.AddTrigger(
                model_name="estatehistory",
                trigger=pgtrigger.compiler.Trigger(
                    name="append_only",
                    sql=pgtrigger.compiler.UpsertTriggerSql(
                        func="RAISE EXCEPTION 'pgtrigger: Cannot update or delete rows from % table', TG_TABLE_NAME;",
                        hash="85146a5f655931cc9d2ce12c6e16e60c528f2590",
                        operation="UPDATE OR DELETE",
                        pgid="pgtrigger_append_only_df433",
                        table="grid_estatehistory",
                        when="BEFORE",
                    ),
                ),
            ),
            pgtrigger.migrations.AddTrigger(
                model_name="building",
                trigger=pgtrigger.compiler.Trigger(
                    name="building_stays_in_community",
                    sql=pgtrigger.compiler.UpsertTriggerSql(
                        condition="WHEN (OLD.community_id IS DISTINCT FROM NEW.community_id)",
                        func="RAISE EXCEPTION 'building_stays_in_community' USING ERRCODE = 'check_violation', CONSTRAINT = 'building_stays_in_community'; RETURN NULL;",
                        hash="01df2ca1b21cc692bdbf584aa11098528ae88d70",
                        operation="UPDATE",
                        pgid="pgtrigger_building_stays_in_community_32f86",
                        table="grid_building",
                        when="AFTER",
                    ),
                ),
            ),
            pgtrigger.migrations.AddTrigger(
                model_name="building",
                trigger=pgtrigger.compiler.Trigger(
                    name="insert_insert",
                    sql=pgtrigger.compiler.UpsertTriggerSql(
                        func='INSERT INTO "grid_buildinghistory" ("community_id", "entrances", "estate_id", "floors", "grid_id", "id", "number", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "x", "y") VALUES (NEW."community_id", NEW."entrances", NEW."estate_id", NEW."floors", NEW."grid_id", NEW."id", NEW."number", _pgh_attach_context(), NOW(), \'insert\', NEW."id", NEW."x", NEW."y"); RETURN NULL;',
                        hash="a578c9599f57a1c9a8b5417d366a26262f9fec0e",
                        operation="INSERT",
                        pgid="pgtrigger_insert_insert_5312f",
                        table="grid_building",
                        when="AFTER",
                    ),
                ),
            ),
            pgtrigger.migrations.AddTrigger(
                model_name="building",
                trigger=pgtrigger.compiler.Trigger(
                    name="update_update",
                    sql=pgtrigger.compiler.UpsertTriggerSql(
                        condition="WHEN (OLD.* IS DISTINCT FROM NEW.*)",
                        func='INSERT INTO "grid_buildinghistory" ("community_id", "entrances", "estate_id", "floors", "grid_id", "id", "number", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "x", "y") VALUES (NEW."community_id", NEW."entrances", NEW."estate_id", NEW."floors", NEW."grid_id", NEW."id", NEW."number", _pgh_attach_context(), NOW(), \'update\', NEW."id", NEW."x", NEW."y"); RETURN NULL;',
                        hash="8cd08a6acaf3500781242a12b18a4f135fcaec11",
                        operation="UPDATE",
                        pgid="pgtrigger_update_update_015c8",
                        table="grid_building",
                        when="AFTER",
                    ),
                ),
            ),
            pgtrigger.migrations.AddTrigger(
                model_name="building",
                trigger=pgtrigger.compiler.Trigger(
                    name="delete_delete",
                    sql=pgtrigger.compiler.UpsertTriggerSql(
                        func='INSERT INTO "grid_buildinghistory" ("community_id", "entrances", "estate_id", "floors", "grid_id", "id", "number", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "x", "y") VALUES (OLD."community_id", OLD."entrances", OLD."estate_id", OLD."floors", OLD."grid_id", OLD."id", OLD."number", _pgh_attach_context(), NOW(), \'delete\', OLD."id", OLD."x", OLD."y"); RETURN NULL;',
                        hash="e8a2c9dd4908da880b9df899e1cca06c8981e1fb",
                        operation="DELETE",
                        pgid="pgtrigger_delete_delete_144b6",
                        table="grid_building",
                        when="AFTER",
                    ),
                ),
            ),
            pgtrigger.migrations.AddTrigger(
                model_name="buildinghistory",
                trigger=pgtrigger.compiler.Trigger(
                    name="append_only",
                    sql=pgtrigger.compiler.UpsertTriggerSql(
                        func="RAISE EXCEPTION 'pgtrigger: Cannot update or delete rows from % table', TG_TABLE_NAME;",
                        hash="c9d5a4e3e9bdd7fde06659c7e83edfce2335e61c",
                        operation="UPDATE OR DELETE",
                        pgid="pgtrigger_append_only_8cf0e",
                        table="grid_buildinghistory",
                        when="BEFORE",
                    ),
                ),
            ),
            pgtrigger.migrations.AddTrigger(
                model_name="gate",
                trigger=pgtrigger.compiler.Trigger(
                    name="insert_insert",
                    sql=pgtrigger.compiler.UpsertTriggerSql(
                        func='INSERT INTO "grid_gatehistory" ("estate_id", "id", "name", "open_to_riders", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "x", "y") VALUES (NEW."estate_id", NEW."id", NEW."name", NEW."open_to_riders", _pgh_attach_context(), NOW(), \'insert\', NEW."id", NEW."x", NEW."y"); RETURN NULL;',
                        hash="50ec6d139df94812d3940b9093f3182b8a2ae3a3",
                        operation="INSERT",
                        pgid="pgtrigger_insert_insert_412bc",
                        table="grid_gate",
                        when="AFTER",
                    ),
                ),
            ),
            pgtrigger.migrations.AddTrigger(
                model_name="gate",
                trigger=pgtrigger.compiler.Trigger(
                    name="update_update",
                    sql=pgtrigger.compiler.UpsertTriggerSql(
                        condition="WHEN (OLD.* IS DISTINCT FROM NEW.*)",
                        func='INSERT INTO "grid_gatehistory" ("estate_id", "id", "name", "open_to_riders", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "x", "y") VALUES (NEW."estate_id", NEW."id", NEW."name", NEW."open_to_riders", _pgh_attach_context(), NOW(), \'update\', NEW."id", NEW."x", NEW."y"); RETURN NULL;',
                        hash="c10c52a7416dda324e12a5b40c4c077086381bc6",
                        operation="UPDATE",
                        pgid="pgtrigger_update_update_a8798",
                        table="grid_gate",
                        when="AFTER",
                    ),
                ),
            ),
            pgtrigger.migrations.AddTrigger(
                model_name="gate",
                trigger=pgtrigger.compiler.Trigger(
                    name="delete_delete",
                    sql=pgtrigger.compiler.UpsertTriggerSql(
                        func='INSERT INTO "grid_gatehistory" ("estate_id", "id", "name", "open_to_riders", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "x", "y") VALUES (OLD."estate_id", OLD."id", OLD."name", OLD."open_to_riders", _pgh_attach_context(), NOW(), \'delete\', OLD."id", OLD."x", OLD."y"); RETURN NULL;',
                        hash="2d52725cd40d35c7aa96a134c1972f325da0b728",
                        operation="DELETE",
                        pgid="pgtrigger_delete_delete_5499a",
                        table="grid_gate",
                        when="AFTER",
                    ),
                ),
            ),
            pgtrigger.migrations.AddTrigger(
                model_name="gatehistory",
                trigger=pgtrigger.compiler.Trigger(
                    name="append_only",
                    sql=pgtrigger.compiler.UpsertTriggerSql(
                        func="RAISE EXCEPTION 'pgtrigger: Cannot update or delete rows from % table', TG_TABLE_NAME;",
                        hash="edb3143a1f2ae85d3891684ccb021e32806e0db5",
                        operation="UPDATE OR DELETE",
                        pgid="pgtrigger_append_only_ede52",
                        table="grid_gatehistory",
                        when="BEFORE",
                    ),
                ),
            ),
            pgtrigger.migrations.AddTrigger(
                model_name="household",
                trigger=pgtrigger.compiler.Trigger(
                    name="household_stays_in_community",
                    sql=pgtrigger.compiler.UpsertTriggerSql(
                        condition="WHEN (OLD.building_id IS DISTINCT FROM NEW.building_id)",
                        func="IF ((SELECT community_id FROM grid_building WHERE id = OLD.building_id) = (SELECT community_id FROM grid_building WHERE id = NEW.building_id)) IS NOT TRUE THEN RAISE EXCEPTION 'household_stays_in_community' USING ERRCODE = 'check_violation', CONSTRAINT = 'household_stays_in_community'; END IF; RETURN NULL;",
                        hash="1705530060f6b628ac8e125a03078f087186a653",
                        operation="UPDATE",
                        pgid="pgtrigger_household_stays_in_community_e7fd4",
                        table="grid_household",
                        when="AFTER",
                    ),
                ),
            ),
            pgtrigger.migrations.AddTrigger(
                model_name="household",
                trigger=pgtrigger.compiler.Trigger(
                    name="insert_insert",
                    sql=pgtrigger.compiler.UpsertTriggerSql(
                        func='INSERT INTO "grid_householdhistory" ("building_id", "code", "entrance", "id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id") VALUES (NEW."building_id", NEW."code", NEW."entrance", NEW."id", _pgh_attach_context(), NOW(), \'insert\', NEW."id"); RETURN NULL;',
                        hash="6a1c69647cf46726e91aac1f4db69a5b8a88f861",
                        operation="INSERT",
                        pgid="pgtrigger_insert_insert_58f81",
                        table="grid_household",
                        when="AFTER",
                    ),
                ),
            ),
            pgtrigger.migrations.AddTrigger(
                model_name="household",
                trigger=pgtrigger.compiler.Trigger(
                    name="update_update",
                    sql=pgtrigger.compiler.UpsertTriggerSql(
                        condition="WHEN (OLD.* IS DISTINCT FROM NEW.*)",
                        func='INSERT INTO "grid_householdhistory" ("building_id", "code", "entrance", "id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id") VALUES (NEW."building_id", NEW."code", NEW."entrance", NEW."id", _pgh_attach_context(), NOW(), \'update\', NEW."id"); RETURN NULL;',
                        hash="8f9d277d0837387c91a4548989a9d729bcf8118b",
                        operation="UPDATE",
                        pgid="pgtrigger_update_update_da825",
                        table="grid_household",
                        when="AFTER",
                    ),
                ),
            ),
            pgtrigger.migrations.AddTrigger(
                model_name="household",
                trigger=pgtrigger.compiler.Trigger(
                    name="delete_delete",
                    sql=pgtrigger.compiler.UpsertTriggerSql(
                        func='INSERT INTO "grid_householdhistory" ("building_id", "code", "entrance", "id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id") VALUES (OLD."building_id", OLD."code", OLD."entrance", OLD."id", _pgh_attach_context(), NOW(), \'delete\', OLD."id"); RETURN NULL;',
                        hash="8da962f9b4b292ed23e79724549fd4a2fc1fdd5b",
                        operation="DELETE",
                        pgid="pgtrigger_delete_delete_22668",
                        table="grid_household",
                        when="AFTER",
                    ),
                ),
            ),
            pgtrigger.migrations.AddTrigger(
                model_name="householdhistory",
                trigger=pgtrigger.compiler.Trigger(
                    name="append_only",
                    sql=pgtrigger.compiler.UpsertTriggerSql(
                        func="RAISE EXCEPTION 'pgtrigger: Cannot update or delete rows from % table', TG_TABLE_NAME;",
                        hash="d747c9bb1d711f241727099fc79960d09f6790ba",
                        operation="UPDATE OR DELETE",
                        pgid="pgtrigger_append_only_54a87",
                        table="grid_householdhistory",
                        when="BEFORE",
                    ),
                ),
            ),
            pgtrigger.migrations.AddTrigger(
                model_name="orgunit",
                trigger=pgtrigger.compiler.Trigger(
                    name="org_unit_stays_in_community",
                    sql=pgtrigger.compiler.UpsertTriggerSql(
                        condition="WHEN (OLD.community_id IS DISTINCT FROM NEW.community_id)",
                        func="RAISE EXCEPTION 'org_unit_stays_in_community' USING ERRCODE = 'check_violation', CONSTRAINT = 'org_unit_stays_in_community'; RETURN NULL;",
                        hash="d37ca13bdb9f60e8e08795fa1e7ae30122149809",
                        operation="UPDATE",
                        pgid="pgtrigger_org_unit_stays_in_community_fc353",
                        table="grid_orgunit",
                        when="AFTER",
                    ),
                ),
            ),
            pgtrigger.migrations.AddTrigger(
                model_name="orgunit",
                trigger=pgtrigger.compiler.Trigger(
                    name="insert_insert",
                    sql=pgtrigger.compiler.UpsertTriggerSql(
                        func='INSERT INTO "grid_orgunithistory" ("about", "community_id", "id", "level", "name", "number", "parent_id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id") VALUES (NEW."about", NEW."community_id", NEW."id", NEW."level", NEW."name", NEW."number", NEW."parent_id", _pgh_attach_context(), NOW(), \'insert\', NEW."id"); RETURN NULL;',
                        hash="8ad396c4383c0c13650af5d0656467b53975a057",
                        operation="INSERT",
                        pgid="pgtrigger_insert_insert_83d2c",
                        table="grid_orgunit",
                        when="AFTER",
                    ),
                ),
            ),
            pgtrigger.migrations.AddTrigger(
                model_name="orgunit",
                trigger=pgtrigger.compiler.Trigger(
                    name="update_update",
                    sql=pgtrigger.compiler.UpsertTriggerSql(
                        condition='WHEN (OLD."about" IS DISTINCT FROM (NEW."about") OR OLD."community_id" IS DISTINCT FROM (NEW."community_id") OR OLD."id" IS DISTINCT FROM (NEW."id") OR OLD."level" IS DISTINCT FROM (NEW."level") OR OLD."name" IS DISTINCT FROM (NEW."name") OR OLD."number" IS DISTINCT FROM (NEW."number") OR OLD."parent_id" IS DISTINCT FROM (NEW."parent_id"))',
                        func='INSERT INTO "grid_orgunithistory" ("about", "community_id", "id", "level", "name", "number", "parent_id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id") VALUES (NEW."about", NEW."community_id", NEW."id", NEW."level", NEW."name", NEW."number", NEW."parent_id", _pgh_attach_context(), NOW(), \'update\', NEW."id"); RETURN NULL;',
                        hash="9bc3d9d5a81d0b81cd9d045fe7213a858cd84257",
                        operation="UPDATE",
                        pgid="pgtrigger_update_update_48dd8",
                        table="grid_orgunit",
                        when="AFTER",
                    ),
                ),
            ),
            pgtrigger.migrations.AddTrigger(
                model_name="orgunit",
                trigger=pgtrigger.compiler.Trigger(
                    name="delete_delete",
                    sql=pgtrigger.compiler.UpsertTriggerSql(
                        func='INSERT INTO "grid_orgunithistory" ("about", "community_id", "id", "level", "name", "number", "parent_id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id") VALUES (OLD."about", OLD."community_id", OLD."id", OLD."level", OLD."name", OLD."number", OLD."parent_id", _pgh_attach_context(), NOW(), \'delete\', OLD."id"); RETURN NULL;',
                        hash="c023db82850c940d84d1e1312e077ce311476cde",
                        operation="DELETE",
                        pgid="pgtrigger_delete_delete_4dd67",
                        table="grid_orgunit",
                        when="AFTER",
                    ),
                ),
            ),
            pgtrigger.migrations.AddTrigger(
                model_name="orgunithistory",
                trigger=pgtrigger.compiler.Trigger(
                    name="append_only",
                    sql=pgtrigger.compiler.UpsertTriggerSql(
                        func="RAISE EXCEPTION 'pgtrigger: Cannot update or delete rows from % table', TG_TABLE_NAME;",
                        hash="0530190642f566c449b20ba2f8c79435d4bbf105",
                        operation="UPDATE OR DELETE",
                        pgid="pgtrigger_append_only_74cc8",
                        table="grid_orgunithistory",
                        when="BEFORE",
                    ),
                ),
            ),
            pgtrigger.migrations.AddTrigger(
                model_name="postbuilding",
                trigger=pgtrigger.compiler.Trigger(
                    name="post_building_stays",
                    sql=pgtrigger.compiler.UpsertTriggerSql(
                        condition="WHEN (OLD.post_id IS DISTINCT FROM NEW.post_id OR OLD.building_id IS DISTINCT FROM NEW.building_id)",
                        func="RAISE EXCEPTION 'post_building_stays' USING ERRCODE = 'check_violation', CONSTRAINT = 'post_building_stays'; RETURN NULL;",
                        hash="3bbccd49c4187becb54241fbe211d1f6b7b1cb90",
                        operation="UPDATE",
                        pgid="pgtrigger_post_building_stays_4127e",
                        table="grid_postbuilding",
                        when="AFTER",
                    ),
                ),
            ),
            pgtrigger.migrations.AddTrigger(
                model_name="postbuilding",
                trigger=pgtrigger.compiler.Trigger(
                    name="post_building_same_community",
                    sql=pgtrigger.compiler.UpsertTriggerSql(
                        func="IF ((SELECT community_id FROM grid_orgunit WHERE id = NEW.post_id) = (SELECT community_id FROM grid_building WHERE id = NEW.building_id)) IS NOT TRUE THEN RAISE EXCEPTION 'post_building_same_community' USING ERRCODE = 'check_violation', CONSTRAINT = 'post_building_same_community'; END IF; RETURN NULL;",
                        hash="0005ab1ad1608a66705c21ac2bea1cf4a6633add",
                        operation="INSERT OR UPDATE",
                        pgid="pgtrigger_post_building_same_community_9a886",
                        table="grid_postbuilding",
                        when="AFTER",
                    ),
                ),
            ),
            pgtrigger.migrations.AddTrigger(
                model_name="postbuilding",
                trigger=pgtrigger.compiler.Trigger(
                    name="insert_insert",
                    sql=pgtrigger.compiler.UpsertTriggerSql(
                        func='INSERT INTO "grid_postbuildinghistory" ("building_id", "during", "id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "post_id") VALUES (NEW."building_id", NEW."during", NEW."id", _pgh_attach_context(), NOW(), \'insert\', NEW."id", NEW."post_id"); RETURN NULL;',
                        hash="0cf38b7904021f4884b887e758041ada3198bab6",
                        operation="INSERT",
                        pgid="pgtrigger_insert_insert_bdb01",
                        table="grid_postbuilding",
                        when="AFTER",
                    ),
                ),
            ),
            pgtrigger.migrations.AddTrigger(
                model_name="postbuilding",
                trigger=pgtrigger.compiler.Trigger(
                    name="update_update",
                    sql=pgtrigger.compiler.UpsertTriggerSql(
                        condition='WHEN (OLD."building_id" IS DISTINCT FROM (NEW."building_id") OR OLD."during" IS DISTINCT FROM (NEW."during") OR OLD."id" IS DISTINCT FROM (NEW."id") OR OLD."post_id" IS DISTINCT FROM (NEW."post_id"))',
                        func='INSERT INTO "grid_postbuildinghistory" ("building_id", "during", "id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "post_id") VALUES (NEW."building_id", NEW."during", NEW."id", _pgh_attach_context(), NOW(), \'update\', NEW."id", NEW."post_id"); RETURN NULL;',
                        hash="3dac6aa4d56b30410583e1955aaa30b248870008",
                        operation="UPDATE",
                        pgid="pgtrigger_update_update_4e70e",
                        table="grid_postbuilding",
                        when="AFTER",
                    ),
                ),
            ),
            pgtrigger.migrations.AddTrigger(
                model_name="postbuilding",
                trigger=pgtrigger.compiler.Trigger(
                    name="delete_delete",
                    sql=pgtrigger.compiler.UpsertTriggerSql(
                        func='INSERT INTO "grid_postbuildinghistory" ("building_id", "during", "id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "post_id") VALUES (OLD."building_id", OLD."during", OLD."id", _pgh_attach_context(), NOW(), \'delete\', OLD."id", OLD."post_id"); RETURN NULL;',
                        hash="d84388168ceb54ec02a3f16ee66c69d34f73ebbc",
                        operation="DELETE",
                        pgid="pgtrigger_delete_delete_cc16e",
                        table="grid_postbuilding",
                        when="AFTER",
                    ),
                ),
            ),
            pgtrigger.migrations.AddTrigger(
                model_name="postbuildinghistory",
                trigger=pgtrigger.compiler.Trigger(
                    name="append_only",
                    sql=pgtrigger.compiler.UpsertTriggerSql(
                        func="RAISE EXCEPTION 'pgtrigger: Cannot update or delete rows from % table', TG_TABLE_NAME;",
                        hash="9e669c678bf2d4ecc8ec7578e44fa2f51f90bf87",
                        operation="UPDATE OR DELETE",
                        pgid="pgtrigger_append_only_77566",
                        table="grid_postbuildinghistory",
                        when="BEFORE",
                    ),
                ),
            ),
            pgtrigger.migrations.AddTrigger(
                model_name="unitestate",
                trigger=pgtrigger.compiler.Trigger(
                    name="unit_estate_same_community",
                    sql=pgtrigger.compiler.UpsertTriggerSql(
                        func="IF ((SELECT community_id FROM grid_orgunit WHERE id = NEW.orgunit_id) = (SELECT community_id FROM grid_estate WHERE id = NEW.estate_id)) IS NOT TRUE THEN RAISE EXCEPTION 'unit_estate_same_community' USING ERRCODE = 'check_violation', CONSTRAINT = 'unit_estate_same_community'; END IF; RETURN NULL;",
                        hash="0ba7f3b78a587509afe058f0e4c6ed217c4c0e6a",
                        operation="INSERT OR UPDATE",
                        pgid="pgtrigger_unit_estate_same_community_5887f",
                        table="grid_orgunit_estates",
                        when="AFTER",
                    ),
                ),
            ),
            pgtrigger.migrations.AddTrigger(
                model_name="unitestate",
                trigger=pgtrigger.compiler.Trigger(
                    name="insert_insert",
                    sql=pgtrigger.compiler.UpsertTriggerSql(
                        func='INSERT INTO "grid_unitestatehistory" ("estate_id", "id", "orgunit_id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id") VALUES (NEW."estate_id", NEW."id", NEW."orgunit_id", _pgh_attach_context(), NOW(), \'insert\', NEW."id"); RETURN NULL;',
                        hash="7a1e0bd56c9335fe84792c20323dcc0c75d01b43",
                        operation="INSERT",
                        pgid="pgtrigger_insert_insert_0243e",
                        table="grid_orgunit_estates",
                        when="AFTER",
                    ),
                ),
            ),
            pgtrigger.migrations.AddTrigger(
                model_name="unitestate",
                trigger=pgtrigger.compiler.Trigger(
                    name="update_update",
                    sql=pgtrigger.compiler.UpsertTriggerSql(
                        condition="WHEN (OLD.* IS DISTINCT FROM NEW.*)",
                        func='INSERT INTO "grid_unitestatehistory" ("estate_id", "id", "orgunit_id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id") VALUES (NEW."estate_id", NEW."id", NEW."orgunit_id", _pgh_attach_context(), NOW(), \'update\', NEW."id"); RETURN NULL;',
                        hash="4f9b86cdde17ab6ad5efa1743248552c74ceef91",
                        operation="UPDATE",
                        pgid="pgtrigger_update_update_98681",
                        table="grid_orgunit_estates",
                        when="AFTER",
                    ),
                ),
            ),
            pgtrigger.migrations.AddTrigger(
                model_name="unitestate",
                trigger=pgtrigger.compiler.Trigger(
                    name="delete_delete",
                    sql=pgtrigger.compiler.UpsertTriggerSql(
                        func='INSERT INTO "grid_unitestatehistory" ("estate_id", "id", "orgunit_id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id") VALUES (OLD."estate_id", OLD."id", OLD."orgunit_id", _pgh_attach_context(), NOW(), \'delete\', OLD."id"); RETURN NULL;',
                        hash="e8c3996f830972908a4e47a5ca841d4079f7fb74",
                        operation="DELETE",
                        pgid="pgtrigger_delete_delete_07a5e",
                        table="grid_orgunit_estates",
                        when="AFTER",
                    ),
                ),
            ),
            pgtrigger.migrations.AddTrigger(
                model_name="unitestatehistory",
                trigger=pgtrigger.compiler.Trigger(
                    name="append_only",
                    sql=pgtrigger.compiler.UpsertTriggerSql(
                        func="RAISE EXCEPTION 'pgtrigger: Cannot update or delete rows from % table', TG_TABLE_NAME;",
                        hash="cee87a50aa6f3b0a32c3fe4905e37867a227f833",
                        operation="UPDATE OR DELETE",
                        pgid="pgtrigger_append_only_26e15",
                        table="grid_unitestatehistory",
                        when="BEFORE",
                    ),
                ),
            ),
            pgtrigger.migrations.AddTrigger(
                model_name="unitgrid",
                trigger=pgtrigger.compiler.Trigger(
                    name="unit_grid_same_community",
                    sql=pgtrigger.compiler.UpsertTriggerSql(
                        func="IF ((SELECT community_id FROM grid_orgunit WHERE id = NEW.orgunit_id) = (SELECT community_id FROM grid_grid WHERE id = NEW.grid_id)) IS NOT TRUE THEN RAISE EXCEPTION 'unit_grid_same_community' USING ERRCODE = 'check_violation', CONSTRAINT = 'unit_grid_same_community'; END IF; RETURN NULL;",
                        hash="0e5c3390ca84b14783aabe9d3cb08c2cc0f81a99",
                        operation="INSERT OR UPDATE",
                        pgid="pgtrigger_unit_grid_same_community_f4c48",
                        table="grid_orgunit_grids",
                        when="AFTER",
                    ),
                ),
            ),
            pgtrigger.migrations.AddTrigger(
                model_name="unitgrid",
                trigger=pgtrigger.compiler.Trigger(
                    name="insert_insert",
                    sql=pgtrigger.compiler.UpsertTriggerSql(
                        func='INSERT INTO "grid_unitgridhistory" ("grid_id", "id", "orgunit_id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id") VALUES (NEW."grid_id", NEW."id", NEW."orgunit_id", _pgh_attach_context(), NOW(), \'insert\', NEW."id"); RETURN NULL;',
                        hash="917fc9f872bbf7f5bdcc9f9a0e4e3d0d7ca48f7f",
                        operation="INSERT",
                        pgid="pgtrigger_insert_insert_83548",
                        table="grid_orgunit_grids",
                        when="AFTER",
                    ),
                ),
            ),
            pgtrigger.migrations.AddTrigger(
                model_name="unitgrid",
                trigger=pgtrigger.compiler.Trigger(
                    name="update_update",
                    sql=pgtrigger.compiler.UpsertTriggerSql(
                        condition="WHEN (OLD.* IS DISTINCT FROM NEW.*)",
                        func='INSERT INTO "grid_unitgridhistory" ("grid_id", "id", "orgunit_id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id") VALUES (NEW."grid_id", NEW."id", NEW."orgunit_id", _pgh_attach_context(), NOW(), \'update\', NEW."id"); RETURN NULL;',
                        hash="ffc0f637bc33f60b81329f48aa7557eaae415578",
                        operation="UPDATE",
                        pgid="pgtrigger_update_update_28cc2",
                        table="grid_orgunit_grids",
                        when="AFTER",
                    ),
                ),
            ),
            pgtrigger.migrations.AddTrigger(
                model_name="unitgrid",
                trigger=pgtrigger.compiler.Trigger(
                    name="delete_delete",
                    sql=pgtrigger.compiler.UpsertTriggerSql(
                        func='INSERT INTO "grid_unitgridhistory" ("grid_id", "id", "orgunit_id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id") VALUES (OLD."grid_id", OLD."id", OLD."orgunit_id", _pgh_attach_context(), NOW(), \'delete\', OLD."id"); RETURN NULL;',
                        hash="28dfac827b8b5d8e032259ad306e5a44179276d7",
                        operation="DELETE",
                        pgid="pgtrigger_delete_delete_09ad5",
                        table="grid_orgunit_grids",
                        when="AFTER",
                    ),
                ),
            ),
            pgtrigger.migrations.AddTrigger(
                model_name="unitgridhistory",
                trigger=pgtrigger.compiler.Trigger(
                    name="append_only",
                    sql=pgtrigger.compiler.UpsertTriggerSql(
                        func="RAISE EXCEPTION 'pgtrigger: Cannot update or delete rows from % table', TG_TABLE_NAME;",
                        hash="07cdd445c17021a01816f082d3bb12769a4fad89",
                        operation="UPDATE OR DELETE",
                        pgid="pgtrigger_append_only_799c5",
                        table="grid_unitgridhistory",
                        when="BEFORE",
                    ),
                ),
            ),
            pgtrigger.migrations.AddTrigger(
                model_name="unitappointment",
                trigger=pgtrigger.compiler.Trigger(
                    name="unit_appointment_stays",
                    sql=pgtrigger.compiler.UpsertTriggerSql(
                        condition="WHEN (OLD.user_id IS DISTINCT FROM NEW.user_id OR OLD.unit_id IS DISTINCT FROM NEW.unit_id OR OLD.role IS DISTINCT FROM NEW.role)",
                        func="RAISE EXCEPTION 'unit_appointment_stays' USING ERRCODE = 'check_violation', CONSTRAINT = 'unit_appointment_stays'; RETURN NULL;",
                        hash="57cc2e249315d6b9b86ac1f549731dcd87e8e782",
                        operation="UPDATE",
                        pgid="pgtrigger_unit_appointment_stays_a33ba",
                        table="grid_unitappointment",
                        when="AFTER",
                    ),
                ),
            ),
            pgtrigger.migrations.AddTrigger(
                model_name="unitappointment",
                trigger=pgtrigger.compiler.Trigger(
                    name="insert_insert",
                    sql=pgtrigger.compiler.UpsertTriggerSql(
                        func='INSERT INTO "grid_unitappointmenthistory" ("during", "granted_by_id", "id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "role", "unit_id", "user_id") VALUES (NEW."during", NEW."granted_by_id", NEW."id", _pgh_attach_context(), NOW(), \'insert\', NEW."id", NEW."role", NEW."unit_id", NEW."user_id"); RETURN NULL;',
                        hash="ff6fff4b05db5915584fc827f5362f065d9783b5",
                        operation="INSERT",
                        pgid="pgtrigger_insert_insert_58ac2",
                        table="grid_unitappointment",
                        when="AFTER",
                    ),
                ),
            ),
            pgtrigger.migrations.AddTrigger(
                model_name="unitappointment",
                trigger=pgtrigger.compiler.Trigger(
                    name="update_update",
                    sql=pgtrigger.compiler.UpsertTriggerSql(
                        condition='WHEN (OLD."during" IS DISTINCT FROM (NEW."during") OR OLD."granted_by_id" IS DISTINCT FROM (NEW."granted_by_id") OR OLD."id" IS DISTINCT FROM (NEW."id") OR OLD."role" IS DISTINCT FROM (NEW."role") OR OLD."unit_id" IS DISTINCT FROM (NEW."unit_id") OR OLD."user_id" IS DISTINCT FROM (NEW."user_id"))',
                        func='INSERT INTO "grid_unitappointmenthistory" ("during", "granted_by_id", "id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "role", "unit_id", "user_id") VALUES (NEW."during", NEW."granted_by_id", NEW."id", _pgh_attach_context(), NOW(), \'update\', NEW."id", NEW."role", NEW."unit_id", NEW."user_id"); RETURN NULL;',
                        hash="e9aac36023909305b719a9c96ff82a14a3735702",
                        operation="UPDATE",
                        pgid="pgtrigger_update_update_ffbbd",
                        table="grid_unitappointment",
                        when="AFTER",
                    ),
                ),
            ),
            pgtrigger.migrations.AddTrigger(
                model_name="unitappointment",
                trigger=pgtrigger.compiler.Trigger(
                    name="delete_delete",
                    sql=pgtrigger.compiler.UpsertTriggerSql(
                        func='INSERT INTO "grid_unitappointmenthistory" ("during", "granted_by_id", "id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "role", "unit_id", "user_id") VALUES (OLD."during", OLD."granted_by_id", OLD."id", _pgh_attach_context(), NOW(), \'delete\', OLD."id", OLD."role", OLD."unit_id", OLD."user_id"); RETURN NULL;',
                        hash="b6853617382ce5b32800971ed1cd122eab23e54f",
                        operation="DELETE",
                        pgid="pgtrigger_delete_delete_9d2cf",
                        table="grid_unitappointment",
                        when="AFTER",
                    ),
                ),
            ),
            pgtrigger.migrations.AddTrigger(
                model_name="unitappointmenthistory",
                trigger=pgtrigger.compiler.Trigger(
                    name="append_only",
                    sql=pgtrigger.compiler.UpsertTriggerSql(
                        func="RAISE EXCEPTION 'pgtrigger: Cannot update or delete rows from % table', TG_TABLE_NAME;",
                        hash="1cf27af88ef8628006eb890c8724c3c72d23e5b8",
                        operation="UPDATE OR DELETE",
                        pgid="pgtrigger_append_only_6e63f",
                        table="grid_unitappointmenthistory",
                        when="BEFORE",
                    ),
                ),
            ),
            pgtrigger.migrations.AddTrigger(
                model_name="gridappointment",
                trigger=pgtrigger.compiler.Trigger(
                    name="grid_appointment_stays",
                    sql=pgtrigger.compiler.UpsertTriggerSql(
                        condition="WHEN (OLD.user_id IS DISTINCT FROM NEW.user_id OR OLD.grid_id IS DISTINCT FROM NEW.grid_id)",
                        func="RAISE EXCEPTION 'grid_appointment_stays' USING ERRCODE = 'check_violation', CONSTRAINT = 'grid_appointment_stays'; RETURN NULL;",
                        hash="6d8618ae520c49680983cafd90c70d61b5a50818",
                        operation="UPDATE",
                        pgid="pgtrigger_grid_appointment_stays_e5695",
                        table="grid_gridappointment",
                        when="AFTER",
                    ),
                ),
            ),
            pgtrigger.migrations.AddTrigger(
                model_name="gridappointment",
                trigger=pgtrigger.compiler.Trigger(
                    name="insert_insert",
                    sql=pgtrigger.compiler.UpsertTriggerSql(
                        func='INSERT INTO "grid_gridappointmenthistory" ("during", "granted_by_id", "grid_id", "id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "role", "user_id") VALUES (NEW."during", NEW."granted_by_id", NEW."grid_id", NEW."id", _pgh_attach_context(), NOW(), \'insert\', NEW."id", NEW."role", NEW."user_id"); RETURN NULL;',
                        hash="9beb2884b9bcf1e80eef214ce205f932df949e57",
                        operation="INSERT",
                        pgid="pgtrigger_insert_insert_dca3a",
                        table="grid_gridappointment",
                        when="AFTER",
                    ),
                ),
            ),
            pgtrigger.migrations.AddTrigger(
                model_name="gridappointment",
                trigger=pgtrigger.compiler.Trigger(
                    name="update_update",
                    sql=pgtrigger.compiler.UpsertTriggerSql(
                        condition="WHEN (OLD.* IS DISTINCT FROM NEW.*)",
                        func='INSERT INTO "grid_gridappointmenthistory" ("during", "granted_by_id", "grid_id", "id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "role", "user_id") VALUES (NEW."during", NEW."granted_by_id", NEW."grid_id", NEW."id", _pgh_attach_context(), NOW(), \'update\', NEW."id", NEW."role", NEW."user_id"); RETURN NULL;',
                        hash="0687f8e63ca68df00dc17558cdfadbb0c5cfc8fc",
                        operation="UPDATE",
                        pgid="pgtrigger_update_update_dc36e",
                        table="grid_gridappointment",
                        when="AFTER",
                    ),
                ),
            ),
            pgtrigger.migrations.AddTrigger(
                model_name="gridappointment",
                trigger=pgtrigger.compiler.Trigger(
                    name="delete_delete",
                    sql=pgtrigger.compiler.UpsertTriggerSql(
                        func='INSERT INTO "grid_gridappointmenthistory" ("during", "granted_by_id", "grid_id", "id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "role", "user_id") VALUES (OLD."during", OLD."granted_by_id", OLD."grid_id", OLD."id", _pgh_attach_context(), NOW(), \'delete\', OLD."id", OLD."role", OLD."user_id"); RETURN NULL;',
                        hash="18d2c4e1a0ce5e7f2171b00dda8505b66d78c4df",
                        operation="DELETE",
                        pgid="pgtrigger_delete_delete_f7f46",
                        table="grid_gridappointment",
                        when="AFTER",
                    ),
                ),
            ),
            pgtrigger.migrations.AddTrigger(
                model_name="gridappointmenthistory",
                trigger=pgtrigger.compiler.Trigger(
                    name="append_only",
                    sql=pgtrigger.compiler.UpsertTriggerSql(
                        func="RAISE EXCEPTION 'pgtrigger: Cannot update or delete rows from % table', TG_TABLE_NAME;",
                        hash="773bc320772261c8eede252ecc54d134425e6523",
                        operation="UPDATE OR DELETE",
                        pgid="pgtrigger_append_only_59c08",
                        table="grid_gridappointmenthistory",
                        when="BEFORE",
                    ),
                ),
            ),
            pgtrigger.migrations.AddTrigger(
                model_name="calendarday",
                trigger=pgtrigger.compiler.Trigger(
                    name="insert_insert",
                    sql=pgtrigger.compiler.UpsertTriggerSql(
                        func='INSERT INTO "grid_calendardayhistory" ("community_id", "day", "id", "kind", "name", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id") VALUES (NEW."community_id", NEW."day", NEW."id", NEW."kind", NEW."name", _pgh_attach_context(), NOW(), \'insert\', NEW."id"); RETURN NULL;',
                        hash="f53d4ac6bedd18d852adae4a03b121c24b310bec",
                        operation="INSERT",
                        pgid="pgtrigger_insert_insert_bc371",
                        table="grid_calendarday",
                        when="AFTER",
                    ),
                ),
            ),
            pgtrigger.migrations.AddTrigger(
                model_name="calendarday",
                trigger=pgtrigger.compiler.Trigger(
                    name="update_update",
                    sql=pgtrigger.compiler.UpsertTriggerSql(
                        condition="WHEN (OLD.* IS DISTINCT FROM NEW.*)",
                        func='INSERT INTO "grid_calendardayhistory" ("community_id", "day", "id", "kind", "name", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id") VALUES (NEW."community_id", NEW."day", NEW."id", NEW."kind", NEW."name", _pgh_attach_context(), NOW(), \'update\', NEW."id"); RETURN NULL;',
                        hash="aa3fc6fef36e1664b3e102393b65f4f30a408f55",
                        operation="UPDATE",
                        pgid="pgtrigger_update_update_fc164",
                        table="grid_calendarday",
                        when="AFTER",
                    ),
                ),
            ),
            pgtrigger.migrations.AddTrigger(
                model_name="calendarday",
                trigger=pgtrigger.compiler.Trigger(
                    name="delete_delete",
                    sql=pgtrigger.compiler.UpsertTriggerSql(
                        func='INSERT INTO "grid_calendardayhistory" ("community_id", "day", "id", "kind", "name", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id") VALUES (OLD."community_id", OLD."day", OLD."id", OLD."kind", OLD."name", _pgh_attach_context(), NOW(), \'delete\', OLD."id"); RETURN NULL;',
                        hash="fe7a63542e728fe9a87c5bf47fe3705d72f5f411",
                        operation="DELETE",
                        pgid="pgtrigger_delete_delete_792de",
                        table="grid_calendarday",
                        when="AFTER",
                    ),
                ),
            ),
            pgtrigger.migrations.AddTrigger(
                model_name="calendardayhistory",
                trigger=pgtrigger.compiler.Trigger(
                    name="append_only",
                    sql=pgtrigger.compiler.UpsertTriggerSql(
                        func="RAISE EXCEPTION 'pgtrigger: Cannot update or delete rows from % table', TG_TABLE_NAME;",
                        hash="fe14c2ad731203779f7403f4aa446f4477f04001",
                        operation="UPDATE OR DELETE",
                        pgid="pgtrigger_append_only_6fdf5",
                        table="grid_calendardayhistory",
                        when="BEFORE",
                    ),
                ),
            ),
            pgtrigger.migrations.AddTrigger(
                model_name="handover",
                trigger=pgtrigger.compiler.Trigger(
                    name="handover_to_unit_alike",
                    sql=pgtrigger.compiler.UpsertTriggerSql(
                        func="IF (EXISTS (SELECT FROM grid_unitappointment a JOIN grid_orgunit held ON held.id = a.unit_id JOIN grid_orgunit after ON after.level = held.level AND after.community_id = held.community_id WHERE a.id = NEW.appointment_id AND after.id = NEW.unit_id)) IS NOT TRUE THEN RAISE EXCEPTION 'handover_to_unit_alike' USING ERRCODE = 'check_violation', CONSTRAINT = 'handover_to_unit_alike'; END IF; RETURN NULL;",
                        hash="4fd28481e83ade984f86a0a9c8146c903ef36719",
                        operation="INSERT OR UPDATE",
                        pgid="pgtrigger_handover_to_unit_alike_dd16b",
                        table="grid_handover",
                        when="AFTER",
                    ),
                ),
            ),
            pgtrigger.migrations.AddTrigger(
                model_name="handover",
                trigger=pgtrigger.compiler.Trigger(
                    name="handover_opens_for_new_holder",
                    sql=pgtrigger.compiler.UpsertTriggerSql(
                        func="IF (NEW.opened_id IS NULL OR EXISTS (SELECT FROM grid_unitappointment a WHERE a.id = NEW.opened_id AND a.user_id = NEW.to_id AND a.unit_id = NEW.unit_id)) IS NOT TRUE THEN RAISE EXCEPTION 'handover_opens_for_new_holder' USING ERRCODE = 'check_violation', CONSTRAINT = 'handover_opens_for_new_holder'; END IF; RETURN NULL;",
                        hash="276d4a1c313c603272327bea256e09e814fba53c",
                        operation="INSERT OR UPDATE",
                        pgid="pgtrigger_handover_opens_for_new_holder_a0485",
                        table="grid_handover",
                        when="AFTER",
                    ),
                ),
            ),
            pgtrigger.migrations.AddTrigger(
                model_name="handover",
                trigger=pgtrigger.compiler.Trigger(
                    name="handover_stays",
                    sql=pgtrigger.compiler.UpsertTriggerSql(
                        condition="WHEN (OLD.appointment_id IS DISTINCT FROM NEW.appointment_id OR OLD.to_id IS DISTINCT FROM NEW.to_id OR OLD.unit_id IS DISTINCT FROM NEW.unit_id)",
                        func="RAISE EXCEPTION 'handover_stays' USING ERRCODE = 'check_violation', CONSTRAINT = 'handover_stays'; RETURN NULL;",
                        hash="7c68ff74f230452ff9ddbc1d9a549bedb8403645",
                        operation="UPDATE",
                        pgid="pgtrigger_handover_stays_3436c",
                        table="grid_handover",
                        when="AFTER",
                    ),
                ),
            ),
            pgtrigger.migrations.AddTrigger(
                model_name="handover",
                trigger=pgtrigger.compiler.Trigger(
                    name="insert_insert",
                    sql=pgtrigger.compiler.UpsertTriggerSql(
                        func='INSERT INTO "grid_handoverhistory" ("appointment_id", "closed_at", "id", "opened_id", "parts", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "prepared_at", "prepared_by_id", "remarks", "state", "to_id", "unit_id") VALUES (NEW."appointment_id", NEW."closed_at", NEW."id", NEW."opened_id", NEW."parts", _pgh_attach_context(), NOW(), \'insert\', NEW."id", NEW."prepared_at", NEW."prepared_by_id", NEW."remarks", NEW."state", NEW."to_id", NEW."unit_id"); RETURN NULL;',
                        hash="6b42f253b9601ddafe28a1f6bf6013d7b256eee6",
                        operation="INSERT",
                        pgid="pgtrigger_insert_insert_38a4d",
                        table="grid_handover",
                        when="AFTER",
                    ),
                ),
            ),
            pgtrigger.migrations.AddTrigger(
                model_name="handover",
                trigger=pgtrigger.compiler.Trigger(
                    name="update_update",
                    sql=pgtrigger.compiler.UpsertTriggerSql(
                        condition="WHEN (OLD.* IS DISTINCT FROM NEW.*)",
                        func='INSERT INTO "grid_handoverhistory" ("appointment_id", "closed_at", "id", "opened_id", "parts", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "prepared_at", "prepared_by_id", "remarks", "state", "to_id", "unit_id") VALUES (NEW."appointment_id", NEW."closed_at", NEW."id", NEW."opened_id", NEW."parts", _pgh_attach_context(), NOW(), \'update\', NEW."id", NEW."prepared_at", NEW."prepared_by_id", NEW."remarks", NEW."state", NEW."to_id", NEW."unit_id"); RETURN NULL;',
                        hash="f3507ad19ef8635d0376650fbc2fa7f128a9f5c4",
                        operation="UPDATE",
                        pgid="pgtrigger_update_update_9173c",
                        table="grid_handover",
                        when="AFTER",
                    ),
                ),
            ),
            pgtrigger.migrations.AddTrigger(
                model_name="handover",
                trigger=pgtrigger.compiler.Trigger(
                    name="delete_delete",
                    sql=pgtrigger.compiler.UpsertTriggerSql(
                        func='INSERT INTO "grid_handoverhistory" ("appointment_id", "closed_at", "id", "opened_id", "parts", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "prepared_at", "prepared_by_id", "remarks", "state", "to_id", "unit_id") VALUES (OLD."appointment_id", OLD."closed_at", OLD."id", OLD."opened_id", OLD."parts", _pgh_attach_context(), NOW(), \'delete\', OLD."id", OLD."prepared_at", OLD."prepared_by_id", OLD."remarks", OLD."state", OLD."to_id", OLD."unit_id"); RETURN NULL;',
                        hash="ecb660ae61dfbeafde986dcae2f9be02c5caf617",
                        operation="DELETE",
                        pgid="pgtrigger_delete_delete_26341",
                        table="grid_handover",
                        when="AFTER",
                    ),
                ),
            ),
            pgtrigger.migrations.AddTrigger(
                model_name="handoverhistory",
                trigger=pgtrigger.compiler.Trigger(
                    name="append_only",
                    sql=pgtrigger.compiler.UpsertTriggerSql(
                        func="RAISE EXCEPTION 'pgtrigger: Cannot update or delete rows from % table', TG_TABLE_NAME;",
                        hash="93b2cb4932956217f165def484b8185ff73b8397",
                        operation="UPDATE OR DELETE",
                        pgid="pgtrigger_append_only_50a65",
                        table="grid_handoverhistory",
                        when="BEFORE",
                    ),
                ),
            ),
            pgtrigger.migrations.AddTrigger(
                model_name="identitydisplay",
                trigger=pgtrigger.compiler.Trigger(
                    name="identity_display_stays",
                    sql=pgtrigger.compiler.UpsertTriggerSql(
                        condition="WHEN (OLD.appointment_id IS DISTINCT FROM NEW.appointment_id)",
                        func="RAISE EXCEPTION 'identity_display_stays' USING ERRCODE = 'check_violation', CONSTRAINT = 'identity_display_stays'; RETURN NULL;",
                        hash="eb12991e6ed9cb5bdea7f7afaebbcaffb3cdd560",
                        operation="UPDATE",
                        pgid="pgtrigger_identity_display_stays_24801",
                        table="grid_identitydisplay",
                        when="AFTER",
                    ),
                ),
            ),
            pgtrigger.migrations.AddTrigger(
                model_name="identitydisplay",
                trigger=pgtrigger.compiler.Trigger(
                    name="insert_insert",
                    sql=pgtrigger.compiler.UpsertTriggerSql(
                        func='INSERT INTO "grid_identitydisplayhistory" ("appointment_id", "consented_at", "id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "withdrawn_at", "words") VALUES (NEW."appointment_id", NEW."consented_at", NEW."id", _pgh_attach_context(), NOW(), \'insert\', NEW."id", NEW."withdrawn_at", NEW."words"); RETURN NULL;',
                        hash="b1aba842d9eaa3b08dca17450638c4e88a170403",
                        operation="INSERT",
                        pgid="pgtrigger_insert_insert_2855e",
                        table="grid_identitydisplay",
                        when="AFTER",
                    ),
                ),
            ),
            pgtrigger.migrations.AddTrigger(
                model_name="identitydisplay",
                trigger=pgtrigger.compiler.Trigger(
                    name="update_update",
                    sql=pgtrigger.compiler.UpsertTriggerSql(
                        condition='WHEN (OLD."appointment_id" IS DISTINCT FROM (NEW."appointment_id") OR OLD."consented_at" IS DISTINCT FROM (NEW."consented_at") OR OLD."id" IS DISTINCT FROM (NEW."id") OR OLD."withdrawn_at" IS DISTINCT FROM (NEW."withdrawn_at") OR OLD."words" IS DISTINCT FROM (NEW."words"))',
                        func='INSERT INTO "grid_identitydisplayhistory" ("appointment_id", "consented_at", "id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "withdrawn_at", "words") VALUES (NEW."appointment_id", NEW."consented_at", NEW."id", _pgh_attach_context(), NOW(), \'update\', NEW."id", NEW."withdrawn_at", NEW."words"); RETURN NULL;',
                        hash="d31ae871fcf75651ae836f6fbf5dde4c22aec86a",
                        operation="UPDATE",
                        pgid="pgtrigger_update_update_53455",
                        table="grid_identitydisplay",
                        when="AFTER",
                    ),
                ),
            ),
            pgtrigger.migrations.AddTrigger(
                model_name="identitydisplay",
                trigger=pgtrigger.compiler.Trigger(
                    name="delete_delete",
                    sql=pgtrigger.compiler.UpsertTriggerSql(
                        func='INSERT INTO "grid_identitydisplayhistory" ("appointment_id", "consented_at", "id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "withdrawn_at", "words") VALUES (OLD."appointment_id", OLD."consented_at", OLD."id", _pgh_attach_context(), NOW(), \'delete\', OLD."id", OLD."withdrawn_at", OLD."words"); RETURN NULL;',
                        hash="eec91eba5ae5e00ab09d84c699abb3fd06dc58e4",
                        operation="DELETE",
                        pgid="pgtrigger_delete_delete_a5ed4",
                        table="grid_identitydisplay",
                        when="AFTER",
                    ),
                ),
            ),
            pgtrigger.migrations.AddTrigger(
                model_name="identitydisplayhistory",
                trigger=pgtrigger.compiler.Trigger(
                    name="append_only",
                    sql=pgtrigger.compiler.UpsertTriggerSql(
                        func="RAISE EXCEPTION 'pgtrigger: Cannot update or delete rows from % table', TG_TABLE_NAME;",
                        hash="5835a951c9b2bb0417fa1d014d4136f878cdf4c5",
                        operation="UPDATE OR DELETE",
                        pgid="pgtrigger_append_only_2ec1c",
                        table="grid_identitydisplayhistory",
                        when="BEFORE",
                    ),
                ),
            ),
            pgtrigger.migrations.AddTrigger(
                model_name="pioneerlink",
                trigger=pgtrigger.compiler.Trigger(
                    name="pioneer_link_stays",
                    sql=pgtrigger.compiler.UpsertTriggerSql(
                        condition="WHEN (OLD.person_id IS DISTINCT FROM NEW.person_id OR OLD.post_id IS DISTINCT FROM NEW.post_id)",
                        func="RAISE EXCEPTION 'pioneer_link_stays' USING ERRCODE = 'check_violation', CONSTRAINT = 'pioneer_link_stays'; RETURN NULL;",
                        hash="1d589a0215aa392f4a9585c598df38cb7ca0bc0b",
                        operation="UPDATE",
                        pgid="pgtrigger_pioneer_link_stays_09d1d",
                        table="grid_pioneerlink",
                        when="AFTER",
                    ),
                ),
            ),
            pgtrigger.migrations.AddTrigger(
                model_name="pioneerlink",
                trigger=pgtrigger.compiler.Trigger(
                    name="insert_insert",
                    sql=pgtrigger.compiler.UpsertTriggerSql(
                        func='INSERT INTO "grid_pioneerlinkhistory" ("during", "id", "person_id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "post_id") VALUES (NEW."during", NEW."id", NEW."person_id", _pgh_attach_context(), NOW(), \'insert\', NEW."id", NEW."post_id"); RETURN NULL;',
                        hash="353ee4b0f3fd5efb85f9bde2e892df0f510822fa",
                        operation="INSERT",
                        pgid="pgtrigger_insert_insert_2cd9a",
                        table="grid_pioneerlink",
                        when="AFTER",
                    ),
                ),
            ),
            pgtrigger.migrations.AddTrigger(
                model_name="pioneerlink",
                trigger=pgtrigger.compiler.Trigger(
                    name="update_update",
                    sql=pgtrigger.compiler.UpsertTriggerSql(
                        condition='WHEN (OLD."during" IS DISTINCT FROM (NEW."during") OR OLD."id" IS DISTINCT FROM (NEW."id") OR OLD."person_id" IS DISTINCT FROM (NEW."person_id") OR OLD."post_id" IS DISTINCT FROM (NEW."post_id"))',
                        func='INSERT INTO "grid_pioneerlinkhistory" ("during", "id", "person_id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "post_id") VALUES (NEW."during", NEW."id", NEW."person_id", _pgh_attach_context(), NOW(), \'update\', NEW."id", NEW."post_id"); RETURN NULL;',
                        hash="02b4504a07b3540a0c267d9cd83bc2b0553b988e",
                        operation="UPDATE",
                        pgid="pgtrigger_update_update_0ab42",
                        table="grid_pioneerlink",
                        when="AFTER",
                    ),
                ),
            ),
            pgtrigger.migrations.AddTrigger(
                model_name="pioneerlink",
                trigger=pgtrigger.compiler.Trigger(
                    name="delete_delete",
                    sql=pgtrigger.compiler.UpsertTriggerSql(
                        func='INSERT INTO "grid_pioneerlinkhistory" ("during", "id", "person_id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "post_id") VALUES (OLD."during", OLD."id", OLD."person_id", _pgh_attach_context(), NOW(), \'delete\', OLD."id", OLD."post_id"); RETURN NULL;',
                        hash="dd8271fd3fd5a944cee0af6bbf8405294ac7daa4",
                        operation="DELETE",
                        pgid="pgtrigger_delete_delete_573d3",
                        table="grid_pioneerlink",
                        when="AFTER",
                    ),
                ),
            ),
            pgtrigger.migrations.AddTrigger(
                model_name="pioneerlinkhistory",
                trigger=pgtrigger.compiler.Trigger(
                    name="append_only",
                    sql=pgtrigger.compiler.UpsertTriggerSql(
                        func="RAISE EXCEPTION 'pgtrigger: Cannot update or delete rows from % table', TG_TABLE_NAME;",
                        hash="3a85eea3d4e4078ade78586c9789b38db1258df3",
                        operation="UPDATE OR DELETE",
                        pgid="pgtrigger_append_only_c4f0c",
                        table="grid_pioneerlinkhistory",
                        when="BEFORE",
                    ),
                ),
            ),
            pgtrigger.migrations.AddTrigger(
                model_name="survey",
                trigger=pgtrigger.compiler.Trigger(
                    name="survey_stays",
                    sql=pgtrigger.compiler.UpsertTriggerSql(
                        condition="WHEN (OLD.unit_id IS DISTINCT FROM NEW.unit_id)",
                        func="RAISE EXCEPTION 'survey_stays' USING ERRCODE = 'check_violation', CONSTRAINT = 'survey_stays'; RETURN NULL;",
                        hash="a677fb5d3e01909ed00d0888ac6a3ee55638f6d4",
                        operation="UPDATE",
                        pgid="pgtrigger_survey_stays_ff73b",
                        table="grid_survey",
                        when="AFTER",
                    ),
                ),
            ),
            pgtrigger.migrations.AddTrigger(
                model_name="survey",
                trigger=pgtrigger.compiler.Trigger(
                    name="survey_finished_once",
                    sql=pgtrigger.compiler.UpsertTriggerSql(
                        condition="WHEN (OLD.finished_at IS DISTINCT FROM NEW.finished_at)",
                        func="IF (OLD.finished_at IS NULL) IS NOT TRUE THEN RAISE EXCEPTION 'survey_finished_once' USING ERRCODE = 'check_violation', CONSTRAINT = 'survey_finished_once'; END IF; RETURN NULL;",
                        hash="6e9340c2d79b9f7bddd0398e2f2966f5e04bb0d3",
                        operation="UPDATE",
                        pgid="pgtrigger_survey_finished_once_8c49d",
                        table="grid_survey",
                        when="AFTER",
                    ),
                ),
            ),
            pgtrigger.migrations.AddTrigger(
                model_name="survey",
                trigger=pgtrigger.compiler.Trigger(
                    name="insert_insert",
                    sql=pgtrigger.compiler.UpsertTriggerSql(
                        func='INSERT INTO "grid_surveyhistory" ("during", "finished_at", "id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "result", "title", "unit_id") VALUES (NEW."during", NEW."finished_at", NEW."id", _pgh_attach_context(), NOW(), \'insert\', NEW."id", NEW."result", NEW."title", NEW."unit_id"); RETURN NULL;',
                        hash="229edb534cb7fce924102a2c9fc4bd9d6bd10c42",
                        operation="INSERT",
                        pgid="pgtrigger_insert_insert_66957",
                        table="grid_survey",
                        when="AFTER",
                    ),
                ),
            ),
            pgtrigger.migrations.AddTrigger(
                model_name="survey",
                trigger=pgtrigger.compiler.Trigger(
                    name="update_update",
                    sql=pgtrigger.compiler.UpsertTriggerSql(
                        condition='WHEN (OLD."during" IS DISTINCT FROM (NEW."during") OR OLD."finished_at" IS DISTINCT FROM (NEW."finished_at") OR OLD."id" IS DISTINCT FROM (NEW."id") OR OLD."result" IS DISTINCT FROM (NEW."result") OR OLD."title" IS DISTINCT FROM (NEW."title") OR OLD."unit_id" IS DISTINCT FROM (NEW."unit_id"))',
                        func='INSERT INTO "grid_surveyhistory" ("during", "finished_at", "id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "result", "title", "unit_id") VALUES (NEW."during", NEW."finished_at", NEW."id", _pgh_attach_context(), NOW(), \'update\', NEW."id", NEW."result", NEW."title", NEW."unit_id"); RETURN NULL;',
                        hash="010c189d6fdc8b1ece00acd6697499de8a34881c",
                        operation="UPDATE",
                        pgid="pgtrigger_update_update_3b2d3",
                        table="grid_survey",
                        when="AFTER",
                    ),
                ),
            ),
            pgtrigger.migrations.AddTrigger(
                model_name="survey",
                trigger=pgtrigger.compiler.Trigger(
                    name="delete_delete",
                    sql=pgtrigger.compiler.UpsertTriggerSql(
                        func='INSERT INTO "grid_surveyhistory" ("during", "finished_at", "id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "result", "title", "unit_id") VALUES (OLD."during", OLD."finished_at", OLD."id", _pgh_attach_context(), NOW(), \'delete\', OLD."id", OLD."result", OLD."title", OLD."unit_id"); RETURN NULL;',
                        hash="be86b3481d24c35a947cd5fecfc214bd26b77ad2",
                        operation="DELETE",
                        pgid="pgtrigger_delete_delete_43ba9",
                        table="grid_survey",
                        when="AFTER",
                    ),
                ),
            ),
            pgtrigger.migrations.AddTrigger(
                model_name="surveyanswer",
                trigger=pgtrigger.compiler.Trigger(
                    name="survey_answer_same_community",
                    sql=pgtrigger.compiler.UpsertTriggerSql(
                        func="IF ((SELECT u.community_id FROM grid_survey s JOIN grid_orgunit u ON u.id = s.unit_id WHERE s.id = NEW.survey_id) = (SELECT b.community_id FROM grid_household h JOIN grid_building b ON b.id = h.building_id WHERE h.id = NEW.household_id)) IS NOT TRUE THEN RAISE EXCEPTION 'survey_answer_same_community' USING ERRCODE = 'check_violation', CONSTRAINT = 'survey_answer_same_community'; END IF; RETURN NULL;",
                        hash="e6ee9ce20f10ec6980f8c3b2c67f046968c930b2",
                        operation="INSERT OR UPDATE",
                        pgid="pgtrigger_survey_answer_same_community_eddf0",
                        table="grid_surveyanswer",
                        when="AFTER",
                    ),
                ),
            ),
            pgtrigger.migrations.AddTrigger(
                model_name="surveyanswer",
                trigger=pgtrigger.compiler.Trigger(
                    name="survey_answer_stays",
                    sql=pgtrigger.compiler.UpsertTriggerSql(
                        condition="WHEN (OLD.survey_id IS DISTINCT FROM NEW.survey_id OR OLD.household_id IS DISTINCT FROM NEW.household_id)",
                        func="RAISE EXCEPTION 'survey_answer_stays' USING ERRCODE = 'check_violation', CONSTRAINT = 'survey_answer_stays'; RETURN NULL;",
                        hash="49ac6be7af385daeb7bb31f8e061c41a245361ab",
                        operation="UPDATE",
                        pgid="pgtrigger_survey_answer_stays_f36e7",
                        table="grid_surveyanswer",
                        when="AFTER",
                    ),
                ),
            ),
            pgtrigger.migrations.AddTrigger(
                model_name="surveyanswer",
                trigger=pgtrigger.compiler.Trigger(
                    name="survey_answer_of_running_survey",
                    sql=pgtrigger.compiler.UpsertTriggerSql(
                        func="IF (EXISTS (SELECT FROM grid_survey WHERE id = COALESCE(NEW.survey_id, OLD.survey_id) AND finished_at IS NULL FOR SHARE)) IS NOT TRUE THEN RAISE EXCEPTION 'survey_answer_of_running_survey' USING ERRCODE = 'check_violation', CONSTRAINT = 'survey_answer_of_running_survey'; END IF; RETURN NULL;",
                        hash="e0c76d705b1955361d2a7d91c5f1ba7b13a59a87",
                        operation="INSERT OR UPDATE OR DELETE",
                        pgid="pgtrigger_survey_answer_of_running_survey_a226d",
                        table="grid_surveyanswer",
                        when="AFTER",
                    ),
                ),
            ),
            pgtrigger.migrations.AddTrigger(
                model_name="surveyanswer",
                trigger=pgtrigger.compiler.Trigger(
                    name="insert_insert",
                    sql=pgtrigger.compiler.UpsertTriggerSql(
                        func='INSERT INTO "grid_surveyanswerhistory" ("by_id", "floating", "household_id", "id", "in_service", "on", "outcome", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "survey_id") VALUES (NEW."by_id", NEW."floating", NEW."household_id", NEW."id", NEW."in_service", NEW."on", NEW."outcome", _pgh_attach_context(), NOW(), \'insert\', NEW."id", NEW."survey_id"); RETURN NULL;',
                        hash="f14da5ea1b14afe0e2f74517e7959b3d35c41fa7",
                        operation="INSERT",
                        pgid="pgtrigger_insert_insert_54e1b",
                        table="grid_surveyanswer",
                        when="AFTER",
                    ),
                ),
            ),
            pgtrigger.migrations.AddTrigger(
                model_name="surveyanswer",
                trigger=pgtrigger.compiler.Trigger(
                    name="update_update",
                    sql=pgtrigger.compiler.UpsertTriggerSql(
                        condition="WHEN (OLD.* IS DISTINCT FROM NEW.*)",
                        func='INSERT INTO "grid_surveyanswerhistory" ("by_id", "floating", "household_id", "id", "in_service", "on", "outcome", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "survey_id") VALUES (NEW."by_id", NEW."floating", NEW."household_id", NEW."id", NEW."in_service", NEW."on", NEW."outcome", _pgh_attach_context(), NOW(), \'update\', NEW."id", NEW."survey_id"); RETURN NULL;',
                        hash="8617781d22eb638fdcabc7032ea7600e0c446f4e",
                        operation="UPDATE",
                        pgid="pgtrigger_update_update_9b025",
                        table="grid_surveyanswer",
                        when="AFTER",
                    ),
                ),
            ),
            pgtrigger.migrations.AddTrigger(
                model_name="surveyanswer",
                trigger=pgtrigger.compiler.Trigger(
                    name="delete_delete",
                    sql=pgtrigger.compiler.UpsertTriggerSql(
                        func='INSERT INTO "grid_surveyanswerhistory" ("by_id", "floating", "household_id", "id", "in_service", "on", "outcome", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "survey_id") VALUES (OLD."by_id", OLD."floating", OLD."household_id", OLD."id", OLD."in_service", OLD."on", OLD."outcome", _pgh_attach_context(), NOW(), \'delete\', OLD."id", OLD."survey_id"); RETURN NULL;',
                        hash="eac3edb5a173bed2383b8c402ca3c241f06c1998",
                        operation="DELETE",
                        pgid="pgtrigger_delete_delete_1a922",
                        table="grid_surveyanswer",
                        when="AFTER",
                    ),
                ),
            ),
            pgtrigger.migrations.AddTrigger(
                model_name="partyrelation",
                trigger=pgtrigger.compiler.Trigger(
                    name="party_relation_stays",
                    sql=pgtrigger.compiler.UpsertTriggerSql(
                        condition="WHEN (OLD.person_id IS DISTINCT FROM NEW.person_id OR OLD.branch_id IS DISTINCT FROM NEW.branch_id OR OLD.kind IS DISTINCT FROM NEW.kind OR OLD.organisation IS DISTINCT FROM NEW.organisation)",
                        func="RAISE EXCEPTION 'party_relation_stays' USING ERRCODE = 'check_violation', CONSTRAINT = 'party_relation_stays'; RETURN NULL;",
                        hash="9fca69ab9020c6d171a7bd758b15fe484e5b3d2e",
                        operation="UPDATE",
                        pgid="pgtrigger_party_relation_stays_16082",
                        table="grid_partyrelation",
                        when="AFTER",
                    ),
                ),
            ),
            pgtrigger.migrations.AddTrigger(
                model_name="partyrelation",
                trigger=pgtrigger.compiler.Trigger(
                    name="insert_insert",
                    sql=pgtrigger.compiler.UpsertTriggerSql(
                        func='INSERT INTO "grid_partyrelationhistory" ("branch_id", "during", "found_in_id", "id", "kind", "organisation", "person_id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id") VALUES (NEW."branch_id", NEW."during", NEW."found_in_id", NEW."id", NEW."kind", NEW."organisation", NEW."person_id", _pgh_attach_context(), NOW(), \'insert\', NEW."id"); RETURN NULL;',
                        hash="b4fd9b1e9a4ec342fc1c02a06680791d080f4490",
                        operation="INSERT",
                        pgid="pgtrigger_insert_insert_01d71",
                        table="grid_partyrelation",
                        when="AFTER",
                    ),
                ),
            ),
            pgtrigger.migrations.AddTrigger(
                model_name="partyrelation",
                trigger=pgtrigger.compiler.Trigger(
                    name="update_update",
                    sql=pgtrigger.compiler.UpsertTriggerSql(
                        condition='WHEN (OLD."branch_id" IS DISTINCT FROM (NEW."branch_id") OR OLD."during" IS DISTINCT FROM (NEW."during") OR OLD."found_in_id" IS DISTINCT FROM (NEW."found_in_id") OR OLD."id" IS DISTINCT FROM (NEW."id") OR OLD."kind" IS DISTINCT FROM (NEW."kind") OR OLD."organisation" IS DISTINCT FROM (NEW."organisation") OR OLD."person_id" IS DISTINCT FROM (NEW."person_id"))',
                        func='INSERT INTO "grid_partyrelationhistory" ("branch_id", "during", "found_in_id", "id", "kind", "organisation", "person_id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id") VALUES (NEW."branch_id", NEW."during", NEW."found_in_id", NEW."id", NEW."kind", NEW."organisation", NEW."person_id", _pgh_attach_context(), NOW(), \'update\', NEW."id"); RETURN NULL;',
                        hash="5e85d870f52016cd921f7461bdeb1f93dd813d43",
                        operation="UPDATE",
                        pgid="pgtrigger_update_update_fe117",
                        table="grid_partyrelation",
                        when="AFTER",
                    ),
                ),
            ),
            pgtrigger.migrations.AddTrigger(
                model_name="partyrelation",
                trigger=pgtrigger.compiler.Trigger(
                    name="delete_delete",
                    sql=pgtrigger.compiler.UpsertTriggerSql(
                        func='INSERT INTO "grid_partyrelationhistory" ("branch_id", "during", "found_in_id", "id", "kind", "organisation", "person_id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id") VALUES (OLD."branch_id", OLD."during", OLD."found_in_id", OLD."id", OLD."kind", OLD."organisation", OLD."person_id", _pgh_attach_context(), NOW(), \'delete\', OLD."id"); RETURN NULL;',
                        hash="73bde80ff7fef6b69a45f63c356471f38ed4307d",
                        operation="DELETE",
                        pgid="pgtrigger_delete_delete_2dc3f",
                        table="grid_partyrelation",
                        when="AFTER",
                    ),
                ),
            ),
            pgtrigger.migrations.AddTrigger(
                model_name="partyrelationhistory",
                trigger=pgtrigger.compiler.Trigger(
                    name="append_only",
                    sql=pgtrigger.compiler.UpsertTriggerSql(
                        func="RAISE EXCEPTION 'pgtrigger: Cannot update or delete rows from % table', TG_TABLE_NAME;",
                        hash="0417174e399803097f561ab2798bc81ac2277ef9",
                        operation="UPDATE OR DELETE",
                        pgid="pgtrigger_append_only_e99df",
                        table="grid_partyrelationhistory",
                        when="BEFORE",
                    ),
                ),
            ),
            pgtrigger.migrations.AddTrigger(
                model_name="partytransfer",
                trigger=pgtrigger.compiler.Trigger(
                    name="party_transfer_opens_as_asked",
                    sql=pgtrigger.compiler.UpsertTriggerSql(
                        func="IF (NEW.opened_id IS NULL OR EXISTS (SELECT FROM grid_partyrelation begun JOIN grid_partyrelation gone ON begun.person_id = gone.person_id AND begun.id <> gone.id WHERE begun.id = NEW.opened_id AND gone.id = NEW.relation_id AND begun.branch_id = NEW.to_branch_id)) IS NOT TRUE THEN RAISE EXCEPTION 'party_transfer_opens_as_asked' USING ERRCODE = 'check_violation', CONSTRAINT = 'party_transfer_opens_as_asked'; END IF; RETURN NULL;",
                        hash="77394a86b75ea380889a40447753626baf1feaeb",
                        operation="INSERT OR UPDATE",
                        pgid="pgtrigger_party_transfer_opens_as_asked_1711f",
                        table="grid_partytransfer",
                        when="AFTER",
                    ),
                ),
            ),
            pgtrigger.migrations.AddTrigger(
                model_name="partytransfer",
                trigger=pgtrigger.compiler.Trigger(
                    name="insert_insert",
                    sql=pgtrigger.compiler.UpsertTriggerSql(
                        func='INSERT INTO "grid_partytransferhistory" ("answer", "asked_at", "asked_by_id", "decided_at", "decided_by_id", "id", "kind", "opened_id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "reason", "relation_id", "state", "to_branch_id") VALUES (NEW."answer", NEW."asked_at", NEW."asked_by_id", NEW."decided_at", NEW."decided_by_id", NEW."id", NEW."kind", NEW."opened_id", _pgh_attach_context(), NOW(), \'insert\', NEW."id", NEW."reason", NEW."relation_id", NEW."state", NEW."to_branch_id"); RETURN NULL;',
                        hash="2bcaff6c415117d68ed1c9674deefa29477b1099",
                        operation="INSERT",
                        pgid="pgtrigger_insert_insert_dd8e9",
                        table="grid_partytransfer",
                        when="AFTER",
                    ),
                ),
            ),
            pgtrigger.migrations.AddTrigger(
                model_name="partytransfer",
                trigger=pgtrigger.compiler.Trigger(
                    name="update_update",
                    sql=pgtrigger.compiler.UpsertTriggerSql(
                        condition='WHEN (OLD."answer" IS DISTINCT FROM (NEW."answer") OR OLD."asked_at" IS DISTINCT FROM (NEW."asked_at") OR OLD."asked_by_id" IS DISTINCT FROM (NEW."asked_by_id") OR OLD."decided_at" IS DISTINCT FROM (NEW."decided_at") OR OLD."decided_by_id" IS DISTINCT FROM (NEW."decided_by_id") OR OLD."id" IS DISTINCT FROM (NEW."id") OR OLD."kind" IS DISTINCT FROM (NEW."kind") OR OLD."opened_id" IS DISTINCT FROM (NEW."opened_id") OR OLD."reason" IS DISTINCT FROM (NEW."reason") OR OLD."relation_id" IS DISTINCT FROM (NEW."relation_id") OR OLD."state" IS DISTINCT FROM (NEW."state") OR OLD."to_branch_id" IS DISTINCT FROM (NEW."to_branch_id"))',
                        func='INSERT INTO "grid_partytransferhistory" ("answer", "asked_at", "asked_by_id", "decided_at", "decided_by_id", "id", "kind", "opened_id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "reason", "relation_id", "state", "to_branch_id") VALUES (NEW."answer", NEW."asked_at", NEW."asked_by_id", NEW."decided_at", NEW."decided_by_id", NEW."id", NEW."kind", NEW."opened_id", _pgh_attach_context(), NOW(), \'update\', NEW."id", NEW."reason", NEW."relation_id", NEW."state", NEW."to_branch_id"); RETURN NULL;',
                        hash="8a21e0efe2b4ecbeb6db9c893e99a99eae26119d",
                        operation="UPDATE",
                        pgid="pgtrigger_update_update_f7732",
                        table="grid_partytransfer",
                        when="AFTER",
                    ),
                ),
            ),
            pgtrigger.migrations.AddTrigger(
                model_name="partytransfer",
                trigger=pgtrigger.compiler.Trigger(
                    name="delete_delete",
                    sql=pgtrigger.compiler.UpsertTriggerSql(
                        func='INSERT INTO "grid_partytransferhistory" ("answer", "asked_at", "asked_by_id", "decided_at", "decided_by_id", "id", "kind", "opened_id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "reason", "relation_id", "state", "to_branch_id") VALUES (OLD."answer", OLD."asked_at", OLD."asked_by_id", OLD."decided_at", OLD."decided_by_id", OLD."id", OLD."kind", OLD."opened_id", _pgh_attach_context(), NOW(), \'delete\', OLD."id", OLD."reason", OLD."relation_id", OLD."state", OLD."to_branch_id"); RETURN NULL;',
                        hash="1bdf3a32046a05819762ae0145f3858ac6be5927",
                        operation="DELETE",
                        pgid="pgtrigger_delete_delete_066fe",
                        table="grid_partytransfer",
                        when="AFTER",
                    ),
                ),
            ),
            pgtrigger.migrations.AddTrigger(
                model_name="partytransferhistory",
                trigger=pgtrigger.compiler.Trigger(
                    name="append_only",
                    sql=pgtrigger.compiler.UpsertTriggerSql(
                        func="RAISE EXCEPTION 'pgtrigger: Cannot update or delete rows from % table', TG_TABLE_NAME;",
                        hash="4df837c131d31b7036cb5aa33283001b86caee38",
                        operation="UPDATE OR DELETE",
                        pgid="pgtrigger_append_only_d52b0",
                        table="grid_partytransferhistory",
                        when="BEFORE",
                    ),
                ),
            ),
            pgtrigger.migrations.AddTrigger(
                model_name="residence",
                trigger=pgtrigger.compiler.Trigger(
                    name="insert_insert",
                    sql=pgtrigger.compiler.UpsertTriggerSql(
                        func='INSERT INTO "grid_residencehistory" ("building_id", "during", "household_id", "id", "person_id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id") VALUES (NEW."building_id", NEW."during", NEW."household_id", NEW."id", NEW."person_id", _pgh_attach_context(), NOW(), \'insert\', NEW."id"); RETURN NULL;',
                        hash="292ae2373c2a7e8a332c3ab4d0f0cd279204cdf6",
                        operation="INSERT",
                        pgid="pgtrigger_insert_insert_ac446",
                        table="grid_residence",
                        when="AFTER",
                    ),
                ),
            ),
            pgtrigger.migrations.AddTrigger(
                model_name="residence",
                trigger=pgtrigger.compiler.Trigger(
                    name="update_update",
                    sql=pgtrigger.compiler.UpsertTriggerSql(
                        condition="WHEN (OLD.* IS DISTINCT FROM NEW.*)",
                        func='INSERT INTO "grid_residencehistory" ("building_id", "during", "household_id", "id", "person_id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id") VALUES (NEW."building_id", NEW."during", NEW."household_id", NEW."id", NEW."person_id", _pgh_attach_context(), NOW(), \'update\', NEW."id"); RETURN NULL;',
                        hash="89fdd7f06bd170735163a79c0e29dbcfc86aab08",
                        operation="UPDATE",
                        pgid="pgtrigger_update_update_0a266",
                        table="grid_residence",
                        when="AFTER",
                    ),
                ),
            ),
            pgtrigger.migrations.AddTrigger(
                model_name="residence",
                trigger=pgtrigger.compiler.Trigger(
                    name="delete_delete",
                    sql=pgtrigger.compiler.UpsertTriggerSql(
                        func='INSERT INTO "grid_residencehistory" ("building_id", "during", "household_id", "id", "person_id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id") VALUES (OLD."building_id", OLD."during", OLD."household_id", OLD."id", OLD."person_id", _pgh_attach_context(), NOW(), \'delete\', OLD."id"); RETURN NULL;',
                        hash="13915e509e8a190dda597f641344942c176cb94e",
                        operation="DELETE",
                        pgid="pgtrigger_delete_delete_42c0b",
                        table="grid_residence",
                        when="AFTER",
                    ),
                ),
            ),
            pgtrigger.migrations.AddTrigger(
                model_name="residencehistory",
                trigger=pgtrigger.compiler.Trigger(
                    name="append_only",
                    sql=pgtrigger.compiler.UpsertTriggerSql(
                        func="RAISE EXCEPTION 'pgtrigger: Cannot update or delete rows from % table', TG_TABLE_NAME;",
                        hash="d94b4d9805018a1bc704d056cb1eac0d7e3c7408",
                        operation="UPDATE OR DELETE",
                        pgid="pgtrigger_append_only_c8cbe",
                        table="grid_residencehistory",
                        when="BEFORE",
                    ),
                ),
            ),
            pgtrigger.migrations.AddTrigger(
                model_name="surveyhistory",
                trigger=pgtrigger.compiler.Trigger(
                    name="append_only",
                    sql=pgtrigger.compiler.UpsertTriggerSql(
                        func="RAISE EXCEPTION 'pgtrigger: Cannot update or delete rows from % table', TG_TABLE_NAME;",
                        hash="a3086035b0f9cad3d6f09eeb2f186ab397012d3a",
                        operation="UPDATE OR DELETE",
                        pgid="pgtrigger_append_only_5277d",
                        table="grid_surveyhistory",
                        when="BEFORE",
                    ),
                ),
            ),
            pgtrigger.migrations.AddTrigger(
                model_name="surveyanswerhistory",
                trigger=pgtrigger.compiler.Trigger(
                    name="append_only",
                    sql=pgtrigger.compiler.UpsertTriggerSql(
                        func="RAISE EXCEPTION 'pgtrigger: Cannot update or delete rows from % table', TG_TABLE_NAME;",
                        hash="56c04c44db2826c17f64d281adc6e68ef54456c0",
                        operation="UPDATE OR DELETE",
                        pgid="pgtrigger_append_only_ef6e3",
                        table="grid_surveyanswerhistory",
                        when="BEFORE",
                    ),
                ),
            ),
            pgtrigger.migrations.AddTrigger(
                model_name="visit",
                trigger=pgtrigger.compiler.Trigger(
                    name="visit_post_same_community",
                    sql=pgtrigger.compiler.UpsertTriggerSql(
                        func="IF (NEW.post_id IS NULL OR (SELECT community_id FROM grid_orgunit WHERE id = NEW.post_id) = (SELECT b.community_id FROM grid_household h JOIN grid_building b ON b.id = h.building_id WHERE h.id = NEW.household_id)) IS NOT TRUE THEN RAISE EXCEPTION 'visit_post_same_community' USING ERRCODE = 'check_violation', CONSTRAINT = 'visit_post_same_community'; END IF; RETURN NULL;",
                        hash="90d00e11fd9d8fdea5c0e30cac5cb2034f5f668d",
                        operation="INSERT OR UPDATE",
                        pgid="pgtrigger_visit_post_same_community_2442d",
                        table="grid_visit",
                        when="AFTER",
                    ),
                ),
            ),
            pgtrigger.migrations.AddTrigger(
                model_name="visit",
                trigger=pgtrigger.compiler.Trigger(
                    name="visit_stays",
                    sql=pgtrigger.compiler.UpsertTriggerSql(
                        condition="WHEN (OLD.household_id IS DISTINCT FROM NEW.household_id OR OLD.visitor_id IS DISTINCT FROM NEW.visitor_id OR OLD.post_id IS DISTINCT FROM NEW.post_id OR OLD.by_id IS DISTINCT FROM NEW.by_id)",
                        func="RAISE EXCEPTION 'visit_stays' USING ERRCODE = 'check_violation', CONSTRAINT = 'visit_stays'; RETURN NULL;",
                        hash="53b7630a5e6f93567b1a488fd46665e971a0d413",
                        operation="UPDATE",
                        pgid="pgtrigger_visit_stays_ffb6b",
                        table="grid_visit",
                        when="AFTER",
                    ),
                ),
            ),
            pgtrigger.migrations.AddTrigger(
                model_name="visit",
                trigger=pgtrigger.compiler.Trigger(
                    name="insert_insert",
                    sql=pgtrigger.compiler.UpsertTriggerSql(
                        func='INSERT INTO "grid_visithistory" ("by_id", "household_id", "id", "met", "needs", "on", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "post_id", "recorded_at", "summary", "visitor_id") VALUES (NEW."by_id", NEW."household_id", NEW."id", NEW."met", NEW."needs", NEW."on", _pgh_attach_context(), NOW(), \'insert\', NEW."id", NEW."post_id", NEW."recorded_at", NEW."summary", NEW."visitor_id"); RETURN NULL;',
                        hash="b088be036738edbac5f1b4e94a3c9ecf548288ce",
                        operation="INSERT",
                        pgid="pgtrigger_insert_insert_7feda",
                        table="grid_visit",
                        when="AFTER",
                    ),
                ),
            ),
            pgtrigger.migrations.AddTrigger(
                model_name="visit",
                trigger=pgtrigger.compiler.Trigger(
                    name="update_update",
                    sql=pgtrigger.compiler.UpsertTriggerSql(
                        condition='WHEN (OLD."by_id" IS DISTINCT FROM (NEW."by_id") OR OLD."household_id" IS DISTINCT FROM (NEW."household_id") OR OLD."id" IS DISTINCT FROM (NEW."id") OR OLD."met" IS DISTINCT FROM (NEW."met") OR OLD."needs" IS DISTINCT FROM (NEW."needs") OR OLD."on" IS DISTINCT FROM (NEW."on") OR OLD."post_id" IS DISTINCT FROM (NEW."post_id") OR OLD."recorded_at" IS DISTINCT FROM (NEW."recorded_at") OR OLD."summary" IS DISTINCT FROM (NEW."summary") OR OLD."visitor_id" IS DISTINCT FROM (NEW."visitor_id"))',
                        func='INSERT INTO "grid_visithistory" ("by_id", "household_id", "id", "met", "needs", "on", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "post_id", "recorded_at", "summary", "visitor_id") VALUES (NEW."by_id", NEW."household_id", NEW."id", NEW."met", NEW."needs", NEW."on", _pgh_attach_context(), NOW(), \'update\', NEW."id", NEW."post_id", NEW."recorded_at", NEW."summary", NEW."visitor_id"); RETURN NULL;',
                        hash="8d8b7137dd86f6f2ba703452bbe068abe3f24415",
                        operation="UPDATE",
                        pgid="pgtrigger_update_update_f1efc",
                        table="grid_visit",
                        when="AFTER",
                    ),
                ),
            ),
            pgtrigger.migrations.AddTrigger(
                model_name="visit",
                trigger=pgtrigger.compiler.Trigger(
                    name="delete_delete",
                    sql=pgtrigger.compiler.UpsertTriggerSql(
                        func='INSERT INTO "grid_visithistory" ("by_id", "household_id", "id", "met", "needs", "on", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "post_id", "recorded_at", "summary", "visitor_id") VALUES (OLD."by_id", OLD."household_id", OLD."id", OLD."met", OLD."needs", OLD."on", _pgh_attach_context(), NOW(), \'delete\', OLD."id", OLD."post_id", OLD."recorded_at", OLD."summary", OLD."visitor_id"); RETURN NULL;',
                        hash="067be094cd06b626c4c5eeb708bf992c4e67ce8e",
                        operation="DELETE",
                        pgid="pgtrigger_delete_delete_2ddb4",
                        table="grid_visit",
                        when="AFTER",
                    ),
                ),
            ),
            pgtrigger.migrations.AddTrigger(
                model_name="visithistory",
                trigger=pgtrigger.compiler.Trigger(
                    name="append_only",
                    sql=pgtrigger.compiler.UpsertTriggerSql(
                        func="RAISE EXCEPTION 'pgtrigger: Cannot update or delete rows from % table', TG_TABLE_NAME;",
                        hash="b0ad46a7ba611ff17bcd476dad7403ecf477c2fe",
                        operation="UPDATE OR DELETE",
                        pgid="pgtrigger_append_only_42631",
                        table="grid_visithistory",
                        when="BEFORE",
                    ),
                ),
            ),
        ),
        composite_foreign_key(
            table="grid_orgunit",
            name="org_unit_parent_one_level_up",
            columns=("parent_id", "parent_level"),
            **UNIT_AT_LEVEL,
        ),
        composite_foreign_key(
            table="grid_orgunit",
            name="org_unit_parent_same_community",
            columns=("parent_id", "community_id"),
            references="grid_orgunit",
            referenced=("id", "community_id"),
        ),
        composite_foreign_key(
            table="grid_postbuilding",
            name="post_building_of_pioneer_post",
            columns=("post_id", "post_level"),
            **UNIT_AT_LEVEL,
        ),
        composite_foreign_key(
            table="grid_building",
            name="building_estate_same_community",
            columns=("estate_id", "community_id"),
            references="grid_estate",
            referenced=("id", "community_id"),
        ),
        composite_foreign_key(
            table="grid_building",
            name="building_grid_same_community",
            columns=("grid_id", "community_id"),
            references="grid_grid",
            referenced=("id", "community_id"),
        ),
        composite_foreign_key(
            table="grid_residence",
            name="residence_household_in_building",
            columns=("household_id", "building_id"),
            references="grid_household",
            referenced=("id", "building_id"),
        ),
        composite_foreign_key(
            table="grid_unitappointment",
            name="unit_appointment_at_its_level",
            columns=("unit_id", "role_level"),
            **UNIT_AT_LEVEL,
        ),
        composite_foreign_key(
            table="grid_partyrelation",
            name="party_relation_of_estate_branch",
            columns=("branch_id", "branch_level"),
            **UNIT_AT_LEVEL,
        ),
        composite_foreign_key(
            table="grid_partytransfer",
            name="party_transfer_to_estate_branch",
            columns=("to_branch_id", "to_level"),
            **UNIT_AT_LEVEL,
        ),
        composite_foreign_key(
            table="grid_pioneerlink",
            name="pioneer_link_to_post",
            columns=("post_id", "post_level"),
            **UNIT_AT_LEVEL,
        ),
        composite_foreign_key(
            table="grid_visit", name="visit_of_post", columns=("post_id", "post_level"), **UNIT_AT_LEVEL
        ),
        composite_foreign_key(
            table="grid_survey",
            name="survey_unit_at_level",
            columns=("unit_id", "unit_level"),
            **UNIT_AT_LEVEL,
        ),
        composite_foreign_key(
            table="grid_identitydisplay",
            name="identity_display_of_pioneer",
            columns=("appointment_id", "post_level"),
            references="grid_unitappointment",
            referenced=("id", "role_level"),
        ),
    ]
