"""The use cases of places and the organisation, by what they are about."""

from grid.actions.appointments import appoint, end_appointment
from grid.actions.places import add_households

__all__ = ["add_households", "appoint", "end_appointment"]
