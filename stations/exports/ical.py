"""Bookings in the form of iCalendar. They name the person who has booked, and nobody else."""

from collections.abc import Iterable

from django.conf import settings
from django.utils.translation import gettext as _
from icalendar import Event as Entry

from common.files import ical
from common.time import clock
from stations.models import Booking


def calendar_of_bookings(bookings: Iterable[Booking], *, name: str = "") -> bytes:
    """The iCalendar file of these bookings."""
    return ical.calendar_text(map(calendar_entry_of_booking, bookings), name=name)


def calendar_entry_of_booking(booking: Booking) -> Entry:
    """A booking in iCalendar: TENTATIVE while it waits; CANCELLED when cancelled, refused or missed."""
    address = f"{settings.SITE_URL}{booking.get_absolute_url()}"
    station = booking.space.station
    return ical.calendar_entry(
        f"booking-{booking.pk}",
        starts_at=booking.starts_at,
        ends_at=booking.ends_at,
        created_at=booking.created_at,
        # The file is written for one person at this moment; SEQUENCE says which version of the booking it is.
        changed_at=clock.now(),
        sequence=booking.sequence,
        status=_status(booking),
        summary=f"{booking.space} · {booking.get_purpose_display()}",
        location=f"{station} {booking.space}, {station.address}",
        description="\n".join([_("Booked for %(name)s.") % {"name": booking.person.name}, address]),
        url=address,
    )


def _status(booking: Booking) -> str:
    if booking.is_requested:
        return "TENTATIVE"
    return "CONFIRMED" if booking.status in Booking.HOLDING else "CANCELLED"
