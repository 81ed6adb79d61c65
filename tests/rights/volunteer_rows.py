"""The volunteer team of the world: records at the own sub-team of a lead, at another one, and elsewhere."""

import datetime as dt
from typing import TYPE_CHECKING, Any

from accounts.models import Person, User
from common.time import clock
from tests.factories import (
    ActivityFactory,
    ActivityPhotoFactory,
    AssignmentFactory,
    AwardFactory,
    CertificateFactory,
    CertificateRecordFactory,
    CorrectionRequestFactory,
    EvaluationFactory,
    HandInFactory,
    HandInRowFactory,
    HouseholdFactory,
    MembershipAnswerFactory,
    ResidenceFactory,
    ServiceRecordFactory,
    ShiftFactory,
    SpaceFactory,
    SubTeamFactory,
    TeamAppointmentFactory,
    TeamFactory,
    TeamMembershipFactory,
    ThankYouNoteFactory,
    TrainingFactory,
    VolunteerCardFactory,
    VolunteerFactory,
)
from volunteers.models import Activity, Team, Volunteer

if TYPE_CHECKING:
    from tests.rights.world import World


class VolunteerRows:
    """Puts them into the world. `places` are its words for the places; `lead` is the lead of the own sub-team."""

    def __init__(self, world: "World", units: dict[str, Any], homes: dict[str, Any], station: Any) -> None:
        from tests.rights import world as places

        self.put, self.units, self.homes = world.put, units, homes
        self.residents = {
            place: row.person
            for place, home in homes.items()
            for _label, row in world.rows_of("grid.Residence")
            if row.building_id == home.pk
        }
        top = self.put(
            places.PARENT, TeamFactory(community=units[places.PARENT].community, unit=units[places.PARENT])
        )
        own = self.put(places.SUB_TEAM, SubTeamFactory(parent=top))
        other = self.put(places.PARENT, SubTeamFactory(parent=top))
        self.lead: User = self.put(places.SUB_TEAM, TeamAppointmentFactory(team=own)).user
        self.put(places.PARENT, TeamAppointmentFactory(team=top))
        # Of the own sub-team: somebody who lives where no other role has its people.
        member = self.put(places.SUB_TEAM, self._neighbour(places.PARENT))
        self._member(places.SUB_TEAM, top, own, member)
        for place in (places.POST, places.SECOND_POST, places.SIBLING, places.PARENT):
            self._member(place, top, other, self.residents[place])
        record = ServiceRecordFactory(volunteer=Volunteer.objects.get(person=member))
        for place, team in ((places.SUB_TEAM, own), (places.PARENT, other)):
            self.put(place, HandInRowFactory(hand_in=self.put(place, HandInFactory(team=team)), record=record))
        self._activities(places, own, other, station)

    def _neighbour(self, place: str) -> Person:
        return ResidenceFactory(household=HouseholdFactory(building=self.homes[place])).person

    def _member(self, place: str, top: Team, team: Team, person: Person) -> None:
        """A volunteer who is in the sub-team, with all that is kept about one."""
        volunteer = self.put(place, VolunteerFactory(team=top, person=person))
        for make in (VolunteerCardFactory, MembershipAnswerFactory, TrainingFactory, AwardFactory):
            self.put(place, make(volunteer=volunteer))
        self.put(place, TeamMembershipFactory(team=team, volunteer=volunteer))
        record = self.put(place, ServiceRecordFactory(volunteer=volunteer))
        self.put(place, EvaluationFactory(record=record))
        self.put(place, CorrectionRequestFactory(record=record))
        CertificateRecordFactory(certificate=self.put(place, CertificateFactory(volunteer=volunteer)), record=record)

    def _activities(self, places: Any, own: Team, other: Team, station: Any) -> None:
        """Those of each sub-team, one that the branch organises, and one in a room of the own station, today."""
        soon = clock.now() + dt.timedelta(minutes=1)
        room = SpaceFactory(station=station)
        self._activity(places.SUB_TEAM, ActivityFactory(team=own))
        self._activity(places.PARENT, ActivityFactory(team=other))
        self._activity(places.BRANCH, ActivityFactory(team=other, organiser=self.units[places.BRANCH]))
        self._activity(places.STATION, ActivityFactory(team=other, space=room, starts_at=soon))
        # Of the own people, on a shift of others.
        elsewhere = ShiftFactory(activity=ActivityFactory(team=other))
        volunteer = Volunteer.objects.get(person=self.residents[places.POST])
        self.put(places.POST, AssignmentFactory(shift=elsewhere, volunteer=volunteer))

    def _activity(self, place: str, activity: Activity) -> None:
        self.put(place, activity)
        self.put(place, ActivityPhotoFactory(activity=activity))
        self.put(place, ThankYouNoteFactory(activity=activity))
        shift = self.put(place, ShiftFactory(activity=activity))
        # Of a volunteer who lives where no other role has its people.
        away = VolunteerFactory(team=activity.team.top, person=self._neighbour(self._far))
        self.put(place, AssignmentFactory(shift=shift, volunteer=away))

    @property
    def _far(self) -> str:
        """The place of a building that no role below the general branch looks after."""
        return list(self.homes)[-1]
