"""When stations open, in words, and the opening hours of the days to come, one line a day."""

import datetime as dt
from dataclasses import dataclass

from django.utils.translation import gettext as _

from common.time import clock, formatting
from common.time.holidays import day_name
from stations.models import Station
from stations.selectors.opening_hours import DAY, Hours, Span, StationStanding

MIDNIGHT = dt.time(0)
DAYS = 7


def moment_in_words(at: dt.datetime) -> str:
    """When a station opens, or a room is free next: 14:00; 明天 08:30; 11月28日 周六 08:30"""
    day = formatting.local(at).date()
    if day == clock.today():
        return formatting.clock_time(at)
    return f"{formatting.near_day(day) or formatting.day(day)} {formatting.clock_time(at)}"


def moment_with_day_in_words(at: dt.datetime) -> str:
    """The same with the day, today too: 今天 14:00; 明天 08:30; 11月28日 周六 08:30"""
    day = formatting.local(at).date()
    return f"{formatting.near_day(day) or formatting.day(day)} {formatting.clock_time(at)}"


def closing_in_words(at: dt.datetime) -> str:
    """When a station closes, or a room is free no more: as `moment_in_words`, but midnight is 24:00."""
    if formatting.local(at).time() != MIDNIGHT:
        return moment_in_words(at)
    day = formatting.local(at).date() - DAY
    return "24:00" if day == clock.today() else f"{formatting.near_day(day) or formatting.day(day)} 24:00"


def standing_in_words(standing: StationStanding) -> str:
    """Whether a station is open: open until 21:00; not open yet, opens today 08:30; closed, opens tomorrow 08:30"""
    if standing.is_open and standing.until:
        return _("open until %(time)s") % {"time": closing_in_words(standing.until)}
    if standing.is_open:
        return _("open day and night")
    if standing.opens:
        today = formatting.local(standing.opens).date() == clock.today()
        words = _("not open yet, opens %(time)s") if today else _("closed, opens %(time)s")
        return words % {"time": moment_with_day_in_words(standing.opens)}
    return _("closed for the time being")


def span_in_words(span: Span) -> str:
    """A span of opening hours: 08:30–21:00; 20:00–次日 02:00; the whole day"""
    start, until = formatting.local(span.start), formatting.local(span.end)
    first = f"{start:%H:%M}"
    if until.date() == start.date():
        return f"{first}–{until:%H:%M}"
    if until.time() == MIDNIGHT and until.date() == start.date() + DAY:
        return _("all day, 24 hours") if start.time() == MIDNIGHT else f"{first}–24:00"
    return _("%(start)s to %(end)s the next day") % {"start": first, "end": f"{until:%H:%M}"}


@dataclass(frozen=True, slots=True)
class DayHours:
    """The opening hours of one day. `spans` in words, empty when closed. `note`: why this day is not as others."""

    date: dt.date
    spans: list[str]
    note: str
    special: bool
    is_today: bool


def opening_hours_of_week(hours: Hours, station: Station, first: dt.date) -> list[DayHours]:
    """The opening hours of seven days from `first` on, each weekday once."""
    return [_day_hours(hours, station, first + n * DAY) for n in range(DAYS)]


def hours_of_every_day(week: list[DayHours]) -> str:
    """The opening hours in words, where they are the same on all these days and nothing is special about any."""
    first = week[0]
    same = all(day.spans == first.spans and not day.special for day in week)
    return "、".join(first.spans) if same else ""


def is_week_a_guess(hours: Hours, station: Station, first: dt.date) -> bool:
    """Whether opening hours of these days are a guess, since their holidays are not announced yet."""
    return not all(hours.is_announced(station, first + n * DAY) for n in range(DAYS))


def _day_hours(hours: Hours, station: Station, day: dt.date) -> DayHours:
    exception = hours.exception(station, day)
    note = exception.reason if exception else _holiday(hours, station, day)
    spans = [span_in_words(span) for span in hours.on(station, day)]
    return DayHours(day, spans, note, bool(note), day == clock.today())


def _holiday(hours: Hours, station: Station, day: dt.date) -> str:
    if not hours.is_holiday(station, day):
        return ""
    name = day_name(day) or _("statutory holiday")
    return name if station.own_holiday_hours else _("%(holiday)s, open as on other days") % {"holiday": name}
