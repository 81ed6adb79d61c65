"""Register a neighbour: choose the event, choose who, say how many."""

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from accounts.auth.http import AuthenticatedHttpRequest
from accounts.models import Person, PrivacyNotice
from accounts.rules.consent import has_consent
from common.exceptions import Refused
from common.forms.steps import FormSteps
from common.http import drafts
from common.http.keys import get_named_or_404
from common.http.pagination import page_of
from common.http.ratelimit import refuse_if_too_many
from events.actions.registrations import register_known
from events.models import Event, Registration
from events.rules.registrations import require_age_for_event
from events.selectors.events import EventStanding, standing_of_event
from events.selectors.registrations import registrations_of_families
from grid.models import PioneerLink
from portal.desk.decorators import form, reading
from portal.desk.forms.registrations import DeskRegistrationForm
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


@form
def register(request: AuthenticatedHttpRequest, pk: int) -> HttpResponse:
    """/desk/events/…/: register a neighbour at the desk. Without `?person=` the neighbours to choose from; with it,
    how many come.
    """
    event = get_object_or_404(Event.objects.published().with_waiting().select_related("community"), pk=pk)
    standing = standing_of_event(event, waiting=event.waiting)
    person = get_named_or_404(request, "person", own_people_to_register(request.user))
    if person is None:
        return _choose(request, event, standing)
    earlier = event.registrations.live().filter(person=person).select_related("person").first()
    if earlier:
        return _already(request, earlier)
    return _register(request, event, standing, person)


def _already(request: AuthenticatedHttpRequest, earlier: Registration) -> HttpResponse:
    name = {"name": earlier.person.name}
    messages.info(request, _("%(name)s is already registered; nothing was done twice.") % name)
    return drafts.forget_draft(redirect("desk:registration", pk=earlier.pk), f"register-{earlier.event_id}")


def _choose(request: AuthenticatedHttpRequest, event: Event, standing: EventStanding) -> HttpResponse:
    links = PioneerLink.objects.current().visible_to(request.user).select_related("person", "post")
    page = page_of(links.order_by("person__name_sort", "pk"), request.GET.get("page", ""))
    people = [link.person_id for link in page.rows]
    there = set(event.registrations.live().filter(person__in=people).values_list("person_id", flat=True))
    return render(
        request,
        "desk/choose.html",
        {
            "event": event,
            "page": page,
            "there": there,
            "may_search": can_search_neighbours(request.user),
            "open": standing in TAKES_PEOPLE,
        },
        status=200 if page.understood else 400,
    )


def _register(
    request: AuthenticatedHttpRequest, event: Event, standing: EventStanding, person: Person
) -> HttpResponse:
    draft = f"register-{event.pk}"
    context = {"event": event, "person": person, "standing": standing, "open": standing in TAKES_PEOPLE}
    try:
        # The action asks this as well; who it is is known, so it is said before anything else is asked.
        require_age_for_event(event, person, by=request.user)
    except Refused as refused:
        status = 422 if request.method == "POST" else 200
        return render(request, "desk/register.html", {**context, "refused": refused}, status=status)
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
            made = register_known(
                event,
                person=person,
                notice=asked.agreed_to,
                seats=asked.cleaned_data["seats"],
                by=request.user,
                token=asked.cleaned_data["token"],
            )
        except Refused as refused:
            steps.refuse(refused)
        else:
            if made.already_made:
                return _already(request, made)
            messages.success(request, _said(made))
            return drafts.forget_draft(redirect("desk:registration", pk=made.pk), draft)
    family = registrations_of_families(event, [person.pk], reader=request.user)[person.pk]
    return render(
        request,
        "desk/register.html",
        {**context, "steps": steps, "family": family, "draft": draft},
        status=422 if steps.form.errors else 200,
    )


def _said(made: Registration) -> str:
    name = {"name": made.person.name}
    return _("%(name)s is on the waitlist.") % name if made.is_waitlisted else _("%(name)s is registered.") % name
