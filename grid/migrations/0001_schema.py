"""Places, the organisation, its appointments, the register, links and visits: tables, indexes and constraints."""

import datetime

import django.contrib.postgres.constraints
import django.contrib.postgres.fields.ranges
import django.core.validators
import django.db.models.deletion
import django.db.models.expressions
from django.conf import settings
from django.db import migrations, models

import common.time.clock
import common.time.ranges
import grid.models.identity
import grid.models.places
from common.db.migrations import CombinedOperation


class Migration(migrations.Migration):
    initial = True

    dependencies = [
        ("accounts", "0001_schema"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
        ("pghistory", "0007_auto_20250421_0444"),
    ]

    operations = [
        CombinedOperation(
            migrations.CreateModel(
                name="Community",
                fields=[
                    (
                        "id",
                        models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID"),
                    ),
                    ("name", models.CharField(max_length=50, unique=True, verbose_name="name")),
                    (
                        "programme",
                        models.CharField(
                            blank=True,
                            help_text="For example 海棠红·幸福里.",
                            max_length=50,
                            verbose_name="programme",
                        ),
                    ),
                    ("subdistrict", models.CharField(blank=True, max_length=50, verbose_name="subdistrict")),
                    ("address", models.CharField(blank=True, max_length=120, verbose_name="address")),
                    ("phone", models.CharField(blank=True, max_length=30, verbose_name="service phone")),
                    ("office_hours", models.CharField(blank=True, max_length=80, verbose_name="office hours")),
                    ("plan_width", models.PositiveIntegerField(default=1200, verbose_name="width of the plan (m)")),
                    ("plan_height", models.PositiveIntegerField(default=900, verbose_name="height of the plan (m)")),
                    (
                        "visit_days",
                        models.PositiveSmallIntegerField(
                            default=90,
                            help_text="A household that nobody has visited for so long is due.",
                            validators=[
                                django.core.validators.MinValueValidator(7),
                                django.core.validators.MaxValueValidator(730),
                            ],
                            verbose_name="days between visits",
                        ),
                    ),
                    ("icp_record", models.CharField(blank=True, max_length=40, verbose_name="ICP record number")),
                    (
                        "police_record",
                        models.CharField(blank=True, max_length=40, verbose_name="public security record number"),
                    ),
                ],
                options={
                    "verbose_name": "community",
                    "verbose_name_plural": "communities",
                    "constraints": [
                        models.CheckConstraint(
                            condition=models.Q(("plan_height__gte", 100), ("plan_width__gte", 100)),
                            name="community_plan_has_size",
                            violation_error_message="The plan must be at least 100 m wide and high.",
                        ),
                        models.CheckConstraint(
                            condition=models.Q(("visit_days__range", (7, 730))),
                            name="community_visit_days_plausible",
                            violation_error_message="Households are visited every 7 to 730 days.",
                        ),
                    ],
                },
            ),
            migrations.CreateModel(
                name="CommunityHistory",
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
                            to="grid.community",
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
                        "programme",
                        models.CharField(
                            blank=True,
                            help_text="For example 海棠红·幸福里.",
                            max_length=50,
                            verbose_name="programme",
                        ),
                    ),
                    ("subdistrict", models.CharField(blank=True, max_length=50, verbose_name="subdistrict")),
                    ("address", models.CharField(blank=True, max_length=120, verbose_name="address")),
                    ("phone", models.CharField(blank=True, max_length=30, verbose_name="service phone")),
                    ("office_hours", models.CharField(blank=True, max_length=80, verbose_name="office hours")),
                    ("plan_width", models.PositiveIntegerField(default=1200, verbose_name="width of the plan (m)")),
                    ("plan_height", models.PositiveIntegerField(default=900, verbose_name="height of the plan (m)")),
                    (
                        "visit_days",
                        models.PositiveSmallIntegerField(
                            default=90,
                            help_text="A household that nobody has visited for so long is due.",
                            validators=[
                                django.core.validators.MinValueValidator(7),
                                django.core.validators.MaxValueValidator(730),
                            ],
                            verbose_name="days between visits",
                        ),
                    ),
                    ("icp_record", models.CharField(blank=True, max_length=40, verbose_name="ICP record number")),
                    (
                        "police_record",
                        models.CharField(blank=True, max_length=40, verbose_name="public security record number"),
                    ),
                ],
                options={
                    "abstract": False,
                },
            ),
            migrations.CreateModel(
                name="Grid",
                fields=[
                    (
                        "id",
                        models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID"),
                    ),
                    (
                        "community",
                        models.ForeignKey(
                            on_delete=django.db.models.deletion.PROTECT,
                            related_name="grids",
                            to="grid.community",
                            verbose_name="community",
                        ),
                    ),
                    (
                        "number",
                        models.PositiveSmallIntegerField(
                            validators=[django.core.validators.MinValueValidator(1)], verbose_name="number"
                        ),
                    ),
                    ("name", models.CharField(max_length=50, verbose_name="name")),
                    ("about", models.TextField(blank=True, verbose_name="about")),
                    (
                        "boundary",
                        models.JSONField(
                            blank=True,
                            default=list,
                            help_text="Points in metres.",
                            validators=[grid.models.places.validate_boundary],
                            verbose_name="boundary",
                        ),
                    ),
                ],
                options={
                    "verbose_name": "grid",
                    "verbose_name_plural": "grids",
                    "ordering": ["number"],
                    "constraints": [
                        models.UniqueConstraint(
                            fields=("community", "number"),
                            name="grid_number_unique",
                            violation_error_message="There is already a grid with this number.",
                        ),
                        models.UniqueConstraint(fields=("id", "community"), name="grid_in_community"),
                    ],
                },
            ),
            migrations.CreateModel(
                name="GridHistory",
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
                            to="grid.grid",
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
                        "number",
                        models.PositiveSmallIntegerField(
                            validators=[django.core.validators.MinValueValidator(1)], verbose_name="number"
                        ),
                    ),
                    ("name", models.CharField(max_length=50, verbose_name="name")),
                    ("about", models.TextField(blank=True, verbose_name="about")),
                    (
                        "boundary",
                        models.JSONField(
                            blank=True,
                            default=list,
                            help_text="Points in metres.",
                            validators=[grid.models.places.validate_boundary],
                            verbose_name="boundary",
                        ),
                    ),
                ],
                options={
                    "abstract": False,
                },
            ),
            migrations.CreateModel(
                name="Estate",
                fields=[
                    (
                        "id",
                        models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID"),
                    ),
                    (
                        "community",
                        models.ForeignKey(
                            on_delete=django.db.models.deletion.PROTECT,
                            related_name="estates",
                            to="grid.community",
                            verbose_name="community",
                        ),
                    ),
                    ("name", models.CharField(max_length=50, verbose_name="name")),
                    ("address", models.CharField(blank=True, max_length=120, verbose_name="address")),
                ],
                options={
                    "verbose_name": "estate",
                    "verbose_name_plural": "estates",
                    "ordering": ["name"],
                    "constraints": [
                        models.UniqueConstraint(
                            fields=("community", "name"),
                            name="estate_name_unique",
                            violation_error_message="There is already an estate with this name.",
                        ),
                        models.UniqueConstraint(fields=("id", "community"), name="estate_in_community"),
                    ],
                },
            ),
            migrations.CreateModel(
                name="EstateHistory",
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
                            to="grid.estate",
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
                    ("name", models.CharField(max_length=50, verbose_name="name")),
                    ("address", models.CharField(blank=True, max_length=120, verbose_name="address")),
                ],
                options={
                    "abstract": False,
                },
            ),
            migrations.CreateModel(
                name="Building",
                fields=[
                    (
                        "id",
                        models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID"),
                    ),
                    (
                        "community",
                        models.ForeignKey(
                            editable=False,
                            on_delete=django.db.models.deletion.PROTECT,
                            related_name="buildings",
                            to="grid.community",
                            verbose_name="community",
                        ),
                    ),
                    (
                        "estate",
                        models.ForeignKey(
                            on_delete=django.db.models.deletion.PROTECT,
                            related_name="buildings",
                            to="grid.estate",
                            verbose_name="estate",
                        ),
                    ),
                    (
                        "grid",
                        models.ForeignKey(
                            on_delete=django.db.models.deletion.PROTECT,
                            related_name="buildings",
                            to="grid.grid",
                            verbose_name="grid",
                        ),
                    ),
                    (
                        "number",
                        models.PositiveSmallIntegerField(
                            validators=[django.core.validators.MinValueValidator(1)], verbose_name="number"
                        ),
                    ),
                    (
                        "entrances",
                        models.PositiveSmallIntegerField(
                            default=1,
                            validators=[django.core.validators.MinValueValidator(1)],
                            verbose_name="entrances",
                        ),
                    ),
                    (
                        "floors",
                        models.PositiveSmallIntegerField(
                            default=6, validators=[django.core.validators.MinValueValidator(1)], verbose_name="floors"
                        ),
                    ),
                    ("x", models.FloatField(blank=True, null=True, verbose_name="metres east")),
                    ("y", models.FloatField(blank=True, null=True, verbose_name="metres south")),
                ],
                options={
                    "verbose_name": "building",
                    "verbose_name_plural": "buildings",
                    "ordering": ["estate", "number"],
                    "constraints": [
                        models.UniqueConstraint(
                            fields=("estate", "number"),
                            name="building_number_unique",
                            violation_error_message="This estate already has a building with this number.",
                        ),
                        models.CheckConstraint(
                            condition=models.Q(("entrances__gte", 1), ("floors__gte", 1)),
                            name="building_has_entrance",
                            violation_error_message="A building has at least one entrance and one floor.",
                        ),
                        models.CheckConstraint(
                            condition=models.Q(("entrances__lte", 20)),
                            name="building_entrances_at_most_20",
                            violation_error_message="A building has at most 20 entrances.",
                        ),
                        models.CheckConstraint(
                            condition=models.Q(("floors__lte", 99)),
                            name="building_floors_at_most_99",
                            violation_error_message="A building has at most 99 floors.",
                        ),
                        models.CheckConstraint(
                            condition=models.Q(
                                models.Q(("x", None), ("y", None)),
                                models.Q(
                                    ("x__isnull", False),
                                    ("x__range", (0, 100000)),
                                    ("y__isnull", False),
                                    ("y__range", (0, 100000)),
                                ),
                                _connector="OR",
                            ),
                            name="building_position_whole",
                            violation_error_message="Give both numbers of the position, in metres from the corner, or neither.",
                        ),
                    ],
                },
            ),
            migrations.CreateModel(
                name="BuildingHistory",
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
                            to="grid.building",
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
                            editable=False,
                            on_delete=django.db.models.deletion.DO_NOTHING,
                            related_name="+",
                            related_query_name="+",
                            to="grid.community",
                            verbose_name="community",
                        ),
                    ),
                    (
                        "estate",
                        models.ForeignKey(
                            db_constraint=False,
                            on_delete=django.db.models.deletion.DO_NOTHING,
                            related_name="+",
                            related_query_name="+",
                            to="grid.estate",
                            verbose_name="estate",
                        ),
                    ),
                    (
                        "grid",
                        models.ForeignKey(
                            db_constraint=False,
                            on_delete=django.db.models.deletion.DO_NOTHING,
                            related_name="+",
                            related_query_name="+",
                            to="grid.grid",
                            verbose_name="grid",
                        ),
                    ),
                    (
                        "number",
                        models.PositiveSmallIntegerField(
                            validators=[django.core.validators.MinValueValidator(1)], verbose_name="number"
                        ),
                    ),
                    (
                        "entrances",
                        models.PositiveSmallIntegerField(
                            default=1,
                            validators=[django.core.validators.MinValueValidator(1)],
                            verbose_name="entrances",
                        ),
                    ),
                    (
                        "floors",
                        models.PositiveSmallIntegerField(
                            default=6, validators=[django.core.validators.MinValueValidator(1)], verbose_name="floors"
                        ),
                    ),
                    ("x", models.FloatField(blank=True, null=True, verbose_name="metres east")),
                    ("y", models.FloatField(blank=True, null=True, verbose_name="metres south")),
                ],
                options={
                    "abstract": False,
                },
            ),
            migrations.CreateModel(
                name="Gate",
                fields=[
                    (
                        "id",
                        models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID"),
                    ),
                    (
                        "estate",
                        models.ForeignKey(
                            on_delete=django.db.models.deletion.CASCADE,
                            related_name="gates",
                            to="grid.estate",
                            verbose_name="estate",
                        ),
                    ),
                    ("name", models.CharField(max_length=30, verbose_name="name")),
                    ("open_to_riders", models.BooleanField(default=True, verbose_name="riders may enter")),
                    ("x", models.FloatField(verbose_name="metres east")),
                    ("y", models.FloatField(verbose_name="metres south")),
                ],
                options={
                    "verbose_name": "gate",
                    "verbose_name_plural": "gates",
                    "ordering": ["estate", "name"],
                    "constraints": [
                        models.UniqueConstraint(
                            fields=("estate", "name"),
                            name="gate_name_unique",
                            violation_error_message="This estate already has a gate with this name.",
                        ),
                        models.CheckConstraint(
                            condition=models.Q(("x__gte", 0), ("x__lte", 100000), ("y__gte", 0), ("y__lte", 100000)),
                            name="gate_on_plan",
                            violation_error_message="The position is in metres from the corner of the plan.",
                        ),
                    ],
                },
            ),
            migrations.CreateModel(
                name="GateHistory",
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
                            to="grid.gate",
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
                        "estate",
                        models.ForeignKey(
                            db_constraint=False,
                            on_delete=django.db.models.deletion.DO_NOTHING,
                            related_name="+",
                            related_query_name="+",
                            to="grid.estate",
                            verbose_name="estate",
                        ),
                    ),
                    ("name", models.CharField(max_length=30, verbose_name="name")),
                    ("open_to_riders", models.BooleanField(default=True, verbose_name="riders may enter")),
                    ("x", models.FloatField(verbose_name="metres east")),
                    ("y", models.FloatField(verbose_name="metres south")),
                ],
                options={
                    "abstract": False,
                },
            ),
            migrations.CreateModel(
                name="Household",
                fields=[
                    (
                        "id",
                        models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID"),
                    ),
                    (
                        "building",
                        models.ForeignKey(
                            on_delete=django.db.models.deletion.PROTECT,
                            related_name="households",
                            to="grid.building",
                            verbose_name="building",
                        ),
                    ),
                    (
                        "entrance",
                        models.PositiveSmallIntegerField(
                            default=1,
                            validators=[django.core.validators.MinValueValidator(1)],
                            verbose_name="entrance",
                        ),
                    ),
                    ("code", models.CharField(help_text="For example 301.", max_length=12, verbose_name="code")),
                ],
                options={
                    "verbose_name": "household",
                    "verbose_name_plural": "households",
                    "ordering": ["building", "entrance", "code"],
                    "constraints": [
                        models.UniqueConstraint(
                            fields=("building", "entrance", "code"),
                            name="household_code_unique",
                            violation_error_message="This entrance already has a household with this code.",
                        ),
                        models.UniqueConstraint(fields=("id", "building"), name="household_in_building"),
                        models.CheckConstraint(
                            condition=models.Q(("entrance__gte", 1), models.Q(("code", ""), _negated=True)),
                            name="household_has_entrance_and_code",
                            violation_error_message="A household has an entrance and a code.",
                        ),
                    ],
                },
            ),
            migrations.CreateModel(
                name="HouseholdHistory",
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
                            to="grid.household",
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
                        "building",
                        models.ForeignKey(
                            db_constraint=False,
                            on_delete=django.db.models.deletion.DO_NOTHING,
                            related_name="+",
                            related_query_name="+",
                            to="grid.building",
                            verbose_name="building",
                        ),
                    ),
                    (
                        "entrance",
                        models.PositiveSmallIntegerField(
                            default=1,
                            validators=[django.core.validators.MinValueValidator(1)],
                            verbose_name="entrance",
                        ),
                    ),
                    ("code", models.CharField(help_text="For example 301.", max_length=12, verbose_name="code")),
                ],
                options={
                    "abstract": False,
                },
            ),
            migrations.CreateModel(
                name="OrgUnit",
                fields=[
                    (
                        "id",
                        models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID"),
                    ),
                    (
                        "community",
                        models.ForeignKey(
                            on_delete=django.db.models.deletion.PROTECT,
                            related_name="org_units",
                            to="grid.community",
                            verbose_name="community",
                        ),
                    ),
                    (
                        "level",
                        models.PositiveSmallIntegerField(
                            choices=[(1, "general branch"), (2, "estate branch"), (3, "pioneer post")],
                            verbose_name="level",
                        ),
                    ),
                    (
                        "parent",
                        models.ForeignKey(
                            blank=True,
                            null=True,
                            on_delete=django.db.models.deletion.PROTECT,
                            related_name="children",
                            to="grid.orgunit",
                            verbose_name="unit above",
                        ),
                    ),
                    (
                        "parent_level",
                        models.GeneratedField(
                            db_persist=True,
                            expression=django.db.models.expressions.CombinedExpression(
                                models.F("level"), "-", models.Value(1)
                            ),
                            output_field=models.SmallIntegerField(),
                        ),
                    ),
                    (
                        "number",
                        models.PositiveSmallIntegerField(
                            default=0, help_text="Position among its neighbours.", verbose_name="order"
                        ),
                    ),
                    ("name", models.CharField(max_length=60, verbose_name="name")),
                    ("about", models.TextField(blank=True, verbose_name="about")),
                    (
                        "estates",
                        models.ManyToManyField(
                            blank=True, related_name="branches", to="grid.estate", verbose_name="estates served"
                        ),
                    ),
                    (
                        "grids",
                        models.ManyToManyField(
                            blank=True, related_name="branches", to="grid.grid", verbose_name="grids"
                        ),
                    ),
                ],
                options={
                    "verbose_name": "organisation unit",
                    "verbose_name_plural": "organisation units",
                    "ordering": ["level", "number", "name"],
                    "constraints": [
                        models.CheckConstraint(
                            condition=models.Q(("level__in", [1, 2, 3])),
                            name="org_unit_level_known",
                            violation_error_message="The organisation has three levels of units.",
                        ),
                        models.CheckConstraint(
                            condition=models.Q(
                                models.Q(("level", 1), ("parent", None)),
                                models.Q(("level__gt", 1), ("parent__isnull", False)),
                                _connector="OR",
                            ),
                            name="org_unit_only_top_has_no_parent",
                            violation_error_message="Only a general branch stands at the top; every other unit is below one.",
                        ),
                        models.UniqueConstraint(fields=("id", "level"), name="org_unit_at_level"),
                        models.UniqueConstraint(fields=("id", "community"), name="org_unit_in_community"),
                        models.UniqueConstraint(
                            fields=("community", "parent", "name"),
                            name="org_unit_name_unique",
                            nulls_distinct=False,
                            violation_error_message="There is already a unit with this name here.",
                        ),
                    ],
                },
            ),
            migrations.CreateModel(
                name="OrgUnitHistory",
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
                            to="grid.orgunit",
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
                        "level",
                        models.PositiveSmallIntegerField(
                            choices=[(1, "general branch"), (2, "estate branch"), (3, "pioneer post")],
                            verbose_name="level",
                        ),
                    ),
                    (
                        "parent",
                        models.ForeignKey(
                            blank=True,
                            db_constraint=False,
                            null=True,
                            on_delete=django.db.models.deletion.DO_NOTHING,
                            related_name="+",
                            related_query_name="+",
                            to="grid.orgunit",
                            verbose_name="unit above",
                        ),
                    ),
                    (
                        "number",
                        models.PositiveSmallIntegerField(
                            default=0, help_text="Position among its neighbours.", verbose_name="order"
                        ),
                    ),
                    ("name", models.CharField(max_length=60, verbose_name="name")),
                    ("about", models.TextField(blank=True, verbose_name="about")),
                ],
                options={
                    "abstract": False,
                },
            ),
            migrations.CreateModel(
                name="PostBuilding",
                fields=[
                    (
                        "id",
                        models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID"),
                    ),
                    (
                        "post",
                        models.ForeignKey(
                            limit_choices_to={"level": 3},
                            on_delete=django.db.models.deletion.CASCADE,
                            related_name="post_buildings",
                            to="grid.orgunit",
                            verbose_name="pioneer post",
                        ),
                    ),
                    (
                        "post_level",
                        models.GeneratedField(
                            db_persist=True,
                            expression=models.Value(3),
                            output_field=models.PositiveSmallIntegerField(),
                        ),
                    ),
                    (
                        "building",
                        models.ForeignKey(
                            on_delete=django.db.models.deletion.PROTECT,
                            related_name="post_buildings",
                            to="grid.building",
                            verbose_name="building",
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
                    "verbose_name": "building of a post",
                    "verbose_name_plural": "buildings of a post",
                    "constraints": [
                        models.CheckConstraint(
                            condition=models.Q(("during__isempty", False), ("during__lower_inf", False)),
                            name="post_building_during_valid",
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
                            name="post_building_in_known_years",
                            violation_error_message="The days lie in the years 1900 to 2199.",
                        ),
                        django.contrib.postgres.constraints.ExclusionConstraint(
                            expressions=[
                                (
                                    models.Func(
                                        models.F("post"),
                                        models.F("post"),
                                        models.Value("[]"),
                                        function="int8range",
                                        output_field=django.contrib.postgres.fields.ranges.BigIntegerRangeField(),
                                    ),
                                    "=",
                                ),
                                (
                                    models.Func(
                                        models.F("building"),
                                        models.F("building"),
                                        models.Value("[]"),
                                        function="int8range",
                                        output_field=django.contrib.postgres.fields.ranges.BigIntegerRangeField(),
                                    ),
                                    "=",
                                ),
                                ("during", "&&"),
                            ],
                            name="post_building_once",
                            violation_error_message="This post already looks after this building in these days.",
                        ),
                    ],
                },
            ),
            migrations.CreateModel(
                name="PostBuildingHistory",
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
                            to="grid.postbuilding",
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
                        "post",
                        models.ForeignKey(
                            db_constraint=False,
                            limit_choices_to={"level": 3},
                            on_delete=django.db.models.deletion.DO_NOTHING,
                            related_name="+",
                            related_query_name="+",
                            to="grid.orgunit",
                            verbose_name="pioneer post",
                        ),
                    ),
                    (
                        "building",
                        models.ForeignKey(
                            db_constraint=False,
                            on_delete=django.db.models.deletion.DO_NOTHING,
                            related_name="+",
                            related_query_name="+",
                            to="grid.building",
                            verbose_name="building",
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
                name="UnitEstate",
                fields=[],
                options={
                    "verbose_name": "estate of a unit",
                    "verbose_name_plural": "estates of units",
                    "proxy": True,
                },
                bases=("grid.orgunit_estates",),
            ),
            migrations.CreateModel(
                name="UnitEstateHistory",
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
                            to="grid.unitestate",
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
                        "orgunit",
                        models.ForeignKey(
                            db_constraint=False,
                            db_tablespace="",
                            on_delete=django.db.models.deletion.DO_NOTHING,
                            related_name="+",
                            related_query_name="+",
                            to="grid.orgunit",
                        ),
                    ),
                    (
                        "estate",
                        models.ForeignKey(
                            db_constraint=False,
                            db_tablespace="",
                            on_delete=django.db.models.deletion.DO_NOTHING,
                            related_name="+",
                            related_query_name="+",
                            to="grid.estate",
                        ),
                    ),
                ],
                options={
                    "abstract": False,
                },
            ),
            migrations.CreateModel(
                name="UnitGrid",
                fields=[],
                options={
                    "verbose_name": "grid of a unit",
                    "verbose_name_plural": "grids of units",
                    "proxy": True,
                },
                bases=("grid.orgunit_grids",),
            ),
            migrations.CreateModel(
                name="UnitGridHistory",
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
                            to="grid.unitgrid",
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
                        "orgunit",
                        models.ForeignKey(
                            db_constraint=False,
                            db_tablespace="",
                            on_delete=django.db.models.deletion.DO_NOTHING,
                            related_name="+",
                            related_query_name="+",
                            to="grid.orgunit",
                        ),
                    ),
                    (
                        "grid",
                        models.ForeignKey(
                            db_constraint=False,
                            db_tablespace="",
                            on_delete=django.db.models.deletion.DO_NOTHING,
                            related_name="+",
                            related_query_name="+",
                            to="grid.grid",
                        ),
                    ),
                ],
                options={
                    "abstract": False,
                },
            ),
            migrations.CreateModel(
                name="UnitAppointment",
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
                            choices=[
                                ("secretary", "secretary of the general branch"),
                                ("deputy", "deputy secretary"),
                                ("office_worker", "office worker"),
                                ("branch_secretary", "branch secretary"),
                                ("pioneer", "pioneer"),
                            ],
                            max_length=24,
                            verbose_name="role",
                        ),
                    ),
                    (
                        "unit",
                        models.ForeignKey(
                            on_delete=django.db.models.deletion.PROTECT,
                            related_name="appointments",
                            to="grid.orgunit",
                            verbose_name="organisation unit",
                        ),
                    ),
                    (
                        "role_level",
                        models.GeneratedField(
                            db_persist=True,
                            expression=models.Case(
                                models.When(role="pioneer", then=models.Value(3)),
                                models.When(role="branch_secretary", then=models.Value(2)),
                                default=models.Value(1),
                                output_field=models.PositiveSmallIntegerField(),
                            ),
                            output_field=models.PositiveSmallIntegerField(),
                        ),
                    ),
                ],
                options={
                    "verbose_name": "appointment",
                    "verbose_name_plural": "appointments",
                    "constraints": [
                        models.CheckConstraint(
                            condition=models.Q(("during__isempty", False), ("during__lower_inf", False)),
                            name="unit_appointment_during_valid",
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
                            name="unit_appointment_in_known_years",
                            violation_error_message="The days lie in the years 1900 to 2199.",
                        ),
                        models.UniqueConstraint(fields=("id", "role_level"), name="unit_appointment_at_role_level"),
                        models.CheckConstraint(
                            condition=models.Q(
                                ("role__in", ["secretary", "deputy", "office_worker", "branch_secretary", "pioneer"])
                            ),
                            name="unit_appointment_role_known",
                            violation_error_message="There is no such role at a unit.",
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
                                        models.F("unit"),
                                        models.F("unit"),
                                        models.Value("[]"),
                                        function="int8range",
                                        output_field=django.contrib.postgres.fields.ranges.BigIntegerRangeField(),
                                    ),
                                    "=",
                                ),
                                ("during", "&&"),
                            ],
                            name="unit_appointment_once",
                            violation_error_message="This person already has a role at this unit in these days.",
                        ),
                        django.contrib.postgres.constraints.ExclusionConstraint(
                            condition=models.Q(("role__in", ["secretary", "branch_secretary", "pioneer"])),
                            expressions=[
                                (
                                    models.Func(
                                        models.F("unit"),
                                        models.F("unit"),
                                        models.Value("[]"),
                                        function="int8range",
                                        output_field=django.contrib.postgres.fields.ranges.BigIntegerRangeField(),
                                    ),
                                    "=",
                                ),
                                ("during", "&&"),
                            ],
                            name="unit_appointment_one_leads",
                            violation_error_message="Somebody else holds this post in these days. End that appointment or hand the post over.",
                        ),
                    ],
                },
            ),
            migrations.CreateModel(
                name="UnitAppointmentHistory",
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
                            to="grid.unitappointment",
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
                            choices=[
                                ("secretary", "secretary of the general branch"),
                                ("deputy", "deputy secretary"),
                                ("office_worker", "office worker"),
                                ("branch_secretary", "branch secretary"),
                                ("pioneer", "pioneer"),
                            ],
                            max_length=24,
                            verbose_name="role",
                        ),
                    ),
                    (
                        "unit",
                        models.ForeignKey(
                            db_constraint=False,
                            on_delete=django.db.models.deletion.DO_NOTHING,
                            related_name="+",
                            related_query_name="+",
                            to="grid.orgunit",
                            verbose_name="organisation unit",
                        ),
                    ),
                ],
                options={
                    "abstract": False,
                },
            ),
            migrations.CreateModel(
                name="GridAppointment",
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
                            choices=[("grid_worker", "grid worker")],
                            default="grid_worker",
                            max_length=24,
                            verbose_name="role",
                        ),
                    ),
                    (
                        "grid",
                        models.ForeignKey(
                            on_delete=django.db.models.deletion.PROTECT,
                            related_name="appointments",
                            to="grid.grid",
                            verbose_name="grid",
                        ),
                    ),
                ],
                options={
                    "verbose_name": "appointment on a grid",
                    "verbose_name_plural": "appointments on grids",
                    "constraints": [
                        models.CheckConstraint(
                            condition=models.Q(("during__isempty", False), ("during__lower_inf", False)),
                            name="grid_appointment_during_valid",
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
                            name="grid_appointment_in_known_years",
                            violation_error_message="The days lie in the years 1900 to 2199.",
                        ),
                        models.CheckConstraint(
                            condition=models.Q(("role", "grid_worker")),
                            name="grid_appointment_role_known",
                            violation_error_message="There is no such role on a grid.",
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
                                        models.F("grid"),
                                        models.F("grid"),
                                        models.Value("[]"),
                                        function="int8range",
                                        output_field=django.contrib.postgres.fields.ranges.BigIntegerRangeField(),
                                    ),
                                    "=",
                                ),
                                ("during", "&&"),
                            ],
                            name="grid_appointment_once",
                            violation_error_message="This person already works on this grid in these days.",
                        ),
                    ],
                },
            ),
            migrations.CreateModel(
                name="GridAppointmentHistory",
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
                            to="grid.gridappointment",
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
                            choices=[("grid_worker", "grid worker")],
                            default="grid_worker",
                            max_length=24,
                            verbose_name="role",
                        ),
                    ),
                    (
                        "grid",
                        models.ForeignKey(
                            db_constraint=False,
                            on_delete=django.db.models.deletion.DO_NOTHING,
                            related_name="+",
                            related_query_name="+",
                            to="grid.grid",
                            verbose_name="grid",
                        ),
                    ),
                ],
                options={
                    "abstract": False,
                },
            ),
            migrations.CreateModel(
                name="CalendarDay",
                fields=[
                    (
                        "id",
                        models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID"),
                    ),
                    (
                        "community",
                        models.ForeignKey(
                            on_delete=django.db.models.deletion.CASCADE,
                            related_name="calendar_days",
                            to="grid.community",
                            verbose_name="community",
                        ),
                    ),
                    ("day", models.DateField(verbose_name="day")),
                    (
                        "kind",
                        models.CharField(
                            choices=[("off", "statutory holiday"), ("work", "make-up working day")],
                            max_length=4,
                            verbose_name="kind",
                        ),
                    ),
                    ("name", models.CharField(blank=True, max_length=30, verbose_name="name")),
                ],
                options={
                    "verbose_name": "holiday or working day",
                    "verbose_name_plural": "holidays and working days",
                    "ordering": ["-day"],
                    "constraints": [
                        models.UniqueConstraint(
                            fields=("community", "day"),
                            name="calendar_day_once",
                            violation_error_message="This day is already entered.",
                        ),
                        models.CheckConstraint(
                            condition=models.Q(("kind__in", ["off", "work"])), name="calendar_day_kind_known"
                        ),
                    ],
                },
            ),
            migrations.CreateModel(
                name="CalendarDayHistory",
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
                            to="grid.calendarday",
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
                    ("day", models.DateField(verbose_name="day")),
                    (
                        "kind",
                        models.CharField(
                            choices=[("off", "statutory holiday"), ("work", "make-up working day")],
                            max_length=4,
                            verbose_name="kind",
                        ),
                    ),
                    ("name", models.CharField(blank=True, max_length=30, verbose_name="name")),
                ],
                options={
                    "abstract": False,
                },
            ),
            migrations.CreateModel(
                name="Handover",
                fields=[
                    (
                        "id",
                        models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID"),
                    ),
                    (
                        "appointment",
                        models.ForeignKey(
                            on_delete=django.db.models.deletion.PROTECT,
                            related_name="handovers",
                            to="grid.unitappointment",
                            verbose_name="appointment that ends",
                        ),
                    ),
                    (
                        "to",
                        models.ForeignKey(
                            on_delete=django.db.models.deletion.PROTECT,
                            related_name="handovers",
                            to=settings.AUTH_USER_MODEL,
                            verbose_name="new holder",
                        ),
                    ),
                    (
                        "unit",
                        models.ForeignKey(
                            on_delete=django.db.models.deletion.PROTECT,
                            related_name="handovers_in",
                            to="grid.orgunit",
                            verbose_name="post afterwards",
                        ),
                    ),
                    ("remarks", models.CharField(blank=True, max_length=300, verbose_name="remarks")),
                    (
                        "state",
                        models.CharField(
                            choices=[
                                ("prepared", "waits for the new holder"),
                                ("received", "received"),
                                ("called_off", "called off"),
                            ],
                            default="prepared",
                            max_length=12,
                            verbose_name="state",
                        ),
                    ),
                    (
                        "prepared_by",
                        models.ForeignKey(
                            on_delete=django.db.models.deletion.PROTECT,
                            related_name="+",
                            to=settings.AUTH_USER_MODEL,
                            verbose_name="prepared by",
                        ),
                    ),
                    ("prepared_at", models.DateTimeField(default=common.time.clock.now, verbose_name="prepared at")),
                    (
                        "closed_at",
                        models.DateTimeField(blank=True, null=True, verbose_name="received or called off at"),
                    ),
                    ("parts", models.JSONField(blank=True, default=list, verbose_name="what went over")),
                    (
                        "opened",
                        models.OneToOneField(
                            blank=True,
                            null=True,
                            on_delete=django.db.models.deletion.PROTECT,
                            related_name="opened_by",
                            to="grid.unitappointment",
                            verbose_name="appointment that begins",
                        ),
                    ),
                ],
                options={
                    "verbose_name": "handover",
                    "verbose_name_plural": "handovers",
                    "ordering": ["-prepared_at"],
                    "constraints": [
                        models.UniqueConstraint(
                            condition=models.Q(("state", "prepared")),
                            fields=("appointment",),
                            name="handover_one_open",
                            violation_error_message="A handover of this post already waits for the new holder.",
                        ),
                        models.CheckConstraint(
                            condition=models.Q(
                                models.Q(("closed_at", None), ("state", "prepared")),
                                models.Q(("state__in", ["received", "called_off"]), ("closed_at__isnull", False)),
                                _connector="OR",
                            ),
                            name="handover_closed_once",
                            violation_error_message="A handover is received or called off at some time.",
                        ),
                        models.CheckConstraint(
                            condition=models.Q(("opened", None), ("state", "received"), _connector="OR"),
                            name="handover_opens_when_received",
                            violation_error_message="Only a handover that was received begins an appointment.",
                        ),
                    ],
                },
            ),
            migrations.CreateModel(
                name="HandoverHistory",
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
                            to="grid.handover",
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
                        "appointment",
                        models.ForeignKey(
                            db_constraint=False,
                            on_delete=django.db.models.deletion.DO_NOTHING,
                            related_name="+",
                            related_query_name="+",
                            to="grid.unitappointment",
                            verbose_name="appointment that ends",
                        ),
                    ),
                    (
                        "to",
                        models.ForeignKey(
                            db_constraint=False,
                            on_delete=django.db.models.deletion.DO_NOTHING,
                            related_name="+",
                            related_query_name="+",
                            to=settings.AUTH_USER_MODEL,
                            verbose_name="new holder",
                        ),
                    ),
                    (
                        "unit",
                        models.ForeignKey(
                            db_constraint=False,
                            on_delete=django.db.models.deletion.DO_NOTHING,
                            related_name="+",
                            related_query_name="+",
                            to="grid.orgunit",
                            verbose_name="post afterwards",
                        ),
                    ),
                    ("remarks", models.CharField(blank=True, max_length=300, verbose_name="remarks")),
                    (
                        "state",
                        models.CharField(
                            choices=[
                                ("prepared", "waits for the new holder"),
                                ("received", "received"),
                                ("called_off", "called off"),
                            ],
                            default="prepared",
                            max_length=12,
                            verbose_name="state",
                        ),
                    ),
                    (
                        "prepared_by",
                        models.ForeignKey(
                            db_constraint=False,
                            on_delete=django.db.models.deletion.DO_NOTHING,
                            related_name="+",
                            related_query_name="+",
                            to=settings.AUTH_USER_MODEL,
                            verbose_name="prepared by",
                        ),
                    ),
                    ("prepared_at", models.DateTimeField(default=common.time.clock.now, verbose_name="prepared at")),
                    (
                        "closed_at",
                        models.DateTimeField(blank=True, null=True, verbose_name="received or called off at"),
                    ),
                    ("parts", models.JSONField(blank=True, default=list, verbose_name="what went over")),
                    (
                        "opened",
                        models.ForeignKey(
                            blank=True,
                            db_constraint=False,
                            null=True,
                            on_delete=django.db.models.deletion.DO_NOTHING,
                            related_name="+",
                            related_query_name="+",
                            to="grid.unitappointment",
                            verbose_name="appointment that begins",
                        ),
                    ),
                ],
                options={
                    "abstract": False,
                },
            ),
            migrations.CreateModel(
                name="IdentityDisplay",
                fields=[
                    (
                        "id",
                        models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID"),
                    ),
                    (
                        "appointment",
                        models.ForeignKey(
                            on_delete=django.db.models.deletion.PROTECT,
                            related_name="displays",
                            to="grid.unitappointment",
                            verbose_name="appointment",
                        ),
                    ),
                    (
                        "post_level",
                        models.GeneratedField(
                            db_persist=True,
                            expression=models.Value(3),
                            output_field=models.PositiveSmallIntegerField(),
                        ),
                    ),
                    ("words", models.CharField(blank=True, max_length=60, verbose_name="a sentence of one's own")),
                    (
                        "photo",
                        models.ImageField(
                            blank=True, upload_to=grid.models.identity.portrait_path, verbose_name="photo"
                        ),
                    ),
                    (
                        "consented_at",
                        models.DateTimeField(default=common.time.clock.now, verbose_name="consented at"),
                    ),
                    ("withdrawn_at", models.DateTimeField(blank=True, null=True, verbose_name="withdrawn at")),
                ],
                options={
                    "verbose_name": "identity display",
                    "verbose_name_plural": "identity displays",
                    "constraints": [
                        models.UniqueConstraint(
                            condition=models.Q(("withdrawn_at", None)),
                            fields=("appointment",),
                            name="identity_display_one_live",
                            violation_error_message="You already show who you are.",
                        ),
                        models.CheckConstraint(
                            condition=models.Q(("withdrawn_at", None), ("photo", ""), _connector="OR"),
                            name="identity_display_withdrawn_has_no_photo",
                            violation_error_message="After consent was withdrawn no photo is kept.",
                        ),
                        models.CheckConstraint(
                            condition=models.Q(
                                ("withdrawn_at", None),
                                ("withdrawn_at__gte", models.F("consented_at")),
                                _connector="OR",
                            ),
                            name="identity_display_withdrawn_after_given",
                            violation_error_message="A consent can only be withdrawn after it was given.",
                        ),
                    ],
                },
            ),
            migrations.CreateModel(
                name="IdentityDisplayHistory",
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
                            to="grid.identitydisplay",
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
                        "appointment",
                        models.ForeignKey(
                            db_constraint=False,
                            on_delete=django.db.models.deletion.DO_NOTHING,
                            related_name="+",
                            related_query_name="+",
                            to="grid.unitappointment",
                            verbose_name="appointment",
                        ),
                    ),
                    ("words", models.CharField(blank=True, max_length=60, verbose_name="a sentence of one's own")),
                    (
                        "consented_at",
                        models.DateTimeField(default=common.time.clock.now, verbose_name="consented at"),
                    ),
                    ("withdrawn_at", models.DateTimeField(blank=True, null=True, verbose_name="withdrawn at")),
                ],
                options={
                    "abstract": False,
                },
            ),
            migrations.CreateModel(
                name="PioneerLink",
                fields=[
                    (
                        "id",
                        models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID"),
                    ),
                    (
                        "person",
                        models.ForeignKey(
                            on_delete=django.db.models.deletion.PROTECT,
                            related_name="pioneer_links",
                            to="accounts.person",
                            verbose_name="person",
                        ),
                    ),
                    (
                        "post",
                        models.ForeignKey(
                            limit_choices_to={"level": 3},
                            on_delete=django.db.models.deletion.PROTECT,
                            related_name="links",
                            to="grid.orgunit",
                            verbose_name="pioneer post",
                        ),
                    ),
                    (
                        "post_level",
                        models.GeneratedField(
                            db_persist=True,
                            expression=models.Value(3),
                            output_field=models.PositiveSmallIntegerField(),
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
                    "verbose_name": "link to a post",
                    "verbose_name_plural": "links to posts",
                    "constraints": [
                        models.CheckConstraint(
                            condition=models.Q(("during__isempty", False), ("during__lower_inf", False)),
                            name="pioneer_link_during_valid",
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
                            name="pioneer_link_in_known_years",
                            violation_error_message="The days lie in the years 1900 to 2199.",
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
                                ("during", "&&"),
                            ],
                            name="pioneer_link_one_at_a_time",
                            violation_error_message="This person is already linked to a post in these days.",
                        ),
                    ],
                },
            ),
            migrations.CreateModel(
                name="PioneerLinkHistory",
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
                            to="grid.pioneerlink",
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
                        "post",
                        models.ForeignKey(
                            db_constraint=False,
                            limit_choices_to={"level": 3},
                            on_delete=django.db.models.deletion.DO_NOTHING,
                            related_name="+",
                            related_query_name="+",
                            to="grid.orgunit",
                            verbose_name="pioneer post",
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
                name="Survey",
                fields=[
                    (
                        "id",
                        models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID"),
                    ),
                    (
                        "unit",
                        models.ForeignKey(
                            limit_choices_to={"level__in": [1, 2]},
                            on_delete=django.db.models.deletion.PROTECT,
                            related_name="surveys",
                            to="grid.orgunit",
                            verbose_name="organisation unit",
                        ),
                    ),
                    ("unit_level", models.PositiveSmallIntegerField(editable=False)),
                    ("title", models.CharField(max_length=80, verbose_name="title")),
                    ("during", django.contrib.postgres.fields.ranges.DateRangeField(verbose_name="period")),
                    (
                        "result",
                        models.TextField(
                            blank=True, help_text="What was found, in a few sentences.", verbose_name="result"
                        ),
                    ),
                    (
                        "finished_at",
                        models.DateTimeField(blank=True, editable=False, null=True, verbose_name="finished at"),
                    ),
                ],
                options={
                    "verbose_name": "survey",
                    "verbose_name_plural": "surveys",
                    "ordering": ["-during"],
                    "constraints": [
                        models.CheckConstraint(
                            condition=models.Q(
                                ("during__isempty", False), ("during__lower_inf", False), ("during__upper_inf", False)
                            ),
                            name="survey_during_valid",
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
                            name="survey_in_known_years",
                            violation_error_message="The days lie in the years 1900 to 2199.",
                        ),
                        models.CheckConstraint(
                            condition=models.Q(("unit_level__in", [1, 2])),
                            name="survey_of_branch",
                            violation_error_message="Only branches run surveys.",
                        ),
                        models.UniqueConstraint(
                            fields=("unit", "title"),
                            name="survey_title_unique",
                            violation_error_message="There is already a survey with this title.",
                        ),
                        models.CheckConstraint(
                            condition=models.Q(("title", ""), _negated=True),
                            name="survey_has_title",
                            violation_error_message="Please enter a title.",
                        ),
                    ],
                },
            ),
            migrations.CreateModel(
                name="SurveyAnswer",
                fields=[
                    (
                        "id",
                        models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID"),
                    ),
                    (
                        "survey",
                        models.ForeignKey(
                            on_delete=django.db.models.deletion.PROTECT,
                            related_name="answers",
                            to="grid.survey",
                            verbose_name="survey",
                        ),
                    ),
                    (
                        "household",
                        models.ForeignKey(
                            on_delete=django.db.models.deletion.PROTECT,
                            related_name="survey_answers",
                            to="grid.household",
                            verbose_name="household",
                        ),
                    ),
                    (
                        "outcome",
                        models.CharField(
                            choices=[
                                ("answered", "answered"),
                                ("nobody_home", "nobody at home"),
                                ("declined", "would rather not say"),
                            ],
                            max_length=12,
                            verbose_name="outcome",
                        ),
                    ),
                    ("in_service", models.PositiveSmallIntegerField(default=0, verbose_name="in-service members")),
                    ("floating", models.PositiveSmallIntegerField(default=0, verbose_name="floating members")),
                    (
                        "by",
                        models.ForeignKey(
                            on_delete=django.db.models.deletion.PROTECT,
                            related_name="+",
                            to=settings.AUTH_USER_MODEL,
                            verbose_name="asked by",
                        ),
                    ),
                    ("on", models.DateField(default=common.time.clock.today, verbose_name="asked on")),
                ],
                options={
                    "verbose_name": "answer to a survey",
                    "verbose_name_plural": "answers to surveys",
                    "ordering": ["-on", "-pk"],
                    "constraints": [
                        models.UniqueConstraint(
                            fields=("survey", "household"),
                            name="survey_answer_once_a_household",
                            violation_error_message="This household was already asked in this survey.",
                        ),
                        models.CheckConstraint(
                            condition=models.Q(("outcome__in", ["answered", "nobody_home", "declined"])),
                            name="survey_answer_outcome_known",
                            violation_error_message="Please choose one of the outcomes.",
                        ),
                        models.CheckConstraint(
                            condition=models.Q(
                                models.Q(("floating__lte", 20), ("in_service__lte", 20), ("outcome", "answered")),
                                models.Q(("floating", 0), ("in_service", 0)),
                                _connector="OR",
                            ),
                            name="survey_answer_counts_plausible",
                            violation_error_message="Only a household that answered has members to count, and at most 20.",
                        ),
                        models.CheckConstraint(
                            condition=models.Q(
                                ("on__gte", datetime.date(1900, 1, 1)), ("on__lt", datetime.date(2200, 1, 1))
                            ),
                            name="survey_answer_in_known_years",
                            violation_error_message="The days lie in the years 1900 to 2199.",
                        ),
                    ],
                },
            ),
            migrations.CreateModel(
                name="PartyRelation",
                fields=[
                    (
                        "id",
                        models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID"),
                    ),
                    (
                        "person",
                        models.ForeignKey(
                            on_delete=django.db.models.deletion.PROTECT,
                            related_name="party_relations",
                            to="accounts.person",
                            verbose_name="person",
                        ),
                    ),
                    (
                        "kind",
                        models.CharField(
                            choices=[
                                ("home", "member of the branch"),
                                ("floating_out", "member of the branch, living elsewhere"),
                                ("in_service", "in service, reports to the branch"),
                                ("floating_in", "floating member living here"),
                                ("outside", "at an organisation outside"),
                            ],
                            max_length=16,
                            verbose_name="kind",
                        ),
                    ),
                    (
                        "branch",
                        models.ForeignKey(
                            blank=True,
                            limit_choices_to={"level": 2},
                            null=True,
                            on_delete=django.db.models.deletion.PROTECT,
                            related_name="party_relations",
                            to="grid.orgunit",
                            verbose_name="branch",
                        ),
                    ),
                    (
                        "branch_level",
                        models.GeneratedField(
                            db_persist=True,
                            expression=models.Value(2),
                            output_field=models.PositiveSmallIntegerField(),
                        ),
                    ),
                    (
                        "organisation",
                        models.CharField(
                            blank=True,
                            help_text="Where the relation is kept, if not here.",
                            max_length=80,
                            verbose_name="organisation outside",
                        ),
                    ),
                    (
                        "during",
                        django.contrib.postgres.fields.ranges.DateRangeField(
                            default=common.time.ranges.since, verbose_name="during"
                        ),
                    ),
                    (
                        "found_in",
                        models.ForeignKey(
                            blank=True,
                            editable=False,
                            null=True,
                            on_delete=django.db.models.deletion.SET_NULL,
                            related_name="found",
                            to="grid.surveyanswer",
                            verbose_name="found in the survey",
                        ),
                    ),
                ],
                options={
                    "verbose_name": "party relation",
                    "verbose_name_plural": "party register",
                    "constraints": [
                        models.CheckConstraint(
                            condition=models.Q(("during__isempty", False), ("during__lower_inf", False)),
                            name="party_relation_during_valid",
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
                            name="party_relation_in_known_years",
                            violation_error_message="The days lie in the years 1900 to 2199.",
                        ),
                        models.CheckConstraint(
                            condition=models.Q(
                                ("kind__in", ["home", "floating_out", "in_service", "floating_in", "outside"])
                            ),
                            name="party_relation_kind_known",
                            violation_error_message="Please choose one of the kinds.",
                        ),
                        models.CheckConstraint(
                            condition=models.Q(
                                models.Q(("branch", None), ("kind", "outside")),
                                models.Q(models.Q(("kind", "outside"), _negated=True), ("branch__isnull", False)),
                                _connector="OR",
                            ),
                            name="party_relation_has_branch",
                            violation_error_message="Please choose the branch; only a relation outside has none.",
                        ),
                        models.CheckConstraint(
                            condition=models.Q(
                                models.Q(("kind__in", ["home", "floating_out"]), ("organisation", "")),
                                models.Q(
                                    ("kind__in", ["in_service", "floating_in", "outside"]),
                                    models.Q(("organisation", ""), _negated=True),
                                ),
                                _connector="OR",
                            ),
                            name="party_relation_names_organisation",
                            violation_error_message="Please name the organisation outside, for these kinds only.",
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
                                ("during", "&&"),
                            ],
                            name="party_relation_one_at_a_time",
                            violation_error_message="This person already has a party relation in these days. Please use a transfer.",
                        ),
                    ],
                },
            ),
            migrations.CreateModel(
                name="PartyRelationHistory",
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
                            to="grid.partyrelation",
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
                        "kind",
                        models.CharField(
                            choices=[
                                ("home", "member of the branch"),
                                ("floating_out", "member of the branch, living elsewhere"),
                                ("in_service", "in service, reports to the branch"),
                                ("floating_in", "floating member living here"),
                                ("outside", "at an organisation outside"),
                            ],
                            max_length=16,
                            verbose_name="kind",
                        ),
                    ),
                    (
                        "branch",
                        models.ForeignKey(
                            blank=True,
                            db_constraint=False,
                            limit_choices_to={"level": 2},
                            null=True,
                            on_delete=django.db.models.deletion.DO_NOTHING,
                            related_name="+",
                            related_query_name="+",
                            to="grid.orgunit",
                            verbose_name="branch",
                        ),
                    ),
                    (
                        "organisation",
                        models.CharField(
                            blank=True,
                            help_text="Where the relation is kept, if not here.",
                            max_length=80,
                            verbose_name="organisation outside",
                        ),
                    ),
                    (
                        "during",
                        django.contrib.postgres.fields.ranges.DateRangeField(
                            default=common.time.ranges.since, verbose_name="during"
                        ),
                    ),
                    (
                        "found_in",
                        models.ForeignKey(
                            blank=True,
                            db_constraint=False,
                            editable=False,
                            null=True,
                            on_delete=django.db.models.deletion.DO_NOTHING,
                            related_name="+",
                            related_query_name="+",
                            to="grid.surveyanswer",
                            verbose_name="found in the survey",
                        ),
                    ),
                ],
                options={
                    "abstract": False,
                },
            ),
            migrations.CreateModel(
                name="PartyTransfer",
                fields=[
                    (
                        "id",
                        models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID"),
                    ),
                    (
                        "relation",
                        models.ForeignKey(
                            on_delete=django.db.models.deletion.PROTECT,
                            related_name="transfers",
                            to="grid.partyrelation",
                            verbose_name="relation that ends",
                        ),
                    ),
                    (
                        "to_branch",
                        models.ForeignKey(
                            on_delete=django.db.models.deletion.PROTECT,
                            related_name="transfers_in",
                            to="grid.orgunit",
                            verbose_name="receiving branch",
                        ),
                    ),
                    (
                        "to_level",
                        models.GeneratedField(
                            db_persist=True,
                            expression=models.Value(2),
                            output_field=models.PositiveSmallIntegerField(),
                        ),
                    ),
                    (
                        "kind",
                        models.CharField(
                            choices=[
                                ("home", "member of the branch"),
                                ("floating_out", "member of the branch, living elsewhere"),
                                ("in_service", "in service, reports to the branch"),
                                ("floating_in", "floating member living here"),
                                ("outside", "at an organisation outside"),
                            ],
                            default="home",
                            max_length=16,
                            verbose_name="kind afterwards",
                        ),
                    ),
                    ("reason", models.CharField(max_length=200, verbose_name="reason")),
                    (
                        "state",
                        models.CharField(
                            choices=[
                                ("requested", "waits for the receiving branch"),
                                ("accepted", "accepted"),
                                ("refused", "sent back"),
                                ("withdrawn", "withdrawn"),
                            ],
                            default="requested",
                            max_length=12,
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
                    ("asked_at", models.DateTimeField(default=common.time.clock.now, verbose_name="asked at")),
                    (
                        "decided_by",
                        models.ForeignKey(
                            blank=True,
                            null=True,
                            on_delete=django.db.models.deletion.PROTECT,
                            related_name="+",
                            to=settings.AUTH_USER_MODEL,
                            verbose_name="decided by",
                        ),
                    ),
                    ("decided_at", models.DateTimeField(blank=True, null=True, verbose_name="decided at")),
                    ("answer", models.CharField(blank=True, max_length=200, verbose_name="answer")),
                    (
                        "opened",
                        models.OneToOneField(
                            blank=True,
                            null=True,
                            on_delete=django.db.models.deletion.PROTECT,
                            related_name="opened_by",
                            to="grid.partyrelation",
                            verbose_name="relation that begins",
                        ),
                    ),
                ],
                options={
                    "verbose_name": "transfer of a member",
                    "verbose_name_plural": "transfers of members",
                    "ordering": ["-asked_at"],
                    "constraints": [
                        models.UniqueConstraint(
                            condition=models.Q(("state", "requested")),
                            fields=("relation",),
                            name="party_transfer_one_open",
                            violation_error_message="A transfer of this member already waits for an answer.",
                        ),
                        models.CheckConstraint(
                            condition=models.Q(
                                models.Q(("decided_at", None), ("decided_by", None), ("state", "requested")),
                                models.Q(
                                    ("state__in", ["accepted", "refused", "withdrawn"]),
                                    ("decided_at__isnull", False),
                                    ("decided_by__isnull", False),
                                ),
                                _connector="OR",
                            ),
                            name="party_transfer_decided_once",
                            violation_error_message="A transfer is decided by somebody, at some time.",
                        ),
                        models.CheckConstraint(
                            condition=models.Q(
                                models.Q(("opened__isnull", False), ("state", "accepted")),
                                models.Q(models.Q(("state", "accepted"), _negated=True), ("opened", None)),
                                _connector="OR",
                            ),
                            name="party_transfer_accepted_opens_relation",
                            violation_error_message="An accepted transfer opens the new relation, and only that one does.",
                        ),
                        models.CheckConstraint(
                            condition=models.Q(("kind__in", ["home", "floating_out", "in_service", "floating_in"])),
                            name="party_transfer_kind_at_branch",
                            violation_error_message="Please choose one of the kinds.",
                        ),
                        models.CheckConstraint(
                            condition=models.Q(("reason", ""), _negated=True),
                            name="party_transfer_has_reason",
                            violation_error_message="Please say why.",
                        ),
                    ],
                },
            ),
            migrations.CreateModel(
                name="PartyTransferHistory",
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
                            to="grid.partytransfer",
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
                        "relation",
                        models.ForeignKey(
                            db_constraint=False,
                            on_delete=django.db.models.deletion.DO_NOTHING,
                            related_name="+",
                            related_query_name="+",
                            to="grid.partyrelation",
                            verbose_name="relation that ends",
                        ),
                    ),
                    (
                        "to_branch",
                        models.ForeignKey(
                            db_constraint=False,
                            on_delete=django.db.models.deletion.DO_NOTHING,
                            related_name="+",
                            related_query_name="+",
                            to="grid.orgunit",
                            verbose_name="receiving branch",
                        ),
                    ),
                    (
                        "kind",
                        models.CharField(
                            choices=[
                                ("home", "member of the branch"),
                                ("floating_out", "member of the branch, living elsewhere"),
                                ("in_service", "in service, reports to the branch"),
                                ("floating_in", "floating member living here"),
                                ("outside", "at an organisation outside"),
                            ],
                            default="home",
                            max_length=16,
                            verbose_name="kind afterwards",
                        ),
                    ),
                    ("reason", models.CharField(max_length=200, verbose_name="reason")),
                    (
                        "state",
                        models.CharField(
                            choices=[
                                ("requested", "waits for the receiving branch"),
                                ("accepted", "accepted"),
                                ("refused", "sent back"),
                                ("withdrawn", "withdrawn"),
                            ],
                            default="requested",
                            max_length=12,
                            verbose_name="state",
                        ),
                    ),
                    (
                        "asked_by",
                        models.ForeignKey(
                            db_constraint=False,
                            on_delete=django.db.models.deletion.DO_NOTHING,
                            related_name="+",
                            related_query_name="+",
                            to=settings.AUTH_USER_MODEL,
                            verbose_name="asked by",
                        ),
                    ),
                    ("asked_at", models.DateTimeField(default=common.time.clock.now, verbose_name="asked at")),
                    (
                        "decided_by",
                        models.ForeignKey(
                            blank=True,
                            db_constraint=False,
                            null=True,
                            on_delete=django.db.models.deletion.DO_NOTHING,
                            related_name="+",
                            related_query_name="+",
                            to=settings.AUTH_USER_MODEL,
                            verbose_name="decided by",
                        ),
                    ),
                    ("decided_at", models.DateTimeField(blank=True, null=True, verbose_name="decided at")),
                    ("answer", models.CharField(blank=True, max_length=200, verbose_name="answer")),
                    (
                        "opened",
                        models.ForeignKey(
                            blank=True,
                            db_constraint=False,
                            null=True,
                            on_delete=django.db.models.deletion.DO_NOTHING,
                            related_name="+",
                            related_query_name="+",
                            to="grid.partyrelation",
                            verbose_name="relation that begins",
                        ),
                    ),
                ],
                options={
                    "abstract": False,
                },
            ),
            migrations.CreateModel(
                name="Residence",
                fields=[
                    (
                        "id",
                        models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID"),
                    ),
                    (
                        "person",
                        models.ForeignKey(
                            on_delete=django.db.models.deletion.CASCADE,
                            related_name="residences",
                            to="accounts.person",
                            verbose_name="person",
                        ),
                    ),
                    (
                        "building",
                        models.ForeignKey(
                            on_delete=django.db.models.deletion.PROTECT,
                            related_name="residences",
                            to="grid.building",
                            verbose_name="building",
                        ),
                    ),
                    (
                        "household",
                        models.ForeignKey(
                            blank=True,
                            null=True,
                            on_delete=django.db.models.deletion.PROTECT,
                            related_name="residences",
                            to="grid.household",
                            verbose_name="household",
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
                    "verbose_name": "residence",
                    "verbose_name_plural": "residences",
                    "constraints": [
                        models.CheckConstraint(
                            condition=models.Q(("during__isempty", False), ("during__lower_inf", False)),
                            name="residence_during_valid",
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
                            name="residence_in_known_years",
                            violation_error_message="The days lie in the years 1900 to 2199.",
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
                                        models.F("building"),
                                        models.F("building"),
                                        models.Value("[]"),
                                        function="int8range",
                                        output_field=django.contrib.postgres.fields.ranges.BigIntegerRangeField(),
                                    ),
                                    "=",
                                ),
                                ("during", "&&"),
                            ],
                            name="residence_once_a_building",
                            violation_error_message="This person is already recorded in this building for these days.",
                        ),
                    ],
                },
            ),
            migrations.CreateModel(
                name="ResidenceHistory",
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
                            to="grid.residence",
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
                        "building",
                        models.ForeignKey(
                            db_constraint=False,
                            on_delete=django.db.models.deletion.DO_NOTHING,
                            related_name="+",
                            related_query_name="+",
                            to="grid.building",
                            verbose_name="building",
                        ),
                    ),
                    (
                        "household",
                        models.ForeignKey(
                            blank=True,
                            db_constraint=False,
                            null=True,
                            on_delete=django.db.models.deletion.DO_NOTHING,
                            related_name="+",
                            related_query_name="+",
                            to="grid.household",
                            verbose_name="household",
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
                name="SurveyHistory",
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
                            to="grid.survey",
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
                        "unit",
                        models.ForeignKey(
                            db_constraint=False,
                            limit_choices_to={"level__in": [1, 2]},
                            on_delete=django.db.models.deletion.DO_NOTHING,
                            related_name="+",
                            related_query_name="+",
                            to="grid.orgunit",
                            verbose_name="organisation unit",
                        ),
                    ),
                    ("title", models.CharField(max_length=80, verbose_name="title")),
                    ("during", django.contrib.postgres.fields.ranges.DateRangeField(verbose_name="period")),
                    (
                        "result",
                        models.TextField(
                            blank=True, help_text="What was found, in a few sentences.", verbose_name="result"
                        ),
                    ),
                    (
                        "finished_at",
                        models.DateTimeField(blank=True, editable=False, null=True, verbose_name="finished at"),
                    ),
                ],
                options={
                    "abstract": False,
                },
            ),
            migrations.CreateModel(
                name="SurveyAnswerHistory",
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
                            to="grid.surveyanswer",
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
                        "survey",
                        models.ForeignKey(
                            db_constraint=False,
                            on_delete=django.db.models.deletion.DO_NOTHING,
                            related_name="+",
                            related_query_name="+",
                            to="grid.survey",
                            verbose_name="survey",
                        ),
                    ),
                    (
                        "household",
                        models.ForeignKey(
                            db_constraint=False,
                            on_delete=django.db.models.deletion.DO_NOTHING,
                            related_name="+",
                            related_query_name="+",
                            to="grid.household",
                            verbose_name="household",
                        ),
                    ),
                    (
                        "outcome",
                        models.CharField(
                            choices=[
                                ("answered", "answered"),
                                ("nobody_home", "nobody at home"),
                                ("declined", "would rather not say"),
                            ],
                            max_length=12,
                            verbose_name="outcome",
                        ),
                    ),
                    ("in_service", models.PositiveSmallIntegerField(default=0, verbose_name="in-service members")),
                    ("floating", models.PositiveSmallIntegerField(default=0, verbose_name="floating members")),
                    (
                        "by",
                        models.ForeignKey(
                            db_constraint=False,
                            on_delete=django.db.models.deletion.DO_NOTHING,
                            related_name="+",
                            related_query_name="+",
                            to=settings.AUTH_USER_MODEL,
                            verbose_name="asked by",
                        ),
                    ),
                    ("on", models.DateField(default=common.time.clock.today, verbose_name="asked on")),
                ],
                options={
                    "abstract": False,
                },
            ),
            migrations.CreateModel(
                name="Visit",
                fields=[
                    (
                        "id",
                        models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID"),
                    ),
                    (
                        "household",
                        models.ForeignKey(
                            on_delete=django.db.models.deletion.PROTECT,
                            related_name="visits",
                            to="grid.household",
                            verbose_name="household",
                        ),
                    ),
                    (
                        "post",
                        models.ForeignKey(
                            blank=True,
                            null=True,
                            on_delete=django.db.models.deletion.PROTECT,
                            related_name="visits",
                            to="grid.orgunit",
                            verbose_name="pioneer post",
                        ),
                    ),
                    (
                        "post_level",
                        models.GeneratedField(
                            db_persist=True,
                            expression=models.Value(3),
                            output_field=models.PositiveSmallIntegerField(),
                        ),
                    ),
                    (
                        "visitor",
                        models.ForeignKey(
                            on_delete=django.db.models.deletion.PROTECT,
                            related_name="visits_made",
                            to="accounts.person",
                            verbose_name="visited by",
                        ),
                    ),
                    ("on", models.DateField(default=common.time.clock.today, verbose_name="visited on")),
                    ("summary", models.CharField(blank=True, max_length=200, verbose_name="in short")),
                    ("needs", models.CharField(blank=True, max_length=200, verbose_name="what is needed")),
                    ("met", models.BooleanField(default=True, verbose_name="somebody was at home")),
                    (
                        "by",
                        models.ForeignKey(
                            on_delete=django.db.models.deletion.PROTECT,
                            related_name="+",
                            to=settings.AUTH_USER_MODEL,
                            verbose_name="recorded by",
                        ),
                    ),
                    (
                        "recorded_at",
                        models.DateTimeField(
                            default=common.time.clock.now, editable=False, verbose_name="recorded at"
                        ),
                    ),
                ],
                options={
                    "verbose_name": "visit",
                    "verbose_name_plural": "visits",
                    "ordering": ["-on", "-pk"],
                    "indexes": [models.Index(fields=["household", "-on"], name="visit_household_on")],
                    "constraints": [
                        models.UniqueConstraint(
                            fields=("household", "visitor", "on"),
                            name="visit_once_a_day",
                            violation_error_message="This visit of today is already recorded.",
                        ),
                        models.CheckConstraint(
                            condition=models.Q(("met", True), ("needs", ""), _connector="OR"),
                            name="visit_needs_were_told",
                            violation_error_message="Needs can only be heard when somebody was at home.",
                        ),
                        models.CheckConstraint(
                            condition=models.Q(
                                ("on__gte", datetime.date(1900, 1, 1)), ("on__lt", datetime.date(2200, 1, 1))
                            ),
                            name="visit_in_known_years",
                            violation_error_message="The days lie in the years 1900 to 2199.",
                        ),
                    ],
                },
            ),
            migrations.CreateModel(
                name="VisitHistory",
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
                            to="grid.visit",
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
                        "household",
                        models.ForeignKey(
                            db_constraint=False,
                            on_delete=django.db.models.deletion.DO_NOTHING,
                            related_name="+",
                            related_query_name="+",
                            to="grid.household",
                            verbose_name="household",
                        ),
                    ),
                    (
                        "post",
                        models.ForeignKey(
                            blank=True,
                            db_constraint=False,
                            null=True,
                            on_delete=django.db.models.deletion.DO_NOTHING,
                            related_name="+",
                            related_query_name="+",
                            to="grid.orgunit",
                            verbose_name="pioneer post",
                        ),
                    ),
                    (
                        "visitor",
                        models.ForeignKey(
                            db_constraint=False,
                            on_delete=django.db.models.deletion.DO_NOTHING,
                            related_name="+",
                            related_query_name="+",
                            to="accounts.person",
                            verbose_name="visited by",
                        ),
                    ),
                    ("on", models.DateField(default=common.time.clock.today, verbose_name="visited on")),
                    ("summary", models.CharField(blank=True, max_length=200, verbose_name="in short")),
                    ("needs", models.CharField(blank=True, max_length=200, verbose_name="what is needed")),
                    ("met", models.BooleanField(default=True, verbose_name="somebody was at home")),
                    (
                        "by",
                        models.ForeignKey(
                            db_constraint=False,
                            on_delete=django.db.models.deletion.DO_NOTHING,
                            related_name="+",
                            related_query_name="+",
                            to=settings.AUTH_USER_MODEL,
                            verbose_name="recorded by",
                        ),
                    ),
                    (
                        "recorded_at",
                        models.DateTimeField(
                            default=common.time.clock.now, editable=False, verbose_name="recorded at"
                        ),
                    ),
                ],
                options={
                    "abstract": False,
                },
            ),
        ),
    ]
