"""Which trainings are entered by hand: one rule, one function, one message."""

import datetime as dt

from django.utils.translation import gettext as _

from common.exceptions import Refused
from volunteers.models import Volunteer


def require_new_training(volunteer: Volunteer, name: str, day: dt.date) -> None:
    """A training whose shifts are confirmed, or that is entered already, is not entered once more."""
    if volunteer.trainings.filter(name=name, day=day).exists():
        raise Refused(
            _("This training is already entered for %(name)s.") % {"name": volunteer.person.name},
            code="training_entered",
        )
