"""Registering, changing and giving up. Every act locks the event first, so the queue is fair."""

import datetime as dt

from accounts.actions.consent import give_consent
from accounts.actions.staff_entry import enter_neighbour
from accounts.models import Person, PrivacyNotice, User
from accounts.notifications.send import Notice, tell
from accounts.rules.consent import require_consent
from accounts.rules.permissions import require_permission
from common.actions import action
from common.time import clock
from events.actions import locks
from events.actions.waitlist import promote_waiting
from events.models import Event, Registration
from events.notifications import registrations
from events.rules.events import (
    is_organiser,
    require_not_begun,
    require_not_over,
    require_registration_open,
    require_takes_registrations,
)
from events.rules.registrations import (
    require_age,
    require_known_person,
    require_may_act_for,
    require_may_register_at_desk,
    require_party_fits,
    require_people,
    require_room_to_grow,
    require_to_come,
    require_undo_in_time,
)

# Two neighbours of one name within that time are one who was sent twice.
DOUBLE_CLICK = dt.timedelta(minutes=2)


# --- Registering ------------------------------------------------------------------------------------------------


@action
def register(event: Event, *, person: Person, seats: int = 1, by: User) -> Registration:
    """Give the party its seats, or the last place in the queue when they are not free.

    Free seats belong to the queue first: while anybody waits, newcomers wait behind them, even where the head
    of the queue is too large for the seats that are free. Who looks after the event may still do so after
    registration has closed. Raises Refused.
    """
    require_may_act_for(by, person, event)
    event = locks.lock_event(event.pk)
    require_takes_registrations(event)
    if not event.registration_is_open and not is_organiser(by, event):
        require_registration_open(event)
    require_not_over(event)
    require_party_fits(event, seats)
    require_age(event, person)
    registration = Registration(event=event, person=person, seats=seats, by=by)
    _seat_or_queue(registration)
    registration.save()
    tell([_confirmation(registration)])
    return registration


@action
def register_neighbour(
    event: Event,
    *,
    name: str,
    phone: str = "",
    notice: PrivacyNotice | None = None,
    seats: int = 1,
    by: User,
) -> Registration:
    """Enter a neighbour whom the portal does not know yet, and register the party: both, or neither.

    Only for who looks after the event: who registers the own neighbours first enters where they live or links them
    to the own post, and then registers somebody known. A double click enters nobody twice: it is answered by the
    registration that the first click has made. Raises Refused.
    """
    require_permission(by, "events.change_event", event)
    event = locks.lock_event(event.pk)
    if double := _just_entered(event, name=name, phone=phone, by=by):
        return double
    person = enter_neighbour(name=name, phone=phone, notice=notice, by=by)
    return register(event, person=person, seats=seats, by=by)


@action
def register_known(
    event: Event, *, person: Person, notice: PrivacyNotice | None = None, seats: int = 1, by: User
) -> Registration:
    """Register a neighbour at the desk. Who has not agreed, or no longer does, agrees to `notice` first.

    Raises Refused, also when consent is missing and no notice was read.
    """
    require_may_register_at_desk(by, event)
    require_known_person(by, person)
    event = locks.lock_event(event.pk)
    if notice:
        give_consent(person, notice=notice, by=by)
    require_consent(person)
    return register(event, person=person, seats=seats, by=by)


def _just_entered(event: Event, *, name: str, phone: str, by: User) -> Registration | None:
    """What the same user has made of the same words a moment ago: without a phone nothing else tells them apart."""
    return (
        event.registrations.live()
        .filter(by=by, person__name=name, person__phone=phone, created_at__gte=clock.now() - DOUBLE_CLICK)
        .select_related("person")
        .first()
    )


def _seat_or_queue(registration: Registration) -> None:
    event = registration.event
    if registration.seats <= event.seats_left and not event.registrations.waitlisted().exists():
        registration.status = Registration.Status.REGISTERED
        registration.queued_at = None
    else:
        registration.status = Registration.Status.WAITLISTED
        registration.queued_at = clock.now()
    registration.cancelled_at = None
    registration.offered_seats = None


def _confirmation(registration: Registration) -> Notice:
    return (
        registrations.waitlisted(registration)
        if registration.is_waitlisted
        else registrations.registered(registration)
    )


@action
def change_party(registration: Registration, *, seats: int, by: User) -> Registration:
    """Come with fewer people, or with more while nobody waits and seats are free. Raises Refused.

    Fewer is always possible, also where staff have meanwhile made the largest party smaller still.
    """
    registration = locks.lock_registration(registration)
    event = registration.event
    require_may_act_for(by, registration.person, event)
    require_to_come(registration)
    require_takes_registrations(event)
    require_not_begun(event)
    if seats == registration.seats:
        return registration
    if seats > registration.seats:
        require_party_fits(event, seats)
        require_room_to_grow(registration, seats)
    require_people(seats)
    registration.seats = seats
    registration.save(update_fields=["seats"])
    waited = registration.is_waitlisted
    promote_waiting(event)
    registration.refresh_from_db(fields=["status", "queued_at", "offered_seats"])
    if registration.is_waitlisted == waited:
        tell([registrations.party_changed(registration)])
    return registration


@action
def cancel_registration(registration: Registration, *, by: User) -> Registration:
    """Give up the seats or the place in the queue; who waits moves up. Raises Refused.

    Within ten minutes of registering this is the undo, which a beginning event does not stop.
    """
    registration = locks.lock_registration(registration)
    require_may_act_for(by, registration.person, registration.event)
    require_to_come(registration)
    if registration.undo_ends_at() is None:
        require_not_begun(registration.event)
    registration.status = Registration.Status.CANCELLED
    registration.cancelled_at = clock.now()
    registration.queued_at = None
    registration.save(update_fields=["status", "cancelled_at", "queued_at"])
    tell([registrations.cancelled(registration)])
    promote_waiting(registration.event)
    return registration


@action
def undo_cancellation(registration: Registration, *, by: User) -> Registration:
    """Take a cancellation back within ten minutes: seats that are still free, else the end of the queue.

    Raises Refused.
    """
    registration = locks.lock_registration(registration)
    require_may_act_for(by, registration.person, registration.event)
    if not registration.is_cancelled:
        return registration
    require_undo_in_time(registration)
    require_takes_registrations(registration.event)
    require_not_begun(registration.event)
    _seat_or_queue(registration)
    registration.save(update_fields=["status", "cancelled_at", "queued_at", "offered_seats"])
    tell([_confirmation(registration)])
    return registration


# --- The event itself -------------------------------------------------------------------------------------------
