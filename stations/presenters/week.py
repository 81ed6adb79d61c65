"""The opening hours of the days to come, one line a day, with whatever makes a day special."""

import datetime as dt
from dataclasses import dataclass

from django.utils.translation import gettext as _

from common.time import clock
from common.time.holidays import day_name
from stations.models import Station
from stations.presenters.hours import span_in_words
from stations.selectors.opening_hours import DAY, Hours

DAYS = 7


@dataclass(frozen=True, slots=True)
class DayHours:
    """`spans` in words, empty when it is closed. `note`: why this day is not as others."""

    date: dt.date
    spans: list[str]
    note: str
    special: bool
    is_today: bool


def week_of(hours: Hours, station: Station, first: dt.date) -> list[DayHours]:
    """Seven days from `first` on, each weekday once."""
    return [_day(hours, station, first + n * DAY) for n in range(DAYS)]


def is_guess(hours: Hours, station: Station, first: dt.date) -> bool:
    """Whether the holidays of any of these days are not announced yet, so that weekdays are a guess."""
    return not all(hours.is_announced(station, first + n * DAY) for n in range(DAYS))


def _day(hours: Hours, station: Station, day: dt.date) -> DayHours:
    exception = hours.exception(station, day)
    note = exception.reason if exception else _holiday(hours, station, day)
    spans = [span_in_words(span) for span in hours.on(station, day)]
    return DayHours(day, spans, note, bool(note), day == clock.today())


def _holiday(hours: Hours, station: Station, day: dt.date) -> str:
    if not hours.is_holiday(station, day):
        return ""
    name = day_name(day) or _("statutory holiday")
    return name if station.own_holiday_hours else _("%(holiday)s, open as on other days") % {"holiday": name}
