"""Who may register for what: one rule, one function, one message."""

import datetime as dt

from django.core.exceptions import ValidationError
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext, pgettext

from accounts.models import Guardianship, Person, User
from common.exceptions import Refused
from common.time import clock, formatting
from events.models import Event, Registration
from grid.models import Community
from stations.availability import nearest
from stations.models import Hold, Occupancy, Space


def parents_share_community(event: Event) -> None:
    if event.organiser_id and event.community_id and event.organiser.community_id != event.community_id:
        raise ValidationError({"organiser": gettext_lazy("The organiser belongs to another community.")})
    if event.grid and event.community_id and event.grid.community_id != event.community_id:
        raise ValidationError({"grid": gettext_lazy("The grid belongs to another community.")})
    if event.space and event.community_id and event.space.station.community_id != event.community_id:
        raise ValidationError({"space": gettext_lazy("The room belongs to another community.")})


def event_takes_registrations(event: Event) -> None:
    if event.is_cancelled:
        raise Refused(_("This event was cancelled."), code="cancelled")
    if not event.is_published:
        raise Refused(_("This event is not open yet."), code="draft")
    if not event.takes_registrations:
        raise Refused(_("No registration needed: just come."), code="no_registration")


def registration_is_open(event: Event) -> None:
    if clock.now() >= event.closes_at:
        raise Refused(_("Registration has closed. Please call us if you would still like to come."), code="closed")


def event_is_not_over(event: Event) -> None:
    if event.is_over:
        raise Refused(_("This event is over."), code="over")


def event_is_public(event: Event) -> None:
    if not event.is_published:
        raise Refused(_("Only a published event can be cancelled. A draft can simply be deleted."), code="draft")


def event_is_a_draft(event: Event) -> None:
    if event.status != Event.Status.DRAFT:
        raise Refused(_("Only a draft can be published. Please copy the event instead."), code="not_a_draft")


def only_a_draft_is_deleted(event: Event) -> None:
    if event.status != Event.Status.DRAFT:
        raise Refused(_("What was public is not deleted but cancelled, so that neighbours know."), code="not_a_draft")


def event_has_not_begun(event: Event) -> None:
    if clock.now() >= event.starts_at:
        raise Refused(_("The event has already begun, so this can no longer be changed."), code="begun")


def largest_party(event: Event) -> int:
    """How many people one registration may bring: never more than the room holds."""
    return min(event.largest_party, event.capacity or event.largest_party)


def party_fits_the_rules(event: Event, seats: int) -> None:
    """1 ≤ seats ≤ the event's largest party."""
    party_has_people(seats)
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


def party_has_people(seats: int) -> None:
    if seats < 1:
        raise Refused(_("At least one person must come."), code="party_empty")


def person_has_the_age(event: Event, person: Person) -> None:
    """Ages are checked when the year of birth is known; nobody is asked for it only to register."""
    age = person.age_on(timezone.localdate(event.starts_at))
    if age is None:
        return
    if event.min_age is not None and age < event.min_age:
        raise Refused(_("This event is for people from %(age)d years.") % {"age": event.min_age}, code="too_young")
    # `age` counts the whole year of birth, so before the birthday it is one too high: be generous.
    if event.max_age is not None and age - 1 > event.max_age:
        raise Refused(_("This event is for people up to %(age)d years.") % {"age": event.max_age}, code="too_old")


def registration_is_to_come(registration: Registration) -> None:
    """Registered or waiting: neither cancelled, nor already ticked off at the door."""
    if registration.is_cancelled:
        raise Refused(_("This registration was already cancelled."), code="not_live")
    if registration.status not in (Registration.Status.REGISTERED, Registration.Status.WAITLISTED):
        raise Refused(_("This party was already ticked off at the door."), code="ticked_off")


def undo_is_in_time(registration: Registration) -> None:
    if registration.undo_ends_at() is None:
        raise Refused(_("Ten minutes have passed, so this can no longer be undone."), code="undo_over")


def registration_waits(registration: Registration) -> None:
    if not registration.is_waitlisted:
        raise Refused(_("This party is not on the waitlist."), code="not_waiting")


def seats_are_free(registration: Registration) -> None:
    free = registration.event.seats_left
    if registration.seats > free:
        raise Refused(
            ngettext("Only %(n)d place is free.", "Only %(n)d places are free.", free) % {"n": free},
            code="no_seats",
        )


def party_can_grow(registration: Registration, seats: int) -> None:
    """More seats are given only to who has some, and only while nobody waits for them."""
    event = registration.event
    more = seats - registration.seats
    if registration.is_waitlisted or more > event.seats_left or event.registrations.waitlisted().exists():
        raise Refused(_("There are not enough free places for more people."), code="no_room_to_grow")


def may_act_for(by: User, person: Person, event: Event) -> None:
    """For oneself, for one's wards of today, and for others in office; oneself costs no query."""
    if by.person_id == person.pk:
        return
    if Guardianship.objects.current().filter(by_id=by.person_id, person_id=person.pk).exists():
        return
    if not (runs(by, event) or registers_others(by, event, person)):
        raise Refused(_("You can do this only for yourself and for those you look after."), code="not_yours")


