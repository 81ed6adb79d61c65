"""What stations have in the office, as a browser reaches it; on a Monday morning."""

import datetime as dt

from django.urls import reverse
from django.utils import timezone

from common.time import clock

MORNING = clock.day_start(dt.date(2026, 10, 12)) + dt.timedelta(hours=9)  # a Monday
TUESDAY = MORNING + dt.timedelta(days=1)


def page(name: str, *args: object) -> str:
    return reverse(f"admin:stations_{name}", args=args)


def typed(moment: dt.datetime) -> str:
    return f"{timezone.localtime(moment):%Y-%m-%dT%H:%M}"
