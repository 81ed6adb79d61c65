"""Ringing a neighbour from the desk: the reason first, then the number, on this page only."""

from django.http import HttpResponse
from django.shortcuts import get_object_or_404, render
from django.utils.translation import gettext_lazy

from accounts.auth.http import AuthenticatedHttpRequest
from accounts.models import Person
from common.exceptions import Refused
from common.forms.steps import FormSteps
from common.http.ratelimit import refuse_if_too_many
from portal.desk.actions import call_neighbour
from portal.desk.decorators import FORM, at_desk
from portal.desk.forms.calls import CallForm
from portal.desk.permissions import RECEIVES, VISITS
from portal.desk.selectors.calls import people_to_call, rung_for
from portal.desk.selectors.shifts import shift_expecting
from volunteers.rules.check_in import CHECKS_IN

RATES = "60/10m/user"
STEPS = [(gettext_lazy("Why do you call?"), ["reason"]), (gettext_lazy("In your own words"), ["words"])]


@at_desk(*FORM, needs=(VISITS, RECEIVES, CHECKS_IN))
def call(request: AuthenticatedHttpRequest, pk: int) -> HttpResponse:
    """/desk/neighbours/…/call/: ask why, then show the number as a link that dials; who, whose, when and why is
    kept.
    """
    person = get_object_or_404(people_to_call(request.user), pk=pk)
    if not person.phone:
        return _without_number(request, person)
    steps = FormSteps(request, CallForm, STEPS)
    number = ""
    if isinstance(asked := steps.finished, CallForm):
        if refusal := refuse_if_too_many(request, "desk_call", RATES):
            return refusal
        try:
            number = call_neighbour(person, reason=asked.reason_in_words(), by=request.user)
        except Refused as refused:
            steps.refuse(refused)
    has_page = _has_page(request, person)
    return render(
        request,
        "desk/call.html",
        {
            "person": person,
            "steps": None if number else steps,
            "number": number,
            "has_page": has_page,
            "shift": None if has_page else shift_expecting(person, request.user),
        },
        status=422 if steps.form.errors else 200,
    )


def _without_number(request: AuthenticatedHttpRequest, person: Person) -> HttpResponse:
    """Nobody is asked why they call where there is no number; who acts for the person may be rung instead."""
    context = {
        "person": person,
        "instead": rung_for([person], request.user).get(person.pk, []),
        "has_page": _has_page(request, person),
    }
    context["shift"] = None if context["has_page"] else shift_expecting(person, request.user)
    return render(request, "desk/call.html", context, status=422 if request.method == "POST" else 200)


def _has_page(request: AuthenticatedHttpRequest, person: Person) -> bool:
    """Whether the desk has a page of this neighbour for the user, to go back to. A guest of a station has none."""
    return request.user.has_perm(VISITS) and Person.objects.visible_to(request.user).filter(pk=person.pk).exists()
