"""A shift on the lead's phone: who is here and who is not, one tap each, and then the minutes."""

from collections.abc import Callable

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from accounts.auth.http import AuthenticatedHttpRequest
from common.exceptions import Refused, allows
from common.http.keys import get_visible_or_404
from common.http.pagination import page_of
from common.http.ratelimit import count_try, refuse_if_too_many, too_many
from common.time import clock, formatting
from portal.desk.decorators import FORM, READ, View, at_desk
from portal.desk.forms.check_in import NameSearchForm
from portal.desk.forms.shifts import MinutesForm, TimesForm, ToldCodeForm
from portal.desk.selectors.calls import rung_for
from portal.desk.selectors.shifts import (
    assignments_of_card,
    kept_shifts,
    shifts_of_today,
    shifts_to_come,
    with_presence,
)
from volunteers.actions import check_in as actions
from volunteers.actions.minutes import confirm_minutes
from volunteers.models import Assignment, Shift, Volunteer
from volunteers.rules.activities import ActivityAct, is_activity_act_possible
from volunteers.rules.all_as_planned import PlannedMarks, stands_as_planned
from volunteers.rules.check_in import (
    BY_CARD,
    BY_LEAD,
    CHECKS_IN,
    WRONG_CODES,
    PlaceRelation,
    possible_check_in_acts,
    require_check_in_opened,
    require_may_add,
    require_may_set_times,
    require_still_believed,
)
from volunteers.rules.minutes import require_may_confirm, require_over
from volunteers.selectors.check_in import ShiftList, check_in_opens_at, places_at_start, volunteers_named
from volunteers.selectors.minutes import MinutesOfActivity, waiting_for_confirmation

RATES = "600/10m/user"
# What the last “all as planned” of this session has written, so that it can be taken back.
PLANNED_KEY = "planned"

reading = at_desk(*READ, needs=(CHECKS_IN,))
form = at_desk(*FORM, needs=(CHECKS_IN,))
sending = at_desk(needs=(CHECKS_IN,), button_of=("desk:shift", "pk"))


@reading
def shifts(request: AuthenticatedHttpRequest) -> HttpResponse:
    """/desk/shifts/: the shifts of today, those whose minutes wait for the reader, and those of the next days."""
    waiting = waiting_for_confirmation(with_presence(kept_shifts(request.user)))
    page = page_of(waiting, request.GET.get("page", ""))
    context = {"today": shifts_of_today(request.user), "page": page, "to_come": shifts_to_come(request.user)}
    return render(request, "desk/shifts.html", context, status=200 if page.understood else 400)


def kept_shift_or_404(request: AuthenticatedHttpRequest, pk: int) -> Shift:
    """The shift, if the reader ticks volunteers in and out there; else 404."""
    return get_object_or_404(kept_shifts(request.user), pk=pk)


@form
def shift(request: AuthenticatedHttpRequest, pk: int) -> HttpResponse:
    """/desk/shifts/…/: who is missing, who is here, who has left; and by POST the code that a volunteer tells."""
    of_shift = kept_shift_or_404(request, pk)
    code = ToldCodeForm(request.POST if request.method == "POST" else None)
    if code.is_bound and (answer := _pass_by_code(request, of_shift, code)):
        return answer
    who = PlaceRelation(request.user, of_shift.activity)
    people = ShiftList.read(of_shift)
    done = [one for one in people.everybody if str(one.pk) == request.GET.get("done")]
    expected = [one.person for one in (*people.missing, *people.waiting)]
    context = {
        "shift": of_shift,
        "activity": of_shift.activity,
        "list": people,
        "groups": [(name, _lines(who, rows)) for name, rows in _groups(people) if rows],
        "done": [(one, _said(one), acts) for one, acts in _lines(who, done)],
        "planned": _said_planned(request, who, people),
        "rung": rung_for(expected, request.user),
        "siblings": of_shift.activity.shifts.exclude(pk=of_shift.pk),
        "form": code,
        "leads": who.leads,
        "family": who.family,
        "is_open": allows(require_check_in_opened, of_shift),
        "opens_at": check_in_opens_at(of_shift),
        "places": places_at_start(of_shift),
        "takes_codes": allows(require_check_in_opened, of_shift) and allows(require_still_believed, of_shift),
        "may_add": allows(require_may_add, who, of_shift),
        "may_tell_result": who.leads and is_activity_act_possible(ActivityAct.RESULT, of_shift.activity),
        "may_confirm": of_shift.is_over and allows(require_may_confirm, request.user, of_shift.activity),
    }
    return render(request, "desk/shift.html", context, status=422 if code.errors else 200)


