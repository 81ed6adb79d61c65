"""Whoever came before there were check-ins has one."""

from django.db import migrations

CHECKED_IN = """
INSERT INTO events_checkin (registration_id, day, came, at, at_door, by_id)
SELECT r.id, NULL, r.came, r.checked_in_at, false, r.checked_in_by_id
FROM events_registration r WHERE r.status = 'attended'
"""


class Migration(migrations.Migration):
    dependencies = [("events", "0022_taps_arrive_once")]

    operations = [migrations.RunSQL(CHECKED_IN, migrations.RunSQL.noop)]
