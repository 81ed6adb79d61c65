"""Register a neighbour: choose the event, choose who, say how many."""

from collections.abc import Callable
from dataclasses import dataclass
from functools import partial
from typing import Any

from django.contrib import messages
from django.db.models import QuerySet
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from accounts.auth.http import AuthenticatedHttpRequest
from accounts.models import Person, PrivacyNotice
from accounts.rules.consent import has_consent
from common.exceptions import Refused, allows
from common.forms.steps import FormSteps
from common.http import drafts
from common.http.keys import get_named_or_404
from common.http.pagination import page_of
from common.http.ratelimit import refuse_if_too_many
from events.actions.registrations import register_known
from events.models import Event, Registration
from events.rules.registrations import require_age_for_event
from events.rules.series import require_dates_offered
from events.selectors.events import EventStanding, standing_of_event
from events.selectors.registrations import registrations_of_families
from grid.models import PioneerLink
from portal.desk.decorators import form, reading
from portal.desk.forms.registrations import DeskRegistrationForm
from portal.desk.selectors.enrolments import course_to_offer
from portal.desk.selectors.registrations import events_to_register_for, own_people_to_register
from portal.desk.views.neighbours import can_search_neighbours
from portal.desk.views.registrations import RATES

TAKES_PEOPLE = {EventStanding.OPEN, EventStanding.WAITLIST}


@reading
def events(request: AuthenticatedHttpRequest) -> HttpResponse:
    """/desk/events/: at the desk: the events to register neighbours for, the next first."""
    person = get_named_or_404(request, "person", own_people_to_register(request.user))
    page = page_of(events_to_register_for(), request.GET.get("page", ""))
    found = [(event, standing_of_event(event, waiting=event.waiting)) for event in page.rows]
    return render(
        request,
        "desk/events.html",
        {"events": found, "page": page, "person": person},
        status=200 if page.understood else 400,
    )


@dataclass(frozen=True, slots=True)
class SignUp:
    """One way of signing a neighbour up at the desk: for an event, or for a whole course.

    `act` is the action for a known person, with its subject; what it makes has its own `page`. The words take the
    `name` of the person.
    """

    act: Callable[..., Any]
    template: str
    draft: str
    page: str
    already: str | Promise
    done: Callable[[Any], str]

    def answer_done(self, request: AuthenticatedHttpRequest, made: Any) -> HttpResponse:
        messages.success(request, self.done(made) % {"name": made.person.name})
        return self._to_page(made)

    def answer_already(self, request: AuthenticatedHttpRequest, made: Any) -> HttpResponse:
        messages.info(request, str(self.already) % {"name": made.person.name})
        return self._to_page(made)

    def _to_page(self, made: Any) -> HttpResponse:
        return drafts.forget_draft(redirect(self.page, pk=made.pk), self.draft)


@form
def register(request: AuthenticatedHttpRequest, pk: int) -> HttpResponse:
    """/desk/events/…/: register a neighbour at the desk. Without `?person=` the neighbours to choose from; with it,
    how many come. A date that is offered only with its whole course leads there.
    """
    rows = Event.objects.published().with_waiting().select_related("community", "series")
    event = get_object_or_404(rows, pk=pk)
    standing = standing_of_event(event, waiting=event.waiting)
    person = get_named_or_404(request, "person", own_people_to_register(request.user))
    course = course_to_offer(event, request.user)
    context = {
        "event": event,
        "standing": standing,
        "open": standing in TAKES_PEOPLE,
        "course": course,
        "aim": f"event={event.pk}",
    }
    if course and not allows(require_dates_offered, event, request.user):
        named = {"person": person.pk} if person else None
        return redirect(reverse("desk:enrol", args=[course.series.pk], query=named))
    live = event.registrations.live()
    if person is None:
        return choose_neighbour(request, live, context)
    way = SignUp(
        act=partial(register_known, event),
        template="desk/register.html",
        draft=f"register-{event.pk}",
        page="desk:registration",
        already=gettext_lazy("%(name)s is already registered; nothing was done twice."),
        done=_said,
    )
    if earlier := live.filter(person=person).select_related("person").first():
        return way.answer_already(request, earlier)
    return sign_up(request, way, event, person, context)


def _said(made: Registration) -> str:
    return _("%(name)s is on the waitlist.") if made.is_waitlisted else _("%(name)s is registered.")


def choose_neighbour(request: AuthenticatedHttpRequest, live: QuerySet, context: dict[str, Any]) -> HttpResponse:
    """The neighbours to choose from; `live`: the registrations or enrolments of who is there already."""
    links = PioneerLink.objects.current().visible_to(request.user).select_related("person", "post")
    page = page_of(links.order_by("person__name_sort", "pk"), request.GET.get("page", ""))
    people = [link.person_id for link in page.rows]
    there = set(live.filter(person__in=people).values_list("person_id", flat=True))
    return render(
        request,
        "desk/choose.html",
        {**context, "page": page, "there": there, "may_search": can_search_neighbours(request.user)},
        status=200 if page.understood else 400,
    )


def sign_up(
    request: AuthenticatedHttpRequest, way: SignUp, event: Event, person: Person, context: dict[str, Any]
) -> HttpResponse:
    """Ask how many come, and for consent where it is missing; then sign the person up. Of a course, `event` is the
    next of its open dates.
    """
    context = {**context, "person": person}
    try:
        # The action asks this as well; who it is is known, so it is said before anything else is asked.
        require_age_for_event(event, person, by=request.user)
    except Refused as refused:
        status = 422 if request.method == "POST" else 200
        return render(request, way.template, {**context, "refused": refused}, status=status)
    agreed = has_consent(person)
    notice = None if agreed else PrivacyNotice.objects.current()
    steps = FormSteps(
        request,
        lambda data: DeskRegistrationForm(data, event=event, notice=notice, agreed=agreed),
        [(gettext_lazy("Number of people"), ["token", "seats"]), (gettext_lazy("Consent"), ["consent", "notice"])],
    )
    if isinstance(asked := steps.finished, DeskRegistrationForm):
        if refusal := refuse_if_too_many(request, "desk_registration", RATES):
            return refusal
        try:
            made = way.act(
                person=person,
                notice=asked.agreed_to,
                seats=asked.cleaned_data["seats"],
                by=request.user,
                token=asked.cleaned_data["token"],
            )
        except Refused as refused:
            steps.refuse(refused)
        else:
            return way.answer_already(request, made) if made.already_made else way.answer_done(request, made)
    family = registrations_of_families(event, [person.pk], reader=request.user)[person.pk]
    return render(
        request,
        way.template,
        {**context, "steps": steps, "family": family, "draft": way.draft},
        status=422 if steps.form.errors else 200,
    )
