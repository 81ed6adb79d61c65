"""/matters/own/…/: the reporter's own page of a matter, by a secret address; and the list of one's own."""

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from accounts.auth.http import AuthenticatedHttpRequest
from accounts.models import User
from common.exceptions import Refused
from common.http.cache_headers import private
from common.http.methods import post_only
from common.http.pagination import page_of
from common.http.ratelimit import refuse_if_too_many
from grid.actions.matter_answers import confirm_mended, send_back
from grid.actions.matter_reports import change_switches
from grid.forms.matters import SendBackForm, SwitchesForm
from grid.models import MatterReporter
from grid.rules.matters import can_answer
from grid.views.matters import way_of

RATES = "60/10m/ip"


@private
@login_required
@require_safe
def mine(request: AuthenticatedHttpRequest) -> HttpResponse:
    """/matters/mine/: what the reader has reported or follows."""
    rows = MatterReporter.objects.of(request.user).select_related(
        "matter__kind", "matter__building__estate", "matter__gate__estate", "matter__grid"
    )
    page = page_of(rows.order_by("-created_at", "-pk"), request.GET.get("page", ""))
    return render(request, "grid/matters/mine.html", {"page": page})


def _reporter(code: str) -> MatterReporter:
    rows = MatterReporter.objects.select_related(
        "matter__kind__community",
        "matter__community",
        "matter__building__estate",
        "matter__gate__estate",
        "matter__grid",
        "matter__parent__kind",
        "person",
    )
    return get_object_or_404(rows, code=code)


@private
@require_safe
def own(request: HttpRequest, code: str) -> HttpResponse:
    """/matters/own/…/: the steps of one's own matter; is it mended?; who may see it. The address is the key."""
    reporter = _reporter(code)
    return _page(request, reporter)


def _page(request: HttpRequest, reporter: MatterReporter, form: SendBackForm | None = None) -> HttpResponse:
    matter = reporter.matter
    standing = matter.parent or matter
    context = {
        **way_of(matter),
        "reporter": reporter,
        "can": can_answer(reporter, standing),
        "send_back": form or SendBackForm(),
        "switches": None
        if reporter.follows or matter.kind.of_visits
        else SwitchesForm(
            initial={"not_public": not matter.is_public, "anonymous": matter.is_anonymous}, prefix="who"
        ),
        "is_guest": reporter.person_id is None,
    }
    return render(request, "grid/matters/own.html", context, status=422 if form and form.errors else 200)


@private
@post_only("matters:own", "code")
def answer(request: HttpRequest, code: str) -> HttpResponse:
    """/matters/own/…/answer/: mended and content, mended but not content, or not mended."""
    if refusal := refuse_if_too_many(request, "matter_answer", RATES):
        return refusal
    reporter = _reporter(code)
    by = request.user if isinstance(request.user, User) else None
    form = SendBackForm(request.POST)
    said = request.POST.get("answer", "")
    try:
        if said == MatterReporter.Answer.NOT_MENDED:
            if not form.is_valid():
                return _page(request, reporter, form)
            send_back(reporter, words=form.cleaned_data["words"], by=by)
            messages.success(request, _("It is back with whoever handled it. They have been told."))
        elif said in MatterReporter.SAYS_MENDED:
            confirm_mended(reporter, content=said == MatterReporter.Answer.CONTENT, by=by)
            messages.success(request, _("Thank you for telling us."))
    except Refused as refused:
        messages.error(request, str(refused))
    return redirect("matters:own", code=code)


@private
@post_only("matters:own", "code")
def switches(request: HttpRequest, code: str) -> HttpResponse:
    """/matters/own/…/switches/: who may see it, said anew."""
    if refusal := refuse_if_too_many(request, "matter_answer", RATES):
        return refusal
    reporter = _reporter(code)
    form = SwitchesForm(request.POST, prefix="who")
    if form.is_valid():
        try:
            change_switches(
                reporter,
                is_public=not form.cleaned_data["not_public"],
                is_anonymous=form.cleaned_data["anonymous"],
                by=request.user if isinstance(request.user, User) else None,
            )
        except Refused as refused:
            messages.error(request, str(refused))
        else:
            messages.success(request, _("Changed."))
    return redirect("matters:own", code=code)
