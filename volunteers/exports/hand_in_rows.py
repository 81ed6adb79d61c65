"""Which rows the records of a period make, and which records no row can say."""

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field

from common.exceptions import Refused
from volunteers.models import HandIn, HandInRow, ServiceRecord
from volunteers.rules.handing_in import require_row_fits


@dataclass(frozen=True)
class LeftOut:
    """A record that the list cannot say, and why."""

    record: ServiceRecord
    why: str


@dataclass
class HandInPlan:
    """The rows of a list, each of one or several records, and what is left out."""

    rows: list[list[ServiceRecord]] = field(default_factory=list)
    left_out: list[LeftOut] = field(default_factory=list)


def plan_of(kind: str, records: Iterable[ServiceRecord]) -> HandInPlan:
    """A row for each record; of the five columns one for each volunteer, activity and day."""
    every = list(records)
    if kind != HandIn.Kind.BEIJING:
        return HandInPlan(rows=[[record] for record in every])
    return _plan_of_five_columns(every)


def _plan_of_five_columns(records: Sequence[ServiceRecord]) -> HandInPlan:
    """The platform is told an activity and its first date apart from the rows, and fills ten hours a day from there.

    So a row is what one volunteer gave to one activity on one day, and each activity and day has a sheet of its own.
    """
    days: dict[tuple, int] = defaultdict(int)
    rows: dict[tuple, list[ServiceRecord]] = defaultdict(list)
    for record in records:
        days[record.volunteer_id, record.day] += record.minutes
        rows[record.day, record.activity_name, record.volunteer_id].append(record)
    plan = HandInPlan()
    for (day, _activity, volunteer), together in rows.items():
        minutes = sum(record.minutes for record in together)
        try:
            require_row_fits(minutes=minutes, minutes_of_day=days[volunteer, day])
        except Refused as refused:
            plan.left_out += [LeftOut(record, str(refused)) for record in together]
        else:
            plan.rows.append(together)
    return plan


def rows_to_store(hand_in: HandIn, plan: HandInPlan) -> list[HandInRow]:
    """The rows of a plan as they are stored, numbered from 1."""
    return [
        HandInRow(hand_in=hand_in, number=number, record=record, minutes=record.minutes)
        for number, together in enumerate(plan.rows, start=1)
        for record in together
    ]
