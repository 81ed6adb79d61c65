"""The yearly report on records and certificates (Order 67, art. 18): every figure counted from its rows."""

import datetime as dt
from dataclasses import dataclass

from django.db.models import Count, Sum

from accounts.models import User
from common.time import clock
from volunteers.models import (
    Award,
    Certificate,
    CorrectionRequest,
    Evaluation,
    ServiceKind,
    ServiceRecord,
    Training,
    Volunteer,
)
from volunteers.querysets import Minutes, ServiceRecordQuerySet
from volunteers.selectors.deadlines import record_deadlines
from volunteers.selectors.suspicious import late_records


@dataclass(frozen=True, slots=True)
class YearOfKind:
    """A kind of service in a year. `people` counts each volunteer once a kind, so the lines do not add up."""

    kind: str
    label: str
    people: int
    records: int
    minutes: Minutes


@dataclass(frozen=True, slots=True)
class YearOfSource:
    """A source of records in a year."""

    source: str
    label: str
    records: int
    minutes: int


@dataclass(frozen=True, slots=True)
class YearlyReport:
    """The figures of a year, of what the reader may see. Records are those that count, by the day of the service.

    `people` served in the year; `joined` applied in it and were accepted. `revoked`: of the `certificates` of the
    year, those that are revoked by now. `late` records were entered after the deadline;
    `overdue` activities, and records of none, are of the year and not complete today.
    """

    year: int
    people: int
    joined: int
    records: int
    minutes: Minutes
    sources: list[YearOfSource]
    kinds: list[YearOfKind]
    evaluations: int
    unevaluated: int
    late: int
    overdue: int
    asked: int
    put_right: int
    left_as_is: int
    unanswered: int
    entered: int
    corrected: int
    certificates: int
    revoked: int
    trainings: int
    trained_people: int
    training_minutes: int
    awards: int
    awarded_people: int


def years_with_records(user: User) -> list[int]:
    """This year and the years of which the reader sees records, the newest first."""
    days = ServiceRecord.objects.visible_to(user).order_by().dates("day", "year")
    return sorted({day.year for day in days} | {clock.today().year}, reverse=True)


def yearly_report(user: User, year: int) -> YearlyReport:
    """The report of a year, of the rows that the user sees."""
    first, last = dt.date(year, 1, 1), dt.date(year, 12, 31)
    since, until = clock.day_start(first), clock.day_start(dt.date(year + 1, 1, 1))
    seen = ServiceRecord.objects.visible_to(user)
    records = seen.counted().in_days(first, last)
    requests = CorrectionRequest.objects.visible_to(user).filter(created_at__gte=since, created_at__lt=until)
    certificates = Certificate.objects.visible_to(user).filter(year=year)
    trainings = Training.objects.visible_to(user).filter(day__range=(first, last)).order_by()
    awards = Award.objects.visible_to(user).filter(day__range=(first, last)).order_by()
    joined = Volunteer.objects.visible_to(user).filter(number__isnull=False)
    states = dict(requests.order_by().values_list("state").annotate(n=Count("pk")))
    training = trainings.aggregate(n=Count("pk"), people=Count("volunteer", distinct=True))
    award = awards.aggregate(n=Count("pk"), people=Count("volunteer", distinct=True))
    overdue = [one for one in record_deadlines(user) if one.is_overdue and one.ended_on.year == year]
    return YearlyReport(
        year=year,
        people=_people(records),
        joined=joined.filter(applied_at__gte=since, applied_at__lt=until).count(),
        records=records.count(),
        minutes=records.minutes(),
        sources=_sources(records),
        kinds=_kinds(records),
        evaluations=Evaluation.objects.visible_to(user).filter(day__range=(first, last)).count(),
        unevaluated=seen.in_days(first, last).without_evaluation().count(),
        late=len(list(late_records(seen.standing().in_days(first, last)))),
        overdue=len(overdue),
        asked=sum(states.values()),
        put_right=states.get(CorrectionRequest.State.ACCEPTED, 0),
        left_as_is=states.get(CorrectionRequest.State.REFUSED, 0),
        unanswered=states.get(CorrectionRequest.State.OPEN, 0),
        entered=states.get(CorrectionRequest.State.ENTERED, 0),
        corrected=records.filter(corrects__isnull=False).count(),
        certificates=certificates.count(),
        revoked=certificates.filter(voided_at__isnull=False).count(),
        trainings=training["n"],
        trained_people=training["people"],
        training_minutes=sum(trainings.values_list("minutes", flat=True)),
        awards=award["n"],
        awarded_people=award["people"],
    )


def _people(records: ServiceRecordQuerySet) -> int:
    return records.order_by().aggregate(n=Count("volunteer__person", distinct=True))["n"]


def _sources(records: ServiceRecordQuerySet) -> list[YearOfSource]:
    rows = records.order_by().values("source").annotate(n=Count("pk"), sum=Sum("minutes"))
    found = {row["source"]: (row["n"], row["sum"]) for row in rows}
    return [
        YearOfSource(source.value, str(source.label), *found.get(source.value, (0, 0)))
        for source in ServiceRecord.Source
    ]


def _kinds(records: ServiceRecordQuerySet) -> list[YearOfKind]:
    rows = records.order_by().values("service")
    counts = rows.annotate(n=Count("pk"), people=Count("volunteer__person", distinct=True))
    found = {row["service"]: row for row in counts}
    minutes = records.minutes_by("service")
    return [
        YearOfKind(kind.value, str(kind.label), row["people"], row["n"], minutes[kind.value])
        for kind in ServiceKind
        if (row := found.get(kind.value))
    ]
