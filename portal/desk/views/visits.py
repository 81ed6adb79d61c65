"""A visit in three taps: building, household, “somebody at home” or “nobody at home”; and taking it back."""

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _

from accounts.auth.http import AuthenticatedHttpRequest
from accounts.models import User
from common.exceptions import Refused
from common.http import drafts
from common.http.keys import whole_number
from common.http.ratelimit import refuse_if_too_many
from common.time import clock
from grid.actions.visits import RecordedVisit, VisitOutcome, delete_visit, record_visit
from grid.models import Household, Visit
from grid.selectors.coverage import households_with_last_visit
from grid.selectors.visits import possible_visitors
from portal.desk.decorators import form, sending
from portal.desk.forms.visits import VisitForm
from portal.desk.selectors.visits import last_visit_of, own_households, visit_just_recorded, visits_to_undo

RATES = "300/10m/user"
VISITS_SHOWN = 5


@form
def household(request: AuthenticatedHttpRequest, pk: int) -> HttpResponse:
    """/desk/households/…/: record a visit to a household: the third tap. Words, another day and another visitor are
    optional.
    """
    one = get_object_or_404(households_with_last_visit(own_households(request.user)), pk=pk)
    visitors = possible_visitors(one, on=clock.today(), by=request.user).by_name()
    visit_form = VisitForm(request.POST if request.method == "POST" else None, visitors=visitors, by=request.user)
    if request.method == "POST":
        if refusal := refuse_if_too_many(request, "desk_visit", RATES):
            return refusal
        if visit_form.is_valid():
            try:
                recorded = record_visit(one, by=request.user, **visit_form.visit())
            except Refused as refused:
                visit_form.add_error(None, refused.as_validation_error())
            else:
                if message := _message(recorded, by=request.user):
                    messages.success(request, message)
                return drafts.forget_draft(redirect(_back(request, one)), _draft(one))
    visits = Visit.objects.visible_to(request.user).filter(household=one).select_related("visitor")
    return render(
        request,
        "desk/household.html",
        {
            "household": one,
            "building": one.building,
            "form": visit_form,
            "draft": _draft(one),
            "seen": last_visit_of(one, within=one.building.community.visit_days),
            "visits": visits[:VISITS_SHOWN],
            "just": visits_to_undo(request.user).filter(household=one).order_by("-recorded_at").first(),
            "may_enter": request.user.has_perm("grid.add_pioneerlink"),
        },
        status=422 if visit_form.errors else 200,
    )


def _draft(one: Household) -> str:
    return f"visit-{one.pk}"


def _back(request: AuthenticatedHttpRequest, one: Household) -> str:
    """Where the reader came from: the list of who is due, or the staircase, at the very household."""
    if request.GET.get("from") == "due":
        return reverse("desk:due")
    return f"{reverse('desk:building', args=[one.building_id])}?entrance={one.entrance}#h{one.pk}"


def _message(recorded: RecordedVisit, *, by: User) -> str:
    """What to say of a visit; empty where the next page says it, with the button to take it back."""
    if recorded.outcome == VisitOutcome.REPEATED:
        return _("This visit is already recorded; nothing was recorded twice.")
    if recorded.outcome == VisitOutcome.CORRECTED:
        return _("The visit of that day was recorded already; it now says what you have just told us.")
    if visit_just_recorded(by) == recorded.visit:
        return ""
    if recorded.visit.met:
        return _("Recorded: somebody was at home. Thank you for going.")
    return _("Recorded: nobody was at home. The household stays on the list.")


@sending("desk:household")
def undo(request: AuthenticatedHttpRequest, pk: int) -> HttpResponse:
    """/desk/households/…/undo/: take one's own visit to a household back within ten minutes. A second tap finds
    nothing to take back.
    """
    one = get_object_or_404(own_households(request.user), pk=pk)
    visit = (
        visits_to_undo(request.user)
        .filter(household=one, pk=whole_number(request.POST.get("visit", "")) or 0)
        .first()
    )
    if visit is None:
        messages.info(request, _("There is nothing to take back any more."))
    else:
        try:
            delete_visit(visit, by=request.user)
        except Refused as refused:
            messages.error(request, str(refused))
        else:
            messages.success(request, _("The visit is taken back, as if it had not been recorded."))
    return redirect("desk:household", pk=one.pk)
