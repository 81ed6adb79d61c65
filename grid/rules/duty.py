"""Rules of what is published of a post of duty: one rule, one function, one message."""

from django.utils.translation import gettext as _

from accounts.models import User
from accounts.rules.appointments import require_appointment_not_ended
from accounts.rules.permissions import require_permission
from common.exceptions import Refused, allows
from grid.models import UnitAppointment
from grid.models.appointments import DutyAppointment


def require_duty_of_office(appointment: DutyAppointment) -> None:
    """A pioneer is a neighbour, and is shown by their own consent alone (`grid.actions.identity`)."""
    if appointment.role == UnitAppointment.Role.PIONEER:
        raise Refused(_("Only pioneers themselves can agree that they are shown."), code="pioneer")


def require_may_publish_duty(by: User, appointment: DutyAppointment) -> None:
    """The office publishes appointments that it may change, while they last."""
    require_permission(by, f"grid.change_{appointment._meta.model_name}", appointment)
    require_duty_of_office(appointment)
    require_appointment_not_ended(appointment)


def can_publish_duty(by: User, appointment: DutyAppointment) -> bool:
    """Whether the action would let `by` publish this appointment."""
    return allows(require_may_publish_duty, by, appointment)
