"""Stations and their rooms in the demo community. Names and addresses are invented."""

import datetime as dt
from collections.abc import Mapping
from typing import NamedTuple

from django.core.files.base import ContentFile
from django.db.backends.postgresql.psycopg_any import DateRange

from common.files.images import clean_image
from demo.appointments import days_of_term
from demo.officers import TERMS
from demo.people import People
from demo.pictures.outdoors import draw_station_house
from demo.places import PHONE
from grid.models import Community, Estate, Grid
from stations.models import (
    OpeningException,
    OpeningHours,
    ReservedHours,
    ServiceRing,
    Space,
    Station,
    StationAppointment,
    StationPhoto,
)

Kind, Use, Audience = Space.Kind, Space.Use, Space.Audience
HAPPINESS, CORNER, PARTY = "幸福驿站", "青禾幸福小站", "彭山社区党群服务站"
EVERY_DAY = range(7)
HOLIDAY = OpeningHours.Day.HOLIDAY


class StationPlan(NamedTuple):
    """A station of the demo. `hours`: every day. `holidays`: for statutory holidays; None means as usual."""

    name: str
    kind: str
    grid: int | None
    estate: str | None
    x: float
    y: float
    address: str
    about: str
    facilities: str
    access: str
    access_note: str
    hours: tuple[str, str]
    holidays: tuple[str, str] | None = None


STATIONS = [
    StationPlan(
        HAPPINESS,
        "happiness",
        2,
        "海棠苑",
        648,
        206,
        "海棠苑西门进，右手第一栋",
        "三层小楼，原来是闲置的物业用房。一楼会客、看书、下棋，二楼带孩子玩，三楼多功能厅能排练、能开会，也能隔成两间。\n\n"
        "要用活动室，在这里挑个空的时间就行；不会用手机的，来前台说一声，我们帮您订。",
        "water charging microwave wifi umbrella first_aid aed toilet nursing_room glasses projector",
        "step_free ramp lift wide_doors accessible_toilet handrails wheelchair",
        "西门右侧有坡道，前台可借轮椅。",
        ("08:30", "21:00"),
        ("09:00", "17:00"),
    ),
    StationPlan(
        CORNER,
        "happiness",
        4,
        "青禾家园",
        742,
        612,
        "青禾家园二区 20 幢底楼架空层",
        "两间小屋，一间下棋打牌，一间给孩子们搭积木。就在家门口，下楼就到。",
        "water charging first_aid toilet glasses",
        "step_free wide_doors accessible_toilet",
        "",
        ("09:00", "20:30"),
        ("09:00", "12:00"),
    ),
    StationPlan(
        PARTY,
        "party_service",
        2,
        None,
        640,
        392,
        "海棠路 18 号，社区办公楼一楼",
        "办事、议事、谈心的地方。议事厅可以约来商量楼道里的事，党员活动室给支部开会用。",
        "water charging wifi projector toilet first_aid",
        "step_free lift wide_doors accessible_toilet",
        "",
        ("08:30", "20:00"),
        ("09:00", "12:00"),
    ),
    StationPlan(
        "青禾家园暖心驿站",
        "warm",
        3,
        "青禾家园",
        494,
        486,
        "青禾家园一区北门进门左手边",
        "骑手、快递员、网约车司机，随时进来歇歇脚、喝口热水、充会儿电。",
        "water charging microwave rest wifi umbrella first_aid toilet",
        "step_free",
        "",
        ("06:00", "00:00"),
    ),
    StationPlan(
        "海棠苑暖心驿站",
        "warm",
        2,
        "海棠苑",
        884,
        96,
        "海棠苑北门岗亭旁",
        "不打烊的小屋，后半夜送餐也能进来暖和暖和。",
        "water charging microwave rest first_aid",
        "step_free",
        "",
        ("00:00", "00:00"),
    ),
    StationPlan(
        "映山花园暖心驿站",
        "warm",
        1,
        "映山花园",
        552,
        246,
        "映山花园东门传达室隔壁",
        "门口能停电动车，屋里有热水和微波炉。",
        "water charging microwave rest umbrella toilet",
        "ramp",
        "进门有一级台阶，旁边有坡道。",
        ("07:00", "22:00"),
    ),
    StationPlan(
        "溪语雅居暖心驿站",
        "warm",
        4,
        "溪语雅居",
        972,
        456,
        "溪语雅居北门会所一楼",
        "夜里开门，给跑夜单的小哥留一盏灯。",
        "water charging microwave rest wifi toilet",
        "step_free accessible_toilet",
        "",
        ("18:00", "02:00"),
    ),
]


