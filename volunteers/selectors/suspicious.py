"""What looks wrong in service records: an office list to look at, not a judgement of anybody.

Each line has the records behind it, and the office decides. Nothing of it is shown to anybody else.
"""

import datetime as dt
from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from enum import StrEnum
from typing import NamedTuple

from django.conf import settings
from django.db.models import F, Q, Sum
from django.db.models.functions import TruncDate

from accounts.models import Guardianship, User
from common.time import clock, formatting
from grid.models import Residence
from volunteers.models import ServiceRecord, Volunteer
from volunteers.models.records import WARNED_A_DAY
from volunteers.querysets import ServiceRecordQuerySet
from volunteers.selectors.deadlines import RecordCalendar

# So many records of one enterer on one day are a sheet that was keyed in, or hours that nobody gave.
MANY_A_DAY = 10
# One record tells nothing about whose hours somebody confirms.
FEW = 2


class Oddity(StrEnum):
    """A way in which records look wrong."""

    TWO_PLACES = "two_places"
    LONG_DAY = "long_day"
    LATE = "late"
    ONE_HOUSEHOLD = "one_household"
    MANY_BY_HAND = "many_by_hand"


@dataclass(frozen=True, slots=True)
class OddRecords:
    """Records that look wrong together. `who`: the volunteer, or who confirmed or entered them.

    `day`: of the records, or on which they were entered; `number`: minutes of the day, working days late, or records.
    `related`: of one household, that it is the household or family of who confirmed.
    """

    oddity: Oddity
    who: Volunteer | User
    records: list[ServiceRecord]
    day: dt.date | None = None
    number: int = 0
    related: bool = False


@dataclass(frozen=True, slots=True)
class OddRecordsOfPeriod:
    """What looks wrong in the records of the days `first` to `last`."""

    first: dt.date
    last: dt.date
    lines: list[OddRecords] = field(default_factory=list)

    def of(self, oddity: Oddity) -> list[OddRecords]:
        return [line for line in self.lines if line.oddity == oddity]


def odd_records(rows: ServiceRecordQuerySet, first: dt.date, last: dt.date) -> OddRecordsOfPeriod:
    """What looks wrong in those of `rows` (which the reader may see) that are of the days `first` to `last`."""
    standing = rows.standing()
    within = standing.in_days(first, last)
    lines = [
        *_two_places(standing.in_days(first - dt.timedelta(days=1), last), first),
        *_long_days(within),
        *late_records(within),
        *_one_household(within),
        *_many_by_hand(within),
    ]
    return OddRecordsOfPeriod(first, last, lines)


def _shown(rows: ServiceRecordQuerySet) -> ServiceRecordQuerySet:
    return rows.select_related(
        "volunteer__person", "volunteer__team", "activity", "entered_by__person", "decided_by__person"
    ).order_by("day", "starts_at", "pk")


# --- Of one person, who may be a volunteer of several teams


class Stay(NamedTuple):
    """From when to when a record says that somebody was there."""

    record: int
    starts_at: dt.datetime
    ends_at: dt.datetime


def _two_places(rows: ServiceRecordQuerySet, first: dt.date) -> Iterator[OddRecords]:
    """Records of one person whose times overlap, over midnight too, each group of them once.

    `rows` begin a day before `first`: what overlaps from the evening before into the first day belongs to the period.
    """
    timed = rows.filter(starts_at__isnull=False, ends_at__isnull=False)
    stays: dict[int, list[Stay]] = defaultdict(list)
    # A year has thousands of records, of which hardly any overlap: only those are read in full.
    times = timed.order_by("starts_at", "pk").values_list("volunteer__person", "pk", "starts_at", "ends_at")
    for person, *stay in times:
        stays[person].append(Stay(*stay))
    groups = sorted(
        (group for of_person in stays.values() for group in _overlapping(of_person)),
        key=lambda group: group[0].starts_at,
    )
    records = _shown(rows).in_bulk([stay.record for group in groups for stay in group])
    for group in groups:
        overlapping = [records[stay.record] for stay in group]
        if any(record.day >= first for record in overlapping):
            one = overlapping[0]
            yield OddRecords(Oddity.TWO_PLACES, one.volunteer, overlapping, day=one.day)


def _overlapping(stays: list[Stay]) -> Iterator[list[Stay]]:
    """Groups of stays that overlap, of stays in the order of their beginning."""
    group: list[Stay] = []
    until: dt.datetime | None = None
    for stay in stays:
        if until is None or stay.starts_at >= until:
            if len(group) > 1:
                yield group
            group, until = [], stay.ends_at
        group.append(stay)
        until = max(until, stay.ends_at)
    if len(group) > 1:
        yield group


