"""Roles, members, links and visits stand at units of their own level: foreign keys over (unit, level)."""

from django.db import migrations

from common.db.constraints import composite_foreign_key

UNIT = {"references": "grid_orgunit", "referenced": ("id", "level")}


class Migration(migrations.Migration):
    dependencies = [("grid", "0006_appointments_register_and_visits")]

    operations = [
        composite_foreign_key(
            table="grid_unitappointment",
            name="unit_appointment_at_its_level",
            columns=("unit_id", "role_level"),
            **UNIT,
        ),
        composite_foreign_key(
            table="grid_partyrelation",
            name="party_relation_of_estate_branch",
            columns=("branch_id", "branch_level"),
            **UNIT,
        ),
        composite_foreign_key(
            table="grid_partytransfer",
            name="party_transfer_to_estate_branch",
            columns=("to_branch_id", "to_level"),
            **UNIT,
        ),
        composite_foreign_key(
            table="grid_pioneerlink", name="pioneer_link_to_post", columns=("post_id", "post_level"), **UNIT
        ),
        composite_foreign_key(table="grid_visit", name="visit_of_post", columns=("post_id", "post_level"), **UNIT),
    ]
