"""How it was: the link that asks those who came, and the paper for who has no phone."""

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_http_methods, require_safe

from accounts.auth.http import AuthenticatedHttpRequest
from common.exceptions import Refused, allows
from common.forms.steps import FormSteps
from common.http.answers import RATES
from common.http.cache_headers import private
from common.http.ratelimit import refuse_if_too_many
from events.actions.feedback import dismiss_feedback, give_feedback
from events.forms.feedback import FeedbackForm
from events.models import Event, Feedback, Registration
from events.rules.feedback import require_may_give_feedback

STEPS = [(gettext_lazy("How was the event?"), ["face"]), (gettext_lazy("In a sentence, if you like"), ["words"])]
# Slips on a sheet of A4.
SLIPS = 4


@private
@require_http_methods(["GET", "HEAD", "POST"])
def feedback(request: HttpRequest, code: str) -> HttpResponse:
    """/events/feedback/…/: how it was, by the link that a party that came was sent. Nobody's name is on the page."""
    if refusal := refuse_if_too_many(request, "event_feedback", RATES):
        return refusal
    rows = Registration.objects.select_related("event__community")
    one = get_object_or_404(rows, answer_code=code)
    if request.method == "POST" and "dismiss" in request.POST:
        return _dismiss(request, one)
    steps = FormSteps(request, FeedbackForm, STEPS)
    if isinstance(form := steps.finished, FeedbackForm):
        try:
            give_feedback(one, **form.cleaned_data)
        except Refused as refused:
            steps.refuse(refused)
        else:
            messages.success(request, _("Thank you for telling us."))
            return redirect(request.path)
    context = {
        "event": one.event,
        "state": one.feedback,
        "is_asked": allows(require_may_give_feedback, one),
        "steps": steps,
    }
    return render(request, "events/feedback.html", context, status=422 if steps.form.errors else 200)


def _dismiss(request: HttpRequest, one: Registration) -> HttpResponse:
    try:
        dismiss_feedback(one)
    except Refused as refused:
        messages.error(request, str(refused))
    else:
        messages.success(request, _("All right. We do not ask again."))
    return redirect("me") if request.user.is_authenticated else redirect(request.path)


@private
@login_required
@require_safe
def feedback_sheet(request: AuthenticatedHttpRequest, pk: int) -> HttpResponse:
    """/events/…/feedback-sheet/: slips of paper that ask the same, to be printed by who may change the event."""
    rows = Event.objects.permitted(request.user, "change").published()
    event = get_object_or_404(rows, pk=pk)
    context = {"event": event, "slips": range(SLIPS), "faces": Feedback.Face}
    return render(request, "events/feedback_sheet.html", context)
