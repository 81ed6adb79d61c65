"""What is known of events that have been: who was there, that their lists are closed; a door code for each."""

from django.db import migrations

# Of a party that came nobody had written down how many; all of it is what its seats say.
CAME = """
UPDATE events_registration r SET came = r.seats, checked_in_at = e.starts_at
FROM events_event e WHERE e.id = r.event_id AND r.status = 'attended' AND e.status = 'published'
"""
CLOSED = """
UPDATE events_event e SET list_closed_at = greatest(e.ends_at, now()) WHERE e.status = 'published' AND EXISTS (
    SELECT 1 FROM events_registration r WHERE r.event_id = e.id AND r.status = 'no_show'
)
"""
# Of an event that did not take place nobody has come or stayed away.
NOT_HELD = """
UPDATE events_registration r SET status = 'registered'
FROM events_event e WHERE e.id = r.event_id AND r.status IN ('attended', 'no_show') AND e.status <> 'published'
"""
DOOR_CODES = """
UPDATE events_event SET door_code = left(translate(gen_random_uuid()::text, '-', ''), 12) WHERE door_code IS NULL
"""


class Migration(migrations.Migration):
    dependencies = [
        ("events", "0005_who_came"),
    ]

    operations = [
        migrations.RunSQL([CAME, CLOSED, NOT_HELD, DOOR_CODES], migrations.RunSQL.noop),
    ]
