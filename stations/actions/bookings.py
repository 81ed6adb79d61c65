"""Asking for a space, getting it, giving it up, and moving it to another time."""

import datetime as dt
import functools
from collections.abc import Callable
from typing import Any
from uuid import UUID

from accounts.actions.consent import give_consent
from accounts.actions.staff_entry import enter_neighbour
from accounts.models import Person, PrivacyNotice, User
from accounts.notifications.send import send_notices
from accounts.rules.people import is_family
from accounts.rules.permissions import require_permission
from common.actions import action
from common.exceptions import Refused, require_reason
from common.time import clock
from stations.actions.holds import hold_for_new_booking, hold_space, locked_space, locked_space_and_person, move_hold
from stations.models import Booking, Hold, Space
from stations.notifications import bookings as notices
from stations.rules.access import require_may_act_for
from stations.rules.booking_acts import (
    BookingRelation,
    require_may_approve,
    require_may_cancel,
    require_may_change,
    require_may_move,
    require_may_refuse,
    require_may_undo_cancelling,
)
from stations.rules.bookings import (
    require_agreed_to_book,
    require_booking_allowed,
    require_not_asked_twice,
    require_still_available,
    require_still_stands,
)
from stations.selectors.booking_facts import BookingFacts, booking_facts_of
from stations.selectors.bookings import SHOWN, booking_made_with


def once_a_token[**P](book: Callable[P, Booking]) -> Callable[P, Booking]:
    """A form that books twice at once: the unique constraint lets one through, and both get its booking."""

    @functools.wraps(book)
    def run(*args: P.args, **kwargs: P.kwargs) -> Booking:
        try:
            return book(*args, **kwargs)
        except Refused as refused:
            form: Any = kwargs
            if refused.code != "booking_once_a_token" or not (
                made := booking_made_with(form["token"], by=form["by"])
            ):
                raise
            return _still_standing(made)

    return run


def _still_standing(made: Booking) -> Booking:
    """What a form has made already."""
    require_still_stands(made)
    return made


@once_a_token
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
    token: UUID | None = None,
    by: User,
) -> Booking:
    """A booking: the person has the space at once, or asks for it where staff approve; who runs the station need not.

    `token` is that of the form: the booking that the same user has made with it is returned as it stands. Raises
    Refused with the rule that says no, also where consent is missing; `alternative_times` then offers the nearest
    free times.
    """
    require_may_act_for(by, person, space)
    space, person = locked_space_and_person(space, person)
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
        token=token,
    )
    return _book(booking, by=by)


@action
def book_for_known(
    space: Space,
    *,
    person: Person,
    notice: PrivacyNotice | None = None,
    token: UUID | None = None,
    by: User,
    **details: Any,
) -> Booking:
    """Book at the desk for a neighbour. Who has not agreed, or no longer does, agrees to `notice` first.

    `token` and `details` as for `book_space`. Raises Refused, also when consent is missing and no notice was read.
    """
    if notice:
        # The space before the person, as everywhere: giving consent locks the person.
        space = locked_space(space)
        give_consent(person, notice=notice, by=by)
    return book_space(space, person=person, token=token, by=by, **details)


@once_a_token
@action
def book_for_neighbour(
    space: Space,
    *,
    name: str,
    phone: str = "",
    notice: PrivacyNotice | None = None,
    token: UUID | None = None,
    by: User,
    **details: Any,
) -> Booking:
    """Enter a neighbour whom the portal does not know yet, and book: both, or neither. For the station's own desk.

    A form that is sent twice enters nobody twice: the booking made with its `token` is returned. Raises Refused, also
    when no notice was read.
    """
    require_permission(by, "stations.check_in_booking", space)
    space = locked_space(space)
    if made := booking_made_with(token, by=by):
        return _still_standing(made)
    person = enter_neighbour(name=name, phone=phone, notice=notice, by=by)
    # Somebody just entered is nobody's own yet: only the booking makes the person known at the desk.
    return _book(Booking(space=space, person=person, by=by, for_neighbour=True, token=token, **details), by=by)


def _book(booking: Booking, *, by: User) -> Booking:
    facts = booking_facts_of(booking, by=by)
    if facts.made:
        return _still_standing(Booking.objects.select_related(*SHOWN).get(pk=facts.made))
    require_agreed_to_book(facts)
    require_booking_allowed(facts)
    _take(facts)
    return booking


def _take(facts: BookingFacts) -> None:
    """Have the space at once, or wait for approval; one that was approved before need not be approved again."""
    booking = facts.booking
    if booking.space.needs_approval and booking.decided_at is None and not facts.staff:
        booking.status = Booking.Status.REQUESTED
        booking.save()
        send_notices([notices.requested(booking, by=facts.by)])
    else:
        confirm_booking(facts)
        send_notices([notices.booked(booking, by=facts.by)])


