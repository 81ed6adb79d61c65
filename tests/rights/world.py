"""One community in which every kind of record stands at every place that a role may or may not reach.

The roles are held at one pioneer post, its branch, its grid, a station in the branch's estate, and its general
branch. Each record is labelled with the place where it stands, seen from there.
"""

import datetime as dt
from collections import defaultdict
from collections.abc import Callable, Iterator
from typing import Any

from django.db.models import Model

from accounts.models import AccessLog, Delivery, Notification, Person, SecurityEvent, SignInChange, User
from common.time import clock
from events.models import Feedback
from grid.models import OrgUnit
from stations.models import Station
from tests.factories import (
    BookingFactory,
    BookingSeriesFactory,
    BuildingFactory,
    CalendarDayFactory,
    ConsentFactory,
    DropInFactory,
    EnrolmentFactory,
    EstateFactory,
    EventFactory,
    EventPhotoFactory,
    EventSeriesFactory,
    GateFactory,
    GridAppointmentFactory,
    GridFactory,
    GuardianshipFactory,
    HandoverFactory,
    HoldFactory,
    HouseholdFactory,
    IdentityDisplayFactory,
    MatterCallFactory,
    MatterExclusionFactory,
    MatterFactory,
    MatterKindFactory,
    MatterPhotoFactory,
    MatterReporterFactory,
    MatterStepFactory,
    OpeningExceptionFactory,
    OrgUnitFactory,
    PartyRelationFactory,
    PartyTransferFactory,
    PioneerLinkFactory,
    PostBuildingFactory,
    PrivacyNoticeFactory,
    RegistrationFactory,
    ReservedHoursFactory,
    ResidenceFactory,
    ServiceRingFactory,
    SpaceFactory,
    StaffFactory,
    StatedHomeFactory,
    StationAppointmentFactory,
    StationFactory,
    StationPhotoFactory,
    SurveyAnswerFactory,
    SurveyFactory,
    UnitAppointmentFactory,
    UserFactory,
    VisitFactory,
    WallDisplayFactory,
)
from tests.rights.volunteer_rows import VolunteerRows

# Places, from the post outwards. NEIGHBOUR: somebody in the post's building whom nobody has linked to the post.
POST, NEIGHBOUR, BRANCH, SECOND_POST = "own post", "neighbour of the post", "own branch", "other post of the branch"
SIBLING, PARENT, OUTSIDE = "sibling branch", "the general branch's own", "another community"
# A building of the own post that stands on another grid: the post's, and not the grid worker's.
BESIDE = "own post on another grid"
# A station in the branch's estate: the receptionist's. The branch has another one.
STATION = "own station"
INSTALLATION = "the installation's own"
# A sub-team of the volunteer team: its lead's. The team has another one, which is the general branch's alone.
SUB_TEAM = "own sub-team"


