"""/desk/matters/: what is due, mine, my ground's; a matter and the acts on it; reports of callers; calls back."""

from collections.abc import Callable, Mapping
from typing import Any

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from accounts.auth.http import AuthenticatedHttpRequest
from accounts.models import User
from common.exceptions import Refused
from common.forms.steps import FormSteps
from common.http import drafts
from common.http.pagination import page_of
from common.http.ratelimit import refuse_if_too_many
from grid.actions import matters as acts
from grid.actions.matter_answers import read_number, write_down_call
from grid.actions.matter_reports import report_for_caller, store_photo
from grid.models import Matter, MatterReporter
from grid.presenters.matters import mark_of, shown_steps
from grid.rules.matter_acts import MatterAct
from grid.rules.matters import possible_acts, require_matter_act
from grid.selectors.matter_help import help_with, ways_to_help
from grid.selectors.matters import board_counts, board_rows, community_of_matters, to_call_back
from portal.desk.decorators import FORM, READ, at_desk
from portal.desk.forms.matters import FORMS, ActForm, CallBackForm, CallerForm
from portal.desk.permissions import MATTERS, REPORTS

RATES = "300/10m/user"
STEPS = [
    (gettext_lazy("What is it about?"), ["token", "kind"]),
    (gettext_lazy("Where?"), ["building", "place"]),
    (gettext_lazy("In a few words"), ["words"]),
    (gettext_lazy("Who may see it?"), ["not_public"]),
    (gettext_lazy("Whose report is it?"), ["name", "phone"]),
]


def _with_photo(matter: Matter, *, photo: Any = None, by: User, **answers: Any) -> Matter:
    photos = [store_photo(photo)] if photo else []
    return acts.finish_matter(matter, photos=photos, by=by, **answers)


# What is called for each act, and what is said then.
RUN: Mapping[MatterAct, tuple[Callable[..., Any], Any]] = {
    MatterAct.ACCEPT: (acts.accept_matter, gettext_lazy("Received. The reporter has been told, and you stay named.")),
    MatterAct.START: (acts.start_matter, gettext_lazy("In hand. The reporter has been told.")),
    MatterAct.PLAN: (acts.plan_matter, gettext_lazy("Planned. The reporter has been told.")),
    MatterAct.NOTE: (acts.add_news, gettext_lazy("Written down.")),
    MatterAct.HAND_ON: (acts.hand_on, gettext_lazy("Handed on, and told.")),
    MatterAct.EXTEND: (acts.extend_matter, gettext_lazy("Extended. The reporter has been told why.")),
    MatterAct.FINISH: (_with_photo, gettext_lazy("Mended. The reporter is asked whether it is so.")),
    MatterAct.ELSEWHERE: (acts.refer_matter, gettext_lazy("Answered. The reporter has been told.")),
    MatterAct.IMPOSSIBLE: (acts.cannot_be_done, gettext_lazy("Answered. The reporter has been told.")),
    MatterAct.MERGE: (acts.merge_matter, gettext_lazy("Merged. The reporters follow the other one now.")),
    MatterAct.REJECT: (acts.reject_matter, gettext_lazy("Not taken up; nobody outside sees it any more.")),
    MatterAct.TAKE_UP: (acts.take_up_matter, gettext_lazy("It is in hand after all.")),
    MatterAct.EXCLUDE: (acts.exclude_matter, gettext_lazy("Written down. It counts until a second person agrees.")),
    MatterAct.AGREE: (acts.agree_to_exclusion, gettext_lazy("Agreed. It does not count any more.")),
    MatterAct.TAKE_BACK_EXCLUSION: (acts.take_exclusion_back, gettext_lazy("It counts again.")),
}
TITLES: Mapping[MatterAct, Any] = {
    MatterAct.ACCEPT: gettext_lazy("Receive it"),
    MatterAct.FINISH: gettext_lazy("It is mended"),
    MatterAct.START: gettext_lazy("I am at it"),
    MatterAct.PLAN: gettext_lazy("Plan it for a day"),
    MatterAct.NOTE: gettext_lazy("Say how it goes"),
    MatterAct.HAND_ON: gettext_lazy("Hand it on"),
    MatterAct.EXTEND: gettext_lazy("It takes longer"),
    MatterAct.ELSEWHERE: gettext_lazy("It is not ours"),
    MatterAct.IMPOSSIBLE: gettext_lazy("It cannot be done"),
    MatterAct.MERGE: gettext_lazy("It is the same as another"),
    MatterAct.REJECT: gettext_lazy("Do not take it up"),
    MatterAct.TAKE_UP: gettext_lazy("Take it up after all"),
    MatterAct.EXCLUDE: gettext_lazy("It should not count"),
    MatterAct.AGREE: gettext_lazy("Agree that it does not count"),
    MatterAct.TAKE_BACK_EXCLUSION: gettext_lazy("It counts after all"),
}


@at_desk(*READ, needs=(MATTERS,))
def board(request: AuthenticatedHttpRequest) -> HttpResponse:
    """/desk/matters/: the board: `?show=` today (with what is late), mine, or all that is open where I work."""
    counts = board_counts(request.user)
    show = request.GET.get("show", "")
    if show not in ("today", "mine", "all"):
        show = "today" if counts.today else "mine" if counts.mine else "all"
    page = page_of(board_rows(request.user, show), request.GET.get("page", ""))
    context = {"counts": counts, "show": show, "page": page, "reports": request.user.has_perm(REPORTS)}
    return render(request, "desk/matters/board.html", context)


