"""People may say in which building they live, for their own pages alone."""

import datetime

import django.db.models.deletion
import pgtrigger.compiler
import pgtrigger.migrations
from django.db import migrations, models

import common.time.clock


class Migration(migrations.Migration):
    dependencies = [
        ("accounts", "0015_changed_keys_are_recorded"),
        ("grid", "0003_records_stay_as_written"),
        ("pghistory", "0007_auto_20250421_0444"),
    ]

    operations = [
        migrations.CreateModel(
            name="StatedHome",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("stated_at", models.DateTimeField(default=common.time.clock.now, verbose_name="stated at")),
            ],
            options={
                "verbose_name": "stated home",
                "verbose_name_plural": "stated homes",
            },
        ),
        migrations.CreateModel(
            name="StatedHomeHistory",
            fields=[
                ("pgh_id", models.AutoField(primary_key=True, serialize=False)),
                ("pgh_created_at", models.DateTimeField(auto_now_add=True)),
                ("pgh_label", models.TextField(help_text="The event label.")),
                ("id", models.BigIntegerField()),
                ("stated_at", models.DateTimeField(default=common.time.clock.now, verbose_name="stated at")),
            ],
            options={
                "abstract": False,
            },
        ),
        migrations.AddField(
            model_name="statedhome",
            name="building",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.CASCADE,
                related_name="stated_homes",
                to="grid.building",
                verbose_name="building",
            ),
        ),
        migrations.AddField(
            model_name="statedhome",
            name="person",
            field=models.OneToOneField(
                on_delete=django.db.models.deletion.CASCADE,
                related_name="stated_home",
                to="accounts.person",
                verbose_name="person",
            ),
        ),
        migrations.AddField(
            model_name="statedhomehistory",
            name="person",
            field=models.ForeignKey(
                db_constraint=False,
                on_delete=django.db.models.deletion.DO_NOTHING,
                related_name="+",
                related_query_name="+",
                to="accounts.person",
                verbose_name="person",
            ),
        ),
        migrations.AddField(
            model_name="statedhomehistory",
            name="pgh_context",
            field=models.ForeignKey(
                db_constraint=False,
                null=True,
                on_delete=django.db.models.deletion.DO_NOTHING,
                related_name="+",
                to="pghistory.context",
            ),
        ),
        migrations.AddField(
            model_name="statedhomehistory",
            name="pgh_obj",
            field=models.ForeignKey(
                db_constraint=False,
                on_delete=django.db.models.deletion.DO_NOTHING,
                related_name="history",
                related_query_name="history",
                to="grid.statedhome",
            ),
        ),
        migrations.AddConstraint(
            model_name="statedhome",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    ("stated_at__gte", datetime.datetime(1999, 12, 31, 16, 0, tzinfo=datetime.UTC)),
                    ("stated_at__lt", datetime.datetime(2100, 12, 31, 16, 0, tzinfo=datetime.UTC)),
                ),
                name="stated_home_in_known_years",
                violation_error_message="A home is stated in the years 2000 to 2100.",
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="statedhome",
            trigger=pgtrigger.compiler.Trigger(
                name="stated_home_of_one_person",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    condition="WHEN (OLD.person_id IS DISTINCT FROM NEW.person_id)",
                    func="RAISE EXCEPTION 'stated_home_of_one_person' USING ERRCODE = 'check_violation', CONSTRAINT = 'stated_home_of_one_person'; RETURN NULL;",
                    hash="d69be242fddae64d96d0689de9eb5f7abc6fc409",
                    operation="UPDATE",
                    pgid="pgtrigger_stated_home_of_one_person_e72ae",
                    table="grid_statedhome",
                    when="AFTER",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="statedhome",
            trigger=pgtrigger.compiler.Trigger(
                name="insert_insert",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func='INSERT INTO "grid_statedhomehistory" ("id", "person_id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "stated_at") VALUES (NEW."id", NEW."person_id", _pgh_attach_context(), NOW(), \'insert\', NEW."id", NEW."stated_at"); RETURN NULL;',
                    hash="65c68e28353212e49df27f214770a9cc99a411d3",
                    operation="INSERT",
                    pgid="pgtrigger_insert_insert_0a0c2",
                    table="grid_statedhome",
                    when="AFTER",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="statedhome",
            trigger=pgtrigger.compiler.Trigger(
                name="update_update",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    condition='WHEN (OLD."id" IS DISTINCT FROM (NEW."id") OR OLD."person_id" IS DISTINCT FROM (NEW."person_id") OR OLD."stated_at" IS DISTINCT FROM (NEW."stated_at"))',
                    func='INSERT INTO "grid_statedhomehistory" ("id", "person_id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "stated_at") VALUES (NEW."id", NEW."person_id", _pgh_attach_context(), NOW(), \'update\', NEW."id", NEW."stated_at"); RETURN NULL;',
                    hash="e53b3d6975c2bb773628af0ff84c9255f503224e",
                    operation="UPDATE",
                    pgid="pgtrigger_update_update_d850c",
                    table="grid_statedhome",
                    when="AFTER",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="statedhome",
            trigger=pgtrigger.compiler.Trigger(
                name="delete_delete",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func='INSERT INTO "grid_statedhomehistory" ("id", "person_id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "stated_at") VALUES (OLD."id", OLD."person_id", _pgh_attach_context(), NOW(), \'delete\', OLD."id", OLD."stated_at"); RETURN NULL;',
                    hash="4d7312505c363fba5e580bedc158bddd53b27a62",
                    operation="DELETE",
                    pgid="pgtrigger_delete_delete_1f4ba",
                    table="grid_statedhome",
                    when="AFTER",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="statedhomehistory",
            trigger=pgtrigger.compiler.Trigger(
                name="append_only",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func="RAISE EXCEPTION 'pgtrigger: Cannot update or delete rows from % table', TG_TABLE_NAME;",
                    hash="d8ef01353ca4e12bc2bd2871d95447e8781b20e1",
                    operation="UPDATE OR DELETE",
                    pgid="pgtrigger_append_only_7b5c4",
                    table="grid_statedhomehistory",
                    when="BEFORE",
                ),
            ),
        ),
    ]
