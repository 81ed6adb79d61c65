"""Rules of the hours that the station reserves for itself: one rule, one function, one message."""

import datetime as dt

from django.utils.translation import gettext as _

from common.exceptions import Refused


def require_reserved_hours_in_order(day: int, starts: dt.time, ends: dt.time) -> None:
    """Reserved hours are on a day from 0 (Monday) to 6; an end at 00:00 is the midnight after."""
    if not 0 <= day <= 6:
        raise Refused(_("Please choose a day of the week."), code="unknown_day")
    if ends <= starts and ends != dt.time(0):
        raise Refused(_("The end must be later than the beginning."), code="ends_before")
