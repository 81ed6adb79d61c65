"""What is on in the rooms, as it is read: their names, whether the station is open then, and what drafts hold."""

import datetime as dt
from collections.abc import Callable
from typing import Any

from django.db.models import QuerySet
from django.utils import timezone

from stations.models import Space
from stations.models.holds import PLACE_LENGTH
from stations.selectors.availability import Availability


def place_of_room(space: Space) -> str:
    """The room of an event or an activity as text, as its field `place` keeps it: “幸福驿站·阅览室”."""
    return space.full_name[:PLACE_LENGTH]


def is_station_open_for(programme: Any) -> bool:
    """Whether the station is open during all of it; outside its hours somebody with a key is needed."""
    if programme.space is None:
        return True
    days = [timezone.localdate(moment) for moment in (programme.starts_at, programme.ends_at)]
    return Availability(programme.space, *days, staff=True).is_open(programme.starts_at, programme.ends_at)


def holds_of_drafts(model: Any) -> Callable[[dt.datetime, dt.datetime], QuerySet]:
    """For `leave_out_of_use`: the holds of rows of the model that were never published, so that nobody came."""

    def held(first: dt.datetime, end: dt.datetime) -> QuerySet:
        drafts = model.objects.filter(status=model.Status.DRAFT, hold__isnull=False)
        rows: QuerySet = drafts.filter(starts_at__lt=end, ends_at__gt=first).values_list("hold", flat=True)
        return rows

    return held
