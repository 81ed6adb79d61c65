"""What is offered to somebody whose time was refused: the nearest times that they can have."""

import datetime as dt

from django.utils import timezone

from common.exceptions import Refused
from stations.selectors.availability import Availability, availability_around, nearest_free_starts

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


def alternative_times(
    free: Availability, refused: Refused, *, starts_at: dt.datetime, minutes: int
) -> list[dt.datetime]:
    """Up to three free beginnings, when a booking's time is refused; none where another time would mend nothing.

    `free`: the days around `starts_at`, as the page has read them already.
    """
    space = free.space
    minutes = max(minutes - minutes % space.step, space.shortest)
    if refused.code == "too_far_ahead" and free.staff:  # for staff that is a year: a slip of the finger
        return []
    if minutes > space.longest and not free.staff:  # whom no longest time binds
        minutes = space.longest
    if refused.code == "weekly_limit":
        week = dt.timedelta(days=7)
        monday = _monday(starts_at) + week
        later = availability_around(space, starts_at + week, staff=free.staff, ignored_hold=free.ignored_hold)
        later_starts = nearest_free_starts(later, starts_at + week, minutes, most=50)
        return [start for start in later_starts if timezone.localdate(start) >= monday][:3]
    if refused.code not in ANOTHER_TIME:
        return []
    return nearest_free_starts(free, starts_at, minutes)


def _monday(moment: dt.datetime) -> dt.date:
    day = timezone.localdate(moment)
    return day - dt.timedelta(days=day.weekday())
