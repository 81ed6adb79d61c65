"""What the reader and the wards have before them and behind them: registrations, bookings and shifts, together.

What is to come of a whole course is one plan, with its dates.
"""

import datetime as dt
from collections.abc import Iterable
from dataclasses import dataclass, field

from django.db.models import F, QuerySet, Value

from accounts.models import User
from common.http.pagination import Page, page_of
from common.time import clock
from events.models import Registration
from events.querysets import RegistrationQuerySet
from stations.models import Booking
from stations.selectors.bookings import coming_bookings
from volunteers.models import Assignment
from volunteers.querysets import AssignmentQuerySet

REGISTRATION, BOOKING, ASSIGNMENT = "registration", "booking", "assignment"


@dataclass(frozen=True, slots=True)
class Plan:
    """A registration, a booking or an assignment to a shift, whichever it is, with its beginning.

    Of a whole course the registration is that of the next date, and `later` are those of the dates after it.
    """

    starts_at: dt.datetime
    registration: Registration | None = None
    later: list[Registration] = field(default_factory=list)
    booking: Booking | None = None
    assignment: Assignment | None = None

    @property
    def registrations(self) -> list[Registration]:
        return [self.registration, *self.later] if self.registration else []

    @property
    def dates(self) -> int:
        return len(self.registrations)

    @property
    def waiting(self) -> int:
        """On how many dates of the course the party only waits."""
        return sum(registration.is_waitlisted for registration in self.registrations)

    @property
    def key(self) -> tuple[str, int]:
        if self.registration:
            return REGISTRATION, self.registration.pk
        if self.booking:
            return BOOKING, self.booking.pk
        assert self.assignment
        return ASSIGNMENT, self.assignment.pk


def coming_plans(user: User) -> list[Plan]:
    """What is not over yet, the nearest first. Three queries."""
    live = Registration.objects.owned_by(user).live().filter(event__ends_at__gt=clock.now())
    shifts = Assignment.objects.owned_by(user).live().filter(ends_at__gt=clock.now())
    plans = [
        *_with_courses_as_one(_of_registrations(live)),
        *_of_bookings(coming_bookings(user)),
        *_of_assignments(shifts),
    ]
    return sorted(plans, key=lambda plan: plan.starts_at)


def past_plans(user: User, page: str) -> Page:
    """A page of what is over or cancelled, the latest first. Four queries."""
    now = clock.now()
    registrations = Registration.objects.owned_by(user).exclude(status__in=Registration.LIVE, event__ends_at__gt=now)
    bookings = Booking.objects.owned_by(user).exclude(status__in=Booking.LIVE, ends_at__gt=now)
    assignments = Assignment.objects.owned_by(user).exclude(status__in=Assignment.LIVE, ends_at__gt=now)
    rows = _keys(registrations, REGISTRATION, "event__starts_at").union(
        _keys(bookings, BOOKING, "starts_at"), _keys(assignments, ASSIGNMENT, "starts_at"), all=True
    )
    shown = page_of(rows.order_by("-beginning", "what", "-pk"), page)
    kinds = (REGISTRATION, BOOKING, ASSIGNMENT)
    keys = {what: [row["pk"] for row in shown.rows if row["what"] == what] for what in kinds}
    some = bookings.filter(pk__in=keys[BOOKING]).select_related("space__station", "person")
    plans = {
        plan.key: plan
        for plan in (
            *_of_registrations(registrations.filter(pk__in=keys[REGISTRATION])),
            *_of_bookings(some),
            *_of_assignments(assignments.filter(pk__in=keys[ASSIGNMENT])),
        )
    }
    # A row that went away between the queries is left out.
    own = [plans[row["what"], row["pk"]] for row in shown.rows if (row["what"], row["pk"]) in plans]
    return Page(own, shown.number, shown.has_next, shown.understood)


def _keys(rows: QuerySet, what: str, beginning: str) -> QuerySet:
    return rows.order_by().annotate(what=Value(what), beginning=F(beginning)).values("what", "pk", "beginning")


def _with_courses_as_one(plans: Iterable[Plan]) -> Iterable[Plan]:
    courses: dict[int, Plan] = {}
    for plan in sorted(plans, key=lambda plan: plan.starts_at):
        assert plan.registration
        enrolment = plan.registration.enrolment
        if enrolment is None or not enrolment.is_live:
            yield plan
        elif enrolment.pk in courses:
            courses[enrolment.pk].later.append(plan.registration)
        else:
            courses[enrolment.pk] = Plan(plan.starts_at, registration=plan.registration, later=[])
    yield from courses.values()


def _of_registrations(rows: RegistrationQuerySet) -> Iterable[Plan]:
    for row in rows.select_related("event__space__station", "person", "enrolment__series").with_position():
        yield Plan(row.event.starts_at, registration=row)


def _of_bookings(rows: Iterable[Booking]) -> Iterable[Plan]:
    for row in rows:
        yield Plan(row.starts_at, booking=row)


def _of_assignments(rows: AssignmentQuerySet) -> Iterable[Plan]:
    for row in rows.select_related("shift__activity", "person").with_position():
        yield Plan(row.starts_at, assignment=row)
