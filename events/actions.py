"""The use cases of events. Every one locks the event first, so the queue is fair and nothing deadlocks."""

import datetime as dt
from collections.abc import Callable
from typing import Any

import pghistory
from django.utils.translation import gettext as _

from accounts.actions.consent import give_consent
from accounts.actions.staff_entry import enter_neighbour
from accounts.models import Person, PrivacyNotice, User
from accounts.notifications.send import Notice, tell
from accounts.rules.consent import has_agreed
from accounts.rules.permissions import may
from common.actions import action
from common.exceptions import Refused
from common.time import clock
from events import messages, rooms, rules
from events.models import Event, Registration

# What the hold of its room depends on.
HELD = {"space", "starts_at", "ends_at"}
# What a neighbour must hear of when it changes after publication.
MOVES = {"starts_at", "ends_at", "place"}
# Whose event it is.
WHOSE = {"organiser", "community"}
# Two neighbours of one name within that time are one who was sent twice.
DOUBLE_CLICK = dt.timedelta(minutes=2)
REMIND_WITHIN = dt.timedelta(hours=24)


def _locked(pk: int) -> Event:
    """The event as it is now; whoever else changes it or its registrations waits until we are done."""
    return Event.objects.select_for_update(no_key=True).get(pk=pk)


def _locked_with_event(registration: Registration) -> Registration:
    """The registration as it is now, its event locked before it (lock order: event, then people)."""
    event = _locked(registration.event_id)
    current = (
        Registration.objects.select_related("person__user")
        .select_for_update(no_key=True, of=("self",))
        .get(pk=registration.pk)
    )
    current.event = event
    return current


# --- Registering ------------------------------------------------------------------------------------------------


@action
def register(event: Event, *, person: Person, seats: int = 1, by: User) -> Registration:
    """Give the party its seats, or the last place in the queue when they are not free.

    Free seats belong to the queue first: while anybody waits, newcomers wait behind them, even where the head
    of the queue is too large for the seats that are free. Who looks after the event may still do so after
    registration has closed. Raises Refused.
    """
    rules.may_act_for(by, person, event)
    event = _locked(event.pk)
    rules.event_takes_registrations(event)
    if not event.registration_is_open and not rules.runs(by, event):
        rules.registration_is_open(event)
    rules.event_is_not_over(event)
    rules.party_fits_the_rules(event, seats)
    rules.person_has_the_age(event, person)
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
    may(by, "events.change_event", event)
    event = _locked(event.pk)
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
    rules.may_register_at_the_desk(by, event)
    rules.person_is_known_to(by, person)
    event = _locked(event.pk)
    if notice:
        give_consent(person, notice=notice, by=by)
    has_agreed(person)
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
    return messages.waitlisted(registration) if registration.is_waitlisted else messages.registered(registration)


@action
def change_party(registration: Registration, *, seats: int, by: User) -> Registration:
    """Come with fewer people, or with more while nobody waits and seats are free. Raises Refused.

    Fewer is always possible, also where staff have meanwhile made the largest party smaller still.
    """
    registration = _locked_with_event(registration)
    event = registration.event
    rules.may_act_for(by, registration.person, event)
    rules.registration_is_to_come(registration)
    rules.event_takes_registrations(event)
    rules.event_has_not_begun(event)
    if seats == registration.seats:
        return registration
    if seats > registration.seats:
        rules.party_fits_the_rules(event, seats)
        rules.party_can_grow(registration, seats)
    rules.party_has_people(seats)
    registration.seats = seats
    registration.save(update_fields=["seats"])
    waited = registration.is_waitlisted
    _promote(event)
    registration.refresh_from_db(fields=["status", "queued_at", "offered_seats"])
    if registration.is_waitlisted == waited:
        tell([messages.party_changed(registration)])
    return registration


@action
def cancel_registration(registration: Registration, *, by: User) -> Registration:
    """Give up the seats or the place in the queue; who waits moves up. Raises Refused.

    Within ten minutes of registering this is the undo, which a beginning event does not stop.
    """
    registration = _locked_with_event(registration)
    rules.may_act_for(by, registration.person, registration.event)
    rules.registration_is_to_come(registration)
    if registration.undo_ends_at() is None:
        rules.event_has_not_begun(registration.event)
    registration.status = Registration.Status.CANCELLED
    registration.cancelled_at = clock.now()
    registration.queued_at = None
    registration.save(update_fields=["status", "cancelled_at", "queued_at"])
    tell([messages.cancelled(registration)])
    _promote(registration.event)
    return registration


