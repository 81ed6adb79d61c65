"""The only clock of the portal: tests can stop it, and every time has the right time zone."""

import datetime as dt
import zoneinfo

from django.conf import settings
from django.db.models import Q
from django.utils import timezone

# The years that the portal knows. Python and the database driver cannot compute with every time outside them.
FIRST_YEAR, LAST_YEAR = 2000, 2100
# The community's time zone, which no request changes. Whoever converts many times names it: Django looks the zone of
# the current thread up anew for each of them, which costs more than the conversion.
HERE = zoneinfo.ZoneInfo(settings.TIME_ZONE)
_KNOWN = dt.datetime(FIRST_YEAR, 1, 1, tzinfo=HERE), dt.datetime(LAST_YEAR + 1, 1, 1, tzinfo=HERE)


def known(field: str) -> Q:
    """The condition for a CHECK: the time in `field` lies in the years that the portal knows."""
    first, end = _KNOWN
    return Q(**{f"{field}__gte": first, f"{field}__lt": end})


def now() -> dt.datetime:
    """The current time, aware."""
    return timezone.now()  # noqa: TID251


def today() -> dt.date:
    """The current day in the community's time zone."""
    return timezone.localdate(timezone=HERE)


def day_start(day: dt.date) -> dt.datetime:
    """Midnight at the beginning of `day` in the community's time zone."""
    return timezone.make_aware(dt.datetime.combine(day, dt.time.min), HERE)
