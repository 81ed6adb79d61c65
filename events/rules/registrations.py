"""Who may register for what, and what may be done with a registration now: one rule, one function, one message."""

import enum
from collections.abc import Sequence
from typing import Any

from django.contrib.auth.models import AnonymousUser
from django.contrib.postgres.expressions import ArraySubquery
from django.db.models import OuterRef
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from accounts.models import Guardianship, Person, User
from accounts.models.people import ADULT_AGE, ELDER_AGE
from accounts.rules.consent import require_consent
from accounts.rules.people import may_know_age
from common.exceptions import Refused, allows
from common.time import clock
from events.models import Event, Registration
from events.rules.events import (
    is_event_organiser,
    require_event_not_begun,
    require_event_not_cancelled,
    require_event_not_over,
    require_event_takes_registrations,
    require_registration_open,
)
from events.selectors.registrations import RegistrationFacts, largest_party, party_to_call
from grid.models import Community

# --- What may be done with a registration -------------------------------------------------------------------------


class RegistrationAct(enum.StrEnum):
    """What the reader or the office does with a registration."""

    CHANGE_PARTY = "change"
    CANCEL = "cancel"
    # To take a cancellation back.
    UNDO = "undo"
    # To be given seats although others wait longer.
    PROMOTE = "promote"


def possible_registration_acts(registration: Registration, by: User) -> frozenset[RegistrationAct]:
    """What the user may do with a registration now, by the rights and by the state of it and of the event.

    Whether enough seats are free is no part of it, since that changes from moment to moment: the action tells.
    """
    possible = {act for act in RegistrationAct if allows(require_registration_act_possible, act, registration)}
    if possible - {RegistrationAct.PROMOTE} and not allows(
        require_may_act_for, by, registration.person, registration.event
    ):
        possible &= {RegistrationAct.PROMOTE}
    if RegistrationAct.PROMOTE in possible and not is_event_organiser(by, registration.event):
        possible.remove(RegistrationAct.PROMOTE)
    return frozenset(possible)


def require_registration_act_possible(act: RegistrationAct, registration: Registration) -> None:
    """The state of a registration and of its event allows the act. Raises Refused; rights are asked apart."""
    event = registration.event
    match act:
        case RegistrationAct.CHANGE_PARTY:
            require_registration_to_come(registration)
            require_event_takes_registrations(event)
            require_event_not_begun(event)
            require_other_party_size(registration)
        case RegistrationAct.CANCEL:
            require_registration_to_come(registration)
            require_event_not_cancelled(event)
            if registration.undo_ends_at() is None:
                require_event_not_begun(event)
        case RegistrationAct.UNDO:
            require_registration_cancelled(registration)
            require_cancellation_undo_in_time(registration)
            require_not_of_left_course(registration)
            require_event_takes_registrations(event)
            require_event_not_begun(event)
        case RegistrationAct.PROMOTE:
            require_registration_waitlisted(registration)
            require_event_takes_registrations(event)
            require_event_not_over(event)


def mark_open_to(events: Sequence[Event], reader: User | AnonymousUser) -> None:
    """Set `is_open_to_reader` of each event: whether somebody in the reader's care could still be registered; and
    `own_status`, where somebody is.

    That is somebody who is not registered and whom the event admits by age. Who has not signed in may find that out
    after signing in, and so may who has a sign-in without a name. One query for all the events; none for visitors.
    Every page that shows cards of events to a reader asks it, so that a card says the same wherever it stands.
    """
    if not events or not reader.is_authenticated or reader.person_id is None:
        return
    live = Registration.objects.live().filter(person=OuterRef("pk"), event__in=events).order_by()
    people: Any = list(
        Person.objects.in_care_of(reader).annotate(
            registered=ArraySubquery(live.values("event")),
            waiting=ArraySubquery(live.waitlisted().values("event")),
        )
    )
    for event in events:
        if any(event.pk in set(person.registered) - set(person.waiting) for person in people):
            event.own_status = Registration.Status.REGISTERED
        elif any(event.pk in person.waiting for person in people):
            event.own_status = Registration.Status.WAITLISTED
        event.is_open_to_reader = any(
            event.pk not in person.registered and age_refusal(event, person) is None for person in people
        )


# --- Registering --------------------------------------------------------------------------------------------------


def require_may_register(event: Event, person: Person, *, by: User, facts: RegistrationFacts) -> None:
    """Of a registration: for oneself, for one's wards of today, and for others in office; consent follows from that.

    Family must have agreed to the privacy notice like the person: both are written down.
    """
    in_office = by.person_id != person.pk and not facts.is_ward
    if in_office:
        require_may_act_in_office(by, person, event)
    elif by.person_id != person.pk and by.person:
        require_consent(by.person, has_agreed=facts.reader_has_agreed)
    require_consent(person, has_agreed=facts.has_agreed)


