"""Activities of a team, as the office plans them."""

import datetime as dt
from typing import Any

from accounts.models import User
from common.time import clock
from tests.factories import ActivityFactory, officer
from volunteers.models import Activity, Shift, Team


def office_of(team: Team) -> User:
    """An office worker of the team's community."""
    return officer("office_worker", team.unit)


def at(hour: float, *, days: int = 3) -> dt.datetime:
    """That hour of the day in `days` days."""
    return clock.day_start(clock.today() + dt.timedelta(days=days)) + dt.timedelta(hours=hour)


def planned(team: Team, lead: User, **fields: Any) -> Activity:
    """An activity that is not kept yet: in three days from nine to eleven."""
    fields = {"starts_at": at(9), "ends_at": at(11), **fields}
    activity: Activity = ActivityFactory.build(
        team=team, community=team.community, organiser=team.unit, lead=lead, **fields
    )
    return activity


def new_shift(activity: Activity, **fields: Any) -> Shift:
    """A shift that is not kept yet, of the whole activity."""
    whole = {"role": "引导", "starts_at": activity.starts_at, "ends_at": activity.ends_at, "capacity": 2}
    return Shift(activity=activity, **{**whole, **fields})
