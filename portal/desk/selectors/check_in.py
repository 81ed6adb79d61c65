"""The events at which the user ticks off who came."""

from accounts.models import User
from events.models import Event
from events.querysets import EventQuerySet
from events.rules.events import CHECKS_IN
from events.selectors.check_in import events_to_check_in
from stations.models import Station


def door_events(user: User) -> EventQuerySet:
    """The published events whose list the user keeps."""
    kept = Event.objects.within(user.rights.holding(CHECKS_IN))
    return kept.filter(status=Event.Status.PUBLISHED, capacity__isnull=False).select_related("space__station")


def events_of_today(user: User, station: Station | None = None) -> EventQuerySet:
    """Of these the ones of today, at a station or anywhere, the first to begin first."""
    rows = door_events(user)
    return events_to_check_in(rows.at_station(station) if station else rows)
