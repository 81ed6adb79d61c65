"""Checks of `manage.py check --deploy` about messages."""

from typing import Any

from django.conf import settings
from django.core.checks import Tags, Warning, register


@register(Tags.security, deploy=True)
def check_sms_sender(app_configs: Any, **kwargs: Any) -> list[Warning]:
    """Check of deployment: ConsoleSender in SMS_SENDER sends no SMS, so nobody can sign in by phone."""
    if settings.SMS_SENDER == "accounts.sms.ConsoleSender":
        return [
            Warning(
                "Text messages are only printed, codes included; nobody can sign in by phone.",
                hint="Set SMS_SENDER=accounts.sms.AliyunSender and the ALIYUN_… variables.",
                id="accounts.W001",
            )
        ]
    return []
