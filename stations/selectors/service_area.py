"""The service circle (“1510”): how far people walk to a station, whom that covers, what another place would change.

The report that coined the word does not say what 15 and 10 mean, so rings are records with a meaning of their own
(DOMAIN.md §3). The plan knows no footpaths: a walk is the straight line times the ring's detour. Everything below
`load_service_circle` reckons with plain rows and asks the database nothing.
"""

import math
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field, replace
from typing import Any

from django.utils.translation import gettext as _

from grid.models import Building, Community, Household
from grid.querysets import count_of_rows
from stations.models import ServiceRing, Station

# A walk where no ring is entered: 1,000 m in 15 minutes, a path 1.3 times the straight line (DOMAIN.md §3).
DETOUR, METRES_A_MINUTE = 1.3, 1000 / 15


@dataclass(frozen=True, slots=True)
class CircleRing:
    """A ring of the service circle: `metres` at most on foot, `detour` times the straight line, in `minutes`."""

    name: str
    minutes: int
    metres: int
    detour: float
    about: str = ""

    @property
    def straight(self) -> float:
        """Metres of the straight line that the walk allows."""
        return self.metres / self.detour

    @property
    def in_short(self) -> str:
        """10分钟圈：走 500 米以内就有驿站（估算）"""
        words = _("%(name)s: a station within a walk of %(metres)s m (estimated)")
        return words % {"name": self.name, "metres": f"{self.metres:,}"}

    @property
    def definition(self) -> str:
        """15分钟：步行 1,000 米，路程按直线×1.3 估算"""
        words = _("%(name)s: %(metres)s m on foot, the path taken as %(detour)s times the straight line")
        text = words % {"name": self.name, "metres": f"{self.metres:,}", "detour": f"{self.detour:g}"}
        return _("%(definition)s (%(about)s)") % {"definition": text, "about": self.about} if self.about else text


@dataclass(frozen=True, slots=True)
class CircleHome:
    """A building in the service circle: where it stands, and how many households it has."""

    key: int
    name: str
    x: float
    y: float
    households: int


@dataclass(frozen=True, slots=True)
class CircleSpot:
    """A place that serves in the service circle: a station, or one that is only thought of (`key` None)."""

    key: int | None
    name: str
    kind: str
    x: float
    y: float


@dataclass(frozen=True, slots=True)
class CircleCoverage:
    """Whom the stations reach within a ring of the service circle, and the buildings that they do not."""

    ring: CircleRing
    inside: tuple[CircleHome, ...]
    outside: tuple[CircleHome, ...]

    @property
    def buildings(self) -> int:
        return len(self.inside) + len(self.outside)

    @property
    def households(self) -> int:
        return self.reached_households + sum(home.households for home in self.outside)

    @property
    def reached_households(self) -> int:
        return sum(home.households for home in self.inside)

    # Rounded down: 100 % is said only when nobody is left out.

    @property
    def percent_of_buildings(self) -> int:
        return len(self.inside) * 100 // self.buildings if self.buildings else 0

    @property
    def percent_of_households(self) -> int:
        return self.reached_households * 100 // self.households if self.households else 0


@dataclass(frozen=True, slots=True)
class CoverageChange:
    """The coverage of one ring of the service circle before and after a station is moved or added."""

    before: CircleCoverage
    after: CircleCoverage

    @property
    def ring(self) -> CircleRing:
        return self.before.ring

    @property
    def gained(self) -> list[CircleHome]:
        return [home for home in self.after.inside if home not in self.before.inside]

    @property
    def lost(self) -> list[CircleHome]:
        return [home for home in self.before.inside if home not in self.after.inside]


def straight(a: CircleHome | CircleSpot | Any, b: CircleHome | CircleSpot | Any) -> float:
    """Metres of the straight line between two places of the service circle."""
    return math.hypot(a.x - b.x, a.y - b.y)


def coverage_of_ring(homes: Iterable[CircleHome], spots: Sequence[CircleSpot], ring: CircleRing) -> CircleCoverage:
    """Which buildings have a station within the ring's straight line, and which have none."""
    inside: list[CircleHome] = []
    outside: list[CircleHome] = []
    for home in homes:
        near = any(straight(home, spot) <= ring.straight for spot in spots)
        (inside if near else outside).append(home)
    return CircleCoverage(ring, tuple(inside), tuple(outside))


