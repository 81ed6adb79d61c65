"""The history of events and registrations holds all columns that came with courses, reminders and check-ins."""

import pgtrigger.compiler
import pgtrigger.migrations
from django.db import migrations


class Migration(migrations.Migration):
    dependencies = [
        ("events", "0024_who_came_is_what_check_ins_say"),
    ]

    operations = [
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
        pgtrigger.migrations.AddTrigger(
            model_name="event",
            trigger=pgtrigger.compiler.Trigger(
                name="insert_insert",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func='INSERT INTO "events_eventhistory" ("access", "audience", "bring", "cancel_reason", "capacity", "changed_at", "check_in_kind", "community_id", "cover", "cover_height", "cover_width", "created_at", "description", "elders_released_at", "elders_until", "ends_at", "grid_id", "headcount", "headcount_at", "hold_id", "id", "kind", "largest_party", "list_closed_at", "max_age", "meeting_point", "min_age", "organiser_id", "own_fields", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "place", "registration_closes_at", "seats_for_elders", "sequence", "series_day", "series_id", "space_id", "starts_at", "status", "summary", "title") VALUES (NEW."access", NEW."audience", NEW."bring", NEW."cancel_reason", NEW."capacity", NEW."changed_at", NEW."check_in_kind", NEW."community_id", NEW."cover", NEW."cover_height", NEW."cover_width", NEW."created_at", NEW."description", NEW."elders_released_at", NEW."elders_until", NEW."ends_at", NEW."grid_id", NEW."headcount", NEW."headcount_at", NEW."hold_id", NEW."id", NEW."kind", NEW."largest_party", NEW."list_closed_at", NEW."max_age", NEW."meeting_point", NEW."min_age", NEW."organiser_id", NEW."own_fields", _pgh_attach_context(), NOW(), \'insert\', NEW."id", NEW."place", NEW."registration_closes_at", NEW."seats_for_elders", NEW."sequence", NEW."series_day", NEW."series_id", NEW."space_id", NEW."starts_at", NEW."status", NEW."summary", NEW."title"); RETURN NULL;',
                    hash="62bcb6cc8c42b1896f6c50c58bcdbe514e7e9b17",
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
                    condition='WHEN (OLD."access" IS DISTINCT FROM (NEW."access") OR OLD."audience" IS DISTINCT FROM (NEW."audience") OR OLD."bring" IS DISTINCT FROM (NEW."bring") OR OLD."cancel_reason" IS DISTINCT FROM (NEW."cancel_reason") OR OLD."capacity" IS DISTINCT FROM (NEW."capacity") OR OLD."changed_at" IS DISTINCT FROM (NEW."changed_at") OR OLD."check_in_kind" IS DISTINCT FROM (NEW."check_in_kind") OR OLD."community_id" IS DISTINCT FROM (NEW."community_id") OR OLD."cover" IS DISTINCT FROM (NEW."cover") OR OLD."cover_height" IS DISTINCT FROM (NEW."cover_height") OR OLD."cover_width" IS DISTINCT FROM (NEW."cover_width") OR OLD."created_at" IS DISTINCT FROM (NEW."created_at") OR OLD."description" IS DISTINCT FROM (NEW."description") OR OLD."elders_released_at" IS DISTINCT FROM (NEW."elders_released_at") OR OLD."elders_until" IS DISTINCT FROM (NEW."elders_until") OR OLD."ends_at" IS DISTINCT FROM (NEW."ends_at") OR OLD."grid_id" IS DISTINCT FROM (NEW."grid_id") OR OLD."headcount" IS DISTINCT FROM (NEW."headcount") OR OLD."headcount_at" IS DISTINCT FROM (NEW."headcount_at") OR OLD."hold_id" IS DISTINCT FROM (NEW."hold_id") OR OLD."id" IS DISTINCT FROM (NEW."id") OR OLD."kind" IS DISTINCT FROM (NEW."kind") OR OLD."largest_party" IS DISTINCT FROM (NEW."largest_party") OR OLD."list_closed_at" IS DISTINCT FROM (NEW."list_closed_at") OR OLD."max_age" IS DISTINCT FROM (NEW."max_age") OR OLD."meeting_point" IS DISTINCT FROM (NEW."meeting_point") OR OLD."min_age" IS DISTINCT FROM (NEW."min_age") OR OLD."organiser_id" IS DISTINCT FROM (NEW."organiser_id") OR OLD."own_fields" IS DISTINCT FROM (NEW."own_fields") OR OLD."place" IS DISTINCT FROM (NEW."place") OR OLD."registration_closes_at" IS DISTINCT FROM (NEW."registration_closes_at") OR OLD."seats_for_elders" IS DISTINCT FROM (NEW."seats_for_elders") OR OLD."sequence" IS DISTINCT FROM (NEW."sequence") OR OLD."series_id" IS DISTINCT FROM (NEW."series_id") OR OLD."series_day" IS DISTINCT FROM (NEW."series_day") OR OLD."space_id" IS DISTINCT FROM (NEW."space_id") OR OLD."starts_at" IS DISTINCT FROM (NEW."starts_at") OR OLD."status" IS DISTINCT FROM (NEW."status") OR OLD."summary" IS DISTINCT FROM (NEW."summary") OR OLD."title" IS DISTINCT FROM (NEW."title"))',
                    func='INSERT INTO "events_eventhistory" ("access", "audience", "bring", "cancel_reason", "capacity", "changed_at", "check_in_kind", "community_id", "cover", "cover_height", "cover_width", "created_at", "description", "elders_released_at", "elders_until", "ends_at", "grid_id", "headcount", "headcount_at", "hold_id", "id", "kind", "largest_party", "list_closed_at", "max_age", "meeting_point", "min_age", "organiser_id", "own_fields", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "place", "registration_closes_at", "seats_for_elders", "sequence", "series_day", "series_id", "space_id", "starts_at", "status", "summary", "title") VALUES (NEW."access", NEW."audience", NEW."bring", NEW."cancel_reason", NEW."capacity", NEW."changed_at", NEW."check_in_kind", NEW."community_id", NEW."cover", NEW."cover_height", NEW."cover_width", NEW."created_at", NEW."description", NEW."elders_released_at", NEW."elders_until", NEW."ends_at", NEW."grid_id", NEW."headcount", NEW."headcount_at", NEW."hold_id", NEW."id", NEW."kind", NEW."largest_party", NEW."list_closed_at", NEW."max_age", NEW."meeting_point", NEW."min_age", NEW."organiser_id", NEW."own_fields", _pgh_attach_context(), NOW(), \'update\', NEW."id", NEW."place", NEW."registration_closes_at", NEW."seats_for_elders", NEW."sequence", NEW."series_day", NEW."series_id", NEW."space_id", NEW."starts_at", NEW."status", NEW."summary", NEW."title"); RETURN NULL;',
                    hash="63a643d1d1ff26e2c1e0e8beb4cbb0de08fb387d",
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
                    func='INSERT INTO "events_eventhistory" ("access", "audience", "bring", "cancel_reason", "capacity", "changed_at", "check_in_kind", "community_id", "cover", "cover_height", "cover_width", "created_at", "description", "elders_released_at", "elders_until", "ends_at", "grid_id", "headcount", "headcount_at", "hold_id", "id", "kind", "largest_party", "list_closed_at", "max_age", "meeting_point", "min_age", "organiser_id", "own_fields", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "place", "registration_closes_at", "seats_for_elders", "sequence", "series_day", "series_id", "space_id", "starts_at", "status", "summary", "title") VALUES (OLD."access", OLD."audience", OLD."bring", OLD."cancel_reason", OLD."capacity", OLD."changed_at", OLD."check_in_kind", OLD."community_id", OLD."cover", OLD."cover_height", OLD."cover_width", OLD."created_at", OLD."description", OLD."elders_released_at", OLD."elders_until", OLD."ends_at", OLD."grid_id", OLD."headcount", OLD."headcount_at", OLD."hold_id", OLD."id", OLD."kind", OLD."largest_party", OLD."list_closed_at", OLD."max_age", OLD."meeting_point", OLD."min_age", OLD."organiser_id", OLD."own_fields", _pgh_attach_context(), NOW(), \'delete\', OLD."id", OLD."place", OLD."registration_closes_at", OLD."seats_for_elders", OLD."sequence", OLD."series_day", OLD."series_id", OLD."space_id", OLD."starts_at", OLD."status", OLD."summary", OLD."title"); RETURN NULL;',
                    hash="78f731f4a8c3c3dbf8db756a9c43b48fc4a48186",
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
                name="insert_insert",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func='INSERT INTO "events_registrationhistory" ("by_id", "came", "cancelled_at", "checked_in_at", "checked_in_by_id", "confirmed_at", "created_at", "enrolment_id", "event_id", "for_elder", "id", "offered_seats", "person_id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "placed_at", "placed_late", "queued_at", "reminded_at", "seats", "skip_reason", "skipped_at", "status", "waited_since", "walk_in") VALUES (NEW."by_id", NEW."came", NEW."cancelled_at", NEW."checked_in_at", NEW."checked_in_by_id", NEW."confirmed_at", NEW."created_at", NEW."enrolment_id", NEW."event_id", NEW."for_elder", NEW."id", NEW."offered_seats", NEW."person_id", _pgh_attach_context(), NOW(), \'insert\', NEW."id", NEW."placed_at", NEW."placed_late", NEW."queued_at", NEW."reminded_at", NEW."seats", NEW."skip_reason", NEW."skipped_at", NEW."status", NEW."waited_since", NEW."walk_in"); RETURN NULL;',
                    hash="8ce819bd5d4210223ab3668ec922b3100c7fb386",
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
                    condition='WHEN (OLD."by_id" IS DISTINCT FROM (NEW."by_id") OR OLD."came" IS DISTINCT FROM (NEW."came") OR OLD."cancelled_at" IS DISTINCT FROM (NEW."cancelled_at") OR OLD."checked_in_at" IS DISTINCT FROM (NEW."checked_in_at") OR OLD."checked_in_by_id" IS DISTINCT FROM (NEW."checked_in_by_id") OR OLD."confirmed_at" IS DISTINCT FROM (NEW."confirmed_at") OR OLD."created_at" IS DISTINCT FROM (NEW."created_at") OR OLD."enrolment_id" IS DISTINCT FROM (NEW."enrolment_id") OR OLD."event_id" IS DISTINCT FROM (NEW."event_id") OR OLD."for_elder" IS DISTINCT FROM (NEW."for_elder") OR OLD."id" IS DISTINCT FROM (NEW."id") OR OLD."offered_seats" IS DISTINCT FROM (NEW."offered_seats") OR OLD."person_id" IS DISTINCT FROM (NEW."person_id") OR OLD."placed_at" IS DISTINCT FROM (NEW."placed_at") OR OLD."placed_late" IS DISTINCT FROM (NEW."placed_late") OR OLD."queued_at" IS DISTINCT FROM (NEW."queued_at") OR OLD."reminded_at" IS DISTINCT FROM (NEW."reminded_at") OR OLD."seats" IS DISTINCT FROM (NEW."seats") OR OLD."skip_reason" IS DISTINCT FROM (NEW."skip_reason") OR OLD."skipped_at" IS DISTINCT FROM (NEW."skipped_at") OR OLD."status" IS DISTINCT FROM (NEW."status") OR OLD."waited_since" IS DISTINCT FROM (NEW."waited_since") OR OLD."walk_in" IS DISTINCT FROM (NEW."walk_in"))',
                    func='INSERT INTO "events_registrationhistory" ("by_id", "came", "cancelled_at", "checked_in_at", "checked_in_by_id", "confirmed_at", "created_at", "enrolment_id", "event_id", "for_elder", "id", "offered_seats", "person_id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "placed_at", "placed_late", "queued_at", "reminded_at", "seats", "skip_reason", "skipped_at", "status", "waited_since", "walk_in") VALUES (NEW."by_id", NEW."came", NEW."cancelled_at", NEW."checked_in_at", NEW."checked_in_by_id", NEW."confirmed_at", NEW."created_at", NEW."enrolment_id", NEW."event_id", NEW."for_elder", NEW."id", NEW."offered_seats", NEW."person_id", _pgh_attach_context(), NOW(), \'update\', NEW."id", NEW."placed_at", NEW."placed_late", NEW."queued_at", NEW."reminded_at", NEW."seats", NEW."skip_reason", NEW."skipped_at", NEW."status", NEW."waited_since", NEW."walk_in"); RETURN NULL;',
                    hash="def58f3201d7937cfef92421c44b67b6fc13c2a2",
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
                    func='INSERT INTO "events_registrationhistory" ("by_id", "came", "cancelled_at", "checked_in_at", "checked_in_by_id", "confirmed_at", "created_at", "enrolment_id", "event_id", "for_elder", "id", "offered_seats", "person_id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "placed_at", "placed_late", "queued_at", "reminded_at", "seats", "skip_reason", "skipped_at", "status", "waited_since", "walk_in") VALUES (OLD."by_id", OLD."came", OLD."cancelled_at", OLD."checked_in_at", OLD."checked_in_by_id", OLD."confirmed_at", OLD."created_at", OLD."enrolment_id", OLD."event_id", OLD."for_elder", OLD."id", OLD."offered_seats", OLD."person_id", _pgh_attach_context(), NOW(), \'delete\', OLD."id", OLD."placed_at", OLD."placed_late", OLD."queued_at", OLD."reminded_at", OLD."seats", OLD."skip_reason", OLD."skipped_at", OLD."status", OLD."waited_since", OLD."walk_in"); RETURN NULL;',
                    hash="bc93b4ef2ec8b12f9f753767ff08092445d4f10a",
                    operation="DELETE",
                    pgid="pgtrigger_delete_delete_893c7",
                    table="events_registration",
                    when="AFTER",
                ),
            ),
        ),
    ]
