"""What can be handed in to a platform, and who hands it in."""

import datetime as dt
from collections.abc import Collection

from django.utils.translation import gettext as _

from accounts.models import User
from accounts.rules.permissions import require_permission
from common.exceptions import Refused
from volunteers.models import HandIn, Team
from volunteers.selectors.hours import HALF_HOUR

# DOMAIN.md §7: the secretary takes lists of people out of the portal.
EXPORT = "volunteers.export_record"
# 志愿北京 takes at most ten hours of one person on one day (FIELD.md A2).
MOST_A_DAY = 10 * 60
# More than a team of five hundred gives in a quarter; a longer list is made in parts.
MOST_ROWS = 10_000
LONGEST = dt.timedelta(days=366)


def require_may_hand_in(by: User, team: Team) -> None:
    """The secretary of the community takes a list of the team's records out of the portal."""
    require_permission(by, EXPORT, team)


def require_period_to_hand_in(first_day: dt.date, last_day: dt.date) -> None:
    """The days of a list are in their order, and a year at most."""
    if last_day < first_day:
        raise Refused(_("The last day is before the first."), code="days_not_in_order", field="last_day")
    if last_day - first_day > LONGEST:
        raise Refused(_("A list covers a year at most."), code="too_long", field="last_day")


def require_columns(kind: str, columns: Collection[str]) -> None:
    """A list of one's own choice has a column at least."""
    if kind == HandIn.Kind.FREE and not columns:
        raise Refused(_("Please choose the columns."), code="no_columns", field="columns")


def require_rows(number: int) -> None:
    """There is something to hand in, and no more than one list may have."""
    if not number:
        raise Refused(_("There is nothing to hand in of these days."), code="nothing_to_hand_in")
    if number > MOST_ROWS:
        raise Refused(
            _("A list has %(n)d rows at most. Please choose fewer days.") % {"n": MOST_ROWS}, code="too_many_rows"
        )


def require_row_fits(*, minutes: int, minutes_of_day: int) -> None:
    """A row of the five columns can say it: half an hour at least, and the person's day ten hours at most.

    A row has no day of its own: the platform fills ten hours a day from the first date on. So what is longer would be
    booked on a day on which nobody was there.
    """
    if minutes_of_day > MOST_A_DAY:
        raise Refused(
            _("More than 10 hours of one person on one day: the platform would write the rest on the next day."),
            code="day_too_long",
        )
    if minutes < HALF_HOUR:
        raise Refused(_("Less than half an hour: floored, nothing is left."), code="row_too_short")


def require_answers(count: int) -> None:
    """There are answers to store."""
    if not count:
        raise Refused(_("No row of this list is answered in the file."), code="no_answers")
