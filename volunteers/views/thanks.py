"""Thanking the volunteers of an activity, and reading the thanks that one got."""

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from accounts.auth.http import AuthenticatedHttpRequest
from accounts.models import Person
from common.care import care_from_cookies
from common.exceptions import Refused, allows
from common.forms.steps import FormSteps
from common.http.cache_headers import private
from common.http.keys import whole_number
from common.http.methods import post_only
from common.http.pagination import page_of
from common.http.ratelimit import refuse_if_too_many
from volunteers.actions.thanks import keep_thanks_private, say_thanks
from volunteers.forms.thanks import ThanksForm
from volunteers.models import Activity, ThankYouNote
from volunteers.rules.thanks import require_activity_can_be_thanked
from volunteers.selectors.stars import own_stars
from volunteers.selectors.thanks import activity_to_thank, own_thanks, thanks_received

RATES = "20/10m/user"


def _activity(pk: int) -> Activity:
    key = whole_number(pk)
    activity = activity_to_thank(key) if key is not None else None
    if activity is None:
        raise Http404
    return activity


@private
@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def thanks(request: AuthenticatedHttpRequest, pk: int) -> HttpResponse:
    """/volunteers/…/thanks/: the form of thanks for an activity that is over; and what the reader has written."""
    activity = _activity(pk)
    if request.method == "POST" and (refusal := refuse_if_too_many(request, "thanks", RATES)):
        return refusal
    written = own_thanks(activity, request.user)
    writers = {note.person_id for note in written}
    people = [one for one in Person.objects.in_care_of(request.user).by_name() if one.pk not in writers]
    people.sort(key=lambda one: one.pk != request.user.person_id)
    is_over = allows(require_activity_can_be_thanked, activity)
    context: dict[str, object] = {"activity": activity, "written": written, "is_over": is_over}
    status = 200
    if people and is_over:
        steps = FormSteps(
            request,
            lambda data: ThanksForm(data, people=people, short=care_from_cookies(request.COOKIES).on),
            [(_("Who says thanks?"), ["person"]), (_("Thanks"), ["words", "may_be_public"])],
        )
        if isinstance(form := steps.finished, ThanksForm):
            try:
                say_thanks(activity, **form.cleaned_data, by=request.user)
            except Refused as refused:
                steps.refuse(refused)
            else:
                messages.success(request, _("The volunteers have your thanks. How kind of you!"))
                return redirect("volunteers:thanks", pk=activity.pk)
        context["steps"] = steps
        status = 422 if steps.form.errors else 200
    return render(request, "volunteers/thanks.html", context, status=status)


@private
@login_required
@post_only("volunteers:thanks_received")
def keep_private(request: AuthenticatedHttpRequest, pk: int) -> HttpResponse:
    """/volunteers/mine/thanks/…/private/: the writer takes the consent back that everybody reads a note."""
    people = Person.objects.in_care_of(request.user).order_by().values("pk")
    note = get_object_or_404(ThankYouNote.objects.filter(person__in=people), pk=pk)
    if refusal := refuse_if_too_many(request, "thanks", RATES):
        return refusal
    try:
        keep_thanks_private(note, by=request.user)
    except Refused as refused:
        messages.error(request, str(refused))
    else:
        messages.success(request, _("From now on only the volunteers read it."))
    return redirect("volunteers:thanks", pk=note.activity_id)


@private
@login_required
@require_safe
def received(request: AuthenticatedHttpRequest) -> HttpResponse:
    """/volunteers/mine/thanks/: the stars of the reader and the wards, and the thanks that they got, newest first."""
    page = page_of(thanks_received(request.user), request.GET.get("page", ""))
    context = {"page": page, "thanks": page.rows, "own": own_stars(request.user)}
    return render(request, "volunteers/thanks_received.html", context)
