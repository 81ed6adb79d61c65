"""Rules of visits: one rule, one function, one message."""

import datetime as dt

from django.utils.translation import gettext as _

from accounts.models import Person, User
from accounts.permissions import OPERATOR, Reach, roles
from common.exceptions import Refused
from common.time import clock
from grid.models import Household, Visit
from grid.selectors.visits import possible_visitors

# A visit is written down within a month; later nobody remembers what was said.
DAYS_BACK = 30
# For so long whoever recorded a visit may mend or take back the own words.
DAYS_TO_MEND = 7


def first_visit_day() -> dt.date:
    """The earliest day of a visit that may be recorded today."""
    return clock.today() - dt.timedelta(days=DAYS_BACK)


def require_recent_visit_day(on: dt.date) -> None:
    """The day of a visit is not in the future, and at most 30 days ago."""
    if on > clock.today():
        raise Refused(_("A visit is recorded when it has been made, not before."), code="in_the_future")
    if on < first_visit_day():
        raise Refused(_("A visit can be recorded up to %(n)d days back.") % {"n": DAYS_BACK}, code="too_long_ago")


def require_possible_visitor(visitor: Person, household: Household, *, on: dt.date, by: User) -> None:
    """The visitor is `by`, is of the post, or has an office there on the day of the visit. No query for `by`."""
    if visitor.pk == by.person_id:
        return
    if not possible_visitors(household, on=on, by=by).filter(pk=visitor.pk).exists():
        raise Refused(
            _("%(name)s neither belongs to the post of this building nor works here.") % {"name": visitor.name},
            code="not_of_the_post",
        )


def require_visit_with_meeting_kept(visit: Visit, *, met: bool) -> None:
    """A later try at which nobody was at home does not overwrite a visit of that day that met somebody."""
    if visit.met and not met:
        raise Refused(
            _("Somebody was at home at a visit of that day. If that is wrong, please take that visit back first."),
            code="somebody_was_at_home",
        )


def can_correct_visit(visit: Visit, by: User) -> bool:
    """Whether the user recorded this visit, at most a week ago."""
    return visit.by_id == by.pk and clock.now() - visit.recorded_at < dt.timedelta(days=DAYS_TO_MEND)


def require_own_visit(visit: Visit, by: User) -> None:
    """Only the user who recorded a visit corrects it, within a week."""
    if not can_correct_visit(visit, by):
        raise Refused(
            _("A visit is corrected by whoever recorded it, within %(n)d days.") % {"n": DAYS_TO_MEND},
            code="not_own_words",
        )


def require_may_delete_visit(by: User, visit: Visit) -> None:
    """A visit is deleted by its recorder, within a week; by office staff at any time, within their scope."""
    if can_correct_visit(visit, by):
        return
    held = by.rights.holding("grid.delete_visit").held
    office = Reach.of(one for one in held if one.role == OPERATOR or roles()[one.role].office)
    if not Visit.objects.within(office).filter(pk=visit.pk).exists():
        raise Refused(
            _("You can take back the visits that you have recorded, within %(n)d days. Later, please ask the office.")
            % {"n": DAYS_TO_MEND},
            code="not_own_words",
        )
