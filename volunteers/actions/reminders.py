"""Reminders of shifts, which are answered by one tap from their link."""

import datetime as dt

from accounts.notifications.send import send_notices
from common.actions import action
from common.time import clock
from volunteers.models import Activity, Assignment
from volunteers.notifications import assignments as notifications

REMIND_WITHIN = dt.timedelta(hours=24)


@action
def remind_volunteers(*, within: dt.timedelta = REMIND_WITHIN, at_most: int = 500) -> int:
    """Remind the volunteers of shifts that begin soon, each once; return how many were dealt with.

    Everybody is reminded, also who signed up within that time: the check-in code stands in it. Rows that another
    worker holds are skipped, so running twice reminds nobody twice; nothing here waits for a lock.
    """
    now = clock.now()
    due = list(
        Assignment.objects.filter(
            status=Assignment.Status.ASSIGNED,
            reminded_at=None,
            shift__activity__status=Activity.Status.PUBLISHED,
            starts_at__gt=now,
            starts_at__lte=now + within,
        )
        .select_related("shift__activity", "person__user")
        .select_for_update(no_key=True, of=("self",), skip_locked=True)
        .order_by("pk")[:at_most]
    )
    Assignment.objects.filter(pk__in=[one.pk for one in due]).update(reminded_at=now)
    send_notices(notifications.reminder(one) for one in due)
    return len(due)
