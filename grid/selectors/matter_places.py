"""Where on the plan a matter is: by its photo, its building or gate, or its pin; and whose ground that is."""

import math
from collections.abc import Sequence
from dataclasses import dataclass

from common.files.positions import Position
from grid.models import Building, Community, Gate, Grid

# A degree of latitude, in metres; of longitude, at the equator. One figure is enough for a few hundred metres.
DEGREE = 111_320.0
# So far from the next building the ground still belongs to its grid.
NEAR_A_BUILDING = 150.0
# A photo that was taken so near to a building is of it.
AT_A_BUILDING = 60.0
# So far from the plan a pin is kept as it is; farther away says no more.
FARTHEST = 50_000.0

type Spot = tuple[float, float]


@dataclass(frozen=True, slots=True)
class Ground:
    """What lies at a spot of the plan: the grid, if one covers it, and whether the spot is outside the community."""

    grid: Grid | None
    outside: bool = False


def spot_of(position: Position, community: Community) -> Spot | None:
    """The position in metres on the community's plan; None where the plan does not say where it lies, or far away."""
    if community.plan_latitude is None or community.plan_longitude is None:
        return None
    east = (position.longitude - community.plan_longitude) * DEGREE * math.cos(math.radians(community.plan_latitude))
    south = (community.plan_latitude - position.latitude) * DEGREE
    # A photo from a holiday says nothing of the community.
    if max(abs(east), abs(south)) > FARTHEST:
        return None
    return east, south


def is_on_plan(spot: Spot, community: Community) -> bool:
    """Whether the spot lies on the drawn plan."""
    x, y = spot
    return 0 <= x <= community.plan_width and 0 <= y <= community.plan_height


def ground_at(spot: Spot, community: Community) -> Ground:
    """Whose ground it is: the grid around it, else the grid of a building near by, else nobody's. Two queries."""
    grids = list(Grid.objects.filter(community=community))
    for grid in grids:
        if is_within(spot, grid.boundary):
            return Ground(grid)
    if building := building_near(spot, community, within=NEAR_A_BUILDING):
        return Ground(next(grid for grid in grids if grid.pk == building.grid_id))
    return Ground(None, outside=True)


def building_near(spot: Spot, community: Community, *, within: float = AT_A_BUILDING) -> Building | None:
    """The nearest building at most so many metres away."""
    placed = Building.objects.filter(community=community, x__isnull=False).select_related("estate")
    away = [(math.dist(spot, (building.x or 0, building.y or 0)), building.pk, building) for building in placed]
    distance, _pk, nearest = min(away, default=(math.inf, 0, None))
    return nearest if distance <= within else None


def ground_of(community: Community, *, building: Building | None, gate: Gate | None, spot: Spot | None) -> Ground:
    """The ground of a matter: what its building says, else its pin, else its gate, else nothing.

    A pin outside is marked as such also where a building was chosen.
    """
    pinned = ground_at(spot, community) if spot is not None else None
    if building is not None:
        return Ground(building.grid, outside=pinned is not None and pinned.outside)
    if pinned is not None:
        return pinned
    if gate is not None:
        return Ground(ground_at((gate.x, gate.y), community).grid)
    return Ground(None)


def is_within(spot: Spot, boundary: Sequence[Sequence[float]]) -> bool:
    """Whether the spot lies inside: a line from it to the east crosses the edge an odd number of times."""
    x, y = spot
    inside = False
    for (x1, y1), (x2, y2) in zip(boundary, [*boundary[1:], *boundary[:1]], strict=True):
        if (y1 > y) != (y2 > y) and x < x1 + (y - y1) / (y2 - y1) * (x2 - x1):
            inside = not inside
    return inside
