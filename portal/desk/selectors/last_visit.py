"""When a household was last visited, in a few words and a quiet colour that says the same."""

import datetime as dt
from dataclasses import dataclass
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from common.time import clock
from common.time.formatting import day

MONTHS_FROM = 60
YEARS_FROM = 700


def ago(then: dt.date) -> str:
    """“today”, “12 days ago”, “5 months ago”."""
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
class Seen:
    """`state` is “lately”, “due” or “never”; `words` say it without any colour."""

    state: str
    words: str
    tried: str = ""


def seen(household: Any, *, within: int) -> Seen:
    """Of a household with `last_visit` and perhaps `last_try` (selectors/coverage), visited every `within` days."""
    last: dt.date | None = household.last_visit
    tries: dt.date | None = getattr(household, "last_try", None)
    tried = ""
    if tries and (last is None or tries > last):
        tried = _("nobody at home %(ago)s") % {"ago": ago(tries)}
    if last is None:
        return Seen("never", _("nobody met yet") if tried else _("never visited"), tried)
    if (clock.today() - last).days >= within:
        return Seen("due", _("due: last visited %(ago)s") % {"ago": ago(last)}, tried)
    return Seen("lately", _("visited %(ago)s") % {"ago": ago(last)}, tried)
