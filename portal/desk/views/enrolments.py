"""The whole course for a neighbour: taking it, what stands on each of its dates, and leaving it."""

from collections.abc import Sequence
from functools import partial

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, pgettext

from accounts.auth.http import AuthenticatedHttpRequest
from common.exceptions import Refused, allows
from common.http.keys import get_named_or_404, whole_number
from common.http.ratelimit import refuse_if_too_many
from events.actions import enrolments
from events.models import Enrolment
from events.notifications.registrations import event_beginning
from events.notifications.series import where_and_what
from events.rules.series import require_course_can_be_left
from events.selectors.series import CourseDate, CourseView, registrations_of_course
from portal.desk.decorators import form, reading
from portal.desk.selectors.calls import may_call
from portal.desk.selectors.enrolments import own_enrolments
from portal.desk.selectors.registrations import own_people_to_register
from portal.desk.views.events import SignUp, choose_neighbour, sign_up
from portal.desk.views.registrations import RATES


@form
def enrol(request: AuthenticatedHttpRequest, pk: int) -> HttpResponse:
    """/desk/series/…/: take a whole course for a neighbour. Without `?person=` the neighbours to choose from; with
    it, how many come. A course that is not offered leads to its next date.
    """
    key = whole_number(pk)
    course = CourseView.read(key) if key is not None else None
    if course is None:
        raise Http404
    person = get_named_or_404(request, "person", own_people_to_register(request.user))
    if not course.course_is_open:
        named = {"person": person.pk} if person else None
        return redirect(reverse("desk:register", args=[course.next_event.pk], query=named))
    event = course.open_dates[0].event
    live = course.series.enrolments.live()
    context = {
        "course": course,
        "event": event,
        "whole_course": True,
        "open": True,
        "aim": f"series={course.series.pk}",
    }
    if person is None:
        return choose_neighbour(request, live, context)
    way = SignUp(
        act=partial(enrolments.enrol_known, course.series),
        template="desk/enrol.html",
        draft=f"enrol-{course.series.pk}",
        page="desk:enrolment",
        already=gettext_lazy("%(name)s takes this course already; nothing was done twice."),
        done=lambda _made: _("%(name)s takes the whole course."),
    )
    if earlier := live.filter(person=person).select_related("person").first():
        return way.answer_already(request, earlier)
    return sign_up(request, way, event, person, context)


def _read(enrolment: Enrolment) -> CourseView:
    """The course with the places of the enrolment. Raises Http404 where nothing of it is public."""
    course = CourseView.read(enrolment.series_id, registrations_of_course(enrolment))
    if course is None:
        raise Http404
    return course


def _dates_in_words(course: CourseView, dates: Sequence[CourseDate]) -> str:
    """When these dates begin, for a sentence; where one is elsewhere than the next, its place too."""
    usual = course.next_event.place
    said = [
        event_beginning(date.event) + (f"（{date.event.place}）" if date.event.place != usual else "")
        for date in dates
    ]
    return pgettext("between names", ", ").join(said)


@reading
def enrolment(request: AuthenticatedHttpRequest, pk: int) -> HttpResponse:
    """/desk/enrolments/…/: what a neighbour has of a course, to be read out; and the way to leave it."""
    one = get_object_or_404(own_enrolments(request.user), pk=pk)
    course = _read(one)
    return render(
        request,
        "desk/enrolment.html",
        {
            "enrolment": one,
            "course": course,
            "event": course.next_event,
            "seated_days": _dates_in_words(course, course.seated_places),
            "waiting_days": _dates_in_words(course, course.waiting_places),
            "practical": where_and_what(course.next_event),
            "may_call": may_call(request.user, one.person),
            "can_leave": allows(require_course_can_be_left, one, course.to_come),
        },
    )


@form
def leave(request: AuthenticatedHttpRequest, pk: int) -> HttpResponse:
    """/desk/enrolments/…/leave/: give up the whole course for a neighbour, after a page that asks once more."""
    one = get_object_or_404(own_enrolments(request.user), pk=pk)
    if request.method != "POST":
        course = _read(one)
        if not allows(require_course_can_be_left, one, course.to_come):
            return redirect("desk:enrolment", pk=pk)
        return render(request, "desk/leave.html", {"enrolment": one, "course": course})
    if refusal := refuse_if_too_many(request, "desk_registration", RATES):
        return refusal
    try:
        enrolments.leave(one, by=request.user)
    except Refused as refused:
        messages.error(request, str(refused))
    else:
        messages.success(request, _("The course is left; the places are given up."))
    return redirect("desk:enrolment", pk=pk)
