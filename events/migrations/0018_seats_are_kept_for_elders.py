"""Events keep seats for elders until a set hour; the database counts who has the others."""

import django.db.models.expressions
import pgtrigger.compiler
import pgtrigger.migrations
from django.db import migrations, models

from common.db.migrations import CombinedOperation


class Migration(migrations.Migration):
    dependencies = [
        ("events", "0017_who_waits_is_rung_up_shortly_before"),
        ("grid", "0005_duties_are_published"),
        ("stations", "0005_holds_of_activities"),
    ]

    operations = [
        CombinedOperation(
            pgtrigger.migrations.RemoveTrigger(
                model_name="event",
                name="event_seats_are_counted",
            ),
            pgtrigger.migrations.RemoveTrigger(
                model_name="event",
                name="insert_insert",
            ),
            pgtrigger.migrations.RemoveTrigger(
                model_name="event",
                name="update_update",
            ),
            pgtrigger.migrations.RemoveTrigger(
                model_name="event",
                name="delete_delete",
            ),
            pgtrigger.migrations.RemoveTrigger(
                model_name="registration",
                name="registration_takes_seats",
            ),
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
                model_name="event",
                name="elders_released_at",
                field=models.DateTimeField(blank=True, editable=False, null=True),
            ),
            migrations.AddField(
                model_name="event",
                name="elders_until",
                field=models.DateTimeField(
                    blank=True, help_text="Then they are everybody's.", null=True, verbose_name="kept for them until"
                ),
            ),
            migrations.AddField(
                model_name="event",
                name="seats_for_elders",
                field=models.PositiveSmallIntegerField(
                    blank=True,
                    help_text="So many seats are for neighbours of 60 and older, until the moment below. Empty: none.",
                    null=True,
                    verbose_name="seats kept for elders",
                ),
            ),
            migrations.AddField(
                model_name="event",
                name="seats_of_others",
                field=models.PositiveIntegerField(db_default=0, default=0, editable=False),
            ),
            migrations.AddField(
                model_name="eventhistory",
                name="elders_released_at",
                field=models.DateTimeField(blank=True, editable=False, null=True),
            ),
            migrations.AddField(
                model_name="eventhistory",
                name="elders_until",
                field=models.DateTimeField(
                    blank=True, help_text="Then they are everybody's.", null=True, verbose_name="kept for them until"
                ),
            ),
            migrations.AddField(
                model_name="eventhistory",
                name="seats_for_elders",
                field=models.PositiveSmallIntegerField(
                    blank=True,
                    help_text="So many seats are for neighbours of 60 and older, until the moment below. Empty: none.",
                    null=True,
                    verbose_name="seats kept for elders",
                ),
            ),
            migrations.AddField(
                model_name="registration",
                name="for_elder",
                field=models.BooleanField(db_default=False, default=False, editable=False),
            ),
            migrations.AddField(
                model_name="registrationhistory",
                name="for_elder",
                field=models.BooleanField(db_default=False, default=False, editable=False),
            ),
        ),
        # Before the trigger that protects the counter.
        migrations.RunSQL(
            sql=[
                "SET CONSTRAINTS ALL IMMEDIATE",
                "UPDATE events_event SET seats_of_others = seats_taken WHERE seats_taken > 0",
                "SET CONSTRAINTS ALL DEFERRED",
            ],
            reverse_sql=migrations.RunSQL.noop,
        ),
        CombinedOperation(
            pgtrigger.migrations.AddTrigger(
                model_name="event",
                trigger=pgtrigger.compiler.Trigger(
                    name="event_seats_are_counted",
                    sql=pgtrigger.compiler.UpsertTriggerSql(
                        func="\n            IF TG_OP = 'INSERT' THEN\n                NEW.seats_taken := 0; NEW.seats_of_others := 0;\n            ELSIF pg_trigger_depth() < 2 THEN\n                NEW.seats_taken := OLD.seats_taken; NEW.seats_of_others := OLD.seats_of_others;\n            END IF;\n            RETURN NEW;\n        ",
                        hash="5165a39e09252ab835d7a38654f525a7d5c6d091",
                        operation='INSERT OR UPDATE OF "seats_taken", "seats_of_others"',
                        pgid="pgtrigger_event_seats_are_counted_f6c4d",
                        table="events_event",
                        when="BEFORE",
                    ),
                ),
            ),
            pgtrigger.migrations.AddTrigger(
                model_name="event",
                trigger=pgtrigger.compiler.Trigger(
                    name="insert_insert",
                    sql=pgtrigger.compiler.UpsertTriggerSql(
                        func='INSERT INTO "events_eventhistory" ("access", "audience", "bring", "cancel_reason", "capacity", "changed_at", "community_id", "cover", "cover_height", "cover_width", "created_at", "description", "elders_released_at", "elders_until", "ends_at", "grid_id", "headcount", "headcount_at", "hold_id", "id", "kind", "largest_party", "list_closed_at", "max_age", "meeting_point", "min_age", "organiser_id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "place", "registration_closes_at", "seats_for_elders", "sequence", "space_id", "starts_at", "status", "summary", "title") VALUES (NEW."access", NEW."audience", NEW."bring", NEW."cancel_reason", NEW."capacity", NEW."changed_at", NEW."community_id", NEW."cover", NEW."cover_height", NEW."cover_width", NEW."created_at", NEW."description", NEW."elders_released_at", NEW."elders_until", NEW."ends_at", NEW."grid_id", NEW."headcount", NEW."headcount_at", NEW."hold_id", NEW."id", NEW."kind", NEW."largest_party", NEW."list_closed_at", NEW."max_age", NEW."meeting_point", NEW."min_age", NEW."organiser_id", _pgh_attach_context(), NOW(), \'insert\', NEW."id", NEW."place", NEW."registration_closes_at", NEW."seats_for_elders", NEW."sequence", NEW."space_id", NEW."starts_at", NEW."status", NEW."summary", NEW."title"); RETURN NULL;',
                        hash="04905befabf461424ab8a00d6efbcf8c184c2817",
                        operation="INSERT",
                        pgid="pgtrigger_insert_insert_82b94",
                        table="events_event",
                        when="AFTER",
                    ),
                ),
            ),
            pgtrigger.migrations.AddTrigger(
                model_name="event",
                trigger=pgtrigger.compiler.Trigger(
                    name="update_update",
                    sql=pgtrigger.compiler.UpsertTriggerSql(
                        condition='WHEN (OLD."access" IS DISTINCT FROM (NEW."access") OR OLD."audience" IS DISTINCT FROM (NEW."audience") OR OLD."bring" IS DISTINCT FROM (NEW."bring") OR OLD."cancel_reason" IS DISTINCT FROM (NEW."cancel_reason") OR OLD."capacity" IS DISTINCT FROM (NEW."capacity") OR OLD."changed_at" IS DISTINCT FROM (NEW."changed_at") OR OLD."community_id" IS DISTINCT FROM (NEW."community_id") OR OLD."cover" IS DISTINCT FROM (NEW."cover") OR OLD."cover_height" IS DISTINCT FROM (NEW."cover_height") OR OLD."cover_width" IS DISTINCT FROM (NEW."cover_width") OR OLD."created_at" IS DISTINCT FROM (NEW."created_at") OR OLD."description" IS DISTINCT FROM (NEW."description") OR OLD."elders_released_at" IS DISTINCT FROM (NEW."elders_released_at") OR OLD."elders_until" IS DISTINCT FROM (NEW."elders_until") OR OLD."ends_at" IS DISTINCT FROM (NEW."ends_at") OR OLD."grid_id" IS DISTINCT FROM (NEW."grid_id") OR OLD."headcount" IS DISTINCT FROM (NEW."headcount") OR OLD."headcount_at" IS DISTINCT FROM (NEW."headcount_at") OR OLD."hold_id" IS DISTINCT FROM (NEW."hold_id") OR OLD."id" IS DISTINCT FROM (NEW."id") OR OLD."kind" IS DISTINCT FROM (NEW."kind") OR OLD."largest_party" IS DISTINCT FROM (NEW."largest_party") OR OLD."list_closed_at" IS DISTINCT FROM (NEW."list_closed_at") OR OLD."max_age" IS DISTINCT FROM (NEW."max_age") OR OLD."meeting_point" IS DISTINCT FROM (NEW."meeting_point") OR OLD."min_age" IS DISTINCT FROM (NEW."min_age") OR OLD."organiser_id" IS DISTINCT FROM (NEW."organiser_id") OR OLD."place" IS DISTINCT FROM (NEW."place") OR OLD."registration_closes_at" IS DISTINCT FROM (NEW."registration_closes_at") OR OLD."seats_for_elders" IS DISTINCT FROM (NEW."seats_for_elders") OR OLD."sequence" IS DISTINCT FROM (NEW."sequence") OR OLD."space_id" IS DISTINCT FROM (NEW."space_id") OR OLD."starts_at" IS DISTINCT FROM (NEW."starts_at") OR OLD."status" IS DISTINCT FROM (NEW."status") OR OLD."summary" IS DISTINCT FROM (NEW."summary") OR OLD."title" IS DISTINCT FROM (NEW."title"))',
                        func='INSERT INTO "events_eventhistory" ("access", "audience", "bring", "cancel_reason", "capacity", "changed_at", "community_id", "cover", "cover_height", "cover_width", "created_at", "description", "elders_released_at", "elders_until", "ends_at", "grid_id", "headcount", "headcount_at", "hold_id", "id", "kind", "largest_party", "list_closed_at", "max_age", "meeting_point", "min_age", "organiser_id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "place", "registration_closes_at", "seats_for_elders", "sequence", "space_id", "starts_at", "status", "summary", "title") VALUES (NEW."access", NEW."audience", NEW."bring", NEW."cancel_reason", NEW."capacity", NEW."changed_at", NEW."community_id", NEW."cover", NEW."cover_height", NEW."cover_width", NEW."created_at", NEW."description", NEW."elders_released_at", NEW."elders_until", NEW."ends_at", NEW."grid_id", NEW."headcount", NEW."headcount_at", NEW."hold_id", NEW."id", NEW."kind", NEW."largest_party", NEW."list_closed_at", NEW."max_age", NEW."meeting_point", NEW."min_age", NEW."organiser_id", _pgh_attach_context(), NOW(), \'update\', NEW."id", NEW."place", NEW."registration_closes_at", NEW."seats_for_elders", NEW."sequence", NEW."space_id", NEW."starts_at", NEW."status", NEW."summary", NEW."title"); RETURN NULL;',
                        hash="3e849fb35268a8f4d03f9d70c1547120e4f3054f",
                        operation="UPDATE",
                        pgid="pgtrigger_update_update_73f59",
                        table="events_event",
                        when="AFTER",
                    ),
                ),
            ),
            pgtrigger.migrations.AddTrigger(
                model_name="event",
                trigger=pgtrigger.compiler.Trigger(
                    name="delete_delete",
                    sql=pgtrigger.compiler.UpsertTriggerSql(
                        func='INSERT INTO "events_eventhistory" ("access", "audience", "bring", "cancel_reason", "capacity", "changed_at", "community_id", "cover", "cover_height", "cover_width", "created_at", "description", "elders_released_at", "elders_until", "ends_at", "grid_id", "headcount", "headcount_at", "hold_id", "id", "kind", "largest_party", "list_closed_at", "max_age", "meeting_point", "min_age", "organiser_id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "place", "registration_closes_at", "seats_for_elders", "sequence", "space_id", "starts_at", "status", "summary", "title") VALUES (OLD."access", OLD."audience", OLD."bring", OLD."cancel_reason", OLD."capacity", OLD."changed_at", OLD."community_id", OLD."cover", OLD."cover_height", OLD."cover_width", OLD."created_at", OLD."description", OLD."elders_released_at", OLD."elders_until", OLD."ends_at", OLD."grid_id", OLD."headcount", OLD."headcount_at", OLD."hold_id", OLD."id", OLD."kind", OLD."largest_party", OLD."list_closed_at", OLD."max_age", OLD."meeting_point", OLD."min_age", OLD."organiser_id", _pgh_attach_context(), NOW(), \'delete\', OLD."id", OLD."place", OLD."registration_closes_at", OLD."seats_for_elders", OLD."sequence", OLD."space_id", OLD."starts_at", OLD."status", OLD."summary", OLD."title"); RETURN NULL;',
                        hash="5f577cf2a617022a950a0e82e8f58fd0e90454e1",
                        operation="DELETE",
                        pgid="pgtrigger_delete_delete_d74a6",
                        table="events_event",
                        when="AFTER",
                    ),
                ),
            ),
            pgtrigger.migrations.AddTrigger(
                model_name="registration",
                trigger=pgtrigger.compiler.Trigger(
                    name="registration_takes_seats",
                    sql=pgtrigger.compiler.UpsertTriggerSql(
                        func="\n            IF TG_OP = 'INSERT' THEN\n                IF (CASE WHEN NEW.status IN ('registered', 'attended', 'no_show') THEN NEW.seats ELSE 0 END) <> 0 OR (CASE WHEN NEW.status IN ('registered', 'attended', 'no_show') AND NOT NEW.for_elder THEN NEW.seats ELSE 0 END) <> 0 THEN UPDATE events_event SET seats_taken = seats_taken + ((CASE WHEN NEW.status IN ('registered', 'attended', 'no_show') THEN NEW.seats ELSE 0 END)), seats_of_others = seats_of_others + ((CASE WHEN NEW.status IN ('registered', 'attended', 'no_show') AND NOT NEW.for_elder THEN NEW.seats ELSE 0 END)) WHERE id = NEW.event_id; END IF;\n            ELSIF TG_OP = 'DELETE' THEN\n                IF -((CASE WHEN OLD.status IN ('registered', 'attended', 'no_show') THEN OLD.seats ELSE 0 END)) <> 0 OR -((CASE WHEN OLD.status IN ('registered', 'attended', 'no_show') AND NOT OLD.for_elder THEN OLD.seats ELSE 0 END)) <> 0 THEN UPDATE events_event SET seats_taken = seats_taken + (-((CASE WHEN OLD.status IN ('registered', 'attended', 'no_show') THEN OLD.seats ELSE 0 END))), seats_of_others = seats_of_others + (-((CASE WHEN OLD.status IN ('registered', 'attended', 'no_show') AND NOT OLD.for_elder THEN OLD.seats ELSE 0 END))) WHERE id = OLD.event_id; END IF;\n            ELSE\n                IF ((CASE WHEN NEW.status IN ('registered', 'attended', 'no_show') THEN NEW.seats ELSE 0 END)) - ((CASE WHEN OLD.status IN ('registered', 'attended', 'no_show') THEN OLD.seats ELSE 0 END)) <> 0 OR ((CASE WHEN NEW.status IN ('registered', 'attended', 'no_show') AND NOT NEW.for_elder THEN NEW.seats ELSE 0 END)) - ((CASE WHEN OLD.status IN ('registered', 'attended', 'no_show') AND NOT OLD.for_elder THEN OLD.seats ELSE 0 END)) <> 0 THEN UPDATE events_event SET seats_taken = seats_taken + (((CASE WHEN NEW.status IN ('registered', 'attended', 'no_show') THEN NEW.seats ELSE 0 END)) - ((CASE WHEN OLD.status IN ('registered', 'attended', 'no_show') THEN OLD.seats ELSE 0 END))), seats_of_others = seats_of_others + (((CASE WHEN NEW.status IN ('registered', 'attended', 'no_show') AND NOT NEW.for_elder THEN NEW.seats ELSE 0 END)) - ((CASE WHEN OLD.status IN ('registered', 'attended', 'no_show') AND NOT OLD.for_elder THEN OLD.seats ELSE 0 END))) WHERE id = NEW.event_id; END IF;\n            END IF;\n            RETURN NULL;\n        ",
                        hash="6b0fb145ba900e624b478ea2afb2f8eafd464174",
                        operation="INSERT OR UPDATE OR DELETE",
                        pgid="pgtrigger_registration_takes_seats_20141",
                        table="events_registration",
                        when="AFTER",
                    ),
                ),
            ),
            pgtrigger.migrations.AddTrigger(
                model_name="registration",
                trigger=pgtrigger.compiler.Trigger(
                    name="registration_for_elder_is_one",
                    sql=pgtrigger.compiler.UpsertTriggerSql(
                        func="IF (\n    NOT NEW.for_elder OR EXISTS (\n        SELECT 1 FROM accounts_person p, events_event e WHERE p.id = NEW.person_id AND e.id = NEW.event_id\n        AND extract(year FROM e.starts_at + interval '14 hours') - p.birth_year >= 60\n    )\n) IS NOT TRUE THEN RAISE EXCEPTION 'registration_for_elder_is_one' USING ERRCODE = 'check_violation', CONSTRAINT = 'registration_for_elder_is_one'; END IF; RETURN NULL;",
                        hash="8254463d6f25268331a3f265e1119f786a15ab48",
                        operation='INSERT OR UPDATE OF "for_elder"',
                        pgid="pgtrigger_registration_for_elder_is_one_83f49",
                        table="events_registration",
                        when="AFTER",
                    ),
                ),
            ),
            pgtrigger.migrations.AddTrigger(
                model_name="registration",
                trigger=pgtrigger.compiler.Trigger(
                    name="insert_insert",
                    sql=pgtrigger.compiler.UpsertTriggerSql(
                        func='INSERT INTO "events_registrationhistory" ("by_id", "came", "cancelled_at", "checked_in_at", "checked_in_by_id", "confirmed_at", "created_at", "event_id", "for_elder", "id", "offered_seats", "person_id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "placed_at", "placed_late", "queued_at", "reminded_at", "seats", "skip_reason", "skipped_at", "status", "waited_since", "walk_in") VALUES (NEW."by_id", NEW."came", NEW."cancelled_at", NEW."checked_in_at", NEW."checked_in_by_id", NEW."confirmed_at", NEW."created_at", NEW."event_id", NEW."for_elder", NEW."id", NEW."offered_seats", NEW."person_id", _pgh_attach_context(), NOW(), \'insert\', NEW."id", NEW."placed_at", NEW."placed_late", NEW."queued_at", NEW."reminded_at", NEW."seats", NEW."skip_reason", NEW."skipped_at", NEW."status", NEW."waited_since", NEW."walk_in"); RETURN NULL;',
                        hash="598a474c93bf14ef9c0b7d1cf943e233d5931223",
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
                        condition='WHEN (OLD."by_id" IS DISTINCT FROM (NEW."by_id") OR OLD."came" IS DISTINCT FROM (NEW."came") OR OLD."cancelled_at" IS DISTINCT FROM (NEW."cancelled_at") OR OLD."checked_in_at" IS DISTINCT FROM (NEW."checked_in_at") OR OLD."checked_in_by_id" IS DISTINCT FROM (NEW."checked_in_by_id") OR OLD."confirmed_at" IS DISTINCT FROM (NEW."confirmed_at") OR OLD."created_at" IS DISTINCT FROM (NEW."created_at") OR OLD."event_id" IS DISTINCT FROM (NEW."event_id") OR OLD."for_elder" IS DISTINCT FROM (NEW."for_elder") OR OLD."id" IS DISTINCT FROM (NEW."id") OR OLD."offered_seats" IS DISTINCT FROM (NEW."offered_seats") OR OLD."person_id" IS DISTINCT FROM (NEW."person_id") OR OLD."placed_at" IS DISTINCT FROM (NEW."placed_at") OR OLD."placed_late" IS DISTINCT FROM (NEW."placed_late") OR OLD."queued_at" IS DISTINCT FROM (NEW."queued_at") OR OLD."reminded_at" IS DISTINCT FROM (NEW."reminded_at") OR OLD."seats" IS DISTINCT FROM (NEW."seats") OR OLD."skip_reason" IS DISTINCT FROM (NEW."skip_reason") OR OLD."skipped_at" IS DISTINCT FROM (NEW."skipped_at") OR OLD."status" IS DISTINCT FROM (NEW."status") OR OLD."waited_since" IS DISTINCT FROM (NEW."waited_since") OR OLD."walk_in" IS DISTINCT FROM (NEW."walk_in"))',
                        func='INSERT INTO "events_registrationhistory" ("by_id", "came", "cancelled_at", "checked_in_at", "checked_in_by_id", "confirmed_at", "created_at", "event_id", "for_elder", "id", "offered_seats", "person_id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "placed_at", "placed_late", "queued_at", "reminded_at", "seats", "skip_reason", "skipped_at", "status", "waited_since", "walk_in") VALUES (NEW."by_id", NEW."came", NEW."cancelled_at", NEW."checked_in_at", NEW."checked_in_by_id", NEW."confirmed_at", NEW."created_at", NEW."event_id", NEW."for_elder", NEW."id", NEW."offered_seats", NEW."person_id", _pgh_attach_context(), NOW(), \'update\', NEW."id", NEW."placed_at", NEW."placed_late", NEW."queued_at", NEW."reminded_at", NEW."seats", NEW."skip_reason", NEW."skipped_at", NEW."status", NEW."waited_since", NEW."walk_in"); RETURN NULL;',
                        hash="4d8e6af56a4d3474c16382ddc17fb2cc76a89d0b",
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
                        func='INSERT INTO "events_registrationhistory" ("by_id", "came", "cancelled_at", "checked_in_at", "checked_in_by_id", "confirmed_at", "created_at", "event_id", "for_elder", "id", "offered_seats", "person_id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "placed_at", "placed_late", "queued_at", "reminded_at", "seats", "skip_reason", "skipped_at", "status", "waited_since", "walk_in") VALUES (OLD."by_id", OLD."came", OLD."cancelled_at", OLD."checked_in_at", OLD."checked_in_by_id", OLD."confirmed_at", OLD."created_at", OLD."event_id", OLD."for_elder", OLD."id", OLD."offered_seats", OLD."person_id", _pgh_attach_context(), NOW(), \'delete\', OLD."id", OLD."placed_at", OLD."placed_late", OLD."queued_at", OLD."reminded_at", OLD."seats", OLD."skip_reason", OLD."skipped_at", OLD."status", OLD."waited_since", OLD."walk_in"); RETURN NULL;',
                        hash="85e57b1a0f27528f22c9326ce9c1ae2706677d4a",
                        operation="DELETE",
                        pgid="pgtrigger_delete_delete_893c7",
                        table="events_registration",
                        when="AFTER",
                    ),
                ),
            ),
        ),
        migrations.AddConstraint(
            model_name="event",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("elders_released_at", None), ("elders_until", None), ("seats_for_elders", None)),
                    models.Q(
                        ("capacity__isnull", False),
                        ("elders_until__isnull", False),
                        ("elders_until__lte", models.F("starts_at")),
                        ("seats_for_elders__gte", 1),
                        ("seats_for_elders__isnull", False),
                        ("seats_for_elders__lte", models.F("capacity")),
                    ),
                    _connector="OR",
                ),
                name="event_elders_have_seats_until",
                violation_error_message="Seats for elders need both: how many of the capacity, and until when before the beginning.",
            ),
        ),
        migrations.AddConstraint(
            model_name="event",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    ("elders_released_at", None),
                    ("elders_released_at__gte", models.F("elders_until")),
                    _connector="OR",
                ),
                name="event_elders_seats_released_in_time",
                violation_error_message="The seats for elders are kept until the moment that was said.",
            ),
        ),
        migrations.AddConstraint(
            model_name="event",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    ("seats_for_elders", None),
                    ("elders_released_at__isnull", False),
                    (
                        "seats_of_others__lte",
                        django.db.models.expressions.CombinedExpression(
                            models.F("capacity"), "-", models.F("seats_for_elders")
                        ),
                    ),
                    _connector="OR",
                ),
                name="event_keeps_seats_for_elders",
                violation_error_message="The seats that are left are kept for neighbours of 60 and older for now.",
            ),
        ),
    ]
