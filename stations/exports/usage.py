"""The figures of use as a spreadsheet: one line for each room and week. Nobody is named in them."""

from collections.abc import Iterator
from typing import Any

from django.utils.formats import date_format
from django.utils.translation import gettext as _

from accounts.models import User
from accounts.rules.permissions import require_permission
from common.actions import action
from common.files.spreadsheets import workbook
from stations.models import Station
from stations.selectors.usage import Period, StationsUse, Use


@action
def export_use(period: Period, *, by: User) -> bytes:
    """Every room and week of the stations whose use `by` may export. Raises Refused without the right."""
    require_permission(by, "stations.export_use")
    stations = Station.objects.within(by.rights.holding("stations.export_use"))
    found = StationsUse(stations.order_by("name", "pk"), period)
    return workbook(
        _("use of stations"),
        above=[
            [_("From %(first)s to %(last)s, up to now") % _days(period)],
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
        rows=_rows(found),
    )


def _days(period: Period) -> dict[str, str]:
    return {
        "first": date_format(period.first, "SHORT_DATE_FORMAT"),
        "last": date_format(period.last, "SHORT_DATE_FORMAT"),
    }


def _rows(found: StationsUse) -> Iterator[list[Any]]:
    for station in found.stations:
        for week in found.period.mondays:
            for space in found.spaces_of(station):
                use = found.of_space(space, week)
                if use != Use():
                    yield [station.name, space.name, week, *_figures(use, rated=found.is_rated(space))]
            yield [station.name, _("all rooms"), week, *_figures(found.of_station(station, week))]


def _figures(use: Use, *, rated: bool = True) -> list[Any]:
    rates = [use.booked_percent, use.use_percent] if rated else [None, None]
    return [use.open_hours, use.booked_hours, use.used_hours, *rates, use.people]
