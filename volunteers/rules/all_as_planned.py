"""What one “all as planned” has written on the list of a shift, and what of it may be taken back."""

import datetime as dt
from dataclasses import dataclass, field
from typing import Any, Self

from django.utils.translation import gettext as _

from common.exceptions import Refused, allows
from volunteers.models import Assignment
from volunteers.rules.check_in import PlaceRelation, require_not_recorded


@dataclass(frozen=True, slots=True)
class PlannedMarks:
    """What one “all as planned” has written, and when, by the keys of assignments.

    `came`: whom it ticked in, and since when a substitute was being looked for. `left`: whom it only ticked out, and
    when they had come.
    """

    at: dt.datetime
    came: dict[int, dt.datetime | None] = field(default_factory=dict)
    left: dict[int, dt.datetime | None] = field(default_factory=dict)

    def __len__(self) -> int:
        return len(self.came) + len(self.left)

    def as_json(self) -> dict[str, Any]:
        """As a session keeps it; pairs, since JSON has no numbers as keys."""
        came, left = ([(key, at and at.isoformat()) for key, at in of.items()] for of in (self.came, self.left))
        return {"at": self.at.isoformat(), "came": came, "left": left}

    @classmethod
    def from_json(cls, kept: dict[str, Any]) -> Self:
        moment = dt.datetime.fromisoformat
        came, left = ({key: at and moment(at) for key, at in kept[name]} for name in ("came", "left"))
        return cls(moment(kept["at"]), came, left)


def planned_end(assignment: Assignment) -> dt.datetime:
    """The end of the shift; for whoever came later still, that moment."""
    assert assignment.checked_in_at is not None
    return max(assignment.checked_in_at, assignment.shift.ends_at)


def stands_as_planned(assignment: Assignment, marks: PlannedMarks, who: PlaceRelation) -> bool:
    """Whether an assignment still says what the user's act has written, and the user may take that back.

    Exceptions that were entered since, minutes that are confirmed, and lines of who is of the family by now, do not.
    """
    shift, by = assignment.shift, who.user.pk
    if not assignment.is_served or who.is_family_of(assignment.person_id):
        return False
    come = (assignment.checked_in_at, assignment.checked_in_way, assignment.checked_in_by_id)
    if assignment.pk in marks.came:
        is_come = come == (min(marks.at, shift.starts_at), Assignment.Way.LIST, by)
    else:
        is_come = marks.left.get(assignment.pk) == assignment.checked_in_at
    gone = (assignment.checked_out_at, assignment.checked_out_way, assignment.checked_out_by_id)
    ended = (planned_end(assignment), Assignment.Way.LIST, by) if shift.ends_at <= marks.at else (None, "", None)
    return is_come and gone == ended and allows(require_not_recorded, assignment)


def require_planned_marks(standing: int) -> None:
    """Of what “all as planned” has written, something still stands as it was written and is not confirmed."""
    if not standing:
        raise Refused(
            _("Everybody's line was changed or confirmed since. Please put right what is wrong line by line."),
            code="changed_since",
        )
