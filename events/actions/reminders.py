"""Reminders of events, which are answered by one tap from their link."""

import datetime as dt

from django.db.models import F, Q
from django.db.models.functions import Greatest

from accounts.notifications.send import send_notices
from common.actions import action
from common.time import clock
from events.models import Event, Registration
from events.notifications import registrations

# So long before an event its parties are reminded, and asked whether they come.
REMIND_AHEAD = (dt.timedelta(days=3), dt.timedelta(days=1))
# Whoever has just read all of it is not told the same again.
JUST_TOLD = dt.timedelta(hours=6)


@action
def remind_parties(*, at_most: int = 500) -> int:
    """Remind the parties of events that begin soon, three days and one day before; return how many were reminded.

    Who registered later than that, or shortly before, has read all of it in the confirmation. Who waits is not asked
    whether they come. Rows that another worker holds are skipped, so that running twice reminds nobody twice; as
    nothing here waits for a lock, taking no event's lock before is safe.
    """
    now = clock.now()
    # When the party last heard when and where it is.
    rows = Registration.objects.annotate(told_at=Greatest("created_at", "placed_at", "reminded_at"))
    due = Q()
    for ahead in REMIND_AHEAD:
        due |= Q(event__starts_at__lte=now + ahead, told_at__lt=F("event__starts_at") - ahead - JUST_TOLD)
    parties = list(
        rows.filter(
            due,
            status=Registration.Status.REGISTERED,
            event__status=Event.Status.PUBLISHED,
            event__starts_at__gt=now,
        )
        .select_related("event__community", "person__user")
        .select_for_update(no_key=True, of=("self",), skip_locked=True)
        .order_by("pk")[:at_most]
    )
    Registration.objects.filter(pk__in=[party.pk for party in parties]).update(reminded_at=now)
    send_notices(map(registrations.reminder, parties))
    return len(parties)
