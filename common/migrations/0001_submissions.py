"""The forms that were sent during the last day."""

from django.db import migrations, models

import common.time.clock


class Migration(migrations.Migration):
    initial = True

    dependencies = []

    operations = [
        migrations.CreateModel(
            name="Submission",
            fields=[
                ("key", models.UUIDField(editable=False, primary_key=True, serialize=False)),
                ("at", models.DateTimeField(db_index=True, default=common.time.clock.now, editable=False)),
                ("answer", models.BinaryField(null=True)),
            ],
        ),
    ]
