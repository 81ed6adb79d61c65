"""The households that the user visits, when each was last visited, and the visits that can still be taken back."""

import datetime as dt
from dataclasses import dataclass
from typing import Any

from django.db.models import QuerySet
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from accounts.models import User
from common.time import clock
from common.time.formatting import day
from grid.models import Household, Visit
from grid.selectors.coverage import visitable_households

UNDO = dt.timedelta(minutes=10)


def own_households(user: User) -> QuerySet[Household]:
    """The households that the user visits, with their buildings."""
    return visitable_households(user).select_related("building__estate", "building__community")


def visit_just_recorded(user: User) -> Visit | None:
    """The visit that the user has recorded last, while it can be taken back with one tap."""
    return visits_to_undo(user).select_related("household__building__estate").order_by("-recorded_at", "-pk").first()


def visits_to_undo(user: User) -> QuerySet[Visit]:
    """The user's own visits that can still be taken back: recorded within ten minutes."""
    return Visit.objects.permitted(user, "delete").filter(by=user, recorded_at__gt=clock.now() - UNDO)


MONTHS_FROM = 60


YEARS_FROM = 700


def days_ago_in_words(then: dt.date) -> str:
    """How long ago the last visit was: “today”, “12 days ago”, “5 months ago”."""
    days = (clock.today() - then).days
    if days <= 0:
        return _("today")
    if days == 1:
        return _("yesterday")
    if days < MONTHS_FROM:
        return ngettext("%(n)d day ago", "%(n)d days ago", days) % {"n": days}
    if days < YEARS_FROM:
        return ngettext("%(n)d month ago", "%(n)d months ago", days // 30) % {"n": days // 30}
    return day(then)


@dataclass(frozen=True, slots=True)
class LastVisit:
    """The last visit of a household: `state` is “lately”, “due” or “never”; `words` say it without any colour."""

    state: str
    words: str
    tried: str = ""


def last_visit_of(household: Any, *, within: int) -> LastVisit:
    """Of a household with `last_visit` (`last_try`) of grid/selectors/coverage, to be visited every `within` days."""
    last: dt.date | None = household.last_visit
    tries: dt.date | None = getattr(household, "last_try", None)
    tried = ""
    if tries and (last is None or tries > last):
        tried = _("nobody at home %(ago)s") % {"ago": days_ago_in_words(tries)}
    if last is None:
        return LastVisit("never", _("nobody met yet") if tried else _("never visited"), tried)
    if (clock.today() - last).days >= within:
        return LastVisit("due", _("due: last visited %(ago)s") % {"ago": days_ago_in_words(last)}, tried)
    return LastVisit("lately", _("visited %(ago)s") % {"ago": days_ago_in_words(last)}, tried)