class World:
    def __init__(self) -> None:
        self.rows: dict[type[Model], list[tuple[str, Model]]] = defaultdict(list)
        self.users: dict[str, User] = {}
        # What has been answered so far: tests/rights/visits.py.
        self.answers: dict[tuple[str, str], Any] = {}
        self._build()

    def put[M: Model](self, place: str, row: M) -> M:
        self.rows[type(row)].append((place, row))
        return row

    def places_of(self, model: type[Model]) -> set[str]:
        return {place for place, _row in self.rows[model]}

    def labelled(self, model: type[Model], keys: set[Any]) -> set[str]:
        """The places of the rows with these keys. A place of which only some rows are there is said to be so."""
        found: dict[str, set[bool]] = defaultdict(set)
        for place, row in self.rows[model]:
            found[place].add(row.pk in keys)
        return {place if seen == {True} else f"part of {place}" for place, seen in found.items() if True in seen}

    def __iter__(self) -> Iterator[tuple[type[Model], str, Model]]:
        for model, rows in self.rows.items():
            for place, row in rows:
                yield model, place, row

    # --- Building it

    def _build(self) -> None:
        own = self._community("彭山社区")
        self._outside("青山社区")
        self._installation()
        self._roles(own)
        self._numbers()

    def _units(self, community: str) -> dict[str, OrgUnit]:
        top = OrgUnitFactory(community__name=community)
        same = {"community": top.community}
        branch = OrgUnitFactory(estate_branch=True, parent=top, **same)
        sibling = OrgUnitFactory(estate_branch=True, parent=top, **same)
        return {
            PARENT: top,
            BRANCH: branch,
            SIBLING: sibling,
            POST: OrgUnitFactory(pioneer_post=True, parent=branch, **same),
            SECOND_POST: OrgUnitFactory(pioneer_post=True, parent=branch, **same),
            "post of the sibling": OrgUnitFactory(pioneer_post=True, parent=sibling, **same),
            "third branch": OrgUnitFactory(estate_branch=True, parent=top, **same),
        }

    def _community(self, name: str) -> dict[str, Any]:
        units = self._units(name)
        for place in (POST, SECOND_POST, BRANCH, SIBLING, PARENT):
            self.put(place, units[place])
        self.put(SIBLING, units["post of the sibling"])
        self.put(SIBLING, units["third branch"])
        community = self.put(PARENT, units[PARENT].community)
        # The branch serves one estate, in which both of its posts have a building, each on a grid of its own.
        estate = self._ground(community, POST)
        post = self._building(POST, estate, units[POST])
        second = self._building(SECOND_POST, estate, units[SECOND_POST])
        units[BRANCH].estates.add(estate)
        units[BRANCH].grids.add(post.grid)
        sibling = self._building(SIBLING, self._ground(community, SIBLING), units["post of the sibling"])
        units[SIBLING].estates.add(sibling.estate)
        bare = self._building(PARENT, self._ground(community, PARENT), None)
        for place, building in ((POST, post), (SECOND_POST, second), (SIBLING, sibling), (PARENT, bare)):
            self._life(place, building)
        self._beside(estate, units[POST])
        self._records(units, {POST: post, SECOND_POST: second, SIBLING: sibling, PARENT: bare})
        self.put(NEIGHBOUR, ResidenceFactory(household=HouseholdFactory(building=post)).person)
        station = self._stations(community, {POST: post, SECOND_POST: second, SIBLING: sibling})
        homes = {POST: post, SECOND_POST: second, SIBLING: sibling, PARENT: bare}
        lead = VolunteerRows(self, units, homes, station).lead
        return {"units": units, "grid": post.grid, "station": station, "team_lead": lead}

    def _beside(self, estate: Any, post: OrgUnit) -> None:
        building = self._building(BESIDE, estate, post)
        self._life(BESIDE, building)
        household = building.households.get()
        self.put(BESIDE, VisitFactory(household=household, post=post))
        self.put(BESIDE, PioneerLinkFactory(person=household.residences.get().person, post=post))

    def _stations(self, community: Any, homes: dict[str, Any]) -> Station:
        """A station with all that stands in it at each place; returns the receptionist's."""
        self.put(PARENT, CalendarDayFactory(community=community))
        self.put(PARENT, ServiceRingFactory(community=community))
        estate = homes[POST].estate
        at = {
            place: self._station(
                place, StationFactory(community=community, estate=its_estate, hours=[(0, "08:00", "20:00")])
            )
            for place, its_estate in (
                (STATION, estate),
                (BRANCH, estate),
                (SIBLING, homes[SIBLING].estate),
                (PARENT, None),
            )
        }
        # Bookings are read by those who run the station; the own people's by whoever may book for them.
        by_place = {row.building_id: row.person for _place, row in self.rows_of("grid.Residence")}
        for place, elsewhere in ((POST, SIBLING), (SECOND_POST, PARENT)):
            self.put(
                place, BookingFactory(space=SpaceFactory(station=at[elsewhere]), person=by_place[homes[place].pk])
            )
        return at[STATION]

    def _station(self, place: str, station: Station) -> Station:
        self.put(place, station)
        for hours in station.hours.all():
            self.put(place, hours)
        for make in (StationPhotoFactory, OpeningExceptionFactory, WallDisplayFactory, StationAppointmentFactory):
            self.put(place, make(station=station))
        space = self.put(place, SpaceFactory(station=station))
        self.put(place, ReservedHoursFactory(space=space))
        self.put(place, DropInFactory(space=space))
        self.put(place, BookingSeriesFactory(space=space))
        self.put(place, BookingFactory(space=space))
        closed = self.put(place, HoldFactory(space=SpaceFactory(station=station)))
        self.put(place, closed.occupancies.get())
        return station

    def _outside(self, name: str) -> None:
        """Another community, with all of it; whatever stands there is outside."""
        put = self.put
        self.put = lambda place, row: put(OUTSIDE, row)  # type: ignore[method-assign]
        self._community(name)
        self.put = put  # type: ignore[method-assign]

    def _ground(self, community: Any, place: str) -> Any:
        estate = self.put(place, EstateFactory(community=community))
        self.put(place, GateFactory(estate=estate))
        return estate

    def _building(self, place: str, estate: Any, post: OrgUnit | None) -> Any:
        grid = self.put(place, GridFactory(community=estate.community))
        building = self.put(place, BuildingFactory(estate=estate, grid=grid))
        if post:
            self.put(place, PostBuildingFactory(post=post, building=building))
        return building

    def _life(self, place: str, building: Any) -> None:
        """A household, who lives there, and what is known about this person."""
        household = self.put(place, HouseholdFactory(building=building))
        person = self.put(place, self.put(place, ResidenceFactory(household=household)).person)
        self.put(place, StatedHomeFactory(person=person, building=building))
        self._about(place, person)
        self.put(place, VisitFactory(household=household))
        self._matter(place, building)

    def _matter(self, place: str, building: Any) -> None:
        kind = self.put(PARENT, MatterKindFactory(community=building.community))
        matter = self.put(place, MatterFactory(kind=kind, building=building, done=True))
        reporter = self.put(place, MatterReporterFactory(matter=matter))
        for make in (MatterStepFactory, MatterPhotoFactory, MatterExclusionFactory):
            self.put(place, make(matter=matter))
        self.put(place, MatterCallFactory(reporter=reporter))

    def _about(self, place: str, person: Person) -> None:
        self.put(place, GuardianshipFactory(person=person))
        self.put(place, ConsentFactory(person=person, given_by=UserFactory()))
        self.put(place, AccessLog.objects.create(user=UserFactory(), person=person, what="phone", reason="核对"))

    def _records(self, units: dict[str, OrgUnit], buildings: dict[str, Any]) -> None:
        """What stands on units: posts with their holders, events, the register."""
        by_place = {row.building_id: row.person for _place, row in self.rows_of("grid.Residence")}
        for place, unit in ((POST, POST), (SECOND_POST, SECOND_POST), (SIBLING, "post of the sibling")):
            person = by_place[buildings[place].pk]
            self.put(place, PioneerLinkFactory(person=person, post=units[unit]))
        courses: dict[str, Any] = {}
        for place in (POST, SECOND_POST, BRANCH, SIBLING, PARENT):
            courses[place] = series = self.put(place, EventSeriesFactory(organiser=units[place]))
            day = {"series": series, "series_day": series.first_day}
            self.put(place, EventFactory(organiser=units[place], **day))
        events = {
            place: self.put(place, EventFactory(organiser=units[place]))
            for place in (POST, SECOND_POST, BRANCH, SIBLING, PARENT)
        }
        for place, event in events.items():
            self.put(place, Feedback.objects.create(event=event, words="下次早点开始。", on_paper=True))
            self.put(place, EventPhotoFactory(event=event))
        # Who comes from elsewhere is read by those who run the event; the own people's by whoever may register them.
        for place in (BRANCH, SIBLING, PARENT):
            guest = self.put(place, RegistrationFactory(event=events[place])).person
            self.put(place, EnrolmentFactory(series=courses[place], person=guest))
        for place, elsewhere in ((POST, SIBLING), (SECOND_POST, PARENT)):
            person = by_place[buildings[place].pk]
            self.put(place, RegistrationFactory(event=events[elsewhere], person=person))
            self.put(place, EnrolmentFactory(series=courses[elsewhere], person=person))
        survey = None
        for place in (BRANCH, SIBLING, PARENT):
            survey = self.put(place, SurveyFactory(unit=units[place]))
        for place, building in buildings.items():
            self.put(place, SurveyAnswerFactory(survey=survey, household=building.households.first()))
        for place in (BRANCH, SIBLING):
            relation = self.put(place, PartyRelationFactory(branch=units[place]))
            self.put(place, PartyTransferFactory(relation=relation, to_branch=units["third branch"]))
        arriving = PartyRelationFactory(branch=units["third branch"])
        self.put(BRANCH, PartyTransferFactory(relation=arriving, to_branch=units[BRANCH]))
        self._appointments(units, buildings)

    def _appointments(self, units: dict[str, OrgUnit], buildings: dict[str, Any]) -> None:
        for place, unit in ((POST, POST), (SECOND_POST, SECOND_POST), (SIBLING, "post of the sibling")):
            pioneer = self.put(place, UnitAppointmentFactory(role="pioneer", unit=units[unit]))
            self.put(place, IdentityDisplayFactory(appointment=pioneer))
            self.put(place, HandoverFactory(appointment=pioneer))
            self.put(place, GridAppointmentFactory(grid=buildings[place].grid))
        for place, role in ((BRANCH, "branch_secretary"), (SIBLING, "branch_secretary"), (PARENT, "secretary")):
            self.put(place, UnitAppointmentFactory(role=role, unit=units[place]))

    def rows_of(self, label: str) -> list[tuple[str, Any]]:
        return [(place, row) for model, place, row in self if model._meta.label == label]

    def _numbers(self) -> None:
        """Everybody has a number whose shown digits are those of nobody else, and no number in the name."""
        people = list(Person.objects.order_by("pk"))
        for number, person in enumerate(people, start=1):
            person.phone, person.birth_year = f"+8613900{number:06d}", 1950
        Person.objects.bulk_update(people, ["phone", "birth_year"])

    def _installation(self) -> None:
        """What belongs to no community: sign-ins, notices, the text about personal data."""
        user = self.put(INSTALLATION, UserFactory())
        notice = Notification.objects.create(recipient=user.person, kind="x", title="通知")
        self.put(INSTALLATION, notice)
        self.put(INSTALLATION, Delivery.objects.create(notification=notice, channel="email"))
        coming = PrivacyNoticeFactory(published_at=clock.now() + dt.timedelta(days=30))
        self.put(INSTALLATION, coming)
        due = clock.now() + dt.timedelta(days=1)
        change = SignInChange.objects.create(user=user, email="new@example.org", asked_by=user, due_at=due)
        self.put(INSTALLATION, change)
        self.put(INSTALLATION, SecurityEvent.objects.create(user=user, what=SecurityEvent.What.PASSWORD_CHANGED))

    def _roles(self, own: dict[str, Any]) -> None:
        """The holders are those whose appointments stand in the world, so that nobody has a second role."""
        units = own["units"]
        held: Callable[[OrgUnit], User] = lambda unit: unit.appointments.get().user  # noqa: E731
        self.users = {
            "resident": UserFactory(),
            "pioneer": held(units[POST]),
            "branch_secretary": held(units[BRANCH]),
            "secretary": held(units[PARENT]),
            "grid_worker": own["grid"].appointments.get().user,
            "receptionist": own["station"].appointments.get().user,
            "team_lead": own["team_lead"],
        }
        for role in ("deputy", "office_worker"):
            self.users[role] = UnitAppointmentFactory(role=role, unit=units[PARENT]).user
        self.users["operator"] = StaffFactory()
