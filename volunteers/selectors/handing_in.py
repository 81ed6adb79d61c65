"""What is handed in: the counted records of a team in a period, and what else Order 67 wants of its volunteers."""

import datetime as dt
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from itertools import groupby

from django.db.models import Prefetch, QuerySet

from volunteers.models import Award, HandIn, HandInRow, ServiceRecord, Team, Training, Volunteer

# Of each record all that any list has of it.
NAMED = ("volunteer__person", "volunteer__team", "decided_by__person")


def records_to_hand_in(team: Team, first_day: dt.date, last_day: dt.date) -> QuerySet[ServiceRecord]:
    """The counted records of the volunteers of the team in these days, both included; day by day."""
    rows = ServiceRecord.objects.counted().filter(volunteer__team=team, minutes__gt=0)
    return (
        rows.in_days(first_day, last_day)
        .select_related(*NAMED)
        .order_by("day", "activity_name", "volunteer__number", "pk")
    )


@dataclass(frozen=True)
class ListRow:
    """A row of a list that was handed in: one record, or several that one row stands for."""

    number: int
    rows: Sequence[HandInRow]

    @property
    def record(self) -> ServiceRecord:
        """The first record, which says whose, what and when: the others differ in their time and content only."""
        return self.rows[0].record

    @property
    def minutes(self) -> int:
        return sum(row.minutes for row in self.rows)

    @property
    def answer(self) -> str:
        return self.rows[0].answer

    @property
    def answer_in_words(self) -> str:
        return str(self.rows[0].get_answer_display())

    @property
    def reason(self) -> str:
        return self.rows[0].reason

    @property
    def is_outdated(self) -> bool:
        """Whether a record of it was corrected since."""
        return any(row.is_corrected for row in self.rows)  # type: ignore[attr-defined]


def rows_of_list(hand_in: HandIn) -> list[ListRow]:
    """The rows of a list in their order, with their records and the evaluation of each. Three queries."""
    current = ServiceRecord.objects.current().order_by().values("pk")
    records = ServiceRecord.objects.with_evaluation().select_related(*NAMED)
    known = list(hand_in.rows.prefetch_related(Prefetch("record", records)).order_by("number", "pk"))
    kept = set(current.filter(hand_in_rows__hand_in=hand_in).values_list("pk", flat=True))
    for row in known:
        row.is_corrected = row.record_id not in kept  # type: ignore[attr-defined]
    return [ListRow(number, list(group)) for number, group in groupby(known, key=lambda row: row.number)]


@dataclass(frozen=True)
class PeopleOfPeriod:
    """The volunteers of a team who gave, learned or were given something in a period (Order 67, arts. 5, 8, 9)."""

    volunteers: Sequence[Volunteer]
    trainings: Sequence[Training]
    awards: Sequence[Award]

    @classmethod
    def read(cls, hand_in: HandIn, records: Iterable[ServiceRecord]) -> "PeopleOfPeriod":
        """Three queries, however many people."""
        period = {"volunteer__team": hand_in.team, "day__range": (hand_in.first_day, hand_in.last_day)}
        trainings = Training.objects.filter(**period).select_related("volunteer__person", "volunteer__team")
        awards = Award.objects.filter(**period).select_related("volunteer__person", "volunteer__team")
        learned, given = list(trainings.order_by("day", "pk")), list(awards.order_by("day", "pk"))
        keys = {record.volunteer_id for record in records}
        keys |= {one.volunteer_id for one in learned} | {one.volunteer_id for one in given}
        people = (
            Volunteer.objects.filter(pk__in=keys).select_related("person", "team", "grid").order_by("number", "pk")
        )
        return cls(list(people), learned, given)
