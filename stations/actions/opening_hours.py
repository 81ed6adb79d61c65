"""When a station opens: the same hours on several days of the week, and other hours on some days."""

import datetime as dt
from collections.abc import Collection

from django.db.backends.postgresql.psycopg_any import DateRange

from accounts.models import User
from accounts.rules.permissions import require_permission
from common.actions import action
from stations.actions.plans import PlanAnswer, PlanWatch
from stations.models import OpeningException, OpeningHours, Station
from stations.selectors.plans import Obstacle


@action
def set_weekly_hours(
    station: Station,
    *,
    days: Collection[int],
    hours: tuple[dt.time, dt.time] | None,
    planned: PlanAnswer | None = None,
    by: User,
) -> list[Obstacle]:
    """The station is open at these hours, from the first to the second, on each of these days of the week, and at no
    others of them; with None it is closed on them.

    `days` are those of OpeningHours.Day; the other days stay as they are. `planned` is what becomes of what lies
    outside then; returned is what stays of it. Raises Refused, StillPlanned without that answer.
    """
    require_permission(by, "stations.change_station", station)
    Station.objects.select_for_update(no_key=True, of=("self",)).get(pk=station.pk)
    watch = PlanWatch([station.pk])
    OpeningHours.objects.filter(station=station, day__in=days).delete()
    if hours:
        opens, closes = hours
        for day in sorted(set(days)):
            OpeningHours.objects.create(station=station, day=day, opens=opens, closes=closes)
    return watch.settle(planned, by=by)


@action
def enter_other_hours(
    station: Station, *, during: DateRange, opens: dt.time | None, closes: dt.time | None, reason: str, by: User
) -> OpeningException:
    """On these days the station has other hours, or is closed where neither `opens` nor `closes` is given.

    What is booked outside of them stays until it is cancelled (`cancel_bookings_outside`). Raises Refused.
    """
    require_permission(by, "stations.change_station", station)
    return OpeningException.objects.create(station=station, during=during, opens=opens, closes=closes, reason=reason)
