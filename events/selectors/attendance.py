"""Who comes to an event: the list that staff work with, print and export."""

import datetime as dt
from dataclasses import dataclass, field

from django.db.models import Prefetch, QuerySet

from accounts.models import Person, User
from accounts.selectors.people import families_of, guardians_in_words, is_own, who_acts_for
from events.models import CheckIn, Event, Registration
from events.selectors.check_in import check_in_day, check_in_days, check_in_on
from grid.models import Residence


@dataclass(slots=True)
class Party:
    """A registration in the list of who comes, with what staff need. `position` is 0 for who is not waiting.
    `number` is that on the paper list, for who has a seat. `check_in` is the one of the day of the list.

    Of guests whom the reader only meets there is no more than the name.
    """

    registration: Registration
    position: int = 0
    number: int = 0
    check_in: CheckIn | None = None
    # The names under which the same family stands in the list of this event once more.
    also_as: list[str] = field(default_factory=list)

    @property
    def person(self) -> Person:
        return self.registration.person

    @property
    def guardians(self) -> list[Person]:
        return [guardianship.by for guardianship in self.person.guardianships.all()]

    @property
    def is_own(self) -> bool:
        return self.registration.person_is_own  # type: ignore[attr-defined]

    @property
    def sizes(self) -> range:
        """How many of the party may have come."""
        return range(1, self.registration.seats + 1)

    @property
    def came(self) -> int:
        """How many of the party came on the day of the list."""
        return self.check_in.came if self.check_in else 0

    @property
    def is_inside(self) -> bool:
        """Whether the party is there: ticked off on the day of the list, and not gone again."""
        return self.check_in is not None and self.check_in.is_inside

    @property
    def check_ins(self) -> list[CheckIn]:
        """Every time that the party was there, the first day first."""
        return list(self.registration.check_ins.all())

    @property
    def person_times(self) -> int:
        """How many people of the party came, each day counted."""
        return sum(one.came for one in self.registration.check_ins.all())

    @property
    def masked_phone(self) -> str:
        return self.person.masked_phone if self.is_own else ""

    @property
    def whole_phone(self) -> str:
        return self.person.phone.removeprefix("+86") if self.is_own else ""

    @property
    def guardians_in_words(self) -> list[str]:
        """Who acts for one of the own people; the masked number too, where the reader keeps the guardian as well."""
        return guardians_in_words(self.person) if self.is_own else []

    @property
    def home(self) -> str:
        return "、".join(str(residence.household or residence.building) for residence in self.person.residences.all())

    @property
    def by_office(self) -> bool:
        """Whether somebody other than the person or the person's family registered it."""
        by = self.registration.by.person_id
        return by != self.person.pk and by not in {guardian.pk for guardian in self.guardians}

    @property
    def is_reachable(self) -> bool:
        """Whether any notice gets to the person or to somebody who acts for the person."""
        return any(_is_reachable(person) for person in (self.person, *self.guardians))


@dataclass(slots=True)
class Attendance:
    """The parties of one event by their standing, seated ones by name, waiting ones in the order of the queue.

    `day` is the day whose list it is; None where one list serves the whole event.
    """

    event: Event
    day: dt.date | None = None
    seated: list[Party] = field(default_factory=list)
    waiting: list[Party] = field(default_factory=list)
    cancelled: list[Party] = field(default_factory=list)

    @property
    def expected_people(self) -> int:
        """How many people have a seat."""
        return sum(party.registration.seats for party in self.seated)

    @property
    def came(self) -> int:
        """How many people were there: those with a seat who were ticked off, or without a list the number counted."""
        if self.event.headcount is not None:
            return self.event.headcount
        return sum(party.registration.came or 0 for party in self.seated)

    @property
    def person_times(self) -> int:
        """How many people were there, each day counted: where one list serves the whole event, as many as came."""
        if self.event.headcount is not None:
            return self.event.headcount
        return sum(party.person_times for party in self.seated)

    @property
    def days(self) -> list[dt.date]:
        """The days that have a list of their own."""
        return check_in_days(self.event)

    @property
    def came_on_day(self) -> int:
        """How many people were there on the day of the list."""
        return sum(party.came for party in self.seated)

    @property
    def inside(self) -> int:
        """How many people are there and have not left."""
        return sum(party.came for party in self.seated if party.is_inside)

    @property
    def due(self) -> int:
        """How many parties have a seat and were not ticked off on the day of the list."""
        return sum(party.check_in is None for party in self.seated)

    @property
    def confirmed(self) -> int:
        """How many of the parties with a seat have said that they come."""
        return sum(party.registration.confirmed_at is not None for party in self.seated)

    @property
    def live(self) -> list[Party]:
        return [*self.seated, *self.waiting]

    @property
    def unreachable(self) -> list[Party]:
        return [party for party in self.live if not party.is_reachable]


def _is_reachable(person: Person) -> bool:
    """By SMS, by e-mail, or by a sign-in under which the notice stands in the portal."""
    return bool(person.phone) or getattr(person, "user", None) is not None


def homes_of_parties(reader: User) -> Prefetch:
    """Where people who come to an event live today, as far as the reader may know it."""
    return Prefetch(
        "residences",
        Residence.objects.visible_to(reader)
        .current()
        .select_related("building__estate", "household__building__estate"),
    )


# With who ticked off, whose name a second desk reads.
CHECK_INS = Prefetch("check_ins", CheckIn.objects.select_related("by__person"))


def attendance_parties(rows: QuerySet[Registration], reader: User) -> QuerySet[Registration]:
    """Registrations with all that a `Party` reads, in a fixed number of queries."""
    home = homes_of_parties(reader)
    home.add_prefix("person")
    return (
        rows.annotate(person_is_own=is_own(reader, "person"))
        .select_related("person__user", "by__person")
        .prefetch_related(who_acts_for(reader, "person__"), home, CHECK_INS)
    )


def attendance_of(
    event: Event, rows: QuerySet[Registration], reader: User, *, day: dt.date | None = None
) -> Attendance:
    """Who comes to an event, and who came on the day, or on that of now.

    `rows` are the event's registrations that the reader may see.
    """
    found = Attendance(event, day or check_in_day(event))
    for registration in attendance_parties(rows.filter(event=event), reader).order_by("queued_at", "pk"):
        registration.event = event
        party = Party(registration, check_in=check_in_on(registration, found.day))
        if registration.is_waitlisted:
            found.waiting.append(party)
            party.position = len(found.waiting)
        elif registration.is_cancelled:
            found.cancelled.append(party)
        else:
            found.seated.append(party)
    _name_families_that_come_twice(found.live)
    found.seated.sort(key=_place_in_list)
    for number, party in enumerate(found.seated, start=1):
        party.number = number
    return found


def _place_in_list(party: Party) -> tuple[bool, str, int]:
    """By name; who came unannounced stands after the others, so that the numbers on the printed list stay true."""
    return party.registration.walk_in, party.person.name_sort, party.registration.pk


def _name_families_that_come_twice(parties: list[Party]) -> None:
    """Both parents register the family, or mother and daughter queue for it: staff ask which of the two is meant.

    Of people who are only met nothing is known.
    """
    own = {party.person.pk: party for party in parties if party.is_own}
    for key, family in families_of(own).items():
        own[key].also_as = [other.person.name for other in own.values() if other.person.pk in family]