class SpacePlan(NamedTuple):
    """A room of a demo station. `suits`: its purposes; `policy`: more fields, such as limits of booking."""

    station: str
    name: str
    kind: str
    capacity: int
    about: str
    suits: str = ""
    policy: Mapping[str, object] = {}
    part_of: str | None = None


DROP_IN = {"use": Use.DROP_IN}
SPACES = [
    SpacePlan(
        HAPPINESS,
        "会客厅",
        Kind.LOUNGE,
        12,
        "沙发、茶桌、一台电视，家里来客人坐不下就来这里。",
        "gathering games meeting family",
        {"longest": 180, "weekly_limit": 2},
    ),
    SpacePlan(
        HAPPINESS, "阅览室", Kind.READING, 30, "三千多册书，放学后孩子们在这里写作业。", "reading family", DROP_IN
    ),
    SpacePlan(
        HAPPINESS,
        "长者活动室",
        Kind.ELDERS,
        20,
        "棋牌桌四张，茶水现成。",
        "games gathering handicraft",
        {"step": 60, "longest": 180, "audience": Audience.ELDERS, "weekly_limit": 3},
    ),
    SpacePlan(
        HAPPINESS,
        "儿童乐园",
        Kind.CHILDREN,
        25,
        "滑梯、积木、绘本角，进门请换鞋套，大人要陪着。",
        "family",
        {**DROP_IN, "audience": Audience.FAMILIES},
    ),
    SpacePlan(
        HAPPINESS,
        "多功能厅",
        Kind.MULTI,
        80,
        "整个三楼，有投影、音响和镜墙。不用整间的，可以只订东厅或西厅。",
        "rehearsal meeting gathering",
        {"step": 60, "longest": 240, "buffer": 30, "days_ahead": 30, "notice": 24 * 60, "needs_approval": True},
    ),
    SpacePlan(
        HAPPINESS,
        "东厅",
        Kind.MULTI,
        40,
        "多功能厅靠窗的一半，有镜墙，适合排练。",
        "rehearsal",
        {"step": 60, "longest": 180, "weekly_limit": 2},
        "多功能厅",
    ),
    SpacePlan(
        HAPPINESS,
        "西厅",
        Kind.MULTI,
        40,
        "多功能厅靠门的一半，有投影，适合开会上课。",
        "meeting reading handicraft",
        {"step": 60, "longest": 180, "weekly_limit": 2},
        "多功能厅",
    ),
    SpacePlan(CORNER, "棋牌室", Kind.ELDERS, 16, "四张方桌，自带棋牌。", "games", {"step": 60, "longest": 180}),
    SpacePlan(
        CORNER,
        "亲子角",
        Kind.CHILDREN,
        12,
        "积木和绘本，随时来。",
        "family",
        {**DROP_IN, "audience": Audience.FAMILIES},
    ),
    SpacePlan(
        PARTY,
        "议事厅",
        Kind.LOUNGE,
        16,
        "一张长桌，楼道里的事坐下来商量。",
        "meeting",
        {"days_ahead": 21, "needs_approval": True, "audience": Audience.RESIDENTS},
    ),
    SpacePlan(
        PARTY,
        "党员活动室",
        Kind.MULTI,
        36,
        "支部开会、上党课。",
        "meeting reading",
        {"step": 60, "longest": 180, "days_ahead": 30, "needs_approval": True},
    ),
    *(
        SpacePlan(f"{place}暖心驿站", "歇脚区", Kind.LOUNGE, 12, "桌椅、热水、充电插座。", policy=DROP_IN)
        for place in ("青禾家园", "海棠苑", "映山花园", "溪语雅居")
    ),
]


