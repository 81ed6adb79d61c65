"""Names keep what can be seen of them."""

import re

from django.db import migrations

from common.names import HIDDEN, VISIBLE, normalise_name


def keep_what_is_seen(apps, schema_editor):
    for person in apps.get_model("accounts", "Person").objects.only("name").iterator():
        name = normalise_name(re.sub(HIDDEN, " ", person.name))
        if not re.search(VISIBLE, name):
            name = "（无名）"
        if name != person.name:
            person.name = name
            person.save(update_fields=["name"])


class Migration(migrations.Migration):
    dependencies = [("accounts", "0010_sign_in_changes_wait")]

    operations = [migrations.RunPython(keep_what_is_seen, migrations.RunPython.noop)]
