"""The posts that the user holds today, of all kinds."""

from accounts.models import User
from accounts.models.appointments import Appointment
from accounts.permissions import appointment_models
from common.time import clock


def posts_held_by(user: User) -> list[Appointment]:
    """The user's appointments of today. A user without one costs no query beyond that of the rights."""
    kinds = {held.appointment for held in user.rights.held}
    return [
        appointment
        for model in appointment_models()
        if model._meta.label in kinds
        for appointment in model._default_manager.filter(user=user, during__contains=clock.today())
        .select_related(model.SCOPE)
        .order_by("pk")
    ]
