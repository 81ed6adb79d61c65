"""Coming and going: check-in, the early end, and what becomes of a booking to which nobody comes."""

import datetime as dt

from django.conf import settings
from django.utils import timezone

from accounts.models import User
from accounts.notifications.send import send_notices
from accounts.rules.permissions import require_permission
from common.actions import action
from common.exceptions import require_reason
from common.time import clock
from stations.actions.bookings import locked_booking
from stations.actions.holds import hold_space, move_hold
from stations.models import Booking, Hold, OpeningException, Space
from stations.notifications import bookings as notices
from stations.rules.booking_acts import (
    BookingRelation,
    require_arrival,
    require_may_end,
    require_may_finish,
    require_may_undo_check_in,
    require_may_waive,
)
from stations.rules.check_in import require_booking_now, require_nobody_else_there
from stations.selectors.booking_facts import booking_facts_of
from stations.selectors.check_in import booking_of_now
from stations.selectors.no_shows import no_shows_lately
from stations.selectors.opening_hours import Hours


@action
def check_in(booking: Booking, *, by: User) -> Booking:
    """The desk checks the party of a booking in; a second tap changes nothing. Raises Refused."""
    require_permission(by, "stations.check_in_booking", booking.space)
    return _arrive(locked_booking(booking), by=by)


@action
def check_in_at_door(space: Space, *, by: User) -> Booking:
    """Who stands at the door checks in to the own booking of now, or a ward's. Raises Refused without one."""
    booking = booking_of_now(space, by)
    require_booking_now(booking)
    assert booking is not None
    return _arrive(locked_booking(booking), by=by)


def _arrive(booking: Booking, *, by: User) -> Booking:
    """Check the locked booking in. Who comes after the room was given free has it again, if it is still free."""
    if booking.status in Booking.USED:
        return booking
    require_arrival(booking)
    if booking.hold is None:
        # What is over may have been somebody else's: only the rest is held.
        booking.starts_at = max(booking.starts_at, clock.now().replace(second=0, microsecond=0))
        require_nobody_else_there(booking_facts_of(booking, by=by))
        booking.hold = hold_space(
            booking.space,
            kind=Hold.Kind.BOOKING,
            starts_at=booking.starts_at,
            ends_at=booking.ends_at,
            buffer=booking.space.buffer,
            by=by,
        )
        booking.waived_by, booking.waive_reason = None, ""
        booking.sequence += 1
    booking.status, booking.checked_in_at = Booking.Status.CHECKED_IN, clock.now()
    booking.save(
        update_fields=["hold", "starts_at", "status", "checked_in_at", "waived_by", "waive_reason", "sequence"]
    )
    return booking


@action
def undo_check_in(booking: Booking, *, by: User) -> Booking:
    """The desk takes the check-in of a booking back within ten minutes, as of a wrong line. Raises Refused."""
    require_permission(by, "stations.check_in_booking", booking.space)
    booking = locked_booking(booking)
    if booking.is_confirmed:
        return booking
    require_may_undo_check_in(BookingRelation(by, booking))
    booking.status, booking.checked_in_at = Booking.Status.CONFIRMED, None
    booking.save(update_fields=["status", "checked_in_at"])
    return booking


@action
def finish_booking(booking: Booking, *, by: User) -> Booking:
    """The party leaves before the booking ends: from now on the rest of the time is free. Raises Refused."""
    booking = locked_booking(booking)
    who = BookingRelation(by, booking)
    require_may_end(who)
    if booking.status == Booking.Status.DONE:
        return booking
    require_may_finish(who)
    ends_at = max(clock.now().replace(second=0, microsecond=0), booking.starts_at + dt.timedelta(minutes=1))
    if ends_at < booking.ends_at and booking.hold:
        move_hold(booking.hold, starts_at=booking.starts_at, ends_at=ends_at, by=by)
        booking.ends_at = ends_at
    booking.status = Booking.Status.DONE
    booking.sequence += 1
    booking.save(update_fields=["ends_at", "status", "sequence"])
    return booking


@action
def waive_no_show(booking: Booking, *, reason: str, by: User) -> Booking:
    """Staff write down a `reason` for which the no-show does not count; a second time nothing. Raises Refused."""
    booking = locked_booking(booking)
    require_may_waive(BookingRelation(by, booking))
    if booking.waived_by_id:
        return booking
    require_reason(reason)
    booking.waived_by, booking.waive_reason = by, reason.strip()
    booking.save(update_fields=["waived_by", "waive_reason"])
    send_notices([notices.waived(booking, by=by)])
    return booking


# --- The clock's work. Rows that another worker holds are skipped, so that two workers do nothing twice. Nothing here
# waits for a lock, so taking no lock of a space before is safe; freeing one never clashes.


@action
def release_no_shows(*, at_most: int = 500) -> int:
    """Free the rooms to which nobody has come NO_SHOW_AFTER_MINUTES after the beginning; return how many.

    Who could not come, since an exception of the opening hours had closed the station, is no no-show but cancelled.
    """
    late = clock.now() - dt.timedelta(minutes=settings.NO_SHOW_AFTER_MINUTES)
    due = list(
        Booking.objects.filter(status=Booking.Status.CONFIRMED, starts_at__lte=late)
        .select_related("space__station", "person__user")
        .select_for_update(no_key=True, of=("self",), skip_locked=True)
        .order_by("pk")[:at_most]
    )
    closed = _closing_exceptions(due)
    for booking in due:
        if booking.pk in closed:
            booking.status, booking.cancelled_at = Booking.Status.CANCELLED, clock.now()
            booking.answer = closed[booking.pk].reason
        else:
            booking.status = Booking.Status.NO_SHOW
        booking.hold = None
        booking.sequence += 1
        booking.save(update_fields=["status", "cancelled_at", "answer", "hold", "sequence"])
    send_notices(
        notices.cancelled(booking, by=None)
        if booking.is_cancelled
        else notices.released(booking, missed=no_shows_lately(booking))
        for booking in due
    )
    return len(due)


def _closing_exceptions(bookings: list[Booking]) -> dict[int, OpeningException]:
    """By the key of each booking that lies, at least in part, in hours that an exception closes: that exception."""
    if not bookings:
        return {}
    days = [timezone.localdate(moment) for booking in bookings for moment in (booking.starts_at, booking.ends_at)]
    hours = Hours({booking.space.station for booking in bookings}, min(days), max(days))
    exceptions = {
        booking.pk: hours.closing_exception(booking.space.station, booking.starts_at, booking.ends_at)
        for booking in bookings
    }
    return {pk: exception for pk, exception in exceptions.items() if exception}


@action
def end_what_is_over(*, at_most: int = 500) -> int:
    """Bookings whose party came and whose time is over are done; return how many."""
    due = (
        Booking.objects.filter(status=Booking.Status.CHECKED_IN, ends_at__lte=clock.now())
        .select_for_update(no_key=True, skip_locked=True)
        .order_by("pk")
        .values_list("pk", flat=True)[:at_most]
    )
    return Booking.objects.filter(pk__in=list(due)).update(status=Booking.Status.DONE)
