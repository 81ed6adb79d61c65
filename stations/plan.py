"""Stations on the drawn plan: numbered pins, the building one sets out from, and the rings around them."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from typing import Any

from grid.models import Grid
from grid.plan import Plan, load_plan, number
from stations.circle import Ring, Spot


@dataclass(frozen=True, slots=True)
class Pin:
    """`tint`: the kind of the station. `name` is read out; the number is what the list beside the plan says."""

    number: int
    name: str
    href: str
    tint: str
    x: str
    y: str
    hollow: bool = False


@dataclass(frozen=True, slots=True)
class Around:
    """One ring around every station: their circles, `reach` in units, drawn as one area."""

    ring: Ring
    tint: int
    reach: str
    spots: list[tuple[str, str]]


@dataclass(slots=True)
class StationPlan:
    plan: Plan
    pins: list[Pin] = field(default_factory=list)
    rings: list[Around] = field(default_factory=list)
    here: tuple[str, str] | None = None

    def pin(self, index: int, place: Any, *, name: str, href: str, tint: str, hollow: bool = False) -> None:
        """A pin at a place with a position in metres; a place without one is not drawn."""
        if place.x is not None:
            self.pins.append(Pin(index, name, href, tint, *self.at(place), hollow))

    def draw_rings(self, rings: Iterable[Ring], spots: Sequence[Any]) -> None:
        """The largest first, so that the smaller ones lie on it."""
        ordered = list(rings)
        for tint, ring in reversed(list(enumerate(ordered, 1))):
            reach = number(ring.straight * self.plan.scale)
            self.rings.append(Around(ring, min(tint, 3), reach, [self.at(spot) for spot in spots]))

    def at(self, place: Any) -> tuple[str, str]:
        return number(place.x * self.plan.scale), number(place.y * self.plan.scale)


def load(places: Iterable[Any], *, community: int | None = None, here: Grid | None = None) -> StationPlan | None:
    """The community's plan, large enough for all `places`; None while nothing of it is drawn. Three queries."""
    grids = list(Grid.objects.published().select_related("community"))
    if community is not None:
        grids = [grid for grid in grids if grid.community_id == community]
    also = [(place.x, place.y) for place in places if place.x is not None]
    plan = load_plan(here=here, grids=grids, also=also)
    return StationPlan(plan) if plan and plan.is_drawn else None


def spot_of(station: Any) -> Spot:
    return Spot(station.pk, station.name, station.kind, station.x, station.y)
