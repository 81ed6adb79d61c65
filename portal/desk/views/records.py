"""Minutes at the desk: confirming what was entered by hand, evaluating, putting right, and entering."""

from collections.abc import Callable, Sequence
from functools import wraps
from typing import Any

from django import forms
from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from accounts.auth.http import AuthenticatedHttpRequest
from common.exceptions import Refused
from common.forms.steps import FormSteps
from common.http.keys import whole_number
from common.http.ratelimit import refuse_if_too_many
from portal.desk.decorators import FORM, READ, View, at_desk, sending
from portal.desk.permissions import CONFIRMS
from volunteers.actions import records as acts
from volunteers.forms import records as record_forms
from volunteers.models import Activity, CorrectionRequest, ServiceRecord
from volunteers.rules.records import RecordAct, possible_record_acts, require_may_answer
from volunteers.selectors.deadlines import incomplete_activities, record_deadlines
from volunteers.selectors.records import (
    can_be_corrected,
    open_requests,
    records_at_same_time,
    records_in_full,
    records_to_confirm,
    requests_to_answer,
    service_of,
)

RATES = "120/10m/user"

reading, form = at_desk(*READ, needs=(CONFIRMS,)), at_desk(*FORM, needs=(CONFIRMS,))

type Groups = Sequence[tuple[str | Promise, Sequence[str]]]


@reading
def records(request: AuthenticatedHttpRequest) -> HttpResponse:
    """/desk/records/: what waits for a second person, what is not complete and by when, and what volunteers ask."""
    context = {
        "waiting": records_to_confirm(request.user),
        "deadlines": record_deadlines(request.user),
        "requests": open_requests(request.user),
    }
    return render(request, "desk/records.html", context)


def _record_or_404(request: AuthenticatedHttpRequest, pk: int) -> ServiceRecord:
    return get_object_or_404(records_in_full(request.user), pk=pk)


@reading
def record(request: AuthenticatedHttpRequest, pk: int) -> HttpResponse:
    """/desk/records/…/: all that a record says, what stands beside it, and what can be done with it."""
    one = _record_or_404(request, pk)
    context = {
        "record": one,
        "evaluations": service_of(one).evaluations.all(),
        "beside": records_at_same_time(one, request.user),
        "acts": possible_record_acts(one, request.user),
    }
    return render(request, "desk/record.html", context)


@sending("desk:record", needs=(CONFIRMS,))
def confirm_record(request: AuthenticatedHttpRequest, pk: int) -> HttpResponse:
    """/desk/records/…/confirm/: one tap of a second person, and the minutes count."""
    one = _record_or_404(request, pk)
    if refusal := refuse_if_too_many(request, "desk_record", RATES):
        return refusal
    try:
        acts.confirm_record(one, by=request.user)
    except Refused as refused:
        messages.error(request, str(refused))
        return redirect("desk:record", pk)
    messages.success(request, _("Confirmed, and the volunteer told."))
    return redirect("desk:records")


@form
def refuse_record(request: AuthenticatedHttpRequest, pk: int) -> HttpResponse:
    """/desk/records/…/refuse/: the minutes do not count, and why."""
    one = _record_or_404(request, pk)
    if RecordAct.REFUSE not in possible_record_acts(one, request.user):
        return redirect("desk:record", pk)
    return _form_page(
        request,
        record_forms.WhyNotForm,
        [(_("Reason"), ["reason"])],
        run=lambda answers: acts.refuse_record(one, by=request.user, **answers),
        done=_("Not confirmed, and the volunteer told."),
        title=_("These minutes are not confirmed"),
        submit=_("Do not confirm"),
        record=one,
    )


@form
def correct_record(request: AuthenticatedHttpRequest, pk: int) -> HttpResponse:
    """/desk/records/…/correct/: enter what is right; a second person confirms it."""
    one = _record_or_404(request, pk)
    if RecordAct.CORRECT not in possible_record_acts(one, request.user):
        return redirect("desk:record", pk)
    now = {"minutes": one.minutes, "day": one.day}
    return _form_page(
        request,
        lambda data: record_forms.RecordCorrectionForm(data, initial=now),
        [
            (_("Minutes"), ["minutes", "day", "long_day_reason"]),
            (_("Reason"), ["reason"]),
            (_("Evidence"), ["evidence"]),
        ],
        run=lambda answers: acts.correct_record(one, by=request.user, **answers),
        done=_("The correction is entered. It counts once a second person has confirmed it."),
        title=_("Correct the record"),
        submit=_("Enter the correction"),
        record=one,
    )


@form
def evaluate_record(request: AuthenticatedHttpRequest, pk: int) -> HttpResponse:
    """/desk/records/…/evaluate/: a sentence on how the service was."""
    one = _record_or_404(request, pk)
    if RecordAct.EVALUATE not in possible_record_acts(one, request.user):
        return redirect("desk:record", pk)
    return _form_page(
        request,
        record_forms.EvaluationForm,
        [(_("Evaluation"), ["text"])],
        run=lambda answers: acts.evaluate(one, by=request.user, **answers),
        done=_("Thank you. The volunteer reads it."),
        title=_("How was the service?"),
        submit=_("Save the evaluation"),
        record=one,
    )


