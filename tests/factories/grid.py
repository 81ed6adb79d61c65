"""Places, organisation, appointments, the register, links, visits."""

import datetime as dt

import factory
from django.db.backends.postgresql.psycopg_any import DateRange
from factory.django import DjangoModelFactory

from common.time import clock
from grid.models import (
    Building,
    CalendarDay,
    Community,
    Estate,
    Gate,
    Grid,
    GridAppointment,
    Handover,
    Household,
    IdentityDisplay,
    Matter,
    MatterCall,
    MatterExclusion,
    MatterKind,
    MatterPhoto,
    MatterReporter,
    MatterStep,
    OrgUnit,
    PartyRelation,
    PartyTransfer,
    PioneerLink,
    PostBuilding,
    Residence,
    StatedHome,
    Survey,
    SurveyAnswer,
    UnitAppointment,
    Visit,
)
from tests.factories.accounts import PersonFactory, UserFactory


class CommunityFactory(DjangoModelFactory):
    """The one community that the records of a test share, unless it names another."""

    class Meta:
        model = Community
        django_get_or_create = ("name",)

    name = "彭山社区"


class GridFactory(DjangoModelFactory):
    class Meta:
        model = Grid

    community = factory.SubFactory(CommunityFactory)
    number = factory.Sequence(lambda n: n + 1)
    name = factory.LazyAttribute(lambda grid: f"第{grid.number}网格")
    boundary = factory.LazyFunction(lambda: [[0, 0], [400, 0], [400, 300], [0, 300]])


class EstateFactory(DjangoModelFactory):
    class Meta:
        model = Estate

    community = factory.SubFactory(CommunityFactory)
    name = factory.Sequence(lambda n: f"海棠苑{n}")


class BuildingFactory(DjangoModelFactory):
    class Meta:
        model = Building

    estate = factory.SubFactory(EstateFactory)
    grid = factory.SubFactory(GridFactory, community=factory.SelfAttribute("..estate.community"))
    # Far from the numbers that tests choose.
    number = factory.Sequence(lambda n: 10_001 + n)
    x = 100.0
    y = 80.0


class GateFactory(DjangoModelFactory):
    class Meta:
        model = Gate

    estate = factory.SubFactory(EstateFactory)
    name = factory.Sequence(lambda n: f"{n}号门")
    x = 10.0
    y = 20.0


class HouseholdFactory(DjangoModelFactory):
    class Meta:
        model = Household

    building = factory.SubFactory(BuildingFactory)
    code = factory.Sequence(lambda n: str(101 + n))


class ResidenceFactory(DjangoModelFactory):
    class Meta:
        model = Residence

    person = factory.SubFactory(PersonFactory)
    household = factory.SubFactory(HouseholdFactory)
    building = factory.SelfAttribute("household.building")


class StatedHomeFactory(DjangoModelFactory):
    class Meta:
        model = StatedHome

    person = factory.SubFactory(PersonFactory)
    building = factory.SubFactory(BuildingFactory)


class OrgUnitFactory(DjangoModelFactory):
    """A general branch; with the trait `estate_branch` or `pioneer_post` the unit of that level, parents made."""

    class Meta:
        model = OrgUnit

    class Params:
        general_branch = factory.Trait(level=OrgUnit.Level.GENERAL_BRANCH)
        estate_branch = factory.Trait(
            level=OrgUnit.Level.ESTATE_BRANCH,
            name=factory.Sequence(lambda n: f"小区党支部{n}"),
            parent=factory.SubFactory(
                "tests.factories.grid.OrgUnitFactory", community=factory.SelfAttribute("..community")
            ),
        )
        pioneer_post = factory.Trait(
            level=OrgUnit.Level.PIONEER_POST,
            name=factory.Sequence(lambda n: f"海棠先锋岗{n}"),
            parent=factory.SubFactory(
                "tests.factories.grid.OrgUnitFactory",
                estate_branch=True,
                community=factory.SelfAttribute("..community"),
            ),
        )

    community = factory.SubFactory(CommunityFactory)
    level = OrgUnit.Level.GENERAL_BRANCH
    name = factory.Sequence(lambda n: f"社区党总支{n}")


class PostBuildingFactory(DjangoModelFactory):
    class Meta:
        model = PostBuilding

    post = factory.SubFactory(OrgUnitFactory, pioneer_post=True)
    building = factory.SubFactory(BuildingFactory)


class UnitAppointmentFactory(DjangoModelFactory):
    """A pioneer at a post of its own, since today; any other role with the unit that it belongs to."""

    class Meta:
        model = UnitAppointment

    class Params:
        secretary = factory.Trait(role="secretary", unit=factory.SubFactory(OrgUnitFactory))
        deputy = factory.Trait(role="deputy", unit=factory.SubFactory(OrgUnitFactory))
        office_worker = factory.Trait(role="office_worker", unit=factory.SubFactory(OrgUnitFactory))
        branch_secretary = factory.Trait(
            role="branch_secretary", unit=factory.SubFactory(OrgUnitFactory, estate_branch=True)
        )

    user = factory.SubFactory(UserFactory)
    role = "pioneer"
    unit = factory.SubFactory(OrgUnitFactory, pioneer_post=True)


class GridAppointmentFactory(DjangoModelFactory):
    class Meta:
        model = GridAppointment

    user = factory.SubFactory(UserFactory)
    role = "grid_worker"
    grid = factory.SubFactory(GridFactory)


