from events.models.events import Event
from events.models.feedback import Feedback
from events.models.registrations import Registration

__all__ = ["Event", "Feedback", "Registration"]
