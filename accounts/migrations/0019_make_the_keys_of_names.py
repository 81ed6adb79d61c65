"""The keys of the names that are there."""

from itertools import batched

from django.db import migrations

from common.writing.pinyin import name_search_keys, name_sort_key

BATCH = 2000
KEEP = """
    UPDATE accounts_person person SET name_sort = made.sort, name_search = made.search
    FROM unnest(%s::bigint[], %s::text[], %s::text[]) made (id, sort, search) WHERE person.id = made.id
"""


def make_keys(apps, schema_editor):
    names = apps.get_model("accounts", "Person").objects.order_by("pk").values_list("pk", "name")
    for batch in batched(names.iterator(chunk_size=BATCH), BATCH):
        made = [(key, name_sort_key(name), name_search_keys(name)) for key, name in batch]
        with schema_editor.connection.cursor() as cursor:
            cursor.execute(KEEP, [list(column) for column in zip(*made, strict=True)])


class Migration(migrations.Migration):
    dependencies = [("accounts", "0018_people_have_keys_of_their_names")]

    operations = [migrations.RunPython(make_keys, migrations.RunPython.noop)]
