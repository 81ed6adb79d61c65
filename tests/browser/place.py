"""The community in which the browser looks around."""

import datetime as dt
from dataclasses import dataclass

from django.db.backends.postgresql.psycopg_any import DateRange

from accounts.models import Person, User
from common.time import clock
from events.models import Event, Registration
from grid.models import Building, Community, Grid, OrgUnit
from stations.models import Space, Station
from tests import factories as make
from tests.browser.asking import furnish_asking
from tests.browser.matters import furnish_matters
from tests.browser.papers import furnish_papers
from tests.browser.recaps import furnish_recap
from tests.browser.shifts import furnish_shifts
from tests.support.courses import course, take


@dataclass(frozen=True)
class Place:
    """One community with a little of everything, and a resident who has done a little of everything."""

    community: Community
    grid: Grid
    event: Event
    user: User
    ward: Person
    registration: Registration


def furnish() -> Place:
    community = make.CommunityFactory(
        programme="海棠红·幸福里",
        phone="0512-0000 0000",
        office_hours="周一至周日 8:30–21:00",
        address="科技城彭山路 15 号",
        icp_record="苏ICP备00000000号",
    )
    branch = make.OrgUnitFactory(community=community, estate_branch=True, name="海棠苑党支部")
    post = make.OrgUnitFactory(community=community, pioneer_post=True, parent=branch, name="海棠先锋岗")
    estate = make.EstateFactory(community=community)
    grid = make.GridFactory(community=community)
    make.BuildingFactory(estate=estate, grid=grid)
    make.GateFactory(estate=estate)
    furnish_stations(grid)
    soon = clock.now() + dt.timedelta(hours=2)
    events = [
        make.EventFactory(organiser=branch, grid=grid, title="手工制作：一起剪一朵立体海棠花", starts_at=soon),
        make.EventFactory(organiser=branch, capacity=1, kind=Event.Kind.HEALTH, title="健康讲座：冬季血压怎么管"),
        make.EventFactory(organiser=branch, capacity=None, kind=Event.Kind.SPORT, title="太极拳晨练"),
        make.EventFactory(organiser=branch, cancelled=True, kind=Event.Kind.MEETING, title="居民议事会"),
        make.EventFactory(organiser=branch, past=True, kind=Event.Kind.FESTIVAL, title="重阳节包饺子"),
    ]
    make.RegistrationFactory(event=events[1])
    user = make.UserFactory(person__name="周志明")
    make.ConsentFactory(given_by=user)
    make.IdentityDisplayFactory(appointment=make.UnitAppointmentFactory(user=user, unit=post))
    ward = make.PersonFactory(name="周小雨")
    make.GuardianshipFactory(person=ward, by=user.person, kind="child")
    make.RegistrationFactory(event=events[0], person=ward, by=user)
    waiting = make.RegistrationFactory(event=events[1], person=user.person, by=user, waitlisted=True)
    make.RegistrationFactory(event=events[4], person=user.person, by=user)
    painting = course(organiser=branch, title="国画入门", first_day=clock.today() + dt.timedelta(days=20))
    take(painting, by=user)
    furnish_desk(user, post, events[0])
    take(painting, by=user, person=Person.objects.get(name="赵奶奶"))
    furnish_recap(events[4])
    furnish_board(user)
    furnish_bookings(user, ward)
    furnish_shifts(user, community)
    furnish_papers(user)
    furnish_matters(user)
    return Place(community, grid, events[0], user, ward, waiting)


def furnish_stations(grid: Grid) -> None:
    """One that is open and has rooms, one that is closed today, and the rings around them."""
    here = make.StationFactory(
        community=grid.community,
        grid=grid,
        name="幸福驿站",
        about="会客、看书、下棋，二楼带孩子玩。",
        facilities=["water", "charging", "first_aid", "aed"],
        access=["step_free", "ramp", "lift"],
    )
    make.SpaceFactory(station=here, name="会客厅", needs_approval=True)
    hall = make.SpaceFactory(station=here, name="多功能厅", kind=Space.Kind.MULTI, capacity=60)
    make.SpaceFactory(station=here, name="东厅", kind=Space.Kind.MULTI, part_of=hall)
    make.SpaceFactory(station=here, name="阅览室", kind=Space.Kind.READING, use=Space.Use.DROP_IN)
    closed = make.StationFactory(
        community=grid.community, grid=grid, name="暖心驿站", kind=Station.Kind.WARM, x=300.0, y=200.0
    )
    make.OpeningExceptionFactory(station=closed, reason="今天检修电路，明天照常开放")
    make.ServiceRingFactory(community=grid.community, name="10分钟圈", minutes=10, metres=500)
    make.ServiceRingFactory(community=grid.community, name="15分钟圈", minutes=15, metres=1000)


