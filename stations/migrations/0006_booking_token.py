from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("stations", "0005_words_on_series")]

    operations = [
        migrations.AddField(model_name="booking", name="token", field=models.UUIDField(editable=False, null=True)),
        migrations.AddConstraint(
            model_name="booking",
            constraint=models.UniqueConstraint(
                fields=["token"],
                name="booking_once_a_token",
                violation_error_message="This is booked already; nothing was done twice.",
            ),
        ),
    ]