@dataclass(frozen=True, slots=True)
class WalkToStation:
    """How long people walk to a station, in agreement with the rings: from a ring's edge one walks its minutes."""

    detour: float = DETOUR
    # (metres of path, minutes), both growing.
    marks: tuple[tuple[float, float], ...] = field(default=((1000.0, 15.0),))

    @classmethod
    def by(cls, rings: Iterable[CircleRing]) -> "WalkToStation":
        """By the detour of the smallest ring; with none, as DOMAIN.md §3 says."""
        ordered = sorted(rings, key=lambda ring: (ring.metres, ring.minutes))
        if not ordered:
            return cls()
        marks: list[tuple[float, float]] = []
        for ring in ordered:
            if not marks or (ring.metres > marks[-1][0] and ring.minutes > marks[-1][1]):
                marks.append((float(ring.metres), float(ring.minutes)))
        return cls(ordered[0].detour, tuple(marks))

    def metres(self, line: float) -> int:
        """Metres of path for so many metres of straight line."""
        return round(line * self.detour)

    def minutes(self, line: float) -> int:
        """Whole minutes, rounded up; at least one."""
        path, start = line * self.detour, (0.0, 0.0)
        for mark in self.marks:
            if path <= mark[0]:
                share = (path - start[0]) / (mark[0] - start[0])
                return max(1, math.ceil(start[1] + share * (mark[1] - start[1]) - 1e-9))
            start = mark
        return math.ceil(path * start[1] / start[0] - 1e-9)


@dataclass(frozen=True, slots=True)
class ServiceCircle:
    """A community's rings, buildings and listed stations. `unplaced`: the buildings without a position."""

    rings: tuple[CircleRing, ...]
    homes: tuple[CircleHome, ...]
    spots: tuple[CircleSpot, ...]
    unplaced: tuple[str, ...] = ()

    def of_kind(self, kind: str) -> "ServiceCircle":
        return replace(self, spots=tuple(spot for spot in self.spots if spot.kind == kind))

    def coverages(self) -> list[CircleCoverage]:
        return [coverage_of_ring(self.homes, self.spots, ring) for ring in self.rings]

    def with_spot(self, spot: CircleSpot) -> "ServiceCircle":
        """With one more station, or with the one of that key moved there."""
        if spot.key is None:
            return replace(self, spots=(*self.spots, spot))
        return replace(self, spots=tuple(spot if one.key == spot.key else one for one in self.spots))

    def changes(self, other: "ServiceCircle") -> list[CoverageChange]:
        pairs = zip(self.coverages(), other.coverages(), strict=True)
        return [CoverageChange(before, after) for before, after in pairs]


def service_rings_of(community: Community | int) -> tuple[CircleRing, ...]:
    """The rings of the community's service circle, smallest first. One query."""
    rows = ServiceRing.objects.filter(community=community).order_by("metres", "minutes")
    return tuple(CircleRing(row.name, row.minutes, row.metres, float(row.detour), row.about) for row in rows)


def load_service_circle(community: Community | int) -> ServiceCircle:
    """What is known of the community's service circle, in three queries."""
    buildings = (
        Building.objects.published()
        .filter(community=community)
        .select_related("estate")
        .annotate(household_count=count_of_rows(Household.objects.all(), "building"))
        .order_by("estate__name", "number")
    )
    stations = Station.objects.published().filter(community=community, x__isnull=False)
    rows = list(buildings)
    return ServiceCircle(
        rings=service_rings_of(community),
        homes=tuple(
            CircleHome(row.pk, str(row), row.x, row.y, row.household_count)
            for row in rows
            if row.x is not None and row.y is not None
        ),
        spots=tuple(
            CircleSpot(row.pk, row.name, row.kind, row.x, row.y)
            for row in stations
            if row.x is not None and row.y is not None
        ),
        unplaced=tuple(str(row) for row in rows if row.x is None),
    )