def furnish_bookings(user: User, ward: Person) -> None:
    """The room that asks for approval, tomorrow: taken, reserved and asked for; and bookings of the family."""
    room = Space.objects.get(name="会客厅")
    tomorrow = clock.day_start(clock.today() + dt.timedelta(days=1))
    make.HoldFactory(space=room, starts_at=tomorrow + dt.timedelta(hours=8))
    make.ReservedHoursFactory(space=room, day=tomorrow.weekday(), starts=dt.time(20), ends=dt.time(22))
    make.BookingFactory(space=room, starts_at=tomorrow + dt.timedelta(hours=14), status="requested")
    own = {"space": room, "by": user}
    make.BookingFactory(person=user.person, starts_at=tomorrow + dt.timedelta(hours=16), **own)
    make.BookingFactory(person=ward, starts_at=tomorrow + dt.timedelta(hours=11), status="requested", **own)
    make.BookingFactory(person=ward, starts_at=tomorrow - dt.timedelta(days=9), status="no_show", **own)


def furnish_desk(pioneer: User, post: OrgUnit, event: Event) -> None:
    """The post's building with a household visited lately, one long ago, one never; and a neighbour who comes."""
    building = Building.objects.get()
    make.PostBuildingFactory(post=post, building=building)
    lately, long_ago, _never = [make.HouseholdFactory(building=building, code=code) for code in ("101", "102", "201")]
    make.VisitFactory(household=lately, visitor=pioneer.person, by=pioneer, post=post)
    before = clock.today() - dt.timedelta(days=200)
    make.VisitFactory(
        household=long_ago, visitor=pioneer.person, by=pioneer, post=post, on=before, needs="楼道灯坏了"
    )
    neighbour = make.PioneerLinkFactory(post=post, person__name="赵奶奶", person__phone="+8613800138000").person
    make.ConsentFactory(person=neighbour, given_by=pioneer)
    make.RegistrationFactory(event=event, person=neighbour, by=pioneer)
    leaving = make.UnitAppointmentFactory(
        unit=make.OrgUnitFactory(pioneer_post=True, parent=post.parent, community=post.community),
        during=DateRange(before, None),
    )
    secretary = make.officer("branch_secretary", post.parent)
    make.HandoverFactory(appointment=leaving, to=pioneer, prepared_by=secretary, remarks="钥匙在值班室。")


def furnish_board(receptionist: User) -> None:
    """Somebody is here and somebody still to come, at the station where the user also receives people."""
    station = Station.objects.get(name="幸福驿站")
    make.StationAppointmentFactory(user=receptionist, station=station)
    room = Space.objects.get(name="会客厅")
    person = make.PersonFactory(name="赵爷爷", phone="+8613800138001")
    now = clock.now().replace(minute=0, second=0, microsecond=0)
    hour = dt.timedelta(hours=1)
    make.BookingFactory(space=room, person=person, starts_at=now, status="checked_in")
    make.BookingFactory(space=room, person=person, starts_at=now + hour, ends_at=now + 2 * hour)
    make.DropInFactory(space=Space.objects.get(name="阅览室"), by=receptionist)
    event = make.EventFactory(
        title="剪纸小课堂",
        organiser=station.community.org_units.first(),
        space=Space.objects.get(name="多功能厅"),
        starts_at=now,
    )
    for name, more in (
        ("孙爷爷", {"status": "attended"}),
        ("钱奶奶", {"seats": 3, "status": "attended"}),
        ("吴阿姨", {}),
    ):
        make.RegistrationFactory(event=event, person=make.PersonFactory(name=name), **more)
    furnish_asking(event)
