"""The words of every notice about bookings. A title says all that matters, since it may go out alone by SMS."""

import datetime as dt
from collections.abc import Callable

from django.conf import settings
from django.utils import timezone
from django.utils.text import Truncator
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from accounts.models import User
from accounts.notifications.send import NoticeText, NoticeToSend
from common.time import formatting
from stations.models import Booking, BookingSeries

MOST_OF_A_REASON = 120


def _notice(
    booking: Booking,
    kind: str,
    words: Callable[[dict[str, str]], str],
    *,
    urgent: bool = False,
    by: User | None = None,
) -> NoticeToSend:
    def text() -> NoticeText:
        facts = {
            "name": booking.person.name,
            "space": booking.space.full_name,
            "when": formatting.span(booking.starts_at, booking.ends_at),
            "reason": Truncator(booking.answer).chars(MOST_OF_A_REASON, truncate="…"),
        }
        return NoticeText(title=words(facts), body=booking.space.station.address, path=booking.get_absolute_url())

    return NoticeToSend(about=booking.person, kind=kind, text=text, urgent=urgent, by=by)


def booked(booking: Booking, *, by: User) -> NoticeToSend:
    """Notice of a booking: the person has the space at once."""
    return _notice(
        booking, "booking_booked", lambda facts: _("%(name)s has booked %(space)s, %(when)s.") % facts, by=by
    )


def requested(booking: Booking, *, by: User) -> NoticeToSend:
    """Notice of a booking that waits for approval, also after another time was asked for."""
    return _notice(
        booking,
        "booking_requested",
        lambda facts: _("%(name)s has asked for %(space)s, %(when)s. The station answers soon.") % facts,
        by=by,
    )


def approved(booking: Booking, *, by: User) -> NoticeToSend:
    """Notice of a booking that staff have approved; urgent."""
    return _notice(
        booking,
        "booking_approved",
        lambda facts: _("Approved: %(name)s has %(space)s, %(when)s.") % facts,
        urgent=True,
        by=by,
    )


def refused(booking: Booking, *, by: User) -> NoticeToSend:
    """Notice of a booking that staff have refused, with their reason; urgent."""
    return _notice(
        booking,
        "booking_refused",
        lambda facts: _("Not approved: %(space)s, %(when)s. %(reason)s") % facts,
        urgent=True,
        by=by,
    )


def given_to_another(booking: Booking) -> NoticeToSend:
    """Notice of a requested booking whose time somebody else now has; urgent."""
    return _notice(
        booking,
        "booking_given_to_another",
        lambda facts: _("%(space)s, %(when)s, was given to other neighbours. Please choose another time.") % facts,
        urgent=True,
    )


def unanswered(booking: Booking) -> NoticeToSend:
    """Notice of a requested booking that nobody answered before its time came; urgent."""
    return _notice(
        booking,
        "booking_unanswered",
        lambda facts: (
            _("Nobody answered your request in time: %(space)s, %(when)s. We are sorry. Please ask again.") % facts
        ),
        urgent=True,
    )


def cancelled(booking: Booking, *, by: User | None) -> NoticeToSend:
    """Notice of a cancelled booking; urgent, and with the reason, where the station has cancelled it.

    `by` is None where closed hours have cancelled it.
    """
    if booking.answer:
        return _notice(
            booking,
            "booking_cancelled",
            lambda facts: _("The station has cancelled %(space)s, %(when)s: %(reason)s") % facts,
            urgent=True,
            by=by,
        )
    return _notice(booking, "booking_cancelled", lambda facts: _("Cancelled: %(space)s, %(when)s.") % facts, by=by)


def moved(booking: Booking, *, by: User) -> NoticeToSend:
    """Notice of a booking that has another time."""
    return _notice(
        booking, "booking_moved", lambda facts: _("New time: %(name)s has %(space)s, %(when)s.") % facts, by=by
    )


def reminder(booking: Booking) -> NoticeToSend:
    """Notice of a booking that begins soon; urgent."""
    return _notice(
        booking, "booking_reminder", lambda facts: _("Do not forget: %(space)s, %(when)s.") % facts, urgent=True
    )


def released(booking: Booking, *, missed: int) -> NoticeToSend:
    """`missed`: which no-show that counts it is; 0 when it does not. The first warns, the last says what follows."""
    return _notice(
        booking,
        "booking_released",
        lambda facts: (
            _("Nobody had come to %(space)s, %(when)s, so the room was given free.") % facts + _what_follows(missed)
        ),
        urgent=True,
    )


def _what_follows(missed: int) -> str:
    policy = {
        "limit": settings.NO_SHOW_LIMIT,
        "days": settings.NO_SHOW_DAYS,
        "pause": settings.NO_SHOW_PAUSE_DAYS,
        "missed": missed,
    }
    if not missed:
        return ""
    if missed >= settings.NO_SHOW_LIMIT:
        words = _(
            " That was number %(missed)d in %(days)d days: booking is paused for %(pause)d days. "
            "Good reason? Please call us."
        )
    else:
        words = _(
            " Please cancel in time: %(limit)d such times in %(days)d days pause booking for %(pause)d days "
            "(so far %(missed)d)."
        )
    return words % policy


def waived(booking: Booking, *, by: User) -> NoticeToSend:
    """Notice of a booking whose no-show staff have waived: it does not count."""
    return _notice(
        booking,
        "booking_waived",
        lambda facts: _("%(space)s, %(when)s: that nobody came does not count against you.") % facts,
        by=by,
    )


# --- Series: one notice for all of its days


def series_booked(series: BookingSeries, booked: list[Booking], *, by: User) -> NoticeToSend:
    """Notice of a series of bookings: one for all of the days in `booked`."""
    return _series_notice(
        series,
        booked,
        "series_booked",
        lambda n: ngettext(
            "%(name)s has %(space)s on %(n)d day: %(first)s.",
            "%(name)s has %(space)s on %(n)d days, from %(first)s to %(last)s.",
            n,
        ),
        by=by,
    )


def series_cancelled(series: BookingSeries, bookings: list[Booking], *, reason: str, by: User) -> NoticeToSend:
    """Notice of a series of which the station has cancelled these bookings: one for all, with the reason; urgent."""
    return _series_notice(
        series,
        bookings,
        "series_cancelled",
        lambda n: ngettext(
            "The station has cancelled %(space)s on %(n)d day (%(first)s): %(reason)s",
            "The station has cancelled %(space)s on %(n)d days from %(first)s to %(last)s: %(reason)s",
            n,
        ),
        reason=reason,
        urgent=True,
        by=by,
    )


def _series_notice(
    series: BookingSeries,
    bookings: list[Booking],
    kind: str,
    words: Callable[[int], str],
    *,
    reason: str = "",
    urgent: bool = False,
    by: User | None = None,
) -> NoticeToSend:
    """About these bookings of the series, all of which the text names by number and the first by its page."""
    first, last = min(bookings, key=_beginning), max(bookings, key=_beginning)

    def text() -> NoticeText:
        facts = {
            "name": series.person.name,
            "space": series.space.full_name,
            "n": len(bookings),
            "first": formatting.span(first.starts_at, first.ends_at),
            "last": formatting.day(timezone.localdate(last.starts_at)),
            "reason": Truncator(reason).chars(MOST_OF_A_REASON, truncate="…"),
        }
        title = words(len(bookings)) % facts
        return NoticeText(title=title, body=series.space.station.address, path=first.get_absolute_url())

    return NoticeToSend(about=series.person, kind=kind, text=text, urgent=urgent, by=by)


def _beginning(booking: Booking) -> dt.datetime:
    return booking.starts_at
