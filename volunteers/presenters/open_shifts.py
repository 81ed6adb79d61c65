"""“What may I join?”: the shifts to come, by what one volunteer may and can do."""

from collections.abc import Iterable
from dataclasses import dataclass, field

from common.exceptions import Refused
from common.time import clock
from volunteers.models import Assignment, Shift, Volunteer
from volunteers.querysets import ShiftQuerySet
from volunteers.rules.assignments import refusal_to_serve


@dataclass(frozen=True, slots=True)
class OpenShift:
    """A shift to come as one volunteer sees it; without a volunteer as everybody sees it.

    `refusal`: why this volunteer may not join; None where nothing is in the way. `own`: the live assignment of the
    volunteer to this very shift.
    """

    shift: Shift
    refusal: Refused | None = None
    own: Assignment | None = None

    @property
    def free_places(self) -> int:
        """Places that nobody has and nobody waits for."""
        return 0 if self.shift.waiting else self.shift.seats_left

    @property
    def is_free(self) -> bool:
        """Whether a place can be had at once: it is free, or somebody looks for a substitute."""
        return bool(self.free_places or self.shift.looking)


@dataclass(frozen=True, slots=True)
class ShiftsToJoin:
    """What one volunteer may join, the soonest first, and why not the rest.

    Where there is something else at that time the shift stands under `hindered`, with what it is.
    """

    volunteer: Volunteer | None
    joinable: list[OpenShift] = field(default_factory=list)
    own: list[OpenShift] = field(default_factory=list)
    hindered: list[OpenShift] = field(default_factory=list)

    @classmethod
    def read(cls, shifts: ShiftQuerySet, volunteer: Volunteer | None) -> "ShiftsToJoin":
        """Two queries, however many shifts: the shifts, and what the volunteer has then."""
        rows = _with_what_a_list_shows(shifts)
        others = live_assignments(volunteer) if volunteer else []
        lines = cls(volunteer)
        for shift in rows:
            line = open_shift(shift, volunteer, others)
            if line.own:
                lines.own.append(line)
            elif line.refusal:
                lines.hindered.append(line)
            else:
                lines.joinable.append(line)
        return lines


# What the card of a shift and the reasons against joining it are made of.
LISTED = (
    *("role", "starts_at", "ends_at", "capacity", "seats_taken", "min_age", "skills"),
    *("activity__title", "activity__service", "activity__place", "activity__status", "activity__team__parent"),
)


def _with_what_a_list_shows(shifts: ShiftQuerySet) -> ShiftQuerySet:
    """The shifts with their activity and team, how many wait, and how many look for a substitute."""
    rows = shifts.with_queue().select_related("activity__team").only(*LISTED)
    return rows.order_by("starts_at", "activity_id", "pk")


def live_assignments(volunteer: Volunteer) -> list[Assignment]:
    """What the volunteer has signed up for and has not happened yet, with the activities: one query."""
    rows = Assignment.objects.live().filter(person=volunteer.person_id, shift__ends_at__gt=clock.now())
    return list(rows.select_related("shift__activity").with_position())


def open_shift(shift: Shift, volunteer: Volunteer | None, others: Iterable[Assignment]) -> OpenShift:
    """One shift as the volunteer sees it. `others`: the live assignments of the volunteer."""
    if volunteer is None:
        return OpenShift(shift)
    own = next((one for one in others if one.shift_id == shift.pk), None)
    elsewhere = [one for one in others if one.shift_id != shift.pk]
    refusal = None if own else refusal_to_serve(shift, volunteer, elsewhere)
    return OpenShift(shift, refusal, own)
