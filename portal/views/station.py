"""The page of one station: place, opening hours, facilities, free rooms and events."""

from dataclasses import dataclass

from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.views.decorators.http import require_safe

from common.files.pictures import PictureSources, picture_sources
from common.http.cache_headers import private_when_signed_in
from common.http.page_cache import public_page
from common.time import clock
from events.rules.registrations import mark_open_to
from portal.selectors.station import events_in_station, rooms_of_station
from stations.models import Station
from stations.presenters.icons import access, drawing, facilities
from stations.presenters.opening_hours import (
    hours_of_every_day,
    is_week_a_guess,
    opening_hours_of_week,
    standing_in_words,
)
from stations.presenters.plan import StationPlan, station_plan
from stations.presenters.stations import StationEntry
from stations.selectors.opening_hours import AHEAD, DAY, Hours, StationStanding, standing_by_hours


@dataclass(frozen=True, slots=True)
class StationPhoto:
    """A photo on the page of a station, with its sizes."""

    alt: str
    url: str
    sources: PictureSources | None


@require_safe
@public_page
def station(request: HttpRequest, pk: int) -> HttpResponse:
    """/stations/…/: the page of one station, for everybody; 404 for a station that is not published."""
    stations = Station.objects.published().select_related("community", "grid", "estate")
    station = get_object_or_404(stations, pk=pk)
    now, today = clock.now(), clock.today()
    hours = Hours([station], today, today + AHEAD * DAY)
    standing = standing_by_hours(hours, station, now)
    week = opening_hours_of_week(hours, station, today)
    events = events_in_station(station)
    mark_open_to(events, request.user)
    context = {
        "station": station,
        "standing": standing,
        "standing_words": standing_in_words(standing),
        "photos": [StationPhoto(row.alt, row.photo.url, picture_sources(row.photo)) for row in station.photos.all()],
        "drawing": drawing(station),
        "facilities": facilities(station),
        "access": access(station),
        "week": week,
        "every_day": hours_of_every_day(week),
        "is_guess": is_week_a_guess(hours, station, today),
        "rooms": rooms_of_station(station, hours),
        "events": events,
        "drawn": plan_of_station(station, standing),
    }
    return private_when_signed_in(request, render(request, "portal/station.html", context))


def plan_of_station(station: Station, standing: StationStanding) -> StationPlan | None:
    """The plan of the station's grid, or of the community if it is in no grid; None without a position on it."""
    if station.x is None:
        return None
    drawn = station_plan([station], community=station.community_id, here=station.grid)
    if drawn:
        drawn.pin_of(StationEntry(station, standing))
    return drawn
