"""The link of a reminder: answered with one tap, without a password."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from accounts.names import mask_name
from common.exceptions import Refused, allows
from common.http.cache_headers import private
from common.http.ratelimit import refuse_if_too_many
from volunteers.actions import assignments
from volunteers.models import Assignment
from volunteers.rules.assignments import AssignmentAct, require_assignment_act_possible

# By address, since nobody signs in here: a family behind one router answers for all of it.
RATES = "60/10m/ip"


@private
@require_http_methods(["GET", "HEAD", "POST"])
def answer(request: HttpRequest, code: str) -> HttpResponse:
    """/volunteers/answer/…/: I come, I can't come, find me a substitute. Whoever has the link may answer for this one
    shift, and reads nothing here but it; the name is masked.
    """
    if refusal := refuse_if_too_many(request, "shift_answer", RATES):
        return refusal
    rows = Assignment.objects.select_related("shift__activity__community", "person", "volunteer__team")
    one = get_object_or_404(rows, answer_code=code)
    if request.method == "POST":
        _act(request, one)
        return redirect("volunteers:answer", code=code)
    acts = {act for act in AssignmentAct if allows(require_assignment_act_possible, act, one)}
    context = {
        "assignment": one,
        "shift": one.shift,
        "activity": one.shift.activity,
        "community": one.shift.activity.community,
        "name": mask_name(one.person.name),
        "acts": acts,
    }
    # The address is the key. That other sites do not learn it is the policy of every page (same-origin); with
    # `no-referrer` a browser says `Origin: null`, and the answer would be refused as a forgery.
    return render(request, "volunteers/answer.html", context)


def _act(request: HttpRequest, one: Assignment) -> None:
    try:
        match request.POST.get("answer"):
            case "come":
                assignments.confirm_coming(one)
                messages.success(request, _("Thank you. See you there!"))
            case "cannot":
                assignments.withdraw_by_link(one)
                messages.success(request, _("You are no longer on this shift. Thank you for telling us."))
            case "substitute":
                after = assignments.find_substitute_by_link(one)
                if after.is_withdrawn:
                    messages.success(
                        request, _("Somebody who was waiting has taken the shift over. You need not come.")
                    )
                else:
                    messages.success(
                        request,
                        _("We are looking. The shift stays yours until somebody takes it over; we tell you then."),
                    )
    except Refused as refused:
        messages.error(request, str(refused))
