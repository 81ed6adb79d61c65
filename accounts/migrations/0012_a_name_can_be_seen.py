"""A name has something that can be seen, and nothing that hides or turns it."""

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("accounts", "0011_names_can_be_seen"),
    ]

    operations = [
        migrations.RemoveConstraint(
            model_name="person",
            name="person_has_name",
        ),
        migrations.AddConstraint(
            model_name="person",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    (
                        "name__regex",
                        "[^\\u0001-\\u001f\\u007f-\\u009f\\u00ad\\u034f\\u061c\\u115f\\u1160\\u17b4\\u17b5\\u180b-\\u180f\\u200b\\u200e\\u200f\\u2028-\\u202e\\u2060-\\u206f\\u2800\\u3164\\ufeff\\uffa0\\ufff0-\\uffff\\U000e0000-\\U000e00ff\\s\\u00a0\\u0300-\\u036f\\u1680\\u2000-\\u200d\\u202f\\u205f\\u20d0-\\u20ff\\u3000\\ufe00-\\ufe0f\\U000e0100-\\U000e01ef]",
                    ),
                    models.Q(
                        (
                            "name__regex",
                            "[\\u0001-\\u001f\\u007f-\\u009f\\u00ad\\u034f\\u061c\\u115f\\u1160\\u17b4\\u17b5\\u180b-\\u180f\\u200b\\u200e\\u200f\\u2028-\\u202e\\u2060-\\u206f\\u2800\\u3164\\ufeff\\uffa0\\ufff0-\\uffff\\U000e0000-\\U000e00ff]",
                        ),
                        _negated=True,
                    ),
                ),
                name="person_has_name",
                violation_error_message="Please enter a name.",
            ),
        ),
    ]
