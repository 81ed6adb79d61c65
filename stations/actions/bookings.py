"""Asking for a space, getting it, giving it up, and moving it to another time."""

import datetime as dt
from typing import Any

from django.utils import timezone

from accounts.actions.consent import give_consent
from accounts.actions.staff_entry import enter_neighbour
from accounts.models import Person, PrivacyNotice, User
from accounts.notifications.send import tell
from accounts.rules.consent import require_consent
from accounts.rules.permissions import require_permission
from common.actions import action
from common.exceptions import require_reason
from common.time import clock
from stations.actions import holds
from stations.models import Booking, Hold, Space
from stations.notifications import bookings as notices
from stations.rules.access import is_family, is_in_charge, require_may_act_for, require_may_change
from stations.rules.bookings import (
    require_available,
    require_bookable,
    require_cancelled_by_oneself,
    require_in_audience,
    require_not_asked_twice,
    require_not_begun,
    require_not_paused,
    require_party_fits,
    require_still_available,
    require_to_come,
    require_undo_in_time,
    require_waiting,
    require_within_weekly_limit,
)

# Two neighbours of one name within that time are one who was sent twice.
DOUBLE_CLICK = dt.timedelta(minutes=2)


@action
def book_space(
    space: Space,
    *,
    person: Person,
    starts_at: dt.datetime,
    ends_at: dt.datetime,
    purpose: str,
    party_size: int = 1,
    remark: str = "",
    by: User,
) -> Booking:
    """The person has the space at once, or asks for it where staff approve; who runs the station need not ask.

    Raises Refused with the rule that says no; `availability.nearest` then offers the nearest free times.
    """
    require_may_act_for(by, person, space)
    space = holds.locked(space)
    person = Person.objects.select_for_update(no_key=True, of=("self",)).select_related("user").get(pk=person.pk)
    booking = Booking(
        space=space,
        person=person,
        by=by,
        for_neighbour=not is_family(by, person),
        starts_at=starts_at,
        ends_at=ends_at,
        purpose=purpose,
        party_size=party_size,
        remark=remark.strip(),
    )
    check(booking, by=by)
    _take(booking, by=by)
    return booking


@action
def book_for_known(
    space: Space, *, person: Person, notice: PrivacyNotice | None = None, by: User, **wanted: Any
) -> Booking:
    """Book at the desk for a neighbour. Who has not agreed, or no longer does, agrees to `notice` first.

    `wanted` as for `book_space`. Raises Refused, also when consent is missing and no notice was read.
    """
    require_may_act_for(by, person, space)
    if notice:
        # The space before the person, as everywhere: giving consent locks the person.
        space = holds.locked(space)
        give_consent(person, notice=notice, by=by)
    require_consent(person)
    return book_space(space, person=person, by=by, **wanted)


@action
def book_for_neighbour(
    space: Space,
    *,
    name: str,
    starts_at: dt.datetime,
    ends_at: dt.datetime,
    phone: str = "",
    notice: PrivacyNotice | None = None,
    by: User,
    **wanted: Any,
) -> Booking:
    """Enter a neighbour whom the portal does not know yet, and book: both, or neither. For the station's own desk.

    A double click enters nobody twice: it is answered by the booking that the first click has made. Raises Refused.
    """
    require_permission(by, "stations.check_in_booking", space)
    space = holds.locked(space)
    double = Booking.objects.filter(
        space=space,
        by=by,
        person__name=name,
        person__phone=phone,
        starts_at=starts_at,
        ends_at=ends_at,
        created_at__gte=clock.now() - DOUBLE_CLICK,
    ).exclude(status=Booking.Status.CANCELLED)
    if done := double.select_related("person", "space__station").first():
        return done
    person = enter_neighbour(name=name, phone=phone, notice=notice, by=by)
    # Somebody just entered is nobody's own yet: only the booking makes the person known at the desk.
    booking = Booking(
        space=space, person=person, by=by, for_neighbour=True, starts_at=starts_at, ends_at=ends_at, **wanted
    )
    check(booking, by=by)
    _take(booking, by=by)
    return booking


def check(booking: Booking, *, by: User) -> None:
    """Every rule on what is asked for, in the order in which a person would mend it. Space and person are locked."""
    space, starts_at, ends_at = booking.space, booking.starts_at, booking.ends_at
    require_bookable(space)
    require_party_fits(space, booking.party_size)
    staff = is_in_charge(by, space)
    if not staff:
        require_in_audience(space, booking.person, timezone.localdate(starts_at))
        require_not_paused(booking.person)
    require_available(space, starts_at, ends_at, staff=staff, but=booking.hold_id)
    require_not_asked_twice(booking)
    if not staff:
        require_within_weekly_limit(space, booking.person, starts_at, but=booking.pk)


def _take(booking: Booking, *, by: User) -> None:
    """Have the space at once, or wait for approval; one that was approved before need not be approved again."""
    if booking.space.needs_approval and booking.decided_at is None and not is_in_charge(by, booking.space):
        booking.status = Booking.Status.REQUESTED
        booking.save()
        tell([notices.requested(booking)])
    else:
        confirm(booking, by=by)
        tell([notices.booked(booking)])


