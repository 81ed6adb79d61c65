"""The plan says where its corner lies, and the community when its office is open."""

import datetime

import django.core.validators
import pgtrigger.compiler
import pgtrigger.migrations
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("grid", "0005_duties_are_published"),
    ]

    operations = [
        pgtrigger.migrations.RemoveTrigger(
            model_name="community",
            name="insert_insert",
        ),
        pgtrigger.migrations.RemoveTrigger(
            model_name="community",
            name="update_update",
        ),
        pgtrigger.migrations.RemoveTrigger(
            model_name="community",
            name="delete_delete",
        ),
        migrations.AddField(
            model_name="community",
            name="office_closes",
            field=models.TimeField(
                default=datetime.time(17, 30),
                help_text="On working days. Within two hours of this time a report is received.",
                verbose_name="the office closes",
            ),
        ),
        migrations.AddField(
            model_name="community",
            name="office_opens",
            field=models.TimeField(default=datetime.time(8, 30), verbose_name="the office opens"),
        ),
        migrations.AddField(
            model_name="community",
            name="plan_latitude",
            field=models.FloatField(
                blank=True,
                help_text="As a phone shows it, for example 31.35720. A photo of a report then says where it was taken.",
                null=True,
                validators=[
                    django.core.validators.MinValueValidator(-85),
                    django.core.validators.MaxValueValidator(85),
                ],
                verbose_name="latitude of the north-west corner",
            ),
        ),
        migrations.AddField(
            model_name="community",
            name="plan_longitude",
            field=models.FloatField(
                blank=True,
                null=True,
                validators=[
                    django.core.validators.MinValueValidator(-180),
                    django.core.validators.MaxValueValidator(180),
                ],
                verbose_name="longitude of the north-west corner",
            ),
        ),
        migrations.AddField(
            model_name="communityhistory",
            name="office_closes",
            field=models.TimeField(
                default=datetime.time(17, 30),
                help_text="On working days. Within two hours of this time a report is received.",
                verbose_name="the office closes",
            ),
        ),
        migrations.AddField(
            model_name="communityhistory",
            name="office_opens",
            field=models.TimeField(default=datetime.time(8, 30), verbose_name="the office opens"),
        ),
        migrations.AddField(
            model_name="communityhistory",
            name="plan_latitude",
            field=models.FloatField(
                blank=True,
                help_text="As a phone shows it, for example 31.35720. A photo of a report then says where it was taken.",
                null=True,
                validators=[
                    django.core.validators.MinValueValidator(-85),
                    django.core.validators.MaxValueValidator(85),
                ],
                verbose_name="latitude of the north-west corner",
            ),
        ),
        migrations.AddField(
            model_name="communityhistory",
            name="plan_longitude",
            field=models.FloatField(
                blank=True,
                null=True,
                validators=[
                    django.core.validators.MinValueValidator(-180),
                    django.core.validators.MaxValueValidator(180),
                ],
                verbose_name="longitude of the north-west corner",
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="community",
            trigger=pgtrigger.compiler.Trigger(
                name="insert_insert",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func='INSERT INTO "grid_communityhistory" ("address", "icp_record", "id", "name", "office_closes", "office_hours", "office_opens", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "phone", "plan_height", "plan_latitude", "plan_longitude", "plan_width", "police_record", "programme", "subdistrict", "visit_days") VALUES (NEW."address", NEW."icp_record", NEW."id", NEW."name", NEW."office_closes", NEW."office_hours", NEW."office_opens", _pgh_attach_context(), NOW(), \'insert\', NEW."id", NEW."phone", NEW."plan_height", NEW."plan_latitude", NEW."plan_longitude", NEW."plan_width", NEW."police_record", NEW."programme", NEW."subdistrict", NEW."visit_days"); RETURN NULL;',
                    hash="c7ec301b2b23f2bd1b161c3dd7ef8afbe28d1c81",
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
                    func='INSERT INTO "grid_communityhistory" ("address", "icp_record", "id", "name", "office_closes", "office_hours", "office_opens", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "phone", "plan_height", "plan_latitude", "plan_longitude", "plan_width", "police_record", "programme", "subdistrict", "visit_days") VALUES (NEW."address", NEW."icp_record", NEW."id", NEW."name", NEW."office_closes", NEW."office_hours", NEW."office_opens", _pgh_attach_context(), NOW(), \'update\', NEW."id", NEW."phone", NEW."plan_height", NEW."plan_latitude", NEW."plan_longitude", NEW."plan_width", NEW."police_record", NEW."programme", NEW."subdistrict", NEW."visit_days"); RETURN NULL;',
                    hash="287a4d588639ce4eef411de61bf458189bc063fe",
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
                    func='INSERT INTO "grid_communityhistory" ("address", "icp_record", "id", "name", "office_closes", "office_hours", "office_opens", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "phone", "plan_height", "plan_latitude", "plan_longitude", "plan_width", "police_record", "programme", "subdistrict", "visit_days") VALUES (OLD."address", OLD."icp_record", OLD."id", OLD."name", OLD."office_closes", OLD."office_hours", OLD."office_opens", _pgh_attach_context(), NOW(), \'delete\', OLD."id", OLD."phone", OLD."plan_height", OLD."plan_latitude", OLD."plan_longitude", OLD."plan_width", OLD."police_record", OLD."programme", OLD."subdistrict", OLD."visit_days"); RETURN NULL;',
                    hash="d2860f8f2f281d09b6500f1315efc6da5f3aaf53",
                    operation="DELETE",
                    pgid="pgtrigger_delete_delete_97544",
                    table="grid_community",
                    when="AFTER",
                ),
            ),
        ),
        migrations.AddConstraint(
            model_name="community",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("plan_latitude", None), ("plan_longitude", None)),
                    models.Q(
                        ("plan_latitude__isnull", False),
                        ("plan_latitude__range", (-85, 85)),
                        ("plan_longitude__isnull", False),
                        ("plan_longitude__range", (-180, 180)),
                    ),
                    _connector="OR",
                ),
                name="community_plan_on_earth",
                violation_error_message="Give both the latitude and the longitude of the corner, or neither.",
            ),
        ),
        migrations.AddConstraint(
            model_name="community",
            constraint=models.CheckConstraint(
                condition=models.Q(("office_opens__lt", models.F("office_closes"))),
                name="community_office_opens_first",
                violation_error_message="The office closes later than it opens.",
            ),
        ),
    ]
