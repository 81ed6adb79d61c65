"""People, sign-ins and what is kept of them, as the office sees them: one module a subject."""

from accounts.admin.consent import ConsentAdmin, PrivacyNoticeAdmin
from accounts.admin.guardianships import GuardianshipAdmin
from accounts.admin.logs import AccessLogAdmin, NotificationAdmin, SecurityEventAdmin
from accounts.admin.people import PersonAdmin, UserAdmin

__all__ = [
    "AccessLogAdmin",
    "ConsentAdmin",
    "GuardianshipAdmin",
    "NotificationAdmin",
    "PersonAdmin",
    "PrivacyNoticeAdmin",
    "SecurityEventAdmin",
    "UserAdmin",
]
