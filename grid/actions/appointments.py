"""What belongs to an appointment at a post of the organisation, and ends with it."""

from django.utils.translation import gettext as _

from accounts.actions.appointments import when_ending
from common.exceptions import Refused
from grid.actions.identity import end_displays
from grid.models import Handover, UnitAppointment


def declare() -> None:
    """Once, when the app is ready."""
    when_ending(UnitAppointment, _ends)


def _ends(appointment: UnitAppointment, taken_back: bool) -> None:
    end_displays(appointment, taken_back=taken_back)
    if taken_back:
        _forget_handovers(appointment)


def _forget_handovers(appointment: UnitAppointment) -> None:
    """Delete prepared handovers before an appointment of today is taken back whole; refused when one was received."""
    if Handover.objects.filter(opened=appointment).exists():
        raise Refused(
            _("This post was received only today, and the receipt stays. The last day can be today at the earliest."),
            code="received_today",
        )
    Handover.objects.filter(appointment=appointment).delete()
