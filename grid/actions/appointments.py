"""What belongs to an appointment at a post of the organisation, and ends with it."""

from accounts.actions.appointments import when_appointment_ends
from grid.actions.identity import end_displays
from grid.models import Handover, UnitAppointment
from grid.rules.handover import require_not_received_today


def register_appointment_ending() -> None:
    """Register what ends with an appointment at a unit: identity displays and handovers. Called once."""
    when_appointment_ends(UnitAppointment, _ends)


def _ends(appointment: UnitAppointment, taken_back: bool) -> None:
    end_displays(appointment, taken_back=taken_back)
    if taken_back:
        _forget_handovers(appointment)


def _forget_handovers(appointment: UnitAppointment) -> None:
    """Delete prepared handovers before an appointment of today is taken back whole; refused when one was received."""
    require_not_received_today(appointment)
    Handover.objects.filter(appointment=appointment).delete()
