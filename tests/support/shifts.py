"""Volunteers on shifts, as tests need them."""

from typing import Any

from accounts.models import User
from tests.factories import ResidentFactory, TeamAppointmentFactory, TeamFactory, VolunteerFactory
from volunteers.actions.assignments import sign_up
from volunteers.models import Assignment, Shift, Team, Volunteer


def volunteer_user(team: Team | None = None, **fields: Any) -> tuple[Volunteer, User]:
    """A volunteer of the team who signs in, with that sign-in."""
    user = ResidentFactory(person__birth_year=1960)
    return VolunteerFactory(team=team or TeamFactory(), person=user.person, **fields), user


def lead_of(shift: Shift) -> User:
    """A lead of the team whose shift it is."""
    return TeamAppointmentFactory(user=ResidentFactory(), team=shift.activity.team).user


def join(shift: Shift, *, by: User | None = None, **fields: Any) -> Assignment:
    """A new volunteer of the shift's team signs up."""
    volunteer, user = volunteer_user(shift.activity.team, **fields)
    return sign_up(shift, volunteer=volunteer, by=by or user)


def fresh(assignment: Assignment) -> Assignment:
    return Assignment.objects.get(pk=assignment.pk)


def state(shift: Shift) -> tuple[list[int], list[int]]:
    """The keys of the volunteers who have a place, and of those who wait, both in order."""
    rows = shift.assignments.order_by("pk")
    seated = list(rows.seated().values_list("volunteer", flat=True))
    return seated, list(rows.waitlisted().in_queue_order().values_list("volunteer", flat=True))
