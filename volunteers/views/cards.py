"""/volunteers/mine/card/: whether, and how, a volunteer is shown to the public. Only the own hand is asked."""

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.exceptions import ValidationError
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_http_methods, require_safe

from accounts.auth.http import AuthenticatedHttpRequest
from common.exceptions import Refused
from common.forms.steps import FormSteps
from common.http.cache_headers import private
from common.http.methods import post_only
from common.http.ratelimit import refuse_if_too_many
from volunteers.actions import cards as acts
from volunteers.forms.cards import CardForm, CardPhotoForm
from volunteers.models import Volunteer, VolunteerCard
from volunteers.selectors.cards import card_of, own_cards

RATES = "60/10m/user"
STEPS = [
    (gettext_lazy("What do you do in the team?"), ["role"]),
    (gettext_lazy("Your building"), ["building"]),
    (gettext_lazy("Do you agree to be shown?"), ["consent"]),
]


def _own(request: AuthenticatedHttpRequest, pk: int) -> Volunteer:
    members = Volunteer.objects.members().filter(person=request.user.person_id)
    return get_object_or_404(members.select_related("team", "person"), pk=pk)


def _shown(request: AuthenticatedHttpRequest, pk: int) -> VolunteerCard:
    rows = VolunteerCard.objects.live().select_related("volunteer__person", "volunteer__team", "building__estate")
    return get_object_or_404(rows, volunteer=_own(request, pk))


@private
@login_required
@require_safe
def cards(request: AuthenticatedHttpRequest) -> HttpResponse:
    """/volunteers/mine/card/: the cards of the reader: what is public, what would be, and how to end it."""
    return render(request, "volunteers/cards.html", {"cards": own_cards(request.user)})


@private
@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def show(request: AuthenticatedHttpRequest, pk: int) -> HttpResponse:
    """/volunteers/mine/card/…/: show the card publicly, or change what stands on it."""
    volunteer = _own(request, pk)
    if request.method == "POST" and (refusal := refuse_if_too_many(request, "volunteer_card", RATES)):
        return refusal
    shown = card_of(volunteer)
    initial = {"role": shown.role, "building": shown.building_id} if shown else {}
    steps = FormSteps(request, lambda data: CardForm(data, reader=request.user, initial=initial), STEPS)
    if isinstance(form := steps.finished, CardForm):
        answers = form.cleaned_data
        try:
            acts.show_card(volunteer, role=answers["role"], building=answers.get("building"), by=request.user)
        except Refused as refused:
            steps.refuse(refused)
        else:
            messages.success(request, _("Your neighbours can now see who helps them. Thank you."))
            return redirect("volunteers:cards")
    context = {"volunteer": volunteer, "steps": steps, "shown": shown}
    return render(request, "volunteers/card_show.html", context, status=422 if steps.form.errors else 200)


@private
@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def photo(request: AuthenticatedHttpRequest, pk: int) -> HttpResponse:
    """/volunteers/mine/card/…/photo/: add a photo to the card that is already public."""
    card = _shown(request, pk)
    if request.method == "POST" and (refusal := refuse_if_too_many(request, "volunteer_card", RATES)):
        return refusal
    form = CardPhotoForm(request.POST, request.FILES) if request.method == "POST" else CardPhotoForm()
    if form.is_bound and form.is_valid():
        try:
            acts.show_card(
                card.volunteer,
                role=card.role,
                building=card.building,
                photo=form.cleaned_data["photo"],
                by=request.user,
            )
        except (Refused, ValidationError) as refused:
            form.add_error("photo", refused.as_validation_error() if isinstance(refused, Refused) else refused)
        else:
            messages.success(request, _("Your photo has been added to your card."))
            return redirect("volunteers:cards")
    context = {"card": card, "form": form, "back": reverse("volunteers:cards")}
    return render(request, "volunteers/card_photo.html", context, status=422 if form.errors else 200)


@private
@login_required
@post_only("volunteers:cards")
def remove_photo(request: AuthenticatedHttpRequest, pk: int) -> HttpResponse:
    """/volunteers/mine/card/…/photo/remove/: delete the photo of the card; the name stays public."""
    if refusal := refuse_if_too_many(request, "volunteer_card", RATES):
        return refusal
    try:
        acts.remove_card_photo(_shown(request, pk), by=request.user)
    except Refused as refused:
        messages.error(request, str(refused))
    else:
        messages.success(request, _("Your photo has been deleted."))
    return redirect("volunteers:cards")


@private
@login_required
@post_only("volunteers:cards")
def withdraw(request: AuthenticatedHttpRequest, pk: int) -> HttpResponse:
    """/volunteers/mine/card/…/withdraw/: withdraw the card at once. The second click of a double click gets the same
    answer.
    """
    if refusal := refuse_if_too_many(request, "volunteer_card", RATES):
        return refusal
    card = card_of(_own(request, pk))
    try:
        if card:
            acts.withdraw_card(card, by=request.user)
    except Refused as refused:
        messages.error(request, str(refused))
    else:
        messages.success(request, _("You are no longer shown. Your photo, if there was one, is deleted."))
    return redirect("volunteers:cards")
