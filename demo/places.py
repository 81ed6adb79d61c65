"""Grids, estates, buildings, gates and households of the demo community.

The plan is 1,200 × 900 m. 海棠路 runs from north to south and 映山路 from west to east; the four grids are the
quarters between them. Names of estates and roads are invented.
"""

from typing import NamedTuple

from grid.models import Building, Community, Estate, Gate, Grid, Household

PHONE = "0512-0000 0000"  # no subscriber number begins with 0

COMMUNITY = {
    "name": "彭山社区",
    "programme": "海棠红·幸福里",
    "subdistrict": "苏州科技城",
    "address": "苏州科技城海棠路 18 号",
    "phone": PHONE,
    "office_hours": "周一至周日 8:30–21:00",
    "plan_width": 1200,
    "plan_height": 900,
    # Somewhere in the hills west of the city: photos of reports then say where they were taken.
    "plan_latitude": 31.3560,
    "plan_longitude": 120.4180,
    # Twenty pioneers visit 2,500 households, each of them twice a year.
    "visit_days": 180,
}


class GridPlan(NamedTuple):
    """A grid of the demo; `boundary` is a list of corners in metres."""

    number: int
    name: str
    about: str
    boundary: list[list[float]]


class EstatePlan(NamedTuple):
    """An estate of the demo."""

    name: str
    address: str


class BuildingRow(NamedTuple):
    """`buildings` demo buildings in a row, numbered from `first`, `step` metres apart to the east.

    Each building is `rise` metres further south than the one before, because streets are rarely straight.
    """

    estate: str
    grid: int
    first: int
    buildings: int
    x: float
    y: float
    step: float
    rise: float


class BuildingShape(NamedTuple):
    """The size of the demo buildings of an estate: floors, entrances, homes on each floor of an entrance."""

    floors: int
    entrances: int
    homes: int


class GatePlan(NamedTuple):
    """A gate of a demo estate; `x` and `y` are metres on the plan."""

    estate: str
    name: str
    x: float
    y: float
    open_to_riders: bool = True


GRIDS = [
    GridPlan(
        1,
        "一号网格",
        "映山花园所在的网格，都是六层住宅，老邻居多。网格活动室在 8 幢底楼，每周三晚上开门。",
        [[70, 78], [596, 42], [559, 420], [96, 456]],
    ),
    GridPlan(
        2,
        "二号网格",
        "海棠苑和知行公寓所在的网格，幸福驿站就在海棠苑西门内。住着不少在科技城上班的年轻人。",
        [[634, 40], [1120, 92], [1138, 384], [597, 419]],
    ),
    GridPlan(
        3,
        "三号网格",
        "青禾家园一区所在的网格，三代同住的家庭多。暖心驿站设在一区北门，骑手、快递员随时可以进来歇脚。",
        [[98, 493], [562, 457], [624, 850], [52, 806]],
    ),
    GridPlan(
        4,
        "四号网格",
        "青禾家园二区和溪语雅居所在的网格。两个小区只隔一条步道，活动常在一起办。",
        [[600, 456], [1140, 422], [1098, 832], [664, 852]],
    ),
]

ESTATES = [
    EstatePlan("映山花园", "映山路 6 号"),
    EstatePlan("海棠苑", "海棠路 18 号"),
    EstatePlan("知行公寓", "映山路 29 号"),
    EstatePlan("青禾家园", "海棠路 55 号"),
    EstatePlan("溪语雅居", "映山路 36 号"),
]

ROWS = [
    BuildingRow("映山花园", 1, 1, 4, 150, 165, 115, -8),
    BuildingRow("映山花园", 1, 5, 4, 152, 238, 115, -8),
    BuildingRow("映山花园", 1, 9, 4, 154, 311, 113, -8),
    BuildingRow("映山花园", 1, 13, 4, 156, 384, 112, -8),
    BuildingRow("海棠苑", 2, 1, 5, 672, 160, 100, 7),
    BuildingRow("海棠苑", 2, 6, 5, 668, 238, 101, 5),
    BuildingRow("知行公寓", 2, 1, 4, 706, 338, 116, -4),
    BuildingRow("青禾家园", 3, 1, 4, 140, 572, 118, -4),
    BuildingRow("青禾家园", 3, 5, 4, 135, 640, 121, -1),
    BuildingRow("青禾家园", 3, 9, 4, 130, 708, 125, 2),
    BuildingRow("青禾家园", 3, 13, 4, 125, 770, 128, 6),
    BuildingRow("青禾家园", 4, 17, 2, 676, 562, 98, -4),
    BuildingRow("青禾家园", 4, 19, 2, 690, 655, 98, 0),
    BuildingRow("青禾家园", 4, 21, 2, 706, 748, 98, 3),
    BuildingRow("溪语雅居", 4, 1, 2, 920, 536, 118, -5),
    BuildingRow("溪语雅居", 4, 3, 2, 918, 612, 117, -3),
    BuildingRow("溪语雅居", 4, 5, 2, 916, 688, 114, -1),
    BuildingRow("溪语雅居", 4, 7, 2, 914, 764, 110, 1),
]

