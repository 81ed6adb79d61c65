"""Where somebody may fill a post."""

from collections.abc import Iterable

from accounts.models import User
from accounts.permissions import roles
from grid.models import OrgUnit, UnitAppointment


def may_appoint_at(units: Iterable[OrgUnit], user: User) -> set[int]:
    """The keys of those `units` at which the user may grant some role.

    One query a level, however many units there are.
    """
    units = list(units)
    allowed: set[int] = set()
    for level in {unit.level for unit in units}:
        here = [role for role, its_level in UnitAppointment.LEVELS.items() if its_level == level]
        granting = frozenset[str]().union(*(roles()[role].granted_by for role in here))
        reach = user.rights.reach_of(granting)
        keys = [unit.pk for unit in units if unit.level == level]
        if reach:
            allowed.update(OrgUnit.objects.within(reach).filter(pk__in=keys).values_list("pk", flat=True))
    return allowed
