"""What is recorded is not rewritten: who it is about, who entered it, when, and what was ended."""

import pgtrigger.compiler
import pgtrigger.migrations
from django.conf import settings
from django.db import migrations, models

from common.db.migrations import CombinedOperation


class Migration(migrations.Migration):
    dependencies = [
        ("stations", "0002_triggers_and_sql"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        CombinedOperation(
            pgtrigger.migrations.RemoveTrigger(
                model_name="stationappointment",
                name="station_appointment_stays",
            ),
            pgtrigger.migrations.AddTrigger(
                model_name="booking",
                trigger=pgtrigger.compiler.Trigger(
                    name="booking_stays",
                    sql=pgtrigger.compiler.UpsertTriggerSql(
                        condition="WHEN (OLD.person_id IS DISTINCT FROM NEW.person_id OR OLD.by_id IS DISTINCT FROM NEW.by_id OR OLD.for_neighbour IS DISTINCT FROM NEW.for_neighbour OR OLD.series_id IS DISTINCT FROM NEW.series_id OR OLD.created_at IS DISTINCT FROM NEW.created_at OR OLD.token IS DISTINCT FROM NEW.token)",
                        func="RAISE EXCEPTION 'booking_stays' USING ERRCODE = 'check_violation', CONSTRAINT = 'booking_stays'; RETURN NULL;",
                        hash="5283f2e9deda2bff74be97cd775b65190c2ed7a3",
                        operation="UPDATE",
                        pgid="pgtrigger_booking_stays_c9de7",
                        table="stations_booking",
                        when="AFTER",
                    ),
                ),
            ),
            pgtrigger.migrations.AddTrigger(
                model_name="booking",
                trigger=pgtrigger.compiler.Trigger(
                    name="booking_stays_refused",
                    sql=pgtrigger.compiler.UpsertTriggerSql(
                        condition="WHEN (OLD.status IS DISTINCT FROM NEW.status)",
                        func="IF (OLD.status <> 'refused') IS NOT TRUE THEN RAISE EXCEPTION 'booking_stays_refused' USING ERRCODE = 'check_violation', CONSTRAINT = 'booking_stays_refused'; END IF; RETURN NULL;",
                        hash="a97eb3185bfdefac63b79ec7a65043e06b9b8484",
                        operation="UPDATE",
                        pgid="pgtrigger_booking_stays_refused_bc124",
                        table="stations_booking",
                        when="AFTER",
                    ),
                ),
            ),
            pgtrigger.migrations.AddTrigger(
                model_name="bookingseries",
                trigger=pgtrigger.compiler.Trigger(
                    name="booking_series_stays",
                    sql=pgtrigger.compiler.UpsertTriggerSql(
                        condition="WHEN (OLD.space_id IS DISTINCT FROM NEW.space_id OR OLD.person_id IS DISTINCT FROM NEW.person_id OR OLD.by_id IS DISTINCT FROM NEW.by_id OR OLD.created_at IS DISTINCT FROM NEW.created_at)",
                        func="RAISE EXCEPTION 'booking_series_stays' USING ERRCODE = 'check_violation', CONSTRAINT = 'booking_series_stays'; RETURN NULL;",
                        hash="dc6b09cd4dd484e9fa81b7f5b1fdd3b824fa7e30",
                        operation="UPDATE",
                        pgid="pgtrigger_booking_series_stays_df39a",
                        table="stations_bookingseries",
                        when="AFTER",
                    ),
                ),
            ),
            pgtrigger.migrations.AddTrigger(
                model_name="bookingseries",
                trigger=pgtrigger.compiler.Trigger(
                    name="booking_series_stays_cancelled",
                    sql=pgtrigger.compiler.UpsertTriggerSql(
                        condition="WHEN (OLD.cancelled_at IS DISTINCT FROM NEW.cancelled_at)",
                        func="IF (OLD.cancelled_at IS NULL) IS NOT TRUE THEN RAISE EXCEPTION 'booking_series_stays_cancelled' USING ERRCODE = 'check_violation', CONSTRAINT = 'booking_series_stays_cancelled'; END IF; RETURN NULL;",
                        hash="9ebb723dc264bda6b38598bc4945376d8c994b6a",
                        operation="UPDATE",
                        pgid="pgtrigger_booking_series_stays_cancelled_8d6ac",
                        table="stations_bookingseries",
                        when="AFTER",
                    ),
                ),
            ),
            pgtrigger.migrations.AddTrigger(
                model_name="dropin",
                trigger=pgtrigger.compiler.Trigger(
                    name="drop_in_stays",
                    sql=pgtrigger.compiler.UpsertTriggerSql(
                        condition="WHEN (OLD.by_id IS DISTINCT FROM NEW.by_id)",
                        func="RAISE EXCEPTION 'drop_in_stays' USING ERRCODE = 'check_violation', CONSTRAINT = 'drop_in_stays'; RETURN NULL;",
                        hash="7f888b904247f4a6fce68a6d8aad8c1e5739ff74",
                        operation="UPDATE",
                        pgid="pgtrigger_drop_in_stays_f2bf7",
                        table="stations_dropin",
                        when="AFTER",
                    ),
                ),
            ),
            pgtrigger.migrations.AddTrigger(
                model_name="hold",
                trigger=pgtrigger.compiler.Trigger(
                    name="hold_stays",
                    sql=pgtrigger.compiler.UpsertTriggerSql(
                        condition="WHEN (OLD.kind IS DISTINCT FROM NEW.kind OR OLD.by_id IS DISTINCT FROM NEW.by_id)",
                        func="RAISE EXCEPTION 'hold_stays' USING ERRCODE = 'check_violation', CONSTRAINT = 'hold_stays'; RETURN NULL;",
                        hash="5de3eb8454b79a5387b1eac66e2dbbdc4150235c",
                        operation="UPDATE",
                        pgid="pgtrigger_hold_stays_427f6",
                        table="stations_hold",
                        when="AFTER",
                    ),
                ),
            ),
            pgtrigger.migrations.AddTrigger(
                model_name="openingexception",
                trigger=pgtrigger.compiler.Trigger(
                    name="opening_exception_stays",
                    sql=pgtrigger.compiler.UpsertTriggerSql(
                        condition="WHEN (OLD.station_id IS DISTINCT FROM NEW.station_id)",
                        func="RAISE EXCEPTION 'opening_exception_stays' USING ERRCODE = 'check_violation', CONSTRAINT = 'opening_exception_stays'; RETURN NULL;",
                        hash="25c3ab311496e23d632ed42c952c2b2144c4393b",
                        operation="UPDATE",
                        pgid="pgtrigger_opening_exception_stays_cc3dd",
                        table="stations_openingexception",
                        when="AFTER",
                    ),
                ),
            ),
            pgtrigger.migrations.AddTrigger(
                model_name="openinghours",
                trigger=pgtrigger.compiler.Trigger(
                    name="opening_hours_stay",
                    sql=pgtrigger.compiler.UpsertTriggerSql(
                        condition="WHEN (OLD.station_id IS DISTINCT FROM NEW.station_id)",
                        func="RAISE EXCEPTION 'opening_hours_stay' USING ERRCODE = 'check_violation', CONSTRAINT = 'opening_hours_stay'; RETURN NULL;",
                        hash="093fbceb5e0cddcc33a5da7415070a69a38d7364",
                        operation="UPDATE",
                        pgid="pgtrigger_opening_hours_stay_ca174",
                        table="stations_openinghours",
                        when="AFTER",
                    ),
                ),
            ),
            pgtrigger.migrations.AddTrigger(
                model_name="reservedhours",
                trigger=pgtrigger.compiler.Trigger(
                    name="reserved_hours_stay",
                    sql=pgtrigger.compiler.UpsertTriggerSql(
                        condition="WHEN (OLD.space_id IS DISTINCT FROM NEW.space_id)",
                        func="RAISE EXCEPTION 'reserved_hours_stay' USING ERRCODE = 'check_violation', CONSTRAINT = 'reserved_hours_stay'; RETURN NULL;",
                        hash="fad9b0712e90cc6e01e7f1a0fe121319e804752f",
                        operation="UPDATE",
                        pgid="pgtrigger_reserved_hours_stay_02a91",
                        table="stations_reservedhours",
                        when="AFTER",
                    ),
                ),
            ),
            pgtrigger.migrations.AddTrigger(
                model_name="servicering",
                trigger=pgtrigger.compiler.Trigger(
                    name="service_ring_stays_in_community",
                    sql=pgtrigger.compiler.UpsertTriggerSql(
                        condition="WHEN (OLD.community_id IS DISTINCT FROM NEW.community_id)",
                        func="RAISE EXCEPTION 'service_ring_stays_in_community' USING ERRCODE = 'check_violation', CONSTRAINT = 'service_ring_stays_in_community'; RETURN NULL;",
                        hash="4b8b19a0fd8e628801bc9e46269db618737bad39",
                        operation="UPDATE",
                        pgid="pgtrigger_service_ring_stays_in_community_70581",
                        table="stations_servicering",
                        when="AFTER",
                    ),
                ),
            ),
            pgtrigger.migrations.AddTrigger(
                model_name="stationappointment",
                trigger=pgtrigger.compiler.Trigger(
                    name="station_appointment_stays",
                    sql=pgtrigger.compiler.UpsertTriggerSql(
                        condition="WHEN (OLD.user_id IS DISTINCT FROM NEW.user_id OR OLD.station_id IS DISTINCT FROM NEW.station_id OR OLD.granted_by_id IS DISTINCT FROM NEW.granted_by_id)",
                        func="RAISE EXCEPTION 'station_appointment_stays' USING ERRCODE = 'check_violation', CONSTRAINT = 'station_appointment_stays'; RETURN NULL;",
                        hash="4f2871b3c8d3724da6393e97694980e6d6b2c526",
                        operation="UPDATE",
                        pgid="pgtrigger_station_appointment_stays_cadcd",
                        table="stations_stationappointment",
                        when="AFTER",
                    ),
                ),
            ),
            pgtrigger.migrations.AddTrigger(
                model_name="stationphoto",
                trigger=pgtrigger.compiler.Trigger(
                    name="station_photo_stays",
                    sql=pgtrigger.compiler.UpsertTriggerSql(
                        condition="WHEN (OLD.station_id IS DISTINCT FROM NEW.station_id)",
                        func="RAISE EXCEPTION 'station_photo_stays' USING ERRCODE = 'check_violation', CONSTRAINT = 'station_photo_stays'; RETURN NULL;",
                        hash="7023bfe082587bdad3bf6ea7073e3b9f264771dd",
                        operation="UPDATE",
                        pgid="pgtrigger_station_photo_stays_c5a95",
                        table="stations_stationphoto",
                        when="AFTER",
                    ),
                ),
            ),
            pgtrigger.migrations.AddTrigger(
                model_name="walldisplay",
                trigger=pgtrigger.compiler.Trigger(
                    name="wall_display_stays",
                    sql=pgtrigger.compiler.UpsertTriggerSql(
                        condition="WHEN (OLD.station_id IS DISTINCT FROM NEW.station_id OR OLD.token_digest IS DISTINCT FROM NEW.token_digest OR OLD.created_by_id IS DISTINCT FROM NEW.created_by_id OR OLD.created_at IS DISTINCT FROM NEW.created_at)",
                        func="RAISE EXCEPTION 'wall_display_stays' USING ERRCODE = 'check_violation', CONSTRAINT = 'wall_display_stays'; RETURN NULL;",
                        hash="fa0c99018f54d33638e2bb57fff69d494f4b8a2e",
                        operation="UPDATE",
                        pgid="pgtrigger_wall_display_stays_f83ed",
                        table="stations_walldisplay",
                        when="AFTER",
                    ),
                ),
            ),
            pgtrigger.migrations.AddTrigger(
                model_name="walldisplay",
                trigger=pgtrigger.compiler.Trigger(
                    name="wall_display_stays_revoked",
                    sql=pgtrigger.compiler.UpsertTriggerSql(
                        condition="WHEN (OLD.revoked_at IS DISTINCT FROM NEW.revoked_at)",
                        func="IF (OLD.revoked_at IS NULL) IS NOT TRUE THEN RAISE EXCEPTION 'wall_display_stays_revoked' USING ERRCODE = 'check_violation', CONSTRAINT = 'wall_display_stays_revoked'; END IF; RETURN NULL;",
                        hash="21b9a1f2f42e03532326d99dc100ad54266319df",
                        operation="UPDATE",
                        pgid="pgtrigger_wall_display_stays_revoked_9b561",
                        table="stations_walldisplay",
                        when="AFTER",
                    ),
                ),
            ),
        ),
        migrations.AddConstraint(
            model_name="stationappointment",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    ("granted_by", None), models.Q(("granted_by", models.F("user")), _negated=True), _connector="OR"
                ),
                name="station_appointment_by_somebody_else",
                violation_error_message="Nobody appoints themselves. Please ask whoever is above you.",
            ),
        ),
    ]
