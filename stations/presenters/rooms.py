"""Rooms as people look for them: what they suit, how far they are, and when they can be had."""

from dataclasses import dataclass
from urllib.parse import urlencode

from django.utils.translation import gettext as _

from common.time import formatting
from stations.forms.room_filter import RoomFilter
from stations.models import Space
from stations.presenters.icons import space_icon
from stations.presenters.opening_hours import moment_with_day_in_words
from stations.selectors.rooms import RoomTime, first_room_times
from stations.selectors.service_area import WalkToStation, service_rings_of, straight


@dataclass(slots=True)
class RoomEntry:
    """A room in the list of rooms. `time`: its first free time; `metres`, `minutes`: the way from the building."""

    space: Space
    time: RoomTime | None
    purpose: str = ""
    metres: int | None = None
    minutes: int | None = None

    @property
    def icon(self) -> str:
        return space_icon(self.space)

    @property
    def is_drop_in(self) -> bool:
        return self.space.use == Space.Use.DROP_IN

    @property
    def is_free(self) -> bool:
        """Whether it can be had on a day that was asked for."""
        return self.time is not None and not self.time.is_later

    @property
    def words(self) -> str:
        """今天 14:00 起有空; 明天 09:00 起可以来; 这几天都没有空"""
        if self.time is None:
            return _("nothing free in the next days")
        when = moment_with_day_in_words(self.time.start)
        if self.is_drop_in:
            return _("come in from %(time)s") % {"time": when}
        return _("free from %(time)s") % {"time": when}

    @property
    def href(self) -> str:
        """The page of the room on that day, with the hour chosen."""
        page = self.space.get_absolute_url()
        if self.time is None or self.is_drop_in:
            return page
        asked = {"day": f"{self.time.day}", "start": formatting.in_address(self.time.start), "purpose": self.purpose}
        return f"{page}?{urlencode({name: value for name, value in asked.items() if value})}"


def find_rooms(asked: RoomFilter) -> list[RoomEntry]:
    """Rooms that the filter asks for. Those free on the day come first, the nearest or the earliest of them on top.

    Three queries, whatever the number of rooms.
    """
    spaces = list(asked.apply(Space.objects.published()).select_related("station"))
    times = first_room_times(spaces, asked.days, part=asked.asked_part)
    entries = [RoomEntry(space, times.get(space.pk), asked.asked_purpose) for space in spaces]
    if asked.origin:
        walk = WalkToStation.by(service_rings_of(asked.origin.community))
        for entry in entries:
            if entry.space.station.x is not None:
                line = straight(asked.origin, entry.space.station)
                entry.metres, entry.minutes = walk.metres(line), walk.minutes(line)
    return sorted(entries, key=_usefulness)


def _usefulness(entry: RoomEntry) -> tuple[object, ...]:
    """Free on the day, then to be booked, then by the way where it is known, then by the hour."""
    distance = float("inf") if entry.metres is None else entry.metres
    start = entry.time.start.timestamp() if entry.time else float("inf")
    return (not entry.is_free, entry.is_drop_in, distance, start, entry.space.station_id, entry.space.number)
