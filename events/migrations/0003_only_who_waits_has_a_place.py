"""A place in the queue is kept only of who waits in it."""

from django.db import migrations


class Migration(migrations.Migration):
    dependencies = [
        ("events", "0002_triggers_and_sql"),
    ]

    operations = [
        migrations.RunSQL(
            "UPDATE events_registration SET queued_at = NULL WHERE status <> 'waitlisted' AND queued_at IS NOT NULL",
            migrations.RunSQL.noop,
        ),
    ]