def _long_days(within: ServiceRecordQuerySet) -> Iterator[OddRecords]:
    """Days on which somebody has more than eight hours; each has a reason, which the office reads."""
    sums = within.order_by().values("volunteer__person", "day").annotate(sum=Sum("minutes"))
    days = {(row["volunteer__person"], row["day"]): row["sum"] for row in sums.filter(sum__gt=WARNED_A_DAY)}
    rows = within.filter(volunteer__person__in={pk for pk, _day in days}, day__in={day for _pk, day in days})
    by_day: dict[tuple[int, dt.date], list[ServiceRecord]] = defaultdict(list)
    for record in _shown(rows):
        by_day[record.volunteer.person_id, record.day].append(record)
    for key, minutes in sorted(days.items(), key=lambda item: item[0][1]):
        records = by_day[key]
        yield OddRecords(Oddity.LONG_DAY, records[0].volunteer, records, day=key[1], number=minutes)


def late_records(within: ServiceRecordQuerySet) -> Iterator[OddRecords]:
    """Records entered after the deadline. A correction comes late by its nature, so it is not among them."""
    # Working days are never shorter than days.
    shortest = dt.timedelta(days=settings.VOLUNTEER_RECORD_WORKING_DAYS)
    entered = within.filter(corrects=None).annotate(entered_on=TruncDate("entered_at", tzinfo=clock.HERE))
    slow = list(_shown(entered.filter(entered_on__gt=F("day") + shortest)))
    if not slow:
        return
    calendar = RecordCalendar((one.volunteer.team.community_id for one in slow), min(one.day for one in slow))
    for record in slow:
        community = record.volunteer.team.community_id
        entered_on = formatting.local(record.entered_at).date()
        last_day = calendar.last_day(community, _ended_on(record))
        if late := calendar.of(community).working_days_between(last_day, entered_on):
            yield OddRecords(Oddity.LATE, record.volunteer, [record], day=entered_on, number=late)


def _ended_on(record: ServiceRecord) -> dt.date:
    """The day from which the working days are counted: the end of the activity, which may last for several days."""
    ended = formatting.local(record.activity.ends_at).date() if record.activity else record.day
    return max(ended, record.day)


# --- Of who confirmed or entered


def _one_household(within: ServiceRecordQuerySet) -> Iterator[OddRecords]:
    """Who confirms for one household only, or for the own household and family."""
    by_decider: dict[int, list[ServiceRecord]] = defaultdict(list)
    for record in _shown(within.confirmed()):
        assert record.decided_by_id
        by_decider[record.decided_by_id].append(record)
    deciders = {records[0].decided_by for records in by_decider.values()}
    people = {one.volunteer.person_id for records in by_decider.values() for one in records}
    deciding = {user.person_id for user in deciders if user and user.person_id}
    homes = _households(people | deciding)
    families = _families(deciding)
    for records in by_decider.values():
        decider = records[0].decided_by
        assert decider
        helped = {one.volunteer.person_id for one in records}
        own = decider.person_id
        kin = {one for one in helped if own and (homes[one] & homes[own] or one in families[own])}
        if kin == helped:
            yield OddRecords(Oddity.ONE_HOUSEHOLD, decider, records, number=len(records), related=True)
        elif len(records) >= FEW and (len(helped) == 1 or _share_a_home(homes[one] for one in helped)):
            yield OddRecords(Oddity.ONE_HOUSEHOLD, decider, records, number=len(records))


def _share_a_home(homes: Iterable[set[int]]) -> bool:
    return bool(set.intersection(*homes))


def _households(people: set[int]) -> dict[int, set[int]]:
    """By person: the households in which they live today."""
    homes: dict[int, set[int]] = defaultdict(set)
    rows = Residence.objects.current().filter(person__in=people, household__isnull=False)
    for person, household in rows.order_by().values_list("person", "household"):
        homes[person].add(household)
    return homes


def _families(people: set[int]) -> dict[int, set[int]]:
    """By person: for whom they act today, and who acts for them."""
    families: dict[int, set[int]] = defaultdict(set)
    rows = Guardianship.objects.current().filter(Q(person__in=people) | Q(by__in=people))
    for person, by in rows.order_by().values_list("person", "by"):
        families[person].add(by)
        families[by].add(person)
    return families


def _many_by_hand(within: ServiceRecordQuerySet) -> Iterator[OddRecords]:
    """Who has entered many records by hand on one day."""
    by_hand = within.filter(source=ServiceRecord.Source.HAND)
    by_day: dict[tuple[int, dt.date], list[ServiceRecord]] = defaultdict(list)
    for record in _shown(by_hand):
        by_day[record.entered_by_id, formatting.local(record.entered_at).date()].append(record)
    for (_user, day), records in sorted(by_day.items(), key=lambda item: item[0][1]):
        if len(records) >= MANY_A_DAY:
            yield OddRecords(Oddity.MANY_BY_HAND, records[0].entered_by, records, day=day, number=len(records))
