"""The shifts at which the user ticks volunteers in and out, and who is expected there today."""

import datetime as dt

from django.db.models import Count, Exists, OuterRef, Q, QuerySet

from accounts.models import Person, User
from accounts.permissions import Reach
from common.time import clock
from volunteers.models import Activity, Assignment, Shift, Volunteer
from volunteers.querysets import AssignmentQuerySet, ShiftQuerySet
from volunteers.rules.check_in import CHECKS_IN
from volunteers.selectors.check_in import check_in_window

DAYS_AHEAD = 7


def kept_shifts(user: User) -> ShiftQuerySet:
    """The shifts of published activities at which the user ticks volunteers in and out."""
    return _kept_within(user.rights.holding(CHECKS_IN)).select_related(
        "activity__team__parent", "activity__organiser"
    )


def _kept_within(reach: Reach) -> ShiftQuerySet:
    kept: ShiftQuerySet = Shift.objects.within(reach)
    return kept.filter(activity__status=Activity.Status.PUBLISHED)


def with_presence(shifts: ShiftQuerySet) -> ShiftQuerySet:
    """Annotate `expected`, how many have a place, and `came`, how many of them have come."""
    of_shift = Q(assignments__status__in=Assignment.SEATED)
    return shifts.annotate(
        expected=Count("assignments", filter=of_shift),
        came=Count("assignments", filter=Q(assignments__status=Assignment.Status.SERVED)),
    )


def shifts_of_today(user: User) -> ShiftQuerySet:
    """The shifts of today that the user keeps, also those from yesterday that are on; the first to begin first."""
    today = clock.day_start(clock.today())
    rows = kept_shifts(user).filter(starts_at__lt=today + dt.timedelta(days=1), ends_at__gt=today)
    return with_presence(rows).order_by("starts_at", "pk")


def shifts_to_come(user: User) -> ShiftQuerySet:
    """The shifts of the next days that the user keeps, the first to begin first."""
    tomorrow = clock.day_start(clock.today()) + dt.timedelta(days=1)
    rows = kept_shifts(user).filter(starts_at__gte=tomorrow, starts_at__lt=tomorrow + dt.timedelta(days=DAYS_AHEAD))
    return with_presence(rows).order_by("starts_at", "pk")


def assignments_of_card(volunteer: Volunteer, user: User) -> AssignmentQuerySet:
    """The shifts of now at which whoever scans the volunteer's own code may tick that volunteer."""
    rows = Assignment.objects.live().filter(volunteer=volunteer, shift__in=kept_shifts(user).order_by().values("pk"))
    return (
        rows.filter(check_in_window()).select_related("shift__activity__team", "person").order_by("starts_at", "pk")
    )


def people_expected_today(reach: Reach) -> QuerySet:
    """The keys of those people who have signed up for a shift of today within this reach, or wait for one.

    Whoever was added at the place is none of them, or every name would lead to a number.
    """
    today = clock.day_start(clock.today())
    shifts = _kept_within(reach).filter(starts_at__lt=today + dt.timedelta(days=1), ends_at__gt=today)
    rows = Assignment.objects.live().filter(shift__in=shifts.order_by().values("pk"), walk_in=False)
    return rows.order_by().values("person")


def shift_expecting(person: Person, user: User) -> Shift | None:
    """The shift of today that the user keeps and on which the person is expected; the first of them."""
    theirs = Assignment.objects.live().filter(shift=OuterRef("pk"), person=person)
    return shifts_of_today(user).filter(Exists(theirs)).first()
