"""Series of events, whose dates are events; enrolments in whole courses, whose places are registrations."""

import datetime

import django.contrib.postgres.fields
import django.core.validators
import django.db.models.deletion
import django.db.models.expressions
import pgtrigger.compiler
import pgtrigger.migrations
from django.conf import settings
from django.db import migrations, models

import common.time.clock
from common.db.constraints import composite_foreign_key
from common.db.migrations import CombinedOperation


class Migration(migrations.Migration):
    dependencies = [
        ("accounts", "0020_people_are_found_in_pinyin"),
        ("events", "0012_who_waited_goes_back_there"),
        ("grid", "0005_duties_are_published"),
        ("pghistory", "0007_auto_20250421_0444"),
        ("stations", "0005_holds_of_activities"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        CombinedOperation(
            pgtrigger.migrations.RemoveTrigger(
                model_name="event",
                name="insert_insert",
            ),
            pgtrigger.migrations.RemoveTrigger(
                model_name="event",
                name="update_update",
            ),
            pgtrigger.migrations.RemoveTrigger(
                model_name="event",
                name="delete_delete",
            ),
            pgtrigger.migrations.RemoveTrigger(
                model_name="registration",
                name="insert_insert",
            ),
            pgtrigger.migrations.RemoveTrigger(
                model_name="registration",
                name="update_update",
            ),
            pgtrigger.migrations.RemoveTrigger(
                model_name="registration",
                name="delete_delete",
            ),
        ),
        migrations.CreateModel(
            name="Enrolment",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                (
                    "seats",
                    models.PositiveSmallIntegerField(
                        default=1, validators=[django.core.validators.MinValueValidator(1)], verbose_name="people"
                    ),
                ),
                (
                    "created_at",
                    models.DateTimeField(default=common.time.clock.now, editable=False, verbose_name="registered at"),
                ),
                (
                    "left_at",
                    models.DateTimeField(blank=True, editable=False, null=True, verbose_name="left the course at"),
                ),
                ("token", models.UUIDField(editable=False, null=True)),
            ],
            options={
                "verbose_name": "enrolment in a course",
                "verbose_name_plural": "enrolments in courses",
                "ordering": ["created_at", "pk"],
            },
        ),
        migrations.CreateModel(
            name="EnrolmentHistory",
            fields=[
                ("pgh_id", models.AutoField(primary_key=True, serialize=False)),
                ("pgh_created_at", models.DateTimeField(auto_now_add=True)),
                ("pgh_label", models.TextField(help_text="The event label.")),
                ("id", models.BigIntegerField()),
                (
                    "seats",
                    models.PositiveSmallIntegerField(
                        default=1, validators=[django.core.validators.MinValueValidator(1)], verbose_name="people"
                    ),
                ),
                (
                    "created_at",
                    models.DateTimeField(default=common.time.clock.now, editable=False, verbose_name="registered at"),
                ),
                (
                    "left_at",
                    models.DateTimeField(blank=True, editable=False, null=True, verbose_name="left the course at"),
                ),
            ],
            options={
                "abstract": False,
            },
        ),
        migrations.CreateModel(
            name="EventSeries",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                (
                    "kind",
                    models.CharField(
                        choices=[
                            ("reading", "parent-child reading"),
                            ("handicraft", "handicraft"),
                            ("health", "health"),
                            ("culture", "culture and arts"),
                            ("sport", "sport"),
                            ("festival", "festival"),
                            ("learning", "classes and talks"),
                            ("party", "party-member day"),
                            ("service", "services for neighbours"),
                            ("meeting", "residents' meeting"),
                        ],
                        max_length=16,
                        verbose_name="kind",
                    ),
                ),
                (
                    "audience",
                    models.CharField(
                        choices=[
                            ("everyone", "everyone"),
                            ("families", "families"),
                            ("children", "children"),
                            ("elders", "elders"),
                            ("workers", "couriers and riders"),
                            ("members", "party members"),
                        ],
                        default="everyone",
                        max_length=16,
                        verbose_name="for whom",
                    ),
                ),
                ("title", models.CharField(max_length=60, verbose_name="title")),
                ("summary", models.CharField(blank=True, max_length=120, verbose_name="in one sentence")),
                ("description", models.TextField(blank=True, max_length=5000, verbose_name="description")),
                ("place", models.CharField(max_length=80, verbose_name="place")),
                ("starts", models.TimeField(verbose_name="begins")),
                (
                    "minutes",
                    models.PositiveSmallIntegerField(
                        default=90,
                        validators=[
                            django.core.validators.MinValueValidator(5),
                            django.core.validators.MaxValueValidator(1440),
                        ],
                        verbose_name="minutes",
                    ),
                ),
                (
                    "capacity",
                    models.PositiveIntegerField(
                        blank=True,
                        help_text="How many people fit. Empty: no registration needed, one just comes.",
                        null=True,
                        validators=[
                            django.core.validators.MinValueValidator(1),
                            django.core.validators.MaxValueValidator(10000),
                        ],
                        verbose_name="capacity",
                    ),
                ),
                (
                    "largest_party",
                    models.PositiveSmallIntegerField(
                        default=4,
                        help_text="How many people one registration may bring.",
                        validators=[
                            django.core.validators.MinValueValidator(1),
                            django.core.validators.MaxValueValidator(50),
                        ],
                        verbose_name="largest party",
                    ),
                ),
                ("min_age", models.PositiveSmallIntegerField(blank=True, null=True, verbose_name="from age")),
                ("max_age", models.PositiveSmallIntegerField(blank=True, null=True, verbose_name="to age")),
                (
                    "rhythm",
                    models.CharField(
                        choices=[("weekly", "by weeks"), ("monthly", "by months")],
                        default="weekly",
                        max_length=8,
                        verbose_name="it repeats",
                    ),
                ),
                (
                    "every",
                    models.PositiveSmallIntegerField(
                        default=1,
                        validators=[
                            django.core.validators.MinValueValidator(1),
                            django.core.validators.MaxValueValidator(8),
                        ],
                        verbose_name="every so many weeks or months",
                    ),
                ),
                (
                    "weekdays",
                    django.contrib.postgres.fields.ArrayField(
                        base_field=models.PositiveSmallIntegerField(), verbose_name="on these weekdays"
                    ),
                ),
                (
                    "nth",
                    models.SmallIntegerField(
                        blank=True,
                        choices=[
                            (1, "the first"),
                            (2, "the second"),
                            (3, "the third"),
                            (4, "the fourth"),
                            (-1, "the last"),
                        ],
                        help_text="Only by months: on the first Monday, the last Friday.",
                        null=True,
                        verbose_name="which of the month",
                    ),
                ),
                ("first_day", models.DateField(verbose_name="from this day on")),
                ("last_day", models.DateField(blank=True, null=True, verbose_name="until this day")),
                (
                    "times",
                    models.PositiveSmallIntegerField(
                        blank=True,
                        null=True,
                        validators=[
                            django.core.validators.MinValueValidator(1),
                            django.core.validators.MaxValueValidator(100),
                        ],
                        verbose_name="or so many times",
                    ),
                ),
                (
                    "without_holidays",
                    models.BooleanField(
                        default=True,
                        help_text="A date that falls on one is left out; “so many times” then goes on for longer.",
                        verbose_name="not on public holidays",
                    ),
                ),
                (
                    "sign_up",
                    models.CharField(
                        choices=[
                            ("course", "only the whole course"),
                            ("dates", "only single dates"),
                            ("both", "the whole course or single dates"),
                        ],
                        default="both",
                        help_text="Whoever takes the whole course has a place on each date, and gives up single ones.",
                        max_length=8,
                        verbose_name="one signs up for",
                    ),
                ),
                (
                    "status",
                    models.CharField(
                        choices=[("draft", "draft"), ("published", "published"), ("cancelled", "cancelled")],
                        default="draft",
                        editable=False,
                        max_length=10,
                        verbose_name="status",
                    ),
                ),
                (
                    "cancel_reason",
                    models.CharField(blank=True, editable=False, max_length=200, verbose_name="why it was cancelled"),
                ),
                ("skipped", models.JSONField(default=list, editable=False, verbose_name="dates that were left out")),
                (
                    "created_at",
                    models.DateTimeField(default=common.time.clock.now, editable=False, verbose_name="created at"),
                ),
                (
                    "changed_at",
                    models.DateTimeField(default=common.time.clock.now, editable=False, verbose_name="changed at"),
                ),
            ],
            options={
                "verbose_name": "series of events",
                "verbose_name_plural": "series of events",
                "ordering": ["-first_day", "-pk"],
            },
        ),
        migrations.CreateModel(
            name="EventSeriesHistory",
            fields=[
                ("pgh_id", models.AutoField(primary_key=True, serialize=False)),
                ("pgh_created_at", models.DateTimeField(auto_now_add=True)),
                ("pgh_label", models.TextField(help_text="The event label.")),
                ("id", models.BigIntegerField()),
                (
                    "kind",
                    models.CharField(
                        choices=[
                            ("reading", "parent-child reading"),
                            ("handicraft", "handicraft"),
                            ("health", "health"),
                            ("culture", "culture and arts"),
                            ("sport", "sport"),
                            ("festival", "festival"),
                            ("learning", "classes and talks"),
                            ("party", "party-member day"),
                            ("service", "services for neighbours"),
                            ("meeting", "residents' meeting"),
                        ],
                        max_length=16,
                        verbose_name="kind",
                    ),
                ),
                (
                    "audience",
                    models.CharField(
                        choices=[
                            ("everyone", "everyone"),
                            ("families", "families"),
                            ("children", "children"),
                            ("elders", "elders"),
                            ("workers", "couriers and riders"),
                            ("members", "party members"),
                        ],
                        default="everyone",
                        max_length=16,
                        verbose_name="for whom",
                    ),
                ),
                ("title", models.CharField(max_length=60, verbose_name="title")),
                ("summary", models.CharField(blank=True, max_length=120, verbose_name="in one sentence")),
                ("description", models.TextField(blank=True, max_length=5000, verbose_name="description")),
                ("place", models.CharField(max_length=80, verbose_name="place")),
                ("starts", models.TimeField(verbose_name="begins")),
                (
                    "minutes",
                    models.PositiveSmallIntegerField(
                        default=90,
                        validators=[
                            django.core.validators.MinValueValidator(5),
                            django.core.validators.MaxValueValidator(1440),
                        ],
                        verbose_name="minutes",
                    ),
                ),
                (
                    "capacity",
                    models.PositiveIntegerField(
                        blank=True,
                        help_text="How many people fit. Empty: no registration needed, one just comes.",
                        null=True,
                        validators=[
                            django.core.validators.MinValueValidator(1),
                            django.core.validators.MaxValueValidator(10000),
                        ],
                        verbose_name="capacity",
                    ),
                ),
                (
                    "largest_party",
                    models.PositiveSmallIntegerField(
                        default=4,
                        help_text="How many people one registration may bring.",
                        validators=[
                            django.core.validators.MinValueValidator(1),
                            django.core.validators.MaxValueValidator(50),
                        ],
                        verbose_name="largest party",
                    ),
                ),
                ("min_age", models.PositiveSmallIntegerField(blank=True, null=True, verbose_name="from age")),
                ("max_age", models.PositiveSmallIntegerField(blank=True, null=True, verbose_name="to age")),
                (
                    "rhythm",
                    models.CharField(
                        choices=[("weekly", "by weeks"), ("monthly", "by months")],
                        default="weekly",
                        max_length=8,
                        verbose_name="it repeats",
                    ),
                ),
                (
                    "every",
                    models.PositiveSmallIntegerField(
                        default=1,
                        validators=[
                            django.core.validators.MinValueValidator(1),
                            django.core.validators.MaxValueValidator(8),
                        ],
                        verbose_name="every so many weeks or months",
                    ),
                ),
                (
                    "weekdays",
                    django.contrib.postgres.fields.ArrayField(
                        base_field=models.PositiveSmallIntegerField(), verbose_name="on these weekdays"
                    ),
                ),
                (
                    "nth",
                    models.SmallIntegerField(
                        blank=True,
                        choices=[
                            (1, "the first"),
                            (2, "the second"),
                            (3, "the third"),
                            (4, "the fourth"),
                            (-1, "the last"),
                        ],
                        help_text="Only by months: on the first Monday, the last Friday.",
                        null=True,
                        verbose_name="which of the month",
                    ),
                ),
                ("first_day", models.DateField(verbose_name="from this day on")),
                ("last_day", models.DateField(blank=True, null=True, verbose_name="until this day")),
                (
                    "times",
                    models.PositiveSmallIntegerField(
                        blank=True,
                        null=True,
                        validators=[
                            django.core.validators.MinValueValidator(1),
                            django.core.validators.MaxValueValidator(100),
                        ],
                        verbose_name="or so many times",
                    ),
                ),
                (
                    "without_holidays",
                    models.BooleanField(
                        default=True,
                        help_text="A date that falls on one is left out; “so many times” then goes on for longer.",
                        verbose_name="not on public holidays",
                    ),
                ),
                (
                    "sign_up",
                    models.CharField(
                        choices=[
                            ("course", "only the whole course"),
                            ("dates", "only single dates"),
                            ("both", "the whole course or single dates"),
                        ],
                        default="both",
                        help_text="Whoever takes the whole course has a place on each date, and gives up single ones.",
                        max_length=8,
                        verbose_name="one signs up for",
                    ),
                ),
                (
                    "status",
                    models.CharField(
                        choices=[("draft", "draft"), ("published", "published"), ("cancelled", "cancelled")],
                        default="draft",
                        editable=False,
                        max_length=10,
                        verbose_name="status",
                    ),
                ),
                (
                    "cancel_reason",
                    models.CharField(blank=True, editable=False, max_length=200, verbose_name="why it was cancelled"),
                ),
                ("skipped", models.JSONField(default=list, editable=False, verbose_name="dates that were left out")),
                (
                    "created_at",
                    models.DateTimeField(default=common.time.clock.now, editable=False, verbose_name="created at"),
                ),
                (
                    "changed_at",
                    models.DateTimeField(default=common.time.clock.now, editable=False, verbose_name="changed at"),
                ),
            ],
            options={
                "abstract": False,
            },
        ),
        CombinedOperation(
            migrations.AddField(
                model_name="event",
                name="own_fields",
                field=django.contrib.postgres.fields.ArrayField(
                    base_field=models.CharField(max_length=32),
                    blank=True,
                    default=list,
                    editable=False,
                    verbose_name="otherwise than the series",
                ),
            ),
            migrations.AddField(
                model_name="event",
                name="series_day",
                field=models.DateField(blank=True, editable=False, null=True, verbose_name="day by the rule"),
            ),
            migrations.AddField(
                model_name="eventhistory",
                name="own_fields",
                field=django.contrib.postgres.fields.ArrayField(
                    base_field=models.CharField(max_length=32),
                    blank=True,
                    default=list,
                    editable=False,
                    verbose_name="otherwise than the series",
                ),
            ),
            migrations.AddField(
                model_name="eventhistory",
                name="series_day",
                field=models.DateField(blank=True, editable=False, null=True, verbose_name="day by the rule"),
            ),
            migrations.AddField(
                model_name="enrolment",
                name="by",
                field=models.ForeignKey(
                    on_delete=django.db.models.deletion.PROTECT,
                    related_name="+",
                    to=settings.AUTH_USER_MODEL,
                    verbose_name="registered by",
                ),
            ),
            migrations.AddField(
                model_name="enrolment",
                name="person",
                field=models.ForeignKey(
                    on_delete=django.db.models.deletion.PROTECT,
                    related_name="enrolments",
                    to="accounts.person",
                    verbose_name="person",
                ),
            ),
            migrations.AddField(
                model_name="registration",
                name="enrolment",
                field=models.ForeignKey(
                    blank=True,
                    editable=False,
                    null=True,
                    on_delete=django.db.models.deletion.PROTECT,
                    related_name="registrations",
                    to="events.enrolment",
                    verbose_name="enrolment in a course",
                ),
            ),
            migrations.AddField(
                model_name="registrationhistory",
                name="enrolment",
                field=models.ForeignKey(
                    blank=True,
                    db_constraint=False,
                    editable=False,
                    null=True,
                    on_delete=django.db.models.deletion.DO_NOTHING,
                    related_name="+",
                    related_query_name="+",
                    to="events.enrolment",
                    verbose_name="enrolment in a course",
                ),
            ),
            migrations.AddField(
                model_name="enrolmenthistory",
                name="by",
                field=models.ForeignKey(
                    db_constraint=False,
                    on_delete=django.db.models.deletion.DO_NOTHING,
                    related_name="+",
                    related_query_name="+",
                    to=settings.AUTH_USER_MODEL,
                    verbose_name="registered by",
                ),
            ),
            migrations.AddField(
                model_name="enrolmenthistory",
                name="person",
                field=models.ForeignKey(
                    db_constraint=False,
                    on_delete=django.db.models.deletion.DO_NOTHING,
                    related_name="+",
                    related_query_name="+",
                    to="accounts.person",
                    verbose_name="person",
                ),
            ),
            migrations.AddField(
                model_name="enrolmenthistory",
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
                model_name="enrolmenthistory",
                name="pgh_obj",
                field=models.ForeignKey(
                    db_constraint=False,
                    on_delete=django.db.models.deletion.DO_NOTHING,
                    related_name="history",
                    related_query_name="history",
                    to="events.enrolment",
                ),
            ),
            migrations.AddField(
                model_name="eventseries",
                name="community",
                field=models.ForeignKey(
                    on_delete=django.db.models.deletion.PROTECT,
                    related_name="event_series",
                    to="grid.community",
                    verbose_name="community",
                ),
            ),
            migrations.AddField(
                model_name="eventseries",
                name="grid",
                field=models.ForeignKey(
                    blank=True,
                    help_text="Leave empty for an event of the whole community.",
                    null=True,
                    on_delete=django.db.models.deletion.PROTECT,
                    related_name="event_series",
                    to="grid.grid",
                    verbose_name="grid",
                ),
            ),
            migrations.AddField(
                model_name="eventseries",
                name="organiser",
                field=models.ForeignKey(
                    on_delete=django.db.models.deletion.PROTECT,
                    related_name="event_series",
                    to="grid.orgunit",
                    verbose_name="organiser",
                ),
            ),
            migrations.AddField(
                model_name="eventseries",
                name="space",
                field=models.ForeignKey(
                    blank=True,
                    help_text="Dates on which the room is taken are named and left out.",
                    null=True,
                    on_delete=django.db.models.deletion.PROTECT,
                    related_name="event_series",
                    to="stations.space",
                    verbose_name="room of a station",
                ),
            ),
            migrations.AddField(
                model_name="enrolmenthistory",
                name="series",
                field=models.ForeignKey(
                    db_constraint=False,
                    on_delete=django.db.models.deletion.DO_NOTHING,
                    related_name="+",
                    related_query_name="+",
                    to="events.eventseries",
                    verbose_name="series of events",
                ),
            ),
            migrations.AddField(
                model_name="enrolment",
                name="series",
                field=models.ForeignKey(
                    on_delete=django.db.models.deletion.PROTECT,
                    related_name="enrolments",
                    to="events.eventseries",
                    verbose_name="series of events",
                ),
            ),
            migrations.AddField(
                model_name="event",
                name="series",
                field=models.ForeignKey(
                    blank=True,
                    editable=False,
                    null=True,
                    on_delete=django.db.models.deletion.PROTECT,
                    related_name="events",
                    to="events.eventseries",
                    verbose_name="series of events",
                ),
            ),
            migrations.AddField(
                model_name="eventhistory",
                name="series",
                field=models.ForeignKey(
                    blank=True,
                    db_constraint=False,
                    editable=False,
                    null=True,
                    on_delete=django.db.models.deletion.DO_NOTHING,
                    related_name="+",
                    related_query_name="+",
                    to="events.eventseries",
                    verbose_name="series of events",
                ),
            ),
            migrations.AddField(
                model_name="eventserieshistory",
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
                model_name="eventserieshistory",
                name="grid",
                field=models.ForeignKey(
                    blank=True,
                    db_constraint=False,
                    help_text="Leave empty for an event of the whole community.",
                    null=True,
                    on_delete=django.db.models.deletion.DO_NOTHING,
                    related_name="+",
                    related_query_name="+",
                    to="grid.grid",
                    verbose_name="grid",
                ),
            ),
            migrations.AddField(
                model_name="eventserieshistory",
                name="organiser",
                field=models.ForeignKey(
                    db_constraint=False,
                    on_delete=django.db.models.deletion.DO_NOTHING,
                    related_name="+",
                    related_query_name="+",
                    to="grid.orgunit",
                    verbose_name="organiser",
                ),
            ),
            migrations.AddField(
                model_name="eventserieshistory",
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
                model_name="eventserieshistory",
                name="pgh_obj",
                field=models.ForeignKey(
                    db_constraint=False,
                    on_delete=django.db.models.deletion.DO_NOTHING,
                    related_name="history",
                    related_query_name="history",
                    to="events.eventseries",
                ),
            ),
            migrations.AddField(
                model_name="eventserieshistory",
                name="space",
                field=models.ForeignKey(
                    blank=True,
                    db_constraint=False,
                    help_text="Dates on which the room is taken are named and left out.",
                    null=True,
                    on_delete=django.db.models.deletion.DO_NOTHING,
                    related_name="+",
                    related_query_name="+",
                    to="stations.space",
                    verbose_name="room of a station",
                ),
            ),
        ),
        CombinedOperation(
            migrations.AddConstraint(
                model_name="event",
                constraint=models.UniqueConstraint(
                    fields=("series", "series_day"),
                    name="event_once_a_day_of_series",
                    violation_error_message="The series has a date on this day already.",
                ),
            ),
            migrations.AddConstraint(
                model_name="event",
                constraint=models.CheckConstraint(
                    condition=models.Q(
                        models.Q(("own_fields", []), ("series", None), ("series_day", None)),
                        models.Q(("series__isnull", False), ("series_day__isnull", False)),
                        _connector="OR",
                    ),
                    name="event_of_series_has_its_day",
                    violation_error_message="A date of a series keeps the day that the rule gave it.",
                ),
            ),
            migrations.AddConstraint(
                model_name="eventseries",
                constraint=models.CheckConstraint(
                    condition=models.Q(
                        models.Q(("title", ""), _negated=True), models.Q(("place", ""), _negated=True)
                    ),
                    name="event_series_has_title_and_place",
                    violation_error_message="An event needs a title and a place.",
                ),
            ),
            migrations.AddConstraint(
                model_name="eventseries",
                constraint=models.CheckConstraint(
                    condition=models.Q(("every__range", (1, 8)), ("minutes__range", (5, 1440))),
                    name="event_series_sensible",
                    violation_error_message="A date lasts 5 minutes to one day, and comes every 1 to 8 weeks or months.",
                ),
            ),
            migrations.AddConstraint(
                model_name="eventseries",
                constraint=models.CheckConstraint(
                    condition=models.Q(
                        ("weekdays__len__range", (1, 7)), ("weekdays__contained_by", [0, 1, 2, 3, 4, 5, 6])
                    ),
                    name="event_series_has_weekdays",
                    violation_error_message="Please choose the weekdays.",
                ),
            ),
            migrations.AddConstraint(
                model_name="eventseries",
                constraint=models.CheckConstraint(
                    condition=models.Q(
                        models.Q(("nth", None), ("rhythm", "weekly")),
                        models.Q(("nth__in", [1, 2, 3, 4, -1]), ("nth__isnull", False), ("rhythm", "monthly")),
                        _connector="OR",
                    ),
                    name="event_series_rhythm_known",
                    violation_error_message="By months: please choose which weekday of the month. By weeks: none.",
                ),
            ),
            migrations.AddConstraint(
                model_name="eventseries",
                constraint=models.CheckConstraint(
                    condition=models.Q(
                        models.Q(
                            ("last_day__gte", models.F("first_day")),
                            ("last_day__isnull", False),
                            (
                                "last_day__lte",
                                django.db.models.expressions.CombinedExpression(
                                    models.F("first_day"), "+", models.Value(datetime.timedelta(days=732))
                                ),
                            ),
                            ("times", None),
                        ),
                        models.Q(("last_day", None), ("times__isnull", False), ("times__range", (1, 100))),
                        _connector="OR",
                    ),
                    name="event_series_ends",
                    violation_error_message="A series has a last day, within two years of the first, or 1 to 100 dates; not both.",
                ),
            ),
            migrations.AddConstraint(
                model_name="eventseries",
                constraint=models.CheckConstraint(
                    condition=models.Q(
                        ("first_day__range", (datetime.date(2000, 1, 1), datetime.date(2098, 12, 31)))
                    ),
                    name="event_series_in_known_years",
                    violation_error_message="The times of an event lie in the years 2000 to 2100.",
                ),
            ),
            migrations.AddConstraint(
                model_name="eventseries",
                constraint=models.CheckConstraint(
                    condition=models.Q(("capacity", None), ("capacity__range", (1, 10000)), _connector="OR"),
                    name="event_series_capacity_sensible",
                    violation_error_message="The capacity is a number from 1 to 10,000.",
                ),
            ),
            migrations.AddConstraint(
                model_name="eventseries",
                constraint=models.CheckConstraint(
                    condition=models.Q(("largest_party__range", (1, 50))),
                    name="event_series_largest_party_sensible",
                    violation_error_message="A party has 1 to 50 people.",
                ),
            ),
            migrations.AddConstraint(
                model_name="eventseries",
                constraint=models.CheckConstraint(
                    condition=models.Q(
                        ("min_age", None), ("max_age", None), ("max_age__gte", models.F("min_age")), _connector="OR"
                    ),
                    name="event_series_ages_in_order",
                    violation_error_message="The highest age is below the lowest one.",
                ),
            ),
            migrations.AddConstraint(
                model_name="eventseries",
                constraint=models.CheckConstraint(
                    condition=models.Q(("capacity__isnull", False), ("sign_up", "dates"), _connector="OR"),
                    name="event_series_course_has_places",
                    violation_error_message="A whole course needs a capacity. Without one, choose “only single dates”: one just comes.",
                ),
            ),
            migrations.AddConstraint(
                model_name="eventseries",
                constraint=models.CheckConstraint(
                    condition=models.Q(("sign_up__in", ["course", "dates", "both"])),
                    name="event_series_sign_up_known",
                ),
            ),
            migrations.AddConstraint(
                model_name="eventseries",
                constraint=models.CheckConstraint(
                    condition=models.Q(
                        models.Q(("cancel_reason", ""), ("status__in", ["draft", "published"])),
                        models.Q(("status", "cancelled"), models.Q(("cancel_reason", ""), _negated=True)),
                        _connector="OR",
                    ),
                    name="event_series_cancelled_with_reason",
                    violation_error_message="Please say why, so that everybody who registered knows.",
                ),
            ),
            migrations.AddConstraint(
                model_name="eventseries",
                constraint=models.UniqueConstraint(fields=("id", "community"), name="event_series_in_community"),
            ),
            migrations.AddConstraint(
                model_name="enrolment",
                constraint=models.UniqueConstraint(
                    condition=models.Q(("left_at", None)),
                    fields=("series", "person"),
                    name="enrolment_once_a_series",
                    violation_error_message="This person is already signed up for the whole course.",
                ),
            ),
            migrations.AddConstraint(
                model_name="enrolment",
                constraint=models.UniqueConstraint(
                    condition=models.Q(("token__isnull", False)),
                    fields=("by", "token"),
                    name="enrolment_once_a_form",
                    violation_error_message="This form has been sent already; nothing was done twice.",
                ),
            ),
            migrations.AddConstraint(
                model_name="enrolment",
                constraint=models.CheckConstraint(
                    condition=models.Q(("seats__range", (1, 50))),
                    name="enrolment_has_seats",
                    violation_error_message="A party has 1 to 50 people.",
                ),
            ),
        ),
        CombinedOperation(
            pgtrigger.migrations.AddTrigger(
                model_name="event",
                trigger=pgtrigger.compiler.Trigger(
                    name="event_stays_in_series",
                    sql=pgtrigger.compiler.UpsertTriggerSql(
                        condition="WHEN (OLD.series_id IS DISTINCT FROM NEW.series_id)",
                        func="RAISE EXCEPTION 'event_stays_in_series' USING ERRCODE = 'check_violation', CONSTRAINT = 'event_stays_in_series'; RETURN NULL;",
                        hash="0c746cb39a039cad5f38800eae06200d7dc1cb1a",
                        operation="UPDATE",
                        pgid="pgtrigger_event_stays_in_series_d5d84",
                        table="events_event",
                        when="AFTER",
                    ),
                ),
            ),
            pgtrigger.migrations.AddTrigger(
                model_name="event",
                trigger=pgtrigger.compiler.Trigger(
                    name="insert_insert",
                    sql=pgtrigger.compiler.UpsertTriggerSql(
                        func='INSERT INTO "events_eventhistory" ("audience", "cancel_reason", "capacity", "changed_at", "community_id", "cover", "cover_height", "cover_width", "created_at", "description", "ends_at", "grid_id", "headcount", "headcount_at", "hold_id", "id", "kind", "largest_party", "list_closed_at", "max_age", "min_age", "organiser_id", "own_fields", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "place", "registration_closes_at", "sequence", "series_day", "series_id", "space_id", "starts_at", "status", "summary", "title") VALUES (NEW."audience", NEW."cancel_reason", NEW."capacity", NEW."changed_at", NEW."community_id", NEW."cover", NEW."cover_height", NEW."cover_width", NEW."created_at", NEW."description", NEW."ends_at", NEW."grid_id", NEW."headcount", NEW."headcount_at", NEW."hold_id", NEW."id", NEW."kind", NEW."largest_party", NEW."list_closed_at", NEW."max_age", NEW."min_age", NEW."organiser_id", NEW."own_fields", _pgh_attach_context(), NOW(), \'insert\', NEW."id", NEW."place", NEW."registration_closes_at", NEW."sequence", NEW."series_day", NEW."series_id", NEW."space_id", NEW."starts_at", NEW."status", NEW."summary", NEW."title"); RETURN NULL;',
                        hash="d07a1f98c117c5d6be48c07fb544ea69555db1e4",
                        operation="INSERT",
                        pgid="pgtrigger_insert_insert_82b94",
                        table="events_event",
                        when="AFTER",
                    ),
                ),
            ),
            pgtrigger.migrations.AddTrigger(
                model_name="event",
                trigger=pgtrigger.compiler.Trigger(
                    name="update_update",
                    sql=pgtrigger.compiler.UpsertTriggerSql(
                        condition='WHEN (OLD."audience" IS DISTINCT FROM (NEW."audience") OR OLD."cancel_reason" IS DISTINCT FROM (NEW."cancel_reason") OR OLD."capacity" IS DISTINCT FROM (NEW."capacity") OR OLD."changed_at" IS DISTINCT FROM (NEW."changed_at") OR OLD."community_id" IS DISTINCT FROM (NEW."community_id") OR OLD."cover" IS DISTINCT FROM (NEW."cover") OR OLD."cover_height" IS DISTINCT FROM (NEW."cover_height") OR OLD."cover_width" IS DISTINCT FROM (NEW."cover_width") OR OLD."created_at" IS DISTINCT FROM (NEW."created_at") OR OLD."description" IS DISTINCT FROM (NEW."description") OR OLD."ends_at" IS DISTINCT FROM (NEW."ends_at") OR OLD."grid_id" IS DISTINCT FROM (NEW."grid_id") OR OLD."headcount" IS DISTINCT FROM (NEW."headcount") OR OLD."headcount_at" IS DISTINCT FROM (NEW."headcount_at") OR OLD."hold_id" IS DISTINCT FROM (NEW."hold_id") OR OLD."id" IS DISTINCT FROM (NEW."id") OR OLD."kind" IS DISTINCT FROM (NEW."kind") OR OLD."largest_party" IS DISTINCT FROM (NEW."largest_party") OR OLD."list_closed_at" IS DISTINCT FROM (NEW."list_closed_at") OR OLD."max_age" IS DISTINCT FROM (NEW."max_age") OR OLD."min_age" IS DISTINCT FROM (NEW."min_age") OR OLD."organiser_id" IS DISTINCT FROM (NEW."organiser_id") OR OLD."own_fields" IS DISTINCT FROM (NEW."own_fields") OR OLD."place" IS DISTINCT FROM (NEW."place") OR OLD."registration_closes_at" IS DISTINCT FROM (NEW."registration_closes_at") OR OLD."sequence" IS DISTINCT FROM (NEW."sequence") OR OLD."series_id" IS DISTINCT FROM (NEW."series_id") OR OLD."series_day" IS DISTINCT FROM (NEW."series_day") OR OLD."space_id" IS DISTINCT FROM (NEW."space_id") OR OLD."starts_at" IS DISTINCT FROM (NEW."starts_at") OR OLD."status" IS DISTINCT FROM (NEW."status") OR OLD."summary" IS DISTINCT FROM (NEW."summary") OR OLD."title" IS DISTINCT FROM (NEW."title"))',
                        func='INSERT INTO "events_eventhistory" ("audience", "cancel_reason", "capacity", "changed_at", "community_id", "cover", "cover_height", "cover_width", "created_at", "description", "ends_at", "grid_id", "headcount", "headcount_at", "hold_id", "id", "kind", "largest_party", "list_closed_at", "max_age", "min_age", "organiser_id", "own_fields", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "place", "registration_closes_at", "sequence", "series_day", "series_id", "space_id", "starts_at", "status", "summary", "title") VALUES (NEW."audience", NEW."cancel_reason", NEW."capacity", NEW."changed_at", NEW."community_id", NEW."cover", NEW."cover_height", NEW."cover_width", NEW."created_at", NEW."description", NEW."ends_at", NEW."grid_id", NEW."headcount", NEW."headcount_at", NEW."hold_id", NEW."id", NEW."kind", NEW."largest_party", NEW."list_closed_at", NEW."max_age", NEW."min_age", NEW."organiser_id", NEW."own_fields", _pgh_attach_context(), NOW(), \'update\', NEW."id", NEW."place", NEW."registration_closes_at", NEW."sequence", NEW."series_day", NEW."series_id", NEW."space_id", NEW."starts_at", NEW."status", NEW."summary", NEW."title"); RETURN NULL;',
                        hash="bdfd60e2aaed92567401ab0c80bf96f2c09707b8",
                        operation="UPDATE",
                        pgid="pgtrigger_update_update_73f59",
                        table="events_event",
                        when="AFTER",
                    ),
                ),
            ),
            pgtrigger.migrations.AddTrigger(
                model_name="event",
                trigger=pgtrigger.compiler.Trigger(
                    name="delete_delete",
                    sql=pgtrigger.compiler.UpsertTriggerSql(
                        func='INSERT INTO "events_eventhistory" ("audience", "cancel_reason", "capacity", "changed_at", "community_id", "cover", "cover_height", "cover_width", "created_at", "description", "ends_at", "grid_id", "headcount", "headcount_at", "hold_id", "id", "kind", "largest_party", "list_closed_at", "max_age", "min_age", "organiser_id", "own_fields", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "place", "registration_closes_at", "sequence", "series_day", "series_id", "space_id", "starts_at", "status", "summary", "title") VALUES (OLD."audience", OLD."cancel_reason", OLD."capacity", OLD."changed_at", OLD."community_id", OLD."cover", OLD."cover_height", OLD."cover_width", OLD."created_at", OLD."description", OLD."ends_at", OLD."grid_id", OLD."headcount", OLD."headcount_at", OLD."hold_id", OLD."id", OLD."kind", OLD."largest_party", OLD."list_closed_at", OLD."max_age", OLD."min_age", OLD."organiser_id", OLD."own_fields", _pgh_attach_context(), NOW(), \'delete\', OLD."id", OLD."place", OLD."registration_closes_at", OLD."sequence", OLD."series_day", OLD."series_id", OLD."space_id", OLD."starts_at", OLD."status", OLD."summary", OLD."title"); RETURN NULL;',
                        hash="e6cbe48c843e59c5c55f38f8b64d980505ea5182",
                        operation="DELETE",
                        pgid="pgtrigger_delete_delete_d74a6",
                        table="events_event",
                        when="AFTER",
                    ),
                ),
            ),
            pgtrigger.migrations.AddTrigger(
                model_name="registration",
                trigger=pgtrigger.compiler.Trigger(
                    name="registration_of_own_course",
                    sql=pgtrigger.compiler.UpsertTriggerSql(
                        func="IF (\n    NEW.enrolment_id IS NULL OR EXISTS (\n        SELECT 1 FROM events_enrolment n JOIN events_event e ON e.series_id = n.series_id\n        WHERE n.id = NEW.enrolment_id AND n.person_id = NEW.person_id AND e.id = NEW.event_id\n    )\n) IS NOT TRUE THEN RAISE EXCEPTION 'registration_of_own_course' USING ERRCODE = 'check_violation', CONSTRAINT = 'registration_of_own_course'; END IF; RETURN NULL;",
                        hash="d1abb186d72c4c57bd7f8a3ec3f248d7715fc790",
                        operation='INSERT OR UPDATE OF "enrolment_id"',
                        pgid="pgtrigger_registration_of_own_course_7f81a",
                        table="events_registration",
                        when="AFTER",
                    ),
                ),
            ),
            pgtrigger.migrations.AddTrigger(
                model_name="registration",
                trigger=pgtrigger.compiler.Trigger(
                    name="insert_insert",
                    sql=pgtrigger.compiler.UpsertTriggerSql(
                        func='INSERT INTO "events_registrationhistory" ("by_id", "came", "cancelled_at", "checked_in_at", "checked_in_by_id", "created_at", "enrolment_id", "event_id", "id", "offered_seats", "person_id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "queued_at", "reminded_at", "seats", "status", "waited_since", "walk_in") VALUES (NEW."by_id", NEW."came", NEW."cancelled_at", NEW."checked_in_at", NEW."checked_in_by_id", NEW."created_at", NEW."enrolment_id", NEW."event_id", NEW."id", NEW."offered_seats", NEW."person_id", _pgh_attach_context(), NOW(), \'insert\', NEW."id", NEW."queued_at", NEW."reminded_at", NEW."seats", NEW."status", NEW."waited_since", NEW."walk_in"); RETURN NULL;',
                        hash="45c5d2fff5e78d4f3b408d4b3e9f7bac5cda2db2",
                        operation="INSERT",
                        pgid="pgtrigger_insert_insert_c84d7",
                        table="events_registration",
                        when="AFTER",
                    ),
                ),
            ),
            pgtrigger.migrations.AddTrigger(
                model_name="registration",
                trigger=pgtrigger.compiler.Trigger(
                    name="update_update",
                    sql=pgtrigger.compiler.UpsertTriggerSql(
                        condition='WHEN (OLD."by_id" IS DISTINCT FROM (NEW."by_id") OR OLD."came" IS DISTINCT FROM (NEW."came") OR OLD."cancelled_at" IS DISTINCT FROM (NEW."cancelled_at") OR OLD."checked_in_at" IS DISTINCT FROM (NEW."checked_in_at") OR OLD."checked_in_by_id" IS DISTINCT FROM (NEW."checked_in_by_id") OR OLD."created_at" IS DISTINCT FROM (NEW."created_at") OR OLD."enrolment_id" IS DISTINCT FROM (NEW."enrolment_id") OR OLD."event_id" IS DISTINCT FROM (NEW."event_id") OR OLD."id" IS DISTINCT FROM (NEW."id") OR OLD."offered_seats" IS DISTINCT FROM (NEW."offered_seats") OR OLD."person_id" IS DISTINCT FROM (NEW."person_id") OR OLD."queued_at" IS DISTINCT FROM (NEW."queued_at") OR OLD."reminded_at" IS DISTINCT FROM (NEW."reminded_at") OR OLD."seats" IS DISTINCT FROM (NEW."seats") OR OLD."status" IS DISTINCT FROM (NEW."status") OR OLD."waited_since" IS DISTINCT FROM (NEW."waited_since") OR OLD."walk_in" IS DISTINCT FROM (NEW."walk_in"))',
                        func='INSERT INTO "events_registrationhistory" ("by_id", "came", "cancelled_at", "checked_in_at", "checked_in_by_id", "created_at", "enrolment_id", "event_id", "id", "offered_seats", "person_id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "queued_at", "reminded_at", "seats", "status", "waited_since", "walk_in") VALUES (NEW."by_id", NEW."came", NEW."cancelled_at", NEW."checked_in_at", NEW."checked_in_by_id", NEW."created_at", NEW."enrolment_id", NEW."event_id", NEW."id", NEW."offered_seats", NEW."person_id", _pgh_attach_context(), NOW(), \'update\', NEW."id", NEW."queued_at", NEW."reminded_at", NEW."seats", NEW."status", NEW."waited_since", NEW."walk_in"); RETURN NULL;',
                        hash="02715b7f3f52a3ce86a7e20fee95cda64003664b",
                        operation="UPDATE",
                        pgid="pgtrigger_update_update_87442",
                        table="events_registration",
                        when="AFTER",
                    ),
                ),
            ),
            pgtrigger.migrations.AddTrigger(
                model_name="registration",
                trigger=pgtrigger.compiler.Trigger(
                    name="delete_delete",
                    sql=pgtrigger.compiler.UpsertTriggerSql(
                        func='INSERT INTO "events_registrationhistory" ("by_id", "came", "cancelled_at", "checked_in_at", "checked_in_by_id", "created_at", "enrolment_id", "event_id", "id", "offered_seats", "person_id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "queued_at", "reminded_at", "seats", "status", "waited_since", "walk_in") VALUES (OLD."by_id", OLD."came", OLD."cancelled_at", OLD."checked_in_at", OLD."checked_in_by_id", OLD."created_at", OLD."enrolment_id", OLD."event_id", OLD."id", OLD."offered_seats", OLD."person_id", _pgh_attach_context(), NOW(), \'delete\', OLD."id", OLD."queued_at", OLD."reminded_at", OLD."seats", OLD."status", OLD."waited_since", OLD."walk_in"); RETURN NULL;',
                        hash="461fd97692e1d5c535b745ee96a63a6d86a2c3b9",
                        operation="DELETE",
                        pgid="pgtrigger_delete_delete_893c7",
                        table="events_registration",
                        when="AFTER",
                    ),
                ),
            ),
            pgtrigger.migrations.AddTrigger(
                model_name="eventseries",
                trigger=pgtrigger.compiler.Trigger(
                    name="event_series_space_same_community",
                    sql=pgtrigger.compiler.UpsertTriggerSql(
                        func="IF (\n    NEW.space_id IS NULL OR EXISTS (\n        SELECT 1 FROM stations_space s JOIN stations_station t ON t.id = s.station_id\n        WHERE s.id = NEW.space_id AND t.community_id = NEW.community_id\n    )\n) IS NOT TRUE THEN RAISE EXCEPTION 'event_series_space_same_community' USING ERRCODE = 'check_violation', CONSTRAINT = 'event_series_space_same_community'; END IF; RETURN NULL;",
                        hash="3b454f298f760ba54fee48c041122c108de4131b",
                        operation="INSERT OR UPDATE",
                        pgid="pgtrigger_event_series_space_same_community_d7840",
                        table="events_eventseries",
                        when="AFTER",
                    ),
                ),
            ),
            pgtrigger.migrations.AddTrigger(
                model_name="eventseries",
                trigger=pgtrigger.compiler.Trigger(
                    name="event_series_stays",
                    sql=pgtrigger.compiler.UpsertTriggerSql(
                        condition="WHEN (OLD.created_at IS DISTINCT FROM NEW.created_at)",
                        func="RAISE EXCEPTION 'event_series_stays' USING ERRCODE = 'check_violation', CONSTRAINT = 'event_series_stays'; RETURN NULL;",
                        hash="f2c420bb09e7231e838bb8c8472b03e6653c9040",
                        operation="UPDATE",
                        pgid="pgtrigger_event_series_stays_2839b",
                        table="events_eventseries",
                        when="AFTER",
                    ),
                ),
            ),
            pgtrigger.migrations.AddTrigger(
                model_name="eventseries",
                trigger=pgtrigger.compiler.Trigger(
                    name="event_series_status_goes_on",
                    sql=pgtrigger.compiler.UpsertTriggerSql(
                        condition="WHEN (OLD.status IS DISTINCT FROM NEW.status)",
                        func="IF (OLD.status = 'draft' OR (OLD.status = 'published' AND NEW.status = 'cancelled')) IS NOT TRUE THEN RAISE EXCEPTION 'event_series_status_goes_on' USING ERRCODE = 'check_violation', CONSTRAINT = 'event_series_status_goes_on'; END IF; RETURN NULL;",
                        hash="576fa306a875dd717f1042caa1daff3b1e92709c",
                        operation="UPDATE",
                        pgid="pgtrigger_event_series_status_goes_on_e8c78",
                        table="events_eventseries",
                        when="AFTER",
                    ),
                ),
            ),
            pgtrigger.migrations.AddTrigger(
                model_name="eventseries",
                trigger=pgtrigger.compiler.Trigger(
                    name="insert_insert",
                    sql=pgtrigger.compiler.UpsertTriggerSql(
                        func='INSERT INTO "events_eventserieshistory" ("audience", "cancel_reason", "capacity", "changed_at", "community_id", "created_at", "description", "every", "first_day", "grid_id", "id", "kind", "largest_party", "last_day", "max_age", "min_age", "minutes", "nth", "organiser_id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "place", "rhythm", "sign_up", "skipped", "space_id", "starts", "status", "summary", "times", "title", "weekdays", "without_holidays") VALUES (NEW."audience", NEW."cancel_reason", NEW."capacity", NEW."changed_at", NEW."community_id", NEW."created_at", NEW."description", NEW."every", NEW."first_day", NEW."grid_id", NEW."id", NEW."kind", NEW."largest_party", NEW."last_day", NEW."max_age", NEW."min_age", NEW."minutes", NEW."nth", NEW."organiser_id", _pgh_attach_context(), NOW(), \'insert\', NEW."id", NEW."place", NEW."rhythm", NEW."sign_up", NEW."skipped", NEW."space_id", NEW."starts", NEW."status", NEW."summary", NEW."times", NEW."title", NEW."weekdays", NEW."without_holidays"); RETURN NULL;',
                        hash="a77cc4eddc9513851822e7706088cefa808f8172",
                        operation="INSERT",
                        pgid="pgtrigger_insert_insert_21962",
                        table="events_eventseries",
                        when="AFTER",
                    ),
                ),
            ),
            pgtrigger.migrations.AddTrigger(
                model_name="eventseries",
                trigger=pgtrigger.compiler.Trigger(
                    name="update_update",
                    sql=pgtrigger.compiler.UpsertTriggerSql(
                        condition="WHEN (OLD.* IS DISTINCT FROM NEW.*)",
                        func='INSERT INTO "events_eventserieshistory" ("audience", "cancel_reason", "capacity", "changed_at", "community_id", "created_at", "description", "every", "first_day", "grid_id", "id", "kind", "largest_party", "last_day", "max_age", "min_age", "minutes", "nth", "organiser_id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "place", "rhythm", "sign_up", "skipped", "space_id", "starts", "status", "summary", "times", "title", "weekdays", "without_holidays") VALUES (NEW."audience", NEW."cancel_reason", NEW."capacity", NEW."changed_at", NEW."community_id", NEW."created_at", NEW."description", NEW."every", NEW."first_day", NEW."grid_id", NEW."id", NEW."kind", NEW."largest_party", NEW."last_day", NEW."max_age", NEW."min_age", NEW."minutes", NEW."nth", NEW."organiser_id", _pgh_attach_context(), NOW(), \'update\', NEW."id", NEW."place", NEW."rhythm", NEW."sign_up", NEW."skipped", NEW."space_id", NEW."starts", NEW."status", NEW."summary", NEW."times", NEW."title", NEW."weekdays", NEW."without_holidays"); RETURN NULL;',
                        hash="6510851cc566a0bb88136874e6140572b1521d61",
                        operation="UPDATE",
                        pgid="pgtrigger_update_update_cc87c",
                        table="events_eventseries",
                        when="AFTER",
                    ),
                ),
            ),
            pgtrigger.migrations.AddTrigger(
                model_name="eventseries",
                trigger=pgtrigger.compiler.Trigger(
                    name="delete_delete",
                    sql=pgtrigger.compiler.UpsertTriggerSql(
                        func='INSERT INTO "events_eventserieshistory" ("audience", "cancel_reason", "capacity", "changed_at", "community_id", "created_at", "description", "every", "first_day", "grid_id", "id", "kind", "largest_party", "last_day", "max_age", "min_age", "minutes", "nth", "organiser_id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "place", "rhythm", "sign_up", "skipped", "space_id", "starts", "status", "summary", "times", "title", "weekdays", "without_holidays") VALUES (OLD."audience", OLD."cancel_reason", OLD."capacity", OLD."changed_at", OLD."community_id", OLD."created_at", OLD."description", OLD."every", OLD."first_day", OLD."grid_id", OLD."id", OLD."kind", OLD."largest_party", OLD."last_day", OLD."max_age", OLD."min_age", OLD."minutes", OLD."nth", OLD."organiser_id", _pgh_attach_context(), NOW(), \'delete\', OLD."id", OLD."place", OLD."rhythm", OLD."sign_up", OLD."skipped", OLD."space_id", OLD."starts", OLD."status", OLD."summary", OLD."times", OLD."title", OLD."weekdays", OLD."without_holidays"); RETURN NULL;',
                        hash="1009d514b5fc16a125766fc9502ccd91903524ef",
                        operation="DELETE",
                        pgid="pgtrigger_delete_delete_b95dc",
                        table="events_eventseries",
                        when="AFTER",
                    ),
                ),
            ),
            pgtrigger.migrations.AddTrigger(
                model_name="enrolmenthistory",
                trigger=pgtrigger.compiler.Trigger(
                    name="append_only",
                    sql=pgtrigger.compiler.UpsertTriggerSql(
                        func="RAISE EXCEPTION 'pgtrigger: Cannot update or delete rows from % table', TG_TABLE_NAME;",
                        hash="0401088f4a2fc2acb1d324ab344a7c95016408c6",
                        operation="UPDATE OR DELETE",
                        pgid="pgtrigger_append_only_6a654",
                        table="events_enrolmenthistory",
                        when="BEFORE",
                    ),
                ),
            ),
            pgtrigger.migrations.AddTrigger(
                model_name="enrolment",
                trigger=pgtrigger.compiler.Trigger(
                    name="enrolment_stays",
                    sql=pgtrigger.compiler.UpsertTriggerSql(
                        condition="WHEN (OLD.series_id IS DISTINCT FROM NEW.series_id OR OLD.person_id IS DISTINCT FROM NEW.person_id OR OLD.by_id IS DISTINCT FROM NEW.by_id OR OLD.created_at IS DISTINCT FROM NEW.created_at OR OLD.token IS DISTINCT FROM NEW.token)",
                        func="RAISE EXCEPTION 'enrolment_stays' USING ERRCODE = 'check_violation', CONSTRAINT = 'enrolment_stays'; RETURN NULL;",
                        hash="71bb123ff192556bec3ce907d844c2ebba361ce3",
                        operation="UPDATE",
                        pgid="pgtrigger_enrolment_stays_aa6cb",
                        table="events_enrolment",
                        when="AFTER",
                    ),
                ),
            ),
            pgtrigger.migrations.AddTrigger(
                model_name="enrolment",
                trigger=pgtrigger.compiler.Trigger(
                    name="enrolment_stays_ended",
                    sql=pgtrigger.compiler.UpsertTriggerSql(
                        condition="WHEN (OLD.left_at IS DISTINCT FROM NEW.left_at)",
                        func="IF (OLD.left_at IS NULL) IS NOT TRUE THEN RAISE EXCEPTION 'enrolment_stays_ended' USING ERRCODE = 'check_violation', CONSTRAINT = 'enrolment_stays_ended'; END IF; RETURN NULL;",
                        hash="a1b76f127b2cb546faedf97305613306d433dbd7",
                        operation="UPDATE",
                        pgid="pgtrigger_enrolment_stays_ended_a8ddc",
                        table="events_enrolment",
                        when="AFTER",
                    ),
                ),
            ),
            pgtrigger.migrations.AddTrigger(
                model_name="enrolment",
                trigger=pgtrigger.compiler.Trigger(
                    name="insert_insert",
                    sql=pgtrigger.compiler.UpsertTriggerSql(
                        func='INSERT INTO "events_enrolmenthistory" ("by_id", "created_at", "id", "left_at", "person_id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "seats", "series_id") VALUES (NEW."by_id", NEW."created_at", NEW."id", NEW."left_at", NEW."person_id", _pgh_attach_context(), NOW(), \'insert\', NEW."id", NEW."seats", NEW."series_id"); RETURN NULL;',
                        hash="d744d80b8c48205c59d283927e1c1651306291b1",
                        operation="INSERT",
                        pgid="pgtrigger_insert_insert_d068e",
                        table="events_enrolment",
                        when="AFTER",
                    ),
                ),
            ),
            pgtrigger.migrations.AddTrigger(
                model_name="enrolment",
                trigger=pgtrigger.compiler.Trigger(
                    name="update_update",
                    sql=pgtrigger.compiler.UpsertTriggerSql(
                        condition='WHEN (OLD."by_id" IS DISTINCT FROM (NEW."by_id") OR OLD."created_at" IS DISTINCT FROM (NEW."created_at") OR OLD."id" IS DISTINCT FROM (NEW."id") OR OLD."left_at" IS DISTINCT FROM (NEW."left_at") OR OLD."person_id" IS DISTINCT FROM (NEW."person_id") OR OLD."seats" IS DISTINCT FROM (NEW."seats") OR OLD."series_id" IS DISTINCT FROM (NEW."series_id"))',
                        func='INSERT INTO "events_enrolmenthistory" ("by_id", "created_at", "id", "left_at", "person_id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "seats", "series_id") VALUES (NEW."by_id", NEW."created_at", NEW."id", NEW."left_at", NEW."person_id", _pgh_attach_context(), NOW(), \'update\', NEW."id", NEW."seats", NEW."series_id"); RETURN NULL;',
                        hash="2102a1b27de979a80736d9e142c483ccb1190dd3",
                        operation="UPDATE",
                        pgid="pgtrigger_update_update_85000",
                        table="events_enrolment",
                        when="AFTER",
                    ),
                ),
            ),
            pgtrigger.migrations.AddTrigger(
                model_name="enrolment",
                trigger=pgtrigger.compiler.Trigger(
                    name="delete_delete",
                    sql=pgtrigger.compiler.UpsertTriggerSql(
                        func='INSERT INTO "events_enrolmenthistory" ("by_id", "created_at", "id", "left_at", "person_id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "seats", "series_id") VALUES (OLD."by_id", OLD."created_at", OLD."id", OLD."left_at", OLD."person_id", _pgh_attach_context(), NOW(), \'delete\', OLD."id", OLD."seats", OLD."series_id"); RETURN NULL;',
                        hash="49632c5a90be6ae04f74d6013931243a4bbff6bf",
                        operation="DELETE",
                        pgid="pgtrigger_delete_delete_ac6d0",
                        table="events_enrolment",
                        when="AFTER",
                    ),
                ),
            ),
            pgtrigger.migrations.AddTrigger(
                model_name="eventserieshistory",
                trigger=pgtrigger.compiler.Trigger(
                    name="append_only",
                    sql=pgtrigger.compiler.UpsertTriggerSql(
                        func="RAISE EXCEPTION 'pgtrigger: Cannot update or delete rows from % table', TG_TABLE_NAME;",
                        hash="d098ab9d720f7384fe77be4f34a2a1e16a97c903",
                        operation="UPDATE OR DELETE",
                        pgid="pgtrigger_append_only_ceb1d",
                        table="events_eventserieshistory",
                        when="BEFORE",
                    ),
                ),
            ),
        ),
        composite_foreign_key(
            table="events_eventseries",
            name="event_series_organiser_same_community",
            columns=("organiser_id", "community_id"),
            references="grid_orgunit",
            referenced=("id", "community_id"),
        ),
        composite_foreign_key(
            table="events_eventseries",
            name="event_series_grid_same_community",
            columns=("grid_id", "community_id"),
            references="grid_grid",
            referenced=("id", "community_id"),
        ),
        composite_foreign_key(
            table="events_event",
            name="event_series_of_community",
            columns=("series_id", "community_id"),
            references="events_eventseries",
            referenced=("id", "community_id"),
        ),
    ]
