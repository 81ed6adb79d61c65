"""My shift: what it says, and what can still be done about it."""

from collections.abc import Callable

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from accounts.auth.http import AuthenticatedHttpRequest
from accounts.models import User
from common.exceptions import Refused
from common.http.cache_headers import private
from common.http.methods import post_only
from common.http.ratelimit import refuse_if_too_many
from volunteers.actions import assignments
from volunteers.forms.assignments import WithdrawForm
from volunteers.models import Assignment
from volunteers.rules.assignments import AssignmentAct, is_late_withdrawal, possible_assignment_acts
from volunteers.views.shifts import RATES


def own_assignment_or_404(request: AuthenticatedHttpRequest, pk: int) -> Assignment:
    """The assignment, if it is the reader's or a ward's of today; else 404."""
    rows = Assignment.objects.owned_by(request.user).select_related(
        "shift__activity__community",
        "shift__activity__lead__person",
        "shift__activity__organiser",
        "shift__activity__space__station",
        "shift__activity__event",
        "volunteer__team",
        "person",
        "taken_over_by__person",
    )
    return get_object_or_404(rows.with_position(), pk=pk)


@private
@login_required
@require_safe
def assignment(request: AuthenticatedHttpRequest, pk: int) -> HttpResponse:
    """/volunteers/mine/shifts/…/: what an assignment says, and what the reader can still do about it."""
    one = own_assignment_or_404(request, pk)
    acts = possible_assignment_acts(one, request.user)
    context = {
        "assignment": one,
        "shift": one.shift,
        "activity": one.shift.activity,
        "community": one.shift.activity.community,
        "acts": acts,
        "undo_ends_at": one.undo_ends_at() if acts & {AssignmentAct.WITHDRAW, AssignmentAct.UNDO} else None,
    }
    return render(request, "volunteers/assignment.html", context)


@private
@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def withdraw(request: AuthenticatedHttpRequest, pk: int) -> HttpResponse:
    """/volunteers/mine/shifts/…/withdraw/: “I can't come”; asks once, with the reason for who wants to give one."""
    one = own_assignment_or_404(request, pk)
    form = WithdrawForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        reason = form.cleaned_data["reason"]

        def act(one: Assignment, by: User) -> str:
            assignments.withdraw(one, reason=reason, by=by)
            return _("You are no longer on this shift. Thank you for telling us.")

        return _act(request, pk, act)
    if request.method != "POST" and AssignmentAct.WITHDRAW not in possible_assignment_acts(one, request.user):
        return redirect("volunteers:assignment", pk=pk)
    context = {
        "assignment": one,
        "shift": one.shift,
        "activity": one.shift.activity,
        "form": form,
        "waiting": 0 if one.is_waitlisted else one.shift.assignments.waitlisted().count(),
        "is_late": is_late_withdrawal(one.shift),
    }
    return render(request, "volunteers/withdraw.html", context, status=422 if form.errors else 200)


def _act(request: AuthenticatedHttpRequest, pk: int, act: Callable[[Assignment, User], str]) -> HttpResponse:
    """Do `act` to the reader's assignment, say what it answers or why it was refused, and show it again."""
    one = own_assignment_or_404(request, pk)
    if refusal := refuse_if_too_many(request, "shift_sign_up", RATES):
        return refusal
    try:
        messages.success(request, act(one, request.user))
    except Refused as refused:
        messages.error(request, str(refused))
    return redirect("volunteers:assignment", pk=pk)


@private
@login_required
@post_only("volunteers:assignment", "pk")
def find_substitute(request: AuthenticatedHttpRequest, pk: int) -> HttpResponse:
    """/volunteers/mine/shifts/…/substitute/: “find me a substitute”: the shift stays the reader's until then."""

    def act(one: Assignment, by: User) -> str:
        after = assignments.find_substitute(one, by=by)
        if after.is_withdrawn:
            return _("Somebody who was waiting has taken the shift over. You need not come.")
        return _("We are looking. The shift stays yours until somebody takes it over; we tell you then.")

    return _act(request, pk, act)


@private
@login_required
@post_only("volunteers:assignment", "pk")
def keep_place(request: AuthenticatedHttpRequest, pk: int) -> HttpResponse:
    """/volunteers/mine/shifts/…/keep/: look for no substitute any longer."""

    def act(one: Assignment, by: User) -> str:
        assignments.keep_place(one, by=by)
        return _("Good, you come yourself. Nobody is being looked for any more.")

    return _act(request, pk, act)


@private
@login_required
@post_only("volunteers:assignment", "pk")
def undo_withdrawal(request: AuthenticatedHttpRequest, pk: int) -> HttpResponse:
    """/volunteers/mine/shifts/…/undo/: take a withdrawal back within ten minutes."""

    def act(one: Assignment, by: User) -> str:
        again = assignments.undo_withdrawal(one, by=by)
        if again.is_waitlisted:
            return _("The place was given to others meanwhile, so you are at the end of the waitlist.")
        return _("You are on the shift again: the place is still yours.")

    return _act(request, pk, act)
