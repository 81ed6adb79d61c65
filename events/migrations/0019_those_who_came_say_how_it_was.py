"""Those who came say how it was: what was said, and who was asked, the one without the other."""

import uuid

import django.db.models.deletion
import pgtrigger.compiler
import pgtrigger.migrations
from django.conf import settings
from django.db import migrations, models

from common.db.migrations import CombinedOperation


class Migration(migrations.Migration):
    dependencies = [
        ("accounts", "0021_notices_have_variables_for_carriers"),
        ("events", "0018_seats_are_kept_for_elders"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.CreateModel(
            name="Feedback",
            fields=[
                ("id", models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False)),
                (
                    "face",
                    models.CharField(
                        blank=True,
                        choices=[("happy", "happy"), ("so_so", "so-so"), ("unhappy", "unhappy")],
                        max_length=7,
                        verbose_name="How was the event?",
                    ),
                ),
                ("words", models.CharField(blank=True, max_length=200, verbose_name="In a sentence")),
                ("on_paper", models.BooleanField(default=False, verbose_name="on paper")),
            ],
            options={
                "verbose_name": "feedback",
                "verbose_name_plural": "feedback",
                "ordering": ["pk"],
            },
        ),
        migrations.AddField(
            model_name="registration",
            name="feedback",
            field=models.CharField(
                blank=True,
                choices=[("asked", "was asked"), ("answered", "answered"), ("dismissed", "dismissed")],
                db_default="",
                default="",
                editable=False,
                max_length=9,
            ),
        ),
        CombinedOperation(
            pgtrigger.migrations.AddTrigger(
                model_name="registration",
                trigger=pgtrigger.compiler.Trigger(
                    name="registration_feedback_of_who_came",
                    sql=pgtrigger.compiler.UpsertTriggerSql(
                        func="IF (NEW.feedback = '' OR NEW.status = 'attended') IS NOT TRUE THEN RAISE EXCEPTION 'registration_feedback_of_who_came' USING ERRCODE = 'check_violation', CONSTRAINT = 'registration_feedback_of_who_came'; END IF; RETURN NULL;",
                        hash="c5e3826ec1270af48523eda436cb33e805eb19ea",
                        operation='INSERT OR UPDATE OF "feedback"',
                        pgid="pgtrigger_registration_feedback_of_who_came_d1bad",
                        table="events_registration",
                        when="AFTER",
                    ),
                ),
            ),
            pgtrigger.migrations.AddTrigger(
                model_name="registration",
                trigger=pgtrigger.compiler.Trigger(
                    name="registration_feedback_once",
                    sql=pgtrigger.compiler.UpsertTriggerSql(
                        condition="WHEN (OLD.feedback IS DISTINCT FROM NEW.feedback)",
                        func="IF (OLD.feedback = '' OR (OLD.feedback = 'asked' AND NEW.feedback <> '')) IS NOT TRUE THEN RAISE EXCEPTION 'registration_feedback_once' USING ERRCODE = 'check_violation', CONSTRAINT = 'registration_feedback_once'; END IF; RETURN NULL;",
                        hash="b40c42612e1103636a06a74772f04ea561c19b67",
                        operation="UPDATE",
                        pgid="pgtrigger_registration_feedback_once_f0e9d",
                        table="events_registration",
                        when="AFTER",
                    ),
                ),
            ),
        ),
        migrations.AddConstraint(
            model_name="registration",
            constraint=models.CheckConstraint(
                condition=models.Q(("feedback__in", ["", "asked", "answered", "dismissed"])),
                name="registration_feedback_known",
            ),
        ),
        migrations.AddField(
            model_name="feedback",
            name="event",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.PROTECT,
                related_name="feedback",
                to="events.event",
                verbose_name="event",
            ),
        ),
        migrations.AddConstraint(
            model_name="feedback",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    ("face__in", ["happy", "so_so", "unhappy"]),
                    models.Q(("face", ""), ("on_paper", True), models.Q(("words", ""), _negated=True)),
                    _connector="OR",
                ),
                name="feedback_has_a_face",
                violation_error_message="Please choose a face.",
            ),
        ),
        CombinedOperation(
            pgtrigger.migrations.AddTrigger(
                model_name="feedback",
                trigger=pgtrigger.compiler.Trigger(
                    name="feedback_stays",
                    sql=pgtrigger.compiler.UpsertTriggerSql(
                        condition="WHEN (OLD.event_id IS DISTINCT FROM NEW.event_id OR OLD.face IS DISTINCT FROM NEW.face OR OLD.words IS DISTINCT FROM NEW.words OR OLD.on_paper IS DISTINCT FROM NEW.on_paper)",
                        func="RAISE EXCEPTION 'feedback_stays' USING ERRCODE = 'check_violation', CONSTRAINT = 'feedback_stays'; RETURN NULL;",
                        hash="70be6687c9505f4497a465f9cc916df85737af11",
                        operation="UPDATE",
                        pgid="pgtrigger_feedback_stays_17ad2",
                        table="events_feedback",
                        when="AFTER",
                    ),
                ),
            ),
            pgtrigger.migrations.AddTrigger(
                model_name="feedback",
                trigger=pgtrigger.compiler.Trigger(
                    name="feedback_from_who_came",
                    sql=pgtrigger.compiler.UpsertTriggerSql(
                        func="IF (\n    CASE WHEN NEW.on_paper THEN\n        NEW.face = '' OR (SELECT count(*) FROM events_feedback f WHERE f.event_id = NEW.event_id AND f.face <> '')\n        <= coalesce(\n            (SELECT e.headcount FROM events_event e WHERE e.id = NEW.event_id),\n            (SELECT sum(r.came) FROM events_registration r WHERE r.event_id = NEW.event_id),\n            0)\n    ELSE\n        (SELECT count(*) FROM events_feedback f WHERE f.event_id = NEW.event_id AND NOT f.on_paper)\n        <= (SELECT count(*) FROM events_registration r WHERE r.event_id = NEW.event_id AND r.feedback = 'answered')\n    END\n) IS NOT TRUE THEN RAISE EXCEPTION 'feedback_from_who_came' USING ERRCODE = 'check_violation', CONSTRAINT = 'feedback_from_who_came'; END IF; RETURN NULL;",
                        hash="c66678f6661e22b71bf6339094f727164e0b184e",
                        operation="INSERT",
                        pgid="pgtrigger_feedback_from_who_came_7eb08",
                        table="events_feedback",
                        when="AFTER",
                    ),
                ),
            ),
        ),
    ]
