from events.models.check_ins import CheckIn, Tap
from events.models.events import Event
from events.models.registrations import Registration

__all__ = ["CheckIn", "Event", "Registration", "Tap"]
