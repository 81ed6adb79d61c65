"""The link of a reminder: answered with one tap, without a password."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.utils.translation import gettext as _

from accounts.names import mask_name
from common.exceptions import allows
from common.http.answers import AnswerButton, one_tap_page
from events.actions import registrations
from events.models import Registration
from events.rules.registrations import RegistrationAct, require_may_confirm, require_registration_act_possible


def _find(code: str) -> Registration:
    rows = Registration.objects.select_related("event__community", "event__space__station", "person")
    return get_object_or_404(rows.with_position(), answer_code=code)


def _come(one: Registration) -> str:
    registrations.confirm_coming(one)
    return _("Thank you. See you there!")


def _cannot(one: Registration) -> str:
    registrations.cancel_by_link(one)
    return _("The registration is cancelled. Thank you for telling us.")


def _undo(one: Registration) -> str:
    if registrations.undo_cancellation_by_link(one).is_waitlisted:
        return _("The place was given to others meanwhile, so you are at the end of the waitlist.")
    return _("The registration is restored: the place is still yours.")


@one_tap_page(_find, {"come": _come, "cannot": _cannot, "undo": _undo}, rated_as="event_answer")
def answer(request: HttpRequest, one: Registration) -> HttpResponse:
    """/events/answer/…/: we come, or we can't. Whoever has the link may answer for this one party, and reads nothing
    here but when and where it is; the name is masked.
    """
    can_confirm = allows(require_may_confirm, one)
    can_cancel = allows(require_registration_act_possible, RegistrationAct.CANCEL, one)
    context = {
        "registration": one,
        "event": one.event,
        "name": mask_name(one.person.name),
        "state": "event_cancelled" if one.event.is_cancelled else one.status,
        "question": _("Do you come?") if can_confirm else "",
        "buttons": _buttons(one, can_confirm=can_confirm, can_cancel=can_cancel),
        # Within the last hours they are rung up instead.
        "others_wait": can_confirm
        and can_cancel
        and not one.event.is_called
        and Registration.objects.waiting_behind(one).exists(),
        "undo_ends_at": one.undo_ends_at() if one.is_cancelled else None,
    }
    return render(request, "events/answer.html", context)


def _buttons(one: Registration, *, can_confirm: bool, can_cancel: bool) -> list[AnswerButton]:
    buttons = []
    if can_confirm and one.confirmed_at is None:
        words = _("Yes, I come") if one.seats == 1 else _("Yes, we come")
        buttons.append(AnswerButton("come", "circle-check", words, main=True))
    if can_cancel and (can_confirm or one.is_waitlisted):
        able = _("I can't come") if one.seats == 1 else _("We can't come")
        buttons.append(AnswerButton("cannot", "circle-x", _("Leave the waitlist") if one.is_waitlisted else able))
    if allows(require_registration_act_possible, RegistrationAct.UNDO, one):
        buttons.append(AnswerButton("undo", "undo-2", _("Restore the registration")))
    return buttons