def confirm_booking(facts: BookingFacts) -> None:
    """Hold the space and save the booking; the exclusion constraint has the last word. Approval, where it is due."""
    booking, by = facts.booking, facts.by
    if booking.space.needs_approval and booking.decided_at is None:
        booking.decided_by, booking.decided_at = by, clock.now()
    booking.status = Booking.Status.CONFIRMED
    if booking.pk is None:
        hold_for_new_booking(booking, by=by, rivals=facts.rivals)
        return
    booking.hold = hold_space(
        booking.space,
        kind=Hold.Kind.BOOKING,
        starts_at=booking.starts_at,
        ends_at=booking.ends_at,
        buffer=booking.space.buffer,
        by=by,
        for_booking=booking.pk,
    )
    booking.save()


def locked_booking(booking: Booking) -> Booking:
    """The booking as it is now, its space locked before it."""
    space = locked_space(booking.space)
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
    """Staff give the space to who asked, if it is still free; who asked for the same time is told. Raises Refused."""
    booking = locked_booking(booking)
    require_may_approve(BookingRelation(by, booking))
    facts = booking_facts_of(booking, by=by)
    require_still_available(facts)
    confirm_booking(facts)
    send_notices([notices.approved(booking, by=by)])
    return booking


@action
def refuse_booking(booking: Booking, *, answer: str, by: User) -> Booking:
    """Staff say no to a request for a booking, with the reason, which the person reads. Raises Refused."""
    booking = locked_booking(booking)
    require_may_refuse(BookingRelation(by, booking))
    require_reason(answer)
    booking.status = Booking.Status.REFUSED
    booking.answer, booking.decided_by, booking.decided_at = answer.strip(), by, clock.now()
    booking.save(update_fields=["status", "answer", "decided_by", "decided_at"])
    send_notices([notices.refused(booking, by=by)])
    return booking


@action
def end_unanswered(*, at_most: int = 500) -> int:
    """Requests for bookings that nobody answered before their time came end, and are told so; return how many."""
    due = list(
        Booking.objects.filter(status=Booking.Status.REQUESTED, starts_at__lte=clock.now())
        .select_related("space__station", "person__user")
        .select_for_update(no_key=True, of=("self",), skip_locked=True)
        .order_by("pk")[:at_most]
    )
    Booking.objects.filter(pk__in=[booking.pk for booking in due]).update(
        status=Booking.Status.REFUSED, decided_at=clock.now()
    )
    send_notices(notices.unanswered(booking) for booking in due)
    return len(due)


# --- Giving up, and another time


@action
def cancel_booking(booking: Booking, *, by: User, reason: str = "") -> Booking:
    """Give the booking's time back. Within ten minutes of booking this is the undo, also after it has begun.

    Who runs the station cancels for others with a `reason`, which the person reads. Raises Refused.
    """
    booking = locked_booking(booking)
    who = BookingRelation(by, booking)
    require_may_cancel(who)
    if who.must_say_why:
        require_reason(reason)
    booking.status, booking.cancelled_at, booking.hold = Booking.Status.CANCELLED, clock.now(), None
    booking.answer = reason.strip()
    booking.sequence += 1
    booking.save(update_fields=["status", "cancelled_at", "hold", "answer", "sequence"])
    send_notices([notices.cancelled(booking, by=by)])
    return booking


@action
def undo_cancellation(booking: Booking, *, by: User) -> Booking:
    """Take the cancellation of a booking back within ten minutes, if nobody has the time yet. Raises Refused.

    What was once given is given again: only what has changed since is asked, not how soon or how often one books.
    """
    booking = locked_booking(booking)
    who = BookingRelation(by, booking)
    require_may_change(who)
    if not booking.is_cancelled:
        return booking
    require_may_undo_cancelling(who)
    _lock_person(booking)
    booking.cancelled_at, booking.answer = None, ""
    booking.sequence += 1
    facts = booking_facts_of(booking, by=by)
    require_still_available(facts)
    require_not_asked_twice(facts)
    _take(facts)
    return booking


@action
def change_booking_time(booking: Booking, *, starts_at: dt.datetime, ends_at: dt.datetime, by: User) -> Booking:
    """Another time in the same space; where staff approve, it is asked for anew. Raises Refused.

    When the new time is refused, the old one stays as it was.
    """
    booking = locked_booking(booking)
    require_may_move(BookingRelation(by, booking))
    if (starts_at, ends_at) == (booking.starts_at, booking.ends_at):
        return booking
    _lock_person(booking)
    booking.starts_at, booking.ends_at = starts_at, ends_at
    facts = booking_facts_of(booking, by=by)
    require_booking_allowed(facts)
    booking.sequence += 1
    booking.reminded_at = None
    if booking.hold is None:
        booking.save()
        send_notices([notices.requested(booking, by=by)])
    elif booking.space.needs_approval and not facts.staff:
        booking.status, booking.hold, booking.decided_at, booking.decided_by = (
            Booking.Status.REQUESTED,
            None,
            None,
            None,
        )
        booking.save()
        send_notices([notices.requested(booking, by=by)])
    else:
        move_hold(booking.hold, starts_at=starts_at, ends_at=ends_at, by=by)
        booking.save()
        send_notices([notices.moved(booking, by=by)])
    return booking
