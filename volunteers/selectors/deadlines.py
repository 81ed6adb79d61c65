"""By when service and evaluation are recorded: 10 working days from the end of the activity (Order 67, art. 11)."""

import datetime as dt
from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from django.conf import settings
from django.db.models import Count, Exists, OuterRef, Q, Subquery

from accounts.models import User
from common.db.querysets import any_of
from common.time import clock, formatting
from grid.models import CalendarDay
from grid.selectors.calendar import Calendar
from volunteers.models import Activity, ServiceRecord
from volunteers.selectors.minutes import left_to_confirm
from volunteers.selectors.records import open_requests, records_to_confirm


@dataclass(frozen=True, slots=True)
class RecordDeadline:
    """An activity whose records are not complete, or a record of none, and until when that has to be done.

    `record`: service that was entered without an activity; `activity` is None then. `unrecorded`: lines of shifts
    with which something is left to be done (`left_to_confirm`), and entered minutes that nobody has confirmed.
    `unevaluated`: services that nobody has evaluated. `days_left`: working days, 0 on the last day, below 0 when it
    is over. `announced`: False where the statutory calendar of these days is not known yet, so that Monday to Friday
    were counted.
    """

    activity: Activity | None
    record: ServiceRecord | None
    ended_on: dt.date
    unrecorded: int
    unevaluated: int
    last_day: dt.date
    days_left: int
    announced: bool

    @property
    def is_overdue(self) -> bool:
        return self.days_left < 0

    @property
    def days_late(self) -> int:
        """Working days since the last day; 0 while there is time."""
        return max(0, -self.days_left)


class RecordCalendar:
    """The working days of several communities: one query, for days from `first` on."""

    # Far more than holidays can stretch ten working days.
    AHEAD = dt.timedelta(days=366)

    def __init__(self, communities: Iterable[int], first: dt.date) -> None:
        own: dict[int, dict[dt.date, str]] = defaultdict(dict)
        rows = CalendarDay.objects.filter(
            community__in=set(communities), day__range=(first, clock.today() + self.AHEAD)
        )
        for community, day, kind in rows.order_by().values_list("community", "day", "kind"):
            own[community][day] = kind
        self._own = own

    def of(self, community: int) -> Calendar:
        return Calendar.of_days(self._own[community])

    def last_day(self, community: int, ended_on: dt.date) -> dt.date:
        """The last day on which what ended on a day is recorded in time."""
        return self.of(community).working_day_after(ended_on, settings.VOLUNTEER_RECORD_WORKING_DAYS)

    def days_left(self, community: int, last_day: dt.date) -> int:
        """Working days from tomorrow to the last day; below 0 those that have passed since."""
        today, calendar = clock.today(), self.of(community)
        if today <= last_day:
            return calendar.working_days_between(today, last_day)
        return -calendar.working_days_between(last_day, today)


def incomplete_activities(user: User) -> Any:
    """Past services that the user may confirm or evaluate, of which something is not recorded or not evaluated.

    `shift_to_confirm`: the key of the first shift of which minutes are left to confirm, or None.
    """
    left = left_to_confirm().filter(shift__activity=OuterRef("pk"))
    records = ServiceRecord.objects.filter(activity=OuterRef("pk"))
    waiting = records.waiting().filter(corrects=None)
    unevaluated = records.without_evaluation()
    reach = user.rights.holding("volunteers.confirm_servicerecord")
    return (
        Activity.objects.within(reach)
        .filter(kind=Activity.Kind.SERVICE, status=Activity.Status.PUBLISHED, ends_at__lte=clock.now())
        .filter(Q(Exists(left)) | Q(Exists(waiting)) | Q(Exists(unevaluated)))
        .annotate(shift_to_confirm=Subquery(left.order_by("shift_id").values("shift")[:1]))
    )


def incomplete_records(user: User) -> Any:
    """Service without an activity that the user may confirm or evaluate, and that waits for one of both."""
    reach = user.rights.holding("volunteers.confirm_servicerecord")
    alone = ServiceRecord.objects.filter(activity=None).order_by()
    waiting = alone.waiting().filter(corrects=None)
    return ServiceRecord.objects.within(reach, "confirm").filter(
        pk__in=any_of(waiting.values("pk"), alone.without_evaluation().values("pk"))
    )


def count_incomplete(user: User) -> int:
    """How many lines `record_deadlines` has. Two queries."""
    return incomplete_activities(user).count() + incomplete_records(user).count()


def count_to_do(user: User) -> int:
    """How many things about records wait for the user: what is not complete, corrections that a second person has to
    confirm, and requests for a correction. Four queries.
    """
    corrections = records_to_confirm(user).filter(corrects__isnull=False)
    return count_incomplete(user) + corrections.count() + open_requests(user).count()


def record_deadlines(user: User) -> list[RecordDeadline]:
    """What the user still has to confirm or evaluate, by activity or record, the most urgent first. Six queries."""
    activities = list(
        incomplete_activities(user).select_related("team", "organiser", "lead__person").order_by("ends_at", "pk")
    )
    records = list(
        incomplete_records(user).select_related("volunteer__person", "volunteer__team").order_by("day", "pk")
    )
    if not activities and not records:
        return []
    keys = [activity.pk for activity in activities]
    unrecorded = _unrecorded(keys)
    unevaluated = _counts(ServiceRecord.objects.without_evaluation().filter(activity__in=keys), "activity")
    calendar = RecordCalendar(
        {one.community_id for one in activities} | {one.volunteer.team.community_id for one in records},
        min([*map(_ended_on, activities[:1]), *(one.day for one in records[:1])]),
    )
    lines = [
        (one.community_id, one, None, _ended_on(one), unrecorded.get(one.pk, 0), unevaluated.get(one.pk, 0))
        for one in activities
    ] + [
        (one.volunteer.team.community_id, None, one, one.day, int(one.is_waiting), int(not one.is_waiting))
        for one in records
    ]
    deadlines = []
    for community, activity, record, ended_on, to_record, to_evaluate in lines:
        last_day = calendar.last_day(community, ended_on)
        days_left, announced = calendar.days_left(community, last_day), calendar.of(community).of(last_day).known
        deadlines.append(
            RecordDeadline(
                activity, record, ended_on, to_record, to_evaluate, last_day, days_left, announced=announced
            )
        )
    return sorted(deadlines, key=lambda one: one.last_day)


def _ended_on(activity: Activity) -> dt.date:
    return formatting.local(activity.ends_at).date()


def _unrecorded(activities: list[int]) -> dict[int, int]:
    """By activity: what is left of its shifts, and waiting records, which stand for what they are of."""
    counts = _counts(left_to_confirm().filter(shift__activity__in=activities), "shift__activity")
    waiting = ServiceRecord.objects.waiting().filter(activity__in=activities, corrects=None)
    for activity, number in _counts(waiting, "activity").items():
        counts[activity] = counts.get(activity, 0) + number
    return counts


def _counts(rows: Any, path: str) -> dict[int, int]:
    return dict(rows.order_by().values_list(path).annotate(n=Count("pk")))
