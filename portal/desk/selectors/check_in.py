"""The events of which the user writes down who came, or how many."""

from accounts.models import User
from events.models import Event
from events.querysets import EventQuerySet
from events.rules.events import CHECKS_IN
from events.selectors.check_in import events_to_check_in
from stations.models import Station


def kept_events(user: User) -> EventQuerySet:
    """The published events of which the user writes down who came, or how many where there is no list."""
    kept = Event.objects.within(user.rights.holding(CHECKS_IN))
    return kept.filter(status=Event.Status.PUBLISHED).select_related("space__station")


def door_events(user: User) -> EventQuerySet:
    """Of these the ones with a list."""
    return kept_events(user).filter(capacity__isnull=False)


def events_of_today(user: User, station: Station | None = None) -> EventQuerySet:
    """Of the events that the user keeps the ones of today, at a station or anywhere, the first to begin first."""
    rows = kept_events(user)
    return events_to_check_in(rows.at_station(station) if station else rows)
