from accounts.models.messages import Delivery, Notification
from accounts.models.people import Guardianship, Person, User
from accounts.models.privacy import AccessLog, Consent, PrivacyNotice
from accounts.models.security import SecurityEvent
from accounts.models.sign_in_changes import SignInChange

__all__ = [
    "AccessLog",
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
