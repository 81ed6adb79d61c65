"""Reminders of events."""

import datetime as dt

from accounts.notifications.send import send_notices
from common.actions import action
from common.time import clock
from events.models import Event, Registration
from events.notifications import registrations

REMIND_WITHIN = dt.timedelta(hours=24)


@action
def remind_parties(*, within: dt.timedelta = REMIND_WITHIN, at_most: int = 500) -> int:
    """Remind the parties of events that begin soon, each once; return how many parties were dealt with.

    Who registered within that time is spared. Rows that another worker holds are skipped, so that running twice
    reminds nobody twice; as nothing here waits for a lock, taking no event's lock before is safe.
    """
    now = clock.now()
    due = list(
        Registration.objects.filter(
            status=Registration.Status.REGISTERED,
            reminded_at=None,
            event__status=Event.Status.PUBLISHED,
            event__starts_at__gt=now,
            event__starts_at__lte=now + within,
        )
        .select_related("event__community", "person__user")
        .select_for_update(no_key=True, of=("self",), skip_locked=True)
        .order_by("pk")[:at_most]
    )
    Registration.objects.filter(pk__in=[registration.pk for registration in due]).update(reminded_at=now)
    send_notices(
        registrations.reminder(registration)
        for registration in due
        if registration.created_at < registration.event.starts_at - within
    )
    return len(due)
