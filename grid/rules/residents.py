"""Rules of who lives where: one rule, one function, one message."""

from django.utils.translation import gettext as _

from common.exceptions import Refused
from common.time import clock
from grid.models import Building, Residence


def require_not_resident_yet(building: Building, *, name: str, phone: str) -> None:
    """No resident of this name and phone lives in the building, so a double click enters nobody twice."""
    residences = Residence.objects.current().filter(building=building)
    if residences.filter(person__name=name, person__phone=phone).exists():
        raise Refused(
            _("%(name)s is already entered in this building. For a namesake, please enter a phone number.")
            % {"name": name},
            code="already_entered",
        )


def require_current_residence(residence: Residence) -> None:
    """A residence that has ended is not ended again."""
    if residence.during.upper is not None and residence.during.upper <= clock.today():
        raise Refused(_("This residence has already ended."), code="ended")
