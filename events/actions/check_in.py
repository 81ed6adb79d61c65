"""Who came: ticking off at the desk and at the door, keying the paper list back, and closing the list; how many came
where there is no list.

Every act locks the event first, so two desks tick one after the other, and nobody is counted twice.
"""

import datetime as dt
import uuid
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from django.conf import settings
from django.db.models import Exists, OuterRef

from accounts.actions.consent import give_consent
from accounts.actions.staff_entry import enter_neighbour
from accounts.models import Person, PrivacyNotice, User
from accounts.rules.consent import require_consent
from accounts.rules.permissions import require_permission
from common.actions import action
from common.db import prepared
from common.exceptions import Refused
from common.names import is_same_name
from common.time import clock
from events.actions import locks
from events.actions.arrivals import arrive, leave, take_back
from events.actions.waitlist import release_elder_seats
from events.models import CheckIn, Event, Registration
from events.querysets import LONGEST
from events.rules.check_in import (
    DoorRelation,
    comes_as_elder,
    require_came_of_party,
    require_checked_in,
    require_day_of_list,
    require_desk_or_family,
    require_door_open,
    require_list_can_close,
    require_may_arrive,
    require_may_leave,
    require_may_undo_check_in,
    require_not_on_list,
    require_seats_at_door,
)
from events.rules.events import CHECKS_IN, require_headcount_kept, require_list_kept
from events.rules.registrations import (
    require_age_for_event,
    require_known_person,
    require_may_register,
    require_party_fits,
    require_registration_still_stands,
)
from events.selectors.check_in import check_in_day, check_in_on
from events.selectors.registrations import RegistrationFacts, registration_made_by_form

# --- Who is registered


@action
def check_in(
    registration: Registration, *, came: int | None = None, day: dt.date | None = None, by: User
) -> Registration:
    """The desk ticks a party off: all of it, or `came` of its people, on the list of the day, or of now.

    Again changes nothing, and who had left is inside again. Raises Refused.
    """
    require_permission(by, CHECKS_IN, registration.event)
    return arrive(locks.lock_registration(registration), came=came, day=day, by=by)


@action
def check_in_at_door(event: Event, *, came: Mapping[int, int], by: User) -> list[Registration]:
    """Who stands at the door checks the family in: by the key of each registration, how many of it came.

    All of it, or nothing. Raises Refused.
    """
    event = locks.lock_event(event.pk)
    who = DoorRelation(by, event)
    parties = locks.lock_registrations(event, came)
    for registration in parties:
        require_may_arrive(who, registration)
        arrive(registration, came=came[registration.pk], by=by, at_door=True)
    return parties


@action
def check_out(registration: Registration, *, day: dt.date | None = None, by: User) -> Registration:
    """The desk notes that a party is no more inside, where people go in and out. Raises Refused."""
    registration = locks.lock_registration(registration)
    who = DoorRelation(by, registration.event, day=day)
    require_may_leave(who, registration)
    return leave(registration, require_checked_in(who.check_in_of(registration)), by=by)


@action
def undo_check_in(registration: Registration, *, day: dt.date | None = None, by: User) -> Registration:
    """Take a check-in back, as of a wrong line: that of the day, or of now. Raises Refused.

    Who had come unannounced is not registered then, and who had waited waits again, at the old place.
    """
    registration = locks.lock_registration(registration)
    who = DoorRelation(by, registration.event, day=day)
    require_desk_or_family(who, registration)
    check_in = who.check_in_of(registration)
    if check_in is None and registration.is_live:
        return registration
    require_may_undo_check_in(who, registration)
    return take_back(registration, require_checked_in(check_in))


# --- Who comes unannounced: registered and ticked off in one step, or neither


@action
def check_in_walk_in(
    event: Event,
    *,
    person: Person,
    seats: int = 1,
    notice: PrivacyNotice | None = None,
    by: User,
    token: uuid.UUID | None = None,
) -> Registration:
    """The desk ticks off a neighbour who comes unannounced, with `seats` people in all.

    Who has not agreed to the privacy notice agrees to `notice` first. Raises Refused, also when no seat is free.
    """
    require_permission(by, CHECKS_IN, event)
    require_known_person(by, person)
    event = locks.lock_event(event.pk)
    if notice:
        give_consent(person, notice=notice, by=by)
    return _walk_in(event, person, seats, by=by, token=token)


