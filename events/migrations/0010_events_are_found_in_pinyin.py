"""Indexes for the search of events; keys always belong to their title and place."""

import django.contrib.postgres.indexes
import django.db.models.functions.text
from django.db import migrations, models

import common.writing.fields

# Where many events have a word, the planner would make the keys of every row anew rather than ask the index.
KEEP_TO_INDEX = "ALTER INDEX {} ALTER COLUMN 1 SET STATISTICS {}"


def written_together(column):
    return django.db.models.functions.text.Replace(models.F(column), models.Value(" "), models.Value(""))


class Migration(migrations.Migration):
    dependencies = [("events", "0009_make_the_keys_of_events")]

    operations = [
        migrations.AddIndex(
            model_name="event",
            index=django.contrib.postgres.indexes.GinIndex(
                common.writing.fields.KeysIndexed("title_search"), name="event_title_search"
            ),
        ),
        migrations.AddIndex(
            model_name="event",
            index=django.contrib.postgres.indexes.GinIndex(
                common.writing.fields.KeysIndexed("place_search"), name="event_place_search"
            ),
        ),
        *(
            migrations.RunSQL(KEEP_TO_INDEX.format(index, 0), KEEP_TO_INDEX.format(index, -1))
            for index in ("event_title_search", "event_place_search")
        ),
        migrations.AddConstraint(
            model_name="event",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    ("title_search__endswith", written_together("title")),
                    ("place_search__endswith", written_together("place")),
                ),
                name="event_found_by_title_and_place",
                violation_error_message=(
                    "What the event is found by does not fit its title and place. Please save it anew."
                ),
            ),
        ),
    ]
