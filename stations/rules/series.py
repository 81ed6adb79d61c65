"""Rules of bookings that repeat: one rule, one function, one message."""

import datetime as dt
from collections.abc import Sequence

from django.utils.translation import gettext as _

from common.exceptions import Refused
from common.time import clock
from stations.models import Booking, BookingSeries
from stations.rules.bookings import require_within_a_year

MOST_WEEKS = 8


def require_sensible_series(first_day: dt.date, last_day: dt.date, every_weeks: int) -> None:
    """A series begins today or later, ends within a year, and repeats every 1 to 8 weeks."""
    if last_day < first_day:
        raise Refused(_("The last day must not be before the first."), code="ends_before")
    if first_day < clock.today():
        raise Refused(_("A series begins today or later."), code="begun")
    require_within_a_year(last_day)
    if not 1 <= every_weeks <= MOST_WEEKS:
        raise Refused(_("A series repeats every 1 to 8 weeks."), code="weeks")


def require_some_day_free(series: BookingSeries, booked: Sequence[Booking]) -> None:
    """At least one day of a new series could be booked; else the reason of its first day is told."""
    if not booked:
        why = series.skipped[0]["words"]
        raise Refused(_("Not one of these days is free. %(why)s") % {"why": why}, code="no_day_free")


def require_something_to_come(bookings: Sequence[Booking]) -> None:
    """Of a series that is cancelled, at least one booking is still to come."""
    if not bookings:
        raise Refused(_("Nothing of this series is still to come."), code="nothing_to_come")