@action
def check_in_new_walk_in(
    event: Event,
    *,
    name: str,
    phone: str = "",
    seats: int = 1,
    notice: PrivacyNotice | None = None,
    day: dt.date | None = None,
    by: User,
    token: uuid.UUID | None = None,
) -> Registration:
    """The desk enters a neighbour who comes unannounced and whom it does not know yet, and ticks the party off.

    It goes on the list of the day, or of now. `token` is that of the form: the same form sent again makes nothing.
    Raises Refused.
    """
    require_permission(by, CHECKS_IN, event)
    event = locks.lock_event(event.pk)
    made = registration_made_by_form(event, by=by, token=token)
    if made and is_same_name(made.person.name, name) and made.person.phone == phone:
        return _already_made(made)
    if not phone:
        require_not_on_list(event, name)
    person = enter_neighbour(name=name, phone=phone, notice=notice, by=by)
    return _walk_in(event, person, seats, by=by, token=token, day=day)


@action
def walk_in_at_door(
    event: Event, *, person: Person, seats: int = 1, by: User, token: uuid.UUID | None = None
) -> Registration:
    """Who stands at the door unannounced registers oneself or a ward, and is ticked off. Raises Refused."""
    event = locks.lock_event(event.pk)
    require_door_open(event)
    facts = RegistrationFacts.read(event, person, by=by, token=None)
    require_may_register(event, person, by=by, facts=facts)
    return _walk_in(event, person, seats, by=by, token=token, at_door=True)


def _walk_in(
    event: Event,
    person: Person,
    seats: int,
    *,
    by: User,
    token: uuid.UUID | None,
    day: dt.date | None = None,
    at_door: bool = False,
) -> Registration:
    """Register and tick off. Who turns out to be on the list is ticked off there; who waits is given the seats.

    The event is locked.
    """
    made = registration_made_by_form(event, by=by, token=token)
    if made and made.person_id == person.pk:
        return _already_made(made)
    require_list_kept(event)
    require_day_of_list(event, day := day or check_in_day(event))
    require_consent(person)
    registration = event.registrations.live().filter(person=person).select_related("person").first()
    if registration and not registration.is_waitlisted:
        registration.event = event
        require_came_of_party(registration, seats)
        registration.already_made = check_in_on(registration, day) is not None
        if registration.already_made:
            return registration
        return arrive(registration, came=seats, by=by, day=day, at_door=at_door)
    require_party_fits(event, seats)
    require_age_for_event(event, person, by=by)
    release_elder_seats(event)
    for_elder = comes_as_elder(event, person, registration, by=by)
    require_seats_at_door(event, seats, elder=for_elder)
    now = clock.now()
    checked_in = {"status": Registration.Status.ATTENDED, "came": seats, "checked_in_at": now, "checked_in_by": by}
    if registration:
        waited = {"waited_since": registration.queued_at, "queued_at": None, "offered_seats": None, "seats": seats}
        for field, value in (waited | checked_in).items():
            setattr(registration, field, value)
        registration.save(update_fields=[*waited, *checked_in])
    else:
        registration = Registration(
            event=event,
            person=person,
            seats=seats,
            for_elder=for_elder,
            walk_in=True,
            by=by,
            token=None if made else token,
            **checked_in,
        )
        prepared.insert_row(registration, audited=True)
    CheckIn.objects.create(registration=registration, day=day, came=seats, at=now, by=by, at_door=at_door)
    return registration


def _already_made(registration: Registration) -> Registration:
    require_registration_still_stands(registration)
    registration.already_made = True
    return registration


# --- The paper list


@dataclass(frozen=True, slots=True)
class WalkIn:
    """Somebody whom the paper list names below the printed rows: the party's name, phone, and number of people."""

    name: str
    phone: str = ""
    seats: int = 1


