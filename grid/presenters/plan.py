"""The drawn plan: stored metres become the numbers of an SVG that the template only has to write down.

Everything is scaled to a drawing 1,000 units wide, so that line widths and letters suit a plan of any size.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from typing import Any, NamedTuple

from django.core.exceptions import ValidationError

from grid.models import Building, Community, Gate, Grid
from grid.models.places import validate_boundary
from grid.selectors.duty import Duty, duty_on_grids

WIDTH = 1000.0
MARGIN = 24.0
# A building as drawn, in units: one entrance wide, and for every further one.
BLOCK_HEIGHT, FIRST_ENTRANCE, NEXT_ENTRANCE = 22.0, 26.0, 11.0
# A gate as drawn: half its width, with its outline.
GATE = 11.0
# Ground colours, which repeat after this many grids.
TINTS = 4

type Point = tuple[float, float]


class PlanView(NamedTuple):
    """The part of the drawing that a plan shows."""

    left: float
    top: float
    right: float
    bottom: float

    @classmethod
    def around(cls, points: Sequence[Point]) -> "PlanView":
        """The view that shows all points, with a margin."""
        if not points:
            return cls(0, 0, WIDTH, WIDTH)
        left, top = min(x for x, _ in points) - MARGIN, min(y for _, y in points) - MARGIN
        right, bottom = max(x for x, _ in points) + MARGIN, max(y for _, y in points) + MARGIN
        return cls(left, top, right, bottom)

    @property
    def box(self) -> str:
        sizes = (self.left, self.top, self.right - self.left, self.bottom - self.top)
        return " ".join(svg_number(value) for value in sizes)

    def shows(self, points: Sequence[Point], *, by: float = 0) -> bool:
        """Whether anything of the box around the points, `by` units larger on each side, can be seen."""
        return (
            bool(points)
            and min(x for x, _ in points) - by <= self.right
            and max(x for x, _ in points) + by >= self.left
            and min(y for _, y in points) - by <= self.bottom
            and max(y for _, y in points) + by >= self.top
        )


@dataclass(frozen=True, slots=True)
class PlanBuilding:
    """One building on the plan: its rectangle and its number in the middle. What is out of view is not drawn."""

    building: Building
    in_view: bool
    x: str
    y: str
    width: str
    height: str
    middle_x: str
    middle_y: str


@dataclass(frozen=True, slots=True)
class PlanGate:
    """One gate on the plan."""

    gate: Gate
    x: str
    y: str


@dataclass(slots=True)
class PlanGrid:
    """One grid on the plan: outline, label, buildings. `points` is empty when nothing of it can be drawn or seen."""

    grid: Grid
    tint: int
    points: str
    label_x: str
    label_y: str
    here: bool
    blocks: list[PlanBuilding] = field(default_factory=list)


@dataclass(slots=True)
class Plan:
    """One community's plan, ready to draw."""

    community: Community
    view_box: str
    areas: list[PlanGrid]
    doors: list[PlanGate]
    close: bool = False
    # Units a metre.
    scale: float = 1.0

    @property
    def is_drawn(self) -> bool:
        return any(area.points for area in self.areas)

    @property
    def building_count(self) -> int:
        return sum(len(area.blocks) for area in self.areas)


def load_plan(
    *, here: Grid | None = None, grids: Sequence[Grid] | None = None, also: Sequence[Point] = ()
) -> Plan | None:
    """The plan of the community (of `here`, else the first one); None while there is no grid. At most 3 queries.

    `grids` saves one query where the caller has them, each with its community. `also`: points in metres that the
    drawing must be large enough for.
    """
    if grids is None:
        grids = list(Grid.objects.published().select_related("community"))
    if not grids:
        return None
    community = (here or grids[0]).community
    return draw_plan(
        community,
        [grid for grid in grids if grid.community_id == community.pk],
        Building.objects.published().filter(community=community).select_related("estate"),
        Gate.objects.published().filter(estate__community=community).select_related("estate"),
        here=here,
        also=also,
    )


def draw_plan(
    community: Community,
    grids: Sequence[Grid],
    buildings: Iterable[Building],
    gates: Iterable[Gate],
    *,
    here: Grid | None = None,
    also: Sequence[Point] = (),
) -> Plan:
    """The plan from its records; with `here`, close up on that grid."""
    scale = WIDTH / max(community.plan_width, 1)
    gates = list(gates)
    spots = [(gate.x * scale, gate.y * scale) for gate in gates]
    placed: dict[int, list[Building]] = {}
    for building in buildings:
        placed.setdefault(building.grid_id, []).append(building)
    areas: list[PlanGrid] = []
    for grid in grids:
        placed[grid.pk] = [building for building in placed.get(grid.pk, []) if building.x is not None]
    outlines = {grid.pk: grid_outline(grid, placed[grid.pk], scale) for grid in grids}
    near = outlines.get(here.pk) if here else None
    shown = near or [point for points in outlines.values() for point in points] or spots
    view = PlanView.around([*shown, *((x * scale, y * scale) for x, y in also)])
    for index, grid in enumerate(grids):
        is_here = here is not None and grid.pk == here.pk
        points = outlines[grid.pk] if view.shows(outlines[grid.pk]) else []
        areas.append(_area(grid, index, points, placed[grid.pk], spots, scale, here=is_here, view=view))
    return Plan(
        community=community,
        view_box=view.box,
        areas=areas,
        doors=[
            PlanGate(gate, svg_number(x), svg_number(y))
            for gate, (x, y) in zip(gates, spots, strict=True)
            if view.shows([(x, y)], by=GATE)
        ],
        close=bool(near),
        scale=scale,
    )


