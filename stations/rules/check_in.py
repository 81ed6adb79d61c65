"""Coming and going: when one may check in, and what can be taken back."""

import datetime as dt

from django.utils.translation import gettext as _

from common.exceptions import Refused
from common.time import clock, formatting
from stations.models import Booking
from stations.selectors.booking_facts import BookingFacts
from stations.selectors.check_in import EARLY


def require_can_arrive(booking: Booking) -> None:
    """The status of a booking lets one check in: confirmed, or a no-show, since who is late may still come."""
    if booking.is_requested:
        raise Refused(_("This booking has not been approved yet."), code="not_approved")
    if booking.status not in (Booking.Status.CONFIRMED, Booking.Status.NO_SHOW):
        raise Refused(
            _("This booking is already %(status)s.") % {"status": booking.get_status_display()}, code="not_live"
        )


def require_nobody_else_there(facts: BookingFacts) -> None:
    """At a late check-in nobody else has the room, buffer included. For the words only: a constraint decides."""
    if facts.free.is_taken(facts.booking.starts_at, facts.booking.ends_at):
        raise Refused(
            _("The room was given free because nobody had come, and somebody else has it now."), code="given_away"
        )


def require_check_in_time(booking: Booking) -> None:
    """Check-in is open: from EARLY before the booking begins until it ends."""
    now = clock.now()
    if now < booking.starts_at - EARLY:
        raise Refused(
            _("It is too early to check in: that is possible from %(time)s on.")
            % {"time": formatting.clock_time(booking.starts_at - EARLY)},
            code="too_early",
        )
    if now >= booking.ends_at:
        raise Refused(_("This time is over."), code="over")


def require_booking_now(booking: Booking | None) -> None:
    """Who checks in at the door of a room has a booking there now."""
    if booking is None:
        raise Refused(_("You have no booking now."), code="no_booking_now")


def require_checked_in(booking: Booking) -> None:
    """The party of a booking is checked in, and the booking is not done yet."""
    if booking.status != Booking.Status.CHECKED_IN:
        raise Refused(_("Nobody is checked in for this booking."), code="not_checked_in")


def require_begun(booking: Booking) -> None:
    """A booking whose party leaves early has begun: who checked in before takes that back, or cancels, instead."""
    if clock.now() < booking.starts_at:
        raise Refused(
            _("It has not begun yet. Please take the check-in back, or cancel the booking."), code="not_begun"
        )


def require_recent_check_in(booking: Booking) -> None:
    """The check-in of a booking is less than ten minutes old, so that the desk can take it back."""
    if undo_check_in_until(booking) is None:
        raise Refused(_("Ten minutes have passed, so this can no longer be undone."), code="undo_over")


def undo_check_in_until(booking: Booking) -> dt.datetime | None:
    """Until when a check-in can be taken back; None when there is none, or no more."""
    if booking.status != Booking.Status.CHECKED_IN or booking.checked_in_at is None:
        return None
    ends = booking.checked_in_at + Booking.UNDO_FOR
    return ends if clock.now() < ends else None


def require_no_show(booking: Booking) -> None:
    """The booking is a no-show, which staff can waive."""
    if booking.status != Booking.Status.NO_SHOW:
        raise Refused(_("Somebody came to this booking, or it was given up in time."), code="no_no_show")
