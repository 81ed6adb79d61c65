"""Service records, as tests need them."""

import datetime as dt
from typing import Any

from accounts.models import User
from common.time import clock
from volunteers.actions.records import correct_record, enter_by_hand
from volunteers.models import ServiceKind, ServiceRecord, Volunteer

# What is said of a service that belongs to no activity.
SERVICE = {
    "activity_name": "帮邻居搬家",
    "service": ServiceKind.CARE.value,
    "place": "海棠苑 3 幢",
    "content": "搬家具，收拾楼道",
    "evidence": "签到表照片",
}


def entered(volunteer: Volunteer, by: User, **more: Any) -> ServiceRecord:
    """Two hours of yesterday, entered by hand."""
    yesterday = clock.today() - dt.timedelta(days=1)
    return enter_by_hand(volunteer, by=by, **{**SERVICE, "day": yesterday, "minutes": 120, **more})


def corrected(record: ServiceRecord, by: User, **more: Any) -> ServiceRecord:
    """A correction to ninety minutes."""
    return correct_record(record, **{"minutes": 90, "reason": "早走了", "evidence": "领队看见", "by": by, **more})


def sums(volunteer: Volunteer) -> tuple[int, int]:
    """The two sums of minutes: checked in, and by hand."""
    return tuple(volunteer.records.counted().minutes())
