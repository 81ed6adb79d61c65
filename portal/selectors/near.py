"""What is near a building: who looks after it, the nearest station, and what is on there."""

from collections.abc import Iterable
from dataclasses import dataclass

from django.db.models import Q

from events.models import Event
from grid.models import Building, OrgUnit, PostBuilding
from grid.selectors.duty import Duty, duty_on_grids
from grid.selectors.organisation import PublicPost, linked_people_by_post, public_posts
from stations.forms.station_filter import FilterOrigin
from stations.models import Station
from stations.presenters.stations import StationEntry, station_entries_by_way, station_entries_of

# The page shows the next few; the list of events has the others.
SHOWN_EVENTS = 4


@dataclass(frozen=True, slots=True)
class NearPost:
    """A pioneer post that looks after the building, as the public sees it."""

    unit: OrgUnit
    public: PublicPost


@dataclass(frozen=True, slots=True)
class Neighbourhood:
    """What is near a building. `station` is the nearest open one; if none is open, the nearest."""

    building: Building
    duty: Duty
    posts: list[NearPost]
    station: StationEntry | None
    events: list[Event]


def neighbourhood_of(building: Building) -> Neighbourhood:
    """What is near the building, which has its estate and its grid loaded. At most eleven queries."""
    station = nearest_station_to(building, station_entries_of(Station.objects.published()))
    return Neighbourhood(
        building, duty_at_home(building), posts_of(building), station, events_near(building, station)
    )


def duty_at_home(building: Building) -> Duty:
    """The grid worker of the building's grid. One query."""
    return duty_on_grids([building.grid_id])[building.grid_id]


def posts_of(building: Building) -> list[NearPost]:
    """The posts that look after the building today. At most four queries."""
    links = PostBuilding.objects.current().filter(building=building).select_related("post")
    units = [link.post for link in links.order_by("post__number", "post__name", "post")]
    if not units:
        return []
    keys = [unit.pk for unit in units]
    public = public_posts(keys, linked_people_by_post(keys))
    return [NearPost(unit, public[unit.pk]) for unit in units]


def nearest_station_to(building: Building, entries: Iterable[StationEntry]) -> StationEntry | None:
    """The nearest open station to the building, else the nearest one, with the walk from there. One query.

    A building without a position has the first station of its grid, open ones first, without a walk.
    """
    own = [entry for entry in entries if entry.station.community_id == building.community_id]
    if building.x is None or building.y is None:
        return next((entry for entry in own if entry.station.grid_id == building.grid_id), None)
    origin = FilterOrigin(
        building.pk, building.estate.name, str(building), building.x, building.y, building.community_id
    )
    return next((entry for entry in station_entries_by_way(own, origin) if entry.metres is not None), None)


def events_near(building: Building, station: StationEntry | None) -> list[Event]:
    """The next events at that station, at the stations of the building's estate, or for its grid. One query."""
    near = Q(grid=building.grid_id) | Q(space__station__estate=building.estate_id)
    if station:
        near |= Q(space__station=station.station)
    events = Event.objects.published().to_come().filter(near, status=Event.Status.PUBLISHED)
    return list(events.for_cards().order_by("starts_at", "pk")[:SHOWN_EVENTS])
