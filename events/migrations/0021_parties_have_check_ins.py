"""When a party was there, day by day, and when it left."""

import django.db.models.deletion
import pgtrigger.compiler
import pgtrigger.migrations
from django.conf import settings
from django.db import migrations, models

from common.db.migrations import CombinedOperation


class Migration(migrations.Migration):
    dependencies = [
        ("events", "0020_events_say_how_they_are_ticked"),
        ("pghistory", "0007_auto_20250421_0444"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        CombinedOperation(
            migrations.CreateModel(
                name="CheckIn",
                fields=[
                    (
                        "id",
                        models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID"),
                    ),
                    ("day", models.DateField(blank=True, null=True, verbose_name="day")),
                    ("came", models.PositiveSmallIntegerField(verbose_name="how many came")),
                    ("at", models.DateTimeField(verbose_name="checked in at")),
                    (
                        "at_door",
                        models.BooleanField(db_default=False, default=False, verbose_name="by the family itself"),
                    ),
                    ("left_at", models.DateTimeField(blank=True, null=True, verbose_name="left at")),
                ],
                options={
                    "verbose_name": "check-in",
                    "verbose_name_plural": "check-ins",
                    "ordering": ["registration", "day"],
                },
            ),
            migrations.CreateModel(
                name="CheckInHistory",
                fields=[
                    ("pgh_id", models.AutoField(primary_key=True, serialize=False)),
                    ("pgh_created_at", models.DateTimeField(auto_now_add=True)),
                    ("pgh_label", models.TextField(help_text="The event label.")),
                    ("id", models.BigIntegerField()),
                    ("day", models.DateField(blank=True, null=True, verbose_name="day")),
                    ("came", models.PositiveSmallIntegerField(verbose_name="how many came")),
                    ("at", models.DateTimeField(verbose_name="checked in at")),
                    (
                        "at_door",
                        models.BooleanField(db_default=False, default=False, verbose_name="by the family itself"),
                    ),
                    ("left_at", models.DateTimeField(blank=True, null=True, verbose_name="left at")),
                ],
                options={
                    "abstract": False,
                },
            ),
        ),
        CombinedOperation(
            migrations.AddField(
                model_name="checkin",
                name="by",
                field=models.ForeignKey(
                    blank=True,
                    null=True,
                    on_delete=django.db.models.deletion.PROTECT,
                    related_name="+",
                    to=settings.AUTH_USER_MODEL,
                    verbose_name="checked in by",
                ),
            ),
            migrations.AddField(
                model_name="checkin",
                name="left_by",
                field=models.ForeignKey(
                    blank=True,
                    null=True,
                    on_delete=django.db.models.deletion.PROTECT,
                    related_name="+",
                    to=settings.AUTH_USER_MODEL,
                    verbose_name="ticked out by",
                ),
            ),
            migrations.AddField(
                model_name="checkin",
                name="registration",
                field=models.ForeignKey(
                    on_delete=django.db.models.deletion.CASCADE,
                    related_name="check_ins",
                    to="events.registration",
                    verbose_name="registration",
                ),
            ),
            migrations.AddField(
                model_name="checkinhistory",
                name="by",
                field=models.ForeignKey(
                    blank=True,
                    db_constraint=False,
                    null=True,
                    on_delete=django.db.models.deletion.DO_NOTHING,
                    related_name="+",
                    related_query_name="+",
                    to=settings.AUTH_USER_MODEL,
                    verbose_name="checked in by",
                ),
            ),
            migrations.AddField(
                model_name="checkinhistory",
                name="left_by",
                field=models.ForeignKey(
                    blank=True,
                    db_constraint=False,
                    null=True,
                    on_delete=django.db.models.deletion.DO_NOTHING,
                    related_name="+",
                    related_query_name="+",
                    to=settings.AUTH_USER_MODEL,
                    verbose_name="ticked out by",
                ),
            ),
            migrations.AddField(
                model_name="checkinhistory",
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
                model_name="checkinhistory",
                name="pgh_obj",
                field=models.ForeignKey(
                    db_constraint=False,
                    on_delete=django.db.models.deletion.DO_NOTHING,
                    related_name="history",
                    related_query_name="history",
                    to="events.checkin",
                ),
            ),
            migrations.AddField(
                model_name="checkinhistory",
                name="registration",
                field=models.ForeignKey(
                    db_constraint=False,
                    on_delete=django.db.models.deletion.DO_NOTHING,
                    related_name="+",
                    related_query_name="+",
                    to="events.registration",
                    verbose_name="registration",
                ),
            ),
        ),
        CombinedOperation(
            migrations.AddConstraint(
                model_name="checkin",
                constraint=models.UniqueConstraint(
                    fields=("registration", "day"),
                    name="check_in_once_a_day",
                    nulls_distinct=False,
                    violation_error_message="This party has been ticked off already; nobody is counted twice.",
                ),
            ),
            migrations.AddConstraint(
                model_name="checkin",
                constraint=models.CheckConstraint(
                    condition=models.Q(("came__range", (1, 50))), name="check_in_has_people"
                ),
            ),
            migrations.AddConstraint(
                model_name="checkin",
                constraint=models.CheckConstraint(
                    condition=models.Q(
                        models.Q(("left_at", None), ("left_by", None)),
                        models.Q(("left_at__gte", models.F("at")), ("left_at__isnull", False)),
                        _connector="OR",
                    ),
                    name="check_in_left_after_it_came",
                    violation_error_message="A party leaves after it has come.",
                ),
            ),
        ),
        CombinedOperation(
            pgtrigger.migrations.AddTrigger(
                model_name="checkin",
                trigger=pgtrigger.compiler.Trigger(
                    name="check_in_of_kind",
                    sql=pgtrigger.compiler.UpsertTriggerSql(
                        func="IF (\n    EXISTS (\n        SELECT 1 FROM events_registration r JOIN events_event e ON e.id = r.event_id\n        WHERE r.id = NEW.registration_id\n        AND (NEW.day IS NULL) = (e.check_in_kind = 'once')\n        AND (NEW.left_at IS NULL OR e.check_in_kind = 'in_and_out')\n        FOR SHARE OF e\n    )\n) IS NOT TRUE THEN RAISE EXCEPTION 'check_in_of_kind' USING ERRCODE = 'check_violation', CONSTRAINT = 'check_in_of_kind'; END IF; RETURN NULL;",
                        hash="84a452702393c280386c9462ab79ef99e22da943",
                        operation='INSERT OR UPDATE OF "day", "left_at", "registration_id"',
                        pgid="pgtrigger_check_in_of_kind_8f01f",
                        table="events_checkin",
                        when="AFTER",
                    ),
                ),
            ),
            pgtrigger.migrations.AddTrigger(
                model_name="checkin",
                trigger=pgtrigger.compiler.Trigger(
                    name="check_in_stays",
                    sql=pgtrigger.compiler.UpsertTriggerSql(
                        condition="WHEN (OLD.registration_id IS DISTINCT FROM NEW.registration_id OR OLD.day IS DISTINCT FROM NEW.day OR OLD.at IS DISTINCT FROM NEW.at OR OLD.by_id IS DISTINCT FROM NEW.by_id OR OLD.at_door IS DISTINCT FROM NEW.at_door)",
                        func="RAISE EXCEPTION 'check_in_stays' USING ERRCODE = 'check_violation', CONSTRAINT = 'check_in_stays'; RETURN NULL;",
                        hash="0d2e4e56cd09fd63508cf1a25853651994e4e4b3",
                        operation="UPDATE",
                        pgid="pgtrigger_check_in_stays_549fa",
                        table="events_checkin",
                        when="AFTER",
                    ),
                ),
            ),
            pgtrigger.migrations.AddTrigger(
                model_name="checkin",
                trigger=pgtrigger.compiler.Trigger(
                    name="insert_insert",
                    sql=pgtrigger.compiler.UpsertTriggerSql(
                        func='INSERT INTO "events_checkinhistory" ("at", "at_door", "by_id", "came", "day", "id", "left_at", "left_by_id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "registration_id") VALUES (NEW."at", NEW."at_door", NEW."by_id", NEW."came", NEW."day", NEW."id", NEW."left_at", NEW."left_by_id", _pgh_attach_context(), NOW(), \'insert\', NEW."id", NEW."registration_id"); RETURN NULL;',
                        hash="87f94185e54aa8d3cb175e252357a81e9313edc8",
                        operation="INSERT",
                        pgid="pgtrigger_insert_insert_5a9ce",
                        table="events_checkin",
                        when="AFTER",
                    ),
                ),
            ),
            pgtrigger.migrations.AddTrigger(
                model_name="checkin",
                trigger=pgtrigger.compiler.Trigger(
                    name="update_update",
                    sql=pgtrigger.compiler.UpsertTriggerSql(
                        condition="WHEN (OLD.* IS DISTINCT FROM NEW.*)",
                        func='INSERT INTO "events_checkinhistory" ("at", "at_door", "by_id", "came", "day", "id", "left_at", "left_by_id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "registration_id") VALUES (NEW."at", NEW."at_door", NEW."by_id", NEW."came", NEW."day", NEW."id", NEW."left_at", NEW."left_by_id", _pgh_attach_context(), NOW(), \'update\', NEW."id", NEW."registration_id"); RETURN NULL;',
                        hash="16d5b9623e9ca799d9eb0a63c4282ed3ae7b9d15",
                        operation="UPDATE",
                        pgid="pgtrigger_update_update_4bfc3",
                        table="events_checkin",
                        when="AFTER",
                    ),
                ),
            ),
            pgtrigger.migrations.AddTrigger(
                model_name="checkin",
                trigger=pgtrigger.compiler.Trigger(
                    name="delete_delete",
                    sql=pgtrigger.compiler.UpsertTriggerSql(
                        func='INSERT INTO "events_checkinhistory" ("at", "at_door", "by_id", "came", "day", "id", "left_at", "left_by_id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "registration_id") VALUES (OLD."at", OLD."at_door", OLD."by_id", OLD."came", OLD."day", OLD."id", OLD."left_at", OLD."left_by_id", _pgh_attach_context(), NOW(), \'delete\', OLD."id", OLD."registration_id"); RETURN NULL;',
                        hash="c26aca2dc6b8837a2314462a66c68ee964d5b312",
                        operation="DELETE",
                        pgid="pgtrigger_delete_delete_57c33",
                        table="events_checkin",
                        when="AFTER",
                    ),
                ),
            ),
            pgtrigger.migrations.AddTrigger(
                model_name="checkinhistory",
                trigger=pgtrigger.compiler.Trigger(
                    name="append_only",
                    sql=pgtrigger.compiler.UpsertTriggerSql(
                        func="RAISE EXCEPTION 'pgtrigger: Cannot update or delete rows from % table', TG_TABLE_NAME;",
                        hash="0a2f9b63f199f6a7a2d6f170e71782599f02f378",
                        operation="UPDATE OR DELETE",
                        pgid="pgtrigger_append_only_7fdd7",
                        table="events_checkinhistory",
                        when="BEFORE",
                    ),
                ),
            ),
        ),
    ]
