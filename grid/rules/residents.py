"""Rules of who lives where: one rule, one function, one message."""

import datetime as dt
from collections.abc import Sequence

from django.utils.translation import gettext as _

from accounts.models import Person
from accounts.rules.people import require_new_entry
from common.exceptions import Refused
from common.time import clock
from grid.models import Building, Residence


def require_new_to_building(building: Building, *, name: str, phone: str, another: bool) -> None:
    """Nobody of this name and phone lives in the building; of two people without a phone, `another` is said."""
    residences = Residence.objects.current().filter(building=building)
    require_new_entry(residences, name=name, phone=phone, another=another, entered=_already_entered(name))


def require_not_resident_yet(person: Person, building: Building) -> None:
    """This very person does not live in the building yet."""
    if Residence.objects.current().filter(building=building, person=person).exists():
        raise _already_entered(person.name)


def _already_entered(name: str) -> Refused:
    return Refused(_("%(name)s is already entered in this building.") % {"name": name}, code="already_entered")


def require_current_residence(residence: Residence) -> None:
    """A residence that has ended is not ended again."""
    if residence.during.upper is not None and residence.during.upper <= clock.today():
        raise Refused(_("This residence has already ended."), code="ended")


def require_somebody_moves(people: Sequence[object]) -> None:
    """A household that moves has somebody in it."""
    if not people:
        raise Refused(_("Please say who moves."), code="nobody")


def require_day_of_moving_out(last_day: dt.date | None) -> None:
    """A household is gone before what hangs on it ends: the last day is not after today."""
    if last_day and last_day > clock.today():
        raise Refused(_("The last day is today or earlier."), code="later", field="last_day")
