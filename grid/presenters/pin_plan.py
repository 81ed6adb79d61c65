"""The plan as a picture that one taps to mark a place, without any script: `<input type="image">` sends the point."""

from dataclasses import dataclass

from grid.models import Building, Community, Gate, Grid
from grid.presenters.plan import is_drawable_boundary, svg_number
from grid.selectors.matter_places import Spot

# The width of the picture in CSS pixels, on the narrowest phone too: the browser sends the tap in these.
SHOWN = 280
# The close-up: so many metres around the first tap.
AROUND = 160.0


@dataclass(frozen=True, slots=True)
class PinView:
    """The part of the plan that the picture shows, in metres."""

    left: float
    top: float
    width: float
    height: float

    @classmethod
    def of(cls, community: Community, around: Spot | None = None) -> "PinView":
        """The whole plan, or the close-up around a spot."""
        if around is None:
            return cls(0, 0, community.plan_width, community.plan_height)
        return cls(around[0] - AROUND, around[1] - AROUND, 2 * AROUND, 2 * AROUND)

    @property
    def shown_height(self) -> int:
        return round(SHOWN * self.height / self.width)

    @property
    def box(self) -> str:
        return f"{self.left:.1f} {self.top:.1f} {self.width:.1f} {self.height:.1f}"

    def spot(self, x: int, y: int) -> Spot:
        """The spot under a tap at these pixels of the picture."""
        return self.left + x * self.width / SHOWN, self.top + y * self.width / SHOWN


# The grounds of the grids in the colours of the paper, whatever scheme the phone has: a picture does not know it.
GROUNDS = ("#fbe6e8", "#e3f1e8", "#fdf0d5", "#e4eef7")
# A building as drawn, in metres.
LONG, DEEP = 34.0, 16.0


@dataclass(frozen=True, slots=True)
class DrawnGround:
    """A grid of the picture: its outline, its colour, its name in the middle."""

    points: str
    fill: str
    name: str
    label_x: str
    label_y: str


@dataclass(frozen=True, slots=True)
class DrawnBlock:
    """A building of the picture, with its number."""

    x: str
    y: str
    width: str
    height: str
    middle_x: str
    middle_y: str
    number: int


@dataclass(frozen=True, slots=True)
class DrawnGate:
    """A gate of the picture."""

    x: str
    y: str


@dataclass(frozen=True, slots=True)
class PinPicture:
    """The picture, in metres: `line`, `dot`, `letters` are sizes that suit the part that is shown."""

    box: str
    left: str
    top: str
    width: int
    height: int
    areas: list[DrawnGround]
    blocks: list[DrawnBlock]
    gates: list[DrawnGate]
    close: bool
    line: str
    dot: str
    letters: str
    mark_scale: str
    mark: tuple[str, str] | None


def pin_picture(community: Community, spot: Spot | None) -> PinPicture:
    """The plan to tap, whole or close to the spot, with the mark on it. Three queries."""
    view = PinView.of(community, spot)
    pixel = view.width / SHOWN
    grids = [grid for grid in Grid.objects.filter(community=community) if is_drawable_boundary(grid.boundary)]
    placed = Building.objects.filter(community=community, x__isnull=False)
    return PinPicture(
        box=view.box,
        left=svg_number(view.left),
        top=svg_number(view.top),
        width=SHOWN,
        height=view.shown_height,
        areas=[_ground(grid, number, spot is None) for number, grid in enumerate(grids)],
        blocks=[_block(building.x or 0, building.y or 0, building.number) for building in placed],
        gates=[
            DrawnGate(svg_number(gate.x), svg_number(gate.y))
            for gate in Gate.objects.filter(estate__community=community)
        ],
        close=spot is not None,
        line=svg_number(pixel),
        dot=svg_number(4 * pixel),
        letters=svg_number(13 * pixel),
        mark_scale=f"{0.5 * pixel:.3f}",
        mark=(svg_number(spot[0]), svg_number(spot[1])) if spot else None,
    )


def _ground(grid: Grid, number: int, named: bool) -> DrawnGround:
    xs, ys = [x for x, _y in grid.boundary], [y for _x, y in grid.boundary]
    return DrawnGround(
        " ".join(f"{svg_number(x)},{svg_number(y)}" for x, y in grid.boundary),
        GROUNDS[number % len(GROUNDS)],
        grid.name if named else "",
        svg_number((min(xs) + max(xs)) / 2),
        svg_number((min(ys) + max(ys)) / 2),
    )


def _block(x: float, y: float, number: int) -> DrawnBlock:
    return DrawnBlock(
        svg_number(x - LONG / 2),
        svg_number(y - DEEP / 2),
        svg_number(LONG),
        svg_number(DEEP),
        svg_number(x),
        svg_number(y),
        number,
    )
