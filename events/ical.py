"""Events as iCalendar (RFC 5545), for a phone's calendar and for a feed that it follows.

Times are in UTC, so that no calendar has to know a time zone. All text passes through the library's escaping.
"""

import datetime as dt
from collections.abc import Iterable
from urllib.parse import urlsplit

from django.conf import settings
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from icalendar import Calendar
from icalendar import Event as Entry

from events.models import Event
from events.sharing import address

# Hours after which a calendar that follows the feed may look again.
REFRESH = dt.timedelta(hours=4)


def calendar_of(events: Iterable[Event], *, name: str = "") -> bytes:
    """The text of a calendar, each line folded at 75 octets and ended by CRLF.

    It names no METHOD: with one, RFC 5546 asks for an ORGANIZER with an address of mail, which units do not have.
    """
    calendar = Calendar()
    calendar.add("prodid", f"-//{host()}//happiness-portal//{(get_language() or 'zh').upper()}")
    calendar.add("version", "2.0")
    calendar.add("calscale", "GREGORIAN")
    if name:
        calendar.add("name", name)
        calendar.add("x-wr-calname", name)
        calendar.add("x-wr-timezone", settings.TIME_ZONE)
        calendar.add("refresh-interval", REFRESH, parameters={"VALUE": "DURATION"})
    for event in events:
        calendar.add_component(entry_of(event))
    return calendar.to_ical()


def entry_of(event: Event) -> Entry:
    entry = Entry()
    entry.add("uid", f"event-{event.pk}@{host()}")
    # In a published calendar DTSTAMP is when the entry last changed (RFC 5545, 3.8.7.2).
    entry.add("dtstamp", _utc(event.changed_at))
    entry.add("last-modified", _utc(event.changed_at))
    entry.add("created", _utc(event.created_at))
    entry.add("sequence", event.sequence)
    entry.add("status", "CANCELLED" if event.is_cancelled else "CONFIRMED")
    entry.add("dtstart", _utc(event.starts_at))
    entry.add("dtend", _utc(event.ends_at))
    entry.add("summary", clean(event.title))
    entry.add("location", clean(_where(event)))
    entry.add("description", clean(_description(event)))
    entry.add("categories", [str(event.get_kind_display())])
    entry.add("url", address(event))
    entry.add("transp", "TRANSPARENT" if event.is_cancelled else "OPAQUE")
    return entry


def host() -> str:
    return urlsplit(settings.SITE_URL).hostname or "localhost"


def clean(text: str) -> str:
    """Line ends as one newline, and no control characters, which the format forbids."""
    lines = text.replace("\r\n", "\n").replace("\r", "\n")
    return "".join(letter for letter in lines if letter in "\n\t" or (letter >= " " and letter != "\x7f"))


def _where(event: Event) -> str:
    """With the station's address, which a phone's map finds."""
    return f"{event.place} {event.space.station.address}" if event.space else event.place


def _description(event: Event) -> str:
    parts = []
    if event.is_cancelled:
        parts.append(_("This event is cancelled: %(reason)s") % {"reason": event.cancel_reason})
    return "\n\n".join([*parts, *filter(None, (event.summary, event.description)), address(event)])


def _utc(moment: dt.datetime) -> dt.datetime:
    return moment.astimezone(dt.UTC).replace(microsecond=0)
