"""Rules of maintenance and of hours that the station keeps for itself: one rule, one function, one message."""

import datetime as dt

from django.utils.translation import gettext as _

from common.exceptions import Refused
from common.time import clock
from stations.models import Hold


def require_maintenance(held: Hold) -> None:
    if held.kind != Hold.Kind.MAINTENANCE:
        raise Refused(
            _("This time belongs to a booking or an event. Please change it there."), code="not_maintenance"
        )


def require_hours_in_order(day: int, starts: dt.time, ends: dt.time) -> None:
    """An end at 00:00 is the midnight after."""
    if not 0 <= day <= 6:
        raise Refused(_("Please choose a day of the week."), code="unknown_day")
    if ends <= starts and ends != dt.time(0):
        raise Refused(_("The end must be later than the beginning."), code="ends_before")


def require_maintenance_not_over(held: Hold) -> None:
    if held.ends_at <= clock.now():
        raise Refused(_("This is over already, and stays in the figures."), code="over")
