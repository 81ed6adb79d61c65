"""Posts of a branch, and what belongs to them."""

import datetime as dt

from django.db.backends.postgresql.psycopg_any import DateRange

from accounts.models import Person, User
from common.time import clock
from common.time.ranges import since
from grid.actions.handover import prepare_handover
from grid.models import Handover, OrgUnit, UnitAppointment
from grid.selectors.handover import handover_parts
from tests.factories import (
    BuildingFactory,
    ConsentFactory,
    HouseholdFactory,
    OrgUnitFactory,
    PioneerLinkFactory,
    PostBuildingFactory,
    ResidenceFactory,
    UnitAppointmentFactory,
    UserFactory,
    officer,
)

DAY = dt.timedelta(days=1)


def days_ago(n: int) -> dt.date:
    return clock.today() - n * DAY


def long_ago() -> DateRange:
    return DateRange(clock.today() - 100 * DAY, None)


class Place:
    """A branch with an estate, two posts of it with a building each, and a household in the first."""

    def __init__(self) -> None:
        self.top = OrgUnitFactory()
        self.branch = OrgUnitFactory(estate_branch=True, parent=self.top)
        self.post = OrgUnitFactory(pioneer_post=True, parent=self.branch)
        self.sibling = OrgUnitFactory(pioneer_post=True, parent=self.branch)
        self.building = BuildingFactory()
        self.branch.estates.add(self.building.estate)
        self.other_building = BuildingFactory(estate=self.building.estate)
        PostBuildingFactory(post=self.post, building=self.building, during=since(days_ago(400)))
        PostBuildingFactory(post=self.sibling, building=self.other_building)
        self.household = HouseholdFactory(building=self.building)

    def resident(self) -> Person:
        person = ResidenceFactory(household=self.household).person
        ConsentFactory(person=person)
        return person


class Town:
    """A branch with its secretary and a post with a holder, a building of two households and three people."""

    def __init__(self) -> None:
        self.top = OrgUnitFactory()
        self.branch = OrgUnitFactory(estate_branch=True, parent=self.top)
        self.post = OrgUnitFactory(pioneer_post=True, parent=self.branch)
        self.secretary = officer("branch_secretary", self.branch)
        self.held = self.pioneer(self.post)
        self.building = BuildingFactory(estate__community=self.top.community)
        HouseholdFactory.create_batch(2, building=self.building)
        PostBuildingFactory(post=self.post, building=self.building, during=long_ago())
        self.links = PioneerLinkFactory.create_batch(3, post=self.post, during=long_ago())
        self.successor = self.neighbour()

    def neighbour(self) -> User:
        """Somebody who lives in the building: nobody is given a post out of sight of who appoints."""
        user = UserFactory()
        ResidenceFactory(person=user.person, household=self.building.households.first())
        return user

    def pioneer(self, post: OrgUnit) -> UnitAppointment:
        return UnitAppointmentFactory(unit=post, during=long_ago())

    def prepared(self, **fields) -> Handover:
        fields = {"to": self.successor, "by": self.secretary} | fields
        return prepare_handover(self.held, **fields)


# What comes with the post of `Town`.
OF_THE_POST = {"buildings": 1, "links": 3, "visits_due": 2}


def parts_told(response) -> dict[str, int | None]:
    """What the page says comes with the post, by the code of each part."""
    assert response.status_code == 200, response
    codes = {str(part.label): part.code for part in handover_parts()}
    return {codes[label]: count for label, count in response.context["parts"]}
