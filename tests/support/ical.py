"""iCalendar files as a strict reader takes them."""

from icalendar import Calendar


def parsed(body: bytes) -> Calendar:
    """The calendar, after checks of the form that lenient readers skip (RFC 5545, 3.1)."""
    assert body.endswith(b"\r\n")
    lines = body.split(b"\r\n")
    assert all(len(line) <= 75 for line in lines)
    assert not any(b"\n" in line or b"\r" in line for line in lines)
    for line in lines:
        line.decode()
    calendar = Calendar.from_ical(body)
    assert calendar.errors == []
    # RFC 5546, 3.2.1: METHOD:PUBLISH is for entries that name an ORGANIZER.
    assert "METHOD" not in calendar or all("ORGANIZER" in entry for entry in calendar.walk("VEVENT"))
    for entry in calendar.walk("VEVENT"):
        assert entry.errors == []
        for required in ("UID", "DTSTAMP", "DTSTART", "DTEND", "SUMMARY", "STATUS", "SEQUENCE", "LAST-MODIFIED"):
            assert not isinstance(entry[required], list), required
    return calendar
