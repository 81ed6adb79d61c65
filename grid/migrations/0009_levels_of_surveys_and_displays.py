"""Only branches run surveys, only pioneers show who they are: foreign keys over the level."""

from django.db import migrations

from common.db.constraints import composite_foreign_key


class Migration(migrations.Migration):
    dependencies = [("grid", "0008_history_stays_and_communities_keep_apart")]

    operations = [
        migrations.RunSQL(
            "UPDATE grid_survey SET unit_level = u.level FROM grid_orgunit u WHERE u.id = unit_id",
            migrations.RunSQL.noop,
        ),
        composite_foreign_key(
            table="grid_survey",
            name="survey_unit_at_level",
            columns=("unit_id", "unit_level"),
            references="grid_orgunit",
            referenced=("id", "level"),
        ),
        composite_foreign_key(
            table="grid_identitydisplay",
            name="identity_display_of_pioneer",
            columns=("appointment_id", "post_level"),
            references="grid_unitappointment",
            referenced=("id", "role_level"),
        ),
    ]
