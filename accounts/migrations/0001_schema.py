"""People, sign-ins, wards, consent and notices: tables, indexes and constraints."""

import datetime

import django.contrib.postgres.constraints
import django.contrib.postgres.fields.ranges
import django.core.validators
import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models

import common.time.clock
import common.time.ranges
from common.db.migrations import CombinedOperation


class Migration(migrations.Migration):
    initial = True

    dependencies = [
        ("pghistory", "0007_auto_20250421_0444"),
    ]

    operations = [
        CombinedOperation(
            migrations.CreateModel(
                name="Person",
                fields=[
                    (
                        "id",
                        models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID"),
                    ),
                    ("name", models.CharField(max_length=50, verbose_name="name")),
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
                            verbose_name="phone",
                        ),
                    ),
                    (
                        "birth_year",
                        models.PositiveSmallIntegerField(
                            blank=True,
                            null=True,
                            validators=[
                                django.core.validators.MinValueValidator(1900),
                                django.core.validators.MaxValueValidator(2100),
                            ],
                            verbose_name="year of birth",
                        ),
                    ),
                    (
                        "language",
                        models.CharField(
                            choices=[("zh-hans", "中文"), ("en", "English")],
                            default="zh-hans",
                            max_length=8,
                            verbose_name="language",
                        ),
                    ),
                    (
                        "created_at",
                        models.DateTimeField(
                            default=common.time.clock.now, editable=False, verbose_name="created at"
                        ),
                    ),
                ],
                options={
                    "verbose_name": "person",
                    "verbose_name_plural": "people",
                    "indexes": [models.Index(fields=["phone"], name="person_phone")],
                    "constraints": [
                        models.CheckConstraint(
                            condition=models.Q(("name", ""), _negated=True),
                            name="person_has_name",
                            violation_error_message="Please enter a name.",
                        ),
                        models.CheckConstraint(
                            condition=models.Q(
                                ("phone", ""), ("phone__regex", "^\\+[1-9][0-9]{6,14}$"), _connector="OR"
                            ),
                            name="person_phone_e164",
                            violation_error_message="Please enter a phone number, for example 138 0013 8000.",
                        ),
                        models.CheckConstraint(
                            condition=models.Q(
                                ("birth_year", None), ("birth_year__range", (1900, 2100)), _connector="OR"
                            ),
                            name="person_birth_year_plausible",
                            violation_error_message="Please enter the year with four digits, for example 1952.",
                        ),
                    ],
                },
            ),
            migrations.CreateModel(
                name="PersonHistory",
                fields=[
                    ("pgh_id", models.AutoField(primary_key=True, serialize=False)),
                    ("pgh_created_at", models.DateTimeField(auto_now_add=True)),
                    ("pgh_label", models.TextField(help_text="The event label.")),
                    (
                        "pgh_obj",
                        models.ForeignKey(
                            db_constraint=False,
                            on_delete=django.db.models.deletion.DO_NOTHING,
                            related_name="history",
                            related_query_name="history",
                            to="accounts.person",
                        ),
                    ),
                    (
                        "pgh_context",
                        models.ForeignKey(
                            db_constraint=False,
                            null=True,
                            on_delete=django.db.models.deletion.DO_NOTHING,
                            related_name="+",
                            to="pghistory.context",
                        ),
                    ),
                    ("id", models.BigIntegerField()),
                    ("name", models.CharField(max_length=50, verbose_name="name")),
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
                            verbose_name="phone",
                        ),
                    ),
                    (
                        "birth_year",
                        models.PositiveSmallIntegerField(
                            blank=True,
                            null=True,
                            validators=[
                                django.core.validators.MinValueValidator(1900),
                                django.core.validators.MaxValueValidator(2100),
                            ],
                            verbose_name="year of birth",
                        ),
                    ),
                    (
                        "language",
                        models.CharField(
                            choices=[("zh-hans", "中文"), ("en", "English")],
                            default="zh-hans",
                            max_length=8,
                            verbose_name="language",
                        ),
                    ),
                    (
                        "created_at",
                        models.DateTimeField(
                            default=common.time.clock.now, editable=False, verbose_name="created at"
                        ),
                    ),
                ],
                options={
                    "abstract": False,
                },
            ),
            migrations.CreateModel(
                name="User",
                fields=[
                    (
                        "id",
                        models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID"),
                    ),
                    ("password", models.CharField(max_length=128, verbose_name="password")),
                    ("last_login", models.DateTimeField(blank=True, null=True, verbose_name="last login")),
                    (
                        "person",
                        models.OneToOneField(
                            blank=True,
                            null=True,
                            on_delete=django.db.models.deletion.PROTECT,
                            related_name="user",
                            to="accounts.person",
                            verbose_name="person",
                        ),
                    ),
                    (
                        "phone",
                        models.CharField(
                            blank=True,
                            max_length=16,
                            null=True,
                            unique=True,
                            validators=[
                                django.core.validators.RegexValidator(
                                    "^\\+[1-9][0-9]{6,14}$", "Please enter a phone number, for example 138 0013 8000."
                                )
                            ],
                            verbose_name="phone",
                        ),
                    ),
                    ("phone_verified", models.BooleanField(default=False, verbose_name="phone verified")),
                    (
                        "email",
                        models.EmailField(blank=True, max_length=254, null=True, unique=True, verbose_name="e-mail"),
                    ),
                    ("is_active", models.BooleanField(default=True, verbose_name="active")),
                    (
                        "is_staff",
                        models.BooleanField(
                            default=False, help_text="Runs this portal for everybody.", verbose_name="operator"
                        ),
                    ),
                    (
                        "date_joined",
                        models.DateTimeField(default=common.time.clock.now, editable=False, verbose_name="joined"),
                    ),
                ],
                options={
                    "verbose_name": "sign-in",
                    "verbose_name_plural": "sign-ins",
                    "constraints": [
                        models.CheckConstraint(
                            condition=models.Q(
                                ("phone", None), ("phone__regex", "^\\+[1-9][0-9]{6,14}$"), _connector="OR"
                            ),
                            name="user_phone_e164",
                            violation_error_message="Please enter a phone number, for example 138 0013 8000.",
                        )
                    ],
                },
            ),
            migrations.CreateModel(
                name="UserHistory",
                fields=[
                    ("pgh_id", models.AutoField(primary_key=True, serialize=False)),
                    ("pgh_created_at", models.DateTimeField(auto_now_add=True)),
                    ("pgh_label", models.TextField(help_text="The event label.")),
                    (
                        "pgh_obj",
                        models.ForeignKey(
                            db_constraint=False,
                            on_delete=django.db.models.deletion.DO_NOTHING,
                            related_name="history",
                            related_query_name="history",
                            to=settings.AUTH_USER_MODEL,
                        ),
                    ),
                    (
                        "pgh_context",
                        models.ForeignKey(
                            db_constraint=False,
                            null=True,
                            on_delete=django.db.models.deletion.DO_NOTHING,
                            related_name="+",
                            to="pghistory.context",
                        ),
                    ),
                    ("id", models.BigIntegerField()),
                    (
                        "person",
                        models.ForeignKey(
                            blank=True,
                            db_constraint=False,
                            null=True,
                            on_delete=django.db.models.deletion.DO_NOTHING,
                            related_name="+",
                            related_query_name="+",
                            to="accounts.person",
                            verbose_name="person",
                        ),
                    ),
                    (
                        "phone",
                        models.CharField(
                            blank=True,
                            max_length=16,
                            null=True,
                            validators=[
                                django.core.validators.RegexValidator(
                                    "^\\+[1-9][0-9]{6,14}$", "Please enter a phone number, for example 138 0013 8000."
                                )
                            ],
                            verbose_name="phone",
                        ),
                    ),
                    ("phone_verified", models.BooleanField(default=False, verbose_name="phone verified")),
                    ("email", models.EmailField(blank=True, max_length=254, null=True, verbose_name="e-mail")),
                    ("is_active", models.BooleanField(default=True, verbose_name="active")),
                    (
                        "is_staff",
                        models.BooleanField(
                            default=False, help_text="Runs this portal for everybody.", verbose_name="operator"
                        ),
                    ),
                    (
                        "date_joined",
                        models.DateTimeField(default=common.time.clock.now, editable=False, verbose_name="joined"),
                    ),
                ],
                options={
                    "abstract": False,
                },
            ),
            migrations.CreateModel(
                name="Guardianship",
                fields=[
                    (
                        "id",
                        models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID"),
                    ),
                    (
                        "person",
                        models.ForeignKey(
                            on_delete=django.db.models.deletion.CASCADE,
                            related_name="guardianships",
                            to="accounts.person",
                            verbose_name="ward",
                        ),
                    ),
                    (
                        "by",
                        models.ForeignKey(
                            on_delete=django.db.models.deletion.CASCADE,
                            related_name="wards",
                            to="accounts.person",
                            verbose_name="acts for the ward",
                        ),
                    ),
                    (
                        "kind",
                        models.CharField(
                            choices=[("child", "child"), ("elder", "elder")], max_length=8, verbose_name="kind"
                        ),
                    ),
                    (
                        "during",
                        django.contrib.postgres.fields.ranges.DateRangeField(
                            default=common.time.ranges.since, verbose_name="during"
                        ),
                    ),
                ],
                options={
                    "verbose_name": "guardianship",
                    "verbose_name_plural": "guardianships",
                    "constraints": [
                        models.CheckConstraint(
                            condition=models.Q(("during__isempty", False), ("during__lower_inf", False)),
                            name="guardianship_during_valid",
                            violation_error_message="The end must be later than the beginning.",
                        ),
                        models.CheckConstraint(
                            condition=models.Q(("person", models.F("by")), _negated=True),
                            name="guardianship_of_somebody_else",
                            violation_error_message="Nobody can be the own ward.",
                        ),
                        models.CheckConstraint(
                            condition=models.Q(("kind__in", ["child", "elder"])),
                            name="guardianship_kind_known",
                            violation_error_message="Please say whether it is a child or an elder.",
                        ),
                        django.contrib.postgres.constraints.ExclusionConstraint(
                            expressions=[
                                (
                                    models.Func(
                                        models.F("person"),
                                        models.F("person"),
                                        models.Value("[]"),
                                        function="int8range",
                                        output_field=django.contrib.postgres.fields.ranges.BigIntegerRangeField(),
                                    ),
                                    "=",
                                ),
                                (
                                    models.Func(
                                        models.F("by"),
                                        models.F("by"),
                                        models.Value("[]"),
                                        function="int8range",
                                        output_field=django.contrib.postgres.fields.ranges.BigIntegerRangeField(),
                                    ),
                                    "=",
                                ),
                                ("during", "&&"),
                            ],
                            name="guardianship_once",
                            violation_error_message="You already look after this person.",
                        ),
                    ],
                },
            ),
            migrations.CreateModel(
                name="GuardianshipHistory",
                fields=[
                    ("pgh_id", models.AutoField(primary_key=True, serialize=False)),
                    ("pgh_created_at", models.DateTimeField(auto_now_add=True)),
                    ("pgh_label", models.TextField(help_text="The event label.")),
                    (
                        "pgh_obj",
                        models.ForeignKey(
                            db_constraint=False,
                            on_delete=django.db.models.deletion.DO_NOTHING,
                            related_name="history",
                            related_query_name="history",
                            to="accounts.guardianship",
                        ),
                    ),
                    (
                        "pgh_context",
                        models.ForeignKey(
                            db_constraint=False,
                            null=True,
                            on_delete=django.db.models.deletion.DO_NOTHING,
                            related_name="+",
                            to="pghistory.context",
                        ),
                    ),
                    ("id", models.BigIntegerField()),
                    (
                        "person",
                        models.ForeignKey(
                            db_constraint=False,
                            on_delete=django.db.models.deletion.DO_NOTHING,
                            related_name="+",
                            related_query_name="+",
                            to="accounts.person",
                            verbose_name="ward",
                        ),
                    ),
                    (
                        "by",
                        models.ForeignKey(
                            db_constraint=False,
                            on_delete=django.db.models.deletion.DO_NOTHING,
                            related_name="+",
                            related_query_name="+",
                            to="accounts.person",
                            verbose_name="acts for the ward",
                        ),
                    ),
                    (
                        "kind",
                        models.CharField(
                            choices=[("child", "child"), ("elder", "elder")], max_length=8, verbose_name="kind"
                        ),
                    ),
                    (
                        "during",
                        django.contrib.postgres.fields.ranges.DateRangeField(
                            default=common.time.ranges.since, verbose_name="during"
                        ),
                    ),
                ],
                options={
                    "abstract": False,
                },
            ),
            migrations.CreateModel(
                name="Notification",
                fields=[
                    (
                        "id",
                        models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID"),
                    ),
                    (
                        "recipient",
                        models.ForeignKey(
                            on_delete=django.db.models.deletion.CASCADE,
                            related_name="notifications",
                            to="accounts.person",
                            verbose_name="recipient",
                        ),
                    ),
                    ("kind", models.CharField(max_length=40, verbose_name="kind")),
                    ("title", models.CharField(max_length=200, verbose_name="title")),
                    ("body", models.TextField(blank=True, verbose_name="text")),
                    ("path", models.CharField(blank=True, max_length=200, verbose_name="page")),
                    ("created_at", models.DateTimeField(default=common.time.clock.now, verbose_name="created at")),
                    ("read_at", models.DateTimeField(blank=True, null=True, verbose_name="read at")),
                ],
                options={
                    "verbose_name": "notice",
                    "verbose_name_plural": "notices",
                    "ordering": ["-created_at", "-pk"],
                    "indexes": [models.Index(fields=["recipient", "-created_at"], name="notification_inbox")],
                },
            ),
            migrations.CreateModel(
                name="Delivery",
                fields=[
                    (
                        "id",
                        models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID"),
                    ),
                    (
                        "notification",
                        models.ForeignKey(
                            on_delete=django.db.models.deletion.CASCADE,
                            related_name="deliveries",
                            to="accounts.notification",
                            verbose_name="notice",
                        ),
                    ),
                    (
                        "channel",
                        models.CharField(
                            choices=[("email", "e-mail"), ("sms", "SMS")], max_length=8, verbose_name="channel"
                        ),
                    ),
                    (
                        "state",
                        models.CharField(
                            choices=[("waiting", "waiting"), ("sent", "sent"), ("failed", "failed")],
                            default="waiting",
                            max_length=8,
                            verbose_name="state",
                        ),
                    ),
                    ("attempts", models.PositiveSmallIntegerField(default=0, verbose_name="attempts")),
                    ("due_at", models.DateTimeField(default=common.time.clock.now, verbose_name="next try")),
                    ("error", models.CharField(blank=True, max_length=200, verbose_name="error")),
                    ("sent_at", models.DateTimeField(blank=True, null=True, verbose_name="sent at")),
                ],
                options={
                    "verbose_name": "delivery",
                    "verbose_name_plural": "deliveries",
                    "indexes": [
                        models.Index(
                            condition=models.Q(("state", "waiting")), fields=["due_at"], name="delivery_waiting"
                        )
                    ],
                    "constraints": [
                        models.UniqueConstraint(fields=("notification", "channel"), name="delivery_once_a_channel"),
                        models.CheckConstraint(
                            condition=models.Q(
                                models.Q(("sent_at__isnull", False), ("state", "sent")),
                                models.Q(("state", "sent"), _negated=True),
                                _connector="OR",
                            ),
                            name="delivery_sent_has_time",
                        ),
                        models.CheckConstraint(
                            condition=models.Q(("channel__in", ["email", "sms"])), name="delivery_channel_known"
                        ),
                        models.CheckConstraint(
                            condition=models.Q(("state__in", ["waiting", "sent", "failed"])),
                            name="delivery_state_known",
                        ),
                    ],
                },
            ),
            migrations.CreateModel(
                name="PrivacyNotice",
                fields=[
                    (
                        "id",
                        models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID"),
                    ),
                    ("version", models.CharField(max_length=20, unique=True, verbose_name="version")),
                    ("text", models.TextField(verbose_name="text")),
                    (
                        "published_at",
                        models.DateTimeField(default=common.time.clock.now, verbose_name="in force since"),
                    ),
                ],
                options={
                    "verbose_name": "privacy notice",
                    "verbose_name_plural": "privacy notices",
                    "ordering": ["-published_at"],
                    "constraints": [
                        models.CheckConstraint(
                            condition=models.Q(
                                ("published_at__gte", datetime.datetime(1999, 12, 31, 16, 0, tzinfo=datetime.UTC)),
                                ("published_at__lt", datetime.datetime(2100, 12, 31, 16, 0, tzinfo=datetime.UTC)),
                            ),
                            name="privacy_notice_in_known_years",
                            violation_error_message="A notice comes into force in the years 2000 to 2100.",
                        )
                    ],
                },
            ),
            migrations.CreateModel(
                name="PrivacyNoticeHistory",
                fields=[
                    ("pgh_id", models.AutoField(primary_key=True, serialize=False)),
                    ("pgh_created_at", models.DateTimeField(auto_now_add=True)),
                    ("pgh_label", models.TextField(help_text="The event label.")),
                    (
                        "pgh_obj",
                        models.ForeignKey(
                            db_constraint=False,
                            on_delete=django.db.models.deletion.DO_NOTHING,
                            related_name="history",
                            related_query_name="history",
                            to="accounts.privacynotice",
                        ),
                    ),
                    (
                        "pgh_context",
                        models.ForeignKey(
                            db_constraint=False,
                            null=True,
                            on_delete=django.db.models.deletion.DO_NOTHING,
                            related_name="+",
                            to="pghistory.context",
                        ),
                    ),
                    ("id", models.BigIntegerField()),
                    ("version", models.CharField(max_length=20, verbose_name="version")),
                    ("text", models.TextField(verbose_name="text")),
                    (
                        "published_at",
                        models.DateTimeField(default=common.time.clock.now, verbose_name="in force since"),
                    ),
                ],
                options={
                    "abstract": False,
                },
            ),
            migrations.CreateModel(
                name="Consent",
                fields=[
                    (
                        "id",
                        models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID"),
                    ),
                    (
                        "person",
                        models.ForeignKey(
                            on_delete=django.db.models.deletion.CASCADE,
                            related_name="consents",
                            to="accounts.person",
                            verbose_name="person",
                        ),
                    ),
                    (
                        "notice",
                        models.ForeignKey(
                            on_delete=django.db.models.deletion.PROTECT,
                            to="accounts.privacynotice",
                            verbose_name="privacy notice",
                        ),
                    ),
                    ("given_at", models.DateTimeField(default=common.time.clock.now, verbose_name="given at")),
                    (
                        "given_by",
                        models.ForeignKey(
                            help_text="The sign-in that ticked the box: the person, a guardian, or staff who asked.",
                            null=True,
                            on_delete=django.db.models.deletion.SET_NULL,
                            related_name="+",
                            to=settings.AUTH_USER_MODEL,
                            verbose_name="given by",
                        ),
                    ),
                    ("withdrawn_at", models.DateTimeField(blank=True, null=True, verbose_name="withdrawn at")),
                ],
                options={
                    "verbose_name": "consent",
                    "verbose_name_plural": "consents",
                    "constraints": [
                        models.UniqueConstraint(
                            condition=models.Q(("withdrawn_at", None)),
                            fields=("person", "notice"),
                            name="consent_once_a_notice",
                            violation_error_message="This person has already agreed to this notice.",
                        ),
                        models.CheckConstraint(
                            condition=models.Q(
                                ("withdrawn_at", None), ("withdrawn_at__gte", models.F("given_at")), _connector="OR"
                            ),
                            name="consent_withdrawn_after_given",
                            violation_error_message="A consent can only be withdrawn after it was given.",
                        ),
                    ],
                },
            ),
            migrations.CreateModel(
                name="ConsentHistory",
                fields=[
                    ("pgh_id", models.AutoField(primary_key=True, serialize=False)),
                    ("pgh_created_at", models.DateTimeField(auto_now_add=True)),
                    ("pgh_label", models.TextField(help_text="The event label.")),
                    (
                        "pgh_obj",
                        models.ForeignKey(
                            db_constraint=False,
                            on_delete=django.db.models.deletion.DO_NOTHING,
                            related_name="history",
                            related_query_name="history",
                            to="accounts.consent",
                        ),
                    ),
                    (
                        "pgh_context",
                        models.ForeignKey(
                            db_constraint=False,
                            null=True,
                            on_delete=django.db.models.deletion.DO_NOTHING,
                            related_name="+",
                            to="pghistory.context",
                        ),
                    ),
                    ("id", models.BigIntegerField()),
                    (
                        "person",
                        models.ForeignKey(
                            db_constraint=False,
                            on_delete=django.db.models.deletion.DO_NOTHING,
                            related_name="+",
                            related_query_name="+",
                            to="accounts.person",
                            verbose_name="person",
                        ),
                    ),
                    (
                        "notice",
                        models.ForeignKey(
                            db_constraint=False,
                            on_delete=django.db.models.deletion.DO_NOTHING,
                            related_name="+",
                            related_query_name="+",
                            to="accounts.privacynotice",
                            verbose_name="privacy notice",
                        ),
                    ),
                    ("given_at", models.DateTimeField(default=common.time.clock.now, verbose_name="given at")),
                    (
                        "given_by",
                        models.ForeignKey(
                            db_constraint=False,
                            help_text="The sign-in that ticked the box: the person, a guardian, or staff who asked.",
                            null=True,
                            on_delete=django.db.models.deletion.DO_NOTHING,
                            related_name="+",
                            related_query_name="+",
                            to=settings.AUTH_USER_MODEL,
                            verbose_name="given by",
                        ),
                    ),
                    ("withdrawn_at", models.DateTimeField(blank=True, null=True, verbose_name="withdrawn at")),
                ],
                options={
                    "abstract": False,
                },
            ),
            migrations.CreateModel(
                name="AccessLog",
                fields=[
                    (
                        "id",
                        models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID"),
                    ),
                    (
                        "user",
                        models.ForeignKey(
                            db_constraint=False,
                            on_delete=django.db.models.deletion.DO_NOTHING,
                            to=settings.AUTH_USER_MODEL,
                            verbose_name="who looked",
                        ),
                    ),
                    (
                        "person",
                        models.ForeignKey(
                            db_constraint=False,
                            on_delete=django.db.models.deletion.DO_NOTHING,
                            to="accounts.person",
                            verbose_name="whose data",
                        ),
                    ),
                    ("what", models.CharField(max_length=40, verbose_name="what")),
                    ("reason", models.CharField(max_length=200, verbose_name="why")),
                    ("at", models.DateTimeField(default=common.time.clock.now, verbose_name="when")),
                ],
                options={
                    "verbose_name": "look at personal data",
                    "verbose_name_plural": "looks at personal data",
                    "ordering": ["-at"],
                    "constraints": [
                        models.CheckConstraint(
                            condition=models.Q(("reason", ""), _negated=True),
                            name="access_has_reason",
                            violation_error_message="Please say why you need it.",
                        )
                    ],
                },
            ),
            migrations.CreateModel(
                name="SecurityEvent",
                fields=[
                    (
                        "id",
                        models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID"),
                    ),
                    (
                        "user",
                        models.ForeignKey(
                            db_constraint=False,
                            on_delete=django.db.models.deletion.DO_NOTHING,
                            to=settings.AUTH_USER_MODEL,
                            verbose_name="sign-in",
                        ),
                    ),
                    (
                        "what",
                        models.CharField(
                            choices=[
                                ("password_set", "first password set"),
                                ("password_changed", "password changed"),
                                ("password_reset", "password reset by e-mail"),
                                ("email_added", "e-mail address added"),
                                ("email_changed", "e-mail address changed"),
                                ("email_removed", "e-mail address removed"),
                                ("authenticator_added", "second factor added"),
                                ("authenticator_removed", "second factor removed"),
                                ("authenticator_reset", "recovery codes made anew"),
                            ],
                            max_length=40,
                            verbose_name="what",
                        ),
                    ),
                    ("at", models.DateTimeField(default=common.time.clock.now, verbose_name="when")),
                ],
                options={
                    "verbose_name": "security event",
                    "verbose_name_plural": "security events",
                    "ordering": ["-at"],
                },
            ),
        ),
    ]