def require_event_open(event: Event, by: User) -> None:
    """The event takes registrations now. Who looks after it may register others until it is over."""
    require_event_takes_registrations(event)
    if not event.registration_is_open and not is_event_organiser(by, event):
        require_registration_open(event)
    require_event_not_over(event)


def require_party_fits(event: Event, seats: int) -> None:
    """A registration brings 1 to the event's largest number of people."""
    require_party_not_empty(seats)
    largest = largest_party(event)
    if seats > largest:
        raise Refused(
            ngettext(
                "One registration brings %(n)d person at most.",
                "One registration brings %(n)d people at most.",
                largest,
            )
            % {"n": largest},
            code="party_too_large",
            field="seats",
        )


def require_party_not_empty(seats: int) -> None:
    """A registration brings at least one person."""
    if seats < 1:
        raise Refused(_("At least one person must come."), code="party_empty", field="seats")


def require_age_for_event(event: Event, person: Person, *, by: User) -> None:
    """Ages are checked when the year of birth is known; nobody is asked for it only to register.

    Staff who only meet the person are not told: by changing the limits they would find out the year.
    """
    refused = age_refusal(event, person)
    if refused and may_know_age(by, person):
        raise refused


def age_refusal(event: Event, person: Person) -> Refused | None:
    """Why the event does not admit the person by age, and what to do instead; None where it does or nobody knows."""
    age = person.age_on(timezone.localdate(event.starts_at))
    low, high = event.ages.low, event.ages.high
    if age is None:
        return None
    if low is not None and age < low:
        return Refused(
            _("This event is for people from %(age)d years. Please choose somebody of that age.") % {"age": low},
            code="too_young",
            field="person",
        )
    # `age` counts the whole year of birth, so before the birthday it is one too high: be generous.
    if high is not None and age - 1 > high:
        return Refused(_too_old(high), code="too_old", field="person")
    return None


def counts_as_elder(event: Event, person: Person, *, by: User) -> bool:
    """Whether the party of the person may have the seats that the event keeps for elders.

    By the year of birth, where it is known. Staff who only meet the person would learn the age by it.
    """
    return event.seats_for_elders is not None and is_elder_at(event, person) and may_know_age(by, person)


def is_elder_at(event: Event, person: Person) -> bool:
    """Whether the person is of 60 or older in the year of the event, by the year of birth that is known."""
    age = person.age_on(timezone.localdate(event.starts_at))
    return age is not None and age >= ELDER_AGE


def _too_old(oldest: int) -> str:
    """Grown-ups register a child and count as those who come along; elsewhere somebody younger comes."""
    if oldest < ADULT_AGE:
        words = _(
            "This event is for children up to %(age)d years. Please choose the child's name; grown-ups who come "
            "along are counted in the number of people."
        )
    else:
        words = _("This event is for people up to %(age)d years. Please choose somebody of that age.")
    return words % {"age": oldest}


def require_registration_to_come(registration: Registration) -> None:
    """A registration that holds seats or waits: neither cancelled, nor already ticked off at the door."""
    if registration.is_cancelled:
        raise Refused(_("This registration was already cancelled."), code="not_live")
    if registration.status not in (Registration.Status.REGISTERED, Registration.Status.WAITLISTED):
        raise Refused(_("This party was already ticked off at the door."), code="ticked_off")


def require_may_confirm(registration: Registration) -> None:
    """Who has seats at an event to come says that they come; who waits is not asked."""
    require_registration_to_come(registration)
    require_event_not_cancelled(registration.event)
    require_event_not_begun(registration.event)
    if registration.is_waitlisted:
        raise Refused(_("This party is on the waitlist, so it has no seats yet."), code="waitlisted")


def require_nobody_waits_behind(registration: Registration) -> None:
    """Giving the registration up loses nothing for good: nobody waits who would have the place at once."""
    if waiting := Registration.objects.waiting_behind(registration).count():
        raise Refused(
            ngettext("%(n)d party is waiting for the place.", "%(n)d parties are waiting for the place.", waiting)
            % {"n": waiting},
            code="others_wait",
        )


def require_registration_cancelled(registration: Registration) -> None:
    if not registration.is_cancelled:
        raise Refused(_("This registration is not cancelled."), code="not_cancelled")


def require_other_party_size(registration: Registration) -> None:
    """There is another number of people for the registration to choose: fewer, or more."""
    if registration.seats == 1:
        require_party_fits(registration.event, 2)


def require_cancellation_undo_in_time(registration: Registration) -> None:
    """The cancellation of a registration can be undone for ten minutes; of one date of a course, as long as the
    course goes on.
    """
    if registration.is_absence:
        return
    if registration.undo_ends_at() is None:
        raise Refused(_("Ten minutes have passed, so this can no longer be undone."), code="undo_over")


