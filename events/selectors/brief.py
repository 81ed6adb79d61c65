"""What the records say of an event that took place: for the brief, which goes on paper or into a report."""

from collections.abc import Sequence
from dataclasses import dataclass

from django.db.models import Count, Q, Sum

from events.models import Event, EventPhoto, Registration
from events.models.check_in_kinds import CheckInKind
from events.selectors.feedback import EventFeedback
from events.selectors.recaps import shown_photos
from events.selectors.series import CourseView


def is_settled(event: Event) -> bool:
    """Whether it is known of everybody who came, and how many came where there is no list."""
    return event.list_closed_at is not None or event.headcount is not None


@dataclass(frozen=True, slots=True)
class EventBrief:
    """The figures of an event. None stands for what nobody has written down: it is not the same as 0.

    `came` is the number of people by the one figure of all pages; `walk_ins` of them came unannounced, `times` counts
    each of their days. `date` of `dates` is the place of the event in its series. `registered`: people with a seat
    who had signed up before, in `parties`.
    """

    event: Event
    course: CourseView | None
    parties: int
    registered: int
    came: int | None
    walk_ins: int
    times: int | None
    feedback: EventFeedback
    photos: Sequence[EventPhoto]

    @classmethod
    def read(cls, event: Event) -> "EventBrief":
        """The event with all its figures, in a fixed number of queries."""
        announced = Q(status__in=Registration.SEATED, walk_in=False)
        counted = event.registrations.aggregate(
            parties=Count("pk", filter=announced),
            registered=Sum("seats", filter=announced, default=0),
            walk_ins=Sum("came", filter=Q(walk_in=True), default=0),
        )
        feedback = EventFeedback.read(event)
        by_day = event.check_in_kind != CheckInKind.ONCE
        return cls(
            event=event,
            course=CourseView.read(event.series_id) if event.series_id else None,
            **counted,
            came=feedback.came if feedback.came or is_settled(event) else None,
            times=Event.objects.filter(pk=event.pk).person_times() if by_day else None,
            feedback=feedback,
            photos=shown_photos(event),
        )
