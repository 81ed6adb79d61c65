"""Indexes for lists in the order of pinyin and for the search; a key always belongs to its name."""

import django.contrib.postgres.indexes
from django.db import migrations, models

import common.writing.fields


class Migration(migrations.Migration):
    dependencies = [("accounts", "0019_make_the_keys_of_names")]

    operations = [
        migrations.AddIndex(
            model_name="person",
            index=models.Index(fields=["name_sort", "id"], name="person_name_sort"),
        ),
        migrations.AddIndex(
            model_name="person",
            index=django.contrib.postgres.indexes.GinIndex(
                common.writing.fields.KeysIndexed("name_search"), name="person_name_search"
            ),
        ),
        migrations.AddConstraint(
            model_name="person",
            constraint=models.CheckConstraint(
                condition=models.Q(("name_sort__endswith", models.F("name"))),
                name="person_sorted_by_name",
                violation_error_message="The order of names does not fit this name. Please save the person anew.",
            ),
        ),
    ]
