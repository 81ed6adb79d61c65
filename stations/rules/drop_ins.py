"""Rules of visitors who come in without a booking: one rule, one function, one message."""

from django.utils.translation import gettext as _

from common.exceptions import Refused
from common.time import clock
from stations.models import DropIn


def require_drop_in_counted_today(drop_in: DropIn) -> None:
    """Visitors without a booking are taken back only on the day on which they were counted."""
    if drop_in.at < clock.day_start(clock.today()):
        raise Refused(_("Only what was counted today can be taken back."), code="not_today")


def require_drop_in_people(people: int) -> None:
    """One count of visitors without a booking is of 1 to 500 people."""
    if not 1 <= people <= 500:
        raise Refused(_("1 to 500 people come at a time."), code="people")
