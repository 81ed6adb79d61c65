from django.db import migrations

from common.db.constraints import composite_foreign_key


class Migration(migrations.Migration):
    dependencies = [("events", "0002_initial"), ("grid", "0002_linked_parents")]

    operations = [
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
    ]
