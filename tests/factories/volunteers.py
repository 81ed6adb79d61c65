"""The volunteer team: volunteers, activities with shifts, service records."""

import datetime as dt

import factory
from factory.django import DjangoModelFactory

from common.time import clock
from grid.models import OrgUnit
from stations.models import Hold
from tests.factories.accounts import NeighbourFactory, UserFactory
from tests.factories.grid import CommunityFactory, OrgUnitFactory
from volunteers.models import (
    Activity,
    ActivityPhoto,
    Assignment,
    Award,
    Certificate,
    CertificateRecord,
    CorrectionRequest,
    Evaluation,
    HandIn,
    HandInRow,
    MembershipAnswer,
    ServiceKind,
    ServiceRecord,
    Shift,
    Slot,
    Team,
    TeamAppointment,
    TeamMembership,
    ThankYouNote,
    Training,
    Volunteer,
    VolunteerCard,
)


def general_branch(community):
    """The one of the community, made where there is none."""
    branches = OrgUnit.objects.filter(community=community, level=OrgUnit.Level.GENERAL_BRANCH)
    return branches.first() or OrgUnitFactory(community=community)


class TeamFactory(DjangoModelFactory):
    """The team of the community, with the general branch as recording unit."""

    class Meta:
        model = Team

    community = factory.SubFactory(CommunityFactory)
    unit = factory.LazyAttribute(lambda team: general_branch(team.community))
    name = factory.Sequence(lambda n: f"彭友来帮忙{n}")
    prefix = "PY"


class SubTeamFactory(TeamFactory):
    """A sub-team for the environment."""

    parent = factory.SubFactory(TeamFactory)
    level = Team.Level.SUB_TEAM
    community = factory.SelfAttribute("parent.community")
    unit = factory.SelfAttribute("parent.unit")
    kind = ServiceKind.ENVIRONMENT
    name = factory.Sequence(lambda n: f"环境分队{n}")


class TeamAppointmentFactory(DjangoModelFactory):
    """A lead of the team, in office since today."""

    class Meta:
        model = TeamAppointment

    user = factory.SubFactory(UserFactory)
    team = factory.SubFactory(TeamFactory)


class VolunteerFactory(DjangoModelFactory):
    """A volunteer who was approved. With `applied=True` one who waits for the answer."""

    class Meta:
        model = Volunteer

    class Params:
        applied = factory.Trait(status=Volunteer.Status.APPLIED, number=None, decided_at=None, decided_by=None)

    team = factory.SubFactory(TeamFactory)
    person = factory.SubFactory(NeighbourFactory, birth_year=1980)
    status = Volunteer.Status.ACTIVE
    number = factory.Sequence(lambda n: 8000 + n)
    kinds = factory.LazyFunction(lambda: [ServiceKind.ENVIRONMENT.value])
    slots = factory.LazyFunction(lambda: [Slot.WEEKEND_MORNING.value])
    by = factory.SubFactory(UserFactory)
    decided_by = factory.SubFactory(UserFactory)
    decided_at = factory.LazyFunction(clock.now)


class TeamMembershipFactory(DjangoModelFactory):
    class Meta:
        model = TeamMembership

    team = factory.SubFactory(SubTeamFactory)
    volunteer = factory.SubFactory(VolunteerFactory, team=factory.SelfAttribute("..team.parent"))
    parent = factory.SelfAttribute("team.parent")


class MembershipAnswerFactory(DjangoModelFactory):
    class Meta:
        model = MembershipAnswer

    volunteer = factory.SubFactory(VolunteerFactory)
    is_party_member = True
    by = factory.SubFactory(UserFactory)


class VolunteerCardFactory(DjangoModelFactory):
    """A card that the public sees, without a photo."""

    class Meta:
        model = VolunteerCard

    volunteer = factory.SubFactory(VolunteerFactory)
    role = "修修补补"


