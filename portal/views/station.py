"""The page of one station: place, opening hours, facilities, free rooms and events."""

from dataclasses import dataclass

from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from common.files.pictures import Sources, sources
from common.http.page_cache import public_page
from common.time import clock
from events.models import Event
from stations.models import Space, Station
from stations.presenters.directory import Entry
from stations.presenters.hours import end, moment, standing_in_words
from stations.presenters.icons import access, drawing, facilities, space_icon
from stations.presenters.plan import StationPlan, station_plan
from stations.presenters.week import is_guess, week_of
from stations.selectors.free_rooms import Free, free_times
from stations.selectors.opening_hours import AHEAD, DAY, Hours, Standing, standing_by

# The page shows the next few; the list of events has the others.
SHOWN_EVENTS = 6


@dataclass(frozen=True, slots=True)
class Room:
    """A room on the page of its station, with its parts."""

    space: Space
    icon: str
    free: Free
    parts: list["Room"]

    @property
    def words(self) -> str:
        """For example “free now, until 15:00” or “next free: tomorrow 09:00”."""
        if self.free.now:
            drop_in = self.space.use == Space.Use.DROP_IN
            words = _("come in now, until %(time)s") if drop_in else _("free now, until %(time)s")
            return words % {"time": end(self.free.until)} if self.free.until else _("free now")
        if self.free.next:
            return _("next free: %(time)s") % {"time": moment(self.free.next)}
        return _("not free in the next days")


@dataclass(frozen=True, slots=True)
class Photo:
    alt: str
    url: str
    sources: Sources | None


@require_safe
@public_page
def station(request: HttpRequest, pk: int) -> HttpResponse:
    stations = Station.objects.published().select_related("community", "grid", "estate")
    station = get_object_or_404(stations, pk=pk)
    now, today = clock.now(), clock.today()
    hours = Hours([station], today, today + AHEAD * DAY)
    standing = standing_by(hours, station, now)
    context = {
        "station": station,
        "standing": standing,
        "standing_words": standing_in_words(standing),
        "photos": [Photo(row.alt, row.photo.url, sources(row.photo)) for row in station.photos.all()],
        "drawing": drawing(station),
        "facilities": facilities(station),
        "access": access(station),
        "week": week_of(hours, station, today),
        "is_guess": is_guess(hours, station, today),
        "rooms": rooms_of(station, hours),
        "events": events_in(station),
        "drawn": plan_of(station, standing),
    }
    return render(request, "portal/station.html", context)


def events_in(station: Station) -> list[Event]:
    """The next events in its rooms."""
    return list(Event.objects.published().to_come().at_station(station).for_cards()[:SHOWN_EVENTS])


def rooms_of(station: Station, hours: Hours) -> list[Room]:
    """The active rooms, each with its parts."""
    spaces = list(Space.objects.published().filter(station=station))
    free = free_times(hours, station, spaces, clock.now())

    def room(space: Space) -> Room:
        parts = [room(part) for part in spaces if part.part_of_id == space.pk]
        return Room(space, space_icon(space), free[space.pk], parts)

    shown = {space.pk for space in spaces}
    return [room(space) for space in spaces if space.part_of_id not in shown]


def plan_of(station: Station, standing: Standing) -> StationPlan | None:
    """The plan of its grid, or of the whole community if the station is in no grid."""
    if station.x is None:
        return None
    drawn = station_plan([station], community=station.community_id, here=station.grid)
    if drawn:
        drawn.pin_of(Entry(station, standing))
    return drawn
