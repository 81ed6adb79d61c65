"""The minutes of service that follow from coming and going, and which of them wait to be confirmed."""

import datetime as dt
from collections import defaultdict
from dataclasses import dataclass, field

from django.db.models import Exists, OuterRef, Q, QuerySet, Sum
from django.db.models.functions import Greatest

from accounts.models import Person, User
from common.time import clock, formatting
from volunteers.models import Activity, Assignment, ServiceRecord, Shift
from volunteers.querysets import AssignmentQuerySet, ShiftQuerySet
from volunteers.selectors.check_in import with_recorded

MINUTE = dt.timedelta(minutes=1)


def service_begins_at(assignment: Assignment) -> dt.datetime | None:
    """From when the service of an assignment counts: coming early is not service yet; None for who did not come."""
    came = assignment.checked_in_at
    return None if came is None else max(came, assignment.shift.starts_at)


def minutes_of(assignment: Assignment) -> int:
    """The minutes of service of an assignment: from coming, at the earliest the beginning, until going.

    Of the break as much is taken off as of the shift was served, so that nobody gains by leaving earlier. An open end
    is 0 minutes (docs/decisions/minutes.md).
    """
    begins, left, shift = service_begins_at(assignment), assignment.checked_out_at, assignment.shift
    if begins is None or left is None or left <= begins:
        return 0
    stay, planned = (left - begins) // MINUTE, (shift.ends_at - shift.starts_at) // MINUTE
    return stay - shift.break_minutes * min(stay, planned) // planned


@dataclass(slots=True)
class Stay:
    """What an assignment has given, to be confirmed. `of_day`: the minutes of the person on that day in all teams."""

    assignment: Assignment
    minutes: int
    of_day: int = 0

    @property
    def begins_at(self) -> dt.datetime:
        begins = service_begins_at(self.assignment)
        assert begins is not None
        return begins

    @property
    def day(self) -> dt.date:
        """The day of a record is the one on which the shift began."""
        return formatting.local(self.assignment.starts_at).date()

    @property
    def beyond_plan(self) -> int:
        """How many minutes more than planned; 0 for as many or fewer."""
        return max(0, self.minutes - self.assignment.shift.planned_minutes)

    @property
    def source(self) -> ServiceRecord.Source:
        """Whether both coming and going were scanned or told by code, or one of them is the lead's word."""
        scanned = self.assignment.is_scanned
        return ServiceRecord.Source.SCANNED if scanned else ServiceRecord.Source.LIST


@dataclass(slots=True)
class MinutesOfActivity:
    """The assignments of the shifts that are over, by what is left to be done with them."""

    activity: Activity
    # Both times are known, and the minutes are not confirmed yet.
    ready: list[Stay] = field(default_factory=list)
    # Ready as well, of the reader and those in the reader's care: somebody else confirms those.
    own: list[Stay] = field(default_factory=list)
    # Nobody has said whether they came, or when they left.
    unmarked: list[Assignment] = field(default_factory=list)
    open_ended: list[Assignment] = field(default_factory=list)
    # Gone before the beginning, or at once.
    nothing: list[Assignment] = field(default_factory=list)
    recorded: list[Assignment] = field(default_factory=list)

    @classmethod
    def read(cls, activity: Activity, *, by: User, shift: Shift | None = None) -> "MinutesOfActivity":
        """In four queries at most, whatever the number of volunteers; with `shift` those of one shift."""
        rows = Assignment.objects.filter(shift__activity=activity, ends_at__lte=clock.now())
        if shift:
            rows = rows.filter(shift=shift)
        marked = rows.filter(status__in=[Assignment.Status.ASSIGNED, Assignment.Status.SERVED])
        read = with_recorded(marked).select_related("shift", "person", "volunteer__team")
        family = set(Person.objects.in_care_of(by).values_list("pk", flat=True))
        found = cls(activity)
        for assignment in read.order_by("starts_at", "shift", "person__name_sort", "pk"):
            assignment.shift.activity = activity
            found._sort_in(assignment, family)
        _add_days(found.ready + found.own)
        return found

    def _sort_in(self, assignment: Assignment, family: set[int]) -> None:
        if assignment.recorded:  # type: ignore[attr-defined]
            self.recorded.append(assignment)
        elif assignment.is_assigned:
            self.unmarked.append(assignment)
        elif assignment.is_open_ended:
            self.open_ended.append(assignment)
        elif not (minutes := minutes_of(assignment)):
            self.nothing.append(assignment)
        else:
            (self.own if assignment.person_id in family else self.ready).append(Stay(assignment, minutes))

    @property
    def is_settled(self) -> bool:
        return not (self.ready or self.own or self.unmarked or self.open_ended)


def _add_days(stays: list[Stay]) -> None:
    """Set `of_day`: what is recorded of each person on that day in all teams, with all stays to be confirmed."""
    sums: dict[tuple[int, dt.date], int] = defaultdict(int)
    for stay in stays:
        sums[stay.assignment.person_id, stay.day] += stay.minutes
    if not sums:
        return
    rows = ServiceRecord.objects.standing().filter(
        volunteer__person__in={person for person, _day in sums}, day__in={day for _person, day in sums}
    )
    by_person = rows.order_by().values("volunteer__person", "day").annotate(n=Sum("minutes"))
    for person, day, minutes in by_person.values_list("volunteer__person", "day", "n"):
        if (person, day) in sums:
            sums[person, day] += minutes
    for stay in stays:
        stay.of_day = sums[stay.assignment.person_id, stay.day]


def left_to_confirm() -> AssignmentQuerySet:
    """The assignments of shifts that are over with which something is left to be done (`is_settled`, as a query).

    Somebody is not marked, has not checked out, or was there for a minute or more and has no record yet.
    """
    rows = Assignment.objects.filter(
        status__in=[Assignment.Status.ASSIGNED, Assignment.Status.SERVED], ends_at__lte=clock.now()
    )
    served = Q(checked_out_at__gte=Greatest("checked_in_at", "starts_at") + MINUTE)
    left = rows.filter(Q(status=Assignment.Status.ASSIGNED) | Q(checked_out_at=None) | served)
    return with_recorded(left).filter(recorded=False)


def waiting_for_confirmation(shifts: ShiftQuerySet) -> QuerySet[Shift]:
    """Of these shifts those that are over and on which something is left to be done, the oldest first."""
    left = left_to_confirm().filter(shift=OuterRef("pk"))
    over = shifts.filter(activity__status=Activity.Status.PUBLISHED, ends_at__lte=clock.now())
    return over.filter(Exists(left)).order_by("ends_at", "pk")
