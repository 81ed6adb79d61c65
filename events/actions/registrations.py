"""Registering, changing and giving up. Every act locks the event first, so the queue is fair."""

import datetime as dt
import uuid

from django.db.models import Count, Max, Q

from accounts.actions.consent import give_consent
from accounts.actions.staff_entry import enter_neighbour
from accounts.models import Person, PrivacyNotice, User
from accounts.notifications.send import NoticeToSend, send_notices
from accounts.rules.permissions import require_permission
from common.actions import action
from common.db import prepared
from common.names import is_same_name
from common.time import clock
from events.actions import locks
from events.actions.waitlist import promote_waiting, release_elder_seats
from events.models import Event, Registration
from events.notifications import registrations
from events.rules.registrations import (
    RegistrationAct,
    counts_as_elder,
    require_age_for_event,
    require_event_open,
    require_known_person,
    require_may_act_for,
    require_may_confirm,
    require_may_register,
    require_may_register_at_desk,
    require_nobody_waits_behind,
    require_party_can_grow,
    require_party_fits,
    require_party_not_empty,
    require_registration_act_possible,
    require_registration_still_stands,
)
from events.rules.series import require_dates_offered
from events.selectors.registrations import RegistrationFacts, registration_made_by_form

# --- Registering ------------------------------------------------------------------------------------------------


@action
def register(
    event: Event, *, person: Person, seats: int = 1, by: User, token: uuid.UUID | None = None
) -> Registration:
    """Register a party for an event: it gets its seats, or the last place in the queue when they are not free.

    Free seats belong to the queue first: while anybody waits, newcomers wait behind them, even where the head
    of the queue is too large for the seats that are free. Who looks after the event may still do so after
    registration has closed. `token` is that of the form: the same form sent again is answered by the registration
    that it has made. Raises Refused, also where consent is missing.
    """
    event = locks.lock_event(event.pk)
    release_elder_seats(event)
    facts = RegistrationFacts.read(event, person, by=by, token=token)
    if facts.token_is_used:
        made = registration_made_by_form(event, by=by, token=token)
        if made and made.person_id == person.pk:
            return _already_made(made)
        token = None  # The form was filled in anew for somebody else.
    require_may_register(event, person, by=by, facts=facts)
    require_event_open(event, by)
    require_dates_offered(event, by)
    require_party_fits(event, seats)
    require_age_for_event(event, person, by=by)
    registration = Registration(event=event, person=person, seats=seats, by=by, token=token)
    registration.for_elder = counts_as_elder(event, person, by=by)
    seat_or_queue(registration, last_queued_at=facts.last_queued_at, elder_waits=facts.elder_waits)
    prepared.insert_row(registration, audited=True)
    send_notices([_confirmation(registration, by=by)])
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
    token: uuid.UUID | None = None,
) -> Registration:
    """Enter a neighbour whom the portal does not know yet, and register the party: both, or neither.

    Only for who looks after the event: who registers the own neighbours first enters where they live or links them
    to the own post, and then registers somebody known. `token` as in `register`. Raises Refused.
    """
    require_permission(by, "events.change_event", event)
    event = locks.lock_event(event.pk)
    made = registration_made_by_form(event, by=by, token=token)
    if made and is_same_name(made.person.name, name) and made.person.phone == phone:
        return _already_made(made)
    person = enter_neighbour(name=name, phone=phone, notice=notice, by=by)
    return register(event, person=person, seats=seats, by=by, token=token)


@action
def register_known(
    event: Event,
    *,
    person: Person,
    notice: PrivacyNotice | None = None,
    seats: int = 1,
    by: User,
    token: uuid.UUID | None = None,
) -> Registration:
    """Register a neighbour at the desk. Who has not agreed, or no longer does, agrees to `notice` first.

    Raises Refused, also when consent is missing and no notice was read.
    """
    require_may_register_at_desk(by, event)
    require_known_person(by, person)
    event = locks.lock_event(event.pk)
    if notice:
        give_consent(person, notice=notice, by=by)
    return register(event, person=person, seats=seats, by=by, token=token)


def _already_made(registration: Registration) -> Registration:
    require_registration_still_stands(registration)
    registration.already_made = True
    return registration


def seat_or_queue(registration: Registration, *, last_queued_at: dt.datetime | None, elder_waits: int | bool) -> None:
    """Its seats, or the last place in the queue. The event is locked.

    Free seats are the queue's first; those that are kept for elders are of those who wait only theirs.

    A place in the queue comes after all that were given before, whatever the clock of this machine says: the lock
    decides who comes first.
    """
    event = registration.event
    fits = registration.seats <= event.seats_for(elder=registration.for_elder)
    fits_as_elder = registration.for_elder and not elder_waits and registration.seats <= event.kept_for_elders
    if (fits and last_queued_at is None) or fits_as_elder:
        registration.status = Registration.Status.REGISTERED
        registration.queued_at = None
    else:
        registration.status = Registration.Status.WAITLISTED
        registration.queued_at = clock.now()
        if last_queued_at is not None:
            registration.queued_at = max(registration.queued_at, last_queued_at + dt.timedelta(microseconds=1))
    registration.cancelled_at = None
    registration.offered_seats = None
    registration.skipped_at, registration.skip_reason = None, ""


