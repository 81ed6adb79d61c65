"""Matters that neighbours report: their kinds, steps, photos, reporters, calls, and what does not count."""

import datetime
import uuid

import django.core.validators
import django.db.models.deletion
import pgtrigger.compiler
import pgtrigger.migrations
from django.conf import settings
from django.db import migrations, models

import common.time.clock
import grid.models.matter_records


class Migration(migrations.Migration):
    dependencies = [
        ("accounts", "0020_people_are_found_in_pinyin"),
        ("accounts", "__first__"),
        ("grid", "0006_plan_lies_on_earth"),
        ("pghistory", "0007_auto_20250421_0444"),
    ]

    operations = [
        migrations.CreateModel(
            name="Matter",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("words", models.CharField(blank=True, max_length=500, verbose_name="what is wrong")),
                ("place", models.CharField(blank=True, max_length=80, verbose_name="where exactly")),
                ("x", models.FloatField(blank=True, editable=False, null=True, verbose_name="metres east")),
                ("y", models.FloatField(blank=True, editable=False, null=True, verbose_name="metres south")),
                ("outside", models.BooleanField(default=False, editable=False, verbose_name="outside the community")),
                (
                    "is_public",
                    models.BooleanField(
                        default=True,
                        help_text="Others may follow what becomes of it. Nobody's name is shown.",
                        verbose_name="public",
                    ),
                ),
                (
                    "is_anonymous",
                    models.BooleanField(
                        default=False,
                        help_text="Whoever handles it does not see who reported it.",
                        verbose_name="anonymous",
                    ),
                ),
                (
                    "status",
                    models.CharField(
                        choices=[
                            ("reported", "sent in"),
                            ("received", "received"),
                            ("in_hand", "in hand"),
                            ("planned", "planned"),
                            ("done", "mended"),
                            ("confirmed", "mended, confirmed"),
                            ("impossible", "cannot be done"),
                            ("elsewhere", "with somebody else"),
                            ("duplicate", "same as another"),
                            ("rejected", "not taken up"),
                        ],
                        default="reported",
                        editable=False,
                        max_length=10,
                        verbose_name="status",
                    ),
                ),
                (
                    "reported_at",
                    models.DateTimeField(default=common.time.clock.now, editable=False, verbose_name="reported at"),
                ),
                ("receive_by", models.DateTimeField(editable=False, verbose_name="to be received until")),
                ("due_at", models.DateTimeField(editable=False, verbose_name="to be answered until")),
                (
                    "received_at",
                    models.DateTimeField(blank=True, editable=False, null=True, verbose_name="received at"),
                ),
                ("planned_on", models.DateField(blank=True, editable=False, null=True, verbose_name="planned for")),
                (
                    "extended_from",
                    models.DateTimeField(blank=True, editable=False, null=True, verbose_name="extended from"),
                ),
                (
                    "extension_reason",
                    models.CharField(blank=True, editable=False, max_length=200, verbose_name="why it takes longer"),
                ),
                ("answer", models.CharField(blank=True, editable=False, max_length=300, verbose_name="answer")),
                (
                    "referred_to",
                    models.CharField(blank=True, editable=False, max_length=60, verbose_name="who looks after it"),
                ),
                (
                    "referred_phone",
                    models.CharField(blank=True, editable=False, max_length=30, verbose_name="their phone"),
                ),
                (
                    "closed_at",
                    models.DateTimeField(blank=True, editable=False, null=True, verbose_name="answered at"),
                ),
                (
                    "reopened",
                    models.PositiveSmallIntegerField(default=0, editable=False, verbose_name="times reopened"),
                ),
                ("token", models.UUIDField(editable=False, null=True, unique=True)),
            ],
            options={
                "verbose_name": "matter",
                "verbose_name_plural": "matters",
                "ordering": ["-reported_at", "-pk"],
            },
        ),
        migrations.CreateModel(
            name="MatterCall",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                (
                    "result",
                    models.CharField(
                        choices=[
                            ("content", "mended, and content"),
                            ("mended", "mended, but not content"),
                            ("not_mended", "not mended"),
                            ("not_reached", "nobody answered"),
                            ("no_words", "does not want to say"),
                        ],
                        max_length=11,
                        verbose_name="what came of it",
                    ),
                ),
                ("words", models.CharField(blank=True, max_length=200, verbose_name="in their words")),
                ("at", models.DateTimeField(default=common.time.clock.now, verbose_name="called at")),
            ],
            options={
                "verbose_name": "call back",
                "verbose_name_plural": "calls back to reporters",
                "ordering": ["at", "pk"],
            },
        ),
        migrations.CreateModel(
            name="MatterCallHistory",
            fields=[
                ("pgh_id", models.AutoField(primary_key=True, serialize=False)),
                ("pgh_created_at", models.DateTimeField(auto_now_add=True)),
                ("pgh_label", models.TextField(help_text="The event label.")),
                ("id", models.BigIntegerField()),
                (
                    "result",
                    models.CharField(
                        choices=[
                            ("content", "mended, and content"),
                            ("mended", "mended, but not content"),
                            ("not_mended", "not mended"),
                            ("not_reached", "nobody answered"),
                            ("no_words", "does not want to say"),
                        ],
                        max_length=11,
                        verbose_name="what came of it",
                    ),
                ),
                ("words", models.CharField(blank=True, max_length=200, verbose_name="in their words")),
                ("at", models.DateTimeField(default=common.time.clock.now, verbose_name="called at")),
            ],
            options={
                "abstract": False,
            },
        ),
        migrations.CreateModel(
            name="MatterExclusion",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                (
                    "kind",
                    models.CharField(
                        choices=[
                            ("unreasonable", "cannot reasonably be asked for"),
                            ("repeated", "the same asked again and again"),
                            ("beyond", "beyond what a community may do"),
                        ],
                        max_length=12,
                        verbose_name="why it does not count",
                    ),
                ),
                ("reason", models.CharField(max_length=300, verbose_name="reason")),
                ("at", models.DateTimeField(default=common.time.clock.now, verbose_name="asked at")),
                ("agreed_at", models.DateTimeField(blank=True, null=True, verbose_name="agreed at")),
            ],
            options={
                "verbose_name": "matter that does not count",
                "verbose_name_plural": "matters that do not count",
                "ordering": ["-at", "-pk"],
            },
        ),
        migrations.CreateModel(
            name="MatterExclusionHistory",
            fields=[
                ("pgh_id", models.AutoField(primary_key=True, serialize=False)),
                ("pgh_created_at", models.DateTimeField(auto_now_add=True)),
                ("pgh_label", models.TextField(help_text="The event label.")),
                ("id", models.BigIntegerField()),
                (
                    "kind",
                    models.CharField(
                        choices=[
                            ("unreasonable", "cannot reasonably be asked for"),
                            ("repeated", "the same asked again and again"),
                            ("beyond", "beyond what a community may do"),
                        ],
                        max_length=12,
                        verbose_name="why it does not count",
                    ),
                ),
                ("reason", models.CharField(max_length=300, verbose_name="reason")),
                ("at", models.DateTimeField(default=common.time.clock.now, verbose_name="asked at")),
                ("agreed_at", models.DateTimeField(blank=True, null=True, verbose_name="agreed at")),
            ],
            options={
                "abstract": False,
            },
        ),
        migrations.CreateModel(
            name="MatterHistory",
            fields=[
                ("pgh_id", models.AutoField(primary_key=True, serialize=False)),
                ("pgh_created_at", models.DateTimeField(auto_now_add=True)),
                ("pgh_label", models.TextField(help_text="The event label.")),
                ("id", models.BigIntegerField()),
                ("words", models.CharField(blank=True, max_length=500, verbose_name="what is wrong")),
                ("place", models.CharField(blank=True, max_length=80, verbose_name="where exactly")),
                ("x", models.FloatField(blank=True, editable=False, null=True, verbose_name="metres east")),
                ("y", models.FloatField(blank=True, editable=False, null=True, verbose_name="metres south")),
                ("outside", models.BooleanField(default=False, editable=False, verbose_name="outside the community")),
                (
                    "is_public",
                    models.BooleanField(
                        default=True,
                        help_text="Others may follow what becomes of it. Nobody's name is shown.",
                        verbose_name="public",
                    ),
                ),
                (
                    "is_anonymous",
                    models.BooleanField(
                        default=False,
                        help_text="Whoever handles it does not see who reported it.",
                        verbose_name="anonymous",
                    ),
                ),
                (
                    "status",
                    models.CharField(
                        choices=[
                            ("reported", "sent in"),
                            ("received", "received"),
                            ("in_hand", "in hand"),
                            ("planned", "planned"),
                            ("done", "mended"),
                            ("confirmed", "mended, confirmed"),
                            ("impossible", "cannot be done"),
                            ("elsewhere", "with somebody else"),
                            ("duplicate", "same as another"),
                            ("rejected", "not taken up"),
                        ],
                        default="reported",
                        editable=False,
                        max_length=10,
                        verbose_name="status",
                    ),
                ),
                (
                    "reported_at",
                    models.DateTimeField(default=common.time.clock.now, editable=False, verbose_name="reported at"),
                ),
                ("receive_by", models.DateTimeField(editable=False, verbose_name="to be received until")),
                ("due_at", models.DateTimeField(editable=False, verbose_name="to be answered until")),
                (
                    "received_at",
                    models.DateTimeField(blank=True, editable=False, null=True, verbose_name="received at"),
                ),
                ("planned_on", models.DateField(blank=True, editable=False, null=True, verbose_name="planned for")),
                (
                    "extended_from",
                    models.DateTimeField(blank=True, editable=False, null=True, verbose_name="extended from"),
                ),
                (
                    "extension_reason",
                    models.CharField(blank=True, editable=False, max_length=200, verbose_name="why it takes longer"),
                ),
                ("answer", models.CharField(blank=True, editable=False, max_length=300, verbose_name="answer")),
                (
                    "referred_to",
                    models.CharField(blank=True, editable=False, max_length=60, verbose_name="who looks after it"),
                ),
                (
                    "referred_phone",
                    models.CharField(blank=True, editable=False, max_length=30, verbose_name="their phone"),
                ),
                (
                    "closed_at",
                    models.DateTimeField(blank=True, editable=False, null=True, verbose_name="answered at"),
                ),
                (
                    "reopened",
                    models.PositiveSmallIntegerField(default=0, editable=False, verbose_name="times reopened"),
                ),
            ],
            options={
                "abstract": False,
            },
        ),
        migrations.CreateModel(
            name="MatterKind",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("name", models.CharField(max_length=20, verbose_name="name")),
                (
                    "icon",
                    models.CharField(
                        choices=[
                            ("siren", "emergency"),
                            ("plug-zap", "water, power, gas"),
                            ("trash-2", "refuse and cleaning"),
                            ("wrench", "something broken"),
                            ("trees", "green"),
                            ("car", "parking and traffic"),
                            ("volume-2", "noise and neighbours"),
                            ("shield-alert", "safety"),
                            ("hand-heart", "help for a person"),
                            ("message-circle", "anything else"),
                        ],
                        default="message-circle",
                        max_length=16,
                        verbose_name="drawing",
                    ),
                ),
                (
                    "hours",
                    models.PositiveSmallIntegerField(
                        blank=True,
                        help_text="For emergencies and utilities. Nights and holidays count.",
                        null=True,
                        validators=[
                            django.core.validators.MinValueValidator(1),
                            django.core.validators.MaxValueValidator(72),
                        ],
                        verbose_name="hours by the clock",
                    ),
                ),
                (
                    "working_days",
                    models.PositiveSmallIntegerField(
                        blank=True,
                        help_text="By the statutory calendar. Either hours or working days.",
                        null=True,
                        validators=[
                            django.core.validators.MinValueValidator(1),
                            django.core.validators.MaxValueValidator(60),
                        ],
                        verbose_name="working days",
                    ),
                ),
                (
                    "of_visits",
                    models.BooleanField(
                        default=False,
                        help_text="What households need, as told at a visit, becomes a matter of this kind, seen by staff alone.",
                        verbose_name="what is needed at visits",
                    ),
                ),
                (
                    "in_use",
                    models.BooleanField(
                        default=True, help_text="Otherwise it is not offered any more.", verbose_name="in use"
                    ),
                ),
                ("position", models.PositiveSmallIntegerField(default=0, verbose_name="place in the list")),
            ],
            options={
                "verbose_name": "kind of matter",
                "verbose_name_plural": "kinds of matters",
                "ordering": ["position", "pk"],
            },
        ),
        migrations.CreateModel(
            name="MatterKindHistory",
            fields=[
                ("pgh_id", models.AutoField(primary_key=True, serialize=False)),
                ("pgh_created_at", models.DateTimeField(auto_now_add=True)),
                ("pgh_label", models.TextField(help_text="The event label.")),
                ("id", models.BigIntegerField()),
                ("name", models.CharField(max_length=20, verbose_name="name")),
                (
                    "icon",
                    models.CharField(
                        choices=[
                            ("siren", "emergency"),
                            ("plug-zap", "water, power, gas"),
                            ("trash-2", "refuse and cleaning"),
                            ("wrench", "something broken"),
                            ("trees", "green"),
                            ("car", "parking and traffic"),
                            ("volume-2", "noise and neighbours"),
                            ("shield-alert", "safety"),
                            ("hand-heart", "help for a person"),
                            ("message-circle", "anything else"),
                        ],
                        default="message-circle",
                        max_length=16,
                        verbose_name="drawing",
                    ),
                ),
                (
                    "hours",
                    models.PositiveSmallIntegerField(
                        blank=True,
                        help_text="For emergencies and utilities. Nights and holidays count.",
                        null=True,
                        validators=[
                            django.core.validators.MinValueValidator(1),
                            django.core.validators.MaxValueValidator(72),
                        ],
                        verbose_name="hours by the clock",
                    ),
                ),
                (
                    "working_days",
                    models.PositiveSmallIntegerField(
                        blank=True,
                        help_text="By the statutory calendar. Either hours or working days.",
                        null=True,
                        validators=[
                            django.core.validators.MinValueValidator(1),
                            django.core.validators.MaxValueValidator(60),
                        ],
                        verbose_name="working days",
                    ),
                ),
                (
                    "of_visits",
                    models.BooleanField(
                        default=False,
                        help_text="What households need, as told at a visit, becomes a matter of this kind, seen by staff alone.",
                        verbose_name="what is needed at visits",
                    ),
                ),
                (
                    "in_use",
                    models.BooleanField(
                        default=True, help_text="Otherwise it is not offered any more.", verbose_name="in use"
                    ),
                ),
                ("position", models.PositiveSmallIntegerField(default=0, verbose_name="place in the list")),
            ],
            options={
                "abstract": False,
            },
        ),
        migrations.CreateModel(
            name="MatterPhoto",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                (
                    "stage",
                    models.CharField(
                        choices=[("before", "before"), ("after", "after")],
                        default="before",
                        max_length=6,
                        verbose_name="when",
                    ),
                ),
                (
                    "photo",
                    models.ImageField(upload_to=grid.models.matter_records.matter_photo_path, verbose_name="photo"),
                ),
                ("key", models.UUIDField(default=uuid.uuid4, editable=False, unique=True)),
                ("x", models.FloatField(blank=True, editable=False, null=True)),
                ("y", models.FloatField(blank=True, editable=False, null=True)),
                ("created_at", models.DateTimeField(default=common.time.clock.now, editable=False)),
            ],
            options={
                "verbose_name": "photo of a matter",
                "verbose_name_plural": "photos of matters",
                "ordering": ["-stage", "pk"],
            },
        ),
        migrations.CreateModel(
            name="MatterPhotoHistory",
            fields=[
                ("pgh_id", models.AutoField(primary_key=True, serialize=False)),
                ("pgh_created_at", models.DateTimeField(auto_now_add=True)),
                ("pgh_label", models.TextField(help_text="The event label.")),
                ("id", models.BigIntegerField()),
                (
                    "stage",
                    models.CharField(
                        choices=[("before", "before"), ("after", "after")],
                        default="before",
                        max_length=6,
                        verbose_name="when",
                    ),
                ),
                ("x", models.FloatField(blank=True, editable=False, null=True)),
                ("y", models.FloatField(blank=True, editable=False, null=True)),
                ("created_at", models.DateTimeField(default=common.time.clock.now, editable=False)),
            ],
            options={
                "abstract": False,
            },
        ),
        migrations.CreateModel(
            name="MatterReporter",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("name", models.CharField(blank=True, max_length=50, verbose_name="name")),
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
                    "code",
                    models.CharField(
                        default=grid.models.matter_records.tracking_code, editable=False, max_length=32, unique=True
                    ),
                ),
                (
                    "follows",
                    models.BooleanField(
                        default=False, help_text="Somebody else reported it.", verbose_name="follows it"
                    ),
                ),
                (
                    "answer",
                    models.CharField(
                        blank=True,
                        choices=[
                            ("content", "mended, and I am content"),
                            ("mended", "mended, but I am not content"),
                            ("not_mended", "not mended"),
                        ],
                        max_length=10,
                        verbose_name="what the reporter says",
                    ),
                ),
                ("answer_words", models.CharField(blank=True, max_length=200, verbose_name="in their words")),
                ("answered_at", models.DateTimeField(blank=True, null=True, verbose_name="answered at")),
                (
                    "created_at",
                    models.DateTimeField(default=common.time.clock.now, editable=False, verbose_name="since"),
                ),
            ],
            options={
                "verbose_name": "who is told of a matter",
                "verbose_name_plural": "who is told of matters",
                "ordering": ["follows", "created_at", "pk"],
            },
        ),
        migrations.CreateModel(
            name="MatterReporterHistory",
            fields=[
                ("pgh_id", models.AutoField(primary_key=True, serialize=False)),
                ("pgh_created_at", models.DateTimeField(auto_now_add=True)),
                ("pgh_label", models.TextField(help_text="The event label.")),
                ("id", models.BigIntegerField()),
                (
                    "follows",
                    models.BooleanField(
                        default=False, help_text="Somebody else reported it.", verbose_name="follows it"
                    ),
                ),
                (
                    "answer",
                    models.CharField(
                        blank=True,
                        choices=[
                            ("content", "mended, and I am content"),
                            ("mended", "mended, but I am not content"),
                            ("not_mended", "not mended"),
                        ],
                        max_length=10,
                        verbose_name="what the reporter says",
                    ),
                ),
                ("answered_at", models.DateTimeField(blank=True, null=True, verbose_name="answered at")),
                (
                    "created_at",
                    models.DateTimeField(default=common.time.clock.now, editable=False, verbose_name="since"),
                ),
            ],
            options={
                "abstract": False,
            },
        ),
        migrations.CreateModel(
            name="MatterStep",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                (
                    "kind",
                    models.CharField(
                        choices=[
                            ("reported", "sent in"),
                            ("received", "received"),
                            ("handed_on", "handed on"),
                            ("in_hand", "in hand"),
                            ("planned", "planned"),
                            ("note", "news"),
                            ("extended", "takes longer"),
                            ("done", "mended"),
                            ("impossible", "cannot be done"),
                            ("elsewhere", "with somebody else"),
                            ("duplicate", "same as another"),
                            ("merged_in", "another report of it"),
                            ("rejected", "not taken up"),
                            ("confirmed", "confirmed"),
                            ("reopened", "not mended: back again"),
                            ("help", "volunteers help"),
                        ],
                        max_length=10,
                        verbose_name="step",
                    ),
                ),
                ("words", models.CharField(blank=True, max_length=300, verbose_name="words")),
                ("is_public", models.BooleanField(default=True, verbose_name="shown")),
                ("at", models.DateTimeField(default=common.time.clock.now, verbose_name="at")),
            ],
            options={
                "verbose_name": "step of a matter",
                "verbose_name_plural": "steps of matters",
                "ordering": ["at", "pk"],
            },
        ),
        migrations.CreateModel(
            name="MatterStepHistory",
            fields=[
                ("pgh_id", models.AutoField(primary_key=True, serialize=False)),
                ("pgh_created_at", models.DateTimeField(auto_now_add=True)),
                ("pgh_label", models.TextField(help_text="The event label.")),
                ("id", models.BigIntegerField()),
                (
                    "kind",
                    models.CharField(
                        choices=[
                            ("reported", "sent in"),
                            ("received", "received"),
                            ("handed_on", "handed on"),
                            ("in_hand", "in hand"),
                            ("planned", "planned"),
                            ("note", "news"),
                            ("extended", "takes longer"),
                            ("done", "mended"),
                            ("impossible", "cannot be done"),
                            ("elsewhere", "with somebody else"),
                            ("duplicate", "same as another"),
                            ("merged_in", "another report of it"),
                            ("rejected", "not taken up"),
                            ("confirmed", "confirmed"),
                            ("reopened", "not mended: back again"),
                            ("help", "volunteers help"),
                        ],
                        max_length=10,
                        verbose_name="step",
                    ),
                ),
                ("words", models.CharField(blank=True, max_length=300, verbose_name="words")),
                ("is_public", models.BooleanField(default=True, verbose_name="shown")),
                ("at", models.DateTimeField(default=common.time.clock.now, verbose_name="at")),
            ],
            options={
                "abstract": False,
            },
        ),
        migrations.AddField(
            model_name="matter",
            name="building",
            field=models.ForeignKey(
                blank=True,
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="matters",
                to="grid.building",
                verbose_name="building",
            ),
        ),
        migrations.AddField(
            model_name="matter",
            name="by",
            field=models.ForeignKey(
                blank=True,
                editable=False,
                help_text="The sign-in that sent it; empty for who has none.",
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="+",
                to=settings.AUTH_USER_MODEL,
                verbose_name="entered by",
            ),
        ),
        migrations.AddField(
            model_name="matter",
            name="community",
            field=models.ForeignKey(
                editable=False,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="matters",
                to="grid.community",
                verbose_name="community",
            ),
        ),
        migrations.AddField(
            model_name="matter",
            name="first_handler",
            field=models.ForeignKey(
                blank=True,
                editable=False,
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="+",
                to=settings.AUTH_USER_MODEL,
                verbose_name="first received by",
            ),
        ),
        migrations.AddField(
            model_name="matter",
            name="gate",
            field=models.ForeignKey(
                blank=True,
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="matters",
                to="grid.gate",
                verbose_name="gate",
            ),
        ),
        migrations.AddField(
            model_name="matter",
            name="grid",
            field=models.ForeignKey(
                blank=True,
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="matters",
                to="grid.grid",
                verbose_name="grid",
            ),
        ),
        migrations.AddField(
            model_name="matter",
            name="handler",
            field=models.ForeignKey(
                blank=True,
                editable=False,
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="matters_in_hand",
                to=settings.AUTH_USER_MODEL,
                verbose_name="handled by",
            ),
        ),
        migrations.AddField(
            model_name="matter",
            name="parent",
            field=models.ForeignKey(
                blank=True,
                editable=False,
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="duplicates",
                to="grid.matter",
                verbose_name="same as number",
            ),
        ),
        migrations.AddField(
            model_name="matter",
            name="visit",
            field=models.OneToOneField(
                blank=True,
                editable=False,
                null=True,
                on_delete=django.db.models.deletion.SET_NULL,
                related_name="matter",
                to="grid.visit",
            ),
        ),
        migrations.AddField(
            model_name="mattercall",
            name="by",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.PROTECT,
                related_name="+",
                to=settings.AUTH_USER_MODEL,
                verbose_name="called by",
            ),
        ),
        migrations.AddField(
            model_name="mattercallhistory",
            name="by",
            field=models.ForeignKey(
                db_constraint=False,
                on_delete=django.db.models.deletion.DO_NOTHING,
                related_name="+",
                related_query_name="+",
                to=settings.AUTH_USER_MODEL,
                verbose_name="called by",
            ),
        ),
        migrations.AddField(
            model_name="mattercallhistory",
            name="pgh_context",
            field=models.ForeignKey(
                db_constraint=False,
                null=True,
                on_delete=django.db.models.deletion.DO_NOTHING,
                related_name="+",
                to="pghistory.context",
            ),
        ),
        migrations.AddField(
            model_name="mattercallhistory",
            name="pgh_obj",
            field=models.ForeignKey(
                db_constraint=False,
                on_delete=django.db.models.deletion.DO_NOTHING,
                related_name="history",
                related_query_name="history",
                to="grid.mattercall",
            ),
        ),
        migrations.AddField(
            model_name="matterexclusion",
            name="agreed_by",
            field=models.ForeignKey(
                blank=True,
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="+",
                to=settings.AUTH_USER_MODEL,
                verbose_name="agreed by",
            ),
        ),
        migrations.AddField(
            model_name="matterexclusion",
            name="by",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.PROTECT,
                related_name="+",
                to=settings.AUTH_USER_MODEL,
                verbose_name="asked by",
            ),
        ),
        migrations.AddField(
            model_name="matterexclusion",
            name="matter",
            field=models.OneToOneField(
                on_delete=django.db.models.deletion.CASCADE,
                related_name="exclusion",
                to="grid.matter",
                verbose_name="matter",
            ),
        ),
        migrations.AddField(
            model_name="matterexclusionhistory",
            name="agreed_by",
            field=models.ForeignKey(
                blank=True,
                db_constraint=False,
                null=True,
                on_delete=django.db.models.deletion.DO_NOTHING,
                related_name="+",
                related_query_name="+",
                to=settings.AUTH_USER_MODEL,
                verbose_name="agreed by",
            ),
        ),
        migrations.AddField(
            model_name="matterexclusionhistory",
            name="by",
            field=models.ForeignKey(
                db_constraint=False,
                on_delete=django.db.models.deletion.DO_NOTHING,
                related_name="+",
                related_query_name="+",
                to=settings.AUTH_USER_MODEL,
                verbose_name="asked by",
            ),
        ),
        migrations.AddField(
            model_name="matterexclusionhistory",
            name="matter",
            field=models.ForeignKey(
                db_constraint=False,
                on_delete=django.db.models.deletion.DO_NOTHING,
                related_name="+",
                related_query_name="+",
                to="grid.matter",
                verbose_name="matter",
            ),
        ),
        migrations.AddField(
            model_name="matterexclusionhistory",
            name="pgh_context",
            field=models.ForeignKey(
                db_constraint=False,
                null=True,
                on_delete=django.db.models.deletion.DO_NOTHING,
                related_name="+",
                to="pghistory.context",
            ),
        ),
        migrations.AddField(
            model_name="matterexclusionhistory",
            name="pgh_obj",
            field=models.ForeignKey(
                db_constraint=False,
                on_delete=django.db.models.deletion.DO_NOTHING,
                related_name="history",
                related_query_name="history",
                to="grid.matterexclusion",
            ),
        ),
        migrations.AddField(
            model_name="matterhistory",
            name="building",
            field=models.ForeignKey(
                blank=True,
                db_constraint=False,
                null=True,
                on_delete=django.db.models.deletion.DO_NOTHING,
                related_name="+",
                related_query_name="+",
                to="grid.building",
                verbose_name="building",
            ),
        ),
        migrations.AddField(
            model_name="matterhistory",
            name="by",
            field=models.ForeignKey(
                blank=True,
                db_constraint=False,
                editable=False,
                help_text="The sign-in that sent it; empty for who has none.",
                null=True,
                on_delete=django.db.models.deletion.DO_NOTHING,
                related_name="+",
                related_query_name="+",
                to=settings.AUTH_USER_MODEL,
                verbose_name="entered by",
            ),
        ),
        migrations.AddField(
            model_name="matterhistory",
            name="community",
            field=models.ForeignKey(
                db_constraint=False,
                editable=False,
                on_delete=django.db.models.deletion.DO_NOTHING,
                related_name="+",
                related_query_name="+",
                to="grid.community",
                verbose_name="community",
            ),
        ),
        migrations.AddField(
            model_name="matterhistory",
            name="first_handler",
            field=models.ForeignKey(
                blank=True,
                db_constraint=False,
                editable=False,
                null=True,
                on_delete=django.db.models.deletion.DO_NOTHING,
                related_name="+",
                related_query_name="+",
                to=settings.AUTH_USER_MODEL,
                verbose_name="first received by",
            ),
        ),
        migrations.AddField(
            model_name="matterhistory",
            name="gate",
            field=models.ForeignKey(
                blank=True,
                db_constraint=False,
                null=True,
                on_delete=django.db.models.deletion.DO_NOTHING,
                related_name="+",
                related_query_name="+",
                to="grid.gate",
                verbose_name="gate",
            ),
        ),
        migrations.AddField(
            model_name="matterhistory",
            name="grid",
            field=models.ForeignKey(
                blank=True,
                db_constraint=False,
                null=True,
                on_delete=django.db.models.deletion.DO_NOTHING,
                related_name="+",
                related_query_name="+",
                to="grid.grid",
                verbose_name="grid",
            ),
        ),
        migrations.AddField(
            model_name="matterhistory",
            name="handler",
            field=models.ForeignKey(
                blank=True,
                db_constraint=False,
                editable=False,
                null=True,
                on_delete=django.db.models.deletion.DO_NOTHING,
                related_name="+",
                related_query_name="+",
                to=settings.AUTH_USER_MODEL,
                verbose_name="handled by",
            ),
        ),
        migrations.AddField(
            model_name="matterhistory",
            name="parent",
            field=models.ForeignKey(
                blank=True,
                db_constraint=False,
                editable=False,
                null=True,
                on_delete=django.db.models.deletion.DO_NOTHING,
                related_name="+",
                related_query_name="+",
                to="grid.matter",
                verbose_name="same as number",
            ),
        ),
        migrations.AddField(
            model_name="matterhistory",
            name="pgh_context",
            field=models.ForeignKey(
                db_constraint=False,
                null=True,
                on_delete=django.db.models.deletion.DO_NOTHING,
                related_name="+",
                to="pghistory.context",
            ),
        ),
        migrations.AddField(
            model_name="matterhistory",
            name="pgh_obj",
            field=models.ForeignKey(
                db_constraint=False,
                on_delete=django.db.models.deletion.DO_NOTHING,
                related_name="history",
                related_query_name="history",
                to="grid.matter",
            ),
        ),
        migrations.AddField(
            model_name="matterhistory",
            name="visit",
            field=models.ForeignKey(
                blank=True,
                db_constraint=False,
                editable=False,
                null=True,
                on_delete=django.db.models.deletion.DO_NOTHING,
                related_name="+",
                related_query_name="+",
                to="grid.visit",
            ),
        ),
        migrations.AddField(
            model_name="matterkind",
            name="community",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.PROTECT,
                related_name="matter_kinds",
                to="grid.community",
                verbose_name="community",
            ),
        ),
        migrations.AddField(
            model_name="matterhistory",
            name="kind",
            field=models.ForeignKey(
                db_constraint=False,
                on_delete=django.db.models.deletion.DO_NOTHING,
                related_name="+",
                related_query_name="+",
                to="grid.matterkind",
                verbose_name="kind",
            ),
        ),
        migrations.AddField(
            model_name="matter",
            name="kind",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.PROTECT,
                related_name="matters",
                to="grid.matterkind",
                verbose_name="kind",
            ),
        ),
        migrations.AddField(
            model_name="matterkindhistory",
            name="community",
            field=models.ForeignKey(
                db_constraint=False,
                on_delete=django.db.models.deletion.DO_NOTHING,
                related_name="+",
                related_query_name="+",
                to="grid.community",
                verbose_name="community",
            ),
        ),
        migrations.AddField(
            model_name="matterkindhistory",
            name="pgh_context",
            field=models.ForeignKey(
                db_constraint=False,
                null=True,
                on_delete=django.db.models.deletion.DO_NOTHING,
                related_name="+",
                to="pghistory.context",
            ),
        ),
        migrations.AddField(
            model_name="matterkindhistory",
            name="pgh_obj",
            field=models.ForeignKey(
                db_constraint=False,
                on_delete=django.db.models.deletion.DO_NOTHING,
                related_name="history",
                related_query_name="history",
                to="grid.matterkind",
            ),
        ),
        migrations.AddField(
            model_name="matterphoto",
            name="matter",
            field=models.ForeignKey(
                blank=True,
                null=True,
                on_delete=django.db.models.deletion.CASCADE,
                related_name="photos",
                to="grid.matter",
                verbose_name="matter",
            ),
        ),
        migrations.AddField(
            model_name="matterphotohistory",
            name="matter",
            field=models.ForeignKey(
                blank=True,
                db_constraint=False,
                null=True,
                on_delete=django.db.models.deletion.DO_NOTHING,
                related_name="+",
                related_query_name="+",
                to="grid.matter",
                verbose_name="matter",
            ),
        ),
        migrations.AddField(
            model_name="matterphotohistory",
            name="pgh_context",
            field=models.ForeignKey(
                db_constraint=False,
                null=True,
                on_delete=django.db.models.deletion.DO_NOTHING,
                related_name="+",
                to="pghistory.context",
            ),
        ),
        migrations.AddField(
            model_name="matterphotohistory",
            name="pgh_obj",
            field=models.ForeignKey(
                db_constraint=False,
                on_delete=django.db.models.deletion.DO_NOTHING,
                related_name="history",
                related_query_name="history",
                to="grid.matterphoto",
            ),
        ),
        migrations.AddField(
            model_name="matterreporter",
            name="matter",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.CASCADE,
                related_name="reporters",
                to="grid.matter",
                verbose_name="matter",
            ),
        ),
        migrations.AddField(
            model_name="matterreporter",
            name="person",
            field=models.ForeignKey(
                blank=True,
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="matters_reported",
                to="accounts.person",
                verbose_name="person",
            ),
        ),
        migrations.AddField(
            model_name="mattercallhistory",
            name="reporter",
            field=models.ForeignKey(
                db_constraint=False,
                on_delete=django.db.models.deletion.DO_NOTHING,
                related_name="+",
                related_query_name="+",
                to="grid.matterreporter",
                verbose_name="reporter",
            ),
        ),
        migrations.AddField(
            model_name="mattercall",
            name="reporter",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.CASCADE,
                related_name="calls",
                to="grid.matterreporter",
                verbose_name="reporter",
            ),
        ),
        migrations.AddField(
            model_name="matterreporterhistory",
            name="matter",
            field=models.ForeignKey(
                db_constraint=False,
                on_delete=django.db.models.deletion.DO_NOTHING,
                related_name="+",
                related_query_name="+",
                to="grid.matter",
                verbose_name="matter",
            ),
        ),
        migrations.AddField(
            model_name="matterreporterhistory",
            name="person",
            field=models.ForeignKey(
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
        migrations.AddField(
            model_name="matterreporterhistory",
            name="pgh_context",
            field=models.ForeignKey(
                db_constraint=False,
                null=True,
                on_delete=django.db.models.deletion.DO_NOTHING,
                related_name="+",
                to="pghistory.context",
            ),
        ),
        migrations.AddField(
            model_name="matterreporterhistory",
            name="pgh_obj",
            field=models.ForeignKey(
                db_constraint=False,
                on_delete=django.db.models.deletion.DO_NOTHING,
                related_name="history",
                related_query_name="history",
                to="grid.matterreporter",
            ),
        ),
        migrations.AddField(
            model_name="matterstep",
            name="by",
            field=models.ForeignKey(
                blank=True,
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="+",
                to=settings.AUTH_USER_MODEL,
                verbose_name="by",
            ),
        ),
        migrations.AddField(
            model_name="matterstep",
            name="matter",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.CASCADE,
                related_name="steps",
                to="grid.matter",
                verbose_name="matter",
            ),
        ),
        migrations.AddField(
            model_name="matterstephistory",
            name="by",
            field=models.ForeignKey(
                blank=True,
                db_constraint=False,
                null=True,
                on_delete=django.db.models.deletion.DO_NOTHING,
                related_name="+",
                related_query_name="+",
                to=settings.AUTH_USER_MODEL,
                verbose_name="by",
            ),
        ),
        migrations.AddField(
            model_name="matterstephistory",
            name="matter",
            field=models.ForeignKey(
                db_constraint=False,
                on_delete=django.db.models.deletion.DO_NOTHING,
                related_name="+",
                related_query_name="+",
                to="grid.matter",
                verbose_name="matter",
            ),
        ),
        migrations.AddField(
            model_name="matterstephistory",
            name="pgh_context",
            field=models.ForeignKey(
                db_constraint=False,
                null=True,
                on_delete=django.db.models.deletion.DO_NOTHING,
                related_name="+",
                to="pghistory.context",
            ),
        ),
        migrations.AddField(
            model_name="matterstephistory",
            name="pgh_obj",
            field=models.ForeignKey(
                db_constraint=False,
                on_delete=django.db.models.deletion.DO_NOTHING,
                related_name="history",
                related_query_name="history",
                to="grid.matterstep",
            ),
        ),
        migrations.AddConstraint(
            model_name="matterexclusion",
            constraint=models.CheckConstraint(
                condition=models.Q(("reason", ""), _negated=True),
                name="matter_exclusion_with_reason",
                violation_error_message="Please say why.",
            ),
        ),
        migrations.AddConstraint(
            model_name="matterexclusion",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("agreed_at", None), ("agreed_by", None)),
                    models.Q(
                        ("agreed_at__isnull", False),
                        ("agreed_by__isnull", False),
                        models.Q(("agreed_by", models.F("by")), _negated=True),
                    ),
                    _connector="OR",
                ),
                name="matter_exclusion_by_two",
                violation_error_message="A second person has to agree.",
            ),
        ),
        migrations.AddConstraint(
            model_name="matterexclusion",
            constraint=models.CheckConstraint(
                condition=models.Q(("kind__in", ["unreasonable", "repeated", "beyond"])),
                name="matter_exclusion_kind_known",
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="matterexclusion",
            trigger=pgtrigger.compiler.Trigger(
                name="matter_exclusion_stays",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    condition="WHEN (OLD.matter_id IS DISTINCT FROM NEW.matter_id OR OLD.kind IS DISTINCT FROM NEW.kind OR OLD.reason IS DISTINCT FROM NEW.reason OR OLD.by_id IS DISTINCT FROM NEW.by_id OR OLD.at IS DISTINCT FROM NEW.at)",
                    func="RAISE EXCEPTION 'matter_exclusion_stays' USING ERRCODE = 'check_violation', CONSTRAINT = 'matter_exclusion_stays'; RETURN NULL;",
                    hash="b21e271b6088806df3fb7cf664539e66294588e6",
                    operation="UPDATE",
                    pgid="pgtrigger_matter_exclusion_stays_65d6f",
                    table="grid_matterexclusion",
                    when="AFTER",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="matterexclusion",
            trigger=pgtrigger.compiler.Trigger(
                name="insert_insert",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func='INSERT INTO "grid_matterexclusionhistory" ("agreed_at", "agreed_by_id", "at", "by_id", "id", "kind", "matter_id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "reason") VALUES (NEW."agreed_at", NEW."agreed_by_id", NEW."at", NEW."by_id", NEW."id", NEW."kind", NEW."matter_id", _pgh_attach_context(), NOW(), \'insert\', NEW."id", NEW."reason"); RETURN NULL;',
                    hash="3f37f9621757684a535910ebb86d20527f410105",
                    operation="INSERT",
                    pgid="pgtrigger_insert_insert_40aeb",
                    table="grid_matterexclusion",
                    when="AFTER",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="matterexclusion",
            trigger=pgtrigger.compiler.Trigger(
                name="update_update",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    condition="WHEN (OLD.* IS DISTINCT FROM NEW.*)",
                    func='INSERT INTO "grid_matterexclusionhistory" ("agreed_at", "agreed_by_id", "at", "by_id", "id", "kind", "matter_id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "reason") VALUES (NEW."agreed_at", NEW."agreed_by_id", NEW."at", NEW."by_id", NEW."id", NEW."kind", NEW."matter_id", _pgh_attach_context(), NOW(), \'update\', NEW."id", NEW."reason"); RETURN NULL;',
                    hash="65ad5a9e22263367a00ec421b3502f25640182ad",
                    operation="UPDATE",
                    pgid="pgtrigger_update_update_54b38",
                    table="grid_matterexclusion",
                    when="AFTER",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="matterexclusion",
            trigger=pgtrigger.compiler.Trigger(
                name="delete_delete",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func='INSERT INTO "grid_matterexclusionhistory" ("agreed_at", "agreed_by_id", "at", "by_id", "id", "kind", "matter_id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "reason") VALUES (OLD."agreed_at", OLD."agreed_by_id", OLD."at", OLD."by_id", OLD."id", OLD."kind", OLD."matter_id", _pgh_attach_context(), NOW(), \'delete\', OLD."id", OLD."reason"); RETURN NULL;',
                    hash="e43e6d2187d0b7fcff0038012f4300fb44c8ca06",
                    operation="DELETE",
                    pgid="pgtrigger_delete_delete_d2820",
                    table="grid_matterexclusion",
                    when="AFTER",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="matterexclusionhistory",
            trigger=pgtrigger.compiler.Trigger(
                name="append_only",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func="RAISE EXCEPTION 'pgtrigger: Cannot update or delete rows from % table', TG_TABLE_NAME;",
                    hash="b793111ae8754748140d0f865c91f6bc1c057c6d",
                    operation="UPDATE OR DELETE",
                    pgid="pgtrigger_append_only_cbaa0",
                    table="grid_matterexclusionhistory",
                    when="BEFORE",
                ),
            ),
        ),
        migrations.AddConstraint(
            model_name="matterkind",
            constraint=models.UniqueConstraint(
                fields=("community", "name"),
                name="matter_kind_name_unique",
                violation_error_message="There is already a kind with this name.",
            ),
        ),
        migrations.AddConstraint(
            model_name="matterkind",
            constraint=models.UniqueConstraint(
                condition=models.Q(("of_visits", True)),
                fields=("community",),
                name="matter_kind_of_visits_once",
                violation_error_message="What is needed at visits is of one kind.",
            ),
        ),
        migrations.AddConstraint(
            model_name="matterkind",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("hours__isnull", False), ("hours__range", (1, 72)), ("working_days", None)),
                    models.Q(("hours", None), ("working_days__isnull", False), ("working_days__range", (1, 60))),
                    _connector="OR",
                ),
                name="matter_kind_has_one_clock",
                violation_error_message="Either 1 to 72 hours, or 1 to 60 working days.",
            ),
        ),
        migrations.AddConstraint(
            model_name="matterkind",
            constraint=models.CheckConstraint(
                condition=models.Q(("name", ""), _negated=True),
                name="matter_kind_has_name",
                violation_error_message="Please enter a name.",
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="matterkind",
            trigger=pgtrigger.compiler.Trigger(
                name="matter_kind_stays_in_community",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    condition="WHEN (OLD.community_id IS DISTINCT FROM NEW.community_id)",
                    func="RAISE EXCEPTION 'matter_kind_stays_in_community' USING ERRCODE = 'check_violation', CONSTRAINT = 'matter_kind_stays_in_community'; RETURN NULL;",
                    hash="b4c066260c012795f3d91f4819475fc28442e82e",
                    operation="UPDATE",
                    pgid="pgtrigger_matter_kind_stays_in_community_a8344",
                    table="grid_matterkind",
                    when="AFTER",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="matterkind",
            trigger=pgtrigger.compiler.Trigger(
                name="insert_insert",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func='INSERT INTO "grid_matterkindhistory" ("community_id", "hours", "icon", "id", "in_use", "name", "of_visits", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "position", "working_days") VALUES (NEW."community_id", NEW."hours", NEW."icon", NEW."id", NEW."in_use", NEW."name", NEW."of_visits", _pgh_attach_context(), NOW(), \'insert\', NEW."id", NEW."position", NEW."working_days"); RETURN NULL;',
                    hash="ce6a06adad0bef508ee4434c4fb231f1344f5345",
                    operation="INSERT",
                    pgid="pgtrigger_insert_insert_e13d5",
                    table="grid_matterkind",
                    when="AFTER",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="matterkind",
            trigger=pgtrigger.compiler.Trigger(
                name="update_update",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    condition="WHEN (OLD.* IS DISTINCT FROM NEW.*)",
                    func='INSERT INTO "grid_matterkindhistory" ("community_id", "hours", "icon", "id", "in_use", "name", "of_visits", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "position", "working_days") VALUES (NEW."community_id", NEW."hours", NEW."icon", NEW."id", NEW."in_use", NEW."name", NEW."of_visits", _pgh_attach_context(), NOW(), \'update\', NEW."id", NEW."position", NEW."working_days"); RETURN NULL;',
                    hash="8311a188465944b98386c8f6318eb651bd37d951",
                    operation="UPDATE",
                    pgid="pgtrigger_update_update_9d2df",
                    table="grid_matterkind",
                    when="AFTER",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="matterkind",
            trigger=pgtrigger.compiler.Trigger(
                name="delete_delete",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func='INSERT INTO "grid_matterkindhistory" ("community_id", "hours", "icon", "id", "in_use", "name", "of_visits", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "position", "working_days") VALUES (OLD."community_id", OLD."hours", OLD."icon", OLD."id", OLD."in_use", OLD."name", OLD."of_visits", _pgh_attach_context(), NOW(), \'delete\', OLD."id", OLD."position", OLD."working_days"); RETURN NULL;',
                    hash="9e7ad32bb33792a58ab9d3c4e8f3bf0bf5b4f490",
                    operation="DELETE",
                    pgid="pgtrigger_delete_delete_77e4d",
                    table="grid_matterkind",
                    when="AFTER",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="matterhistory",
            trigger=pgtrigger.compiler.Trigger(
                name="append_only",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func="RAISE EXCEPTION 'pgtrigger: Cannot update or delete rows from % table', TG_TABLE_NAME;",
                    hash="5616133635108544a8267dc8742bc4cffac93d7d",
                    operation="UPDATE OR DELETE",
                    pgid="pgtrigger_append_only_aec60",
                    table="grid_matterhistory",
                    when="BEFORE",
                ),
            ),
        ),
        migrations.AddIndex(
            model_name="matter",
            index=models.Index(
                condition=models.Q(("status__in", ["reported", "received", "in_hand", "planned"])),
                fields=["community", "due_at"],
                name="matter_open",
            ),
        ),
        migrations.AddIndex(
            model_name="matter",
            index=models.Index(fields=["community", "-reported_at"], name="matter_reported"),
        ),
        migrations.AddConstraint(
            model_name="matter",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    (
                        "status__in",
                        [
                            "reported",
                            "received",
                            "in_hand",
                            "planned",
                            "done",
                            "confirmed",
                            "impossible",
                            "elsewhere",
                            "duplicate",
                            "rejected",
                        ],
                    )
                ),
                name="matter_status_known",
            ),
        ),
        migrations.AddConstraint(
            model_name="matter",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    ("building__isnull", False),
                    ("gate__isnull", False),
                    ("x__isnull", False),
                    models.Q(("place", ""), _negated=True),
                    _connector="OR",
                ),
                name="matter_has_place",
                violation_error_message="Please say where it is.",
            ),
        ),
        migrations.AddConstraint(
            model_name="matter",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("x", None), ("y", None)),
                    models.Q(
                        ("x__isnull", False),
                        ("x__range", (-100000, 200000)),
                        ("y__isnull", False),
                        ("y__range", (-100000, 200000)),
                    ),
                    _connector="OR",
                ),
                name="matter_position_whole",
                violation_error_message="The place on the plan is not whole. Please choose it anew.",
            ),
        ),
        migrations.AddConstraint(
            model_name="matter",
            constraint=models.CheckConstraint(
                condition=models.Q(("outside", False), ("x__isnull", False), _connector="OR"),
                name="matter_outside_by_its_pin",
            ),
        ),
        migrations.AddConstraint(
            model_name="matter",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    ("status__in", ["reported", "duplicate", "rejected"]),
                    models.Q(
                        ("first_handler__isnull", False), ("handler__isnull", False), ("received_at__isnull", False)
                    ),
                    _connector="OR",
                ),
                name="matter_received_by_somebody",
                violation_error_message="Somebody has to receive it first.",
            ),
        ),
        migrations.AddConstraint(
            model_name="matter",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("planned_on__isnull", False), ("status", "planned")),
                    models.Q(models.Q(("status", "planned"), _negated=True), ("planned_on", None)),
                    _connector="OR",
                ),
                name="matter_planned_for_a_day",
                violation_error_message="Please say for which day it is planned.",
            ),
        ),
        migrations.AddConstraint(
            model_name="matter",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("closed_at", None), ("status__in", ["reported", "received", "in_hand", "planned"])),
                    models.Q(
                        models.Q(("status__in", ["reported", "received", "in_hand", "planned"]), _negated=True),
                        ("closed_at__isnull", False),
                    ),
                    _connector="OR",
                ),
                name="matter_closed_with_status",
            ),
        ),
        migrations.AddConstraint(
            model_name="matter",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("status__in", ["impossible", "elsewhere", "rejected"]), _negated=True),
                    models.Q(("answer", ""), _negated=True),
                    _connector="OR",
                ),
                name="matter_answered_with_reason",
                violation_error_message="Please say why.",
            ),
        ),
        migrations.AddConstraint(
            model_name="matter",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("status", "elsewhere"), models.Q(("referred_to", ""), _negated=True)),
                    models.Q(
                        models.Q(("status", "elsewhere"), _negated=True), ("referred_phone", ""), ("referred_to", "")
                    ),
                    _connector="OR",
                ),
                name="matter_referred_to_somebody",
                violation_error_message="Please say who looks after it.",
            ),
        ),
        migrations.AddConstraint(
            model_name="matter",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("parent__isnull", False), ("status", "duplicate")),
                    models.Q(models.Q(("status", "duplicate"), _negated=True), ("parent", None)),
                    _connector="OR",
                ),
                name="matter_duplicate_of_another",
                violation_error_message="Please say of which number it is the same.",
            ),
        ),
        migrations.AddConstraint(
            model_name="matter",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    ("parent", None), models.Q(("parent", models.F("pk")), _negated=True), _connector="OR"
                ),
                name="matter_not_its_own_duplicate",
                violation_error_message="A matter is not merged with itself.",
            ),
        ),
        migrations.AddConstraint(
            model_name="matter",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("extended_from", None), ("extension_reason", "")),
                    models.Q(("extended_from__isnull", False), models.Q(("extension_reason", ""), _negated=True)),
                    _connector="OR",
                ),
                name="matter_extended_with_reason",
                violation_error_message="Please say why it takes longer: the reporter reads it.",
            ),
        ),
        migrations.AddConstraint(
            model_name="matter",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    ("due_at__gte", models.F("reported_at")), ("receive_by__gte", models.F("reported_at"))
                ),
                name="matter_clock_runs_on",
            ),
        ),
        migrations.AddConstraint(
            model_name="matter",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    ("reported_at__gte", datetime.datetime(1999, 12, 31, 16, 0, tzinfo=datetime.UTC)),
                    ("reported_at__lt", datetime.datetime(2100, 12, 31, 16, 0, tzinfo=datetime.UTC)),
                    ("due_at__gte", datetime.datetime(1999, 12, 31, 16, 0, tzinfo=datetime.UTC)),
                    ("due_at__lt", datetime.datetime(2100, 12, 31, 16, 0, tzinfo=datetime.UTC)),
                ),
                name="matter_in_known_years",
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="matter",
            trigger=pgtrigger.compiler.Trigger(
                name="matter_in_one_community",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func="IF (\n    EXISTS (SELECT 1 FROM grid_matterkind k WHERE k.id = NEW.kind_id AND k.community_id = NEW.community_id)\n    AND (NEW.grid_id IS NULL OR EXISTS (\n        SELECT 1 FROM grid_grid g WHERE g.id = NEW.grid_id AND g.community_id = NEW.community_id))\n    AND (NEW.building_id IS NULL OR EXISTS (\n        SELECT 1 FROM grid_building b WHERE b.id = NEW.building_id AND b.community_id = NEW.community_id))\n    AND (NEW.gate_id IS NULL OR EXISTS (\n        SELECT 1 FROM grid_gate a JOIN grid_estate e ON e.id = a.estate_id\n        WHERE a.id = NEW.gate_id AND e.community_id = NEW.community_id))\n) IS NOT TRUE THEN RAISE EXCEPTION 'matter_in_one_community' USING ERRCODE = 'check_violation', CONSTRAINT = 'matter_in_one_community'; END IF; RETURN NULL;",
                    hash="c33296a9d6a454b573b018fd4c19f1429f1fa2c6",
                    operation="INSERT OR UPDATE",
                    pgid="pgtrigger_matter_in_one_community_711d0",
                    table="grid_matter",
                    when="AFTER",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="matter",
            trigger=pgtrigger.compiler.Trigger(
                name="matter_stays",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    condition="WHEN (OLD.community_id IS DISTINCT FROM NEW.community_id OR OLD.by_id IS DISTINCT FROM NEW.by_id OR OLD.reported_at IS DISTINCT FROM NEW.reported_at OR OLD.token IS DISTINCT FROM NEW.token OR OLD.receive_by IS DISTINCT FROM NEW.receive_by)",
                    func="RAISE EXCEPTION 'matter_stays' USING ERRCODE = 'check_violation', CONSTRAINT = 'matter_stays'; RETURN NULL;",
                    hash="38a922f998e0f980bfe64fe5eb764037383639dd",
                    operation="UPDATE",
                    pgid="pgtrigger_matter_stays_ca903",
                    table="grid_matter",
                    when="AFTER",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="matter",
            trigger=pgtrigger.compiler.Trigger(
                name="matter_goes_on",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    condition="WHEN (OLD.status IS DISTINCT FROM NEW.status)",
                    func="IF (\n    NEW.status <> 'reported' AND CASE\n        WHEN OLD.status = 'reported' THEN NEW.status IN ('received', 'duplicate', 'rejected')\n        WHEN OLD.status IN ('received', 'in_hand', 'planned') THEN NEW.status <> 'confirmed'\n        WHEN OLD.status = 'done' THEN NEW.status IN ('confirmed', 'in_hand', 'duplicate')\n        ELSE NEW.status = 'in_hand'\n    END\n) IS NOT TRUE THEN RAISE EXCEPTION 'matter_goes_on' USING ERRCODE = 'check_violation', CONSTRAINT = 'matter_goes_on'; END IF; RETURN NULL;",
                    hash="30d2171646e97bc80d0e0f51f5bf171147152b45",
                    operation="UPDATE",
                    pgid="pgtrigger_matter_goes_on_b3f97",
                    table="grid_matter",
                    when="AFTER",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="matter",
            trigger=pgtrigger.compiler.Trigger(
                name="matter_first_handler_stays",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    condition="WHEN (OLD.first_handler_id IS DISTINCT FROM NEW.first_handler_id OR OLD.received_at IS DISTINCT FROM NEW.received_at)",
                    func="IF (OLD.first_handler_id IS NULL) IS NOT TRUE THEN RAISE EXCEPTION 'matter_first_handler_stays' USING ERRCODE = 'check_violation', CONSTRAINT = 'matter_first_handler_stays'; END IF; RETURN NULL;",
                    hash="7c312f69d44356e506ec4e24af54584afc9dd8db",
                    operation="UPDATE",
                    pgid="pgtrigger_matter_first_handler_stays_f9403",
                    table="grid_matter",
                    when="AFTER",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="matter",
            trigger=pgtrigger.compiler.Trigger(
                name="matter_extended_once",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    condition="WHEN (OLD.extended_from IS DISTINCT FROM NEW.extended_from OR OLD.extension_reason IS DISTINCT FROM NEW.extension_reason)",
                    func="IF (OLD.extended_from IS NULL) IS NOT TRUE THEN RAISE EXCEPTION 'matter_extended_once' USING ERRCODE = 'check_violation', CONSTRAINT = 'matter_extended_once'; END IF; RETURN NULL;",
                    hash="4cabe2a25661b533b6a0aefbcafa066b74223efe",
                    operation="UPDATE",
                    pgid="pgtrigger_matter_extended_once_f8c8d",
                    table="grid_matter",
                    when="AFTER",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="matter",
            trigger=pgtrigger.compiler.Trigger(
                name="matter_merged_once",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func="IF (\n    (NEW.parent_id IS NULL OR EXISTS (\n        SELECT 1 FROM grid_matter p\n        WHERE p.id = NEW.parent_id AND p.parent_id IS NULL AND p.community_id = NEW.community_id))\n    AND (NEW.parent_id IS NULL OR NOT EXISTS (SELECT 1 FROM grid_matter c WHERE c.parent_id = NEW.id))\n) IS NOT TRUE THEN RAISE EXCEPTION 'matter_merged_once' USING ERRCODE = 'check_violation', CONSTRAINT = 'matter_merged_once'; END IF; RETURN NULL;",
                    hash="6f3c3a0176185b65f4dde4d15008d3a22a95d990",
                    operation="INSERT OR UPDATE",
                    pgid="pgtrigger_matter_merged_once_73fda",
                    table="grid_matter",
                    when="AFTER",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="matter",
            trigger=pgtrigger.compiler.Trigger(
                name="insert_insert",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func='INSERT INTO "grid_matterhistory" ("answer", "building_id", "by_id", "closed_at", "community_id", "due_at", "extended_from", "extension_reason", "first_handler_id", "gate_id", "grid_id", "handler_id", "id", "is_anonymous", "is_public", "kind_id", "outside", "parent_id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "place", "planned_on", "receive_by", "received_at", "referred_phone", "referred_to", "reopened", "reported_at", "status", "visit_id", "words", "x", "y") VALUES (NEW."answer", NEW."building_id", NEW."by_id", NEW."closed_at", NEW."community_id", NEW."due_at", NEW."extended_from", NEW."extension_reason", NEW."first_handler_id", NEW."gate_id", NEW."grid_id", NEW."handler_id", NEW."id", NEW."is_anonymous", NEW."is_public", NEW."kind_id", NEW."outside", NEW."parent_id", _pgh_attach_context(), NOW(), \'insert\', NEW."id", NEW."place", NEW."planned_on", NEW."receive_by", NEW."received_at", NEW."referred_phone", NEW."referred_to", NEW."reopened", NEW."reported_at", NEW."status", NEW."visit_id", NEW."words", NEW."x", NEW."y"); RETURN NULL;',
                    hash="b58844843db304a232027c9e51e21f9676e7c274",
                    operation="INSERT",
                    pgid="pgtrigger_insert_insert_46f4d",
                    table="grid_matter",
                    when="AFTER",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="matter",
            trigger=pgtrigger.compiler.Trigger(
                name="update_update",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    condition='WHEN (OLD."answer" IS DISTINCT FROM (NEW."answer") OR OLD."building_id" IS DISTINCT FROM (NEW."building_id") OR OLD."by_id" IS DISTINCT FROM (NEW."by_id") OR OLD."closed_at" IS DISTINCT FROM (NEW."closed_at") OR OLD."community_id" IS DISTINCT FROM (NEW."community_id") OR OLD."due_at" IS DISTINCT FROM (NEW."due_at") OR OLD."extended_from" IS DISTINCT FROM (NEW."extended_from") OR OLD."extension_reason" IS DISTINCT FROM (NEW."extension_reason") OR OLD."first_handler_id" IS DISTINCT FROM (NEW."first_handler_id") OR OLD."gate_id" IS DISTINCT FROM (NEW."gate_id") OR OLD."grid_id" IS DISTINCT FROM (NEW."grid_id") OR OLD."handler_id" IS DISTINCT FROM (NEW."handler_id") OR OLD."id" IS DISTINCT FROM (NEW."id") OR OLD."is_anonymous" IS DISTINCT FROM (NEW."is_anonymous") OR OLD."is_public" IS DISTINCT FROM (NEW."is_public") OR OLD."kind_id" IS DISTINCT FROM (NEW."kind_id") OR OLD."outside" IS DISTINCT FROM (NEW."outside") OR OLD."parent_id" IS DISTINCT FROM (NEW."parent_id") OR OLD."place" IS DISTINCT FROM (NEW."place") OR OLD."planned_on" IS DISTINCT FROM (NEW."planned_on") OR OLD."receive_by" IS DISTINCT FROM (NEW."receive_by") OR OLD."received_at" IS DISTINCT FROM (NEW."received_at") OR OLD."referred_phone" IS DISTINCT FROM (NEW."referred_phone") OR OLD."referred_to" IS DISTINCT FROM (NEW."referred_to") OR OLD."reopened" IS DISTINCT FROM (NEW."reopened") OR OLD."reported_at" IS DISTINCT FROM (NEW."reported_at") OR OLD."status" IS DISTINCT FROM (NEW."status") OR OLD."visit_id" IS DISTINCT FROM (NEW."visit_id") OR OLD."words" IS DISTINCT FROM (NEW."words") OR OLD."x" IS DISTINCT FROM (NEW."x") OR OLD."y" IS DISTINCT FROM (NEW."y"))',
                    func='INSERT INTO "grid_matterhistory" ("answer", "building_id", "by_id", "closed_at", "community_id", "due_at", "extended_from", "extension_reason", "first_handler_id", "gate_id", "grid_id", "handler_id", "id", "is_anonymous", "is_public", "kind_id", "outside", "parent_id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "place", "planned_on", "receive_by", "received_at", "referred_phone", "referred_to", "reopened", "reported_at", "status", "visit_id", "words", "x", "y") VALUES (NEW."answer", NEW."building_id", NEW."by_id", NEW."closed_at", NEW."community_id", NEW."due_at", NEW."extended_from", NEW."extension_reason", NEW."first_handler_id", NEW."gate_id", NEW."grid_id", NEW."handler_id", NEW."id", NEW."is_anonymous", NEW."is_public", NEW."kind_id", NEW."outside", NEW."parent_id", _pgh_attach_context(), NOW(), \'update\', NEW."id", NEW."place", NEW."planned_on", NEW."receive_by", NEW."received_at", NEW."referred_phone", NEW."referred_to", NEW."reopened", NEW."reported_at", NEW."status", NEW."visit_id", NEW."words", NEW."x", NEW."y"); RETURN NULL;',
                    hash="c3bca209f79c21e0473ca1e375f3748110955c27",
                    operation="UPDATE",
                    pgid="pgtrigger_update_update_f52ac",
                    table="grid_matter",
                    when="AFTER",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="matter",
            trigger=pgtrigger.compiler.Trigger(
                name="delete_delete",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func='INSERT INTO "grid_matterhistory" ("answer", "building_id", "by_id", "closed_at", "community_id", "due_at", "extended_from", "extension_reason", "first_handler_id", "gate_id", "grid_id", "handler_id", "id", "is_anonymous", "is_public", "kind_id", "outside", "parent_id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "place", "planned_on", "receive_by", "received_at", "referred_phone", "referred_to", "reopened", "reported_at", "status", "visit_id", "words", "x", "y") VALUES (OLD."answer", OLD."building_id", OLD."by_id", OLD."closed_at", OLD."community_id", OLD."due_at", OLD."extended_from", OLD."extension_reason", OLD."first_handler_id", OLD."gate_id", OLD."grid_id", OLD."handler_id", OLD."id", OLD."is_anonymous", OLD."is_public", OLD."kind_id", OLD."outside", OLD."parent_id", _pgh_attach_context(), NOW(), \'delete\', OLD."id", OLD."place", OLD."planned_on", OLD."receive_by", OLD."received_at", OLD."referred_phone", OLD."referred_to", OLD."reopened", OLD."reported_at", OLD."status", OLD."visit_id", OLD."words", OLD."x", OLD."y"); RETURN NULL;',
                    hash="959e343facdc6248e1ccbb86b3c09764b5f0d493",
                    operation="DELETE",
                    pgid="pgtrigger_delete_delete_fef0b",
                    table="grid_matter",
                    when="AFTER",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="matterkindhistory",
            trigger=pgtrigger.compiler.Trigger(
                name="append_only",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func="RAISE EXCEPTION 'pgtrigger: Cannot update or delete rows from % table', TG_TABLE_NAME;",
                    hash="e3227ca968be45a98a6a0eb9e881d81abae78cb9",
                    operation="UPDATE OR DELETE",
                    pgid="pgtrigger_append_only_777d8",
                    table="grid_matterkindhistory",
                    when="BEFORE",
                ),
            ),
        ),
        migrations.AddConstraint(
            model_name="matterphoto",
            constraint=models.CheckConstraint(
                condition=models.Q(("stage__in", ["before", "after"])), name="matter_photo_stage_known"
            ),
        ),
        migrations.AddConstraint(
            model_name="matterphoto",
            constraint=models.CheckConstraint(
                condition=models.Q(("photo", ""), _negated=True), name="matter_photo_has_photo"
            ),
        ),
        migrations.AddConstraint(
            model_name="matterphoto",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("matter", None), ("x", None), ("y", None)),
                    models.Q(("matter", None), ("x__isnull", False), ("y__isnull", False)),
                    models.Q(("matter__isnull", False), ("x", None), ("y", None)),
                    _connector="OR",
                ),
                name="matter_photo_without_position",
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="matterphoto",
            trigger=pgtrigger.compiler.Trigger(
                name="matter_photo_stays",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    condition="WHEN (OLD.matter_id IS DISTINCT FROM NEW.matter_id OR OLD.created_at IS DISTINCT FROM NEW.created_at)",
                    func="IF (OLD.matter_id IS NULL) IS NOT TRUE THEN RAISE EXCEPTION 'matter_photo_stays' USING ERRCODE = 'check_violation', CONSTRAINT = 'matter_photo_stays'; END IF; RETURN NULL;",
                    hash="5acce33cd64459866c13d0c74a6a5a596dcc442d",
                    operation="UPDATE",
                    pgid="pgtrigger_matter_photo_stays_553fc",
                    table="grid_matterphoto",
                    when="AFTER",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="matterphoto",
            trigger=pgtrigger.compiler.Trigger(
                name="insert_insert",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func='INSERT INTO "grid_matterphotohistory" ("created_at", "id", "matter_id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "stage", "x", "y") VALUES (NEW."created_at", NEW."id", NEW."matter_id", _pgh_attach_context(), NOW(), \'insert\', NEW."id", NEW."stage", NEW."x", NEW."y"); RETURN NULL;',
                    hash="9125235c8e77048efdffa82c7dbc21cc6e5df39f",
                    operation="INSERT",
                    pgid="pgtrigger_insert_insert_013c8",
                    table="grid_matterphoto",
                    when="AFTER",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="matterphoto",
            trigger=pgtrigger.compiler.Trigger(
                name="update_update",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    condition='WHEN (OLD."created_at" IS DISTINCT FROM (NEW."created_at") OR OLD."id" IS DISTINCT FROM (NEW."id") OR OLD."matter_id" IS DISTINCT FROM (NEW."matter_id") OR OLD."stage" IS DISTINCT FROM (NEW."stage") OR OLD."x" IS DISTINCT FROM (NEW."x") OR OLD."y" IS DISTINCT FROM (NEW."y"))',
                    func='INSERT INTO "grid_matterphotohistory" ("created_at", "id", "matter_id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "stage", "x", "y") VALUES (NEW."created_at", NEW."id", NEW."matter_id", _pgh_attach_context(), NOW(), \'update\', NEW."id", NEW."stage", NEW."x", NEW."y"); RETURN NULL;',
                    hash="089913164c78fb5095f0ac24b3c0e86eb0d28ca8",
                    operation="UPDATE",
                    pgid="pgtrigger_update_update_e90d2",
                    table="grid_matterphoto",
                    when="AFTER",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="matterphoto",
            trigger=pgtrigger.compiler.Trigger(
                name="delete_delete",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func='INSERT INTO "grid_matterphotohistory" ("created_at", "id", "matter_id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "stage", "x", "y") VALUES (OLD."created_at", OLD."id", OLD."matter_id", _pgh_attach_context(), NOW(), \'delete\', OLD."id", OLD."stage", OLD."x", OLD."y"); RETURN NULL;',
                    hash="9c93b959e426f5cdae5bcf29b83c8d9ecccf0bd6",
                    operation="DELETE",
                    pgid="pgtrigger_delete_delete_f5910",
                    table="grid_matterphoto",
                    when="AFTER",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="matterphotohistory",
            trigger=pgtrigger.compiler.Trigger(
                name="append_only",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func="RAISE EXCEPTION 'pgtrigger: Cannot update or delete rows from % table', TG_TABLE_NAME;",
                    hash="8b283271b17d095939002d5be9bd3c4c816d8367",
                    operation="UPDATE OR DELETE",
                    pgid="pgtrigger_append_only_20552",
                    table="grid_matterphotohistory",
                    when="BEFORE",
                ),
            ),
        ),
        migrations.AddConstraint(
            model_name="matterreporter",
            constraint=models.UniqueConstraint(
                condition=models.Q(("person__isnull", False)),
                fields=("matter", "person"),
                name="matter_reporter_once",
                violation_error_message="You are told of this matter already.",
            ),
        ),
        migrations.AddConstraint(
            model_name="matterreporter",
            constraint=models.UniqueConstraint(
                condition=models.Q(("follows", False)),
                fields=("matter",),
                name="matter_reported_once",
                violation_error_message="Somebody has reported it already.",
            ),
        ),
        migrations.AddConstraint(
            model_name="matterreporter",
            constraint=models.CheckConstraint(
                condition=models.Q(("person", None), models.Q(("name", ""), ("phone", "")), _connector="OR"),
                name="matter_reporter_person_or_words",
                violation_error_message="A person whom we know needs no second name or number.",
            ),
        ),
        migrations.AddConstraint(
            model_name="matterreporter",
            constraint=models.CheckConstraint(
                condition=models.Q(("phone", ""), ("phone__regex", "^\\+[1-9][0-9]{6,14}$"), _connector="OR"),
                name="matter_reporter_phone_e164",
                violation_error_message="Please enter a phone number, for example 138 0013 8000.",
            ),
        ),
        migrations.AddConstraint(
            model_name="matterreporter",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("answer", ""), ("answer_words", ""), ("answered_at", None)),
                    models.Q(("answer__in", ["content", "mended", "not_mended"]), ("answered_at__isnull", False)),
                    _connector="OR",
                ),
                name="matter_reporter_answered_at",
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="matterreporter",
            trigger=pgtrigger.compiler.Trigger(
                name="matter_reporter_stays",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    condition="WHEN (OLD.matter_id IS DISTINCT FROM NEW.matter_id OR OLD.follows IS DISTINCT FROM NEW.follows OR OLD.created_at IS DISTINCT FROM NEW.created_at OR OLD.code IS DISTINCT FROM NEW.code)",
                    func="RAISE EXCEPTION 'matter_reporter_stays' USING ERRCODE = 'check_violation', CONSTRAINT = 'matter_reporter_stays'; RETURN NULL;",
                    hash="2eccc2e4b1436f977aa4f8017221213ee0235fca",
                    operation="UPDATE",
                    pgid="pgtrigger_matter_reporter_stays_69c77",
                    table="grid_matterreporter",
                    when="AFTER",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="matterreporter",
            trigger=pgtrigger.compiler.Trigger(
                name="insert_insert",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func='INSERT INTO "grid_matterreporterhistory" ("answer", "answered_at", "created_at", "follows", "id", "matter_id", "person_id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id") VALUES (NEW."answer", NEW."answered_at", NEW."created_at", NEW."follows", NEW."id", NEW."matter_id", NEW."person_id", _pgh_attach_context(), NOW(), \'insert\', NEW."id"); RETURN NULL;',
                    hash="9e38ba9e3d4fd26eaf58d6a46bbcec3ff8b26f69",
                    operation="INSERT",
                    pgid="pgtrigger_insert_insert_77cbd",
                    table="grid_matterreporter",
                    when="AFTER",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="matterreporter",
            trigger=pgtrigger.compiler.Trigger(
                name="update_update",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    condition='WHEN (OLD."answer" IS DISTINCT FROM (NEW."answer") OR OLD."answered_at" IS DISTINCT FROM (NEW."answered_at") OR OLD."created_at" IS DISTINCT FROM (NEW."created_at") OR OLD."follows" IS DISTINCT FROM (NEW."follows") OR OLD."id" IS DISTINCT FROM (NEW."id") OR OLD."matter_id" IS DISTINCT FROM (NEW."matter_id") OR OLD."person_id" IS DISTINCT FROM (NEW."person_id"))',
                    func='INSERT INTO "grid_matterreporterhistory" ("answer", "answered_at", "created_at", "follows", "id", "matter_id", "person_id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id") VALUES (NEW."answer", NEW."answered_at", NEW."created_at", NEW."follows", NEW."id", NEW."matter_id", NEW."person_id", _pgh_attach_context(), NOW(), \'update\', NEW."id"); RETURN NULL;',
                    hash="df179f16e942f5baf4c07acb3a041b5e414c77d9",
                    operation="UPDATE",
                    pgid="pgtrigger_update_update_c094b",
                    table="grid_matterreporter",
                    when="AFTER",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="matterreporter",
            trigger=pgtrigger.compiler.Trigger(
                name="delete_delete",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func='INSERT INTO "grid_matterreporterhistory" ("answer", "answered_at", "created_at", "follows", "id", "matter_id", "person_id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id") VALUES (OLD."answer", OLD."answered_at", OLD."created_at", OLD."follows", OLD."id", OLD."matter_id", OLD."person_id", _pgh_attach_context(), NOW(), \'delete\', OLD."id"); RETURN NULL;',
                    hash="e3767234d06f4b13052ee4f9d1dfbd57b6ed18b3",
                    operation="DELETE",
                    pgid="pgtrigger_delete_delete_3bf21",
                    table="grid_matterreporter",
                    when="AFTER",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="mattercallhistory",
            trigger=pgtrigger.compiler.Trigger(
                name="append_only",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func="RAISE EXCEPTION 'pgtrigger: Cannot update or delete rows from % table', TG_TABLE_NAME;",
                    hash="4eb47c7a6d91017b26f97217d573d1eb6043ce86",
                    operation="UPDATE OR DELETE",
                    pgid="pgtrigger_append_only_3771b",
                    table="grid_mattercallhistory",
                    when="BEFORE",
                ),
            ),
        ),
        migrations.AddConstraint(
            model_name="mattercall",
            constraint=models.CheckConstraint(
                condition=models.Q(("result__in", ["content", "mended", "not_mended", "not_reached", "no_words"])),
                name="matter_call_result_known",
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="mattercall",
            trigger=pgtrigger.compiler.Trigger(
                name="matter_call_stays",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func="RAISE EXCEPTION 'matter_call_stays' USING ERRCODE = 'check_violation', CONSTRAINT = 'matter_call_stays';",
                    hash="b0e8e94ea423cd4cb603c9942a66ca70b1d02100",
                    operation="UPDATE",
                    pgid="pgtrigger_matter_call_stays_9b0e7",
                    table="grid_mattercall",
                    when="BEFORE",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="mattercall",
            trigger=pgtrigger.compiler.Trigger(
                name="insert_insert",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func='INSERT INTO "grid_mattercallhistory" ("at", "by_id", "id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "reporter_id", "result", "words") VALUES (NEW."at", NEW."by_id", NEW."id", _pgh_attach_context(), NOW(), \'insert\', NEW."id", NEW."reporter_id", NEW."result", NEW."words"); RETURN NULL;',
                    hash="c70092032bc7ef859148507c8cadddbf5279d2bb",
                    operation="INSERT",
                    pgid="pgtrigger_insert_insert_c41b5",
                    table="grid_mattercall",
                    when="AFTER",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="mattercall",
            trigger=pgtrigger.compiler.Trigger(
                name="update_update",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    condition="WHEN (OLD.* IS DISTINCT FROM NEW.*)",
                    func='INSERT INTO "grid_mattercallhistory" ("at", "by_id", "id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "reporter_id", "result", "words") VALUES (NEW."at", NEW."by_id", NEW."id", _pgh_attach_context(), NOW(), \'update\', NEW."id", NEW."reporter_id", NEW."result", NEW."words"); RETURN NULL;',
                    hash="290c87ee6985de3a0ea14aa85d23ef4528a46f20",
                    operation="UPDATE",
                    pgid="pgtrigger_update_update_c674b",
                    table="grid_mattercall",
                    when="AFTER",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="mattercall",
            trigger=pgtrigger.compiler.Trigger(
                name="delete_delete",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func='INSERT INTO "grid_mattercallhistory" ("at", "by_id", "id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "reporter_id", "result", "words") VALUES (OLD."at", OLD."by_id", OLD."id", _pgh_attach_context(), NOW(), \'delete\', OLD."id", OLD."reporter_id", OLD."result", OLD."words"); RETURN NULL;',
                    hash="20a7c9de16bf6beffa4db977e953c36edd85ba2f",
                    operation="DELETE",
                    pgid="pgtrigger_delete_delete_4f766",
                    table="grid_mattercall",
                    when="AFTER",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="matterreporterhistory",
            trigger=pgtrigger.compiler.Trigger(
                name="append_only",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func="RAISE EXCEPTION 'pgtrigger: Cannot update or delete rows from % table', TG_TABLE_NAME;",
                    hash="b13bc35f2581211588caaa63ff479dd3c9df8486",
                    operation="UPDATE OR DELETE",
                    pgid="pgtrigger_append_only_2571b",
                    table="grid_matterreporterhistory",
                    when="BEFORE",
                ),
            ),
        ),
        migrations.AddIndex(
            model_name="matterstep",
            index=models.Index(fields=["matter", "at"], name="matter_step_of_matter"),
        ),
        migrations.AddConstraint(
            model_name="matterstep",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(
                        ("kind__in", ["handed_on", "extended", "impossible", "elsewhere", "rejected"]), _negated=True
                    ),
                    models.Q(("words", ""), _negated=True),
                    _connector="OR",
                ),
                name="matter_step_with_reason",
                violation_error_message="Please say why.",
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="matterstep",
            trigger=pgtrigger.compiler.Trigger(
                name="matter_step_stays",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func="RAISE EXCEPTION 'matter_step_stays' USING ERRCODE = 'check_violation', CONSTRAINT = 'matter_step_stays';",
                    hash="5d0ae4655a0113f3cd468fd1e4e492875656a9a4",
                    operation="UPDATE",
                    pgid="pgtrigger_matter_step_stays_3e5e8",
                    table="grid_matterstep",
                    when="BEFORE",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="matterstep",
            trigger=pgtrigger.compiler.Trigger(
                name="insert_insert",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func='INSERT INTO "grid_matterstephistory" ("at", "by_id", "id", "is_public", "kind", "matter_id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "words") VALUES (NEW."at", NEW."by_id", NEW."id", NEW."is_public", NEW."kind", NEW."matter_id", _pgh_attach_context(), NOW(), \'insert\', NEW."id", NEW."words"); RETURN NULL;',
                    hash="0de2db2eeb15fa6983de7976e30d1ccee10b2c85",
                    operation="INSERT",
                    pgid="pgtrigger_insert_insert_949b9",
                    table="grid_matterstep",
                    when="AFTER",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="matterstep",
            trigger=pgtrigger.compiler.Trigger(
                name="update_update",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    condition="WHEN (OLD.* IS DISTINCT FROM NEW.*)",
                    func='INSERT INTO "grid_matterstephistory" ("at", "by_id", "id", "is_public", "kind", "matter_id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "words") VALUES (NEW."at", NEW."by_id", NEW."id", NEW."is_public", NEW."kind", NEW."matter_id", _pgh_attach_context(), NOW(), \'update\', NEW."id", NEW."words"); RETURN NULL;',
                    hash="25a9b6720b80b49fcebaace0ec38fc75eb1d94bc",
                    operation="UPDATE",
                    pgid="pgtrigger_update_update_a4891",
                    table="grid_matterstep",
                    when="AFTER",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="matterstep",
            trigger=pgtrigger.compiler.Trigger(
                name="delete_delete",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func='INSERT INTO "grid_matterstephistory" ("at", "by_id", "id", "is_public", "kind", "matter_id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "words") VALUES (OLD."at", OLD."by_id", OLD."id", OLD."is_public", OLD."kind", OLD."matter_id", _pgh_attach_context(), NOW(), \'delete\', OLD."id", OLD."words"); RETURN NULL;',
                    hash="35ce8c7cadef95f37dcadea725f69df2bcdf4d07",
                    operation="DELETE",
                    pgid="pgtrigger_delete_delete_96b6d",
                    table="grid_matterstep",
                    when="AFTER",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="matterstephistory",
            trigger=pgtrigger.compiler.Trigger(
                name="append_only",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func="RAISE EXCEPTION 'pgtrigger: Cannot update or delete rows from % table', TG_TABLE_NAME;",
                    hash="d2d11c8f44534227668c2085099371ec31419cfb",
                    operation="UPDATE OR DELETE",
                    pgid="pgtrigger_append_only_d067e",
                    table="grid_matterstephistory",
                    when="BEFORE",
                ),
            ),
        ),
    ]
