"""Data of the home page."""

import datetime as dt
from dataclasses import dataclass

from django.core.cache import caches
from django.db.models import QuerySet
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from common.time import clock, formatting
from events.models import Event
from grid.models import Building
from grid.selectors.duty import Duty
from grid.selectors.homes import OwnHome
from portal.selectors.near import duty_at_home, nearest_station_to
from stations.models import Station
from stations.presenters.stations import StationEntry, station_entries_of
from volunteers.models import Shift

NEXT_EVENTS = 6
NEXT_SHIFTS = 3
TODAY_CHIPS = 3
FIGURES_SECONDS = 60
SHIFTS_SECONDS = 60
OPEN_SECONDS = 60
PAST = "?days=past"


@dataclass(frozen=True, slots=True)
class HomeFigure:
    """A counted number on the home page, its label, and the page that lists what was counted."""

    number: int
    label: str | Promise
    url_name: str
    query: str = ""
    # Small counts of people are not shown exactly (DOMAIN.md §3); counts of things are.
    of_people: bool = False

    @property
    def shown(self) -> str:
        return "<5" if self.of_people and 0 < self.number < 5 else f"{self.number:,}"


@dataclass(frozen=True, slots=True)
class HomeTile:
    """One of the large links on the home page."""

    url_name: str
    icon: str
    tint: str
    label: str | Promise


# An app with a page for everybody adds its tile here.
TILES = (
    HomeTile("events:list", "ticket", "begonia", _("Join an event")),
    HomeTile("stations:rooms", "door-open", "leaf", _("Book a room")),
    HomeTile("matters:list", "camera", "sky", _("Seen something?")),
    HomeTile("my_grid", "map", "amber", _("My grid")),
    HomeTile("plan", "map-pinned", "begonia", _("All grids")),
    HomeTile("organisation", "network", "sky", _("Who's who")),
    HomeTile("care", "zoom-in", "leaf", _("Large view")),
)


def greeting(moment: dt.datetime) -> str | Promise:
    """The greeting on the home page, by the hour of the day."""
    hour = formatting.local(moment).hour
    if 5 <= hour < 11:
        return _("Good morning, neighbour")
    if 11 <= hour < 13:
        return _("Good day, neighbour")
    if 13 <= hour < 18:
        return _("Good afternoon, neighbour")
    return _("Good evening, neighbour")


def events_today() -> list[Event]:
    """For the home page: today's events that have not ended, earliest first."""
    today = clock.today()
    events: QuerySet[Event] = Event.objects.published().between(today, today).to_come()
    return list(events.filter(status=Event.Status.PUBLISHED)[:20])


def next_events() -> list[Event]:
    """For the home page: the first events to come, as cards."""
    return list(Event.objects.published().to_come().for_cards()[:NEXT_EVENTS])


def next_shifts() -> list[Shift]:
    """For the home page: the next shifts that want volunteers; each process reads them once in SHIFTS_SECONDS."""
    return list(caches["pages"].get_or_set("home-shifts", _shifts, SHIFTS_SECONDS) or ())


def _shifts() -> tuple[Shift, ...]:
    return tuple(Shift.objects.open().wanting_volunteers().select_related("activity")[:NEXT_SHIFTS])


def home_stations() -> list[StationEntry]:
    """The stations on the home page, open ones first; each process reads them at most once in OPEN_SECONDS."""
    entries = caches["pages"].get_or_set("home-stations", _stations, OPEN_SECONDS)
    return list(entries or ())


def _stations() -> tuple[StationEntry, ...]:
    return tuple(station_entries_of(Station.objects.published()))


@dataclass(frozen=True, slots=True)
class NearLine:
    """The own surroundings at a glance: the reader's building, its grid worker, the nearest station."""

    building: Building
    duty: Duty
    station: StationEntry | None


def near_line(home: OwnHome) -> NearLine:
    """What is near the home, in short. Two queries, and those of the stations where they are not cached."""
    building = home.building
    return NearLine(building, duty_at_home(building), nearest_station_to(building, home_stations()))


def home_figures() -> list[HomeFigure]:
    """The figures on the home page that are not zero; each process counts them at most once in FIGURES_SECONDS."""
    counted = caches["pages"].get_or_set("home-figures", _count, FIGURES_SECONDS)
    held, came = counted or (0, 0)
    counts = [
        HomeFigure(held, pgettext_lazy("figure", "events held this year"), "events:list", PAST),
        HomeFigure(came, pgettext_lazy("figure", "attendances this year"), "events:list", PAST, True),
    ]
    return [figure for figure in counts if figure.number]


def _count() -> tuple[int, int]:
    held = Event.objects.held_this_year()
    return (
        held.count(),
        held.person_times(),
    )
