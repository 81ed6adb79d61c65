"""The audit trail, the counting of seats, and the keys that keep an event, its community and its hold together."""

import pgtrigger.compiler
import pgtrigger.migrations
from django.db import migrations

from common.db.constraints import composite_foreign_key
from common.db.migrations import CombinedOperation
from stations.models.holds import hold_foreign_key

# No hold of this kind is left without its event. It stands here because stations know nothing of events.
HOLD_OF_EVENT_HAS_ONE = """
    CREATE FUNCTION hold_of_event_has_one() RETURNS trigger LANGUAGE plpgsql AS $$
    BEGIN
        IF EXISTS (SELECT 1 FROM stations_hold h WHERE h.id = NEW.id AND h.kind = 'event')
        AND NOT EXISTS (SELECT 1 FROM events_event e WHERE e.hold_id = NEW.id) THEN
            RAISE EXCEPTION 'hold_of_event_has_one'
            USING ERRCODE = 'check_violation', CONSTRAINT = 'hold_of_event_has_one';
        END IF;
        RETURN NULL;
    END $$;
    CREATE CONSTRAINT TRIGGER hold_of_event_has_one AFTER INSERT OR UPDATE OF kind ON stations_hold
    DEFERRABLE INITIALLY DEFERRED FOR EACH ROW WHEN (NEW.kind = 'event') EXECUTE FUNCTION hold_of_event_has_one();
"""


