from accounts.models.messages import CodeTally, Delivery, Notification
from accounts.models.people import Guardianship, Person, User
from accounts.models.privacy import AccessLog, Consent, PrivacyNotice
from accounts.models.security import SecurityEvent

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
    "User",
]