def _groups(people: ShiftList) -> list[tuple[str, list[Assignment]]]:
    """Who is missing comes first, and then whoever has not checked out."""
    here = "open_ended" if people.shift.is_over else "here"
    return [("missing", people.missing), (here, people.here), ("gone", people.gone), ("absent", people.absent)]


def _lines(who: PlaceRelation, rows: list[Assignment]) -> list[tuple[Assignment, frozenset[str]]]:
    return [(one, possible_check_in_acts(who, one, among=BY_LEAD)) for one in rows]


def _pass_by_code(request: AuthenticatedHttpRequest, of_shift: Shift, code: ToldCodeForm) -> HttpResponse | None:
    """Tick in or out whoever told the code; None where the page shows what is wrong with it."""
    if not code.is_valid():
        return None
    tried = count_try(request, "volunteer_code", WRONG_CODES)
    if tried is None:
        return too_many(request)
    try:
        done = actions.pass_by_code(of_shift, code=code.cleaned_data["code"], by=request.user)
    except Refused as refused:
        code.add_error("code", refused.as_validation_error())
        return None
    tried.rollback()
    return _redirect_to_list(of_shift.pk, done.pk)


def _said(done: Assignment) -> str:
    """How it stands with somebody after the last tap."""
    name = {"name": done.person.name}
    if done.checked_out_at:
        left = formatting.clock_time(done.checked_out_at)
        return _("%(name)s has left, %(time)s.") % {**name, "time": left}
    if done.checked_in_at:
        return _("%(name)s is here, %(time)s.") % {**name, "time": formatting.clock_time(done.checked_in_at)}
    if done.status == Assignment.Status.ABSENT:
        return _("%(name)s did not come.") % name
    if done.is_assigned:
        return _("Taken back: %(name)s is expected again.") % name
    if done.is_waitlisted:
        return _("Taken back: %(name)s is on the waitlist again.") % name
    return _("Taken back: %(name)s is not on this shift any more.") % name


# --- One tap


def _redirect_to_list(pk: int, done: int | str) -> HttpResponse:
    """Back to who is missing, where the next tap is; above it stands what was `done`, to be taken back there."""
    return redirect(reverse("desk:shift", args=[pk], query={"done": done}) + "#list")


def assignment_act(use_case: Callable[[Assignment, AuthenticatedHttpRequest], Assignment]) -> View:
    """The view of a button on a line: do it, and go back to who is missing, where it is said and the next tap is."""

    @sending
    def view(request: AuthenticatedHttpRequest, pk: int, assignment: int) -> HttpResponse:
        of_shift = kept_shift_or_404(request, pk)
        one = get_visible_or_404(of_shift.assignments.select_related("person"), assignment)
        if refusal := refuse_if_too_many(request, "desk_shift", RATES):
            return refusal
        try:
            done = use_case(one, request)
        except Refused as refused:
            messages.error(request, str(refused))
            return redirect("desk:shift", pk)
        if done.is_withdrawn:
            messages.success(request, _said(done))
            return redirect("desk:shift", pk)
        return _redirect_to_list(pk, done.pk)

    return view


tick_in = assignment_act(lambda one, request: actions.check_in(one, by=request.user))
tick_out = assignment_act(lambda one, request: actions.check_out(one, by=request.user))
absent = assignment_act(lambda one, request: actions.mark_absent(one, by=request.user))
undo = assignment_act(lambda one, request: actions.undo_check_in(one, by=request.user))


@sending
def planned(request: AuthenticatedHttpRequest, pk: int) -> HttpResponse:
    """/desk/shifts/…/planned/: everybody was there as planned; the exceptions follow one by one."""
    of_shift = kept_shift_or_404(request, pk)
    if refusal := refuse_if_too_many(request, "desk_shift", RATES):
        return refusal
    try:
        marks = actions.all_as_planned(of_shift, by=request.user)
    except Refused as refused:
        messages.error(request, str(refused))
        return redirect("desk:shift", pk)
    if marks:
        request.session[PLANNED_KEY] = {"shift": pk, **marks.as_json()}
    else:
        messages.info(request, _("Nobody was left to tick."))
    return _redirect_to_list(pk, PLANNED_KEY)


