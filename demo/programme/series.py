"""The regular events of the demo: a `Series` says when and how often, its `SeriesVariant`s are the topics."""

import datetime as dt
import enum
from dataclasses import dataclass, field

from demo.organisation import GENERAL
from events.models import Event
from events.models.practical import Access

Kind, Audience = Event.Kind, Event.Audience


class SeriesGaps(enum.Enum):
    """Days on which a demo series may fill a gap. On weekdays children are at school until the afternoon."""

    NEVER = ()
    WEEKDAYS = (0, 1, 2, 3, 4)
    WEEKEND = (5, 6)
    ANY_DAY = (0, 1, 2, 3, 4, 5, 6)


@dataclass(frozen=True)
class SeriesVariant:
    """One topic of a demo series; `seasons` are those in which it is offered."""

    title: str
    summary: str
    about: str
    seasons: str = "春夏秋冬"


@dataclass(frozen=True)
class Series:
    """A regular demo event on `weekday` (0 is Monday) of every `every`th week, counted from `phase`.

    The phases are chosen so that every week of the year has an event. `places` are in the order of preference; a
    series with `by_grid` takes place in the four grids in turn. `fills_in`: the days on which it may fill a gap.
    `fill`: its popularity from 0 to 1.
    """

    key: str
    kind: Event.Kind
    audience: Event.Audience
    weekday: int
    every: int
    phase: int
    start: dt.time
    minutes: int
    practical: str
    variants: list[SeriesVariant]
    places: list[str] = field(default_factory=list)
    organiser: str = GENERAL
    capacity: int | None = None
    largest_party: int = 2
    ages: tuple[int | None, int | None] = (None, None)
    by_grid: bool = False
    fills_in: SeriesGaps = SeriesGaps.NEVER
    fill: float = 0.8
    bring: str = ""
    access: tuple[Access, ...] = ()
    seats_for_elders: int | None = None


def season_of_year(day: dt.date) -> str:
    """The season in which a topic of a series is offered, as one character; winter begins in December."""
    return "冬冬春春春夏夏夏秋秋秋冬"[day.month - 1]
