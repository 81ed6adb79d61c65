"""Registering for an event."""

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from accounts.auth.http import AuthenticatedHttpRequest, require_consent_first
from accounts.models import Person, User
from common.exceptions import Refused
from common.forms.steps import Steps
from common.http.cache_headers import private
from common.http.ratelimit import refuse_if_too_many
from events.actions import registrations
from events.forms.registrations import RegistrationForm
from events.models import Event, Registration
from events.selectors.state import Standing, standing_of

RATES = "60/10m/user"
NOT_OPEN = {Standing.CANCELLED, Standing.OVER, Standing.JUST_COME, Standing.CLOSED}


@private
@login_required
@require_consent_first
@require_http_methods(["GET", "HEAD", "POST"])
def register(request: AuthenticatedHttpRequest, pk: int) -> HttpResponse:
    """The form; sent, it ends on the registration, also when it is sent twice."""
    event = get_object_or_404(Event.objects.published().with_waiting().select_related("community"), pk=pk)
    if request.user.person_id is None:
        return render(request, "events/no_person.html", {"event": event}, status=403)
    if request.method == "POST":
        if refusal := refuse_if_too_many(request, "event_registration", RATES):
            return refusal
    elif standing_of(event, waiting=event.waiting) in NOT_OPEN:
        return redirect(event)
    return _form(request, request.user, event)


def _form(request: HttpRequest, user: User, event: Event) -> HttpResponse:
    people = Person.objects.in_care_of(user)
    mine = list(event.registrations.live().filter(person__in=people).select_related("person").with_position())
    free = _free(user, list(people), mine)
    steps = Steps(
        request,
        lambda data: RegistrationForm(data, event=event, people=people, free=free, reader=user),
        [(_("Who"), ["person"]), (_("Number of people"), ["seats"])],
    )
    if isinstance(form := steps.finished, RegistrationForm):
        person = form.cleaned_data["person"]
        if earlier := _earlier(event, person):
            return _already(request, earlier)
        try:
            made = registrations.register(event, person=person, seats=form.seats, by=user)
        except Refused as refused:
            # Two clicks at the same moment: the second is answered by the unique constraint.
            if refused.code == "registration_once_an_event" and (earlier := _earlier(event, person)):
                return _already(request, earlier)
            steps.refuse(refused)
        else:
            return redirect("events:registration", pk=made.pk)
    context = {
        "steps": steps,
        "event": event,
        "registrations": mine,
        "everybody_is_registered": not free and request.method != "POST",
        "position": event.waiting + 1,
        "standing": standing_of(event, waiting=event.waiting),
    }
    return render(request, "events/register.html", context, status=422 if steps.form.errors else 200)


def _earlier(event: Event, person: Person) -> Registration | None:
    return event.registrations.live().filter(person=person).select_related("person").first()


def _free(user: User, people: list[Person], mine: list[Registration]) -> list[Person]:
    """Who is not registered yet, the reader first."""
    registered = {one.person_id for one in mine}
    free = [person for person in people if person.pk not in registered]
    return sorted(free, key=lambda person: (person.pk != user.person_id, person.pk))


def _already(request: HttpRequest, registration: Registration) -> HttpResponse:
    messages.info(
        request, _("%(name)s is already registered; nothing was done twice.") % {"name": registration.person.name}
    )
    return redirect("events:registration", pk=registration.pk)