def _planned_marks(request: AuthenticatedHttpRequest, pk: int) -> PlannedMarks | None:
    """What the last “all as planned” of this session has written, if it was at this shift."""
    kept = request.session.get(PLANNED_KEY)
    if not kept or kept["shift"] != pk:
        return None
    return PlannedMarks.from_json(kept)


def _said_planned(request: AuthenticatedHttpRequest, who: PlaceRelation, people: ShiftList) -> str:
    """How many still stand as “all as planned” has written them; empty where nothing of it can be taken back."""
    marks = _planned_marks(request, people.shift.pk)
    if marks is None:
        return ""
    standing = sum(stands_as_planned(one, marks, who) for one in people.everybody)
    if not standing:
        del request.session[PLANNED_KEY]
        return ""
    if marks.at < people.shift.ends_at:
        words = ngettext("%(n)d volunteer is ticked in.", "%(n)d volunteers are ticked in.", standing)
    else:
        words = ngettext(
            "%(n)d volunteer was there as planned, until the end.",
            "%(n)d volunteers were there as planned, until the end.",
            standing,
        )
    return words % {"n": standing}


@sending
def undo_planned(request: AuthenticatedHttpRequest, pk: int) -> HttpResponse:
    """/desk/shifts/…/planned/undo/: take back what the last “all as planned” has written; exceptions since stay."""
    of_shift = kept_shift_or_404(request, pk)
    if refusal := refuse_if_too_many(request, "desk_shift", RATES):
        return refusal
    marks = _planned_marks(request, pk) or PlannedMarks(clock.now())
    try:
        undone = actions.undo_all_as_planned(of_shift, marks=marks, by=request.user)
    except Refused as refused:
        messages.error(request, str(refused))
    else:
        words = ngettext("Taken back for %(n)d volunteer.", "Taken back for %(n)d volunteers.", undone)
        messages.success(request, words % {"n": undone})
    return redirect("desk:shift", pk)


@form
def times(request: AuthenticatedHttpRequest, pk: int, assignment: int) -> HttpResponse:
    """/desk/shifts/…/people/…/times/: somebody came later, left earlier, or forgot to check out."""
    of_shift = kept_shift_or_404(request, pk)
    one = get_visible_or_404(of_shift.assignments.select_related("person"), assignment)
    one.shift = of_shift
    refused_at_all = None
    try:
        require_may_set_times(PlaceRelation(request.user, of_shift.activity), one)
    except Refused as refused:
        refused_at_all = refused
    asked = TimesForm(request.POST if request.method == "POST" else None, assignment=one)
    if asked.is_bound and asked.is_valid():
        if refusal := refuse_if_too_many(request, "desk_shift", RATES):
            return refusal
        try:
            done = actions.set_times(one, by=request.user, **asked.cleaned_data)
        except Refused as refused:
            asked.add_error(refused.field, refused.as_validation_error())
        else:
            return _redirect_to_list(pk, done.pk)
    context = {"shift": of_shift, "activity": of_shift.activity, "one": one, "form": asked, "refused": refused_at_all}
    return render(request, "desk/shift_times.html", context, status=422 if asked.errors else 200)


# --- Who comes unannounced


@form
def add(request: AuthenticatedHttpRequest, pk: int) -> HttpResponse:
    """/desk/shifts/…/add/: a volunteer has come unannounced. Searched by POST: a name is personal data."""
    of_shift = kept_shift_or_404(request, pk)
    context: dict[str, object] = {"shift": of_shift, "activity": of_shift.activity}
    try:
        require_may_add(PlaceRelation(request.user, of_shift.activity), of_shift)
    except Refused as refused:
        return render(request, "desk/shift_add.html", context | {"refused": refused})
    if "volunteer" in request.POST and (answer := _add(request, of_shift, context)):
        return answer
    search = NameSearchForm(request.POST if "query" in request.POST else None)
    found = None
    if search.is_bound and search.is_valid():
        if refusal := refuse_if_too_many(request, "desk_search", RATES):
            return refusal
        found = page_of(volunteers_named(of_shift.activity, search.cleaned_data["query"]), "")
    waiting = of_shift.assignments.waitlisted().in_queue_order().select_related("person")
    context |= {"form": search, "found": found, "places": of_shift.seats_left, "waiting": waiting}
    return render(request, "desk/shift_add.html", context, status=422 if search.errors else 200)