@action
def undo_cancellation(registration: Registration, *, by: User) -> Registration:
    """Take a cancellation back within ten minutes: seats that are still free, else the end of the queue.

    Raises Refused.
    """
    registration = _locked_with_event(registration)
    rules.may_act_for(by, registration.person, registration.event)
    if not registration.is_cancelled:
        return registration
    rules.undo_is_in_time(registration)
    rules.event_takes_registrations(registration.event)
    rules.event_has_not_begun(registration.event)
    _seat_or_queue(registration)
    registration.save(update_fields=["status", "cancelled_at", "queued_at", "offered_seats"])
    tell([_confirmation(registration)])
    return registration


@action
def promote_past_queue(registration: Registration, *, by: User, reason: str) -> Registration:
    """Give a waiting party its seats although others wait before it; the audit trail keeps who and why.

    Raises Refused, also when the seats are not free.
    """
    registration = _locked_with_event(registration)
    may(by, "events.change_event", registration.event)
    rules.passing_gives_a_reason(reason)
    rules.registration_waits(registration)
    rules.event_takes_registrations(registration.event)
    rules.event_is_not_over(registration.event)
    rules.seats_are_free(registration)
    with pghistory.context(passed_queue=True, reason=reason.strip()):
        registration.status = Registration.Status.REGISTERED
        registration.queued_at = registration.offered_seats = None
        registration.save(update_fields=["status", "queued_at", "offered_seats"])
    tell([messages.promoted(registration)])
    _promote(registration.event)
    return registration


def _promote(event: Event) -> None:
    """Seat the queue from its head as long as the head fits. The event is locked.

    Nobody passes a head that is too large; it hears how many seats are free, once for each number. After the
    beginning nobody is seated any more: who gave up waiting must not be expected at the door.
    """
    event.refresh_from_db(fields=["seats_taken"])
    if not event.is_published or clock.now() >= event.starts_at:
        return
    free = event.seats_left
    queue = event.registrations.waitlisted()
    seated: list[Registration] = []
    # Every party takes a seat at least, so more of them than seats are of no interest.
    for head in queue.in_queue_order().select_related("person__user")[:free]:
        head.event = event
        if head.seats > free:
            if free:
                _offer(head, free)
            break
        seated.append(head)
        free -= head.seats
    if seated:
        queue.filter(pk__in=[party.pk for party in seated]).update(
            status=Registration.Status.REGISTERED, queued_at=None, offered_seats=None
        )
        tell(messages.promoted(party) for party in seated)
    if not free:
        # An old offer holds no more; should seats become free again, they are offered anew.
        queue.exclude(offered_seats=None).update(offered_seats=None)


def _offer(head: Registration, free: int) -> None:
    if head.offered_seats != free:
        head.offered_seats = free
        head.save(update_fields=["offered_seats"])
        tell([messages.may_shrink(head, free)])


# --- The event itself -------------------------------------------------------------------------------------------


@action
def draft_event(event: Event, *, by: User) -> Event:
    """Keep a new event, which nobody sees until it is published; its room is held from now on. Raises Refused."""
    may(by, "events.add_event")
    event.status = Event.Status.DRAFT
    if event.space:
        rooms.settle(event, by=by)
        event.place = rooms.place_of(event.space)
    event.save()
    may(by, "events.add_event", event)  # as it is now: for nobody else's branch
    return event


@action
def publish_event(event: Event, *, by: User) -> Event:
    """Let the public see a draft. Raises Refused when it is cancelled or over."""
    may(by, "events.change_event", event)
    event = _locked(event.pk)
    if event.is_published:
        return event
    rules.event_is_a_draft(event)
    rules.event_is_not_over(event)
    event.status = Event.Status.PUBLISHED
    _save(event, "status")
    return event


@action
def change_event(event: Event, *, by: User, **changes: Any) -> Event:
    """Set fields of the event. More seats go to the queue; a new time or place is told to all who come.

    The room moves along, and is free again when the event leaves it. Raises Refused, for example when the room is
    taken at the new time, or more people are registered than a lower capacity allows.
    """
    may(by, "events.change_event", event)
    event = _locked(event.pk)
    room = changes.get("space", event.space)
    if room and changes.keys() & {"space", "place"}:
        changes["place"] = rooms.place_of(room)
    changed = {field for field, value in changes.items() if getattr(event, field) != value}
    if not changed:
        return event
    for field in changed:
        setattr(event, field, changes[field])
    if changed & HELD:
        rooms.settle(event, by=by)
        changed.add("hold")
    if "capacity" in changed:
        rules.queue_is_not_dropped(event)
    if "cover" in changed:
        changed |= {"cover_width", "cover_height"}
    if changed & MOVES:
        event.sequence += 1
    _save(event, "sequence", *changed)
    if changed & WHOSE:
        may(by, "events.change_event", event)  # as it is now: nobody gives it away, nor takes it to somebody else's
    if "starts_at" in changed:
        _remind_again(event)
    if event.is_published and not event.is_over:
        if changed & MOVES:
            _tell_all(event, messages.event_changed)
        _promote(event)
    return event