def _confirmation(registration: Registration, *, by: User | None) -> NoticeToSend:
    said = registrations.waitlisted if registration.is_waitlisted else registrations.registered
    return said(registration, by=by)


# --- Changing and giving up ---------------------------------------------------------------------------------------


@action
def change_party(registration: Registration, *, seats: int, by: User) -> Registration:
    """A registration brings fewer people, or more while nobody waits and seats are free. Raises Refused.

    Fewer is always possible, also where staff have meanwhile made the largest party smaller still.
    """
    registration = locks.lock_registration(registration)
    event = registration.event
    require_may_act_for(by, registration.person, event)
    require_registration_act_possible(RegistrationAct.CHANGE_PARTY, registration)
    release_elder_seats(event)
    if seats == registration.seats:
        return registration
    if seats > registration.seats:
        require_party_fits(event, seats)
        require_party_can_grow(registration, seats)
    require_party_not_empty(seats)
    registration.seats = seats
    registration.save(update_fields=["seats"])
    waited = registration.is_waitlisted
    promote_waiting(event)
    registration.refresh_from_db(fields=["status", "queued_at", "offered_seats"])
    if registration.is_waitlisted == waited:
        send_notices([registrations.party_changed(registration, by=by)])
    return registration


@action
def cancel_registration(registration: Registration, *, by: User, although_others_wait: bool = True) -> Registration:
    """Give up the seats of a registration or its place in the queue; who waits moves up. Raises Refused.

    Within ten minutes of registering this is the undo, which a beginning event does not stop. Where others wait, the
    place is theirs in the same moment: without `although_others_wait` that is refused, so that a page can ask first.
    """
    registration = locks.lock_registration(registration)
    require_may_act_for(by, registration.person, registration.event)
    require_registration_act_possible(RegistrationAct.CANCEL, registration)
    if not although_others_wait:
        require_nobody_waits_behind(registration)
    return _cancel(registration, by=by)


@action
def cancel_by_link(registration: Registration) -> Registration:
    """“We can't come”, answered by the link of a reminder, which only the family has. Raises Refused."""
    registration = locks.lock_registration(registration)
    require_registration_act_possible(RegistrationAct.CANCEL, registration)
    return _cancel(registration, by=None)


def _cancel(registration: Registration, *, by: User | None) -> Registration:
    """The event and the registration are locked."""
    registration.status = Registration.Status.CANCELLED
    registration.cancelled_at = clock.now()
    registration.queued_at = registration.confirmed_at = None
    registration.save(update_fields=["status", "cancelled_at", "queued_at", "confirmed_at"])
    send_notices([registrations.cancelled(registration, by=by)])
    promote_waiting(registration.event)
    return registration


@action
def undo_cancellation(registration: Registration, *, by: User) -> Registration:
    """Take the cancellation of a registration back within ten minutes: seats still free, else the end of the queue.

    On a date of a course that goes on, it is taken back until the date begins. Raises Refused.
    """
    registration = locks.lock_registration(registration)
    require_may_act_for(by, registration.person, registration.event)
    return _undo_cancellation(registration, by=by)


@action
def undo_cancellation_by_link(registration: Registration) -> Registration:
    """“We come after all”, within ten minutes, by the link of a reminder. Raises Refused."""
    return _undo_cancellation(locks.lock_registration(registration), by=None)


def _undo_cancellation(registration: Registration, *, by: User | None) -> Registration:
    """The event and the registration are locked."""
    if not registration.is_cancelled:
        return registration
    require_registration_act_possible(RegistrationAct.UNDO, registration)
    release_elder_seats(registration.event)
    queue = registration.event.registrations.waitlisted()
    of_elders = Count("pk", filter=Q(for_elder=True))
    seat_or_queue(registration, **queue.aggregate(last_queued_at=Max("queued_at"), elder_waits=of_elders))
    queued = ["queued_at", "offered_seats", "skipped_at", "skip_reason"]
    registration.save(update_fields=["status", "cancelled_at", *queued])
    send_notices([_confirmation(registration, by=by)])
    return registration


@action
def confirm_coming(registration: Registration) -> Registration:
    """“We come”, answered by the link of a reminder. Again changes nothing. Raises Refused."""
    registration = locks.lock_registration(registration)
    require_may_confirm(registration)
    if registration.confirmed_at is None:
        registration.confirmed_at = clock.now()
        registration.save(update_fields=["confirmed_at"])
    return registration
