from accounts.models.messages import Delivery, Notification
from accounts.models.people import Guardianship, Person, User
from accounts.models.privacy import AccessLog, Consent, PrivacyNotice

__all__ = [
    "AccessLog",
    "Consent",
    "Delivery",
    "Guardianship",
    "Notification",
    "Person",
    "PrivacyNotice",
    "User",
]
