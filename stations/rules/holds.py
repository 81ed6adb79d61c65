"""Rules of maintenance and of hours that the station keeps for itself: one rule, one function, one message."""

from django.utils.translation import gettext as _

from common.exceptions import Refused
from common.time import clock
from stations.models import Hold


def require_maintenance(held: Hold) -> None:
    """The hold is one of maintenance: those of bookings, events and activities are changed there."""
    if held.kind != Hold.Kind.MAINTENANCE:
        raise Refused(
            _("This time belongs to a booking, an event or an activity. Please change it there."),
            code="not_maintenance",
        )


def require_maintenance_not_over(held: Hold) -> None:
    """Maintenance that is over stays in the figures of use, and cannot be ended."""
    if held.ends_at <= clock.now():
        raise Refused(_("This is over already, and stays in the figures."), code="over")