@action
def cancel_event(event: Event, *, by: User, reason: str) -> Event:
    """Call the event off, with the reason told to everybody registered or waiting; its room is free. Raises Refused.

    A draft cannot be cancelled, since a cancelled event stays in public view: it is deleted.
    """
    may(by, "events.change_event", event)
    event = _locked(event.pk)
    if event.is_cancelled:
        return event
    rules.event_is_public(event)
    rules.event_is_not_over(event)
    rules.cancelling_gives_a_reason(reason)
    event.status = Event.Status.CANCELLED
    event.cancel_reason = reason.strip()
    event.sequence += 1
    rooms.let_go(event)
    _save(event, "status", "cancel_reason", "sequence", "hold")
    _tell_all(event, messages.event_cancelled)
    return event


@action
def copy_event(event: Event, *, by: User, days_later: int = 7) -> Event:
    """A draft with the same content, `days_later` days after; registrations stay behind.

    It has the same room if that is free then; else it has none, and its place is still to be found. Both show the
    same cover file; no action ever deletes one.
    """
    may(by, "events.add_event", event)  # the copy stays with the same organiser
    later = dt.timedelta(days=days_later)
    copy = Event.objects.get(pk=event.pk)
    copy.pk = None
    copy._state.adding = True
    copy.status = Event.Status.DRAFT
    copy.cancel_reason = ""
    copy.seats_taken = copy.sequence = 0
    copy.created_at = copy.changed_at = clock.now()
    copy.starts_at += later
    copy.ends_at += later
    if copy.registration_closes_at:
        copy.registration_closes_at += later
    copy.hold = None
    _take_the_room_if_free(copy, by=by)
    copy.save()
    return copy


def _take_the_room_if_free(event: Event, *, by: User) -> None:
    if event.space is None:
        return
    try:
        rooms.settle(event, by=by)
    except Refused:
        event.space = None
        event.place = _("place still to be found")


@action
def delete_draft(event: Event, *, by: User) -> None:
    """Nobody has seen it, so nothing stays of it; its room is free again. Raises Refused."""
    may(by, "events.delete_event", event)
    event = _locked(event.pk)
    rules.only_a_draft_is_deleted(event)
    rooms.let_go(event)
    event.delete()


def _save(event: Event, *fields: str) -> None:
    event.changed_at = clock.now()
    event.save(update_fields={*fields, "changed_at"})


def _remind_again(event: Event) -> None:
    """Who was reminded of the old time is due again; who hears of a time so near needs no second message."""
    near = event.starts_at <= clock.now() + REMIND_WITHIN
    event.registrations.update(reminded_at=clock.now() if near else None)


def _tell_all(event: Event, message: Callable[[Registration], Notice]) -> None:
    registrations = list(event.registrations.live().select_related("person__user"))
    for registration in registrations:
        registration.event = event
    tell(message(registration) for registration in registrations)


@action
def remind(*, within: dt.timedelta = REMIND_WITHIN, at_most: int = 500) -> int:
    """Remind the parties of events that begin soon, each once; return how many parties were dealt with.

    Who registered within that time is spared. Rows that another worker holds are skipped, so that running twice
    reminds nobody twice; as nothing here waits for a lock, taking no event's lock before is safe.
    """
    now = clock.now()
    due = list(
        Registration.objects.filter(
            status=Registration.Status.REGISTERED,
            reminded_at=None,
            event__status=Event.Status.PUBLISHED,
            event__starts_at__gt=now,
            event__starts_at__lte=now + within,
        )
        .select_related("event__community", "person__user")
        .select_for_update(no_key=True, of=("self",), skip_locked=True)
        .order_by("pk")[:at_most]
    )
    Registration.objects.filter(pk__in=[registration.pk for registration in due]).update(reminded_at=now)
    tell(
        messages.reminder(registration)
        for registration in due
        if registration.created_at < registration.event.starts_at - within
    )
    return len(due)
