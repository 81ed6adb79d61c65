"""What a device at the desk sends twice is counted once."""

import django.db.models.deletion
import pgtrigger.compiler
import pgtrigger.migrations
from django.conf import settings
from django.db import migrations, models

import common.time.clock
from common.db.migrations import CombinedOperation


class Migration(migrations.Migration):
    dependencies = [
        ("events", "0021_parties_have_check_ins"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.CreateModel(
            name="Tap",
            fields=[
                ("id", models.UUIDField(primary_key=True, serialize=False)),
                ("act", models.CharField(choices=[("in", "in"), ("out", "out")], max_length=3, verbose_name="act")),
                ("at", models.DateTimeField(verbose_name="tapped at")),
                ("arrived_at", models.DateTimeField(default=common.time.clock.now, verbose_name="arrived at")),
            ],
            options={
                "verbose_name": "tap",
                "verbose_name_plural": "taps",
                "ordering": ["arrived_at", "pk"],
            },
        ),
        CombinedOperation(
            migrations.AddField(
                model_name="tap",
                name="by",
                field=models.ForeignKey(
                    on_delete=django.db.models.deletion.PROTECT,
                    related_name="+",
                    to=settings.AUTH_USER_MODEL,
                    verbose_name="by",
                ),
            ),
            migrations.AddField(
                model_name="tap",
                name="registration",
                field=models.ForeignKey(
                    on_delete=django.db.models.deletion.CASCADE,
                    related_name="taps",
                    to="events.registration",
                    verbose_name="registration",
                ),
            ),
        ),
        CombinedOperation(
            migrations.AddConstraint(
                model_name="tap",
                constraint=models.CheckConstraint(
                    condition=models.Q(("act__in", ["in", "out"])), name="tap_act_known"
                ),
            ),
            migrations.AddConstraint(
                model_name="tap",
                constraint=models.CheckConstraint(
                    condition=models.Q(("at__lte", models.F("arrived_at"))),
                    name="tap_before_it_arrived",
                    violation_error_message="A tap arrives after it was made.",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="tap",
            trigger=pgtrigger.compiler.Trigger(
                name="tap_stays",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func="RAISE EXCEPTION 'tap_stays' USING ERRCODE = 'check_violation', CONSTRAINT = 'tap_stays';",
                    hash="5fb5a10381b6f7a87e630580244807266ebab645",
                    operation="UPDATE",
                    pgid="pgtrigger_tap_stays_c8366",
                    table="events_tap",
                    when="BEFORE",
                ),
            ),
        ),
    ]
