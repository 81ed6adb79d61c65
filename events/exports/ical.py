"""Events in the form of iCalendar, for a phone's calendar and for a feed that it follows."""

from collections.abc import Iterable

from django.utils.translation import gettext as _
from icalendar import Event as Entry

from common.files import ical
from events.models import Event
from events.notifications.registrations import practical_lines


def calendar_of_events(events: Iterable[Event], *, name: str = "") -> bytes:
    """The events as the bytes of an iCalendar file; a feed has a name."""
    return ical.calendar_text(map(calendar_entry_of_event, events), name=name)


def calendar_entry_of_event(event: Event, *, tentative: bool = False) -> Entry:
    """The iCalendar entry of an event; a cancelled one says why. `tentative`: for somebody who only waits."""
    return ical.calendar_entry(
        f"event-{event.pk}",
        starts_at=event.starts_at,
        ends_at=event.ends_at,
        created_at=event.created_at,
        changed_at=event.changed_at,
        sequence=event.sequence,
        status="CANCELLED" if event.is_cancelled else "TENTATIVE" if tentative else "CONFIRMED",
        summary=event.title,
        location=_where(event),
        description=_description(event),
        url=event.public_url,
        categories=[str(event.get_kind_display())],
    )


def _where(event: Event) -> str:
    """With the station's address, which a phone's map finds."""
    return f"{event.place} {event.space.station.address}" if event.space else event.place


def _description(event: Event) -> str:
    parts = []
    if event.is_cancelled:
        parts.append(_("This event is cancelled: %(reason)s") % {"reason": event.cancel_reason})
    practical = "\n".join(practical_lines(event))
    texts = filter(None, (event.summary, practical, event.description))
    return "\n\n".join([*parts, *texts, event.public_url])
