"""A number that somebody else has now is taken from a sign-in, or is said to be theirs."""

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("accounts", "0016_sign_ins_share_a_number"),
    ]

    operations = [
        migrations.AlterField(
            model_name="securityevent",
            name="what",
            field=models.CharField(
                choices=[
                    ("password_set", "first password set"),
                    ("password_changed", "password changed"),
                    ("password_reset", "password reset by e-mail"),
                    ("email_added", "e-mail address added"),
                    ("email_changed", "e-mail address changed"),
                    ("email_removed", "e-mail address removed"),
                    ("number_added", "mobile number added"),
                    ("number_changed", "mobile number changed"),
                    ("number_removed", "mobile number removed"),
                    ("change_asked", "change of the sign-in asked for"),
                    ("change_cancelled", "change of the sign-in cancelled"),
                    ("change_lapsed", "change of the sign-in lapsed"),
                    ("number_freed", "mobile number given to somebody who has it now"),
                    ("number_disputed", "somebody else has the mobile number now, by their own word"),
                    ("authenticator_added", "second factor added"),
                    ("authenticator_removed", "second factor removed"),
                    ("authenticator_reset", "recovery codes made anew"),
                ],
                max_length=40,
                verbose_name="what",
            ),
        ),
    ]
