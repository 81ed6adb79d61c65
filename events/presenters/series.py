"""A series in words: how it repeats, and until when."""

import datetime as dt

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


def field_names_in_words(names: list[str]) -> str:
    """What a date says of its own, for people: “begins, ends, place”."""
    words = (str(Event._meta.get_field(name).verbose_name) for name in names)  # type: ignore[union-attr]
    return pgettext("between names", ", ").join(words)