class StationOwnUse(NamedTuple):
    """Hours that a demo station reserves for itself; many of them are idle."""

    station: str
    space: str
    weekdays: range
    starts: str
    ends: str


OWN_USE = [
    StationOwnUse(HAPPINESS, "会客厅", range(5), "08:30", "12:00"),
    StationOwnUse(PARTY, "党员活动室", range(5), "08:30", "18:00"),
    StationOwnUse(CORNER, "棋牌室", range(1), "09:00", "12:00"),
]

RINGS = [("10分钟圈", 10, 500), ("15分钟圈", 15, 1000)]

type Spaces = dict[tuple[str, str], Space]


def load_stations(
    community: Community, grids: dict[int, Grid], estates: dict[str, Estate], people: People, *, today: dt.date
) -> Spaces:
    """Write the demo's stations and rooms. Returns the rooms by the names of station and room."""
    stations = {
        station.name: station
        for station in Station.objects.bulk_create(_station(plan, community, grids, estates) for plan in STATIONS)
    }
    OpeningHours.objects.bulk_create(
        OpeningHours(station=stations[plan.name], day=day, opens=hours[0], closes=hours[1])
        for plan in STATIONS
        for days_, hours in ((EVERY_DAY, plan.hours), ((HOLIDAY,), plan.holidays))
        if hours
        for day in days_
    )
    spaces = _spaces(stations)
    ReservedHours.objects.bulk_create(
        ReservedHours(
            space=spaces[own.station, own.space],
            day=day,
            starts=own.starts,
            ends=own.ends,
            during=DateRange(today - dt.timedelta(days=300), None),
        )
        for own in OWN_USE
        for day in own.weekdays
    )
    drill = today + dt.timedelta(days=9)
    OpeningException.objects.create(
        station=stations[HAPPINESS],
        during=DateRange(drill, drill + dt.timedelta(days=1)),
        opens="13:00",
        closes="21:00",
        reason="上午消防演练，下午一点开门",
    )
    ServiceRing.objects.bulk_create(
        ServiceRing(
            community=community,
            name=name,
            minutes=minutes,
            metres=metres,
            about=f"步行 {minutes} 分钟能走到最近的驿站。",
        )
        for name, minutes, metres in RINGS
    )
    StationAppointment.objects.bulk_create(
        StationAppointment(
            user=people.user(term.who),
            station=stations[str(term.at)],
            during=days_of_term(term, today),
            granted_by=people.secretary,
        )
        for term in TERMS
        if term.role == "receptionist"
    )
    _photograph(stations[HAPPINESS])
    return spaces


def _station(plan: StationPlan, community: Community, grids: dict[int, Grid], estates: dict[str, Estate]) -> Station:
    return Station(
        community=community,
        grid=grids[plan.grid] if plan.grid else None,
        estate=estates[plan.estate] if plan.estate else None,
        kind=plan.kind,
        name=plan.name,
        about=plan.about,
        address=plan.address,
        phone=PHONE,
        x=plan.x,
        y=plan.y,
        facilities=plan.facilities.split(),
        access=plan.access.split(),
        access_note=plan.access_note,
        own_holiday_hours=plan.holidays is not None,
    )


def _spaces(stations: dict[str, Station]) -> Spaces:
    """Write the rooms, wholes before their parts."""
    spaces: Spaces = {}
    for whole in (True, False):
        made = Space.objects.bulk_create(
            Space(
                station=stations[plan.station],
                part_of=spaces[plan.station, plan.part_of] if plan.part_of else None,
                kind=plan.kind,
                name=plan.name,
                about=plan.about,
                capacity=plan.capacity,
                purposes=plan.suits.split(),
                number=number,
                **plan.policy,
            )
            for number, plan in enumerate(SPACES, 1)
            if (plan.part_of is None) is whole
        )
        spaces |= {(space.station.name, space.name): space for space in made}
    return spaces


def _photograph(station: Station) -> None:
    photo = StationPhoto(station=station, alt="海棠苑西门里的幸福驿站：三层小楼，门口有坡道和一树海棠")
    photo.photo.save(
        "photo.webp", clean_image(ContentFile(draw_station_house().finished(), name="photo.jpg")), save=False
    )
    photo.save()
