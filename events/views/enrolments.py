"""Taking a whole course, and one's own course with its dates."""

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from accounts.auth.http import AuthenticatedHttpRequest
from common.exceptions import Refused, allows
from common.forms.steps import FormSteps
from common.http.cache_headers import private
from common.http.keys import whole_number
from common.http.ratelimit import refuse_if_too_many
from events.actions import enrolments
from events.forms.registrations import RegistrationForm
from events.models import Enrolment
from events.rules.registrations import age_refusal
from events.rules.series import require_course_can_be_left
from events.selectors.series import CourseView, EnrolmentChoice, registrations_of_course
from events.views.register import RATES, ask_for_consent


@private
@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def enrol(request: AuthenticatedHttpRequest, pk: int) -> HttpResponse:
    """/events/series/…/enrol/: take the whole course. The form, sent once or twice, ends on the own course."""
    key = whole_number(pk)
    course = CourseView.read(key) if key is not None else None
    if course is None:
        raise Http404
    if request.user.person_id is None:
        return render(request, "events/no_person.html", {"event": course.dates[0].event}, status=403)
    if not course.course_is_open:
        return redirect(course.next_event)
    if request.method == "POST" and (refusal := refuse_if_too_many(request, "event_registration", RATES)):
        return refusal
    choice = EnrolmentChoice.read_course(course, request.user)
    if not choice.reader_has_agreed:
        return ask_for_consent(request)
    return _form(request, choice)


def _form(request: AuthenticatedHttpRequest, choice: EnrolmentChoice) -> HttpResponse:
    steps = FormSteps(
        request,
        lambda data: RegistrationForm(data, choice=choice),
        [(_("Who"), ["token", "person"]), (_("Number of people"), ["seats"])],
    )
    series = choice.course.series
    if isinstance(form := steps.finished, RegistrationForm):
        person = form.cleaned_data["person"]
        try:
            made = enrolments.enrol(
                series, person=person, seats=form.seats, by=request.user, token=form.cleaned_data["token"]
            )
        except Refused as refused:
            if refused.code == "no_consent" and person.pk == request.user.person_id:
                return ask_for_consent(request)
            if refused.code == "enrolment_once_a_series" and (earlier := choice.enrolment_of(person)):
                return _already(request, earlier)
            steps.refuse(refused)
        else:
            return _already(request, made) if made.already_made else redirect(made)
    context = {
        "steps": steps,
        "course": choice.course,
        "enrolments": choice.registrations,
        "everybody_is_enrolled": not choice.free and request.method != "POST",
        "nobody_is_admitted": request.method != "POST"
        and bool(choice.free)
        and all(age_refusal(choice.event, one) for one in choice.free),
        "event": choice.event,
    }
    return render(request, "events/enrol.html", context, status=422 if steps.form.errors else 200)


def _already(request: AuthenticatedHttpRequest, enrolment: Enrolment) -> HttpResponse:
    messages.info(
        request, _("%(name)s takes this course already; nothing was done twice.") % {"name": enrolment.person.name}
    )
    return redirect(enrolment)


def own_enrolment_or_404(request: AuthenticatedHttpRequest, pk: int) -> Enrolment:
    """The enrolment, if it is the reader's or a ward's of today; else 404."""
    own = Enrolment.objects.owned_by(request.user).select_related("series__community", "person")
    return get_object_or_404(own, pk=pk)


@private
@login_required
@require_safe
def enrolment(request: AuthenticatedHttpRequest, pk: int) -> HttpResponse:
    """/events/enrolments/…/: the own course as one thing, with its dates and what can be done about each."""
    one = own_enrolment_or_404(request, pk)
    places = registrations_of_course(one)
    course = CourseView.read(one.series_id, places)
    if course is None:
        raise Http404
    context = {
        "enrolment": one,
        "course": course,
        "event": course.next_event,
        "can_leave": allows(require_course_can_be_left, one, course.to_come),
    }
    return render(request, "events/enrolment.html", context)


@private
@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def leave(request: AuthenticatedHttpRequest, pk: int) -> HttpResponse:
    """/events/enrolments/…/leave/: give up the whole course, after a page that asks once more."""
    one = own_enrolment_or_404(request, pk)
    if request.method != "POST":
        course = CourseView.read(one.series_id, registrations_of_course(one))
        if course is None or not allows(require_course_can_be_left, one, course.to_come):
            return redirect(one)
        return render(request, "events/leave.html", {"enrolment": one, "course": course, "event": course.next_event})
    if refusal := refuse_if_too_many(request, "event_registration", RATES):
        return refusal
    try:
        enrolments.leave(one, by=request.user)
    except Refused as refused:
        messages.error(request, str(refused))
    else:
        messages.success(request, _("The course is left; the places are given up."))
    return redirect(one)
