"""Days and times as text: 11月28日 周六 09:30–11:00, in English Sat 28 Nov 09:30–11:00."""

import datetime as dt
import re

from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import pgettext, pgettext_lazy

from common.time import clock

WEEKDAYS = (
    pgettext_lazy("weekday", "Mon"),
    pgettext_lazy("weekday", "Tue"),
    pgettext_lazy("weekday", "Wed"),
    pgettext_lazy("weekday", "Thu"),
    pgettext_lazy("weekday", "Fri"),
    pgettext_lazy("weekday", "Sat"),
    pgettext_lazy("weekday", "Sun"),
)
MONTHS = (
    pgettext_lazy("month", "Jan"),
    pgettext_lazy("month", "Feb"),
    pgettext_lazy("month", "Mar"),
    pgettext_lazy("month", "Apr"),
    pgettext_lazy("month", "May"),
    pgettext_lazy("month", "Jun"),
    pgettext_lazy("month", "Jul"),
    pgettext_lazy("month", "Aug"),
    pgettext_lazy("month", "Sep"),
    pgettext_lazy("month", "Oct"),
    pgettext_lazy("month", "Nov"),
    pgettext_lazy("month", "Dec"),
)
NEAR = {
    0: pgettext_lazy("day", "today"),
    1: pgettext_lazy("day", "tomorrow"),
    2: pgettext_lazy("day", "the day after tomorrow"),
}


def local(moment: dt.datetime) -> dt.datetime:
    """The moment in the community's time zone, the first step of each text of a time."""
    return timezone.localtime(moment, clock.HERE)


def _date(value: dt.date) -> dt.date:
    return local(value).date() if isinstance(value, dt.datetime) else value


def weekday(value: dt.date) -> str:
    """The weekday as text: 周六"""
    return str(WEEKDAYS[_date(value).weekday()])


def month(value: dt.date) -> str:
    """The month as text: 11月"""
    return str(MONTHS[_date(value).month - 1])


def near_day(value: dt.date) -> str:
    """A day near today as text: 今天, 明天 or 后天; an empty string for any other day."""
    return str(NEAR.get((_date(value) - clock.today()).days, ""))


def day(value: dt.date) -> str:
    """The day as text: 11月28日 周六; with the year if it is not the current one."""
    date = _date(value)
    parts = {"month": month(date), "day": date.day, "weekday": weekday(date), "year": date.year}
    if date.year == clock.today().year:
        return pgettext("a day", "%(weekday)s %(day)d %(month)s") % parts
    return pgettext("a day", "%(weekday)s %(day)d %(month)s %(year)d") % parts


def clock_time(moment: dt.datetime) -> str:
    """The time as text: 09:30"""
    return f"{local(moment):%H:%M}"


def end_time(moment: dt.datetime) -> str:
    """The time at which something ends as text: 11:00; midnight is 24:00"""
    return "24:00" if local(moment).time() == dt.time(0) else clock_time(moment)


def span(start: dt.datetime, end: dt.datetime) -> str:
    """A span as text: 11月28日 周六 09:30–11:00; over several days 11月28日 周六 09:30 至 11月30日 周一 11:00."""
    if local(start).date() == local(end - dt.timedelta(microseconds=1)).date():
        return f"{day(start)} {clock_time(start)}–{end_time(end)}"
    return _("%(start)s to %(end)s") % {
        "start": f"{day(start)} {clock_time(start)}",
        "end": f"{day(end)} {clock_time(end)}",
    }


def in_address(moment: dt.datetime) -> str:
    """2026-11-28T09:30 in the community's time zone: the form of a time in an address."""
    return f"{local(moment):%Y-%m-%dT%H:%M}"


def from_address(text: str) -> dt.datetime | None:
    """The time that an address names; None for malformed text and for years that the portal does not know."""
    if not re.fullmatch(r"20\d\d-\d\d-\d\dT\d\d:\d\d", text, re.ASCII):
        return None
    try:
        return timezone.make_aware(dt.datetime.fromisoformat(text), clock.HERE)
    except ValueError:
        return None


def day_from_address(text: str) -> dt.date | None:
    """The day that an address names (2026-11-28); None as in `from_address`."""
    moment = from_address(f"{text}T00:00")
    return moment.date() if moment else None


def minutes_in_words(minutes: int) -> str:
    """90 minutes, 2 hours, 1 day: the largest unit that divides the minutes."""
    for size, words in ((24 * 60, _("%(n)d days")), (60, _("%(n)d hours"))):
        if minutes % size == 0 and minutes:
            return words % {"n": minutes // size}
    return _("%(n)d minutes") % {"n": minutes}


def hours_and_minutes(minutes: int) -> str:
    """2 h, 2 h 30 min, 45 min: how long something took, which is never rounded."""
    hours, rest = divmod(minutes, 60)
    if not hours:
        return _("%(minutes)d min") % {"minutes": rest}
    if not rest:
        return _("%(hours)d h") % {"hours": hours}
    return _("%(hours)d h %(minutes)d min") % {"hours": hours, "minutes": rest}