def _matter(request: AuthenticatedHttpRequest, pk: int) -> Matter:
    rows = Matter.objects.visible_to(request.user).with_places()
    return get_object_or_404(
        rows.select_related("handler__person", "first_handler__person", "parent", "visit__household__building"),
        pk=pk,
    )


@at_desk(*READ, needs=(MATTERS,))
def matter(request: AuthenticatedHttpRequest, pk: int) -> HttpResponse:
    """/desk/matters/…/: a matter with all its steps, and what the reader may do with it now."""
    one = _matter(request, pk)
    allowed = possible_acts(one, request.user)
    context = {
        "matter": one,
        "standing": one.parent or one,
        "steps": shown_steps(one.steps.select_related("by__person")),
        "photos": list(one.photos.all()),
        "reporters": [] if one.is_anonymous else list(one.reporters.select_related("person")),
        "children": list(one.duplicates.all()),
        "help": help_with(one),
        "mark": mark_of(one),
        "ways": ways_to_help(one, by=request.user) if one.is_open else {},
        "acts": [(act, TITLES[act]) for act in MatterAct if act in allowed and act in TITLES],
        "exclusion": getattr(one, "exclusion", None),
    }
    return render(request, "desk/matters/matter.html", context)


@at_desk(*FORM, needs=(MATTERS,))
def act(request: AuthenticatedHttpRequest, pk: int, act: str) -> HttpResponse:
    """/desk/matters/…/…/: one act: what it asks, and one button."""
    one = _matter(request, pk)
    chosen = MatterAct(act)
    page = redirect("desk:matter", pk=one.pk)
    try:
        require_matter_act(chosen, one, request.user)
    except Refused as refused:
        messages.error(request, str(refused))
        return page
    sent = (request.POST, request.FILES) if request.method == "POST" else ()
    form: ActForm = FORMS[chosen](*sent, matter=one, by=request.user)
    if request.method == "POST":
        if refusal := refuse_if_too_many(request, "desk_matter", RATES):
            return refusal
        if form.is_valid():
            run, done = RUN[chosen]
            try:
                run(one, by=request.user, **form.answers())
            except Refused as refused:
                field = refused.field if refused.field in form.fields else None
                form.add_error(field, refused.as_validation_error())
            else:
                messages.success(request, done)
                return drafts.forget_draft(page, f"matter-{pk}-{act}")
    context = {"matter": one, "act": chosen, "title": TITLES[chosen], "form": form}
    return render(request, "desk/matters/act.html", context, status=422 if form.errors else 200)


@at_desk(*FORM, needs=(REPORTS,))
def new(request: AuthenticatedHttpRequest) -> HttpResponse:
    """/desk/matters/new/: write down what a neighbour reports at the desk or by phone."""
    community = community_of_matters()
    if community is None or not community.matter_kinds.filter(in_use=True, of_visits=False).exists():
        return render(request, "grid/matters/not_yet.html", {"community": community})
    steps = FormSteps(request, lambda data: CallerForm(data, community=community), STEPS)
    if isinstance(form := steps.finished, CallerForm):
        if refusal := refuse_if_too_many(request, "desk_matter", RATES):
            return refusal
        try:
            made = report_for_caller(by=request.user, **form.report())
        except Refused as refused:
            steps.refuse(refused)
        else:
            messages.success(
                request, _("Written down as no. %(number)d. Tell the neighbour the number.") % {"number": made.pk}
            )
            seen = Matter.objects.visible_to(request.user).filter(pk=made.pk).exists()
            back = reverse("desk:matter", args=[made.pk]) if seen else reverse("desk:start")
            return drafts.forget_draft(redirect(back), "caller")
    return render(request, "desk/matters/new.html", {"steps": steps}, status=422 if steps.form.errors else 200)


@at_desk(*READ, needs=(MATTERS,))
def calls(request: AuthenticatedHttpRequest) -> HttpResponse:
    """/desk/matters/calls/: who is to be called back, since no page asks them."""
    page = page_of(to_call_back(request.user), request.GET.get("page", ""))
    return render(request, "desk/matters/calls.html", {"page": page})


@at_desk(*FORM, needs=(MATTERS,))
def call_back(request: AuthenticatedHttpRequest, pk: int) -> HttpResponse:
    """/desk/matters/calls/…/: show the number, which is kept with who has read it, and write down what came of it."""
    rows: Any = to_call_back(request.user)
    reporter: MatterReporter = get_object_or_404(rows, pk=pk)
    number, form = "", CallBackForm()
    if request.method == "POST":
        if refusal := refuse_if_too_many(request, "desk_call", "60/10m/user"):
            return refusal
        if "show" in request.POST:
            try:
                number = read_number(reporter, by=request.user)
            except Refused as refused:
                messages.error(request, str(refused))
        else:
            form = CallBackForm(request.POST)
            if form.is_valid():
                try:
                    write_down_call(reporter, by=request.user, **form.answers())
                except Refused as refused:
                    form.add_error(None, refused.as_validation_error())
                else:
                    messages.success(request, _("Written down."))
                    return redirect("desk:matter_calls")
    context = {"reporter": reporter, "matter": reporter.matter, "number": number, "form": form}
    return render(request, "desk/matters/call.html", context, status=422 if form.errors else 200)
