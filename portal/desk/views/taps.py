"""Taps that a phone at the desk has kept while the line was bad (static/js/taps.js)."""

from typing import Any

from django.http import HttpResponse, JsonResponse
from django.utils.translation import gettext as _

from accounts.auth.http import AuthenticatedHttpRequest
from common.exceptions import Refused
from common.http.ratelimit import refuse_if_too_many
from events.actions.taps import count_tap
from events.models import Registration
from events.presenters.check_in import done_in_words
from events.rules.events import CHECKS_IN
from events.selectors.check_in import check_in_day, check_in_on, moment_of_tap
from portal.desk.decorators import at_desk
from portal.desk.forms.taps import TapForm, read_taps

RATES = "600/10m/user"


@at_desk(needs=(CHECKS_IN,), button_of=("desk:door_list",))
def taps(request: AuthenticatedHttpRequest) -> HttpResponse:
    """/desk/check-in/taps/: count each tap once. `{"answers": [{"ok": …, "said": …}, …]}`, in the order of the taps.

    Whatever is refused is refused by itself, with why; 400 for what is no list of taps.
    """
    if refusal := refuse_if_too_many(request, "desk_check_in", RATES):
        return refusal
    # A form was read already, to look for its token, so it has no body any more.
    sent = read_taps(request.body) if request.content_type == "application/json" else None
    if sent is None:
        return JsonResponse({"answers": []}, status=400)
    return JsonResponse({"answers": [_answer(request, tap) for tap in sent]})


def _answer(request: AuthenticatedHttpRequest, tap: TapForm) -> dict[str, Any]:
    try:
        return {"ok": True, "said": _count(request, tap)}
    except Refused as refused:
        return {"ok": False, "said": str(refused)}


def _count(request: AuthenticatedHttpRequest, tap: TapForm) -> str:
    """Count the tap, and return what to say of it. Raises Refused."""
    if not tap.is_valid():
        raise Refused(_("This tap could not be read. Please tap once more."), code="unreadable")
    asked = tap.cleaned_data
    rows = Registration.objects.visible_to(request.user).select_related("event", "person")
    registration = rows.filter(pk=asked["party"]).first()
    if registration is None:
        raise Refused(_("This party is on no list that you keep today."), code="not_on_list")
    done = count_tap(
        registration, key=asked["id"], act=asked["act"], came=asked["came"], at=asked["at"], by=request.user
    )
    day = check_in_day(done.event, moment_of_tap(done.event, asked["at"]))
    if (check_in := check_in_on(done, day)) is None:
        return _("This tap had arrived before, and was taken back since.")
    return done_in_words(done, check_in)
