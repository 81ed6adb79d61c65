"""“What may I join?”, and one shift with the form that signs up for it."""

from django.contrib import messages
from django.contrib.auth.views import redirect_to_login
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from accounts.models import User
from common.exceptions import Refused
from common.forms.steps import FormSteps
from common.http.cache_headers import private_when_signed_in
from common.http.keys import whole_number
from common.http.page_cache import public_page
from common.http.ratelimit import refuse_if_too_many
from volunteers.actions.assignments import sign_up
from volunteers.forms.assignments import SignUpForm
from volunteers.forms.shift_filter import ShiftFilter
from volunteers.models import Shift, Volunteer
from volunteers.presenters.open_shifts import OpenShift, ShiftsToJoin, live_assignments, open_shift
from volunteers.selectors.volunteers import has_applied

RATES = "60/10m/user"


def own_volunteers(user: User) -> list[Volunteer]:
    """The reader's own row and those of the wards who are in the team, the reader first: one query."""
    rows = Volunteer.objects.owned_by(user).members().select_related("person", "team", "grid")
    return sorted(rows, key=lambda one: (one.person_id != user.person_id, one.pk))


@require_safe
@public_page
def shifts(request: HttpRequest) -> HttpResponse:
    """/volunteers/shifts/: what the reader may join, the soonest first, and why not the rest."""
    volunteers = own_volunteers(request.user) if isinstance(request.user, User) else []
    key = whole_number(request.GET.get("for", ""))
    volunteer = next((one for one in volunteers if one.pk == key), volunteers[0] if volunteers else None)
    asked = ShiftFilter.read(request.GET, volunteer)
    context = {
        "filter": asked,
        "lines": ShiftsToJoin.read(asked.apply(Shift.objects.open()), volunteer),
        "volunteer": volunteer,
        "volunteers": volunteers,
        "has_applied": not volunteers and has_applied(request.user),
    }
    return private_when_signed_in(request, render(request, "volunteers/shifts.html", context))


@require_http_methods(["GET", "HEAD", "POST"])
@public_page
def shift(request: HttpRequest, pk: int) -> HttpResponse:
    """/volunteers/shifts/…/: one shift. The form, sent once or twice, ends on the assignment."""
    rows = Shift.objects.exclude(activity__status="draft").with_queue()
    one = get_object_or_404(rows.select_related("activity__team", "activity__community"), pk=pk)
    user = request.user if isinstance(request.user, User) else None
    if request.method == "POST":
        if user is None:
            return redirect_to_login(request.path)
        if refusal := refuse_if_too_many(request, "shift_sign_up", RATES):
            return refusal
    volunteers = own_volunteers(user) if user else []
    lines = {volunteer.pk: open_shift(one, volunteer, live_assignments(volunteer)) for volunteer in volunteers}
    steps = _steps(request, volunteers, lines) if volunteers and not one.has_begun else None
    if steps and user and isinstance(form := steps.finished, SignUpForm):
        answers = form.cleaned_data
        try:
            made = sign_up(
                one, volunteer=answers["volunteer"], words=answers["words"], by=user, token=answers["token"]
            )
        except Refused as refused:
            if refused.code == "no_consent":
                messages.info(request, _("This needs your agreement to the privacy notice."))
                return redirect("me_consent")
            steps.refuse(refused)
        else:
            if made.already_made:
                messages.info(request, _("You had signed up already; nothing was done twice."))
            return redirect("volunteers:assignment", pk=made.pk)
    refusals = [line.refusal for line in lines.values() if line.refusal]
    context = {
        "shift": one,
        "activity": one.activity,
        "community": one.activity.community,
        "line": OpenShift(one),
        "own": [line.own for line in lines.values() if line.own],
        "volunteers": volunteers,
        "has_applied": not volunteers and has_applied(request.user),
        # Nobody of the family may join: the first reason, or that all are on the shift already.
        "refusal": refusals[0] if refusals and all(line.refusal or line.own for line in lines.values()) else None,
        "can_join": any(line.refusal is None and line.own is None for line in lines.values()),
        "steps": steps,
        "position": one.waiting + 1,
    }
    status = 422 if steps and steps.form.errors else 200
    return private_when_signed_in(request, render(request, "volunteers/shift.html", context, status=status))


def _steps(request: HttpRequest, volunteers: list[Volunteer], lines: dict[int, OpenShift]) -> FormSteps:
    on_it = [one for one in volunteers if lines[one.pk].own is None] or volunteers
    refusals = {key: line.refusal for key, line in lines.items() if line.refusal}
    return FormSteps(
        request,
        lambda data: SignUpForm(data, volunteers=on_it, refusals=refusals),
        [(_("Who comes?"), ["token", "volunteer"]), (_("Words to the person in charge"), ["words"])],
    )
