"""Who may grant and end which role: rules that hold for every kind of appointment, whichever app owns its scope."""

import datetime as dt
from typing import Any

from django.db.models import Q
from django.utils.translation import gettext as _

from accounts.models import User
from accounts.models.appointments import Appointment
from accounts.permissions import OPERATOR, Role, appointment_models, roles
from accounts.selectors.people import people_to_appoint
from common.exceptions import Refused, allows
from common.time import clock
from common.time.ranges import AFTER_LAST_DAY


def require_role(code: str, kind: type[Appointment]) -> Role:
    """The role of that code at that kind of scope. Raises Refused for one that does not exist there."""
    role = roles().get(code)
    if role is None or role.appointment is not kind:
        raise Refused(_("There is no such role here."), code="no_role")
    return role


def require_may_grant_role(by: User, role: Role, scope: Any) -> None:
    """A role must be granted by a role that `by` holds today, and the scope must lie within that role's scope."""
    reach = by.rights.reach_of(role.granted_by)
    if not type(scope)._default_manager.within(reach).filter(pk=scope.pk).exists():
        raise Refused(_("You may not grant or end this role here."), code="not_granting")


def require_appoints_somebody_else(by: User, user: User) -> None:
    """Nobody grants a role to themselves: rights come from somebody else."""
    if by.pk == user.pk:
        raise Refused(_("Nobody appoints themselves. Please ask whoever is above you."), code="own_rights")


def require_can_take_office(user: User) -> None:
    """Who is appointed must have an active sign-in with a person."""
    if not user.is_active or user.person_id is None:
        raise Refused(_("This sign-in is switched off or has no person yet."), code="no_person")


def require_known_person(by: User, user: User) -> None:
    """Only one of the own people or a colleague can be appointed; of a guest, `by` knows no more than the name."""
    if not people_to_appoint(by).filter(pk=user.person_id).exists():
        raise Refused(
            _("You can only give a post to somebody you can see here. Please ask the community office."),
            code="not_visible",
        )


def require_keeps_granting_role(by: User, appointment: Appointment, *, end: dt.date | None) -> None:
    """A user cannot end their last role that grants other roles, since nobody else could restore it.

    From `end` on, the first day without it, another one must hold, and go on as long as this one would have. None
    asks whether there is any such day.
    """
    granting = frozenset[str]().union(*(role.granted_by for role in roles().values()))
    if appointment.user_id != by.pk or appointment.role not in granting:
        return
    if OPERATOR in granting and User.objects.filter(pk=by.pk, is_staff=True, is_active=True).exists():
        return
    if not any(_is_replaced(kind, granting, appointment, end) for kind in appointment_models()):
        raise Refused(
            _("This is your last role that can appoint others, so somebody else must end it or take it over."),
            code="own_rights",
        )


def _is_replaced(
    kind: type[Appointment], granting: frozenset[str], appointment: Appointment, end: dt.date | None
) -> bool:
    others = kind._default_manager.filter(user=appointment.user_id, role__in=granting)
    if isinstance(appointment, kind):
        others = others.exclude(pk=appointment.pk)
    as_long = Q(during__upper_inf=True)
    if appointment.during.upper is not None:
        as_long |= Q(during__endswith__gte=appointment.during.upper)
    if end is not None:
        others = others.filter(during__startswith__lte=max(end, appointment.during.lower))
    return others.filter(as_long).exists()


def require_appointment_not_ended(appointment: Appointment) -> None:
    upper = appointment.during.upper
    if upper is not None and upper <= clock.today():
        raise Refused(_("This appointment has already ended."), code="ended")


def require_may_end_appointment(by: User, appointment: Appointment, *, end: dt.date | None = None) -> None:
    """Who may grant the role may end it. Users may end their own roles, except their last one that grants roles.

    `end`: the first day without it; None asks whether it may end at all, on whichever day.
    """
    require_keeps_granting_role(by, appointment, end=end)
    if appointment.user_id != by.pk:
        require_may_grant_role(by, require_role(appointment.role, type(appointment)), appointment.scope)


def require_appointment_ends_today_or_later(end: dt.date) -> None:
    """`end`: the first day without the appointment, which cannot end in the past."""
    if end < clock.today():
        raise Refused(_("An appointment cannot end in the past."), code="in_the_past")


def require_appointment_days_to_come(first: dt.date, last: dt.date | None) -> None:
    """An appointment begins today or later, and ends no earlier than it begins."""
    if first < clock.today():
        raise Refused(_("An appointment begins today or later."), code="in_the_past")
    if last is not None and last < first:
        raise Refused(_("The end must be later than the beginning."), code="ends_before")


def require_appointment_in_known_years(last: dt.date | None) -> None:
    """A mistyped year of the last day is refused before the day after it leaves the calendar."""
    if last is not None and last >= AFTER_LAST_DAY:
        raise Refused(_("The days lie in the years 1900 to 2199."), code="unknown_year")


def can_end_appointment(appointment: Appointment, by: User) -> bool:
    """Whether the action would let `by` end the appointment, on some day."""
    return allows(require_appointment_not_ended, appointment) and allows(require_may_end_appointment, by, appointment)
