"""Events get what their titles and places are found by."""

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("events", "0007_who_came_is_kept")]

    operations = [
        migrations.AddField(
            model_name="event",
            name="place_search",
            field=models.TextField(
                db_collation="C", default="", editable=False, verbose_name="what the place is found by"
            ),
        ),
        migrations.AddField(
            model_name="event",
            name="title_search",
            field=models.TextField(
                db_collation="C", default="", editable=False, verbose_name="what the title is found by"
            ),
        ),
    ]
