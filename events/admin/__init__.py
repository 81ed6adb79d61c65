"""Events as the office keeps them. Every act goes through events/actions.py."""

from events.admin.event import EventAdmin
from events.admin.registration import RegistrationAdmin

__all__ = ["EventAdmin", "RegistrationAdmin"]