def runs(by: User, event: Event) -> bool:
    """Whether the event is the user's to change: its whole office work goes with that."""
    return by.has_perm("events.change_event", event)


def registers_others(by: User, event: Event, person: Person | None = None) -> bool:
    """Whether the user brings neighbours to this public event of a community in which the user serves.

    With `person`: that very neighbour, whom the same appointments let the user see.
    """
    reach = by.rights.holding("events.register_others")
    if not reach or event.status == Event.Status.DRAFT:
        return False
    if not reach.everything and not Community.objects.within(reach).filter(pk=event.community_id).exists():
        return False
    return person is None or Person.objects.own_within(reach).filter(pk=person.pk).exists()


def may_register_at_the_desk(by: User, event: Event) -> None:
    if not (runs(by, event) or registers_others(by, event)):
        raise Refused(_("You may not register others for this event."), code="not_allowed")


def person_is_known_to(by: User, person: Person) -> None:
    """Whoever is registered at the desk is somebody whom the desk may see; a number typed in finds nobody else."""
    if not Person.objects.visible_to(by).filter(pk=person.pk).exists():
        raise Refused(_("You can do this only for yourself and for those you look after."), code="not_yours")


def may_read_who_comes(by: User, event: Event) -> None:
    """The whole list is for who looks after the event; others see the registrations of their own people only."""
    reach = by.rights.holding("events.view_event").having("events.view_registration")
    if not Event.objects.within(reach).filter(pk=event.pk).exists():
        raise Refused(_("You may not do this here."), code="not_allowed")


def passing_gives_a_reason(reason: str) -> None:
    if not reason.strip():
        raise Refused(_("Please say why."), code="no_reason")


def cancelling_gives_a_reason(reason: str) -> None:
    if not reason.strip():
        raise Refused(_("Please say why, so that everybody who registered knows."), code="no_reason")


def queue_is_not_dropped(event: Event) -> None:
    if event.capacity is None and event.registrations.live().exists():
        raise Refused(
            _("People are already registered, so the capacity cannot be removed."),
            code="people_are_registered",
        )


def export_gives_a_reason(reason: str) -> None:
    if not reason.strip():
        raise Refused(_("Please say what the list is for."), code="no_reason")


# --- The room of an event ----------------------------------------------------------------------------------------


def may_take_the_room(by: User, space: Space) -> None:
    """Who runs an event takes rooms of the stations that the same user looks after; what residents book by does
    not bind events."""
    if not by.has_perm("stations.view_space", space):
        raise Refused(
            _("This room belongs to a station that you do not look after."), code="room_not_yours", field="space"
        )


def room_is_in_use(space: Space, *, but: Hold | None) -> None:
    """A room that is out of use takes no new event; one that is planned there already may still move."""
    if not space.active and (but is None or but.space_id != space.pk):
        raise Refused(_("This room is not in use at present."), code="room_not_in_use", field="space")


def room_is_free(event: Event, *, by: User) -> None:
    """For the words only: that nobody has it twice, the ledger sees to. The room is locked."""
    space = event.space
    if space is None:
        return
    until = event.ends_at + dt.timedelta(minutes=space.buffer)
    there = Occupancy.objects.at(space, event.starts_at, until).exclude(hold=event.hold)
    holds = Hold.objects.filter(pk__in=there.values("hold")).select_related("event").order_by("starts_at", "pk")
    if not (taken := list(holds[:3])):
        return
    what = pgettext("between things in a row", "; ").join(what_takes_it(one, event, by) for one in taken)
    facts = {"room": space.full_name, "what": what}
    minutes = round((event.ends_at - event.starts_at).total_seconds() / 60)
    free = nearest(space, event.starts_at, minutes, staff=True, most=1, but=event.hold_id)
    if free:
        facts["free"] = formatting.span(free[0], free[0] + (event.ends_at - event.starts_at))
        said = _("%(room)s is taken then: %(what)s. The nearest free time is %(free)s.")
    else:
        said = _("%(room)s is taken then: %(what)s.")
    raise Refused(said % facts, code="room_taken", field="space")


def what_takes_it(hold: Hold, event: Event, by: User) -> str:
    """In words for staff; who has booked is nobody's matter here."""
    facts = {"when": formatting.span(hold.starts_at, hold.ends_at), "note": hold.note}
    if hold.kind == Hold.Kind.BOOKING:
        what = _("a booking, %(when)s")
    elif hold.kind == Hold.Kind.MAINTENANCE:
        what = _("maintenance (%(note)s), %(when)s")
    elif hold.event.status != Event.Status.DRAFT or by.has_perm("events.view_event", hold.event):
        what, facts["note"] = _("“%(note)s”, %(when)s"), hold.event.title
    else:
        what = _("another event that is being planned, %(when)s")
    if hold.ends_at <= event.starts_at or hold.starts_at >= event.ends_at:
        what = _("%(what)s, with the minutes that are kept free after each use") % {"what": what}
    return what % facts
