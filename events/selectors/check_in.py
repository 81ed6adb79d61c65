"""When people check in at an event, and what the page at its door asks."""

import datetime as dt
from dataclasses import dataclass

from django.conf import settings

from accounts.models import Person, User
from accounts.selectors.search import Typed
from common.time import clock
from events.models import Event, Registration
from events.querysets import EventQuerySet
from events.selectors.registrations import RegistrationChoice, largest_party


def check_in_opens_at(event: Event) -> dt.datetime:
    """From when on people are checked in: some time before the event begins."""
    return event.starts_at - dt.timedelta(minutes=settings.EVENT_CHECK_IN_EARLY_MINUTES)


def list_is_kept_until(event: Event) -> dt.datetime:
    """Until when the paper list is keyed back, and who came is corrected."""
    return event.ends_at + dt.timedelta(days=settings.EVENT_LIST_DAYS)


def has_check_in_opened(event: Event) -> bool:
    return clock.now() >= check_in_opens_at(event)


def seats_at_door(event: Event) -> int:
    """How many seats somebody who comes unannounced may have now.

    Until the event begins, free seats are promised to the waitlist; then they are for whoever stands there.
    """
    promised = clock.now() < event.starts_at and event.registrations.waitlisted().exists()
    return 0 if promised else event.seats_for_all


def events_to_check_in(rows: EventQuerySet) -> EventQuerySet:
    """Of these events the published ones of today, the first to begin first."""
    soon = rows.between(clock.today(), clock.today() + dt.timedelta(days=1)).before_tomorrow()
    return soon.filter(status=Event.Status.PUBLISHED).order_by("starts_at", "pk")


def people_named_in(event: Event, typed: str) -> set[int]:
    """The keys of those people on the event's list whose name matches what was typed, in any writing of it.

    Numbers find nobody here: of guests nobody at the door reads them.
    """
    text = Typed(typed)
    if text.phones or not text.words:
        return set()
    named = Person.objects.filter(registrations__event=event, name_search__begins=tuple(text.words))
    return set(named.order_by().values_list("pk", flat=True))


@dataclass(frozen=True, slots=True)
class EventAtDoor:
    """What the page at the door of an event shows to the reader: the family's registrations, and who may still come.

    `seats` are those that a party which is not registered may still have.
    """

    event: Event
    reader: User
    choice: RegistrationChoice
    seats: int

    @classmethod
    def read(cls, event: Event, reader: User) -> "EventAtDoor":
        choice = RegistrationChoice.read(event, reader)
        return cls(event, reader, choice, min(seats_at_door(event), largest_party(event)))

    @property
    def registrations(self) -> list[Registration]:
        """Of the reader and of the wards, the live ones, as they were made."""
        return sorted(self.choice.registrations, key=lambda registration: (registration.created_at, registration.pk))

    @property
    def expected(self) -> list[Registration]:
        """Who is registered and has not been ticked off yet."""
        return [one for one in self.registrations if one.status in Registration.TO_ARRIVE]

    @property
    def waiting(self) -> list[Registration]:
        return [one for one in self.registrations if one.is_waitlisted]

    @property
    def unregistered(self) -> list[Person]:
        """Who of the family may come unannounced: not registered, or on the waitlist; the reader first."""
        waiting = {registration.person_id for registration in self.waiting}
        people = [*self.choice.free, *(person for person in self.choice.people if person.pk in waiting)]
        return sorted(people, key=lambda person: (person.pk != self.reader.person_id, person.pk))


def registrations_elsewhere(event: Event, reader: User) -> list[Registration]:
    """The family's registrations for other events of now: somebody may have scanned the code at the wrong door."""
    now = clock.now()
    early = dt.timedelta(minutes=settings.EVENT_CHECK_IN_EARLY_MINUTES)
    rows = Registration.objects.owned_by(reader).seated().exclude(event=event)
    on_now = rows.filter(event__starts_at__lte=now + early, event__ends_at__gt=now)
    return list(on_now.select_related("event", "person").order_by("event__starts_at", "pk"))
