"""The figures of use as a spreadsheet: one line for each room and week. Nobody is named in them."""

from collections.abc import Iterator
from typing import Any

from django.utils.formats import date_format
from django.utils.translation import gettext as _

from common.files.spreadsheets import workbook
from stations.selectors.usage import StationsUse, UseFigures, UsePeriod


def use_workbook(use: StationsUse) -> bytes:
    """The use of every room and week of these stations, as .xlsx."""
    return workbook(
        _("use of stations"),
        above=[
            [_("From %(first)s to %(last)s, up to now") % _days(use.period)],
            [_("Person-times are visits, not people.")],
        ],
        columns=[
            (_("station"), 22),
            (_("space"), 22),
            (_("week from"), 12),
            (_("open (hours)"), 12),
            (_("booked (hours)"), 12),
            (_("used (hours)"), 12),
            (_("booked rate (%)"), 12),
            (_("use rate (%)"), 12),
            (_("visits without booking (person-times)"), 18),
        ],
        rows=_rows(use),
    )


def _days(period: UsePeriod) -> dict[str, str]:
    return {
        "first": date_format(period.first, "SHORT_DATE_FORMAT"),
        "last": date_format(period.last, "SHORT_DATE_FORMAT"),
    }


def _rows(use: StationsUse) -> Iterator[list[Any]]:
    for station in use.stations:
        for week in use.period.mondays:
            for space in use.spaces_of(station):
                figures = use.of_space(space, week)
                if figures != UseFigures():
                    yield [station.name, space.name, week, *_figures(figures, rated=use.is_rated(space))]
            yield [station.name, _("all rooms"), week, *_figures(use.of_station(station, week))]


def _figures(use: UseFigures, *, rated: bool = True) -> list[Any]:
    rates = [use.booked_percent, use.use_percent] if rated else [None, None]
    return [use.open_hours, use.booked_hours, use.used_hours, *rates, use.people]
