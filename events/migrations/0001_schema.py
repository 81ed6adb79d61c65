"""Events and registrations: tables, indexes and constraints."""

import datetime

import django.core.validators
import django.db.models.deletion
import django.db.models.expressions
import pictures.models
from django.conf import settings
from django.db import migrations, models

import common.time.clock
import events.models.events
from common.db.migrations import CombinedOperation


class Migration(migrations.Migration):
    initial = True

    dependencies = [
        ("accounts", "0001_schema"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
        ("grid", "0001_schema"),
        ("pghistory", "0007_auto_20250421_0444"),
        ("stations", "0001_schema"),
    ]

    operations = [
        CombinedOperation(
            migrations.CreateModel(
                name="Event",
                fields=[
                    (
                        "id",
                        models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID"),
                    ),
                    (
                        "community",
                        models.ForeignKey(
                            on_delete=django.db.models.deletion.PROTECT,
                            related_name="events",
                            to="grid.community",
                            verbose_name="community",
                        ),
                    ),
                    (
                        "organiser",
                        models.ForeignKey(
                            on_delete=django.db.models.deletion.PROTECT,
                            related_name="events",
                            to="grid.orgunit",
                            verbose_name="organiser",
                        ),
                    ),
                    (
                        "grid",
                        models.ForeignKey(
                            blank=True,
                            help_text="Leave empty for an event of the whole community.",
                            null=True,
                            on_delete=django.db.models.deletion.PROTECT,
                            related_name="events",
                            to="grid.grid",
                            verbose_name="grid",
                        ),
                    ),
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
                    (
                        "cover",
                        pictures.models.PictureField(
                            aspect_ratios=["16/9"],
                            blank=True,
                            breakpoints={"desk": 1120, "phone": 768},
                            container_width=1120,
                            file_types=["WEBP"],
                            grid_columns=4,
                            height_field="cover_height",
                            help_text="Optional. Without one, a drawing for this kind of event is shown.",
                            pixel_densities=[1],
                            upload_to=events.models.events.cover_path,
                            verbose_name="cover photo",
                            width_field="cover_width",
                        ),
                    ),
                    ("cover_width", models.PositiveIntegerField(blank=True, editable=False, null=True)),
                    ("cover_height", models.PositiveIntegerField(blank=True, editable=False, null=True)),
                    (
                        "space",
                        models.ForeignKey(
                            blank=True,
                            help_text="The room is held for the time of the event, and free again when the event is cancelled.",
                            null=True,
                            on_delete=django.db.models.deletion.PROTECT,
                            related_name="events",
                            to="stations.space",
                            verbose_name="room of a station",
                        ),
                    ),
                    (
                        "hold",
                        models.OneToOneField(
                            blank=True,
                            editable=False,
                            null=True,
                            on_delete=django.db.models.deletion.DO_NOTHING,
                            related_name="%(class)s",
                            to="stations.hold",
                        ),
                    ),
                    (
                        "hold_kind",
                        models.GeneratedField(
                            db_persist=True,
                            expression=models.Value("event", output_field=models.CharField(max_length=12)),
                            output_field=models.CharField(max_length=12),
                        ),
                    ),
                    ("place", models.CharField(max_length=80, verbose_name="place")),
                    ("starts_at", models.DateTimeField(verbose_name="begins")),
                    ("ends_at", models.DateTimeField(verbose_name="ends")),
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
                        "seats_taken",
                        models.PositiveIntegerField(default=0, editable=False, verbose_name="seats taken"),
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
                        "registration_closes_at",
                        models.DateTimeField(
                            blank=True,
                            help_text="Empty: when the event begins.",
                            null=True,
                            verbose_name="registration closes",
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
                        models.CharField(
                            blank=True, editable=False, max_length=200, verbose_name="why it was cancelled"
                        ),
                    ),
                    ("sequence", models.PositiveIntegerField(default=0, editable=False)),
                    (
                        "created_at",
                        models.DateTimeField(
                            default=common.time.clock.now, editable=False, verbose_name="created at"
                        ),
                    ),
                    (
                        "changed_at",
                        models.DateTimeField(
                            default=common.time.clock.now, editable=False, verbose_name="changed at"
                        ),
                    ),
                ],
                options={
                    "verbose_name": "event",
                    "verbose_name_plural": "events",
                    "ordering": ["starts_at", "pk"],
                    "indexes": [
                        models.Index(
                            condition=models.Q(("status", "draft"), _negated=True),
                            fields=["starts_at", "id"],
                            name="event_calendar",
                        )
                    ],
                    "constraints": [
                        models.CheckConstraint(
                            condition=models.Q(("seats_taken__lte", models.F("capacity"))),
                            name="event_not_oversold",
                            violation_error_message="More people are already registered than this capacity allows.",
                        ),
                        models.CheckConstraint(
                            condition=models.Q(("capacity__isnull", False), ("seats_taken", 0), _connector="OR"),
                            name="event_without_capacity_has_no_seats",
                            violation_error_message="People are already registered, so the capacity cannot be removed.",
                        ),
                        models.CheckConstraint(
                            condition=models.Q(("capacity", None), ("capacity__range", (1, 10000)), _connector="OR"),
                            name="event_capacity_sensible",
                            violation_error_message="The capacity is a number from 1 to 10,000.",
                        ),
                        models.CheckConstraint(
                            condition=models.Q(("ends_at__gt", models.F("starts_at"))),
                            name="event_ends_after_start",
                            violation_error_message="The end must be later than the beginning.",
                        ),
                        models.CheckConstraint(
                            condition=models.Q(
                                (
                                    "ends_at__lte",
                                    django.db.models.expressions.CombinedExpression(
                                        models.F("starts_at"), "+", models.Value(datetime.timedelta(days=31))
                                    ),
                                )
                            ),
                            name="event_lasts_at_most_31_days",
                            violation_error_message="An event lasts at most 31 days. Please make several of it.",
                        ),
                        models.CheckConstraint(
                            condition=models.Q(
                                ("starts_at__gte", datetime.datetime(1999, 12, 31, 16, 0, tzinfo=datetime.UTC)),
                                ("starts_at__lt", datetime.datetime(2100, 12, 31, 16, 0, tzinfo=datetime.UTC)),
                                ("ends_at__gte", datetime.datetime(1999, 12, 31, 16, 0, tzinfo=datetime.UTC)),
                                ("ends_at__lt", datetime.datetime(2100, 12, 31, 16, 0, tzinfo=datetime.UTC)),
                                models.Q(
                                    ("registration_closes_at", None),
                                    models.Q(
                                        (
                                            "registration_closes_at__gte",
                                            datetime.datetime(1999, 12, 31, 16, 0, tzinfo=datetime.UTC),
                                        ),
                                        (
                                            "registration_closes_at__lt",
                                            datetime.datetime(2100, 12, 31, 16, 0, tzinfo=datetime.UTC),
                                        ),
                                    ),
                                    _connector="OR",
                                ),
                            ),
                            name="event_in_known_years",
                            violation_error_message="The times of an event lie in the years 2000 to 2100.",
                        ),
                        models.CheckConstraint(
                            condition=models.Q(
                                ("registration_closes_at", None),
                                ("registration_closes_at__lte", models.F("ends_at")),
                                _connector="OR",
                            ),
                            name="event_registration_closes_in_time",
                            violation_error_message="Registration must close before the event ends.",
                        ),
                        models.CheckConstraint(
                            condition=models.Q(
                                ("min_age", None),
                                ("max_age", None),
                                ("max_age__gte", models.F("min_age")),
                                _connector="OR",
                            ),
                            name="event_ages_in_order",
                            violation_error_message="The highest age is below the lowest one.",
                        ),
                        models.CheckConstraint(
                            condition=models.Q(("largest_party__range", (1, 50))),
                            name="event_largest_party_sensible",
                            violation_error_message="A party has 1 to 50 people.",
                        ),
                        models.CheckConstraint(
                            condition=models.Q(("status__in", ["draft", "published", "cancelled"])),
                            name="event_status_known",
                        ),
                        models.CheckConstraint(
                            condition=models.Q(
                                models.Q(("title", ""), _negated=True), models.Q(("place", ""), _negated=True)
                            ),
                            name="event_has_title_and_place",
                            violation_error_message="An event needs a title and a place.",
                        ),
                        models.CheckConstraint(
                            condition=models.Q(
                                models.Q(("hold", None), ("space", None)),
                                models.Q(("hold", None), ("status", "cancelled")),
                                models.Q(
                                    ("hold__isnull", False),
                                    ("space__isnull", False),
                                    models.Q(("status", "cancelled"), _negated=True),
                                ),
                                _connector="OR",
                            ),
                            name="event_holds_its_space",
                        ),
                    ],
                },
            ),
            migrations.CreateModel(
                name="EventHistory",
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
                            to="events.event",
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
                        "community",
                        models.ForeignKey(
                            db_constraint=False,
                            on_delete=django.db.models.deletion.DO_NOTHING,
                            related_name="+",
                            related_query_name="+",
                            to="grid.community",
                            verbose_name="community",
                        ),
                    ),
                    (
                        "organiser",
                        models.ForeignKey(
                            db_constraint=False,
                            on_delete=django.db.models.deletion.DO_NOTHING,
                            related_name="+",
                            related_query_name="+",
                            to="grid.orgunit",
                            verbose_name="organiser",
                        ),
                    ),
                    (
                        "grid",
                        models.ForeignKey(
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
                    (
                        "cover",
                        pictures.models.PictureField(
                            aspect_ratios=["16/9"],
                            blank=True,
                            breakpoints={"desk": 1120, "phone": 768},
                            container_width=1120,
                            file_types=["WEBP"],
                            grid_columns=4,
                            height_field="cover_height",
                            help_text="Optional. Without one, a drawing for this kind of event is shown.",
                            pixel_densities=[1],
                            upload_to=events.models.events.cover_path,
                            verbose_name="cover photo",
                            width_field="cover_width",
                        ),
                    ),
                    ("cover_width", models.PositiveIntegerField(blank=True, editable=False, null=True)),
                    ("cover_height", models.PositiveIntegerField(blank=True, editable=False, null=True)),
                    (
                        "space",
                        models.ForeignKey(
                            blank=True,
                            db_constraint=False,
                            help_text="The room is held for the time of the event, and free again when the event is cancelled.",
                            null=True,
                            on_delete=django.db.models.deletion.DO_NOTHING,
                            related_name="+",
                            related_query_name="+",
                            to="stations.space",
                            verbose_name="room of a station",
                        ),
                    ),
                    (
                        "hold",
                        models.ForeignKey(
                            blank=True,
                            db_constraint=False,
                            editable=False,
                            null=True,
                            on_delete=django.db.models.deletion.DO_NOTHING,
                            related_name="+",
                            related_query_name="+",
                            to="stations.hold",
                        ),
                    ),
                    ("place", models.CharField(max_length=80, verbose_name="place")),
                    ("starts_at", models.DateTimeField(verbose_name="begins")),
                    ("ends_at", models.DateTimeField(verbose_name="ends")),
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
                        "registration_closes_at",
                        models.DateTimeField(
                            blank=True,
                            help_text="Empty: when the event begins.",
                            null=True,
                            verbose_name="registration closes",
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
                        models.CharField(
                            blank=True, editable=False, max_length=200, verbose_name="why it was cancelled"
                        ),
                    ),
                    ("sequence", models.PositiveIntegerField(default=0, editable=False)),
                    (
                        "created_at",
                        models.DateTimeField(
                            default=common.time.clock.now, editable=False, verbose_name="created at"
                        ),
                    ),
                    (
                        "changed_at",
                        models.DateTimeField(
                            default=common.time.clock.now, editable=False, verbose_name="changed at"
                        ),
                    ),
                ],
                options={
                    "abstract": False,
                },
            ),
            migrations.CreateModel(
                name="Registration",
                fields=[
                    (
                        "id",
                        models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID"),
                    ),
                    (
                        "event",
                        models.ForeignKey(
                            on_delete=django.db.models.deletion.PROTECT,
                            related_name="registrations",
                            to="events.event",
                            verbose_name="event",
                        ),
                    ),
                    (
                        "person",
                        models.ForeignKey(
                            on_delete=django.db.models.deletion.PROTECT,
                            related_name="registrations",
                            to="accounts.person",
                            verbose_name="person",
                        ),
                    ),
                    (
                        "by",
                        models.ForeignKey(
                            help_text="The sign-in that registered: the person, a guardian, or staff for a neighbour.",
                            on_delete=django.db.models.deletion.PROTECT,
                            related_name="+",
                            to=settings.AUTH_USER_MODEL,
                            verbose_name="registered by",
                        ),
                    ),
                    (
                        "seats",
                        models.PositiveSmallIntegerField(
                            default=1, validators=[django.core.validators.MinValueValidator(1)], verbose_name="people"
                        ),
                    ),
                    (
                        "status",
                        models.CharField(
                            choices=[
                                ("registered", "registered"),
                                ("waitlisted", "on the waitlist"),
                                ("cancelled", "cancelled"),
                                ("attended", "attended"),
                                ("no_show", "did not come"),
                            ],
                            max_length=10,
                            verbose_name="status",
                        ),
                    ),
                    (
                        "created_at",
                        models.DateTimeField(
                            default=common.time.clock.now, editable=False, verbose_name="registered at"
                        ),
                    ),
                    (
                        "queued_at",
                        models.DateTimeField(
                            blank=True, editable=False, null=True, verbose_name="in the queue since"
                        ),
                    ),
                    ("offered_seats", models.PositiveSmallIntegerField(blank=True, editable=False, null=True)),
                    (
                        "cancelled_at",
                        models.DateTimeField(blank=True, editable=False, null=True, verbose_name="cancelled at"),
                    ),
                    (
                        "reminded_at",
                        models.DateTimeField(blank=True, editable=False, null=True, verbose_name="reminded at"),
                    ),
                    ("token", models.UUIDField(editable=False, null=True)),
                ],
                options={
                    "verbose_name": "registration",
                    "verbose_name_plural": "registrations",
                    "ordering": ["created_at", "pk"],
                    "indexes": [
                        models.Index(
                            condition=models.Q(("status", "waitlisted")),
                            fields=["event", "queued_at", "id"],
                            name="registration_queue",
                        ),
                        models.Index(fields=["person", "event"], name="registration_of_person"),
                    ],
                    "constraints": [
                        models.UniqueConstraint(
                            condition=models.Q(("status", "cancelled"), _negated=True),
                            fields=("event", "person"),
                            name="registration_once_an_event",
                            violation_error_message="This person is already registered for this event.",
                        ),
                        models.CheckConstraint(
                            condition=models.Q(("seats__range", (1, 50))),
                            name="registration_has_seats",
                            violation_error_message="A party has 1 to 50 people.",
                        ),
                        models.CheckConstraint(
                            condition=models.Q(
                                ("status__in", ["registered", "waitlisted", "cancelled", "attended", "no_show"])
                            ),
                            name="registration_status_known",
                        ),
                        models.CheckConstraint(
                            condition=models.Q(
                                models.Q(("status", "waitlisted"), _negated=True),
                                ("queued_at__isnull", False),
                                _connector="OR",
                            ),
                            name="registration_waiting_since",
                        ),
                        models.CheckConstraint(
                            condition=models.Q(
                                models.Q(("cancelled_at__isnull", False), ("status", "cancelled")),
                                models.Q(models.Q(("status", "cancelled"), _negated=True), ("cancelled_at", None)),
                                _connector="OR",
                            ),
                            name="registration_cancelled_at_with_status",
                        ),
                        models.UniqueConstraint(
                            condition=models.Q(("token__isnull", False)),
                            fields=("by", "token"),
                            name="registration_once_a_form",
                            violation_error_message="This form has been sent already; nothing was done twice.",
                        ),
                    ],
                },
            ),
            migrations.CreateModel(
                name="RegistrationHistory",
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
                            to="events.registration",
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
                        "event",
                        models.ForeignKey(
                            db_constraint=False,
                            on_delete=django.db.models.deletion.DO_NOTHING,
                            related_name="+",
                            related_query_name="+",
                            to="events.event",
                            verbose_name="event",
                        ),
                    ),
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
                        "by",
                        models.ForeignKey(
                            db_constraint=False,
                            help_text="The sign-in that registered: the person, a guardian, or staff for a neighbour.",
                            on_delete=django.db.models.deletion.DO_NOTHING,
                            related_name="+",
                            related_query_name="+",
                            to=settings.AUTH_USER_MODEL,
                            verbose_name="registered by",
                        ),
                    ),
                    (
                        "seats",
                        models.PositiveSmallIntegerField(
                            default=1, validators=[django.core.validators.MinValueValidator(1)], verbose_name="people"
                        ),
                    ),
                    (
                        "status",
                        models.CharField(
                            choices=[
                                ("registered", "registered"),
                                ("waitlisted", "on the waitlist"),
                                ("cancelled", "cancelled"),
                                ("attended", "attended"),
                                ("no_show", "did not come"),
                            ],
                            max_length=10,
                            verbose_name="status",
                        ),
                    ),
                    (
                        "created_at",
                        models.DateTimeField(
                            default=common.time.clock.now, editable=False, verbose_name="registered at"
                        ),
                    ),
                    (
                        "queued_at",
                        models.DateTimeField(
                            blank=True, editable=False, null=True, verbose_name="in the queue since"
                        ),
                    ),
                    ("offered_seats", models.PositiveSmallIntegerField(blank=True, editable=False, null=True)),
                    (
                        "cancelled_at",
                        models.DateTimeField(blank=True, editable=False, null=True, verbose_name="cancelled at"),
                    ),
                    (
                        "reminded_at",
                        models.DateTimeField(blank=True, editable=False, null=True, verbose_name="reminded at"),
                    ),
                ],
                options={
                    "abstract": False,
                },
            ),
        ),
    ]
