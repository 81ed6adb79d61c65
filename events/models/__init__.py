from events.models.enrolments import Enrolment
from events.models.events import Event
from events.models.registrations import Registration
from events.models.series import EventSeries

__all__ = ["Enrolment", "Event", "EventSeries", "Registration"]
