"""/volunteers/mine/profile/: what I would like to do in the team, pausing, leaving, and the own word on the party."""

from collections.abc import Callable
from functools import wraps
from typing import Any

from django import forms
from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_http_methods, require_safe

from accounts.auth.http import AuthenticatedHttpRequest
from common.exceptions import Refused
from common.forms.steps import FormSteps
from common.http.cache_headers import private
from common.http.methods import post_only
from common.http.ratelimit import refuse_if_too_many
from volunteers.actions import volunteers as acts
from volunteers.actions.join import change_profile
from volunteers.forms.volunteers import LeaveForm, PartyAnswerForm, PauseForm, ProfileForm, profile_of
from volunteers.models import Volunteer
from volunteers.presenters.volunteers import own_profiles
from volunteers.rules.volunteers import VolunteerAct, volunteer_act_refusal
from volunteers.selectors.volunteers import has_more_to_apply_for, shifts_to_come

RATES = "60/10m/user"
STEPS = [
    (gettext_lazy("Kinds of service"), ["kinds"]),
    (gettext_lazy("Skills"), ["skills"]),
    (gettext_lazy("Times"), ["slots"]),
    (gettext_lazy("Where"), ["grid"]),
    (gettext_lazy("Anything else?"), ["words"]),
    (gettext_lazy("National volunteer number"), ["national_number"]),
]


@private
@login_required
@require_safe
def profile(request: AuthenticatedHttpRequest) -> HttpResponse:
    """/volunteers/mine/profile/: the reader's applications and memberships, and those of the wards."""
    profiles = own_profiles(request.user)
    context = {"profiles": profiles, "has_more": bool(profiles) and has_more_to_apply_for(request.user)}
    return render(request, "volunteers/profile.html", context)


type ActView = Callable[[AuthenticatedHttpRequest, Volunteer], HttpResponse]


def _page_of(act: VolunteerAct) -> Callable[[ActView], Callable[..., HttpResponse]]:
    """The page of one act on the reader's own row or that of a ward. Where the act is not possible, as after the
    second click of a double click, the profile says why.
    """

    def decorate(view: ActView) -> Callable[..., HttpResponse]:
        @private
        @login_required
        @require_http_methods(["GET", "HEAD", "POST"])
        @wraps(view)
        def page(request: AuthenticatedHttpRequest, pk: int) -> HttpResponse:
            rows = Volunteer.objects.owned_by(request.user).select_related("team__community", "person", "grid")
            volunteer = get_object_or_404(rows, pk=pk)
            if refused := volunteer_act_refusal(act, volunteer, request.user):
                messages.info(request, str(refused))
                return redirect("volunteers:profile")
            if request.method == "POST" and (refusal := refuse_if_too_many(request, "volunteer_profile", RATES)):
                return refusal
            return view(request, volunteer)

        return page

    return decorate


@_page_of(VolunteerAct.CHANGE)
def change(request: AuthenticatedHttpRequest, volunteer: Volunteer) -> HttpResponse:
    """/volunteers/mine/profile/…/change/: other kinds of service, skills, times, or another area."""
    community, initial = volunteer.team.community, profile_of(volunteer)
    steps = FormSteps(request, lambda data: ProfileForm(data, community=community, initial=initial), STEPS)
    if isinstance(form := steps.finished, ProfileForm):
        try:
            change_profile(volunteer, by=request.user, **form.profile())
        except Refused as refused:
            steps.refuse(refused)
        else:
            messages.success(request, _("Saved. We ask you for what fits."))
            return redirect("volunteers:profile")
    context = {"volunteer": volunteer, "community": community, "steps": steps}
    return render(request, "volunteers/profile_change.html", context, status=422 if steps.form.errors else 200)


def _act(
    request: AuthenticatedHttpRequest,
    volunteer: Volunteer,
    form: forms.Form,
    run: Callable[[dict[str, Any]], object],
    *,
    act: VolunteerAct,
    done: str,
    **context: Any,
) -> HttpResponse:
    """The page of one act on the own membership: a few words, a question, one button."""
    if form.is_bound and form.is_valid():
        try:
            run(form.cleaned_data)
        except Refused as refused:
            form.add_error(refused.field if refused.field in form.fields else None, refused.as_validation_error())
        else:
            messages.success(request, done)
            return redirect("volunteers:profile")
    context |= {"volunteer": volunteer, "form": form, "act": act, "community": volunteer.team.community}
    return render(request, "volunteers/profile_act.html", context, status=422 if form.errors else 200)


@_page_of(VolunteerAct.PAUSE)
def pause(request: AuthenticatedHttpRequest, volunteer: Volunteer) -> HttpResponse:
    """/volunteers/mine/profile/…/pause/: no new shifts until a day, or until I say so."""
    return _act(
        request,
        volunteer,
        PauseForm(request.POST) if request.method == "POST" else PauseForm(),
        lambda answers: acts.pause(volunteer, by=request.user, **answers),
        act=VolunteerAct.PAUSE,
        done=_("The pause is noted. Come back whenever you like."),
        shifts=shifts_to_come(volunteer).count(),
    )


@private
@login_required
@post_only("volunteers:profile")
def resume(request: AuthenticatedHttpRequest, pk: int) -> HttpResponse:
    """/volunteers/mine/profile/…/resume/: the pause is over. A second click is told so."""
    if refusal := refuse_if_too_many(request, "volunteer_profile", RATES):
        return refusal
    volunteer = get_object_or_404(Volunteer.objects.owned_by(request.user), pk=pk)
    try:
        acts.resume(volunteer, by=request.user)
    except Refused as refused:
        messages.info(request, str(refused))
    else:
        messages.success(request, _("Welcome back!"))
    return redirect("volunteers:profile")


@_page_of(VolunteerAct.LEAVE)
def leave(request: AuthenticatedHttpRequest, volunteer: Volunteer) -> HttpResponse:
    """/volunteers/mine/profile/…/leave/: leave the team, or take the application back; says what that means."""
    form = LeaveForm(request.POST) if request.method == "POST" else LeaveForm()
    return _act(
        request,
        volunteer,
        form,
        lambda answers: acts.leave(volunteer, by=request.user, gives_back_shifts=True, **answers),
        act=VolunteerAct.LEAVE,
        done=_("Done. Thank you for everything, and you are always welcome back."),
        shifts=shifts_to_come(volunteer).count(),
    )


@_page_of(VolunteerAct.SAY_PARTY)
def party(request: AuthenticatedHttpRequest, volunteer: Volunteer) -> HttpResponse:
    """/volunteers/mine/profile/…/party/: say whether one is a party member, say it anew, or take it back."""

    def run(_answers: dict[str, Any]) -> None:
        if form.party_member is None:
            acts.withdraw_party_membership(volunteer, by=request.user)
        else:
            acts.say_party_membership(volunteer, is_party_member=form.party_member, by=request.user)

    form = PartyAnswerForm(request.POST) if request.method == "POST" else PartyAnswerForm()
    return _act(request, volunteer, form, run, act=VolunteerAct.SAY_PARTY, done=_("Saved."))
