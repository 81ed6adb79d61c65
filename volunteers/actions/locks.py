"""The rows that every action on the team locks, in the one lock order: event, activity, shift, space, people."""

from collections.abc import Iterable

from django.db.models import Q

from common.db import prepared
from volunteers.models import Activity, Assignment, Shift, Team, Volunteer


def lock_team(pk: int) -> Team:
    """The team as it is now; numbers of volunteers and certificates are drawn one after the other."""
    return Team.objects.select_for_update(no_key=True, of=("self",)).get(pk=pk)


def lock_activity(pk: int) -> Activity:
    """The activity as it is now, and its shifts, in the order of their keys: nobody signs up while it changes."""
    activity = Activity.objects.select_for_update(no_key=True, of=("self",)).get(pk=pk)
    list(activity.shifts.select_for_update(no_key=True, of=("self",)).order_by("pk").values_list("pk"))
    return activity


def lock_shift(pk: int) -> Shift:
    """The shift as it is now; whoever else signs up for it, withdraws or checks in waits until we are done.

    The activity comes first, as in `lock_activity`, and is shared: it is not changed or cancelled meanwhile.
    """
    activity, team = prepared.columns(Activity, "a"), prepared.columns(Team, "t")
    row = prepared.fetch_one(
        f"SELECT {activity.sql}, {team.sql} FROM volunteers_activity a JOIN volunteers_team t ON t.id = a.team_id "  # noqa: S608 - our own names
        "WHERE a.id = (SELECT s.activity_id FROM volunteers_shift s WHERE s.id = %s) FOR SHARE OF a",
        [pk],
    )
    if row is None:
        raise Shift.DoesNotExist
    shift = prepared.lock_row(Shift, pk)
    shift.activity = activity.instance(row[: activity.width])
    shift.activity.team = team.instance(row[activity.width :])
    return shift


def lock_waiting(shifts: Iterable[int], *volunteers: int) -> None:
    """The volunteers who wait for places on these locked shifts, and some more, in the order of their keys."""
    waiting = Assignment.objects.waitlisted().filter(shift__in=list(shifts)).order_by().values("volunteer")
    rows = Volunteer.objects.filter(Q(pk__in=waiting) | Q(pk__in=volunteers))
    list(rows.select_for_update(no_key=True).order_by("pk").values_list("pk"))


def lock_assignment(assignment: Assignment) -> Assignment:
    """The assignment as it is now, its shift locked before it."""
    shift = lock_shift(assignment.shift_id)
    current = (
        Assignment.objects.select_related("volunteer__team", "person__user")
        .select_for_update(no_key=True, of=("self",))
        .get(pk=assignment.pk)
    )
    current.shift = shift
    return current


def lock_volunteer(pk: int) -> Volunteer:
    """The volunteer as it is now: what is decided about somebody is decided once."""
    return (
        Volunteer.objects.select_related("team", "person__user")
        .select_for_update(no_key=True, of=("self",))
        .get(pk=pk)
    )
