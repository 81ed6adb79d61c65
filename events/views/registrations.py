"""My registration: what it says, and what can still be done about it."""

from collections.abc import Callable

from django.conf import settings
from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from accounts.auth.http import AuthenticatedHttpRequest
from accounts.models import User
from common.exceptions import Refused
from common.http.cache_headers import private
from common.http.methods import post_only
from common.http.qr_codes import qr_code_response
from common.http.ratelimit import refuse_if_too_many
from events.actions import registrations
from events.forms.registrations import RegistrationPartyForm
from events.models import Registration
from events.models.check_in_kinds import CheckInKind
from events.rules.registrations import RegistrationAct, possible_registration_acts
from events.selectors.registrations import RegistrationChoice
from events.views.register import RATES


def own_registration_or_404(request: AuthenticatedHttpRequest, pk: int) -> Registration:
    """The registration, if it is the reader's or a ward's of today; else 404."""
    own = Registration.objects.owned_by(request.user).select_related(
        "event__community", "event__space__station", "person", "enrolment__series"
    )
    return get_object_or_404(own.with_position(), pk=pk)


@private
@login_required
@require_safe
def registration(request: AuthenticatedHttpRequest, pk: int) -> HttpResponse:
    """/events/registrations/…/: what a registration says, and what the reader can still do about it."""
    one = own_registration_or_404(request, pk)
    return _page(request, one, RegistrationPartyForm(event=one.event, initial={"seats": one.seats}))


@private
@login_required
@require_safe
def code(request: AuthenticatedHttpRequest, pk: int) -> HttpResponse:
    """/events/registrations/…/code.svg: the QR code that the desk at the event scans; it says the number alone."""
    one = own_registration_or_404(request, pk)
    return qr_code_response(settings.SITE_URL + reverse("desk:party", args=[one.pk]))


def _page(
    request: AuthenticatedHttpRequest, one: Registration, form: RegistrationPartyForm, status: int = 200
) -> HttpResponse:
    event = one.event
    acts = possible_registration_acts(one, request.user)
    context = {
        "registration": one,
        "event": event,
        "form": form,
        "undo_ends_at": one.undo_ends_at() if acts & {RegistrationAct.CANCEL, RegistrationAct.UNDO} else None,
        "can_cancel": RegistrationAct.CANCEL in acts,
        "can_undo": RegistrationAct.UNDO in acts,
        "asks_before_cancelling": RegistrationAct.CANCEL in acts
        and Registration.objects.waiting_behind(one).exists(),
        "can_change_party": RegistrationAct.CHANGE_PARTY in acts,
        "shows_code": event.is_published and not event.is_over and one.status in Registration.SEATED,
        "days": [] if event.check_in_kind == CheckInKind.ONCE else one.check_ins.all(),
    }
    if one.is_live and not (event.is_cancelled or event.is_over):
        choice = RegistrationChoice.read(event, request.user)
        context["registrations"] = [other for other in choice.registrations if other.pk != one.pk]
        context["family_registers_apart"] = choice.family_registers_apart()
    return render(request, "events/registration.html", context, status=status)


def _act(
    request: AuthenticatedHttpRequest, pk: int, act: Callable[[Registration, User], str], *, ask: str = ""
) -> HttpResponse:
    """Do `act` to the reader's registration, say what it answers or why it was refused, and show it again.

    `ask`: the name of the page that asks first, where others wait for the place.
    """
    one = own_registration_or_404(request, pk)
    if refusal := refuse_if_too_many(request, "event_registration", RATES):
        return refusal
    try:
        messages.success(request, act(one, request.user))
    except Refused as refused:
        if ask and refused.code == "others_wait":
            return redirect(ask, pk=pk)
        messages.error(request, str(refused))
    # A date of a course is one line of the own course.
    return redirect(one.enrolment) if one.enrolment else redirect("events:registration", pk=pk)


@private
@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def cancel(request: AuthenticatedHttpRequest, pk: int) -> HttpResponse:
    """/events/registrations/…/cancel/: give a registration up. Where others wait, a tap on the registration's own
    page leads here and is asked once; the answer is sent here with `sure`.
    """
    if request.method != "POST":
        one = own_registration_or_404(request, pk)
        if RegistrationAct.CANCEL not in possible_registration_acts(one, request.user):
            return redirect("events:registration", pk=pk)
        waiting = Registration.objects.waiting_behind(one).count()
        return render(request, "events/cancel.html", {"registration": one, "event": one.event, "waiting": waiting})

    def act(one: Registration, by: User) -> str:
        given_up = registrations.cancel_registration(one, by=by, although_others_wait="sure" in request.POST)
        if given_up.is_absence:
            return _("Absent this once: the place of this date is given up. The course goes on.")
        return _("The registration is cancelled.")

    return _act(request, pk, act, ask="events:cancel")


@private
@login_required
@post_only("events:registration", "pk")
def undo_cancellation(request: AuthenticatedHttpRequest, pk: int) -> HttpResponse:
    """/events/registrations/…/undo/: take the cancellation of a registration back within ten minutes."""

    def act(one: Registration, by: User) -> str:
        again = registrations.undo_cancellation(one, by=by)
        if again.is_waitlisted:
            return _("The place was given to others meanwhile, so you are at the end of the waitlist.")
        return _("The registration is restored: the place is still yours.")

    return _act(request, pk, act)


@private
@login_required
@post_only("events:registration", "pk")
def change_party(request: AuthenticatedHttpRequest, pk: int) -> HttpResponse:
    """/events/registrations/…/party/: change how many people a registration brings."""
    one = own_registration_or_404(request, pk)
    form = RegistrationPartyForm(request.POST, event=one.event)
    if not form.is_valid():
        return _page(request, one, form, status=422)

    def act(one: Registration, by: User) -> str:
        registrations.change_party(one, seats=form.cleaned_data["seats"], by=by)
        return _("Changed. Thank you for telling us.")

    return _act(request, pk, act)
