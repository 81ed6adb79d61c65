"""Who receives people at a station. Granting and ending are those of every post."""

import datetime as dt

from accounts.actions.appointments import appoint
from accounts.models import User
from stations.models import Station, StationAppointment


def appoint_receptionist(
    user: User,
    *,
    station: Station,
    by: User,
    first_day: dt.date | None = None,
    last_day: dt.date | None = None,
) -> StationAppointment:
    """`user` receives people at the station from `first_day` (default: today) on. Raises Refused, as `appoint`."""
    made: StationAppointment = appoint(
        user, role=StationAppointment.Role.RECEPTIONIST, at=station, by=by, first_day=first_day, last_day=last_day
    )
    return made
