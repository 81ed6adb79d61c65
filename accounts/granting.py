"""Who may grant and end which role: rules that hold for every kind of appointment, whichever app owns its scope."""

from typing import Any

from django.utils.translation import gettext as _

from accounts.models import User
from accounts.models.appointments import Appointment
from accounts.rights import Rights, Role, roles
from common import clock
from common.refused import Refused


def role_of(code: str, kind: type[Appointment]) -> Role:
    """The role of that code at that kind of scope. Raises Refused for one that does not exist there."""
    role = roles().get(code)
    if role is None or role.appointment is not kind:
        raise Refused(_("There is no such role here."), code="no_role")
    return role


def may_grant(by: User, role: Role, scope: Any) -> None:
    """The role stands below one that `by` holds today, and the scope within that one's."""
    reach = by.rights.reach_of(role.granted_by)
    if not type(scope)._default_manager.within(reach).filter(pk=scope.pk).exists():
        raise Refused(_("You may not grant or end this role here."), code="not_granting")


def grants_to_somebody_else(by: User, user: User) -> None:
    if by.pk == user.pk:
        raise Refused(_("Nobody appoints themselves. Please ask whoever is above you."), code="own_rights")


def can_take_office(user: User) -> None:
    if not user.is_active or user.person_id is None:
        raise Refused(_("This sign-in is switched off or has no person yet."), code="no_person")


def keeps_the_own_granting_role(by: User, appointment: Appointment) -> None:
    """Nobody drops the own last role that grants others: nobody there could mend it."""
    if appointment.user_id != by.pk:
        return
    granting = {code for role in roles().values() for code in role.granted_by}
    mine = [held for held in Rights(by).held if held.role in granting]  # as it is now, not when the request began
    if appointment.role in granting and len(mine) <= 1:
        raise Refused(
            _("This is your last role that can appoint others, so somebody else must end it or take it over."),
            code="own_rights",
        )


def has_not_ended(appointment: Appointment) -> None:
    upper = appointment.during.upper
    if upper is not None and upper <= clock.today():
        raise Refused(_("This appointment has already ended."), code="ended")


def may_end(by: User, appointment: Appointment) -> None:
    """Whoever may grant it; and everybody may lay down the own, but for the last that grants."""
    keeps_the_own_granting_role(by, appointment)
    if appointment.user_id != by.pk:
        may_grant(by, role_of(appointment.role, type(appointment)), appointment.scope)
