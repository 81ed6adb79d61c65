"""Granting a role, whatever its scope is, and ending it. The row stays: it is the history of the post."""

import datetime as dt
from collections.abc import Callable
from typing import Any

from django.db.backends.postgresql.psycopg_any import DateRange

from accounts.models import User
from accounts.models.appointments import Appointment
from accounts.notifications.appointments import notify_appointment_end, notify_appointment_grant
from accounts.rules.appointments import (
    require_appointment_days_to_come,
    require_appointment_ends_today_or_later,
    require_appointment_in_known_years,
    require_appointment_not_ended,
    require_appoints_somebody_else,
    require_can_take_office,
    require_known_person,
    require_may_end_appointment,
    require_may_grant_role,
    require_role,
)
from accounts.selectors.appointments import appointment_model_for
from common.actions import action
from common.db.dated_rows import end_row, has_no_day_before
from common.time import clock

DAY = dt.timedelta(days=1)

# What an app has to do, or to refuse, when one of its appointments ends today; with `taken_back`, as if it never was.
type Ending = Callable[[Any, bool], None]

_endings: dict[type[Appointment], Ending] = {}


def when_appointment_ends(kind: type[Appointment], ending: Ending) -> None:
    """Register what the app that owns `kind` has to end with an appointment: `ending(appointment, taken_back)`."""
    _endings[kind] = ending


@action
def appoint(
    user: User,
    *,
    role: str,
    at: Any,
    by: User,
    first_day: dt.date | None = None,
    last_day: dt.date | None = None,
) -> Any:
    """An appointment: `user` holds `role` at a unit, a grid or a station, `first_day` (default: today) to `last_day`.

    Both days are included.

    Raises Refused: a role above or outside the own one, to oneself or to somebody out of sight, in the past, or
    where somebody else leads.
    """
    kind = appointment_model_for(at)
    require_may_grant_role(by, require_role(role, kind), at)
    require_appoints_somebody_else(by, user)
    require_can_take_office(user)
    require_known_person(by, user)
    # The scope first: two grants of one post wait for each other, and the second hears of the first.
    type(at)._default_manager.select_for_update(no_key=True, of=("self",)).get(pk=at.pk)
    first_day = first_day or clock.today()
    require_appointment_days_to_come(first_day, last_day)
    require_appointment_in_known_years(last_day)
    during = DateRange(first_day, last_day and last_day + DAY)
    appointment = kind(user=user, role=role, during=during, granted_by=by, **{kind.SCOPE: at})
    appointment.save()
    notify_appointment_grant(appointment)
    return appointment


@action
def end_appointment[A: Appointment](appointment: A, *, by: User, last_day: dt.date | None = None) -> A | None:
    """End an appointment after `last_day`; without one, now: today is already outside.

    One that began today and ends now is taken back whole (None is returned); the audit trail keeps it. Raises
    Refused.
    """
    appointment = (
        type(appointment)._default_manager.select_for_update(no_key=True, of=("self",)).get(pk=appointment.pk)
    )
    # One end at a time of one person's roles, so that two clicks do not end the last two that grant.
    User.objects.select_for_update(no_key=True, of=("self",)).get(pk=appointment.user_id)
    require_appointment_not_ended(appointment)
    require_appointment_in_known_years(last_day)
    end = clock.today() if last_day is None else last_day + DAY
    require_may_end_appointment(by, appointment, end=end)
    require_appointment_ends_today_or_later(end)
    taken_back = has_no_day_before(appointment, end)
    if end <= clock.today() and type(appointment) in _endings:
        _endings[type(appointment)](appointment, taken_back)
    row = end_row(appointment, on=end)
    notify_appointment_end(appointment, by=by, taken_back=taken_back)
    return row