@form
def evaluate_activity(request: AuthenticatedHttpRequest, pk: int) -> HttpResponse:
    """/desk/records/activities/…/evaluate/: one sentence for all of an activity who have none yet."""
    activity: Activity = get_object_or_404(incomplete_activities(request.user), pk=pk)

    def run(answers: dict[str, Any]) -> str:
        n = len(acts.evaluate_activity(activity, by=request.user, **answers))
        return ngettext("%(n)d service is evaluated.", "%(n)d services are evaluated.", n) % {"n": n}

    return _form_page(
        request,
        record_forms.EvaluationForm,
        [(_("Evaluation"), ["text"])],
        run=run,
        title=_("How was the service of all of them?"),
        submit=_("Save for all"),
        activity=activity,
    )


@form
def enter_record(request: AuthenticatedHttpRequest) -> HttpResponse:
    """/desk/records/enter/: minutes that nobody scanned or ticked, with what shows them."""
    activity = whole_number(request.GET.get("activity", ""))

    def run(answers: dict[str, Any]) -> Any:
        return acts.enter_by_hand(answers.pop("volunteer"), by=request.user, **answers)

    return _form_page(
        request,
        lambda data: record_forms.ByHandForm(request.user, data, initial={"activity": activity}),
        [(_("Who"), ["volunteer"]), *_service()],
        run=run,
        done=_("Entered. It counts once a second person has confirmed it."),
        title=_("Enter minutes by hand"),
        submit=_("Enter"),
    )


def _service() -> Groups:
    """The questions about a whole service, in the reader's language."""
    return [
        (_("Activity"), ["activity"]),
        (_("Other service"), ["activity_name", "service", "place", "content"]),
        (_("Day"), ["day", "starts", "ends"]),
        (_("Minutes"), ["minutes", "long_day_reason"]),
        (_("Evidence"), ["evidence"]),
    ]


# --- What volunteers ask


def _to_answer(view: Callable[[AuthenticatedHttpRequest, CorrectionRequest], HttpResponse]) -> View:
    """The page that answers a request. Once it is answered, the list of records says so."""

    @form
    @wraps(view)
    def page(request: AuthenticatedHttpRequest, pk: int) -> HttpResponse:
        asked = get_object_or_404(requests_to_answer(request.user), pk=pk)
        try:
            require_may_answer(request.user, asked)
        except Refused as refused:
            messages.info(request, str(refused))
            return redirect("desk:records")
        return view(request, asked)

    return page


@_to_answer
def correction(request: AuthenticatedHttpRequest, asked: CorrectionRequest) -> HttpResponse:
    """/desk/corrections/…/: put right what a volunteer has asked for; a link leads to the page that says no."""
    page: dict[str, Any] = {
        "asked": asked,
        "record": asked.record,
        "submit": _("Put it right"),
        "title": _("A correction is asked"),
    }
    done = _("Put right, and the volunteer told. It counts once a second person has confirmed it.")
    if can_be_corrected(asked.record):
        return _form_page(
            request,
            lambda data: record_forms.PutRightForm(data, initial={"minutes": asked.minutes}),
            [
                (_("Minutes"), ["minutes", "long_day_reason"]),
                (_("Evidence"), ["evidence"]),
                (_("Answer"), ["answer"]),
            ],
            run=lambda answers: acts.correct_as_asked(asked, by=request.user, **answers),
            done=done,
            **page,
        )
    return _form_page(
        request,
        lambda data: record_forms.MissingServiceForm(request.user, data, initial={"minutes": asked.minutes}),
        [*_service(), (_("Answer"), ["answer"])],
        run=lambda answers: acts.enter_as_asked(asked, by=request.user, **answers),
        done=done,
        **page,
    )


@_to_answer
def refuse_correction(request: AuthenticatedHttpRequest, asked: CorrectionRequest) -> HttpResponse:
    """/desk/corrections/…/refuse/: it stays as it is, and why."""
    return _form_page(
        request,
        record_forms.WhyNotForm,
        [(_("Answer"), ["reason"])],
        run=lambda answers: acts.refuse_correction(asked, answer=answers["reason"], by=request.user),
        done=_("Answered, and the volunteer told."),
        title=_("It stays as it is"),
        submit=_("Answer the volunteer"),
        record=asked.record,
    )


# --- One form


def _form_page(
    request: AuthenticatedHttpRequest,
    make: Callable[[Any], forms.Form],
    groups: Groups,
    *,
    run: Callable[[dict[str, Any]], Any],
    title: str,
    submit: str,
    done: str = "",
    **context: Any,
) -> HttpResponse:
    """A form of the desk, asked in steps in care mode. `run` does what was filled in; `done`, or what it answers, is
    said on the list of records.
    """
    if request.method == "POST" and (refusal := refuse_if_too_many(request, "desk_record", RATES)):
        return refusal
    steps = FormSteps(request, make, groups)
    if finished := steps.finished:
        answers = finished.answers() if hasattr(finished, "answers") else dict(finished.cleaned_data)
        try:
            result = run(answers)
        except Refused as refused:
            steps.refuse(refused)
        else:
            messages.success(request, done or result)
            return redirect("desk:records")
    record = context.get("record")
    back = reverse("desk:record", args=[record.pk]) if record else reverse("desk:records")
    page = {"steps": steps, "title": title, "submit": submit, "back": back, **context}
    return render(request, "desk/record_form.html", page, status=422 if steps.form.errors else 200)
