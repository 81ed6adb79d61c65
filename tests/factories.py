"""Records for tests, each valid by itself. The parents of one record are of the same community."""

import datetime as dt
from contextlib import nullcontext

import factory
from django.db import transaction
from django.db.backends.postgresql.psycopg_any import DateRange
from factory.django import DjangoModelFactory

from accounts.models import Consent, Guardianship, Person, PrivacyNotice, User
from common.time import clock
from events.models import Event, Registration
from events.selectors.rooms import place_of_room
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
    OrgUnit,
    PartyRelation,
    PartyTransfer,
    PioneerLink,
    PostBuilding,
    Residence,
    Survey,
    SurveyAnswer,
    UnitAppointment,
    Visit,
)
from stations.models import (
    Booking,
    BookingSeries,
    DropIn,
    Hold,
    OpeningException,
    OpeningHours,
    ReservedHours,
    ServiceRing,
    Space,
    Station,
    StationAppointment,
    StationPhoto,
    WallDisplay,
)
from stations.models.bookings import Purpose

PASSWORD = "Haitang-1510"


class PersonFactory(DjangoModelFactory):
    class Meta:
        model = Person
        skip_postgeneration_save = True

    name = factory.Sequence(lambda n: f"居民{n}")


class UserFactory(DjangoModelFactory):
    """A resident who signs in by phone, or by e-mail with `PASSWORD`."""

    class Meta:
        model = User
        skip_postgeneration_save = True

    phone = factory.Sequence(lambda n: f"+86138{n:08d}")
    phone_verified = True
    email = factory.Sequence(lambda n: f"user{n}@example.org")
    password = factory.django.Password(PASSWORD)
    person = factory.SubFactory(PersonFactory, phone=factory.SelfAttribute("..phone"))


class StaffFactory(UserFactory):
    """The operator: sees and changes all records."""

    is_staff = True


def agree(person: Person) -> Person:
    """The person, who has agreed to the privacy notice in force."""
    notice = PrivacyNotice.objects.current() or PrivacyNoticeFactory()
    Consent.objects.get_or_create(person=person, notice=notice, withdrawn_at=None)
    return person


class NeighbourFactory(PersonFactory):
    """Somebody who has agreed to the privacy notice."""

    @factory.post_generation
    def agrees(self, create: bool, extracted: object, **kwargs: object) -> None:
        if create:
            agree(self)


class ResidentFactory(UserFactory):
    """Somebody with a sign-in who has agreed to the privacy notice, as everybody does at sign-up."""

    person = factory.SubFactory(NeighbourFactory, phone=factory.SelfAttribute("..phone"))


class GuardianshipFactory(DjangoModelFactory):
    class Meta:
        model = Guardianship

    person = factory.SubFactory(PersonFactory)
    by = factory.SubFactory(PersonFactory)
    kind = Guardianship.Kind.ELDER


class PrivacyNoticeFactory(DjangoModelFactory):
    class Meta:
        model = PrivacyNotice

    version = factory.Sequence(lambda n: f"2026-{n + 1}")
    text = "我们只收集报名所需的信息。"