@action
def key_list_back(
    event: Event,
    *,
    came: Mapping[int, int],
    walk_ins: Sequence[WalkIn] = (),
    notice: PrivacyNotice | None = None,
    day: dt.date | None = None,
    close: bool = False,
    by: User,
    token: uuid.UUID | None = None,
) -> int:
    """Key the paper list of an event back, of the day or of now, all at once; return how many parties it changed.

    `came`: by the key of each registration that is to be changed, how many of it came; 0 takes the tick away.
    `walk_ins` have agreed to `notice`, which lay beside the list. With `close` it is complete: `close_list`. All of
    it, or nothing. Raises Refused.
    """
    require_permission(by, CHECKS_IN, event)
    event = locks.lock_event(event.pk)
    require_list_kept(event)
    who = DoorRelation(by, event, day=day)
    require_day_of_list(event, who.day)
    changed = 0
    for registration in locks.lock_registrations(event, came):
        check_in = who.check_in_of(registration)
        before = check_in.came if check_in else 0
        if came[registration.pk] and came[registration.pk] != before:
            arrive(registration, came=came[registration.pk], by=by, day=day)
        elif check_in and not came[registration.pk]:
            require_may_undo_check_in(who, registration)
            take_back(registration, check_in)
        changed += came[registration.pk] != before
    for number, one in enumerate(walk_ins):
        try:
            made = check_in_new_walk_in(
                event,
                name=one.name,
                phone=one.phone,
                seats=one.seats,
                notice=notice,
                day=day,
                by=by,
                token=uuid.uuid5(token, str(number)) if token else None,
            )
        except Refused as refused:
            # Of many lines somebody has to know which.
            raise Refused(f"{one.name}: {refused}", code=refused.code) from refused
        changed += not made.already_made
    if close:
        close_list(event, by=by)
    return changed


@action
def close_list(event: Event, *, by: User) -> Event:
    """It is settled who came: whoever is registered and was not ticked off did not come. Raises Refused.

    Nobody is told, and it has no consequence for them. While the list is kept, it can be opened again.
    """
    require_permission(by, CHECKS_IN, event)
    event = locks.lock_event(event.pk)
    if event.list_closed_at is None:
        require_list_can_close(event)
        _close(event)
    return event


def _close(event: Event) -> None:
    """The event is locked. It is closed before anybody is absent, as the database asks."""
    event.list_closed_at = clock.now()
    event.save(update_fields=["list_closed_at"])
    # Who got a seat only shortly before may not have heard of it: that is no absence.
    expected = event.registrations.filter(status=Registration.Status.REGISTERED, placed_late=False)
    expected.update(status=Registration.Status.NO_SHOW)


@action
def reopen_list(event: Event, *, by: User) -> Event:
    """The list was closed too early: whoever was not ticked off is expected again. Raises Refused."""
    require_permission(by, CHECKS_IN, event)
    event = locks.lock_event(event.pk)
    if event.list_closed_at is not None:
        require_list_kept(event)
        absent = event.registrations.filter(status=Registration.Status.NO_SHOW)
        absent.update(status=Registration.Status.REGISTERED)
        event.list_closed_at = None
        event.save(update_fields=["list_closed_at"])
    return event


# --- Without a list


@action
def write_down_headcount(event: Event, *, headcount: int | None, by: User) -> Event:
    """How many came to an event that takes no registrations; None takes the number back. Raises Refused."""
    require_permission(by, CHECKS_IN, event)
    event = locks.lock_event(event.pk)
    require_headcount_kept(event)
    if headcount != event.headcount:
        event.headcount = headcount
        event.headcount_at = None if headcount is None else clock.now()
        event.save(update_fields=["headcount", "headcount_at"])
    return event


# --- The clock's work

# After so long a standstill a list is closed by hand, if at all; looking further back would read ever more events.
LOOKS_BACK = dt.timedelta(days=60)


@action
def close_lists_kept_long_enough(*, at_most: int = 100) -> int:
    """Close the lists that are kept no more and on which somebody was ticked off; return how many.

    Where nobody kept a list, nobody is said to be absent. Rows that another worker holds are skipped.
    """
    ended = clock.now() - dt.timedelta(days=settings.EVENT_LIST_DAYS)
    kept = Registration.objects.attended().filter(event=OuterRef("pk"))
    due = list(
        Event.objects.filter(
            Exists(kept),
            status=Event.Status.PUBLISHED,
            list_closed_at=None,
            starts_at__gte=ended - LOOKS_BACK - LONGEST,
            ends_at__lte=ended,
        )
        .select_for_update(no_key=True, of=("self",), skip_locked=True)
        .order_by("pk")[:at_most]
    )
    for event in due:
        _close(event)
    return len(due)
