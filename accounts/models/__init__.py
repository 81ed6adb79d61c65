from accounts.models.messages import Delivery, Notification
from accounts.models.people import Guardianship, Person, User
from accounts.models.privacy import AccessLog, Consent, PrivacyNotice
from accounts.models.security import SecurityEvent

__all__ = [
    "AccessLog",
    "Consent",
    "Delivery",
    "Guardianship",
    "Notification",
    "Person",
    "PrivacyNotice",
    "SecurityEvent",
    "User",
]
