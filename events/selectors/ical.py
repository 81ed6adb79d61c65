"""The events of the feed for calendars."""

import datetime as dt

from common.time import clock
from events.models import Event, EventSeries
from events.querysets import LONGEST, EventQuerySet

FEED_LOOKS_BACK = dt.timedelta(days=30)


def events_for_feed() -> EventQuerySet:
    """The events of the iCalendar feed: everything to come and the last 30 days."""
    since = clock.now() - FEED_LOOKS_BACK
    to_come = Event.objects.published().filter(starts_at__gte=since - LONGEST, ends_at__gte=since)
    return to_come.select_related("space__station")


def dates_for_calendar(series: int) -> EventQuerySet:
    """The dates of the public series with this key, in order, with those called off: calendars strike them out."""
    dates = Event.objects.published().filter(series=series).exclude(series__status=EventSeries.Status.DRAFT)
    return dates.select_related("space__station", "series").order_by("starts_at", "pk")
