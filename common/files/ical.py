"""iCalendar (RFC 5545): the calendar around its entries, and the HTTP response.

Times are in UTC, so a calendar needs no time zone definitions. The library escapes all text.
"""

import datetime as dt
import hashlib
from collections.abc import Iterable
from urllib.parse import urlsplit

from django.conf import settings
from django.http import HttpResponse
from django.utils.translation import get_language
from icalendar import Calendar, Event

# Hours after which a calendar program may read the feed again.
REFRESH = dt.timedelta(hours=4)


def calendar_text(entries: Iterable[Event], *, name: str = "") -> bytes:
    """The bytes of an iCalendar file, each line folded at 75 octets and ended by CRLF.

    It has no METHOD: with one, RFC 5546 requires an ORGANIZER with an e-mail address, which units do not have.
    """
    calendar = Calendar()
    calendar.add("prodid", f"-//{calendar_host()}//happiness-portal//{(get_language() or 'zh').upper()}")
    calendar.add("version", "2.0")
    calendar.add("calscale", "GREGORIAN")
    if name:
        calendar.add("name", name)
        calendar.add("x-wr-calname", name)
        calendar.add("x-wr-timezone", settings.TIME_ZONE)
        calendar.add("refresh-interval", REFRESH, parameters={"VALUE": "DURATION"})
    for entry in entries:
        calendar.add_component(entry)
    return calendar.to_ical()


def calendar_entry(
    uid: str,
    *,
    starts_at: dt.datetime,
    ends_at: dt.datetime,
    created_at: dt.datetime,
    changed_at: dt.datetime,
    sequence: int,
    status: str,
    summary: str,
    location: str,
    description: str,
    url: str,
    categories: Iterable[str] = (),
) -> Event:
    """An iCalendar entry. `uid` is unique and lasting in this host; `status` is CONFIRMED, TENTATIVE or CANCELLED."""
    entry = Event()
    entry.add("uid", f"{uid}@{calendar_host()}")
    # In a published calendar DTSTAMP is when the entry last changed (RFC 5545, 3.8.7.2).
    entry.add("dtstamp", _utc(changed_at))
    entry.add("last-modified", _utc(changed_at))
    entry.add("created", _utc(created_at))
    entry.add("sequence", sequence)
    entry.add("status", status)
    entry.add("dtstart", _utc(starts_at))
    entry.add("dtend", _utc(ends_at))
    entry.add("summary", clean_calendar_text(summary))
    entry.add("location", clean_calendar_text(location))
    entry.add("description", clean_calendar_text(description))
    if categories:
        entry.add("categories", list(categories))
    entry.add("url", url)
    entry.add("transp", "TRANSPARENT" if status == "CANCELLED" else "OPAQUE")
    return entry


def calendar_response(body: bytes, *, filename: str = "") -> HttpResponse:
    """An iCalendar file as a response with its ETag. With a `filename`, the browser saves it as a file."""
    response = HttpResponse(body, content_type="text/calendar; charset=utf-8")
    response.headers["ETag"] = f'"{hashlib.sha256(body).hexdigest()[:32]}"'
    if filename:
        response.headers["Content-Disposition"] = f'attachment; filename="{filename}"'
    return response


def calendar_host() -> str:
    """The end of every UID in a calendar: the name of this portal's host."""
    return urlsplit(settings.SITE_URL).hostname or "localhost"


def clean_calendar_text(text: str) -> str:
    """Text for iCalendar: line ends become one newline; control characters, which the format forbids, are removed."""
    lines = text.replace("\r\n", "\n").replace("\r", "\n")
    return "".join(letter for letter in lines if letter in "\n\t" or (letter >= " " and letter != "\x7f"))


def _utc(moment: dt.datetime) -> dt.datetime:
    return moment.astimezone(dt.UTC).replace(microsecond=0)
