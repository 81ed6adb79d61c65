"""What registering depends on, read once: for the form and its page, and under the lock for the rules."""

import datetime as dt
import uuid
from collections.abc import Collection, Sequence
from dataclasses import dataclass
from typing import NamedTuple

from django.db.models import Exists, OuterRef

from accounts.models import Consent, Person, User
from accounts.selectors.people import families_of
from common.db import prepared
from common.time import clock
from events.models import Event, Registration
from events.selectors.events import EventStanding, standing_of_event

FACTS = """
SELECT
    EXISTS (SELECT FROM accounts_guardianship g
        WHERE g.by_id = %(own)s AND g.person_id = %(person)s AND g.during @> %(today)s),
    EXISTS (SELECT FROM accounts_consent c WHERE c.person_id = %(person)s AND c.withdrawn_at IS NULL),
    EXISTS (SELECT FROM accounts_consent c WHERE c.person_id = %(own)s AND c.withdrawn_at IS NULL),
    (SELECT max(r.queued_at) FROM events_registration r WHERE r.event_id = %(event)s AND r.status = 'waitlisted'),
    EXISTS (SELECT FROM events_registration r
        WHERE r.event_id = %(event)s AND r.status = 'waitlisted' AND r.for_elder),
    EXISTS (SELECT FROM events_registration r WHERE r.by_id = %(by)s AND r.token = %(token)s::uuid)
"""


class RegistrationFacts(NamedTuple):
    """What decides about a registration beside the event and the person themselves.

    Read it after the event is locked, in a statement of its own: a statement that waits for a lock goes on with what
    it saw before, so the queue that it sees would be an old one.
    """

    is_ward: bool
    has_agreed: bool
    reader_has_agreed: bool
    # Since when the last of the queue waits; None while nobody does.
    last_queued_at: dt.datetime | None
    elder_waits: bool
    token_is_used: bool

    @classmethod
    def read(cls, event: Event, person: Person, *, by: User, token: uuid.UUID | None) -> "RegistrationFacts":
        values = {
            "own": by.person_id,
            "person": person.pk,
            "today": clock.today(),
            "event": event.pk,
            "by": by.pk,
            "token": token,
        }
        (facts,) = prepared.fetch_all(FACTS, values)
        return cls(*facts)


def registration_made_by_form(event: Event, *, by: User, token: uuid.UUID | None) -> Registration | None:
    """The registration for this event that the user's form of this token has made."""
    if token is None:
        return None
    return event.registrations.filter(by=by, token=token).select_related("person").first()


@dataclass(frozen=True, slots=True)
class RegistrationChoice:
    """For whom the reader may register at this event: what the form, its page and its refusal all show.

    `people` are those in the reader's care, each with `has_agreed`; `registrations` are theirs, the live ones.
    """

    event: Event
    reader: User
    people: Sequence[Person]
    registrations: list[Registration]

    @classmethod
    def read(cls, event: Event, reader: User) -> "RegistrationChoice":
        agreed = Consent.objects.in_force().filter(person=OuterRef("pk"))
        people = list(Person.objects.in_care_of(reader).annotate(has_agreed=Exists(agreed)))
        live = event.registrations.live().filter(person__in=people).select_related("person").with_position()
        return cls(event, reader, people, list(live))

    def family_registers_apart(self) -> bool:
        """Whether somebody of the family who is not in the reader's care, such as the other parent of a child, brings
        others along. Who comes alone is counted once anyhow, and is nobody's business.
        """
        own = {person.pk for person in self.people}
        others = set().union(*families_of(own).values()) - own
        return self.event.registrations.live().filter(person__in=others, seats__gt=1).exists()

    @property
    def free(self) -> list[Person]:
        """Who is not registered yet, the reader first."""
        registered = {registration.person_id for registration in self.registrations}
        free = [person for person in self.people if person.pk not in registered]
        return sorted(free, key=lambda person: (person.pk != self.reader.person_id, person.pk))

    def registration_of(self, person: Person) -> Registration | None:
        """The live registration of the person, as it is now."""
        return self.event.registrations.live().filter(person=person).select_related("person").first()

    @property
    def reader_has_agreed(self) -> bool:
        own = [person for person in self.people if person.pk == self.reader.person_id]
        return any(getattr(person, "has_agreed", False) for person in own)

    @property
    def standing(self) -> EventStanding:
        return standing_of_event(self.event, waiting=self.event.waiting)

    @property
    def position(self) -> int:
        """The place in the queue that a party would get now."""
        return self.event.waiting + 1


def registrations_of_families(
    event: Event, people: Collection[int], *, reader: User
) -> dict[int, list[Registration]]:
    """By the key of each of these people: under which other names the family is on the list of the event.

    Of people who are only met nothing is known, so it tells of the reader's own people alone.
    """
    families = families_of(people)
    everybody = set(people).union(*families.values())
    own = set(Person.objects.own_of(reader).filter(pk__in=everybody).order_by().values_list("pk", flat=True))
    rows = event.registrations.live().filter(person__in=everybody & own).select_related("person").order_by("pk")
    live = list(rows)
    return {one: [row for row in live if one in own and row.person_id in family] for one, family in families.items()}


def party_to_call(event: Event) -> Registration | None:
    """Whose turn it is to be rung up: the first who waits; where only seats of elders are free, the first elder."""
    queue = event.registrations.to_call()
    elder = queue.filter(for_elder=True).first() if event.kept_for_elders and event.is_full else None
    return elder or queue.first()


def largest_party(event: Event) -> int:
    """How many people one registration may bring: never more than the room holds."""
    return min(event.largest_party, event.capacity or event.largest_party)