SHAPES = {
    "映山花园": BuildingShape(floors=6, entrances=3, homes=2),
    "海棠苑": BuildingShape(floors=11, entrances=2, homes=2),
    "知行公寓": BuildingShape(floors=18, entrances=1, homes=4),
    "青禾家园": BuildingShape(floors=6, entrances=3, homes=2),
    "溪语雅居": BuildingShape(floors=11, entrances=2, homes=2),
}
# The longer buildings along 映山路 have a fourth entrance.
FOUR_ENTRANCES = {("映山花园", number) for number in (13, 14, 15, 16)}

GATES = [
    GatePlan("映山花园", "东门", 572, 232),
    GatePlan("映山花园", "南门", 330, 432),
    GatePlan("海棠苑", "西门", 622, 214),
    GatePlan("海棠苑", "北门", 905, 76, open_to_riders=False),
    GatePlan("知行公寓", "南门", 880, 396),
    GatePlan("青禾家园", "一区北门", 480, 468),
    GatePlan("青禾家园", "一区东门", 586, 650),
    GatePlan("青禾家园", "二区西门", 640, 640),
    GatePlan("溪语雅居", "北门", 986, 438),
    GatePlan("溪语雅居", "东门", 1112, 640, open_to_riders=False),
]


def building_shape(estate: str, number: int) -> BuildingShape:
    """The size of one demo building: that of its estate, but some have a fourth entrance."""
    shape = SHAPES[estate]
    return shape._replace(entrances=4) if (estate, number) in FOUR_ENTRANCES else shape


def load_community() -> Community:
    """Write the demo's community, the first row of all."""
    return Community.objects.create(**COMMUNITY)


def load_grids(community: Community) -> dict[int, Grid]:
    """Write the grids of the demo; returns them by number."""
    return {
        grid.number: grid
        for grid in Grid.objects.bulk_create(Grid(community=community, **plan._asdict()) for plan in GRIDS)
    }


def load_estates(community: Community) -> dict[str, Estate]:
    """Write the estates of the demo; returns them by name."""
    return {
        estate.name: estate
        for estate in Estate.objects.bulk_create(Estate(community=community, **plan._asdict()) for plan in ESTATES)
    }


def load_buildings(grids: dict[int, Grid], estates: dict[str, Estate]) -> list[Building]:
    """Write the buildings of the demo, placed on the plan in rows."""
    return Building.objects.bulk_create(
        _building(row, n, estates[row.estate], grids[row.grid]) for row in ROWS for n in range(row.buildings)
    )


def _building(row: BuildingRow, n: int, estate: Estate, grid: Grid) -> Building:
    shape = building_shape(row.estate, row.first + n)
    return Building(
        community_id=estate.community_id,
        estate=estate,
        grid=grid,
        number=row.first + n,
        floors=shape.floors,
        entrances=shape.entrances,
        x=row.x + n * row.step,
        y=row.y + n * row.rise,
    )


def load_gates(estates: dict[str, Estate]) -> list[Gate]:
    """Write the gates of the demo's estates."""
    return Gate.objects.bulk_create(Gate(**{**plan._asdict(), "estate": estates[plan.estate]}) for plan in GATES)


def load_households(buildings: list[Building]) -> list[Household]:
    """Write the households of the demo: all homes of every building, about 2,500, coded 101, 102, …"""
    return Household.objects.bulk_create(
        Household(building=building, entrance=entrance, code=f"{floor}{home:02}")
        for building in buildings
        for entrance in range(1, building.entrances + 1)
        for floor in range(1, building.floors + 1)
        for home in range(1, building_shape(building.estate.name, building.number).homes + 1)
    )
