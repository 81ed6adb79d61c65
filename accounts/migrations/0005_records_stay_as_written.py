"""What is recorded is not rewritten: who it is about, who entered it, when, and what was ended."""

import django.db.models.deletion
import pgtrigger.compiler
import pgtrigger.migrations
from django.conf import settings
from django.db import migrations, models

from common.db.migrations import CombinedOperation


class Migration(migrations.Migration):
    dependencies = [
        ("accounts", "0004_access_log_counts_searches_that_find_nobody"),
    ]

    operations = [
        CombinedOperation(
            pgtrigger.migrations.RemoveTrigger(
                model_name="accesslog",
                name="access_log_is_append_only",
            ),
            pgtrigger.migrations.RemoveTrigger(
                model_name="privacynotice",
                name="privacy_notice_in_force_stays",
            ),
            pgtrigger.migrations.RemoveTrigger(
                model_name="securityevent",
                name="security_event_is_append_only",
            ),
        ),
        migrations.AlterField(
            model_name="consent",
            name="given_by",
            field=models.ForeignKey(
                help_text="The sign-in that ticked the box: the person, a guardian, or staff who asked.",
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="+",
                to=settings.AUTH_USER_MODEL,
                verbose_name="given by",
            ),
        ),
        CombinedOperation(
            pgtrigger.migrations.AddTrigger(
                model_name="accesslog",
                trigger=pgtrigger.compiler.Trigger(
                    name="access_log_is_append_only",
                    sql=pgtrigger.compiler.UpsertTriggerSql(
                        func="RAISE EXCEPTION 'access_log_is_append_only' USING ERRCODE = 'check_violation', CONSTRAINT = 'access_log_is_append_only';",
                        hash="b4bf1ebc979b6570294b9b7754d9c7172fe9f9fb",
                        operation="UPDATE",
                        pgid="pgtrigger_access_log_is_append_only_05def",
                        table="accounts_accesslog",
                        when="BEFORE",
                    ),
                ),
            ),
            pgtrigger.migrations.AddTrigger(
                model_name="accesslog",
                trigger=pgtrigger.compiler.Trigger(
                    name="access_log_is_kept",
                    sql=pgtrigger.compiler.UpsertTriggerSql(
                        condition="WHEN (OLD.at > now() - interval '6 months')",
                        func="RAISE EXCEPTION 'access_log_is_kept' USING ERRCODE = 'check_violation', CONSTRAINT = 'access_log_is_kept';",
                        hash="39f02565f00b8441375e0a03ef525e29d29245a9",
                        operation="DELETE",
                        pgid="pgtrigger_access_log_is_kept_6932f",
                        table="accounts_accesslog",
                        when="BEFORE",
                    ),
                ),
            ),
            pgtrigger.migrations.AddTrigger(
                model_name="consent",
                trigger=pgtrigger.compiler.Trigger(
                    name="consent_stays",
                    sql=pgtrigger.compiler.UpsertTriggerSql(
                        condition="WHEN (OLD.person_id IS DISTINCT FROM NEW.person_id OR OLD.notice_id IS DISTINCT FROM NEW.notice_id OR OLD.given_at IS DISTINCT FROM NEW.given_at OR OLD.given_by_id IS DISTINCT FROM NEW.given_by_id)",
                        func="RAISE EXCEPTION 'consent_stays' USING ERRCODE = 'check_violation', CONSTRAINT = 'consent_stays'; RETURN NULL;",
                        hash="da1e1b34a7c6398bcd26f88febf1caed86686b98",
                        operation="UPDATE",
                        pgid="pgtrigger_consent_stays_0ebdc",
                        table="accounts_consent",
                        when="AFTER",
                    ),
                ),
            ),
            pgtrigger.migrations.AddTrigger(
                model_name="consent",
                trigger=pgtrigger.compiler.Trigger(
                    name="consent_stays_withdrawn",
                    sql=pgtrigger.compiler.UpsertTriggerSql(
                        condition="WHEN (OLD.withdrawn_at IS DISTINCT FROM NEW.withdrawn_at)",
                        func="IF (OLD.withdrawn_at IS NULL) IS NOT TRUE THEN RAISE EXCEPTION 'consent_stays_withdrawn' USING ERRCODE = 'check_violation', CONSTRAINT = 'consent_stays_withdrawn'; END IF; RETURN NULL;",
                        hash="6818653702f04c0e69b5538d9013df1b54f0d861",
                        operation="UPDATE",
                        pgid="pgtrigger_consent_stays_withdrawn_f339f",
                        table="accounts_consent",
                        when="AFTER",
                    ),
                ),
            ),
            pgtrigger.migrations.AddTrigger(
                model_name="delivery",
                trigger=pgtrigger.compiler.Trigger(
                    name="delivery_stays",
                    sql=pgtrigger.compiler.UpsertTriggerSql(
                        condition="WHEN (OLD.notification_id IS DISTINCT FROM NEW.notification_id OR OLD.channel IS DISTINCT FROM NEW.channel)",
                        func="RAISE EXCEPTION 'delivery_stays' USING ERRCODE = 'check_violation', CONSTRAINT = 'delivery_stays'; RETURN NULL;",
                        hash="022daa6cf6306b55004282ed754543a47aace92a",
                        operation="UPDATE",
                        pgid="pgtrigger_delivery_stays_93d41",
                        table="accounts_delivery",
                        when="AFTER",
                    ),
                ),
            ),
            pgtrigger.migrations.AddTrigger(
                model_name="delivery",
                trigger=pgtrigger.compiler.Trigger(
                    name="delivery_stays_sent",
                    sql=pgtrigger.compiler.UpsertTriggerSql(
                        condition="WHEN (OLD.sent_at IS DISTINCT FROM NEW.sent_at OR OLD.state IS DISTINCT FROM NEW.state)",
                        func="IF (OLD.sent_at IS NULL) IS NOT TRUE THEN RAISE EXCEPTION 'delivery_stays_sent' USING ERRCODE = 'check_violation', CONSTRAINT = 'delivery_stays_sent'; END IF; RETURN NULL;",
                        hash="d18d214523abddead750ea5d89ad7d1a17adea43",
                        operation="UPDATE",
                        pgid="pgtrigger_delivery_stays_sent_aea9e",
                        table="accounts_delivery",
                        when="AFTER",
                    ),
                ),
            ),
            pgtrigger.migrations.AddTrigger(
                model_name="guardianship",
                trigger=pgtrigger.compiler.Trigger(
                    name="guardianship_stays",
                    sql=pgtrigger.compiler.UpsertTriggerSql(
                        condition="WHEN (OLD.person_id IS DISTINCT FROM NEW.person_id OR OLD.by_id IS DISTINCT FROM NEW.by_id OR OLD.kind IS DISTINCT FROM NEW.kind)",
                        func="RAISE EXCEPTION 'guardianship_stays' USING ERRCODE = 'check_violation', CONSTRAINT = 'guardianship_stays'; RETURN NULL;",
                        hash="3973dfaa8fd71ccae121429f669cbfbb1f42028b",
                        operation="UPDATE",
                        pgid="pgtrigger_guardianship_stays_fe87d",
                        table="accounts_guardianship",
                        when="AFTER",
                    ),
                ),
            ),
            pgtrigger.migrations.AddTrigger(
                model_name="notification",
                trigger=pgtrigger.compiler.Trigger(
                    name="notification_stays",
                    sql=pgtrigger.compiler.UpsertTriggerSql(
                        condition="WHEN (OLD.recipient_id IS DISTINCT FROM NEW.recipient_id OR OLD.kind IS DISTINCT FROM NEW.kind OR OLD.title IS DISTINCT FROM NEW.title OR OLD.body IS DISTINCT FROM NEW.body OR OLD.path IS DISTINCT FROM NEW.path OR OLD.created_at IS DISTINCT FROM NEW.created_at)",
                        func="RAISE EXCEPTION 'notification_stays' USING ERRCODE = 'check_violation', CONSTRAINT = 'notification_stays'; RETURN NULL;",
                        hash="0dd7e411820b42cd3899a0d289304aa4e9248336",
                        operation="UPDATE",
                        pgid="pgtrigger_notification_stays_8b4c8",
                        table="accounts_notification",
                        when="AFTER",
                    ),
                ),
            ),
            pgtrigger.migrations.AddTrigger(
                model_name="notification",
                trigger=pgtrigger.compiler.Trigger(
                    name="notification_stays_read",
                    sql=pgtrigger.compiler.UpsertTriggerSql(
                        condition="WHEN (OLD.read_at IS DISTINCT FROM NEW.read_at)",
                        func="IF (OLD.read_at IS NULL) IS NOT TRUE THEN RAISE EXCEPTION 'notification_stays_read' USING ERRCODE = 'check_violation', CONSTRAINT = 'notification_stays_read'; END IF; RETURN NULL;",
                        hash="c9e3a25dba7bb63cb3d99368c5c6d55223ee451f",
                        operation="UPDATE",
                        pgid="pgtrigger_notification_stays_read_7a27c",
                        table="accounts_notification",
                        when="AFTER",
                    ),
                ),
            ),
            pgtrigger.migrations.AddTrigger(
                model_name="person",
                trigger=pgtrigger.compiler.Trigger(
                    name="person_stays",
                    sql=pgtrigger.compiler.UpsertTriggerSql(
                        condition="WHEN (OLD.created_at IS DISTINCT FROM NEW.created_at)",
                        func="RAISE EXCEPTION 'person_stays' USING ERRCODE = 'check_violation', CONSTRAINT = 'person_stays'; RETURN NULL;",
                        hash="d5aae14fa79848c82bedff703d16602be670a063",
                        operation="UPDATE",
                        pgid="pgtrigger_person_stays_c8e11",
                        table="accounts_person",
                        when="AFTER",
                    ),
                ),
            ),
            pgtrigger.migrations.AddTrigger(
                model_name="privacynotice",
                trigger=pgtrigger.compiler.Trigger(
                    name="privacy_notice_in_force_stays",
                    sql=pgtrigger.compiler.UpsertTriggerSql(
                        condition="WHEN (OLD.published_at <= now())",
                        func="RAISE EXCEPTION 'privacy_notice_in_force_stays' USING ERRCODE = 'check_violation', CONSTRAINT = 'privacy_notice_in_force_stays';",
                        hash="de033d12b9be10c0fc2c2bfeedbb2849c9302c49",
                        operation="UPDATE OR DELETE",
                        pgid="pgtrigger_privacy_notice_in_force_stays_c49ce",
                        table="accounts_privacynotice",
                        when="BEFORE",
                    ),
                ),
            ),
            pgtrigger.migrations.AddTrigger(
                model_name="securityevent",
                trigger=pgtrigger.compiler.Trigger(
                    name="security_event_is_append_only",
                    sql=pgtrigger.compiler.UpsertTriggerSql(
                        func="RAISE EXCEPTION 'security_event_is_append_only' USING ERRCODE = 'check_violation', CONSTRAINT = 'security_event_is_append_only';",
                        hash="6c8a053f66cc96f1fd39d73e195433729a36c2f1",
                        operation="UPDATE",
                        pgid="pgtrigger_security_event_is_append_only_5047d",
                        table="accounts_securityevent",
                        when="BEFORE",
                    ),
                ),
            ),
            pgtrigger.migrations.AddTrigger(
                model_name="securityevent",
                trigger=pgtrigger.compiler.Trigger(
                    name="security_event_is_kept",
                    sql=pgtrigger.compiler.UpsertTriggerSql(
                        condition="WHEN (OLD.at > now() - interval '6 months')",
                        func="RAISE EXCEPTION 'security_event_is_kept' USING ERRCODE = 'check_violation', CONSTRAINT = 'security_event_is_kept';",
                        hash="e7b3237465969d10ccae3f13c0e8e7feabf28a1a",
                        operation="DELETE",
                        pgid="pgtrigger_security_event_is_kept_4a921",
                        table="accounts_securityevent",
                        when="BEFORE",
                    ),
                ),
            ),
            pgtrigger.migrations.AddTrigger(
                model_name="user",
                trigger=pgtrigger.compiler.Trigger(
                    name="user_stays",
                    sql=pgtrigger.compiler.UpsertTriggerSql(
                        condition="WHEN (OLD.date_joined IS DISTINCT FROM NEW.date_joined)",
                        func="RAISE EXCEPTION 'user_stays' USING ERRCODE = 'check_violation', CONSTRAINT = 'user_stays'; RETURN NULL;",
                        hash="16a19e437bcdd8e8064e0a53e3ec1992220ee865",
                        operation="UPDATE",
                        pgid="pgtrigger_user_stays_50c32",
                        table="accounts_user",
                        when="AFTER",
                    ),
                ),
            ),
            pgtrigger.migrations.AddTrigger(
                model_name="user",
                trigger=pgtrigger.compiler.Trigger(
                    name="user_person_stays",
                    sql=pgtrigger.compiler.UpsertTriggerSql(
                        condition="WHEN (OLD.person_id IS DISTINCT FROM NEW.person_id)",
                        func="IF (OLD.person_id IS NULL) IS NOT TRUE THEN RAISE EXCEPTION 'user_person_stays' USING ERRCODE = 'check_violation', CONSTRAINT = 'user_person_stays'; END IF; RETURN NULL;",
                        hash="7cadd1bc89430c933fbb6910351e9dcb94f1d130",
                        operation="UPDATE",
                        pgid="pgtrigger_user_person_stays_4b508",
                        table="accounts_user",
                        when="AFTER",
                    ),
                ),
            ),
        ),
    ]