class ActivityFactory(DjangoModelFactory):
    """A published activity in three days, two hours long; with `space` it holds that room until it is cancelled."""

    class Meta:
        model = Activity

    class Params:
        draft = factory.Trait(status=Activity.Status.DRAFT)
        cancelled = factory.Trait(status=Activity.Status.CANCELLED, cancel_reason="下雨")
        past = factory.Trait(starts_at=factory.LazyFunction(lambda: clock.now() - dt.timedelta(days=3)))
        training = factory.Trait(kind=Activity.Kind.TRAINING)

    team = factory.SubFactory(TeamFactory)
    community = factory.SelfAttribute("team.community")
    organiser = factory.SelfAttribute("team.unit")
    lead = factory.SubFactory(UserFactory)
    service = ServiceKind.ENVIRONMENT
    title = factory.Sequence(lambda n: f"清洁家园{n}")
    content = "清理楼道杂物，擦洗公告栏。"
    space = None
    place = "海棠苑东门"
    starts_at = factory.LazyFunction(lambda: clock.now() + dt.timedelta(days=3))
    ends_at = factory.LazyAttribute(lambda activity: activity.starts_at + dt.timedelta(hours=2))
    status = Activity.Status.PUBLISHED

    @factory.lazy_attribute
    def hold(self):
        if self.space is None or self.status == Activity.Status.CANCELLED:
            return None
        said = {"space": self.space, "starts_at": self.starts_at, "ends_at": self.ends_at}
        return Hold.objects.create(kind=Hold.Kind.ACTIVITY, buffer=self.space.buffer, **said)


class ShiftFactory(DjangoModelFactory):
    """A shift of the whole activity for five volunteers."""

    class Meta:
        model = Shift

    activity = factory.SubFactory(ActivityFactory)
    role = "清洁"
    starts_at = factory.SelfAttribute("activity.starts_at")
    ends_at = factory.SelfAttribute("activity.ends_at")
    capacity = 5


class ActivityPhotoFactory(DjangoModelFactory):
    """How it was before; the file itself is not written."""

    class Meta:
        model = ActivityPhoto

    activity = factory.SubFactory(ActivityFactory, past=True)
    kind = ActivityPhoto.Kind.BEFORE
    photo = "volunteers/results/before.webp"
    words = "清理之前的楼道"


class AssignmentFactory(DjangoModelFactory):
    """A volunteer who has signed up; the row is written directly, so nobody is told."""

    class Meta:
        model = Assignment

    class Params:
        waitlisted = factory.Trait(status=Assignment.Status.WAITLISTED, queued_at=factory.LazyFunction(clock.now))
        withdrawn = factory.Trait(status=Assignment.Status.WITHDRAWN, withdrawn_at=factory.LazyFunction(clock.now))
        served = factory.Trait(
            status=Assignment.Status.SERVED,
            checked_in_at=factory.SelfAttribute("starts_at"),
            checked_in_way=Assignment.Way.PLACE,
            checked_out_at=factory.SelfAttribute("ends_at"),
            checked_out_way=Assignment.Way.PLACE,
        )

    shift = factory.SubFactory(ShiftFactory)
    volunteer = factory.SubFactory(VolunteerFactory, team=factory.SelfAttribute("..shift.activity.team"))
    person = factory.SelfAttribute("volunteer.person")
    starts_at = factory.SelfAttribute("shift.starts_at")
    ends_at = factory.SelfAttribute("shift.ends_at")
    status = Assignment.Status.ASSIGNED
    by = factory.SubFactory(UserFactory)


class ServiceRecordFactory(DjangoModelFactory):
    """Two hours of yesterday, checked in and out, confirmed by a lead."""

    class Meta:
        model = ServiceRecord

    class Params:
        by_hand = factory.Trait(source=ServiceRecord.Source.HAND, evidence="签到表照片")
        waiting = factory.Trait(state=ServiceRecord.State.WAITING, decided_by=None, decided_at=None)

    volunteer = factory.SubFactory(VolunteerFactory)
    activity_name = "清洁家园"
    service = ServiceKind.ENVIRONMENT
    day = factory.LazyFunction(lambda: clock.today() - dt.timedelta(days=1))
    place = "海棠苑东门"
    content = "清理楼道杂物"
    minutes = 120
    organising_unit = "彭山社区党总支"
    person_in_charge = "王秀兰"
    source = ServiceRecord.Source.SCANNED
    entered_by = factory.SubFactory(UserFactory)
    state = ServiceRecord.State.CONFIRMED
    decided_by = factory.SubFactory(UserFactory)
    decided_at = factory.LazyFunction(clock.now)


