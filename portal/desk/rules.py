"""Rules of ringing neighbours from the desk: one rule, one function, one message."""

import datetime as dt

from django.utils.translation import gettext as _

from accounts.models import AccessLog, Person, User
from common.exceptions import Refused
from common.time import clock
from portal.desk.permissions import CALL
from portal.desk.selectors.calls import may_call

# More calls in a day than anybody at a desk makes: whoever asks for more is copying numbers.
MOST_CALLS, CALLS_WITHIN = 30, dt.timedelta(days=1)


def require_may_call(by: User, person: Person) -> None:
    """A number is shown of the own people, of neighbours from the own buildings, of guests of the own station, and of
    volunteers on a shift of today.
    """
    if not may_call(by, person):
        raise Refused(
            _("You may ring your own neighbours, who comes to your station, and who is on your shift today."),
            code="not_to_call",
        )


def require_number(person: Person) -> None:
    """Without a number there is nothing to show, and nothing to log."""
    if not person.phone:
        raise Refused(_("No number is recorded."), code="no_number")


def require_calls_left(by: User) -> None:
    """So many numbers a day are shown to one user, however good the reasons are."""
    if AccessLog.objects.filter(user=by, what=CALL, at__gt=clock.now() - CALLS_WITHIN).count() >= MOST_CALLS:
        raise Refused(
            _("You have looked up %(n)d numbers since this time yesterday. Please go on tomorrow, or ask the office.")
            % {"n": MOST_CALLS},
            code="too_many_calls",
        )
