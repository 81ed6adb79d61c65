"""The link of a reminder: answered with one tap, without a password."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.utils.translation import gettext as _

from accounts.names import mask_name
from common.exceptions import allows
from common.http.answers import AnswerButton, one_tap_page
from volunteers.actions import assignments
from volunteers.models import Assignment
from volunteers.rules.assignments import AssignmentAct, require_assignment_act_possible


def _find(code: str) -> Assignment:
    rows = Assignment.objects.select_related("shift__activity__community", "person", "volunteer__team")
    return get_object_or_404(rows, answer_code=code)


def _come(one: Assignment) -> str:
    assignments.confirm_coming(one)
    return _("Thank you. See you there!")


def _cannot(one: Assignment) -> str:
    assignments.withdraw_by_link(one)
    return _("You are no longer on this shift. Thank you for telling us.")


def _substitute(one: Assignment) -> str:
    if assignments.find_substitute_by_link(one).is_withdrawn:
        return _("Somebody who was waiting has taken the shift over. You need not come.")
    return _("We are looking. The shift stays yours until somebody takes it over; we tell you then.")


@one_tap_page(_find, {"come": _come, "cannot": _cannot, "substitute": _substitute}, rated_as="shift_answer")
def answer(request: HttpRequest, one: Assignment) -> HttpResponse:
    """/volunteers/answer/…/: I come, I can't come, find me a substitute. Whoever has the link may answer for this one
    shift, and reads nothing here but it; the name is masked.
    """
    shift, activity = one.shift, one.shift.activity
    acts = {act for act in AssignmentAct if allows(require_assignment_act_possible, act, one)}
    is_asked = one.is_assigned and not shift.has_begun and not activity.is_cancelled
    context = {
        "assignment": one,
        "shift": shift,
        "activity": activity,
        "community": activity.community,
        "name": mask_name(one.person.name),
        "state": one.status,
        "question": _("Do you come?") if is_asked else "",
        "buttons": _buttons(one, acts, is_asked=is_asked),
        "is_too_late": is_asked and AssignmentAct.WITHDRAW not in acts,
    }
    return render(request, "volunteers/answer.html", context)


def _buttons(one: Assignment, acts: set[AssignmentAct], *, is_asked: bool) -> list[AnswerButton]:
    buttons = []
    if is_asked and (one.confirmed_at is None or one.substitute_since):
        buttons.append(AnswerButton("come", "circle-check", _("Yes, I come"), main=True))
    if is_asked and AssignmentAct.FIND_SUBSTITUTE in acts:
        buttons.append(AnswerButton("substitute", "refresh-cw", _("Find me a substitute")))
    if AssignmentAct.WITHDRAW in acts and (is_asked or one.is_waitlisted):
        words = _("Leave the waitlist") if one.is_waitlisted else _("I can't come")
        buttons.append(AnswerButton("cannot", "circle-x", words))
    return buttons
