"""Who has left had come, and has left at some time in some way."""

from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("accounts", "0020_people_are_found_in_pinyin"),
        ("volunteers", "0002_triggers_and_sql"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.RemoveConstraint(
            model_name="assignment",
            name="assignment_checked_out_after_in",
        ),
        migrations.AddConstraint(
            model_name="assignment",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("checked_out_at", None), ("checked_out_by", None), ("checked_out_way", "")),
                    models.Q(
                        ("checked_in_at__isnull", False),
                        ("checked_out_at__isnull", False),
                        ("checked_out_at__gte", models.F("checked_in_at")),
                        models.Q(("checked_out_way", ""), _negated=True),
                    ),
                    _connector="OR",
                ),
                name="assignment_checked_out_after_in",
                violation_error_message="Somebody leaves after having come.",
            ),
        ),
    ]
