"""Feedback: those who came are asked once, by link and on /me/, or on paper."""

import datetime as dt
from collections.abc import Mapping, Sequence

from django.conf import settings

from accounts.models import User
from accounts.notifications.send import send_notices
from accounts.rules.permissions import require_permission
from common.actions import action
from common.time import clock
from events.actions import locks
from events.models import Event, Feedback, Registration
from events.notifications import registrations
from events.rules.feedback import (
    require_event_took_place,
    require_may_give_feedback,
    require_no_more_than_came,
    require_no_number,
)
from events.selectors.feedback import EventFeedback

# A list that was closed too early is opened again soon; until then nobody is asked.
ASKS_AFTER = dt.timedelta(hours=1)


@action
def ask_for_feedback(*, at_most: int = 500) -> int:
    """Ask the parties that came, in one notice, once the list of the event is closed; return how many were asked.

    Rows that another worker holds are skipped, so that running twice asks nobody twice.
    """
    now = clock.now()
    parties = list(
        Registration.objects.attended()
        .filter(
            feedback="",
            event__list_closed_at__lte=now - ASKS_AFTER,
            event__ends_at__gt=now - dt.timedelta(days=settings.EVENT_FEEDBACK_DAYS),
        )
        .select_related("event__community", "person__user")
        .select_for_update(no_key=True, of=("self",), skip_locked=True)
        .order_by("pk")[:at_most]
    )
    asked = Registration.FeedbackState.ASKED
    Registration.objects.filter(pk__in=[party.pk for party in parties]).update(feedback=asked)
    send_notices(map(registrations.feedback_wanted, parties))
    return len(parties)


@action
def give_feedback(registration: Registration, *, face: str, words: str = "") -> None:
    """What a party that came says of the event, by the link that asks: once. Raises Refused.

    The answer stands for itself: nothing in it, beside it or in the trail says whose it is.
    """
    registration = locks.lock_registration(registration)
    require_may_give_feedback(registration)
    require_no_number(words)
    _settle(registration, Registration.FeedbackState.ANSWERED)
    Feedback.objects.create(event=registration.event, face=face, words=words.strip())


@action
def dismiss_feedback(registration: Registration) -> None:
    """The party does not want to say anything, and is not asked again. Raises Refused."""
    registration = locks.lock_registration(registration)
    require_may_give_feedback(registration)
    _settle(registration, Registration.FeedbackState.DISMISSED)


def _settle(registration: Registration, state: str) -> None:
    registration.feedback = state
    registration.save(update_fields=["feedback"])


@action
def key_feedback_back(event: Event, *, faces: Mapping[str, int], sentences: Sequence[str] = (), by: User) -> None:
    """What came back on paper: how many with each face, and the sentences; instead of what was keyed in before.

    Raises Refused, also where there are more of them than people who came.
    """
    require_permission(by, "events.change_event", event)
    event = locks.lock_event(event.pk)
    require_event_took_place(event)
    for words in sentences:
        require_no_number(words)
    Feedback.objects.filter(event=event, on_paper=True).delete()
    require_no_more_than_came(sum(faces.values()), EventFeedback.read(event).came)
    counted = [face for face, number in faces.items() for _n in range(number)]
    rows = [Feedback(event=event, face=face, on_paper=True) for face in counted]
    rows += [Feedback(event=event, words=words, on_paper=True) for words in sentences]
    Feedback.objects.bulk_create(rows)
