"""What somebody and the wards have given, learned and been given, for their own pages (Order 67, art. 12)."""

from dataclasses import dataclass

from accounts.models import User
from common.time import clock
from volunteers.models import Assignment, Award, CorrectionRequest, ServiceRecord, Training, Volunteer
from volunteers.querysets import AssignmentQuerySet, Minutes, ServiceRecordQuerySet


@dataclass(frozen=True, slots=True)
class OwnMinutes:
    """A volunteer whom the reader may look after, with the two sums of the minutes that count."""

    volunteer: Volunteer
    minutes: Minutes


def own_volunteers(user: User) -> list[Volunteer]:
    """The reader and the wards as volunteers, the reader first; none who has never been accepted. One query."""
    accepted = Volunteer.objects.owned_by(user).exclude(decided_at=None).exclude(status=Volunteer.Status.REFUSED)
    rows = accepted.select_related("person", "team")
    return sorted(rows, key=lambda one: (one.person_id != user.person_id, one.pk))


def own_minutes(user: User) -> list[OwnMinutes]:
    """Each of `own_volunteers` with the own minutes. Two queries."""
    own = own_volunteers(user)
    sums = ServiceRecord.objects.filter(volunteer__in=own).counted().minutes_by("volunteer")
    return [OwnMinutes(one, sums.get(one.pk, Minutes(0, 0))) for one in own]


def own_records(user: User) -> ServiceRecordQuerySet:
    """All records of the reader and the wards, the newest first; those that were corrected too."""
    rows = ServiceRecord.objects.owned_by(user).select_related(
        "volunteer__person", "entered_by__person", "decided_by__person", "corrects"
    )
    return rows.with_evaluation().prefetch_related("corrected_by", "correction_requests").order_by("-day", "-pk")


def own_coming_shifts(user: User) -> AssignmentQuerySet:
    """The shifts to come of the reader and the wards, the next one first."""
    rows = Assignment.objects.owned_by(user).live().filter(ends_at__gt=clock.now())
    return rows.select_related("shift__activity", "person").order_by("starts_at", "pk")


@dataclass(frozen=True, slots=True)
class OwnMerits:
    """What belongs to the record beside the service: trainings, awards, and requests for correction."""

    trainings: list[Training]
    awards: list[Award]
    requests: list[CorrectionRequest]


def own_merits(user: User) -> OwnMerits:
    """Trainings, awards and requests of the reader and the wards, the newest first. Three queries."""
    own = Volunteer.objects.owned_by(user).order_by().values("pk")
    requests = CorrectionRequest.objects.filter(volunteer__in=own).select_related("volunteer__person", "record")
    return OwnMerits(
        list(Training.objects.filter(volunteer__in=own).select_related("volunteer__person")),
        list(Award.objects.filter(volunteer__in=own).select_related("volunteer__person")),
        list(requests.order_by("-created_at", "-pk")),
    )