def _add(request: AuthenticatedHttpRequest, of_shift: Shift, context: dict[str, object]) -> HttpResponse | None:
    """Tick the chosen volunteer in; None where the page says why not, and where all is full offers one place more."""
    if refusal := refuse_if_too_many(request, "desk_shift", RATES):
        return refusal
    members = Volunteer.objects.members().filter(team=of_shift.activity.team.top).select_related("person")
    volunteer = get_visible_or_404(members, request.POST["volunteer"])
    try:
        done = actions.add_walk_in(
            of_shift, volunteer=volunteer, one_more="one_more" in request.POST, by=request.user
        )
    except Refused as refused:
        context["no"] = refused
        context["newcomer"] = volunteer
        return None
    messages.success(request, _said(done))
    return redirect("desk:shift", of_shift.pk)


# --- The volunteer's own code


@form
def card(request: AuthenticatedHttpRequest, code: str) -> HttpResponse:
    """/desk/shifts/card/…/: the lead has scanned a volunteer's own code: in, or out, with one tap.

    404 for whoever has no volunteer of this code on a shift of now, and may not see that volunteer either.
    """
    volunteer = get_object_or_404(Volunteer.objects.select_related("person", "team"), code=code)
    rows = list(assignments_of_card(volunteer, request.user))
    if not rows:
        get_visible_or_404(Volunteer.objects.visible_to(request.user), volunteer.pk)
    if request.method == "POST":
        if refusal := refuse_if_too_many(request, "desk_shift", RATES):
            return refusal
        _pass_by_card(request, rows)
        return redirect("desk:card", code)
    lines = []
    for one in rows:
        who = PlaceRelation(request.user, one.shift.activity)
        lines.append((one, possible_check_in_acts(who, one, among=BY_CARD)))
    on_now = [one for one in shifts_of_today(request.user) if allows(require_check_in_opened, one)]
    context = {"volunteer": volunteer, "lines": lines, "on_now": [] if rows else on_now}
    return render(request, "desk/card.html", context)


def _pass_by_card(request: AuthenticatedHttpRequest, rows: list[Assignment]) -> None:
    one = next((row for row in rows if str(row.pk) == request.POST.get("assignment")), None)
    act = {"in": actions.check_in, "out": actions.check_out}.get(request.POST.get("act", ""))
    if one is None or act is None:
        return
    try:
        messages.success(request, _said(act(one, way=Assignment.Way.CARD, by=request.user)))
    except Refused as refused:
        messages.error(request, str(refused))


# --- Minutes


@form
def minutes(request: AuthenticatedHttpRequest, pk: int) -> HttpResponse:
    """/desk/shifts/…/minutes/: the minutes that follow from coming and going, to be confirmed in one tap."""
    of_shift = kept_shift_or_404(request, pk)
    activity = of_shift.activity
    if not allows(require_may_confirm, request.user, activity):
        return render(request, "desk/not_yours.html", status=403)
    refused_at_all = None
    try:
        require_over(of_shift)
    except Refused as refused:
        refused_at_all = refused
    found = MinutesOfActivity.read(activity, by=request.user, shift=of_shift)
    asked = MinutesForm(
        request.POST if request.method == "POST" else None, stays=found.ready, evaluates=activity.is_service
    )
    if asked.is_bound and asked.is_valid():
        if refusal := refuse_if_too_many(request, "desk_shift", RATES):
            return refusal
        try:
            made = confirm_minutes(activity, shift=of_shift, by=request.user, **asked.confirmed)
        except Refused as refused:
            asked.add_error(None, refused.as_validation_error())
        else:
            words = ngettext(
                "The time of %(n)d volunteer is confirmed.", "The time of %(n)d volunteers is confirmed.", len(made)
            )
            messages.success(request, words % {"n": len(made)})
            return redirect("desk:minutes", pk)
    context = {
        "shift": of_shift,
        "activity": activity,
        "minutes": found,
        "form": asked,
        "refused": refused_at_all,
    }
    return render(request, "desk/shift_minutes.html", context, status=422 if asked.errors else 200)
