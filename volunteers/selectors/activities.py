"""Activities as they are read: where they stand, who may be in charge, and one with all that its page says."""

import enum
from typing import Any

from django.db.models import Exists, OuterRef, Q, QuerySet

from accounts.models import User
from accounts.models.appointments import Appointment
from common.time import clock
from events.selectors.events import LOOKED_AT, minutes_by_kind
from grid.models import UnitAppointment
from stations.selectors.programme import place_of_room
from volunteers.models import (
    Activity,
    ServiceKind,
    Shift,
    Team,
    TeamAppointment,
    ThankYouNote,
    Volunteer,
    VolunteerCard,
)
from volunteers.querysets import ActivityQuerySet

SHOWN_NOTES = 12

OFFICE = (
    UnitAppointment.Role.SECRETARY,
    UnitAppointment.Role.DEPUTY,
    UnitAppointment.Role.OFFICE_WORKER,
)


class ActivityStanding(enum.StrEnum):
    """Where an activity stands, in the order in which it is asked: the first that holds is the answer."""

    CANCELLED = "cancelled"
    OVER = "over"
    BEGUN = "begun"
    OPEN = "open"
    FULL = "full"


def standing_of_activity(activity: Activity) -> ActivityStanding:
    """Where an activity of `with_places()` stands for somebody who would like to help."""
    if activity.is_cancelled:
        return ActivityStanding.CANCELLED
    if activity.is_over:
        return ActivityStanding.OVER
    if not activity.open:
        return ActivityStanding.BEGUN
    return ActivityStanding.OPEN if activity.left else ActivityStanding.FULL


def place_of(activity: Activity) -> str:
    """Where it is, in words: the name of the room, the place of the event, the building, or what was typed."""
    if activity.space:
        return place_of_room(activity.space)
    if activity.event:
        return activity.event.place
    return str(activity.building) if activity.building else activity.place


def users_who_may_lead(teams: QuerySet[Team]) -> QuerySet[User]:
    """Leads of these teams, and of the teams above them; and the office of their communities."""
    leads = TeamAppointment.objects.current().filter(Q(team__in=teams) | Q(team__sub_teams__in=teams))
    office = UnitAppointment.objects.current().filter(
        role__in=OFFICE, unit__community__in=teams.order_by().values("community")
    )
    users = Q(pk__in=leads.order_by().values("user")) | Q(pk__in=office.order_by().values("user"))
    return User.objects.filter(users, is_active=True, person__isnull=False).select_related("person")


def without_lead(activities: ActivityQuerySet, *, apart_from: Appointment | None = None) -> ActivityQuerySet:
    """Those of the activities to come whose person in charge may not lead them any longer.

    `apart_from`: as if this appointment did not count.
    """
    teams = TeamAppointment.objects.current().filter(
        Q(team=OuterRef("team")) | Q(team__sub_teams=OuterRef("team")), user=OuterRef("lead")
    )
    office = UnitAppointment.objects.current().filter(
        role__in=OFFICE, unit__community=OuterRef("community"), user=OuterRef("lead")
    )
    if isinstance(apart_from, TeamAppointment):
        teams = teams.exclude(pk=apart_from.pk)
    elif isinstance(apart_from, UnitAppointment):
        office = office.exclude(pk=apart_from.pk)
    runs_the_portal = Q(lead__is_staff=True, lead__is_active=True)
    may_lead = Q(Exists(teams), lead__is_active=True) | Q(Exists(office), lead__is_active=True) | runs_the_portal
    return activities.to_come().exclude(status=Activity.Status.CANCELLED).exclude(may_lead)


def activity_for_page(pk: int) -> Activity | None:
    """The activity with this key, if the public sees it, with what its page says of team, place and lead: one query.

    `lead_is_shown`: whether the person in charge shows the own card, so that the name may stand there.
    """
    shown = VolunteerCard.objects.filter(
        withdrawn_at=None, volunteer__person=OuterRef("lead__person"), volunteer__status__in=Volunteer.MEMBERS
    )
    rows = Activity.objects.published().select_related(
        "team__parent", "organiser", "community", "lead__person", "space__station", "event", "building__estate"
    )
    return rows.with_places().annotate(lead_is_shown=Exists(shown)).filter(pk=pk).first()


def shifts_for_page(activity: Activity) -> list[Shift]:
    """The shifts of the activity with who waits and who looks for a substitute: one query."""
    shifts = list(activity.shifts.with_queue().order_by("starts_at", "pk"))
    for shift in shifts:
        shift.activity = activity
    return shifts


def thanks_for(activity: Activity) -> list[ThankYouNote]:
    """What neighbours thanked the volunteers for, as far as everybody may read it; none before it has begun."""
    if activity.starts_at > clock.now():
        return []
    notes = ThankYouNote.objects.public().filter(activity=activity)
    return list(notes.only("words", "activity").order_by("-created_at", "-pk")[:SHOWN_NOTES])


def usual_minutes(user: Any) -> dict[str, int]:
    """How long activities of each kind usually last, by those that the user sees: the median, to five minutes."""
    rows = Activity.objects.visible_to(user).published().order_by("-starts_at", "-pk")[:LOOKED_AT]
    return minutes_by_kind(rows.values_list("service", "starts_at", "ends_at"), ServiceKind.values)
