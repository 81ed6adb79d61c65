"""Stations, opening hours, rooms, holds, bookings and displays: tables, indexes and constraints."""

import datetime
from decimal import Decimal

import django.contrib.postgres.constraints
import django.contrib.postgres.fields
import django.contrib.postgres.fields.ranges
import django.core.validators
import django.db.models.deletion
import django.db.models.expressions
import pictures.models
from django.conf import settings
from django.db import migrations, models

import common.time.clock
import common.time.ranges
import stations.models.spaces
import stations.models.stations
from common.db.migrations import CombinedOperation


class Migration(migrations.Migration):
    initial = True

    dependencies = [
        ("accounts", "0001_schema"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
        ("grid", "0001_schema"),
        ("pghistory", "0007_auto_20250421_0444"),
    ]

    operations = [
        CombinedOperation(
            migrations.CreateModel(
                name="Station",
                fields=[
                    (
                        "id",
                        models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID"),
                    ),
                    (
                        "community",
                        models.ForeignKey(
                            on_delete=django.db.models.deletion.PROTECT,
                            related_name="stations",
                            to="grid.community",
                            verbose_name="community",
                        ),
                    ),
                    (
                        "grid",
                        models.ForeignKey(
                            blank=True,
                            null=True,
                            on_delete=django.db.models.deletion.PROTECT,
                            related_name="stations",
                            to="grid.grid",
                            verbose_name="grid",
                        ),
                    ),
                    (
                        "estate",
                        models.ForeignKey(
                            blank=True,
                            help_text="Empty: it stands outside the estates.",
                            null=True,
                            on_delete=django.db.models.deletion.PROTECT,
                            related_name="stations",
                            to="grid.estate",
                            verbose_name="estate",
                        ),
                    ),
                    (
                        "kind",
                        models.CharField(
                            choices=[
                                ("happiness", "happiness station"),
                                ("warm", "warm station"),
                                ("party_service", "party-service station"),
                            ],
                            max_length=16,
                            verbose_name="kind",
                        ),
                    ),
                    ("name", models.CharField(max_length=50, verbose_name="name")),
                    ("about", models.TextField(blank=True, max_length=2000, verbose_name="about")),
                    ("address", models.CharField(max_length=120, verbose_name="where to find it")),
                    ("phone", models.CharField(blank=True, max_length=30, verbose_name="service phone")),
                    ("x", models.FloatField(blank=True, null=True, verbose_name="metres east")),
                    ("y", models.FloatField(blank=True, null=True, verbose_name="metres south")),
                    (
                        "facilities",
                        django.contrib.postgres.fields.ArrayField(
                            base_field=models.CharField(
                                choices=[
                                    ("water", "drinking water"),
                                    ("charging", "charging"),
                                    ("microwave", "microwave"),
                                    ("fridge", "fridge"),
                                    ("rest", "seats to rest"),
                                    ("wifi", "Wi-Fi"),
                                    ("umbrella", "umbrellas to borrow"),
                                    ("first_aid", "first-aid box"),
                                    ("aed", "AED"),
                                    ("toilet", "toilet"),
                                    ("nursing_room", "nursing room"),
                                    ("glasses", "reading glasses"),
                                    ("projector", "projector"),
                                ],
                                max_length=16,
                            ),
                            blank=True,
                            default=list,
                            verbose_name="facilities",
                        ),
                    ),
                    (
                        "access",
                        django.contrib.postgres.fields.ArrayField(
                            base_field=models.CharField(
                                choices=[
                                    ("step_free", "no steps at the entrance"),
                                    ("ramp", "ramp"),
                                    ("lift", "lift"),
                                    ("wide_doors", "wide doors"),
                                    ("accessible_toilet", "accessible toilet"),
                                    ("handrails", "handrails"),
                                    ("wheelchair", "wheelchair to borrow"),
                                    ("hearing_loop", "hearing loop"),
                                ],
                                max_length=20,
                            ),
                            blank=True,
                            default=list,
                            verbose_name="accessibility",
                        ),
                    ),
                    (
                        "access_note",
                        models.CharField(blank=True, max_length=200, verbose_name="more on accessibility"),
                    ),
                    (
                        "own_holiday_hours",
                        models.BooleanField(
                            default=False,
                            help_text="On: only the hours entered for holidays count on them; without any it is closed.",
                            verbose_name="own hours on statutory holidays",
                        ),
                    ),
                    ("listed", models.BooleanField(default=True, verbose_name="shown to the public")),
                ],
                options={
                    "verbose_name": "station",
                    "verbose_name_plural": "stations",
                    "ordering": ["kind", "name"],
                    "constraints": [
                        models.UniqueConstraint(
                            fields=("community", "name"),
                            name="station_name_unique",
                            violation_error_message="There is already a station with this name.",
                        ),
                        models.CheckConstraint(
                            condition=models.Q(("kind__in", ["happiness", "warm", "party_service"])),
                            name="station_kind_known",
                        ),
                        models.CheckConstraint(
                            condition=models.Q(
                                models.Q(("x", None), ("y", None)),
                                models.Q(("x__isnull", False), ("y__isnull", False)),
                                _connector="OR",
                            ),
                            name="station_position_whole",
                            violation_error_message="A position has two numbers: fill in both, or neither.",
                        ),
                        models.CheckConstraint(
                            condition=models.Q(
                                ("x", None),
                                models.Q(("x__range", (0, 100000)), ("y__range", (0, 100000))),
                                _connector="OR",
                            ),
                            name="station_position_on_plan",
                            violation_error_message="A position is given in metres, from 0 to 100,000.",
                        ),
                    ],
                },
            ),
            migrations.CreateModel(
                name="StationHistory",
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
                            to="stations.station",
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
                        "grid",
                        models.ForeignKey(
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
                    (
                        "estate",
                        models.ForeignKey(
                            blank=True,
                            db_constraint=False,
                            help_text="Empty: it stands outside the estates.",
                            null=True,
                            on_delete=django.db.models.deletion.DO_NOTHING,
                            related_name="+",
                            related_query_name="+",
                            to="grid.estate",
                            verbose_name="estate",
                        ),
                    ),
                    (
                        "kind",
                        models.CharField(
                            choices=[
                                ("happiness", "happiness station"),
                                ("warm", "warm station"),
                                ("party_service", "party-service station"),
                            ],
                            max_length=16,
                            verbose_name="kind",
                        ),
                    ),
                    ("name", models.CharField(max_length=50, verbose_name="name")),
                    ("about", models.TextField(blank=True, max_length=2000, verbose_name="about")),
                    ("address", models.CharField(max_length=120, verbose_name="where to find it")),
                    ("phone", models.CharField(blank=True, max_length=30, verbose_name="service phone")),
                    ("x", models.FloatField(blank=True, null=True, verbose_name="metres east")),
                    ("y", models.FloatField(blank=True, null=True, verbose_name="metres south")),
                    (
                        "facilities",
                        django.contrib.postgres.fields.ArrayField(
                            base_field=models.CharField(
                                choices=[
                                    ("water", "drinking water"),
                                    ("charging", "charging"),
                                    ("microwave", "microwave"),
                                    ("fridge", "fridge"),
                                    ("rest", "seats to rest"),
                                    ("wifi", "Wi-Fi"),
                                    ("umbrella", "umbrellas to borrow"),
                                    ("first_aid", "first-aid box"),
                                    ("aed", "AED"),
                                    ("toilet", "toilet"),
                                    ("nursing_room", "nursing room"),
                                    ("glasses", "reading glasses"),
                                    ("projector", "projector"),
                                ],
                                max_length=16,
                            ),
                            blank=True,
                            default=list,
                            verbose_name="facilities",
                        ),
                    ),
                    (
                        "access",
                        django.contrib.postgres.fields.ArrayField(
                            base_field=models.CharField(
                                choices=[
                                    ("step_free", "no steps at the entrance"),
                                    ("ramp", "ramp"),
                                    ("lift", "lift"),
                                    ("wide_doors", "wide doors"),
                                    ("accessible_toilet", "accessible toilet"),
                                    ("handrails", "handrails"),
                                    ("wheelchair", "wheelchair to borrow"),
                                    ("hearing_loop", "hearing loop"),
                                ],
                                max_length=20,
                            ),
                            blank=True,
                            default=list,
                            verbose_name="accessibility",
                        ),
                    ),
                    (
                        "access_note",
                        models.CharField(blank=True, max_length=200, verbose_name="more on accessibility"),
                    ),
                    (
                        "own_holiday_hours",
                        models.BooleanField(
                            default=False,
                            help_text="On: only the hours entered for holidays count on them; without any it is closed.",
                            verbose_name="own hours on statutory holidays",
                        ),
                    ),
                    ("listed", models.BooleanField(default=True, verbose_name="shown to the public")),
                ],
                options={
                    "abstract": False,
                },
            ),
            migrations.CreateModel(
                name="StationPhoto",
                fields=[
                    (
                        "id",
                        models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID"),
                    ),
                    (
                        "station",
                        models.ForeignKey(
                            on_delete=django.db.models.deletion.CASCADE,
                            related_name="photos",
                            to="stations.station",
                            verbose_name="station",
                        ),
                    ),
                    (
                        "photo",
                        pictures.models.PictureField(
                            aspect_ratios=["16/9"],
                            breakpoints={"desk": 1120, "phone": 768},
                            container_width=1120,
                            file_types=["WEBP"],
                            grid_columns=4,
                            height_field="height",
                            pixel_densities=[1],
                            upload_to=stations.models.stations.photo_path,
                            verbose_name="photo",
                            width_field="width",
                        ),
                    ),
                    ("width", models.PositiveIntegerField(blank=True, editable=False, null=True)),
                    ("height", models.PositiveIntegerField(blank=True, editable=False, null=True)),
                    ("alt", models.CharField(max_length=100, verbose_name="what the photo shows")),
                    ("number", models.PositiveSmallIntegerField(default=0, verbose_name="number")),
                ],
                options={
                    "verbose_name": "photo of a station",
                    "verbose_name_plural": "photos of stations",
                    "ordering": ["number", "pk"],
                },
            ),
            migrations.CreateModel(
                name="StationPhotoHistory",
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
                            to="stations.stationphoto",
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
                        "station",
                        models.ForeignKey(
                            db_constraint=False,
                            on_delete=django.db.models.deletion.DO_NOTHING,
                            related_name="+",
                            related_query_name="+",
                            to="stations.station",
                            verbose_name="station",
                        ),
                    ),
                    (
                        "photo",
                        pictures.models.PictureField(
                            aspect_ratios=["16/9"],
                            breakpoints={"desk": 1120, "phone": 768},
                            container_width=1120,
                            file_types=["WEBP"],
                            grid_columns=4,
                            height_field="height",
                            pixel_densities=[1],
                            upload_to=stations.models.stations.photo_path,
                            verbose_name="photo",
                            width_field="width",
                        ),
                    ),
                    ("width", models.PositiveIntegerField(blank=True, editable=False, null=True)),
                    ("height", models.PositiveIntegerField(blank=True, editable=False, null=True)),
                    ("alt", models.CharField(max_length=100, verbose_name="what the photo shows")),
                    ("number", models.PositiveSmallIntegerField(default=0, verbose_name="number")),
                ],
                options={
                    "abstract": False,
                },
            ),
            migrations.CreateModel(
                name="OpeningHours",
                fields=[
                    (
                        "id",
                        models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID"),
                    ),
                    (
                        "station",
                        models.ForeignKey(
                            on_delete=django.db.models.deletion.CASCADE,
                            related_name="hours",
                            to="stations.station",
                            verbose_name="station",
                        ),
                    ),
                    (
                        "day",
                        models.PositiveSmallIntegerField(
                            choices=[
                                (0, "Monday"),
                                (1, "Tuesday"),
                                (2, "Wednesday"),
                                (3, "Thursday"),
                                (4, "Friday"),
                                (5, "Saturday"),
                                (6, "Sunday"),
                                (7, "statutory holidays"),
                            ],
                            verbose_name="day",
                        ),
                    ),
                    ("opens", models.TimeField(verbose_name="opens")),
                    (
                        "closes",
                        models.TimeField(
                            help_text="00:00 is midnight. An earlier time is on the next day.", verbose_name="closes"
                        ),
                    ),
                ],
                options={
                    "verbose_name": "opening hours",
                    "verbose_name_plural": "opening hours",
                    "ordering": ["day", "opens"],
                    "constraints": [
                        models.UniqueConstraint(
                            fields=("station", "day", "opens"),
                            name="opening_hours_once",
                            violation_error_message="These hours are already entered for that day.",
                        ),
                        models.CheckConstraint(
                            condition=models.Q(("day__range", (0, 7))), name="opening_hours_day_known"
                        ),
                    ],
                },
            ),
            migrations.CreateModel(
                name="OpeningHoursHistory",
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
                            to="stations.openinghours",
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
                        "station",
                        models.ForeignKey(
                            db_constraint=False,
                            on_delete=django.db.models.deletion.DO_NOTHING,
                            related_name="+",
                            related_query_name="+",
                            to="stations.station",
                            verbose_name="station",
                        ),
                    ),
                    (
                        "day",
                        models.PositiveSmallIntegerField(
                            choices=[
                                (0, "Monday"),
                                (1, "Tuesday"),
                                (2, "Wednesday"),
                                (3, "Thursday"),
                                (4, "Friday"),
                                (5, "Saturday"),
                                (6, "Sunday"),
                                (7, "statutory holidays"),
                            ],
                            verbose_name="day",
                        ),
                    ),
                    ("opens", models.TimeField(verbose_name="opens")),
                    (
                        "closes",
                        models.TimeField(
                            help_text="00:00 is midnight. An earlier time is on the next day.", verbose_name="closes"
                        ),
                    ),
                ],
                options={
                    "abstract": False,
                },
            ),
            migrations.CreateModel(
                name="OpeningException",
                fields=[
                    (
                        "id",
                        models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID"),
                    ),
                    (
                        "station",
                        models.ForeignKey(
                            on_delete=django.db.models.deletion.CASCADE,
                            related_name="exceptions",
                            to="stations.station",
                            verbose_name="station",
                        ),
                    ),
                    (
                        "during",
                        django.contrib.postgres.fields.ranges.DateRangeField(
                            default=common.time.ranges.since, verbose_name="during"
                        ),
                    ),
                    (
                        "opens",
                        models.TimeField(
                            blank=True, help_text="Empty: closed in these days.", null=True, verbose_name="opens"
                        ),
                    ),
                    ("closes", models.TimeField(blank=True, null=True, verbose_name="closes")),
                    ("reason", models.CharField(max_length=100, verbose_name="what neighbours read")),
                ],
                options={
                    "verbose_name": "other opening hours",
                    "verbose_name_plural": "other opening hours",
                    "ordering": ["-during"],
                    "constraints": [
                        models.CheckConstraint(
                            condition=models.Q(
                                ("during__isempty", False), ("during__lower_inf", False), ("during__upper_inf", False)
                            ),
                            name="opening_exception_during_valid",
                            violation_error_message="The end must be later than the beginning.",
                        ),
                        models.CheckConstraint(
                            condition=models.Q(
                                ("during__startswith__gte", datetime.date(1900, 1, 1)),
                                ("during__startswith__lt", datetime.date(2200, 1, 1)),
                                models.Q(
                                    ("during__upper_inf", True),
                                    ("during__endswith__lte", datetime.date(2200, 1, 1)),
                                    _connector="OR",
                                ),
                            ),
                            name="opening_exception_in_known_years",
                            violation_error_message="The days lie in the years 1900 to 2199.",
                        ),
                        django.contrib.postgres.constraints.ExclusionConstraint(
                            expressions=[
                                (
                                    models.Func(
                                        models.F("station"),
                                        models.F("station"),
                                        models.Value("[]"),
                                        function="int8range",
                                        output_field=django.contrib.postgres.fields.ranges.BigIntegerRangeField(),
                                    ),
                                    "=",
                                ),
                                ("during", "&&"),
                            ],
                            name="opening_exception_one_at_a_time",
                            violation_error_message="Other hours are already entered for some of these days.",
                        ),
                        models.CheckConstraint(
                            condition=models.Q(
                                models.Q(("closes", None), ("opens", None)),
                                models.Q(("closes__isnull", False), ("opens__isnull", False)),
                                _connector="OR",
                            ),
                            name="opening_exception_hours_whole",
                            violation_error_message="Fill in both times, or neither.",
                        ),
                    ],
                },
            ),
            migrations.CreateModel(
                name="OpeningExceptionHistory",
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
                            to="stations.openingexception",
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
                        "station",
                        models.ForeignKey(
                            db_constraint=False,
                            on_delete=django.db.models.deletion.DO_NOTHING,
                            related_name="+",
                            related_query_name="+",
                            to="stations.station",
                            verbose_name="station",
                        ),
                    ),
                    (
                        "during",
                        django.contrib.postgres.fields.ranges.DateRangeField(
                            default=common.time.ranges.since, verbose_name="during"
                        ),
                    ),
                    (
                        "opens",
                        models.TimeField(
                            blank=True, help_text="Empty: closed in these days.", null=True, verbose_name="opens"
                        ),
                    ),
                    ("closes", models.TimeField(blank=True, null=True, verbose_name="closes")),
                    ("reason", models.CharField(max_length=100, verbose_name="what neighbours read")),
                ],
                options={
                    "abstract": False,
                },
            ),
            migrations.CreateModel(
                name="WallDisplay",
                fields=[
                    (
                        "id",
                        models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID"),
                    ),
                    (
                        "station",
                        models.ForeignKey(
                            on_delete=django.db.models.deletion.CASCADE,
                            related_name="displays",
                            to="stations.station",
                            verbose_name="station",
                        ),
                    ),
                    ("name", models.CharField(max_length=50, verbose_name="which device")),
                    ("token_digest", models.CharField(editable=False, max_length=64, unique=True)),
                    (
                        "created_by",
                        models.ForeignKey(
                            editable=False,
                            on_delete=django.db.models.deletion.PROTECT,
                            related_name="+",
                            to=settings.AUTH_USER_MODEL,
                        ),
                    ),
                    (
                        "created_at",
                        models.DateTimeField(
                            default=common.time.clock.now, editable=False, verbose_name="created at"
                        ),
                    ),
                    (
                        "revoked_at",
                        models.DateTimeField(blank=True, editable=False, null=True, verbose_name="switched off at"),
                    ),
                ],
                options={
                    "verbose_name": "wall display",
                    "verbose_name_plural": "wall displays",
                    "ordering": ["-created_at"],
                    "constraints": [
                        models.CheckConstraint(
                            condition=models.Q(
                                ("revoked_at", None), ("revoked_at__gte", models.F("created_at")), _connector="OR"
                            ),
                            name="wall_display_revoked_later",
                        )
                    ],
                },
            ),
            migrations.CreateModel(
                name="WallDisplayHistory",
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
                            to="stations.walldisplay",
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
                        "station",
                        models.ForeignKey(
                            db_constraint=False,
                            on_delete=django.db.models.deletion.DO_NOTHING,
                            related_name="+",
                            related_query_name="+",
                            to="stations.station",
                            verbose_name="station",
                        ),
                    ),
                    ("name", models.CharField(max_length=50, verbose_name="which device")),
                    (
                        "created_by",
                        models.ForeignKey(
                            db_constraint=False,
                            editable=False,
                            on_delete=django.db.models.deletion.DO_NOTHING,
                            related_name="+",
                            related_query_name="+",
                            to=settings.AUTH_USER_MODEL,
                        ),
                    ),
                    (
                        "created_at",
                        models.DateTimeField(
                            default=common.time.clock.now, editable=False, verbose_name="created at"
                        ),
                    ),
                    (
                        "revoked_at",
                        models.DateTimeField(blank=True, editable=False, null=True, verbose_name="switched off at"),
                    ),
                ],
                options={
                    "abstract": False,
                },
            ),
            migrations.CreateModel(
                name="StationAppointment",
                fields=[
                    (
                        "id",
                        models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID"),
                    ),
                    (
                        "user",
                        models.ForeignKey(
                            on_delete=django.db.models.deletion.PROTECT,
                            related_name="%(class)ss",
                            to=settings.AUTH_USER_MODEL,
                            verbose_name="who",
                        ),
                    ),
                    (
                        "during",
                        django.contrib.postgres.fields.ranges.DateRangeField(
                            default=common.time.ranges.since, verbose_name="during"
                        ),
                    ),
                    (
                        "granted_by",
                        models.ForeignKey(
                            blank=True,
                            editable=False,
                            null=True,
                            on_delete=django.db.models.deletion.PROTECT,
                            related_name="+",
                            to=settings.AUTH_USER_MODEL,
                            verbose_name="granted by",
                        ),
                    ),
                    (
                        "role",
                        models.CharField(
                            choices=[("receptionist", "receptionist")],
                            default="receptionist",
                            max_length=24,
                            verbose_name="role",
                        ),
                    ),
                    (
                        "station",
                        models.ForeignKey(
                            on_delete=django.db.models.deletion.PROTECT,
                            related_name="appointments",
                            to="stations.station",
                            verbose_name="station",
                        ),
                    ),
                ],
                options={
                    "verbose_name": "appointment at a station",
                    "verbose_name_plural": "appointments at stations",
                    "constraints": [
                        models.CheckConstraint(
                            condition=models.Q(("during__isempty", False), ("during__lower_inf", False)),
                            name="station_appointment_during_valid",
                            violation_error_message="The end must be later than the beginning.",
                        ),
                        models.CheckConstraint(
                            condition=models.Q(
                                ("during__startswith__gte", datetime.date(1900, 1, 1)),
                                ("during__startswith__lt", datetime.date(2200, 1, 1)),
                                models.Q(
                                    ("during__upper_inf", True),
                                    ("during__endswith__lte", datetime.date(2200, 1, 1)),
                                    _connector="OR",
                                ),
                            ),
                            name="station_appointment_in_known_years",
                            violation_error_message="The days lie in the years 1900 to 2199.",
                        ),
                        models.CheckConstraint(
                            condition=models.Q(("role", "receptionist")),
                            name="station_appointment_role_known",
                            violation_error_message="There is no such role at a station.",
                        ),
                        django.contrib.postgres.constraints.ExclusionConstraint(
                            expressions=[
                                (
                                    models.Func(
                                        models.F("user"),
                                        models.F("user"),
                                        models.Value("[]"),
                                        function="int8range",
                                        output_field=django.contrib.postgres.fields.ranges.BigIntegerRangeField(),
                                    ),
                                    "=",
                                ),
                                (
                                    models.Func(
                                        models.F("station"),
                                        models.F("station"),
                                        models.Value("[]"),
                                        function="int8range",
                                        output_field=django.contrib.postgres.fields.ranges.BigIntegerRangeField(),
                                    ),
                                    "=",
                                ),
                                ("during", "&&"),
                            ],
                            name="station_appointment_once",
                            violation_error_message="This person already works at this station in these days.",
                        ),
                    ],
                },
            ),
            migrations.CreateModel(
                name="StationAppointmentHistory",
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
                            to="stations.stationappointment",
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
                        "user",
                        models.ForeignKey(
                            db_constraint=False,
                            on_delete=django.db.models.deletion.DO_NOTHING,
                            related_name="+",
                            related_query_name="+",
                            to=settings.AUTH_USER_MODEL,
                            verbose_name="who",
                        ),
                    ),
                    (
                        "during",
                        django.contrib.postgres.fields.ranges.DateRangeField(
                            default=common.time.ranges.since, verbose_name="during"
                        ),
                    ),
                    (
                        "granted_by",
                        models.ForeignKey(
                            blank=True,
                            db_constraint=False,
                            editable=False,
                            null=True,
                            on_delete=django.db.models.deletion.DO_NOTHING,
                            related_name="+",
                            related_query_name="+",
                            to=settings.AUTH_USER_MODEL,
                            verbose_name="granted by",
                        ),
                    ),
                    (
                        "role",
                        models.CharField(
                            choices=[("receptionist", "receptionist")],
                            default="receptionist",
                            max_length=24,
                            verbose_name="role",
                        ),
                    ),
                    (
                        "station",
                        models.ForeignKey(
                            db_constraint=False,
                            on_delete=django.db.models.deletion.DO_NOTHING,
                            related_name="+",
                            related_query_name="+",
                            to="stations.station",
                            verbose_name="station",
                        ),
                    ),
                ],
                options={
                    "abstract": False,
                },
            ),
            migrations.CreateModel(
                name="Space",
                fields=[
                    (
                        "id",
                        models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID"),
                    ),
                    (
                        "station",
                        models.ForeignKey(
                            on_delete=django.db.models.deletion.PROTECT,
                            related_name="spaces",
                            to="stations.station",
                            verbose_name="station",
                        ),
                    ),
                    (
                        "part_of",
                        models.ForeignKey(
                            blank=True,
                            help_text="The large room that this one is a part of, if it can be divided.",
                            null=True,
                            on_delete=django.db.models.deletion.PROTECT,
                            related_name="parts",
                            to="stations.space",
                            verbose_name="part of",
                        ),
                    ),
                    (
                        "is_part",
                        models.GeneratedField(
                            db_persist=True,
                            expression=models.Case(
                                models.When(part_of__isnull=False, then=models.Value(True)),
                                default=models.Value(False),
                            ),
                            output_field=models.BooleanField(),
                        ),
                    ),
                    (
                        "whole_is_part",
                        models.GeneratedField(
                            db_persist=True,
                            expression=models.Case(
                                models.When(part_of__isnull=False, then=models.Value(False)),
                                default=models.Value(None),
                            ),
                            output_field=models.BooleanField(null=True),
                        ),
                    ),
                    (
                        "kind",
                        models.CharField(
                            choices=[
                                ("children", "children's room"),
                                ("elders", "elders' room"),
                                ("lounge", "lounge and meeting room"),
                                ("reading", "reading room"),
                                ("multi", "multi-purpose room"),
                            ],
                            max_length=16,
                            verbose_name="kind",
                        ),
                    ),
                    ("name", models.CharField(max_length=50, verbose_name="name")),
                    ("about", models.CharField(blank=True, max_length=300, verbose_name="about")),
                    (
                        "use",
                        models.CharField(
                            choices=[("bookable", "to be booked"), ("drop_in", "just come in")],
                            default="bookable",
                            max_length=10,
                            verbose_name="how it is used",
                        ),
                    ),
                    (
                        "capacity",
                        models.PositiveSmallIntegerField(
                            default=10,
                            validators=[
                                django.core.validators.MinValueValidator(1),
                                django.core.validators.MaxValueValidator(2000),
                            ],
                            verbose_name="how many people fit",
                        ),
                    ),
                    (
                        "step",
                        models.PositiveSmallIntegerField(
                            choices=[(15, 15), (30, 30), (60, 60)], default=30, verbose_name="step (minutes)"
                        ),
                    ),
                    (
                        "shortest",
                        models.PositiveSmallIntegerField(default=60, verbose_name="shortest booking (minutes)"),
                    ),
                    (
                        "longest",
                        models.PositiveSmallIntegerField(default=120, verbose_name="longest booking (minutes)"),
                    ),
                    (
                        "buffer",
                        models.PositiveSmallIntegerField(
                            default=0,
                            validators=[django.core.validators.MaxValueValidator(240)],
                            verbose_name="free after each booking (minutes)",
                        ),
                    ),
                    (
                        "days_ahead",
                        models.PositiveSmallIntegerField(
                            default=14,
                            validators=[
                                django.core.validators.MinValueValidator(1),
                                django.core.validators.MaxValueValidator(365),
                            ],
                            verbose_name="days ahead",
                        ),
                    ),
                    (
                        "notice",
                        models.PositiveSmallIntegerField(
                            default=0,
                            help_text="0: until it begins.",
                            validators=[django.core.validators.MaxValueValidator(10080)],
                            verbose_name="at the latest (minutes before)",
                        ),
                    ),
                    (
                        "weekly_limit",
                        models.PositiveSmallIntegerField(
                            blank=True,
                            help_text="Empty: no limit.",
                            null=True,
                            validators=[django.core.validators.MinValueValidator(1)],
                            verbose_name="bookings a person and week",
                        ),
                    ),
                    (
                        "needs_approval",
                        models.BooleanField(
                            default=False,
                            help_text="Off: who books a free hour has it at once.",
                            verbose_name="needs approval",
                        ),
                    ),
                    (
                        "audience",
                        models.CharField(
                            choices=[
                                ("everyone", "everyone"),
                                ("residents", "residents of the community"),
                                ("elders", "people from 60 years"),
                                ("families", "families with children"),
                            ],
                            default="everyone",
                            max_length=16,
                            verbose_name="for whom",
                        ),
                    ),
                    (
                        "door_code",
                        models.CharField(
                            default=stations.models.spaces.door_code, editable=False, max_length=16, unique=True
                        ),
                    ),
                    (
                        "active",
                        models.BooleanField(
                            default=True, help_text="Off: it is shown no more and not booked.", verbose_name="in use"
                        ),
                    ),
                    (
                        "number",
                        models.PositiveSmallIntegerField(
                            default=0, help_text="Small numbers come first.", verbose_name="number"
                        ),
                    ),
                ],
                options={
                    "verbose_name": "space",
                    "verbose_name_plural": "spaces",
                    "ordering": ["station", "number", "name"],
                    "constraints": [
                        models.UniqueConstraint(
                            fields=("station", "name"),
                            name="space_name_unique",
                            violation_error_message="This station already has a room with this name.",
                        ),
                        models.UniqueConstraint(fields=("id", "is_part"), name="space_is_part_or_whole"),
                        models.UniqueConstraint(fields=("id", "station"), name="space_in_station"),
                        models.CheckConstraint(
                            condition=models.Q(("kind__in", ["children", "elders", "lounge", "reading", "multi"])),
                            name="space_kind_known",
                        ),
                        models.CheckConstraint(
                            condition=models.Q(("use__in", ["bookable", "drop_in"])), name="space_use_known"
                        ),
                        models.CheckConstraint(
                            condition=models.Q(("audience__in", ["everyone", "residents", "elders", "families"])),
                            name="space_audience_known",
                        ),
                        models.CheckConstraint(
                            condition=models.Q(("step__in", [15, 30, 60])),
                            name="space_step_known",
                            violation_error_message="A room is booked in steps of 15, 30 or 60 minutes.",
                        ),
                        models.CheckConstraint(
                            condition=models.Q(
                                ("longest__gte", models.F("shortest")),
                                ("longest__lte", 1440),
                                ("shortest__gte", models.F("step")),
                            ),
                            name="space_lengths_in_order",
                            violation_error_message="The longest booking is at least the shortest, and at most one day.",
                        ),
                        models.CheckConstraint(
                            condition=models.Q(
                                ("buffer__lte", 240),
                                ("capacity__range", (1, 2000)),
                                ("days_ahead__range", (1, 365)),
                                ("notice__lte", 10080),
                                models.Q(("weekly_limit", None), ("weekly_limit__gte", 1), _connector="OR"),
                            ),
                            name="space_policy_sensible",
                            violation_error_message="One of these numbers is too small or too large.",
                        ),
                    ],
                },
            ),
            migrations.CreateModel(
                name="SpaceHistory",
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
                            to="stations.space",
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
                        "station",
                        models.ForeignKey(
                            db_constraint=False,
                            on_delete=django.db.models.deletion.DO_NOTHING,
                            related_name="+",
                            related_query_name="+",
                            to="stations.station",
                            verbose_name="station",
                        ),
                    ),
                    (
                        "part_of",
                        models.ForeignKey(
                            blank=True,
                            db_constraint=False,
                            help_text="The large room that this one is a part of, if it can be divided.",
                            null=True,
                            on_delete=django.db.models.deletion.DO_NOTHING,
                            related_name="+",
                            related_query_name="+",
                            to="stations.space",
                            verbose_name="part of",
                        ),
                    ),
                    (
                        "kind",
                        models.CharField(
                            choices=[
                                ("children", "children's room"),
                                ("elders", "elders' room"),
                                ("lounge", "lounge and meeting room"),
                                ("reading", "reading room"),
                                ("multi", "multi-purpose room"),
                            ],
                            max_length=16,
                            verbose_name="kind",
                        ),
                    ),
                    ("name", models.CharField(max_length=50, verbose_name="name")),
                    ("about", models.CharField(blank=True, max_length=300, verbose_name="about")),
                    (
                        "use",
                        models.CharField(
                            choices=[("bookable", "to be booked"), ("drop_in", "just come in")],
                            default="bookable",
                            max_length=10,
                            verbose_name="how it is used",
                        ),
                    ),
                    (
                        "capacity",
                        models.PositiveSmallIntegerField(
                            default=10,
                            validators=[
                                django.core.validators.MinValueValidator(1),
                                django.core.validators.MaxValueValidator(2000),
                            ],
                            verbose_name="how many people fit",
                        ),
                    ),
                    (
                        "step",
                        models.PositiveSmallIntegerField(
                            choices=[(15, 15), (30, 30), (60, 60)], default=30, verbose_name="step (minutes)"
                        ),
                    ),
                    (
                        "shortest",
                        models.PositiveSmallIntegerField(default=60, verbose_name="shortest booking (minutes)"),
                    ),
                    (
                        "longest",
                        models.PositiveSmallIntegerField(default=120, verbose_name="longest booking (minutes)"),
                    ),
                    (
                        "buffer",
                        models.PositiveSmallIntegerField(
                            default=0,
                            validators=[django.core.validators.MaxValueValidator(240)],
                            verbose_name="free after each booking (minutes)",
                        ),
                    ),
                    (
                        "days_ahead",
                        models.PositiveSmallIntegerField(
                            default=14,
                            validators=[
                                django.core.validators.MinValueValidator(1),
                                django.core.validators.MaxValueValidator(365),
                            ],
                            verbose_name="days ahead",
                        ),
                    ),
                    (
                        "notice",
                        models.PositiveSmallIntegerField(
                            default=0,
                            help_text="0: until it begins.",
                            validators=[django.core.validators.MaxValueValidator(10080)],
                            verbose_name="at the latest (minutes before)",
                        ),
                    ),
                    (
                        "weekly_limit",
                        models.PositiveSmallIntegerField(
                            blank=True,
                            help_text="Empty: no limit.",
                            null=True,
                            validators=[django.core.validators.MinValueValidator(1)],
                            verbose_name="bookings a person and week",
                        ),
                    ),
                    (
                        "needs_approval",
                        models.BooleanField(
                            default=False,
                            help_text="Off: who books a free hour has it at once.",
                            verbose_name="needs approval",
                        ),
                    ),
                    (
                        "audience",
                        models.CharField(
                            choices=[
                                ("everyone", "everyone"),
                                ("residents", "residents of the community"),
                                ("elders", "people from 60 years"),
                                ("families", "families with children"),
                            ],
                            default="everyone",
                            max_length=16,
                            verbose_name="for whom",
                        ),
                    ),
                    (
                        "door_code",
                        models.CharField(default=stations.models.spaces.door_code, editable=False, max_length=16),
                    ),
                    (
                        "active",
                        models.BooleanField(
                            default=True, help_text="Off: it is shown no more and not booked.", verbose_name="in use"
                        ),
                    ),
                    (
                        "number",
                        models.PositiveSmallIntegerField(
                            default=0, help_text="Small numbers come first.", verbose_name="number"
                        ),
                    ),
                ],
                options={
                    "abstract": False,
                },
            ),
            migrations.CreateModel(
                name="ReservedHours",
                fields=[
                    (
                        "id",
                        models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID"),
                    ),
                    (
                        "space",
                        models.ForeignKey(
                            on_delete=django.db.models.deletion.CASCADE,
                            related_name="reserved_hours",
                            to="stations.space",
                            verbose_name="space",
                        ),
                    ),
                    (
                        "day",
                        models.PositiveSmallIntegerField(
                            choices=[
                                (0, "Monday"),
                                (1, "Tuesday"),
                                (2, "Wednesday"),
                                (3, "Thursday"),
                                (4, "Friday"),
                                (5, "Saturday"),
                                (6, "Sunday"),
                            ],
                            verbose_name="day",
                        ),
                    ),
                    ("starts", models.TimeField(verbose_name="from")),
                    ("ends", models.TimeField(help_text="00:00 is midnight.", verbose_name="until")),
                    (
                        "during",
                        django.contrib.postgres.fields.ranges.DateRangeField(
                            default=common.time.ranges.since, verbose_name="during"
                        ),
                    ),
                ],
                options={
                    "verbose_name": "hours for own use",
                    "verbose_name_plural": "hours for own use",
                    "ordering": ["day", "starts"],
                    "constraints": [
                        models.CheckConstraint(
                            condition=models.Q(("ends__gt", models.F("starts")), ("ends", "00:00"), _connector="OR"),
                            name="reserved_hours_in_order",
                            violation_error_message="The end must be later than the beginning.",
                        ),
                        models.CheckConstraint(
                            condition=models.Q(("day__range", (0, 6))), name="reserved_hours_day_known"
                        ),
                        models.CheckConstraint(
                            condition=models.Q(("during__isempty", False), ("during__lower_inf", False)),
                            name="reserved_hours_during_valid",
                            violation_error_message="The end must be later than the beginning.",
                        ),
                        models.CheckConstraint(
                            condition=models.Q(
                                ("during__startswith__gte", datetime.date(1900, 1, 1)),
                                ("during__startswith__lt", datetime.date(2200, 1, 1)),
                                models.Q(
                                    ("during__upper_inf", True),
                                    ("during__endswith__lte", datetime.date(2200, 1, 1)),
                                    _connector="OR",
                                ),
                            ),
                            name="reserved_hours_in_known_years",
                            violation_error_message="The days lie in the years 1900 to 2199.",
                        ),
                    ],
                },
            ),
            migrations.CreateModel(
                name="ReservedHoursHistory",
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
                            to="stations.reservedhours",
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
                        "space",
                        models.ForeignKey(
                            db_constraint=False,
                            on_delete=django.db.models.deletion.DO_NOTHING,
                            related_name="+",
                            related_query_name="+",
                            to="stations.space",
                            verbose_name="space",
                        ),
                    ),
                    (
                        "day",
                        models.PositiveSmallIntegerField(
                            choices=[
                                (0, "Monday"),
                                (1, "Tuesday"),
                                (2, "Wednesday"),
                                (3, "Thursday"),
                                (4, "Friday"),
                                (5, "Saturday"),
                                (6, "Sunday"),
                            ],
                            verbose_name="day",
                        ),
                    ),
                    ("starts", models.TimeField(verbose_name="from")),
                    ("ends", models.TimeField(help_text="00:00 is midnight.", verbose_name="until")),
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
                name="Hold",
                fields=[
                    (
                        "id",
                        models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID"),
                    ),
                    (
                        "space",
                        models.ForeignKey(
                            on_delete=django.db.models.deletion.PROTECT,
                            related_name="holds",
                            to="stations.space",
                            verbose_name="space",
                        ),
                    ),
                    (
                        "kind",
                        models.CharField(
                            choices=[("booking", "booking"), ("event", "event"), ("maintenance", "maintenance")],
                            max_length=12,
                            verbose_name="kind",
                        ),
                    ),
                    ("starts_at", models.DateTimeField(verbose_name="begins")),
                    ("ends_at", models.DateTimeField(verbose_name="ends")),
                    ("buffer", models.PositiveSmallIntegerField(default=0, verbose_name="free after it (minutes)")),
                    (
                        "note",
                        models.CharField(
                            blank=True,
                            help_text="For maintenance: what neighbours read on the day's page.",
                            max_length=100,
                            verbose_name="why",
                        ),
                    ),
                    (
                        "by",
                        models.ForeignKey(
                            blank=True,
                            editable=False,
                            null=True,
                            on_delete=django.db.models.deletion.PROTECT,
                            related_name="+",
                            to=settings.AUTH_USER_MODEL,
                        ),
                    ),
                ],
                options={
                    "verbose_name": "hold of a space",
                    "verbose_name_plural": "holds of spaces",
                    "ordering": ["starts_at", "pk"],
                    "indexes": [models.Index(fields=["space", "starts_at"], name="hold_of_space")],
                    "constraints": [
                        models.UniqueConstraint(
                            fields=("id", "kind", "space", "starts_at", "ends_at"), name="hold_as_said"
                        ),
                        models.CheckConstraint(
                            condition=models.Q(("kind__in", ["booking", "event", "maintenance"])),
                            name="hold_kind_known",
                        ),
                        models.CheckConstraint(
                            condition=models.Q(
                                ("ends_at__gt", models.F("starts_at")),
                                (
                                    "ends_at__lte",
                                    django.db.models.expressions.CombinedExpression(
                                        models.F("starts_at"), "+", models.Value(datetime.timedelta(days=31))
                                    ),
                                ),
                            ),
                            name="hold_ends_after_start",
                            violation_error_message="The end must be later than the beginning, by 31 days at most.",
                        ),
                        models.CheckConstraint(
                            condition=models.Q(
                                ("starts_at__gte", datetime.datetime(1999, 12, 31, 16, 0, tzinfo=datetime.UTC)),
                                ("starts_at__lt", datetime.datetime(2100, 12, 31, 16, 0, tzinfo=datetime.UTC)),
                                ("ends_at__gte", datetime.datetime(1999, 12, 31, 16, 0, tzinfo=datetime.UTC)),
                                ("ends_at__lt", datetime.datetime(2100, 12, 31, 16, 0, tzinfo=datetime.UTC)),
                            ),
                            name="hold_in_known_years",
                            violation_error_message="The times lie in the years 2000 to 2100.",
                        ),
                        models.CheckConstraint(condition=models.Q(("buffer__lte", 240)), name="hold_buffer_sensible"),
                        models.CheckConstraint(
                            condition=models.Q(
                                models.Q(("kind", "maintenance"), _negated=True),
                                models.Q(("note", ""), _negated=True),
                                _connector="OR",
                            ),
                            name="hold_for_maintenance_says_why",
                            violation_error_message="Please say why the room is closed.",
                        ),
                    ],
                },
            ),
            migrations.CreateModel(
                name="HoldHistory",
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
                            to="stations.hold",
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
                        "space",
                        models.ForeignKey(
                            db_constraint=False,
                            on_delete=django.db.models.deletion.DO_NOTHING,
                            related_name="+",
                            related_query_name="+",
                            to="stations.space",
                            verbose_name="space",
                        ),
                    ),
                    (
                        "kind",
                        models.CharField(
                            choices=[("booking", "booking"), ("event", "event"), ("maintenance", "maintenance")],
                            max_length=12,
                            verbose_name="kind",
                        ),
                    ),
                    ("starts_at", models.DateTimeField(verbose_name="begins")),
                    ("ends_at", models.DateTimeField(verbose_name="ends")),
                    ("buffer", models.PositiveSmallIntegerField(default=0, verbose_name="free after it (minutes)")),
                    (
                        "note",
                        models.CharField(
                            blank=True,
                            help_text="For maintenance: what neighbours read on the day's page.",
                            max_length=100,
                            verbose_name="why",
                        ),
                    ),
                    (
                        "by",
                        models.ForeignKey(
                            blank=True,
                            db_constraint=False,
                            editable=False,
                            null=True,
                            on_delete=django.db.models.deletion.DO_NOTHING,
                            related_name="+",
                            related_query_name="+",
                            to=settings.AUTH_USER_MODEL,
                        ),
                    ),
                ],
                options={
                    "abstract": False,
                },
            ),
            migrations.CreateModel(
                name="Occupancy",
                fields=[
                    (
                        "id",
                        models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID"),
                    ),
                    (
                        "hold",
                        models.ForeignKey(
                            on_delete=django.db.models.deletion.DO_NOTHING,
                            related_name="occupancies",
                            to="stations.hold",
                        ),
                    ),
                    (
                        "space",
                        models.ForeignKey(
                            on_delete=django.db.models.deletion.PROTECT,
                            related_name="occupancies",
                            to="stations.space",
                        ),
                    ),
                    ("during", django.contrib.postgres.fields.ranges.DateTimeRangeField()),
                ],
                options={
                    "verbose_name": "occupancy",
                    "verbose_name_plural": "occupancies",
                    "indexes": [models.Index(fields=["hold"], name="occupancy_of_hold")],
                    "constraints": [
                        models.CheckConstraint(
                            condition=models.Q(
                                ("during__isempty", False), ("during__lower_inf", False), ("during__upper_inf", False)
                            ),
                            name="occupancy_during_valid",
                            violation_error_message="The end must be later than the beginning.",
                        ),
                        django.contrib.postgres.constraints.ExclusionConstraint(
                            expressions=[
                                (
                                    models.Func(
                                        models.F("space"),
                                        models.F("space"),
                                        models.Value("[]"),
                                        function="int8range",
                                        output_field=django.contrib.postgres.fields.ranges.BigIntegerRangeField(),
                                    ),
                                    "=",
                                ),
                                ("during", "&&"),
                            ],
                            name="occupancy_never_twice",
                            violation_error_message="Somebody else has just taken this time.",
                        ),
                    ],
                },
            ),
            migrations.CreateModel(
                name="BookingSeries",
                fields=[
                    (
                        "id",
                        models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID"),
                    ),
                    (
                        "space",
                        models.ForeignKey(
                            on_delete=django.db.models.deletion.PROTECT,
                            related_name="series",
                            to="stations.space",
                            verbose_name="space",
                        ),
                    ),
                    (
                        "person",
                        models.ForeignKey(
                            on_delete=django.db.models.deletion.PROTECT,
                            related_name="booking_series",
                            to="accounts.person",
                            verbose_name="for whom",
                        ),
                    ),
                    (
                        "by",
                        models.ForeignKey(
                            on_delete=django.db.models.deletion.PROTECT,
                            related_name="+",
                            to=settings.AUTH_USER_MODEL,
                            verbose_name="booked by",
                        ),
                    ),
                    ("first_day", models.DateField(verbose_name="first day")),
                    ("last_day", models.DateField(verbose_name="last day")),
                    ("every_weeks", models.PositiveSmallIntegerField(default=1, verbose_name="every so many weeks")),
                    ("starts", models.TimeField(verbose_name="begins")),
                    ("minutes", models.PositiveSmallIntegerField(verbose_name="minutes")),
                    (
                        "skipped",
                        models.JSONField(default=list, editable=False, verbose_name="days that were not free"),
                    ),
                    (
                        "created_at",
                        models.DateTimeField(
                            default=common.time.clock.now, editable=False, verbose_name="created at"
                        ),
                    ),
                    (
                        "cancelled_at",
                        models.DateTimeField(blank=True, editable=False, null=True, verbose_name="cancelled at"),
                    ),
                ],
                options={
                    "verbose_name": "series of bookings",
                    "verbose_name_plural": "series of bookings",
                    "ordering": ["-created_at"],
                    "constraints": [
                        models.CheckConstraint(
                            condition=models.Q(
                                ("last_day__gte", models.F("first_day")),
                                (
                                    "last_day__lte",
                                    django.db.models.expressions.CombinedExpression(
                                        models.F("first_day"), "+", models.Value(datetime.timedelta(days=366))
                                    ),
                                ),
                            ),
                            name="booking_series_days_in_order",
                            violation_error_message="A series lasts one year at most, and ends after it begins.",
                        ),
                        models.CheckConstraint(
                            condition=models.Q(("every_weeks__range", (1, 8)), ("minutes__range", (15, 1440))),
                            name="booking_series_sensible",
                            violation_error_message="A series repeats every 1 to 8 weeks, for 15 minutes to one day each time.",
                        ),
                    ],
                },
            ),
            migrations.CreateModel(
                name="BookingSeriesHistory",
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
                            to="stations.bookingseries",
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
                        "space",
                        models.ForeignKey(
                            db_constraint=False,
                            on_delete=django.db.models.deletion.DO_NOTHING,
                            related_name="+",
                            related_query_name="+",
                            to="stations.space",
                            verbose_name="space",
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
                            verbose_name="for whom",
                        ),
                    ),
                    (
                        "by",
                        models.ForeignKey(
                            db_constraint=False,
                            on_delete=django.db.models.deletion.DO_NOTHING,
                            related_name="+",
                            related_query_name="+",
                            to=settings.AUTH_USER_MODEL,
                            verbose_name="booked by",
                        ),
                    ),
                    ("first_day", models.DateField(verbose_name="first day")),
                    ("last_day", models.DateField(verbose_name="last day")),
                    ("every_weeks", models.PositiveSmallIntegerField(default=1, verbose_name="every so many weeks")),
                    ("starts", models.TimeField(verbose_name="begins")),
                    ("minutes", models.PositiveSmallIntegerField(verbose_name="minutes")),
                    (
                        "skipped",
                        models.JSONField(default=list, editable=False, verbose_name="days that were not free"),
                    ),
                    (
                        "created_at",
                        models.DateTimeField(
                            default=common.time.clock.now, editable=False, verbose_name="created at"
                        ),
                    ),
                    (
                        "cancelled_at",
                        models.DateTimeField(blank=True, editable=False, null=True, verbose_name="cancelled at"),
                    ),
                ],
                options={
                    "abstract": False,
                },
            ),
            migrations.CreateModel(
                name="Booking",
                fields=[
                    (
                        "id",
                        models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID"),
                    ),
                    (
                        "space",
                        models.ForeignKey(
                            on_delete=django.db.models.deletion.PROTECT,
                            related_name="bookings",
                            to="stations.space",
                            verbose_name="space",
                        ),
                    ),
                    (
                        "person",
                        models.ForeignKey(
                            on_delete=django.db.models.deletion.PROTECT,
                            related_name="bookings",
                            to="accounts.person",
                            verbose_name="for whom",
                        ),
                    ),
                    (
                        "by",
                        models.ForeignKey(
                            help_text="The sign-in that booked: the person, a guardian, or staff for a neighbour.",
                            on_delete=django.db.models.deletion.PROTECT,
                            related_name="+",
                            to=settings.AUTH_USER_MODEL,
                            verbose_name="booked by",
                        ),
                    ),
                    (
                        "for_neighbour",
                        models.BooleanField(
                            default=False, editable=False, verbose_name="booked by staff for a neighbour"
                        ),
                    ),
                    ("starts_at", models.DateTimeField(verbose_name="begins")),
                    ("ends_at", models.DateTimeField(verbose_name="ends")),
                    (
                        "party_size",
                        models.PositiveSmallIntegerField(
                            default=1,
                            validators=[django.core.validators.MinValueValidator(1)],
                            verbose_name="how many come",
                        ),
                    ),
                    (
                        "purpose",
                        models.CharField(
                            choices=[
                                ("gathering", "meeting friends and neighbours"),
                                ("family", "with the children"),
                                ("reading", "reading and learning"),
                                ("games", "chess and cards"),
                                ("handicraft", "handicraft"),
                                ("rehearsal", "singing, dancing, rehearsing"),
                                ("meeting", "talking something over"),
                                ("other", "something else"),
                            ],
                            max_length=12,
                            verbose_name="what for",
                        ),
                    ),
                    (
                        "remark",
                        models.CharField(
                            blank=True,
                            help_text="Only you and the station's staff read it.",
                            max_length=100,
                            verbose_name="remark",
                        ),
                    ),
                    (
                        "status",
                        models.CharField(
                            choices=[
                                ("requested", "waiting for approval"),
                                ("confirmed", "booked"),
                                ("refused", "not approved"),
                                ("cancelled", "cancelled"),
                                ("checked_in", "checked in"),
                                ("done", "used"),
                                ("no_show", "did not come"),
                            ],
                            editable=False,
                            max_length=10,
                            verbose_name="status",
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
                            expression=models.Value("booking", output_field=models.CharField(max_length=12)),
                            output_field=models.CharField(max_length=12),
                        ),
                    ),
                    (
                        "series",
                        models.ForeignKey(
                            blank=True,
                            editable=False,
                            null=True,
                            on_delete=django.db.models.deletion.PROTECT,
                            related_name="bookings",
                            to="stations.bookingseries",
                            verbose_name="series",
                        ),
                    ),
                    (
                        "answer",
                        models.CharField(blank=True, editable=False, max_length=200, verbose_name="what staff said"),
                    ),
                    (
                        "decided_by",
                        models.ForeignKey(
                            blank=True,
                            editable=False,
                            null=True,
                            on_delete=django.db.models.deletion.PROTECT,
                            related_name="+",
                            to=settings.AUTH_USER_MODEL,
                        ),
                    ),
                    (
                        "decided_at",
                        models.DateTimeField(blank=True, editable=False, null=True, verbose_name="decided at"),
                    ),
                    (
                        "created_at",
                        models.DateTimeField(default=common.time.clock.now, editable=False, verbose_name="booked at"),
                    ),
                    (
                        "cancelled_at",
                        models.DateTimeField(blank=True, editable=False, null=True, verbose_name="cancelled at"),
                    ),
                    (
                        "checked_in_at",
                        models.DateTimeField(blank=True, editable=False, null=True, verbose_name="checked in at"),
                    ),
                    (
                        "reminded_at",
                        models.DateTimeField(blank=True, editable=False, null=True, verbose_name="reminded at"),
                    ),
                    (
                        "waived_by",
                        models.ForeignKey(
                            blank=True,
                            editable=False,
                            null=True,
                            on_delete=django.db.models.deletion.PROTECT,
                            related_name="+",
                            to=settings.AUTH_USER_MODEL,
                        ),
                    ),
                    (
                        "waive_reason",
                        models.CharField(
                            blank=True, editable=False, max_length=200, verbose_name="why it does not count"
                        ),
                    ),
                    ("sequence", models.PositiveIntegerField(default=0, editable=False)),
                    ("token", models.UUIDField(editable=False, null=True)),
                ],
                options={
                    "verbose_name": "booking",
                    "verbose_name_plural": "bookings",
                    "ordering": ["starts_at", "pk"],
                    "indexes": [
                        models.Index(fields=["person", "starts_at"], name="booking_of_person"),
                        models.Index(fields=["space", "starts_at"], name="booking_of_space"),
                        models.Index(
                            condition=models.Q(("status__in", ["requested", "confirmed"])),
                            fields=["starts_at"],
                            name="booking_to_come",
                        ),
                    ],
                    "constraints": [
                        models.CheckConstraint(
                            condition=models.Q(
                                models.Q(
                                    ("hold__isnull", False), ("status__in", ["confirmed", "checked_in", "done"])
                                ),
                                models.Q(
                                    ("hold", None), ("status__in", ["requested", "refused", "cancelled", "no_show"])
                                ),
                                _connector="OR",
                            ),
                            name="booking_holds_while_live",
                        ),
                        models.CheckConstraint(
                            condition=models.Q(
                                ("ends_at__gt", models.F("starts_at")),
                                (
                                    "ends_at__lte",
                                    django.db.models.expressions.CombinedExpression(
                                        models.F("starts_at"), "+", models.Value(datetime.timedelta(days=1))
                                    ),
                                ),
                            ),
                            name="booking_ends_after_start",
                            violation_error_message="The end must be later than the beginning, by one day at most.",
                        ),
                        models.CheckConstraint(
                            condition=models.Q(
                                ("starts_at__gte", datetime.datetime(1999, 12, 31, 16, 0, tzinfo=datetime.UTC)),
                                ("starts_at__lt", datetime.datetime(2100, 12, 31, 16, 0, tzinfo=datetime.UTC)),
                                ("ends_at__gte", datetime.datetime(1999, 12, 31, 16, 0, tzinfo=datetime.UTC)),
                                ("ends_at__lt", datetime.datetime(2100, 12, 31, 16, 0, tzinfo=datetime.UTC)),
                            ),
                            name="booking_in_known_years",
                            violation_error_message="The times lie in the years 2000 to 2100.",
                        ),
                        models.CheckConstraint(
                            condition=models.Q(("party_size__range", (1, 2000))),
                            name="booking_party_sensible",
                            violation_error_message="At least one person must come.",
                        ),
                        models.CheckConstraint(
                            condition=models.Q(
                                models.Q(("cancelled_at__isnull", False), ("status", "cancelled")),
                                models.Q(models.Q(("status", "cancelled"), _negated=True), ("cancelled_at", None)),
                                _connector="OR",
                            ),
                            name="booking_cancelled_at_with_status",
                        ),
                        models.CheckConstraint(
                            condition=models.Q(
                                models.Q(("status", "checked_in"), _negated=True),
                                ("checked_in_at__isnull", False),
                                _connector="OR",
                            ),
                            name="booking_checked_in_when",
                        ),
                        models.CheckConstraint(
                            condition=models.Q(
                                ("waived_by", None),
                                models.Q(("status", "no_show"), models.Q(("waive_reason", ""), _negated=True)),
                                _connector="OR",
                            ),
                            name="booking_waived_with_reason",
                            violation_error_message="Please say why.",
                        ),
                        models.UniqueConstraint(
                            fields=["token"],
                            name="booking_once_a_token",
                            violation_error_message="This is booked already; nothing was done twice.",
                        ),
                    ],
                },
            ),
            migrations.CreateModel(
                name="BookingHistory",
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
                            to="stations.booking",
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
                        "space",
                        models.ForeignKey(
                            db_constraint=False,
                            on_delete=django.db.models.deletion.DO_NOTHING,
                            related_name="+",
                            related_query_name="+",
                            to="stations.space",
                            verbose_name="space",
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
                            verbose_name="for whom",
                        ),
                    ),
                    (
                        "by",
                        models.ForeignKey(
                            db_constraint=False,
                            help_text="The sign-in that booked: the person, a guardian, or staff for a neighbour.",
                            on_delete=django.db.models.deletion.DO_NOTHING,
                            related_name="+",
                            related_query_name="+",
                            to=settings.AUTH_USER_MODEL,
                            verbose_name="booked by",
                        ),
                    ),
                    (
                        "for_neighbour",
                        models.BooleanField(
                            default=False, editable=False, verbose_name="booked by staff for a neighbour"
                        ),
                    ),
                    ("starts_at", models.DateTimeField(verbose_name="begins")),
                    ("ends_at", models.DateTimeField(verbose_name="ends")),
                    (
                        "party_size",
                        models.PositiveSmallIntegerField(
                            default=1,
                            validators=[django.core.validators.MinValueValidator(1)],
                            verbose_name="how many come",
                        ),
                    ),
                    (
                        "purpose",
                        models.CharField(
                            choices=[
                                ("gathering", "meeting friends and neighbours"),
                                ("family", "with the children"),
                                ("reading", "reading and learning"),
                                ("games", "chess and cards"),
                                ("handicraft", "handicraft"),
                                ("rehearsal", "singing, dancing, rehearsing"),
                                ("meeting", "talking something over"),
                                ("other", "something else"),
                            ],
                            max_length=12,
                            verbose_name="what for",
                        ),
                    ),
                    (
                        "remark",
                        models.CharField(
                            blank=True,
                            help_text="Only you and the station's staff read it.",
                            max_length=100,
                            verbose_name="remark",
                        ),
                    ),
                    (
                        "status",
                        models.CharField(
                            choices=[
                                ("requested", "waiting for approval"),
                                ("confirmed", "booked"),
                                ("refused", "not approved"),
                                ("cancelled", "cancelled"),
                                ("checked_in", "checked in"),
                                ("done", "used"),
                                ("no_show", "did not come"),
                            ],
                            editable=False,
                            max_length=10,
                            verbose_name="status",
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
                    (
                        "series",
                        models.ForeignKey(
                            blank=True,
                            db_constraint=False,
                            editable=False,
                            null=True,
                            on_delete=django.db.models.deletion.DO_NOTHING,
                            related_name="+",
                            related_query_name="+",
                            to="stations.bookingseries",
                            verbose_name="series",
                        ),
                    ),
                    (
                        "answer",
                        models.CharField(blank=True, editable=False, max_length=200, verbose_name="what staff said"),
                    ),
                    (
                        "decided_by",
                        models.ForeignKey(
                            blank=True,
                            db_constraint=False,
                            editable=False,
                            null=True,
                            on_delete=django.db.models.deletion.DO_NOTHING,
                            related_name="+",
                            related_query_name="+",
                            to=settings.AUTH_USER_MODEL,
                        ),
                    ),
                    (
                        "decided_at",
                        models.DateTimeField(blank=True, editable=False, null=True, verbose_name="decided at"),
                    ),
                    (
                        "created_at",
                        models.DateTimeField(default=common.time.clock.now, editable=False, verbose_name="booked at"),
                    ),
                    (
                        "cancelled_at",
                        models.DateTimeField(blank=True, editable=False, null=True, verbose_name="cancelled at"),
                    ),
                    (
                        "checked_in_at",
                        models.DateTimeField(blank=True, editable=False, null=True, verbose_name="checked in at"),
                    ),
                    (
                        "reminded_at",
                        models.DateTimeField(blank=True, editable=False, null=True, verbose_name="reminded at"),
                    ),
                    (
                        "waived_by",
                        models.ForeignKey(
                            blank=True,
                            db_constraint=False,
                            editable=False,
                            null=True,
                            on_delete=django.db.models.deletion.DO_NOTHING,
                            related_name="+",
                            related_query_name="+",
                            to=settings.AUTH_USER_MODEL,
                        ),
                    ),
                    (
                        "waive_reason",
                        models.CharField(
                            blank=True, editable=False, max_length=200, verbose_name="why it does not count"
                        ),
                    ),
                    ("sequence", models.PositiveIntegerField(default=0, editable=False)),
                ],
                options={
                    "abstract": False,
                },
            ),
            migrations.CreateModel(
                name="DropIn",
                fields=[
                    (
                        "id",
                        models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID"),
                    ),
                    (
                        "space",
                        models.ForeignKey(
                            on_delete=django.db.models.deletion.PROTECT,
                            related_name="drop_ins",
                            to="stations.space",
                            verbose_name="space",
                        ),
                    ),
                    ("at", models.DateTimeField(default=common.time.clock.now, verbose_name="when")),
                    ("people", models.PositiveSmallIntegerField(default=1, verbose_name="person-times")),
                    (
                        "by",
                        models.ForeignKey(
                            editable=False,
                            on_delete=django.db.models.deletion.PROTECT,
                            related_name="+",
                            to=settings.AUTH_USER_MODEL,
                        ),
                    ),
                ],
                options={
                    "verbose_name": "visit without booking",
                    "verbose_name_plural": "visits without booking",
                    "ordering": ["-at", "-pk"],
                    "indexes": [models.Index(fields=["space", "at"], name="drop_in_of_space")],
                    "constraints": [
                        models.CheckConstraint(
                            condition=models.Q(("people__range", (1, 500))),
                            name="drop_in_has_people",
                            violation_error_message="1 to 500 people come at a time.",
                        ),
                        models.CheckConstraint(
                            condition=models.Q(
                                ("at__gte", datetime.datetime(1999, 12, 31, 16, 0, tzinfo=datetime.UTC)),
                                ("at__lt", datetime.datetime(2100, 12, 31, 16, 0, tzinfo=datetime.UTC)),
                            ),
                            name="drop_in_in_known_years",
                        ),
                    ],
                },
            ),
            migrations.CreateModel(
                name="DropInHistory",
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
                            to="stations.dropin",
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
                        "space",
                        models.ForeignKey(
                            db_constraint=False,
                            on_delete=django.db.models.deletion.DO_NOTHING,
                            related_name="+",
                            related_query_name="+",
                            to="stations.space",
                            verbose_name="space",
                        ),
                    ),
                    ("at", models.DateTimeField(default=common.time.clock.now, verbose_name="when")),
                    ("people", models.PositiveSmallIntegerField(default=1, verbose_name="person-times")),
                    (
                        "by",
                        models.ForeignKey(
                            db_constraint=False,
                            editable=False,
                            on_delete=django.db.models.deletion.DO_NOTHING,
                            related_name="+",
                            related_query_name="+",
                            to=settings.AUTH_USER_MODEL,
                        ),
                    ),
                ],
                options={
                    "abstract": False,
                },
            ),
            migrations.CreateModel(
                name="ServiceRing",
                fields=[
                    (
                        "id",
                        models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID"),
                    ),
                    (
                        "community",
                        models.ForeignKey(
                            on_delete=django.db.models.deletion.CASCADE,
                            related_name="service_rings",
                            to="grid.community",
                            verbose_name="community",
                        ),
                    ),
                    ("name", models.CharField(max_length=30, verbose_name="name")),
                    (
                        "minutes",
                        models.PositiveSmallIntegerField(
                            validators=[django.core.validators.MinValueValidator(1)], verbose_name="minutes on foot"
                        ),
                    ),
                    (
                        "metres",
                        models.PositiveIntegerField(
                            validators=[django.core.validators.MinValueValidator(1)], verbose_name="metres on foot"
                        ),
                    ),
                    (
                        "detour",
                        models.DecimalField(
                            decimal_places=2,
                            default=Decimal("1.30"),
                            max_digits=3,
                            validators=[
                                django.core.validators.MinValueValidator(Decimal("1")),
                                django.core.validators.MaxValueValidator(Decimal("3")),
                            ],
                            verbose_name="path ÷ straight line",
                        ),
                    ),
                    ("about", models.CharField(blank=True, max_length=200, verbose_name="what the ring means")),
                ],
                options={
                    "verbose_name": "ring of the service circle",
                    "verbose_name_plural": "rings of the service circle",
                    "ordering": ["minutes"],
                    "constraints": [
                        models.UniqueConstraint(
                            fields=("community", "minutes"),
                            name="service_ring_once",
                            violation_error_message="There is already a ring of so many minutes.",
                        ),
                        models.CheckConstraint(
                            condition=models.Q(
                                ("detour__range", (1, 3)), ("metres__range", (1, 20000)), ("minutes__range", (1, 120))
                            ),
                            name="service_ring_sensible",
                            violation_error_message="One of these numbers is too small or too large.",
                        ),
                    ],
                },
            ),
            migrations.CreateModel(
                name="ServiceRingHistory",
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
                            to="stations.servicering",
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
                    ("name", models.CharField(max_length=30, verbose_name="name")),
                    (
                        "minutes",
                        models.PositiveSmallIntegerField(
                            validators=[django.core.validators.MinValueValidator(1)], verbose_name="minutes on foot"
                        ),
                    ),
                    (
                        "metres",
                        models.PositiveIntegerField(
                            validators=[django.core.validators.MinValueValidator(1)], verbose_name="metres on foot"
                        ),
                    ),
                    (
                        "detour",
                        models.DecimalField(
                            decimal_places=2,
                            default=Decimal("1.30"),
                            max_digits=3,
                            validators=[
                                django.core.validators.MinValueValidator(Decimal("1")),
                                django.core.validators.MaxValueValidator(Decimal("3")),
                            ],
                            verbose_name="path ÷ straight line",
                        ),
                    ),
                    ("about", models.CharField(blank=True, max_length=200, verbose_name="what the ring means")),
                ],
                options={
                    "abstract": False,
                },
            ),
        ),
    ]
