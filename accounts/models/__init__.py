from accounts.models.messages import CodeTally, Delivery, Notification
from accounts.models.people import Guardianship, Person, User
from accounts.models.privacy import AccessLog, Consent, PrivacyNotice
from accounts.models.security import SecurityEvent
from accounts.models.sign_in_changes import SignInChange

__all__ = [
    "AccessLog",
    "CodeTally",
    "Consent",
    "Delivery",
    "Guardianship",
    "Notification",
    "Person",
    "PrivacyNotice",
    "SecurityEvent",
    "SignInChange",
    "User",
]
