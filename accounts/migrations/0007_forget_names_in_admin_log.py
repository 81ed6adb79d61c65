"""Deletes Django's log of admin, which keeps names of people for good; the audit trail has who changed what."""

from django.db import migrations


def forget(apps, schema_editor):
    apps.get_model("admin", "LogEntry").objects.all().delete()


class Migration(migrations.Migration):
    dependencies = [
        ("accounts", "0006_count_codes_of_a_day"),
        ("admin", "0003_logentry_add_action_flag_choices"),
    ]

    operations = [migrations.RunPython(forget, migrations.RunPython.noop)]
