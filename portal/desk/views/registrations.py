"""My people's registrations: who comes to what, and giving a place up for them."""

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _

from accounts.auth.http import AuthenticatedHttpRequest
from common.exceptions import Refused
from common.http.pagination import page_of
from common.http.ratelimit import refuse_if_too_many
from events.actions.registrations import cancel_registration, undo_cancellation
from events.models import Registration
from events.rules.registrations import RegistrationAct, possible_registration_acts
from portal.desk.decorators import reading, sending
from portal.desk.selectors.calls import may_call
from portal.desk.selectors.registrations import coming_registrations, own_registrations

RATES = "120/10m/user"


@reading
def registrations(request: AuthenticatedHttpRequest) -> HttpResponse:
    """/desk/registrations/: the registrations of the user's own people for what is coming."""
    page = page_of(coming_registrations(request.user), request.GET.get("page", ""))
    return render(request, "desk/registrations.html", {"page": page}, status=200 if page.understood else 400)


@reading
def registration(request: AuthenticatedHttpRequest, pk: int) -> HttpResponse:
    """/desk/registrations/…/: the page of one registration at the desk."""
    one = get_object_or_404(own_registrations(request.user).select_related("enrolment").with_position(), pk=pk)
    acts = possible_registration_acts(one, request.user)
    can_cancel = RegistrationAct.CANCEL in acts
    return render(
        request,
        "desk/registration.html",
        {
            "registration": one,
            "event": one.event,
            "may_call": may_call(request.user, one.person),
            "undo_ends_at": one.undo_ends_at(),
            "can_cancel": can_cancel,
            "waiting": Registration.objects.waiting_behind(one).count() if can_cancel else 0,
            "can_undo": RegistrationAct.UNDO in acts,
        },
    )


@sending("desk:registration")
def cancel(request: AuthenticatedHttpRequest, pk: int) -> HttpResponse:
    """/desk/registrations/…/cancel/: give a registration up at the desk; a second tap is told that it is given up
    already. Where others wait, the page says so and sends `sure`; who begins to wait meanwhile is told first.
    """
    one = get_object_or_404(own_registrations(request.user), pk=pk)
    if refusal := refuse_if_too_many(request, "desk_registration", RATES):
        return refusal
    if one.is_cancelled:
        messages.info(request, _("This registration is cancelled already."))
        return redirect("desk:registration", pk=pk)
    try:
        cancel_registration(one, by=request.user, although_others_wait="sure" in request.POST)
    except Refused as refused:
        messages.error(request, str(refused))
    else:
        messages.success(request, _("The registration is cancelled. Within ten minutes this can be taken back."))
    return redirect("desk:registration", pk=pk)


@sending("desk:registration")
def undo(request: AuthenticatedHttpRequest, pk: int) -> HttpResponse:
    """/desk/registrations/…/undo/: take the cancellation of a registration back, at the desk."""
    one = get_object_or_404(own_registrations(request.user), pk=pk)
    if refusal := refuse_if_too_many(request, "desk_registration", RATES):
        return refusal
    try:
        again = undo_cancellation(one, by=request.user)
    except Refused as refused:
        messages.error(request, str(refused))
    else:
        waits = again.is_waitlisted
        messages.success(
            request, _("Back on the waitlist, at its end.") if waits else _("The party has its seats again.")
        )
    return redirect("desk:registration", pk=pk)
