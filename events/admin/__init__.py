"""Events as the office keeps them. Every act goes through events/actions/."""

from events.admin.enrolments import EnrolmentAdmin
from events.admin.events import EventAdmin
from events.admin.registrations import RegistrationAdmin
from events.admin.series import EventSeriesAdmin

__all__ = ["EnrolmentAdmin", "EventAdmin", "EventSeriesAdmin", "RegistrationAdmin"]
