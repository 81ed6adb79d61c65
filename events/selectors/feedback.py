"""What those who came have said of an event, all together: nobody's answer stands alone."""

import datetime as dt
from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass

from django.conf import settings

from accounts.models import User
from common.time import clock
from events.models import Event, Feedback, Registration

# With fewer answers than this it could be guessed whose they are.
FEWEST = 3


def feedback_ends_at(event: Event) -> dt.datetime:
    """Until when those who came may say how it was."""
    return event.ends_at + dt.timedelta(days=settings.EVENT_FEEDBACK_DAYS)


@dataclass(frozen=True, slots=True)
class EventFeedback:
    """How many of those who came have answered, how many with each face, and the sentences in no order."""

    came: int
    faces: Mapping[str, int]
    sentences: list[str]

    @classmethod
    def read(cls, event: Event) -> "EventFeedback":
        rows = list(Feedback.objects.filter(event=event).order_by("pk"))
        counted = Counter(row.face for row in rows if row.face)
        came = Event.objects.with_came().get(pk=event.pk).came or 0
        faces = {face.value: counted[face.value] for face in Feedback.Face}
        return cls(came, faces, [row.words for row in rows if row.words])

    @property
    def answered(self) -> int:
        return sum(self.faces.values())

    @property
    def is_shown(self) -> bool:
        """Whether there are so many that nobody is recognised."""
        return self.answered >= FEWEST


def paper_answers(event: Event) -> tuple[dict[str, int], list[str]]:
    """What was keyed in from paper so far: how many with each face, and the sentences."""
    rows = list(Feedback.objects.filter(event=event, on_paper=True).order_by("pk"))
    counted = Counter(row.face for row in rows if row.face)
    return {face.value: counted[face.value] for face in Feedback.Face}, [row.words for row in rows if row.words]


def feedback_asked_of(reader: User) -> Registration | None:
    """The latest event of which the reader, or a ward, is still asked how it was. One query."""
    rows = Registration.objects.owned_by(reader).attended().filter(feedback=Registration.FeedbackState.ASKED)
    asked = rows.filter(event__list_closed_at__isnull=False).select_related("event").order_by("-event__ends_at")
    one = asked.first()
    return one if one and clock.now() < feedback_ends_at(one.event) else None