class PartyRelationFactory(DjangoModelFactory):
    class Meta:
        model = PartyRelation

    person = factory.SubFactory(PersonFactory)
    kind = PartyRelation.Kind.HOME
    branch = factory.SubFactory(OrgUnitFactory, estate_branch=True)


class PartyTransferFactory(DjangoModelFactory):
    """Asked for, and not answered yet."""

    class Meta:
        model = PartyTransfer

    relation = factory.SubFactory(PartyRelationFactory)
    to_branch = factory.SubFactory(OrgUnitFactory, estate_branch=True)
    reason = "搬到了新的小区"
    asked_by = factory.SubFactory(UserFactory)


class SurveyFactory(DjangoModelFactory):
    class Meta:
        model = Survey

    unit = factory.SubFactory(OrgUnitFactory)
    title = factory.Sequence(lambda n: f"在职党员和流动党员排摸{n}")
    during = factory.LazyFunction(
        lambda: DateRange(clock.today() - dt.timedelta(days=10), clock.today() + dt.timedelta(days=20))
    )


class SurveyAnswerFactory(DjangoModelFactory):
    class Meta:
        model = SurveyAnswer

    survey = factory.SubFactory(SurveyFactory)
    household = factory.SubFactory(HouseholdFactory)
    outcome = SurveyAnswer.Outcome.ANSWERED
    by = factory.SubFactory(UserFactory)


class PioneerLinkFactory(DjangoModelFactory):
    class Meta:
        model = PioneerLink

    person = factory.SubFactory(PersonFactory)
    post = factory.SubFactory(OrgUnitFactory, pioneer_post=True)


class VisitFactory(DjangoModelFactory):
    class Meta:
        model = Visit

    household = factory.SubFactory(HouseholdFactory)
    visitor = factory.SubFactory(PersonFactory)
    summary = "家里都好，孩子放暑假了。"
    by = factory.SubFactory(UserFactory)


class IdentityDisplayFactory(DjangoModelFactory):
    class Meta:
        model = IdentityDisplay

    appointment = factory.SubFactory(UnitAppointmentFactory)
    words = "有事您说话。"


class HandoverFactory(DjangoModelFactory):
    """Prepared, and not received yet."""

    class Meta:
        model = Handover

    appointment = factory.SubFactory(UnitAppointmentFactory)
    to = factory.SubFactory(UserFactory)
    unit = factory.SelfAttribute("appointment.unit")
    prepared_by = factory.SubFactory(UserFactory)


class CalendarDayFactory(DjangoModelFactory):
    class Meta:
        model = CalendarDay

    community = factory.SubFactory(CommunityFactory)
    day = factory.Sequence(lambda n: clock.today() + dt.timedelta(days=n % 365))
    kind = CalendarDay.Kind.HOLIDAY


class MatterKindFactory(DjangoModelFactory):
    class Meta:
        model = MatterKind

    community = factory.SubFactory(CommunityFactory)
    name = factory.Sequence(lambda n: f"垃圾清运{n}")
    working_days = 3


class MatterFactory(DjangoModelFactory):
    """Reported just now at a building, on the ground of its grid, and not received yet."""

    class Meta:
        model = Matter

    class Params:
        # In somebody's hands.
        received = factory.Trait(
            status="received",
            received_at=factory.LazyFunction(clock.now),
            first_handler=factory.SubFactory(UserFactory),
            handler=factory.SelfAttribute("first_handler"),
        )
        done = factory.Trait(
            received=True, status="done", closed_at=factory.LazyFunction(clock.now), answer="已清运并冲洗地面。"
        )

    kind = factory.SubFactory(MatterKindFactory)
    community = factory.SelfAttribute("kind.community")
    building = factory.SubFactory(BuildingFactory, estate__community=factory.SelfAttribute("...community"))
    grid = factory.SelfAttribute("building.grid")
    words = "垃圾桶满了，没有人来收。"
    reported_at = factory.LazyFunction(clock.now)
    receive_by = factory.LazyAttribute(lambda matter: matter.reported_at + dt.timedelta(hours=2))
    due_at = factory.LazyAttribute(lambda matter: matter.reported_at + dt.timedelta(days=5))


class MatterReporterFactory(DjangoModelFactory):
    class Meta:
        model = MatterReporter

    matter = factory.SubFactory(MatterFactory)
    person = factory.SubFactory(PersonFactory)


class MatterStepFactory(DjangoModelFactory):
    class Meta:
        model = MatterStep

    matter = factory.SubFactory(MatterFactory)
    kind = "note"
    words = "环卫明天早上来。"


class MatterPhotoFactory(DjangoModelFactory):
    class Meta:
        model = MatterPhoto

    matter = factory.SubFactory(MatterFactory)
    photo = "grid/matters/0123456789abcdef0123456789abcdef.webp"


class MatterCallFactory(DjangoModelFactory):
    class Meta:
        model = MatterCall

    reporter = factory.SubFactory(MatterReporterFactory)
    result = "not_reached"
    by = factory.SubFactory(UserFactory)


class MatterExclusionFactory(DjangoModelFactory):
    class Meta:
        model = MatterExclusion

    matter = factory.SubFactory(MatterFactory, done=True)
    kind = "unreasonable"
    reason = "要求每天收六次垃圾。"
    by = factory.SubFactory(UserFactory)
