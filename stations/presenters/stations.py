"""The stations as people look for them: which are open, which have what one needs, which are near."""

from dataclasses import dataclass

from common.files.pictures import PictureSources, picture_sources
from stations.forms.station_filter import FilterOrigin, StationFilter
from stations.models import Station, StationPhoto
from stations.presenters.icons import drawing
from stations.presenters.opening_hours import standing_in_words
from stations.querysets import StationQuerySet
from stations.selectors.opening_hours import StationStanding, standings_of_stations
from stations.selectors.service_area import WalkToStation, service_rings_of, straight


@dataclass(slots=True)
class StationEntry:
    """A station as its card shows it. `minutes` and `metres` on foot, from the building that was chosen."""

    station: Station
    standing: StationStanding
    photo: StationPhoto | None = None
    metres: int | None = None
    minutes: int | None = None
    nearest_open: bool = False

    @property
    def rooms(self) -> int:
        """How many of its rooms can be booked; 0 too where the page does not say it."""
        return getattr(self.station, "rooms", 0)

    @property
    def words(self) -> str:
        return standing_in_words(self.standing)

    @property
    def photo_sources(self) -> PictureSources | None:
        return picture_sources(self.photo.photo) if self.photo else None

    @property
    def drawing(self) -> str:
        return drawing(self.station)


def find_stations(asked: StationFilter) -> list[StationEntry]:
    """Stations that the filter asks for: those with rooms to book first, then open ones; from a building, the nearest
    open one, then by the walk.

    At most seven queries, whatever the number of stations.
    """
    entries = station_entries_of(asked.apply(Station.objects.published().with_rooms()))
    entries.sort(key=lambda entry: not entry.rooms)
    if asked.only_open:
        entries = [entry for entry in entries if entry.standing.is_open]
    return station_entries_by_way(entries, asked.origin) if asked.origin else entries


def station_entries_of(stations: StationQuerySet) -> list[StationEntry]:
    """The cards of these stations, open ones first. At most five queries."""
    rows = list(stations.prefetch_related("photos"))
    standing = standings_of_stations(rows)
    entries = [StationEntry(row, standing[row.pk], next(iter(row.photos.all()), None)) for row in rows]
    return sorted(entries, key=lambda entry: not entry.standing.is_open)


def station_entries_by_way(entries: list[StationEntry], origin: FilterOrigin) -> list[StationEntry]:
    """Stations by the way on foot, the nearest open one first; those without a position come last."""
    walk = WalkToStation.by(service_rings_of(origin.community))
    for entry in entries:
        if entry.station.x is not None:
            line = straight(origin, entry.station)
            entry.metres, entry.minutes = walk.metres(line), walk.minutes(line)
    entries.sort(key=lambda entry: (entry.metres is None, entry.metres or 0))
    nearest_station = next((entry for entry in entries if entry.standing.is_open and entry.metres is not None), None)
    if nearest_station:
        nearest_station.nearest_open = True
        entries.sort(key=lambda entry: not entry.nearest_open)
    return entries


def nearest_station(entries: list[StationEntry]) -> StationEntry | None:
    """The nearest open station of the list, when somebody said from where."""
    return next((entry for entry in entries if entry.nearest_open), None)
