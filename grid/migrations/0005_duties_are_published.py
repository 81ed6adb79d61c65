"""The office publishes the name and a number of a post of duty, each by a decision of its own."""

import django.core.validators
import pgtrigger.compiler
import pgtrigger.migrations
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("grid", "0004_people_state_their_home"),
    ]

    operations = [
        pgtrigger.migrations.RemoveTrigger(
            model_name="gridappointment",
            name="insert_insert",
        ),
        pgtrigger.migrations.RemoveTrigger(
            model_name="gridappointment",
            name="update_update",
        ),
        pgtrigger.migrations.RemoveTrigger(
            model_name="gridappointment",
            name="delete_delete",
        ),
        pgtrigger.migrations.RemoveTrigger(
            model_name="unitappointment",
            name="insert_insert",
        ),
        pgtrigger.migrations.RemoveTrigger(
            model_name="unitappointment",
            name="update_update",
        ),
        pgtrigger.migrations.RemoveTrigger(
            model_name="unitappointment",
            name="delete_delete",
        ),
        migrations.AddField(
            model_name="gridappointment",
            name="is_public",
            field=models.BooleanField(default=False, verbose_name="name is public"),
        ),
        migrations.AddField(
            model_name="gridappointment",
            name="public_phone",
            field=models.CharField(
                blank=True,
                max_length=30,
                validators=[
                    django.core.validators.RegexValidator(
                        "^[0-9+][0-9 ()-]*[0-9]$",
                        "Please enter a number that can be called, for example 0512-6666 1510.",
                        code="not_callable",
                    )
                ],
                verbose_name="public phone of the post",
            ),
        ),
        migrations.AddField(
            model_name="gridappointmenthistory",
            name="is_public",
            field=models.BooleanField(default=False, verbose_name="name is public"),
        ),
        migrations.AddField(
            model_name="gridappointmenthistory",
            name="public_phone",
            field=models.CharField(
                blank=True,
                max_length=30,
                validators=[
                    django.core.validators.RegexValidator(
                        "^[0-9+][0-9 ()-]*[0-9]$",
                        "Please enter a number that can be called, for example 0512-6666 1510.",
                        code="not_callable",
                    )
                ],
                verbose_name="public phone of the post",
            ),
        ),
        migrations.AddField(
            model_name="unitappointment",
            name="is_public",
            field=models.BooleanField(default=False, verbose_name="name is public"),
        ),
        migrations.AddField(
            model_name="unitappointment",
            name="public_phone",
            field=models.CharField(
                blank=True,
                max_length=30,
                validators=[
                    django.core.validators.RegexValidator(
                        "^[0-9+][0-9 ()-]*[0-9]$",
                        "Please enter a number that can be called, for example 0512-6666 1510.",
                        code="not_callable",
                    )
                ],
                verbose_name="public phone of the post",
            ),
        ),
        migrations.AddField(
            model_name="unitappointmenthistory",
            name="is_public",
            field=models.BooleanField(default=False, verbose_name="name is public"),
        ),
        migrations.AddField(
            model_name="unitappointmenthistory",
            name="public_phone",
            field=models.CharField(
                blank=True,
                max_length=30,
                validators=[
                    django.core.validators.RegexValidator(
                        "^[0-9+][0-9 ()-]*[0-9]$",
                        "Please enter a number that can be called, for example 0512-6666 1510.",
                        code="not_callable",
                    )
                ],
                verbose_name="public phone of the post",
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="gridappointment",
            trigger=pgtrigger.compiler.Trigger(
                name="insert_insert",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func='INSERT INTO "grid_gridappointmenthistory" ("during", "granted_by_id", "grid_id", "id", "is_public", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "public_phone", "role", "user_id") VALUES (NEW."during", NEW."granted_by_id", NEW."grid_id", NEW."id", NEW."is_public", _pgh_attach_context(), NOW(), \'insert\', NEW."id", NEW."public_phone", NEW."role", NEW."user_id"); RETURN NULL;',
                    hash="38361b43e7d4476e369d7ffbcf7e9c4139371193",
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
                    func='INSERT INTO "grid_gridappointmenthistory" ("during", "granted_by_id", "grid_id", "id", "is_public", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "public_phone", "role", "user_id") VALUES (NEW."during", NEW."granted_by_id", NEW."grid_id", NEW."id", NEW."is_public", _pgh_attach_context(), NOW(), \'update\', NEW."id", NEW."public_phone", NEW."role", NEW."user_id"); RETURN NULL;',
                    hash="3f075e6c0ff8d69f879d05b03ff498cdfb6aa2ee",
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
                    func='INSERT INTO "grid_gridappointmenthistory" ("during", "granted_by_id", "grid_id", "id", "is_public", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "public_phone", "role", "user_id") VALUES (OLD."during", OLD."granted_by_id", OLD."grid_id", OLD."id", OLD."is_public", _pgh_attach_context(), NOW(), \'delete\', OLD."id", OLD."public_phone", OLD."role", OLD."user_id"); RETURN NULL;',
                    hash="2f05e62c64b05a816b1df8eb7ecaf4ee7e3233fb",
                    operation="DELETE",
                    pgid="pgtrigger_delete_delete_f7f46",
                    table="grid_gridappointment",
                    when="AFTER",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="unitappointment",
            trigger=pgtrigger.compiler.Trigger(
                name="insert_insert",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func='INSERT INTO "grid_unitappointmenthistory" ("during", "granted_by_id", "id", "is_public", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "public_phone", "role", "unit_id", "user_id") VALUES (NEW."during", NEW."granted_by_id", NEW."id", NEW."is_public", _pgh_attach_context(), NOW(), \'insert\', NEW."id", NEW."public_phone", NEW."role", NEW."unit_id", NEW."user_id"); RETURN NULL;',
                    hash="a76cf55df7aeb6b014fec2c2b3ed0ddfdf7397bd",
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
                    condition='WHEN (OLD."during" IS DISTINCT FROM (NEW."during") OR OLD."granted_by_id" IS DISTINCT FROM (NEW."granted_by_id") OR OLD."id" IS DISTINCT FROM (NEW."id") OR OLD."is_public" IS DISTINCT FROM (NEW."is_public") OR OLD."public_phone" IS DISTINCT FROM (NEW."public_phone") OR OLD."role" IS DISTINCT FROM (NEW."role") OR OLD."unit_id" IS DISTINCT FROM (NEW."unit_id") OR OLD."user_id" IS DISTINCT FROM (NEW."user_id"))',
                    func='INSERT INTO "grid_unitappointmenthistory" ("during", "granted_by_id", "id", "is_public", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "public_phone", "role", "unit_id", "user_id") VALUES (NEW."during", NEW."granted_by_id", NEW."id", NEW."is_public", _pgh_attach_context(), NOW(), \'update\', NEW."id", NEW."public_phone", NEW."role", NEW."unit_id", NEW."user_id"); RETURN NULL;',
                    hash="c6d5d12cd52da49e7c586ccbb0d9dfea8336199f",
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
                    func='INSERT INTO "grid_unitappointmenthistory" ("during", "granted_by_id", "id", "is_public", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "public_phone", "role", "unit_id", "user_id") VALUES (OLD."during", OLD."granted_by_id", OLD."id", OLD."is_public", _pgh_attach_context(), NOW(), \'delete\', OLD."id", OLD."public_phone", OLD."role", OLD."unit_id", OLD."user_id"); RETURN NULL;',
                    hash="c2e06a2d3b1cebe1cef9fa1023caee52bb2cc266",
                    operation="DELETE",
                    pgid="pgtrigger_delete_delete_9d2cf",
                    table="grid_unitappointment",
                    when="AFTER",
                ),
            ),
        ),
        migrations.AddConstraint(
            model_name="gridappointment",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    ("public_phone", ""),
                    models.Q(("is_public", True), ("public_phone__regex", "^[0-9+][0-9 ()-]*[0-9]$")),
                    _connector="OR",
                ),
                name="grid_appointment_phone_with_name",
                violation_error_message="A public phone needs a public name, and consists of digits, blanks and dashes.",
            ),
        ),
        migrations.AddConstraint(
            model_name="unitappointment",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    ("public_phone", ""),
                    models.Q(("is_public", True), ("public_phone__regex", "^[0-9+][0-9 ()-]*[0-9]$")),
                    _connector="OR",
                ),
                name="unit_appointment_phone_with_name",
                violation_error_message="A public phone needs a public name, and consists of digits, blanks and dashes.",
            ),
        ),
        migrations.AddConstraint(
            model_name="unitappointment",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    ("is_public", False), models.Q(("role", "pioneer"), _negated=True), _connector="OR"
                ),
                name="unit_appointment_pioneer_shows_oneself",
                violation_error_message="Only pioneers themselves can agree that they are shown.",
            ),
        ),
    ]
