"""New numbers and addresses of sign-ins wait a day."""

import django.core.validators
import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models

import common.time.clock


class Migration(migrations.Migration):
    dependencies = [
        ("accounts", "0009_one_owner_of_an_email_address"),
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
                    ("change_asked", "change of the sign-in asked for"),
                    ("change_cancelled", "change of the sign-in cancelled"),
                    ("change_lapsed", "change of the sign-in lapsed"),
                    ("authenticator_added", "second factor added"),
                    ("authenticator_removed", "second factor removed"),
                    ("authenticator_reset", "recovery codes made anew"),
                ],
                max_length=40,
                verbose_name="what",
            ),
        ),
        migrations.CreateModel(
            name="SignInChange",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                (
                    "phone",
                    models.CharField(
                        blank=True,
                        max_length=16,
                        validators=[
                            django.core.validators.RegexValidator(
                                "^\\+[1-9][0-9]{6,14}$", "Please enter a phone number, for example 138 0013 8000."
                            )
                        ],
                        verbose_name="new mobile number",
                    ),
                ),
                ("email", models.EmailField(blank=True, max_length=254, verbose_name="new e-mail address")),
                ("reason", models.CharField(blank=True, max_length=200, verbose_name="reason")),
                ("asked_at", models.DateTimeField(default=common.time.clock.now, verbose_name="asked at")),
                ("due_at", models.DateTimeField(verbose_name="counts from")),
                (
                    "state",
                    models.CharField(
                        choices=[
                            ("waiting", "waiting"),
                            ("made", "made"),
                            ("cancelled", "cancelled"),
                            ("lapsed", "lapsed"),
                        ],
                        default="waiting",
                        max_length=10,
                        verbose_name="state",
                    ),
                ),
                (
                    "asked_by",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                        verbose_name="asked by",
                    ),
                ),
                (
                    "user",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="sign_in_changes",
                        to=settings.AUTH_USER_MODEL,
                        verbose_name="sign-in",
                    ),
                ),
            ],
            options={
                "verbose_name": "change of a sign-in",
                "verbose_name_plural": "changes of sign-ins",
                "constraints": [
                    models.UniqueConstraint(
                        condition=models.Q(("state", "waiting")),
                        fields=("user",),
                        name="sign_in_change_one_waits",
                        violation_error_message="A change of this sign-in is waiting already.",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("email", ""), ("phone", ""), _negated=True),
                        name="sign_in_change_of_something",
                        violation_error_message="Please enter a new number or a new e-mail address.",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("phone", ""), ("phone__regex", "^\\+[1-9][0-9]{6,14}$"), _connector="OR"),
                        name="sign_in_change_phone_e164",
                        violation_error_message="Please enter a phone number, for example 138 0013 8000.",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("email", ""), ("email__regex", "^[!-@\\[-~]+@[!-@\\[-~]+$"), _connector="OR"
                        ),
                        name="sign_in_change_email_plain",
                        violation_error_message="Please enter an e-mail address, for example wang@example.org.",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("due_at__gt", models.F("asked_at"))),
                        name="sign_in_change_waits",
                        violation_error_message="A change of a sign-in has to wait.",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("state__in", ["waiting", "made", "cancelled", "lapsed"])),
                        name="sign_in_change_state_known",
                        violation_error_message="A change of a sign-in has to wait.",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("user", models.F("asked_by")), models.Q(("reason", ""), _negated=True), _connector="OR"
                        ),
                        name="sign_in_change_has_reason",
                        violation_error_message="Please say why.",
                    ),
                ],
            },
        ),
    ]