class Migration(migrations.Migration):
    dependencies = [
        ("events", "0001_schema"),
    ]

    operations = [
        CombinedOperation(
            pgtrigger.migrations.AddTrigger(
                model_name="event",
                trigger=pgtrigger.compiler.Trigger(
                    name="event_seats_are_counted",
                    sql=pgtrigger.compiler.UpsertTriggerSql(
                        func="\n            IF TG_OP = 'INSERT' THEN\n                NEW.seats_taken := 0;\n            ELSIF pg_trigger_depth() < 2 THEN\n                NEW.seats_taken := OLD.seats_taken;\n            END IF;\n            RETURN NEW;\n        ",
                        hash="5cfb544df28912cf93dde1d27de425260420e016",
                        operation='INSERT OR UPDATE OF "seats_taken"',
                        pgid="pgtrigger_event_seats_are_counted_f6c4d",
                        table="events_event",
                        when="BEFORE",
                    ),
                ),
            ),
            pgtrigger.migrations.AddTrigger(
                model_name="event",
                trigger=pgtrigger.compiler.Trigger(
                    name="event_space_same_community",
                    sql=pgtrigger.compiler.UpsertTriggerSql(
                        func="IF (\n    NEW.space_id IS NULL OR EXISTS (\n        SELECT 1 FROM stations_space s JOIN stations_station t ON t.id = s.station_id\n        WHERE s.id = NEW.space_id AND t.community_id = NEW.community_id\n    )\n) IS NOT TRUE THEN RAISE EXCEPTION 'event_space_same_community' USING ERRCODE = 'check_violation', CONSTRAINT = 'event_space_same_community'; END IF; RETURN NULL;",
                        hash="64f077e2f766c8cda8ba625f7b37e26553ae8e86",
                        operation='INSERT OR UPDATE OF "space_id", "community_id"',
                        pgid="pgtrigger_event_space_same_community_2759a",
                        table="events_event",
                        when="AFTER",
                    ),
                ),
            ),
            pgtrigger.migrations.AddTrigger(
                model_name="event",
                trigger=pgtrigger.compiler.Trigger(
                    name="event_lets_go",
                    sql=pgtrigger.compiler.UpsertTriggerSql(
                        func="\n            IF OLD.hold_id IS NOT NULL AND (TG_OP = 'DELETE' OR OLD.hold_id IS DISTINCT FROM NEW.hold_id) THEN\n                DELETE FROM stations_hold WHERE id = OLD.hold_id;\n            END IF;\n            RETURN NULL;\n        ",
                        hash="885d2a91ec57c963a458c24e36e90decaa90554e",
                        operation='DELETE OR UPDATE OF "hold_id"',
                        pgid="pgtrigger_event_lets_go_b0d04",
                        table="events_event",
                        when="AFTER",
                    ),
                ),
            ),
            pgtrigger.migrations.AddTrigger(
                model_name="event",
                trigger=pgtrigger.compiler.Trigger(
                    name="insert_insert",
                    sql=pgtrigger.compiler.UpsertTriggerSql(
                        func='INSERT INTO "events_eventhistory" ("audience", "cancel_reason", "capacity", "changed_at", "community_id", "cover", "cover_height", "cover_width", "created_at", "description", "ends_at", "grid_id", "hold_id", "id", "kind", "largest_party", "max_age", "min_age", "organiser_id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "place", "registration_closes_at", "sequence", "space_id", "starts_at", "status", "summary", "title") VALUES (NEW."audience", NEW."cancel_reason", NEW."capacity", NEW."changed_at", NEW."community_id", NEW."cover", NEW."cover_height", NEW."cover_width", NEW."created_at", NEW."description", NEW."ends_at", NEW."grid_id", NEW."hold_id", NEW."id", NEW."kind", NEW."largest_party", NEW."max_age", NEW."min_age", NEW."organiser_id", _pgh_attach_context(), NOW(), \'insert\', NEW."id", NEW."place", NEW."registration_closes_at", NEW."sequence", NEW."space_id", NEW."starts_at", NEW."status", NEW."summary", NEW."title"); RETURN NULL;',
                        hash="d9031f64f95d3594452659308cfcf5efb7265a36",
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
                        condition='WHEN (OLD."audience" IS DISTINCT FROM (NEW."audience") OR OLD."cancel_reason" IS DISTINCT FROM (NEW."cancel_reason") OR OLD."capacity" IS DISTINCT FROM (NEW."capacity") OR OLD."changed_at" IS DISTINCT FROM (NEW."changed_at") OR OLD."community_id" IS DISTINCT FROM (NEW."community_id") OR OLD."cover" IS DISTINCT FROM (NEW."cover") OR OLD."cover_height" IS DISTINCT FROM (NEW."cover_height") OR OLD."cover_width" IS DISTINCT FROM (NEW."cover_width") OR OLD."created_at" IS DISTINCT FROM (NEW."created_at") OR OLD."description" IS DISTINCT FROM (NEW."description") OR OLD."ends_at" IS DISTINCT FROM (NEW."ends_at") OR OLD."grid_id" IS DISTINCT FROM (NEW."grid_id") OR OLD."hold_id" IS DISTINCT FROM (NEW."hold_id") OR OLD."id" IS DISTINCT FROM (NEW."id") OR OLD."kind" IS DISTINCT FROM (NEW."kind") OR OLD."largest_party" IS DISTINCT FROM (NEW."largest_party") OR OLD."max_age" IS DISTINCT FROM (NEW."max_age") OR OLD."min_age" IS DISTINCT FROM (NEW."min_age") OR OLD."organiser_id" IS DISTINCT FROM (NEW."organiser_id") OR OLD."place" IS DISTINCT FROM (NEW."place") OR OLD."registration_closes_at" IS DISTINCT FROM (NEW."registration_closes_at") OR OLD."sequence" IS DISTINCT FROM (NEW."sequence") OR OLD."space_id" IS DISTINCT FROM (NEW."space_id") OR OLD."starts_at" IS DISTINCT FROM (NEW."starts_at") OR OLD."status" IS DISTINCT FROM (NEW."status") OR OLD."summary" IS DISTINCT FROM (NEW."summary") OR OLD."title" IS DISTINCT FROM (NEW."title"))',
                        func='INSERT INTO "events_eventhistory" ("audience", "cancel_reason", "capacity", "changed_at", "community_id", "cover", "cover_height", "cover_width", "created_at", "description", "ends_at", "grid_id", "hold_id", "id", "kind", "largest_party", "max_age", "min_age", "organiser_id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "place", "registration_closes_at", "sequence", "space_id", "starts_at", "status", "summary", "title") VALUES (NEW."audience", NEW."cancel_reason", NEW."capacity", NEW."changed_at", NEW."community_id", NEW."cover", NEW."cover_height", NEW."cover_width", NEW."created_at", NEW."description", NEW."ends_at", NEW."grid_id", NEW."hold_id", NEW."id", NEW."kind", NEW."largest_party", NEW."max_age", NEW."min_age", NEW."organiser_id", _pgh_attach_context(), NOW(), \'update\', NEW."id", NEW."place", NEW."registration_closes_at", NEW."sequence", NEW."space_id", NEW."starts_at", NEW."status", NEW."summary", NEW."title"); RETURN NULL;',
                        hash="e1abd13f5bcce4823222974eb861f2478cae63d9",
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
                        func='INSERT INTO "events_eventhistory" ("audience", "cancel_reason", "capacity", "changed_at", "community_id", "cover", "cover_height", "cover_width", "created_at", "description", "ends_at", "grid_id", "hold_id", "id", "kind", "largest_party", "max_age", "min_age", "organiser_id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "place", "registration_closes_at", "sequence", "space_id", "starts_at", "status", "summary", "title") VALUES (OLD."audience", OLD."cancel_reason", OLD."capacity", OLD."changed_at", OLD."community_id", OLD."cover", OLD."cover_height", OLD."cover_width", OLD."created_at", OLD."description", OLD."ends_at", OLD."grid_id", OLD."hold_id", OLD."id", OLD."kind", OLD."largest_party", OLD."max_age", OLD."min_age", OLD."organiser_id", _pgh_attach_context(), NOW(), \'delete\', OLD."id", OLD."place", OLD."registration_closes_at", OLD."sequence", OLD."space_id", OLD."starts_at", OLD."status", OLD."summary", OLD."title"); RETURN NULL;',
                        hash="515328213b003dc7a8ee94a2231567ad121dce2e",
                        operation="DELETE",
                        pgid="pgtrigger_delete_delete_d74a6",
                        table="events_event",
                        when="AFTER",
                    ),
                ),
            ),
            pgtrigger.migrations.AddTrigger(
                model_name="eventhistory",
                trigger=pgtrigger.compiler.Trigger(
                    name="append_only",
                    sql=pgtrigger.compiler.UpsertTriggerSql(
                        func="RAISE EXCEPTION 'pgtrigger: Cannot update or delete rows from % table', TG_TABLE_NAME;",
                        hash="d59f7ac9d218644ab5369648135c433b38d30570",
                        operation="UPDATE OR DELETE",
                        pgid="pgtrigger_append_only_2d39e",
                        table="events_eventhistory",
                        when="BEFORE",
                    ),
                ),
            ),
            pgtrigger.migrations.AddTrigger(
                model_name="registration",
                trigger=pgtrigger.compiler.Trigger(
                    name="registration_takes_seats",
                    sql=pgtrigger.compiler.UpsertTriggerSql(
                        func="\n            IF TG_OP = 'INSERT' THEN\n                IF (CASE WHEN NEW.status IN ('registered', 'attended', 'no_show') THEN NEW.seats ELSE 0 END) <> 0 THEN UPDATE events_event SET seats_taken = seats_taken + ((CASE WHEN NEW.status IN ('registered', 'attended', 'no_show') THEN NEW.seats ELSE 0 END)) WHERE id = NEW.event_id; END IF;\n            ELSIF TG_OP = 'DELETE' THEN\n                IF -((CASE WHEN OLD.status IN ('registered', 'attended', 'no_show') THEN OLD.seats ELSE 0 END)) <> 0 THEN UPDATE events_event SET seats_taken = seats_taken + (-((CASE WHEN OLD.status IN ('registered', 'attended', 'no_show') THEN OLD.seats ELSE 0 END))) WHERE id = OLD.event_id; END IF;\n            ELSIF OLD.event_id = NEW.event_id THEN\n                IF ((CASE WHEN NEW.status IN ('registered', 'attended', 'no_show') THEN NEW.seats ELSE 0 END)) - ((CASE WHEN OLD.status IN ('registered', 'attended', 'no_show') THEN OLD.seats ELSE 0 END)) <> 0 THEN UPDATE events_event SET seats_taken = seats_taken + (((CASE WHEN NEW.status IN ('registered', 'attended', 'no_show') THEN NEW.seats ELSE 0 END)) - ((CASE WHEN OLD.status IN ('registered', 'attended', 'no_show') THEN OLD.seats ELSE 0 END))) WHERE id = NEW.event_id; END IF;\n            ELSIF OLD.event_id < NEW.event_id THEN\n                IF -((CASE WHEN OLD.status IN ('registered', 'attended', 'no_show') THEN OLD.seats ELSE 0 END)) <> 0 THEN UPDATE events_event SET seats_taken = seats_taken + (-((CASE WHEN OLD.status IN ('registered', 'attended', 'no_show') THEN OLD.seats ELSE 0 END))) WHERE id = OLD.event_id; END IF;\n                IF (CASE WHEN NEW.status IN ('registered', 'attended', 'no_show') THEN NEW.seats ELSE 0 END) <> 0 THEN UPDATE events_event SET seats_taken = seats_taken + ((CASE WHEN NEW.status IN ('registered', 'attended', 'no_show') THEN NEW.seats ELSE 0 END)) WHERE id = NEW.event_id; END IF;\n            ELSE\n                IF (CASE WHEN NEW.status IN ('registered', 'attended', 'no_show') THEN NEW.seats ELSE 0 END) <> 0 THEN UPDATE events_event SET seats_taken = seats_taken + ((CASE WHEN NEW.status IN ('registered', 'attended', 'no_show') THEN NEW.seats ELSE 0 END)) WHERE id = NEW.event_id; END IF;\n                IF -((CASE WHEN OLD.status IN ('registered', 'attended', 'no_show') THEN OLD.seats ELSE 0 END)) <> 0 THEN UPDATE events_event SET seats_taken = seats_taken + (-((CASE WHEN OLD.status IN ('registered', 'attended', 'no_show') THEN OLD.seats ELSE 0 END))) WHERE id = OLD.event_id; END IF;\n            END IF;\n            RETURN NULL;\n        ",
                        hash="1d18dd7d40a3c32cb2c2054b8877e57d4ed63e1c",
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
                    name="insert_insert",
                    sql=pgtrigger.compiler.UpsertTriggerSql(
                        func='INSERT INTO "events_registrationhistory" ("by_id", "cancelled_at", "created_at", "event_id", "id", "offered_seats", "person_id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "queued_at", "reminded_at", "seats", "status") VALUES (NEW."by_id", NEW."cancelled_at", NEW."created_at", NEW."event_id", NEW."id", NEW."offered_seats", NEW."person_id", _pgh_attach_context(), NOW(), \'insert\', NEW."id", NEW."queued_at", NEW."reminded_at", NEW."seats", NEW."status"); RETURN NULL;',
                        hash="399c89befe04894a807b78f19b3957853508b070",
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
                        condition='WHEN (OLD."by_id" IS DISTINCT FROM (NEW."by_id") OR OLD."cancelled_at" IS DISTINCT FROM (NEW."cancelled_at") OR OLD."created_at" IS DISTINCT FROM (NEW."created_at") OR OLD."event_id" IS DISTINCT FROM (NEW."event_id") OR OLD."id" IS DISTINCT FROM (NEW."id") OR OLD."offered_seats" IS DISTINCT FROM (NEW."offered_seats") OR OLD."person_id" IS DISTINCT FROM (NEW."person_id") OR OLD."queued_at" IS DISTINCT FROM (NEW."queued_at") OR OLD."reminded_at" IS DISTINCT FROM (NEW."reminded_at") OR OLD."seats" IS DISTINCT FROM (NEW."seats") OR OLD."status" IS DISTINCT FROM (NEW."status"))',
                        func='INSERT INTO "events_registrationhistory" ("by_id", "cancelled_at", "created_at", "event_id", "id", "offered_seats", "person_id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "queued_at", "reminded_at", "seats", "status") VALUES (NEW."by_id", NEW."cancelled_at", NEW."created_at", NEW."event_id", NEW."id", NEW."offered_seats", NEW."person_id", _pgh_attach_context(), NOW(), \'update\', NEW."id", NEW."queued_at", NEW."reminded_at", NEW."seats", NEW."status"); RETURN NULL;',
                        hash="9ca7833a38c5c62968883d3b17dd0b8fa187d046",
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
                        func='INSERT INTO "events_registrationhistory" ("by_id", "cancelled_at", "created_at", "event_id", "id", "offered_seats", "person_id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "queued_at", "reminded_at", "seats", "status") VALUES (OLD."by_id", OLD."cancelled_at", OLD."created_at", OLD."event_id", OLD."id", OLD."offered_seats", OLD."person_id", _pgh_attach_context(), NOW(), \'delete\', OLD."id", OLD."queued_at", OLD."reminded_at", OLD."seats", OLD."status"); RETURN NULL;',
                        hash="5d2b1ec899b16d43bef2f31f585e7f4e44cbe531",
                        operation="DELETE",
                        pgid="pgtrigger_delete_delete_893c7",
                        table="events_registration",
                        when="AFTER",
                    ),
                ),
            ),
            pgtrigger.migrations.AddTrigger(
                model_name="registrationhistory",
                trigger=pgtrigger.compiler.Trigger(
                    name="append_only",
                    sql=pgtrigger.compiler.UpsertTriggerSql(
                        func="RAISE EXCEPTION 'pgtrigger: Cannot update or delete rows from % table', TG_TABLE_NAME;",
                        hash="135363f1004e7279fdb6c5ff87949c7f74f24ca8",
                        operation="UPDATE OR DELETE",
                        pgid="pgtrigger_append_only_e26a1",
                        table="events_registrationhistory",
                        when="BEFORE",
                    ),
                ),
            ),
        ),
        composite_foreign_key(
            table="events_event",
            name="event_organiser_same_community",
            columns=("organiser_id", "community_id"),
            references="grid_orgunit",
            referenced=("id", "community_id"),
        ),
        composite_foreign_key(
            table="events_event",
            name="event_grid_same_community",
            columns=("grid_id", "community_id"),
            references="grid_grid",
            referenced=("id", "community_id"),
        ),
        hold_foreign_key(table="events_event", name="event_holds_as_said"),
        migrations.RunSQL(
            HOLD_OF_EVENT_HAS_ONE,
            "DROP TRIGGER hold_of_event_has_one ON stations_hold; DROP FUNCTION hold_of_event_has_one();",
        ),
    ]
