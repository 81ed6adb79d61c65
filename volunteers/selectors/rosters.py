"""Who comes to an activity, shift by shift: what the office prints, and whom it rings."""

from dataclasses import dataclass, field

from django.db.models import QuerySet

from accounts.models import Person, User
from accounts.selectors.people import guardians_in_words, is_own, who_acts_for
from events.selectors.attendance import homes_of_parties
from volunteers.models import Activity, Assignment, Shift


@dataclass(slots=True)
class RosterLine:
    """A volunteer on a shift. Of people whom the reader only meets there is no more than the name."""

    assignment: Assignment
    position: int = 0

    @property
    def person(self) -> Person:
        return self.assignment.person

    @property
    def is_own(self) -> bool:
        return self.assignment.person_is_own  # type: ignore[attr-defined]

    @property
    def masked_phone(self) -> str:
        return self.person.masked_phone if self.is_own else ""

    @property
    def home(self) -> str:
        return "、".join(str(residence.household or residence.building) for residence in self.person.residences.all())

    @property
    def guardians_in_words(self) -> list[str]:
        """Who is rung where the person has no phone: whoever acts for one of the own people."""
        return guardians_in_words(self.person) if self.is_own else []

    @property
    def has_sign_in(self) -> bool:
        """Whether the person reads notices in the portal. Who acts for them may have read one; that tells nobody."""
        return getattr(self.person, "user", None) is not None


@dataclass(slots=True)
class RosterShift:
    """A shift with who has a place, by name, and who waits, in the order of the queue."""

    shift: Shift
    seated: list[RosterLine] = field(default_factory=list)
    waiting: list[RosterLine] = field(default_factory=list)

    @property
    def free(self) -> range:
        """As many blank lines on paper as places are free."""
        return range(self.shift.seats_left)


@dataclass(slots=True)
class Roster:
    """The shifts of an activity, the earliest first."""

    shifts: list[RosterShift]

    @property
    def lines(self) -> list[RosterLine]:
        return [line for shift in self.shifts for line in (*shift.seated, *shift.waiting)]

    @property
    def to_ring(self) -> list[RosterLine]:
        """Who has no smartphone and is still expected: a volunteer without a sign-in, each once."""
        silent = (line for line in self.lines if not line.has_sign_in)
        expected = (one for one in silent if not one.assignment.is_served and not one.assignment.shift.is_over)
        return list({line.person.pk: line for line in expected}.values())


def roster_of(activity: Activity, rows: QuerySet[Assignment], reader: User) -> Roster:
    """Who comes to the activity. `rows` are the assignments that the reader may see. A fixed number of queries."""
    homes = homes_of_parties(reader)
    homes.add_prefix("person")
    live = (
        rows.live()  # type: ignore[attr-defined]
        .filter(shift__activity=activity)
        .annotate(person_is_own=is_own(reader, "person"))
        .select_related("person__user", "volunteer__team")
        .prefetch_related(who_acts_for(reader, "person__"), homes)
    )
    shifts = {shift.pk: RosterShift(shift) for shift in activity.shifts.order_by("starts_at", "pk")}
    for assignment in live.order_by("queued_at", "pk"):
        there = shifts[assignment.shift_id]
        assignment.shift = there.shift
        if assignment.is_waitlisted:
            there.waiting.append(RosterLine(assignment, position=len(there.waiting) + 1))
        else:
            there.seated.append(RosterLine(assignment))
    for there in shifts.values():
        there.seated.sort(key=lambda line: (line.person.name_sort, line.assignment.pk))
    return Roster(list(shifts.values()))
