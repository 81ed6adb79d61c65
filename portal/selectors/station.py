"""What the page of a station shows: its rooms, and the events in them."""

from dataclasses import dataclass

from django.utils.translation import gettext as _

from common.time import clock
from events.models import Event
from stations.models import Space, Station
from stations.presenters.icons import space_icon
from stations.presenters.opening_hours import closing_in_words, moment_with_day_in_words
from stations.selectors.free_rooms import FreeRoomState, free_room_states
from stations.selectors.opening_hours import Hours

# The page shows the next few; the list of events has the others.
SHOWN_EVENTS = 4


@dataclass(frozen=True, slots=True)
class StationRoom:
    """A room on the page of its station, with its parts."""

    space: Space
    icon: str
    free: FreeRoomState
    parts: list["StationRoom"]

    @property
    def words(self) -> str:
        """For example “free now, until 15:00” or “free from tomorrow 09:00”."""
        if self.free.now:
            drop_in = self.space.use == Space.Use.DROP_IN
            words = _("come in now, until %(time)s") if drop_in else _("free now, until %(time)s")
            return words % {"time": closing_in_words(self.free.until)} if self.free.until else _("free now")
        if self.free.next:
            drop_in = self.space.use == Space.Use.DROP_IN
            words = _("come in from %(time)s") if drop_in else _("free from %(time)s")
            return words % {"time": moment_with_day_in_words(self.free.next)}
        return _("not free in the next days")


def events_in_station(station: Station) -> list[Event]:
    """The next events in the rooms of a station."""
    return list(Event.objects.published().to_come().at_station(station).for_cards()[:SHOWN_EVENTS])


def rooms_of_station(station: Station, hours: Hours) -> list[StationRoom]:
    """The active rooms of a station, each with its parts."""
    spaces = list(Space.objects.published().filter(station=station))
    free = free_room_states(hours, station, spaces, clock.now())

    def room(space: Space) -> StationRoom:
        parts = [room(part) for part in spaces if part.part_of_id == space.pk]
        return StationRoom(space, space_icon(space), free[space.pk], parts)

    shown = {space.pk for space in spaces}
    return [room(space) for space in spaces if space.part_of_id not in shown]
