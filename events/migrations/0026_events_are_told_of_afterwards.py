"""Afterwards events are told of, in words and with photos of which it is known who has agreed."""

import django.db.models.deletion
import django.db.models.functions.text
import django.db.models.lookups
import pgtrigger.compiler
import pgtrigger.migrations
from django.conf import settings
from django.db import migrations, models

import common.time.clock
import events.models.recaps


class Migration(migrations.Migration):
    dependencies = [
        ("events", "0025_histories_hold_all_columns"),
        ("grid", "0007_matters"),
        ("pghistory", "0007_auto_20250421_0444"),
        ("stations", "0005_holds_of_activities"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.CreateModel(
            name="EventPhoto",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("number", models.PositiveSmallIntegerField(verbose_name="number")),
                ("photo", models.ImageField(upload_to=events.models.recaps.recap_photo_path, verbose_name="photo")),
                ("words", models.CharField(max_length=60, verbose_name="what it shows")),
                (
                    "consent",
                    models.CharField(
                        choices=[
                            ("nobody", "nobody can be recognised"),
                            ("all", "everybody in it has agreed; for children, their guardians"),
                        ],
                        max_length=6,
                        verbose_name="who is in it",
                    ),
                ),
                (
                    "created_at",
                    models.DateTimeField(default=common.time.clock.now, editable=False, verbose_name="added at"),
                ),
            ],
            options={
                "verbose_name": "photo of an event",
                "verbose_name_plural": "photos of events",
                "ordering": ["number"],
            },
        ),
        migrations.CreateModel(
            name="EventPhotoHistory",
            fields=[
                ("pgh_id", models.AutoField(primary_key=True, serialize=False)),
                ("pgh_created_at", models.DateTimeField(auto_now_add=True)),
                ("pgh_label", models.TextField(help_text="The event label.")),
                ("id", models.BigIntegerField()),
                ("number", models.PositiveSmallIntegerField(verbose_name="number")),
                ("words", models.CharField(max_length=60, verbose_name="what it shows")),
                (
                    "consent",
                    models.CharField(
                        choices=[
                            ("nobody", "nobody can be recognised"),
                            ("all", "everybody in it has agreed; for children, their guardians"),
                        ],
                        max_length=6,
                        verbose_name="who is in it",
                    ),
                ),
                (
                    "created_at",
                    models.DateTimeField(default=common.time.clock.now, editable=False, verbose_name="added at"),
                ),
            ],
            options={
                "abstract": False,
            },
        ),
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
        migrations.AddField(
            model_name="event",
            name="recap",
            field=models.TextField(blank=True, editable=False, max_length=1000, verbose_name="how it was"),
        ),
        migrations.AddField(
            model_name="event",
            name="recap_published_at",
            field=models.DateTimeField(blank=True, editable=False, null=True, verbose_name="recap published at"),
        ),
        migrations.AddField(
            model_name="eventhistory",
            name="recap",
            field=models.TextField(blank=True, editable=False, max_length=1000, verbose_name="how it was"),
        ),
        migrations.AddField(
            model_name="eventhistory",
            name="recap_published_at",
            field=models.DateTimeField(blank=True, editable=False, null=True, verbose_name="recap published at"),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="event",
            trigger=pgtrigger.compiler.Trigger(
                name="event_recap_says_something",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func="IF (\n    NEW.recap_published_at IS NULL OR NEW.recap <> ''\n    OR EXISTS (SELECT 1 FROM events_eventphoto p WHERE p.event_id = NEW.id)\n) IS NOT TRUE THEN RAISE EXCEPTION 'event_recap_says_something' USING ERRCODE = 'check_violation', CONSTRAINT = 'event_recap_says_something'; END IF; RETURN NULL;",
                    hash="f1feddb675275637c3f04e547a152e86f097bd95",
                    operation='INSERT OR UPDATE OF "recap", "recap_published_at"',
                    pgid="pgtrigger_event_recap_says_something_d329c",
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
                    func='INSERT INTO "events_eventhistory" ("access", "audience", "bring", "cancel_reason", "capacity", "changed_at", "check_in_kind", "community_id", "cover", "cover_height", "cover_width", "created_at", "description", "elders_released_at", "elders_until", "ends_at", "grid_id", "headcount", "headcount_at", "hold_id", "id", "kind", "largest_party", "list_closed_at", "max_age", "meeting_point", "min_age", "organiser_id", "own_fields", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "place", "recap", "recap_published_at", "registration_closes_at", "seats_for_elders", "sequence", "series_day", "series_id", "space_id", "starts_at", "status", "summary", "title") VALUES (NEW."access", NEW."audience", NEW."bring", NEW."cancel_reason", NEW."capacity", NEW."changed_at", NEW."check_in_kind", NEW."community_id", NEW."cover", NEW."cover_height", NEW."cover_width", NEW."created_at", NEW."description", NEW."elders_released_at", NEW."elders_until", NEW."ends_at", NEW."grid_id", NEW."headcount", NEW."headcount_at", NEW."hold_id", NEW."id", NEW."kind", NEW."largest_party", NEW."list_closed_at", NEW."max_age", NEW."meeting_point", NEW."min_age", NEW."organiser_id", NEW."own_fields", _pgh_attach_context(), NOW(), \'insert\', NEW."id", NEW."place", NEW."recap", NEW."recap_published_at", NEW."registration_closes_at", NEW."seats_for_elders", NEW."sequence", NEW."series_day", NEW."series_id", NEW."space_id", NEW."starts_at", NEW."status", NEW."summary", NEW."title"); RETURN NULL;',
                    hash="24d636de853169ce5fa6c444f74c4faeb3b645a9",
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
                    condition='WHEN (OLD."access" IS DISTINCT FROM (NEW."access") OR OLD."audience" IS DISTINCT FROM (NEW."audience") OR OLD."bring" IS DISTINCT FROM (NEW."bring") OR OLD."cancel_reason" IS DISTINCT FROM (NEW."cancel_reason") OR OLD."capacity" IS DISTINCT FROM (NEW."capacity") OR OLD."changed_at" IS DISTINCT FROM (NEW."changed_at") OR OLD."check_in_kind" IS DISTINCT FROM (NEW."check_in_kind") OR OLD."community_id" IS DISTINCT FROM (NEW."community_id") OR OLD."cover" IS DISTINCT FROM (NEW."cover") OR OLD."cover_height" IS DISTINCT FROM (NEW."cover_height") OR OLD."cover_width" IS DISTINCT FROM (NEW."cover_width") OR OLD."created_at" IS DISTINCT FROM (NEW."created_at") OR OLD."description" IS DISTINCT FROM (NEW."description") OR OLD."elders_released_at" IS DISTINCT FROM (NEW."elders_released_at") OR OLD."elders_until" IS DISTINCT FROM (NEW."elders_until") OR OLD."ends_at" IS DISTINCT FROM (NEW."ends_at") OR OLD."grid_id" IS DISTINCT FROM (NEW."grid_id") OR OLD."headcount" IS DISTINCT FROM (NEW."headcount") OR OLD."headcount_at" IS DISTINCT FROM (NEW."headcount_at") OR OLD."hold_id" IS DISTINCT FROM (NEW."hold_id") OR OLD."id" IS DISTINCT FROM (NEW."id") OR OLD."kind" IS DISTINCT FROM (NEW."kind") OR OLD."largest_party" IS DISTINCT FROM (NEW."largest_party") OR OLD."list_closed_at" IS DISTINCT FROM (NEW."list_closed_at") OR OLD."max_age" IS DISTINCT FROM (NEW."max_age") OR OLD."meeting_point" IS DISTINCT FROM (NEW."meeting_point") OR OLD."min_age" IS DISTINCT FROM (NEW."min_age") OR OLD."organiser_id" IS DISTINCT FROM (NEW."organiser_id") OR OLD."own_fields" IS DISTINCT FROM (NEW."own_fields") OR OLD."place" IS DISTINCT FROM (NEW."place") OR OLD."recap" IS DISTINCT FROM (NEW."recap") OR OLD."recap_published_at" IS DISTINCT FROM (NEW."recap_published_at") OR OLD."registration_closes_at" IS DISTINCT FROM (NEW."registration_closes_at") OR OLD."seats_for_elders" IS DISTINCT FROM (NEW."seats_for_elders") OR OLD."sequence" IS DISTINCT FROM (NEW."sequence") OR OLD."series_id" IS DISTINCT FROM (NEW."series_id") OR OLD."series_day" IS DISTINCT FROM (NEW."series_day") OR OLD."space_id" IS DISTINCT FROM (NEW."space_id") OR OLD."starts_at" IS DISTINCT FROM (NEW."starts_at") OR OLD."status" IS DISTINCT FROM (NEW."status") OR OLD."summary" IS DISTINCT FROM (NEW."summary") OR OLD."title" IS DISTINCT FROM (NEW."title"))',
                    func='INSERT INTO "events_eventhistory" ("access", "audience", "bring", "cancel_reason", "capacity", "changed_at", "check_in_kind", "community_id", "cover", "cover_height", "cover_width", "created_at", "description", "elders_released_at", "elders_until", "ends_at", "grid_id", "headcount", "headcount_at", "hold_id", "id", "kind", "largest_party", "list_closed_at", "max_age", "meeting_point", "min_age", "organiser_id", "own_fields", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "place", "recap", "recap_published_at", "registration_closes_at", "seats_for_elders", "sequence", "series_day", "series_id", "space_id", "starts_at", "status", "summary", "title") VALUES (NEW."access", NEW."audience", NEW."bring", NEW."cancel_reason", NEW."capacity", NEW."changed_at", NEW."check_in_kind", NEW."community_id", NEW."cover", NEW."cover_height", NEW."cover_width", NEW."created_at", NEW."description", NEW."elders_released_at", NEW."elders_until", NEW."ends_at", NEW."grid_id", NEW."headcount", NEW."headcount_at", NEW."hold_id", NEW."id", NEW."kind", NEW."largest_party", NEW."list_closed_at", NEW."max_age", NEW."meeting_point", NEW."min_age", NEW."organiser_id", NEW."own_fields", _pgh_attach_context(), NOW(), \'update\', NEW."id", NEW."place", NEW."recap", NEW."recap_published_at", NEW."registration_closes_at", NEW."seats_for_elders", NEW."sequence", NEW."series_day", NEW."series_id", NEW."space_id", NEW."starts_at", NEW."status", NEW."summary", NEW."title"); RETURN NULL;',
                    hash="95d0e6e5492602ed4a2df44c6dd457d418b70c5c",
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
                    func='INSERT INTO "events_eventhistory" ("access", "audience", "bring", "cancel_reason", "capacity", "changed_at", "check_in_kind", "community_id", "cover", "cover_height", "cover_width", "created_at", "description", "elders_released_at", "elders_until", "ends_at", "grid_id", "headcount", "headcount_at", "hold_id", "id", "kind", "largest_party", "list_closed_at", "max_age", "meeting_point", "min_age", "organiser_id", "own_fields", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "place", "recap", "recap_published_at", "registration_closes_at", "seats_for_elders", "sequence", "series_day", "series_id", "space_id", "starts_at", "status", "summary", "title") VALUES (OLD."access", OLD."audience", OLD."bring", OLD."cancel_reason", OLD."capacity", OLD."changed_at", OLD."check_in_kind", OLD."community_id", OLD."cover", OLD."cover_height", OLD."cover_width", OLD."created_at", OLD."description", OLD."elders_released_at", OLD."elders_until", OLD."ends_at", OLD."grid_id", OLD."headcount", OLD."headcount_at", OLD."hold_id", OLD."id", OLD."kind", OLD."largest_party", OLD."list_closed_at", OLD."max_age", OLD."meeting_point", OLD."min_age", OLD."organiser_id", OLD."own_fields", _pgh_attach_context(), NOW(), \'delete\', OLD."id", OLD."place", OLD."recap", OLD."recap_published_at", OLD."registration_closes_at", OLD."seats_for_elders", OLD."sequence", OLD."series_day", OLD."series_id", OLD."space_id", OLD."starts_at", OLD."status", OLD."summary", OLD."title"); RETURN NULL;',
                    hash="17da212da3dd21dade503e50ced6f9ae39b1c1f9",
                    operation="DELETE",
                    pgid="pgtrigger_delete_delete_d74a6",
                    table="events_event",
                    when="AFTER",
                ),
            ),
        ),
        migrations.AddConstraint(
            model_name="event",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    ("recap_published_at", None),
                    models.Q(("recap_published_at__gte", models.F("ends_at")), ("status", "published")),
                    _connector="OR",
                ),
                name="event_recap_after_end",
                violation_error_message="How an event was is told after it has ended, and not of one that was cancelled.",
            ),
        ),
        migrations.AddConstraint(
            model_name="event",
            constraint=models.CheckConstraint(
                condition=django.db.models.lookups.LessThanOrEqual(
                    django.db.models.functions.text.Length("recap"), 1000
                ),
                name="event_recap_short",
                violation_error_message="A recap has 1,000 characters at most.",
            ),
        ),
        migrations.AddField(
            model_name="eventphoto",
            name="by",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.PROTECT,
                related_name="+",
                to=settings.AUTH_USER_MODEL,
                verbose_name="added by",
            ),
        ),
        migrations.AddField(
            model_name="eventphoto",
            name="event",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.CASCADE,
                related_name="photos",
                to="events.event",
                verbose_name="event",
            ),
        ),
        migrations.AddField(
            model_name="eventphotohistory",
            name="by",
            field=models.ForeignKey(
                db_constraint=False,
                on_delete=django.db.models.deletion.DO_NOTHING,
                related_name="+",
                related_query_name="+",
                to=settings.AUTH_USER_MODEL,
                verbose_name="added by",
            ),
        ),
        migrations.AddField(
            model_name="eventphotohistory",
            name="event",
            field=models.ForeignKey(
                db_constraint=False,
                on_delete=django.db.models.deletion.DO_NOTHING,
                related_name="+",
                related_query_name="+",
                to="events.event",
                verbose_name="event",
            ),
        ),
        migrations.AddField(
            model_name="eventphotohistory",
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
            model_name="eventphotohistory",
            name="pgh_obj",
            field=models.ForeignKey(
                db_constraint=False,
                on_delete=django.db.models.deletion.DO_NOTHING,
                related_name="history",
                related_query_name="history",
                to="events.eventphoto",
            ),
        ),
        migrations.AddConstraint(
            model_name="eventphoto",
            constraint=models.UniqueConstraint(
                fields=("event", "number"),
                name="event_photo_numbered_once",
                violation_error_message="Somebody has added a photo at the same moment. Please try once more.",
            ),
        ),
        migrations.AddConstraint(
            model_name="eventphoto",
            constraint=models.CheckConstraint(
                condition=models.Q(("number__range", (1, 12))),
                name="event_photo_among_twelve",
                violation_error_message="An event shows 12 photos at most. Please take one away first.",
            ),
        ),
        migrations.AddConstraint(
            model_name="eventphoto",
            constraint=models.CheckConstraint(
                condition=models.Q(models.Q(("words", ""), _negated=True), models.Q(("photo", ""), _negated=True)),
                name="event_photo_has_words",
                violation_error_message="Please say what the photo shows: some cannot see it.",
            ),
        ),
        migrations.AddConstraint(
            model_name="eventphoto",
            constraint=models.CheckConstraint(
                condition=models.Q(("consent__in", ["nobody", "all"])),
                name="event_photo_with_consent",
                violation_error_message="Please say whether those in the photo have agreed.",
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="eventphoto",
            trigger=pgtrigger.compiler.Trigger(
                name="event_photo_stays",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func="RAISE EXCEPTION 'event_photo_stays' USING ERRCODE = 'check_violation', CONSTRAINT = 'event_photo_stays';",
                    hash="bf612b84f100efedfae4addd3d7430d6e911e84c",
                    operation="UPDATE",
                    pgid="pgtrigger_event_photo_stays_c8c27",
                    table="events_eventphoto",
                    when="BEFORE",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="eventphoto",
            trigger=pgtrigger.compiler.Trigger(
                name="event_recap_keeps_something",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func="\n    IF EXISTS (\n        SELECT 1 FROM events_event e\n        WHERE e.id = OLD.event_id AND e.recap_published_at IS NOT NULL AND e.recap = ''\n        FOR NO KEY UPDATE\n    ) THEN\n        IF NOT EXISTS (SELECT 1 FROM events_eventphoto p WHERE p.event_id = OLD.event_id) THEN\n            RAISE EXCEPTION 'event_recap_keeps_something'\n            USING ERRCODE = 'check_violation', CONSTRAINT = 'event_recap_keeps_something';\n        END IF;\n    END IF;\n    RETURN NULL;\n",
                    hash="6b69af48ce397341efcd171eab3559eabb25f56e",
                    operation="DELETE",
                    pgid="pgtrigger_event_recap_keeps_something_ee4c6",
                    table="events_eventphoto",
                    when="AFTER",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="eventphoto",
            trigger=pgtrigger.compiler.Trigger(
                name="insert_insert",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func='INSERT INTO "events_eventphotohistory" ("by_id", "consent", "created_at", "event_id", "id", "number", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "words") VALUES (NEW."by_id", NEW."consent", NEW."created_at", NEW."event_id", NEW."id", NEW."number", _pgh_attach_context(), NOW(), \'insert\', NEW."id", NEW."words"); RETURN NULL;',
                    hash="7ecd12cc47098c8396a596440ac00b559bb5a1d2",
                    operation="INSERT",
                    pgid="pgtrigger_insert_insert_269e8",
                    table="events_eventphoto",
                    when="AFTER",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="eventphoto",
            trigger=pgtrigger.compiler.Trigger(
                name="update_update",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    condition='WHEN (OLD."by_id" IS DISTINCT FROM (NEW."by_id") OR OLD."consent" IS DISTINCT FROM (NEW."consent") OR OLD."created_at" IS DISTINCT FROM (NEW."created_at") OR OLD."event_id" IS DISTINCT FROM (NEW."event_id") OR OLD."id" IS DISTINCT FROM (NEW."id") OR OLD."number" IS DISTINCT FROM (NEW."number") OR OLD."words" IS DISTINCT FROM (NEW."words"))',
                    func='INSERT INTO "events_eventphotohistory" ("by_id", "consent", "created_at", "event_id", "id", "number", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "words") VALUES (NEW."by_id", NEW."consent", NEW."created_at", NEW."event_id", NEW."id", NEW."number", _pgh_attach_context(), NOW(), \'update\', NEW."id", NEW."words"); RETURN NULL;',
                    hash="a5bb89d79e57da70efd999a06c48d8b4c5d1d8d4",
                    operation="UPDATE",
                    pgid="pgtrigger_update_update_65493",
                    table="events_eventphoto",
                    when="AFTER",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="eventphoto",
            trigger=pgtrigger.compiler.Trigger(
                name="delete_delete",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func='INSERT INTO "events_eventphotohistory" ("by_id", "consent", "created_at", "event_id", "id", "number", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "words") VALUES (OLD."by_id", OLD."consent", OLD."created_at", OLD."event_id", OLD."id", OLD."number", _pgh_attach_context(), NOW(), \'delete\', OLD."id", OLD."words"); RETURN NULL;',
                    hash="61429c551d4262ccc8d3788ebc66931683d1a3b8",
                    operation="DELETE",
                    pgid="pgtrigger_delete_delete_d6f5f",
                    table="events_eventphoto",
                    when="AFTER",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="eventphotohistory",
            trigger=pgtrigger.compiler.Trigger(
                name="append_only",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func="RAISE EXCEPTION 'pgtrigger: Cannot update or delete rows from % table', TG_TABLE_NAME;",
                    hash="cf690a07c489539430e5133055dede8b8c9969df",
                    operation="UPDATE OR DELETE",
                    pgid="pgtrigger_append_only_077b7",
                    table="events_eventphotohistory",
                    when="BEFORE",
                ),
            ),
        ),
    ]
