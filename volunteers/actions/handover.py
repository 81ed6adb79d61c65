"""Activities to come go over when whoever is in charge of them gives up the post, or the lead of the team.

What nobody takes over stays, and the office reads of it under “to do today”.
"""

from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from accounts.actions.appointments import when_appointment_ends
from accounts.models import User
from accounts.models.appointments import Appointment
from accounts.notifications.send import send_notices
from common.time import clock
from grid.models import Handover
from grid.selectors.handover import HandoverPart, register_handover_part
from volunteers.models import Activity, Team, TeamAppointment
from volunteers.notifications import activities as notifications
from volunteers.querysets import ActivityQuerySet
from volunteers.selectors.activities import without_lead


def register_activity_handover() -> None:
    """Register what becomes of activities when a post changes hands or a lead's appointment ends. Called once."""
    register_handover_part(
        HandoverPart(
            "activities",
            _("volunteer activities to come"),
            lambda appointment: _held_by(appointment).count(),
            _move_to_new_holder,
            lambda appointment: _left_without_lead(appointment.user, appointment.unit.community_id).count(),
        )
    )
    when_appointment_ends(TeamAppointment, _pass_on)


def _held_by(appointment: Appointment) -> ActivityQuerySet:
    """Activities to come that this appointment alone lets its holder lead."""
    return without_lead(Activity.objects.filter(lead=appointment.user), apart_from=appointment)


def _left_without_lead(user: User, community: int) -> ActivityQuerySet:
    return without_lead(Activity.objects.filter(lead=user, community=community))


def _move_to_new_holder(handover: Handover) -> int:
    """The old appointment has ended by then, and the new one has begun."""
    appointment = handover.appointment
    rows = _locked(_left_without_lead(appointment.user, appointment.unit.community_id))
    for activity in rows:
        _give(activity, handover.to)
    return len(rows)


def _pass_on(appointment: TeamAppointment, taken_back: bool) -> None:
    """A lead's appointment ends today: who else leads the team takes the activities over, and is told."""
    for activity in _locked(_held_by(appointment)):
        if lead := _other_lead(activity.team, appointment):
            _give(activity, lead)
            send_notices([notifications.lead_passed_on(activity, appointment.user)])


def _other_lead(team: Team, appointment: TeamAppointment) -> User | None:
    """Another lead of the team, else one of the team above it; of several whoever has led it for the longest time."""
    others = (
        TeamAppointment.objects.current()
        .filter(Q(team=team) | Q(team__sub_teams=team), user__is_active=True)
        .exclude(user=appointment.user)
        .select_related("user__person")
        .order_by("-team__level", "during", "pk")
    )
    first = others.first()
    return first.user if first else None


def _locked(activities: ActivityQuerySet) -> list[Activity]:
    rows = activities.select_related("team", "lead__person").select_for_update(no_key=True, of=("self",))
    return list(rows.order_by("pk"))


def _give(activity: Activity, lead: User) -> None:
    activity.lead, activity.changed_at = lead, clock.now()
    activity.save(update_fields=["lead", "changed_at"])
