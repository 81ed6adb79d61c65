"""Registering for an event."""

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from accounts.auth.http import AuthenticatedHttpRequest
from common.exceptions import Refused
from common.forms.steps import FormSteps
from common.http.cache_headers import private
from common.http.ratelimit import refuse_if_too_many
from events.actions import registrations
from events.forms.registrations import RegistrationForm
from events.models import Event, Registration
from events.rules.registrations import age_refusal
from events.selectors.events import EventStanding
from events.selectors.registrations import RegistrationChoice

RATES = "60/10m/user"
NOT_OPEN = {EventStanding.CANCELLED, EventStanding.OVER, EventStanding.JUST_COME, EventStanding.CLOSED}


@private
@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def register(request: AuthenticatedHttpRequest, pk: int) -> HttpResponse:
    """/events/…/register/: register for an event. The form, sent once or twice, ends on the registration."""
    event = get_object_or_404(Event.objects.published().with_waiting().select_related("community"), pk=pk)
    if request.user.person_id is None:
        return render(request, "events/no_person.html", {"event": event}, status=403)
    if request.method == "POST" and (refusal := refuse_if_too_many(request, "event_registration", RATES)):
        return refusal
    choice = RegistrationChoice.read(event, request.user)
    if not choice.reader_has_agreed:
        # The action refuses this as well; here it is said before somebody fills in the form.
        return ask_for_consent(request)
    if request.method != "POST" and choice.standing in NOT_OPEN:
        return redirect(event)
    return _form(request, choice)


def _form(request: AuthenticatedHttpRequest, choice: RegistrationChoice) -> HttpResponse:
    steps = FormSteps(
        request,
        lambda data: RegistrationForm(data, choice=choice),
        [(_("Who"), ["token", "person"]), (_("Number of people"), ["seats"])],
    )
    if isinstance(form := steps.finished, RegistrationForm):
        person = form.cleaned_data["person"]
        try:
            made = registrations.register(
                choice.event, person=person, seats=form.seats, by=request.user, token=form.cleaned_data["token"]
            )
        except Refused as refused:
            if refused.code == "no_consent" and person.pk == request.user.person_id:
                return ask_for_consent(request)
            if refused.code == "registration_once_an_event" and (earlier := choice.registration_of(person)):
                return _already(request, earlier)
            steps.refuse(refused)
        else:
            return _already(request, made) if made.already_made else redirect("events:registration", pk=made.pk)
    context = {
        "steps": steps,
        "event": choice.event,
        "registrations": choice.registrations,
        "family_registers_apart": choice.family_registers_apart(),
        "everybody_is_registered": not choice.free and request.method != "POST",
        "has_wards": len(choice.people) > 1,
        "nobody_is_admitted": request.method != "POST" and all(age_refusal(choice.event, one) for one in choice.free),
        "position": choice.position,
        "standing": choice.standing,
    }
    return render(request, "events/register.html", context, status=422 if steps.form.errors else 200)


def ask_for_consent(request: AuthenticatedHttpRequest) -> HttpResponse:
    messages.info(request, _("This needs your agreement to the privacy notice."))
    return redirect("me_consent")


def _already(request: AuthenticatedHttpRequest, registration: Registration) -> HttpResponse:
    messages.info(
        request, _("%(name)s is already registered; nothing was done twice.") % {"name": registration.person.name}
    )
    return redirect("events:registration", pk=registration.pk)
