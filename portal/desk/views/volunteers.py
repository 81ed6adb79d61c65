"""/desk/volunteers/new/: a neighbour without a smartphone would like to join the volunteer team."""

from typing import Any

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from accounts.auth.http import AuthenticatedHttpRequest
from accounts.models import PrivacyNotice
from common.exceptions import Refused
from common.forms.steps import FormSteps, is_form_sent
from common.http import drafts
from common.http.keys import get_named_or_404
from common.http.ratelimit import refuse_if_too_many
from portal.desk.decorators import FORM, at_desk
from portal.desk.forms.volunteers import NewVolunteerForm
from portal.desk.permissions import ENTERS_VOLUNTEERS
from portal.desk.selectors.volunteers import teams_to_enter_into
from volunteers.actions.join import enter_applicant

RATES = "120/10m/user"
STEPS = [
    (gettext_lazy("Name"), ["token", "name"]),
    (gettext_lazy("Phone"), ["phone"]),
    (gettext_lazy("Year of birth"), ["birth_year"]),
    (gettext_lazy("Parent or guardian"), ["guardian_name", "guardian_phone"]),
    (gettext_lazy("Kinds of service"), ["kinds"]),
    (gettext_lazy("Skills"), ["skills"]),
    (gettext_lazy("Times"), ["slots"]),
    (gettext_lazy("Where"), ["grid"]),
    (gettext_lazy("Anything else?"), ["words"]),
    (gettext_lazy("National volunteer number"), ["national_number"]),
    (gettext_lazy("Consent"), ["consent", "notice"]),
]


@at_desk(*FORM, needs=(ENTERS_VOLUNTEERS,))
def new(request: AuthenticatedHttpRequest) -> HttpResponse:
    """/desk/volunteers/new/: who it is, what they would like to do and when, and the consent that was read out."""
    teams = teams_to_enter_into(request.user)
    team = get_named_or_404(request, "team", teams) or teams.first()
    if team is None:
        raise Http404
    notice = PrivacyNotice.objects.current()
    sent: Any = request.POST if is_form_sent(request) else {}
    steps = FormSteps(request, lambda data: NewVolunteerForm(data, notice=notice, team=team, sent=sent), STEPS)
    if isinstance(form := steps.finished, NewVolunteerForm):
        if refusal := refuse_if_too_many(request, "desk_volunteer", RATES):
            return refusal
        try:
            made = enter_applicant(team, by=request.user, **form.application())
        except Refused as refused:
            steps.refuse(refused)
        else:
            messages.success(request, _("%(name)s has applied; the office will answer.") % {"name": made.person.name})
            return drafts.forget_draft(redirect("desk:start"), "volunteer")
    return render(
        request,
        "desk/new_volunteer.html",
        {"steps": steps, "notice": notice, "team": team, "teams": teams},
        status=422 if steps.form.errors else 200,
    )
