"""Shortly before an event those who wait are rung up; who gets a seat then is never a no-show."""

import pgtrigger.compiler
import pgtrigger.migrations
from django.conf import settings
from django.db import migrations, models

from common.db.migrations import CombinedOperation


class Migration(migrations.Migration):
    dependencies = [
        ("accounts", "0021_notices_have_variables_for_carriers"),
        ("events", "0016_reminders_ask_whether_parties_come"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        CombinedOperation(
            pgtrigger.migrations.RemoveTrigger(
                model_name="registration",
                name="insert_insert",
            ),
            pgtrigger.migrations.RemoveTrigger(
                model_name="registration",
                name="update_update",
            ),
            pgtrigger.migrations.RemoveTrigger(
                model_name="registration",
                name="delete_delete",
            ),
        ),
        CombinedOperation(
            migrations.AddField(
                model_name="registration",
                name="placed_at",
                field=models.DateTimeField(blank=True, editable=False, null=True, verbose_name="has the seats since"),
            ),
            migrations.AddField(
                model_name="registration",
                name="placed_late",
                field=models.BooleanField(
                    db_default=False, default=False, editable=False, verbose_name="got the seats late"
                ),
            ),
            migrations.AddField(
                model_name="registration",
                name="skip_reason",
                field=models.CharField(
                    blank=True,
                    choices=[
                        ("no_answer", "nobody answers the phone"),
                        ("undecided", "calls back"),
                        ("too_many", "needs more seats than are free"),
                        ("stays_away", "does not come this time"),
                    ],
                    db_default="",
                    default="",
                    editable=False,
                    max_length=10,
                    verbose_name="why it was passed over",
                ),
            ),
            migrations.AddField(
                model_name="registration",
                name="skipped_at",
                field=models.DateTimeField(blank=True, editable=False, null=True, verbose_name="passed over at"),
            ),
            migrations.AddField(
                model_name="registrationhistory",
                name="placed_at",
                field=models.DateTimeField(blank=True, editable=False, null=True, verbose_name="has the seats since"),
            ),
            migrations.AddField(
                model_name="registrationhistory",
                name="placed_late",
                field=models.BooleanField(
                    db_default=False, default=False, editable=False, verbose_name="got the seats late"
                ),
            ),
            migrations.AddField(
                model_name="registrationhistory",
                name="skip_reason",
                field=models.CharField(
                    blank=True,
                    choices=[
                        ("no_answer", "nobody answers the phone"),
                        ("undecided", "calls back"),
                        ("too_many", "needs more seats than are free"),
                        ("stays_away", "does not come this time"),
                    ],
                    db_default="",
                    default="",
                    editable=False,
                    max_length=10,
                    verbose_name="why it was passed over",
                ),
            ),
            migrations.AddField(
                model_name="registrationhistory",
                name="skipped_at",
                field=models.DateTimeField(blank=True, editable=False, null=True, verbose_name="passed over at"),
            ),
        ),
        CombinedOperation(
            pgtrigger.migrations.AddTrigger(
                model_name="registration",
                trigger=pgtrigger.compiler.Trigger(
                    name="insert_insert",
                    sql=pgtrigger.compiler.UpsertTriggerSql(
                        func='INSERT INTO "events_registrationhistory" ("by_id", "came", "cancelled_at", "checked_in_at", "checked_in_by_id", "confirmed_at", "created_at", "event_id", "id", "offered_seats", "person_id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "placed_at", "placed_late", "queued_at", "reminded_at", "seats", "skip_reason", "skipped_at", "status", "waited_since", "walk_in") VALUES (NEW."by_id", NEW."came", NEW."cancelled_at", NEW."checked_in_at", NEW."checked_in_by_id", NEW."confirmed_at", NEW."created_at", NEW."event_id", NEW."id", NEW."offered_seats", NEW."person_id", _pgh_attach_context(), NOW(), \'insert\', NEW."id", NEW."placed_at", NEW."placed_late", NEW."queued_at", NEW."reminded_at", NEW."seats", NEW."skip_reason", NEW."skipped_at", NEW."status", NEW."waited_since", NEW."walk_in"); RETURN NULL;',
                        hash="80638d4674da12bc15b0894ed88b29f317078f7c",
                        operation="INSERT",
                        pgid="pgtrigger_insert_insert_c84d7",
                        table="events_registration",
                        when="AFTER",
                    ),
                ),
            ),
            pgtrigger.migrations.AddTrigger(
                model_name="registration",
                trigger=pgtrigger.compiler.Trigger(
                    name="update_update",
                    sql=pgtrigger.compiler.UpsertTriggerSql(
                        condition='WHEN (OLD."by_id" IS DISTINCT FROM (NEW."by_id") OR OLD."came" IS DISTINCT FROM (NEW."came") OR OLD."cancelled_at" IS DISTINCT FROM (NEW."cancelled_at") OR OLD."checked_in_at" IS DISTINCT FROM (NEW."checked_in_at") OR OLD."checked_in_by_id" IS DISTINCT FROM (NEW."checked_in_by_id") OR OLD."confirmed_at" IS DISTINCT FROM (NEW."confirmed_at") OR OLD."created_at" IS DISTINCT FROM (NEW."created_at") OR OLD."event_id" IS DISTINCT FROM (NEW."event_id") OR OLD."id" IS DISTINCT FROM (NEW."id") OR OLD."offered_seats" IS DISTINCT FROM (NEW."offered_seats") OR OLD."person_id" IS DISTINCT FROM (NEW."person_id") OR OLD."placed_at" IS DISTINCT FROM (NEW."placed_at") OR OLD."placed_late" IS DISTINCT FROM (NEW."placed_late") OR OLD."queued_at" IS DISTINCT FROM (NEW."queued_at") OR OLD."reminded_at" IS DISTINCT FROM (NEW."reminded_at") OR OLD."seats" IS DISTINCT FROM (NEW."seats") OR OLD."skip_reason" IS DISTINCT FROM (NEW."skip_reason") OR OLD."skipped_at" IS DISTINCT FROM (NEW."skipped_at") OR OLD."status" IS DISTINCT FROM (NEW."status") OR OLD."waited_since" IS DISTINCT FROM (NEW."waited_since") OR OLD."walk_in" IS DISTINCT FROM (NEW."walk_in"))',
                        func='INSERT INTO "events_registrationhistory" ("by_id", "came", "cancelled_at", "checked_in_at", "checked_in_by_id", "confirmed_at", "created_at", "event_id", "id", "offered_seats", "person_id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "placed_at", "placed_late", "queued_at", "reminded_at", "seats", "skip_reason", "skipped_at", "status", "waited_since", "walk_in") VALUES (NEW."by_id", NEW."came", NEW."cancelled_at", NEW."checked_in_at", NEW."checked_in_by_id", NEW."confirmed_at", NEW."created_at", NEW."event_id", NEW."id", NEW."offered_seats", NEW."person_id", _pgh_attach_context(), NOW(), \'update\', NEW."id", NEW."placed_at", NEW."placed_late", NEW."queued_at", NEW."reminded_at", NEW."seats", NEW."skip_reason", NEW."skipped_at", NEW."status", NEW."waited_since", NEW."walk_in"); RETURN NULL;',
                        hash="0d373c32ec2c690a70c726468b7fdec0306054dd",
                        operation="UPDATE",
                        pgid="pgtrigger_update_update_87442",
                        table="events_registration",
                        when="AFTER",
                    ),
                ),
            ),
            pgtrigger.migrations.AddTrigger(
                model_name="registration",
                trigger=pgtrigger.compiler.Trigger(
                    name="delete_delete",
                    sql=pgtrigger.compiler.UpsertTriggerSql(
                        func='INSERT INTO "events_registrationhistory" ("by_id", "came", "cancelled_at", "checked_in_at", "checked_in_by_id", "confirmed_at", "created_at", "event_id", "id", "offered_seats", "person_id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "placed_at", "placed_late", "queued_at", "reminded_at", "seats", "skip_reason", "skipped_at", "status", "waited_since", "walk_in") VALUES (OLD."by_id", OLD."came", OLD."cancelled_at", OLD."checked_in_at", OLD."checked_in_by_id", OLD."confirmed_at", OLD."created_at", OLD."event_id", OLD."id", OLD."offered_seats", OLD."person_id", _pgh_attach_context(), NOW(), \'delete\', OLD."id", OLD."placed_at", OLD."placed_late", OLD."queued_at", OLD."reminded_at", OLD."seats", OLD."skip_reason", OLD."skipped_at", OLD."status", OLD."waited_since", OLD."walk_in"); RETURN NULL;',
                        hash="03347520e329596d33a7fd0576e012bfd681964c",
                        operation="DELETE",
                        pgid="pgtrigger_delete_delete_893c7",
                        table="events_registration",
                        when="AFTER",
                    ),
                ),
            ),
        ),
        migrations.AddConstraint(
            model_name="registration",
            constraint=models.CheckConstraint(
                condition=models.Q(("placed_late", True), ("status", "no_show"), _negated=True),
                name="registration_late_seat_no_no_show",
                violation_error_message="Who got a seat only shortly before is not said to have stayed away.",
            ),
        ),
        migrations.AddConstraint(
            model_name="registration",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("skip_reason", ""), ("skipped_at", None)),
                    models.Q(
                        ("skip_reason__in", ["no_answer", "undecided", "too_many", "stays_away"]),
                        ("skipped_at__isnull", False),
                    ),
                    _connector="OR",
                ),
                name="registration_skipped_with_reason",
                violation_error_message="Please say why this party is passed over.",
            ),
        ),
    ]