def require_not_of_left_course(registration: Registration) -> None:
    """Who has left a course that is offered as a whole only does not keep single dates of it."""
    enrolment = registration.enrolment
    if enrolment and not enrolment.is_live and not enrolment.series.offers_dates:
        raise Refused(
            _("For this course one signs up as a whole. Please choose “The whole course”."), code="only_course"
        )


def require_registration_waitlisted(registration: Registration) -> None:
    if not registration.is_waitlisted:
        raise Refused(_("This party is not on the waitlist."), code="not_waiting")


def require_turn_to_be_called(registration: Registration) -> None:
    """In the last hours before the event, of those who wait and were not passed over, the first is rung up."""
    require_registration_waitlisted(registration)
    event = registration.event
    require_event_takes_registrations(event)
    if not event.is_called:
        raise Refused(
            _("Those who wait are rung up shortly before the event begins; until then seats go by themselves.")
            if clock.now() < event.calls_from
            else _("The event has already begun, so this can no longer be changed."),
            code="not_called_now",
        )
    first = party_to_call(event)
    if first is None or first.pk != registration.pk:
        raise Refused(_("Another party waits longer. Please ring them first, in their order."), code="not_the_turn")


def require_skip_reason(reason: str) -> None:
    """Why a party was passed over is one of the reasons to choose from."""
    if reason not in Registration.SkipReason:
        raise Refused(_("Please say why this party is passed over."), code="no_reason")


def require_party_not_larger(registration: Registration, seats: int) -> None:
    """Who is rung up comes with as many people as asked for, or with fewer."""
    if not 1 <= seats <= registration.seats:
        raise Refused(
            ngettext(
                "This party waits for %(n)d seat.", "This party waits for %(n)d seats at most.", registration.seats
            )
            % {"n": registration.seats},
            code="party_larger",
        )


def require_free_seats(registration: Registration) -> None:
    """The event has as many free seats as the registration needs."""
    free = registration.event.seats_for(elder=registration.for_elder)
    if registration.seats > free:
        raise Refused(
            ngettext("Only %(n)d place is free.", "Only %(n)d places are free.", free) % {"n": free},
            code="no_seats",
        )


def require_party_can_grow(registration: Registration, seats: int) -> None:
    """A registration gets more seats only when it has some, and only while nobody waits for them."""
    event = registration.event
    more = seats - registration.seats
    free = event.seats_for(elder=registration.for_elder)
    if registration.is_waitlisted or more > free or event.registrations.waitlisted().exists():
        raise Refused(_("There are not enough free places for more people."), code="no_room_to_grow")


# --- For whom -----------------------------------------------------------------------------------------------------


def require_may_act_for(by: User, person: Person, event: Event) -> None:
    """Of a registration: one acts for oneself (no query), for one's wards of today, and for others in office."""
    if by.person_id == person.pk:
        return
    if Guardianship.objects.current().filter(by_id=by.person_id, person_id=person.pk).exists():
        return
    require_may_act_in_office(by, person, event)


def require_may_act_in_office(by: User, person: Person, event: Event) -> None:
    """Of a registration of somebody else: who looks after the event may act, and who registers own people."""
    if not (is_event_organiser(by, event) or can_register_others(by, event, person)):
        raise Refused(_("You can do this only for yourself and for those you look after."), code="not_yours")


def can_register_others(by: User, event: Event, person: Person | None = None) -> bool:
    """Whether the user brings neighbours to this public event of a community in which the user serves.

    With `person`: that very neighbour, whom the same appointments let the user see.
    """
    reach = by.rights.holding("events.register_others")
    if not reach or event.status == Event.Status.DRAFT:
        return False
    if not reach.everything and not Community.objects.within(reach).filter(pk=event.community_id).exists():
        return False
    return person is None or Person.objects.own_within(reach).filter(pk=person.pk).exists()


def require_may_register_at_desk(by: User, event: Event) -> None:
    """Who looks after the event registers neighbours for it, and who registers own people."""
    if not (is_event_organiser(by, event) or can_register_others(by, event)):
        raise Refused(_("You may not register others for this event."), code="not_allowed")


def require_known_person(by: User, person: Person) -> None:
    """Whoever is registered at the desk is somebody whom the desk may see; a number typed in finds nobody else."""
    if not Person.objects.visible_to(by).filter(pk=person.pk).exists():
        raise Refused(_("You can do this only for yourself and for those you look after."), code="not_yours")


def require_registration_still_stands(made: Registration) -> None:
    """A form that is sent twice does not say “registered” when the registration was cancelled meanwhile."""
    if made.is_cancelled:
        raise Refused(
            _("This registration was cancelled meanwhile. To register again, please open the page anew."),
            code="cancelled_meanwhile",
        )
