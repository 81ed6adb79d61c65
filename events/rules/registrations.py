"""Who may register for what: one rule, one function, one message."""

from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from accounts.models import Guardianship, Person, User
from common.exceptions import Refused
from events.models import Event, Registration
from events.rules.events import is_organiser
from events.selectors.capacity import largest_party
from grid.models import Community


def require_party_fits(event: Event, seats: int) -> None:
    """1 ≤ seats ≤ the event's largest party."""
    require_people(seats)
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
        )


def require_people(seats: int) -> None:
    if seats < 1:
        raise Refused(_("At least one person must come."), code="party_empty")


def require_age(event: Event, person: Person) -> None:
    """Ages are checked when the year of birth is known; nobody is asked for it only to register."""
    age = person.age_on(timezone.localdate(event.starts_at))
    if age is None:
        return
    if event.min_age is not None and age < event.min_age:
        raise Refused(_("This event is for people from %(age)d years.") % {"age": event.min_age}, code="too_young")
    # `age` counts the whole year of birth, so before the birthday it is one too high: be generous.
    if event.max_age is not None and age - 1 > event.max_age:
        raise Refused(_("This event is for people up to %(age)d years.") % {"age": event.max_age}, code="too_old")


def require_to_come(registration: Registration) -> None:
    """Registered or waiting: neither cancelled, nor already ticked off at the door."""
    if registration.is_cancelled:
        raise Refused(_("This registration was already cancelled."), code="not_live")
    if registration.status not in (Registration.Status.REGISTERED, Registration.Status.WAITLISTED):
        raise Refused(_("This party was already ticked off at the door."), code="ticked_off")


def require_undo_in_time(registration: Registration) -> None:
    if registration.undo_ends_at() is None:
        raise Refused(_("Ten minutes have passed, so this can no longer be undone."), code="undo_over")


def require_waitlisted(registration: Registration) -> None:
    if not registration.is_waitlisted:
        raise Refused(_("This party is not on the waitlist."), code="not_waiting")


def require_free_seats(registration: Registration) -> None:
    free = registration.event.seats_left
    if registration.seats > free:
        raise Refused(
            ngettext("Only %(n)d place is free.", "Only %(n)d places are free.", free) % {"n": free},
            code="no_seats",
        )


def require_room_to_grow(registration: Registration, seats: int) -> None:
    """More seats are given only to who has some, and only while nobody waits for them."""
    event = registration.event
    more = seats - registration.seats
    if registration.is_waitlisted or more > event.seats_left or event.registrations.waitlisted().exists():
        raise Refused(_("There are not enough free places for more people."), code="no_room_to_grow")


def require_may_act_for(by: User, person: Person, event: Event) -> None:
    """For oneself, for one's wards of today, and for others in office; oneself costs no query."""
    if by.person_id == person.pk:
        return
    if Guardianship.objects.current().filter(by_id=by.person_id, person_id=person.pk).exists():
        return
    if not (is_organiser(by, event) or can_register_others(by, event, person)):
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
    if not (is_organiser(by, event) or can_register_others(by, event)):
        raise Refused(_("You may not register others for this event."), code="not_allowed")


def require_known_person(by: User, person: Person) -> None:
    """Whoever is registered at the desk is somebody whom the desk may see; a number typed in finds nobody else."""
    if not Person.objects.visible_to(by).filter(pk=person.pk).exists():
        raise Refused(_("You can do this only for yourself and for those you look after."), code="not_yours")


# --- The room of an event ----------------------------------------------------------------------------------------
