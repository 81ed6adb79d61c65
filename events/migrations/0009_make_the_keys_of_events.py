"""The keys of the events that are there."""

from itertools import batched

from django.db import migrations

from common.writing.pinyin import title_search_keys

BATCH = 2000
KEEP = """
    UPDATE events_event event SET title_search = made.title, place_search = made.place
    FROM unnest(%s::bigint[], %s::text[], %s::text[]) made (id, title, place) WHERE event.id = made.id
"""


def make_keys(apps, schema_editor):
    events = apps.get_model("events", "Event").objects.order_by("pk").values_list("pk", "title", "place")
    for batch in batched(events.iterator(chunk_size=BATCH), BATCH):
        made = [(key, title_search_keys(title), title_search_keys(place)) for key, title, place in batch]
        with schema_editor.connection.cursor() as cursor:
            cursor.execute(KEEP, [list(column) for column in zip(*made, strict=True)])


class Migration(migrations.Migration):
    dependencies = [("events", "0008_events_have_keys_of_what_they_say")]

    operations = [migrations.RunPython(make_keys, migrations.RunPython.noop)]
