from events.models.check_ins import CheckIn, Tap
from events.models.enrolments import Enrolment
from events.models.events import Event
from events.models.feedback import Feedback
from events.models.recaps import EventPhoto
from events.models.registrations import Registration
from events.models.series import EventSeries

__all__ = ["CheckIn", "Enrolment", "Event", "EventPhoto", "EventSeries", "Feedback", "Registration", "Tap"]
