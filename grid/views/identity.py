"""/me/identity/: whether, and how, a pioneer is shown to the public (亮身份). Only the holder's own hand is asked."""

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.exceptions import ValidationError
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_safe

from accounts.auth.http import AuthenticatedHttpRequest
from common.exceptions import Refused
from common.forms.steps import FormSteps
from common.http.methods import post_only
from grid.actions import identity as identity_actions
from grid.forms.identity import IdentityForm, IdentityPhotoForm
from grid.models import IdentityDisplay, UnitAppointment
from grid.selectors.identity import display_of, own_posts, posts_held


def _held(request: AuthenticatedHttpRequest, pk: int) -> UnitAppointment:
    return get_object_or_404(posts_held(request.user).select_related("user__person", "unit"), pk=pk)


def _shown(request: AuthenticatedHttpRequest, pk: int) -> IdentityDisplay:
    return get_object_or_404(
        IdentityDisplay.objects.live().select_related("appointment__user__person", "appointment__unit"),
        appointment__in=posts_held(request.user),
        appointment=pk,
    )


@login_required
@never_cache
@require_safe
def identity(request: AuthenticatedHttpRequest) -> HttpResponse:
    """/me/identity/: the cards of the user's posts: what is public, what would be, and how to end it."""
    own = own_posts(request.user) if request.user.person else []
    if not own:
        raise Http404
    return render(request, "grid/identity.html", {"posts": own})


@login_required
@never_cache
@require_http_methods(["GET", "POST"])
def show(request: AuthenticatedHttpRequest, pk: int) -> HttpResponse:
    """/me/identity/…/: show one's identity at a post: the sentence and the consent, in two steps."""
    appointment = _held(request, pk)
    shown = display_of(appointment)
    steps = FormSteps(
        request,
        lambda data: IdentityForm(data, initial={"words": shown.words if shown else ""}),
        [(_("What would you like to say?"), ["words"]), (_("Do you agree to be shown?"), ["consent"])],
    )
    if form := steps.finished:
        try:
            identity_actions.show_identity(appointment, words=form.cleaned_data["words"], by=request.user)
        except Refused as refused:
            steps.refuse(refused)
        else:
            messages.success(request, _("Your neighbours can now see who stands for them. Thank you."))
            return redirect("me_identity")
    return render(request, "grid/identity_show.html", {"appointment": appointment, "steps": steps, "shown": shown})


@login_required
@never_cache
@require_http_methods(["GET", "POST"])
def photo(request: AuthenticatedHttpRequest, pk: int) -> HttpResponse:
    """/me/identity/…/photo/: add a photo to the identity display that is already public."""
    display = _shown(request, pk)
    form = (
        IdentityPhotoForm(request.POST or None, request.FILES or None)
        if request.method == "POST"
        else IdentityPhotoForm()
    )
    if request.method == "POST" and form.is_valid():
        try:
            identity_actions.show_identity(
                display.appointment, words=display.words, photo=form.cleaned_data["photo"], by=request.user
            )
        except (Refused, ValidationError) as refused:
            form.add_error("photo", refused.as_validation_error() if isinstance(refused, Refused) else refused)
        else:
            messages.success(request, _("Your photo has been added to your card."))
            return redirect("me_identity")
    context = {"card": display, "form": form, "back": reverse("me_identity")}
    return render(request, "grid/identity_photo.html", context)


@login_required
@post_only("me_identity")
def remove_photo(request: AuthenticatedHttpRequest, pk: int) -> HttpResponse:
    """/me/identity/…/photo/remove/: delete the photo of an identity display; the name stays public."""
    try:
        identity_actions.remove_identity_photo(_shown(request, pk), by=request.user)
    except Refused as refused:
        messages.error(request, str(refused))
    else:
        messages.success(request, _("Your photo has been deleted."))
    return redirect("me_identity")


@login_required
@post_only("me_identity")
def withdraw(request: AuthenticatedHttpRequest, pk: int) -> HttpResponse:
    """/me/identity/…/withdraw/: withdraw an identity display at once. The second click of a double click gets the
    same answer.
    """
    appointment = _held(request, pk)
    display = display_of(appointment)
    try:
        if display:
            identity_actions.withdraw_identity(display, by=request.user)
    except Refused as refused:
        messages.error(request, str(refused))
    else:
        messages.success(request, _("You are no longer shown. Your photo, if there was one, is deleted."))
    return redirect("me_identity")
