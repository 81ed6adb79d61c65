"""The one clock of the portal, so that tests can stop it and nobody forgets the time zone."""

import datetime as dt

from django.utils import timezone


def now() -> dt.datetime:
    """The current moment, aware."""
    return timezone.now()  # noqa: TID251


def today() -> dt.date:
    """The current day in the community's time zone."""
    return timezone.localdate()


def day_start(day: dt.date) -> dt.datetime:
    """Midnight at which `day` begins in the community's time zone."""
    return timezone.make_aware(dt.datetime.combine(day, dt.time.min))
