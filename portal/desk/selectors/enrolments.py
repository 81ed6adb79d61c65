"""The whole courses that neighbours take, and those that the desk offers."""

from accounts.models import Person, User
from events.models import Enrolment, Event
from events.querysets import EnrolmentQuerySet
from events.selectors.series import CourseView
from portal.desk.permissions import VISITS


def own_enrolments(user: User) -> EnrolmentQuerySet:
    """The enrolments of the own people, and of the guests of the courses that the user looks after."""
    people = Person.objects.within(user.rights.holding("events.register_others")).order_by().values("pk")
    return Enrolment.objects.visible_to(user).filter(person__in=people).select_related("series__community", "person")


def course_to_offer(event: Event, user: User) -> CourseView | None:
    """The course that the event is one date of, while the user may register neighbours for dates of it."""
    if event.series_id is None or not (user.has_perm(VISITS) and user.rights.holding("events.register_others")):
        return None
    course = CourseView.read(event.series_id)
    return course if course and course.course_is_open else None
