"""What is recorded is not rewritten: who it is about, who entered it, when, and what was ended."""

import pgtrigger.compiler
import pgtrigger.migrations
from django.conf import settings
from django.db import migrations, models

from common.db.migrations import CombinedOperation


class Migration(migrations.Migration):
    dependencies = [
        ("grid", "0002_triggers_and_sql"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        CombinedOperation(
            pgtrigger.migrations.RemoveTrigger(
                model_name="gridappointment",
                name="grid_appointment_stays",
            ),
            pgtrigger.migrations.RemoveTrigger(
                model_name="handover",
                name="handover_stays",
            ),
            pgtrigger.migrations.RemoveTrigger(
                model_name="identitydisplay",
                name="identity_display_stays",
            ),
            pgtrigger.migrations.RemoveTrigger(
                model_name="unitappointment",
                name="unit_appointment_stays",
            ),
            pgtrigger.migrations.RemoveTrigger(
                model_name="visit",
                name="visit_stays",
            ),
            pgtrigger.migrations.AddTrigger(
                model_name="calendarday",
                trigger=pgtrigger.compiler.Trigger(
                    name="calendar_day_stays_in_community",
                    sql=pgtrigger.compiler.UpsertTriggerSql(
                        condition="WHEN (OLD.community_id IS DISTINCT FROM NEW.community_id)",
                        func="RAISE EXCEPTION 'calendar_day_stays_in_community' USING ERRCODE = 'check_violation', CONSTRAINT = 'calendar_day_stays_in_community'; RETURN NULL;",
                        hash="ac5d84d21d8ca3616fdc77a80019672af0ea188a",
                        operation="UPDATE",
                        pgid="pgtrigger_calendar_day_stays_in_community_30fd2",
                        table="grid_calendarday",
                        when="AFTER",
                    ),
                ),
            ),
            pgtrigger.migrations.AddTrigger(
                model_name="gate",
                trigger=pgtrigger.compiler.Trigger(
                    name="gate_stays_in_community",
                    sql=pgtrigger.compiler.UpsertTriggerSql(
                        condition="WHEN (OLD.estate_id IS DISTINCT FROM NEW.estate_id)",
                        func="IF ((SELECT community_id FROM grid_estate WHERE id = OLD.estate_id) = (SELECT community_id FROM grid_estate WHERE id = NEW.estate_id)) IS NOT TRUE THEN RAISE EXCEPTION 'gate_stays_in_community' USING ERRCODE = 'check_violation', CONSTRAINT = 'gate_stays_in_community'; END IF; RETURN NULL;",
                        hash="e022cd9ceae9dc9de15d72a1fd62ae1c6382b051",
                        operation="UPDATE",
                        pgid="pgtrigger_gate_stays_in_community_1ff88",
                        table="grid_gate",
                        when="AFTER",
                    ),
                ),
            ),
            pgtrigger.migrations.AddTrigger(
                model_name="gridappointment",
                trigger=pgtrigger.compiler.Trigger(
                    name="grid_appointment_stays",
                    sql=pgtrigger.compiler.UpsertTriggerSql(
                        condition="WHEN (OLD.user_id IS DISTINCT FROM NEW.user_id OR OLD.grid_id IS DISTINCT FROM NEW.grid_id OR OLD.granted_by_id IS DISTINCT FROM NEW.granted_by_id)",
                        func="RAISE EXCEPTION 'grid_appointment_stays' USING ERRCODE = 'check_violation', CONSTRAINT = 'grid_appointment_stays'; RETURN NULL;",
                        hash="24ff930ccdcb9f2586d1d967e60b3b67defddda1",
                        operation="UPDATE",
                        pgid="pgtrigger_grid_appointment_stays_e5695",
                        table="grid_gridappointment",
                        when="AFTER",
                    ),
                ),
            ),
            pgtrigger.migrations.AddTrigger(
                model_name="handover",
                trigger=pgtrigger.compiler.Trigger(
                    name="handover_stays",
                    sql=pgtrigger.compiler.UpsertTriggerSql(
                        condition="WHEN (OLD.appointment_id IS DISTINCT FROM NEW.appointment_id OR OLD.to_id IS DISTINCT FROM NEW.to_id OR OLD.unit_id IS DISTINCT FROM NEW.unit_id OR OLD.prepared_by_id IS DISTINCT FROM NEW.prepared_by_id OR OLD.prepared_at IS DISTINCT FROM NEW.prepared_at)",
                        func="RAISE EXCEPTION 'handover_stays' USING ERRCODE = 'check_violation', CONSTRAINT = 'handover_stays'; RETURN NULL;",
                        hash="8c8879eb25efde9781819315edbf2b948e86779b",
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
                    name="handover_stays_closed",
                    sql=pgtrigger.compiler.UpsertTriggerSql(
                        condition="WHEN (OLD.closed_at IS DISTINCT FROM NEW.closed_at OR OLD.state IS DISTINCT FROM NEW.state OR OLD.parts IS DISTINCT FROM NEW.parts OR OLD.opened_id IS DISTINCT FROM NEW.opened_id)",
                        func="IF (OLD.closed_at IS NULL) IS NOT TRUE THEN RAISE EXCEPTION 'handover_stays_closed' USING ERRCODE = 'check_violation', CONSTRAINT = 'handover_stays_closed'; END IF; RETURN NULL;",
                        hash="24407b8fe3d088212cc2f7b80ec75b4800205145",
                        operation="UPDATE",
                        pgid="pgtrigger_handover_stays_closed_a67fb",
                        table="grid_handover",
                        when="AFTER",
                    ),
                ),
            ),
            pgtrigger.migrations.AddTrigger(
                model_name="identitydisplay",
                trigger=pgtrigger.compiler.Trigger(
                    name="identity_display_stays",
                    sql=pgtrigger.compiler.UpsertTriggerSql(
                        condition="WHEN (OLD.appointment_id IS DISTINCT FROM NEW.appointment_id OR OLD.consented_at IS DISTINCT FROM NEW.consented_at)",
                        func="RAISE EXCEPTION 'identity_display_stays' USING ERRCODE = 'check_violation', CONSTRAINT = 'identity_display_stays'; RETURN NULL;",
                        hash="262f27b326bb2468bb48515c00944011b4a914a3",
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
                    name="identity_display_stays_withdrawn",
                    sql=pgtrigger.compiler.UpsertTriggerSql(
                        condition="WHEN (OLD.withdrawn_at IS DISTINCT FROM NEW.withdrawn_at OR OLD.words IS DISTINCT FROM NEW.words)",
                        func="IF (OLD.withdrawn_at IS NULL) IS NOT TRUE THEN RAISE EXCEPTION 'identity_display_stays_withdrawn' USING ERRCODE = 'check_violation', CONSTRAINT = 'identity_display_stays_withdrawn'; END IF; RETURN NULL;",
                        hash="a2eb63a0685ab8181e7ab36cf4ca803621257aae",
                        operation="UPDATE",
                        pgid="pgtrigger_identity_display_stays_withdrawn_2503f",
                        table="grid_identitydisplay",
                        when="AFTER",
                    ),
                ),
            ),
            pgtrigger.migrations.AddTrigger(
                model_name="partytransfer",
                trigger=pgtrigger.compiler.Trigger(
                    name="party_transfer_stays",
                    sql=pgtrigger.compiler.UpsertTriggerSql(
                        condition="WHEN (OLD.relation_id IS DISTINCT FROM NEW.relation_id OR OLD.to_branch_id IS DISTINCT FROM NEW.to_branch_id OR OLD.kind IS DISTINCT FROM NEW.kind OR OLD.reason IS DISTINCT FROM NEW.reason OR OLD.asked_by_id IS DISTINCT FROM NEW.asked_by_id OR OLD.asked_at IS DISTINCT FROM NEW.asked_at)",
                        func="RAISE EXCEPTION 'party_transfer_stays' USING ERRCODE = 'check_violation', CONSTRAINT = 'party_transfer_stays'; RETURN NULL;",
                        hash="3d93625793f46bdc86fe8f026828ab6f81c92379",
                        operation="UPDATE",
                        pgid="pgtrigger_party_transfer_stays_4cfa6",
                        table="grid_partytransfer",
                        when="AFTER",
                    ),
                ),
            ),
            pgtrigger.migrations.AddTrigger(
                model_name="partytransfer",
                trigger=pgtrigger.compiler.Trigger(
                    name="party_transfer_stays_decided",
                    sql=pgtrigger.compiler.UpsertTriggerSql(
                        condition="WHEN (OLD.decided_at IS DISTINCT FROM NEW.decided_at OR OLD.decided_by_id IS DISTINCT FROM NEW.decided_by_id OR OLD.state IS DISTINCT FROM NEW.state OR OLD.answer IS DISTINCT FROM NEW.answer OR OLD.opened_id IS DISTINCT FROM NEW.opened_id)",
                        func="IF (OLD.decided_at IS NULL) IS NOT TRUE THEN RAISE EXCEPTION 'party_transfer_stays_decided' USING ERRCODE = 'check_violation', CONSTRAINT = 'party_transfer_stays_decided'; END IF; RETURN NULL;",
                        hash="a0a27aa4ef4a4ab5e8f5666a4c4dfcd8d831ac4d",
                        operation="UPDATE",
                        pgid="pgtrigger_party_transfer_stays_decided_765f1",
                        table="grid_partytransfer",
                        when="AFTER",
                    ),
                ),
            ),
            pgtrigger.migrations.AddTrigger(
                model_name="residence",
                trigger=pgtrigger.compiler.Trigger(
                    name="residence_stays",
                    sql=pgtrigger.compiler.UpsertTriggerSql(
                        condition="WHEN (OLD.person_id IS DISTINCT FROM NEW.person_id OR OLD.building_id IS DISTINCT FROM NEW.building_id OR OLD.household_id IS DISTINCT FROM NEW.household_id)",
                        func="RAISE EXCEPTION 'residence_stays' USING ERRCODE = 'check_violation', CONSTRAINT = 'residence_stays'; RETURN NULL;",
                        hash="cc92ad4d7a54f235166a69fce886378b7ab25df0",
                        operation="UPDATE",
                        pgid="pgtrigger_residence_stays_fb689",
                        table="grid_residence",
                        when="AFTER",
                    ),
                ),
            ),
            pgtrigger.migrations.AddTrigger(
                model_name="unitappointment",
                trigger=pgtrigger.compiler.Trigger(
                    name="unit_appointment_stays",
                    sql=pgtrigger.compiler.UpsertTriggerSql(
                        condition="WHEN (OLD.user_id IS DISTINCT FROM NEW.user_id OR OLD.unit_id IS DISTINCT FROM NEW.unit_id OR OLD.role IS DISTINCT FROM NEW.role OR OLD.granted_by_id IS DISTINCT FROM NEW.granted_by_id)",
                        func="RAISE EXCEPTION 'unit_appointment_stays' USING ERRCODE = 'check_violation', CONSTRAINT = 'unit_appointment_stays'; RETURN NULL;",
                        hash="50ef94fcb9375c1c5977f32b4df5b851ebdd59b4",
                        operation="UPDATE",
                        pgid="pgtrigger_unit_appointment_stays_a33ba",
                        table="grid_unitappointment",
                        when="AFTER",
                    ),
                ),
            ),
            pgtrigger.migrations.AddTrigger(
                model_name="unitestate",
                trigger=pgtrigger.compiler.Trigger(
                    name="unit_estate_stays",
                    sql=pgtrigger.compiler.UpsertTriggerSql(
                        condition="WHEN (OLD.orgunit_id IS DISTINCT FROM NEW.orgunit_id OR OLD.estate_id IS DISTINCT FROM NEW.estate_id)",
                        func="RAISE EXCEPTION 'unit_estate_stays' USING ERRCODE = 'check_violation', CONSTRAINT = 'unit_estate_stays'; RETURN NULL;",
                        hash="8f79a0e57f94e6e51b584b2d938ff8b504fb14af",
                        operation="UPDATE",
                        pgid="pgtrigger_unit_estate_stays_5b0cf",
                        table="grid_orgunit_estates",
                        when="AFTER",
                    ),
                ),
            ),
            pgtrigger.migrations.AddTrigger(
                model_name="unitgrid",
                trigger=pgtrigger.compiler.Trigger(
                    name="unit_grid_stays",
                    sql=pgtrigger.compiler.UpsertTriggerSql(
                        condition="WHEN (OLD.orgunit_id IS DISTINCT FROM NEW.orgunit_id OR OLD.grid_id IS DISTINCT FROM NEW.grid_id)",
                        func="RAISE EXCEPTION 'unit_grid_stays' USING ERRCODE = 'check_violation', CONSTRAINT = 'unit_grid_stays'; RETURN NULL;",
                        hash="538be51eb9d4c1b98f5d37fae7e0d1fa6cd6e951",
                        operation="UPDATE",
                        pgid="pgtrigger_unit_grid_stays_d6dc6",
                        table="grid_orgunit_grids",
                        when="AFTER",
                    ),
                ),
            ),
            pgtrigger.migrations.AddTrigger(
                model_name="visit",
                trigger=pgtrigger.compiler.Trigger(
                    name="visit_stays",
                    sql=pgtrigger.compiler.UpsertTriggerSql(
                        condition="WHEN (OLD.household_id IS DISTINCT FROM NEW.household_id OR OLD.visitor_id IS DISTINCT FROM NEW.visitor_id OR OLD.post_id IS DISTINCT FROM NEW.post_id OR OLD.by_id IS DISTINCT FROM NEW.by_id OR OLD.recorded_at IS DISTINCT FROM NEW.recorded_at)",
                        func="RAISE EXCEPTION 'visit_stays' USING ERRCODE = 'check_violation', CONSTRAINT = 'visit_stays'; RETURN NULL;",
                        hash="bc9925c9818c64651f0b9131ded604f3d64b097a",
                        operation="UPDATE",
                        pgid="pgtrigger_visit_stays_ffb6b",
                        table="grid_visit",
                        when="AFTER",
                    ),
                ),
            ),
        ),
        migrations.AddConstraint(
            model_name="gridappointment",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    ("granted_by", None), models.Q(("granted_by", models.F("user")), _negated=True), _connector="OR"
                ),
                name="grid_appointment_by_somebody_else",
                violation_error_message="Nobody appoints themselves. Please ask whoever is above you.",
            ),
        ),
        migrations.AddConstraint(
            model_name="handover",
            constraint=models.CheckConstraint(
                condition=models.Q(("to", models.F("prepared_by")), _negated=True),
                name="handover_to_somebody_else",
                violation_error_message="Nobody appoints themselves. Please ask whoever is above you.",
            ),
        ),
        migrations.AddConstraint(
            model_name="unitappointment",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    ("granted_by", None), models.Q(("granted_by", models.F("user")), _negated=True), _connector="OR"
                ),
                name="unit_appointment_by_somebody_else",
                violation_error_message="Nobody appoints themselves. Please ask whoever is above you.",
            ),
        ),
    ]