class EvaluationFactory(DjangoModelFactory):
    class Meta:
        model = Evaluation

    record = factory.SubFactory(ServiceRecordFactory)
    text = "细心，收尾干净。"
    by = factory.SubFactory(UserFactory)


class CorrectionRequestFactory(DjangoModelFactory):
    class Meta:
        model = CorrectionRequest

    record = factory.SubFactory(ServiceRecordFactory)
    volunteer = factory.SelfAttribute("record.volunteer")
    words = "我下午也在"
    by = factory.SubFactory(UserFactory)


class TrainingFactory(DjangoModelFactory):
    class Meta:
        model = Training

    volunteer = factory.SubFactory(VolunteerFactory)
    name = factory.Sequence(lambda n: f"急救培训{n}")
    content = "心肺复苏与包扎"
    minutes = 90
    host = "彭山社区"
    day = factory.LazyFunction(lambda: clock.today() - dt.timedelta(days=10))
    entered_by = factory.SubFactory(UserFactory)


class AwardFactory(DjangoModelFactory):
    class Meta:
        model = Award

    volunteer = factory.SubFactory(VolunteerFactory)
    name = factory.Sequence(lambda n: f"优秀志愿者{n}")
    day = factory.LazyFunction(lambda: clock.today() - dt.timedelta(days=10))
    given_by = "彭山社区"
    entered_by = factory.SubFactory(UserFactory)


class ThankYouNoteFactory(DjangoModelFactory):
    class Meta:
        model = ThankYouNote

    activity = factory.SubFactory(ActivityFactory, past=True)
    person = factory.SubFactory(NeighbourFactory)
    words = "谢谢你们帮我搬家具！"
    by = factory.SubFactory(UserFactory)


class CertificateFactory(DjangoModelFactory):
    """A valid certificate over two hours of yesterday."""

    class Meta:
        model = Certificate

    volunteer = factory.SubFactory(VolunteerFactory)
    team = factory.SelfAttribute("volunteer.team")
    year = factory.LazyFunction(lambda: clock.today().year)
    serial = factory.Sequence(lambda n: 8000 + n)
    name = factory.SelfAttribute("volunteer.person.name")
    first_day = factory.LazyFunction(lambda: clock.today() - dt.timedelta(days=30))
    last_day = factory.LazyFunction(clock.today)
    minutes_checked = 120
    minutes_by_hand = 0
    content = "环境"
    unit = "彭山社区党总支"
    contact = "0512-8800 0000"
    issuer = "彭友来帮忙"
    issued_by = factory.SubFactory(UserFactory)


class CertificateRecordFactory(DjangoModelFactory):
    """A record that a certificate rests on, of the same volunteer."""

    class Meta:
        model = CertificateRecord

    certificate = factory.SubFactory(CertificateFactory)
    record = factory.SubFactory(ServiceRecordFactory, volunteer=factory.SelfAttribute("..certificate.volunteer"))


class HandInFactory(DjangoModelFactory):
    """A complete list of the last month."""

    class Meta:
        model = HandIn

    team = factory.SubFactory(TeamFactory)
    kind = HandIn.Kind.ORDER_67
    first_day = factory.LazyFunction(lambda: clock.today() - dt.timedelta(days=30))
    last_day = factory.LazyFunction(lambda: clock.today() - dt.timedelta(days=1))
    made_by = factory.SubFactory(UserFactory)


class HandInRowFactory(DjangoModelFactory):
    class Meta:
        model = HandInRow

    hand_in = factory.SubFactory(HandInFactory)
    number = factory.Sequence(lambda n: n + 1)
    record = factory.SubFactory(
        ServiceRecordFactory,
        volunteer=factory.SubFactory(VolunteerFactory, team=factory.SelfAttribute("...hand_in.team")),
    )
    minutes = factory.SelfAttribute("record.minutes")
