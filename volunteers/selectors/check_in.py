"""When volunteers check in and out, who is on a shift, and what the page behind the QR at the place shows."""

import datetime as dt
from dataclasses import dataclass, field

from django.conf import settings
from django.db.models import Exists, OuterRef, Q
from django.db.models.functions import TruncDate

from accounts.models import User
from accounts.selectors.search import Typed
from common.time import clock
from common.writing.folding import compact
from volunteers.models import Activity, Assignment, ServiceRecord, Shift, Training, Volunteer
from volunteers.querysets import AssignmentQuerySet, VolunteerQuerySet


def check_in_opens_at(shift: Shift) -> dt.datetime:
    """From when on people are checked in: some time before the shift begins."""
    return shift.starts_at - dt.timedelta(minutes=settings.VOLUNTEER_CHECK_IN_EARLY_MINUTES)


def check_out_closes_at(shift: Shift) -> dt.datetime:
    """Until when volunteers check out by themselves, and the latest time that is believed."""
    return shift.ends_at + dt.timedelta(minutes=settings.VOLUNTEER_CHECK_OUT_LATE_MINUTES)


def check_in_window() -> Q:
    """The condition for the assignments whose shift takes people in or lets them out now."""
    now = clock.now()
    early = dt.timedelta(minutes=settings.VOLUNTEER_CHECK_IN_EARLY_MINUTES)
    late = dt.timedelta(minutes=settings.VOLUNTEER_CHECK_OUT_LATE_MINUTES)
    return Q(starts_at__lte=now + early, ends_at__gt=now - late)


def has_check_in_opened(shift: Shift) -> bool:
    return clock.now() >= check_in_opens_at(shift)


def places_at_start(shift: Shift) -> int:
    """How many places somebody who comes unannounced may have now.

    Until the shift begins, free places are promised to the waitlist; then they are for whoever stands there.
    """
    promised = not shift.has_begun and shift.assignments.waitlisted().exists()
    return 0 if promised else shift.seats_left


def with_recorded(rows: AssignmentQuerySet) -> AssignmentQuerySet:
    """Annotate `recorded`: whether the minutes of an assignment are settled, as a service record or a training.

    So is one by a record without a shift that was entered by hand for the same activity, day and time, or by a
    training of the same name and day.
    """
    records = ServiceRecord.objects.filter(assignment=OuterRef("pk")).exclude(state=ServiceRecord.State.REFUSED)
    trainings = Training.objects.filter(
        Q(assignment=OuterRef("pk"))
        | Q(
            activity=None,
            name=OuterRef("shift__activity__title"),
            volunteer=OuterRef("volunteer"),
            day=OuterRef("starts_on"),
        )
    )
    by_hand = ServiceRecord.objects.standing().filter(
        Q(starts_at=None) | Q(starts_at__lt=OuterRef("ends_at"), ends_at__gt=OuterRef("starts_at")),
        assignment=None,
        activity=OuterRef("shift__activity"),
        volunteer=OuterRef("volunteer"),
        day=OuterRef("starts_on"),
    )
    rows = rows.alias(starts_on=TruncDate("starts_at", tzinfo=clock.HERE))
    learned = Q(Exists(trainings), shift__activity__kind=Activity.Kind.TRAINING)
    return rows.annotate(recorded=Q(Exists(records)) | Q(Exists(by_hand)) | learned)


def is_recorded(assignment: Assignment) -> bool:
    """Whether the minutes of an assignment are settled: then only a correction changes them."""
    return with_recorded(Assignment.objects.filter(pk=assignment.pk)).filter(recorded=True).exists()


def volunteers_named(activity: Activity, typed: str) -> VolunteerQuerySet:
    """The volunteers of the team whose name, or whose number in the team, is what was typed.

    Phone numbers find nobody: a search must not answer what lists mask.
    """
    members = Volunteer.objects.active().filter(team=activity.team.top)
    text = Typed(typed)
    if text.phones or not text.words:
        return members.none()
    numbers = [int(word) for word in text.words if word.isdecimal() and len(word) <= 6]
    meant = Q(person__name_search__begins=tuple(text.words))
    if len(text.words) == 1 and (numbers or "-" in compact(typed)):
        digits = compact(typed).rpartition("-")[2]
        meant |= Q(number__in=[*numbers, *([int(digits)] if digits.isdecimal() and len(digits) <= 6 else [])])
    return members.filter(meant).select_related("person", "team").order_by("person__name_sort", "pk")


# --- The list of a shift


@dataclass(slots=True)
class ShiftList:
    """Who is on a shift, by how they stand; the page of the lead is made of it."""

    shift: Shift
    missing: list[Assignment] = field(default_factory=list)
    here: list[Assignment] = field(default_factory=list)
    gone: list[Assignment] = field(default_factory=list)
    absent: list[Assignment] = field(default_factory=list)
    waiting: list[Assignment] = field(default_factory=list)

    @classmethod
    def read(cls, shift: Shift) -> "ShiftList":
        """In two queries, whatever its length."""
        rows = with_recorded(shift.assignments.live().select_related("person", "volunteer__team"))
        found = cls(shift)
        for one in rows.order_by("queued_at", "person__name_sort", "pk"):
            one.shift = shift
            found._of(one).append(one)
        return found

    def _of(self, one: Assignment) -> list[Assignment]:
        if one.is_waitlisted:
            return self.waiting
        if one.status == Assignment.Status.ABSENT:
            return self.absent
        if one.is_assigned:
            return self.missing
        return self.here if one.checked_out_at is None else self.gone

    @property
    def expected(self) -> int:
        """How many have a place."""
        return len(self.missing) + self.came + len(self.absent)

    @property
    def came(self) -> int:
        return len(self.here) + len(self.gone)

    @property
    def everybody(self) -> list[Assignment]:
        return [*self.missing, *self.here, *self.gone, *self.absent, *self.waiting]

    @property
    def open_ended(self) -> list[Assignment]:
        """Who came and has not checked out, though the shift is over: that counts 0 minutes."""
        return self.here if self.shift.is_over else []


# --- The QR at the place


@dataclass(frozen=True, slots=True)
class PlaceOfActivity:
    """What the page behind the QR at the place shows to the reader: the family's own assignments there."""

    activity: Activity
    reader: User
    assignments: list[Assignment]

    @classmethod
    def read(cls, activity: Activity, reader: User) -> "PlaceOfActivity":
        rows = Assignment.objects.owned_by(reader).live().filter(shift__activity=activity)
        found = list(rows.select_related("shift", "person", "volunteer").order_by("starts_at", "pk"))
        for one in found:
            one.shift.activity = activity
        return cls(activity, reader, found)


def assignments_elsewhere(activity: Activity, reader: User) -> list[Assignment]:
    """The family's shifts of now at other activities: somebody may have scanned the code at the wrong place."""
    now = clock.now()
    early = dt.timedelta(minutes=settings.VOLUNTEER_CHECK_IN_EARLY_MINUTES)
    rows = Assignment.objects.owned_by(reader).seated().exclude(shift__activity=activity)
    on_now = rows.filter(
        starts_at__lte=now + early, ends_at__gt=now, shift__activity__status=Activity.Status.PUBLISHED
    )
    return list(on_now.select_related("shift__activity", "person").order_by("starts_at", "pk"))


def own_cards(reader: User) -> list[Volunteer]:
    """The volunteers whose code the reader shows at the place: the own one first, then those of the wards."""
    rows = Volunteer.objects.members().owned_by(reader).select_related("person", "team")
    return sorted(rows, key=lambda one: (one.person_id != reader.person_id, one.pk))
