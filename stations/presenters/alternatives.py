"""What is offered to somebody whose time was refused: the nearest times that they can have."""

import datetime as dt

from django.utils import timezone

from common.exceptions import Refused
from stations.models import Space
from stations.selectors.availability import nearest

# Another time mends these; nothing mends a room that is not booked at all, or a pause.
ANOTHER_TIME = {
    "ends_before",
    "begun",
    "length",
    "too_far_ahead",
    "too_late",
    "closed",
    "off_step",
    "reserved",
    "taken",
    "occupancy_never_twice",
}


def offers(
    space: Space, refused: Refused, *, wanted: dt.datetime, minutes: int, staff: bool = False, but: int | None = None
) -> list[dt.datetime]:
    """Up to three free beginnings for as long as was asked; none where another time would mend nothing."""
    minutes = max(minutes - minutes % space.step, space.shortest)
    if staff and refused.code == "too_far_ahead":  # for staff that is a year: a slip of the finger
        return []
    if not staff:  # whom no longest time binds
        minutes = min(minutes, space.longest)
    if refused.code == "weekly_limit":
        week = dt.timedelta(days=7)
        monday = _monday(wanted) + week
        found = nearest(space, wanted + week, minutes, staff=staff, most=50, but=but)
        return [start for start in found if timezone.localdate(start) >= monday][:3]
    if refused.code not in ANOTHER_TIME:
        return []
    return nearest(space, wanted, minutes, staff=staff, but=but)


def _monday(moment: dt.datetime) -> dt.date:
    day = timezone.localdate(moment)
    return day - dt.timedelta(days=day.weekday())
