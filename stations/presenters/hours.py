"""How stations stand and when they open, as one neighbour would tell another."""

import datetime as dt

from django.utils.translation import gettext as _

from common.time import clock, formatting
from stations.selectors.opening_hours import DAY, Span, Standing

MIDNIGHT = dt.time(0)


def moment(at: dt.datetime) -> str:
    """14:00; 明天 08:30; 11月28日 周六 08:30"""
    day = formatting.local(at).date()
    if day == clock.today():
        return formatting.clock_time(at)
    return f"{formatting.near_day(day) or formatting.day(day)} {formatting.clock_time(at)}"


def end(at: dt.datetime) -> str:
    """As `moment`, but midnight ends the day before: 24:00."""
    if formatting.local(at).time() != MIDNIGHT:
        return moment(at)
    day = formatting.local(at).date() - DAY
    return "24:00" if day == clock.today() else f"{formatting.near_day(day) or formatting.day(day)} 24:00"


def standing_in_words(standing: Standing) -> str:
    """open until 21:00; closed, opens tomorrow 08:30"""
    if standing.is_open and standing.until:
        return _("open until %(time)s") % {"time": end(standing.until)}
    if standing.is_open:
        return _("open day and night")
    if standing.opens:
        return _("closed, opens %(time)s") % {"time": moment(standing.opens)}
    return _("closed for the time being")


def span_in_words(span: Span) -> str:
    """08:30–21:00; 20:00–次日 02:00; the whole day"""
    start, until = formatting.local(span.start), formatting.local(span.end)
    first = f"{start:%H:%M}"
    if until.date() == start.date():
        return f"{first}–{until:%H:%M}"
    if until.time() == MIDNIGHT and until.date() == start.date() + DAY:
        return _("all day, 24 hours") if start.time() == MIDNIGHT else f"{first}–24:00"
    return _("%(start)s to %(end)s the next day") % {"start": first, "end": f"{until:%H:%M}"}