class ConsentFactory(DjangoModelFactory):
    class Meta:
        model = Consent

    given_by = factory.SubFactory(UserFactory)
    person = factory.SelfAttribute("given_by.person")
    notice = factory.SubFactory(PrivacyNoticeFactory)


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
    number = factory.Sequence(lambda n: n + 1)
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
                "tests.factories.OrgUnitFactory", community=factory.SelfAttribute("..community")
            ),
        )
        pioneer_post = factory.Trait(
            level=OrgUnit.Level.PIONEER_POST,
            name=factory.Sequence(lambda n: f"海棠先锋岗{n}"),
            parent=factory.SubFactory(
                "tests.factories.OrgUnitFactory",
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


def officer(role: str, at: OrgUnit | Grid | Station) -> User:
    """A user who holds `role` there since today."""
    if isinstance(at, Grid):
        return GridAppointmentFactory(role=role, grid=at).user
    if isinstance(at, Station):
        return StationAppointmentFactory(role=role, station=at).user
    return UnitAppointmentFactory(role=role, unit=at).user


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


class TogetherFactory(DjangoModelFactory):
    """A record and what it holds are written in one transaction, as the database asks."""

    class Meta:
        abstract = True

    @classmethod
    def _generate(cls, strategy, params):
        with transaction.atomic() if strategy == "create" else nullcontext():
            return super()._generate(strategy, params)


class EventFactory(TogetherFactory):
    """A published event in three days, with ten seats; with `space` it holds that room until it is cancelled."""

    class Meta:
        model = Event

    class Params:
        draft = factory.Trait(status=Event.Status.DRAFT)
        cancelled = factory.Trait(status=Event.Status.CANCELLED, cancel_reason="讲师生病")
        past = factory.Trait(starts_at=factory.LazyFunction(lambda: clock.now() - dt.timedelta(days=3)))

    organiser = factory.SubFactory(OrgUnitFactory)
    community = factory.SelfAttribute("organiser.community")
    kind = Event.Kind.READING
    title = factory.Sequence(lambda n: f"亲子阅读{n}")
    summary = "和孩子一起读一本书。"
    description = "请提前十分钟到场。"
    space = None
    place = factory.LazyAttribute(lambda event: place_of_room(event.space) if event.space else "幸福驿站阅览室")
    starts_at = factory.LazyFunction(lambda: clock.now() + dt.timedelta(days=3))
    ends_at = factory.LazyAttribute(lambda event: event.starts_at + dt.timedelta(hours=2))
    capacity = 10
    status = Event.Status.PUBLISHED

    @factory.lazy_attribute
    def hold(self):
        if self.space is None or self.status == Event.Status.CANCELLED:
            return None
        said = {"space": self.space, "starts_at": self.starts_at, "ends_at": self.ends_at}
        return Hold.objects.create(kind=Hold.Kind.EVENT, buffer=self.space.buffer, **said)


class RegistrationFactory(DjangoModelFactory):
    """A seated party of one; the row is written directly, so nobody is told."""

    class Meta:
        model = Registration

    class Params:
        waitlisted = factory.Trait(status=Registration.Status.WAITLISTED, queued_at=factory.LazyFunction(clock.now))
        cancelled = factory.Trait(status=Registration.Status.CANCELLED, cancelled_at=factory.LazyFunction(clock.now))

    event = factory.SubFactory(EventFactory)
    person = factory.SubFactory(PersonFactory)
    by = factory.SubFactory(UserFactory)
    status = Registration.Status.REGISTERED


# --- Stations


class StationFactory(DjangoModelFactory):
    """Open every day from 8 to 22, unless `hours` are given as [(day, "09:00", "12:00"), …]."""

    class Meta:
        model = Station
        skip_postgeneration_save = True

    community = factory.SubFactory(CommunityFactory)
    kind = Station.Kind.HAPPINESS
    name = factory.Sequence(lambda n: f"幸福驿站{n}")
    address = "海棠苑3幢一楼"
    x = 100.0
    y = 100.0

    @factory.post_generation
    def hours(self, create, given, **kwargs):
        for day, opens, closes in [(day, "08:00", "22:00") for day in range(8)] if given is None else given:
            OpeningHours.objects.create(station=self, day=day, opens=opens, closes=closes)


class StationPhotoFactory(DjangoModelFactory):
    class Meta:
        model = StationPhoto

    station = factory.SubFactory(StationFactory)
    photo = factory.django.ImageField(filename="door.webp", width=16, height=9, format="WEBP")
    alt = "驿站门口"


class OpeningHoursFactory(DjangoModelFactory):
    class Meta:
        model = OpeningHours

    station = factory.SubFactory(StationFactory, hours=[])
    day = OpeningHours.Day.MONDAY
    opens = dt.time(8)
    closes = dt.time(22)


class OpeningExceptionFactory(DjangoModelFactory):
    """Closed today."""

    class Meta:
        model = OpeningException

    station = factory.SubFactory(StationFactory)
    during = factory.LazyFunction(lambda: DateRange(clock.today(), clock.today() + dt.timedelta(days=1)))
    reason = "消防检查"


class WallDisplayFactory(DjangoModelFactory):
    class Meta:
        model = WallDisplay

    station = factory.SubFactory(StationFactory)
    name = "大厅屏幕"
    token_digest = factory.Sequence(lambda n: f"{n:064x}")
    created_by = factory.SubFactory(UserFactory)


class SpaceFactory(DjangoModelFactory):
    class Meta:
        model = Space

    station = factory.SubFactory(StationFactory)
    kind = Space.Kind.LOUNGE
    name = factory.Sequence(lambda n: f"会客室{n}")


class ReservedHoursFactory(DjangoModelFactory):
    class Meta:
        model = ReservedHours

    space = factory.SubFactory(SpaceFactory)
    day = 0
    starts = dt.time(8)
    ends = dt.time(12)


class HoldFactory(DjangoModelFactory):
    """Closed for maintenance from tomorrow 10 o'clock for two hours."""

    class Meta:
        model = Hold

    space = factory.SubFactory(SpaceFactory)
    kind = Hold.Kind.MAINTENANCE
    starts_at = factory.LazyFunction(lambda: clock.day_start(clock.today()) + dt.timedelta(days=1, hours=10))
    ends_at = factory.LazyAttribute(lambda hold: hold.starts_at + dt.timedelta(hours=2))
    note = "空调检修"


class BookingSeriesFactory(DjangoModelFactory):
    class Meta:
        model = BookingSeries

    space = factory.SubFactory(SpaceFactory)
    person = factory.SubFactory(PersonFactory)
    by = factory.SubFactory(UserFactory)
    first_day = factory.LazyFunction(clock.today)
    last_day = factory.LazyAttribute(lambda series: series.first_day + dt.timedelta(days=28))
    starts = dt.time(10)
    minutes = 60


class BookingFactory(TogetherFactory):
    """Tomorrow from 10 to 11, confirmed; it holds its space while its status says so."""

    class Meta:
        model = Booking

    space = factory.SubFactory(SpaceFactory)
    person = factory.SubFactory(PersonFactory)
    by = factory.SubFactory(UserFactory)
    starts_at = factory.LazyFunction(lambda: clock.day_start(clock.today()) + dt.timedelta(days=1, hours=10))
    ends_at = factory.LazyAttribute(lambda booking: booking.starts_at + dt.timedelta(hours=1))
    purpose = Purpose.GATHERING
    status = Booking.Status.CONFIRMED
    cancelled_at = factory.LazyAttribute(lambda booking: clock.now() if booking.status == "cancelled" else None)
    checked_in_at = factory.LazyAttribute(
        lambda booking: booking.starts_at if booking.status == "checked_in" else None
    )

    @factory.lazy_attribute
    def hold(self):
        if self.status not in Booking.HOLDING:
            return None
        said = {"space": self.space, "starts_at": self.starts_at, "ends_at": self.ends_at}
        return Hold.objects.create(kind=Hold.Kind.BOOKING, buffer=self.space.buffer, **said)


class DropInFactory(DjangoModelFactory):
    class Meta:
        model = DropIn

    space = factory.SubFactory(SpaceFactory, use=Space.Use.DROP_IN)
    by = factory.SubFactory(UserFactory)


class ServiceRingFactory(DjangoModelFactory):
    class Meta:
        model = ServiceRing

    community = factory.SubFactory(CommunityFactory)
    name = factory.LazyAttribute(lambda ring: f"{ring.minutes}分钟")
    minutes = factory.Sequence(lambda n: 5 + n % 100)
    metres = 1000


class StationAppointmentFactory(DjangoModelFactory):
    class Meta:
        model = StationAppointment

    user = factory.SubFactory(UserFactory)
    station = factory.SubFactory(StationFactory)


class CalendarDayFactory(DjangoModelFactory):
    class Meta:
        model = CalendarDay

    community = factory.SubFactory(CommunityFactory)
    day = factory.Sequence(lambda n: clock.today() + dt.timedelta(days=n % 365))
    kind = CalendarDay.Kind.HOLIDAY
