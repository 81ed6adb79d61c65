"""Stations on the drawn plan: numbered pins, the building one sets out from, and the rings around them."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from typing import Any

from grid.models import Grid
from grid.presenters.plan import WIDTH, Plan, load_plan, svg_number
from stations.models import Station
from stations.presenters.stations import StationEntry
from stations.selectors.service_area import CircleRing

# How tall a pin is drawn, in units.
PIN = 85


@dataclass(frozen=True, slots=True)
class StationPin:
    """A station on the plan. `tint`: its kind. `name` is read out; the number is that of the list beside the plan."""

    number: int | None
    name: str
    href: str
    tint: str
    x: str
    y: str
    hollow: bool = False


@dataclass(frozen=True, slots=True)
class RingsOnPlan:
    """One ring of the service circle around every station: their circles, `reach` in units, drawn as one area."""

    ring: CircleRing
    tint: int
    reach: str
    spots: list[tuple[str, str]]


@dataclass(slots=True)
class StationPlan:
    """A community's plan with stations as pins, their rings, and the place `here` from which somebody sets out."""

    plan: Plan
    pins: list[StationPin] = field(default_factory=list)
    rings: list[RingsOnPlan] = field(default_factory=list)
    here: tuple[str, str] | None = None
    # Buildings that no station reaches.
    outside: list[tuple[str, str]] = field(default_factory=list)

    def pin(
        self, index: int | None, place: Any, *, name: str, href: str, tint: str = "", hollow: bool = False
    ) -> None:
        """A pin at a place with a position in metres; a place without one is not drawn."""
        if place.x is not None:
            self.pins.append(StationPin(index, name, href, tint, *self.at(place), hollow))

    def pin_of(self, entry: StationEntry, number: int | None = None) -> None:
        """A station of the list, filled while it is open."""
        station, name = entry.station, f"{entry.station.name} · {entry.words}"
        self.pin(
            number,
            station,
            name=f"{number} {name}" if number else name,
            href=station.get_absolute_url(),
            tint=station.kind,
            hollow=not entry.standing.is_open,
        )

    @property
    def kinds(self) -> list[Station.Kind]:
        """Those that the legend explains."""
        tints = {pin.tint for pin in self.pins}
        return [kind for kind in Station.Kind if kind.value in tints]

    @property
    def any_closed(self) -> bool:
        return any(pin.hollow for pin in self.pins)

    def draw_rings(self, rings: Iterable[CircleRing], spots: Sequence[Any]) -> None:
        """The largest first, so that the smaller ones lie on it."""
        ordered = list(rings)
        for tint, ring in reversed(list(enumerate(ordered, 1))):
            reach = svg_number(ring.straight * self.plan.scale)
            self.rings.append(RingsOnPlan(ring, min(tint, 3), reach, [self.at(spot) for spot in spots]))

    def at(self, place: Any) -> tuple[str, str]:
        return svg_number(place.x * self.plan.scale), svg_number(place.y * self.plan.scale)


def station_plan(
    places: Iterable[Any], *, community: int | None = None, here: Grid | None = None
) -> StationPlan | None:
    """The community's plan, large enough for all `places`; None while nothing of it is drawn. Three queries."""
    grids = list(Grid.objects.published().select_related("community"))
    if community is not None:
        grids = [grid for grid in grids if grid.community_id == community]
    # A pin stands on its place, so the drawing must reach above it.
    tall = PIN * (grids[0].community.plan_width / WIDTH) if grids else 0
    also = [(place.x, place.y - up) for place in places if place.x is not None for up in (0, tall)]
    plan = load_plan(here=here, grids=grids, also=also)
    return StationPlan(plan) if plan and plan.is_drawn else None