def grid_outline(grid: Grid, buildings: Sequence[Building], scale: float) -> list[Point]:
    """The grid's boundary in units; without one, a box around its buildings; nothing when there are none either."""
    if is_drawable_boundary(grid.boundary):
        return [(x * scale, y * scale) for x, y in grid.boundary]
    spots = [(b.x * scale, b.y * scale) for b in buildings if b.x is not None and b.y is not None]
    if not spots:
        return []
    left, top = min(x for x, _ in spots) - 50, min(y for _, y in spots) - 70
    right, bottom = max(x for x, _ in spots) + 50, max(y for _, y in spots) + 40
    return [(left, top), (right, top), (right, bottom), (left, bottom)]


@dataclass(frozen=True, slots=True)
class GridEntry:
    """What the text beside the plan says of one grid."""

    grid: Grid
    tint: int
    estates: list[str]
    duty: Duty


def grid_entries_of_plan(plan: Plan | None) -> list[GridEntry]:
    """What the text beside the plan says of each grid; none without a plan. One query."""
    if plan is None:
        return []
    duties = duty_on_grids(area.grid.pk for area in plan.areas)
    return [
        GridEntry(
            area.grid,
            area.tint,
            list(dict.fromkeys(block.building.estate.name for block in area.blocks)),
            duties[area.grid.pk],
        )
        for area in plan.areas
    ]


def is_drawable_boundary(points: Any) -> bool:
    """Whether the stored boundary of a grid can be drawn: raw SQL may have written anything."""
    try:
        validate_boundary(points)
    except ValidationError:
        return False
    return True


def svg_number(value: float) -> str:
    """A coordinate of the plan as SVG writes it, in every language."""
    return f"{value:.1f}".removesuffix(".0")


def _area(
    grid: Grid,
    index: int,
    points: list[Point],
    buildings: list[Building],
    gates: list[Point],
    scale: float,
    *,
    here: bool,
    view: PlanView,
) -> PlanGrid:
    blocks = [_block(building, scale, view) for building in buildings]
    if not points:
        return PlanGrid(grid, index % TINTS + 1, "", "0", "0", here, blocks)
    label = _label(points, gates)
    return PlanGrid(
        grid=grid,
        tint=index % TINTS + 1,
        points=" ".join(f"{svg_number(x)},{svg_number(y)}" for x, y in points),
        label_x=svg_number(label[0]),
        label_y=svg_number(label[1]),
        here=here,
        blocks=blocks,
    )


def _label(points: list[Point], gates: list[Point]) -> Point:
    """Below the upper edge: in the middle, or to one side where a gate stands in the way."""
    left, right = min(x for x, _ in points), max(x for x, _ in points)
    places = []
    for share in (0.5, 0.32, 0.68):
        x = left + (right - left) * share
        places.append((x, _top_at(x, points) + 46))
    for x, y in places:
        if not any(abs(gate_x - x) < 105 and -62 < gate_y - y < 20 for gate_x, gate_y in gates):
            return x, y
    return places[0]


def _top_at(x: float, points: list[Point]) -> float:
    """Where the outline's upper edge runs at `x`: labels hang just below it."""
    crossings = []
    for (x1, y1), (x2, y2) in zip(points, [*points[1:], points[0]], strict=True):
        if min(x1, x2) <= x <= max(x1, x2) and x1 != x2:
            crossings.append(y1 + (x - x1) * (y2 - y1) / (x2 - x1))
    return min(crossings, default=min(y for _, y in points))


def _block(building: Building, scale: float, view: PlanView) -> PlanBuilding:
    x, y = (building.x or 0) * scale, (building.y or 0) * scale
    width = FIRST_ENTRANCE + NEXT_ENTRANCE * (min(building.entrances, 6) - 1)
    return PlanBuilding(
        building=building,
        in_view=view.shows([(x, y)], by=max(width, BLOCK_HEIGHT) / 2),
        x=svg_number(x - width / 2),
        y=svg_number(y - BLOCK_HEIGHT / 2),
        width=svg_number(width),
        height=svg_number(BLOCK_HEIGHT),
        middle_x=svg_number(x),
        middle_y=svg_number(y),
    )