def confirm(booking: Booking, *, by: User) -> None:
    """Hold the space and save; the ledger has the last word. Where approval is due, this is it."""
    booking.hold = holds.hold(
        booking.space,
        kind=Hold.Kind.BOOKING,
        starts_at=booking.starts_at,
        ends_at=booking.ends_at,
        buffer=booking.space.buffer,
        by=by,
        wanted_by=booking.pk,
    )
    if booking.space.needs_approval and booking.decided_at is None:
        booking.decided_by, booking.decided_at = by, clock.now()
    booking.status = Booking.Status.CONFIRMED
    booking.save()


def locked(booking: Booking) -> Booking:
    """The booking as it is now, its space locked before it."""
    space = holds.locked(booking.space)
    current = (
        Booking.objects.select_related("person__user", "hold")
        .select_for_update(no_key=True, of=("self",))
        .get(pk=booking.pk)
    )
    current.space = space
    return current


def _lock_person(booking: Booking) -> None:
    """Two bookings of one person, in two rooms or weeks, are counted one after the other."""
    Person.objects.select_for_update(no_key=True, of=("self",)).get(pk=booking.person_id)


# --- Approval


@action
def approve_booking(booking: Booking, *, by: User) -> Booking:
    """Give the space to who asked, if it is still free; who asked for the same time is told. Raises Refused."""
    require_permission(by, "stations.change_booking", booking)
    booking = locked(booking)
    require_waiting(booking)
    require_still_available(booking)
    confirm(booking, by=by)
    tell([notices.approved(booking)])
    return booking


@action
def refuse_booking(booking: Booking, *, answer: str, by: User) -> Booking:
    """Say no to a request, with the reason, which the person reads. Raises Refused."""
    require_permission(by, "stations.change_booking", booking)
    booking = locked(booking)
    require_waiting(booking)
    require_reason(answer)
    booking.status = Booking.Status.REFUSED
    booking.answer, booking.decided_by, booking.decided_at = answer.strip(), by, clock.now()
    booking.save(update_fields=["status", "answer", "decided_by", "decided_at"])
    tell([notices.refused(booking)])
    return booking


@action
def end_unanswered(*, at_most: int = 500) -> int:
    """Requests that nobody has answered before their time came are over, and told so; return how many."""
    due = list(
        Booking.objects.filter(status=Booking.Status.REQUESTED, starts_at__lte=clock.now())
        .select_related("space__station", "person__user")
        .select_for_update(no_key=True, of=("self",), skip_locked=True)
        .order_by("pk")[:at_most]
    )
    Booking.objects.filter(pk__in=[booking.pk for booking in due]).update(
        status=Booking.Status.REFUSED, decided_at=clock.now()
    )
    tell(notices.unanswered(booking) for booking in due)
    return len(due)


# --- Giving up, and another time


@action
def cancel_booking(booking: Booking, *, by: User, reason: str = "") -> Booking:
    """Give the time back. Within ten minutes of booking this is the undo, which a beginning does not stop.

    Who runs the station cancels for others with a `reason`, which the person reads. Raises Refused.
    """
    booking = locked(booking)
    require_may_change(by, booking)
    require_to_come(booking)
    if not is_family(by, booking.person) and is_in_charge(by, booking.space):
        require_reason(reason)
    elif booking.undo_ends_at() is None:
        require_not_begun(booking.starts_at)
    booking.status, booking.cancelled_at, booking.hold = Booking.Status.CANCELLED, clock.now(), None
    booking.answer = reason.strip()
    booking.sequence += 1
    booking.save(update_fields=["status", "cancelled_at", "hold", "answer", "sequence"])
    tell([notices.cancelled(booking)])
    return booking


@action
def undo_cancellation(booking: Booking, *, by: User) -> Booking:
    """Take a cancellation back within ten minutes, if nobody has the time yet. Raises Refused.

    What was once given is given again: only what has changed since is asked, not how soon or how often one books.
    """
    booking = locked(booking)
    require_may_change(by, booking)
    if not booking.is_cancelled:
        return booking
    require_undo_in_time(booking)
    if not is_in_charge(by, booking.space):
        require_cancelled_by_oneself(booking)
    _lock_person(booking)
    booking.cancelled_at, booking.answer = None, ""
    booking.sequence += 1
    require_still_available(booking)
    require_not_asked_twice(booking)
    _take(booking, by=by)
    return booking


@action
def change_time(booking: Booking, *, starts_at: dt.datetime, ends_at: dt.datetime, by: User) -> Booking:
    """Another time in the same space; where staff approve, the new time is asked for anew. Raises Refused.

    When the new time is refused, the old one stays as it was.
    """
    booking = locked(booking)
    require_may_change(by, booking)
    require_to_come(booking)
    require_not_begun(booking.starts_at)
    if (starts_at, ends_at) == (booking.starts_at, booking.ends_at):
        return booking
    _lock_person(booking)
    booking.starts_at, booking.ends_at = starts_at, ends_at
    check(booking, by=by)
    booking.sequence += 1
    booking.reminded_at = None
    if booking.hold is None:
        booking.save()
        tell([notices.requested(booking)])
    elif booking.space.needs_approval and not is_in_charge(by, booking.space):
        booking.status, booking.hold, booking.decided_at, booking.decided_by = (
            Booking.Status.REQUESTED,
            None,
            None,
            None,
        )
        booking.save()
        tell([notices.requested(booking)])
    else:
        holds.move(booking.hold, starts_at=starts_at, ends_at=ends_at, by=by)
        booking.save()
        tell([notices.moved(booking)])
    return booking
