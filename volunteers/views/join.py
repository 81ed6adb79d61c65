"""/volunteers/join/: applying to the team."""

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_http_methods

from accounts.auth.http import AuthenticatedHttpRequest
from common.exceptions import Refused
from common.forms.steps import FormSteps, is_form_sent
from common.http.cache_headers import private
from common.http.keys import get_named_or_404
from common.http.ratelimit import refuse_if_too_many
from volunteers.actions.join import apply_to_team
from volunteers.forms.volunteers import JoinForm
from volunteers.selectors.volunteers import JoinChoice, teams_to_join

RATES = "60/10m/user"
STEPS = [
    (gettext_lazy("Who"), ["token", "person"]),
    (gettext_lazy("Year of birth"), ["birth_year"]),
    (gettext_lazy("Parent or guardian"), ["guardian_name", "guardian_phone"]),
    (gettext_lazy("Kinds of service"), ["kinds"]),
    (gettext_lazy("Skills"), ["skills"]),
    (gettext_lazy("Times"), ["slots"]),
    (gettext_lazy("Where"), ["grid"]),
    (gettext_lazy("Anything else?"), ["words"]),
    (gettext_lazy("National volunteer number"), ["national_number"]),
    (gettext_lazy("Party membership"), ["party", "party_agreed"]),
]


@private
@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def join(request: AuthenticatedHttpRequest) -> HttpResponse:
    """/volunteers/join/: apply to the team. Where there are several, `?team=` says which; else the page asks."""
    teams = list(teams_to_join())
    team = get_named_or_404(request, "team", teams_to_join()) or (teams[0] if len(teams) == 1 else None)
    if team is None or request.user.person_id is None:
        status = 200 if team is None else 403
        return render(request, "volunteers/join_first.html", {"team": team, "teams": teams}, status=status)
    if request.method == "POST" and (refusal := refuse_if_too_many(request, "volunteer_join", RATES)):
        return refusal
    choice = JoinChoice.read(team, request.user)
    if not choice.reader_has_agreed:
        # The action refuses this as well; here it is said before somebody fills in the form.
        return _ask_for_consent(request)
    return _form(request, choice)


def _form(request: AuthenticatedHttpRequest, choice: JoinChoice) -> HttpResponse:
    sent = request.POST if is_form_sent(request) else {}
    steps = FormSteps(request, lambda data: JoinForm(data, choice=choice, sent=sent), STEPS)
    if isinstance(form := steps.finished, JoinForm):
        try:
            made = apply_to_team(choice.team, by=request.user, **form.application())
        except Refused as refused:
            if refused.code == "no_consent" and form.cleaned_data["person"].pk == request.user.person_id:
                return _ask_for_consent(request)
            if refused.code in ("already_applied", "volunteer_once_a_team"):
                return _already(request, str(refused))
            steps.refuse(refused)
        else:
            if made.already_made:
                return _already(request, _("This form has been sent already; nothing was done twice."))
            messages.success(request, _("Thank you! The community office will answer you here."))
            return redirect("volunteers:profile")
    context = {
        "steps": steps,
        "team": choice.team,
        "community": choice.team.community,
        "standing": choice.standing,
        "has_wards": len(choice.people) > 1,
        "everybody_has_applied": not choice.free and not is_form_sent(request),
    }
    return render(request, "volunteers/join.html", context, status=422 if steps.form.errors else 200)


def _already(request: AuthenticatedHttpRequest, words: str) -> HttpResponse:
    messages.info(request, words)
    return redirect("volunteers:profile")


def _ask_for_consent(request: AuthenticatedHttpRequest) -> HttpResponse:
    messages.info(request, _("This needs your agreement to the privacy notice."))
    return redirect("me_consent")
