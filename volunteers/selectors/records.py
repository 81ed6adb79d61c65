"""Service records beside others: what stands on a day, at the same time, or in place of a corrected one."""

import datetime as dt
from typing import Any

from django.db.models import Exists, OuterRef, Q, Sum

from accounts.models import User
from common.db.querysets import ScopedQuerySet
from common.time import clock
from grid.models import OrgUnit
from volunteers.models import Activity, CorrectionRequest, ServiceRecord, Volunteer
from volunteers.querysets import ActivityQuerySet, AssignmentQuerySet, ServiceRecordQuerySet, VolunteerQuerySet


def words_of_activity(activity: Activity) -> dict[str, Any]:
    """What a record keeps of its activity, as words, so that it says the same when the activity is gone."""
    return {
        "activity_name": activity.title,
        "service": activity.service,
        "place": activity.place,
        "content": activity.content,
        "organising_unit": activity.organiser.name,
        "person_in_charge": name_in_charge(activity.lead, activity.organiser),
    }


def name_in_charge(user: User, unit: OrgUnit | str) -> str:
    """The name of who answers for a service; a sign-in without a person has none, so the unit stands for it."""
    return user.person.name if user.person else str(unit)


# An older activity is past what anybody remembers; the office describes it in words.
LONG_AGO = dt.timedelta(days=366)


def activities_to_enter(user: User) -> ActivityQuerySet:
    """Services of the last year that are over and whose minutes the user may enter, the newest first."""
    now = clock.now()
    return (
        Activity.objects.within(user.rights.holding("volunteers.add_servicerecord"))
        .taking_place()
        .filter(kind=Activity.Kind.SERVICE, starts_at__gte=now - LONG_AGO, ends_at__lte=now)
        .order_by("-starts_at", "-pk")
    )


def volunteers_to_enter(user: User) -> VolunteerQuerySet:
    """Whose minutes the user may enter: who was ever accepted into the team, in the order of their names."""
    rows = Volunteer.objects.within(user.rights.holding("volunteers.add_servicerecord"))
    accepted = rows.exclude(status__in=(Volunteer.Status.APPLIED, Volunteer.Status.REFUSED))
    return accepted.select_related("person", "team").order_by("person__name_sort", "pk")


def records_in_full(user: User) -> ServiceRecordQuerySet:
    """The records that the user sees, with all that a page of one of them names."""
    return ServiceRecord.objects.visible_to(user).select_related(
        "volunteer__person", "volunteer__team", "entered_by__person", "decided_by__person", "activity", "corrects"
    )


def records_to_confirm(user: User) -> ServiceRecordQuerySet:
    """Records that wait for a second person, in what the user may confirm, the oldest first."""
    rows = ServiceRecord.objects.within(user.rights.holding("volunteers.confirm_servicerecord"), "confirm").waiting()
    return rows.select_related("volunteer__person", "entered_by__person", "corrects").order_by("entered_at", "pk")


def requests_to_answer(user: User) -> ScopedQuerySet:
    """Requests for correction that are the user's to answer, also those that are answered, the oldest first."""
    rows = CorrectionRequest.objects.permitted(user, "change")
    return rows.select_related("volunteer__person", "volunteer__team", "record__volunteer__person").order_by("pk")


def open_requests(user: User) -> ScopedQuerySet:
    """Those of them that nobody has answered."""
    return requests_to_answer(user).filter(state=CorrectionRequest.State.OPEN)


def can_be_corrected(record: ServiceRecord | None) -> bool:
    """Whether it is a record that counts; of a missing one, or one that does not count, a whole one is entered."""
    return record is not None and record.state == ServiceRecord.State.CONFIRMED


def minutes_of_day(volunteer: Volunteer, day: dt.date, *, besides: ServiceRecord | None = None) -> int:
    """The minutes of a person on a day in all teams, confirmed or not yet, as the trigger of the twelve hours sums.

    `besides`: without this record, which a correction is about to replace.
    """
    rows = ServiceRecord.objects.filter(volunteer__person=volunteer.person_id).standing().filter(day=day)
    if besides:
        rows = rows.exclude(pk=besides.pk)
    return rows.order_by().aggregate(sum=Sum("minutes", default=0))["sum"]


def records_of_same_service(record: ServiceRecord) -> ServiceRecordQuerySet:
    """Standing records that may say the same as this one, which is not saved yet.

    They are of the same volunteer, and of the same activity (or of none, with the same name). Where both know their
    times, the times overlap, also beyond midnight; else it is the same day.
    """
    same = Q(activity=record.activity_id) if record.activity_id else Q(activity_name=record.activity_name)
    rows = record.volunteer.records.standing().filter(same)
    if record.starts_at is None or record.ends_at is None:
        return rows.filter(day=record.day)
    overlaps = Q(starts_at__lt=record.ends_at, ends_at__gt=record.starts_at)
    return rows.filter(Q(day=record.day, starts_at=None) | overlaps)


def records_at_same_time(record: ServiceRecord, reader: User) -> ServiceRecordQuerySet:
    """Other standing records of the same person, in any team, whose times overlap with those of this one.

    `reader_sees`: of what the reader may not see, only that it is there is said.
    """
    seen = ServiceRecord.objects.visible_to(reader).filter(pk=OuterRef("pk"))
    others = ServiceRecord.objects.filter(volunteer__person=record.volunteer.person_id).standing()
    others = others.exclude(pk=record.pk).annotate(reader_sees=Exists(seen))
    if record.starts_at is None or record.ends_at is None:
        return others.none()
    return others.filter(starts_at__lt=record.ends_at, ends_at__gt=record.starts_at)


def assignments_without_record(volunteer: Volunteer, activity: Activity, day: dt.date) -> AssignmentQuerySet:
    """The volunteer's places on shifts of the activity, on that day, of which no record stands yet."""
    recorded = ServiceRecord.objects.filter(assignment__volunteer=volunteer).exclude(
        state=ServiceRecord.State.REFUSED
    )
    return (
        volunteer.assignments.seated()
        .filter(shift__activity=activity, starts_at__date__lte=day, ends_at__date__gte=day)
        .exclude(pk__in=recorded.values("assignment"))
        .select_related("shift")
        .order_by("starts_at", "pk")
    )


def service_of(record: ServiceRecord) -> ServiceRecord:
    """The first record of the service, which others correct: evaluations stand there, whatever is corrected."""
    while record.corrects:
        record = record.corrects
    return record


def record_in_place_of(record: ServiceRecord) -> ServiceRecord:
    """The record that counts today in place of this one: itself, or the last of its confirmed corrections."""
    while correction := record.corrected_by.confirmed().first():
        record = correction
    return record
