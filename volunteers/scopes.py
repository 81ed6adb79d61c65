"""The teams, volunteers and activities that a reach covers, and the people who are seen there.

A lead covers the own team with its sub-teams; a general branch all of its community; an estate branch and a grid read
the teams of their community, the activities that their units organise, and the volunteers among their own people; a
receptionist the activities in the rooms of the own station while people are received for them.
"""

import datetime as dt

from django.conf import settings
from django.db.models import Q, QuerySet

from accounts.permissions import Reach, once_per_reach
from accounts.scopes import own_people
from common.db.querysets import Keys, any_of, keys_of, register_scopes, where
from common.time import clock
from grid.scopes import communities_in_reach, units_in_reach, whole_community
from stations.models import StationAppointment
from volunteers.models import (
    Activity,
    ActivityPhoto,
    Assignment,
    Award,
    Certificate,
    CorrectionRequest,
    Evaluation,
    HandIn,
    HandInRow,
    MembershipAnswer,
    ServiceRecord,
    Shift,
    Team,
    TeamAppointment,
    TeamMembership,
    ThankYouNote,
    Training,
    Volunteer,
    VolunteerCard,
)


def register() -> None:
    """Register the scopes of this app's models; called once, when the app is ready."""
    of_activity = (Shift, ActivityPhoto, ThankYouNote)
    of_volunteer = (TeamMembership, VolunteerCard, MembershipAnswer, Training, Award, Certificate)
    register_scopes(
        {
            Team: _teams_to,
            TeamAppointment: where(lambda reach: Q(team__in=teams(reach))),
            Activity: where(lambda reach: Q(pk__in=activities(reach))),
            **dict.fromkeys(of_activity, where(lambda reach: Q(activity__in=activities(reach)))),
            Volunteer: where(lambda reach: Q(pk__in=volunteers(reach))),
            **dict.fromkeys(of_volunteer, where(lambda reach: Q(volunteer__in=volunteers(reach)))),
            Assignment: where(_assignments),
            ServiceRecord: _records,
            Evaluation: where(lambda reach: Q(record__in=_keys_of_records(reach))),
            CorrectionRequest: _correction_requests,
            HandIn: where(lambda reach: Q(team__in=teams(reach))),
            HandInRow: where(lambda reach: Q(hand_in__team__in=teams(reach))),
        }
    )


@once_per_reach
def teams(reach: Reach) -> Keys:
    """The keys of the teams that a reach runs: those it leads with their sub-teams, all of a general branch."""
    if not reach or reach.everything:
        return any_of(Team.objects.within(reach).values("pk"))
    led = reach.scopes(TeamAppointment)
    return keys_of(Team.objects.all(), [Q(pk__in=led) | Q(parent__in=led), whole_community(reach)])


def _teams_to(reach: Reach, act: str) -> Q:
    """For “view” also the names of the teams of the own community."""
    if act != "view":
        return Q(pk__in=teams(reach))
    return Q(pk__in=teams(reach)) | Q(community__in=communities_in_reach(reach))


@once_per_reach
def activities(reach: Reach) -> Keys:
    """The keys of the activities of the teams, of the units' own, and of those in the rooms of the stations."""
    if not reach or reach.everything:
        return any_of(Activity.objects.within(reach).values("pk"))
    covered = [Q(team__in=teams(reach)), Q(organiser__in=units_in_reach(reach))]
    if there := reach.scopes(StationAppointment):
        covered.append(_received_at(there))
    return keys_of(Activity.objects.all(), covered)


def _received_at(stations: list[int]) -> Q:
    """Activities of today, and of as many days before as lists are kept, in the rooms of these stations.

    Whoever receives people there reads their names for that, and no longer.
    """
    first = clock.day_start(clock.today() - dt.timedelta(days=settings.EVENT_LIST_DAYS))
    tomorrow = clock.day_start(clock.today() + dt.timedelta(days=1))
    at = Q(space__station__in=stations) | Q(event__space__station__in=stations)
    return at & Q(starts_at__lt=tomorrow, ends_at__gte=first) & ~Q(status=Activity.Status.DRAFT)


@once_per_reach
def volunteers(reach: Reach) -> Keys:
    """The keys of the volunteers of the teams and sub-teams, and of volunteers among the own people."""
    if not reach or reach.everything:
        return any_of(Volunteer.objects.within(reach).values("pk"))
    members = TeamMembership.objects.filter(team__in=teams(reach), during__contains=clock.today()).order_by()
    return keys_of(
        Volunteer.objects.all(),
        [
            Q(team__in=teams(reach)),
            Q(pk__in=members.values("volunteer")),
            Q(person__in=own_people(reach)),
        ],
    )


def _assignments(reach: Reach) -> Q:
    there = Assignment.objects.filter(shift__activity__in=activities(reach)).order_by()
    own = Assignment.objects.filter(person__in=own_people(reach)).order_by()
    return Q(pk__in=any_of(there.values("pk"), own.values("pk")))


@once_per_reach
def _keys_of_records(reach: Reach) -> Keys:
    if not reach or reach.everything:
        return any_of(ServiceRecord.objects.within(reach).values("pk"))
    of_volunteers = ServiceRecord.objects.filter(volunteer__in=volunteers(reach)).order_by()
    of_activities = ServiceRecord.objects.filter(activity__team__in=teams(reach)).order_by()
    return any_of(of_volunteers.values("pk"), of_activities.values("pk"))


@once_per_reach
def _keys_of_records_kept(reach: Reach) -> Keys:
    """The keys of the records of the own activities; of service without an activity, those of the volunteers."""
    if not reach or reach.everything:
        return any_of(ServiceRecord.objects.within(reach).values("pk"))
    of_activities = ServiceRecord.objects.filter(activity__in=activities(reach)).order_by()
    of_volunteers = ServiceRecord.objects.filter(activity=None, volunteer__in=volunteers(reach)).order_by()
    return any_of(of_activities.values("pk"), of_volunteers.values("pk"))


def _records(reach: Reach, act: str) -> Q:
    """To see a record, its volunteer is enough; only who runs its activity acts on it."""
    return Q(pk__in=_keys_of_records(reach) if act == "view" else _keys_of_records_kept(reach))


def _correction_requests(reach: Reach, act: str) -> Q:
    """Those of the volunteers, and those about the records of the activities; answered by who acts on the record."""
    if act == "view":
        return Q(volunteer__in=volunteers(reach)) | Q(record__in=_keys_of_records(reach))
    return Q(record=None, volunteer__in=volunteers(reach)) | Q(record__in=_keys_of_records_kept(reach))


# --- People


def people_in_teams(reach: Reach) -> QuerySet:
    """Volunteers of the reach and whoever is on the shifts of its activities: their names may be seen."""
    members = Volunteer.objects.filter(pk__in=volunteers(reach.having("volunteers.view_volunteer")))
    on_shifts = Assignment.objects.filter(shift__activity__in=activities(reach.having("volunteers.view_assignment")))
    return members.order_by().values("person").union(on_shifts.order_by().values("person"))


def team_leads(reach: Reach) -> QuerySet:
    """People who lead the teams: colleagues see each other's names."""
    within = TeamAppointment.objects.current().filter(team__in=teams(reach))
    return within.order_by().values("user__person")
