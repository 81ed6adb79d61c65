"""What those who came have said of an event, all together: nobody's answer stands alone."""

import datetime as dt
from collections import Counter
from collections.abc import Iterable, Mapping
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
    """How many of those who came have answered, how many with each face, and the sentences in no order.

    A party may have answered by link and have left papers too: it still has no more people than came. Answers by link
    are among the faces and sentences once there are `FEWEST` of them: who keys papers in knows those, so papers hide
    nobody.
    """

    came: int
    answered: int
    faces: Mapping[str, int]
    sentences: list[str]
    hides_links: bool

    @classmethod
    def read(cls, event: Event) -> "EventFeedback":
        rows = list(Feedback.objects.filter(event=event).order_by("pk"))
        came = Event.objects.with_came().get(pk=event.pk).came or 0
        answered = min(sum(row.face != "" for row in rows), came)
        papers = [row for row in rows if row.on_paper]
        hides_links = 0 < len(rows) - len(papers) < FEWEST
        faces, sentences = _faces_and_sentences(papers if hides_links else rows)
        return cls(came, answered, faces, sentences, hides_links)

    @property
    def is_shown(self) -> bool:
        """Whether there are so many that nobody is recognised."""
        return sum(self.faces.values()) >= FEWEST


def paper_answers(event: Event) -> tuple[dict[str, int], list[str]]:
    """What was keyed in from paper so far: how many with each face, and the sentences."""
    return _faces_and_sentences(Feedback.objects.filter(event=event, on_paper=True).order_by("pk"))


def _faces_and_sentences(rows: Iterable[Feedback]) -> tuple[dict[str, int], list[str]]:
    rows = list(rows)
    counted = Counter(row.face for row in rows if row.face)
    return {face.value: counted[face.value] for face in Feedback.Face}, [row.words for row in rows if row.words]


def feedback_asked_of(reader: User) -> Registration | None:
    """The latest event of which the reader, or a ward, is still asked how it was. One query."""
    rows = Registration.objects.owned_by(reader).attended().filter(feedback=Registration.FeedbackState.ASKED)
    asked = rows.filter(event__list_closed_at__isnull=False).select_related("event").order_by("-event__ends_at")
    one = asked.first()
    return one if one and clock.now() < feedback_ends_at(one.event) else None
