"""Granting a role at a unit or on a grid, and ending it. The row stays: it is the history of the post."""

import datetime as dt

from django.db.backends.postgresql.psycopg_any import DateRange
from django.utils.translation import gettext as _

from accounts import granting
from accounts.models import User
from accounts.models.appointments import Appointment
from common import clock
from common.actions import action
from common.ranges import END_OF_DAYS, ended
from common.refused import Refused
from grid.actions.posts import end_displays
from grid.appointment_notices import tell_of_the_end, tell_of_the_grant
from grid.models import Grid, GridAppointment, Handover, OrgUnit, UnitAppointment


@action
def appoint(
    user: User,
    *,
    role: str,
    at: OrgUnit | Grid,
    by: User,
    first_day: dt.date | None = None,
    last_day: dt.date | None = None,
) -> UnitAppointment | GridAppointment:
    """`user` holds `role` at the unit or grid from `first_day` (default: today) to `last_day`, both included.

    Raises Refused: a role above or outside the own one, to oneself or to somebody out of sight, in the past, or
    where somebody else leads.
    """
    kind: type[UnitAppointment | GridAppointment] = UnitAppointment if isinstance(at, OrgUnit) else GridAppointment
    granting.may_grant(by, granting.role_of(role, kind), at)
    granting.grants_to_somebody_else(by, user)
    granting.can_take_office(user)
    granting.is_known_to(by, user)
    # The unit first: two grants of one post wait for each other, and the second hears of the first.
    type(at).objects.select_for_update(no_key=True, of=("self",)).get(pk=at.pk)
    during = _days(first_day or clock.today(), last_day)
    appointment = kind(user=user, role=role, during=during, granted_by=by, **{kind.SCOPE: at})
    appointment.save()
    tell_of_the_grant(appointment)
    return appointment


@action
def end_appointment[A: Appointment](appointment: A, *, by: User, last_day: dt.date | None = None) -> A | None:
    """The role ends after `last_day`; without one, now: today is already outside.

    One that began today and ends now is taken back whole (None is returned); the audit trail keeps it. Raises
    Refused.
    """
    appointment = (
        type(appointment)._default_manager.select_for_update(no_key=True, of=("self",)).get(pk=appointment.pk)
    )
    # One end at a time of one person's roles, so that two clicks do not end the last two that grant.
    User.objects.select_for_update(no_key=True, of=("self",)).get(pk=appointment.user_id)
    granting.has_not_ended(appointment)
    end = clock.today() if last_day is None else _after(last_day)
    granting.may_end(by, appointment, end=end)
    if end < clock.today():
        raise Refused(_("An appointment cannot end in the past."), code="in_the_past")
    during = ended(appointment.during, on=end)
    if end <= clock.today() and isinstance(appointment, UnitAppointment):
        end_displays(appointment, taken_back=during is None)
    if during is None:
        _forget_handovers(appointment)
        tell_of_the_end(appointment, by=by, taken_back=True)
        appointment.delete()
        return None
    appointment.during = during
    appointment.save(update_fields=["during"])
    tell_of_the_end(appointment, by=by, taken_back=False)
    return appointment


def _forget_handovers(appointment: Appointment) -> None:
    """Before an appointment of today is taken back whole: what was prepared of it goes too; a receipt stays."""
    if not isinstance(appointment, UnitAppointment):
        return
    if Handover.objects.filter(opened=appointment).exists():
        raise Refused(
            _("This post was received only today, and the receipt stays. The last day can be today at the earliest."),
            code="received_today",
        )
    Handover.objects.filter(appointment=appointment).delete()


def _days(first: dt.date, last: dt.date | None) -> DateRange:
    if first < clock.today():
        raise Refused(_("An appointment begins today or later."), code="in_the_past")
    if last is not None and last < first:
        raise Refused(_("The end must be later than the beginning."), code="ends_before")
    return DateRange(first, None if last is None else _after(last))


def _after(last: dt.date) -> dt.date:
    """The day after the last one; a year that is a slip of the finger is refused before it leaves the calendar."""
    if last >= END_OF_DAYS:
        raise Refused(_("The days lie in the years 1900 to 2199."), code="unknown_year")
    return last + dt.timedelta(days=1)
