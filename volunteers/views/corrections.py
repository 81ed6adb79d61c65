"""Asking that a record be put right, or that a missing one be entered (Order 67, art. 13)."""

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from accounts.auth.http import AuthenticatedHttpRequest
from common.exceptions import Refused
from common.forms.steps import FormSteps
from common.http.cache_headers import private
from common.http.ratelimit import refuse_if_too_many
from volunteers.actions.records import ask_for_correction
from volunteers.forms.corrections import CorrectionForm, MissingRecordForm
from volunteers.selectors.my_service import own_records, own_volunteers

RATES = "30/10m/user"


@private
@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def ask(request: AuthenticatedHttpRequest, pk: int) -> HttpResponse:
    """/volunteers/mine/records/…/ask/: say what is not right in an own record, or in that of a ward."""
    record = get_object_or_404(own_records(request.user), pk=pk)
    if request.method == "POST" and (refusal := refuse_if_too_many(request, "volunteer_correction", RATES)):
        return refusal
    if asked := record.request_under_way:
        # Whoever asked already finds that again, and no second form.
        status = 422 if request.method == "POST" else 200
        return render(request, "volunteers/ask.html", {"record": record, "asked": asked}, status=status)
    steps = FormSteps(request, CorrectionForm, [(_("What is not right?"), ["words"]), (_("Minutes"), ["minutes"])])
    if form := steps.finished:
        try:
            ask_for_correction(record.volunteer, record=record, by=request.user, **form.cleaned_data)
        except Refused as refused:
            steps.refuse(refused)
        else:
            return _asked(request)
    context = {"steps": steps, "record": record}
    return render(request, "volunteers/ask.html", context, status=422 if steps.form.errors else 200)


@private
@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def missing(request: AuthenticatedHttpRequest) -> HttpResponse:
    """/volunteers/mine/records/missing/: say which service of the reader, or of a ward, is not recorded."""
    volunteers = own_volunteers(request.user)
    if not volunteers:
        return redirect("volunteers:mine")
    if request.method == "POST" and (refusal := refuse_if_too_many(request, "volunteer_correction", RATES)):
        return refusal
    steps = FormSteps(
        request,
        lambda data: MissingRecordForm(volunteers, data),
        [(_("Who"), ["volunteer"]), (_("Service"), ["words"]), (_("Minutes"), ["minutes"])],
    )
    if form := steps.finished:
        try:
            ask_for_correction(by=request.user, **form.cleaned_data)
        except Refused as refused:
            steps.refuse(refused)
        else:
            return _asked(request)
    return render(request, "volunteers/ask.html", {"steps": steps}, status=422 if steps.form.errors else 200)


def _asked(request: AuthenticatedHttpRequest) -> HttpResponse:
    messages.success(request, _("Your request has arrived. You are told as soon as it is answered."))
    return redirect("volunteers:mine")
