"""A series in words: how it repeats, and until when."""

import datetime as dt
from collections.abc import Collection

from django.utils.translation import gettext as _
from django.utils.translation import pgettext

from common.time import formatting
from events.models import Event, EventSeries


def rhythm_in_words(series: EventSeries) -> str:
    """Every week on Mon, Thu 19:00–20:30; every month on the first Fri 19:00–20:30."""
    begins = dt.datetime.combine(dt.date.min, series.starts)
    ends = begins + dt.timedelta(minutes=series.minutes)
    days = pgettext("between weekdays", ", ").join(str(formatting.WEEKDAYS[day]) for day in sorted(series.weekdays))
    facts = {"n": series.every, "days": days, "from": f"{begins:%H:%M}", "until": f"{ends:%H:%M}"}
    if series.nth is not None:
        facts["nth"] = EventSeries.Nth(series.nth).label
        monthly = _("every month on %(nth)s %(days)s, %(from)s–%(until)s")
        words = monthly if series.every == 1 else _("every %(n)d months on %(nth)s %(days)s, %(from)s–%(until)s")
    else:
        weekly = _("every week on %(days)s, %(from)s–%(until)s")
        words = weekly if series.every == 1 else _("every %(n)d weeks on %(days)s, %(from)s–%(until)s")
    return words % facts


# What goes without saying beside another one: the end beside the beginning.
BESIDE = {"ends_at": "starts_at", "space": "place", "community": "organiser"}
NEVER_SAID = {"own_fields", "series_day"}


def field_names_in_words(names: Collection[str]) -> str:
    """What a date says of its own, or what of it changes, for people: “begins, place”."""
    shown = sorted(name for name in names if name not in NEVER_SAID and BESIDE.get(name) not in names)
    words = (str(Event._meta.get_field(name).verbose_name) for name in shown)  # type: ignore[union-attr]
    return pgettext("between names", ", ").join(words)
