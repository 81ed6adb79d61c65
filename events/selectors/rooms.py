"""The rooms of events as they are read: their names, whether the station is open then, and what drafts hold."""

import datetime as dt

from django.db.models import QuerySet
from django.utils import timezone

from events.models import Event
from stations.models import Space
from stations.selectors.availability import Availability


def place_of_room(space: Space) -> str:
    """The room of an event as text, as the field `place` keeps it: “幸福驿站·阅览室”."""
    return space.full_name[: Event._meta.get_field("place").max_length]


def is_station_open_for(event: Event) -> bool:
    """Whether the station is open during the whole event; outside its hours somebody with a key is needed."""
    if event.space is None:
        return True
    days = [timezone.localdate(moment) for moment in (event.starts_at, event.ends_at)]
    return Availability(event.space, *days, staff=True).is_open(event.starts_at, event.ends_at)


def holds_of_drafts(first: dt.datetime, end: dt.datetime) -> QuerySet:
    """The holds of that time for events that were never published: nobody came to them."""
    drafts = Event.objects.filter(status=Event.Status.DRAFT, hold__isnull=False)
    return drafts.filter(starts_at__lt=end, ends_at__gt=first).values_list("hold", flat=True)
